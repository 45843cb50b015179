"""`export`: the whole record for other tools."""

import sys
from contextlib import suppress
from time import monotonic
from types import TracebackType
from typing import TYPE_CHECKING, Self

import click

from moonrace.cli import files
from moonrace.cli.options import Choice, command
from moonrace.cli.output import Output
from moonrace.cli.terminal import environment
from moonrace.errors import BadValue
from moonrace.export import forms, writer

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

_PATIENCE = 1.0  # seconds before a bar is worth its line


class _Forms(Choice):
    """The choice of export formats. If none is given, the error lists them."""

    def get_missing_message(self, param: click.Parameter, ctx: click.Context | None = None) -> str:
        return f"Choose from {', '.join(forms.EXPORTS)}"


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
@click.argument("form", metavar="FORMAT", type=_Forms([*forms.EXPORTS], case_sensitive=False))
@click.option("-o", "--output", "path", type=click.Path(), metavar="PATH", help="Write here instead of to stdout.")
@click.option("--force", is_flag=True, help="Replace what is there.")
def export(output: Output, form: str, path: str | None, force: bool) -> None:
    """The whole record for other tools.

    FORMAT is json, csv (a folder of tables with a datapackage.json), sqlite (with full-text search), geojson (sites on the
    Moon), ics (a calendar of plans and anniversaries), bibtex or csl (the sources). Written whole or not at all. Of the shared
    options --as-of and --data apply here.
    """
    if output.save or output.fields is not None or output.format not in ("table", "plain"):
        raise BadValue(
            "--format, --json, --fields and --save do not apply to export: give FORMAT, and the file with --output"
        )
    chosen, path = forms.EXPORTS[form], None if path == "-" else path
    if path is None and chosen.place:
        raise BadValue(f"{form} is {chosen.place}")
    mark = chosen.mark
    if path is not None:
        files.refuse(path, force, mark=mark)
    with _Bar(output) as tick:
        # As everywhere, JSON is escaped where stdout is not UTF-8; it stays the same JSON.
        write = writer(chosen.writer)
        made = write(output.dataset, output.as_of, tick, ascii_only=path is None and _ascii_only())
    if path is None:
        _to_stdout(made)
    elif mark:
        files.write_folder(path, made, force=force, mark=mark)
    else:
        files.write_file(path, made if isinstance(made, bytes) else made.encode(), force=force)


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

        self.progress = Progress(console=Console(stderr=True, _environ=environment()), transient=True)
        self.task = self.progress.add_task("export", total=self.total)
        self.progress.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.progress is not None:
            self.progress.stop()
