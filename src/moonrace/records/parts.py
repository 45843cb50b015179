"""The parts of records (places, events, announced dates, numbers, seats of a crew), and what all declarations share."""

from collections.abc import Mapping
from typing import Any, Literal, NamedTuple

from moonrace.dates import Moment

REQUIRED: Any = type("Required", (), {"__repr__": lambda _: "REQUIRED", "__reduce__": lambda _: "REQUIRED"})()
"""The default of a field that has to be given."""


class Frozen(dict[Any, Any]):
    """A dictionary that never changes. It can be read, pickled and copied like any other."""

    __slots__ = ()

    def _refuse(self, *_: object, **__: object) -> Any:
        raise TypeError("the record never changes: change a copy, dict(...)")

    __setitem__ = __delitem__ = __ior__ = clear = pop = popitem = setdefault = update = _refuse

    def __reduce__(self) -> tuple[type["Frozen"], tuple[dict[Any, Any]]]:
        return Frozen, (dict(self),)


EMPTY: Mapping[str, Any] = Frozen()
"""The default of a field that holds a mapping."""

Side = Literal["near", "far"]
Basis = Literal["imaged", "tracked", "calculated", "target"]
EventType = Literal[
    "launch", "injection", "flyby", "orbit-insertion", "orbit-departure", "separation", "deployment", "landing",
    "impact", "hop", "eva", "liftoff", "docking", "reentry", "return", "contact-lost", "end", "milestone",
    "announced", "adopted", "opened", "signed", "in-force", "established", "amended", "published", "paused", "ended",
    "joined", "left", "heard", "cancelled", "resumed", ]  # fmt: skip
Reason = Literal[
    "local-date", "rounded", "forecast", "error", "later-analysis", "other-definition", "less-precise", "unexplained"
]

Texts = tuple[str, ...]
Names = Mapping[str, str]
SourceTable = Mapping[str, Texts]
"""Where each descriptive field of a record comes from: field name to ids of sources."""


class Place(NamedTuple):
    """Where something happened. Only places on the Moon have coordinates.

    name: name of the place
    latitude: degrees, north positive
    longitude: degrees, east positive, -180 to 180
    side: near or far side of the Moon
    basis: how the position is known: seen in pictures, tracked, calculated from the orbit, or only the target
    accuracy_m: how well it is known, in metres, where a source says so
    sources: ids of the sources of the coordinates
    """

    name: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    side: Side | None = None
    basis: Basis | None = None
    accuracy_m: float | None = None
    sources: Texts = ()

    @property
    def is_located(self) -> bool:
        """True if the coordinates are known."""
        return self.latitude is not None and self.longitude is not None


class Discrepancy(NamedTuple):
    """What other sources say of an event (`when`, `place`), or of a field of a record or member (`field`, `value`).

    field: the field that differs, for a record
    value: what they say of that field
    when: the date that they give
    place: the place that they give
    reason: why it differs
    why: the reason in one short line
    since: from when it is said, where that is later than what it is about
    sources: ids of the sources that say so
    """

    field: str | None = None
    value: str | None = None
    when: Moment | None = None
    place: Place | None = None
    reason: Reason = REQUIRED
    why: str = REQUIRED
    since: Moment | None = None
    sources: Texts = REQUIRED


class NumberDiscrepancy(NamedTuple):
    """What other sources say of a number.

    value: the number that they give, in the same unit
    reason: why it differs
    why: the reason in one short line
    sources: ids of the sources that say so
    """

    value: float = REQUIRED
    reason: Reason = REQUIRED
    why: str = REQUIRED
    sources: Texts = REQUIRED


class Number(NamedTuple):
    """A measured value with its sources. The unit is part of the name of the field that holds it.

    value: the number
    approximate: true where the source gives it as an estimate
    as_of: day of the count, for a number that changes
    """

    value: float = REQUIRED
    approximate: bool = False
    as_of: Moment | None = None
    sources: Texts = REQUIRED
    also: tuple[NumberDiscrepancy, ...] = ()


class Since(NamedTuple):
    """From when a field has its value, where no event of the record says it.

    field: the field
    value: which one of the field's values came then; absent where it is the whole field
    before: what the field was until then; absent where nothing is known
    since: the day from which it is so
    """

    field: str = REQUIRED
    value: str | None = None
    before: str | None = None
    since: Moment = REQUIRED
    sources: Texts = ()


class Target(NamedTuple):
    """One announced date of a plan.

    announced: when it was announced
    when: the date that was announced
    by: who announced it
    type: what was planned then, where it was another kind of event
    """

    announced: Moment = REQUIRED
    when: Moment = REQUIRED
    by: str | None = None
    type: EventType | None = None
    note: str | None = None
    sources: Texts = REQUIRED


class Event(NamedTuple):
    """Something that happened, or is planned to happen, at a Moment (UTC).

    type: what kind of event
    when: its date, in UTC
    zone: where the day was announced in local time: `+08:00 Beijing`
    planned: true while it is a plan
    of: the part that it happened to, by its id or in words, where it did not happen to the whole
    title: a few words, where the type alone does not say it
    attempted: what was attempted, where the event is how the attempt ended
    place: where it happened
    contested: who disputes that first, and why
    since: from when its note and what disputes it hold, where that is later than the event
    targets: the announced dates of a plan, oldest first
    """

    type: EventType = REQUIRED
    when: Moment = REQUIRED
    zone: str | None = None
    planned: bool = False
    of: str | None = None
    title: str | None = None
    attempted: str | None = None
    place: Place | None = None
    first: str | None = None
    contested: str | None = None
    note: str | None = None
    since: Moment | None = None
    sources: Texts = REQUIRED
    targets: tuple[Target, ...] = ()
    also: tuple[Discrepancy, ...] = ()


class Seat(NamedTuple):
    """A place in a crew. Who has it is a record of its own; the other fields are taken from there.

    name: name
    role: commander, pilot, mission specialist …
    country: ISO 3166-1 alpha-2 code
    agency: id of the agency
    person: id of the person
    """

    name: str = ""
    native: Names = EMPTY
    role: str = REQUIRED
    country: str = ""
    agency: str | None = None
    person: str | None = None
