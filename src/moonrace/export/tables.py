"""The record as a folder of CSV files, with a `datapackage.json` that says what their fields mean (Data Package 2.0)."""

from __future__ import annotations

import json
from typing import Any

from moonrace import __version__
from moonrace.dataset import Dataset
from moonrace.export import sheets
from moonrace.export.columns import Cell, Column, Table
from moonrace.export.relations import Tick, no_tick, tables
from moonrace.moment import Moment

DESCRIPTOR = "datapackage.json"
NAME = "moonrace"
MARK = b'"name": "moonrace"'
"""Stands in the descriptor of every folder that was made here."""
_LICENCES = {
    "CC BY 4.0": {
        "name": "CC-BY-4.0",
        "title": "Creative Commons Attribution 4.0",
        "path": "https://creativecommons.org/licenses/by/4.0/",
    }
}


def folder(dataset: Dataset, as_of: Moment | None = None, tick: Tick = no_tick) -> dict[str, bytes]:
    """The files of the folder: name to bytes. Empty tables are there too, so that a program finds what it expects."""
    made = tables(dataset, tick)
    files = {f"{table.name}.csv": _csv(table).encode() for table in made}
    descriptor = json.dumps(_descriptor(dataset, as_of, made), ensure_ascii=False, indent=2) + "\n"
    return {DESCRIPTOR: descriptor.encode(), **files}


def _csv(table: Table) -> str:
    header = tuple(column.name for column in table.columns)
    rows = [tuple(map(_text, table.columns, row)) for row in table.rows]
    return sheets.csv(sheets.Sheet(header, rows))


def _text(column: Column, cell: Cell) -> str:
    if cell is None:
        return ""
    if column.type == "boolean":
        return "true" if cell else "false"
    return f"{cell:.15g}" if isinstance(cell, float) else str(cell)


def _descriptor(dataset: Dataset, as_of: Moment | None, made: list[Table]) -> dict[str, Any]:
    meta = dataset.meta
    described = f"The record of {meta.data_date}" + (f" as of {as_of}" if as_of else "") + f". {meta.credit}."
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": NAME,
        "title": meta.title,
        "description": described,
        "version": __version__,
        "data_date": meta.data_date.text,
        "as_of": as_of.text if as_of else None,
        "licenses": [_LICENCES.get(meta.licence, {"name": "other", "title": meta.licence})],
        "contributors": [{"title": "The moonrace contributors"}],
        "sources": [{"title": meta.credit}, {"title": "Every source that was read", "path": "sources.csv"}],
        "resources": [_resource(table) for table in made],
    }


def _resource(table: Table) -> dict[str, Any]:
    keys = [_key(column, table) for column in table.columns if column.leads_to]
    return {
        "name": table.name,
        "type": "table",
        "path": f"{table.name}.csv",
        "title": table.about,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\n", "quoteChar": '"', "doubleQuote": True, "header": True},
        "schema": {
            "fields": [_field(column, table) for column in table.columns],
            "missingValues": [""],
            "primaryKey": list(table.key),
            **({"foreignKeys": keys} if keys else {}),
        },
    }


def _field(column: Column, table: Table) -> dict[str, Any]:
    field: dict[str, Any] = {"name": column.name, "type": column.type, "description": column.about}
    if column.name in table.key:
        field["constraints"] = {"required": True, **({"unique": True} if len(table.key) == 1 else {})}
    return field


def _key(column: Column, table: Table) -> dict[str, Any]:
    target, _, field = (column.leads_to or "").partition(".")
    # The standard asks that a table which leads to itself names no resource.
    resource = {} if target == table.name else {"resource": target}
    return {"fields": [column.name], "reference": {**resource, "fields": [field]}}
