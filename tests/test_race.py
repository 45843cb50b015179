"""The scoreboard and the firsts: what is counted, and what is not."""

from typing import Any

import pytest

from moonrace.dataset import Dataset
from moonrace.dates import Moment
from moonrace.errors import BadValue
from moonrace.query.counts import RULES, Tally, moonwalkers, travellers
from moonrace.query.race import First, firsts, standings
from moonrace.records.mission import Mission
from moonrace.records.parts import Event, Number

from .making import at, crew, event, member, mission, replaced

LAUNCH, ORBIT, LANDING, WALK = (
    event("launch", "1969-07-16"),
    event("orbit-insertion", "1969-07-19"),
    event("landing", "1969-07-20"),
    event("eva", "1969-07-21"),
)
CRASH = event("impact", "1969-07-21", attempted="landing")
RETURN = event("return", "1969-07-24")
GRAMS = Number(100.0, sources=("report",))
APOLLO = crew("Ann/commander", "Ben/lunar module pilot", "Cid/command module pilot")
ZERO = {
    "launches": 1,
    "orbits": 0,
    "attempts": 0,
    "landed": 0,
    "far_side": 0,
    "samples": 0,
    "flew_around": 0,
    "walked": 0,
    "operating": 0,
}


def planned(one: Event) -> Event:
    return one._replace(planned=True)


def lost(one: Event) -> Event:
    return one._replace(type="contact-lost", attempted="landing")


def counted(dataset: Dataset, *flown: Mission, **options: Any) -> dict[str | None, dict[str, int]]:
    """By whom: the counts of the scoreboard."""
    rows = standings(replaced(dataset, "missions", flown), **options)
    return {row.id: row.tally._asdict() for row in rows}


@pytest.mark.parametrize(
    ("events", "more", "expected"),
    [
        ((LAUNCH,), {}, {}),
        ((LAUNCH, ORBIT), {}, {"orbits": 1}),
        ((LAUNCH, planned(ORBIT)), {}, {}),
        ((LAUNCH, LANDING), {}, {"attempts": 1, "landed": 1}),
        ((LAUNCH, planned(LANDING)), {}, {}),
        ((LAUNCH, CRASH), {}, {"attempts": 1}),
        ((LAUNCH, lost(LANDING)), {}, {"attempts": 1}),
        ((LAUNCH, planned(CRASH)), {}, {}),
        ((LAUNCH, CRASH._replace(attempted=None)), {}, {}),
        ((LAUNCH, CRASH._replace(attempted="hop")), {}, {}),
        ((LAUNCH, LANDING, CRASH), {}, {"attempts": 1, "landed": 1}),  # once, whatever came after it
        ((LAUNCH, LANDING._replace(place=at(10, 20, side="near"))), {}, {"attempts": 1, "landed": 1}),
        ((LAUNCH, LANDING._replace(place=at(10, 170, side="far"))), {}, {"attempts": 1, "landed": 1, "far_side": 1}),
        ((LAUNCH, CRASH._replace(place=at(10, 170, side="far"))), {}, {"attempts": 1}),
        (
            (LAUNCH, LANDING, planned(LANDING._replace(place=at(10, 170, side="far")))),
            {},
            {"attempts": 1, "landed": 1},
        ),
        ((LAUNCH, RETURN), {"sample_mass_g": GRAMS}, {"samples": 1}),
        ((LAUNCH, RETURN), {}, {}),
        ((LAUNCH, planned(RETURN)), {"sample_mass_g": GRAMS}, {}),
        ((LAUNCH,), {"crew": APOLLO}, {}),  # who stayed at the Earth was not round the Moon
        ((LAUNCH, event("flyby", "1970")), {"crew": APOLLO}, {"flew_around": 3}),
        ((LAUNCH, ORBIT), {"crew": APOLLO}, {"orbits": 1, "flew_around": 3}),
        ((LAUNCH, LANDING), {"crew": APOLLO}, {"attempts": 1, "landed": 1, "flew_around": 3}),  # nobody was out yet
        ((LAUNCH, LANDING, WALK), {"crew": APOLLO}, {"attempts": 1, "landed": 1, "flew_around": 3, "walked": 2}),
        ((LAUNCH, planned(ORBIT)), {"crew": APOLLO}, {}),
        ((LAUNCH, ORBIT, planned(LANDING)), {"crew": APOLLO}, {"orbits": 1, "flew_around": 3}),
        ((LAUNCH,), {"status": "operating"}, {"operating": 1}),
        ((LAUNCH,), {"status": "in-flight"}, {"operating": 1}),  # whatever is not known to have ended
        ((LAUNCH,), {"status": "unknown"}, {}),
        ((LAUNCH,), {"status": "ended"}, {}),
    ],
)
def test_the_scoreboard_counts_by_its_rules(
    small: Dataset, events: tuple[Event, ...], more: dict[str, Any], expected: dict[str, int]
) -> None:
    got = counted(small, mission("one", *events, countries=("US",), **more))
    assert got == {"united-states": ZERO | expected}


def test_people_count_once_however_often_they_flew(small: Dataset) -> None:
    first = mission("a", LAUNCH, ORBIT, countries=("US",), crew=APOLLO)
    second = mission(
        "b", LAUNCH, LANDING, WALK, countries=("US",), crew=crew("Ann/commander", "Dan/command module pilot")
    )
    got = counted(small, first, second)["united-states"]
    assert (got["launches"], got["flew_around"], got["walked"]) == (2, 4, 1)


def test_the_scoreboard_leaves_out_plans_parts_and_what_was_not_meant_for_the_moon(small: Dataset) -> None:
    flown = mission("flown", LAUNCH, countries=("US",))
    part = mission("part", event("landing", "1970"), countries=("US",), scope="part", part_of="flown")
    rest = [
        mission("plan", planned(LAUNCH), countries=("US",)),
        mission("test", LAUNCH, countries=("US",), scope="test"),
        mission("flyby", LAUNCH, countries=("US",), scope="flyby"),
    ]
    assert counted(small, flown, part, *rest)["united-states"] == ZERO
    with_parts = ZERO | {"launches": 2, "attempts": 1, "landed": 1}
    assert counted(small, flown, part, *rest, count="spacecraft")["united-states"] == with_parts


def test_a_part_was_launched_with_what_carried_it(small: Dataset) -> None:
    chosen = [
        mission("flown", LAUNCH, countries=("US",)),
        mission("inner", event("end", "1971"), scope="part", part_of="outer", countries=("RU",)),
        mission("outer", event("end", "1971"), scope="part", part_of="flown", countries=("CN",)),
        mission("plan", planned(LAUNCH), countries=("US",)),
        mission("waiting", planned(LANDING), scope="part", part_of="plan", countries=("CA",)),
        mission("lost", planned(LANDING), scope="part", part_of="nowhere", countries=("AU",)),
    ]
    got = {country: one["launches"] for country, one in counted(small, *chosen, count="spacecraft").items()}
    assert got == {"united-states": 1, "russia": 1, "china": 1}


def test_a_mission_of_two_countries_counts_for_each_and_one_of_none_apart(small: Dataset) -> None:
    chosen = [
        mission("a", LAUNCH, countries=("US", "CN")),
        mission("b", LAUNCH, countries=("US",)),
        mission("c", LAUNCH),
        mission("d", LAUNCH, countries=("ZZ",)),
    ]
    rows = standings(replaced(small, "missions", chosen))
    assert [(row.id, row.name, row.tally.launches) for row in rows] == [
        ("united-states", "United States", 2),
        (None, "no single country (ESA)", 2),
        ("china", "China", 1),
    ]


def test_the_most_launches_come_first_and_even_ones_by_name(small: Dataset) -> None:
    flown = [mission(f"m{number}", LAUNCH, countries=(code,)) for number, code in enumerate(("RU", "US", "CN", "US"))]
    rows = standings(replaced(small, "missions", flown))
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
    names = {row.id: row.name for row in standings(flown, by="camp")}
    assert names == {
        "artemis-accords": "Artemis Accords", "ilrs": "ILRS", "both": "in both", "neither": "in neither",
        "soviet-union": "Soviet Union",
    }  # fmt: skip
    alone = replaced(flown, "alliances", [])
    assert {row.id for row in standings(alone, by="camp")} == {"artemis-accords", "ilrs", "neither", "soviet-union"}


def test_an_organisation_makes_no_camp_of_its_country(small: Dataset) -> None:
    parties = (member("Institute", "2010", kind="organisation", country="NO"),)
    dataset = replaced(small, "alliances", [small.alliances["ilrs"]._replace(members=parties)])
    dataset = replaced(dataset, "missions", [mission("a", LAUNCH, countries=("NO",))])
    assert [row.id for row in standings(dataset, by="camp")] == ["neither"]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"count": "people"}, "cannot count 'people': choose one of missions, spacecraft"),
        ({"by": "region"}, "cannot group by 'region': choose country or camp"),
    ],
)
def test_the_scoreboard_refuses_what_it_cannot_count(small: Dataset, options: dict[str, str], message: str) -> None:
    with pytest.raises(BadValue) as refused:
        standings(small, **options)
    assert str(refused.value) == message


def test_moonwalkers_are_the_crew_of_a_landing_but_the_one_in_orbit() -> None:
    assert [one.name for one in moonwalkers(mission("a", LAUNCH, LANDING, WALK, crew=APOLLO))] == ["Ann", "Ben"]
    assert moonwalkers(mission("a", LAUNCH, LANDING, crew=APOLLO)) == []  # not outside yet
    assert moonwalkers(mission("a", LAUNCH, WALK, LANDING, crew=APOLLO)) == []
    assert moonwalkers(mission("a", LAUNCH, ORBIT, crew=APOLLO)) == []
    assert moonwalkers(mission("a", planned(LANDING), crew=APOLLO)) == []


def test_the_real_scoreboard_knows_the_twelve_who_walked(real: Dataset) -> None:
    (states,) = (row for row in standings(real) if row.id == "united-states")
    assert states.tally.walked == 12


# --- Whose people, and what came together


def test_people_count_for_their_own_country_and_not_for_the_mission_s(small: Dataset) -> None:
    guests = (*APOLLO[:1], APOLLO[1]._replace(country="TH"))
    got = counted(small, mission("one", LAUNCH, LANDING, WALK, countries=("US",), crew=guests))
    assert got == {
        "united-states": ZERO | {"attempts": 1, "landed": 1, "flew_around": 1, "walked": 1},
        "thailand": ZERO | {"launches": 0, "flew_around": 1, "walked": 1},
    }
    camps = counted(small, mission("one", LAUNCH, LANDING, WALK, countries=("CN",), crew=guests), by="camp")
    assert {camp: row["walked"] for camp, row in camps.items()} == {"ilrs": 0, "artemis-accords": 1, "both": 1}


def test_people_of_a_mission_that_was_not_meant_for_the_moon_flew_to_none(small: Dataset) -> None:
    test = mission("test", LAUNCH, event("flyby", "1970"), scope="test", countries=("US",), crew=APOLLO)
    assert counted(small, test) == {}
    assert list(travellers(test)) == []


def test_what_several_craft_did_together_counts_once(small: Dataset) -> None:
    """A rover that rode down on a lander made no landing of its own; one that was let go and landed later did."""
    far = at(10, 170, side="far")
    down = event("landing", "2023-08-23T12:33Z", place=far)
    carrier = mission("carrier", LAUNCH, event("orbit-insertion", "2023-08-05"), down, countries=("CN",))
    rider = mission("rider", down, scope="part", part_of="carrier", countries=("CN",))
    later = mission("later", event("landing", "2023-09-01"), scope="part", part_of="carrier", countries=("CN",))
    with_ = counted(small, carrier, rider, later, count="spacecraft")["china"]
    assert with_ == ZERO | {"launches": 3, "orbits": 1, "attempts": 2, "landed": 2, "far_side": 1}
    alone = counted(small, carrier, rider, later)["china"]
    assert alone == ZERO | {"launches": 1, "orbits": 1, "attempts": 1, "landed": 1, "far_side": 1}


def test_samples_count_once_however_many_craft_carried_them(small: Dataset) -> None:
    whole = mission("whole", LAUNCH, RETURN, countries=("CN",), sample_mass_g=GRAMS)
    part = mission("part", RETURN, scope="part", part_of="whole", countries=("CN",), sample_mass_g=GRAMS)
    assert counted(small, whole, part, count="spacecraft")["china"] == ZERO | {"launches": 2, "samples": 1}


def test_every_number_has_one_rule_in_the_order_of_the_columns() -> None:
    assert tuple(RULES) == Tally._fields
    assert all(rule and not rule.endswith(".") for rule in RULES.values())


# --- Firsts


def test_firsts_come_in_order_and_a_planned_one_is_none() -> None:
    late = mission("late", event("landing", "1970", first="first late", contested="by some"))
    early = mission("early", event("launch", "1960", first="first early"), event("end", "1961"))
    plan = mission("plan", event("landing", "1950", first="first planned", planned=True))
    even = mission("a-even", event("launch", "1960", first="first even"))
    chosen = [late, early, plan, even]
    assert [one.claim for one in firsts(chosen)] == ["first even", "first early", "first late"]
    assert [(one.claim, one.contested) for one in firsts(chosen, contested=True)] == [("first late", "by some")]
    assert [one.claim for one in firsts(chosen, contested=False)] == ["first even", "first early"]


def test_a_first_has_all_that_a_row_says() -> None:
    one = event("landing", "1966-02-03", first="first of all", contested="by one", sources=("report", "newspaper"))
    assert firsts([mission("probe", one, countries=("SU", "US"))]) == [
        First(
            Moment("1966-02-03"), "first of all", "by one", "probe", "Probe", ("SU", "US"), "landing", ("report", "newspaper")
        )
    ]  # fmt: skip
