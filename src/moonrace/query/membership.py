"""Who has joined what, and when."""

from typing import TYPE_CHECKING, NamedTuple

from moonrace.dataset import Dataset
from moonrace.dates import Moment
from moonrace.names import fold
from moonrace.query.camps import MAIN_ALLIANCES
from moonrace.query.period import NO_DATE, begins, known
from moonrace.records.alliances import Alliance, Member, MemberKind
from moonrace.records.parties import Agency, Country
from moonrace.records.parts import Texts

if TYPE_CHECKING:
    from moonrace.records.groups import Group


class Membership(NamedTuple):
    """A party of an alliance.

    alliance: id of the alliance
    member: the party
    """

    alliance: str
    member: Member


class Counts(NamedTuple):
    """How many parties had joined by the end of the day and had not left.

    state: member states
    organisation: member organisations
    unidentified: places that are taken, but not known by whom
    """

    state: int
    organisation: int
    unidentified: int


class Newest(NamedTuple):
    """A party that was the last to join.

    name: the party as the instrument lists it
    iso2: ISO 3166-1 alpha-2 code of its country
    joined: when it joined
    """

    name: str
    iso2: str | None
    joined: Moment


def members(alliance: Alliance, kind: str | None = None, *, as_of: Moment | None = None) -> list[Member]:
    """The members today, without those who left; with `as_of`, those who had certainly joined by the end of that day. States
    come first, in order of joining; members whose day is unknown come last.
    """
    known([kind] if kind is not None else [], MemberKind)
    found = [
        member
        for member in alliance.members
        if (member.left is None if as_of is None else belongs(member, as_of)) and kind in (None, member.kind)
    ]
    return sorted(
        found,
        key=lambda member: (member.kind != "state", member.joined or NO_DATE, member.ordinal or 0, fold(member.party)),
    )


def in_order(alliance: Alliance, kind: str | None = None) -> Alliance:
    """The alliance with its members (of one kind) in the order of `members`, and after them those who left."""
    left = (member for member in alliance.members if member.left and kind in (None, member.kind))
    return alliance._replace(members=(*members(alliance, kind), *left))


def by_region(dataset: Dataset, alliance: Alliance) -> dict[str, list[Member]]:
    """The member states by the region of their country, the largest region first, each in order of name."""
    regions: dict[str, list[Member]] = {}
    for member in members(alliance, "state"):
        country = dataset.country_of(member.country) if member.country else None
        regions.setdefault((country and country.region) or "no region", []).append(member)
    return {
        region: sorted(found, key=lambda member: fold(member.party))
        for region, found in sorted(regions.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    }


def newest(alliance: Alliance, kind: str = "state") -> list[Newest]:
    """The member that joined last; several if they joined on one day, or if the dates do not tell which of them was last."""
    dated = [(member.joined, member) for member in members(alliance, kind) if member.joined]
    last = max((joined.earliest for joined, _ in dated if joined.earliest), default=None)
    return [
        Newest(member.party, member.country, joined)
        for joined, member in sorted(dated, key=lambda pair: pair[0], reverse=True)
        if last is None or joined.latest is None or joined.latest > last
    ]


def belongs(member: Member, day: Moment) -> bool:
    """True when the party had certainly joined by the end of `day` and had not certainly left."""
    return (
        member.joined is not None
        and member.joined.is_past(day)
        and not (member.left is not None and member.left.is_past(day))
    )


def counts(alliance: Alliance) -> Counts:
    """How many states and organisations are members, and how many places are taken by unidentified parties."""
    kinds = [member.kind for member in alliance.members if member.left is None]
    return Counts(kinds.count("state"), kinds.count("organisation"), len(alliance.unidentified))


def in_both(alliance: Alliance, other: Alliance) -> list[tuple[Member, Member]]:
    """The states that are members of both, in the order in which they joined the second of the two."""
    others = {member.country: member for member in members(other, "state")}
    pairs = [(member, others[member.country]) for member in members(alliance, "state") if member.country in others]
    return sorted(pairs, key=lambda pair: max(pair[0].joined or NO_DATE, pair[1].joined or NO_DATE))


def memberships(dataset: Dataset, country: Country) -> list[Membership]:
    """What a country, or an organisation seated in it, has joined, states' own memberships first."""
    found = [
        Membership(key, member)
        for key in dataset.linked("joined", country.iso2)
        for member in dataset.alliances[key].members
        if member.country == country.iso2
    ]
    return sorted(found, key=lambda one: (one.member.kind != "state", one.member.joined or NO_DATE))


def joined_by(dataset: Dataset, agency: Agency) -> list[Membership]:
    """What an agency or company itself has joined."""
    return [
        Membership(key, member)
        for key in dataset.linked("joined", agency.id)
        for member in dataset.alliances[key].members
        if member.agency == agency.id
    ]


class OfMember(NamedTuple):
    """Derived from a member.

    iso3: ISO 3166-1 alpha-3 code of the state, or of the organisation's seat
    """

    iso3: str | None


def of_member(dataset: Dataset, member: Member) -> OfMember:
    """What an answer adds to a member."""
    seat = dataset.country_of(member.country) if member.country else None
    return OfMember(seat.iso3 if seat else None)


class OfAlliance(NamedTuple):
    """Derived from an alliance.

    since: the date of its first event
    counts: how many parties it has
    latest: the member state that joined last; several where they did so on one day
    members: its parties, states first, in order of joining, and after them those who left
    """

    since: Moment | None
    counts: Counts
    latest: tuple[Newest, ...]
    members: tuple[Member, ...]


def of_alliance(dataset: Dataset, alliance: Alliance) -> OfAlliance:
    """What an answer adds to an alliance. All members are counted, even if only those of one kind are listed."""
    whole = dataset.alliances.get(alliance.id, alliance)
    return OfAlliance(begins(alliance.events), counts(whole), tuple(newest(whole)), in_order(alliance).members)


class OfAgency(NamedTuple):
    """Derived from an agency.

    flown: how many of its missions were launched towards the Moon
    memberships: the alliances that it has joined
    missions: ids of the missions that it flew, plans or took part in
    """

    flown: int
    memberships: tuple[Membership, ...]
    missions: Texts


def of_agency(dataset: Dataset, agency: Agency) -> OfAgency:
    """What an answer adds to an agency."""
    flown = len(dataset.linked("flown", agency.id))
    missions = dict.fromkeys([*dataset.linked("agencies", agency.id), *dataset.linked("partners", agency.id)])
    return OfAgency(flown, tuple(joined_by(dataset, agency)), tuple(missions))


class OfCountry(NamedTuple):
    """Derived from a country.

    flown: how many of its missions were launched towards the Moon
    artemis_accords: when it joined the Artemis Accords; null for a state that is not a member
    ilrs: when it joined the International Lunar Research Station; null for a state that is not a member
    member_of: ids of the alliances of which it is a member state
    not_member_of: which of the Artemis Accords and the International Lunar Research Station it is not a member of
    memberships: the alliances that it, or an organisation seated in it, has joined
    missions: ids of the missions that it flew or plans
    """

    flown: int
    artemis_accords: Moment | None
    ilrs: Moment | None
    member_of: Texts
    not_member_of: Texts
    memberships: tuple[Membership, ...]
    missions: Texts


def of_country(dataset: Dataset, country: Country) -> OfCountry:
    """What an answer adds to a country."""
    found = tuple(memberships(dataset, country))
    states = {each.alliance: each.member for each in found if each.member.kind == "state" and not each.member.left}
    accords, ilrs = (states[key].joined if key in states else None for key in MAIN_ALLIANCES)
    outside = () if country.former else tuple(key for key in MAIN_ALLIANCES if key not in states)
    flown = len(dataset.linked("flown", country.iso2))
    return OfCountry(
        flown, accords, ilrs, tuple(states), outside, found, tuple(dataset.linked("countries", country.iso2))
    )


class OfGroup(NamedTuple):
    """Derived from a group of states.

    states: how many members it has
    artemis_accords: how many of them are members of the Artemis Accords
    ilrs: how many of them are members of the International Lunar Research Station
    """

    states: int
    artemis_accords: int
    ilrs: int


def of_group(dataset: Dataset, one: "Group") -> OfGroup:
    """What an answer adds to a group."""
    codes = states_of(one)
    accords, ilrs = (
        sum(member.country in codes for member in members(dataset.alliances[key], "state"))
        if key in dataset.alliances
        else 0
        for key in MAIN_ALLIANCES
    )
    return OfGroup(len(codes), accords, ilrs)


def states_of(group: "Group") -> frozenset[str]:
    """The alpha-2 codes of the members of a group, without those who left."""
    return frozenset(member.country for member in group.members if member.left is None)
