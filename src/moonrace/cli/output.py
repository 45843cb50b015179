"""The shared options as one object, `Output`, which writes an answer in the format that they ask for."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, tzinfo
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from moonrace.errors import clean
from moonrace.records import SECTIONS, section_with

if TYPE_CHECKING:
    from rich.console import Console

    from moonrace.dataset import Dataset
    from moonrace.dates import Moment
    from moonrace.render.page import Page


class Answer(NamedTuple):
    """An output of a command.

    name: the key of its rows in JSON
    row: the shape of a row; None for the records of the section of that name
    more: the shape of the values beside the rows in JSON, or None
    extra: the shape of additional values of each row, or None
    """

    name: str
    row: Any = None
    more: Any = None
    extra: Any = None

    @property
    def shape(self) -> Any:
        """The shape of a row, imported when it is needed."""
        return self.row or SECTIONS[self.name].shape


Flat = tuple[Any, Callable[[], Sequence[Any]]]
"""The rows for text formats, if they differ from those of JSON: their shape, and a function that returns them."""


class Output:
    """The shared options. `show` writes an answer in the format that they ask for."""

    def __init__(
        self,
        output_format: str = "auto",
        as_json: bool = False,
        as_of: Moment | None = None,
        zone: tzinfo | None = None,
        units: str = "metric",
        full: bool = False,
        with_sources: bool = False,
        color: str = "auto",
        data: str | None = None,
        save: str | None = None,
        no_pager: bool = False,
        ascii_only: bool = False,
        fields: str | None = None,
        size: str | None = None,
        theme: str | None = None,
    ) -> None:
        chosen = "json" if as_json else "table" if save else output_format
        self.format = ("table" if sys.stdout.isatty() else "plain") if chosen == "auto" else chosen
        self.is_auto = chosen == "auto"
        if zone and self.is_document:
            raise click.BadParameter(f"the times of {self.format} are always UTC: leave it out", param_hint="'--tz'")
        self.as_of = as_of
        self.zone = zone
        self.units = units
        self.full = full
        self.no_pager = no_pager
        self.with_sources = with_sources
        self.color = color
        self.data = data
        self.save, self.size, self.theme = save, size, theme
        self.ascii_only = ascii_only
        self.fields = fields
        self.left_out = ""
        if (save, size, theme) != (None, None, None):
            from moonrace.cli import saving

            other = as_json or output_format not in ("auto", "table") or fields is not None
            saving.refuse(saving.Wish(save, size, theme), other)

    @cached_property
    def dataset(self) -> Dataset:
        """The record with the user's own data, as of the requested day."""
        from moonrace.loading import load, skipped

        dataset = load(self.data)
        if self.data and (left := skipped(self.data)):
            click.echo(clean(f"moonrace: skipped in {self.data}: {', '.join(left)[:200]}"), err=True)
        context = click.get_current_context(silent=True)
        if self.data and context and context.info_name != "check":
            for line in hidden(dataset, [context.info_name or ""]):
                click.echo(f"moonrace: {line}", err=True)
        if self.as_of is None:
            return dataset
        from moonrace.as_of import as_of

        if self.as_of.latest is None:
            raise click.BadParameter(f"{self.as_of} has no end: give a day, a month or a year", param_hint="'--as-of'")
        if not self.as_of.is_past(dataset.meta.data_date):
            click.echo(f"moonrace: the record ends on {dataset.meta.data_date}", err=True)
        return as_of(dataset, self.as_of)

    @property
    def is_document(self) -> bool:
        """True if the answer is a document for programs: whole records, not columns of a table."""
        return self.format in ("json", "ndjson", "yaml")

    @property
    def today(self) -> Moment:
        """The requested day, or the day of the record."""
        return self.as_of or self.dataset.meta.data_date

    def show(
        self,
        answer: Answer,
        rows: Sequence[Any],
        *page: Any,
        flat: Flat | None = None,
        more: Any = None,
        extras: Sequence[Any] | None = None,
        empty: str = "Nothing matches.",
        beyond: Callable[[], int] | None = None,
    ) -> None:
        """Write the answer to stdout in the requested format.

        `page` is `module.function` in `moonrace.render`, and its arguments after the `Page`; without it, the rows are shown as
        a table. `flat` are the rows of plain text, CSV and Markdown, if they differ. `more` is written beside the rows in JSON,
        and `extras` into each of them. `empty` is what a page without rows says. `beyond` counts the rows in other scopes,
        which a page mentions.
        """
        if self.is_document:
            self._document(answer, rows, more, extras)
        elif self.format == "table" and self.fields is None:
            more_rows = beyond() if beyond else 0
            self.left_out = f"{more_rows} more with --scope all" if more_rows else ""
            empty = f"{empty.removesuffix('.')} ({self.left_out})." if self.left_out else empty
            self._page(page, answer, rows, None if rows else empty)
        else:
            self._sheet(answer, *(flat or (answer.shape, lambda: rows)))

    @property
    def is_plain_page(self) -> bool:
        """True where a reader gets the answer as a page, and no script columns that it knows."""
        return self.format == "table" and self.fields is None

    def as_page(self) -> None:
        """Print the page even in a pipe, unless a format or fields are requested."""
        if self.is_auto and self.fields is None:
            self.format = "table"

    def one(
        self,
        answer: Answer,
        record: Any,
        asked: Any = None,
        results: tuple[Answer, Sequence[Any], Sequence[Any]] | None = None,
    ) -> None:
        """Write one record: its page, also in a pipe; in text formats a line for each fact.

        `asked` is the text that was looked up with `show`, and what was found. `results` are written in JSON instead of the
        record: the answer, its rows, and their extras.
        """
        self.as_page()
        if results and self.is_document:
            self.show(results[0], results[1], extras=results[2])
            return
        module = "cards" if self.full or self.with_sources else "short"
        page = ("short.page", f"{module}.{SECTIONS[answer.name].singular}", record, asked)
        self.facts(answer, [record], *page)

    def facts(self, answer: Answer, records: Sequence[Any], *page: Any, extras: Sequence[Any] | None = None) -> None:
        """Like `show`, for whole records: text formats have a line for each fact."""
        if self.is_document or self.is_plain_page:
            self.show(answer, records, *page, extras=extras)
            return
        from moonrace.export.facts import Fact, facts

        self.show(answer, records, *page, flat=(Fact, lambda: [
            fact for record in records for fact in facts(record, self.dataset, self.zone)
        ]))  # fmt: skip

    def _document(self, answer: Answer, rows: Sequence[Any], more: Any, extras: Sequence[Any] | None) -> None:
        from moonrace import export
        from moonrace.export import json

        wanted: list[str] | None = None
        if self.fields is not None:  # the known keys are computed only when needed
            from moonrace.export.schema import keys

            known = [*keys(answer.shape), *(keys(type(extras[0])) if extras else [])]
            known += ["origin"] if self.dataset.origins else []
            if self.fields == "":
                self._write("\n".join(known) + "\n")
                return
            from moonrace.cli.asked import chosen

            wanted = chosen(self.fields, known)
        made = json.rows(rows, self.dataset, answer.name)
        for one, extra in zip(made, extras or (), strict=False):
            one |= json.row(extra, self.dataset)
        if wanted is not None:
            made = [{key: one.get(key) for key in wanted} for one in made]
        beside = json.row(more, self.dataset) if more else {}
        write = export.writer(export.FORMATS[self.format])
        if self.format == "ndjson":
            self._encoded(lambda ascii_only: write(made, ascii_only=ascii_only))
            return
        document = json.envelope(self.dataset, self.as_of, answer.name, made, **beside)
        if self.format == "yaml":
            self._write(write(document))
        else:
            self._encoded(lambda ascii_only: write(document, ascii_only=ascii_only, indented=sys.stdout.isatty()))

    def _encoded(self, write: Callable[[bool], str]) -> None:
        """Write JSON, escaped to ASCII if stdout lacks a character or if a terminal could take one for a command. (JSON itself
        escapes only the ASCII control characters.)
        """
        text = write(False)
        fits = _can_write(text, _encoding()) and clean(text) == text.replace("\n", " ")
        self._write(text if fits else write(True))

    def _sheet(self, answer: Answer, shape: Any, rows: Callable[[], Sequence[Any]]) -> None:
        from moonrace import export
        from moonrace.export import tabular

        # The rows may be of another kind than the answer: `show falcon 9` lists missions.
        section = SECTIONS.get(section_with(shape))
        columns = tabular.listed(shape, section.listed if section else None)
        if self.fields is not None:
            known = {column.name: column for column in (*columns, *tabular.listed(shape, None))}
            known.setdefault("sources", tabular.SOURCES)
            more = tabular.own_data(answer.name) if self.dataset.origins else []
            more += (
                tabular.bounds(known["when" if "when" in known else "date"]) if {"when", "date"} & set(known) else []
            )
            known |= {column.name: column for column in more}
            if self.fields == "":
                self._write("\n".join(known) + "\n")
                return
            from moonrace.cli.asked import chosen

            columns = [known[name] for name in chosen(self.fields, list(known))]
        elif self.dataset.origins and self.format != "table":
            columns += tabular.own_data(answer.name)
        if self.format == "table":
            page = ("tables.table", answer.name, rows(), shape, columns)
            self._page(page, answer, [], None)
        else:
            sheet = tabular.sheet(rows(), columns, self.dataset, self.zone)
            self._write(export.writer(export.FORMATS[self.format])(sheet))

    def text(self, text: str) -> None:
        """One line of text as the whole answer."""
        self._write(text + "\n")

    def _write(self, text: str) -> None:
        encoding = _encoding()
        if not _can_write(text, encoding):
            text = text.encode(encoding, "backslashreplace").decode(encoding)
        sys.stdout.write(text)

    def _page(self, page: tuple[Any, ...], answer: Answer, rows: Sequence[Any], empty: str | None) -> None:
        from importlib import import_module

        from rich.text import Text

        function, *arguments = page or ("tables.table", answer.name, rows, answer.shape)
        if self.save:
            from moonrace.cli import saving

            wish = saving.Wish(self.save, self.size, self.theme)
            if saving.is_picture(wish, function):
                from moonrace.cli.asked import filters

                saving.picture(
                    wish, function, tuple(arguments), self.dataset, empty=empty, as_of=self.as_of,
                    left_out=self.left_out, chosen=filters(FOR_OUTPUT | {"view"}),  # the title names the view
                )  # fmt: skip
                return
        console = self._console()
        if empty:
            drawn: Any = Text(empty)
        else:
            module, _, name = function.partition(".")
            drawn = getattr(import_module(f"moonrace.render.{module}"), name)(self._page_of(console), *arguments)
        if self.save:
            console.print(drawn.at(drawn.steps) if hasattr(drawn, "at") else drawn)
            saving.page(self.save, console)
            return
        from moonrace.cli.terminal import height

        lines = _fitted(console, drawn, height())
        text = _readable("\n".join(lines) + "\n", "ascii" if self.ascii_only else _encoding())
        if len(lines) >= height() and not self.no_pager and sys.stdout.isatty() and sys.stdin.isatty():
            from moonrace.cli.pager import show

            show(text)
        else:
            sys.stdout.write(text)

    def _console(self) -> Console:
        from rich.console import Console

        from moonrace.cli.terminal import columns, environment

        saved = None
        if self.save:
            from moonrace.cli.saving import inks

            saved = inks()
        return Console(
            force_terminal={"always": True, "never": False, "auto": True if self.save else None}[self.color],
            color_system=None if self.color == "never" else "auto",
            width=columns(),
            height=25,  # not used
            _environ=environment(),
            file=io.StringIO() if self.save else None,
            record=bool(self.save),
            theme=saved,
            highlight=False,
            markup=False,
            emoji=False,
        )

    def _page_of(self, console: Console) -> Page:
        from moonrace.render.page import SYMBOLS, Page

        encoding = "utf-8" if self.save else _encoding()
        page = Page(
            self.dataset,
            console.width,
            zone=self.zone or UTC,
            as_of=self.as_of if self.as_of and self.as_of.is_past(self.dataset.meta.data_date) else None,
            units=self.units,
            full=self.full or self.with_sources,
            full_sources=self.with_sources,
            unicode=not self.ascii_only and _can_write("".join(SYMBOLS.values()) + "·–°", encoding),
        )
        page.left_out = self.left_out
        return page


FOR_OUTPUT = frozenset(Output.__init__.__annotations__) - {"return"}
"""The names of the shared options. They do not filter rows."""


def _fitted(console: Console, drawn: Any, room: int) -> list[str]:
    """The lines of a page. A page that can be shortened has as many parts as fit into `room` lines, with one line left for the
    prompt.
    """

    def lines(page: Any) -> list[str]:
        with console.capture() as captured:
            console.print(page)
        return [line.rstrip() for line in captured.get().splitlines()]

    def guess(steps: int, left: int) -> int:
        """About how many parts fit, by their sizes, if `left` lines are free with `steps` parts (negative if there are too
        many).
        """
        while steps < drawn.steps and drawn.sizes[steps] <= left:
            left, steps = left - drawn.sizes[steps], steps + 1
        while steps and left < 0:
            steps -= 1
            left += drawn.sizes[steps]
        return steps

    if not hasattr(drawn, "at"):
        return lines(drawn)
    best: list[str] = []
    fits, over = -1, drawn.steps + 1
    steps = guess(0, room - 1 - drawn.bare)
    while True:
        found = lines(drawn.at(steps))
        left = room - 1 - len(found)
        if left >= 0:
            best, fits = found, steps
        else:
            over = steps
        better = guess(steps, left)
        if better == fits == steps or over - fits == 1:
            return best or found
        # Lines wrap, so that sizes are estimates: where they mislead, bisect.
        steps = better if fits < better < over else (fits + over) // 2


def hidden(dataset: Dataset, commands: Iterable[str]) -> list[str]:
    """A message for each record whose name is also a command, so that `moonrace NAME` runs the command."""
    from moonrace.names import fold

    return [
        f"the command {command} hides the {SECTIONS[kind].singular} of that name; moonrace show {command} finds it"
        for command in commands
        for kind, _, _ in dataset.door.get(fold(command), [])
        if kind in SECTIONS
    ]


def _encoding() -> str:
    """The encoding of stdout; UTF-8 for a stream in memory."""
    return getattr(sys.stdout, "encoding", None) or "utf-8"


def _can_write(text: str, encoding: str) -> bool:
    try:
        text.encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return False
    return True


_REPLACEMENTS = str.maketrans({"·": "-", "–": "-", "°": "", "“": '"', "”": '"', "’": "'", "…": "...", "\u00a0": " "})


def _readable(text: str, encoding: str) -> str:
    """The text in characters that the terminal has; `?` for one that it lacks."""
    if _can_write(text, encoding):
        return text
    if not _can_write("·–°", encoding):
        text = text.translate(_REPLACEMENTS)
    return text.encode(encoding, "replace").decode(encoding)
