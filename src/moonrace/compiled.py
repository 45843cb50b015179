"""The record as one fast file: written when the wheel is built, read when the command runs.

The first line is the head (JSON): the meta, and where each section has its directory and its names. A directory is a line
that tells where each record of a section stands; a record is a line. A look-up parses the head, one directory, the lines of
the records it needs, and names only where it was not given an id.
"""

import json
import types
from collections.abc import Callable, Mapping
from typing import Any, Union, get_args, get_origin

from moonrace.dataset import Dataset, Records
from moonrace.errors import BadData, Problem
from moonrace.model import SECTIONS, Meta
from moonrace.moment import Moment

FORMAT = 2
_REMEDY = "install moonrace again: pip install --force-reinstall moonrace"


def dump(dataset: Dataset) -> bytes:
    """The whole record as bytes that `read` understands. The same record gives the same bytes."""
    body, end = [], 0

    def put(value: object) -> tuple[int, int]:
        nonlocal end
        line = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
        body.append(line)
        start, end = end, end + len(line)
        return start, end

    sections = {
        kind: put({key: put(pack(record)) for key, record in records.items()})
        for kind, records in dataset.sections.items()
    }
    index = {kind: put(names) for kind, names in dataset.index.items()}
    head = {"format": FORMAT, "meta": pack(dataset.meta), "size": end, "sections": sections, "index": index}
    return json.dumps(head, ensure_ascii=False, separators=(",", ":")).encode() + b"\n" + b"".join(body)


def read(path: str) -> Dataset:
    """The record from a file that `dump` wrote; records are built when they are asked for. Raises BadData."""
    try:
        with open(path, "rb") as file:
            first, body = file.readline(), file.read()
        head = json.loads(first)
        if head["format"] != FORMAT:
            raise ValueError(f"format {head['format']!r}")
        if head["size"] != len(body):
            raise ValueError(f"{len(body)} bytes where {head['size']} belong")
        meta, sections, index = unpack(Meta, head["meta"]), head["sections"], head["index"]
        places = {kind: (*sections[kind], *index[kind]) for kind in SECTIONS}
    except _DAMAGE as error:
        raise _unreadable(path, error) from error

    def line(start: int, end: int) -> Any:
        return json.loads(body[start:end])

    def safe(read_part: Callable[..., Any], *arguments: Any) -> Any:
        try:
            return read_part(*arguments)
        except _DAMAGE as error:
            raise _unreadable(path, error) from error

    def records(kind: str) -> Records[Any]:
        shape, (start, end, *_) = SECTIONS[kind], places[kind]
        return Records(
            lambda: safe(lambda: dict(line(start, end))), lambda at: safe(lambda: unpack(shape, line(at[0], at[1])))
        )

    def names() -> Records[Any]:
        return Records(lambda: places, lambda at: safe(line, at[2], at[3]))

    return Dataset(meta, {kind: records(kind) for kind in SECTIONS}, names)


_DAMAGE = (OSError, ValueError, LookupError, TypeError, RecursionError)


def _unreadable(path: str, error: Exception) -> BadData:
    return BadData((Problem(path, 1, "", "", f"the compiled record cannot be read: {error}", _REMEDY),))


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


def _make_converter(shape: Any) -> Callable[[Any], Any] | None:
    if shape is Moment:
        return Moment
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
