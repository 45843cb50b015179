"""What programs read: one module for each form. Add a format with a line in `EXPORTS` or `FORMATS` and a function."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any, NamedTuple


class Export(NamedTuple):
    """A form of the whole record.

    writer: `module:function` in this package; it takes the dataset, the day that was asked for, a function to call for each
        record, and `ascii_only`, and returns text, bytes, or for a folder a table of file names to bytes
    place: what `--output` has to name, where the form cannot go to stdout
    mark: for a folder, a file that every one made here has, and bytes in it
    """

    writer: str
    place: str | None = None
    mark: tuple[str, bytes] | None = None


EXPORTS: Mapping[str, Export] = {
    "json": Export("json:export"),
    "csv": Export(
        "datapackage:export",
        "a folder of files: name it with --output FOLDER",
        mark=("datapackage.json", b'"name": "moonrace"'),
    ),
    "sqlite": Export("sqlite:export", "not text: give --output FILE"),
    "geojson": Export("geojson:export"),
    "ics": Export("ics:export"),
    "bibtex": Export("bibliography:bibtex"),
    "csl": Export("bibliography:csl"),
}

FORMATS: Mapping[str, str] = {
    "plain": "tabular:plain",
    "json": "json:text",
    "ndjson": "json:ndjson",
    "csv": "tabular:csv",
    "markdown": "tabular:markdown",
    "yaml": "json:yaml",
}
"""The formats of an answer that are not for the eye, and what writes each: a sheet, rows, or a document of JSON."""


def writer(place: str) -> Any:
    """The function that `module:function` names."""
    module, _, function = place.partition(":")
    return getattr(import_module(f"moonrace.export.{module}"), function)
