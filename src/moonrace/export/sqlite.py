"""The record as a SQLite file: the tables with their keys, full-text search, and what Datasette needs to show them."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Iterator

from moonrace import __version__
from moonrace.dataset import Dataset
from moonrace.dates import Moment
from moonrace.errors import BadValue
from moonrace.export.json import SCHEMA, Tick
from moonrace.export.relational import Field, Table, tables
from moonrace.names import APOSTROPHES, fold
from moonrace.query.search import texts
from moonrace.records import SECTIONS

_TYPES = {"string": "TEXT", "integer": "INTEGER", "number": "REAL", "boolean": "INTEGER", "datetime": "TEXT"}

VIEWS = {
    "landings": (
        "Soft landings of missions that were launched to reach the Moon, each once: as `moonrace race` counts them",
        """
SELECT missions.id AS mission, missions.name, min(events.date) AS date, min(events.earliest) AS earliest, events.place,
    events.latitude, events.longitude, max(events.side = 'far') AS far_side, missions.crewed, missions.outcome
FROM missions JOIN events ON events.mission = missions.id AND events.type = 'landing' AND NOT events.planned
WHERE missions.scope = 'lunar'
    AND EXISTS (SELECT 1 FROM events AS start WHERE start.mission = missions.id AND start.type = 'launch' AND NOT start.planned)
GROUP BY missions.id ORDER BY earliest
""",
    ),
    "landings_by_country": (
        "How many of them each country has made; one of two countries counts for each",
        """
SELECT countries.id AS country, countries.name, count(*) AS landed, sum(landings.far_side IS 1) AS far_side
FROM landings JOIN mission_countries ON mission_countries.mission = landings.mission
JOIN countries ON countries.iso2 = mission_countries.country
GROUP BY countries.id ORDER BY landed DESC, countries.name
""",
    ),
}
"""Views that count by the rules of `query.counts`: what each holds, and its query."""

# Beside the foreign keys, which have an index each.
_INDICES = {"events": ("type", "earliest"), "missions": ("earliest",), "names": ("name",), "discrepancies": ("field",)}

_SEARCH = """
CREATE TABLE search (number INTEGER PRIMARY KEY, kind TEXT, record TEXT, name TEXT, text TEXT, spellings TEXT);
CREATE VIRTUAL TABLE search_fts USING fts5(
    name, text, spellings, content="search", content_rowid="number", tokenize="unicode61 remove_diacritics 2"
);
"""
_SEARCH_MEANINGS = {
    "number": "number",
    "kind": "kind of record",
    "record": "id of the record",
    "name": "name or title",
    "text": "all that can be searched for",
    "spellings": "names without their signs, and every part of what is written without spaces: 嫦娥 of 嫦娥六号",
}

# Han, kana and Hangul: written without spaces between words, so that a word is any part of a run of them.
_UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff]+")
_LONGEST_PART = 8


def export(dataset: Dataset, as_of: Moment | None, tick: Tick, *, ascii_only: bool = False) -> bytes:
    """The bytes of the file, made in memory. The same record and the same SQLite give the same bytes.

    The number of the JSON schema is in the file as `user_version`.
    """
    made = tables(dataset, tick)
    targets = {field.refers for table in made for field in table.fields if field.refers}
    connection = sqlite3.connect(":memory:", isolation_level=None)
    try:
        connection.execute(f"PRAGMA user_version = {SCHEMA}")
        connection.execute("BEGIN")
        for table in made:
            _write(connection, table, targets)
        for name, (_, query) in VIEWS.items():
            connection.execute(f'CREATE VIEW "{name}" AS {query}')
        _write_metadata(connection, dataset, as_of, made)
        _write_search(connection, dataset)
        connection.execute("COMMIT")
        return connection.serialize()
    finally:
        connection.close()


def _write(connection: sqlite3.Connection, table: Table, targets: set[str]) -> None:
    lines = [_column(field, table, targets) for field in table.fields]
    if len(table.key) > 1:
        lines.append(f"PRIMARY KEY ({_quoted(table.key)})")
    connection.execute(f'CREATE TABLE "{table.name}" ({", ".join(lines)})')
    holes = ", ".join("?" * len(table.fields))
    connection.executemany(f'INSERT INTO "{table.name}" VALUES ({holes})', table.rows)
    indexed: list[tuple[str, ...]] = [
        (field.name,) for field in table.fields if field.refers and field.name != table.key[0]
    ]
    indexed += [(name,) for name in _INDICES.get(table.name, ())]
    if {"kind", "record"} <= {field.name for field in table.fields} and table.key[0] != "kind":
        indexed.append(("kind", "record"))
    for names in indexed:
        connection.execute(f'CREATE INDEX "{table.name}_{"_".join(names)}" ON "{table.name}" ({_quoted(names)})')


def _column(field: Field, table: Table, targets: set[str]) -> str:
    line = f'"{field.name}" {_TYPES[field.type]}'
    if table.key == (field.name,):
        line += " PRIMARY KEY" if field.type == "integer" else " PRIMARY KEY NOT NULL"
    elif f"{table.name}.{field.name}" in targets:
        line += " NOT NULL UNIQUE"
    elif field.name in table.key:
        line += " NOT NULL"
    if field.refers:
        target, _, name = field.refers.partition(".")
        line += f' REFERENCES "{target}" ("{name}")'
    return line


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
        "CREATE TABLE dictionary (table_name TEXT NOT NULL, field TEXT NOT NULL, meaning TEXT, table_meaning TEXT,"
        " PRIMARY KEY (table_name, field))"
    )
    rows: list[tuple[str, str, str | None, str]] = [
        (table.name, field.name, field.meaning, table.meaning) for table in made for field in table.fields
    ]
    rows += [
        ("search", name, meaning, "Full-text search over everything") for name, meaning in _SEARCH_MEANINGS.items()
    ]
    for name, (meaning, _) in VIEWS.items():
        found = connection.execute(f'PRAGMA table_info("{name}")').fetchall()
        rows += [(name, column[1], None, meaning) for column in found]
    connection.executemany("INSERT INTO dictionary VALUES (?, ?, ?, ?)", rows)


def _write_search(connection: sqlite3.Connection, dataset: Dataset) -> None:
    for statement in filter(str.strip, _SEARCH.split(";")):
        try:
            connection.execute(statement)
        except sqlite3.OperationalError as error:
            raise BadValue(f"the SQLite of this Python cannot do full-text search: {error}") from None
    rows: list[tuple[int, str, str, str, str, str]] = []
    for kind, records in dataset.sections.items():
        for key, record in records.items():
            name = getattr(record, "name", None) or getattr(record, "title", None) or key
            found = list(dict.fromkeys([name, *(text for _, _, text in texts(record))]))
            spellings = " ".join(dict.fromkeys(_spellings(found)))
            rows.append((len(rows) + 1, SECTIONS[kind].singular, key, name, "\n".join(found), spellings))
    connection.executemany("INSERT INTO search VALUES (?, ?, ?, ?, ?, ?)", rows)
    connection.execute("INSERT INTO search_fts (search_fts) VALUES ('rebuild')")
    connection.execute("INSERT INTO search_fts (search_fts) VALUES ('optimize')")


def _spellings(found: Iterable[str]) -> Iterator[str]:
    """Words that the tokenizer would not find by itself: names as one word and without apostrophes, parts of Chinese."""
    for text in found:
        if len(text) <= 40:
            yield fold(text)
            yield text.translate(APOSTROPHES)
        for run in _UNSPACED.findall(text):
            for start in range(len(run)):
                for end in range(start + 1, min(start + _LONGEST_PART, len(run)) + 1):
                    yield run[start:end]
