"""Charts over time: the lanes of two camps, missions as bars, and how the dates of plans moved."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from rich.cells import cell_len, set_cell_size
from rich.console import Group, RenderableType
from rich.text import Text

from moonrace.dates import Moment
from moonrace.query.period import is_silent
from moonrace.query.plans import History, Slip
from moonrace.query.timeline import LANE_NAMES, Entry, Lane, Span
from moonrace.records.mission import WORKS
from moonrace.render import formatting
from moonrace.render.columns import Column, Columns
from moonrace.render.formatting import Line
from moonrace.render.page import DATE, GREY, OUTCOME_STYLES, Page, Row


def lanes(page: Page, entries: Sequence[Entry], shown: str) -> RenderableType:
    """Two camps side by side, other events between them; if the page is narrow, one list that marks the lane of each."""
    body = _listed(page, entries) if page.width < 72 else _columns(page, entries)
    rule = (
        "Lanes: the United States left; the Soviet Union, Russia and China right; other states from the day they joined "
        "the Artemis Accords (left) or the ILRS (right); those of both or neither between."
    )
    foot = f"{formatting.count(len(entries), 'event')}{shown} · {page.day_line()}"
    return Group(body, Text(), Text(rule, GREY), Text(foot, GREY))


def _columns(page: Page, entries: Sequence[Entry]) -> RenderableType:
    wide = page.width >= 110
    columns = [Column(style=DATE)]
    order: tuple[Lane, ...] = ("left", "middle", "right") if wide else ("left", "right")
    for number, side in enumerate(order):
        columns += [Column(page.symbols["bar"], GREY)] if number else []
        columns.append(Column(LANE_NAMES[side], kind="share"))
    table = Columns(columns, gap=1)
    year = ""
    for entry in entries:
        date = entry.when.show(page.zone)
        exact = (entry.when.is_day or entry.when.precision == "month") and date[:4].isdigit()
        label = f"{date[:4] if date[:4] != year else '    '} {date[5:10]}" if exact else date
        year = date[:4]
        mark = "planned" if entry.planned else "success" if entry.subject.kind == "mission" else "instrument"
        text = Text(f"{page.symbols[mark]} {entry.title}", GREY if entry.lane == "middle" else "")
        if entry.first:
            text.append("\n" + entry.first, GREY)
        cells: list[Text | str] = [label]
        for number, side in enumerate(order):
            if number:
                cells.append(page.symbols["bar"])
            here = side == entry.lane or (entry.lane == "middle" and not wide and side == "left")
            cells.append(text if here else "")
        table.add(*cells)
    return table


def _listed(page: Page, entries: Sequence[Entry]) -> RenderableType:
    signs = {"left": "<", "middle": " ", "right": ">", None: " "}
    parts: list[RenderableType] = [
        Text(f"{signs['left']} {LANE_NAMES['left']}", GREY),
        Text(f"{signs['right']} {LANE_NAMES['right']}", GREY),
        Text(),
    ]
    for entry in entries:
        date = entry.when.show_day(page.zone)
        parts.append(Text.assemble((signs[entry.lane] + " ", "bold"), (date, DATE), "  ", entry.title))
    return Group(*parts)


def slips(page: Page, histories: Sequence[History]) -> RenderableType:
    """Each announced target, when and by whom, on a line of years that shows how it moved."""
    parts: list[RenderableType] = []
    for history in histories:
        name = page.name("missions", page.dataset.missions[history.mission])
        parts += [*([Text()] if parts else []), Text(f"{name}: {formatting.label(history.type)}", "bold")]
        parts.append(_drift(page, history))
        if history.happened:
            parts.append(Text(f"{page.symbols['success']} it took place on {history.happened.speak(page.zone)}"))
        parts.append(Text(formatting.slip_sum(history), GREY))
    return Group(*parts, *page.foot())


def _drift(page: Page, history: History) -> RenderableType:
    targets = history.targets
    axis = formatting.years([slip.when for slip in targets] + ([history.happened] if history.happened else []))
    if page.narrow:
        return page.rows(
            [Row(slip.when.show(page.zone), [Line(_said(slip), dim=True)], slip.sources) for slip in targets]
        )
    room = max(0, min(40, page.width - 62))
    line = [Column(f"{axis[0]}{str(axis[1] + 1).rjust(room - 4)}")] if room >= 12 and axis else []
    table = Columns(
        [
            Column("said", GREY, kind="wrap"),
            Column("for", DATE, kind="wrap"),
            *line,
            Column(right=True),
            Column(style=GREY, kind="wrap"),
        ]
    )
    for slip in targets:
        drift = f"{slip.months:+d} mo" if slip.months else ""
        who = " ".join(filter(None, (slip.by, page.cite(slip.sources))))
        mark = [page.mark(slip.when, axis, room)] if line and axis else []
        kind = f", {formatting.label(slip.type)}" if slip.type not in (None, history.type) else ""
        table.add(slip.announced.show() if slip.announced else "", slip.when.show(page.zone) + kind, *mark, drift, who)
    return table


def _said(slip: Slip) -> str:
    drift = f"{slip.months:+d} mo" if slip.months else ""
    said = f"said {slip.announced.show()}" if slip.announced else ""
    return " · ".join(filter(None, (said, slip.by, drift)))


def gantt(page: Page, spans: Sequence[Span], first: int, last: int) -> RenderableType:
    """Missions as bars over the years from `first` to `last`: soft ends for vague dates, an arrow for what goes on,
    dots for plans.
    """
    label = max(14, min(40, page.width // 4))
    room = max(16, page.width - label - 2)
    table = Columns([Column(), Column()])
    axis = Axis(first, last, room)
    table.add(" " * label, Text(axis.ruler(), GREY))
    for span in spans:
        style = OUTCOME_STYLES.get(span.result or "", "")
        name = page.name("missions", page.dataset.missions[span.mission])
        shown = name if cell_len(name) <= label else set_cell_size(name, label - 1) + "…"
        table.add(shown, _with_today(axis, axis.bar(span, page), style, page))
    key = page.symbols
    legend = (
        f"{key['solid']} flown  {key['soft']} vague, or silent  {key['dotted']} planned  {key['arrow']} goes on  "
        f"{key['now']} {page.today.text}; colour: outcome"
    )
    table.add("", Text(axis.pointer(page.today, key["now"]), GREY))
    return Group(
        table, Text(), Text(legend, GREY), Text(f"{formatting.count(len(spans), 'mission')} · {page.day_line()}", GREY)
    )


def _with_today(axis: Axis, bar: str, style: str, page: Page) -> Text:
    """The bar, with a line at the day of the record unless the bar covers it."""
    year = in_years(page.today, 0)
    at = axis.cell(year)
    if not axis.first <= year <= axis.last or bar[at : at + 1].strip():
        return Text(bar, style)
    line = bar.ljust(at + 1)
    return Text.assemble((line[:at], style), (page.symbols["bar"], GREY), (line[at + 1 :], style))


class Axis:
    """Years on a line of `room` cells."""

    def __init__(self, first: int, last: int, room: int) -> None:
        self.first, self.last, self.room = first, max(last, first) + 1, room

    def cell(self, year: float) -> int:
        """The cell of a moment in years; outside the line, its first or last cell."""
        place = int((year - self.first) / (self.last - self.first) * self.room)
        return min(self.room - 1, max(0, place))

    def ruler(self) -> str:
        """The years, as many as fit."""
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
        year = in_years(today, 0)
        return " " * self.cell(year) + sign if self.first <= year <= self.last else ""

    def bar(self, span: Span, page: Page) -> str:
        """The bar of one mission."""
        key = page.symbols
        soft_from, start = in_years(span.start, 0), in_years(span.start, 1)
        line = [" "] * self.room
        goes_on = span.end is None and not span.planned and span.status in WORKS
        end = in_years(span.end, 1) if span.end else in_years(page.today, 1) if goes_on else start
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
        if span.last_word and (span.end or is_silent(span.last_word, page.today)):
            for at in range(self.cell(in_years(span.last_word, 1)) + 1, self.cell(end)):
                line[at] = key["soft"]
        if goes_on:
            line[self.cell(end)] = key["arrow"]
        elif span.end is not None and (span.end.precision in ("year", "range", "not-after") or span.end.uncertain):
            line[self.cell(in_years(span.end, 1))] = key["soft"]
        return "".join(line).rstrip()


def in_years(moment: Moment, side: int) -> float:
    """A bound of a moment (0 the first, 1 the last instant) in years; if that bound is open, the other one."""
    bound = (moment.earliest or moment.latest) if side == 0 else (moment.latest or moment.earliest)
    assert bound is not None
    if side == 1 and moment.latest is not None:
        bound -= timedelta(microseconds=1)  # `latest` is the first instant after it
    return bound.year + (bound.timetuple().tm_yday - 1) / 366
