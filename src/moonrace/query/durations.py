"""How long, and how near to a pole: computed from the dates and places of a mission, never stored.

Every length needs two dates that are known well enough: hours need two times known to the minute, days two days. A date with
`~` or `?`, a range or a month is not enough. Days between two times have decimals; otherwise they are whole days of the
calendar (UTC). Events of a part (`of`) do not count for the whole, with one exception: the return of a capsule ends the flight,
since what returns to Earth is always a part.

A stretch is a pair of dates, first and last. For a mission that still works the last one is that of its last report.
"""

from __future__ import annotations

from math import radians
from typing import TYPE_CHECKING

from moonrace.records.mission import ENDS, launch_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from moonrace.dataset import Dataset
    from moonrace.dates import Moment
    from moonrace.records.mission import Mission
    from moonrace.records.parts import Event

MOON_RADIUS_KM = 1737.4
"""Mean radius of the Moon, the reference sphere of selenographic coordinates (IAU)."""
ARRIVALS = ("orbit-insertion", "landing", "impact")
"""Events by which a trip to the Moon is over."""
Stretch = tuple["Moment", "Moment"]


def is_known(when: Moment) -> bool:
    """True if a date is known to the day at least, and is neither approximate nor uncertain."""
    return when.is_day and when.is_certain


def days(stretches: Iterable[Stretch]) -> float | None:
    """The sum of some stretches in days, to a thousandth; None if there is none, or a date is not known to the day."""
    total, found = 0.0, False
    for start, end in stretches:
        if not (is_known(start) and is_known(end) and start.earliest and end.earliest):
            return None
        if start.is_instant and end.is_instant:
            total += (end.earliest - start.earliest).total_seconds() / 86400
        else:
            total += (end.earliest.date() - start.earliest.date()).days
        found = True
    return round(total, 4) if found else None


def hours(stretch: Stretch | None) -> float | None:
    """The length of a stretch in hours, to a thousandth; None if a date is not known to the minute."""
    if not stretch:
        return None
    start, end = stretch
    if not (
        is_known(start) and is_known(end) and start.is_instant and end.is_instant and start.earliest and end.earliest
    ):
        return None
    return round((end.earliest - start.earliest).total_seconds() / 3600, 3)


def least_days(stretches: Iterable[Stretch]) -> int | None:
    """The whole days that some stretches lasted at the least, whatever their dates mean; None if one has no bound."""
    total, found = 0.0, False
    for start, end in stretches:
        if start.latest is None or end.earliest is None:
            return None
        total += max(0.0, (end.earliest - start.latest).total_seconds())
        found = True
    return int(total // 86400) if found else None


def _first(mission: Mission, *types: str) -> Event | None:
    return next((event for event in mission.own_events if event.type in types), None)


def launch(dataset: Dataset, mission: Mission) -> Event | None:
    """The launch of a mission, or of what carried it, if it happened."""
    return launch_of(dataset.missions, mission)


def end_of_work(mission: Mission) -> Event | None:
    """The event that ended a mission: the first one of `ENDS` after it was last heard from. None while it works, and if the
    event is not known.
    """
    if mission.status != "ended":
        return None
    found = None
    for event in mission.own_events:
        if event.type == "heard":
            found = None
        elif found is None and event.type in ENDS:
            found = event
    return found


def until(mission: Mission) -> Moment | None:
    """The end of the work of a mission, or the last report of one that still works."""
    end = end_of_work(mission)
    return end.when if end else mission.status_as_of if mission.is_working else None


def flight(dataset: Dataset, mission: Mission) -> Stretch | None:
    """From launch to the return to Earth, of the whole or of a capsule with what was to come back."""
    start = launch(dataset, mission)
    end = mission.first_happened("return")
    return (start.when, end.when) if start and end else None


def trip(dataset: Dataset, mission: Mission, *types: str) -> Stretch | None:
    """From launch to the first arrival: orbit insertion, landing or impact, or of these only the types that are asked for."""
    start, end = launch(dataset, mission), _first(mission, *(types or ARRIVALS))
    return (start.when, end.when) if start and end else None


def surface(mission: Mission) -> Stretch | None:
    """From landing to lift-off, else to the end of the work. For a rover that did not land by itself, from its deployment. None
    if the mission returned to Earth and the record has no lift-off.
    """
    start = _first(mission, "landing")
    if start is None and not {"rover", "hopper"}.isdisjoint(mission.kinds):
        start = _first(mission, "deployment")
    if start is None:
        return None
    if leave := _first(mission, "liftoff"):
        return start.when, leave.when
    end, last = end_of_work(mission), until(mission)
    if last is None or (end and end.type in ("return", "reentry")) or last.is_over_before(start.when):
        return None
    return start.when, last


def orbits(mission: Mission) -> list[Stretch]:
    """The times in orbit of the Moon during the work: from each orbit insertion to departure, impact, return or the end of the
    work; to the landing, unless an orbiter stayed behind. Empty if there was none, or if the end of one is not known.
    """
    found: list[Stretch] = []
    start, end = None, end_of_work(mission)
    leaves = ("orbit-departure", "impact", "return", "reentry", *(() if "orbiter" in mission.kinds else ("landing",)))
    for event in mission.own_events:
        if event.type == "orbit-insertion":
            start = start or event.when
        elif start and (event is end or event.type in leaves):
            found.append((start, event.when))
            start = None
    if start:
        if not mission.is_working or mission.status_as_of is None:
            return []
        found.append((start, mission.status_as_of))
    return found


def work(dataset: Dataset, mission: Mission) -> Stretch | None:
    """From launch to the end of the work, or to the last report."""
    start, last = launch(dataset, mission), until(mission)
    return (start.when, last) if start and last else None


def latitude(mission: Mission) -> float | None:
    """The latitude at which a mission landed, else that of its impact, in degrees; None if it was only the target."""
    for kind in ("landing", "impact"):
        for event in mission.own_events:
            place = event.place
            if event.type == kind and place and place.latitude is not None and place.basis != "target":
                return float(place.latitude)
    return None


def from_pole(degrees: float) -> float:
    """The distance of a latitude from the nearest pole along the surface, in kilometres, to a tenth."""
    return round(radians(90 - abs(degrees)) * MOON_RADIUS_KM, 1)
