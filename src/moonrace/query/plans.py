"""What is planned, what still works, and how the dates of plans moved."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any, Literal, NamedTuple

from moonrace.dataset import Dataset
from moonrace.dates import Moment
from moonrace.errors import NotFound
from moonrace.query.period import NO_DATE, moves
from moonrace.records.mission import Mission, launch_of
from moonrace.records.parts import EventType, Texts


class Upcoming(NamedTuple):
    """What comes next of a mission.

    when: the planned date
    name: its name
    countries: ISO 3166-1 alpha-2 codes of those who fly it
    type: what kind of event
    overdue: true where the date has gone by without news
    days: days from the day of the record, where the date is known to the day
    slips: how often the date moved
    """

    when: Moment
    mission: str
    name: str
    countries: Texts
    type: EventType
    overdue: bool
    days: int | None
    slips: int
    sources: Texts


def upcoming(chosen: Iterable[Mission], today: Moment) -> list[Upcoming]:
    """The next planned event of each mission that is neither cancelled nor paused, in order of date, overdue ones last."""
    found = []
    for mission in chosen:
        if mission.is_dropped or mission.has_ended:
            continue
        planned = [event for event in mission.events if event.planned]
        event = next((one for one in planned if one.type == "launch"), None) or next(iter(planned), None)
        if event is None:
            continue
        found.append(
            Upcoming(
                event.when, mission.id, mission.name, mission.countries, event.type, event.when.is_past(today),
                _days(event.when, today), moves(event.targets), event.sources,
            )
        )  # fmt: skip
    return sorted(found, key=lambda one: (one.overdue, one.when, one.mission))


def _days(when: Moment, today: Moment) -> int | None:
    """Days from the last day of `today` to a date that is known to the day; None for another date."""
    if not when.is_day or not when.is_certain or not when.earliest or not today.latest:
        return None
    return (when.earliest.date() - (today.latest - timedelta(microseconds=1)).date()).days


Where = Literal["moon", "on-the-way", "elsewhere"]
_ORBITERS = frozenset({"orbiter", "crewed-spacecraft"})
_MOVES = ("flyby", "orbit-insertion", "landing", "deployment", "orbit-departure", "liftoff")


class Working(NamedTuple):
    """A craft that is not known to have ended.

    name: its name
    countries: ISO 3166-1 alpha-2 codes of those who fly it
    kinds: what it is
    status: operating or in-flight
    where: at the Moon, on its way there, or elsewhere
    launched: its launch, or that of what carried it
    last_word: date of the last word of it
    sources: ids of the sources of that word
    """

    mission: str
    name: str
    countries: Texts
    kinds: Texts
    status: Literal["operating", "in-flight"]
    where: Where
    launched: Moment | None
    last_word: Moment | None
    sources: Texts


def _where(mission: Mission) -> Where:
    """Where a craft is, by its last dated move. A relay serves the Moon from wherever it is. After a lift-off, the part that
    stayed in orbit is still at the Moon.
    """
    moves = [event.type for event in mission.own_events if event.type in _MOVES]
    if "orbit-insertion" in moves and not _ORBITERS.isdisjoint(mission.kinds):
        moves = [move for move in moves if move != "liftoff"]
    if moves and (moves[-1] in ("orbit-insertion", "landing", "deployment") or "relay" in mission.kinds):
        return "moon" if mission.scope != "context" and "earth-satellite" not in mission.kinds else "elsewhere"
    return (
        "on-the-way"
        if not moves and mission.status == "in-flight" and "earth-satellite" not in mission.kinds
        else "elsewhere"
    )


def working(dataset: Dataset, chosen: Iterable[Mission]) -> list[Working]:
    """The missions among these that are not known to have ended, the latest word first."""
    found = []
    for one in chosen:
        if one.status in ("operating", "in-flight"):
            launch = launch_of(dataset.missions, one)
            word = next(reversed(one.own_events), launch)
            found.append(
                Working(
                    one.id, one.name, one.countries, one.kinds, one.status, _where(one), launch.when if launch else None,
                    one.status_as_of, word.sources if word else (),
                )
            )  # fmt: skip
    return sorted(found, key=lambda one: (one.last_word or NO_DATE, one.mission), reverse=True)


class Slip(NamedTuple):
    """One announced target of an event.

    announced: when it was announced
    when: the date that was announced
    by: who announced it
    type: what was planned then, where it was another kind of event
    months: months after the target before it
    total_months: months after the first target
    """

    announced: Moment | None
    when: Moment
    by: str | None
    type: EventType | None
    note: str | None
    sources: Texts
    months: int | None
    total_months: int | None


class History(NamedTuple):
    """How the date of one event moved.

    type: what kind of event
    happened: when it took place; null while it is a plan
    total_months: months from the first target to that day, or to the latest target
    sources: ids of the sources of the event
    targets: the announced targets, oldest first
    """

    mission: str
    type: EventType
    happened: Moment | None
    total_months: int | None
    sources: Texts
    targets: tuple[Slip, ...]


class SlipRow(NamedTuple):
    """One announced target, or what came of it, as a line of a table.

    event: what kind of event
    slip: the target
    """

    mission: str
    event: EventType
    slip: Slip


def slips(mission: Mission) -> list[History]:
    """The history of each event of a mission that had announced targets. Raises NotFound if none has.

    Months are counted between the middles of two dates. They are None if one date is open, or if the two are of different kinds
    of event.
    """
    histories = []
    for event in mission.events:
        if not event.targets:
            continue
        rows: list[Slip] = []
        first: dict[Any, Moment] = {}  # of each kind of event: a launch and a landing are no dates of one thing
        for number, target in enumerate(event.targets):
            before = event.targets[number - 1] if number else None
            months = months_between(before.when, target.when) if before and before.type == target.type else None
            whole = months_between(first.setdefault(target.type, target.when), target.when)
            rows.append(Slip(*target, months=months, total_months=whole))
        took_place = None if event.planned else event.when
        kind = event.targets[0].type in (None, event.type)
        total = months_between(event.targets[0].when, event.when) if kind else None
        histories.append(History(mission.id, event.type, took_place, total, event.sources, tuple(rows)))
    if not histories:
        raise NotFound(f"the record has no announced targets for {mission.name}")
    return histories


def slip_rows(histories: Iterable[History]) -> list[SlipRow]:
    """A line for each target, and one for the event itself if it took place."""
    rows = []
    for history in histories:
        slips = [*history.targets]
        if history.happened:
            slips.append(
                Slip(None, history.happened, None, None, "it took place", history.sources, None, history.total_months)
            )
        rows += [SlipRow(history.mission, history.type, slip) for slip in slips]
    return rows


def months_between(moment: Moment, other: Moment) -> int | None:
    """Months from the middle of one date to the middle of another, rounded; None if one of them is open."""
    start, end = _middle(moment), _middle(other)
    return None if start is None or end is None else round((end - start) / (30.436875 * 86400))


def _middle(when: Moment) -> float | None:
    """Seconds; None for a date that is open to one side."""
    if when.earliest is None or when.latest is None:
        return None
    return (when.earliest.timestamp() + when.latest.timestamp()) / 2
