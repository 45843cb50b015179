"""The record as of a past day: what had happened by then, what was then planned, and nothing that came later."""

from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest

from moonrace.as_of import as_of, first_day
from moonrace.dataset import Dataset
from moonrace.dates import Moment
from moonrace.errors import BadValue
from moonrace.fields import cited
from moonrace.query.membership import counts, members
from moonrace.records.alliances import Unidentified
from moonrace.records.parts import Discrepancy, Event, Number

from .making import changed, crew, event, member, mission, replaced, since, target


@pytest.mark.parametrize(
    ("mission", "day"),
    [
        ("pioneer-x", "1958-07-31"),
        ("pioneer-x", "1958-08-30"),  # its launch is known to the month, and that is not over
        ("artemis-iv", "2022-02-28"),
        ("artemis-iv", "2022-03-30"),  # so is the month of the first announcement
        ("luna-25", "2018-06-29"),
        ("chang-e-6", "2024-05-02"),
        ("jinchan", "2024-06-02"),
    ],
)
def test_a_mission_neither_flown_nor_announced_is_absent(small: Dataset, mission: str, day: str) -> None:
    assert mission not in as_of(small, Moment(day)).missions


@pytest.mark.parametrize(
    ("mission", "day", "target", "word"),
    [
        ("artemis-iv", "2022-03-31", "[2027..]", "2022-03"),
        ("artemis-iv", "2022-03", "[2027..]", "2022-03"),
        ("artemis-iv", "2024-12-04", "[2027..]", "2022-03"),
        ("artemis-iv", "2024-12-05", "2028-09", "2024-12-05"),
        ("artemis-iv", "2026-02-26", "2028-09", "2024-12-05"),
        ("artemis-iv", "2026-02-27", "2028-40", "2026-02-27"),
        ("luna-25", "2018-06-30", "2021", "2018-06"),
        ("luna-25", "2021-12-31", "2021", "2018-06"),
        ("luna-25", "2022-07-31", "2023-08", "2022-07"),
        ("luna-25", "2023-08-09", "2023-08", "2022-07"),
    ],
)
def test_a_planned_mission_has_the_target_that_was_then_valid_and_its_day(
    small: Dataset, mission: str, day: str, target: str, word: str
) -> None:
    then = as_of(small, Moment(day)).missions[mission]
    assert [(event.type, event.planned, event.when.text) for event in then.events] == [("launch", True, target)]
    assert (then.status, then.status_as_of, then.outcome, then.summary) == ("planned", Moment(word), None, None)
    assert all(one.announced.is_past(Moment(day)) for one in then.events[0].targets)


@pytest.mark.parametrize(
    ("mission", "day", "happened", "status"),
    [
        ("luna-25", "2023-08-10", ["launch"], "in-flight"),
        ("luna-25", "2023-08-18", ["launch", "orbit-insertion"], "operating"),
        ("chang-e-6", "2024-05-03", ["launch"], "in-flight"),
        ("chang-e-6", "2024-05-31", ["launch"], "in-flight"),
        ("chang-e-6", "2024-06-01", ["launch", "landing"], "operating"),
        ("chang-e-6", "2024-06-24", ["launch", "landing", "liftoff"], "operating"),
    ],
)
def test_a_mission_under_way_has_no_end_and_works_once_it_is_there(
    small: Dataset, mission: str, day: str, happened: list[str], status: str
) -> None:
    then = as_of(small, Moment(day)).missions[mission]
    assert [event.type for event in then.events] == happened
    assert not any(event.planned for event in then.events)
    assert then.status == status
    assert then.status_as_of == Moment(day)
    assert (then.outcome, then.outcome_note, then.sample_mass_g, then.summary) == (None, None, None, None)


@pytest.mark.parametrize(
    ("mission", "day"),
    [
        ("pioneer-x", "1958-08-31"),
        ("luna-25", "2023-08-19"),
        ("chang-e-6", "2024-06-25"),
        ("jinchan", "2024-06-30"),
    ],
)
def test_a_mission_whose_last_event_is_past_is_whole(small: Dataset, mission: str, day: str) -> None:
    assert as_of(small, Moment(day)).missions[mission] == small.missions[mission]


def test_samples_are_known_once_they_are_back_even_when_the_mission_goes_on(small: Dataset) -> None:
    flown = small.missions["chang-e-6"]
    longer = flown._replace(events=(*flown.events, event("end", "2024-07-01")))
    then = as_of(changed(small, "missions", longer), Moment("2024-06-26")).missions["chang-e-6"]
    assert then.sample_mass_g == flown.sample_mass_g
    assert then.outcome is None


def test_a_plan_that_was_never_announced_is_there_once_its_last_word_is(small: Dataset) -> None:
    plan = small.missions["artemis-iv"]
    heard, launch = (event._replace(targets=()) for event in plan.events)
    secret = changed(small, "missions", plan._replace(events=(launch,)))
    assert "artemis-iv" not in as_of(secret, Moment("2026-10-08")).missions
    heard_of = changed(small, "missions", plan._replace(events=(heard, launch)))
    assert "artemis-iv" not in as_of(heard_of, Moment("2026-10-05")).missions
    then = as_of(heard_of, Moment("2026-10-06")).missions["artemis-iv"]
    assert (then.events, then.status, then.status_as_of) == ((heard, launch), "planned", Moment("2026-10-06"))


STATES = [
    ("artemis-accords", "2020-10-13", "US"),
    ("artemis-accords", "2024-12-15", "US"),
    ("artemis-accords", "2024-12-16", "US TH"),
    ("artemis-accords", "2025-05-14", "US TH"),
    ("artemis-accords", "2025-05-15", "US TH NO"),
    ("ilrs", "2021-03-09", "CN RU"),
    ("ilrs", "2022-12-30", "CN RU"),  # who joined in 2022 counts when the year is over
    ("ilrs", "2022-12-31", "CN RU SA"),
    ("ilrs", "2022", "CN RU SA"),
    ("ilrs", "2023-12-05", "CN RU SA"),
    ("ilrs", "2023-12-06", "CN RU SA EG"),
    ("ilrs", "2024-01-04", "CN RU SA EG"),
    ("ilrs", "2024-01-05", "CN RU EG"),
    ("ilrs", "2024-04-29", "CN RU EG"),  # who joined in April counts when the month is over
    ("ilrs", "2024-04-30", "CN RU EG TH"),
    ("ilrs", "2024-04", "CN RU EG TH"),
]


@pytest.mark.parametrize(("alliance", "day", "states"), STATES)
def test_members_count_from_their_first_day_to_the_day_they_left(
    small: Dataset, alliance: str, day: str, states: str
) -> None:
    then = as_of(small, Moment(day)).alliances[alliance]
    assert {member.country for member in members(then, "state")} == set(states.split())
    assert counts(then).state == len(states.split())


def test_a_member_whose_day_is_unknown_counts_now_and_on_no_past_day(small: Dataset) -> None:
    assert counts(small.alliances["ilrs"]).organisation == 1
    assert counts(as_of(small, Moment("2026-10-08")).alliances["ilrs"]).organisation == 0


@pytest.mark.parametrize(("day", "number"), [("2025-07-30", 0), ("2025-07-31", 1), ("2026-10-09", 1)])
def test_a_place_taken_by_an_unknown_party_counts_from_its_day(small: Dataset, day: str, number: int) -> None:
    assert counts(as_of(small, Moment(day)).alliances["artemis-accords"]).unidentified == number


@pytest.mark.parametrize(
    ("alliance", "day"), [("artemis-accords", "2020-10-12"), ("ilrs", "2021-03-08"), ("ilrs", "1950")]
)
def test_an_alliance_is_absent_before_its_first_event_and_member(small: Dataset, alliance: str, day: str) -> None:
    assert alliance not in as_of(small, Moment(day)).alliances


@pytest.mark.parametrize(
    ("day", "types", "status", "word"),
    [
        ("1967-01-27", "signed", "signed", "1967-01-27"),
        ("1967-10-09", "signed", "signed", "1967-01-27"),
        ("1967-10-10", "signed in-force", "in-force", "1967-10-10"),
    ],
)
def test_a_treaty_as_of_a_day_has_the_events_until_then_and_their_status(
    small: Dataset, day: str, types: str, status: str, word: str
) -> None:
    then = as_of(small, Moment(day)).milestones["outer-space-treaty"]
    assert [event.type for event in then.events] == types.split()
    assert (then.status, then.status_as_of) == (status, Moment(word))


def test_a_treaty_is_absent_before_its_first_day(small: Dataset) -> None:
    assert as_of(small, Moment("1967-01-26")).milestones == {}


@pytest.mark.parametrize("day", ["2026-10-09", "2026-10", "2026", "2026-10-10", "2030"])
def test_a_day_after_the_data_date_is_the_record_itself(small: Dataset, day: str) -> None:
    assert as_of(small, Moment(day)) is small


def test_the_day_before_the_data_date_is_a_past_day(small: Dataset) -> None:
    assert as_of(small, Moment("2026-10-08")) is not small


@pytest.mark.parametrize("day", ["1960", "1969-07-20", "2019-01-03", "2023-12-31", "2025-01-01"])
def test_nothing_of_a_later_day_leaks_into_a_past_one(real: Dataset, day: str) -> None:
    then = as_of(real, Moment(day))
    leaks = [
        f"{record.id}: {field} {value}"
        for kind in ("missions", "alliances", "milestones")
        for record in then.sections[kind].values()
        for field, value in [
            ("status_as_of", record.status_as_of),
            *((event.type, event.when) for event in record.events if not event.planned),
            *(("target", target.announced) for event in record.events for target in event.targets),
            *((member.party, member.joined) for member in getattr(record, "members", ())),
        ]
        if value is not None and not value.is_past(Moment(day))
    ]
    assert leaks == []


def test_a_later_day_loses_no_mission(real: Dataset) -> None:
    days = ("1960", "1969-07-20", "1990", "2019-01-03", "2023-12-31", "2026-10-08")
    known = [set(as_of(real, Moment(day)).missions) for day in days]
    assert all(before < after for before, after in pairwise(known))


# --- What is known of a record on a past day

FULL: dict[str, Any] = {
    "cospar_id": "2020-001A", "crew": crew("Ann/pilot"), "mass_kg": Number(5.0, sources=("report",)),
    "sample_mass_g": Number(7.0, sources=("report",)), "summary": "It came back.",
    "outcome": "success", "outcome_note": "All well.",
    "also": (Discrepancy("summary", "x", reason="error", why="why", sources=("report",)),),
}  # fmt: skip


def then(dataset: Dataset, section: str, record: Any, day: str) -> Any:
    return as_of(replaced(dataset, section, [record]), Moment(day)).sections[section].get(record.id)


def test_a_plan_is_the_last_target_of_that_day_with_its_sources_and_title(small: Dataset) -> None:
    targets = (target("2018", "2019"), target("2019", "2021")._replace(sources=("newspaper",)), target("2024", "2025"))
    one = mission("a", event("launch", "2024-12", title="First try", note="later known", targets=targets))
    past = then(small, "missions", one, "2020")
    assert past.events == (
        Event("launch", Moment("2021"), planned=True, title="First try", sources=("newspaper",), targets=targets[:2]),
    )
    flown = then(small, "missions", one, "2024-12")
    assert flown.events == (one.events[0]._replace(targets=targets),)
    # A target that was announced after the day is not known on it, even of what has happened.
    early = mission("b", event("launch", "2020", targets=targets), event("end", "2025"))
    assert then(small, "missions", early, "2021").events == (early.events[0]._replace(targets=targets[:2]),)


def test_a_mission_under_way_has_only_what_was_known_then(small: Dataset) -> None:
    one = mission("a", event("launch", "2020-01"), event("return", "2020-03"), event("end", "2020-05"), **FULL)
    past = then(small, "missions", one, "2020-02")
    assert past == one._replace(
        events=one.events[:1], status="in-flight", status_as_of=Moment("2020-02"), outcome=None, outcome_note=None,
        summary=None, sample_mass_g=None, also=(),
    )  # fmt: skip
    assert then(small, "missions", one, "2020-03").sample_mass_g == FULL["sample_mass_g"]


def test_a_planned_mission_has_still_less(small: Dataset) -> None:
    """Its crew, rocket and mass are those of the last announcement before the launch, and not of an earlier one."""
    launch = event("launch", "2020-01", targets=(target("2018", "2019"), target("2019-06", "2020")))
    planned = {"launcher": "Rocket", "launch_site": "Pad", "partners": ("esa",)}
    one = mission("a", launch, event("return", "2020-03"), **FULL, **planned)
    expected = one._replace(
        events=(event("launch", "2020", planned=True, targets=launch.targets),), status="planned",
        status_as_of=Moment("2019-06"), cospar_id=None, sample_mass_g=None, outcome=None, outcome_note=None, summary=None,
        also=(),
    )  # fmt: skip
    assert then(small, "missions", one, "2019-06") == expected
    assert then(small, "missions", one, "2019-05") == expected._replace(
        events=(event("launch", "2019", planned=True, targets=launch.targets[:1]),), status_as_of=Moment("2018"), crew=(),
        crewed=True, mass_kg=None, launcher=None, launch_site=None, partners=(),
    )  # fmt: skip
    uncrewed = mission("b", launch, **(FULL | {"crew": ()}))
    assert then(small, "missions", uncrewed, "2019").crewed is False
    assert then(small, "missions", mission("c", event("launch", "2020")), "2019") is None


@pytest.mark.parametrize(
    ("day", "status", "word", "summary"),
    [
        ("2020-06", "operating", "2020-06", None),  # it worked later too, so it worked on that day
        ("2020-12-01", "ended", "2020-12-01", "It came back."),
        ("2021", "ended", "2020-12-01", "It came back."),
    ],
)
def test_the_day_of_a_status_is_never_later_than_the_day_asked_for(
    small: Dataset, day: str, status: str, word: str, summary: str | None
) -> None:
    one = mission("a", event("launch", "2020-01"), event("flyby", "2020-02"), event("end", "2020-12-01"), **FULL)
    past = then(small, "missions", one, day)
    assert (past.status, past.status_as_of) == (status, Moment(word))
    assert (past.summary, past.also) == (summary, FULL["also"] if summary else ())


def test_a_mission_that_was_over_has_no_target_that_was_announced_later(small: Dataset) -> None:
    targets = (target("2018", "2019"), target("2024", "2025"))
    one = mission("a", event("launch", "2020-01", targets=targets), event("return", "2020-03"), **FULL)
    past = then(small, "missions", one, "2020-12")
    # The sentence about it may tell of what was announced later, and is not shown.
    assert past == one._replace(
        events=(one.events[0]._replace(targets=targets[:1]), one.events[1]), status_as_of=Moment("2020-03"), summary=None,
        also=(),
    )  # fmt: skip


def test_a_count_is_there_from_its_day_on(small: Dataset) -> None:
    one = small.milestones["outer-space-treaty"]
    full = one._replace(parties=Number(118, as_of=Moment("2026"), sources=("report",)))
    assert then(small, "milestones", full, "1968").parties is None
    early = one._replace(parties=Number(90, as_of=Moment("1968"), sources=("report",)))
    assert then(small, "milestones", early, "1968").parties == early.parties
    assert then(small, "milestones", early, "1967").parties is None


def test_the_record_as_a_whole_is_described_alike_on_every_day(small: Dataset) -> None:
    assert as_of(small, Moment("2020")).meta is small.meta


def test_an_alliance_has_only_what_was_known_then(small: Dataset) -> None:
    places = (
        Unidentified(1, Moment("2020-01"), sources=()), Unidentified(2, Moment("2021"), sources=()), Unidentified(3, sources=()),
    )  # fmt: skip
    parties = (member("A", "2019", left=Moment("2021")), member("B", "2021"), member("C"))
    one = small.alliances["ilrs"]._replace(
        members=parties, unidentified=places, status=None, status_as_of=None, events=()
    )
    past = then(small, "alliances", one, "2020")
    assert past.members == (parties[0]._replace(left=None),)
    assert past.unidentified == places[:1]
    assert (past.status, past.status_as_of) == (None, None)
    assert then(small, "alliances", one, "2018") is None
    signed = one._replace(events=(event("signed", "2018"), event("amended", "2021")), members=())
    early = then(small, "alliances", signed, "2018")
    assert early == signed._replace(
        events=signed.events[:1], unidentified=(), status="open", status_as_of=Moment("2018"), summary=None,
        sources={"instrument": ("report",), "leads": ("report",)},
    )  # fmt: skip
    late = then(small, "alliances", signed, "2021")
    assert (late.summary, late.status, late.status_as_of) == (one.summary, "open", Moment("2021"))


# --- What is dated apart


def of_day(small: Dataset, record: Any, day: str, section: str = "missions") -> Any:
    found = then(small, section, record, day)
    assert found is not None
    return found


LONG: tuple[Event, ...] = (event("launch", "2010"), event("flyby", "2011"), event("heard", "2025"))


def test_a_field_with_a_history_is_what_it_was_on_each_day(small: Dataset) -> None:
    history = (since("name", "2012-05", before="Old Name"), since("name", "2014", before="Newer Name"))
    one = mission("a", *LONG, name="Newest Name", history=history)
    assert [of_day(small, one, day).name for day in ("2011", "2012-05-30", "2012-05-31", "2013", "2014")] == [
        "Old Name", "Old Name", "Newer Name", "Newer Name", "Newest Name",
    ]  # fmt: skip


def test_a_field_whose_past_is_not_known_was_empty(small: Dataset) -> None:
    one = mission("a", *LONG, programme="clep", history=(since("programme", "2012"),))
    assert [of_day(small, one, day).programme for day in ("2011", "2012", "2013")] == [None, "clep", "clep"]


def test_values_of_a_list_come_one_by_one_and_may_replace_another(small: Dataset) -> None:
    history = (since("agencies", "2012", "cnsa"), since("agencies", "2014", "nasa", "roscosmos"))
    one = mission("a", *LONG, agencies=("esa", "cnsa", "nasa"), history=history)
    found = [set(of_day(small, one, day).agencies) for day in ("2011", "2012", "2014")]
    assert found == [{"esa", "roscosmos"}, {"esa", "cnsa", "roscosmos"}, {"esa", "cnsa", "nasa"}]


def test_what_a_field_holds_since_a_day_of_its_own_it_holds_from_then(small: Dataset) -> None:
    """A sentence holds from the last thing that is told of the record, unless its own day is given."""
    one = mission("a", *LONG, summary="It flies.", launcher="Rocket")
    assert [of_day(small, one, day).summary for day in ("2011", "2024", "2025")] == [None, None, "It flies."]
    dated = one._replace(history=(since("summary", "2012"),))
    assert [of_day(small, dated, day).summary for day in ("2011", "2012", "2024")] == [None, "It flies.", "It flies."]
    renamed = one._replace(history=(since("summary", "2012", before="It will fly."),))
    assert [of_day(small, renamed, day).summary for day in ("2011", "2012")] == ["It will fly.", "It flies."]


def test_a_history_holds_nothing_of_a_later_day(small: Dataset) -> None:
    one = mission("a", *LONG, history=(since("name", "2012", before="Old"), since("programme", "2014")))
    assert [len(of_day(small, one, day).history) for day in ("2011", "2012", "2014")] == [0, 1, 2]


def test_a_note_and_what_disputes_a_first_hold_from_their_own_day(small: Dataset) -> None:
    landing = event("landing", "2011", first="first", contested="by one", note="seen since", since=Moment("2015"))
    plain = landing._replace(when=Moment("2012"), since=None)
    one = mission("a", LONG[0], landing, plain, LONG[2])
    early, late = of_day(small, one, "2014"), of_day(small, one, "2015")
    assert [(each.first, each.contested, each.note) for each in early.events[1:]] == [
        ("first", None, None), ("first", "by one", "seen since"),
    ]  # fmt: skip
    assert late.events[1] == landing
    assert early.events[1].since is None


def test_what_others_say_is_there_from_its_day(small: Dataset) -> None:
    other = Discrepancy(when=Moment("2011-02"), reason="error", why="why", sources=("report",))
    late = other._replace(since=Moment("2015"), why="later")
    own = Discrepancy("name", "B", reason="error", why="why", sources=("report",))
    one = mission(
        "a",
        LONG[0],
        event("flyby", "2011", also=(other, late)),
        LONG[2],
        also=(own, own._replace(since=Moment("2015"))),
    )
    early, after = of_day(small, one, "2014"), of_day(small, one, "2015")
    assert (early.events[1].also, early.also) == ((other,), (own,))
    assert (after.events[1].also, after.also) == ((other, late), one.also)


def test_the_note_of_a_member_holds_from_its_own_day(small: Dataset) -> None:
    party = member("A", "2021", note="changed its name", since=Moment("2023"), left=Moment("2024"))
    one = small.alliances["ilrs"]._replace(members=(party,))
    (early,), (late,) = (of_day(small, one, day, "alliances").members for day in ("2022", "2023"))
    assert (early.note, early.since, early.left) == (None, None, None)
    assert (late.note, late.since, late.left) == ("changed its name", Moment("2023"), None)


def test_a_number_in_print_and_a_change_of_the_record_are_there_from_their_day(small: Dataset) -> None:
    (claim,) = small.claims
    assert [set(as_of(small, Moment(day)).claims) for day in ("2024-06-27", "2024-06-28")] == [set(), {claim}]
    assert as_of(small, Moment("2026-10-08")).changes == {}


def test_an_agency_is_there_from_its_founding_else_from_what_is_first_known_of_its_missions(small: Dataset) -> None:
    known = {day: set(as_of(small, Moment(day)).agencies) for day in ("1957", "1958-07-29", "2018-06", "2023-12-06")}
    assert known == {
        "1957": set(),
        "1958-07-29": {"nasa"},
        "2018-06": {"nasa", "roscosmos"},
        "2023-12-06": {"nasa", "roscosmos", "esa"},  # which joined something then
    }
    assert set(as_of(small, Moment("2024-05-03")).agencies) == set(small.agencies)


def test_a_plan_of_another_kind_is_of_that_kind_while_it_holds(small: Dataset) -> None:
    targets = (target("2018", "2024")._replace(type="flyby"), target("2020", "2026"))
    one = mission("a", event("landing", "2026", planned=True, title="so", targets=targets))
    assert [(of_day(small, one, day).events[0].type) for day in ("2018", "2019", "2020")] == [
        "flyby", "flyby", "landing",
    ]  # fmt: skip


def test_a_day_without_an_end_is_refused(small: Dataset) -> None:
    with pytest.raises(BadValue, match=r"^\[2024\.\.\] has no end: name a day, a month or a year$"):
        as_of(small, Moment("[2024..]"))


@pytest.mark.parametrize("day", ["1958-09-01", "1969-07-20", "2019-01-03", "2024-06-10"])
def test_every_source_that_a_past_day_cites_is_there_and_every_one_there_is_cited(real: Dataset, day: str) -> None:
    past = as_of(real, Moment(day))
    found = {key for records in past.sections.values() for one in records.values() for key in cited(one)}
    assert set(past.sources) == found
    assert {one.publisher for one in past.sources.values()} & set(real.publishers) == set(past.publishers)


def test_a_record_begins_on_its_first_day_and_not_before(real: Dataset) -> None:
    kinds = ("missions", "people", "agencies", "programmes", "alliances", "groups", "milestones")
    for kind in kinds:
        for record in list(real.sections[kind].values())[::23]:
            if first := first_day(real, record):
                before = Moment((date.fromisoformat(first.text) - timedelta(days=1)).isoformat())
                assert record.id in as_of(real, first).sections[kind]
                assert record.id not in as_of(real, before).sections[kind]
