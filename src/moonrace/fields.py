"""What follows from the declarations in `records`, for every shape alike: the type of each field, its meaning, a walk through
a value, and the packed form of the compiled file.

A shape is a class of named tuples: a kind of record, a part of one, or the row of a report.
"""

import types
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any, Literal, NamedTuple, Union, get_args, get_origin

from moonrace.dates import Moment
from moonrace.records import COMMON, IDENTITY
from moonrace.records.parts import REQUIRED, Frozen


class Type(NamedTuple):
    """The type of a field.

    of: `str`, `int`, `float`, `bool`, `Moment`, a vocabulary (`Literal`) or a shape
    form: `one` value, a `list` of them, or a `table` from texts to them
    optional: True if None stands for what is not known
    """

    of: Any
    form: Literal["one", "list", "table"] = "one"
    optional: bool = False

    @property
    def is_shape(self) -> bool:
        """True if the values have fields of their own."""
        return hasattr(self.of, "_fields")

    @property
    def words(self) -> tuple[str, ...]:
        """The words of a vocabulary; empty for other types."""
        return get_args(self.of) if get_origin(self.of) is Literal else ()


def type_of(annotation: Any) -> Type:
    """The type that an annotation describes. A table of lists is a table whose values are annotations."""
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin in (Union, types.UnionType):
        return type_of(next(one for one in arguments if one is not types.NoneType))._replace(optional=True)
    if origin is tuple:
        return Type(arguments[0], "list")
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return Type(arguments[1], "table")
    return Type(annotation)


@cache
def types_of(shape: Any) -> Mapping[str, Type]:
    """The type of each field of a shape, in their order."""
    return {name: type_of(annotation) for name, annotation in shape.__annotations__.items()}


def required(shape: Any) -> list[str]:
    """The fields without a default, or with the default `REQUIRED`."""
    return [name for name in shape._fields if shape._field_defaults.get(name, REQUIRED) is REQUIRED]


@cache
def meanings(shape: Any) -> Mapping[str, str]:
    """What each field means, from the lines `name: meaning` of the docstring, else from `COMMON`. Docstrings that Python has
    dropped are missing here.
    """
    lines = (line.strip().partition(": ") for line in (shape.__doc__ or "").splitlines())
    found = {**COMMON, **{name: meaning for name, colon, meaning in lines if colon}}
    return {name: found[name] for name in shape._fields if name in found}


def walk(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """The value and everything within it, outermost first, each with its path, such as `events[2].place.side`."""
    yield path, value
    if hasattr(value, "_fields"):
        for name, inner in zip(value._fields, value, strict=True):
            if inner is not None:
                yield from walk(inner, f"{path}.{name}" if path else name)
    elif type(value) is tuple:
        for number, inner in enumerate(value):
            yield from walk(inner, f"{path}[{number}]")
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield from walk(inner, f"{path}.{key}")


def unsourced(record: Any) -> Iterator[str]:
    """The paths of the values that should have sources and have none: fields of the `sources` table, parts, coordinates."""
    table = getattr(record, "sources", None)
    for path, part in walk(record):
        own = hasattr(part, "_fields") and (path or isinstance(table, tuple)) and hasattr(part, "sources")
        named_only = hasattr(part, "latitude") and (part.latitude is None or ".also[" in path)
        if own and not part.sources and not named_only and type(part).__name__ != "Since":
            yield path
    if isinstance(table, dict):
        for field, value in zip(record._fields, record, strict=True):
            if value and field not in IDENTITY and field not in table and not hasattr(value, "sources"):
                yield field


def cited(record: Any) -> list[str]:
    """The ids of the sources of a record and all its parts, each once, those of the record's own fields last."""
    own = getattr(record, "sources", {})
    table = [key for keys in own.values() for key in keys] if isinstance(own, dict) else []
    parts = (value for path, value in walk(record) if hasattr(value, "_fields") and path)
    return list(dict.fromkeys([*(key for part in parts for key in getattr(part, "sources", ())), *(table or own)]))


def pack(value: Any) -> Any:
    """A value as JSON values: shapes as objects without the fields that have their default, moments as text."""
    if isinstance(value, Moment):
        return value.text
    if hasattr(value, "_fields"):
        defaults = value._field_defaults
        pairs = zip(value._fields, value, strict=True)
        return {name: pack(inner) for name, inner in pairs if name not in defaults or inner != defaults[name]}
    if isinstance(value, tuple):
        return [pack(inner) for inner in value]
    if isinstance(value, Mapping):
        return {key: pack(inner) for key, inner in value.items()}
    return value


_moment = cache(Moment)
"""`Moment` with a cache: many dates occur more than once, and parsing them is half of the work."""


@cache
def unpacker(annotation: Any) -> Callable[[Any], Any] | None:
    """The reverse of `pack` for values of one type; None if JSON has that type already."""
    if annotation is Moment:
        return _moment
    declared = type_of(annotation)
    if declared.form != "one":
        inner = unpacker(declared.of)
        if declared.form == "list":
            return (lambda values: tuple(map(inner, values))) if inner else tuple
        return (lambda table: Frozen((key, inner(one)) for key, one in table.items())) if inner else Frozen
    if not declared.is_shape:
        return _moment if declared.of is Moment else None
    shape = declared.of
    converters = {name: convert for name, one in shape.__annotations__.items() if (convert := unpacker(one))}

    def make(value: dict[str, Any]) -> Any:
        for name in value:
            if name in converters:
                value[name] = converters[name](value[name])
        return shape(**value)

    return make


def unpack(shape: Any, value: Any) -> Any:
    """The value of a shape that `pack` laid flat."""
    convert = unpacker(shape)
    return convert(value) if convert else value
