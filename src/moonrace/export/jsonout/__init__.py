"""JSON, schema 1: one envelope for none, one or many; fixed keys in a fixed order; unknown is null. The contract is
docs/json.md.

A shape is imported when it is first asked for, as in `query`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from moonrace.lazy import forwarding

if TYPE_CHECKING:
    from moonrace.export.jsonout.answers import anniversary, entry, first, history, hit, site, span, upcoming
    from moonrace.export.jsonout.records import (
        agency,
        alliance,
        change,
        country,
        member,
        milestone,
        mission,
        origin,
        programme,
        source,
    )
    from moonrace.export.jsonout.values import SCHEMA, Json, envelope, event, lines, moment, text

_HOMES = {
    "values": "SCHEMA Json envelope event lines moment text",
    "records": "agency alliance change country member milestone mission origin programme source",
    "answers": "anniversary entry first history hit site span upcoming",
}
__all__ = [
    "SCHEMA", "Json", "agency", "alliance", "anniversary", "change", "country", "entry", "envelope", "event", "first", "history",
    "hit", "lines", "member", "milestone", "mission", "moment", "origin", "programme", "site", "source", "span", "text",
    "upcoming",
]  # fmt: skip

__getattr__ = forwarding(__name__, _HOMES)
