"""The record as one fast file: written when the wheel is built, read when the command runs.

The first line is the head (JSON): the meta, and where each section has its block of records (a line each), its directory
(where the line of each record begins) and its names. A look-up reads the head, one directory and one block, and parses the lines
of the records that it needs; names are read only for a look-up by another name than the id.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from moonrace.errors import BadData

if TYPE_CHECKING:
    from moonrace.dataset import Dataset, Records

# The shapes of the record are imported only where one is built: a TAB, which asks for names alone, does not pay for them.

FORMAT = 10
DAMAGE = (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError)

Names = tuple[Iterable[str], Callable[[], Mapping[str, list[str]]]]
"""The ids of one section, and a function that reads its index of names."""


def dump(dataset: Dataset) -> bytes:
    """The whole record as bytes that `read` understands. The same record gives the same bytes."""
    from moonrace.dataset import links_of
    from moonrace.fields import pack

    body, end = [], 0

    def put(value: object) -> tuple[int, int]:
        nonlocal end
        line = _line(value)
        body.append(line)
        start, end = end, end + len(line)
        return start, end

    sections = {}
    for kind, records in dataset.sections.items():
        block = end
        places = {key: put(pack(record))[0] - block for key, record in records.items()}
        sections[kind] = [block, end, *put(places), *put(dataset.index[kind])]
    links, door = put(links_of(dataset.sections)), put(dataset.door)
    head = {
        "format": FORMAT, "meta": pack(dataset.meta), "size": end, "sections": sections, "links": links, "door": door,
    }  # fmt: skip
    return _line(head) + b"".join(body)


def _line(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


class _File:
    """A compiled file whose head was read. Raises one of `DAMAGE` for another file."""

    def __init__(self, path: str) -> None:
        self.path = path
        with open(path, "rb") as file:
            self.head: dict[str, Any] = json.loads(file.readline())
            self.begin, size = file.tell(), os.fstat(file.fileno()).st_size
        if self.head["format"] != FORMAT:
            raise ValueError(f"format {self.head['format']!r}")
        if self.head["size"] != size - self.begin:
            raise ValueError(f"{size - self.begin} bytes instead of {self.head['size']}")
        self.places = {kind: tuple(map(int, place)) for kind, place in self.head["sections"].items()}
        if any(len(place) != 6 for place in self.places.values()):
            raise ValueError("a section without its places")

    def part(self, start: int, end: int) -> bytes:
        with open(self.path, "rb") as file:
            file.seek(self.begin + start)
            return file.read(end - start)

    def table(self, start: int, end: int) -> dict[str, Any]:
        return dict(json.loads(self.part(start, end)))


def day(path: str) -> str:
    """The day of the record in a compiled file. Raises BadData."""
    return str(_guarded(path, lambda: _File(path).head["meta"]["data_date"]))


def names(path: str, kind: str) -> Names:
    """The names of one section of a compiled file. Raises BadData."""
    file = _guarded(path, lambda: _File(path))
    place = _guarded(path, lambda: file.places[kind])
    ids = _guarded(path, lambda: tuple(file.table(*place[2:4])))
    return ids, lambda: _guarded(path, lambda: file.table(*place[4:6]))


def read(path: str) -> Dataset:
    """The record from a file that `dump` wrote; its parts are read when they are first needed. Raises BadData."""
    from moonrace.dataset import Dataset, Records
    from moonrace.fields import unpack
    from moonrace.records import SECTIONS
    from moonrace.records.meta import Meta

    file = _guarded(path, lambda: _File(path))
    meta = _guarded(path, lambda: unpack(Meta, file.head["meta"]))
    links = _guarded(path, lambda: tuple(map(int, file.head["links"])))
    door = _guarded(path, lambda: tuple(map(int, file.head["door"])))
    places = _guarded(path, lambda: {kind: file.places[kind] for kind in SECTIONS})

    def records(kind: str) -> Records[Any]:
        place = places[kind]
        block: list[bytes] = []

        def record(at: int) -> Any:
            if not block:
                block.append(file.part(*place[:2]))
            return unpack(SECTIONS[kind].shape, json.loads(block[0][at : block[0].index(b"\n", at)]))

        return Records(
            lambda: _guarded(path, lambda: file.table(*place[2:4])), lambda at: _guarded(path, lambda: record(at))
        )

    def index() -> Records[Any]:
        return Records(lambda: places, lambda place: _guarded(path, lambda: file.table(*place[4:6])))

    sections = {kind: records(kind) for kind in SECTIONS}
    return Dataset(
        meta, sections, index, links=lambda: _guarded(path, lambda: file.table(*links)),
        door=lambda: _guarded(path, lambda: file.table(*door)),
    )  # fmt: skip


def _guarded(path: str, read_part: Callable[[], Any]) -> Any:
    try:
        return read_part()
    except DAMAGE as error:
        from moonrace.loading.problems import Problem

        fix = "install moonrace again: pip install --force-reinstall moonrace"
        raise BadData((Problem(path, 1, None, None, f"the compiled record cannot be read: {error}", fix),)) from error
