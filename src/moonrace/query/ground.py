"""Where things stand on the Moon: landing and impact sites, and how far one is from another."""

from __future__ import annotations

from collections.abc import Iterable
from math import asin, cos, radians, sin, sqrt

from moonrace.model import Event, Mission, Place
from moonrace.shapes import NamedTuple

MOON_RADIUS_KM = 1737.4
"""Mean radius of the Moon, the reference sphere of selenographic coordinates (IAU)."""


class Site(NamedTuple):
    """A place that a mission landed on or hit. `planned` while it has not been reached."""

    mission: Mission
    event: Event
    latitude: float
    longitude: float

    @property
    def side(self) -> str:
        """`near` or `far`."""
        return "near" if abs(self.longitude) <= 90 else "far"


class Neighbour(NamedTuple):
    """Another site and its distance on the surface, in kilometres."""

    site: Site
    distance_km: float


def sites(missions: Iterable[Mission]) -> list[Site]:
    """Each mission's landing, or its impact, with coordinates; north to south."""
    found = []
    for mission in missions:
        events = [event for event in mission.events if event.type in ("landing", "impact") and _spot(event.place)]
        # A lander's own site, not the place where its ascent stage came down later.
        chosen = next((event for event in events if event.type == "landing"), None) or next(iter(events), None)
        if chosen and chosen.place and chosen.place.latitude is not None and chosen.place.longitude is not None:
            found.append(Site(mission, chosen, chosen.place.latitude, chosen.place.longitude))
    return sorted(found, key=lambda site: (-site.latitude, site.longitude, site.mission.id))


def _spot(place: Place | None) -> bool:
    return place is not None and place.latitude is not None and place.longitude is not None


def distance_km(latitude: float, longitude: float, other_latitude: float, other_longitude: float) -> float:
    """Along the surface of the sphere, in kilometres, between two places in degrees (haversine)."""
    one, two = radians(latitude), radians(other_latitude)
    turn = radians(other_longitude - longitude)
    chord = sin((two - one) / 2) ** 2 + cos(one) * cos(two) * sin(turn / 2) ** 2
    return 2 * MOON_RADIUS_KM * asin(min(1.0, sqrt(chord)))


def neighbours(site: Site, others: Iterable[Site], count: int = 8) -> list[Neighbour]:
    """The nearest other sites, nearest first."""
    near = [
        Neighbour(other, distance_km(site.latitude, site.longitude, other.latitude, other.longitude))
        for other in others
        if other.mission.id != site.mission.id
    ]
    return sorted(near, key=lambda one: (one.distance_km, one.site.mission.id))[:count]
