"""What every JSON answer is made of: the envelope, dates, places, events, numbers with their sources."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from moonrace.dataset import Dataset
from moonrace.model import Event, Head, Number, Person, Place, Target, Telling
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


def dated(when: Moment | None) -> Json | None:
    return moment(when) if when else None


def place_of(place: Place | None) -> Json | None:
    if place is None:
        return None
    return {
        "name": place.name,
        "latitude": place.latitude,
        "longitude": place.longitude,
        "side": place.side,
        "sources": list(place.sources),
    }


def tellings_of(tellings: Iterable[Telling]) -> list[Json]:
    return [
        {
            "field": telling.field,
            "value": telling.value,
            "when": telling.when.text if telling.when else None,
            "place": place_of(telling.place),
            "reason": telling.reason,
            "why": telling.why,
            "sources": list(telling.sources),
        }
        for telling in tellings
    ]


def target_of(target: Target) -> Json:
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
        "place": place_of(one.place),
        "first": one.first,
        "contested": one.contested,
        "note": one.note,
        "sources": list(one.sources),
        "targets": [target_of(target) for target in one.targets],
        "also": tellings_of(one.also),
    }


def number_of(number: Number | None) -> Json | None:
    if number is None:
        return None
    return {
        "value": number.value,
        "approximate": number.approximate,
        "sources": list(number.sources),
        "also": [{**told, "value": _value(told["value"])} for told in tellings_of(number.also)],
    }


def _value(text: str) -> int | float:
    return float(text) if "." in text else int(text)


def person_of(person: Person) -> Json:
    return {
        "name": person.name,
        "native_names": dict(person.native),
        "role": person.role,
        "country": person.country,
        "agency": person.agency,
    }


def head_of(head: Head | None) -> Json | None:
    if head is None:
        return None
    return {
        "name": head.name,
        "native_names": dict(head.native),
        "title": head.title,
        "as_of": head.as_of.text,
        "sources": list(head.sources),
    }


def table_of(sources: Mapping[str, Sequence[str]]) -> Json:
    return {field: list(keys) for field, keys in sources.items()}
