"""Answers as plain tables of text: what `plain`, `csv` and `markdown` write. Nothing is cut; an empty cell is unknown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import tzinfo
from typing import Any, NamedTuple

from moonrace.dataset import Dataset
from moonrace.dates import Moment
from moonrace.errors import clean
from moonrace.export.flat import Column, columns
from moonrace.export.json import origin_of, stamp
from moonrace.fields import cited


class Sheet(NamedTuple):
    """A header and rows of as many cells."""

    header: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]


def sheet(values: Iterable[Any], chosen: Sequence[Column], dataset: Dataset, zone: tzinfo | None = None) -> Sheet:
    """A line for each record or row, in these columns. Instants are in `zone` where one is asked for."""
    header = tuple(column.name for column in chosen)
    return Sheet(header, [tuple(cell(column.get(value, dataset), zone) for column in chosen) for value in values])


def listed(shape: Any, names: str | None) -> list[Column]:
    """The columns of a list, named with spaces between, or all that there are."""
    known = columns(shape)
    return [known[name] for name in names.split()] if names else list(known.values())


SOURCES = Column("sources", str, "ids of all its sources", lambda row, _: " ".join(cited(row)) or None)
"""What a record rests on: not in its list, since it would be the widest column, but to be asked for."""


def bounds(when: Column) -> list[Column]:
    """The first instant that the date of a row can mean, and the first one after it, as in JSON: to be asked for."""

    def get(side: str) -> Any:
        def instant(row: Any, dataset: Dataset) -> str | None:
            moment = when.get(row, dataset)
            return stamp(getattr(moment, side)) if moment else None

        return instant

    return [
        Column("earliest", str, f"first instant that {when.name} can mean (UTC)", get("earliest")),
        Column("latest", str, f"first instant after {when.name} (UTC)", get("latest")),
    ]


def own_data(section: str) -> list[Column]:
    """The columns that say what the user's own data gave of a row's record, and which of it has no source."""

    def get(field: str) -> Any:
        def words(value: Any, dataset: Dataset) -> str | None:
            origin = origin_of(dataset, section, value)
            return " ".join(getattr(origin, field)) or None if origin else None

        return words

    return [
        Column("own_data", str, "the fields that your own data gave", get("fields")),
        Column("no_source_given", str, "those of them for which it names no source", get("unsourced")),
    ]


def plain(table: Sheet) -> str:
    """Header and rows, cells separated by tabs; a cell is one line of characters that no terminal obeys."""
    return "".join("\t".join(map(clean, row)) + "\n" for row in (table.header, *table.rows))


def csv(table: Sheet) -> str:
    """RFC 4180, lines ended by a line feed. A cell that a spreadsheet would take for a formula begins with a quote."""
    from csv import writer
    from io import StringIO

    out = StringIO()
    lines = writer(out, lineterminator="\n")
    lines.writerow(table.header)
    lines.writerows([_defused(clean(one)) for one in row] for row in table.rows)
    return out.getvalue()


def markdown(table: Sheet) -> str:
    """A table of GitHub's Markdown; what has a meaning there is escaped."""

    def line(cells: Iterable[str]) -> str:
        return "| " + " | ".join(_escaped(clean(one)) for one in cells) + " |\n"

    return line(table.header) + line("---" for _ in table.header) + "".join(map(line, table.rows))


def _escaped(text: str) -> str:
    return "".join(f"\\{sign}" if sign in "\\|`*[]<" else sign for sign in text)


def _defused(text: str) -> str:
    risky = text[:1] in ("=", "@", "+", "-")
    return f"'{text}" if risky and not _is_number_or_zone(text) else text


def _is_number_or_zone(text: str) -> bool:
    """`-1e-05`, `+08:00`: what begins with a sign and is no formula."""
    try:
        return bool(float(text.replace(":", ""))) or True
    except ValueError:
        return False


def cell(value: Any, zone: tzinfo | None = None) -> str:
    """One value as text: dates as written, truth as yes and no."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Moment):
        return _date(value, zone)
    return f"{value:.15g}" if isinstance(value, float) else str(value)


def _date(when: Moment, zone: tzinfo | None) -> str:
    """The date as written; an instant in another zone, with its offset and its marks, where one is asked for."""
    local = when.in_zone(zone) if zone else None
    if local is None:
        return when.text
    mark = "%" if when.approximate and when.uncertain else "~" if when.approximate else "?" if when.uncertain else ""
    return local.isoformat(timespec=f"{when.precision}s") + mark
