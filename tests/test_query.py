"""Questions to the record: as of a day, filtered, in order, counted, searched."""

import unicodedata
from itertools import pairwise
from typing import Any, get_args

import pytest

from moonrace import query
from moonrace.dataset import Dataset
from moonrace.errors import BadValue, NotFound
from moonrace.model import Event, EventType, Member
from moonrace.moment import Moment


def ids(records: list[Any]) -> list[str]:
    return [record.id for record in records]


def replaced(dataset: Dataset, section: str, *records: Any) -> Dataset:
    """The dataset with these records in it, instead of those of the same id."""
    changed = {**dataset.sections[section], **{record.id: record for record in records}}
    return Dataset(dataset.meta, {**dataset.sections, section: changed})


# --- As of a day


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
    assert mission not in query.as_of(small, Moment(day)).missions


@pytest.mark.parametrize(
    ("mission", "day", "target"),
    [
        ("artemis-iv", "2022-03-31", "[2027..]"),
        ("artemis-iv", "2022-03", "[2027..]"),
        ("artemis-iv", "2024-12-04", "[2027..]"),
        ("artemis-iv", "2024-12-05", "2028-09"),
        ("artemis-iv", "2026-02-26", "2028-09"),
        ("artemis-iv", "2026-02-27", "2028-40"),
        ("luna-25", "2018-06-30", "2021"),
        ("luna-25", "2021-12-31", "2021"),
        ("luna-25", "2022-07-31", "2023-08"),
        ("luna-25", "2023-08-09", "2023-08"),
    ],
)
def test_a_mission_that_was_planned_has_the_target_then_valid(
    small: Dataset, mission: str, day: str, target: str
) -> None:
    then = query.as_of(small, Moment(day)).missions[mission]
    assert [(event.type, event.planned, event.when.text) for event in then.events] == [("launch", True, target)]
    assert (then.status, then.status_as_of, then.outcome, then.summary) == ("planned", Moment(day), None, "")
    assert all(one.announced.is_past(Moment(day)) for one in then.events[0].targets)


@pytest.mark.parametrize(
    ("mission", "day", "happened"),
    [
        ("luna-25", "2023-08-10", ["launch"]),
        ("luna-25", "2023-08-18", ["launch", "orbit-insertion"]),
        ("chang-e-6", "2024-05-03", ["launch"]),
        ("chang-e-6", "2024-05-31", ["launch"]),
        ("chang-e-6", "2024-06-01", ["launch", "landing"]),
        ("chang-e-6", "2024-06-24", ["launch", "landing", "liftoff"]),
    ],
)
def test_a_mission_under_way_knows_no_end(small: Dataset, mission: str, day: str, happened: list[str]) -> None:
    then = query.as_of(small, Moment(day)).missions[mission]
    assert [event.type for event in then.events] == happened
    assert not any(event.planned for event in then.events)
    assert then.status == "in-flight"
    assert then.status_as_of == Moment(day)
    assert (then.outcome, then.outcome_note, then.sample_mass_g, then.summary) == (None, None, None, "")


@pytest.mark.parametrize(
    ("mission", "day"),
    [
        ("pioneer-x", "1958-08-31"),
        ("luna-25", "2023-08-19"),
        ("chang-e-6", "2024-06-25"),
        ("jinchan", "2024-06-03"),
    ],
)
def test_a_mission_whose_last_event_is_past_is_told_whole(small: Dataset, mission: str, day: str) -> None:
    assert query.as_of(small, Moment(day)).missions[mission] == small.missions[mission]


def test_samples_are_known_once_they_are_back_even_when_the_mission_goes_on(small: Dataset) -> None:
    flown = small.missions["chang-e-6"]
    longer = flown._replace(events=(*flown.events, Event("end", Moment("2024-07-01"), ("report",))))
    then = query.as_of(replaced(small, "missions", longer), Moment("2024-06-26")).missions["chang-e-6"]
    assert then.sample_mass_g == flown.sample_mass_g
    assert then.outcome is None


def test_a_plan_that_was_never_announced_is_absent(small: Dataset) -> None:
    plan = small.missions["artemis-iv"]
    secret = plan._replace(events=tuple(event._replace(targets=()) for event in plan.events))
    assert "artemis-iv" not in query.as_of(replaced(small, "missions", secret), Moment("2026-10-08")).missions


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
    then = query.as_of(small, Moment(day)).alliances[alliance]
    assert {member.country for member in query.members(then, "state")} == set(states.split())
    assert query.counts(then)["state"] == len(states.split())


def test_a_member_whose_day_is_unknown_counts_now_and_on_no_past_day(small: Dataset) -> None:
    assert query.counts(small.alliances["ilrs"])["organisation"] == 1
    assert query.counts(query.as_of(small, Moment("2026-10-08")).alliances["ilrs"])["organisation"] == 0


@pytest.mark.parametrize(("day", "number"), [("2025-07-30", 0), ("2025-07-31", 1), ("2026-10-09", 1)])
def test_a_place_taken_by_nobody_known_counts_from_its_day(small: Dataset, day: str, number: int) -> None:
    assert query.counts(query.as_of(small, Moment(day)).alliances["artemis-accords"])["unidentified"] == number


@pytest.mark.parametrize(
    ("alliance", "day"), [("artemis-accords", "2020-10-12"), ("ilrs", "2021-03-08"), ("ilrs", "1950")]
)
def test_an_alliance_is_absent_before_its_first_event_and_member(small: Dataset, alliance: str, day: str) -> None:
    assert alliance not in query.as_of(small, Moment(day)).alliances


@pytest.mark.parametrize(
    ("day", "types"), [("1967-01-27", "signed"), ("1967-10-09", "signed"), ("1967-10-10", "signed in-force")]
)
def test_a_treaty_as_of_a_day_knows_what_had_happened_to_it(small: Dataset, day: str, types: str) -> None:
    then = query.as_of(small, Moment(day)).milestones["outer-space-treaty"]
    assert [event.type for event in then.events] == types.split()
    assert then.status is None


def test_a_treaty_is_absent_before_its_first_day(small: Dataset) -> None:
    assert query.as_of(small, Moment("1967-01-26")).milestones == {}


@pytest.mark.parametrize("day", ["2026-10-09", "2026-10", "2026", "2026-10-10", "2030"])
def test_a_day_after_the_data_date_is_the_record_itself(small: Dataset, day: str) -> None:
    assert query.as_of(small, Moment(day)) is small


def test_the_day_before_the_data_date_is_a_past_day(small: Dataset) -> None:
    assert query.as_of(small, Moment("2026-10-08")) is not small


@pytest.mark.parametrize("day", ["1960", "1969-07-20", "2019-01-03", "2023-12-31", "2025-01-01"])
def test_nothing_of_a_later_day_leaks_into_a_past_one(real: Dataset, day: str) -> None:
    then = query.as_of(real, Moment(day))
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
    known = [set(query.as_of(real, Moment(day)).missions) for day in days]
    assert all(before < after for before, after in pairwise(known))


# --- Missions

FILTERS: list[tuple[dict[str, Any], str]] = [
    ({}, "pioneer-x luna-25 chang-e-6 artemis-iv"),
    ({"scopes": ()}, "pioneer-x luna-25 chang-e-6 jinchan artemis-iv"),
    ({"scopes": ("part",)}, "jinchan"),
    ({"scopes": ("flyby", "test")}, ""),
    ({"agency": "NASA"}, "pioneer-x artemis-iv"),
    ({"agency": "Роскосмос"}, "luna-25"),
    ({"agency": "esa"}, "chang-e-6"),  # took part
    ({"country": "CN"}, "chang-e-6"),
    ({"country": "usa"}, "pioneer-x artemis-iv"),
    ({"country": "America"}, "pioneer-x artemis-iv"),
    ({"country": "norway"}, ""),
    ({"programme": "嫦娥工程"}, "chang-e-6"),
    ({"alliance": "Artemis Accords"}, "pioneer-x artemis-iv"),
    ({"alliance": "ILRS"}, "luna-25 chang-e-6"),
    ({"kinds": ("lander",)}, "luna-25 chang-e-6 artemis-iv"),
    ({"kinds": ("ascender", "crewed-spacecraft")}, "chang-e-6 artemis-iv"),
    ({"outcomes": ("failure",)}, "pioneer-x luna-25"),
    ({"outcomes": ("partial",)}, ""),
    ({"outcomes": ("success", "failure")}, "pioneer-x luna-25 chang-e-6"),
    ({"statuses": ("planned",)}, "artemis-iv"),
    ({"statuses": ("planned", "completed")}, "chang-e-6 artemis-iv"),
    ({"crewed": True}, "artemis-iv"),
    ({"crewed": False}, "pioneer-x luna-25 chang-e-6"),
    ({"since": Moment("2023-08-10")}, "luna-25 chang-e-6 artemis-iv"),
    ({"since": Moment("2023-08-11")}, "chang-e-6 artemis-iv"),
    ({"until": Moment("2023-08-10")}, "pioneer-x luna-25"),
    ({"until": Moment("2023-08-09")}, "pioneer-x"),
    ({"until": Moment("1958-08-01")}, "pioneer-x"),  # some day of August 1958, perhaps this one
    ({"since": Moment("1958-08-31"), "until": Moment("1958")}, "pioneer-x"),
    ({"since": Moment("2028-06")}, "artemis-iv"),  # due in the first half of 2028
    ({"since": Moment("2028-07")}, ""),
    ({"since": Moment("2023"), "until": Moment("2023")}, "luna-25"),
    ({"country": "US", "crewed": False, "outcomes": ("failure",)}, "pioneer-x"),
    ({"country": "US", "kinds": ("sample-return",)}, ""),
    ({"reverse": True}, "artemis-iv chang-e-6 luna-25 pioneer-x"),
    ({"limit": 0}, ""),
    ({"limit": 2}, "pioneer-x luna-25"),
    ({"limit": 99}, "pioneer-x luna-25 chang-e-6 artemis-iv"),
    ({"limit": 1, "reverse": True}, "artemis-iv"),
    ({"sort": "name"}, "artemis-iv chang-e-6 luna-25 pioneer-x"),
    ({"sort": "name", "reverse": True}, "pioneer-x luna-25 chang-e-6 artemis-iv"),
    ({"sort": "country"}, "chang-e-6 luna-25 pioneer-x artemis-iv"),
    ({"sort": "agency"}, "chang-e-6 pioneer-x artemis-iv luna-25"),
    ({"sort": "outcome"}, "pioneer-x luna-25 chang-e-6 artemis-iv"),  # none yet comes last
]


@pytest.mark.parametrize(("filters", "expected"), FILTERS, ids=[str(filters) for filters, _ in FILTERS])
def test_missions_fit_every_filter_in_order(small: Dataset, filters: dict[str, Any], expected: str) -> None:
    assert ids(query.missions(small, **filters)) == expected.split()


@pytest.mark.parametrize("filter_name", ["agency", "country", "programme", "alliance"])
def test_a_filter_by_a_name_that_nothing_answers_to_is_not_found(small: Dataset, filter_name: str) -> None:
    with pytest.raises(NotFound, match=f"no {filter_name} is called 'Nowhere'"):
        query.missions(small, **{filter_name: "Nowhere"})


def test_an_unknown_order_is_a_bad_value_that_names_the_known_ones(small: Dataset) -> None:
    with pytest.raises(BadValue, match=r"'mass'.*date, name, country, agency, outcome"):
        query.missions(small, sort="mass")


def test_a_mission_without_a_date_comes_last_and_falls_into_no_period(small: Dataset) -> None:
    more = replaced(small, "missions", small.missions["luna-25"]._replace(events=()))
    assert ids(query.missions(more))[-1] == "luna-25"
    assert "luna-25" not in ids(query.missions(more, since=Moment("1900")))


def test_a_state_that_left_makes_no_mission_one_of_the_alliance(small: Dataset) -> None:
    saudi = small.missions["luna-25"]._replace(countries=("SA",))
    assert ids(query.missions(replaced(small, "missions", saudi), alliance="ilrs")) == ["chang-e-6"]


def test_a_mission_tells_what_it_carried(small: Dataset) -> None:
    assert ids(query.carried(small, small.missions["chang-e-6"])) == ["jinchan"]
    assert query.carried(small, small.missions["luna-25"]) == []


# --- The timeline


def lines(dataset: Dataset, **options: Any) -> list[str]:
    return [f"{one.when} {one.title}" for one in query.timeline(dataset, query.missions(dataset), **options)]


def test_the_short_timeline_holds_the_highlights_in_order(small: Dataset) -> None:
    assert [(one.when.text, one.type, one.subject) for one in query.timeline(small, query.missions(small))] == [
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
        ("chang-e-6", Event("landing", Moment("2024"), ()), True),
        ("chang-e-6", Event("impact", Moment("2024"), (), attempted="landing"), True),
        ("chang-e-6", Event("impact", Moment("2024"), ()), False),
        ("chang-e-6", Event("launch", Moment("2024"), ()), False),
        ("chang-e-6", Event("return", Moment("2024"), ()), True),  # with samples
        ("luna-25", Event("return", Moment("2024"), ()), False),
        ("artemis-iv", Event("launch", Moment("2028"), ()), True),  # with a crew
        ("artemis-iv", Event("return", Moment("2028"), ()), True),
        ("artemis-iv", Event("docking", Moment("2028"), ()), False),
        ("jinchan", Event("landing", Moment("2024"), ()), False),  # a part lands with its mission
        ("jinchan", Event("deployment", Moment("2024"), (), first="first of its kind"), True),
        (None, Event("signed", Moment("2024"), ()), True),
        (None, Event("amended", Moment("2024"), ()), False),
    ],
)
def test_highlights_follow_their_rule(small: Dataset, mission: str | None, event: Event, expected: bool) -> None:
    assert query.is_highlight(small.missions[mission] if mission else None, event) is expected


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
def test_a_timeline_of_types_holds_them_and_what_was_attempted(
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
    held = [*query.missions(small), *small.milestones.values(), *small.alliances.values()]
    joined = [member for alliance in small.alliances.values() for member in alliance.members if member.joined]
    left = [member for alliance in small.alliances.values() for member in alliance.members if member.left]
    expected = sum(len(record.events) for record in held) + len(joined) + len(left)
    assert len(lines(small, everything=True)) == expected


def test_a_timeline_without_instruments_holds_only_missions(small: Dataset) -> None:
    found = query.timeline(small, query.missions(small), everything=True, instruments=False)
    assert {one.kind for one in found} == {"mission"}
    assert len(found) == sum(len(mission.events) for mission in query.missions(small))


def test_the_whole_timeline_of_the_real_record_is_in_order(real: Dataset) -> None:
    found = query.timeline(real, query.missions(real, scopes=()), everything=True)
    assert len(found) > 1000
    assert [one.when for one in found] == sorted(one.when for one in found)


@pytest.mark.parametrize("kind", get_args(EventType))
def test_an_event_of_any_type_has_a_title_in_a_timeline(small: Dataset, kind: EventType) -> None:
    odd = small.missions["luna-25"]._replace(events=(Event(kind, Moment("2024"), ("report",), title="Told so"),))
    found = query.timeline(small, [odd], everything=True, instruments=False)
    assert [one.title.startswith("Luna 25") for one in found] == [True]


def test_the_title_of_a_plan_does_not_say_that_it_happened(small: Dataset) -> None:
    (plan,) = query.timeline(small, [small.missions["artemis-iv"]], instruments=False)
    assert plan.event.planned
    assert "launched" not in plan.title


# --- Alliances


@pytest.mark.parametrize(
    ("alliance", "kind", "expected"),
    [
        ("artemis-accords", None, ["United States of America", "Thailand", "Norway"]),
        ("ilrs", None, ["China", "Russia", "Egypt", "Thailand", "An institute"]),
        ("ilrs", "state", ["China", "Russia", "Egypt", "Thailand"]),
        ("ilrs", "organisation", ["An institute"]),
        ("artemis-accords", "organisation", []),
    ],
)
def test_members_are_states_first_in_order_of_joining_without_those_who_left(
    small: Dataset, alliance: str, kind: str | None, expected: list[str]
) -> None:
    assert [one.party for one in query.members(small.alliances[alliance], kind)] == expected


@pytest.mark.parametrize(
    ("alliance", "expected"), [("artemis-accords", (3, 0, 1)), ("ilrs", (4, 1, 0))], ids=["accords", "ilrs"]
)
def test_counts_tell_states_organisations_and_places_apart(
    small: Dataset, alliance: str, expected: tuple[int, int, int]
) -> None:
    count = query.counts(small.alliances[alliance])
    assert (count["state"], count["organisation"], count["unidentified"]) == expected


@pytest.mark.parametrize(
    ("day", "expected"), [("2024-04-30", []), ("2024-12-15", []), ("2024-12-16", ["TH"]), ("2026-10-09", ["TH"])]
)
def test_a_state_is_in_both_from_the_day_it_joined_the_second(small: Dataset, day: str, expected: list[str]) -> None:
    then = query.as_of(small, Moment(day)).alliances
    for pair in ((then["artemis-accords"], then["ilrs"]), (then["ilrs"], then["artemis-accords"])):
        assert [one.country for one, _ in query.in_both(*pair)] == expected


def test_a_state_that_left_one_is_not_in_both(small: Dataset) -> None:
    ilrs = small.alliances["ilrs"]
    gone = ilrs._replace(members=tuple(one._replace(left=Moment("2025")) for one in ilrs.members))
    assert query.in_both(small.alliances["artemis-accords"], gone) == []


def test_an_organisation_does_not_bring_its_country_into_both(small: Dataset) -> None:
    institute = Member("An institute", "organisation", "memorandum", ("report",), country="NO")
    ilrs = small.alliances["ilrs"]._replace(members=(institute,))
    assert query.in_both(small.alliances["artemis-accords"], ilrs) == []


def test_states_in_both_stand_in_the_order_in_which_they_joined_the_second(small: Dataset) -> None:
    ilrs = small.alliances["ilrs"]
    norway = Member("Norway", "state", "agreement", ("report",), country="NO", joined=Moment("2021-05-01"))
    more = ilrs._replace(members=(norway, *ilrs.members))
    pairs = query.in_both(small.alliances["artemis-accords"], more)
    assert [(one.party, one.joined, other.joined) for one, other in pairs] == [
        ("Thailand", Moment("2024-12-16"), Moment("2024-04")),
        ("Norway", Moment("2025-05-15"), Moment("2021-05-01")),
    ]


@pytest.mark.parametrize(
    ("country", "expected"),
    [
        ("thailand", ["ilrs Thailand", "artemis-accords Thailand", "ilrs An institute"]),
        ("saudi-arabia", ["ilrs Saudi Arabia"]),
        ("norway", ["artemis-accords Norway"]),
    ],
)
def test_memberships_of_a_country_tell_its_own_first(small: Dataset, country: str, expected: list[str]) -> None:
    found = query.memberships(small, small.countries[country])
    assert [f"{alliance.id} {member.party}" for alliance, member in found] == expected


@pytest.mark.parametrize(("agency", "expected"), [("esa", ["Egypt"]), ("nasa", [])])
def test_an_agency_tells_what_it_joined_itself(small: Dataset, agency: str, expected: list[str]) -> None:
    assert [member.party for _, member in query.joined_by(small, small.agencies[agency])] == expected


# --- Sources


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("chang-e-6", {"catalogue", "report", "newspaper"}),
        ("luna-25", {"catalogue", "report"}),
        ("pioneer-x", {"catalogue"}),
        ("artemis-accords", {"report", "newspaper"}),
        ("nasa", {"report"}),
        ("esa", set()),
        ("outer-space-treaty", {"report"}),
    ],
)
def test_cited_holds_each_source_of_a_record_and_its_parts_once(small: Dataset, name: str, expected: set[str]) -> None:
    found = query.cited(query.any_record(small, name))
    assert sorted(found) == sorted(expected)


def test_cited_by_is_the_reverse_of_cited(small: Dataset) -> None:
    for source in small.sources.values():
        expected = [
            (kind, record.id)
            for kind, records in small.sections.items()
            if kind != "sources"
            for record in records.values()
            if source.id in query.cited(record)
        ]
        assert [(kind, record.id) for kind, record in query.cited_by(small, source)] == expected


def test_a_newspaper_is_cited_where_it_disagrees(small: Dataset) -> None:
    found = query.cited_by(small, small.sources["newspaper"])
    assert [record.id for _, record in found] == ["chang-e-6", "artemis-accords"]


def test_sources_come_in_the_order_of_their_ids(small: Dataset) -> None:
    assert ids(query.sources(small, ["report", "catalogue"])) == ["report", "catalogue"]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("ce6", "chang-e-6"),
        ("嫦娥六号", "chang-e-6"),
        ("NASA", "nasa"),
        ("US", "united-states"),
        ("China", "china"),
        ("clep", "clep"),
        ("ilrs", "ilrs"),
        ("Outer Space Treaty", "outer-space-treaty"),
    ],
)
def test_any_record_is_found_by_any_name_of_any_kind(small: Dataset, name: str, expected: str) -> None:
    assert query.any_record(small, name).id == expected


@pytest.mark.parametrize("name", ["Nothing", "", "report"])  # a source is no record with sources
def test_any_record_of_no_name_is_not_found(small: Dataset, name: str) -> None:
    with pytest.raises(NotFound):
        query.any_record(small, name)


# --- Milestones and counts


def test_totals_are_counted_from_what_happened(small: Dataset) -> None:
    found = query.totals(small.missions.values())
    assert found == (3, 1, 0, 0, 1935.3)  # launched, landed, crewed, crewed landings, grams; plans and parts are none


@pytest.mark.parametrize(
    ("kind", "expected"), [(None, ["outer-space-treaty"]), ("treaty", ["outer-space-treaty"]), ("law", [])]
)
def test_milestones_are_of_their_kind(small: Dataset, kind: str | None, expected: list[str]) -> None:
    assert ids(query.milestones(small, kind)) == expected


def test_milestones_of_the_real_record_are_in_order_of_their_first_date(real: Dataset) -> None:
    dates = [min(event.when for event in one.events) for one in query.milestones(real)]
    assert len(dates) == len(real.milestones)
    assert dates == sorted(dates)


def test_missions_are_counted_by_scope(small: Dataset) -> None:
    assert query.count_by_scope(small) == {"lunar": 4, "part": 1, "flyby": 0, "test": 0, "context": 0}


# --- Search


def bare(text: str) -> str:
    """The text without case and accents."""
    return "".join(char for char in unicodedata.normalize("NFKD", text).casefold() if not unicodedata.combining(char))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("嫦娥", "chang-e-6 clep"),
        ("六号", "chang-e-6"),
        ("ЛУНА", "luna-25"),
        ("роскосмос", "roscosmos"),
        ("pontecoulant", "luna-25"),
        ("PONTÉCOULANT", "luna-25"),
        ("Chang’e", "chang-e-6"),
        ("2024-083a", "chang-e-6"),
        ("Luna-Glob", "luna-25"),
        ("thor-able", "pioneer-x"),
        ("Siziwang", "chang-e-6"),
        ("far side of the Moon", "chang-e-6"),
        ("Transparency", "artemis-accords"),
        ("clipping", "newspaper"),
        (".*", ""),
        ("%", ""),
        ("C.-6", ""),
        ("\\d", ""),
        ("thor able", ""),  # literally
        ("", ""),
        ("   ", ""),
        ("\u0301", ""),
        ("x" * 5000, ""),
    ],
)
def test_search_finds_the_literal_text_in_any_script(small: Dataset, text: str, expected: str) -> None:
    assert [hit.id for hit in query.search(small, text)] == expected.split()


@pytest.mark.parametrize("text", ["[moon]", "[/moon]", "[bold red]", "a [link=x] b", ":moon:", "\\[x]", "100 % (a+b)*"])
def test_search_takes_markup_as_text(small: Dataset, text: str) -> None:
    marked = small.missions["luna-25"]._replace(summary=f"Before {text} after.")
    hits = query.search(replaced(small, "missions", marked), text)
    assert [(hit.id, hit.field, hit.passage) for hit in hits] == [("luna-25", "summary", f"Before {text} after.")]


def test_search_tells_names_before_texts_and_sources_last(small: Dataset) -> None:
    early = small.missions["chang-e-6"]._replace(id="aaa", name="Aaa", summary="A report of Jinchan.", native={})
    more = replaced(small, "missions", early)
    assert [hit.id for hit in query.search(more, "jinchan")] == ["jinchan", "aaa"]
    assert [(hit.kind, hit.id) for hit in query.search(more, "a report")] == [
        ("mission", "aaa"),
        ("source", "report"),
    ]


@pytest.mark.parametrize("text", ["south pole", "Armstrong", "é", "луна", "嫦娥", "-", "lander"])
def test_every_hit_in_the_real_record_holds_the_text_and_stands_once(real: Dataset, text: str) -> None:
    hits = query.search(real, text)
    assert hits
    assert all(bare(text) in bare(hit.passage) for hit in hits)
    assert len({(hit.kind, hit.id) for hit in hits}) == len(hits)
