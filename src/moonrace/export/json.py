"""JSON, schema 2: one envelope for none, one or many; unknown is null. The contract is docs/json.md.

Every row follows from the declaration of its shape: a key for each field in the declared order, and then the derived values.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any

from moonrace.dataset import Dataset
from moonrace.dates import Moment
from moonrace.fields import Type, type_of, types_of
from moonrace.query.derived import derived
from moonrace.records import section_of

if TYPE_CHECKING:
    from moonrace.loading.problems import Origin

SCHEMA = 2
Json = dict[str, Any]
Tick = Callable[[], None]
"""Called once for each record that was worked through, so that a caller can show progress."""

SPREAD = frozenset({"when", "member", "slip", "tally"})
"""Fields whose keys are laid among those of the thing itself, and not in an object of their own."""
_RENAMED: Mapping[str, Mapping[str, str]] = {
    "Member": {"party": "name", "country": "iso2"},
    "GroupMember": {"country": "iso2"},
}


def key_of(shape: Any, field: str) -> str:
    """The name of a field in JSON and in tables."""
    return "native_names" if field == "native" else _RENAMED.get(shape.__name__, {}).get(field, field)


def row(value: Any, dataset: Dataset) -> Json:
    """A record, or the row of a report, as JSON."""
    shape: Any = type(value)
    return _writer(shape)(value, dataset)


@cache
def _writer(shape: Any) -> Callable[[Any, Dataset], Json]:
    plan = [(key_of(shape, name), _converter(declared), name in SPREAD) for name, declared in types_of(shape).items()]
    more = derived(shape)

    def write(value: Any, dataset: Dataset) -> Json:
        made: Json = {}
        for (key, convert, spread), inner in zip(plan, value, strict=True):
            if spread:
                made |= _moment(inner) if convert is None or inner is None else convert(inner, dataset)
            else:
                made[key] = inner if convert is None or inner is None else convert(inner, dataset)
        return made | row(more[1](dataset, value), dataset) if more else made

    return write


def _converter(declared: Type) -> Callable[[Any, Dataset], Any] | None:
    """How a value becomes JSON; None if it is JSON already."""
    if declared.form != "one":
        inner = _converter(type_of(declared.of))
        if declared.form == "list":
            return (
                (lambda values, data: [inner(one, data) for one in values])
                if inner
                else (lambda values, _: list(values))
            )
        return (
            (lambda table, data: {key: inner(one, data) for key, one in table.items()})
            if inner
            else lambda table, _: {**table}
        )
    if declared.of is Moment:
        return lambda when, _: _moment(when)
    return row if declared.is_shape else None


def _moment(when: Moment | None) -> Json:
    """What is known of a date, under the keys that every date has."""
    return {
        "when": when.text if when else None,
        "earliest": stamp(when.earliest) if when else None,
        "latest": stamp(when.latest) if when else None,
        "precision": when.precision if when else None,
        "approximate": when.approximate if when else False,
        "uncertain": when.uncertain if when else False,
    }


def stamp(instant: datetime | None) -> str | None:
    """An instant in UTC, `2024-06-03T23:38:10Z`."""
    return f"{instant.isoformat()[:19]}Z" if instant else None


def rows(values: Iterable[Any], dataset: Dataset, section: str = "") -> list[Json]:
    """Several records or rows. With the user's own data, each has the `origin` of its record, or null."""
    if not dataset.origins:
        return [row(value, dataset) for value in values]
    return [row(value, dataset) | {"origin": _origin(origin_of(dataset, section, value))} for value in values]


def origin_of(dataset: Dataset, section: str, value: Any) -> Origin | None:
    """The origin of a record, or of the record that a row of a report is about; None for what was shipped."""
    subject = getattr(value, "subject", value if section in ("hits", "results") else None)
    if subject:  # a rocket, a place or a date at the front door is no record
        section = section_of(subject.kind)
    elif hasattr(value, "mission"):
        section = "missions"
    key = subject.id if subject else getattr(value, "mission", None) or getattr(value, "id", None)
    return dataset.origins.get((section, key or ""))


def _origin(one: Origin | None) -> Json | None:
    return {"file": one.file, "fields": list(one.fields), "unsourced": list(one.unsourced)} if one else None


def envelope(dataset: Dataset, as_of: Moment | None, name: str, found: Sequence[Json], **more: Any) -> Json:
    """The object around every answer: schema, data date, the day that was asked for, and the rows under their name."""
    return {
        "schema": SCHEMA,
        "data_date": dataset.meta.data_date.text,
        "as_of": as_of.text if as_of else None,
        name: list(found),
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
            lines = ",\n".join(map(encode, value))
            parts.append(f"{encode(key)}: [\n{lines}\n]")
        else:
            parts.append(f"{encode(key)}: {encode(value)}")
    return "{" + ", ".join(parts) + "}\n"


def ndjson(found: Sequence[Json], *, ascii_only: bool = False) -> str:
    """Each row as JSON on a line of its own, without an envelope."""
    encode = json.JSONEncoder(ensure_ascii=ascii_only).encode
    return "".join(encode(one) + "\n" for one in found)


def yaml(document: Json) -> str:
    """The document as YAML in block style. Every value that YAML could take for another is quoted."""
    import yaml as pyyaml

    dumper = getattr(pyyaml, "CSafeDumper", pyyaml.SafeDumper)
    written: str = pyyaml.dump(
        document, Dumper=dumper, allow_unicode=True, sort_keys=False, width=120, default_flow_style=False
    )
    return written


def export(dataset: Dataset, as_of: Moment | None, tick: Tick, *, ascii_only: bool = False) -> str:
    """The whole record: the envelope of every answer with all sections in it, and `meta`."""
    sections: Json = {}
    for kind, records in dataset.sections.items():
        sections[kind] = []
        for record in records.values():
            sections[kind] += rows([record], dataset, kind)
            tick()
    meta = {"title": dataset.meta.title, "licence": dataset.meta.licence, "credit": dataset.meta.credit}
    document = envelope(dataset, as_of, "missions", sections.pop("missions"), **sections, meta=meta)
    return text(document, ascii_only=ascii_only, indented=False)
