"""Alliances: instruments that parties join, with their members."""

from typing import Literal, NamedTuple

from moonrace.dates import Moment
from moonrace.records.parts import EMPTY, REQUIRED, Discrepancy, Event, Names, Since, SourceTable, Texts

AllianceKind = Literal["accords", "station", "treaty", "programme"]
AllianceStatus = Literal["open", "in-force", "paused", "ended"]
MemberKind = Literal["state", "organisation"]
Instrument = Literal[
    "signature", "agreement", "memorandum", "joint-statement", "ratification", "accession", "founder", "announcement"
]


class Member(NamedTuple):
    """A party of an alliance, from the day it joined to the day it left.

    party: the party as the instrument lists it
    kind: state or organisation
    country: ISO 3166-1 alpha-2 code of the state, or of the organisation's seat
    agency: id of the organisation, if it is in the record
    joined: when it joined; absent where the day is not known
    left: when it left
    instrument: how it joined
    ordinal: its place, where the order is official
    signed_by: who signed
    since: from when its note holds, where that is later than the day on which it joined
    weak: true where all its sources are encyclopedias or weaker
    """

    party: str = REQUIRED
    kind: MemberKind = REQUIRED
    country: str | None = None
    agency: str | None = None
    joined: Moment | None = None
    left: Moment | None = None
    instrument: Instrument = REQUIRED
    ordinal: int | None = None
    signed_by: str | None = None
    note: str | None = None
    since: Moment | None = None
    weak: bool = False
    sources: Texts = REQUIRED
    also: tuple[Discrepancy, ...] = ()


class Unidentified(NamedTuple):
    """A place in an alliance that is known to be taken, but not by whom.

    ordinal: the place
    when: when it was counted
    """

    ordinal: int = REQUIRED
    when: Moment | None = None
    note: str | None = None
    sources: Texts = REQUIRED


class Alliance(NamedTuple):
    """An instrument that parties join, with its members.

    name: English name
    kind: what it is
    instrument: what a party signs
    leads: ISO 3166-1 alpha-2 codes of the leading states
    principles: what it lays down, in our words
    events: what happened, in order of time
    members: its parties, those that left included
    unidentified: places that are taken, but not known by whom
    sources: which sources each descriptive field comes from
    """

    id: str = REQUIRED
    name: str = REQUIRED
    native: Names = EMPTY
    abbreviation: str | None = None
    aliases: Texts = ()
    kind: AllianceKind = REQUIRED
    instrument: str = REQUIRED
    leads: Texts = ()
    summary: str | None = REQUIRED
    principles: Texts = ()
    status: AllianceStatus | None = None
    status_as_of: Moment | None = None
    events: tuple[Event, ...] = REQUIRED
    members: tuple[Member, ...] = REQUIRED
    unidentified: tuple[Unidentified, ...] = ()
    history: tuple[Since, ...] = ()
    weak: Texts = ()
    links: Names = EMPTY
    sources: SourceTable = REQUIRED
    also: tuple[Discrepancy, ...] = ()
