"""The tables of the CSV folder and the SQLite file: what each holds, its key, and a line for each column.

The columns are those of JSON (docs/json.md) with nested objects laid flat. `when` is called `date` here, because SQL
keeps that word for itself. Ids are joined by a space, names and sentences by ` | `.
"""

from collections.abc import Mapping
from typing import Literal, NamedTuple

Cell = str | int | float | None
ColumnType = Literal["string", "integer", "number", "boolean", "datetime"]


class Column(NamedTuple):
    """A column: its type, what it holds, and the column of another table that it leads to."""

    name: str
    type: ColumnType
    about: str
    leads_to: str | None = None


class Table(NamedTuple):
    """A table with its key and rows. Booleans are 0 and 1 in the rows."""

    name: str
    about: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    rows: list[tuple[Cell, ...]]


def _column(line: str) -> Column:
    """`name type -> table.column: what it holds`; the type is string unless told."""
    head, _, about = line.partition(": ")
    head, _, leads_to = head.partition(" -> ")
    name, _, kind = head.partition(" ")
    types: Mapping[str, ColumnType] = {
        "": "string",
        "integer": "integer",
        "number": "number",
        "boolean": "boolean",
        "datetime": "datetime",
    }
    return Column(name, types[kind], about, leads_to or None)


_NAMES = """id: for ever the same
name: English name
native_names: by language tag, like zh: 嫦娥六号
aliases: other names in use"""
_DATE = """date: as written, in the subset of EDTF that data/README.md states
earliest datetime: first instant that it can mean (UTC)
latest datetime: first instant after it (UTC)
precision: year half quarter month day minute second, not-before, not-after, range, span"""
_MARKS = """approximate boolean: the mark ~
uncertain boolean: the mark ?"""
_PLACE = """place: where
latitude number: degrees, north positive
longitude number: degrees, east positive, -180 to 180
side: near or far"""
_SUBJECT = """kind: kind of record
record: id of the record"""

# name: (what it is, its key, a line for each column)
_PLANS: dict[str, tuple[str, str, str]] = {
    "missions": (
        "Missions, and the parts that they carried",
        "id",
        f"""{_NAMES}
cospar_id: international designation
scope: lunar part flyby test context
part_of -> missions.id: the mission that carried it
{_DATE}
countries: ISO 3166-1 alpha-2 of those who flew it; SU is the Soviet Union
agencies: ids of those who flew it
partners: ids of those who took part
programme -> programmes.id: the line of missions that it belongs to
kinds: what it is
crewed boolean: people aboard, named or planned
launcher: the rocket
launch_site: where it was launched
mass_kg number: at launch, in kilograms
mass_is_approximate boolean: true where the mass is no more than about right
sample_mass_g number: brought back, in grams
sample_mass_is_approximate boolean: true where the mass of the samples is no more than about right
summary: one or two sentences
status: planned in-flight operating completed lost cancelled paused
status_as_of: day of that statement
outcome: success partial failure; empty while open
outcome_note: the reason""",
    ),
    "agencies": (
        "Agencies, companies, institutes",
        "id",
        f"""{_NAMES}
abbreviation: short name
kind: agency company institute university military ministry organisation
country -> countries.iso2: where it is seated
members: alpha-2 codes of its member states
founded: date
ended: date
successor -> agencies.id: who followed it
head: who led it
head_title: the office
head_as_of: day of that statement
summary: what it is""",
    ),
    "countries": (
        "Countries, as the instruments list them",
        "id",
        f"""{_NAMES}
iso2: ISO 3166-1 alpha-2
iso3: ISO 3166-1 alpha-3
region: part of the world
former boolean: a state that ended
successor -> countries.id: who followed it""",
    ),
    "programmes": (
        "Lines of missions under one name",
        "id",
        f"""{_NAMES}
agencies: ids
countries: alpha-2 codes
summary: what it is""",
    ),
    "alliances": (
        "Instruments that parties join",
        "id",
        f"""{_NAMES}
abbreviation: short name
kind: accords station treaty programme
instrument: what a party signs
leads: alpha-2 codes of the leading states
summary: what it is
principles: what it lays down, in our words
status: where it stands
status_as_of: day of that statement
states integer: member states at the end of the day
organisations integer: member organisations at the end of the day
unidentified integer: places that are taken, but not known by whom""",
    ),
    "milestones": (
        "Treaties, laws, directives, decisions, announcements",
        "id",
        f"""{_NAMES}
kind: treaty law directive memorandum agreement decision announcement report
countries: alpha-2 codes
agencies: ids
alliance -> alliances.id: the alliance that it belongs to
summary: what it is
status: in-force signed ended proposed done
status_as_of: day of that statement
parties integer: how many parties it has""",
    ),
    "features": (
        "Named plains of the Moon, ground for maps",
        "id",
        """id: for ever the same
name: name of the IAU
latitude number: degrees, north positive
longitude number: degrees, east positive, -180 to 180
diameter_km number: size
round boolean: false where a circle of that size would be false ground""",
    ),
    "changes": (
        "What changed in the record",
        "id",
        f"""id: for ever the same
{_DATE}
kind: added corrected removed
text: what it was, what it is, who says so
records: ids of what changed""",
    ),
    "sources": (
        "What was read",
        "id",
        """id: for ever the same
title: as the source has it
publisher: who published it
kind: agency treaty paper catalogue dataset press reference
url: address that was read
published: date, as precise as the source says
read: day on which it was read
via: the copy, where a copy was read
note: one short line more""",
    ),
    "events": (
        "What happened, or is planned to happen",
        "id",
        f"""id: kind, record and number
kind: mission, alliance or milestone
mission -> missions.id: of which it is told
alliance -> alliances.id: of which it is told
milestone -> milestones.id: of which it is told
number integer: place in the record, from 1
type: launch, landing, signed …
{_DATE}
{_MARKS}
local: local reading where the day was announced, with offset
local_place: where that time holds
planned boolean: true while it is a plan
title: a few words, where the type alone does not tell it
attempted: what was tried, when the event is how it failed
{_PLACE}
first: the claim, if it was a first
contested: who disputes that first, and why
note: one short line more""",
    ),
    "targets": (
        "The history of planned dates, oldest first",
        "id",
        f"""id: event and number
event -> events.id: the event that was planned
number integer: place in the history, from 1
announced: when it was said
{_DATE}
announced_by: who said it
note: one short line more""",
    ),
    "members": (
        "Parties of alliances",
        "id",
        """id: alliance and number
alliance -> alliances.id: what was joined
name: the party as the instrument lists it
kind: state or organisation
country -> countries.iso2: of the state, or of the organisation's seat
iso3: the same as alpha-3
agency -> agencies.id: the organisation, where it is in the record
joined: date as written; empty where it is not known
joined_earliest datetime: first instant that it can mean (UTC)
joined_latest datetime: first instant after it (UTC)
left: date as written; empty for members
left_earliest datetime: first instant that it can mean (UTC)
left_latest datetime: first instant after it (UTC)
instrument: signature agreement memorandum …
ordinal integer: place, where the order is official
signed_by: who signed
note: one short line more""",
    ),
    "unidentified_members": (
        "Places in an alliance that are taken, but not known by whom",
        "alliance ordinal",
        """alliance -> alliances.id: what was joined
ordinal integer: the place
date: when it was counted
note: one short line more""",
    ),
    "crew": (
        "People aboard",
        "mission number",
        """mission -> missions.id: what they flew
number integer: place in the crew, from 1
name: name
native_names: by language tag
role: commander, pilot …
country -> countries.iso2: whose astronaut
agency -> agencies.id: whose astronaut""",
    ),
    "tellings": (
        "What other sources say (`also` in JSON)",
        "id",
        f"""id integer: number
{_SUBJECT}
event -> events.id: where an event is told otherwise
member -> members.id: where a membership is told otherwise
field: where a field is told otherwise
value: what is said of it
date: what is said of the date
{_PLACE}
reason: local-date rounded forecast error later-analysis other-definition less-precise unexplained
why: one short line for the reader""",
    ),
    "source_uses": (
        "Which source says what",
        "id",
        f"""id integer: number
source -> sources.id: the source
{_SUBJECT}
event -> events.id: where it tells of an event
target -> targets.id: where it tells of a planned date
member -> members.id: where it tells of a membership
telling integer -> tellings.id: where it says otherwise
field: the field that it tells; empty where it tells all""",
    ),
    "names": (
        "Every name of every record",
        "kind record number",
        f"""{_SUBJECT}
number integer: place among the names, from 1
name: a name
language: language tag of a native name
role: name native alias abbreviation""",
    ),
    "links": (
        "Home pages",
        "kind record label",
        f"""{_SUBJECT}
label: what is there
url: address""",
    ),
    "mission_countries": (
        "Which countries flew a mission",
        "mission country",
        """mission -> missions.id: the mission
country -> countries.iso2: alpha-2 code""",
    ),
    "mission_agencies": (
        "Which agencies flew a mission or took part",
        "mission agency role",
        """mission -> missions.id: the mission
agency -> agencies.id: the agency
role: flew or partner""",
    ),
    "mission_kinds": (
        "What a mission is",
        "mission kind",
        """mission -> missions.id: the mission
kind: flyby impactor orbiter lander rover …""",
    ),
}


def empty_tables() -> dict[str, Table]:
    """Every table by its name, without rows."""
    return {
        name: Table(name, about, tuple(key.split()), tuple(map(_column, lines.splitlines())), [])
        for name, (about, key, lines) in _PLANS.items()
    }
