"""Finding a text anywhere in the record."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from moonrace.dataset import SINGULAR, Dataset
from moonrace.model import Agency, Alliance, Country, Milestone, Mission


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
            place = next(
                ((rank, field, passage) for rank, field, passage in _texts(record) if wanted in _plain(passage)), None
            )
            if place:
                name: str = getattr(record, "name", None) or getattr(record, "title", None) or key
                hits.append((place[0], Hit(SINGULAR[kind], key, name, place[1], place[2])))
    order = list(SINGULAR.values())
    hits.sort(key=lambda hit: (hit[1].kind == "source", hit[0], order.index(hit[1].kind), hit[1].id))
    return [hit for _, hit in hits]


def _plain(text: str) -> str:
    import unicodedata

    decomposed = unicodedata.normalize("NFKD", text.replace("’", "'")).casefold()
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def _texts(value: Any, field: str = "") -> Iterator[tuple[int, str, str]]:
    """(rank, field, text) of all that a reader may look for: 0 for names, 1 for the rest."""
    if isinstance(value, str):
        yield (
            (0 if field in ("id", "name", "native", "aliases", "abbreviation", "cospar_id", "party") else 1),
            field,
            value,
        )
    elif hasattr(value, "_fields"):
        if isinstance(value, Mission | Agency | Country | Alliance | Milestone):
            yield from (
                (0, name, text)
                for name in ("id", "name", "native", "aliases")
                for _, _, text in _texts(getattr(value, name), name)
            )
        for name, inner in zip(value._fields, value, strict=True):
            if name not in ("sources", "links", "url", "type", "side", "country", "countries", "reason"):
                yield from _texts(inner, field if name == "name" and field else name)
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from _texts(inner, field)
    elif isinstance(value, tuple):
        for inner in value:
            yield from _texts(inner, field)
