"""The record, declared once: every kind of record with its fields, their types and what each of them means.

All else follows from these declarations: how YAML is read (`loading.reader`), the compiled file (`fields`), JSON and its
schema, the tables of CSV and SQLite, the facts of `--format plain`, and the dictionary in data/README.md. A new field is one
line here with its meaning in the docstring, and its data.

Rules of a declaration:
- The order of the fields is their order in every output.
- A field without a default value of its own has `REQUIRED` as its default. An absent text, number or date is None.
- The unit of a number is part of its name (`mass_kg`).
- A docstring explains each field on a line of its own, `name: meaning`.
- A field `when` is the date of the thing itself.
"""

from typing import NamedTuple

from moonrace.dates import Moment
from moonrace.parts import (
    REQUIRED,
    AgencyKind,
    AllianceKind,
    ChangeKind,
    Discrepancy,
    Event,
    Head,
    Kind,
    Member,
    MilestoneKind,
    MilestoneStatus,
    Names,
    Number,
    Outcome,
    Person,
    Scope,
    SourceKind,
    SourceTable,
    Status,
    Texts,
    Unidentified,
)


class Mission(NamedTuple):
    """A mission, or a part that one carried.

    id: lower-case, hyphens, never changes
    name: English name
    native: native names by language tag
    aliases: other names in use; spelling variants are found anyway
    cospar_id: international designation, such as 1966-006A; launch failures have none
    scope: what it was meant for
    part_of: id of the mission that carried it
    agencies: ids of those who flew it
    partners: ids of those who took part
    countries: ISO 3166-1 alpha-2 codes of those who flew it; SU is the Soviet Union
    programme: id of the programme that it belongs to
    kinds: what it is
    crewed: true with people aboard, named or planned
    crew: the people aboard
    launcher: the rocket
    launch_site: where it was launched, with the pad where it is known
    summary: one or two sentences
    status: where it stands
    status_as_of: day of the source of the status
    outcome: success, partial or failure; absent while open
    outcome_note: the reason, needed for partial and failure
    events: what happened and what is planned, in order of time
    mass_kg: mass at launch, in kilograms
    sample_mass_g: mass of the samples brought back, in grams
    links: addresses of pages about it
    sources: which sources each descriptive field comes from
    also: what other sources say
    """

    id: str = REQUIRED
    name: str = REQUIRED
    native: Names = {}
    aliases: Texts = ()
    cospar_id: str | None = None
    scope: Scope = REQUIRED
    part_of: str | None = None
    agencies: Texts = ()
    partners: Texts = ()
    countries: Texts = ()
    programme: str | None = None
    kinds: tuple[Kind, ...] = REQUIRED
    crewed: bool = False
    crew: tuple[Person, ...] = ()
    launcher: str | None = None
    launch_site: str | None = None
    summary: str | None = REQUIRED
    status: Status = REQUIRED
    status_as_of: Moment | None = None
    outcome: Outcome | None = None
    outcome_note: str | None = None
    events: tuple[Event, ...] = REQUIRED
    mass_kg: Number | None = None
    sample_mass_g: Number | None = None
    links: Names = {}
    sources: SourceTable = REQUIRED
    also: tuple[Discrepancy, ...] = ()

    @property
    def has_crew(self) -> bool:
        """True with people aboard, named or planned."""
        return self.crewed or bool(self.crew)

    @property
    def is_dropped(self) -> bool:
        """True for a cancelled or paused mission, whose plans hold no longer."""
        return self.status in ("cancelled", "paused")

    @property
    def has_ended(self) -> bool:
        """True for a mission that was flown and is over."""
        return self.status in ("completed", "lost")

    def first_event(self, *types: str) -> Event | None:
        """The earliest event of one of these types, or None."""
        return next((event for event in self.events if event.type in types), None)

    def happened(self, *types: str) -> bool:
        """True where an event of one of these types has happened and is not only planned."""
        return any(event.type in types and not event.planned for event in self.events)


class Agency(NamedTuple):
    """An agency, company or institute: whoever flies missions or joins alliances.

    id: lower-case, hyphens, never changes
    name: English name
    native: native names by language tag
    abbreviation: short name
    aliases: other names in use
    kind: what it is
    country: ISO 3166-1 alpha-2 code of its seat
    members: alpha-2 codes of its member states
    founded: when it was founded
    ended: when it ended
    successor: id of the agency that followed it
    head: who led it, as of the day of the source
    summary: one or two sentences
    links: addresses of pages about it
    sources: which sources each descriptive field comes from
    also: what other sources say
    """

    id: str = REQUIRED
    name: str = REQUIRED
    native: Names = {}
    abbreviation: str | None = None
    aliases: Texts = ()
    kind: AgencyKind = REQUIRED
    country: str | None = None
    members: Texts = ()
    founded: Moment | None = None
    ended: Moment | None = None
    successor: str | None = None
    head: Head | None = None
    summary: str | None = None
    links: Names = {}
    sources: SourceTable = {}
    also: tuple[Discrepancy, ...] = ()


class Country(NamedTuple):
    """A state, named as the instruments list it.

    id: lower-case, hyphens, never changes
    name: English name
    native: native names by language tag
    aliases: other names in use
    iso2: ISO 3166-1 alpha-2 code
    iso3: ISO 3166-1 alpha-3 code
    region: region of the United Nations' M49 standard
    former: true for a state that ended
    successor: id of the state that followed it
    sources: which sources each descriptive field comes from
    also: what other sources say
    """

    id: str = REQUIRED
    name: str = REQUIRED
    native: Names = {}
    aliases: Texts = ()
    iso2: str = REQUIRED
    iso3: str = REQUIRED
    region: str | None = None
    former: bool = False
    successor: str | None = None
    sources: SourceTable = {}
    also: tuple[Discrepancy, ...] = ()


class Programme(NamedTuple):
    """A line of missions under one name.

    id: lower-case, hyphens, never changes
    name: English name
    native: native names by language tag
    aliases: other names in use
    agencies: ids of those who run it
    countries: ISO 3166-1 alpha-2 codes
    summary: one or two sentences
    sources: which sources each descriptive field comes from
    also: what other sources say
    """

    id: str = REQUIRED
    name: str = REQUIRED
    native: Names = {}
    aliases: Texts = ()
    agencies: Texts = ()
    countries: Texts = ()
    summary: str | None = None
    sources: SourceTable = {}
    also: tuple[Discrepancy, ...] = ()


class Alliance(NamedTuple):
    """An instrument that parties join, with its members.

    id: lower-case, hyphens, never changes
    name: English name
    native: native names by language tag
    abbreviation: short name
    aliases: other names in use
    kind: what it is
    instrument: what a party signs
    leads: ISO 3166-1 alpha-2 codes of the leading states
    summary: one or two sentences
    principles: what it lays down, in our words
    status: where it stands
    status_as_of: day of the source of the status
    events: what happened, in order of time
    members: its parties, those that left included
    unidentified: places that are taken, but not known by whom
    links: addresses of pages about it
    sources: which sources each descriptive field comes from
    also: what other sources say
    """

    id: str = REQUIRED
    name: str = REQUIRED
    native: Names = {}
    abbreviation: str | None = None
    aliases: Texts = ()
    kind: AllianceKind = REQUIRED
    instrument: str = REQUIRED
    leads: Texts = ()
    summary: str = REQUIRED
    principles: Texts = ()
    status: str | None = None
    status_as_of: Moment | None = None
    events: tuple[Event, ...] = REQUIRED
    members: tuple[Member, ...] = REQUIRED
    unidentified: tuple[Unidentified, ...] = ()
    links: Names = {}
    sources: SourceTable = REQUIRED
    also: tuple[Discrepancy, ...] = ()


class Milestone(NamedTuple):
    """A treaty, law, directive, decision or announcement.

    id: lower-case, hyphens, never changes
    name: English name
    native: native names by language tag
    aliases: other names in use
    kind: what it is
    countries: ISO 3166-1 alpha-2 codes of the states concerned
    agencies: ids of the agencies concerned
    alliance: id of the alliance that it led to
    summary: one or two sentences
    status: where it stands
    status_as_of: day of the source of the status
    parties: how many parties it has
    events: what happened, in order of time
    links: addresses of pages about it
    sources: which sources each descriptive field comes from
    also: what other sources say
    """

    id: str = REQUIRED
    name: str = REQUIRED
    native: Names = {}
    aliases: Texts = ()
    kind: MilestoneKind = REQUIRED
    countries: Texts = ()
    agencies: Texts = ()
    alliance: str | None = None
    summary: str = REQUIRED
    status: MilestoneStatus | None = None
    status_as_of: Moment | None = None
    parties: Number | None = None
    events: tuple[Event, ...] = REQUIRED
    links: Names = {}
    sources: SourceTable = REQUIRED
    also: tuple[Discrepancy, ...] = ()


class Feature(NamedTuple):
    """A named plain of the Moon, for maps. Positions and sizes are those of the IAU Gazetteer of Planetary Nomenclature.

    id: lower-case, hyphens, never changes
    name: Latin name
    latitude: degrees of its centre, north positive
    longitude: degrees of its centre, east positive, -180 to 180
    diameter_km: diameter, in kilometres
    round: false where a circle of that size would misrepresent it
    sources: ids of its sources
    """

    id: str = REQUIRED
    name: str = REQUIRED
    latitude: float = REQUIRED
    longitude: float = REQUIRED
    diameter_km: float = REQUIRED
    round: bool = True
    sources: Texts = REQUIRED


class Change(NamedTuple):
    """Something that changed in the record.

    id: lower-case, hyphens, never changes
    when: the day on which it changed
    kind: what was done
    text: one sentence: what it was, what it is, who says so
    records: ids of the records that changed, of any kind
    """

    id: str = REQUIRED
    when: Moment = REQUIRED
    kind: ChangeKind = REQUIRED
    text: str = REQUIRED
    records: Texts = ()


class Source(NamedTuple):
    """Something that one of us has read.

    id: lower-case, hyphens, never changes
    title: its title, as the source itself has it
    publisher: who published it
    kind: what it is
    url: address
    published: when it was published, as precise as the source says
    read: the day on which it was read
    via: which copy was read, if it was a copy
    note: one short line more
    """

    id: str = REQUIRED
    title: str = REQUIRED
    publisher: str = REQUIRED
    kind: SourceKind = REQUIRED
    url: str | None = None
    published: Moment | None = None
    read: Moment = REQUIRED
    via: str | None = None
    note: str | None = None


class Meta(NamedTuple):
    """The record as a whole.

    title: its title
    data_date: the day to which it was followed
    licence: licence of the data
    credit: whom to credit
    """

    title: str = REQUIRED
    data_date: Moment = REQUIRED
    licence: str = REQUIRED
    credit: str = REQUIRED
