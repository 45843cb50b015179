"""The timeline: its highlights and titles, its lanes and period; milestones, anniversaries, spans."""

from collections.abc import Iterable
from typing import Any, get_args

import pytest

from moonrace.dataset import Dataset
from moonrace.dates import Moment
from moonrace.errors import BadValue
from moonrace.query.citations import Subject
from moonrace.query.missions import missions
from moonrace.query.timeline import (
    Anniversary,
    Entry,
    anniversaries,
    is_highlight,
    milestones,
    of_day,
    of_milestone,
    spans,
    timeline,
)
from moonrace.records.documents import Milestone
from moonrace.records.mission import Mission
from moonrace.records.parts import Event, EventType

from .making import at, event, ids, mission, replaced


def lines(dataset: Dataset, **options: Any) -> list[str]:
    return [f"{one.when} {one.title}" for one in timeline(dataset, missions(dataset), **options)]


def of_missions(dataset: Dataset, chosen: Iterable[Mission], **options: Any) -> list[Entry]:
    """Every event of these missions alone."""
    return timeline(dataset, chosen, **({"everything": True, "instruments": False} | options))


def law(key: str, *events: Event, **more: Any) -> Milestone:
    given: dict[str, Any] = {"name": key.title(), "kind": "law", "summary": "", "sources": {}}
    return Milestone(**{"id": key, "events": events} | given | more)


def test_the_short_timeline_has_the_highlights_in_order(small: Dataset) -> None:
    assert [(one.when.text, one.type, one.subject.id) for one in timeline(small, missions(small))] == [
        ("1967-01-27", "signed", "outer-space-treaty"),
        ("1967-10-10", "in-force", "outer-space-treaty"),
        ("2020-10-13", "signed", "artemis-accords"),
        ("2021-03-09", "signed", "ilrs"),
        ("2023-08-19T11:57Z", "impact", "luna-25"),
        ("2024-06-01T22:23:16Z", "landing", "chang-e-6"),
        ("2024-06-25T06:07Z", "return", "chang-e-6"),
        ("2028-40", "launch", "artemis-iv"),
    ]


@pytest.mark.parametrize(
    ("mission", "event", "expected"),
    [
        ("chang-e-6", event("landing", "2024"), True),
        ("chang-e-6", event("impact", "2024", attempted="landing"), True),
        ("chang-e-6", event("impact", "2024"), False),
        ("chang-e-6", event("launch", "2024"), False),
        ("chang-e-6", event("return", "2024"), True),  # with samples
        ("luna-25", event("return", "2024"), False),
        ("artemis-iv", event("launch", "2028"), True),  # with a crew
        ("artemis-iv", event("return", "2028"), True),
        ("artemis-iv", event("docking", "2028"), False),
        ("jinchan", event("landing", "2024"), False),  # a part lands with its mission
        ("jinchan", event("deployment", "2024", first="first of its kind"), True),
        (None, event("signed", "2024"), True),
        (None, event("amended", "2024"), False),
    ],
)
def test_highlights_follow_their_rule(small: Dataset, mission: str | None, event: Event, expected: bool) -> None:
    assert is_highlight(small.missions[mission] if mission else None, event) is expected


@pytest.mark.parametrize(
    ("types", "expected"),
    [
        (("landing",), ["2023-08-19T11:57Z Luna 25 crashes", "2024-06-01T22:23:16Z Chang'e 6 lands"]),
        (("impact",), ["2023-08-19T11:57Z Luna 25 crashes"]),
        (("liftoff", "orbit-insertion"), ["2023-08-16T09:03Z Luna 25 enters", "2024-06-03T23:38Z Chang'e 6 lifts"]),
        (("left",), ["2024-01-05 Saudi Arabia leaves the International"]),
        (
            ("joined",),
            [
                "2020-10-13 United States of America joins the Artemis Accords",
                "2021-03-09 China joins",
                "2021-03-09 Russia joins",
                "2022 Saudi Arabia joins",
                "2023-12-06 Egypt joins",
                "2024-04 Thailand joins the International",
                "2024-12-16 Thailand joins the Artemis",
                "2025-05-15 Norway joins",
            ],
        ),
        (("hop",), []),
    ],
)
def test_a_timeline_of_types_has_these_and_what_was_attempted(
    small: Dataset, types: tuple[str, ...], expected: list[str]
) -> None:
    found = lines(small, types=types)
    assert len(found) == len(expected)
    assert all(line.startswith(start) for line, start in zip(found, expected, strict=True))


@pytest.mark.parametrize(
    ("since", "until", "number"), [("2021", "2023", 2), ("2021-03-10", None, 4), (None, "1967", 2), ("1980", "1990", 0)]
)
def test_a_timeline_keeps_to_its_period(small: Dataset, since: str | None, until: str | None, number: int) -> None:
    period = {"since": Moment(since) if since else None, "until": Moment(until) if until else None}
    assert len(lines(small, **period)) == number


def test_everything_is_every_event_of_missions_instruments_and_members(small: Dataset) -> None:
    records = [*missions(small), *small.milestones.values(), *small.alliances.values()]
    joined = [member for alliance in small.alliances.values() for member in alliance.members if member.joined]
    left = [member for alliance in small.alliances.values() for member in alliance.members if member.left]
    events = [event for record in records for event in record.events if event.type != "heard"]
    expected = len(events) + len(joined) + len(left)
    assert len(lines(small, everything=True)) == expected


def test_a_timeline_without_instruments_has_only_missions(small: Dataset) -> None:
    found = of_missions(small, missions(small))
    assert {one.subject.kind for one in found} == {"mission"}
    assert len(found) == sum(event.type != "heard" for mission in missions(small) for event in mission.events)


def test_a_last_word_is_an_event_only_where_it_is_asked_for(small: Dataset) -> None:
    one = mission("probe", event("launch", "2024"), event("heard", "2025"))
    assert [entry.type for entry in of_missions(small, [one])] == ["launch"]
    assert [entry.title for entry in of_missions(small, [one], types=["heard"])] == ["Probe still heard from"]
    assert anniversaries([mission("probe", event("heard", "2025-07-20"))], Moment("2026-07-20")) == []


def test_the_whole_timeline_of_the_real_record_is_in_order(real: Dataset) -> None:
    found = timeline(real, missions(real, scopes=()), everything=True)
    assert len(found) > 1000
    assert [one.when for one in found] == sorted(one.when for one in found)


def test_growth_is_an_event_of_its_own_type(small: Dataset) -> None:
    for kind in ("joined", "left"):
        assert {one.type for one in timeline(small, [], types=[kind])} == {kind}


# --- Entries


def test_an_entry_has_what_its_event_says(small: Dataset) -> None:
    spot = at(1, 2, name="Mare")
    one = mission("probe", event(
        "impact", "2024-06-01T22:23Z", zone="+08:00 Beijing", attempted="landing", place=spot, first="first of all",
        contested="by one", note="so", sources=("report", "newspaper"),
    ))  # fmt: skip
    assert of_missions(small, [one]) == [
        Entry(
            Moment("2024-06-01T22:23Z"), "impact", "Probe crashes", Subject("mission", "probe"), "2024-06-02T06:23+08:00",
            "Beijing", False, "landing", spot, "first of all", "by one", "so", ("report", "newspaper"), None,
        )
    ]  # fmt: skip


@pytest.mark.parametrize("kind", get_args(EventType))
def test_an_event_of_any_type_has_a_title_in_a_timeline(small: Dataset, kind: EventType) -> None:
    odd = small.missions["luna-25"]._replace(events=(event(kind, "2024", title="As it was"),))
    found = of_missions(small, [odd], types=[kind])
    assert [one.title.startswith("Luna 25") for one in found] == [True]


def test_the_title_of_a_plan_does_not_say_that_it_happened(small: Dataset) -> None:
    (plan,) = timeline(small, [small.missions["artemis-iv"]], instruments=False)
    assert plan.planned
    assert "launched" not in plan.title


def titles(dataset: Dataset, *events: Event, status: str = "ended") -> list[str]:
    one = mission("probe", *events, status=status)
    return [found.title for found in of_missions(dataset, [one])]


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        (event("launch", "2024"), "Probe launched"),
        (event("orbit-insertion", "2024"), "Probe enters orbit of the Moon"),
        (event("end", "2024", title="Out of fuel"), "Probe ends: Out of fuel"),
        (event("impact", "2024"), "Probe hits the Moon"),
        (event("impact", "2024", attempted="landing"), "Probe crashes"),
        (event("impact", "2024", attempted="hop"), "Probe hits the Moon"),
        (event("landing", "2024", attempted="landing"), "Probe lands"),
        (event("milestone", "2024"), "Probe"),
        (event("milestone", "2024", title="Engine test"), "Probe: Engine test"),
        (event("milestone", "2024", title="Engine test", planned=True), "Probe: Engine test"),
        (event("orbit-insertion", "2028", planned=True), "Probe: orbit insertion planned"),
        (event("launch", "2028", planned=True, title="Second try"), "Probe: launch planned: Second try"),
    ],
)
def test_a_title_says_what_happened_or_is_planned(small: Dataset, one: Event, expected: str) -> None:
    assert titles(small, one) == [expected]


@pytest.mark.parametrize("status", ["cancelled", "paused"])
def test_a_dropped_plan_says_so_and_is_there_only_with_everything(small: Dataset, status: str) -> None:
    plan = event("launch", "2028", planned=True, first="first of all")
    assert titles(small, plan, status=status) == [f"Probe: launch planned, then {status}"]
    one = mission("probe", plan, status=status, crewed=True)
    assert timeline(small, [one], instruments=False) == []
    assert timeline(small, [one], instruments=False, types=["launch"]) == []
    flown = mission("probe", plan._replace(planned=False), status=status)
    assert len(timeline(small, [flown], instruments=False)) == 1


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        (event("announced", "2024"), "Law"),
        (event("published", "2024"), "Law"),
        (event("signed", "2024"), "Law signed"),
        (event("in-force", "2024"), "Law enters into force"),
        (event("signed", "2024", title="in Rome"), "Law signed: in Rome"),
        (event("announced", "2024", title="in Rome"), "Law announced: in Rome"),
        (event("milestone", "2024", title="Ten years"), "Law: Ten years"),
    ],
)
def test_an_instrument_is_titled_by_its_name(small: Dataset, one: Event, expected: str) -> None:
    dataset = replaced(small, "milestones", [law("law", one)])
    found = timeline(dataset, [], everything=True)
    assert [entry.title for entry in found if entry.subject.kind == "milestone"] == [expected]


def test_what_a_milestone_says_of_its_alliance_is_not_repeated(small: Dataset) -> None:
    ilrs = small.alliances["ilrs"]
    agreed = law("memo", *ilrs.events, alliance="ilrs")
    found = timeline(replaced(small, "milestones", [agreed]), [])
    assert [one.subject for one in found] == [("alliance", "artemis-accords"), ("milestone", "memo")]
    other = agreed._replace(events=(event("signed", "2021-03-10"),))
    assert len(timeline(replaced(small, "milestones", [other]), [])) == 3
    of_another = agreed._replace(alliance="artemis-accords")
    assert len(timeline(replaced(small, "milestones", [of_another]), [])) == 3


def test_a_timeline_cites_the_sources_of_its_events(small: Dataset) -> None:
    entries = timeline(small, [], types=["left"])
    assert [(one.type, one.when.text, one.sources, one.subject) for one in entries] == [
        ("left", "2024-01-05", ("report",), ("alliance", "ilrs"))
    ]


def test_entries_of_one_date_are_ordered_by_subject_then_as_in_the_record(small: Dataset) -> None:
    chosen = [mission("b", event("launch", "2024")), mission("a", event("launch", "2024"), event("flyby", "2024"))]
    found = of_missions(small, chosen)
    assert [(one.subject.id, one.type) for one in found] == [("a", "launch"), ("a", "flyby"), ("b", "launch")]


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [
        (None, None, True),
        (None, "2026-10-09", False),  # by the end of 2030 means after the day of the record, for a plan
        (None, "2026-10-10", True),
        ("2030", None, True),
        ("2031", None, False),
    ],
)
def test_an_open_plan_begins_after_the_day_of_the_record(
    small: Dataset, since: str | None, until: str | None, expected: bool
) -> None:
    one = mission("probe", event("launch", "[..2030]", planned=True))
    period = {"since": Moment(since) if since else None, "until": Moment(until) if until else None}
    assert bool(of_missions(small, [one], **period)) is expected
    dropped = mission(
        "probe", event("launch", "[..2030]", planned=True), event("cancelled", "2020"), status="cancelled"
    )
    assert bool(of_missions(small, [dropped], types=("launch",), everything=True, **period)) is (
        until is None and since != "2031"
    )


# --- Lanes


@pytest.mark.parametrize(
    ("codes", "when", "lane"),
    [
        ("US", "1960", "left"),
        ("SU", "1960", "right"),
        ("RU", "2024", "right"),
        ("CN", "2010", "right"),
        ("US SU", "1975", "middle"),
        ("NO", "2024", "middle"),
        ("NO", "2025-05-14", "middle"),
        ("NO", "2025-05-15", "left"),
        ("NO", "2026", "left"),
        ("US NO", "2025-06", "left"),
        ("US NO", "2024", "middle"),
        ("EG", "2023-12-05", "middle"),
        ("EG", "2023-12-06", "right"),
        ("CN EG", "2024", "right"),
        ("TH", "2024-05", "right"),
        ("TH", "2025", "middle"),  # in both
        ("ZZ", "2025", "middle"),
        ("", "2025", "middle"),
    ],
)
def test_a_mission_is_in_the_lane_of_its_countries_on_that_day(
    small: Dataset, codes: str, when: str, lane: str
) -> None:
    one = mission("probe", event("launch", when), countries=tuple(codes.split()))
    dataset = replaced(small, "missions", [one])
    (entry,) = of_missions(dataset, [one], lanes=True)
    assert entry.lane == lane


def test_an_entry_has_a_lane_only_where_one_is_asked_for(small: Dataset) -> None:
    assert {one.lane for one in timeline(small, missions(small), everything=True)} == {None}


def test_instruments_are_in_the_lane_of_their_states(small: Dataset) -> None:
    found = timeline(small, [], lanes=True)
    assert [(one.subject.id, one.lane) for one in found] == [
        ("outer-space-treaty", "left"),
        ("outer-space-treaty", "left"),
        ("artemis-accords", "left"),
        ("ilrs", "right"),
    ]


# --- Milestones


@pytest.mark.parametrize(
    ("kind", "expected"), [(None, ["outer-space-treaty"]), ("treaty", ["outer-space-treaty"]), ("law", [])]
)
def test_milestones_are_of_their_kind(small: Dataset, kind: str | None, expected: list[str]) -> None:
    assert ids(milestones(small, kind)) == expected


def test_milestones_of_the_real_record_are_in_order_of_their_first_date(real: Dataset) -> None:
    dates = [min(event.when for event in one.events) for one in milestones(real)]
    assert len(dates) == len(real.milestones)
    assert dates == sorted(dates)


def test_milestones_without_a_date_come_last_and_the_rest_by_first_date(small: Dataset) -> None:
    laws = [
        law("none"),
        law("late", event("signed", "1980")),
        law("early", event("in-force", "1990"), event("signed", "1970"), kind="treaty"),
        law("also", event("signed", "1980")),
    ]
    dataset = replaced(small, "milestones", laws)
    assert ids(milestones(dataset)) == ["early", "also", "late", "none"]
    assert ids(milestones(dataset, "law")) == ["also", "late", "none"]


def test_a_milestone_has_the_date_of_its_first_event(small: Dataset) -> None:
    one = law("law", event("in-force", "1990"), event("signed", "1970"))
    assert of_milestone(small, one) == (Moment("1970"),)
    assert of_milestone(small, law("law")) == (None,)


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
    found = anniversaries([mission("a", event("landing", when))], Moment("2026-07-20"))
    assert [one.years for one in found] == ([] if years is None else [years])


def test_a_plan_has_no_anniversary_and_the_oldest_comes_first() -> None:
    day = event("launch", "2020-07-20")
    chosen = [
        mission("b", day, day._replace(planned=True)),
        mission("c", event("end", "1999-07-20")),
        mission("a", day),
    ]
    found = anniversaries(chosen, Moment("2026-07-20T12:00Z"))
    assert [(one.mission, one.years) for one in found] == [("c", 27), ("a", 6), ("b", 6)]


def test_years_are_counted_to_another_year_where_the_day_has_none_of_its_own() -> None:
    leap = [mission("a", event("landing", "2024-02-29"))]
    assert [one.years for one in anniversaries(leap, Moment("2024-02-29"), 2026)] == [2]


@pytest.mark.parametrize("day", ["2026-07", "2026", "[2026-07-20..]", "[..2026-07-20]", "2026-Q3"])
def test_an_anniversary_is_of_a_day(day: str) -> None:
    with pytest.raises(BadValue) as refused:
        anniversaries([], Moment(day))
    assert str(refused.value) == f"{Moment(day)} is not a day: write it like 2026-07-20"


# --- Spans

LAUNCH = event("launch", "1969-07-16")


@pytest.mark.parametrize(
    ("status", "end"),
    [("ended", "1969-07-24"), *((status, None) for status in ("operating", "in-flight", "unknown"))],
)
def test_a_span_ends_with_its_last_event_once_it_is_over(small: Dataset, status: str, end: str | None) -> None:
    landed, back = event("landing", "1969-07-20"), event("return", "1969-07-24")
    one = mission("a", LAUNCH, back, landed, event("end", "1999", planned=True), status=status)
    one = one._replace(status_as_of=Moment("1969-07-24"))
    (span,) = spans(small, [one])
    assert (span.start, span.end, span.planned) == (Moment("1969-07-16"), Moment(end) if end else None, False)
    assert span.last_word == (Moment("1969-07-24") if status in ("operating", "in-flight") else None)


def test_spans_leave_out_the_cancelled_and_what_has_no_date(small: Dataset) -> None:
    chosen = [
        mission("plan", event("launch", "2028", planned=True), status="planned"),
        mission("gone", event("launch", "2020", planned=True), status="cancelled"),
        mission("bare"),
        mission("b", LAUNCH),
        mission("a", LAUNCH),
    ]
    found = spans(small, chosen)
    assert [(one.mission, one.planned) for one in found] == [("a", False), ("b", False), ("plan", True)]


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [
        (None, None, ["ended", "working", "soon", "open", "by"]),
        ("1900", "1901", []),  # a plan "by 2030" is not due in 1900
        (None, "1970", ["ended"]),
        ("1971", "2020", ["working"]),
        ("2028", "2031", ["soon", "by"]),  # nor one "not before 2027" every year after
        ("2028", None, ["soon", "open", "by"]),
    ],
)
def test_spans_are_those_that_may_lie_in_the_period(
    small: Dataset, since: str | None, until: str | None, expected: list[str]
) -> None:
    chosen = [
        mission("ended", LAUNCH, event("end", "1970"), status="ended", status_as_of=Moment("1970")),
        mission("working", event("launch", "2010-05-06"), status="operating", status_as_of=Moment("2011")),
        mission("soon", event("launch", "2028", planned=True), status="planned"),
        mission("open", event("launch", "[2027..]", planned=True), status="planned"),
        mission("by", event("launch", "[..2030]", planned=True), status="planned"),
    ]
    found = spans(small, chosen, since=Moment(since) if since else None, until=Moment(until) if until else None)
    assert sorted(one.mission for one in found) == sorted(expected)


def test_a_span_of_a_mission_that_was_lost_before_anything_happened_has_no_end(small: Dataset) -> None:
    (span,) = spans(small, [mission("a", event("launch", "2020", planned=True), status="ended")])
    assert span.end is None


def test_orders_go_by_date_before_anything_else(small: Dataset) -> None:
    late, early = mission("a", event("launch", "1970")), mission("b", event("landing", "1969"))
    assert [one.mission for one in spans(small, [late, early])] == ["b", "a"]
    assert [one.subject.id for one in of_missions(small, [late, early])] == ["b", "a"]
    same_day = [mission("b", event("flyby", "1970")), mission("a", event("launch", "1970"))]
    assert [one.subject.id for one in of_missions(small, same_day)] == ["a", "b"]
    days = [mission("a", event("landing", "1970-07-20")), mission("b", event("landing", "1969-07-20"))]
    assert [one.mission for one in anniversaries(days, Moment("2026-07-20"))] == ["b", "a"]


def test_an_anniversary_has_what_its_event_has() -> None:
    one = mission("probe", event("landing", "1969-07-20T20:17Z", title="down", first="first", zone="-04:00 Washington"))
    (found,) = anniversaries([one], Moment("2026-07-20"))
    assert found == Anniversary(
        when=Moment("1969-07-20T20:17Z"),
        years=57,
        mission="probe",
        name="Probe",
        type="landing",
        title="down",
        first="first",
        local="1969-07-20T16:17-04:00",
        local_place="Washington",
        sources=("report",),
    )


def test_anniversaries_of_one_date_are_in_order_of_their_missions() -> None:
    several = [mission(key, event("landing", "1969-07-20", title=title)) for key, title in (("b", "x"), ("a", "y"))]
    assert [one.mission for one in anniversaries(several, Moment("2026-07-20"))] == ["a", "b"]


def test_the_one_thing_of_a_day_is_a_first_else_a_landing_else_a_launch_and_never_of_the_day_itself() -> None:
    chosen = [
        mission("a", event("launch", "1960-05-05"), event("eva", "1950-05-05")),
        mission("b", event("landing", "1970-05-05")),
        mission("c", event("launch", "1980-05-05", first="first of its kind")),
        mission("d", event("landing", "2000-05-05", first="another first")),
    ]
    named = [of_day(chosen[:number], Moment("2000-05-05")) for number in (0, 1, 2, 3, 4)]
    assert [one and one.mission for one in named] == [None, "a", "b", "c", "c"]
