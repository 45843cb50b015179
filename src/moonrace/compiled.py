"""The record as one fast file: written when the wheel is built, read when the command runs.

The first line is the head (JSON): the meta, and where each section has its block of records (a line each), its directory
(where each record stands in the block) and its names. A look-up reads the head, one directory and one block, and parses the
lines of the records it needs; names are read only where it was not given an id.
"""

from __future__ import annotations

import json
import types
from collections.abc import Callable, Mapping
from typing import Any, Union, get_args, get_origin

from moonrace import store
from moonrace.dataset import Dataset, Records, links_of
from moonrace.errors import BadMoment
from moonrace.model import SECTIONS, Meta
from moonrace.moment import Moment
from moonrace.store import DAMAGE, FORMAT, unreadable


def dump(dataset: Dataset) -> bytes:
    """The whole record as bytes that `read` understands. The same record gives the same bytes."""
    body, end = [], 0

    def put(value: object) -> tuple[int, int]:
        nonlocal end
        line = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
        body.append(line)
        start, end = end, end + len(line)
        return start, end

    sections = {}
    for kind, records in dataset.sections.items():
        block = end
        places = {key: [at - block for at in put(pack(record))] for key, record in records.items()}
        sections[kind] = [block, end, *put(places), *put(dataset.index[kind])]
    links = put(links_of(dataset.missions))
    head = {"format": FORMAT, "meta": pack(dataset.meta), "size": end, "sections": sections, "links": links}
    return json.dumps(head, ensure_ascii=False, separators=(",", ":")).encode() + b"\n" + b"".join(body)


def read(path: str) -> Dataset:
    """The record from a file that `dump` wrote; what stands in it is read when it is asked for. Raises BadData."""
    try:
        head, begin = store.head(path)
        meta, links_at = unpack(Meta, head["meta"]), tuple(map(int, head["links"]))
        places = {kind: tuple(map(int, head["sections"][kind])) for kind in SECTIONS}
        if any(len(place) != 6 for place in places.values()):
            raise ValueError("a section without its places")
    except DAMAGE as error:
        raise unreadable(path, error) from error

    def part(start: int, end: int) -> bytes:
        return store.part(path, begin + start, begin + end)

    def safe(read_part: Callable[[], Any]) -> Any:
        try:
            return read_part()
        except DAMAGE as error:
            raise unreadable(path, error) from error

    def records(kind: str) -> Records[Any]:
        shape, place = SECTIONS[kind], places[kind]
        block: list[bytes] = []

        def record(at: list[int]) -> Any:
            if not block:
                block.append(part(place[0], place[1]))
            return unpack(shape, json.loads(block[0][at[0] : at[1]]))

        return Records(
            lambda: safe(lambda: dict(json.loads(part(place[2], place[3])))), lambda at: safe(lambda: record(at))
        )

    def names() -> Records[Any]:
        return Records(lambda: places, lambda place: safe(lambda: json.loads(part(place[4], place[5]))))

    def linked() -> Any:
        return safe(lambda: dict(json.loads(part(*links_at))))

    return Dataset(meta, {kind: records(kind) for kind in SECTIONS}, names, links=linked)


def pack(value: Any) -> Any:
    """A record as JSON values: tuples with names as objects without their defaults, moments as text."""
    if isinstance(value, Moment):
        return value.text
    if hasattr(value, "_fields"):
        defaults = value._field_defaults
        return {
            name: pack(field)
            for name, field in zip(value._fields, value, strict=True)
            if name not in defaults or field != defaults[name]
        }
    if isinstance(value, tuple):
        return [pack(item) for item in value]
    if isinstance(value, Mapping):
        return {key: pack(item) for key, item in value.items()}
    return value


def unpack(shape: Any, value: Any) -> Any:
    """The reverse of `pack`: JSON values as the type `shape`."""
    convert = _converter(shape)
    return convert(value) if convert else value


_converters: dict[Any, Callable[[Any], Any] | None] = {}


def _converter(shape: Any) -> Callable[[Any], Any] | None:
    """How JSON becomes `shape`; None where it already is."""
    if shape not in _converters:
        _converters[shape] = _make_converter(shape)
    return _converters[shape]


class Stored(Moment):
    """A date of a compiled file, read when more than its text is asked for: of most dates nothing more ever is."""

    __slots__ = ()

    def __init__(self, text: str) -> None:
        self.text = text

    def __getattr__(self, name: str) -> Any:
        if name not in Moment.__slots__ or name == "text":
            raise AttributeError(name)
        try:
            super().__init__(self.text)
        except BadMoment as error:
            raise unreadable("record.jsonl", error) from error
        return getattr(self, name)


def _make_converter(shape: Any) -> Callable[[Any], Any] | None:
    if shape is Moment:
        return Stored
    origin = get_origin(shape)
    if origin in (Union, types.UnionType):
        return _converter(next(arg for arg in get_args(shape) if arg is not type(None)))
    if origin is tuple:
        one = _converter(get_args(shape)[0])
        return (lambda value: tuple(map(one, value))) if one else tuple
    if isinstance(origin, type) and issubclass(origin, Mapping):
        item = _converter(get_args(shape)[1])
        return (lambda value: {key: item(one) for key, one in value.items()}) if item else None
    if hasattr(shape, "_fields"):
        fields = {name: convert for name, hint in shape.__annotations__.items() if (convert := _converter(hint))}

        def make(value: dict[str, Any]) -> Any:
            for name, convert in fields.items():
                if name in value:
                    value[name] = convert(value[name])
            return shape(**value)

        return make
    return None
