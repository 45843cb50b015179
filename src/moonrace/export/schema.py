"""The JSON Schema of every output, from the declarations of its rows. Names may be added later, so they do not forbid more."""

from __future__ import annotations

from typing import Any

from moonrace.dates import PRECISIONS, Moment
from moonrace.export.json import SCHEMA, SPREAD, key_of
from moonrace.fields import Type, meanings, type_of, types_of
from moonrace.query.derived import derived
from moonrace.records import SECTIONS

Schema = dict[str, Any]
DIALECT = "https://json-schema.org/draft/2020-12/schema"
_SCALARS: dict[Any, Schema] = {
    str: {"type": "string", "minLength": 1},
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    float: {"type": "number"},
}
_STAMP: Schema = {"type": ["string", "null"], "pattern": r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$"}


_RECORD: Schema = {"anyOf": [{"type": "object"}, {"type": "null"}]}
"""A record of whatever kind: the schema of its own answer says more."""


def _or_null(schema: Schema) -> Schema:
    return {"anyOf": [schema, {"type": "null"}]}


def _moment(optional: bool) -> Schema:
    schema = {
        "when": {
            "type": "string",
            "minLength": 1,
            "description": "as written, in the subset of EDTF of data/README.md",
        },
        "earliest": _STAMP | {"description": "first instant that it can mean, in UTC; null where open"},
        "latest": _STAMP | {"description": "first instant after it, in UTC; null where open"},
        "precision": {"enum": list(PRECISIONS), "description": "how much of the date is known"},
        "approximate": {"type": "boolean", "description": "the mark ~"},
        "uncertain": {"type": "boolean", "description": "the mark ?"},
    }
    if optional:
        schema["when"] = _or_null(schema["when"])
        schema["precision"] = _or_null(schema["precision"])
    return schema


def properties(shape: Any) -> Schema:
    """The keys of a shape in JSON, each with its schema."""
    found: Schema = {}
    for name, declared in types_of(shape).items():
        if name in SPREAD:
            found |= _moment(declared.optional) if declared.of is Moment else properties(declared.of)
            continue
        meaning = meanings(shape).get(name)
        found[key_of(shape, name)] = _schema(declared) | ({"description": meaning} if meaning else {})
    more = derived(shape)
    return found | properties(more[0]) if more else found


def keys(shape: Any) -> list[str]:
    """The keys of a row, known also when there is none."""
    return list(properties(shape))


def _object(members: Schema, optional: Schema | None = None) -> Schema:
    return {"type": "object", "required": list(members), "properties": members | (optional or {})}


def _schema(declared: Type) -> Schema:
    if declared.optional:
        return _or_null(_schema(declared._replace(optional=False)))
    if declared.form == "list":
        return {"type": "array", "items": _schema(type_of(declared.of))}
    if declared.form == "table":
        return {"type": "object", "additionalProperties": _schema(type_of(declared.of))}
    if declared.of is Moment:
        return _object(_moment(False))
    if declared.of is Any:
        return _RECORD
    if declared.words:
        return {"enum": list(declared.words)}
    return _object(properties(declared.of)) if declared.is_shape else _SCALARS[declared.of]


def document(name: str, shape: Any, more: Any = None, extra: Any = None) -> Schema:
    """The schema of a whole output: the envelope with its rows. Some answers have the values of the shape `more` beside them,
    or those of the shape `extra` in each row.
    """
    members = {
        "schema": {"const": SCHEMA},
        "data_date": {"type": "string", "minLength": 1, "description": "the day to which the record was followed"},
        "as_of": {"type": ["string", "null"], "minLength": 1, "description": "the day that was asked for"},
        name: {
            "type": "array",
            "items": _object(properties(shape or SECTIONS[name].shape), properties(extra) if extra else {}),
        },
    }
    beside = properties(more) if more else {}
    return {"$schema": DIALECT, "title": f"moonrace {name}, schema {SCHEMA}", **_object(members, beside)}
