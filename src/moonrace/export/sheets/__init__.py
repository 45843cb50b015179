"""Answers as plain tables of text: what `plain`, `csv` and `markdown` write. Dates are as written.

A table is imported when it is first asked for: a look-up of one record pays for none of the lists.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from moonrace.lazy import forwarding

if TYPE_CHECKING:
    from moonrace.export.sheets.many import (
        agencies,
        alliances,
        changes,
        countries,
        hits,
        members,
        milestones,
        missions,
        problems,
        programmes,
        sources,
    )
    from moonrace.export.sheets.one import FACTS, country, facts, programme
    from moonrace.export.sheets.sheet import Sheet, csv, markdown, plain, when_text
    from moonrace.export.sheets.views import (
        anniversaries,
        firsts,
        neighbours,
        sites,
        slips,
        spans,
        standings,
        timeline,
        upcoming,
    )

_HOMES = {
    "sheet": "Sheet csv markdown plain when_text",
    "one": "FACTS country facts programme",
    "many": "agencies alliances changes countries hits members milestones missions problems programmes sources",
    "views": "anniversaries firsts neighbours sites slips spans standings timeline upcoming",
}
__all__ = [
    "FACTS", "Sheet", "agencies", "alliances", "anniversaries", "changes", "countries", "country", "csv", "facts", "firsts",
    "hits", "markdown", "members", "milestones", "missions", "neighbours", "plain", "problems", "programme", "programmes",
    "sites", "slips", "sources", "spans", "standings", "timeline", "upcoming", "when_text",
]  # fmt: skip

__getattr__ = forwarding(__name__, _HOMES)
