"""The records of the race: the longest, nearest, heaviest and most moved, the first and the latest, each with its rule.

Lengths are those of `moonrace.query.durations`. If the end of a mission is not known to the day, its time counts up to the
first day that the date can mean, as the least that is certain. Missions that share a record have a row each.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Literal, NamedTuple

from moonrace.dataset import Dataset
from moonrace.dates import Moment
from moonrace.query import durations
from moonrace.query.counts import is_far_landing, launched
from moonrace.query.plans import slips
from moonrace.records.mission import Mission
from moonrace.records.parts import Event, Texts

Unit = Literal["hours", "days", "km", "kg", "g", "times", "months"]
Accuracy = Literal["exact", "about", "at-least"]


class Superlative(NamedTuple):
    """A record of the Moon race, and who holds it.

    record: id of the record
    rule: what is compared, and among which missions
    name: its name
    countries: ISO 3166-1 alpha-2 codes of those who flew it
    value: the number; null for the first and the latest of something
    unit: its unit
    accuracy: exact, about where the record gives an estimate or a vague date, at-least where it lasted no less
    ongoing: true where it still works, so that the number grows
    planned: true where its date is a plan
    when: the date of it: of the landing, the return, the end, the last word
    """

    record: str
    rule: str
    mission: str
    name: str
    countries: Texts
    value: float | None
    unit: Unit | None
    accuracy: Accuracy
    ongoing: bool
    planned: bool
    when: Moment | None
    sources: Texts


class Found(NamedTuple):
    """The value of a mission in a comparison, with its date, its sources, and how accurate it is."""

    mission: Mission
    value: float
    when: Moment | None
    sources: Texts
    accuracy: Accuracy = "exact"
    ongoing: bool = False
    planned: bool = False


class Rule(NamedTuple):
    """One comparison: its id, its rule in words, the unit, whether the most or the least wins, and what is compared."""

    record: str
    text: str
    unit: Unit | None
    most: bool
    find: Callable[[Dataset], Iterable[Found]]


def superlatives(dataset: Dataset) -> list[Superlative]:
    """Each record with those who hold it, in the order of `RULES`; none if nothing can be compared."""
    rows = []
    for rule in RULES:
        found = list(rule.find(dataset))
        best = (max if rule.most else min)((one.value for one in found), default=None)
        rows += [
            Superlative(
                rule.record, rule.text, one.mission.id, one.mission.name, one.mission.countries,
                one.value if rule.unit else None, rule.unit, one.accuracy, one.ongoing, one.planned, one.when,
                one.sources,
            )
            for one in found
            if one.value == best
        ]  # fmt: skip
    return rows


def _flown(dataset: Dataset) -> list[Mission]:
    return launched(dataset)


def _cited(mission: Mission, stretch: durations.Stretch) -> Texts:
    """The sources of the events at both ends of a stretch."""
    events = [event for event in mission.events if not event.planned and event.when in stretch]
    return tuple(dict.fromkeys(key for event in events for key in event.sources))


def _timed(mission: Mission, stretch: durations.Stretch | None) -> Iterator[Found]:
    """The hours of a stretch, if both ends are known to the minute."""
    value = durations.hours(stretch)
    if stretch and value is not None:
        yield Found(mission, value, stretch[1], _cited(mission, stretch))


def _crewed_stays(dataset: Dataset) -> Iterator[Found]:
    for one in _flown(dataset):
        if one.crewed and one.happened("liftoff"):
            yield from _timed(one, durations.surface(one))


def _crewed_flights(dataset: Dataset) -> Iterator[Found]:
    for one in _flown(dataset):
        if one.crewed and one.happened("flyby", "orbit-insertion", "landing"):
            yield from _timed(one, durations.flight(dataset, one))


def _trips(*types: str) -> Callable[[Dataset], Iterator[Found]]:
    def find(dataset: Dataset) -> Iterator[Found]:
        for one in _flown(dataset):
            yield from _timed(one, durations.trip(dataset, one, *types))

    return find


def _landings_from(pole: int) -> Callable[[Dataset], Iterator[Found]]:
    """Soft landings with their distance from a pole: 1 for the north, -1 for the south."""

    def find(dataset: Dataset) -> Iterator[Found]:
        for one in _flown(dataset):
            event = next((event for event in one.own_events if event.type == "landing"), None)
            degrees = durations.latitude(one)
            if event and event.place and event.place.is_located and degrees is not None and degrees * pole > 0:
                yield Found(one, durations.from_pole(degrees), event.when, event.place.sources or event.sources)

    return find


def _masses(holds: Callable[[Mission], bool]) -> Callable[[Dataset], Iterator[Found]]:
    def find(dataset: Dataset) -> Iterator[Found]:
        for one in _flown(dataset):
            if one.mass_kg and holds(one):
                event = one.first_event("launch")
                about: Accuracy = "about" if one.mass_kg.approximate else "exact"
                yield Found(one, one.mass_kg.value, event.when if event else None, one.mass_kg.sources, about)

    return find


def _number(field: str, holds: Callable[[Mission], bool]) -> Callable[[Dataset], Iterator[Found]]:
    """A number of the missions and craft that were launched, with the day of its count, else of the landing, deployment or
    launch.
    """

    def find(dataset: Dataset) -> Iterator[Found]:
        for one in launched(dataset, "spacecraft"):
            number = getattr(one, field)
            if number and holds(one):
                event = one.first_event("landing", "deployment", "launch")
                about: Accuracy = "about" if number.approximate else "exact"
                yield Found(one, number.value, number.as_of or (event.when if event else None), number.sources, about)

    return find


def _samples(crewed: bool) -> Callable[[Dataset], Iterator[Found]]:
    def find(dataset: Dataset) -> Iterator[Found]:
        for one in _flown(dataset):
            event = one.first_happened("return")
            if event and one.sample_mass_g and one.crewed == crewed:
                number = one.sample_mass_g
                about: Accuracy = "about" if number.approximate else "exact"
                yield Found(one, number.value, event.when, number.sources, about)

    return find


def _work(
    length: Callable[[Dataset, Mission], list[durations.Stretch]], ongoing: bool | None = None
) -> Callable[[Dataset], Iterator[Found]]:
    """The days of some stretches of the missions and craft that were launched; with `ongoing` only of what still works."""

    def find(dataset: Dataset) -> Iterator[Found]:
        for one in launched(dataset, "spacecraft"):
            stretches, works = length(dataset, one), one.is_working
            if one.crewed or not stretches or (ongoing and not works):
                continue
            known = durations.days(stretches)
            value = known if known is not None else durations.least_days(stretches)
            if value is not None:
                end = stretches[-1][1]
                accuracy: Accuracy = "exact" if known is not None else "at-least"
                still = works and end == one.status_as_of
                yield Found(one, value, end, _cited(one, (stretches[0][0], end)), accuracy, still)

    return find


def _one(stretch: durations.Stretch | None) -> list[durations.Stretch]:
    return [stretch] if stretch else []


def _moved(dataset: Dataset) -> Iterator[Found]:
    from moonrace.query.period import moves

    for mission in dataset.missions.values():
        event = mission.first_event("launch")
        if event and event.targets and mission.scope != "part" and not mission.is_dropped:
            sources = tuple(dict.fromkeys(key for target in event.targets for key in target.sources))
            yield Found(mission, moves(event.targets), event.when, sources, planned=event.planned)


def _slipped(flown: bool) -> Callable[[Dataset], Iterator[Found]]:
    """The months from the first announced launch date to the launch, or to the latest date of one that is still planned."""

    def find(dataset: Dataset) -> Iterator[Found]:
        for mission in dataset.missions.values():
            event = mission.first_event("launch")
            if (
                event is None
                or not event.targets
                or mission.scope == "part"
                or mission.is_dropped
                or event.planned == flown
            ):
                continue
            history = next(history for history in slips(mission) if history.type == "launch")
            if history.total_months is not None:
                keys = dict.fromkeys((*event.targets[0].sources, *event.sources))
                yield Found(mission, history.total_months, event.when, tuple(keys), "about", planned=event.planned)

    return find


def _events(holds: Callable[[Mission, Event], bool]) -> Callable[[Dataset], Iterator[Found]]:
    """The first event of each mission for which `holds` is true, by its time."""

    def find(dataset: Dataset) -> Iterator[Found]:
        for one in _flown(dataset):
            event = next((event for event in one.events if not event.planned and holds(one, event)), None)
            if event and event.when.earliest:
                yield Found(one, event.when.earliest.timestamp(), event.when, event.sources)

    return find


_MARKS: dict[str, tuple[str, Callable[[Mission, Event], bool]]] = {
    "launch": ("launch to the Moon, whether or not it got there", lambda _, event: event.type == "launch"),
    "orbit": ("mission in orbit of the Moon", lambda _, event: event.type == "orbit-insertion"),
    "landing": ("soft landing", lambda _, event: event.type == "landing"),
    "far-side-landing": ("soft landing on the far side", lambda _, event: is_far_landing(event)),
    "samples": (
        "return of samples to Earth", lambda one, event: event.type == "return" and one.sample_mass_g is not None,
    ),
    "crew": (
        "arrival of people at the Moon, to pass or to orbit it",
        lambda one, event: one.crewed and event.type in ("flyby", "orbit-insertion"),
    ),
    "crewed-landing": ("landing of people", lambda one, event: one.crewed and event.type == "landing"),
}  # fmt: skip

_WORKING = "to the end of its work, or to the last word of what still works; parts count too, crews do not"

RULES: tuple[Rule, ...] = (
    Rule("longest-crewed-stay", "longest stay of people on the surface, from landing to lift-off", "hours", True, _crewed_stays),
    Rule("longest-crewed-flight", "longest flight of people to the Moon, from launch to return", "hours", True, _crewed_flights),
    Rule(
        "quickest-trip", "shortest time from launch to the first orbit insertion, landing or impact; fly-bys do not count",
        "hours", False, _trips(),
    ),
    Rule(
        "quickest-to-orbit", "shortest time from launch to orbit insertion", "hours", False, _trips("orbit-insertion")
    ),
    Rule("quickest-to-landing", "shortest time from launch to a soft landing", "hours", False, _trips("landing")),
    Rule("nearest-south-pole", "soft landing nearest to the south pole, along the surface", "km", False, _landings_from(-1)),
    Rule("nearest-north-pole", "soft landing nearest to the north pole, along the surface", "km", False, _landings_from(1)),
    Rule(
        "heaviest-launched", "heaviest mission to the Moon, by its mass at launch, with all that it carried", "kg", True,
        _masses(lambda one: True),
    ),
    Rule(
        "heaviest-landed", "heaviest mission with a soft landing: the mass of all of it at launch, and not of what landed",
        "kg", True,
        _masses(lambda one: one.happened("landing")),
    ),
    Rule(
        "heaviest-robotic-landed", "the same without a crew: the mass of all of it at launch",
        "kg", True,
        _masses(lambda one: one.happened("landing") and not one.crewed),
    ),
    Rule("longest-drive", "longest drive on the Moon", "km", True, _number("driven_km", lambda one: True)),
    Rule(
        "farthest-crewed", "farthest that people were from the surface of the Earth", "km", True,
        _number("farthest_km", lambda one: one.crewed),
    ),
    Rule("most-samples-crewed", "most samples brought back by one mission with a crew", "g", True, _samples(True)),
    Rule("most-samples-robotic", "most samples brought back by one mission without a crew", "g", True, _samples(False)),
    Rule(
        "longest-in-orbit", f"longest time at work in orbit of the Moon: from orbit insertion {_WORKING}", "days", True,
        _work(lambda _, one: durations.orbits(one)),
    ),
    Rule(
        "longest-on-surface", f"longest time at work on the surface: from landing {_WORKING}", "days", True,
        _work(lambda _, one: _one(durations.surface(one))),
    ),
    Rule(
        "longest-still-working", "longest at work of what still works: from launch to the last word of it", "days", True,
        _work(lambda dataset, one: _one(durations.work(dataset, one)), ongoing=True),
    ),
    Rule(
        "most-moved-launch", "launch date that moved most often, flown or still planned; by the announced dates in this record",
        "times", True, _moved,
    ),
    Rule(
        "longest-slip-flown", "longest slip of a launch: from the middle of the first date announced in this record to it",
        "months", True,
        _slipped(True),
    ),
    Rule(
        "longest-slip-planned",
        "longest slip of a launch that is still planned: to the middle of its latest date; open dates do not count",
        "months", True,
        _slipped(False),
    ),
    *(Rule(f"first-{key}", f"first {text}", None, False, _events(holds)) for key, (text, holds) in _MARKS.items()),
    *(Rule(f"latest-{key}", f"latest {text}", None, True, _events(holds)) for key, (text, holds) in _MARKS.items()),
)  # fmt: skip
"""The records, in the order in which they are shown."""
