"""The JSON Schemas of every output, built from the vocabularies of the model. Names may be added, so they do not forbid more."""

from __future__ import annotations

from typing import Any, get_args

from moonrace import model
from moonrace.moment import PRECISIONS

Schema = dict[str, Any]
DIALECT = "https://json-schema.org/draft/2020-12/schema"

TEXT: Schema = {"type": "string", "minLength": 1}
TEXT_OR_NULL: Schema = {"type": ["string", "null"], "minLength": 1}
BOOLEAN: Schema = {"type": "boolean"}
NUMBER: Schema = {"type": "number"}
COUNT: Schema = {"type": "integer", "minimum": 0}
COUNT_OR_NULL: Schema = {"type": ["integer", "null"]}
DEGREES: Schema = {"type": ["number", "null"], "minimum": -180, "maximum": 180}
STAMP: Schema = {"type": ["string", "null"], "pattern": r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$"}


def _object(properties: Schema) -> Schema:
    return {"type": "object", "required": list(properties), "properties": properties}


def _or_null(schema: Schema) -> Schema:
    return {"anyOf": [schema, {"type": "null"}]}


def _list(items: Schema) -> Schema:
    return {"type": "array", "items": items}


def _words(vocabulary: Any, *, null: bool = False) -> Schema:
    return {"enum": [*get_args(vocabulary), *([None] if null else [])]}


TEXTS = _list(TEXT)
TABLE: Schema = {"type": "object", "additionalProperties": TEXT}
SOURCES: Schema = {"type": "object", "additionalProperties": TEXTS}
PLACE = _or_null(
    _object(
        {
            "name": TEXT_OR_NULL,
            "latitude": DEGREES,
            "longitude": DEGREES,
            "side": _words(model.Side, null=True),
            "sources": TEXTS,
        }
    )
)
DATE: Schema = {
    "when": TEXT,
    "earliest": STAMP,
    "latest": STAMP,
    "precision": {"enum": list(PRECISIONS)},
    "approximate": BOOLEAN,
    "uncertain": BOOLEAN,
}
DATED = _or_null(_object(DATE))


def _tellings(value: Schema) -> Schema:
    return _list(
        _object(
            {
                "field": TEXT_OR_NULL,
                "value": value,
                "when": TEXT_OR_NULL,
                "place": PLACE,
                "reason": _words(model.Reason),
                "why": TEXT,
                "sources": TEXTS,
            }
        )
    )


ALSO = _tellings(TEXT_OR_NULL)
MEASURE = _or_null(_object({"value": NUMBER, "approximate": BOOLEAN, "sources": TEXTS, "also": _tellings(NUMBER)}))
TARGET: Schema = {"announced": TEXT, "when": TEXT, "by": TEXT_OR_NULL, "note": TEXT_OR_NULL, "sources": TEXTS}
EVENT_TYPE = _words(model.EventType)
EVENT = _object(
    {
        "type": EVENT_TYPE,
        **DATE,
        "local": TEXT_OR_NULL,
        "local_place": TEXT_OR_NULL,
        "planned": BOOLEAN,
        "title": TEXT_OR_NULL,
        "attempted": TEXT_OR_NULL,
        "place": PLACE,
        "first": TEXT_OR_NULL,
        "contested": TEXT_OR_NULL,
        "note": TEXT_OR_NULL,
        "sources": TEXTS,
        "targets": _list(_object(TARGET)),
        "also": ALSO,
    }
)
NAMES: Schema = {"id": TEXT, "name": TEXT, "native_names": TABLE}
TAIL: Schema = {"sources": SOURCES, "also": ALSO}
MEMBER: Schema = {
    "name": TEXT,
    "kind": _words(model.MemberKind),
    "iso2": TEXT_OR_NULL,
    "iso3": TEXT_OR_NULL,
    "agency": TEXT_OR_NULL,
    "joined": DATED,
    "left": DATED,
    "instrument": _words(model.Instrument),
    "ordinal": COUNT_OR_NULL,
    "signed_by": TEXT_OR_NULL,
    "note": TEXT_OR_NULL,
    "sources": TEXTS,
    "also": ALSO,
}
HEAD = _or_null(_object({"name": TEXT, "native_names": TABLE, "title": TEXT, "as_of": TEXT, "sources": TEXTS}))
PERSON = _object({"name": TEXT, "native_names": TABLE, "role": TEXT, "country": TEXT, "agency": TEXT_OR_NULL})
OUTCOME = _words(model.Outcome, null=True)

ROWS: dict[str, Schema] = {
    "missions": {
        **NAMES,
        "aliases": TEXTS,
        "cospar_id": TEXT_OR_NULL,
        "scope": _words(model.Scope),
        "part_of": TEXT_OR_NULL,
        "agencies": TEXTS,
        "partners": TEXTS,
        "countries": TEXTS,
        "programme": TEXT_OR_NULL,
        "kinds": _list(_words(model.Kind)),
        "crewed": BOOLEAN,
        "crew": _list(PERSON),
        "launcher": TEXT_OR_NULL,
        "launch_site": TEXT_OR_NULL,
        "summary": TEXT_OR_NULL,
        "status": _words(model.Status),
        "status_as_of": TEXT_OR_NULL,
        "outcome": OUTCOME,
        "outcome_note": TEXT_OR_NULL,
        "events": _list(EVENT),
        "mass_kg": MEASURE,
        "sample_mass_g": MEASURE,
        "links": TABLE,
        **TAIL,
    },
    "events": {
        **DATE,
        "type": EVENT_TYPE,
        "title": TEXT,
        "subject": _object({"kind": TEXT, "id": TEXT}),
        "local": TEXT_OR_NULL,
        "local_place": TEXT_OR_NULL,
        "planned": BOOLEAN,
        "attempted": TEXT_OR_NULL,
        "place": PLACE,
        "first": TEXT_OR_NULL,
        "contested": TEXT_OR_NULL,
        "note": TEXT_OR_NULL,
        "sources": TEXTS,
    },
    "spans": {
        "mission": TEXT,
        "name": TEXT,
        "start": _object(DATE),
        "end": DATED,
        "planned": BOOLEAN,
        "status": _words(model.Status),
        "outcome": OUTCOME,
    },
    "standings": {
        "id": TEXT_OR_NULL,
        "name": TEXT,
        "launches": COUNT,
        "orbits": COUNT,
        "tried": COUNT,
        "landed": COUNT,
        "far_side": COUNT,
        "samples": COUNT,
        "around": COUNT,
        "on": COUNT,
        "operating": COUNT,
    },
    "firsts": {
        **DATE,
        "claim": TEXT,
        "contested": TEXT_OR_NULL,
        "mission": TEXT,
        "countries": TEXTS,
        "type": EVENT_TYPE,
        "sources": TEXTS,
    },
    "next": {
        **DATE,
        "mission": TEXT,
        "name": TEXT,
        "countries": TEXTS,
        "type": EVENT_TYPE,
        "overdue": BOOLEAN,
        "days": COUNT_OR_NULL,
        "slips": COUNT,
        "sources": TEXTS,
    },
    "slips": {
        "mission": TEXT,
        "type": EVENT_TYPE,
        "happened": DATED,
        "total_months": COUNT_OR_NULL,
        "targets": _list(_object({**TARGET, "months": COUNT_OR_NULL, "total_months": COUNT_OR_NULL})),
    },
    "anniversaries": {
        **DATE,
        "years": COUNT,
        "mission": TEXT,
        "name": TEXT,
        "type": EVENT_TYPE,
        "title": TEXT_OR_NULL,
        "first": TEXT_OR_NULL,
        "sources": TEXTS,
    },
    "sites": {
        "mission": TEXT,
        "name": TEXT,
        "type": EVENT_TYPE,
        **DATE,
        "place": TEXT_OR_NULL,
        "latitude": NUMBER,
        "longitude": NUMBER,
        "side": _words(model.Side),
        "outcome": OUTCOME,
        "sources": TEXTS,
    },
    "alliances": {
        **NAMES,
        "abbreviation": TEXT_OR_NULL,
        "aliases": TEXTS,
        "kind": _words(model.AllianceKind),
        "instrument": TEXT,
        "leads": TEXTS,
        "summary": TEXT,
        "principles": TEXTS,
        "status": TEXT_OR_NULL,
        "status_as_of": TEXT_OR_NULL,
        "events": _list(EVENT),
        "members": _list(_object(MEMBER)),
        "counts": _object({"state": COUNT, "organisation": COUNT, "unidentified": COUNT}),
        "unidentified": _list(
            _object({"ordinal": COUNT, "when": TEXT_OR_NULL, "note": TEXT_OR_NULL, "sources": TEXTS})
        ),
        "links": TABLE,
        **TAIL,
    },
    "agencies": {
        **NAMES,
        "abbreviation": TEXT_OR_NULL,
        "aliases": TEXTS,
        "kind": _words(model.AgencyKind),
        "country": TEXT_OR_NULL,
        "members": TEXTS,
        "founded": DATED,
        "ended": DATED,
        "successor": TEXT_OR_NULL,
        "head": HEAD,
        "summary": TEXT_OR_NULL,
        "links": TABLE,
        **TAIL,
    },
    "countries": {
        **NAMES,
        "aliases": TEXTS,
        "iso2": TEXT,
        "iso3": TEXT,
        "region": TEXT_OR_NULL,
        "former": BOOLEAN,
        "successor": TEXT_OR_NULL,
        "memberships": _list(_object({"alliance": TEXT, **MEMBER})),
        "missions": TEXTS,
        **TAIL,
    },
    "programmes": {
        **NAMES,
        "aliases": TEXTS,
        "agencies": TEXTS,
        "countries": TEXTS,
        "summary": TEXT_OR_NULL,
        "totals": _object(
            {"launched": COUNT, "landed": COUNT, "crewed": COUNT, "crewed_landings": COUNT, "samples_g": NUMBER}
        ),
        "missions": TEXTS,
        **TAIL,
    },
    "milestones": {
        **NAMES,
        "aliases": TEXTS,
        "kind": _words(model.MilestoneKind),
        "countries": TEXTS,
        "agencies": TEXTS,
        "alliance": TEXT_OR_NULL,
        "summary": TEXT,
        "status": _words(model.MilestoneStatus, null=True),
        "status_as_of": TEXT_OR_NULL,
        "parties": MEASURE,
        "events": _list(EVENT),
        "links": TABLE,
        **TAIL,
    },
    "hits": {"kind": TEXT, "id": TEXT, "name": TEXT, "field": TEXT, "passage": TEXT},
    "sources": {
        "id": TEXT,
        "title": TEXT,
        "publisher": TEXT,
        "kind": _words(model.SourceKind),
        "url": TEXT_OR_NULL,
        "published": TEXT_OR_NULL,
        "read": TEXT,
        "via": TEXT_OR_NULL,
        "note": TEXT_OR_NULL,
    },
    "problems": {
        "file": TEXT,
        "line": COUNT,
        "record": TEXT_OR_NULL,
        "field": TEXT_OR_NULL,
        "message": TEXT,
        "mend": TEXT_OR_NULL,
    },
    "about": {
        "title": TEXT,
        "version": TEXT,
        "data_date": TEXT,
        "licence_code": TEXT,
        "licence_data": TEXT,
        "credit": TEXT,
        "cite": TEXT,
    },
    "references": {"id": TEXT, "name": TEXT, "text": TEXT},
    "changes": {"id": TEXT, "when": TEXT, "kind": _words(model.ChangeKind), "text": TEXT, "records": TEXTS},
}
"""The keys of a row of each output, by the name under which the rows stand."""


def document(name: str) -> Schema:
    """The schema of a whole output: the envelope with its rows. Raises KeyError for a name that is none."""
    return {
        "$schema": DIALECT,
        "title": f"moonrace {name}, schema 1",
        "type": "object",
        "required": ["schema", "data_date", "as_of", name],
        "properties": {
            "schema": {"const": 1},
            "data_date": TEXT,
            "as_of": TEXT_OR_NULL,
            name: _list(_object(ROWS[name])),
        },
    }
