"""How many: every number with one rule. The scoreboard, countries, agencies, programmes and the views of the SQLite export
count by these rules.

Plans and cancelled missions are never counted, and a part is not counted beside the mission that carried it. With `spacecraft`
parts count too, but what several craft did together counts once: one landing, however many craft landed on one lander.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from moonrace.dataset import Dataset
from moonrace.dates import Moment
from moonrace.records.documents import Claim
from moonrace.records.mission import ARRIVALS, Mission, launch_of
from moonrace.records.parts import Event, Seat, Texts

RULES: Mapping[str, str] = {
    "launches": "launched to reach the Moon, whether or not it got there",
    "orbits": "of these, entered orbit of the Moon",
    "attempts": "of these, landed, crashed in the attempt, or was lost on the way down",
    "landed": "of these, made a soft landing that something survived",
    "far_side": "of these, landed on the far side",
    "samples": "of these, brought samples back",
    "flew_around": "people who flew to the Moon, by their own country",
    "walked": "of these, walked on it",
    "operating": "of the missions launched, not known to have ended",
}
"""The rule of each column of the scoreboard."""


class Tally(NamedTuple):
    """How many of some missions did what. The numbers count missions (or spacecraft); `flew_around` and `walked` count people.

    launches: launched
    orbits: reached orbit of the Moon
    attempts: landed, or crashed or was lost in the attempt
    landed: made a soft landing
    far_side: made a soft landing on the far side
    samples: brought samples back
    flew_around: people who flew to the Moon
    walked: people who walked on the Moon
    operating: not known to have ended
    """

    launches: int
    orbits: int
    attempts: int
    landed: int
    far_side: int
    samples: int
    flew_around: int
    walked: int
    operating: int


def tally(dataset: Dataset, flown: Iterable[Mission], travellers: Iterable[str], walkers: Iterable[str]) -> Tally:
    """The numbers of missions and craft that were launched, and of people by name."""
    chosen = list(flown)

    def number(holds: Callable[[Event], bool]) -> int:
        """How many craft have such an event; of those that came with one mission, each such event once."""
        found = set()
        for one in chosen:
            events = [event.when for event in one.events if not event.planned and holds(event)]
            if events:
                found.add((carrier(dataset, one).id, min(events)))
        return len(found)

    return Tally(
        launches=len(chosen),
        orbits=number(lambda event: event.type == "orbit-insertion"),
        attempts=number(lambda event: event.type == "landing" or event.attempted == "landing"),
        landed=number(lambda event: event.type == "landing"),
        far_side=number(is_far_landing),
        samples=len({carrier(dataset, one).id for one in chosen if one.sample_mass_g and one.happened("return")}),
        flew_around=len(set(travellers)),
        walked=len(set(walkers)),
        operating=sum(one.is_working for one in chosen),
    )


def is_far_landing(event: Event) -> bool:
    """A landing on the far side that happened."""
    return event.type == "landing" and not event.planned and event.place is not None and event.place.side == "far"


def carrier(dataset: Dataset, mission: Mission) -> Mission:
    """The mission that carried a part, however many carried each other; of a mission, itself."""
    seen = set()
    while mission.id not in seen:
        seen.add(mission.id)
        mission = dataset.missions.get(mission.part_of or "", mission)
    return mission


def launched(dataset: Dataset, count: str = "missions") -> list[Mission]:
    """The missions that were launched to reach the Moon; with `spacecraft`, also what they carried."""
    return [
        mission
        for mission in dataset.missions.values()
        if mission.is_flown
        or (
            count == "spacecraft"
            and mission.scope == "part"
            and carrier(dataset, mission).is_flown
            and launch_of(dataset.missions, mission)
        )
    ]


def travellers(mission: Mission) -> Iterator[Seat]:
    """The people of a mission that flew to the Moon."""
    if mission.is_flown and mission.happened(*ARRIVALS):
        yield from mission.crew


def moonwalkers(mission: Mission) -> list[Seat]:
    """The crew who went out on the surface: all but the command module pilot, once the first EVA after the landing has begun."""
    happened = [event.type for event in mission.events if not event.planned]
    if "landing" not in happened or "eva" not in happened[happened.index("landing") :]:
        return []
    return [person for person in mission.crew if person.role != "command module pilot"]


SETS: Mapping[str, tuple[str, Callable[[Mission], bool]]] = {
    "launched": (RULES["launches"], lambda one: one.is_flown),
    "reached": (
        "of these, flew past, orbited, landed on or hit the Moon",
        lambda one: one.is_flown and one.happened(*ARRIVALS, "impact"),
    ),
    "succeeded": ("of these, did what they were meant to", lambda one: one.is_flown and one.outcome == "success"),
    "with-flybys": (
        "launched to reach the Moon, or to pass it on the way to somewhere else",
        lambda one: one.scope in ("lunar", "flyby") and one.happened("launch"),
    ),
    "with-tests": (
        "these, and tests of lunar craft and rockets near the Earth",
        lambda one: one.scope in ("lunar", "flyby", "test") and one.happened("launch"),
    ),
}
"""Rules by which one can count the missions to the Moon: what is counted, and whether a mission is."""


class Count(NamedTuple):
    """How many missions to the Moon there have been, by one rule.

    rule: id of the rule
    counted: what it counts
    number: how many
    beside: ids of the missions that it counts and the first rule does not, or the other way round
    """

    rule: str
    counted: str
    number: int
    beside: Texts


class Printed(NamedTuple):
    """A number in print, and what this record counts up to its day.

    count: the number
    by: who printed it
    when: when
    rule: what they say they count
    nearest: id of our rule that comes nearest
    number: what that rule gives for its day
    """

    count: int  # type: ignore[assignment]  # a tuple has a method of that name
    by: str
    when: Moment
    rule: str
    nearest: str
    number: int
    sources: Texts


class InPrint(NamedTuple):
    """What others have counted.

    printed: numbers in print, the smallest first
    """

    printed: tuple[Printed, ...]


def counts(dataset: Dataset) -> list[Count]:
    """The number of missions to the Moon by each rule."""
    rows, first = [], {mission.id for mission in dataset.missions.values() if mission.is_flown}
    for rule, (text, holds) in SETS.items():
        found = {mission.id for mission in dataset.missions.values() if holds(mission)}
        rows.append(Count(rule, text, len(found), tuple(key for key in dataset.missions if key in found ^ first)))
    crafts = [one.id for one in launched(dataset, "spacecraft")]
    beside = tuple(key for key in crafts if key not in first)
    return [
        *rows,
        Count("with-parts", "launched to reach the Moon, and each craft that they carried", len(crafts), beside),
    ]


def printed(dataset: Dataset, claims: Iterable[Claim]) -> tuple[Printed, ...]:
    """Each number in print with the rule of ours that comes nearest to it, counting launches up to its day."""
    found = []
    for claim in claims:
        numbers = {
            rule: sum(holds(mission) and _launched_by(mission, claim.when) for mission in dataset.missions.values())
            for rule, (_, holds) in SETS.items()
        }
        nearest = min(numbers, key=lambda rule: abs(numbers[rule] - claim.count))
        found.append(Printed(claim.count, claim.by, claim.when, claim.rule, nearest, numbers[nearest], claim.sources))
    return tuple(sorted(found, key=lambda one: (one.count, one.when.text)))


def _launched_by(mission: Mission, day: Moment) -> bool:
    launch = mission.first_event("launch")
    return launch is not None and launch.when.is_past(day)
