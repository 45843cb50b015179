"""Finding a text anywhere in the record."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from moonrace.dataset import Dataset
from moonrace.fields import walk
from moonrace.records import SECTIONS

NAMES = ("id", "name", "native", "aliases", "abbreviation", "cospar_id")
UNREAD = frozenset({"sources", "links", "url", "type", "side", "basis", "country", "countries", "reason"})
"""Fields that hold no text for readers but keys, codes and addresses."""


class Hit(NamedTuple):
    """A record in which a text was found.

    kind: kind of record
    id: its id
    name: its name or title
    field: the field that contains the text
    passage: the passage that contains it
    """

    kind: str
    id: str
    name: str
    field: str
    passage: str


def search(dataset: Dataset, text: str) -> list[Hit]:
    """Every record that contains the literal text, in any script, case and accents aside; one hit a record, names before the
    rest, sources last.
    """
    wanted = _plain(text)
    if not wanted.strip():
        return []
    hits = []
    for order, (kind, records) in enumerate(dataset.sections.items()):
        if kind == "readings":  # words of sources, not of the record
            continue
        singular = SECTIONS[kind].singular
        for key, record in records.items():
            found = next((place for place in texts(record) if wanted in _plain(place[2])), None)
            if found:
                rank, field, passage = found
                name: str = getattr(record, "name", None) or getattr(record, "title", None) or key
                hits.append(((kind == "sources", rank, order, key), Hit(singular, key, name, field, passage)))
    return [hit for _, hit in sorted(hits)]


def _plain(text: str) -> str:
    import unicodedata

    decomposed = unicodedata.normalize("NFKD", text.replace("’", "'")).casefold()
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def texts(record: Any) -> Iterator[tuple[int, str, str]]:
    """(rank, field, text) of all that a reader may look for in a record: 0 for names, which come first, 1 for the rest."""
    for field in NAMES:
        value = getattr(record, field, None) or ()
        for name in value.values() if isinstance(value, Mapping) else value if isinstance(value, tuple) else (value,):
            yield 0, field, name
    for path, value in walk(record):
        if isinstance(value, str):
            fields = re.sub(r"\[\d+\]", "", path).split(".")
            if not UNREAD.intersection(fields):
                # A name within a part goes by the field of the part: `crew`, and not `name`.
                named = len(fields) > 1 and fields[-1] == "name"
                field = "native" if "native" in fields else fields[-2] if named else fields[-1]
                yield (0 if field == "party" else 1), field, value
