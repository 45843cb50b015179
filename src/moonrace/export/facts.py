"""One record as a table, a line for each fact: its field, its value, what belongs to it, and its sources.

Everything that the record knows is here, and everything that an answer adds to it.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import tzinfo
from typing import Any, NamedTuple

from moonrace.dataset import Dataset
from moonrace.export.flat import PHRASES
from moonrace.export.json import SPREAD, key_of
from moonrace.export.tabular import cell
from moonrace.fields import walk
from moonrace.query.derived import derived
from moonrace.records import section_with
from moonrace.records.parts import Texts


class Fact(NamedTuple):
    """One fact of a record.

    id: id of the record
    field: the field, or the type of the event
    value: its value; the date, if it has one
    detail: what belongs to it, as `field: value`
    """

    id: str
    field: str
    value: str
    detail: str | None
    sources: Texts


_HEADS = ("when", "alliance", "name", "value", "ordinal", "field", "iso2")
"""Which field is the value of a part that has several: the first of these that it has."""
WEAK = "supported only by encyclopedias or weaker sources"
_SINGULAR = {"members": "member", "targets": "target", "memberships": "membership"}


def facts(record: Any, dataset: Dataset, zone: tzinfo | None = None) -> list[Fact]:
    """Every fact of a record, in the order of its declaration; instants are in `zone`, if there is one."""
    table = getattr(record, "sources", {})
    by_field: Mapping[str, Texts] = (
        {key_of(type(record), field): keys for field, keys in table.items()}
        if isinstance(table, Mapping)
        else dict.fromkeys(record._fields, table)
    )
    weak = set(getattr(record, "weak", ()))
    frail = {id(part) for path, part in walk(record) if path in weak} if weak else set()
    shape = type(record)
    own = dataset.origins.get((section_with(shape), record.id)) if dataset.origins else None
    given = {key_of(shape, name): name for name in own.fields} if own else {}
    found = []
    for field, value in _fields(record, dataset).items():
        if field not in ("id", "sources", "weak"):
            lines = _facts(field, value, by_field.get(field, ()), dataset, zone, frail)
            for name, cell_, detail, sources in lines:
                if own and field in given:
                    lacks = not sources and any(re.match(rf"{given[field]}\b", path) for path in own.unsourced)
                    mark = f"your own data{', no source given' if lacks else ''}"
                    detail = f"{detail}; {mark}" if detail else mark
                if name in weak and WEAK not in (detail or ""):
                    detail = f"{detail}; {WEAK}" if detail else WEAK
                found.append(Fact(record.id, name, cell_, detail, sources))
    return found


def _fields(value: Any, dataset: Dataset) -> dict[str, Any]:
    """The fields of a shape and its derived values by their names in JSON; those of spread fields among them."""
    shape: Any = type(value)
    found: dict[str, Any] = {}
    for name, inner in zip(value._fields, value, strict=True):
        if name in SPREAD and hasattr(inner, "_fields"):
            found |= _fields(inner, dataset)
        else:
            found[key_of(shape, name)] = inner
    if more := derived(shape):
        found |= more[1](dataset, value)._asdict()
    return found


Line = tuple[str, str, str | None, Texts]


def _facts(
    name: str, value: Any, sources: Texts, dataset: Dataset, zone: tzinfo | None, frail: set[int]
) -> Iterator[Line]:
    if _is_empty(value):
        return
    if hasattr(value, "_fields"):
        yield from _part(name, value, sources, dataset, zone, frail)
    elif isinstance(value, Mapping):
        yield from ((name, cell(inner), key, sources) for key, inner in value.items())
    elif isinstance(value, tuple) and hasattr(value[0], "_fields"):
        for inner in value:
            yield from _facts(_SINGULAR.get(name, name), inner, sources, dataset, zone, frail)
    elif name in PHRASES:
        yield from ((name, inner, None, sources) for inner in value)
    else:
        yield name, " ".join(value) if isinstance(value, tuple) else cell(value, zone), None, sources


def _part(
    name: str, part: Any, sources: Texts, dataset: Dataset, zone: tzinfo | None, frail: set[int]
) -> Iterator[Line]:
    """A part as one line, and a line for each part of its own."""
    fields = _fields(part, dataset)
    own: Texts = fields.pop("sources", ()) or sources
    head = next((field for field in _HEADS if fields.get(field) is not None), None)
    if head is None:
        for field, value in fields.items():
            yield from _facts(f"{name} {field}", value, own, dataset, zone, frail)
        return
    label = str(fields.pop("type")) if name == "events" else name
    if name == "also" and fields.get("field"):
        label = f"also {fields.pop('field')}"
    inner = {field: value for field, value in fields.items() if hasattr(value, "_fields") or _has_parts(value)}
    details = [
        field if value is True else f"{field.replace('_', ' ')}: {_detail(value, zone)}"
        for field, value in fields.items()
        if field not in inner and field != head and value is not False and not _is_empty(value)
    ]
    details += [WEAK] if id(part) in frail else []
    yield label, cell(fields.get(head), zone), "; ".join(details) or None, own
    for field, value in inner.items():
        within = f"also {label}" if field == "also" else f"{label} {_SINGULAR.get(field, field)}"
        yield from _facts(within, value, own, dataset, zone, frail)


def _is_empty(value: Any) -> bool:
    return value is None or value in ((), {})


def _has_parts(value: Any) -> bool:
    return isinstance(value, tuple) and bool(value) and hasattr(value[0], "_fields")


def _detail(value: Any, zone: tzinfo | None) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{key} {inner}" for key, inner in value.items())
    return " ".join(value) if isinstance(value, tuple) else cell(value, zone)
