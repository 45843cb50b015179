"""The scoreboard, firsts, what comes, slips, anniversaries, spans: what is counted, and what is not."""

from typing import Any

import pytest

from moonrace import query
from moonrace.dataset import Dataset
from moonrace.errors import BadValue, NotFound
from moonrace.model import Event, Mission, Number
from moonrace.moment import Moment

from .making import at, crew, event, mission, replaced, target

LAUNCH, ORBIT, LANDING = (
    event("launch", "1969-07-16"),
    event("orbit-insertion", "1969-07-19"),
    event("landing", "1969-07-20"),
)
CRASH = event("impact", "1969-07-21", attempted="landing")
RETURN = event("return", "1969-07-24")
GRAMS = Number(100.0, ("report",))
APOLLO = crew("Ann/commander", "Ben/lunar module pilot", "Cid/command module pilot")
ZERO = {
    "launches": 1,
    "orbits": 0,
    "tried": 0,
    "landed": 0,
    "far_side": 0,
    "samples": 0,
    "around": 0,
    "on": 0,
    "operating": 0,
}


def planned(one: Event) -> Event:
    return one._replace(planned=True)


def lost(one: Event) -> Event:
    return one._replace(type="contact-lost", attempted="landing")


def counted(dataset: Dataset, *flown: Mission, **options: Any) -> dict[str | None, dict[str, int]]:
    """By whom: the counts of the scoreboard."""
    rows = query.standings(replaced(dataset, "missions", flown), **options)
    return {
        row.id: {name: value for name, value in row._asdict().items() if name not in ("id", "name")} for row in rows
    }


@pytest.mark.parametrize(
    ("events", "more", "expected"),
    [
        ((LAUNCH,), {}, {}),
        ((LAUNCH, ORBIT), {}, {"orbits": 1}),
        ((LAUNCH, planned(ORBIT)), {}, {}),
        ((LAUNCH, LANDING), {}, {"tried": 1, "landed": 1}),
        ((LAUNCH, planned(LANDING)), {}, {}),
        ((LAUNCH, CRASH), {}, {"tried": 1}),
        ((LAUNCH, lost(LANDING)), {}, {"tried": 1}),
        ((LAUNCH, planned(CRASH)), {}, {}),
        ((LAUNCH, CRASH._replace(attempted=None)), {}, {}),
        ((LAUNCH, CRASH._replace(attempted="hop")), {}, {}),
        ((LAUNCH, LANDING, CRASH), {}, {"tried": 1, "landed": 1}),  # once, whatever came after it
        ((LAUNCH, LANDING._replace(place=at(10, 20, side="near"))), {}, {"tried": 1, "landed": 1}),
        ((LAUNCH, LANDING._replace(place=at(10, 170, side="far"))), {}, {"tried": 1, "landed": 1, "far_side": 1}),
        ((LAUNCH, CRASH._replace(place=at(10, 170, side="far"))), {}, {"tried": 1}),
        (
            (LAUNCH, LANDING, planned(LANDING._replace(place=at(10, 170, side="far")))),
            {},
            {"tried": 1, "landed": 1},
        ),
        ((LAUNCH, RETURN), {"sample_mass_g": GRAMS}, {"samples": 1}),
        ((LAUNCH, RETURN), {}, {}),
        ((LAUNCH, planned(RETURN)), {"sample_mass_g": GRAMS}, {}),
        ((LAUNCH,), {"crew": APOLLO}, {}),  # who stayed at the Earth was not round the Moon
        ((LAUNCH, event("flyby", "1970")), {"crew": APOLLO}, {"around": 3}),
        ((LAUNCH, ORBIT), {"crew": APOLLO}, {"orbits": 1, "around": 3}),
        ((LAUNCH, LANDING), {"crew": APOLLO}, {"tried": 1, "landed": 1, "around": 3, "on": 2}),
        ((LAUNCH, planned(ORBIT)), {"crew": APOLLO}, {}),
        ((LAUNCH, ORBIT, planned(LANDING)), {"crew": APOLLO}, {"orbits": 1, "around": 3}),
        ((LAUNCH,), {"status": "operating"}, {"operating": 1}),
        ((LAUNCH,), {"status": "in-flight"}, {}),
    ],
)
def test_the_scoreboard_counts_by_its_rules(
    small: Dataset, events: tuple[Event, ...], more: dict[str, Any], expected: dict[str, int]
) -> None:
    got = counted(small, mission("one", *events, countries=("US",), **more))
    assert got == {"united-states": ZERO | expected}


def test_people_count_once_however_often_they_flew(small: Dataset) -> None:
    first = mission("a", LAUNCH, ORBIT, countries=("US",), crew=APOLLO)
    second = mission("b", LAUNCH, LANDING, countries=("US",), crew=crew("Ann/commander", "Dan/command module pilot"))
    got = counted(small, first, second)["united-states"]
    assert (got["launches"], got["around"], got["on"]) == (2, 4, 1)


def test_the_scoreboard_leaves_out_plans_parts_and_what_was_not_meant_for_the_moon(small: Dataset) -> None:
    flown = mission("flown", LAUNCH, countries=("US",))
    part = mission("part", event("landing", "1970"), countries=("US",), scope="part", part_of="flown")
    rest = [
        mission("plan", planned(LAUNCH), countries=("US",)),
        mission("test", LAUNCH, countries=("US",), scope="test"),
        mission("flyby", LAUNCH, countries=("US",), scope="flyby"),
    ]
    assert counted(small, flown, part, *rest)["united-states"] == ZERO
    with_parts = ZERO | {"launches": 2, "tried": 1, "landed": 1}
    assert counted(small, flown, part, *rest, count="spacecraft")["united-states"] == with_parts


def test_one_flown_by_two_countries_counts_for_each_and_one_of_nobody_apart(small: Dataset) -> None:
    chosen = [
        mission("a", LAUNCH, countries=("US", "CN")),
        mission("b", LAUNCH, countries=("US",)),
        mission("c", LAUNCH),
        mission("d", LAUNCH, countries=("ZZ",)),
    ]
    rows = query.standings(replaced(small, "missions", chosen))
    assert [(row.id, row.name, row.launches) for row in rows] == [
        ("united-states", "United States", 2),
        (None, "no single country (ESA)", 2),
        ("china", "China", 1),
    ]


def test_the_most_launches_come_first_and_even_ones_by_name(small: Dataset) -> None:
    flown = [mission(f"m{number}", LAUNCH, countries=(code,)) for number, code in enumerate(("RU", "US", "CN", "US"))]
    rows = query.standings(replaced(small, "missions", flown))
    assert [row.name for row in rows] == ["United States", "China", "Russia"]


@pytest.mark.parametrize(
    ("codes", "expected"),
    [
        (("US",), {"artemis-accords": 1}),
        (("CN",), {"ilrs": 1}),
        (("TH",), {"both": 1}),
        (("SA",), {"neither": 1}),  # it left
        (("SU",), {"soviet-union": 1}),
        ((), {"neither": 1}),
        (("CN", "RU"), {"ilrs": 1}),  # two of one camp are one mission of that camp
        (("US", "CN"), {"artemis-accords": 1, "ilrs": 1}),
    ],
)
def test_camps_are_those_of_the_day_of_the_record(
    small: Dataset, codes: tuple[str, ...], expected: dict[str, int]
) -> None:
    got = counted(small, mission("one", LAUNCH, countries=codes), by="camp")
    assert {camp: row["launches"] for camp, row in got.items()} == expected


def test_camps_have_names_and_need_not_exist(small: Dataset) -> None:
    flown = replaced(
        small, "missions", [mission(code, LAUNCH, countries=(code,)) for code in ("US", "CN", "TH", "SA", "SU")]
    )
    names = {row.id: row.name for row in query.standings(flown, by="camp")}
    assert names == {
        "artemis-accords": "Artemis Accords", "ilrs": "ILRS", "both": "in both", "neither": "in neither",
        "soviet-union": "Soviet Union",
    }  # fmt: skip
    alone = replaced(flown, "alliances", [])
    assert {row.id for row in query.standings(alone, by="camp")} == {"neither", "soviet-union"}


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"count": "people"}, "cannot count 'people': choose one of missions, spacecraft"),
        ({"by": "region"}, "cannot group by 'region': choose country or camp"),
    ],
)
def test_the_scoreboard_refuses_what_it_cannot_count(small: Dataset, options: dict[str, str], message: str) -> None:
    with pytest.raises(BadValue) as refused:
        query.standings(small, **options)
    assert str(refused.value) == message


def test_walkers_are_the_crew_of_a_landing_but_the_one_in_orbit() -> None:
    assert query.walkers(mission("a", LAUNCH, LANDING, crew=APOLLO)) == ["Ann", "Ben"]
    assert query.walkers(mission("a", LAUNCH, ORBIT, crew=APOLLO)) == []
    assert query.walkers(mission("a", planned(LANDING), crew=APOLLO)) == []


def test_the_real_scoreboard_knows_the_twelve_who_walked(real: Dataset) -> None:
    (states,) = (row for row in query.standings(real) if row.id == "united-states")
    assert states.on == 12


# --- Firsts


def test_firsts_come_in_order_and_a_planned_one_is_none() -> None:
    late = mission("late", event("landing", "1970", first="first late", contested="by some"))
    early = mission("early", event("launch", "1960", first="first early"), event("end", "1961"))
    plan = mission("plan", event("landing", "1950", first="first planned", planned=True))
    even = mission("a-even", event("launch", "1960", first="first even"))
    chosen = [late, early, plan, even]
    assert [one.claim for one in query.firsts(chosen)] == ["first even", "first early", "first late"]
    assert [(one.claim, one.contested) for one in query.firsts(chosen, contested=True)] == [("first late", "by some")]
    assert [one.claim for one in query.firsts(chosen, contested=False)] == ["first even", "first early"]


# --- What comes

TODAY = Moment("2026-10-09")


def coming(small: Dataset, *chosen: Mission, today: Moment = TODAY) -> list[query.Upcoming]:
    return query.upcoming(small, chosen, today)


@pytest.mark.parametrize("status", ["cancelled", "paused", "completed", "lost"])
def test_nothing_comes_of_what_is_over_or_stopped(small: Dataset, status: str) -> None:
    assert coming(small, mission("one", event("launch", "2027", planned=True), status=status)) == []


@pytest.mark.parametrize("status", ["planned", "in-flight", "operating"])
def test_the_next_event_is_the_launch_else_the_first_planned_one(small: Dataset, status: str) -> None:
    landing, launch = event("landing", "2027-02", planned=True), event("launch", "2027-03", planned=True)
    assert [one.event for one in coming(small, mission("a", landing, launch, status=status))] == [launch]
    under_way = mission("b", event("launch", "2026"), landing, event("return", "2028", planned=True), status=status)
    assert [one.event for one in coming(small, under_way)] == [landing]
    assert coming(small, mission("c", event("launch", "2026"), status=status)) == []


@pytest.mark.parametrize(
    ("when", "days"),
    [
        ("2026-10-09", 0),
        ("2026-10-10", 1),
        ("2026-10-10T23:59Z", 1),
        ("2026-10-12T00:00:01Z", 3),
        ("2027-10-09", 365),
        ("2026-10-12?", None),
        ("2026-10-12%", None),
        ("2026-10-12~", 3),
        ("2026-11", None),
        ("2027-Q1", None),
        ("[2027..]", None),
        ("[2026-11-01..2026-11-03]", None),
    ],
)
def test_days_are_counted_only_to_a_known_day(small: Dataset, when: str, days: int | None) -> None:
    (one,) = coming(small, mission("a", event("launch", when, planned=True), status="planned"))
    assert one.days == days


@pytest.mark.parametrize(
    ("when", "overdue"), [("2026-10-08", True), ("2026-10-09", True), ("2026-10", False), ("[..2030]", False)]
)
def test_a_plan_is_overdue_when_all_of_its_date_is_past(small: Dataset, when: str, overdue: bool) -> None:
    (one,) = coming(small, mission("a", event("launch", when, planned=True), status="planned"))
    assert one.overdue is overdue


def test_no_days_are_counted_from_a_day_without_a_beginning(small: Dataset) -> None:
    (one,) = coming(
        small, mission("a", event("launch", "2028-01-01", planned=True), status="planned"), today=Moment("[..2027]")
    )
    assert one.days is None


def test_what_comes_is_in_order_of_date_with_the_overdue_last(small: Dataset) -> None:
    dates = {"due": "2026-01", "b": "2027-05", "a": "2027-05", "soon": "2026-12"}
    chosen = [mission(key, event("launch", when, planned=True), status="planned") for key, when in dates.items()]
    assert [one.mission.id for one in coming(small, *chosen)] == ["soon", "a", "b", "due"]


@pytest.mark.parametrize(
    ("targets", "moves"), [("", 0), ("2027", 0), ("2027 2027", 0), ("2027 2028", 1), ("2027 2028 2028 2027", 2)]
)
def test_a_move_is_a_change_of_the_announced_date(small: Dataset, targets: str, moves: int) -> None:
    told = tuple(target("2020", one) for one in targets.split())
    assert query.moves(told) == moves
    (one,) = coming(small, mission("a", event("launch", "2027", planned=True, targets=told), status="planned"))
    assert one.slips == moves


# --- Slips


def slipped(*targets: str, when: str = "2027-01", is_plan: bool = True) -> query.History:
    told = tuple(target("2020", one) for one in targets)
    (history,) = query.slips(mission("a", event("launch", when, planned=is_plan, targets=told)))
    return history


@pytest.mark.parametrize(
    ("targets", "months"),
    [
        (("2024-01", "2024-02"), (None, 1)),
        (("2024-01", "2025-01"), (None, 12)),
        (("2024-01", "2023-01"), (None, -12)),
        (("2024", "2025"), (None, 12)),
        (("2024-Q1", "2024-Q3"), (None, 6)),
        (("2024-01-01", "2024-01-10"), (None, 0)),
        (("2024-01-01", "2024-01-17"), (None, 1)),  # more than half a month
        (("2024-06", "[2026..]"), (None, 19)),  # mid June 2024 to the beginning of 2026
        (("[..2024]", "[2025..]"), (None, 0)),  # both stand at the turn of the year
        (("2024-01", "2024-03", "2024-02"), (None, 2, -1)),
    ],
)
def test_months_lie_between_the_middles_of_two_targets(
    targets: tuple[str, ...], months: tuple[int | None, ...]
) -> None:
    assert tuple(slip.months for slip in slipped(*targets).slips) == months


def test_a_history_sums_from_the_first_target() -> None:
    plan = slipped("2024-01", "2024-03", "2024-07", when="2024-07")
    assert [slip.total for slip in plan.slips] == [0, 2, 6]
    assert (plan.happened, plan.total) == (None, 6)
    done = slipped("2024-01", "2024-03", when="2024-05-15", is_plan=False)
    assert (done.happened, done.total) == (Moment("2024-05-15"), 4)
    assert [slip.target.when.text for slip in done.slips] == ["2024-01", "2024-03"]


def test_each_event_with_targets_has_a_history_and_none_is_not_found() -> None:
    one = event("launch", "2024", targets=(target("2020", "2023"),))
    both = query.slips(mission("a", one, event("flyby", "2024"), one._replace(type="landing")))
    assert [history.event.type for history in both] == ["launch", "landing"]
    with pytest.raises(NotFound, match=r"^the record holds no announced targets for Bare$"):
        query.slips(mission("bare", event("launch", "2024")))


# --- Anniversaries


@pytest.mark.parametrize(
    ("when", "years"),
    [
        ("1969-07-20", 57),
        ("1969-07-20T20:17Z", 57),
        ("1969-07-20T20:17:40Z", 57),
        ("1969-07-20T23:59:59Z", 57),
        ("2026-07-20", 0),
        ("2027-07-20", None),
        ("1969-07-21", None),
        ("1969-08-20", None),
        ("1969-07", None),
        ("1969-Q3", None),
        ("[1969-07-20..]", None),
        ("[..1969-07-20]", None),
        ("1969-07-20/1969-07-22", None),
    ],
)
def test_a_day_of_the_year_comes_again(when: str, years: int | None) -> None:
    found = query.anniversaries([mission("a", event("landing", when))], Moment("2026-07-20"))
    assert [one.years for one in found] == ([] if years is None else [years])


def test_a_plan_has_no_anniversary_and_the_eldest_comes_first() -> None:
    day = event("launch", "2020-07-20")
    chosen = [
        mission("b", day, day._replace(planned=True)),
        mission("c", event("end", "1999-07-20")),
        mission("a", day),
    ]
    found = query.anniversaries(chosen, Moment("2026-07-20T12:00Z"))
    assert [(one.mission.id, one.years) for one in found] == [("c", 27), ("a", 6), ("b", 6)]


@pytest.mark.parametrize("day", ["2026-07", "2026", "[2026-07-20..]", "[..2026-07-20]", "2026-Q3"])
def test_an_anniversary_is_of_a_day(day: str) -> None:
    with pytest.raises(BadValue) as refused:
        query.anniversaries([], Moment(day))
    assert str(refused.value) == f"{Moment(day)} is not a day: write it like 2026-07-20"


# --- Spans


@pytest.mark.parametrize(
    ("status", "end"),
    [("completed", "1969-07-24"), ("lost", "1969-07-24"), ("operating", None), ("in-flight", None), ("paused", None)],
)
def test_a_span_ends_with_its_last_event_once_it_is_over(status: str, end: str | None) -> None:
    (span,) = query.spans([mission("a", LAUNCH, RETURN, LANDING, event("end", "1999", planned=True), status=status)])
    assert (span.start, span.end, span.planned) == (LAUNCH.when, Moment(end) if end else None, False)


def test_spans_leave_out_the_cancelled_and_what_has_no_date() -> None:
    chosen = [
        mission("plan", event("launch", "2028", planned=True), status="planned"),
        mission("gone", event("launch", "2020", planned=True), status="cancelled"),
        mission("bare"),
        mission("b", LAUNCH),
        mission("a", LAUNCH),
    ]
    found = query.spans(chosen)
    assert [(one.mission.id, one.planned) for one in found] == [("a", False), ("b", False), ("plan", True)]
