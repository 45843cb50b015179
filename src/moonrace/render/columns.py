"""Cells in columns, without boxes.

Rich's own table measures and renders each cell separately, which is five times slower for a list of some hundred rows. This one
measures once, wraps only what does not fit, and gives Rich a single text.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, RenderResult
from rich.text import Text

GAP = 2
SMALLEST = 8
"""No column that can wrap becomes narrower than this, as long as the page has room for all."""


class Column(NamedTuple):
    """How a column is set. `fixed` never wraps; `wrap` takes the width of its cells and wraps if there is less; `fill` takes
    all that the others leave; columns with `share` divide that equally. `most` limits the width in cells.
    """

    title: str = ""
    style: str = ""
    kind: Literal["fixed", "wrap", "fill", "share"] = "fixed"
    right: bool = False
    most: int | None = None


class Columns:
    """Rows of cells, set in columns when Rich prints them."""

    def __init__(self, columns: Sequence[Column], *, gap: int = GAP) -> None:
        self.columns = columns
        self.gap = gap
        self._rows: list[Sequence[Text | str]] = []
        if any(column.title for column in columns):
            self._rows.append([Text(column.title, "dim") for column in columns])

    def add(self, *cells: Text | str) -> None:
        """One more row; a missing cell is empty."""
        self._rows.append([*cells, *("" for _ in self.columns[len(cells) :])])

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        widths = self.widths(options.max_width)
        page = Text(no_wrap=True, overflow="ignore", end="")
        for row in self._rows:
            cells = [_lines(console, cell, width) for cell, width in zip(row, widths, strict=True)]
            for number in range(max(map(len, cells))):
                self._append(page, [lines[number] if number < len(lines) else None for lines in cells], widths)
                page.append("\n")
        yield page

    def _append(self, page: Text, pieces: Sequence[Text | str | None], widths: Sequence[int]) -> None:
        """One line of the page: each piece in its column, padded, with its column's style under its own."""
        waiting = 0
        for column, piece, width in zip(self.columns, pieces, widths, strict=True):
            used = _width(piece) if piece else 0
            if piece and used:
                page.append(" " * (waiting + (width - used if column.right else 0)))
                if isinstance(piece, str):
                    page.append(piece, column.style)
                else:
                    start = len(page)
                    page.append_text(piece)
                    if column.style:
                        page.stylize_before(column.style, start)
                waiting = 0 if column.right else width - used
            else:
                waiting += width
            waiting += self.gap

    def widths(self, room: int) -> list[int]:
        """The width of each column on a page of `room` cells."""
        widths = []
        for number, column in enumerate(self.columns):
            need = max((_width(row[number]) for row in self._rows), default=0)
            widths.append(need if column.most is None else min(need, column.most))
        shared = [number for number, column in enumerate(self.columns) if column.kind == "share"]
        if shared:
            rest = room - self.gap * (len(widths) - 1) - sum(widths) + sum(widths[number] for number in shared)
            for number in shared:
                widths[number] = max(1, rest // len(shared))
        over = sum(widths) + self.gap * (len(widths) - 1) - room
        flexible = [number for number, column in enumerate(self.columns) if column.kind != "fixed"]
        while over > 0 and flexible:
            widest = max(flexible, key=lambda number: widths[number])
            rest = max((widths[number] for number in flexible if number != widest), default=0)
            cut = min(over, max(1, widths[widest] - rest), max(0, widths[widest] - SMALLEST))
            if cut <= 0:
                break
            widths[widest] -= cut
            over -= cut
        if over < 0:
            for number in (number for number, column in enumerate(self.columns) if column.kind == "fill"):
                widths[number] -= over
                break
        if over > 0:  # not even the smallest columns fit: the last ones give way
            for number in reversed(range(len(widths))):
                cut = min(over, max(0, widths[number] - 1))
                widths[number] -= cut
                over -= cut
        return widths


def _width(cell: Text | str) -> int:
    plain = cell if isinstance(cell, str) else cell.plain
    return max(map(cell_len, plain.split("\n"))) if "\n" in plain else cell_len(plain)


def _lines(console: Console, cell: Text | str, width: int) -> Sequence[Text | str]:
    # Most cells are short strings, and Rich need not see them before the page is put together.
    if _width(cell) <= width:
        split = "\n" in (cell if isinstance(cell, str) else cell.plain)
        return list(cell.split("\n")) if split else [cell]
    text = cell if isinstance(cell, Text) else Text(cell)
    return list(text.wrap(console, max(1, width), overflow="fold"))
