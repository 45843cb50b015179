"""The race itself: who is ahead, and who was first. The rules of counting are in `RULES`; a page prints them with the numbers."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from moonrace.dataset import Dataset
from moonrace.dates import Moment
from moonrace.errors import BadValue
from moonrace.query.camps import NAMES, camp
from moonrace.query.missions import missions
from moonrace.records.mission import Mission
from moonrace.records.parts import Event, EventType, Texts

RULES = (
    "Missions meant to reach the Moon (scope lunar) count for their countries; a mission of two countries counts for each.",
    "Landed: a soft landing that something survived. Attempts: landings, and crashes or losses on the way down.",
    "Flew: people who flew to the Moon. Walked: the crew of a landing, without those who stayed in orbit.",
)
UNITS = ("missions", "spacecraft")


class Standing(NamedTuple):
    """One line of the scoreboard. The numbers count missions (or spacecraft), but `flew_around` and `walked` count people.

    id: id of the country or camp; null for missions of no single country
    name: its name
    launches: launched
    orbits: reached orbit of the Moon
    attempts: landed, or crashed or was lost in the attempt
    landed: made a soft landing
    far_side: made a soft landing on the far side
    samples: brought samples back
    flew_around: people who flew to the Moon
    walked: people who walked on the Moon
    operating: still operating
    """

    id: str | None
    name: str
    launches: int
    orbits: int
    attempts: int
    landed: int
    far_side: int
    samples: int
    flew_around: int
    walked: int
    operating: int


class Scoring(NamedTuple):
    """How the standings were counted.

    by: country or camp
    count: missions or spacecraft
    rules: the rules of counting
    """

    by: str
    count: str  # type: ignore[assignment]  # a tuple has a method of that name
    rules: Texts


def standings(dataset: Dataset, *, by: str = "country", count: str = "missions") -> list[Standing]:
    """The scoreboard by `country` or by `camp`, most launches first, names in alphabetical order where they are even.

    `count="spacecraft"` also counts the parts that a mission carried. For camps see `query.camps`.
    """
    if count not in UNITS:
        raise BadValue(f"cannot count {count!r}: choose one of {', '.join(UNITS)}")
    groups: dict[str | None, tuple[str, list[Mission]]] = {}
    for mission in missions(dataset, scopes=("lunar",) if count == "missions" else ("lunar", "part")):
        if not _was_launched(dataset, mission):
            continue
        for key, name in dict(_party(dataset, code, by) for code in mission.countries or ("",)).items():
            groups.setdefault(key, (name, []))[1].append(mission)
    rows = [_standing(key, name, flown) for key, (name, flown) in groups.items()]
    return sorted(rows, key=lambda row: (-row.launches, row.name))


def _was_launched(dataset: Dataset, mission: Mission | None) -> bool:
    """A part was launched with what carried it."""
    if mission is None or mission.happened("launch"):
        return mission is not None
    return mission.part_of is not None and _was_launched(dataset, dataset.missions.get(mission.part_of))


def _party(dataset: Dataset, code: str, by: str) -> tuple[str | None, str]:
    if by == "country":
        country = dataset.country_of(code) if code else None
        return (country.id, country.name) if country else (None, "no single country (ESA)")
    if by != "camp":
        raise BadValue(f"cannot group by {by!r}: choose country or camp")
    key = camp(dataset, code)
    return key, NAMES[key]


def _standing(key: str | None, name: str, flown: Sequence[Mission]) -> Standing:
    landed = [mission for mission in flown if mission.happened("landing")]
    attempts = [mission for mission in flown if mission in landed or _attempted_landing(mission)]
    travelled = [mission for mission in flown if mission.happened("flyby", "orbit-insertion", "landing")]
    return Standing(
        id=key,
        name=name,
        launches=len(flown),
        orbits=sum(mission.happened("orbit-insertion") for mission in flown),
        attempts=len(attempts),
        landed=len(landed),
        far_side=sum(any(map(_is_far_landing, mission.events)) for mission in landed),
        samples=sum(mission.sample_mass_g is not None and mission.happened("return") for mission in flown),
        flew_around=len({person.name for mission in travelled for person in mission.crew}),
        walked=len({name for mission in landed for name in moonwalkers(mission)}),
        operating=sum(mission.status == "operating" for mission in flown),
    )


def _is_far_landing(event: Event) -> bool:
    return event.type == "landing" and not event.planned and event.place is not None and event.place.side == "far"


def _attempted_landing(mission: Mission) -> bool:
    return any(event.attempted == "landing" and not event.planned for event in mission.events)


def moonwalkers(mission: Mission) -> list[str]:
    """The names of the crew who went down to the surface: all of a landing but the command module pilot."""
    if not mission.happened("landing"):
        return []
    return [person.name for person in mission.crew if person.role != "command module pilot"]


class First(NamedTuple):
    """A claim to have been first.

    when: its date, in UTC
    claim: what was first
    contested: who disputes it, and why
    mission: id of the mission
    name: its name
    countries: ISO 3166-1 alpha-2 codes of those who flew it
    type: what kind of event
    sources: ids of its sources
    """

    when: Moment
    claim: str
    contested: str | None
    mission: str
    name: str
    countries: Texts
    type: EventType
    sources: Texts


def firsts(chosen: Iterable[Mission], *, contested: bool | None = None) -> list[First]:
    """The firsts of these missions in order of date; only the contested ones, or only the others, where asked."""
    found = [
        First(
            event.when, event.first, event.contested, mission.id, mission.name, mission.countries, event.type, event.sources
        )
        for mission in chosen
        for event in mission.events
        if event.first and not event.planned and contested in (None, bool(event.contested))
    ]  # fmt: skip
    return sorted(found, key=lambda one: (one.when, one.mission))
