"""The compiled file as bytes: its head, its parts, and the names of a section, without the shapes of the record.

Apart from `compiled`, so that a TAB, which asks only for names, pays for no shapes.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from moonrace.errors import BadData, Problem
from moonrace.shapes import NamedTuple

FORMAT = 4
DAMAGE = (OSError, ValueError, LookupError, TypeError, RecursionError)
_REMEDY = "install moonrace again: pip install --force-reinstall moonrace"


class Names(NamedTuple):
    """The ids of one section, and a way to its index of names."""

    ids: Iterable[str]
    read_index: Callable[[], Mapping[str, list[str]]]


def head(path: str) -> tuple[dict[str, Any], int]:
    """The first line of a compiled file, and where the rest begins. Raises one of `DAMAGE`."""
    with open(path, "rb") as file:
        first: dict[str, Any] = json.loads(file.readline())
        begin, size = file.tell(), os.fstat(file.fileno()).st_size
    if first["format"] != FORMAT:
        raise ValueError(f"format {first['format']!r}")
    if first["size"] != size - begin:
        raise ValueError(f"{size - begin} bytes where {first['size']} belong")
    return first, begin


def part(path: str, start: int, end: int) -> bytes:
    """Some bytes of a file."""
    with open(path, "rb") as file:
        file.seek(start)
        return file.read(end - start)


def names(path: str, kind: str) -> Names:
    """The names of one section of a compiled file. Raises BadData."""
    try:
        first, begin = head(path)
        place = [begin + int(one) for one in first["sections"][kind]]
        ids = tuple(dict(json.loads(part(path, place[2], place[3]))))
    except DAMAGE as error:
        raise unreadable(path, error) from error

    def index() -> Mapping[str, list[str]]:
        try:
            return dict(json.loads(part(path, place[4], place[5])))
        except DAMAGE as error:
            raise unreadable(path, error) from error

    return Names(ids, index)


def unreadable(path: str, error: Exception) -> BadData:
    """What to say of a damaged file."""
    return BadData((Problem(path, 1, "", "", f"the compiled record cannot be read: {error}", _REMEDY),))
