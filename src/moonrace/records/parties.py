"""Agencies, countries and programmes."""

from typing import Literal, NamedTuple

from moonrace.dates import Moment
from moonrace.records.parts import EMPTY, REQUIRED, Discrepancy, Names, Since, SourceTable, Texts

AgencyKind = Literal["agency", "company", "institute", "university", "military", "ministry", "organisation"]


class Head(NamedTuple):
    """Who led an agency on the day of the source, and no claim beyond that day.

    name: name
    title: the office
    as_of: day of the source
    """

    name: str = REQUIRED
    native: Names = EMPTY
    title: str = REQUIRED
    as_of: Moment = REQUIRED
    sources: Texts = REQUIRED


class Agency(NamedTuple):
    """An agency, company or institute: whoever flies missions or joins alliances.

    name: English name
    kind: what it is
    country: ISO 3166-1 alpha-2 code of its seat
    members: alpha-2 codes of its member states
    founded: when it was founded
    ended: when it ended
    successor: id of the agency that followed it
    head: who led it, as of the day of the source
    sources: which sources each descriptive field comes from
    """

    id: str = REQUIRED
    name: str = REQUIRED
    native: Names = EMPTY
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
    history: tuple[Since, ...] = ()
    weak: Texts = ()
    links: Names = EMPTY
    sources: SourceTable = EMPTY
    also: tuple[Discrepancy, ...] = ()


class Country(NamedTuple):
    """A state, named as the instruments list it.

    name: English name
    iso2: ISO 3166-1 alpha-2 code
    iso3: ISO 3166-1 alpha-3 code
    region: region of the United Nations' M49 standard
    former: true for a state that ended
    successor: id of the state that followed it
    sources: which sources each descriptive field comes from
    """

    id: str = REQUIRED
    name: str = REQUIRED
    native: Names = EMPTY
    aliases: Texts = ()
    iso2: str = REQUIRED
    iso3: str = REQUIRED
    region: str | None = None
    former: bool = False
    successor: str | None = None
    history: tuple[Since, ...] = ()
    weak: Texts = ()
    sources: SourceTable = EMPTY
    also: tuple[Discrepancy, ...] = ()


class Programme(NamedTuple):
    """A line of missions under one name.

    name: English name
    agencies: ids of those who run it
    countries: ISO 3166-1 alpha-2 codes
    sources: which sources each descriptive field comes from
    """

    id: str = REQUIRED
    name: str = REQUIRED
    native: Names = EMPTY
    aliases: Texts = ()
    agencies: Texts = ()
    countries: Texts = ()
    summary: str | None = None
    history: tuple[Since, ...] = ()
    weak: Texts = ()
    sources: SourceTable = EMPTY
    also: tuple[Discrepancy, ...] = ()
