"""`export`: the whole record for other tools."""

import os
import sys
from contextlib import suppress
from time import monotonic
from types import TracebackType
from typing import TYPE_CHECKING, Self

import click

from moonrace.cli.output import Output, command
from moonrace.errors import BadValue

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

FORMATS = ("json", "csv", "sqlite", "geojson", "ics", "bibtex", "csl")
_NEED_A_PLACE = {"csv": "a folder of files: name it with --output FOLDER", "sqlite": "not text: give --output FILE"}
_PATIENCE = 1.0  # seconds before a bar is worth its line


class _Formats(click.Choice):  # type: ignore[type-arg]  # generic only in newer click
    """The formats; what is missing is told in one line."""

    def get_missing_message(self, param: click.Parameter, ctx: click.Context | None = None) -> str:
        return f"Choose from {', '.join(FORMATS)}"


@command(
    "export",
    examples="""
moonrace export json > moonrace.json
moonrace export csv --output moonrace-csv
moonrace export sqlite --output moonrace.db
moonrace export geojson --as-of 1972-12-31 --output sites.geojson
moonrace export ics --output moonrace.ics --force
""",
)
@click.argument("export_format", metavar="FORMAT", type=_Formats(FORMATS, case_sensitive=False))
@click.option("-o", "--output", "path", type=click.Path(), metavar="PATH", help="Write here instead of stdout.")
@click.option("--force", is_flag=True, help="Replace what stands there.")
def export(output: Output, export_format: str, path: str | None, force: bool) -> None:
    """The whole record for other tools.

    FORMAT is json, csv (a folder of tables with a datapackage.json), sqlite (with full-text search), geojson (sites on the
    Moon), ics (a calendar of plans and anniversaries), bibtex or csl (the sources). Written whole or not at all. Of the
    shared options --as-of and --data count here.
    """
    if output.save or output.fields is not None or output.format not in ("table", "plain"):
        raise BadValue(
            "--format, --json, --fields and --save are for answers: name the FORMAT, and the place with --output"
        )
    path = None if path == "-" else path
    if path is None:
        if export_format in _NEED_A_PLACE:
            raise BadValue(f"{export_format} is {_NEED_A_PLACE[export_format]}")
        # As everywhere, JSON is escaped where stdout is not UTF-8; it stays the same JSON.
        _to_stdout(_text(output, export_format, ascii_only=_ascii_only()))
        return
    from moonrace.cli import files

    if export_format == "csv":
        from moonrace.export import tables

        mark = tables.DESCRIPTOR, tables.MARK
        files.refuse(path, force, folder=True, mark=mark)
        with _Bar(output) as tick:
            made = tables.folder(output.dataset, output.as_of, tick)
        files.write_folder(path, made, force=force, mark=mark)
        return
    files.refuse(path, force)
    files.write_file(path, _bytes(output, export_format), force=force)


def _bytes(output: Output, export_format: str) -> bytes:
    if export_format != "sqlite":
        return _text(output, export_format).encode()
    from moonrace.export import sqlite

    with _Bar(output) as tick:
        return sqlite.database(output.dataset, output.as_of, tick)


def _text(output: Output, export_format: str, *, ascii_only: bool = False) -> str:
    """The export as text; `ascii_only` escapes JSON. Each writer is imported only where it is asked for."""
    dataset, as_of = output.dataset, output.as_of
    if export_format == "ics":
        from moonrace.export import ics

        return ics.calendar(dataset, as_of)
    if export_format in ("bibtex", "csl"):
        from moonrace.export import bibliography

        if export_format == "bibtex":
            return bibliography.bibtex(dataset)
        return bibliography.csl_text(dataset, ascii_only=ascii_only)
    from moonrace.export import jsonout

    if export_format == "geojson":
        from moonrace.export import geojson

        return jsonout.text(geojson.collection(dataset, as_of), ascii_only=ascii_only, indented=False)
    from moonrace.export import whole

    with _Bar(output) as tick:
        return jsonout.text(whole.document(dataset, as_of, tick), ascii_only=ascii_only, indented=False)


def _ascii_only() -> bool:
    return (sys.stdout.encoding or "ascii").casefold().replace("-", "") != "utf8"


def _to_stdout(text: str) -> None:
    """The text as UTF-8 with the line ends that it has, whatever the terminal's encoding: it is for programs."""
    binary = getattr(sys.stdout, "buffer", None)
    if binary is None:  # a stdout that takes text only
        sys.stdout.write(text)
        return
    sys.stdout.flush()
    binary.write(text.encode())
    binary.flush()


class _Bar:
    """A progress bar on stderr, called once a record; it shows only on a terminal, and only when it takes long."""

    def __init__(self, output: Output) -> None:
        self.total = sum(map(len, output.dataset.sections.values()))
        self.done, self.began = 0, monotonic()
        self.progress: Progress | None = None
        self.task: TaskID | None = None
        self.wanted = False
        with suppress(AttributeError, ValueError):  # stderr may be closed
            self.wanted = sys.stderr.isatty()

    def __enter__(self) -> Self:
        return self

    def __call__(self) -> None:
        self.done += 1
        if self.progress is None and self.wanted and monotonic() - self.began > _PATIENCE:
            self._show()
        if self.progress is not None and self.task is not None:
            self.progress.update(self.task, completed=self.done)

    def _show(self) -> None:
        from rich.console import Console
        from rich.progress import Progress

        known = {name: told for name, told in os.environ.items() if name not in ("COLUMNS", "LINES")}  # see `output`
        self.progress = Progress(console=Console(stderr=True, _environ=known), transient=True)
        self.task = self.progress.add_task("export", total=self.total)
        self.progress.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.progress is not None:
            self.progress.stop()
