"""The kinds of record, as one table that everything goes through, and how they refer to each other."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from moonrace.records import Agency, Alliance, Change, Country, Feature, Milestone, Mission, Programme, Source


class Section(NamedTuple):
    """One kind of record.

    shape: its declaration
    singular: its name for one record; the section's own name is the plural
    listed: the columns of its list as a table, fields and derived values; more can be asked for
    """

    shape: Any
    singular: str
    listed: str


SECTIONS: Mapping[str, Section] = {
    "missions": Section(
        Mission,
        "mission",
        "id name date scope countries agencies programme kinds crewed launcher launch_site status outcome cospar_id",
    ),
    "agencies": Section(Agency, "agency", "id name abbreviation kind country founded flown"),
    "countries": Section(Country, "country", "id name iso2 iso3 region flown artemis_accords ilrs"),
    "programmes": Section(
        Programme, "programme", "id name countries agencies launched landed crewed crewed_landings samples_g"
    ),
    "alliances": Section(Alliance, "alliance", "id name kind since state organisation unidentified instrument"),
    "milestones": Section(Milestone, "milestone", "id name kind date status countries"),
    "features": Section(Feature, "feature", "id name latitude longitude diameter_km"),
    "changes": Section(Change, "change", "id when kind text records"),
    "sources": Section(Source, "source", "id title publisher kind published read url via"),
}
"""The sections of the record, in the order in which they are written."""

LINKS = ("part_of", "programme", "countries", "agencies", "partners")
"""The fields of a mission by which other records find it."""

REFERENCES: Mapping[str, str] = {
    "part_of": "missions",
    "agencies": "agencies",
    "partners": "agencies",
    "agency": "agencies",
    "programme": "programmes",
    "alliance": "alliances",
    "country": "countries",
    "countries": "countries",
    "leads": "countries",
    "sources": "sources",
}
"""Fields that name records of a section, by id; countries by their alpha-2 codes."""

IDENTITY = frozenset({
    "id", "name", "native", "aliases", "abbreviation", "links", "kind", "scope", "part_of", "crewed", "iso2", "iso3",
    "status_as_of", "events", "members", "unidentified", "sources", "also",
})  # fmt: skip
"""Fields that the `sources` table of a record need not name: identity, our own classification, and parts that have sources of
their own."""
