"""Who flew, in which role, for how long, and who walked on the Moon."""

from collections.abc import Iterable
from typing import NamedTuple

from moonrace.dataset import Dataset
from moonrace.dates import Moment
from moonrace.names import fold
from moonrace.query import durations
from moonrace.query.counts import moonwalkers, travellers
from moonrace.query.missions import date_of
from moonrace.query.period import NO_DATE
from moonrace.records.mission import Mission
from moonrace.records.parts import Event, Texts
from moonrace.records.people import Person


class Flight(NamedTuple):
    """A place in a crew.

    name: its name
    role: commander, pilot, mission specialist …
    when: the launch, or the planned one
    flown: true once the mission was launched
    to_the_moon: true where it flew past the Moon, orbited it or landed
    walked: true where this person went down to the surface
    hours: hours from launch to return, where both are known to the minute
    moonwalks: how many times the crew went out on the surface, for who went down; null for others
    """

    mission: str
    name: str
    role: str
    when: Moment | None
    flown: bool
    to_the_moon: bool
    walked: bool
    hours: float | None
    moonwalks: int | None


class OfPerson(NamedTuple):
    """Derived from a person.

    flew: how many of these flights went to the Moon
    walked: true for somebody who walked on the Moon
    flights: the crews that the person was or is in, in order of date
    firsts: claims to have been first that name this person, or that were made alone
    """

    flew: int
    walked: bool
    flights: tuple[Flight, ...]
    firsts: Texts


def of_person(dataset: Dataset, person: Person) -> OfPerson:
    """What an answer adds to a person."""
    found = sorted(missions_of(dataset, person), key=lambda mission: date_of(mission) or NO_DATE)
    flights = tuple(
        _flight(dataset, person, mission, seat.role)
        for mission in found
        for seat in mission.crew
        if seat.person == person.id
    )
    flown = [mission for mission in found if mission.happened("launch")]
    firsts = tuple(
        event.first for mission in flown for event in mission.events if event.first and _is_own(person, mission, event)
    )
    walked = any(flight.walked for flight in flights)
    return OfPerson(sum(flight.to_the_moon for flight in flights), walked, flights, firsts)


def missions_of(dataset: Dataset, person: Person) -> list[Mission]:
    """The missions that have the person in their crew."""
    return [dataset.missions[key] for key in dataset.linked("crew", person.id)]


def _flight(dataset: Dataset, person: Person, mission: Mission, role: str) -> Flight:
    walked = any(seat.person == person.id for seat in moonwalkers(mission))
    went = any(seat.person == person.id for seat in travellers(mission))
    walks = sum(
        event.type == "eva" and "moonwalk" in (event.title or "") and not event.planned for event in mission.events
    )
    flown = mission.happened("launch")
    return Flight(
        mission.id, mission.name, role, date_of(mission), flown, went, walked, _hours(dataset, mission) if flown else None,
        walks if walked else None,
    )  # fmt: skip


def _is_own(person: Person, mission: Mission, event: Event) -> bool:
    said = f"{event.title or ''} {event.first or ''} {event.note or ''}"
    return not event.planned and (person.name.split()[-1] in said or len(mission.crew) == 1)


def _hours(dataset: Dataset, mission: Mission) -> float | None:
    """Hours from launch to return, to a tenth; None if one of them is not known to the minute."""
    hours = durations.hours(durations.flight(dataset, mission))
    return None if hours is None else round(hours, 1)


def people(
    dataset: Dataset,
    *,
    walked: bool = False,
    flew: bool = False,
    country: str | None = None,
    mission: str | None = None,
) -> list[Person]:
    """The people who match every filter, by surname: those who walked on the Moon, who flew there, of a country, in the crew of
    a mission.

    People who were only named for cancelled flights are left out, unless the crew of a mission is asked for. Raises NotFound
    for an unknown name.
    """
    iso2 = dataset.country(country).iso2 if country is not None else None
    crew = {seat.person for seat in dataset.mission(mission).crew} if mission is not None else None
    found: Iterable[Person] = dataset.people.values()
    if walked or flew:
        derived = {one.id: of_person(dataset, one) for one in found}
        found = [one for one in found if (not walked or derived[one.id].walked) and (not flew or derived[one.id].flew)]
    if crew is None and not (walked or flew):
        found = [one for one in found if any(not mission.is_dropped for mission in missions_of(dataset, one))]
    chosen = [one for one in found if iso2 in (None, one.country) and (crew is None or one.id in crew)]
    return sorted(chosen, key=lambda one: fold(one.name.split()[-1] + one.name))
