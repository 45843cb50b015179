"""Choosing missions by plain words, rockets and years. The oracles read the JSON of the real record."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from moonrace.dataset import Dataset
from moonrace.dates import Moment
from moonrace.errors import BadValue
from moonrace.query.missions import missions
from moonrace.query.period import in_period, may_come
from moonrace.query.words import PLAIN

from .commands import ask
from .making import event, ids, mission, replaced

Json = dict[str, Any]


@pytest.fixture(scope="module")
def rows(real: Dataset) -> list[Json]:
    found: list[Json] = json.loads(ask("missions", "--json", record=real).out)["missions"]
    return found


def chosen(real: Dataset, *options: str) -> list[str]:
    ran = ask("missions", *options, "--json", record=real)
    assert ran.code == 0, ran.err
    return [row["id"] for row in json.loads(ran.out)["missions"]]


def has(row: Json, *types: str) -> bool:
    return any(one["type"] in types and not one["planned"] for one in row["events"])


# --- Plain words

WORDS: dict[str, Callable[[Json], bool]] = {
    "flown": lambda row: has(row, "launch"),
    "orbited": lambda row: has(row, "orbit-insertion"),
    "landed": lambda row: has(row, "landing"),
    "crashed": lambda row: any(
        one["type"] == "impact" and one["attempted"] == "landing" and not one["planned"] for one in row["events"]
    ),
    "returned": lambda row: has(row, "return"),
    "lost": lambda row: row["outcome"] == "failure" and not has(row, "flyby", "orbit-insertion", "landing", "impact"),
    "failed": lambda row: row["outcome"] == "failure",
    "succeeded": lambda row: row["outcome"] == "success",
    "active": lambda row: row["status"] in ("operating", "in-flight"),
    "upcoming": lambda row: row["status"] == "planned",
    "canceled": lambda row: row["status"] == "cancelled",
    "completed": lambda row: row["status"] == "ended",
    "cancelled": lambda row: row["status"] == "cancelled",
    "partial": lambda row: row["outcome"] == "partial",
}


@pytest.mark.parametrize("option", ["--outcome", "--status"])
@pytest.mark.parametrize("word", WORDS)
def test_a_plain_word_means_what_its_rule_says_in_both_options(
    real: Dataset, rows: list[Json], word: str, option: str
) -> None:
    expected = [row["id"] for row in rows if WORDS[word](row)]
    assert expected
    assert chosen(real, option, word) == expected


def test_every_plain_word_is_in_this_table_and_in_the_help() -> None:
    assert set(PLAIN) <= set(WORDS)
    text = " ".join(ask("missions", "--help").out.split())
    assert [word for word in PLAIN if word not in text] == []


def test_several_words_of_one_option_add_up_and_two_options_narrow(real: Dataset) -> None:
    both = chosen(real, "--outcome", "crashed,landed")
    assert set(both) == {*chosen(real, "--outcome", "crashed"), *chosen(real, "--outcome", "landed")}
    assert set(chosen(real, "--outcome", "landed", "--status", "active")) == {*chosen(real, "--outcome", "landed")} & {
        *chosen(real, "--status", "active")
    }


def test_a_word_that_is_none_is_wrong_usage() -> None:
    ran = ask("missions", "--outcome", "exploded")
    assert (ran.code, ran.err.count("\n")) == (2, 1)
    assert "'exploded'" in ran.err


# --- Rockets


@pytest.mark.parametrize(
    ("wanted", "launcher", "expected"),
    [
        ("falcon 9", "Falcon 9", True),
        ("FALCON", "Falcon Heavy", True),
        ("falcon-9", "Falcon 9", True),
        ("long march 5", "Long March 5B", True),
        ("long march 1", "Long March 10", False),
        ("long march 10", "Long March 10 (single-core test stage)", True),
        ("march 5", "Long March 5", True),
        ("saturn v", "Saturn V", True),
        ("saturn 5", "Saturn V", True),
        ("proton", "Proton-K/D", True),
        ("block", "SLS Block 1", True),
        ("locks", "SLS Block 1", False),
        ("falcon 9 heavy", "Falcon 9", False),
        ("falcon", None, False),
    ],
)
def test_a_rocket_is_found_by_its_words_in_any_spelling(
    small: Dataset, wanted: str, launcher: str | None, expected: bool
) -> None:
    dataset = replaced(small, "missions", [mission("a", event("launch", "2024"), launcher=launcher)])
    assert ids(missions(dataset, launcher=wanted)) == (["a"] if expected else [])


def test_a_rocket_without_letters_and_digits_is_a_bad_value(small: Dataset) -> None:
    with pytest.raises(BadValue, match=r"^'---' names no rocket$"):
        missions(small, launcher="---")
    assert ask("missions", "--launcher", "").code == 2


def test_falcon_9_is_every_falcon_9_of_the_record(real: Dataset, rows: list[Json]) -> None:
    expected = [row["id"] for row in rows if (row["launcher"] or "").startswith("Falcon 9")]
    assert len(expected) > 3
    assert chosen(real, "--launcher", "falcon 9") == expected


# --- Years


def test_a_year_is_since_and_until_in_one(real: Dataset) -> None:
    assert chosen(real, "--year", "1969") == chosen(real, "--since", "1969", "--until", "1969")
    assert "apollo-11" in chosen(real, "--year", "1969-07")
    assert chosen(real, "--year", "1969-07-16") == ["apollo-11"]


@pytest.mark.parametrize(
    "words", ["missions --year 2024 --since 2023", "timeline 2024 --until 2025", "timeline 2024 --year 2024"]
)
def test_two_ways_to_say_a_period_are_wrong_usage(words: str) -> None:
    ran = ask(*words.split())
    assert (ran.code, ran.err.count("\n")) == (2, 1)
    assert "; drop --" in ran.err


def test_what_was_cancelled_is_in_no_year_unless_it_is_asked_for(small: Dataset) -> None:
    gone = mission("gone", event("launch", "2024-05", planned=True), event("cancelled", "2023"), status="cancelled")
    dataset = replaced(small, "missions", [gone])
    year: dict[str, Any] = {"since": Moment("2024"), "until": Moment("2024")}
    assert missions(dataset, **year) == []
    assert ids(missions(dataset, **year, statuses=("cancelled",))) == ["gone"]
    assert ids(missions(dataset)) == ["gone"]


@pytest.mark.parametrize(
    ("when", "since", "until", "expected"),
    [
        ("[2026-11..]", "2027", "2027", False),
        ("[2026-11..]", "2026", "2026", True),
        ("[2026-11..]", "2027", None, True),  # it may still come then
        ("[..2030]", "2027", "2027", False),
        ("[..2030]", "2030", "2030", True),
        ("[2026..2028]", "2027", "2027", True),
        ("2027~", "2027-03", "2027-03", True),
        ("2028", "2027", "2027", False),
    ],
)
def test_an_open_plan_goes_by_the_date_that_it_has(
    small: Dataset, when: str, since: str, until: str | None, expected: bool
) -> None:
    bounds = Moment(since), Moment(until) if until else None
    assert may_come(Moment(when), *bounds) is expected
    assert in_period(small, event("launch", when, planned=True), *bounds) is expected


@pytest.mark.parametrize("year", ["2026", "2027", "2028", "2030"])
def test_next_of_a_year_is_what_may_come_then(real: Dataset, year: str) -> None:
    every = json.loads(ask("next", "--json", record=real).out)["next"]
    found = json.loads(ask("next", year, "--json", record=real).out)["next"]

    def falls(row: Json) -> bool:
        if row["earliest"] is None or row["latest"] is None:
            return year in str(row["when"])
        return bool(row["earliest"][:4] <= year and row["latest"] > f"{year}-01-01T00:00:00Z")

    assert found == [row for row in every if falls(row)]
    assert found


def test_next_counts_its_days_as_before(real: Dataset) -> None:
    every = {row["mission"]: row["days"] for row in json.loads(ask("next", "--json", record=real).out)["next"]}
    for year in ("2026", "2027", "2028"):
        for row in json.loads(ask("next", year, "--json", record=real).out)["next"]:
            assert row["days"] == every[row["mission"]]


@pytest.mark.parametrize("period", ["1969", "1969-07", "1969-07-20"])
def test_the_timeline_of_a_period_is_that_between_its_ends(real: Dataset, period: str) -> None:
    short, long = (
        json.loads(ask("timeline", *words, "--json", record=real).out)["events"]
        for words in ((period,), ("--since", period, "--until", period))
    )
    assert short == long
    assert any(one["subject"]["id"] == "apollo-11" for one in short)


def test_a_year_that_is_none_is_wrong_usage() -> None:
    for command in ("next", "timeline"):
        ran = ask(command, "soon")
        assert (ran.code, ran.err.count("\n")) == (2, 1)


# --- The landing rate


def test_the_landing_rate_is_landed_of_attempts_and_null_without_any(real: Dataset) -> None:
    for by in ("country", "camp"):
        for row in json.loads(ask("race", "--by", by, "--json", record=real).out)["standings"]:
            expected = round(row["landed"] / row["attempts"], 3) if row["attempts"] else None
            assert row["landing_rate"] == expected, row["name"]


def test_the_scoreboard_shows_landings_of_attempts_and_percent_where_there_is_room(real: Dataset) -> None:
    rows = json.loads(ask("race", "--json", record=real).out)["standings"]
    chosen = next(row for row in rows if row["landed"] and row["landed"] < row["attempts"])
    pair = f"{chosen['landed']} of {chosen['attempts']}"
    for width in ("40", "80", "120"):
        out = ask("race", "-f", "table", record=real, COLUMNS=width).out
        assert pair in " ".join(out.split())
        assert (f"{chosen['landing_rate']:.0%}" in out) is (width == "120")
