"""Who has joined what: members, counts, states in both, and what follows for a country, an agency, an alliance."""

from typing import Any

import pytest

from moonrace.as_of import as_of
from moonrace.dataset import Dataset
from moonrace.dates import Moment
from moonrace.query.membership import (
    Counts,
    Newest,
    belongs,
    by_region,
    counts,
    in_both,
    in_order,
    joined_by,
    members,
    memberships,
    of_agency,
    of_alliance,
    of_country,
    of_group,
    of_member,
    states_of,
)
from moonrace.records.alliances import Alliance

from .making import changed, member, mission, replaced


def parties(found: Any) -> list[str]:
    return [one.party for one in found]


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
    assert [one.party for one in members(small.alliances[alliance], kind)] == expected


@pytest.mark.parametrize(
    ("alliance", "expected"), [("artemis-accords", (3, 0, 1)), ("ilrs", (4, 1, 0))], ids=["accords", "ilrs"]
)
def test_states_organisations_and_unknown_parties_are_counted_apart(
    small: Dataset, alliance: str, expected: tuple[int, int, int]
) -> None:
    assert counts(small.alliances[alliance]) == expected


@pytest.mark.parametrize(
    ("day", "expected"), [("2024-04-30", []), ("2024-12-15", []), ("2024-12-16", ["TH"]), ("2026-10-09", ["TH"])]
)
def test_a_state_is_in_both_from_the_day_it_joined_the_second(small: Dataset, day: str, expected: list[str]) -> None:
    then = as_of(small, Moment(day)).alliances
    for pair in ((then["artemis-accords"], then["ilrs"]), (then["ilrs"], then["artemis-accords"])):
        assert [one.country for one, _ in in_both(*pair)] == expected


def test_a_state_that_left_one_is_not_in_both(small: Dataset) -> None:
    ilrs = small.alliances["ilrs"]
    gone = ilrs._replace(members=tuple(one._replace(left=Moment("2025")) for one in ilrs.members))
    assert in_both(small.alliances["artemis-accords"], gone) == []


def test_an_organisation_does_not_bring_its_country_into_both(small: Dataset) -> None:
    institute = member("An institute", kind="organisation", country="NO")
    ilrs = small.alliances["ilrs"]._replace(members=(institute,))
    assert in_both(small.alliances["artemis-accords"], ilrs) == []


def test_states_in_both_are_in_the_order_in_which_they_joined_the_second(small: Dataset) -> None:
    ilrs = small.alliances["ilrs"]
    norway = member("Norway", "2021-05-01", country="NO")
    more = ilrs._replace(members=(norway, *ilrs.members))
    pairs = in_both(small.alliances["artemis-accords"], more)
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
def test_the_memberships_of_a_country_begin_with_its_own(small: Dataset, country: str, expected: list[str]) -> None:
    found = memberships(small, small.countries[country])
    assert [f"{one.alliance} {one.member.party}" for one in found] == expected


@pytest.mark.parametrize(("agency", "expected"), [("esa", ["Egypt"]), ("nasa", [])])
def test_an_agency_has_what_it_joined_itself(small: Dataset, agency: str, expected: list[str]) -> None:
    assert [one.member.party for one in joined_by(small, small.agencies[agency])] == expected


def test_members_are_ordered_by_date_number_and_name(small: Dataset) -> None:
    alliance = small.alliances["ilrs"]._replace(
        members=(
            member("An Institute", "2019", kind="organisation"),
            member("Zambia", "2020", ordinal=2),
            member("Austria", "2020", ordinal=3),
            member("Éire", "2020"),
            member("Fiji", "2020"),
            member("Aland", "2020", ordinal=1),
            member("Gone", "2018", left=Moment("2021")),
            member("Unknown"),
            member("Later", "2024"),
        )
    )
    now = ["Éire", "Fiji", "Aland", "Zambia", "Austria", "Later", "Unknown", "An Institute"]
    assert [one.party for one in members(alliance)] == now
    then = [one.party for one in members(alliance, as_of=Moment("2020"))]
    assert then == ["Gone", "Éire", "Fiji", "Aland", "Zambia", "Austria", "An Institute"]
    assert [one.party for one in members(alliance, "state", as_of=Moment("2018"))] == ["Gone"]
    assert members(alliance, as_of=Moment("2017")) == []


def test_names_of_a_region_are_ordered_without_their_accents(small: Dataset) -> None:
    alliance = small.alliances["ilrs"]._replace(members=(member("Zambia"), member("Éire"), member("Austria")))
    assert [one.party for one in by_region(small, alliance)["no region"]] == ["Austria", "Éire", "Zambia"]


def test_a_state_whose_day_is_unknown_comes_last_of_those_in_both(small: Dataset) -> None:
    def alliance(*days: str | None) -> Alliance:
        joined = tuple(member(code, day, country=code) for code, day in zip(("A", "B", "C"), days, strict=True))
        return small.alliances["ilrs"]._replace(members=joined)

    for pair in ((alliance(None, "2020", "2019"), alliance("2018", "2018", "2021")),) * 2:
        for one, other in (pair, pair[::-1]):
            assert [first.party for first, _ in in_both(one, other)] == ["B", "C", "A"]


def test_a_state_comes_before_an_older_organisation_of_its_country(small: Dataset) -> None:
    joined = (member("Institute", "2010", kind="organisation", country="NO"), member("Norway", "2020", country="NO"))
    dataset = replaced(small, "alliances", [small.alliances["ilrs"]._replace(members=joined)])
    found = memberships(dataset, small.countries["norway"])
    assert [one.member.party for one in found] == ["Norway", "Institute"]


def test_regions_come_largest_first_each_in_order_of_name(small: Dataset) -> None:
    regions = {"CN": "Asia", "TH": "Asia", "EG": "Africa", "RU": "Europe"}
    countries = [one._replace(region=regions.get(one.iso2)) for one in small.countries.values()]
    dataset = replaced(small, "countries", countries)
    lone = member("Atlantis", "2020")
    ilrs = dataset.alliances["ilrs"]
    found = by_region(dataset, ilrs._replace(members=(lone, *reversed(ilrs.members))))
    assert {region: [one.party for one in there] for region, there in found.items()} == {
        "Asia": ["China", "Thailand"],
        "Africa": ["Egypt"],
        "Europe": ["Russia"],
        "no region": ["Atlantis"],
    }
    assert list(found) == ["Asia", "Africa", "Europe", "no region"]


@pytest.mark.parametrize(
    ("joined", "left", "day", "expected"),
    [
        ("2020-05-03", None, "2020-05-02", False),
        ("2020-05-03", None, "2020-05-03", True),
        ("2020-05", None, "2020-05-30", False),
        ("2020-05", None, "2020-05-31", True),
        ("2020-05", None, "2020-05", True),
        ("2020", "2021-03-04", "2021-03-03", True),
        ("2020", "2021-03-04", "2021-03-04", False),
        ("2020", "2021-03", "2021-03-30", True),
        (None, None, "2026", False),
    ],
)
def test_a_party_belongs_while_it_had_certainly_joined_and_not_certainly_left(
    joined: str | None, left: str | None, day: str, expected: bool
) -> None:
    one = member("A", joined, left=Moment(left) if left else None)
    assert belongs(one, Moment(day)) is expected


def test_an_alliance_in_order_has_those_who_left_at_its_end(small: Dataset) -> None:
    ilrs = small.alliances["ilrs"]
    assert parties(in_order(ilrs).members) == ["China", "Russia", "Egypt", "Thailand", "An institute", "Saudi Arabia"]
    assert parties(in_order(ilrs, "organisation").members) == ["An institute"]
    assert parties(in_order(ilrs, "state").members)[-1] == "Saudi Arabia"


# --- What follows for a record


@pytest.mark.parametrize(("country", "expected"), [("NO", "NOR"), ("ZZ", None), (None, None)])
def test_a_member_has_the_long_code_of_its_country(small: Dataset, country: str | None, expected: str | None) -> None:
    assert of_member(small, member("A", country=country)).iso3 == expected


def test_an_alliance_has_a_beginning_counts_and_members_in_order(small: Dataset) -> None:
    ilrs = small.alliances["ilrs"]
    last = (Newest("Thailand", "TH", Moment("2024-04")),)
    assert of_alliance(small, ilrs) == (Moment("2021-03-09"), Counts(4, 1, 0), last, in_order(ilrs).members)
    bare = ilrs._replace(id="bare", events=(), members=())
    assert of_alliance(small, bare) == (None, Counts(0, 0, 0), (), ())


def test_an_alliance_counts_all_members_even_if_only_those_of_one_kind_are_listed(small: Dataset) -> None:
    listed = in_order(small.alliances["ilrs"], "organisation")
    assert of_alliance(small, listed).counts == Counts(4, 1, 0)
    assert parties(of_alliance(small, listed).members) == ["An institute"]


def test_an_agency_has_what_it_flew_joined_and_took_part_in(small: Dataset) -> None:
    both = mission("both", agencies=("cnsa",), partners=("cnsa",))
    dataset = changed(small, "missions", both)
    cnsa = of_agency(dataset, dataset.agencies["cnsa"])
    assert (cnsa.flown, cnsa.missions) == (1, ("chang-e-6", "jinchan", "both"))  # a part is not flown, nor a plan
    esa = of_agency(small, small.agencies["esa"])
    assert (esa.flown, esa.missions) == (0, ("chang-e-6",))
    assert [(one.alliance, one.member.party) for one in esa.memberships] == [("ilrs", "Egypt")]
    assert of_agency(small, small.agencies["nasa"]) == (1, (), ("pioneer-x", "artemis-iv"))


@pytest.mark.parametrize(
    ("country", "flown", "accords", "ilrs", "inside", "missions"),
    [
        ("united-states", 1, "2020-10-13", None, "artemis-accords", "pioneer-x artemis-iv"),
        ("china", 1, None, "2021-03-09", "ilrs", "chang-e-6 jinchan"),
        ("thailand", 0, "2024-12-16", "2024-04", "ilrs artemis-accords", ""),
        ("saudi-arabia", 0, None, None, "", ""),  # it left
    ],
)
def test_a_country_has_what_it_flew_and_when_it_joined(
    small: Dataset, country: str, flown: int, accords: str | None, ilrs: str | None, inside: str, missions: str
) -> None:
    one = small.countries[country]
    dates = [Moment(text) if text else None for text in (accords, ilrs)]
    of, outside = tuple(inside.split()), tuple(key for key in ("artemis-accords", "ilrs") if key not in inside)
    assert of_country(small, one) == (
        flown,
        *dates,
        of,
        outside,
        tuple(memberships(small, one)),
        tuple(missions.split()),
    )


def test_a_state_that_ended_is_not_said_to_be_outside(small: Dataset) -> None:
    assert of_country(small, small.countries["egypt"]._replace(former=True)).not_member_of == ()


def test_a_group_counts_its_members_of_today_and_who_of_them_joined_what(small: Dataset) -> None:
    union = small.groups["small-union"]
    assert states_of(union) == {"NO", "SA", "EG"}
    assert of_group(small, union) == (3, 1, 1)
    assert of_group(replaced(small, "alliances", []), union) == (3, 0, 0)


def test_an_organisation_does_not_make_its_country_a_member(small: Dataset) -> None:
    institute = member("Institute", "2020", kind="organisation", country="NO")
    alliances = [one._replace(members=(institute,)) for one in small.alliances.values()]
    dataset = replaced(small, "alliances", alliances)
    norway = of_country(dataset, dataset.countries["norway"])
    assert (norway.artemis_accords, norway.ilrs) == (None, None)
    assert [one.member.party for one in norway.memberships] == ["Institute", "Institute"]


@pytest.mark.parametrize("day", [None, "2022-06-30"])
def test_memberships_are_those_that_a_walk_through_all_alliances_finds(real: Dataset, day: str | None) -> None:
    then = as_of(real, Moment(day)) if day else real
    walked = [(key, one) for key, alliance in then.alliances.items() for one in alliance.members]
    for country in then.countries.values():
        found = [(one.alliance, one.member) for one in memberships(then, country)]
        assert len(found) == len(set(found))
        assert set(found) == {pair for pair in walked if pair[1].country == country.iso2}
    for agency in then.agencies.values():
        assert [tuple(one) for one in joined_by(then, agency)] == [
            pair for pair in walked if pair[1].agency == agency.id
        ]
