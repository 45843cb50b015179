"""The timeline's titles, the lanes of the two camps, and what a period holds."""

import pytest

from moonrace import query
from moonrace.dataset import Dataset
from moonrace.model import Event, Member, Milestone
from moonrace.moment import Moment

from .making import event, mission, replaced


def titles(dataset: Dataset, *events: Event, status: str = "completed") -> list[str]:
    one = mission("probe", *events, status=status)
    return [found.title for found in query.timeline(dataset, [one], everything=True, instruments=False)]


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
def test_a_dropped_plan_says_so_and_is_told_only_with_everything(small: Dataset, status: str) -> None:
    plan = event("launch", "2028", planned=True, first="first of all")
    assert titles(small, plan, status=status) == [f"Probe: launch planned, then {status}"]
    one = mission("probe", plan, status=status, crewed=True)
    assert query.timeline(small, [one], instruments=False) == []
    assert query.timeline(small, [one], instruments=False, types=["launch"]) == []
    flown = mission("probe", plan._replace(planned=False), status=status)
    assert len(query.timeline(small, [flown], instruments=False)) == 1


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
    law = Milestone("law", "Law", "law", "", (one,), {})
    found = query.timeline(replaced(small, "milestones", [law]), [], everything=True)
    assert [entry.title for entry in found if entry.kind == "milestone"] == [expected]


def test_what_a_milestone_tells_of_its_alliance_is_told_once(small: Dataset) -> None:
    ilrs = small.alliances["ilrs"]
    agreed = Milestone("memo", "Memo", "memorandum", "", ilrs.events, {}, alliance="ilrs")
    found = query.timeline(replaced(small, "milestones", [agreed]), [])
    assert [(one.kind, one.subject) for one in found] == [("alliance", "artemis-accords"), ("milestone", "memo")]
    other = agreed._replace(events=(event("signed", "2021-03-10"),))
    assert len(query.timeline(replaced(small, "milestones", [other]), [])) == 3
    of_another = agreed._replace(alliance="artemis-accords")
    assert len(query.timeline(replaced(small, "milestones", [of_another]), [])) == 3


def test_a_timeline_cites_the_sources_of_its_events(small: Dataset) -> None:
    entries = query.timeline(small, [], types=["left"])
    assert [(one.type, one.sources, one.subject, one.kind) for one in entries] == [
        ("left", ("report",), "ilrs", "alliance")
    ]
    assert [(one.event.type, one.event.when.text) for one in entries] == [("left", "2024-01-05")]


def test_entries_of_one_date_stand_by_subject_then_by_type(small: Dataset) -> None:
    chosen = [mission("b", event("launch", "2024")), mission("a", event("launch", "2024"), event("flyby", "2024"))]
    found = query.timeline(small, chosen, everything=True, instruments=False)
    assert [(one.subject, one.type) for one in found] == [("a", "flyby"), ("a", "launch"), ("b", "launch")]


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
    assert bool(query.timeline(small, [one], everything=True, instruments=False, **period)) is expected
    happened = mission("probe", event("launch", "[..2030]"))
    if until:
        assert query.timeline(small, [happened], everything=True, instruments=False, **period)


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
def test_a_mission_stands_in_the_lane_of_its_countries_on_that_day(
    small: Dataset, codes: str, when: str, lane: str
) -> None:
    one = mission("probe", event("launch", when), countries=tuple(codes.split()))
    dataset = replaced(small, "missions", [one])
    (entry,) = query.timeline(dataset, [one], everything=True, instruments=False)
    assert query.lane(dataset, entry) == lane


def test_an_organisation_or_a_party_of_an_unknown_day_moves_no_state(small: Dataset) -> None:
    one = mission("probe", event("launch", "2026"), countries=("NO",))
    (entry,) = query.timeline(small, [one], everything=True, instruments=False)
    for member in (
        Member("Oslo", "organisation", "memorandum", ("report",), country="NO", joined=Moment("2021")),
        Member("Norway", "state", "agreement", ("report",), country="NO"),
        Member("Norway", "state", "agreement", ("report",), country="NO", joined=Moment("2027")),
    ):
        accords = small.alliances["artemis-accords"]._replace(members=(member,))
        dataset = replaced(replaced(small, "alliances", [accords]), "missions", [one])
        assert query.lane(dataset, entry) == "middle"


def test_instruments_stand_in_the_lane_of_their_states(small: Dataset) -> None:
    found = query.timeline(small, [])
    assert [(one.subject, query.lane(small, one)) for one in found] == [
        ("outer-space-treaty", "left"),
        ("outer-space-treaty", "left"),
        ("artemis-accords", "left"),
        ("ilrs", "right"),
    ]


def test_milestones_without_a_date_come_last_and_the_rest_by_first_date(small: Dataset) -> None:
    laws = [
        Milestone("none", "None", "law", "", (), {}),
        Milestone("late", "Late", "law", "", (event("signed", "1980"),), {}),
        Milestone("early", "Early", "treaty", "", (event("in-force", "1990"), event("signed", "1970")), {}),
        Milestone("also", "Also", "law", "", (event("signed", "1980"),), {}),
    ]
    dataset = replaced(small, "milestones", laws)
    assert [one.id for one in query.milestones(dataset)] == ["early", "also", "late", "none"]
    assert [one.id for one in query.milestones(dataset, "law")] == ["also", "late", "none"]


@pytest.mark.parametrize(("since", "expected"), [(None, "a b c"), ("2024", "b c"), ("2025", "c"), ("2026", "")])
def test_changes_come_oldest_first_from_a_day_on(small: Dataset, since: str | None, expected: str) -> None:
    base = small.changes["2026-11-01-first"]
    dates = {"c": "2025", "b": "2024-05-01", "a": "2023"}
    dataset = replaced(small, "changes", [base._replace(id=key, when=Moment(when)) for key, when in dates.items()])
    assert [one.id for one in query.changes(dataset, Moment(since) if since else None)] == expected.split()


def test_a_question_that_does_not_exist_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match=r"module 'moonrace.query' has no attribute 'nothing'"):
        _ = query.nothing
    assert all(callable(getattr(query, name)) or getattr(query, name) for name in query.__all__)


def test_regions_come_largest_first_each_in_order_of_name(small: Dataset) -> None:
    regions = {"CN": "Asia", "TH": "Asia", "EG": "Africa", "RU": "Europe"}
    countries = [one._replace(region=regions.get(one.iso2)) for one in small.countries.values()]
    dataset = replaced(small, "countries", countries)
    lone = Member("Atlantis", "state", "agreement", ("report",), joined=Moment("2020"))
    ilrs = dataset.alliances["ilrs"]
    found = query.by_region(dataset, ilrs._replace(members=(lone, *reversed(ilrs.members))))
    assert {region: [one.party for one in there] for region, there in found.items()} == {
        "Asia": ["China", "Thailand"],
        "Africa": ["Egypt"],
        "Europe": ["Russia"],
        "no region": ["Atlantis"],
    }
    assert list(found) == ["Asia", "Africa", "Europe", "no region"]
