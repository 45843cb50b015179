"""Time drawn: the lanes of two camps beside each other, and bars over years."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from moonrace import query
from moonrace.moment import Moment
from moonrace.render import words
from moonrace.render.page import DATE, GREY, OUTCOME_STYLES, Page


def lanes(page: Page, placed: Sequence[tuple[query.Entry, str]], shown: str) -> RenderableType:
    """Two camps side by side, the others between them; one under the other, each with its lane named, where it is narrow."""
    body = _listed(page, placed) if page.width < 72 else _columns(page, placed)
    rule = (
        "Lanes: the United States left; the Soviet Union, Russia and China right; other states from the day they joined "
        "the Artemis Accords (left) or the ILRS (right); those of both or neither between."
    )
    foot = f"{words.count(len(placed), 'event')}, {shown} · {page.day_line()}"
    return Group(body, Text(), Text(rule, GREY), Text(foot, GREY))


def _columns(page: Page, placed: Sequence[tuple[query.Entry, str]]) -> RenderableType:
    wide = page.width >= 110
    table = Table(box=None, padding=(0, 1, 0, 0), pad_edge=False, show_edge=False, header_style=GREY, expand=True)
    table.add_column("", style=DATE, no_wrap=True)
    order = ("left", "middle", "right") if wide else ("left", "right")
    for number, side in enumerate(order):
        if number:
            table.add_column(Text(page.symbols["bar"], GREY), style=GREY, no_wrap=True, width=1)
        table.add_column(query.LANE_NAMES[side], ratio=2 if side == "middle" else 3, overflow="fold")
    year = ""
    for entry, side in placed:
        date = entry.when.show(page.zone)
        instant = entry.when.is_instant or entry.when.precision in ("day", "month")
        now, rest = (date[:4], date[5:10]) if instant and date[:4].isdigit() else (date[:4], date)
        label = f"{now if now != year else '    '} {rest}" if instant and date[:4].isdigit() else date
        year = now
        mark = (
            page.symbols["planned"]
            if entry.event.planned
            else page.symbols["success" if entry.kind == "mission" else "instrument"]
        )
        text = Text(f"{mark} {entry.title}", "" if side != "middle" else GREY)
        if entry.event.first:
            text.append("\n  " + entry.event.first, GREY)
        cells: list[RenderableType] = [Text(label)]
        for number, one in enumerate(order):
            if number:
                cells.append(page.symbols["bar"])
            cells.append(text if one == side or (side == "middle" and not wide and one == "left") else "")
        table.add_row(*cells)
    return table


def _listed(page: Page, placed: Sequence[tuple[query.Entry, str]]) -> RenderableType:
    signs = {"left": "<", "middle": " ", "right": ">"}
    parts: list[RenderableType] = [
        Text(f"{signs['left']} {query.LANE_NAMES['left']}", GREY),
        Text(f"{signs['right']} {query.LANE_NAMES['right']}", GREY),
        Text(),
    ]
    for entry, side in placed:
        date = entry.when.show_day(page.zone)
        parts.append(Text.assemble((signs[side] + " ", "bold"), (date, DATE), "  ", entry.title))
    return Group(*parts)


def gantt(page: Page, spans: Sequence[query.Span], first: int, last: int) -> RenderableType:
    """Missions as bars over the years from `first` to `last`: soft ends for vague dates, an arrow for what goes on,
    dots for plans.
    """
    label = max(14, min(26, page.width // 4))
    room = max(16, page.width - label - 2)
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True, width=label, overflow="ellipsis")
    table.add_column(no_wrap=True)
    axis = _Axis(first, last, room)
    table.add_row("", Text(axis.ruler(), GREY))
    for span in spans:
        style = OUTCOME_STYLES.get(span.mission.outcome or "", "")
        name = page.name("missions", span.mission)
        names = Text(name if len(name) <= label else name[: label - 1] + "…")
        table.add_row(names, _with_today(axis, axis.bar(span, page), style, page))
    key = page.symbols
    legend = (
        f"{key['solid']} flown  {key['soft']} the date is vague  {key['dotted']} planned  {key['arrow']} goes on  "
        f"{key['now']} {page.today.text}; colour: outcome"
    )
    table.add_row("", Text(axis.pointer(page.today, key["now"]), GREY))
    return Group(
        table, Text(), Text(legend, GREY), Text(f"{words.count(len(spans), 'mission')} · {page.day_line()}", GREY)
    )


def _with_today(axis: _Axis, bar: str, style: str, page: Page) -> Text:
    """The bar, and the line of the day where no bar covers it."""
    year = _year(page.today, 0)
    at = axis.cell(year)
    if not axis.first <= year <= axis.last or bar[at : at + 1].strip():
        return Text(bar, style)
    line = bar.ljust(at + 1)
    return Text.assemble((line[:at], style), (page.symbols["bar"], GREY), (line[at + 1 :], style))


class _Axis:
    """Years on a line of `room` cells."""

    def __init__(self, first: int, last: int, room: int) -> None:
        self.first, self.last, self.room = first, max(last, first) + 1, room

    def cell(self, year: float) -> int:
        """The cell of a moment in years, held inside the line."""
        place = int((year - self.first) / (self.last - self.first) * self.room)
        return min(self.room - 1, max(0, place))

    def ruler(self) -> str:
        """The years, as many as have room."""
        step = next(
            one for one in (1, 2, 5, 10, 20, 50, 100) if (self.last - self.first) / one * 6 <= self.room or one == 100
        )
        line = [" "] * (self.room + 4)
        for year in range(self.first - self.first % step, self.last, step):
            if year >= self.first:
                at = self.cell(year)
                line[at : at + 4] = str(year)
        return "".join(line)[: self.room].rstrip()

    def pointer(self, today: Moment, sign: str) -> str:
        """A line that points at the day of the record."""
        year = _year(today, 0)
        return " " * self.cell(year) + sign if self.first <= year <= self.last else ""

    def bar(self, span: query.Span, page: Page) -> str:
        """The bar of one mission."""
        key = page.symbols
        soft_from, start = _year(span.start, 0), _year(span.start, 1)
        line = [" "] * self.room
        goes_on = span.end is None and not span.planned and span.mission.status in ("operating", "in-flight")
        end = _year(span.end, 1) if span.end else _year(page.today, 1) if goes_on else start
        if span.planned:
            for at in range(self.cell(soft_from), self.cell(start) + 1):
                line[at] = key["dotted"]
            if span.start.latest is None:
                line[min(self.room - 1, self.cell(soft_from) + 1)] = key["arrow"]
            return "".join(line).rstrip()
        for at in range(self.cell(soft_from), self.cell(max(end, start)) + 1):
            line[at] = key["solid"]
        if span.start.precision in ("year", "half", "quarter", "range"):
            for at in range(self.cell(soft_from), self.cell(start) + 1):
                line[at] = key["soft"]
        if goes_on:
            line[self.cell(end)] = key["arrow"]
        elif span.end is not None and (span.end.precision in ("year", "range", "not-after") or span.end.uncertain):
            line[self.cell(_year(span.end, 1))] = key["soft"]
        return "".join(line).rstrip()


def _year(moment: Moment, side: int) -> float:
    """A bound of a moment (0 the first, 1 the last instant) in years; the other bound where it is open."""
    bound = (moment.earliest or moment.latest) if side == 0 else (moment.latest or moment.earliest)
    assert bound is not None
    if side == 1 and moment.latest is not None:
        bound -= timedelta(microseconds=1)  # `latest` is the first instant after it
    return bound.year + (bound.timetuple().tm_yday - 1) / 366
