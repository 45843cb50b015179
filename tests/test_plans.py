"""What comes, and how the dates of plans moved."""

from typing import Any

import pytest

from moonrace.as_of import as_of
from moonrace.dataset import Dataset
from moonrace.dates import Moment
from moonrace.errors import NotFound
from moonrace.query.plans import History, Slip, Upcoming, Working, slip_rows, slips, upcoming, working
from moonrace.records.mission import Mission

from .making import event, mission, replaced, target

TODAY = Moment("2026-10-09")


def coming(*chosen: Mission, today: Moment = TODAY) -> list[Upcoming]:
    return upcoming(chosen, today)


def kinds(one: Mission) -> list[tuple[str, str]]:
    """Type and date of what comes of a mission."""
    return [(found.type, found.when.text) for found in coming(one)]


@pytest.mark.parametrize("status", ["cancelled", "paused", "ended"])
def test_nothing_comes_of_what_is_over_or_stopped(status: str) -> None:
    assert coming(mission("one", event("launch", "2027", planned=True), status=status)) == []


@pytest.mark.parametrize("status", ["planned", "in-flight", "operating", "unknown"])
def test_the_next_event_is_the_launch_else_the_first_planned_one(status: str) -> None:
    landing, launch = event("landing", "2027-02", planned=True), event("launch", "2027-03", planned=True)
    assert kinds(mission("a", landing, launch, status=status)) == [("launch", "2027-03")]
    under_way = mission("b", event("launch", "2026"), landing, event("return", "2028", planned=True), status=status)
    assert kinds(under_way) == [("landing", "2027-02")]
    assert coming(mission("c", event("launch", "2026"), status=status)) == []


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
        ("2026-10-12~", None),
        ("2026-11", None),
        ("2027-Q1", None),
        ("[2027..]", None),
        ("[2026-11-01..2026-11-03]", None),
    ],
)
def test_days_are_counted_only_to_a_known_day(when: str, days: int | None) -> None:
    (one,) = coming(mission("a", event("launch", when, planned=True), status="planned"))
    assert one.days == days


@pytest.mark.parametrize(
    ("when", "overdue"), [("2026-10-08", True), ("2026-10-09", True), ("2026-10", False), ("[..2030]", False)]
)
def test_a_plan_is_overdue_when_all_of_its_date_is_past(when: str, overdue: bool) -> None:
    (one,) = coming(mission("a", event("launch", when, planned=True), status="planned"))
    assert one.overdue is overdue


@pytest.mark.parametrize(
    ("today", "days"),
    [("2026-10-09", 84), ("2026-10-09T10:00Z", 84), ("2026", 1), ("[..2025]", 366), ("[2025..]", None)],
)
def test_days_are_counted_from_the_last_day_of_a_period(today: str, days: int | None) -> None:
    launch = event("launch", "2027-01-01", planned=True)
    (one,) = coming(mission("a", launch, status="planned"), today=Moment(today))
    assert one.days == days


def test_what_comes_is_in_order_of_date_with_the_overdue_last() -> None:
    dates = {"due": "2026-01", "b": "2027-05", "a": "2027-05", "soon": "2026-12"}
    chosen = [mission(key, event("launch", when, planned=True), status="planned") for key, when in dates.items()]
    assert [one.mission for one in coming(*chosen)] == ["soon", "a", "b", "due"]


@pytest.mark.parametrize(
    ("targets", "moves"), [("", 0), ("2027", 0), ("2027 2027", 0), ("2027 2028", 1), ("2027 2028 2028 2027", 2)]
)
def test_a_plan_knows_how_often_its_date_moved(targets: str, moves: int) -> None:
    announced = tuple(target("2020", one) for one in targets.split())
    (one,) = coming(mission("a", event("launch", "2027", planned=True, targets=announced), status="planned"))
    assert one.slips == moves


# --- Slips


def slipped(*targets: str, when: str = "2027-01", is_plan: bool = True) -> History:
    announced = tuple(target("2020", one) for one in targets)
    (history,) = slips(mission("a", event("launch", when, planned=is_plan, targets=announced)))
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
        (("2024-06", "[2026-01..2026-12]"), (None, 25)),
        (("2024-06", "[2026..]"), (None, None)),  # an open date has no middle
        (("[..2024]", "[2025..]"), (None, None)),
        (("2024-01", "[2026..]", "2024-03"), (None, None, None)),
        (("2024-01", "2024-03", "2024-02"), (None, 2, -1)),
    ],
)
def test_months_lie_between_the_middles_of_two_targets(
    targets: tuple[str, ...], months: tuple[int | None, ...]
) -> None:
    assert tuple(slip.months for slip in slipped(*targets).targets) == months


def test_a_history_sums_from_the_first_target() -> None:
    plan = slipped("2024-01", "2024-03", "2024-07", when="2024-07")
    assert [slip.total_months for slip in plan.targets] == [0, 2, 6]
    assert (plan.happened, plan.total_months) == (None, 6)
    done = slipped("2024-01", "2024-03", when="2024-05-15", is_plan=False)
    assert (done.happened, done.total_months) == (Moment("2024-05-15"), 4)
    assert [slip.when.text for slip in done.targets] == ["2024-01", "2024-03"]


def test_each_event_with_targets_has_a_history_and_a_mission_without_is_not_found() -> None:
    one = event("launch", "2024", targets=(target("2020", "2023"),))
    both = slips(mission("a", one, event("flyby", "2024"), one._replace(type="landing")))
    assert [history.type for history in both] == ["launch", "landing"]
    with pytest.raises(NotFound, match=r"^the record has no announced targets for Bare$"):
        slips(mission("bare", event("launch", "2024")))


def test_what_comes_has_all_that_a_row_says() -> None:
    launch = event("launch", "2026-10-19", planned=True, sources=("report", "newspaper"))
    assert coming(mission("probe", launch, status="planned", countries=("US", "CN"))) == [
        Upcoming(Moment("2026-10-19"), "probe", "Probe", ("US", "CN"), "launch", False, 10, 0, ("report", "newspaper"))
    ]


def test_a_mission_that_does_not_come_hides_none_after_it() -> None:
    launch = event("launch", "2027", planned=True)
    chosen = [
        mission("gone", launch, status="cancelled"),
        mission("done", event("launch", "2020"), status="operating"),
        mission("coming", launch, status="planned"),
    ]
    assert [one.mission for one in upcoming(chosen, Moment("2026"))] == ["coming"]


def test_a_history_is_of_its_mission_and_event() -> None:
    early, late = target("2020", "2023"), target("2021", "2024-01", by=None)._replace(note="so")
    (history,) = slips(mission("a", event("launch", "2024-02", sources=("newspaper",), targets=(early, late))))
    assert history == History(
        "a", "launch", Moment("2024-02"), 7, ("newspaper",),
        (
            Slip(early.announced, early.when, "NASA", None, None, ("report",), None, 0),
            Slip(late.announced, late.when, None, None, "so", ("report",), 7, 7),
        ),
    )  # fmt: skip


def test_the_lines_of_a_history_end_with_the_day_itself_where_it_took_place() -> None:
    done, plan = slipped("2023-01", "2023-03", when="2023-04-10", is_plan=False), slipped("2024-01")
    rows = slip_rows([done, plan])
    assert [(one.mission, one.event, one.slip) for one in rows] == [
        *(("a", "launch", one) for one in done.targets),
        ("a", "launch", Slip(None, Moment("2023-04-10"), None, None, "it took place", ("report",), None, 3)),
        *(("a", "launch", one) for one in plan.targets),
    ]


def test_a_sum_to_or_from_an_open_date_is_not_known() -> None:
    assert slipped("[2024..]", "2025-01", when="2025-01").total_months is None
    assert slipped("2024-01", "[2025..]", when="[2025..]").total_months is None
    opened = slipped("2024-01", "[2025..]", "2024-07", when="2024-07")
    assert [slip.total_months for slip in opened.targets] == [0, None, 6]


def test_a_target_of_another_kind_of_event_says_so() -> None:
    flyby, landing = target("2020", "2023")._replace(type="flyby"), target("2021", "2024")
    (history,) = slips(mission("a", event("landing", "2024", planned=True, targets=(flyby, landing))))
    assert (history.type, [slip.type for slip in history.targets]) == ("landing", ["flyby", None])


# --- What works


def test_what_works_is_what_is_not_known_to_have_ended_the_latest_word_first(small: Dataset) -> None:
    launch = event("launch", "2020-01")
    chosen = [
        mission("old", launch, event("heard", "2021", sources=("newspaper",)), status="operating", status_as_of=Moment("2021")),
        mission("new", launch, status="in-flight", status_as_of=Moment("2026"), countries=("CN",), kinds=("rover",)),
        *(mission(status, launch, status=status) for status in ("ended", "unknown", "planned", "paused", "cancelled")),
    ]  # fmt: skip
    assert working(replaced(small, "missions", chosen), chosen) == [
        Working(
            "new", "New", ("CN",), ("rover",), "in-flight", "on-the-way", Moment("2020-01"), Moment("2026"), ("report",)
        ),
        Working(
            "old", "Old", (), ("orbiter",), "operating", "elsewhere", Moment("2020-01"), Moment("2021"), ("newspaper",)
        ),
    ]


@pytest.mark.parametrize(
    ("moves", "more", "where"),
    [
        (["orbit-insertion"], {}, "moon"),
        (["orbit-insertion", "landing"], {}, "moon"),
        (["flyby", "orbit-insertion"], {}, "moon"),
        (["deployment"], {"scope": "part"}, "moon"),
        (["orbit-insertion", "orbit-departure"], {}, "elsewhere"),
        (["landing", "liftoff"], {}, "elsewhere"),
        (["flyby"], {}, "elsewhere"),
        (["flyby"], {"kinds": ("relay",)}, "moon"),
        (["orbit-insertion"], {"scope": "context"}, "elsewhere"),
        (["orbit-insertion"], {"kinds": ("earth-satellite",)}, "elsewhere"),
        ([], {}, "elsewhere"),
        ([], {"status": "in-flight"}, "on-the-way"),
        (["flyby"], {"status": "in-flight"}, "elsewhere"),
        ([], {"status": "in-flight", "kinds": ("earth-satellite",)}, "elsewhere"),
    ],
)
def test_where_a_craft_is_follows_from_its_last_move(
    small: Dataset, moves: list[str], more: dict[str, Any], where: str
) -> None:
    events = [event("launch", "2020"), *(event(move, f"20{21 + number}") for number, move in enumerate(moves))]
    part = event("landing", "2030", of="a probe of its own"), event("landing", "2031", planned=True)
    one = mission("probe", *events, *part, **({"status": "operating"} | more))
    assert [each.where for each in working(replaced(small, "missions", [one]), [one])] == [where]


def test_a_part_works_since_the_launch_of_what_carried_it_and_its_word_is_its_own(small: Dataset) -> None:
    heard = event("heard", "2021", of="a capsule", sources=("newspaper",))
    carrier = mission("carrier", event("launch", "2020-05", sources=("catalogue",)), event("return", "2021"))
    part = mission("part", heard, scope="part", part_of="carrier", status="operating", status_as_of=Moment("2020"))
    (one,) = working(replaced(small, "missions", [carrier, part]), [carrier, part])
    assert (one.mission, one.launched, one.sources) == ("part", Moment("2020-05"), ("catalogue",))
    lone = mission("lone", event("separation", "2020"), scope="part", part_of="nowhere", status="operating")
    (one,) = working(replaced(small, "missions", [lone]), [lone])
    assert (one.launched, one.sources) == (None, ("report",))


@pytest.mark.parametrize(
    ("name", "day", "where"),
    [
        ("apollo-11", "1969-07-21", "moon"),
        ("apollo-17", "1972-12-15", "moon"),
        ("chang-e-5", "2020-12-12", "moon"),
        ("chang-e-5", "2020-12-14", "elsewhere"),
        ("chang-e-6", "2024-06-10", "moon"),
        ("luna-16", "1970-09-22", "elsewhere"),
    ],
)
def test_a_mission_is_at_the_moon_while_its_orbiter_is(name: str, day: str, where: str, real: Dataset) -> None:
    then = as_of(real, Moment(day))
    assert [one.where for one in working(then, [then.missions[name]])] == [where]
