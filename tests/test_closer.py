"""A closer look: details of the answers that a change of one sign would alter unnoticed (see docs/testing.md)."""

from datetime import UTC, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from moonrace import compiled, query, store
from moonrace.dataset import Dataset
from moonrace.errors import BadData
from moonrace.model import Event, Member, Number, Person, Target, Telling, Unidentified
from moonrace.moment import Moment

from .making import event, mission, replaced, target

BEIJING = timezone(timedelta(hours=8), "CST")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024-06-01T22:23:16Z", "2024-06-02"),
        ("2024-06-01T12:00Z", "2024-06-01"),
        ("2024-06-01", "2024-06-01"),
        ("2024-06~", "~2024-06"),
        ("2024%", "~2024?"),
        ("2027-Q2", "2027 Q2"),
        ("[2024-06-01T22:23Z..2024-06-03T22:23Z]", "2024-06-02 to 2024-06-04"),
        ("2024-06-01/2024-06-03", "2024-06-01 to 2024-06-03"),
        ("[2028..]", "not before 2028"),
        ("[..2030]", "by 2030"),
    ],
)
def test_a_day_is_that_of_the_zone_without_the_time(text: str, expected: str) -> None:
    assert Moment(text).show_day(BEIJING) == expected
    assert Moment("2024-06-01T22:23:16Z").show_day() == "2024-06-01"


def test_an_instant_in_a_zone_has_its_offset() -> None:
    there = Moment("2024-06-01T22:23:16Z").in_zone(BEIJING)
    assert there is not None
    assert there.isoformat() == "2024-06-02T06:23:16+08:00"
    assert Moment("2024-06-01").in_zone(BEIJING) is None


def test_a_damaged_compiled_record_is_a_problem_of_its_first_line() -> None:
    (problem,) = store.unreadable("record.jsonl", ValueError("cut short")).problems
    assert problem[:4] == ("record.jsonl", 1, "", "")
    assert "cut short" in problem.message


def party(name: str, joined: str | None = None, **more: Any) -> Member:
    given: dict[str, Any] = {
        "kind": "state",
        "instrument": "signature",
        "sources": (),
        "joined": joined and Moment(joined),
    }
    return Member(name, **(given | more))


def test_members_of_a_day_stand_by_date_number_and_name(small: Dataset) -> None:
    alliance = small.alliances["ilrs"]._replace(
        members=(
            party("An Institute", "2019", kind="organisation"),
            party("Zambia", "2020", ordinal=2),
            party("Austria", "2020", ordinal=3),
            party("Éire", "2020"),
            party("Fiji", "2020"),
            party("Aland", "2020", ordinal=1),
            party("Gone", "2018", left=Moment("2021")),
            party("Unknown"),
            party("Later", "2024"),
        )
    )
    now = ["Éire", "Fiji", "Aland", "Zambia", "Austria", "Later", "Unknown", "An Institute"]
    assert [one.party for one in query.members(alliance)] == now
    then = [one.party for one in query.members(alliance, as_of=Moment("2020"))]
    assert then == ["Gone", "Éire", "Fiji", "Aland", "Zambia", "Austria", "An Institute"]
    assert [one.party for one in query.members(alliance, "state", as_of=Moment("2018"))] == ["Gone"]
    assert query.members(alliance, as_of=Moment("2017")) == []


def test_names_of_a_region_are_ordered_without_their_accents(small: Dataset) -> None:
    alliance = small.alliances["ilrs"]._replace(members=(party("Zambia"), party("Éire"), party("Austria")))
    assert [one.party for one in query.by_region(small, alliance)["no region"]] == ["Austria", "Éire", "Zambia"]


def test_a_state_whose_day_is_unknown_stands_last_of_those_in_both(small: Dataset) -> None:
    def alliance(*days: str | None) -> Any:
        members = tuple(party(code, day, country=code) for code, day in zip(("A", "B", "C"), days, strict=True))
        return small.alliances["ilrs"]._replace(members=members)

    for pair in ((alliance(None, "2020", "2019"), alliance("2018", "2018", "2021")),) * 2:
        for one, other in (pair, pair[::-1]):
            assert [member.party for member, _ in query.in_both(one, other)] == ["B", "C", "A"]


def test_a_state_comes_before_an_older_organisation_of_its_country(small: Dataset) -> None:
    members = (party("Institute", "2010", kind="organisation", country="NO"), party("Norway", "2020", country="NO"))
    dataset = replaced(small, "alliances", [small.alliances["ilrs"]._replace(members=members)])
    found = query.memberships(dataset, small.countries["norway"])
    assert [member.party for _, member in found] == ["Norway", "Institute"]


def test_an_organisation_makes_no_camp_of_its_country(small: Dataset) -> None:
    members = (party("Institute", "2010", kind="organisation", country="NO"),)
    dataset = replaced(small, "alliances", [small.alliances["ilrs"]._replace(members=members)])
    dataset = replaced(dataset, "missions", [mission("a", event("launch", "2020"), countries=("NO",))])
    assert [row.id for row in query.standings(dataset, by="camp")] == ["neither"]


def test_a_mission_that_does_not_come_hides_none_after_it(small: Dataset) -> None:
    launch = event("launch", "2027", planned=True)
    chosen = [
        mission("gone", launch, status="cancelled"),
        mission("done", event("launch", "2020"), status="operating"),
        mission("coming", launch, status="planned"),
    ]
    assert [one.mission.id for one in query.upcoming(small, chosen, Moment("2026"))] == ["coming"]


def test_a_history_is_of_its_mission_and_event() -> None:
    one = mission("a", event("launch", "2024", targets=(target("2020", "2023"),)))
    (history,) = query.slips(one)
    assert (history.mission, history.event) == (one, one.events[0])


def test_an_instant_has_a_day_of_the_year_too() -> None:
    found = query.anniversaries([mission("a", event("landing", "1969-07-20"))], Moment("2026-07-20T12:00:01Z"))
    assert [one.years for one in found] == [57]


def test_a_mission_that_was_lost_before_anything_happened_has_a_span_without_an_end() -> None:
    (span,) = query.spans([mission("a", event("launch", "2020", planned=True), status="lost")])
    assert span.end is None


def test_orders_go_by_date_before_anything_else(small: Dataset) -> None:
    late, early = mission("a", event("launch", "1970")), mission("b", event("landing", "1969"))
    assert [one.mission.id for one in query.spans([late, early])] == ["b", "a"]
    same_day = [mission("b", event("flyby", "1970")), mission("a", event("launch", "1970"))]
    entries = query.timeline(small, same_day, everything=True, instruments=False)
    assert [one.subject for one in entries] == ["a", "b"]
    base = small.changes["2026-11-01-first"]
    dates = {"a": "2025", "b": "2024", "d": "2025", "c": "2025"}
    dataset = replaced(small, "changes", [base._replace(id=key, when=Moment(when)) for key, when in dates.items()])
    assert [one.id for one in query.changes(dataset)] == ["b", "a", "c", "d"]


def test_growth_is_an_event_of_its_own_type(small: Dataset) -> None:
    for kind in ("joined", "left"):
        assert {one.event.type for one in query.timeline(small, [], types=[kind])} == {kind}


def test_sums_leave_out_parts_and_keep_a_milligram() -> None:
    flown: tuple[Event, ...] = (event("launch", "2020"), event("landing", "2020"))
    samples = Number(1.0006, ("report",))
    whole, part = mission("a", *flown, sample_mass_g=samples), mission("b", *flown, scope="part", sample_mass_g=samples)
    assert query.totals([whole, part]) == (1, 1, 0, 0, 1.001)


def test_zones_of_utc_and_none_are_told_alike() -> None:
    assert Moment("2024-06-01T22:23Z").show() == Moment("2024-06-01T22:23Z").show(UTC) == "2024-06-01 22:23"


# --- As of a day: what a past page may know

FULL: dict[str, Any] = {
    "cospar_id": "2020-001A", "crew": (Person("Ann", "pilot", "US"),), "mass_kg": Number(5.0, ("report",)),
    "sample_mass_g": Number(7.0, ("report",)), "summary": "It came back.", "outcome": "success", "outcome_note": "All well.",
    "also": (Telling("error", "why", ("report",), field="summary", value="x"),), "status_as_of": Moment("2020-12-01"),
}  # fmt: skip


def then(dataset: Dataset, section: str, record: Any, day: str) -> Any:
    return query.as_of(replaced(dataset, section, [record]), Moment(day)).sections[section].get(record.id)


def test_a_plan_of_then_is_the_last_target_with_its_sources_and_title(small: Dataset) -> None:
    told = (target("2018", "2019"), target("2019", "2021")._replace(sources=("newspaper",)), target("2024", "2025"))
    one = mission("a", event("launch", "2024-12", title="First try", note="later known", targets=told))
    past = then(small, "missions", one, "2020")
    assert past.events == (
        Event("launch", Moment("2021"), ("newspaper",), planned=True, title="First try", targets=told[:2]),
    )
    flown = then(small, "missions", one, "2024-12")
    assert flown.events == (one.events[0]._replace(targets=told),)
    # A target that was told after the day is not known on it, even of what has happened.
    early = mission("b", event("launch", "2020", targets=told), event("end", "2025"))
    assert then(small, "missions", early, "2021").events == (early.events[0]._replace(targets=told[:2]),)


def test_of_a_mission_under_way_only_what_was_known_then_is_told(small: Dataset) -> None:
    one = mission("a", event("launch", "2020-01"), event("return", "2020-03"), event("end", "2020-05"), **FULL)
    past = then(small, "missions", one, "2020-02")
    assert past == one._replace(
        events=one.events[:1], status="in-flight", status_as_of=Moment("2020-02"), outcome=None, outcome_note=None,
        summary="", crewed=True, sample_mass_g=None, also=(),
    )  # fmt: skip
    assert then(small, "missions", one, "2020-03").sample_mass_g == FULL["sample_mass_g"]


def test_of_a_mission_that_was_planned_still_less_is_told(small: Dataset) -> None:
    launch = event("launch", "2020-01", targets=(target("2018", "2019"),))
    past = then(small, "missions", mission("a", launch, event("return", "2020-03"), **FULL), "2019")
    assert (past.status, past.status_as_of, past.cospar_id, past.crew, past.crewed) == (
        "planned",
        Moment("2019"),
        None,
        (),
        True,
    )
    assert (past.mass_kg, past.sample_mass_g, past.outcome, past.outcome_note, past.summary) == (
        None,
        None,
        None,
        None,
        "",
    )
    assert past.also == ()
    unmanned = mission("b", launch, **(FULL | {"crew": ()}))
    assert then(small, "missions", unmanned, "2019").crewed is False
    assert then(small, "missions", mission("c", event("launch", "2020")), "2019") is None


@pytest.mark.parametrize(
    ("told", "day", "expected"),
    [("2020-12-01", "2020-06", "2020-06"), ("2020-12-01", "2020-12-01", "2020-12-01"), (None, "2020-06", None)],
)
def test_the_day_of_a_status_is_never_later_than_the_day_asked_for(
    small: Dataset, told: str | None, day: str, expected: str | None
) -> None:
    more = FULL | {"status_as_of": told and Moment(told)}
    past = then(small, "missions", mission("a", event("launch", "2020-01"), **more), day)
    assert past.status_as_of == (expected and Moment(expected))
    assert (past.status, past.summary, past.also) == ("completed", "It came back.", FULL["also"])


def test_of_a_mission_that_was_over_no_target_is_known_that_was_told_later(small: Dataset) -> None:
    told = (target("2018", "2019"), target("2024", "2025"))
    one = mission("a", event("launch", "2020-01", targets=told), **FULL)
    past = then(small, "missions", one, "2020-12")
    assert past == one._replace(events=(one.events[0]._replace(targets=told[:1]),), status_as_of=Moment("2020-12-01"))


def test_a_milestone_of_then_tells_no_status_and_no_count_of_today(small: Dataset) -> None:
    one = small.milestones["outer-space-treaty"]
    full = one._replace(status="in force", status_as_of=Moment("2026"), parties=Number(118, ("report",)))
    past = then(small, "milestones", full, "1968")
    assert (past.status, past.status_as_of, past.parties) == (None, None, None)


def test_the_record_of_then_keeps_what_is_told_of_itself(small: Dataset) -> None:
    assert query.as_of(small, Moment("2020")).meta is small.meta


def test_of_an_alliance_only_what_was_known_then_is_told(small: Dataset) -> None:
    places = (
        Unidentified(1, (), Moment("2020-01")), Unidentified(2, (), Moment("2021")), Unidentified(3, ()),
    )  # fmt: skip
    members = (party("A", "2019", left=Moment("2021")), party("B", "2021"), party("C"))
    one = small.alliances["ilrs"]._replace(
        members=members, unidentified=places, status="open", status_as_of=Moment("2020-05"), events=()
    )
    past = then(small, "alliances", one, "2020")
    assert past == one._replace(members=(members[0]._replace(left=None),), unidentified=places[:1])
    before = then(small, "alliances", one, "2020-04")
    assert (before.status, before.status_as_of) == (None, None)
    assert then(small, "alliances", one._replace(status_as_of=None), "2020").status is None
    assert then(small, "alliances", one, "2018") is None
    signed = one._replace(events=(event("signed", "2018"), event("amended", "2021")), members=())
    assert then(small, "alliances", signed, "2018").events == signed.events[:1]


@pytest.mark.parametrize(
    ("text", "spoken"),
    [
        ("2024-H1", "first half of 2024"),
        ("2024-H2", "second half of 2024"),
        ("2024-Q1", "Q1 2024"),
        ("2024-Q4", "Q4 2024"),
        ("2024-12", "Dec 2024"),
        ("2024-06-01T22:23Z", "2 Jun 2024 06:23"),
        ("2024-06-01T22:23:07Z", "2 Jun 2024 06:23:07"),
        ("2024-06-01", "1 Jun 2024"),
    ],
)
def test_a_date_is_spoken_in_its_zone(text: str, spoken: str) -> None:
    assert Moment(text).speak(BEIJING) == spoken


# --- The names of a compiled file, for a TAB


def test_the_names_of_a_section_are_those_of_the_record(small: Dataset, tmp_path: Path) -> None:
    file = tmp_path / "record.jsonl"
    file.write_bytes(compiled.dump(small))
    for kind in ("missions", "countries"):
        found = store.names(str(file), kind)
        assert list(found.ids) == list(small.sections[kind])
        assert found.read_index() == small.index[kind]
    with pytest.raises(BadData, match="the compiled record cannot be read: 'nothing'") as refused:
        store.names(str(file), "nothing")
    assert refused.value.problems[0].file == str(file)
    file.write_bytes(b"{}\n")
    with pytest.raises(BadData, match="the compiled record cannot be read: 'format'"):
        store.names(str(file), "missions")


def test_an_index_that_was_damaged_since_is_told_with_its_file(small: Dataset, tmp_path: Path) -> None:
    file = tmp_path / "record.jsonl"
    file.write_bytes(compiled.dump(small))
    found = store.names(str(file), "missions")
    file.write_bytes(b"")
    with pytest.raises(BadData, match="the compiled record cannot be read: Expecting value") as refused:
        found.read_index()
    assert refused.value.problems[0].file == str(file)


def test_a_shape_refuses_what_does_not_fit() -> None:
    with pytest.raises(TypeError):
        Target._make(["too", "few"])
    with pytest.raises((TypeError, ValueError), match="nothing"):
        target("2018", "2019")._replace(nothing=1)
