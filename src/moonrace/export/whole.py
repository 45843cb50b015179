"""The whole record as one JSON document: every section in the shapes of `jsonout`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from moonrace.dataset import SINGULAR, Dataset
from moonrace.export import jsonout
from moonrace.export.jsonout import Json
from moonrace.export.relations import Tick, no_tick
from moonrace.model import Feature
from moonrace.moment import Moment


def document(dataset: Dataset, as_of: Moment | None = None, tick: Tick = no_tick) -> Json:
    """The envelope of every answer, with all sections in it instead of one, and whose record it is beside them."""
    rows: dict[str, list[Json]] = {}
    for kind, records in dataset.sections.items():
        rows[kind] = []
        for record in records.values():
            origin = {"origin": jsonout.origin(dataset.origins.get((kind, record.id)))} if dataset.origins else {}
            rows[kind].append(_row(dataset, kind, record) | origin)
            tick()
    meta = {"title": dataset.meta.title, "licence": dataset.meta.licence, "credit": dataset.meta.credit}
    return {**jsonout.envelope(dataset, as_of, "missions", rows.pop("missions")), **rows, "meta": meta}


def feature(one: Feature) -> Json:
    """A named plain of the Moon."""
    return {**one._asdict(), "sources": list(one.sources)}


def _row(dataset: Dataset, kind: str, record: Any) -> Json:
    if isinstance(record, Feature):
        return feature(record)
    shape: Callable[..., Json] = getattr(jsonout, SINGULAR[kind])
    # These three count what else stands in the record.
    return shape(dataset, record) if kind in ("countries", "programmes", "alliances") else shape(record)
