"""The record as flat tables with keys: what the CSV folder and the SQLite file have in common.

The columns are those of JSON (docs/json.md) with nested objects laid flat. `when` is called `date` here, because SQL
keeps that word for itself. Ids are joined by a space, names and sentences by ` | `.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Literal, NamedTuple

from moonrace import query
from moonrace.dataset import SINGULAR, Dataset
from moonrace.export import jsonout
from moonrace.model import Alliance, Event, Milestone, Mission, Place, Telling
from moonrace.moment import Moment

Cell = str | int | float | None
Json = dict[str, Any]
Tick = Callable[[], None]
"""Called once for each record that was worked through, so that a caller can show how far it is."""

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


def no_tick() -> None:
    """For callers who show nothing."""


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


def tables(dataset: Dataset, tick: Tick = no_tick) -> list[Table]:
    """Every table with its rows, in the order in which one leads to another."""
    made = {
        name: Table(name, about, tuple(key.split()), tuple(map(_column, lines.splitlines())), [])
        for name, (about, key, lines) in _PLANS.items()
    }
    filler = _Filler(dataset, made)
    for kind, records in dataset.sections.items():
        for record in records.values():
            filler.add(kind, record)
            tick()
    return list(made.values())


class _Filler:
    """Lays one record after the other flat, into the rows of the tables."""

    def __init__(self, dataset: Dataset, made: Mapping[str, Table]) -> None:
        self.dataset, self.made = dataset, made

    def put(self, table: str, **values: Any) -> None:
        made = self.made[table]
        made.rows.append(tuple(_cell(column.name, values.get(column.name)) for column in made.columns))

    def add(self, kind: str, record: Any) -> None:
        singular = SINGULAR[kind]
        at = {"kind": singular, "record": record.id}
        shape: Json = getattr(self, f"_{singular}")(record)
        self.put(kind, **shape)
        if kind in ("sources", "changes"):
            return
        self._names(at, shape)
        for label, url in shape.get("links", {}).items():
            self.put("links", **at, label=label, url=url)
        for place, event in enumerate(getattr(record, "events", ()), 1):
            self._event(at, event, place)
        if kind == "alliances":
            self._members(at, record)
        if isinstance(shape["sources"], dict):
            for field, keys in shape["sources"].items():
                self._use(keys, **at, field=field)
        else:
            self._use(shape["sources"], **at)
        self._tellings(getattr(record, "also", ()), **at)
        for field in ("mass_kg", "sample_mass_g", "parties"):
            if number := getattr(record, field, None):
                self._use(number.sources, **at, field=field)
                self._tellings(number.also, **at, field=field)
        if getattr(record, "head", None):
            self._use(record.head.sources, **at, field="head")

    # --- One of each kind

    def _mission(self, one: Mission) -> Json:
        shape = jsonout.mission(one)
        for number, person in enumerate(shape["crew"], 1):
            self.put("crew", **person, mission=one.id, number=number)
        for country in dict.fromkeys(one.countries):
            self.put("mission_countries", mission=one.id, country=country)
        for role, agencies in (("flew", one.agencies), ("partner", one.partners)):
            for agency in dict.fromkeys(agencies):
                self.put("mission_agencies", mission=one.id, agency=agency, role=role)
        for kind in dict.fromkeys(one.kinds):
            self.put("mission_kinds", mission=one.id, kind=kind)
        mass, samples = one.mass_kg, one.sample_mass_g
        return {
            **shape,
            **_dated(query.date_of(one)),
            "part_of": self._known("missions", one.part_of),
            "mass_kg": mass.value if mass else None,
            "mass_is_approximate": mass.approximate if mass else None,
            "sample_mass_g": samples.value if samples else None,
            "sample_mass_is_approximate": samples.approximate if samples else None,
        }

    def _agency(self, one: Any) -> Json:
        head = one.head
        told = (head.name, head.title, head.as_of.text) if head else (None, None, None)
        return {
            **jsonout.agency(one),
            "founded": one.founded and one.founded.text,
            "ended": one.ended and one.ended.text,
            **dict(zip(("head", "head_title", "head_as_of"), told, strict=True)),
        }

    def _country(self, one: Any) -> Json:
        return jsonout.country(self.dataset, one)

    def _programme(self, one: Any) -> Json:
        return jsonout.programme(self.dataset, one)

    def _alliance(self, one: Alliance) -> Json:
        shape, counts = jsonout.alliance(self.dataset, one), query.counts(one)
        return {
            **shape,
            "states": counts["state"],
            "organisations": counts["organisation"],
            "unidentified": counts["unidentified"],
        }

    def _milestone(self, one: Milestone) -> Json:
        return {
            **jsonout.milestone(one),
            "alliance": self._known("alliances", one.alliance),
            "parties": int(one.parties.value) if one.parties else None,
        }

    def _feature(self, one: Any) -> Json:
        return {**one._asdict(), "sources": list(one.sources)}

    def _change(self, one: Any) -> Json:
        return {**one._asdict(), **_dated(one.when)}

    def _source(self, one: Any) -> Json:
        return jsonout.source(one)

    # --- What records have in common

    def _known(self, kind: str, key: str | None) -> str | None:
        """The id, unless the record as of a past day does not hold what it leads to."""
        return key if key in self.dataset.sections[kind] else None

    def _names(self, at: Json, shape: Json) -> None:
        names = [(shape["name"], None, "name")]
        names += [(name, language, "native") for language, name in shape.get("native_names", {}).items()]
        names += [(name, None, "alias") for name in shape.get("aliases", ())]
        if shape.get("abbreviation"):
            names.append((shape["abbreviation"], None, "abbreviation"))
        for number, (name, language, role) in enumerate(names, 1):
            self.put("names", **at, number=number, name=name, language=language, role=role)

    def _event(self, at: Json, event: Event, number: int) -> None:
        key = f"{at['kind']}/{at['record']}/{number}"
        subject = {"kind": at["kind"], at["kind"]: at["record"]}
        self.put(
            "events",
            **{
                **jsonout.event(event),
                **_dated(event.when),
                **_spot(event.place),
                **subject,
                "id": key,
                "number": number,
            },
        )
        self._use(event.sources, **at, event=key)
        self._use(event.place.sources if event.place else (), **at, event=key, field="place")
        for count, target in enumerate(event.targets, 1):
            target_key = f"{key}/{count}"
            self.put(
                "targets",
                id=target_key,
                event=key,
                number=count,
                announced=target.announced.text,
                **_dated(target.when),
                announced_by=target.by,
                note=target.note,
            )
            self._use(target.sources, **at, event=key, target=target_key)
        self._tellings(event.also, **at, event=key)

    def _members(self, at: Json, alliance: Alliance) -> None:
        for number, member in enumerate(alliance.members, 1):
            key, shape = f"{alliance.id}/{number}", jsonout.member(self.dataset, member)
            dates: Json = {}
            for name, when in (("joined", member.joined), ("left", member.left)):
                bounds = jsonout.moment(when)
                dates |= {
                    name: bounds["when"],
                    f"{name}_earliest": bounds["earliest"],
                    f"{name}_latest": bounds["latest"],
                }
            self.put("members", **{**shape, **dates}, id=key, alliance=alliance.id, country=member.country)
            self._use(member.sources, **at, member=key)
            self._tellings(member.also, **at, member=key)
        for place in alliance.unidentified:
            self.put(
                "unidentified_members",
                alliance=alliance.id,
                ordinal=place.ordinal,
                date=place.when and place.when.text,
                note=place.note,
            )
            self._use(place.sources, **at, field="unidentified")

    def _tellings(self, tellings: Iterable[Telling], **at: Any) -> None:
        for one in tellings:
            key = len(self.made["tellings"].rows) + 1
            told = {"value": one.value, "date": one.when and one.when.text, "reason": one.reason, "why": one.why}
            self.put("tellings", **{"field": one.field, **at, **told, **_spot(one.place), "id": key})
            places = one.place.sources if one.place else ()
            self._use(dict.fromkeys((*one.sources, *places)), **at, telling=key)

    def _use(self, sources: Iterable[str], **at: Any) -> None:
        for source in sources:
            self.put("source_uses", id=len(self.made["source_uses"].rows) + 1, source=source, **at)


def _dated(when: Moment | None) -> Json:
    shape = jsonout.moment(when)
    return {"date": shape.pop("when"), **shape}


def _spot(place: Place | None) -> Json:
    if place is None:
        return dict.fromkeys(("place", "latitude", "longitude", "side"))
    return {"place": place.name, "latitude": place.latitude, "longitude": place.longitude, "side": place.side}


def _cell(column: str, value: Any) -> Cell:
    """A value of JSON as one cell: lists and tables joined, truth as 0 and 1."""
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, Mapping):
        return " | ".join(f"{key}: {text}" for key, text in value.items()) or None
    if isinstance(value, list | tuple):
        # Ids and codes have no spaces in them; names and sentences have.
        return (" | " if column in ("aliases", "principles") else " ").join(value) or None
    if isinstance(value, str | int | float) or value is None:
        return value
    raise TypeError(f"no cell holds a {type(value).__name__}")
