"""The building blocks of every page: width, symbols, the numbers of sources, rows of dates, and the foot."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import tzinfo
from typing import Any, NamedTuple

from rich.cells import cell_len
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from moonrace.dataset import Dataset
from moonrace.dates import Moment
from moonrace.render.columns import Column, Columns
from moonrace.render.formatting import Line

DATE, GREY, STRONG = "cyan", "dim", "bold"
OUTCOME_STYLES = {"success": "green", "partial": "yellow", "failure": "red"}
SYMBOLS = {
    "success": "●", "partial": "◐", "failure": "○", "planned": "◇", "cancelled": "×", "paused": "‖",
    "in-flight": "▷", "operating": "▷", "ended": "·", "unknown": "·", "instrument": "◆", "none": "·",
    "bar": "│", "full": "█", "solid": "━", "soft": "╌", "dotted": "┄", "arrow": "▶", "now": "▲", "line": "─",
    "mark": "◆", "own": "*", "weak": "!",
}  # fmt: skip
PLAIN_SYMBOLS = {
    "success": "+", "partial": "~", "failure": "x", "planned": "o", "cancelled": "-", "paused": "=",
    "in-flight": ">", "operating": ">", "ended": ".", "unknown": ".", "instrument": "*", "none": ".",
    "bar": "|", "full": "#", "solid": "=", "soft": "~", "dotted": ".", "arrow": ">", "now": "^", "line": "-",
    "mark": "o", "own": "*", "weak": "!",
}  # fmt: skip
NARROW = 60
"""Below this many columns rows are stacked instead of set side by side."""


class Row(NamedTuple):
    """A dated or labelled line: a date or name at the left, a label, lines of text, and the ids of its sources."""

    left: str
    lines: Sequence[Line | str]
    sources: Sequence[str] = ()
    label: str = ""
    planned: bool = False


def _text(line: Line | str) -> Text:
    return Text(line) if isinstance(line, str) else Text(line.text, GREY if line.dim else "")


def first_of(names: Sequence[str], room: int) -> str:
    """`NASA · GCAT, and 9 more`: the first names that fit, and how many more there are."""
    text = names[0]
    for number, name in enumerate(names[1:], 1):
        rest = f", and {len(names) - number} more"
        if cell_len(f"{text} · {name}{rest}") > room:
            return text + rest
        text += f" · {name}"
    return text


class Page:
    """One page of output, and what it needs to know of its reader: width, zone, units, and which characters can be shown."""

    def __init__(
        self,
        dataset: Dataset,
        width: int = 80,
        *,
        zone: tzinfo,
        as_of: Moment | None = None,
        units: str = "metric",
        full: bool = False,
        full_sources: bool = False,
        unicode: bool = True,
    ) -> None:
        self.dataset = dataset
        self.width = width
        self.zone = zone
        self.as_of = as_of
        # The record has nothing after its own day, whatever day is asked for.
        self.today = as_of if as_of and as_of.is_past(dataset.meta.data_date) else dataset.meta.data_date
        self.units = units
        self.full = full
        self.full_sources = full_sources
        self.unicode = unicode
        self.symbols = SYMBOLS if unicode else PLAIN_SYMBOLS
        self._numbers: dict[str, int] = {}
        self._own_files: set[str] = set()
        self.weak_seen = False
        self.publishers: dict[tuple[str, str], list[str]] = {}
        self.left_out = ""

    @property
    def narrow(self) -> bool:
        """True if there is no room for columns of text."""
        return self.width < NARROW

    def cite(self, sources: Iterable[str]) -> str:
        """The numbers of these sources on this page, as `1 3 4`. A new source gets the next number."""
        keys = list(sources)
        numbers = {self._numbers.setdefault(key, len(self._numbers) + 1) for key in keys}
        marks = [self.weak()] if self.is_weak(keys) else []
        return " ".join([*map(str, sorted(numbers)), *marks])

    def weak(self) -> str:
        """The mark of a value that only encyclopedias or weaker sources support; the foot explains it."""
        self.weak_seen = True
        return self.symbols["weak"]

    def weak_note(self) -> str:
        """What the mark means."""
        return f"{self.symbols['weak']} supported only by encyclopedias or weaker sources"

    def is_weak(self, keys: Sequence[str]) -> bool:
        """True if all of these sources are encyclopedias or less."""
        from moonrace import ground

        return ground.is_weak(self.dataset.sections, keys)

    def marked(self, text: str, weak: bool) -> str:
        """A text, with the mark where it rests on weak sources."""
        return f"{text} {self.weak()}" if weak else text

    def badge(self, outcome: str | None, status: str) -> Text:
        """Outcome or status as a symbol with its word."""
        word = outcome or status
        return Text(f"{self.symbols[word]} {word.replace('-', ' ')}", OUTCOME_STYLES.get(word, ""), no_wrap=True)

    def shown(self, names: Iterable[str]) -> list[str]:
        """The names that the reader's terminal can show."""
        return [name for name in names if self.unicode or name.isascii()]

    def head(self, name: str, others: Sequence[str], badge: Text | None = None) -> RenderableType:
        """The title line: name, native names and ids in grey, and a badge at the right."""
        title = Text(name, STRONG)
        for other in self.shown(others):
            title.append("  " + other, GREY)
        if badge is None:
            return title
        if title.cell_len + badge.cell_len + 2 > self.width:
            return Group(title, badge)
        line = Columns([Column(kind="fill"), Column()])
        line.add(title, badge)
        return line

    def rows(self, rows: Sequence[Row], style: str = DATE) -> RenderableType:
        """Rows set in columns, or stacked if the page is narrow, with the numbers of their sources at the right."""
        return self._stacked(rows, style) if self.narrow else self._columns(rows, style)

    def _columns(self, rows: Sequence[Row], style: str) -> RenderableType:
        labels = any(row.label for row in rows)
        # Dates do not wrap; names of facts may, so that a long one leaves room for the text.
        left = Column(style=style) if style == DATE else Column(style=style, kind="wrap", most=self.width // 3)
        table = Columns(
            [
                left,
                *([Column()] if labels else []),
                Column(kind="fill"),
                Column(style=GREY, kind="wrap", right=True, most=12),
            ]
        )
        for row in rows:
            text = Text("\n").join(map(_text, row.lines))
            head = (self.symbols["planned"] + " " if row.planned else "") + row.left
            table.add(head, *([row.label] if labels else []), text, self.cite(row.sources))
        return table

    def _stacked(self, rows: Sequence[Row], style: str) -> RenderableType:
        parts: list[RenderableType] = []
        for row in rows:
            head = Text((self.symbols["planned"] + " " if row.planned else "") + row.left, style)
            if row.label:
                head.append("  " + row.label, "default")
            if numbers := self.cite(row.sources):
                head.append("  " + numbers, GREY)
            parts.append(head)
            parts += [Padding(_text(line), (0, 0, 0, 2)) for line in row.lines]
        return Group(*parts)

    def section(self, title: str, body: RenderableType) -> list[RenderableType]:
        """A blank line, a title, and what belongs under it."""
        return [Text(), Text(title, STRONG), body]

    def bar(self, share: float, cells: int) -> str:
        """A bar of at most `cells` cells, and at least one if the share is not zero."""
        return self.symbols["full"] * max(1 if share else 0, round(share * cells))

    def mark(self, when: Moment, axis: tuple[int, int], cells: int) -> str:
        """A mark as wide as the date is vague, on a line from the first year of `axis` to the end of its last one."""
        first, last = axis[0], axis[1] + 1

        def cell(year: float) -> int:
            return min(cells - 1, max(0, int((year - first) / (last - first) * cells)))

        bounds = [bound.year + (bound.timetuple().tm_yday - 1) / 366 for bound in (when.earliest, when.latest) if bound]
        start, end = cell(bounds[0]), max(cell(bounds[0]), cell(bounds[-1] - 0.01))
        line = [self.symbols["line"]] * cells
        line[start : end + 1] = [self.symbols["mark"]] * (end + 1 - start)
        return "".join(line)

    def foot(self, *notes: str) -> list[RenderableType]:
        """The sources by number (in full with --sources), notes about the page, the zone and the day of the record."""
        parts: list[RenderableType] = [Text()]
        if self._numbers and self.full_sources:
            parts += [
                Text("Sources", STRONG),
                *(self._full_source(key, number) for key, number in self._numbers.items()),
                Text(),
            ]
        elif self._numbers:
            parts += [Text(line, GREY, no_wrap=True, overflow="fold") for line in self._short_sources()]
        if self.weak_seen:
            parts.append(Text(self.weak_note(), GREY))
        parts.append(Text(" · ".join((*notes, self.day_line())), GREY))
        return parts

    def sources_line(self, names: Sequence[str]) -> list[RenderableType]:
        """`Sources NASA · GCAT, and 9 more`: the publishers that fit, in their order; empty if there are none."""
        return [Text.assemble(("Sources  ", STRONG), (first_of(names, self.width - 9), GREY))] if names else []

    def _short_sources(self) -> list[str]:
        """`1 key 2 key`, as many to a line as fit. A number stays with its key."""
        lines = [""]
        for key, number in self._numbers.items():
            item = f"{number} {key}"
            if lines[-1] and len(lines[-1]) + 3 + len(item) > self.width:
                lines.append("")
            lines[-1] += ("   " if lines[-1] else "") + item
        return lines

    def _full_source(self, key: str, number: int) -> RenderableType:
        from moonrace.query.citations import publisher

        source = self.dataset.sources[key]
        published = source.published.show() if source.published else "no date"
        text = Text(f"{source.title}. {publisher(self.dataset, source)}, {published}; read {source.read.show()}")
        if source.via:
            text.append(f", via {source.via}")
        if source.url:
            text.append("\n" + source.url, GREY)
        line = Columns([Column(style=GREY), Column(kind="wrap")], gap=1)
        line.add(f"{number:2}", text)
        return line

    def name(self, kind: str, record: Any) -> str:
        """The name of a record, with a mark if the user's own data changed or added it."""
        return f"{record.name}{self.own(kind, record.id)}"

    def short_name(self, agency: str) -> str:
        """The abbreviation or name of an agency by its id."""
        one = self.dataset.agencies.get(agency)
        return (one.abbreviation or one.name) if one else agency

    def own(self, kind: str, key: str) -> str:
        """A mark behind the name of a record that the user's own data changed or added; else nothing."""
        if (kind, key) not in self.dataset.origins:
            return ""
        origin = self.dataset.origins[kind, key]
        self._own_files.add(origin.file + (" (some values without a source)" if origin.unsourced else ""))
        return f" {self.symbols['own']}"

    def day_line(self) -> str:
        """What the scope leaves out, the zone of the times, the day of the record, and the user's own files that changed the
        page.
        """
        zone = self.zone.tzname(None) or str(self.zone)
        record = f"record of {self.dataset.meta.data_date.text}"
        own = [f"{self.symbols['own']} from {', '.join(sorted(self._own_files))}"] if self._own_files else []
        left_out = [f"and {self.left_out}"] if self.left_out else []
        return " · ".join(
            [*left_out, f"times {zone}", *([f"as of {self.as_of.text}"] if self.as_of else []), record, *own]
        )
