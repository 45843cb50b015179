"""Questions to a dataset. Every function takes a dataset (or records of one) and returns objects; none prints, none
reads the clock.

Two rules hold everywhere:
- something has happened by a day only when the whole of its date lies before the end of that day (`Moment.is_past`);
- something falls into a period when any of its date may lie in it (`Moment.may_fall`).
"""

from moonrace.query.alliances import counts, in_both, joined_by, members, memberships
from moonrace.query.bibliography import any_record, cited, cited_by, sources
from moonrace.query.dated import Entry, is_highlight, milestones, timeline
from moonrace.query.finding import Hit, search
from moonrace.query.flights import SORTS, Totals, carried, count_by_scope, date_of, missions, totals
from moonrace.query.past import as_of, belongs

__all__ = [
    "SORTS", "Entry", "Hit", "Totals",
    "any_record", "as_of", "belongs", "carried", "cited", "cited_by", "count_by_scope", "counts", "date_of", "in_both",
    "is_highlight", "joined_by", "members", "memberships", "milestones", "missions", "search", "sources", "timeline", "totals",
]  # fmt: skip
