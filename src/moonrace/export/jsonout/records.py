"""One record of each kind as JSON."""

from __future__ import annotations

from moonrace import query
from moonrace.dataset import Dataset, Origin
from moonrace.export.jsonout.values import Json, dated, event, head_of, number_of, person_of, table_of, tellings_of
from moonrace.model import (
    Agency,
    Alliance,
    Change,
    Country,
    Member,
    Milestone,
    Mission,
    Programme,
    Source,
    Unidentified,
)


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
        "crew": [person_of(person) for person in one.crew],
        "launcher": one.launcher,
        "launch_site": one.launch_site,
        "summary": one.summary or None,
        "status": one.status,
        "status_as_of": one.status_as_of.text if one.status_as_of else None,
        "outcome": one.outcome,
        "outcome_note": one.outcome_note,
        "events": [event(item) for item in one.events],
        "mass_kg": number_of(one.mass_kg),
        "sample_mass_g": number_of(one.sample_mass_g),
        "links": dict(one.links),
        "sources": table_of(one.sources),
        "also": tellings_of(one.also),
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
        "founded": dated(one.founded),
        "ended": dated(one.ended),
        "successor": one.successor,
        "head": head_of(one.head),
        "summary": one.summary,
        "links": dict(one.links),
        "sources": table_of(one.sources),
        "also": tellings_of(one.also),
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
        "sources": table_of(one.sources),
        "also": tellings_of(one.also),
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
        "sources": table_of(one.sources),
        "also": tellings_of(one.also),
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
        "joined": dated(one.joined),
        "left": dated(one.left),
        "instrument": one.instrument,
        "ordinal": one.ordinal,
        "signed_by": one.signed_by,
        "note": one.note,
        "sources": list(one.sources),
        "also": tellings_of(one.also),
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
        "sources": table_of(one.sources),
        "also": tellings_of(one.also),
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
        "parties": number_of(one.parties),
        "events": [event(item) for item in one.events],
        "links": dict(one.links),
        "sources": table_of(one.sources),
        "also": tellings_of(one.also),
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


def change(one: Change) -> Json:
    """Something that changed in the record."""
    return {"id": one.id, "when": one.when.text, "kind": one.kind, "text": one.text, "records": list(one.records)}


def origin(one: Origin | None) -> Json | None:
    """The user's own file behind a record, and the fields that it gave; null where the record is as shipped."""
    return {"file": one.file, "fields": list(one.fields)} if one else None
