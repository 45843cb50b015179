"""The record laid flat into tables with keys: what the CSV folder and the SQLite file have in common.

All tables follow from the declarations. Every section is a table; so is every kind of part that has rows of its own (events,
crew, members …), and every list of ids or words of a record, as a table of pairs. Four tables cut across: `discrepancies` (what
other sources say), `citations` (which source says what), `names` and `links`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Literal, NamedTuple

from moonrace.dataset import Dataset
from moonrace.dates import Moment
from moonrace.export.flat import PHRASES, Column, columns
from moonrace.export.json import Tick, stamp
from moonrace.export.tabular import cell
from moonrace.fields import meanings, types_of, walk
from moonrace.records import REFERENCES, SECTIONS
from moonrace.records.parts import Discrepancy, NumberDiscrepancy

Cell = str | int | float | None
ColumnType = Literal["string", "integer", "number", "boolean", "datetime"]
_TYPES: Mapping[Any, ColumnType] = {str: "string", int: "integer", float: "number", bool: "boolean", Moment: "string"}


class Field(NamedTuple):
    """A column of a table: its type, what it holds, and the column of another table that it refers to."""

    name: str
    type: ColumnType = "string"
    meaning: str = ""
    refers: str | None = None


class Table(NamedTuple):
    """A table with its key and rows. Booleans are 0 and 1 in the rows."""

    name: str
    meaning: str
    key: tuple[str, ...]
    fields: tuple[Field, ...]
    rows: list[tuple[Cell, ...]]


_ID = Field("id", "string", "kind, record and number of the row")
_NUMBER = Field("number", "integer", "its place in the record, from 1")
_SUBJECT = (Field("kind", "string", "kind of record"), Field("record", "string", "id of the record"))
_PARTS = {"events": "event", "targets": "target", "members": "member"}
"""Parts that citations and discrepancies point at, by their tables."""


def tables(dataset: Dataset, tick: Tick) -> list[Table]:
    """Every table with its rows, each after those that it refers to."""
    builder = _Builder(dataset)
    for kind, records in dataset.sections.items():
        for record in records.values():
            builder.add(kind, record)
            tick()
    for (kind, key), origin in dataset.origins.items():
        fields, lacking = " ".join(origin.fields), " ".join(origin.unsourced) or None
        builder.put(
            "own_data",
            kind=SECTIONS[kind].singular,
            record=key,
            file=origin.file,
            fields=fields,
            no_source_given=lacking,
        )
    return list(builder.tables.values())


def _shape(value: Any) -> Any:
    return type(value)


def _refers(section: str | None, of: Any = None) -> str | None:
    if section is None:
        return None
    return "countries.iso2" if section == "countries" and of is not None else f"{section}.id"


def _fields(shape: Any) -> Iterator[Field]:
    """The columns of a shape; a date has its bounds as well, and the date of the thing itself its marks."""
    for column in _kept(shape):
        if column.of is Moment:
            name = "date" if column.name == "when" else column.name
            prefix = "" if name == "date" else f"{name}_"
            yield Field(name, "string", column.meaning)
            yield Field(f"{prefix}earliest", "datetime", "first instant that it can mean (UTC)")
            yield Field(f"{prefix}latest", "datetime", "first instant after it (UTC)")
            if name == "date":
                yield Field("precision", "string", "how much of the date is known")
                yield Field("approximate", "boolean", "the mark ~")
                yield Field("uncertain", "boolean", "the mark ?")
        else:
            yield Field(column.name, _TYPES[column.of], column.meaning, _refers(column.refers, shape))


def _kept(shape: Any) -> list[Column]:
    """The columns of a shape without its sources, which are rows of `citations`."""
    return [column for column in columns(shape).values() if column.name != "sources"]


def _cells(value: Any, dataset: Dataset) -> Iterator[Cell]:
    for column in _kept(type(value)):
        inner = column.get(value, dataset)
        if column.of is Moment:
            when: Moment | None = inner
            yield when.text if when else None
            yield stamp(when.earliest) if when else None
            yield stamp(when.latest) if when else None
            if column.name in ("when", "date"):
                yield when.precision if when else None
                yield int(when.approximate) if when else None
                yield int(when.uncertain) if when else None
        elif column.refers and column.refers != "countries" and inner not in dataset.sections[column.refers]:
            yield None  # the record as of a past day does not hold everything that its parts refer to
        else:
            yield int(inner) if isinstance(inner, bool) else inner


class _Builder:
    """Lays one record after the other flat, into the rows of the tables."""

    def __init__(self, dataset: Dataset) -> None:
        self.dataset = dataset
        self.tables: dict[str, Table] = {}
        for kind, section in SECTIONS.items():
            self._declare(kind, section.shape.__doc__, ("id",), _fields(section.shape))
        for kind, section in SECTIONS.items():
            self._declare_parts(kind, section.shape)
        parts = [Field(name, "string", f"the {name}", f"{table}.id") for table, name in _PARTS.items()]
        seen: dict[str, Field] = {one.name: one for one in _fields(NumberDiscrepancy)}
        seen |= {one.name: one for one in _fields(Discrepancy)}
        value = Field("value", "string", "what they say of that field")
        self._declare(
            "discrepancies", "What other sources say", ("id",),
            [Field("id", "integer", "number"), *_SUBJECT, *parts, *(seen | {"value": value}).values()],
        )  # fmt: skip
        self._declare(
            "citations", "Which source says what", ("id",),
            [
                Field("id", "integer", "number"), Field("source", "string", "the source", "sources.id"), *_SUBJECT, *parts,
                Field("discrepancy", "integer", "the discrepancy", "discrepancies.id"),
                Field("field", "string", "the field that it is the source of; empty where it is the source of all"),
            ],
        )  # fmt: skip
        self._declare(
            "names", "Every name of every record", ("kind", "record", "number"),
            [
                *_SUBJECT, _NUMBER, Field("name", "string", "a name"), Field("language", "string", "language tag"),
                Field("role", "string", "name, native, alias or abbreviation"),
            ],
        )  # fmt: skip
        self._declare(
            "links", "Pages about records", ("kind", "record", "label"),
            [*_SUBJECT, Field("label", "string", "what is there"), Field("url", "string", "address")],
        )  # fmt: skip

        if dataset.origins:
            self._declare(
                "own_data", "What your own data gave", ("kind", "record"),
                [
                    *_SUBJECT, Field("file", "string", "your file"), Field("fields", "string", "the fields that it gave"),
                    Field("no_source_given", "string", "those of them for which it names no source"),
                ],
            )  # fmt: skip

    def _declare(self, name: str, meaning: str | None, key: tuple[str, ...], fields: Any) -> None:
        first = (meaning or "").partition("\n")[0].rstrip(".")
        self.tables[name] = Table(name, first, key, tuple(fields), [])

    def _declare_parts(self, kind: str, shape: Any) -> None:
        """The tables of the parts of a section, and of its lists."""
        owner = Field(_owner(kind), "string", "the record that it belongs to", f"{kind}.id")
        for name, declared in types_of(shape).items():
            if declared.form != "list" or name in ("also", "sources", *PHRASES):
                continue
            if not declared.is_shape:
                refers = _refers(REFERENCES.get(name), shape)
                target = Field(_singular(name), "string", meanings(shape).get(name, ""), refers)
                self._declare(
                    _pairs(kind, name),
                    f"{SECTIONS[kind].singular}: {target.meaning}",
                    (owner.name, target.name),
                    (owner, target),
                )
            elif name == "members" and kind == "groups":  # not the parties of alliances
                made = _pairs(kind, name)
                self._declare(made, declared.of.__doc__, ("id",), (_ID, owner, _NUMBER, *_fields(declared.of)))
            elif name in self.tables:  # events, of several kinds of record
                old = self.tables[name]
                at = old.fields.index(_NUMBER)
                self.tables[name] = old._replace(fields=(*old.fields[:at], owner, *old.fields[at:]))
            else:
                self._declare(name, declared.of.__doc__, ("id",), (_ID, owner, _NUMBER, *_fields(declared.of)))
                for inner, within in types_of(declared.of).items():
                    if within.form == "list" and within.is_shape and inner != "also":
                        above = Field(_singular(name), "string", "the row that it belongs to", f"{name}.id")
                        self._declare(inner, within.of.__doc__, ("id",), (_ID, above, _NUMBER, *_fields(within.of)))

    def put(self, table: str, **values: Any) -> None:
        made = self.tables[table]
        made.rows.append(tuple(values.get(field.name) for field in made.fields))

    def _put_shape(self, table: str, value: Any, **more: Any) -> None:
        names = (field.name for field in _fields(type(value)))
        self.put(table, **dict(zip(names, _cells(value, self.dataset), strict=True)), **more)

    def add(self, kind: str, record: Any) -> None:
        singular = SECTIONS[kind].singular
        at = {"kind": singular, "record": record.id}
        self._put_shape(kind, record)
        self._names(at, record)
        for label, url in getattr(record, "links", {}).items():
            self.put("links", **at, label=label, url=url)
        for name, declared in types_of(_shape(record)).items():
            value = getattr(record, name)
            if name == "sources":
                for field, keys in value.items() if isinstance(value, Mapping) else [(None, value)]:
                    self._cite(keys, **at, field=field)
            elif name == "also":
                self._discrepancies(value, **at)
            elif declared.form == "list" and declared.is_shape:
                table = _pairs(kind, name) if _pairs(kind, name) in self.tables else name
                for number, part in enumerate(value, 1):
                    self._part(table, part, f"{singular}/{record.id}", number, {_owner(kind): record.id}, at)
            elif declared.form == "list" and _pairs(kind, name) in self.tables:
                known = self.dataset.sections.get(REFERENCES.get(name, ""))
                for target in dict.fromkeys(value):
                    if known is not None and known is not self.dataset.countries and target not in known:
                        continue  # as in `_cells`
                    self.put(_pairs(kind, name), **{_owner(kind): record.id, _singular(name): target})
            elif hasattr(value, "sources"):  # a number, the head of an agency
                self._cite(value.sources, **at, field=name)
                self._discrepancies(getattr(value, "also", ()), **at, field=name)

    def _part(self, table: str, part: Any, above: str, number: int, owner: dict[str, str], at: dict[str, Any]) -> None:
        key = f"{above}/{number}"
        self._put_shape(table, part, id=key, number=number, **owner)
        here = at | ({_PARTS[table]: key} if table in _PARTS else {"field": table.removeprefix("group_")})
        self._cite(getattr(part, "sources", ()), **here)
        self._discrepancies(getattr(part, "also", ()), **here)
        for name, declared in types_of(_shape(part)).items():
            value = getattr(part, name)
            if declared.form == "list" and declared.is_shape and name != "also":
                for count, inner in enumerate(value, 1):
                    self._part(name, inner, key, count, {_singular(table): key}, here)
            elif declared.form == "one" and hasattr(value, "sources"):  # the place of an event
                self._cite(value.sources, **here, field=name)

    def _names(self, at: dict[str, Any], record: Any) -> None:
        names: list[tuple[str, str | None, str]] = [(record.name, None, "name")] if hasattr(record, "name") else []
        names += [(name, language, "native") for language, name in getattr(record, "native", {}).items()]
        names += [(name, None, "alias") for name in getattr(record, "aliases", ())]
        names += [(record.abbreviation, None, "abbreviation")] if getattr(record, "abbreviation", None) else []
        for number, (name, language, role) in enumerate(names, 1):
            self.put("names", **at, number=number, name=name, language=language, role=role)

    def _discrepancies(self, found: Any, **at: Any) -> None:
        for one in found:
            key = len(self.tables["discrepancies"].rows) + 1
            names = (field.name for field in _fields(type(one)))
            fields = dict(zip(names, _cells(one, self.dataset), strict=True))
            fields["value"] = cell(one.value) or None
            self.put(
                "discrepancies", **(at | {name: value for name, value in fields.items() if value is not None}), id=key
            )
            places = [source for path, source in walk(one) if "sources[" in path]
            self._cite(dict.fromkeys(places), **at, discrepancy=key)

    def _cite(self, sources: Any, **at: Any) -> None:
        for source in sources:
            self.put("citations", id=len(self.tables["citations"].rows) + 1, source=source, **at)


def _owner(kind: str) -> str:
    """The column that names a record of that kind; `group` is a word of SQL."""
    singular = SECTIONS[kind].singular
    return "state_group" if singular == "group" else singular


def _pairs(kind: str, field: str) -> str:
    return f"{SECTIONS[kind].singular}_{field}"


def _singular(field: str) -> str:
    section = SECTIONS.get(REFERENCES.get(field, field))
    if field in REFERENCES and section:
        return section.singular
    return _PARTS.get(field, field.removesuffix("s"))
