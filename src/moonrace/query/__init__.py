"""Questions to a dataset. Every function takes a dataset (or records of one) and returns objects; none prints, none
reads the clock.

Two rules hold everywhere:
- something has happened by a day only when the whole of its date lies before the end of that day (`Moment.is_past`);
- something falls into a period when any of its date may lie in it (`Moment.may_fall`).

A question is imported when it is first asked: a look-up of one mission pays for none of the others.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from moonrace.lazy import forwarding

if TYPE_CHECKING:
    from moonrace.query.bibliography import any_record, changes, cited, cited_by, sources
    from moonrace.query.dated import LANE_NAMES, LANES, Entry, is_dropped, is_highlight, lane, milestones, timeline
    from moonrace.query.finding import Hit, search
    from moonrace.query.flights import SORTS, Totals, carried, count_by_scope, date_of, missions, totals
    from moonrace.query.ground import MOON_RADIUS_KM, Neighbour, Site, distance_km, neighbours, sites
    from moonrace.query.joining import belongs, by_region, counts, in_both, joined_by, members, memberships
    from moonrace.query.past import as_of
    from moonrace.query.period import begins, moves
    from moonrace.query.race import (
        RULES,
        UNITS,
        Anniversary,
        First,
        History,
        Slip,
        Span,
        Standing,
        Upcoming,
        anniversaries,
        firsts,
        slips,
        spans,
        standings,
        upcoming,
        walkers,
    )

_HOMES = {
    "joining": "belongs by_region counts in_both joined_by members memberships",
    "bibliography": "any_record changes cited cited_by sources",
    "dated": "LANE_NAMES LANES Entry is_dropped is_highlight lane milestones timeline",
    "finding": "Hit search",
    "flights": "SORTS Totals carried count_by_scope date_of missions totals",
    "past": "as_of",
    "period": "begins moves",
    "race": (
        "RULES UNITS Anniversary First History Slip Span Standing Upcoming anniversaries firsts slips spans standings "
        "upcoming walkers"
    ),
    "ground": "MOON_RADIUS_KM Neighbour Site distance_km neighbours sites",
}
__all__ = [
    "LANES", "LANE_NAMES", "MOON_RADIUS_KM", "RULES", "SORTS", "UNITS", "Anniversary", "Entry", "First", "History",
    "Hit", "Neighbour", "Site", "Slip", "Span", "Standing", "Totals", "Upcoming", "anniversaries", "any_record",
    "as_of", "begins", "belongs", "by_region", "carried", "changes", "cited", "cited_by", "count_by_scope", "counts", "date_of",
    "distance_km", "firsts", "in_both", "is_dropped", "is_highlight", "joined_by", "lane", "members", "memberships",
    "milestones", "missions", "moves", "neighbours", "search", "sites", "slips", "sources", "spans", "standings",
    "timeline", "totals", "upcoming", "walkers",
]  # fmt: skip

__getattr__ = forwarding(__name__, _HOMES)
