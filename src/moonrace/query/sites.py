"""Landing and impact sites on the Moon, and how far one is from another."""

from collections.abc import Callable, Iterable
from math import asin, cos, radians, sin, sqrt
from typing import NamedTuple

from moonrace.dates import Moment
from moonrace.query.durations import MOON_RADIUS_KM, from_pole
from moonrace.records.mission import Mission, Outcome, Status
from moonrace.records.parts import Basis, EventType, Place, Side, Texts


class Site(NamedTuple):
    """A place that a mission landed on or hit.

    name: its name
    type: landing or impact
    when: the date of it
    planned: true while it has not been reached
    place: name of the place
    latitude: degrees, north positive
    longitude: degrees, east positive, -180 to 180
    side: near or far side of the Moon
    status: the status of the mission
    outcome: success, partial or failure; null while open
    distance_km: from the site that was asked for, along the surface; null without one
    pole_km: from the nearest pole, along the surface
    basis: how the position is known: imaged, tracked, calculated or target
    """

    mission: str
    name: str
    type: EventType
    when: Moment
    planned: bool
    place: str | None
    latitude: float
    longitude: float
    side: Side
    status: Status
    outcome: Outcome | None
    distance_km: float | None
    pole_km: float
    sources: Texts
    basis: Basis | None = None


class Neighbour(NamedTuple):
    """Another site and how far away it is.

    id: id of the mission
    distance_km: distance along the surface, in kilometres
    """

    id: str
    distance_km: float


class Neighbours(NamedTuple):
    """The sites around one.

    neighbours: the nearest other sites, nearest first
    """

    neighbours: tuple[Neighbour, ...]


def sites(missions: Iterable[Mission]) -> list[Site]:
    """Each mission's landing, or its impact, with coordinates; north to south."""
    found = [site for mission in missions if (site := _site(mission))]
    return sorted(found, key=lambda site: (-site.latitude, site.longitude, site.mission))


def _site(mission: Mission) -> Site | None:
    events = [event for event in mission.events if event.type in ("landing", "impact") and event.place]
    located = [event for event in events if event.place and event.place.is_located]
    # A lander's own site, not the place where its ascent stage came down later.
    event = next((event for event in located if event.type == "landing"), None) or next(iter(located), None)
    place = event.place if event else None
    if event is None or place is None or place.latitude is None or place.longitude is None:
        return None
    side: Side = "near" if abs(place.longitude) <= 90 else "far"
    return Site(
        mission.id, mission.name, event.type, event.when, event.planned, place.name, place.latitude, place.longitude, side,
        mission.status, mission.outcome, None, from_pole(place.latitude), event.sources, place.basis,
    )  # fmt: skip


class Visit(NamedTuple):
    """A landing or impact at a named place.

    when: the date of it
    name: its name
    type: landing or impact
    planned: true while it has not been reached
    place: name of the place
    outcome: success, partial or failure of the mission; null while open
    """

    when: Moment
    mission: str
    name: str
    type: EventType
    planned: bool
    place: str
    outcome: Outcome | None
    sources: Texts


def at(missions: Iterable[Mission], holds: Callable[[Place], bool]) -> list[Visit]:
    """The landings and impacts at places for which `holds` is true, in order of date."""
    found = [
        Visit(
            event.when,
            mission.id,
            mission.name,
            event.type,
            event.planned,
            event.place.name or "",
            mission.outcome,
            event.sources,
        )
        for mission in missions
        for event in mission.events
        if event.type in ("landing", "impact") and event.place and holds(event.place)
    ]
    return sorted(found, key=lambda one: (one.when, one.mission))


def distance_km(latitude: float, longitude: float, other_latitude: float, other_longitude: float) -> float:
    """Along the surface of the sphere, in kilometres, between two places in degrees (haversine)."""
    one, two = radians(latitude), radians(other_latitude)
    turn = radians(other_longitude - longitude)
    chord = sin((two - one) / 2) ** 2 + cos(one) * cos(two) * sin(turn / 2) ** 2
    return 2 * MOON_RADIUS_KM * asin(min(1.0, sqrt(chord)))


def neighbours(site: Site, others: Iterable[Site], count: int = 8) -> list[Site]:
    """The nearest other sites with their distances to a tenth of a kilometre, nearest first."""
    near = [
        other._replace(
            distance_km=round(distance_km(site.latitude, site.longitude, other.latitude, other.longitude), 1)
        )
        for other in others
        if other.mission != site.mission
    ]
    return sorted(near, key=lambda one: (one.distance_km, one.mission))[:count]
