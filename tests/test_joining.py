"""Who has joined what, by every combination of the options of `signatories`, on twenty days.

The oracle is a walk through the JSON of the whole record that shares no code with the query: who had certainly joined by the
end of the day and had not certainly left.
"""

import csv
import io
import itertools
import json
import shlex
from collections import Counter
from datetime import datetime, timedelta
from functools import cache
from typing import Any

import pytest

import moonrace.as_of
from moonrace.dataset import Dataset
from moonrace.dates import Moment
from moonrace.errors import NotFound
from moonrace.query import joining, regions
from moonrace.query.membership import newest

from .commands import ask
from .making import member, replaced

DAYS = (
    "2020-12-31", "2021-03-09", "2021-06-30", "2021-12-31", "2022-06-07", "2022-12-31", "2023-04-25", "2023-07-31", "2023-10-31",
    "2023-12-31", "2024-01-04", "2024-01-05", "2024-05-07", "2024-05-08", "2024-12", "2025-07-23", "2025-07-24", "2025",
    "2026-09-25", "2026-10-09",
)  # fmt: skip
MAIN = ["artemis-accords", "ilrs"]
ALLIANCES = {"": MAIN, "ilrs": ["ilrs"], "moon agreement artemis accords": ["moon-agreement", "artemis-accords"]}
LATIN = "Latin America and the Caribbean"
OF_STATES: dict[str, tuple[str | None, str | None]] = {
    "": (None, None),
    "--region africa": ("Africa", None),
    "--region latin america": (LATIN, None),
    "--group eu": (None, "eu"),
    "--group ASEAN --region asia": ("Asia", "asean"),
}
HOW = (
    "", "--kind state", "--kind organisation", "--both", "--neither", "--by year", "--by region", "--both --by year",
    "--neither --by region", "--kind organisation --by year", "--since 2023-07 --until 2024-06", "--by year --since 2024",
    "--both --since 2025",
)  # fmt: skip
Json = dict[str, Any]


@pytest.fixture(scope="module")
def whole(real: Dataset) -> Json:
    """The JSON of the whole record, with records by their ids."""
    document = json.loads(ask("export", "json", record=real).out)
    return {kind: {one["id"]: one for one in document[kind]} for kind in ("alliances", "countries", "groups")}


@pytest.fixture(autouse=True)
def remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    """The record of a day is made once for all command lines."""
    monkeypatch.setattr(moonrace.as_of, "as_of", _once)


@cache
def _once(dataset: Dataset, day: Moment) -> Dataset:
    return _as_of(dataset, day)


_as_of = moonrace.as_of.as_of


def end(day: str) -> str:
    """The first instant after a day, month or year, as JSON writes it."""
    parts = [int(part) for part in day.split("-")]
    if len(parts) == 3:
        return f"{datetime(*parts) + timedelta(days=1):%Y-%m-%dT%H:%M:%SZ}"
    year, month = (parts[0], parts[1] + 1) if len(parts) == 2 else (parts[0] + 1, 1)
    return f"{year + month // 13}-{(month - 1) % 12 + 1:02}-01T00:00:00Z"


def begin(day: str) -> str:
    return f"{day}{'-01' * (2 - day.count('-'))}T00:00:00Z"


def is_past(when: Json | None, day: str) -> bool:
    return when is not None and when["latest"] is not None and when["latest"] <= end(day)


def is_in(one: Json, day: str) -> bool:
    """Had it certainly joined by the end of the day, and not certainly left? Today also those count whose day is not known."""
    if day == DAYS[-1]:
        return one["left"] is None
    return is_past(one["joined"], day) and not is_past(one["left"], day)


def may_fall(when: Json | None, since: str | None, until: str | None) -> bool:
    if when is None:
        return False
    late = since is None or when["latest"] is None or when["latest"] > begin(since)
    return late and (until is None or when["earliest"] is None or when["earliest"] < end(until))


def year_of(when: Json | None) -> int | None:
    """The year of the last instant that a date can mean."""
    if when is None or when["latest"] is None:
        return None
    return (datetime.fromisoformat(when["latest"]) - timedelta(seconds=1)).year


def codes_of(whole: Json, region: str | None, group: str | None, day: str) -> set[str]:
    """The states asked for."""
    found = set()
    for one in whole["countries"].values():
        latin = one["region"] == "South America" or (
            one["region"] == "North America" and one["iso2"] not in ("US", "CA")
        )
        there = latin if region and region.startswith("Latin") else region in (None, one["region"])
        if there and not one["former"]:
            found.add(one["iso2"])
    return found & {one["iso2"] for one in whole["groups"][group]["members"] if is_in(one, day)} if group else found


def expected(whole: Json, names: str, states: str, how: str, day: str) -> Json:
    """What the answer has to say, by a walk through everything."""
    options = how.split()
    kind = options[options.index("--kind") + 1] if "--kind" in options else None
    since = options[options.index("--since") + 1] if "--since" in options else None
    until = options[options.index("--until") + 1] if "--until" in options else None
    region, group = OF_STATES[states]
    asked, of_some = codes_of(whole, region, group, day), bool(region or group)
    alliances = [whole["alliances"][key] for key in ALLIANCES[names]]
    alliances = [
        one for one in alliances
        if any(is_past(each["joined"], day) for each in one["members"])
        or any(is_past(each, day) for each in one["events"] if not each["planned"])
    ]  # fmt: skip

    def fits(one: Json) -> bool:
        return not of_some or (one["kind"] == "state" and one["iso2"] in asked)

    inside = {one["id"]: [each for each in one["members"] if is_in(each, day) and fits(each)] for one in alliances}
    both = None
    if len(alliances) == 2:
        first, second = (
            {each["iso2"]: each for each in inside[one["id"]] if each["kind"] == "state"} for one in alliances
        )
        both = {
            code for code in first.keys() & second.keys()
            if (since or until) is None or may_fall(max(
                (first[code]["joined"], second[code]["joined"]), key=lambda when: (when["earliest"], when["latest"])
            ), since, until)
        }  # fmt: skip
    history = {
        one["id"]: [
            each for each in one["members"] if fits(each) and (is_past(each["joined"], day) or day == DAYS[-1])
        ]
        for one in alliances
    }  # fmt: skip
    if "--both" in options:
        both = both or set()
        for found in (inside, history):
            for key in found:
                found[key] = [each for each in inside[key] if each["kind"] == "state" and each["iso2"] in both]
    if (since or until) and "--both" not in options and "--by" not in options:
        inside = {
            key: [each for each in found if may_fall(each["joined"], since, until)] for key, found in inside.items()
        }
    if kind:
        inside = {key: [each for each in found if each["kind"] == kind] for key, found in inside.items()}
    every = {
        each["iso2"] for one in alliances for each in one["members"] if is_in(each, day) and each["kind"] == "state"
    }  # fmt: skip
    answer: Json = {"members": inside, "in_both": both, "in_neither": None, "by_year": None, "by_region": None}
    if "--neither" in options:
        answer["in_neither"] = asked - every
    answer["among"] = len(asked) if of_some or "--neither" in options else None
    if "year" in options:
        only = of_some or "--both" in options
        kinds = [kind] if kind else ["state"] if only else ["state", "organisation"]
        answer["by_year"] = [
            row for key in inside for each in kinds for row in years(key, each, history[key], day, since)
        ]
    if "region" in options:
        region_of = {one["iso2"]: one["region"] for one in whole["countries"].values()}
        among = Counter(region_of[code] for code in asked)
        sought: Json = {
            key: [each["iso2"] for each in found if each["kind"] == "state"] for key, found in inside.items()
        }
        if answer["in_neither"] is not None:
            sought = {None: answer["in_neither"]}
        counted = {key: Counter(region_of[code] for code in found) for key, found in sought.items()}
        regions = sorted({*among, *itertools.chain(*counted.values())})
        answer["by_region"] = [(one, key, counted[key][one], among[one]) for one in regions for key in sought]
    return answer


def years(key: str, kind: str, history: list[Json], day: str, since: str | None) -> list[tuple[Any, ...]]:
    """(alliance, kind, year, joined, left, total) of each year in which something happened."""
    parties = [one for one in history if one["kind"] == kind]
    joined = Counter(year_of(one["joined"]) for one in parties)
    left = Counter(year_of(one["left"]) for one in parties if is_past(one["left"], day))
    rows = []
    for year in sorted({*joined, *left}, key=lambda one: (one is None, one)):
        until = [one for one in joined.elements() if one is not None and year is not None and one <= year]
        total = len(until) - len([one for one in left.elements() if year is not None and one <= year])
        if year is None:
            total = sum(joined.values()) - sum(left.values())
        if since is None or (year is not None and year >= int(since)):
            rows.append((key, kind, year, joined[year], left[year], total))
    return rows


LINES = [(names, states, how) for names in ALLIANCES for states in OF_STATES for how in HOW if not (
    ("organisation" in how and states) or ("--both" in how and names == "ilrs")
)]  # fmt: skip


def line(names: str, states: str, how: str) -> list[str]:
    return ["signatories", *names.split(), *how.split(), *shlex.split(states)]


def test_every_option_and_every_pair_of_them_is_asked() -> None:
    assert len(LINES) > 130
    assert len(DAYS) == 20


@pytest.mark.parametrize("day", DAYS)
def test_every_combination_answers_what_a_walk_through_the_record_finds(day: str, whole: Json, real: Dataset) -> None:
    seen = set()
    for names, states, how in LINES:
        words = [*line(names, states, how), "--as-of", day]
        if names == "ilrs" and day == "2020-12-31":
            assert ask(*words, record=real).code == 1
            continue
        wanted = expected(whole, names, states, how, day)
        got = ask(*words, "--json", record=real)
        assert (got.code, got.err) == (0, ""), (words, got.err)
        answer = json.loads(got.out)
        inside = {one["id"]: [each for each in one["members"] if each["left"] is None] for one in answer["alliances"]}
        if "--by year" not in how:
            for key, found in wanted["members"].items():
                assert Counter(each["name"] for each in inside[key]) == Counter(each["name"] for each in found), words
                (row,) = (one for one in answer["counted"] if one["alliance"] == key)
                kinds = Counter(each["kind"] for each in found)
                assert row["state"] == kinds["state"], words
                assert row["organisation"] in (None, kinds["organisation"]), words
        for key in ("in_both", "in_neither"):
            assert (None if answer[key] is None else set(answer[key])) == wanted[key], (words, key)
            assert len(answer[key] or ()) == len(wanted[key] or ()), (words, key)
        assert answer["among"] == wanted["among"], words
        rows = answer["by_year"]
        assert (rows and [tuple(row[key] for key in YEAR) for row in rows]) == wanted["by_year"], words
        rows = answer["by_region"]
        assert (rows and [tuple(row[key] for key in REGION) for row in rows]) == (wanted["by_region"] or rows), words
        assert (rows is None) == (wanted["by_region"] is None)
        assert all(len(row["parties"]) == row["states"] for row in rows or ())
        assert day in answer["rule"]
        seen.add((len(answer["in_both"] or ()), len(answer["in_neither"] or ()), answer["among"]))
    assert len(seen) > 8  # the answers differ


YEAR = ("alliance", "kind", "year", "joined", "left", "total")
REGION = ("region", "alliance", "states", "among")


@pytest.mark.parametrize("day", DAYS[::4])
def test_every_table_of_text_has_what_json_has(day: str, real: Dataset) -> None:
    for names, states, how in LINES:
        words = [*line(names, states, how), "--as-of", day]
        document = json.loads(ask(*words, "--json", record=real).out or "{}")
        rows = list(csv.DictReader(io.StringIO(ask(*words, "--format", "csv", record=real).out)))
        plain = ask(*words, record=real).out.splitlines()[1:]  # in a pipe a list is whole
        assert len(plain) == len(rows)
        if not document:
            continue
        if document["by_year"] is not None:
            assert [tuple(row[key] for key in YEAR) for row in rows] == [
                tuple(str("" if row[key] is None else row[key]) for key in YEAR) for row in document["by_year"]
            ], words
        elif document["by_region"] is not None:
            assert [tuple(row[key] for key in REGION) for row in rows] == [
                tuple(str("" if row[key] is None else row[key]) for key in REGION) for row in document["by_region"]
            ], words
        elif document["in_neither"] is not None:
            assert [row["iso2"] for row in rows] == document["in_neither"], words
        else:
            found = [
                (one["id"], each["name"])
                for one in document["alliances"]
                for each in one["members"]
                if not each["left"]
            ]
            assert [(row["alliance"], row["name"]) for row in rows] == found, words


@pytest.mark.parametrize("day", DAYS[1:])
def test_every_page_says_its_day_and_the_counts_of_json(day: str, real: Dataset) -> None:
    for names, states, how in LINES[:: 3 if day != DAYS[-1] else 1]:
        words = [*line(names, states, how), "--as-of", day]
        document = json.loads(ask(*words, "--json", record=real).out)
        page = " ".join(ask(*words, "--format", "table", record=real, COLUMNS="80").out.split())
        assert day in page, words
        if document["in_neither"] is not None and not document["by_region"]:
            assert f"{len(document['in_neither'])} of the {document['among']} states" in page, words
        elif "--both" in how and not how.count("--by"):
            assert f"In both {len(document['in_both'])} state" in page, words
        elif not how.count("--by"):
            for one in document["counted"]:
                number = one["state"] or one["organisation"] or 0
                assert f" {number} " in page, words


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize(
    "words",
    [
        "signatories", "signatories ilrs", "signatories artemis accords", "signatories moon agreement", "signatories --by region",
        "signatories --kind state", "signatories --both", "alliance artemis accords", "alliance ilrs", "alliance moon agreement",
        "alliance gateway-partners", "signatories gateway-partners", "signatories artemis accords moon agreement", "group eu",
        "signatories --by year",
    ],
)  # fmt: skip
def test_a_page_fits_a_screen_on_every_day(words: str, day: str, real: Dataset) -> None:
    got = ask(*words.split(), "--as-of", day, "--format", "table", record=real, COLUMNS="80")
    assert len(got.out.splitlines()) <= 23, got.out
    assert all(len(one) <= 80 for one in got.out.splitlines())


@pytest.mark.parametrize(
    "words", ["signatories", "signatories ilrs", "alliance artemis accords", "alliance moon agreement"]
)
def test_what_a_page_leaves_out_is_counted_and_there_in_full(words: str, real: Dataset) -> None:
    document = json.loads(ask(*words.split(), "--json", record=real).out)
    page = " ".join(ask(*words.split(), "--format", "table", record=real, COLUMNS="80").out.split())
    full = " ".join(ask(*words.split(), "--format", "table", "--full", record=real, COLUMNS="80").out.split())
    for one in document["alliances"]:
        states = [each for each in one["members"] if each["kind"] == "state" and not each["left"]]
        shown = [each for each in states[-5:] if each["joined"]]
        assert f"{len(states) - 5} more states" in page
        assert all(each["name"] in page for each in shown)
        assert all(each["name"] in full for each in states)
    assert "--full" in page


@pytest.mark.parametrize("day", DAYS)
def test_the_latest_to_join_are_those_after_whom_nobody_certainly_joined(day: str, whole: Json, real: Dataset) -> None:
    got = ask("alliances", "--as-of", day, "--json", record=real)
    for one in json.loads(got.out)["alliances"]:
        members = [
            each for each in whole["alliances"][one["id"]]["members"] if each["kind"] == "state" and is_in(each, day)
        ]
        dated = [each for each in members if each["joined"]]
        last = max((each["joined"]["earliest"] for each in dated), default="")
        wanted = {(each["name"], each["joined"]["when"]) for each in dated if each["joined"]["latest"] > last}
        assert {(each["name"], each["joined"]["when"]) for each in one["latest"]} == wanted
        assert bool(wanted) is bool(dated)


# --- Countries


@pytest.mark.parametrize("day", DAYS)
def test_every_country_says_what_it_is_a_member_of_and_what_not(day: str, whole: Json, real: Dataset) -> None:
    rows = json.loads(ask("countries", "--as-of", day, "--json", record=real).out)["countries"]
    assert len(rows) > 190
    for row in rows:
        inside = {
            key
            for key, one in whole["alliances"].items()
            for each in one["members"]
            if each["kind"] == "state" and each["iso2"] == row["iso2"] and is_in(each, day)
        }
        assert set(row["member_of"]) == inside, row["id"]
        assert set(row["not_member_of"]) == (set() if row["former"] else set(MAIN) - inside), row["id"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("country india", ["Artemis Accords signed on 21 Jun 2023", "ILRS not a member, as of 9 Oct 2026"]),
        ("country india --as-of 2023-06-20", ["Artemis Accords not a member, as of 20 Jun 2023"]),
        ("country india --as-of 2019", ["Artemis Accords not a member, as of 2019", "ILRS not a member, as of 2019"]),
        ("country egypt", ["Artemis Accords not a member", "ILRS joined on 6 Dec 2023"]),
        ("country ghana", ["Artemis Accords not a member, as of 9 Oct 2026", "ILRS not a member, as of 9 Oct 2026"]),
        ("country saudi arabia", ["Moon Agreement acceded on 18 Jul 2012, left on 5 Jan 2024", "ILRS not a member"]),
        ("country saudi arabia --full", ["left on 5 Jan 2024", "ILRS not a member, as of 9 Oct 2026"]),
        ("country france italy", ["signed on 7 Jun 2022 signed on 13 Oct 2020", "not a member not a member"]),
        ("country saudi arabia south korea", ["Saudi Arabia Republic of Korea", "14 Jul 2022 signed on 24 May 2021"]),
    ],
)
def test_a_country_says_of_both_alliances_whether_it_is_in_it(words: str, said: list[str], real: Dataset) -> None:
    got = ask(*words.split(), "--format", "table", record=real, COLUMNS="80")
    assert got.code == 0
    for text in said:
        assert text in " ".join(got.out.split())


def test_a_state_that_ended_is_not_said_to_be_no_member(real: Dataset) -> None:
    assert "not a member" not in ask("country", "soviet union", "--format", "table", record=real).out


# --- Names and refusals


@pytest.mark.parametrize(
    ("name", "region"),
    [
        ("africa", "Africa"), ("AFRICA", "Africa"), ("latin america", LATIN), ("latin", LATIN),
        ("caribbean", LATIN), ("south", "South America"), ("north america", "North America"), ("americas", "Americas"),
        ("eur", "Europe"), ("asia", "Asia"),
    ],
)  # fmt: skip
def test_a_region_is_found_by_how_it_begins(name: str, region: str, real: Dataset) -> None:
    assert regions.region_named(real, name) == region


@pytest.mark.parametrize("name", ["america", "atlantis", "", "x", "!"])
def test_a_region_that_is_none_or_several_is_refused_with_those_that_there_are(name: str, real: Dataset) -> None:
    with pytest.raises(NotFound, match=r"North America|Africa"):
        regions.region_named(real, name)


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        ("--both --neither", 2, "leave out --both or --neither"),
        ("--both --kind organisation", 2, "--both is about states"),
        ("--region africa --kind organisation", 2, "--region is about states"),
        ("--by region --kind organisation", 2, "--by region is about states"),
        ("--neither --since 2024", 2, "leave out --since"),
        ("--neither --by year", 2, "leave out --by year"),
        ("ilrs --both", 2, "--both compares two alliances"),
        ("ilrs artemis accords moon agreement --both", 2, "--both compares two alliances"),
        ("--since 2025 --until 2024", 2, "2025 is after --until 2024"),
        ("--group hanse", 1, "no group in this record is called 'hanse'"),
        ("--region atlantis", 1, "no region is called 'atlantis'"),
        ("--group european onion", 1, "no group in this record is called 'european'"),
        ("--by colour", 2, "'colour' is not one of"),
    ],
)
def test_what_cannot_be_asked_is_refused_with_one_line(words: str, code: int, said: str, real: Dataset) -> None:
    got = ask("signatories", *words.split(), record=real)
    assert (got.code, got.out, got.err.count("\n")) == (code, "", 1)
    assert said in got.err


@pytest.mark.parametrize(
    "words",
    [
        "--group european union artemis accords moon agreement",
        "artemis accords moon agreement --group european union",
        "moon agreement artemis accords --group EU",
        "artemis-accords moon-agreement --group european-union",
    ],
)
def test_names_need_no_quotes_wherever_they_come(words: str, real: Dataset) -> None:
    document = json.loads(ask("signatories", *words.split(), "--json", record=real).out)
    assert {one["id"] for one in document["alliances"]} == {"artemis-accords", "moon-agreement"}
    assert (document["group"], document["among"]) == ("eu", 27)


def test_words_that_are_names_in_two_ways_are_refused_with_both(small: Dataset) -> None:
    one = small.countries["norway"]
    names = {"a": "A", "b-c": "B C", "a-b": "A B", "c": "C"}
    countries = [one._replace(id=key, name=name, iso2=f"X{key[:1]}", iso3=f"Y{key}") for key, name in names.items()]
    got = ask("country", "a", "b", "c", record=replaced(small, "countries", countries))
    assert (got.code, got.out) == (2, "")
    assert "a 'b c' or 'a b' c" in got.err


# --- Corners that the record has not got


def test_a_member_of_unknown_day_counts_today_and_has_no_year(small: Dataset) -> None:
    ilrs = small.alliances["ilrs"]._replace(
        members=(member("Norway", country="NO"), member("Egypt", "2020", country="EG"))
    )
    rows = joining.by_year(ilrs, "state")
    assert [(row.year, row.joined, row.total) for row in rows] == [(2020, 1, 1), (None, 1, 2)]
    assert joining.by_year(ilrs, "state", since=Moment("2021")) == []


def test_who_left_is_in_the_year_of_joining_and_taken_from_the_sum_of_the_year_of_leaving(small: Dataset) -> None:
    rows = joining.by_year(small.alliances["ilrs"], "state")
    assert [(row.year, row.joined, row.left, row.total) for row in rows] == [
        (2021, 2, 0, 2), (2022, 1, 0, 3), (2023, 1, 0, 4), (2024, 1, 1, 4),
    ]  # fmt: skip


def test_the_latest_are_several_where_the_dates_leave_it_open(small: Dataset) -> None:
    parties = (member("A", "2024"), member("B", "2024-05-03"), member("C", "2023"), member("D", "2024-05-03"))
    ilrs = small.alliances["ilrs"]._replace(members=parties)
    assert {one.name for one in newest(ilrs)} == {"A", "B", "D"}
    assert newest(ilrs._replace(members=())) == []
    assert [one.name for one in newest(ilrs._replace(members=(member("E"), member("F", "2020"))))] == ["F"]


def test_a_group_has_the_members_of_the_day_and_says_of_whom_it_is_not_known() -> None:
    def asked(*more: str) -> Json:
        document: Json = json.loads(ask("signatories", "--group", "small union", "--neither", *more, "--json").out)
        return document

    assert (asked()["among"], asked()["undated"]) == (3, [])
    assert asked("--as-of", "2021-05-31")["among"] == 2
    assert asked("--as-of", "2023")["in_neither"] == ["NO", "TH"]
    assert asked("--as-of", "2023")["undated"] == ["EG"]
    page = ask("signatories", "--group", "SU3", "--as-of", "2023", "--format", "table").out
    assert "1 more whose joining date is unknown" in page
    assert "Egypt" in page
    assert ask("signatories", "--group", "SU3", "--as-of", "2019-12-31").code == 1
