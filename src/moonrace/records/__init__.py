"""The record, declared once: every kind of record with its fields, their types and what each of them means.

The modules of this package declare the shapes, `SECTIONS` lists the kinds of record, and the tables below it say how they refer
to each other. A shape is imported when it is needed: a look-up of a mission does not pay for alliances.

All else follows from these declarations: how YAML is read (`loading.reader`), the compiled file (`fields`), JSON and its
schema, the tables of CSV and SQLite, the facts of `--format plain`, and the dictionary in data/README.md. A new field is one
line here with its meaning in the docstring, and its data.

Rules of a declaration:
- The order of the fields is their order in every output.
- A field without a default value of its own has `REQUIRED` as its default. An absent text, number or date is None.
- The unit of a number is part of its name (`mass_kg`).
- A docstring explains each field on a line of its own, `name: meaning`, unless the field means what `COMMON` says.
- A field `when` is the date of the thing itself.
- A field that did not always hold has a line in `FROM`, and a shape that exists only from some date on has one in `BEGINS`: see
  `moonrace.as_of`.
"""

from collections.abc import Mapping
from importlib import import_module
from typing import Any, NamedTuple


class Section(NamedTuple):
    """One kind of record.

    home: `module:name` of its declaration, which is imported when it is needed
    singular: its name for one record; the section's own name is the plural
    listed: the columns of its list as a table, fields and derived values; more can be asked for
    has_pages: True if each record has a page, so that a name can mean it
    """

    home: str
    singular: str
    listed: str
    has_pages: bool = True

    @property
    def shape(self) -> Any:
        """Its declaration, a class of named tuples."""
        module, _, name = self.home.partition(":")
        return getattr(import_module(f"moonrace.records.{module}"), name)


SECTIONS: Mapping[str, Section] = {
    "missions": Section(
        "mission:Mission",
        "mission",
        "id name date scope countries agencies programme kinds crewed launcher launch_site status outcome cospar_id weak",
    ),
    "people": Section("people:Person", "person", "id name country agency born died flew walked weak"),
    "agencies": Section("parties:Agency", "agency", "id name abbreviation kind country founded flown weak"),
    "countries": Section("parties:Country", "country", "id name iso2 iso3 region flown artemis_accords ilrs weak"),
    "programmes": Section(
        "parties:Programme",
        "programme",
        "id name countries agencies launched landed crewed crewed_landings samples_g weak",
    ),
    "alliances": Section(
        "alliances:Alliance", "alliance", "id name kind since state organisation unidentified instrument weak"
    ),
    "groups": Section("groups:Group", "group", "id name abbreviation kind states artemis_accords ilrs weak"),
    "milestones": Section("documents:Milestone", "milestone", "id name kind date status countries weak"),
    "features": Section("documents:Feature", "feature", "id name latitude longitude diameter_km", False),
    "exceptions": Section("documents:Exemption", "exception", "id record field looked", False),
    "claims": Section("documents:Claim", "claim", "id count by when rule", False),
    "changes": Section("documents:Change", "change", "id when kind text records", False),
    "publishers": Section("documents:Publisher", "publisher", "id name country standing sites", False),
    "sources": Section("documents:Source", "source", "id title publisher kind published read url via", False),
    "readings": Section("documents:Reading", "reading", "id record field source printed", False),
}
"""The sections of the record, in the order in which they are written."""


def section_of(singular: str) -> str:
    """The section with that singular: `missions` for `mission`; empty if there is none."""
    return next((kind for kind, section in SECTIONS.items() if section.singular == singular), "")


def section_with(shape: type) -> str:
    """The section whose records have this shape; empty if there is none. It compares names, so that no shape is imported."""
    home = f"{shape.__module__.removeprefix('moonrace.records.')}:{shape.__name__}"
    return next((kind for kind, section in SECTIONS.items() if section.home == home), "")


COMPUTED = {
    "status": "write the event: announced, cancelled, heard, end …",
    "status_as_of": "write the event: announced, cancelled, heard, end …",
    "weak": "name a better source",
}
"""Fields that are computed when the record is read, and what to write instead."""

BEGINS = {
    "Agency": "founded", "Change": "when", "Claim": "when", "Discrepancy": "since", "GroupMember": "joined", "Head": "as_of",
    "Member": "joined", "Number": "as_of", "Since": "since", "Target": "announced", "Unidentified": "when",
}  # fmt: skip
"""The field with the date from which a record, or a part of one, exists."""

FROM: Mapping[str, Mapping[str, str]] = {
    "Mission": {
        "cospar_id": "launch", "launcher": "plan", "launch_site": "plan", "partners": "plan", "crew": "plan", "mass_kg": "plan",
        "sample_mass_g": "return", "driven_km": "latest", "farthest_km": "latest",
        "summary": "latest", "outcome": "end", "outcome_note": "end",
    },
    "Agency": {"members": "latest", "successor": "ended", "summary": "latest"},
    "Programme": {"summary": "latest"},
    "Alliance": {"summary": "latest", "principles": "latest"},
    "Milestone": {"summary": "latest"},
    "Event": {"note": "since", "contested": "since"},
    "Member": {"note": "since"},
}  # fmt: skip
"""From when a field holds, if it did not always; `as_of` explains the words."""

IMPLIED = {"crew": "crewed"}
"""Fields that are true if another one is given."""

LINKS = ("part_of", "programme", "countries", "agencies", "partners", "crew")
"""The fields of a mission by which other records find it."""

REFERENCES: Mapping[str, str] = {
    "part_of": "missions",
    "person": "people",
    "agencies": "agencies",
    "partners": "agencies",
    "agency": "agencies",
    "programme": "programmes",
    "alliance": "alliances",
    "country": "countries",
    "countries": "countries",
    "leads": "countries",
    "source": "sources",
    "derived_from": "sources",
    "sources": "sources",
}
"""Fields that name records of a section, by id; countries by their alpha-2 codes."""

COMMON: Mapping[str, str] = {
    "id": "lower-case, hyphens, never changes",
    "native": "native names by language tag",
    "aliases": "other names in use",
    "abbreviation": "short name",
    "summary": "one or two sentences",
    "status": "its status, which follows from its dated events",
    "status_as_of": "date of the last word of that status",
    "history": "from when a field has its value, and what it was before",
    "weak": "which of its values rest on encyclopedias or weaker sources only",
    "links": "addresses of pages about it",
    "also": "what other sources say",
    "note": "one short line more",
    "sources": "ids of its sources",
    "mission": "id of the mission",
    "first": "the exact claim, if it was a first",
    "local_place": "where that time holds",
}
"""The meanings of fields that several shapes share. A line in the docstring of a shape takes precedence."""

IDENTITY = frozenset({
    "id", "name", "native", "aliases", "abbreviation", "links", "kind", "scope", "part_of", "crewed", "iso2", "iso3",
    "status", "status_as_of", "events", "members", "unidentified", "history", "weak", "sources", "also",
})  # fmt: skip
"""Fields that need no entry in the `sources` table of a record: identity, our own classification, and parts with sources of
their own.
"""
