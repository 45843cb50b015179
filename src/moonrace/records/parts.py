"""What records are made of: the shapes of places, dates of plans, events, numbers and people, and what all of them share."""

from collections.abc import Mapping
from typing import Any, Literal, NamedTuple

from moonrace.dates import Moment

REQUIRED: Any = type("Required", (), {"__repr__": lambda _: "REQUIRED", "__reduce__": lambda _: "REQUIRED"})()
"""The default of a field that has to be given."""

Side = Literal["near", "far"]
EventType = Literal[
    "launch", "injection", "flyby", "orbit-insertion", "orbit-departure", "separation", "deployment", "landing",
    "impact", "hop", "eva", "liftoff", "docking", "reentry", "return", "contact-lost", "end", "milestone",
    "announced", "adopted", "opened", "signed", "in-force", "established", "amended", "published", "paused", "ended",
    "joined", "left", ]  # fmt: skip
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
    sources: ids of the sources of the coordinates
    """

    name: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    side: Side | None = None
    sources: Texts = ()

    @property
    def is_located(self) -> bool:
        """True where the coordinates are known."""
        return self.latitude is not None and self.longitude is not None


class Discrepancy(NamedTuple):
    """What other sources say of an event (`when`, `place`), or of a field of a record or member (`field`, `value`).

    field: the field that differs, for a record
    value: what they say of that field
    when: the date that they give
    place: the place that they give
    reason: why it differs
    why: the reason in one short line
    sources: ids of the sources that say so
    """

    field: str | None = None
    value: str | None = None
    when: Moment | None = None
    place: Place | None = None
    reason: Reason = REQUIRED
    why: str = REQUIRED
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
    sources: ids of its sources
    also: what other sources say
    """

    value: float = REQUIRED
    approximate: bool = False
    sources: Texts = REQUIRED
    also: tuple[NumberDiscrepancy, ...] = ()


class Target(NamedTuple):
    """One announced date of a plan.

    announced: when it was announced
    when: the date that was announced
    by: who announced it
    note: one short line more
    sources: ids of its sources
    """

    announced: Moment = REQUIRED
    when: Moment = REQUIRED
    by: str | None = None
    note: str | None = None
    sources: Texts = REQUIRED


class Event(NamedTuple):
    """Something that happened, or is planned to happen, at a Moment (UTC).

    type: what kind of event
    when: its date, in UTC
    zone: where the day was announced in local time: `+08:00 Beijing`
    planned: true while it is a plan
    title: a few words, where the type alone does not say it
    attempted: what was attempted, where the event is how the attempt ended
    place: where it happened
    first: the exact claim, if it was a first
    contested: who disputes that first, and why
    note: one short line more
    sources: ids of its sources
    targets: the announced dates of a plan, oldest first
    also: what other sources say
    """

    type: EventType = REQUIRED
    when: Moment = REQUIRED
    zone: str | None = None
    planned: bool = False
    title: str | None = None
    attempted: str | None = None
    place: Place | None = None
    first: str | None = None
    contested: str | None = None
    note: str | None = None
    sources: Texts = REQUIRED
    targets: tuple[Target, ...] = ()
    also: tuple[Discrepancy, ...] = ()


class Person(NamedTuple):
    """One member of a crew.

    name: name
    native: native names by language tag
    role: commander, pilot, mission specialist …
    country: ISO 3166-1 alpha-2 code
    agency: id of the agency
    """

    name: str = REQUIRED
    native: Names = {}
    role: str = REQUIRED
    country: str = REQUIRED
    agency: str | None = None
