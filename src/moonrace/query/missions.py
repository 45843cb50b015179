"""Missions: filtered, ordered, counted."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple, get_args

from moonrace.dataset import Dataset
from moonrace.dates import Moment
from moonrace.errors import BadValue
from moonrace.parts import Event, Scope
from moonrace.query.membership import members
from moonrace.query.period import NO_DATE, in_period
from moonrace.records import Mission

SORTS = ("date", "name", "country", "agency", "outcome")


def missions(
    dataset: Dataset,
    *,
    scopes: Sequence[str] = ("lunar",),
    agency: str | None = None,
    country: str | None = None,
    programme: str | None = None,
    alliance: str | None = None,
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

    `agency`, `country`, `programme` and `alliance` are names in any spelling of the index (NotFound for one that is not
    there). An agency matches if it flew the mission or took part; an alliance matches if one of the mission's countries is a
    member state. Of several kinds, outcomes or statuses any one suffices. A mission's date is that of its launch. Empty
    `scopes` mean all.
    """
    agency_id = dataset.find("agencies", agency) if agency else None
    iso2 = dataset.country(country).iso2 if country else None
    programme_id = dataset.find("programmes", programme) if programme else None
    states = {member.country for member in members(dataset.alliance(alliance), "state")} if alliance else None
    found = [
        mission
        for mission in _candidates(dataset, agency_id, iso2, programme_id)
        if (not scopes or mission.scope in scopes)
        and (agency_id is None or agency_id in (*mission.agencies, *mission.partners))
        and (iso2 is None or iso2 in mission.countries)
        and (programme_id is None or mission.programme == programme_id)
        and (states is None or not states.isdisjoint(mission.countries))
        and (not kinds or not set(kinds).isdisjoint(mission.kinds))
        and (not outcomes or mission.outcome in outcomes)
        and (not statuses or mission.status in statuses)
        and (crewed is None or mission.has_crew == crewed)
        and ((since is None and until is None) or in_period(dataset, dating_event(mission), since, until))
    ]
    found.sort(key=_sort_key(sort))
    if reverse:
        found.reverse()
    return found[:limit]


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
    """The date that a mission goes by: its launch; else, for a plan, what is planned first; else its first event."""
    event = dating_event(mission)
    return event.when if event else None


def dating_event(mission: Mission) -> Event | None:
    """The event that gives a mission its date."""
    ahead = (event for event in mission.events if event.planned)
    return mission.first_event("launch") or next(ahead, None) or next(iter(mission.events), None)


def _sort_key(sort: str) -> Callable[[Mission], Any]:
    if sort not in SORTS:
        raise BadValue(f"cannot sort by {sort!r}: choose one of {', '.join(SORTS)}")

    def key(mission: Mission) -> Any:
        field = {
            "name": mission.name,
            "country": mission.countries,
            "agency": mission.agencies,
            "outcome": mission.outcome or "~",
        }
        return field.get(sort, ""), date_of(mission) or NO_DATE, mission.id

    return key


def carried(dataset: Dataset, mission: Mission) -> list[Mission]:
    """The rovers, probes and other parts that a mission carried."""
    return [dataset.missions[key] for key in dataset.linked("part_of", mission.id)]


def is_flown(mission: Mission) -> bool:
    """True for a mission that was launched towards the Moon, whether or not it got there; a part does not count."""
    return mission.scope == "lunar" and mission.happened("launch")


class Totals(NamedTuple):
    """What the missions of a programme add up to; parts do not count beside the mission that carried them.

    launched: missions with a launch that happened
    landed: missions with a soft landing on the Moon
    crewed: missions launched with people
    crewed_landings: missions that landed with people
    samples_g: grams of samples brought back, summed over the missions
    """

    launched: int
    landed: int
    crewed: int
    crewed_landings: int
    samples_g: float


def totals(flown: Iterable[Mission]) -> Totals:
    """The sums over some missions, each counted from the record's own rows."""
    launched = [mission for mission in flown if mission.scope != "part" and mission.happened("launch")]
    landed = [mission for mission in launched if mission.happened("landing")]
    return Totals(
        launched=len(launched),
        landed=len(landed),
        crewed=sum(mission.has_crew for mission in launched),
        crewed_landings=sum(mission.has_crew for mission in landed),
        samples_g=round(sum(mission.sample_mass_g.value for mission in launched if mission.sample_mass_g), 3),
    )


def count_by_scope(dataset: Dataset) -> dict[str, int]:
    """How many missions the record has, by scope."""
    scopes = [mission.scope for mission in dataset.missions.values()]
    return {scope: scopes.count(scope) for scope in get_args(Scope)}
