"""Missions: filtered, ordered, counted."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple, get_args

from moonrace.dataset import Dataset
from moonrace.dates import Moment
from moonrace.errors import BadValue
from moonrace.query import durations
from moonrace.query.period import NO_DATE, in_period, known, moves
from moonrace.records.mission import Kind, Mission, Scope
from moonrace.records.parts import Event

SORTS = ("date", "name", "country", "agency", "outcome", "duration", "mass", "slips", "latitude")
AMOUNTS: Mapping[str, str] = {
    "duration": "working_days", "mass": "mass_kg", "slips": "slips", "latitude": "latitude",
}  # fmt: skip
"""Orders by a number, each with the column that shows it: the largest, or northernmost, first. Missions without a value come
last, reversed or not.
"""


def missions(
    dataset: Dataset,
    *,
    scopes: Sequence[str] = ("lunar",),
    agency: str | None = None,
    country: str | None = None,
    programme: str | None = None,
    alliance: str | None = None,
    launcher: str | None = None,
    kinds: Sequence[str] = (),
    outcomes: Sequence[str] = (),
    statuses: Sequence[str] = (),
    crewed: bool | None = None,
    since: Moment | None = None,
    until: Moment | None = None,
    sort: str = "date",
    reverse: bool = False,
    limit: int | None = None,
) -> list[Mission]:
    """The missions that match every filter, in order of date unless `sort` says otherwise.

    `agency`, `country`, `programme` and `alliance` are names in any spelling; an unknown one raises NotFound, a word outside a
    vocabulary BadValue. An agency matches if it flew the mission or took part; an alliance matches if one of the mission's
    countries is a member state. Of several kinds, outcomes or statuses one is enough; outcomes and statuses take the words of
    `HOW`. A launcher matches if its name has these words, the last one perhaps cut short: `long march 5` is Long March 5 and
    5B, but not 50.

    The date of a mission is that of its launch. A mission that was cancelled or paused before launch is in no period, unless
    such a status is asked for. Empty `scopes` mean all.
    """
    from moonrace.query.words import HOW, flew_on, went, words_of  # not needed to look up one mission

    for words, vocabulary in ((scopes, Scope), (kinds, Kind), (outcomes, HOW), (statuses, HOW)):
        known(words, vocabulary)
    if limit is not None and limit < 0:
        raise BadValue(f"cannot show {limit} missions: limit is 0 or more")
    agency_id = dataset.find("agencies", agency) if agency is not None else None
    iso2 = dataset.country(country).iso2 if country is not None else None
    programme_id = dataset.find("programmes", programme) if programme is not None else None
    states = _member_states(dataset, alliance) if alliance is not None else None
    rocket = words_of(launcher) if launcher is not None else None
    dropped = not {"cancelled", "canceled", "paused"}.isdisjoint((*outcomes, *statuses))
    found = [
        mission
        for mission in _candidates(dataset, agency_id, iso2, programme_id)
        if (not scopes or mission.scope in scopes)
        and (agency_id is None or agency_id in (*mission.agencies, *mission.partners))
        and (iso2 is None or iso2 in mission.countries)
        and (programme_id is None or mission.programme == programme_id)
        and (states is None or not states.isdisjoint(mission.countries))
        and (not kinds or not set(kinds).isdisjoint(mission.kinds))
        and (not outcomes or went(mission, outcomes))
        and (not statuses or went(mission, statuses))
        and (crewed is None or mission.crewed == crewed)
        and (rocket is None or flew_on(mission.launcher, rocket))
        and ((since is None and until is None) or _is_within(dataset, mission, since, until, dropped))
    ]
    found.sort(key=_sort_key(dataset, sort))
    if reverse:
        found.reverse()
    if sort in AMOUNTS:
        found.sort(key=lambda one: amount(dataset, one, sort) is None)
    return found[:limit]


def _is_within(dataset: Dataset, mission: Mission, since: Moment | None, until: Moment | None, dropped: bool) -> bool:
    if mission.is_dropped and not dropped and not mission.happened("launch"):
        return False
    return in_period(dataset, dating_event(mission), since, until, dropped=mission.is_dropped)


def _member_states(dataset: Dataset, alliance: str) -> set[str | None]:
    from moonrace.query.membership import members  # not needed by most questions

    return {member.country for member in members(dataset.alliance(alliance), "state")}


def _candidates(dataset: Dataset, agency: str | None, iso2: str | None, programme: str | None) -> Iterable[Mission]:
    """The missions that can match: those that the record links to what was asked for, or all."""
    if programme:
        keys: Iterable[str] = dataset.linked("programme", programme)
    elif iso2:
        keys = dataset.linked("countries", iso2)
    elif agency:
        keys = dict.fromkeys([*dataset.linked("agencies", agency), *dataset.linked("partners", agency)])
    else:
        return dataset.missions.values()
    return [dataset.missions[key] for key in keys]


def date_of(mission: Mission) -> Moment | None:
    """The date of a mission: its launch; if it has none, its first planned event, else its first event."""
    event = dating_event(mission)
    return event.when if event else None


def dating_event(mission: Mission) -> Event | None:
    """The event that gives a mission its date."""
    ahead = (event for event in mission.events if event.planned)
    return mission.first_event("launch") or next(ahead, None) or next(iter(mission.events), None)


def part_name(dataset: Dataset, event: Event) -> str:
    """The name of the part that an event happened to; empty if it happened to the whole."""
    part = dataset.missions.get(event.of or "")
    return part.name if part else event.of or ""


def amount(dataset: Dataset, mission: Mission, sort: str) -> float | None:
    """The value that an order of `AMOUNTS` sorts by: days of work, kilograms at launch, how often the date moved, or degrees
    north.
    """
    match sort:
        case "duration":
            stretch = durations.work(dataset, mission)
            return durations.days([stretch]) if stretch else None
        case "mass":
            return mission.mass_kg.value if mission.mass_kg else None
        case "slips":
            return slips(mission)
        case _:
            return durations.latitude(mission)


def slips(mission: Mission) -> int | None:
    """How often the date of a mission moved; None if no target is known."""
    event = dating_event(mission)
    return moves(event.targets) if event and event.targets else None


def _sort_key(dataset: Dataset, sort: str) -> Callable[[Mission], Any]:
    if sort not in SORTS:
        raise BadValue(f"cannot sort by {sort!r}: choose one of {', '.join(SORTS)}")

    def key(mission: Mission) -> Any:
        field: dict[str, Any] = {
            "name": [int(part) if part.isdigit() else part for part in re.split(r"(\d+)", mission.name.casefold())],
            "country": mission.countries,
            "agency": mission.agencies,
            "outcome": mission.outcome or "~",
        }
        first = -(amount(dataset, mission, sort) or 0) if sort in AMOUNTS else field.get(sort, "")
        return first, date_of(mission) or NO_DATE, mission.id

    return key


def carried(dataset: Dataset, mission: Mission) -> list[Mission]:
    """The rovers, probes and other parts that a mission carried."""
    return [dataset.missions[key] for key in dataset.linked("part_of", mission.id)]


def count_by_scope(dataset: Dataset) -> dict[str, int]:
    """How many missions the record has, by scope."""
    scopes = [mission.scope for mission in dataset.missions.values()]
    return {scope: scopes.count(scope) for scope in get_args(Scope)}


class OfMission(NamedTuple):
    """Derived from a mission. The lengths are computed by the rule of `moonrace.query.durations`: null where a date is not known
    well enough; days have decimals where both times are known to the minute; for what still works they count to the last word of
    it.

    date: the date that it goes by: its launch, else what is planned first
    flight_days: days from launch to the return to Earth
    trip_days: days from launch to the first orbit insertion, landing or impact
    surface_hours: hours from landing to lift-off or the end of its work, where both are known to the minute
    surface_days: the same in days
    orbit_days: days in orbit of the Moon while it worked, the sum of all its stays
    working_days: days from launch to the end of its work
    latitude: where it landed, else hit the Moon: degrees, north positive
    pole_km: distance of that from the nearest pole, along the surface in kilometres
    slips: how often the date that it goes by has moved, where targets were announced
    landed: date of its first landing on the Moon, where it made one
    """

    date: Moment | None
    flight_days: float | None = None
    trip_days: float | None = None
    surface_hours: float | None = None
    surface_days: float | None = None
    orbit_days: float | None = None
    working_days: float | None = None
    latitude: float | None = None
    pole_km: float | None = None
    slips: int | None = None
    landed: Moment | None = None


def of_mission(dataset: Dataset, mission: Mission) -> OfMission:
    """What an answer adds to a mission."""
    stay = durations.surface(mission)
    flight, trip, work = (find(dataset, mission) for find in (durations.flight, durations.trip, durations.work))
    latitude = durations.latitude(mission)
    landing = mission.first_happened("landing")
    return OfMission(
        date_of(mission), durations.days(_as_list(flight)), durations.days(_as_list(trip)),
        durations.hours(stay), durations.days(_as_list(stay)), durations.days(durations.orbits(mission)),
        durations.days(_as_list(work)),
        latitude, None if latitude is None else durations.from_pole(latitude), slips(mission), landing.when if landing else None,
    )  # fmt: skip


def _as_list(stretch: durations.Stretch | None) -> list[durations.Stretch]:
    return [stretch] if stretch else []
