"""Missions as bars over the years."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from moonrace.pictures.style import LINE, Canvas, Form, drawable
from moonrace.pictures.years import Years
from moonrace.query.period import is_silent
from moonrace.query.timeline import Span
from moonrace.records.mission import WORKS
from moonrace.render import formatting

OPEN_MARK = 1
"""The colour of the theme for what has no outcome yet."""
ENDS: dict[str, Form] = {"success": "landing", "partial": "part", "failure": "failure"}
COLOURS = {"failure": 2, "partial": 0, "success": 0}
DOTTED = (0, (2, 1.5))

ROW, WIDEST = 14.8, 30.0
"""Units from one bar to the next: as close as text of the smallest size allows, and as far as few bars are drawn apart."""
OPEN, TIP = 24.0, 8.0
"""Units of the bar of a plan that is open to one side, and of the arrow at its end."""


class Bar(NamedTuple):
    """A mission on the canvas: from where to where, its name and where that begins, and what the two take together."""

    span: Span
    start: float
    end: float
    name: str
    spot: float
    left: float
    right: float


def gantt(canvas: Canvas, spans: Sequence[Span], first: int, last: int) -> None:
    """A row for each mission; where there are too many, as many in a row as do not touch, the most important first."""
    rule = f"{formatting.count(len(spans), 'mission')}, each from launch to end, or at its announced date."
    key = "Arrow: goes on, or an open date. Pale: vague, contact lost, or no report for a year."
    keys = [key for span in spans for event in canvas.dataset.missions[span.mission].events for key in event.sources]
    title = f"Missions to the Moon, {first} to {last}" if last > first else f"Missions to the Moon, {first}"
    left, top, right, bottom = canvas.frame(title, f"{rule} {key}", keys)
    bottom -= LINE * (2.4 if canvas.wide else 3.4)
    begin, end = (datetime(year, 1, 1, tzinfo=UTC) for year in (max(1, first), min(9998, last) + 1))
    years = Years(begin, end, left, right - OPEN - TIP)
    years.draw(canvas, top, bottom)
    today = canvas.today.latest
    notes = []
    if today and years.first <= today <= years.last:
        canvas.line([(years.at(today), top), (years.at(today), bottom)], canvas.theme.grey, 1.2, (0, (5, 3)), z=1)
        notes = [f"dashed line: {canvas.today.text}"]
    rows = int((bottom - top) / ROW)
    bars = [_bar(canvas, span, years, right) for span in spans]
    placed = [[bar] for bar in bars] if len(bars) <= rows else _packed(canvas, bars, rows)
    step = min(WIDEST, (bottom - top) / max(1, len(placed)))
    for row, inside in enumerate(placed):
        for bar in inside:
            _draw(canvas, bar, top + (row + 0.5) * step, years)
    drawn = [bar for inside in placed for bar in inside]
    if len(drawn) < len(bars):
        notes.append(f"{len(drawn):,} of {len(bars):,} have room here: choose fewer")
    _key(canvas, (left, bottom + LINE * 1.9, right), [bar.span for bar in drawn], notes)
    canvas.description += f" Drawn: {', '.join(bar.name for bar in drawn)}."


def _ends(canvas: Canvas, span: Span, years: Years) -> tuple[float, float]:
    start, vague = years.bounds(span.start)
    if span.planned and span.start.latest is None:
        return start, start + OPEN
    if span.planned:
        return (max(years.left + TIP, vague - OPEN) if span.start.earliest is None else start), vague
    return start, years.bounds(span.end)[1] if span.end else years.at(canvas.today.latest or years.last)


def _bar(canvas: Canvas, span: Span, years: Years, edge: float) -> Bar:
    """The bar with its name: beside it, or on it where it leaves no room at either side."""
    record = canvas.dataset.missions[span.mission]
    name = drawable(record.name, record.id) + (", paused" if span.status == "paused" else "")
    start, end = _ends(canvas, span, years)
    end = max(start + 3, end)
    after, before, on = edge - end - 12, start - 12 - years.left, end - start - 12
    name = canvas.fit(name, min(340, max(after, before, on)))
    wide = canvas.width(name)
    if wide <= after:
        return Bar(span, start, end, name, end + 12, start - 6, end + 18 + wide)
    if wide <= before:
        return Bar(span, start, end, name, start - 12 - wide, start - 18 - wide, end + 10)
    return Bar(span, start, end, name, (start + end - wide) / 2, start - 6, end + 10)


def _packed(canvas: Canvas, bars: Sequence[Bar], rows: int) -> list[list[Bar]]:
    """Each bar in the first row where it touches no other; if not all fit, those that matter first."""
    placed: list[list[Bar]] = []
    for order in (bars, sorted(bars, key=lambda bar: _matters(canvas, bar.span))):
        placed = [[] for _ in range(rows)]
        missing = [bar for bar in order if not _put(bar, placed)]
        if not missing:
            break
    return sorted(filter(None, placed), key=lambda inside: min(bar.start for bar in inside))


def _put(bar: Bar, placed: Sequence[list[Bar]]) -> bool:
    for inside in placed:
        if all(bar.right <= other.left or bar.left >= other.right for other in inside):
            inside.append(bar)
            return True
    return False


def _matters(canvas: Canvas, span: Span) -> tuple[bool, int, bool, str]:
    mission = canvas.dataset.missions[span.mission]
    return not mission.crewed, -sum(event.first is not None for event in mission.events), span.planned, span.mission


def _draw(canvas: Canvas, bar: Bar, y: float, years: Years) -> None:
    """Its bar: filled for what flew, an outline for a plan, pale for where a date is vague; its outcome as a mark at the end."""
    span, theme = bar.span, canvas.theme
    colour = theme.grey if span.status == "paused" else theme.marks[COLOURS.get(span.result or "", OPEN_MARK)]
    for start, end, weight in _pieces(canvas, bar, years):
        box = [(start, y - 4), (end, y - 4), (end, y + 4), (start, y + 4)]
        if span.planned:
            canvas.shape(box, theme.paper, colour, DOTTED, z=3)
        else:
            canvas.shape(box, colour if weight else theme.rule, z=3)
    if way := _way(span):
        tip = bar.end if way > 0 else bar.start
        canvas.shape([(tip - way * 2, y - 7), (tip + way * TIP, y), (tip - way * 2, y + 7)], colour, z=4)
    elif span.result and not (span.end and span.end.latest and span.end.latest > years.last):
        canvas.marks([(bar.end, y)], ENDS[span.result])
    canvas.text(bar.spot, y, bar.name, ground=True)


def _way(span: Span) -> int:
    """Where its arrow points: 1 to later, -1 to earlier, 0 where it has none."""
    if span.planned:
        return 1 if span.start.latest is None else -1 if span.start.earliest is None else 0
    return int(span.status in WORKS)


def _pieces(canvas: Canvas, bar: Bar, years: Years) -> list[tuple[float, float, bool]]:
    """The parts of a bar, each with whether it is certain that the mission flew and worked then."""
    span = bar.span
    if span.planned:
        return [(bar.start, bar.end, False)]
    sure = min(bar.end - 3, years.bounds(span.start)[1])
    until = years.bounds(span.end)[0] if span.end else bar.end
    if span.last_word and (span.end or is_silent(span.last_word, canvas.today)):
        until = years.bounds(span.last_word)[1]
    until = max(sure, min(bar.end, until))
    pieces = ((bar.start, sure, False), (sure, until, True), (until, bar.end, False))
    return [(start, max(end, start + 1), weight) for start, end, weight in pieces if end - start > 0.5]


def _key(canvas: Canvas, place: tuple[float, float, float], spans: Sequence[Span], notes: Sequence[str]) -> None:
    """The marks and colours that are used, and the notes: beside them, or below in a small picture."""
    left, y, right = place
    x, outcomes = left, {span.result for span in spans}
    for outcome, form in ENDS.items():
        if outcome in outcomes:
            canvas.marks([(x + 6, y)], form)
            x = canvas.text(x + 16, y, "in part" if outcome == "partial" else outcome)[2] + 14
    open_ = canvas.theme.marks[OPEN_MARK]
    flown = [span for span in spans if not span.planned and not span.result]
    for said, is_used, fill, dashes in (
        ("still works", any(span.status in WORKS for span in flown), open_, "-"),
        ("no outcome yet", any(span.status not in WORKS for span in flown), open_, "-"),
        ("planned", any(span.planned for span in spans), canvas.theme.paper, DOTTED),
    ):
        if is_used:
            canvas.shape([(x, y - 4), (x + 14, y - 4), (x + 14, y + 4), (x, y + 4)], fill, open_, dashes)
            x = canvas.text(x + 20, y, said)[2] + 14
    x, y = (x, y) if canvas.wide else (left, y + LINE)
    canvas.text(x, y, canvas.fit(" · ".join(notes), right - x), colour=canvas.theme.grey)
