"""The record as a folder of CSV files, with a `datapackage.json` that says what their fields mean (Data Package 2.0)."""

from __future__ import annotations

import json
from typing import Any

from moonrace import __version__
from moonrace.dataset import Dataset
from moonrace.dates import Moment
from moonrace.export.json import Tick
from moonrace.export.relational import Cell, Field, Table, tables
from moonrace.export.tabular import Sheet, csv

DESCRIPTOR = "datapackage.json"
NAME = "moonrace"
_LICENCES = {
    "CC BY 4.0": {
        "name": "CC-BY-4.0",
        "title": "Creative Commons Attribution 4.0",
        "path": "https://creativecommons.org/licenses/by/4.0/",
    }
}


def export(dataset: Dataset, as_of: Moment | None, tick: Tick, *, ascii_only: bool = False) -> dict[str, bytes]:
    """The files of the folder: name to bytes. Empty tables are there too, so that a program finds what it expects."""
    made = tables(dataset, tick)
    descriptor = json.dumps(_descriptor(dataset, as_of, made), ensure_ascii=False, indent=2) + "\n"
    return {DESCRIPTOR: descriptor.encode(), **{f"{table.name}.csv": _csv(table).encode() for table in made}}


def _csv(table: Table) -> str:
    rows = [tuple(map(_text, table.fields, row)) for row in table.rows]
    return csv(Sheet(tuple(field.name for field in table.fields), rows))


def _text(field: Field, cell: Cell) -> str:
    if cell is None:
        return ""
    if field.type == "boolean":
        return "true" if cell else "false"
    return f"{cell:.15g}" if isinstance(cell, float) else str(cell)


def _descriptor(dataset: Dataset, as_of: Moment | None, made: list[Table]) -> dict[str, Any]:
    meta = dataset.meta
    description = f"The record of {meta.data_date}" + (f" as of {as_of}" if as_of else "") + f". {meta.credit}."
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": NAME,
        "title": meta.title,
        "description": description,
        "version": __version__,
        "data_date": meta.data_date.text,
        "as_of": as_of.text if as_of else None,
        "licenses": [_LICENCES.get(meta.licence, {"name": "other", "title": meta.licence})],
        "contributors": [{"title": "The moonrace contributors"}],
        "sources": [{"title": meta.credit}, {"title": "Every source that was read", "path": "sources.csv"}],
        "resources": [_resource(table) for table in made],
    }


def _resource(table: Table) -> dict[str, Any]:
    keys = [_key(field, table) for field in table.fields if field.refers]
    return {
        "name": table.name,
        "type": "table",
        "path": f"{table.name}.csv",
        "title": table.meaning,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\n", "quoteChar": '"', "doubleQuote": True, "header": True},
        "schema": {
            "fields": [_field(field, table) for field in table.fields],
            "missingValues": [""],
            "primaryKey": list(table.key),
            **({"foreignKeys": keys} if keys else {}),
        },
    }


def _field(field: Field, table: Table) -> dict[str, Any]:
    described: dict[str, Any] = {"name": field.name, "type": field.type, "description": field.meaning}
    if field.name in table.key:
        described["constraints"] = {"required": True, **({"unique": True} if len(table.key) == 1 else {})}
    return described


def _key(field: Field, table: Table) -> dict[str, Any]:
    target, _, name = (field.refers or "").partition(".")
    # The standard asks that a table which refers to itself names no resource.
    resource = {} if target == table.name else {"resource": target}
    return {"fields": [field.name], "reference": {**resource, "fields": [name]}}
