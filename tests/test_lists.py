"""Answers of more than one record as pages: the timeline, the scoreboard, firsts, what comes, anniversaries, hits."""

from typing import Any

import pytest

from moonrace.dataset import Dataset
from moonrace.dates import Moment
from moonrace.loading.problems import Problem
from moonrace.query.counts import RULES, Count, Printed, Tally
from moonrace.query.plans import Working, upcoming
from moonrace.query.race import Standing, firsts
from moonrace.query.search import Hit
from moonrace.query.timeline import anniversaries, timeline
from moonrace.render import front, lists

from .making import changed, event, mission, replaced, shown, target

# --- The timeline


def test_a_timeline_leaves_a_gap_between_decades(small: Dataset) -> None:
    chosen = [
        mission(
            "a", event("launch", "1969"), event("landing", "1969-12"), event("end", "1970"), event("hop", "[2028..]")
        )
    ]
    dataset = replaced(small, "missions", chosen)
    entries = timeline(dataset, chosen, everything=True, instruments=False)
    lines = shown(dataset, lists.timeline, entries, "").split("\n")
    assert [bool(line) for line in lines[:6]] == [True, True, False, True, False, True]
    assert lines[-1].startswith("4 events · times UTC")


def test_a_first_is_named_by_its_claim_and_an_overdue_plan_by_its_day(small: Dataset) -> None:
    chosen = [
        mission("a", event("launch", "1969", first="first up", contested="by one")),
        mission("b", event("launch", "2026-01", planned=True), status="planned"),
    ]
    dataset = replaced(small, "missions", chosen)
    entries = timeline(dataset, chosen, everything=True, instruments=False)
    text = shown(dataset, lists.timeline, entries, "all")
    assert "A: first up (contested)" in text
    assert "B: launch planned · was due Jan 2026, not confirmed as of 9 Oct 2026" in " ".join(text.split())


# --- The scoreboard


def standing(name: str, **more: int) -> Standing:
    return Standing(name, name, Tally(**{**dict.fromkeys(Tally._fields, 0), **more}))


def scoreboard(small: Dataset, *rows: Standing, count: str = "missions", width: int = 120) -> list[str]:
    return shown(small, lists.scoreboard, rows, count, width=width).split("\n")


def test_the_scoreboard_shows_launches_as_bars_where_it_is_wide(small: Dataset) -> None:
    rows = [standing("A", launches=40, walked=12), standing("B", launches=10), standing("C", launches=1), standing("D")]
    lines = scoreboard(small, *rows)
    assert lines[0].split() == [
        "launched",
        "orbits",
        "landed",
        "rate",
        "far",
        "samples",
        "flew",
        "walked",
        "active",
    ]
    assert [line.count("#") for line in lines[1:5]] == [20, 5, 1, 0]
    assert lines[1].split() == ["A", "#" * 20, "40", *["."] * 6, "12", "."]
    assert lines[4].split() == ["D", *["."] * 9]
    assert "#" not in "".join(scoreboard(small, *rows, width=109))


def test_the_scoreboard_is_stacked_below_seventy_columns(small: Dataset) -> None:
    rows = [standing("A", launches=40, walked=12), standing("B")]
    assert scoreboard(small, *rows, width=69)[:4] == ["A", "  launched 40 · walked 12", "B", ""]
    assert scoreboard(small, *rows, width=70)[1].split()[:2] == ["A", "40"]


@pytest.mark.parametrize(
    ("count", "rule"),
    [
        (
            "missions",
            "Each row counts missions, without what they carried; a mission of two countries counts for both.",
        ),
        (
            "spacecraft",
            "Each row counts missions and the craft they carried, each event of a mission once; a mission of two",
        ),
    ],
)
def test_a_scoreboard_has_its_rules_even_with_nothing_in_it(small: Dataset, count: str, rule: str) -> None:
    lines = scoreboard(small, count=count)
    assert rule in " ".join(" ".join(lines).split())
    heads = ["launched", "orbits", "landed", "far", "samples", "flew", "walked", "active"]
    rules = dict(line.split(None, 1) for line in lines if line.partition(" ")[0] in heads)
    assert list(rules) == heads
    assert rules.pop("landed").startswith(f"{RULES['landed']}; of all that landed, crashed in")
    wanted = [rule for field, rule in RULES.items() if field not in ("attempts", "landed")]
    assert list(rules.values()) == wanted
    assert lines[-1] == "times UTC · record of 2026-10-09"
    assert "#" not in "".join(scoreboard(small, standing("A")))


# --- Firsts, plans, anniversaries


@pytest.mark.parametrize(("contested", "foot"), [(None, "1 first · times"), ("by one", "1 first, 1 contested · times")])
def test_a_first_says_who_holds_it_and_who_disputes_it(small: Dataset, contested: str | None, foot: str) -> None:
    landing = event("landing", "1966-02-03", first="first of all", contested=contested)
    one = mission("one", landing, countries=("US", "ZZ"))
    text = shown(changed(small, "missions", one), lists.firsts, firsts([one]))
    mark = " (contested)" if contested else ""
    assert text.split("\n")[0] == f"1966-02-03  first of all{mark}  One"
    assert ("contested: by one" in text) is bool(contested)  # where nothing else is on the page
    both = [*firsts([one]), *firsts([mission("two", event("landing", "1967", first="second of all"))])]
    beside = changed(small, "missions", one, mission("two", event("landing", "1967", first="second of all")))
    assert "by one" not in shown(beside, lists.firsts, both)
    full = shown(changed(small, "missions", one), lists.firsts, firsts([one]), full=True)
    assert full.split("\n")[0].split() == f"1966-02-03 first of all{mark} One 1".split()
    assert ("contested: by one" in full) is bool(contested)
    assert foot in text


def coming(small: Dataset, when: str, today: str = "2026-10-09", **more: Any) -> str:
    one = mission("probe", event("launch", when, planned=True, **more), status="planned")
    dataset = changed(small, "missions", one)
    found = upcoming([one], Moment(today))
    return shown(dataset, lists.upcoming, found, found, as_of=Moment(today))


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        ("2026-10-10", "ESA · launch · in 1 day"),
        ("2026-10-12", "ESA · launch · in 3 days"),
        ("2027", "ESA · launch"),
    ],
)
def test_what_comes_has_a_countdown_where_its_day_is_known(small: Dataset, when: str, expected: str) -> None:
    text = coming(small, when)
    assert text.split("\n")[0] == when[:4]
    assert text.split("\n")[1].split(None, 2) == [when, "Probe", expected]
    assert "1 to come, 0 overdue as of 2026-10-09" in text


def test_what_comes_later_on_the_day_itself_comes_today(small: Dataset) -> None:
    assert "ESA · launch · today" in coming(small, "2026-10-09T23:00Z", today="2026-10-09T10:00Z")


def test_what_is_overdue_is_apart_without_a_countdown(small: Dataset) -> None:
    text = coming(small, "2026-10-01", targets=(target("2020", "2024"), target("2021", "2025")))
    assert "Was due, not confirmed in this record" in text
    assert "ESA · launch · moved once" in text
    assert "0 to come, 1 overdue as of 2026-10-09" in text
    assert "in " not in text.split("moved")[0].split("ESA")[1]


def test_what_comes_and_what_is_overdue_are_counted_on_the_day_that_was_asked_for(small: Dataset) -> None:
    assert "0 to come, 1 overdue as of 2020-05-01" in coming(small, "2020-04", today="2020-05-01")


def test_an_anniversary_has_its_age(small: Dataset) -> None:
    day = event("landing", "2026-07-20T23:00Z", zone="+08:00 Beijing", title="Down", first="first of all")
    chosen = [mission("new", day), mission("old", event("landing", "2025-07-20"))]
    found = anniversaries(chosen, Moment("2026-07-20"))
    text = shown(changed(small, "missions", *chosen), lists.today, found, Moment("2026-07-20"))
    lines = [line.split() for line in text.split("\n")]
    assert lines[0] == ["On", "20", "Jul"]
    assert lines[2] == ["2025-07-20", "1", "year", "ago", "Old:", "landing", "1"]
    assert lines[3] == ["2026-07-20", "today", "New:", "Down", "1"]
    assert lines[4] == ["first", "of", "all"]
    assert lines[5] == ["21", "Jul", "07:00", "in", "Beijing"]


# --- Counts, what works


def test_counts_stand_before_their_rules_and_print_beside_what_it_is_nearest_to(small: Dataset) -> None:
    rows = [Count("one", "launched to reach it", 12, ()), Count("two", "and tests", 130, ("a",))]
    near = Printed(129, "A paper", Moment("2024-05-06"), "every flight", "two", 130, ("newspaper",))
    same = near._replace(count=12, by="A museum", nearest="one", number=12)
    text = shown(small, lists.counts, rows, [same, near], full=True)
    assert [line.split(None, 1) for line in text.split("\n")[:2]] == [
        ["12", "launched to reach it"],
        ["130", "and tests"],
    ]
    words = " ".join(text.split())
    assert "In print" in words
    assert "A museum: every flight" in words
    assert "the same number here for that day: launched to reach it" in words
    assert "A paper: every flight" in words
    assert "130 here for that day: and tests" in words
    assert "In print" not in shown(small, lists.counts, rows, [])
    lines = shown(small, lists.counts, rows, [same, near]).split("\n")
    assert ["129", "2024-05-06", "A", "paper", "130", "two", "!"] in [line.split() for line in lines]


@pytest.mark.parametrize(
    ("word", "old"), [("2026-10-09", False), ("2025-10-10", False), ("2025-10-08", True), ("2024", True), (None, True)]
)
def test_what_was_not_heard_of_for_a_year_is_apart(small: Dataset, word: str | None, old: bool) -> None:
    one = mission("probe", countries=("US",))
    working = Working(
        "probe", "Probe", ("US",), ("orbiter", "rover"), "operating", "moon", Moment("2020-05-06T10:00Z"),
        Moment(word) if word else None, ("report",),
    )  # fmt: skip
    text = shown(changed(small, "missions", one), lists.now, [working])
    assert ("At the Moon, with no report for a year" in text) is old
    (line,) = [line for line in text.split("\n") if "Probe" in line]
    assert line.split() == [*([word] if word else []), "Probe", "US", "·", "orbiter,", "rover"]
    assert "1 craft at the Moon, by the last report of each" in text


@pytest.mark.parametrize(
    ("where", "title"),
    [("on-the-way", "On the way"), ("elsewhere", "Not known to have ended, elsewhere")],
)
def test_what_is_not_at_the_moon_is_apart_and_not_counted(small: Dataset, where: Any, title: str) -> None:
    one = Working("probe", "Probe", (), (), "in-flight", where, None, Moment("2026-10-09"), ("catalogue",))
    text = shown(changed(small, "missions", mission("probe")), lists.now, [one])
    assert text.strip().split("\n")[0] == title
    assert "0 craft at the Moon" in text
    assert text.split("\n")[2].endswith("!")  # of an unknown publisher


def test_plans_that_a_limit_hides_are_counted(small: Dataset) -> None:
    dates = {"late": "2026-01", "soon": "2027", "later": "2028"}
    chosen = [mission(key, event("launch", when, planned=True), status="planned") for key, when in dates.items()]
    every = upcoming(chosen, Moment("2026-10-09"))
    text = shown(replaced(small, "missions", chosen), lists.upcoming, every[:1], every)
    assert "2 to come, 1 overdue as of 2026-10-09, 2 not shown" in text
    assert "not shown" not in shown(replaced(small, "missions", chosen), lists.upcoming, every, every)


# --- Hits, problems, sources


def test_hits_show_the_passage_or_the_name(small: Dataset) -> None:
    found = [
        Hit("mission", "luna-25", "Luna 25", "id", "luna-25"),
        Hit("mission", "a", "A", "summary", "of luna"),
    ]
    lines = shown(small, front.hits, found, "luna").split("\n")
    assert [line.split() for line in lines[:2]] == [
        ["mission", "luna-25", "Luna", "25"],
        ["mission", "a", "of", "luna"],
    ]
    assert lines[-1].startswith("2 records · times UTC")
    assert "mission" not in shown(small, front.hits, found, " ", width=50).split("\n")[0]


def test_a_problem_says_where_it_is_what_is_wrong_and_how_to_fix_it(small: Dataset) -> None:
    found = [
        Problem("a.yaml", 3, "mission a", "events[0].when", "this is not a date", "write 2024"),
        Problem("b\x1b.yaml", 1, None, None, "this file is empty", None),
    ]
    assert shown(small, lists.problems, found).split("\n") == [
        "a.yaml:3  mission a  events[0].when",
        "  this is not a date (write 2024)",
        "b?.yaml:1",
        "  this file is empty",
        "",
        "2 problems",
    ]


def test_a_source_has_its_title_its_days_and_its_address(small: Dataset) -> None:
    found = [small.sources["report"], small.sources["newspaper"]._replace(published=None)]
    assert shown(small, lists.sources, found).split("\n") == [
        "report  A report. An agency, 2024-06-28, read 2026-11-01",
        "  https://example.org/report",
        "newspaper  A newspaper. A publisher, read 2026-11-01",
        "",
        "2 sources · times UTC · record of 2026-10-09",
    ]


def test_the_welcome_counts_what_is_in_the_record_and_has_a_line_for_today(small: Dataset) -> None:
    lines = " ".join(shown(small, front.welcome, None).split())
    assert "4 missions to the Moon, flown and planned, 1 person, 7 countries, 3 sources" in lines
    assert "Next:" not in lines
    (one,) = anniversaries(small.missions.values(), Moment("2026-06-01"))
    said = " ".join(shown(small, front.welcome, one).split())
    assert "On this day, 2 years ago: Chang'e 6, landing" in said
    (ahead,) = upcoming(small.missions.values(), Moment("2026-10-09"))
    said = " ".join(shown(small, front.welcome, ahead).split())
    assert f"Next: Artemis IV, launch {ahead.when.speak()} (moonrace next)" in said
