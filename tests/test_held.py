"""How plans have held."""

import json
from datetime import datetime, timedelta
from statistics import median
from typing import Any

import pytest

from moonrace.dataset import Dataset
from moonrace.query.held import Held, held, holding
from moonrace.records.mission import Mission
from moonrace.records.parts import Target

from .commands import ask
from .making import event, mission, replaced, target

Json = dict[str, Any]


def flew(key: str, when: str, *targets: Target, **more: Any) -> Mission:
    return mission(key, event("launch", when, targets=targets), **more)


def whole(small: Dataset, *chosen: Mission) -> Held:
    """The row of all missions."""
    return next(row for row in held(replaced(small, "missions", chosen)) if row.by == "all")


@pytest.mark.parametrize(
    ("announced", "kept"),
    [
        ("2024", 1),
        ("2024-06", 1),
        ("2024-06-15", 1),
        ("2024-06-15T09:00Z", 1),  # on that day
        ("2024-Q2", 1),
        ("[..2024-06]", None),  # it has no beginning
        ("[2024-06..]", None),
        ("2024-06~", None),
        ("2024-06?", None),
        ("[2024-05..2024-06]", 1),
        ("2024-06-14", 0),
        ("2024-05", 0),
        ("2023", 0),
        ("2025", 1),  # earlier than announced
    ],
)
def test_a_date_is_kept_when_the_launch_comes_by_its_end(small: Dataset, announced: str, kept: int | None) -> None:
    row = whole(small, flew("a", "2024-06-15T10:00:00Z", target("2020-01-01", announced)))
    assert (row.missions, row.of_first) == (1, 0 if kept is None else 1)
    assert row.share_first == kept
    assert row.kept_first == (kept or 0)


def test_the_last_date_but_one_needs_two(small: Dataset) -> None:
    one = flew(
        "a",
        "2024-06-15",
        target("2020-01-01", "2023"),
        target("2023-01-01", "2024-06"),
        target("2024-06-01", "2024-06-15"),
    )
    two = flew("b", "2024-06-15", target("2020-01-01", "2024"))
    row = whole(small, one, two)
    assert (row.kept_first, row.of_first, row.kept_last_but_one, row.of_last_but_one) == (1, 2, 1, 1)
    assert (row.share_first, row.share_last_but_one) == (0.5, 1.0)


def test_only_missions_that_flew_to_the_moon_with_announced_dates_count(small: Dataset) -> None:
    announced = target("2020-01-01", "2024")
    chosen = [
        flew("a", "2024-06-15", announced),
        flew("without", "2024-06-15"),
        flew("test", "2024-06-15", announced, scope="test"),
        mission("waits", event("launch", "2027", planned=True, targets=(announced,)), status="planned"),
        mission("gone", event("launch", "2027", planned=True, targets=(announced,)), status="cancelled"),
    ]
    dataset = replaced(small, "missions", chosen)
    assert next(row.missions for row in held(dataset)) == 1
    assert (holding(dataset).waiting, holding(dataset).dropped) == (1, 1)
    assert held(replaced(small, "missions", chosen[1:2])) == []


@pytest.mark.parametrize(
    ("announced", "when", "lead"),
    [
        ("2024-01-01", "2024-06-15", "under-1-year"),
        ("2022-06-15", "2024-01-15", "1-2-years"),
        ("2021-01-15", "2024-06", "2-4-years"),
        ("2010-01-01", "2024", "over-4-years"),
        ("2023", "2024-06-15", None),  # half a year to a year and a half
        ("2020", "2023-06", "2-4-years"),  # vague, and the same either way
        ("2024-01~", "2024-06-15", None),
        ("2024-01-01", "[2024-06..]", None),
    ],
)
def test_the_lead_goes_from_the_announcement_to_the_middle_of_the_first_date(
    small: Dataset, announced: str, when: str, lead: str | None
) -> None:
    rows = held(replaced(small, "missions", [flew("a", "2025-01-01", target(announced, when))]))
    assert [row.id for row in rows if row.by == "lead"] == ([lead] if lead else [])


def test_a_mission_counts_for_each_of_its_countries_and_agencies(small: Dataset) -> None:
    one = flew("a", "2024-06-15", target("2020-01-01", "2024"), countries=("US", "CN"), agencies=("nasa", "cnsa"))
    two = flew("b", "2024-06-15", target("2020-01-01", "2023"), countries=("US",), agencies=("nasa",))
    rows = {(row.by, row.id): row for row in held(replaced(small, "missions", [one, two]))}
    assert (rows["country", "united-states"].missions, rows["country", "china"].missions) == (2, 1)
    assert (rows["agency", "nasa"].kept_first, rows["agency", "cnsa"].kept_first) == (1, 1)
    assert rows["all", "all"].missions == 2


# --- The real record, by brute force


@pytest.fixture(scope="module")
def document(real: Dataset) -> Json:
    found: Json = json.loads(ask("slips", "--json", record=real).out)
    return found


@pytest.fixture(scope="module")
def flown(real: Dataset) -> list[tuple[Json, Json]]:
    rows = json.loads(ask("missions", "--json", record=real).out)["missions"]
    launches = [(row, one) for row in rows for one in row["events"] if one["type"] == "launch" and one["targets"]]
    return [(row, one) for row, one in launches if not one["planned"]]


def kept(when: Json, launch: Json) -> bool | None:
    if when["earliest"] is None or when["latest"] is None or when["approximate"] or when["uncertain"]:
        return None
    end = datetime.fromisoformat(when["latest"])
    if when["precision"] in ("minute", "second"):
        end = datetime.fromisoformat(when["when"][:10] + "T00:00Z") + timedelta(days=1)
    return datetime.fromisoformat(launch["latest"]) <= end


def test_the_numbers_of_the_real_record_are_those_of_its_dates(document: Json, flown: list[tuple[Json, Json]]) -> None:
    assert list(document)[3:] == ["held", "rules", "waiting", "dropped"]
    for row in document["held"]:
        chosen = [
            one
            for mission, one in flown
            if row["by"] == "all" or (row["by"] == "agency" and row["id"] in mission["agencies"])
        ]
        if row["by"] not in ("all", "agency"):
            continue
        first = [found for one in chosen if (found := kept(one["targets"][0], one)) is not None]
        later = [
            found for one in chosen if len(one["targets"]) > 1 and (found := kept(one["targets"][-2], one)) is not None
        ]
        assert (row["missions"], row["kept_first"], row["of_first"]) == (len(chosen), sum(first), len(first)), row["id"]
        assert (row["kept_last_but_one"], row["of_last_but_one"]) == (sum(later), len(later)), row["id"]


def middle(when: Json) -> float:
    return (
        datetime.fromisoformat(when["earliest"]).timestamp() + datetime.fromisoformat(when["latest"]).timestamp()
    ) / 2


def test_the_median_slip_of_the_real_record_is_that_of_its_dates(
    document: Json, flown: list[tuple[Json, Json]]
) -> None:
    slips = [
        round((middle(one) - middle(one["targets"][0])) / 86400 / 30.436875)
        for _, one in flown
        if kept(one["targets"][0], one) is not None
    ]
    assert (document["held"][0]["median_months"], document["held"][0]["of_median"]) == (median(slips), len(slips))


def test_slips_of_a_mission_keep_their_shape_and_need_no_quotes(real: Dataset) -> None:
    unquoted, quoted = (
        json.loads(ask("slips", *words, "--json", record=real).out) for words in (("luna", "25"), ("luna-25",))
    )
    assert unquoted == quoted
    assert list(quoted) == ["schema", "data_date", "as_of", "slips"]
    assert [row["mission"] for row in quoted["slips"]] == ["luna-25"]


@pytest.mark.parametrize("width", ["40", "80", "120"])
def test_the_page_says_of_how_many_and_that_only_what_flew_counts(real: Dataset, width: str) -> None:
    out = ask("slips", "-f", "table", record=real, COLUMNS=width).out
    assert max(map(len, out.splitlines())) <= int(width)
    flat = " ".join(out.split())
    document = json.loads(ask("slips", "--json", record=real).out)
    assert f"{document['held'][0]['missions']} missions flew and had announced launch dates" in flat
    assert "Only missions that flew are counted" in flat


def test_before_any_flight_with_announced_dates_there_is_nothing_to_say(small: Dataset) -> None:
    ran = ask("slips", "--as-of", "1950", "-f", "table")
    assert (ran.code, ran.out.strip()) == (0, "No mission with announced dates has flown.")
