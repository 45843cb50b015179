"""Records and rows laid flat into columns, for tables of text, CSV and SQL. The columns follow from the declarations.

Lists of ids and words are joined by a space, lists of names and sentences by ` | `. A nested object gives a column for each of
its fields. Lists of objects are left out: they are tables of their own (`export.relational`) or facts of their own
(`export.facts`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, NamedTuple

from moonrace.dataset import Dataset
from moonrace.dates import Moment
from moonrace.export.json import SPREAD, key_of
from moonrace.fields import Type, meanings, types_of
from moonrace.query.derived import derived
from moonrace.records import REFERENCES

BARE = ("Place", "Subject", "Totals", "Counts")
"""Shapes whose columns need no prefix."""
PHRASES = ("aliases", "principles", "sites", "parties")
"""Lists of texts that may have spaces of their own; all other lists hold ids, codes or words."""

Get = Callable[[Any, Dataset], Any]


class Column(NamedTuple):
    """One column of a shape.

    name: its name
    of: `str`, `int`, `float`, `bool` or `Moment`
    meaning: one line
    get: the value for a record and its dataset; None if it is not known
    refers: the section that it points into, if it is the id of a record
    """

    name: str
    of: Any
    meaning: str
    get: Get
    refers: str | None = None


@cache
def columns(shape: Any) -> Mapping[str, Column]:
    """The columns of a shape with its derived values, by name."""
    found: dict[str, Column] = {}
    for number, (name, declared) in enumerate(types_of(shape).items()):
        key, meaning = key_of(shape, name), meanings(shape).get(name, "")
        for column in _columns(name, key, declared, meaning, _item(number)):
            found[column.name] = column
    if more := derived(shape):
        for column in columns(more[0]).values():
            found[column.name] = column._replace(get=_through(lambda value, data: more[1](data, value), column.get))
    return found


def _item(number: int) -> Get:
    return lambda value, _: value[number]


def _through(outer: Get, inner: Get) -> Get:
    def get(value: Any, dataset: Dataset) -> Any:
        within = outer(value, dataset)
        return None if within is None else inner(within, dataset)

    return get


def _columns(name: str, key: str, declared: Type, meaning: str, get: Get) -> list[Column]:
    if declared.form == "table":
        if name == "sources":
            return []
        pairs = _through(get, lambda table, _: " | ".join(f"{at}: {one}" for at, one in table.items()) or None)
        return [Column(key, str, meaning, pairs)]
    if declared.form == "list":
        between = " | " if name in PHRASES else " "
        joined = _through(get, lambda values, _: between.join(values) or None)
        return [] if declared.is_shape else [Column(key, str, meaning, joined)]
    if getattr(declared.of, "__name__", "") == "Number":
        value = Column(key, float, meaning, _through(get, lambda number, _: number.value))
        about = _through(get, lambda number, _: number.approximate)
        day = _through(get, lambda number, _: number.as_of)
        return [
            value,
            Column(f"{key}_is_approximate", bool, f"true where {key} is an estimate", about),
            Column(f"{key}_as_of", Moment, f"day of the count of {key}, where it changes", day),
        ]
    if declared.is_shape:
        return [
            inner._replace(name=_nested(name, declared.of, inner.name), get=_through(get, inner.get))
            for inner in columns(declared.of).values()
            if inner.name != "sources" or name in SPREAD
        ]
    refers = REFERENCES.get(name) if declared.of is str else None
    return [Column(key, str if declared.words else declared.of, meaning, get, refers)]


def _nested(field: str, shape: Any, name: str) -> str:
    if field in SPREAD:
        return name
    if name == "name":
        return field
    return name if shape.__name__ in BARE else f"{field}_{name}"
