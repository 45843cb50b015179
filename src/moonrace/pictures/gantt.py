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


ROW, WIDEST = 14.8, 30.0
"""Units from one bar to the next: as close as text of the smallest size allows, and as far as few bars are drawn apart."""


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
    key = "Outline: planned. Arrow: goes on, or an open date. Pale: vague, or no report for a year."
    keys = [key for span in spans for event in canvas.dataset.missions[span.mission].events for key in event.sources]
    title = f"Missions to the Moon, {first} to {last}" if last > first else f"Missions to the Moon, {first}"
    left, top, right, bottom = canvas.frame(title, f"{rule} {key}", keys)
    bottom -= LINE * 2.4
    years = Years(
        datetime(max(1, first), 1, 1, tzinfo=UTC), datetime(min(9998, last) + 1, 1, 1, tzinfo=UTC), left, right
    )
    years.draw(canvas, top, bottom)
    today = canvas.today.latest
    line = canvas.today.text if today and years.first <= today <= years.last else ""
    if today and line:
        canvas.line([(years.at(today), top), (years.at(today), bottom)], canvas.theme.grey, 1.2, (0, (5, 3)), z=1)
    rows = int((bottom - top) / ROW)
    bars = [_bar(canvas, span, years, 170 if len(spans) > rows else 340) for span in spans]
    placed = {number: [bar] for number, bar in enumerate(bars)} if len(bars) <= rows else _packed(canvas, bars, rows)
    used = max((row + 1 for row, inside in placed.items() if inside), default=1)
    step = min(WIDEST, (bottom - top) / used)
    for row, inside in placed.items():
        for bar in inside:
            _draw(canvas, bar, top + (row + 0.5) * step, years)
    left_out = len(bars) - sum(bool(bar.name) for each in placed.values() for bar in each)
    notes = [f"dashed line: {line}"] if line else []
    notes += [f"{left_out:,} without a name or without room: choose fewer"] if left_out else []
    _key(canvas, left, bottom + LINE * 1.9, right, [bar.span for each in placed.values() for bar in each], notes)
    names = [bar.name for each in placed.values() for bar in each if bar.name]
    canvas.description += f" Named: {', '.join(names)}."


OPEN = 24.0
"""Units of the bar of a plan that is open to one side."""


def _ends(canvas: Canvas, span: Span, years: Years) -> tuple[float, float]:
    start, vague = years.bounds(span.start)
    if span.planned:
        if span.start.latest is None:
            return start, start + OPEN
        return (vague - OPEN if span.start.earliest is None else start), vague
    goes_on = span.status in WORKS
    end = years.bounds(span.end)[1] if span.end else years.at(canvas.today.latest or years.last) if goes_on else vague
    return start, end


def _bar(canvas: Canvas, span: Span, years: Years, room: float) -> Bar:
    record = canvas.dataset.missions[span.mission]
    name = canvas.fit(drawable(record.name, record.id), room)
    start, end = _ends(canvas, span, years)
    end = max(start + 3, end)
    wide = canvas.width(name)
    if end + 12 + wide <= years.right:
        return Bar(span, start, end, name, end + 12, start - 6, end + 18 + wide)
    if start - 12 - wide >= years.left:
        return Bar(span, start, end, name, start - 12 - wide, start - 18 - wide, end + 10)
    return Bar(
        span, start, end, name if wide + 40 < end - start else "", start + 20, start - 6, end + 10
    )  # on the bar itself


def _packed(canvas: Canvas, bars: Sequence[Bar], rows: int) -> dict[int, list[Bar]]:
    """Each bar in the first row where it touches no other; if not all fit, those that matter first, and the rest bare."""
    placed: dict[int, list[Bar]] = {}
    bare = [bar._replace(name="", left=bar.start - 6, right=bar.end + 10) for bar in bars]
    for named in (bars, sorted(bars, key=lambda bar: _matters(canvas, bar.span))):
        placed = {row: [] for row in range(rows)}
        if not (rest := [bar for bar in named if not _put(bar, placed)]):
            break
        missing = {bar.span.mission for bar in rest}
    else:
        for bar in bare:
            if bar.span.mission in missing:
                _put(bar, placed)
    return placed


def _put(bar: Bar, placed: dict[int, list[Bar]]) -> bool:
    for inside in placed.values():
        if all(bar.right <= other.left or bar.left >= other.right for other in inside):
            inside.append(bar)
            return True
    return False


def _matters(canvas: Canvas, span: Span) -> tuple[bool, bool, bool, str]:
    mission = canvas.dataset.missions[span.mission]
    return not mission.crewed, not any(event.first for event in mission.events), span.planned, span.mission


def _draw(canvas: Canvas, bar: Bar, y: float, years: Years) -> None:
    """Its bar: filled for what flew, an outline for a plan, pale for where a date is vague; its outcome as a mark at the end."""
    span, theme = bar.span, canvas.theme
    form = ENDS.get(span.outcome or "")
    colour = theme.marks[{"failure": 2, "partial": 0, "success": 0}.get(span.outcome or "", OPEN_MARK)]
    colour = theme.grey if span.status == "paused" else colour

    def box(start: float, end: float) -> list[tuple[float, float]]:
        return [(start, y - 4), (end, y - 4), (end, y + 4), (start, y + 4)]

    if span.planned:
        canvas.shape(box(bar.start, bar.end), theme.paper, colour, (0, (2, 1.5)), z=3)
    else:
        sure = min(bar.end - 3, years.bounds(span.start)[1])
        until = max(sure, min(bar.end, years.bounds(span.end)[0])) if span.end else bar.end
        if span.last_word and is_silent(span.last_word, canvas.today):
            until = max(sure, years.bounds(span.last_word)[1])
        for start, end, weight in ((bar.start, sure, False), (sure, until, True), (until, bar.end, False)):
            if end - start > 0.5:
                canvas.shape(box(start, max(end, start + 1)), colour if weight else theme.rule, z=3)
    way = 0
    if span.planned:
        way = 1 if span.start.latest is None else -1 if span.start.earliest is None else 0
    elif span.end is None and span.status in WORKS:
        way = 1
    if way:
        tip = bar.end if way > 0 else bar.start
        canvas.shape([(tip - way * 2, y - 7), (tip + way * 8, y), (tip - way * 2, y + 7)], colour, z=4)
    elif form and not (span.end and span.end.latest and span.end.latest > years.last):
        canvas.marks([(bar.end, y)], form)
    if bar.name:
        canvas.text(bar.spot, y, bar.name, ground=True)


def _key(canvas: Canvas, x: float, y: float, right: float, spans: Sequence[Span], notes: Sequence[str]) -> None:
    """The marks and colours that are used, the day, and how many missions had no room."""
    outcomes = {span.outcome for span in spans}
    for outcome, form in ENDS.items():
        if outcome in outcomes:
            canvas.marks([(x + 6, y)], form)
            x = canvas.text(x + 16, y, "in part" if outcome == "partial" else outcome)[2] + 14
    swatches = {
        "no outcome yet": (
            canvas.theme.marks[OPEN_MARK],
            any(not one.planned and one.outcome is None for one in spans),
        ),
        "paused": (canvas.theme.grey, any(one.status == "paused" for one in spans)),
    }
    for said, (colour, is_used) in swatches.items():
        if is_used:
            canvas.line([(x, y), (x + 12, y)], colour, 4.0)
            x = canvas.text(x + 17, y, said)[2] + 14
    canvas.text(x, y, canvas.fit(" · ".join(notes), right - x), colour=canvas.theme.grey)
