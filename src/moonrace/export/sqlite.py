"""The record as a SQLite file: the tables with their keys, full-text search, and what Datasette needs to show them."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Iterator, Mapping

from moonrace import __version__
from moonrace.dataset import SINGULAR, Dataset
from moonrace.errors import BadValue
from moonrace.export.columns import Cell, Table
from moonrace.export.relations import Tick, no_tick, tables
from moonrace.moment import Moment
from moonrace.names import fold

SCHEMA = 1
"""Stands in the file as `user_version`; a change that breaks a query raises it."""

_TYPES = {"string": "TEXT", "integer": "INTEGER", "number": "REAL", "boolean": "INTEGER", "datetime": "TEXT"}

# Beside the foreign keys, which have an index each.
_INDICES = {"events": ("type", "earliest"), "missions": ("earliest",), "names": ("name",), "tellings": ("field",)}

# The columns that a reader may look for, beside the names of a record.
_SEARCHED = {
    "missions": ("id", "cospar_id", "launcher", "launch_site", "summary", "outcome_note"),
    "agencies": ("id", "head", "summary"),
    "countries": ("id", "iso2", "iso3", "region"),
    "programmes": ("id", "summary"),
    "alliances": ("id", "instrument", "summary", "principles"),
    "milestones": ("id", "summary"),
    "features": ("id",),
    "changes": ("id", "text"),
    "sources": ("id", "publisher", "via", "note"),
    "names": ("name",),
    "crew": ("name", "native_names", "role"),
    "events": ("title", "place", "first", "contested", "note"),
    "members": ("name", "signed_by", "note"),
}

_SEARCH = """
CREATE TABLE search (number INTEGER PRIMARY KEY, kind TEXT, record TEXT, name TEXT, text TEXT, spellings TEXT);
CREATE VIRTUAL TABLE search_fts USING fts5(
    name, text, spellings, content="search", content_rowid="number", tokenize="unicode61 remove_diacritics 2"
);
"""
_SEARCH_ABOUT = {
    "number": "number",
    "kind": "kind of record",
    "record": "id of the record",
    "name": "name or title",
    "text": "all that can be looked for",
    "spellings": "names without their signs, and every part of what is written without spaces: 嫦娥 of 嫦娥六号",
}

# Han, kana and Hangul: written without spaces between words, so that a word is any part of a run of them.
_UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff]+")
_LONGEST_PART = 8


def database(dataset: Dataset, as_of: Moment | None = None, tick: Tick = no_tick) -> bytes:
    """The bytes of the file, made in memory. The same record and the same SQLite give the same bytes."""
    made = tables(dataset, tick)
    connection = sqlite3.connect(":memory:", isolation_level=None)
    try:
        connection.execute(f"PRAGMA user_version = {SCHEMA}")
        connection.execute("BEGIN")
        for table in made:
            _write(connection, table, _led_to(made, table.name))
        _write_metadata(connection, dataset, as_of, made)
        _write_search(connection, made)
        connection.execute("COMMIT")
        return connection.serialize()
    finally:
        connection.close()


def _led_to(made: Iterable[Table], name: str) -> set[str]:
    """The columns of a table to which foreign keys lead."""
    keys = (column.leads_to.split(".") for table in made for column in table.columns if column.leads_to)
    return {column for table, column in keys if table == name}


def _write(connection: sqlite3.Connection, table: Table, led_to: set[str]) -> None:
    lines = []
    for column in table.columns:
        line = f'"{column.name}" {_TYPES[column.type]}'
        if table.key == (column.name,):
            line += " PRIMARY KEY" if column.type == "integer" else " PRIMARY KEY NOT NULL"
        elif column.name in led_to:
            line += " NOT NULL UNIQUE"
        elif column.name in table.key:
            line += " NOT NULL"
        if column.leads_to:
            target, _, field = column.leads_to.partition(".")
            line += f' REFERENCES "{target}" ("{field}")'
        lines.append(line)
    if len(table.key) > 1:
        lines.append(f"PRIMARY KEY ({_quoted(table.key)})")
    connection.execute(f'CREATE TABLE "{table.name}" ({", ".join(lines)})')
    holes = ", ".join("?" * len(table.columns))
    connection.executemany(f'INSERT INTO "{table.name}" VALUES ({holes})', table.rows)
    indexed: list[tuple[str, ...]] = [
        (column.name,) for column in table.columns if column.leads_to and column.name != table.key[0]
    ]
    indexed += [(name,) for name in _INDICES.get(table.name, ())]
    if {"kind", "record"} <= {column.name for column in table.columns} and table.key[0] != "kind":
        indexed.append(("kind", "record"))
    for names in indexed:
        connection.execute(f'CREATE INDEX "{table.name}_{"_".join(names)}" ON "{table.name}" ({_quoted(names)})')


def _quoted(names: Iterable[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)


def _write_metadata(
    connection: sqlite3.Connection, dataset: Dataset, as_of: Moment | None, made: Iterable[Table]
) -> None:
    meta = dataset.meta
    facts = {
        "title": meta.title,
        "data_date": meta.data_date.text,
        "as_of": as_of.text if as_of else None,
        "licence": meta.licence,
        "credit": meta.credit,
        "version": __version__,
        "coordinates": "degrees on the Moon, north and east positive, on the IAU Moon 2000 sphere of 1737.4 km",
    }
    connection.execute("CREATE TABLE metadata (key TEXT PRIMARY KEY NOT NULL, value TEXT)")
    connection.executemany("INSERT INTO metadata VALUES (?, ?)", facts.items())
    connection.execute(
        "CREATE TABLE dictionary (table_name TEXT NOT NULL, field TEXT NOT NULL, about TEXT, table_about TEXT,"
        " PRIMARY KEY (table_name, field))"
    )
    rows = [(table.name, column.name, column.about, table.about) for table in made for column in table.columns]
    rows += [("search", name, about, "Full-text search over everything") for name, about in _SEARCH_ABOUT.items()]
    connection.executemany("INSERT INTO dictionary VALUES (?, ?, ?, ?)", rows)


def _write_search(connection: sqlite3.Connection, made: Iterable[Table]) -> None:
    for statement in filter(str.strip, _SEARCH.split(";")):
        try:
            connection.execute(statement)
        except sqlite3.OperationalError as error:
            raise BadValue(f"the SQLite of this Python cannot do full-text search: {error}") from None
    texts: dict[tuple[str, str], list[str]] = {}
    titles: dict[tuple[str, str], str] = {}
    for table in made:
        names = [column.name for column in table.columns]
        for cells in table.rows if table.name in _SEARCHED else ():
            row = dict(zip(names, cells, strict=True))
            key = _subject(table.name, row)
            if table.name in SINGULAR:
                titles[key] = str(row.get("name") or row.get("title") or row["id"])
                texts[key] = [titles[key]]
            texts[key] += (str(row[column]) for column in _SEARCHED[table.name] if row[column] is not None)
    rows = []
    for number, (key, found) in enumerate(texts.items(), 1):
        found = list(dict.fromkeys(found))
        rows.append((number, *key, titles[key], "\n".join(found), " ".join(dict.fromkeys(_spellings(found)))))
    connection.executemany("INSERT INTO search VALUES (?, ?, ?, ?, ?, ?)", rows)
    connection.execute("INSERT INTO search_fts (search_fts) VALUES ('rebuild')")
    connection.execute("INSERT INTO search_fts (search_fts) VALUES ('optimize')")


def _subject(table: str, row: Mapping[str, Cell]) -> tuple[str, str]:
    """Kind and id of the record that a row tells of."""
    if table in SINGULAR:
        return SINGULAR[table], str(row["id"])
    if "record" in row:
        return str(row["kind"]), str(row["record"])
    kind = next(kind for kind in ("mission", "alliance", "milestone") if row.get(kind))
    return kind, str(row[kind])


def _spellings(texts: Iterable[str]) -> Iterator[str]:
    """Words that the tokenizer would not find by itself: names as one word and without apostrophes, parts of Chinese."""
    for text in texts:
        if len(text) <= 40:
            yield fold(text)
            yield re.sub("['’‘ʼ`´]", "", text)
        for run in _UNSPACED.findall(text):
            for start in range(len(run)):
                for end in range(start + 1, min(start + _LONGEST_PART, len(run)) + 1):
                    yield run[start:end]
