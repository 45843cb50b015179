"""The forms in which the whole record can be exported."""

from collections.abc import Mapping
from typing import NamedTuple


class Export(NamedTuple):
    """A form of the whole record.

    writer: `module:function` in this package; it takes the dataset, the day that was asked for, a function to call for each
        record, and `ascii_only`, and returns text, bytes, or for a folder a table of file names to bytes
    place: what `--output` has to name, where the form cannot go to stdout
    mark: for a folder, the name of a file in it, and bytes of that file by which our own exports are recognised
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
