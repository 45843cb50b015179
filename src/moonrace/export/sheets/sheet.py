"""A plain table of text, and the forms in which it is written. Nothing is cut; an empty cell is unknown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import tzinfo

from moonrace.errors import clean
from moonrace.model import Event
from moonrace.moment import Moment, read_zone
from moonrace.shapes import NamedTuple


class Sheet(NamedTuple):
    """A header and rows of as many cells."""

    header: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]


def plain(sheet: Sheet) -> str:
    """Header and rows, cells separated by tabs; a cell is one line of characters that no terminal obeys."""
    return "".join("\t".join(map(clean, row)) + "\n" for row in (sheet.header, *sheet.rows))


def csv(sheet: Sheet) -> str:
    """RFC 4180, lines ended by a line feed. A cell that a spreadsheet would take for a formula begins with a quote."""
    from csv import writer
    from io import StringIO

    out = StringIO()
    lines = writer(out, lineterminator="\n")
    lines.writerow(sheet.header)
    lines.writerows([_defused(clean(cell)) for cell in row] for row in sheet.rows)
    return out.getvalue()


def markdown(sheet: Sheet) -> str:
    """A table of GitHub's Markdown; what has a meaning there is escaped."""

    def line(cells: Iterable[str]) -> str:
        return "| " + " | ".join(_escaped(clean(cell)) for cell in cells) + " |\n"

    return line(sheet.header) + line("---" for _ in sheet.header) + "".join(map(line, sheet.rows))


def _escaped(cell: str) -> str:
    return "".join(f"\\{sign}" if sign in "\\|`*[]<" else sign for sign in cell)


def _defused(cell: str) -> str:
    formula = cell[:1] in ("=", "@") or (
        cell[:1] in ("+", "-") and not cell[1:].replace(".", "").replace(":", "").isdigit()
    )
    return f"'{cell}" if formula else cell


def when_text(when: Moment | None, zone: tzinfo | None = None) -> str:
    """The date as written; an instant in another zone, with its offset and its marks, where one is asked for."""
    if when is None:
        return ""
    local = when.in_zone(zone) if zone else None
    if local is None:
        return when.text
    mark = "%" if when.approximate and when.uncertain else "~" if when.approximate else "?" if when.uncertain else ""
    return local.isoformat(timespec=f"{when.precision}s") + mark


def listed(items: Iterable[str]) -> str:
    return " ".join(items)


def number(value: float | None) -> str:
    return "" if value is None else f"{value:.15g}"


def local_text(event: Event) -> str:
    return (event.when.local(read_zone(event.zone)[0]) or "") if event.zone else ""
