"""The race itself: who is ahead, who was first, what comes, how plans slipped, what happened on this day.

The rules of counting stand in `RULES`; a page prints them beside the numbers.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from moonrace.dataset import Dataset
from moonrace.errors import BadValue, NotFound
from moonrace.model import Event, Mission, Target
from moonrace.moment import Moment
from moonrace.query.flights import dating_event, missions
from moonrace.query.joining import members
from moonrace.query.period import happened, moves
from moonrace.shapes import NamedTuple

RULES = (
    "Counted: missions meant to reach the Moon (scope lunar), by their countries; one flown by two countries counts for each.",
    "Landed: a soft landing that something survived. Tried: landed, or hit the Moon or was lost in the attempt.",
    "Round the Moon: people who flew there. On the Moon: the crew of a landing, without the one who stayed in orbit.",
)
UNITS = ("missions", "spacecraft")
CAMPS = {"artemis-accords": "Artemis Accords", "ilrs": "ILRS"}


class Standing(NamedTuple):
    """One line of the scoreboard. Counts of missions (or spacecraft), but for `around` and `on`, which are people."""

    id: str | None
    name: str
    launches: int
    orbits: int
    tried: int
    landed: int
    far_side: int
    samples: int
    around: int
    on: int
    operating: int


def standings(dataset: Dataset, *, by: str = "country", count: str = "missions") -> list[Standing]:
    """The scoreboard by `country` or by `camp`, most launches first, names in alphabetical order where they are even.

    `count="spacecraft"` counts the parts that a mission carried beside it. A camp is the set of states that had joined it
    by the day of the dataset; a state in both stands apart, and so do those in neither.
    """
    if count not in UNITS:
        raise BadValue(f"cannot count {count!r}: choose one of {', '.join(UNITS)}")
    scopes = ("lunar",) if count == "missions" else ("lunar", "part")
    groups: dict[str | None, tuple[str, list[Mission]]] = {}
    for mission in missions(dataset, scopes=scopes):
        if not happened(mission, "launch") and mission.scope != "part":
            continue
        for key, name in dict(_party(dataset, code, by) for code in mission.countries or ("",)).items():
            groups.setdefault(key, (name, []))[1].append(mission)
    rows = [_standing(key, name, flown) for key, (name, flown) in groups.items()]
    return sorted(rows, key=lambda row: (-row.launches, row.name))


def _party(dataset: Dataset, code: str, by: str) -> tuple[str | None, str]:
    if by == "country":
        country = dataset.country_of(code) if code else None
        return (country.id, country.name) if country else (None, "no single country (ESA)")
    if by != "camp":
        raise BadValue(f"cannot group by {by!r}: choose country or camp")
    if code == "SU":
        return "soviet-union", "Soviet Union"
    joined = [
        camp
        for camp in CAMPS
        if camp in dataset.alliances and any(one.country == code for one in members(dataset.alliances[camp], "state"))
    ]
    if len(joined) == 2:
        return "both", "in both"
    return (joined[0], CAMPS[joined[0]]) if joined else ("neither", "in neither")


def _standing(key: str | None, name: str, flown: Sequence[Mission]) -> Standing:
    landed = [mission for mission in flown if happened(mission, "landing")]
    tried = [mission for mission in flown if mission in landed or _tried_landing(mission)]
    travelled = [mission for mission in flown if mission.crew and _reached(mission)]
    return Standing(
        id=key,
        name=name,
        launches=len(flown),
        orbits=sum(happened(mission, "orbit-insertion") for mission in flown),
        tried=len(tried),
        landed=len(landed),
        far_side=sum(any(_far_landing(event) for event in mission.events) for mission in landed),
        samples=sum(mission.sample_mass_g is not None and happened(mission, "return") for mission in flown),
        around=len({person.name for mission in travelled for person in mission.crew}),
        on=len({name for mission in landed for name in walkers(mission)}),
        operating=sum(mission.status == "operating" for mission in flown),
    )


def _reached(mission: Mission) -> bool:
    return any(happened(mission, kind) for kind in ("flyby", "orbit-insertion", "landing"))


def _far_landing(event: Event) -> bool:
    return event.type == "landing" and not event.planned and bool(event.place and event.place.side == "far")


def _tried_landing(mission: Mission) -> bool:
    return any(event.attempted == "landing" and not event.planned for event in mission.events)


def walkers(mission: Mission) -> list[str]:
    """The names of the crew who went down to the surface: all of a landing but the command module pilot."""
    if not happened(mission, "landing"):
        return []
    return [person.name for person in mission.crew if person.role != "command module pilot"]


class First(NamedTuple):
    """A claim to have been first, with the event that it rests on; `contested` says who disputes it."""

    claim: str
    contested: str | None
    mission: Mission
    event: Event


def firsts(chosen: Iterable[Mission], *, contested: bool | None = None) -> list[First]:
    """The firsts of these missions in order of date; only the contested ones, or only the others, where asked."""
    found = [
        First(event.first, event.contested, mission, event)
        for mission in chosen
        for event in mission.events
        if event.first and not event.planned
    ]
    if contested is not None:
        found = [one for one in found if bool(one.contested) == contested]
    return sorted(found, key=lambda one: (one.event.when, one.mission.id))


class Upcoming(NamedTuple):
    """What comes next of a mission. `days` only where the date is known to the day; `slips` is how often it moved."""

    mission: Mission
    event: Event
    overdue: bool
    days: int | None
    slips: int


def upcoming(dataset: Dataset, chosen: Iterable[Mission], today: Moment) -> list[Upcoming]:
    """The next planned event of each mission that is neither cancelled nor paused, in order of date, overdue ones last."""
    found = []
    for mission in chosen:
        if mission.status in ("cancelled", "paused", "completed", "lost"):
            continue
        planned = [event for event in mission.events if event.planned]
        event = next((one for one in planned if one.type == "launch"), None) or next(iter(planned), None)
        if event is None:
            continue
        found.append(
            Upcoming(mission, event, event.when.is_past(today), _days(event.when, today), moves(event.targets))
        )
    return sorted(found, key=lambda one: (one.overdue, one.event.when, one.mission.id))


def _days(when: Moment, today: Moment) -> int | None:
    if when.precision not in ("day", "minute", "second") or not when.earliest or not today.earliest or when.uncertain:
        return None
    return (when.earliest.date() - today.earliest.date()).days


class Slip(NamedTuple):
    """One announced target of an event, and how many months it lies after the one before and after the first."""

    target: Target
    months: int | None
    total: int | None


class History(NamedTuple):
    """How the date of one event moved. `happened` is when it took place; `total` the months from the first target to that
    day or to the newest target; None where a date is open.
    """

    mission: Mission
    event: Event
    slips: list[Slip]
    happened: Moment | None
    total: int | None


def slips(mission: Mission) -> list[History]:
    """The history of each event of a mission that had announced targets. Raises NotFound where none has."""
    histories = []
    for event in mission.events:
        if not event.targets:
            continue
        rows, first = [], event.targets[0].when
        for number, target in enumerate(event.targets):
            before = event.targets[number - 1].when if number else None
            rows.append(Slip(target, _months(before, target.when) if before else None, _months(first, target.when)))
        took_place = None if event.planned else event.when
        histories.append(History(mission, event, rows, took_place, _months(first, event.when)))
    if not histories:
        raise NotFound(f"the record holds no announced targets for {mission.name}")
    return histories


def _months(one: Moment, other: Moment) -> int:
    """Months from one date to another, between the middles of what each can mean; by the bound that an open one has."""
    return round((_middle(other) - _middle(one)) / (30.436875 * 86400))


def _middle(when: Moment) -> float:
    """Seconds; a moment has at least one bound."""
    bounds = [bound.timestamp() for bound in (when.earliest, when.latest) if bound]
    return sum(bounds) / len(bounds)


class Anniversary(NamedTuple):
    """Something that happened on this day of the year, `years` ago."""

    years: int
    mission: Mission
    event: Event


def anniversaries(chosen: Iterable[Mission], day: Moment) -> list[Anniversary]:
    """What happened on the month and day of `day` in earlier years, by UTC, where the date is known to the day."""
    if day.earliest is None or day.precision not in ("day", "minute", "second"):
        raise BadValue(f"{day} is not a day: write it like 2026-07-20")
    wanted = day.earliest
    found = [
        Anniversary(wanted.year - when.earliest.year, mission, event)
        for mission in chosen
        for event in mission.events
        if (when := event.when).earliest
        and not event.planned
        and when.precision in ("day", "minute", "second")
        and (when.earliest.month, when.earliest.day) == (wanted.month, wanted.day)
        and when.earliest.year <= wanted.year
    ]
    return sorted(found, key=lambda one: (one.event.when, one.mission.id))


class Span(NamedTuple):
    """The time of a mission on a chart: from its launch to its end, with what is sure of either.

    `start` and `end` are dates or None where open; `planned` when it has not been launched.
    """

    mission: Mission
    start: Moment
    end: Moment | None
    planned: bool


def spans(chosen: Iterable[Mission]) -> list[Span]:
    """The time of each mission that was flown or is still planned: no end while it operates or is a plan."""
    found = []
    for mission in chosen:
        event = dating_event(mission)
        if event is None or mission.status == "cancelled":
            continue
        ended = mission.status in ("completed", "lost")
        last = max((one.when for one in mission.events if not one.planned), default=None) if ended else None
        found.append(Span(mission, event.when, last, event.planned))
    return sorted(found, key=lambda one: (one.start, one.mission.id))
