"""Where values come from: the sources of a record, and what cites a source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from moonrace.dataset import Dataset
from moonrace.model import Change, Source
from moonrace.moment import Moment


def cited(record: Any) -> list[str]:
    """The ids of the sources of a record and all its parts, each once, in the order of the record."""
    return list(dict.fromkeys(_cited(record)))


def _cited(value: Any) -> Iterator[str]:
    if hasattr(value, "_fields"):
        for name, field in zip(value._fields, value, strict=True):
            if name != "sources":
                yield from _cited(field)
        table = getattr(value, "sources", ())
        for keys in table.values() if isinstance(table, Mapping) else (table,):
            yield from keys
    elif isinstance(value, tuple):
        for item in value:
            if not isinstance(item, str):
                yield from _cited(item)


def sources(dataset: Dataset, ids: Iterable[str]) -> list[Source]:
    """The sources of these ids, in their order."""
    return [dataset.sources[key] for key in ids]


def cited_by(dataset: Dataset, source: Source) -> list[tuple[str, Any]]:
    """(section, record) of every record that cites a source."""
    return [
        (kind, record)
        for kind, records in dataset.sections.items()
        if kind != "sources"
        for record in records.values()
        if source.id in _cited(record)
    ]


def changes(dataset: Dataset, since: Moment | None = None) -> list[Change]:
    """What changed in the record, oldest first; from a day on, where one is given."""
    found = [one for one in dataset.changes.values() if one.when.may_fall(since, None)]
    return sorted(found, key=lambda one: (one.when, one.id))


def any_record(dataset: Dataset, name: str) -> Any:
    """The record of that name, of whatever kind; missions first. Raises NotFound."""
    from moonrace.names import fold

    for kind, records in dataset.sections.items():
        if kind != "sources" and (name in records or fold(name) in dataset.index[kind]):
            return records[dataset.find(kind, name)]
    return dataset.mission(name)
