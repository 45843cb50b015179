"""Finding a text anywhere in the record."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from moonrace.dataset import SINGULAR, Dataset
from moonrace.shapes import NamedTuple

NAMES = ("id", "name", "native", "aliases", "abbreviation", "cospar_id")
UNREAD = ("sources", "links", "url", "type", "side", "country", "countries", "reason")
"""Fields that hold no text for readers but keys, codes and addresses."""


class Hit(NamedTuple):
    """A record in which a text was found: its kind, id and name, and the field and passage that holds the text."""

    kind: str
    id: str
    name: str
    field: str
    passage: str


def search(dataset: Dataset, text: str) -> list[Hit]:
    """Every record that holds the literal text, in any script, case and accents aside; one hit a record, names before
    the rest.
    """
    wanted = _plain(text)
    if not wanted.strip():
        return []
    hits = []
    for kind, records in dataset.sections.items():
        for key, record in records.items():
            found = next((place for place in _texts(record) if wanted in _plain(place[2])), None)
            if found:
                rank, field, passage = found
                name: str = getattr(record, "name", None) or getattr(record, "title", None) or key
                hits.append((rank, Hit(SINGULAR[kind], key, name, field, passage)))
    order = list(SINGULAR.values())
    hits.sort(key=lambda hit: (hit[1].kind == "source", hit[0], order.index(hit[1].kind), hit[1].id))
    return [hit for _, hit in hits]


def _plain(text: str) -> str:
    import unicodedata

    decomposed = unicodedata.normalize("NFKD", text.replace("’", "'")).casefold()
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def _texts(record: Any) -> Iterator[tuple[int, str, str]]:
    """(rank, field, text) of all that a reader may look for in a record: 0 for names, which come first, 1 for the rest."""
    for field in NAMES:
        yield from ((0, field, text) for _, text in _within(getattr(record, field, ()), field))
    yield from ((0 if field == "party" else 1, field, text) for field, text in _within(record, ""))


def _within(value: Any, field: str) -> Iterator[tuple[str, str]]:
    """Every text in a value, with its field; a name by the field of what it names."""
    if isinstance(value, str):
        yield field, value
    elif hasattr(value, "_fields"):
        for name, inner in zip(value._fields, value, strict=True):
            if name not in UNREAD:
                yield from _within(inner, field if name == "name" and field else name)
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from _within(inner, field)
    elif isinstance(value, tuple):
        for inner in value:
            yield from _within(inner, field)
