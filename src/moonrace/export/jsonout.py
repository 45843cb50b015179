"""JSON, schema 1: one envelope for none, one or many; fixed keys in a fixed order; unknown is null. The contract is
docs/json.md.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from moonrace import query
from moonrace.dataset import Dataset, Origin
from moonrace.model import (
    Agency,
    Alliance,
    Change,
    Country,
    Event,
    Head,
    Member,
    Milestone,
    Mission,
    Number,
    Person,
    Place,
    Programme,
    Source,
    Target,
    Telling,
    Unidentified,
)
from moonrace.moment import Moment, read_zone

SCHEMA = 1
Json = dict[str, Any]


def envelope(dataset: Dataset, as_of: Moment | None, name: str, rows: Sequence[Json], **more: Any) -> Json:
    """The object around every answer: schema, data date, the day asked for, and the rows under their name."""
    return {
        "schema": SCHEMA,
        "data_date": dataset.meta.data_date.text,
        "as_of": as_of.text if as_of else None,
        name: list(rows),
        **more,
    }


def text(document: Json, *, ascii_only: bool = False, indented: bool = True) -> str:
    """The document as JSON with a newline at its end: indented for people, else a row a line, which is ten times faster."""
    if indented:
        return json.dumps(document, ensure_ascii=ascii_only, indent=2) + "\n"
    encode = json.JSONEncoder(ensure_ascii=ascii_only).encode
    parts = []
    for key, value in document.items():
        if value and isinstance(value, list) and isinstance(value[0], dict):
            rows = ",\n".join(map(encode, value))
            parts.append(f"{encode(key)}: [\n{rows}\n]")
        else:
            parts.append(f"{encode(key)}: {encode(value)}")
    return "{" + ", ".join(parts) + "}\n"


def lines(rows: Sequence[Json], *, ascii_only: bool = False) -> str:
    """Each row as JSON on a line of its own, without an envelope."""
    encode = json.JSONEncoder(ensure_ascii=ascii_only).encode
    return "".join(encode(row) + "\n" for row in rows)


def _stamp(instant: Any) -> str | None:
    return instant.strftime("%Y-%m-%dT%H:%M:%SZ") if instant else None


def moment(when: Moment | None) -> Json:
    """What is known of a date, under the names that every dated thing has."""
    return {
        "when": when.text if when else None,
        "earliest": _stamp(when.earliest) if when else None,
        "latest": _stamp(when.latest) if when else None,
        "precision": when.precision if when else None,
        "approximate": when.approximate if when else False,
        "uncertain": when.uncertain if when else False,
    }


def _dated(when: Moment | None) -> Json | None:
    return moment(when) if when else None


def _place(place: Place | None) -> Json | None:
    if place is None:
        return None
    return {
        "name": place.name,
        "latitude": place.latitude,
        "longitude": place.longitude,
        "side": place.side,
        "sources": list(place.sources),
    }


def _tellings(tellings: Iterable[Telling]) -> list[Json]:
    return [
        {
            "field": telling.field,
            "value": telling.value,
            "when": telling.when.text if telling.when else None,
            "place": _place(telling.place),
            "reason": telling.reason,
            "why": telling.why,
            "sources": list(telling.sources),
        }
        for telling in tellings
    ]


def _target(target: Target) -> Json:
    return {
        "announced": target.announced.text,
        "when": target.when.text,
        "by": target.by,
        "note": target.note,
        "sources": list(target.sources),
    }


def event(one: Event) -> Json:
    """One event of a mission, milestone or alliance."""
    offset, zone = read_zone(one.zone) if one.zone else (None, None)
    return {
        "type": one.type,
        **moment(one.when),
        "local": one.when.local(offset) if offset is not None else None,
        "local_place": zone or None,
        "planned": one.planned,
        "title": one.title,
        "attempted": one.attempted,
        "place": _place(one.place),
        "first": one.first,
        "contested": one.contested,
        "note": one.note,
        "sources": list(one.sources),
        "targets": [_target(target) for target in one.targets],
        "also": _tellings(one.also),
    }


def _number(number: Number | None) -> Json | None:
    if number is None:
        return None
    return {
        "value": number.value,
        "approximate": number.approximate,
        "sources": list(number.sources),
        "also": [{**told, "value": _value(told["value"])} for told in _tellings(number.also)],
    }


def _value(text: str) -> int | float:
    return float(text) if "." in text else int(text)


def _person(person: Person) -> Json:
    return {
        "name": person.name,
        "native_names": dict(person.native),
        "role": person.role,
        "country": person.country,
        "agency": person.agency,
    }


def _head(head: Head | None) -> Json | None:
    if head is None:
        return None
    return {
        "name": head.name,
        "native_names": dict(head.native),
        "title": head.title,
        "as_of": head.as_of.text,
        "sources": list(head.sources),
    }


def _table(sources: Mapping[str, Sequence[str]]) -> Json:
    return {field: list(keys) for field, keys in sources.items()}


def mission(one: Mission) -> Json:
    """A mission in full."""
    return {
        "id": one.id,
        "name": one.name,
        "native_names": dict(one.native),
        "aliases": list(one.aliases),
        "cospar_id": one.cospar_id,
        "scope": one.scope,
        "part_of": one.part_of,
        "agencies": list(one.agencies),
        "partners": list(one.partners),
        "countries": list(one.countries),
        "programme": one.programme,
        "kinds": list(one.kinds),
        "crewed": one.has_crew,
        "crew": [_person(person) for person in one.crew],
        "launcher": one.launcher,
        "launch_site": one.launch_site,
        "summary": one.summary or None,
        "status": one.status,
        "status_as_of": one.status_as_of.text if one.status_as_of else None,
        "outcome": one.outcome,
        "outcome_note": one.outcome_note,
        "events": [event(item) for item in one.events],
        "mass_kg": _number(one.mass_kg),
        "sample_mass_g": _number(one.sample_mass_g),
        "links": dict(one.links),
        "sources": _table(one.sources),
        "also": _tellings(one.also),
    }


def agency(one: Agency) -> Json:
    """An agency, company or institute."""
    return {
        "id": one.id,
        "name": one.name,
        "native_names": dict(one.native),
        "abbreviation": one.abbreviation,
        "aliases": list(one.aliases),
        "kind": one.kind,
        "country": one.country,
        "members": list(one.members),
        "founded": _dated(one.founded),
        "ended": _dated(one.ended),
        "successor": one.successor,
        "head": _head(one.head),
        "summary": one.summary,
        "links": dict(one.links),
        "sources": _table(one.sources),
        "also": _tellings(one.also),
    }


def country(dataset: Dataset, one: Country) -> Json:
    """A country with what it flew and what it joined."""
    return {
        "id": one.id,
        "name": one.name,
        "native_names": dict(one.native),
        "aliases": list(one.aliases),
        "iso2": one.iso2,
        "iso3": one.iso3,
        "region": one.region,
        "former": one.former,
        "successor": one.successor,
        "memberships": [
            {"alliance": alliance.id, **member(dataset, item)} for alliance, item in query.memberships(dataset, one)
        ],
        "missions": [item.id for item in query.missions(dataset, scopes=(), country=one.id)],
        "sources": _table(one.sources),
        "also": _tellings(one.also),
    }


def programme(dataset: Dataset, one: Programme) -> Json:
    """A line of missions under one name, with what they add up to."""
    missions = query.missions(dataset, scopes=(), programme=one.id)
    return {
        "id": one.id,
        "name": one.name,
        "native_names": dict(one.native),
        "aliases": list(one.aliases),
        "agencies": list(one.agencies),
        "countries": list(one.countries),
        "summary": one.summary,
        "totals": query.totals(missions)._asdict(),
        "missions": [item.id for item in missions],
        "sources": _table(one.sources),
        "also": _tellings(one.also),
    }


def member(dataset: Dataset, one: Member) -> Json:
    """A party of an alliance."""
    seat = dataset.country_of(one.country) if one.country else None
    return {
        "name": one.party,
        "kind": one.kind,
        "iso2": one.country,
        "iso3": seat.iso3 if seat else None,
        "agency": one.agency,
        "joined": _dated(one.joined),
        "left": _dated(one.left),
        "instrument": one.instrument,
        "ordinal": one.ordinal,
        "signed_by": one.signed_by,
        "note": one.note,
        "sources": list(one.sources),
        "also": _tellings(one.also),
    }


def _unidentified(one: Unidentified) -> Json:
    return {
        "ordinal": one.ordinal,
        "when": one.when.text if one.when else None,
        "note": one.note,
        "sources": list(one.sources),
    }


def alliance(dataset: Dataset, one: Alliance, kind: str | None = None) -> Json:
    """An alliance with its members (of one kind, where asked) and their number; parties that left are told, and not
    counted.
    """
    chosen = [*query.members(one, kind), *(party for party in one.members if party.left and kind in (None, party.kind))]
    return {
        "id": one.id,
        "name": one.name,
        "native_names": dict(one.native),
        "abbreviation": one.abbreviation,
        "aliases": list(one.aliases),
        "kind": one.kind,
        "instrument": one.instrument,
        "leads": list(one.leads),
        "summary": one.summary,
        "principles": list(one.principles),
        "status": one.status,
        "status_as_of": one.status_as_of.text if one.status_as_of else None,
        "events": [event(item) for item in one.events],
        "members": [member(dataset, party) for party in chosen],
        "counts": query.counts(one),
        "unidentified": [_unidentified(place) for place in one.unidentified],
        "links": dict(one.links),
        "sources": _table(one.sources),
        "also": _tellings(one.also),
    }


def milestone(one: Milestone) -> Json:
    """A treaty, law, directive, decision or announcement."""
    return {
        "id": one.id,
        "name": one.name,
        "native_names": dict(one.native),
        "aliases": list(one.aliases),
        "kind": one.kind,
        "countries": list(one.countries),
        "agencies": list(one.agencies),
        "alliance": one.alliance,
        "summary": one.summary,
        "status": one.status,
        "status_as_of": one.status_as_of.text if one.status_as_of else None,
        "parties": _number(one.parties),
        "events": [event(item) for item in one.events],
        "links": dict(one.links),
        "sources": _table(one.sources),
        "also": _tellings(one.also),
    }


def source(one: Source) -> Json:
    """A source as it was read."""
    return {
        "id": one.id,
        "title": one.title,
        "publisher": one.publisher,
        "kind": one.kind,
        "url": one.url,
        "published": one.published.text if one.published else None,
        "read": one.read.text,
        "via": one.via,
        "note": one.note,
    }


def entry(one: query.Entry) -> Json:
    """One line of a timeline."""
    inner = event(one.event)
    return {
        **moment(one.when),
        "type": one.type,
        "title": one.title,
        "subject": {"kind": one.kind, "id": one.subject},
        **{
            key: inner[key]
            for key in (
                "local",
                "local_place",
                "planned",
                "attempted",
                "place",
                "first",
                "contested",
                "note",
                "sources",
            )
        },
    }


def first(one: query.First) -> Json:
    """A claim to have been first."""
    return {
        **moment(one.event.when),
        "claim": one.claim,
        "contested": one.contested,
        "mission": one.mission.id,
        "countries": list(one.mission.countries),
        "type": one.event.type,
        "sources": list(one.event.sources),
    }


def upcoming(one: query.Upcoming) -> Json:
    """The next planned event of a mission."""
    return {
        **moment(one.event.when),
        "mission": one.mission.id,
        "name": one.mission.name,
        "countries": list(one.mission.countries),
        "type": one.event.type,
        "overdue": one.overdue,
        "days": one.days,
        "slips": one.slips,
        "sources": list(one.event.sources),
    }


def history(one: query.History) -> Json:
    """How the date of one event moved."""
    return {
        "mission": one.mission.id,
        "type": one.event.type,
        "happened": _dated(one.happened),
        "total_months": one.total,
        "targets": [{**_target(slip.target), "months": slip.months, "total_months": slip.total} for slip in one.slips],
    }


def anniversary(one: query.Anniversary) -> Json:
    """Something that happened on this day of an earlier year."""
    return {
        **moment(one.event.when),
        "years": one.years,
        "mission": one.mission.id,
        "name": one.mission.name,
        "type": one.event.type,
        "title": one.event.title,
        "first": one.event.first,
        "sources": list(one.event.sources),
    }


def site(one: query.Site) -> Json:
    """A place that a mission landed on or hit."""
    return {
        "mission": one.mission.id,
        "name": one.mission.name,
        "type": one.event.type,
        **moment(one.event.when),
        "place": one.event.place.name if one.event.place else None,
        "latitude": one.latitude,
        "longitude": one.longitude,
        "side": one.side,
        "outcome": one.mission.outcome,
        "sources": list(one.event.sources),
    }


def span(one: query.Span) -> Json:
    """The time of a mission, from its launch to its end."""
    return {
        "mission": one.mission.id,
        "name": one.mission.name,
        "start": moment(one.start),
        "end": _dated(one.end),
        "planned": one.planned,
        "status": one.mission.status,
        "outcome": one.mission.outcome,
    }


def change(one: Change) -> Json:
    """Something that changed in the record."""
    return {"id": one.id, "when": one.when.text, "kind": one.kind, "text": one.text, "records": list(one.records)}


def origin(one: Origin | None) -> Json | None:
    """The user's own file behind a record, and the fields that it gave; null where the record is as shipped."""
    return {"file": one.file, "fields": list(one.fields)} if one else None


def hit(one: query.Hit) -> Json:
    """A record in which a text was found."""
    return {"kind": one.kind, "id": one.id, "name": one.name, "field": one.field, "passage": one.passage}
