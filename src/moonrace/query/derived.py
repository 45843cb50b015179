"""What an answer adds to a record: values that are counted or looked up when they are asked for, and never typed in.

They are declared like the fields of the record, so that every format and the schema know them. A derived value replaces the
field of the same name.
"""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from moonrace.dataset import Dataset
from moonrace.dates import Moment
from moonrace.parts import Event, Member, Texts
from moonrace.query import membership, missions, period
from moonrace.query.membership import Counts, Membership
from moonrace.query.missions import Totals
from moonrace.records import Agency, Alliance, Country, Milestone, Mission, Programme


class OfMission(NamedTuple):
    """Derived from a mission.

    date: the date that it goes by: its launch, else what is planned first
    crewed: true with people aboard, named or planned
    """

    date: Moment | None
    crewed: bool


class OfEvent(NamedTuple):
    """Derived from an event.

    local: the local reading where the day was announced, with its offset
    local_place: where that time holds
    """

    local: str | None
    local_place: str | None


class OfAgency(NamedTuple):
    """Derived from an agency.

    flown: how many of its missions were launched towards the Moon
    memberships: the alliances that it has joined
    missions: ids of the missions that it flew or took part in
    """

    flown: int
    memberships: tuple[Membership, ...]
    missions: Texts


class OfCountry(NamedTuple):
    """Derived from a country.

    flown: how many of its missions were launched towards the Moon
    memberships: the alliances that it, or an organisation seated in it, has joined
    missions: ids of the missions that it flew or plans
    """

    flown: int
    memberships: tuple[Membership, ...]
    missions: Texts


class OfProgramme(NamedTuple):
    """Derived from a programme.

    totals: what its missions add up to
    missions: ids of its missions
    """

    totals: Totals
    missions: Texts


class OfMember(NamedTuple):
    """Derived from a member.

    iso3: ISO 3166-1 alpha-3 code of the state, or of the organisation's seat
    """

    iso3: str | None


class OfAlliance(NamedTuple):
    """Derived from an alliance.

    since: the date of its first event
    counts: how many parties it has
    members: its parties, states first, in order of joining, and after them those who left
    """

    since: Moment | None
    counts: Counts
    members: tuple[Member, ...]


class OfMilestone(NamedTuple):
    """Derived from a milestone.

    date: the date of its first event
    """

    date: Moment | None


def _mission(dataset: Dataset, one: Mission) -> OfMission:
    return OfMission(missions.date_of(one), one.has_crew)


def _event(dataset: Dataset, one: Event) -> OfEvent:
    return OfEvent(*period.local_time(one))


def _agency(dataset: Dataset, one: Agency) -> OfAgency:
    found = missions.missions(dataset, scopes=(), agency=one.id)
    flown = sum(one.id in mission.agencies and missions.is_flown(mission) for mission in found)
    return OfAgency(flown, tuple(membership.joined_by(dataset, one)), tuple(mission.id for mission in found))


def _country(dataset: Dataset, one: Country) -> OfCountry:
    found = missions.missions(dataset, scopes=(), country=one.id)
    joined = tuple(membership.memberships(dataset, one))
    return OfCountry(sum(map(missions.is_flown, found)), joined, tuple(mission.id for mission in found))


def _programme(dataset: Dataset, one: Programme) -> OfProgramme:
    found = missions.missions(dataset, scopes=(), programme=one.id)
    return OfProgramme(missions.totals(found), tuple(mission.id for mission in found))


def _member(dataset: Dataset, one: Member) -> OfMember:
    seat = dataset.country_of(one.country) if one.country else None
    return OfMember(seat.iso3 if seat else None)


def _alliance(dataset: Dataset, one: Alliance) -> OfAlliance:
    # Counted are all members, even if only those of one kind are to be listed.
    whole = dataset.alliances.get(one.id, one)
    return OfAlliance(period.begins(one.events), membership.counts(whole), membership.in_order(one).members)


def _milestone(dataset: Dataset, one: Milestone) -> OfMilestone:
    return OfMilestone(period.begins(one.events))


DERIVED: Mapping[Any, tuple[Any, Callable[[Dataset, Any], Any]]] = {
    Mission: (OfMission, _mission),
    Event: (OfEvent, _event),
    Agency: (OfAgency, _agency),
    Country: (OfCountry, _country),
    Programme: (OfProgramme, _programme),
    Member: (OfMember, _member),
    Alliance: (OfAlliance, _alliance),
    Milestone: (OfMilestone, _milestone),
}
"""For each shape with derived values, their shape, and the function that computes them."""
