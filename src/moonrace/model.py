"""The shapes of the record.

Named tuples, because they are immutable, typed, and ten times cheaper to define at start-up than frozen dataclasses
(see docs/architecture.md). The annotations are the schema: `load` reads YAML by them, `compiled` writes and reads by
them. What each field means stands in data/README.md.
"""

from collections.abc import Mapping
from typing import Literal

from moonrace.moment import Moment
from moonrace.shapes import NamedTuple

Scope = Literal["lunar", "part", "flyby", "test", "context"]
Kind = Literal[
    "flyby", "impactor", "orbiter", "lander", "rover", "hopper", "ascender", "sample-return", "relay", "station",
    "base", "subsatellite", "cubesat", "crewed-spacecraft", "technology-demonstrator", "telescope", "earth-satellite",
    "planetary", ]  # fmt: skip
Status = Literal["planned", "in-flight", "operating", "completed", "lost", "cancelled", "paused"]
Outcome = Literal["success", "partial", "failure"]
Side = Literal["near", "far"]
EventType = Literal[
    "launch", "injection", "flyby", "orbit-insertion", "orbit-departure", "separation", "deployment", "landing",
    "impact", "hop", "eva", "liftoff", "docking", "reentry", "return", "contact-lost", "end", "milestone",
    "announced", "adopted", "opened", "signed", "in-force", "established", "amended", "published", "paused", "ended",
    "joined", "left", ]  # fmt: skip
Reason = Literal[
    "local-date", "rounded", "forecast", "error", "later-analysis", "other-definition", "less-precise", "unexplained"
]
AgencyKind = Literal["agency", "company", "institute", "university", "military", "ministry", "organisation"]
AllianceKind = Literal["accords", "station", "treaty", "programme"]
MemberKind = Literal["state", "organisation"]
Instrument = Literal[
    "signature", "agreement", "memorandum", "joint-statement", "ratification", "accession", "founder", "announcement"
]
MilestoneKind = Literal["treaty", "law", "directive", "memorandum", "agreement", "decision", "announcement", "report"]
MilestoneStatus = Literal["in-force", "signed", "ended", "proposed", "done"]
ChangeKind = Literal["added", "corrected", "removed"]
SourceKind = Literal["agency", "treaty", "paper", "catalogue", "dataset", "press", "reference"]

Texts = tuple[str, ...]
SourceTable = Mapping[str, Texts]
"""Where each descriptive field of a record comes from: field name to source ids."""


class Place(NamedTuple):
    """Where something happened. Degrees; north and east positive; longitude -180..180. No coordinates for places on
    Earth.
    """

    name: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    side: Side | None = None
    sources: Texts = ()


class Telling(NamedTuple):
    """What another source says: of an event (`when`, `place`), of a number (`value`), or of a record (`field`,
    `value`).
    """

    reason: Reason
    why: str
    sources: Texts
    field: str | None = None
    value: str | None = None
    when: Moment | None = None
    place: Place | None = None


class Target(NamedTuple):
    """One announced date of a plan: on what day it was said, what it said, who said it."""

    announced: Moment
    when: Moment
    sources: Texts
    by: str | None = None
    note: str | None = None


class Event(NamedTuple):
    """Something that happened, or is planned to happen, at a Moment (UTC)."""

    type: EventType
    when: Moment
    sources: Texts
    zone: str | None = None
    planned: bool = False
    place: Place | None = None
    title: str | None = None
    attempted: str | None = None
    first: str | None = None
    contested: str | None = None
    note: str | None = None
    targets: tuple[Target, ...] = ()
    also: tuple[Telling, ...] = ()


class Number(NamedTuple):
    """A measured value with its sources. The unit is in the name of the field that holds it."""

    value: float
    sources: Texts
    approximate: bool = False
    also: tuple[Telling, ...] = ()


class Person(NamedTuple):
    """One of a crew. `country` is ISO 3166-1 alpha-2; `agency` an id."""

    name: str
    role: str
    country: str
    native: Mapping[str, str] = {}
    agency: str | None = None


class Head(NamedTuple):
    """Who led an agency on the day of the source, and no claim beyond that day."""

    name: str
    title: str
    as_of: Moment
    sources: Texts
    native: Mapping[str, str] = {}


class Mission(NamedTuple):
    """A mission, or a part that one carried."""

    id: str
    name: str
    scope: Scope
    kinds: tuple[Kind, ...]
    summary: str
    status: Status
    events: tuple[Event, ...]
    sources: SourceTable
    native: Mapping[str, str] = {}
    aliases: Texts = ()
    part_of: str | None = None
    cospar_id: str | None = None
    agencies: Texts = ()
    partners: Texts = ()
    countries: Texts = ()
    programme: str | None = None
    crewed: bool = False
    crew: tuple[Person, ...] = ()
    launcher: str | None = None
    launch_site: str | None = None
    mass_kg: Number | None = None
    sample_mass_g: Number | None = None
    status_as_of: Moment | None = None
    outcome: Outcome | None = None
    outcome_note: str | None = None
    links: Mapping[str, str] = {}
    also: tuple[Telling, ...] = ()

    @property
    def has_crew(self) -> bool:
        """True for people aboard, named or planned."""
        return self.crewed or bool(self.crew)

    def first_event(self, *types: str) -> Event | None:
        """The earliest event of one of these types, or None."""
        return next((event for event in self.events if event.type in types), None)


class Agency(NamedTuple):
    """Whoever flies missions or joins alliances: agencies, companies, institutes."""

    id: str
    name: str
    kind: AgencyKind
    native: Mapping[str, str] = {}
    abbreviation: str | None = None
    aliases: Texts = ()
    country: str | None = None
    members: Texts = ()
    founded: Moment | None = None
    ended: Moment | None = None
    successor: str | None = None
    head: Head | None = None
    summary: str | None = None
    links: Mapping[str, str] = {}
    sources: SourceTable = {}
    also: tuple[Telling, ...] = ()


class Country(NamedTuple):
    """A state, named as the instruments list it, with its ISO 3166 codes. `former` marks a state that ended."""

    id: str
    name: str
    iso2: str
    iso3: str
    region: str | None = None
    native: Mapping[str, str] = {}
    aliases: Texts = ()
    former: bool = False
    successor: str | None = None
    sources: SourceTable = {}
    also: tuple[Telling, ...] = ()


class Programme(NamedTuple):
    """A line of missions under one name."""

    id: str
    name: str
    native: Mapping[str, str] = {}
    aliases: Texts = ()
    agencies: Texts = ()
    countries: Texts = ()
    summary: str | None = None
    sources: SourceTable = {}
    also: tuple[Telling, ...] = ()


class Member(NamedTuple):
    """A party of an alliance, from the day it joined to the day it left. `joined` is None where the day is not
    known.
    """

    party: str
    kind: MemberKind
    instrument: Instrument
    sources: Texts
    country: str | None = None
    agency: str | None = None
    joined: Moment | None = None
    left: Moment | None = None
    ordinal: int | None = None
    signed_by: str | None = None
    note: str | None = None
    also: tuple[Telling, ...] = ()


class Unidentified(NamedTuple):
    """A place in an alliance that is known to be taken, but not by whom."""

    ordinal: int
    sources: Texts
    when: Moment | None = None
    note: str | None = None


class Alliance(NamedTuple):
    """An instrument that parties join, with its members."""

    id: str
    name: str
    kind: AllianceKind
    instrument: str
    summary: str
    events: tuple[Event, ...]
    members: tuple[Member, ...]
    sources: SourceTable
    native: Mapping[str, str] = {}
    abbreviation: str | None = None
    aliases: Texts = ()
    leads: Texts = ()
    principles: Texts = ()
    status: str | None = None
    status_as_of: Moment | None = None
    unidentified: tuple[Unidentified, ...] = ()
    links: Mapping[str, str] = {}
    also: tuple[Telling, ...] = ()


class Milestone(NamedTuple):
    """A treaty, law, directive, decision or announcement."""

    id: str
    name: str
    kind: MilestoneKind
    summary: str
    events: tuple[Event, ...]
    sources: SourceTable
    native: Mapping[str, str] = {}
    aliases: Texts = ()
    countries: Texts = ()
    agencies: Texts = ()
    alliance: str | None = None
    status: MilestoneStatus | None = None
    status_as_of: Moment | None = None
    parties: Number | None = None
    links: Mapping[str, str] = {}
    also: tuple[Telling, ...] = ()


class Feature(NamedTuple):
    """A named plain of the Moon, for maps. Degrees, north and east positive; `round` is false where a circle would be false."""

    id: str
    name: str
    latitude: float
    longitude: float
    diameter_km: float
    sources: Texts
    round: bool = True


class Change(NamedTuple):
    """Something that changed in the record, on the day it changed; `records` are ids of any kind."""

    id: str
    when: Moment
    kind: ChangeKind
    text: str
    records: Texts = ()


class Source(NamedTuple):
    """Something that somebody here has read. `via` names the copy, where a copy was read instead of the original."""

    id: str
    title: str
    publisher: str
    kind: SourceKind
    read: Moment
    url: str | None = None
    published: Moment | None = None
    via: str | None = None
    note: str | None = None


class Meta(NamedTuple):
    """The record as a whole. `data_date` is the day to which it was followed."""

    title: str
    data_date: Moment
    licence: str
    credit: str


SECTIONS: Mapping[str, type] = {
    "missions": Mission,
    "agencies": Agency,
    "countries": Country,
    "programmes": Programme,
    "alliances": Alliance,
    "milestones": Milestone,
    "features": Feature,
    "changes": Change,
    "sources": Source,
}
"""The sections of the record, in the order in which they are told."""

IDENTITY = frozenset({
    "id", "name", "native", "aliases", "abbreviation", "links", "kind", "scope", "part_of", "crewed", "iso2", "iso3",
    "status_as_of", "events", "members", "unidentified", "sources", "also",
})  # fmt: skip
"""Fields that the `sources` table of a record need not name: identity, our own classification, and parts that carry
sources of their own."""
