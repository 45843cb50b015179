"""The options that every command shares, as one object, and the way an answer leaves the program."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, timezone, tzinfo
from functools import cached_property, update_wrapper
from typing import TYPE_CHECKING, Any

import click

from moonrace.cli import Helped
from moonrace.errors import BadMoment, BadValue, clean

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

    from moonrace.dataset import Dataset
    from moonrace.export.sheets import Sheet
    from moonrace.moment import Moment
    from moonrace.render.page import Page

FORMATS = ("auto", "table", "plain", "json", "ndjson", "csv", "markdown", "yaml")
SAVED = (".svg", ".html", ".txt")
NARROWEST, WIDEST = 20, 1000
"""Columns of a table, whatever COLUMNS says: padding a line to a million would take all memory."""


class MomentType(click.ParamType):  # type: ignore[type-arg]  # generic only in newer click
    """A date as the record writes them: 2024, 2024-05, 2024-05-03, 2027-Q2 …"""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Moment:
        from moonrace.moment import Moment

        if isinstance(value, Moment):
            return value
        try:
            return Moment(value)
        except BadMoment as error:
            return self.fail(str(error), param, ctx)


class ZoneType(click.ParamType):  # type: ignore[type-arg]  # generic only in newer click
    """A time zone: UTC, local, an offset such as +08:00, or a name such as Asia/Tokyo."""

    name = "zone"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tzinfo:
        if isinstance(value, tzinfo):
            return value
        if value.upper() in ("UTC", "Z"):
            return UTC
        if value.casefold() == "local":
            from datetime import datetime

            return datetime.now().astimezone().tzinfo or UTC
        if value[:1] in "+-":
            from moonrace.moment import read_zone

            try:
                offset = read_zone(value)[0]
                if clean(value) != value:
                    raise BadMoment("it would command the terminal")
                return timezone(offset, f"UTC{value}")
            except BadMoment:
                return self.fail(f"{value!r} is not an offset: write it like +08:00", param, ctx)
        from zoneinfo import ZoneInfo

        try:
            return ZoneInfo(value)
        except (KeyError, OSError, ValueError):  # not found; a folder; a path that leaves the folder of zones
            pass
        return self.fail(
            f"{value[:60]!r} is not a time zone: write UTC, local, +08:00 or a name like Asia/Tokyo", param, ctx
        )


class FileType(click.ParamType):  # type: ignore[type-arg]  # generic only in newer click
    """A `click.Path` that is made when it is given a value: making one asks for a translation, which costs 2 ms."""

    def __init__(self, name: str, *, dir_okay: bool = True) -> None:
        self.name, self._dir_okay = name, dir_okay

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        return click.Path(dir_okay=self._dir_okay).convert(value, param, ctx)

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[Any]:
        return click.Path(dir_okay=self._dir_okay).shell_complete(ctx, param, incomplete)


MOMENT, ZONE = MomentType(), ZoneType()


class Output:
    """What the shared options ask for. `show` writes an answer in the format that fits."""

    def __init__(
        self,
        output_format: str,
        as_json: bool,
        as_of: Moment | None,
        tz: tzinfo | None,
        units: str,
        with_sources: bool,
        color: str,
        data: str | None,
        save: str | None,
        ascii_only: bool,
        fields: str | None = None,
    ) -> None:
        chosen = "json" if as_json else output_format
        self.format = ("table" if sys.stdout.isatty() else "plain") if chosen == "auto" else chosen
        self.as_of = as_of
        self.zone = tz
        self.units = units
        self.with_sources = with_sources
        self.color = color
        self.data = data
        self.save = save
        self.ascii_only = ascii_only
        self.fields = fields
        if save:
            self.format = "table"

    @cached_property
    def dataset(self) -> Dataset:
        """The record, over it the user's own data, as of the day that was asked for."""
        from moonrace.record import load

        dataset = load(self.data)
        if self.as_of is None:
            return dataset
        from moonrace.query import as_of

        if self.as_of.latest is None:
            raise click.BadParameter(f"{self.as_of} has no end: name a day, a month or a year", param_hint="'--as-of'")
        return as_of(dataset, self.as_of)

    def show(
        self,
        name: str,
        *,
        json: Callable[[Any], list[dict[str, Any]]],
        sheet: Callable[[Any], Sheet],
        table: Callable[[Any, Page], RenderableType],
        more: dict[str, Any] | None = None,
        empty: str | None = None,
    ) -> None:
        """Write the answer to stdout in the format asked for.

        Each writer is handed its module (`export.jsonout`, `export.sheets`, `render`), imported only where it is
        needed; `name` is the key of the JSON rows, `more` what stands beside them.
        """
        if self.format in ("json", "ndjson", "yaml"):
            self._document(name, json, more or {})
        elif self.format == "table" and self.fields is None:
            self._print(table, empty)
        else:
            self._sheet(sheet)

    def _document(self, name: str, rows: Callable[[Any], list[dict[str, Any]]], more: dict[str, Any]) -> None:
        from moonrace.export import jsonout

        origins = self.dataset.origins if name in self.dataset.sections else {}
        wanted = None
        if self.fields is not None:  # only then is it asked which there are
            known = [*_keys(name), *(["origin"] if origins else [])]
            if self.fields == "":
                self._write("\n".join(known) + "\n")
                return
            wanted = _chosen(self.fields, known)
        chosen = rows(jsonout)
        if origins:
            chosen = [row | {"origin": jsonout.origin(origins.get((name, row["id"])))} for row in chosen]
        if wanted is not None:
            chosen = [{key: row.get(key) for key in wanted} for row in chosen]
        if self.format == "ndjson":
            self._encoded(lambda ascii_only: jsonout.lines(chosen, ascii_only=ascii_only))
            return
        document = jsonout.envelope(self.dataset, self.as_of, name, chosen, **more)
        if self.format == "yaml":
            from moonrace.export import yamlout

            self._write(yamlout.text(document))
        else:
            indented = sys.stdout.isatty()
            self._encoded(lambda ascii_only: jsonout.text(document, ascii_only=ascii_only, indented=indented))

    def _encoded(self, write: Callable[[bool], str]) -> None:
        """JSON in the characters of stdout: escaped where it has not got them, so that it stays valid, and where one could
        command a terminal (JSON itself escapes only the oldest of those).
        """
        text = write(False)
        fits = _can_write(text, _encoding()) and clean(text) == text.replace("\n", " ")
        self._write(text if fits else write(True))

    def _sheet(self, make: Callable[[Any], Sheet]) -> None:
        from moonrace.export import sheets

        sheet = make(sheets)
        if self.fields == "":
            self._write("\n".join(sheet.header) + "\n")
            return
        if self.fields is not None:
            places = [sheet.header.index(one) for one in _chosen(self.fields, sheet.header)]
            sheet = sheets.Sheet(
                tuple(sheet.header[place] for place in places),
                [tuple(row[place] for place in places) for row in sheet.rows],
            )
        if self.format == "table":
            self._print(lambda render, page: render.lists.chosen(page, sheet.header, sheet.rows), None)
        else:
            self._write({"csv": sheets.csv, "markdown": sheets.markdown}.get(self.format, sheets.plain)(sheet))

    def say(self, text: str) -> None:
        """One line of text as the whole answer."""
        self._write(text + "\n")

    def _write(self, text: str) -> None:
        encoding = _encoding()
        if not _can_write(text, encoding):
            text = text.encode(encoding, "backslashreplace").decode(encoding)
        sys.stdout.write(text)

    def _print(self, table: Callable[[Any, Page], RenderableType], empty: str | None) -> None:
        from rich.console import Console
        from rich.text import Text

        from moonrace import render
        from moonrace.render.page import SYMBOLS, Page

        encoding = "utf-8" if self.save else _encoding()
        console = Console(
            force_terminal={"always": True, "never": False, "auto": True if self.save else None}[self.color],
            color_system=None if self.color == "never" else "auto",
            width=_columns(),
            height=25,  # of no use here
            _environ={name: told for name, told in os.environ.items() if name not in ("COLUMNS", "LINES")},
            file=io.StringIO() if self.save else None,
            record=bool(self.save),
            highlight=False,
            markup=False,
            emoji=False,
        )
        console.width = min(max(console.width, NARROWEST), WIDEST)
        page = Page(
            self.dataset,
            console.width,
            zone=self.zone or UTC,
            as_of=self.as_of,
            units=self.units,
            full_sources=self.with_sources,
            unicode=not self.ascii_only and _can_write("".join(SYMBOLS.values()) + "·–°", encoding),
        )
        drawn = Text(empty) if empty else table(render, page)
        if self.save:
            console.print(drawn)
            _save(self.save, console)
            return
        with console.capture() as captured:
            console.print(drawn)
        lines = [line.rstrip() for line in captured.get().splitlines()]
        sys.stdout.write(_readable("\n".join(lines) + "\n", "ascii" if self.ascii_only else encoding))


def _save(path: str, console: Console) -> None:
    """The picture as a file: SVG, HTML or text by its ending; written whole or not at all, never over another file."""
    ending = os.path.splitext(path)[1].casefold()
    if ending not in SAVED:
        raise BadValue(f"cannot save as {ending or 'a file without an ending'!r}: end the name in {', '.join(SAVED)}")
    if os.path.exists(path):
        raise BadValue(f"{path} is there already: choose another name, or move it away")
    if ending == ".svg":
        text = console.export_svg(title="moonrace")
    elif ending == ".html":
        text = console.export_html(inline_styles=True)
    else:
        text = "".join(line.rstrip() + "\n" for line in console.export_text().splitlines())
    from moonrace.cli import files

    files.write_file(path, text.encode(), force=False)


def _keys(name: str) -> list[str]:
    """The keys of the rows of an output, known also when there are none."""
    from moonrace.export import schema

    return list(schema.ROWS[name])


def _chosen(fields: str, known: Sequence[str]) -> list[str]:
    """The names in a list with commas. Raises BadValue for one that is not known, with those near to it."""
    wanted = list(dict.fromkeys(filter(None, (field.strip() for field in fields.split(",")))))
    for field in wanted:
        if field not in known:
            from difflib import get_close_matches

            near = get_close_matches(field, known, n=1)
            hint = f"did you mean {near[0]}?" if near else f"choose from {', '.join(known)}"
            raise BadValue(f"there is no field {field[:60]!r} here; {hint}")
    return wanted


def _columns() -> int | None:
    """The width that COLUMNS tells; None where it tells none and the terminal is to be asked."""
    told = os.environ.get("COLUMNS", "")
    if not told.isdigit():
        return None
    # Read here, and hidden from Rich: it stumbles over "²", a digit and no number, and over thousands of digits.
    return min(int(told), WIDEST) if told.isdecimal() and len(told) < 10 else 80


def _encoding() -> str:
    """What stdout speaks; a stream in memory takes everything."""
    return getattr(sys.stdout, "encoding", None) or "utf-8"


def _can_write(text: str, encoding: str) -> bool:
    try:
        text.encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return False
    return True


_STAND_INS = str.maketrans({"·": "-", "–": "-", "°": "", "“": '"', "”": '"', "’": "'", "…": "...", "\u00a0": " "})


def _readable(text: str, encoding: str) -> str:
    """The text in characters that the terminal has; what it lacks is told as ?."""
    if _can_write(text, encoding):
        return text
    if not _can_write("·–°", encoding):
        text = text.translate(_STAND_INS)
    return text.encode(encoding, "replace").decode(encoding)


SHARED = (
    click.option(
        "-f",
        "--format",
        "output_format",
        type=click.Choice(FORMATS),
        default="auto",
        help="auto: a table on a terminal, plain in a pipe.",
    ),
    click.option("--json", "as_json", is_flag=True, help="The same as --format json."),
    click.option("--as-of", type=MOMENT, help="What was so, and what was planned, by the end of that day."),
    click.option("--tz", type=ZONE, help="Show times in this zone: UTC, local, +08:00, Asia/Tokyo."),
    click.option(
        "--units", type=click.Choice(["metric", "imperial"]), default="metric", help="Units of masses in tables."
    ),
    click.option("--sources", "with_sources", is_flag=True, help="Name the sources in full under a table."),
    click.option(
        "--color",
        type=click.Choice(["auto", "always", "never"]),
        default="auto",
        help="Colour in tables; auto honours NO_COLOR.",
    ),
    click.option(
        "--data",
        type=FileType("path"),
        envvar="MOONRACE_DATA",
        help="Your own YAML, file or folder, over the shipped record.",
    ),
    click.option(
        "--save",
        type=FileType("file", dir_okay=False),
        metavar="FILE",
        help="Save the table as it looks: FILE.svg, .html or .txt.",
    ),
    click.option("--ascii", "ascii_only", is_flag=True, help="Draw tables in ASCII only."),
    click.option(
        "--fields",
        is_flag=False,
        flag_value="",
        metavar="A,B,C",
        help="These columns or keys, in this order; alone: which there are.",
    ),
)
_SHARED_NAMES = (
    "output_format",
    "as_json",
    "as_of",
    "tz",
    "units",
    "with_sources",
    "color",
    "data",
    "save",
    "ascii_only",
    "fields",
)


class Command(Helped):
    """A command whose help tells its own options apart from the shared ones, and keeps its examples as they are
    written.
    """

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        own: list[tuple[str, str]] = []
        shared: list[tuple[str, str]] = []
        for param in self.get_params(ctx):
            if isinstance(param, click.Option) and (record := param.get_help_record(ctx)) is not None:
                (shared if param.name in _SHARED_NAMES or param.name == "help" else own).append(record)
        for title, records in (("Options", own), ("Shared options", shared)):
            if records:
                with formatter.section(title):
                    formatter.write_dl(records)


def command(name: str, *, examples: str) -> Callable[[Callable[..., Any]], Command]:
    """A command with the shared options, which reach its function as one `Output`, the first argument."""

    def decorate(function: Callable[..., Any]) -> Command:
        def call(**values: Any) -> Any:
            output = Output(**{shared: values.pop(shared) for shared in _SHARED_NAMES})
            return function(output, **values)

        made: Any = update_wrapper(call, function)
        for option in reversed(SHARED):
            made = option(made)
        lines = "\n".join(f"  {line}" for line in examples.strip().splitlines())
        return click.command(name, cls=Command, epilog=f"\b\nExamples:\n{lines}")(made)

    return decorate


def complete(kind: str) -> Callable[[click.Context, click.Parameter, str], list[Any]]:
    """Completion over the names of one kind of record. Any error means no proposals: a TAB must not print."""

    def propose(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[Any]:
        from click.shell_completion import CompletionItem

        from moonrace import record
        from moonrace.errors import MoonraceError

        try:
            found = record.names(kind, os.environ.get("MOONRACE_DATA") or None)
            ids = [key for key in found.ids if key.startswith(incomplete)]
            if not ids:
                from moonrace.names import fold

                if wanted := fold(incomplete):
                    ids = list(
                        dict.fromkeys(
                            key for name, keys in found.read_index().items() if name.startswith(wanted) for key in keys
                        )
                    )
            return [CompletionItem(key) for key in ids]
        except MoonraceError:
            return []

    return propose
