"""Questions that are seen at a glance: the scoreboard, the firsts, what comes, how plans slipped, this day in other years."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.text import Text

from moonrace import query
from moonrace.dataset import Dataset
from moonrace.moment import Moment
from moonrace.render import words
from moonrace.render.columns import Column, Columns
from moonrace.render.page import DATE, GREY, NARROW, Page, Row
from moonrace.render.words import Aside

COLUMNS = (
    ("launches", "launches"), ("orbits", "orbits"), ("tried", "tried"), ("landed", "landed"), ("far_side", "far side"),
    ("samples", "samples"), ("around", "round"), ("on", "on"), ("operating", "active"),
)  # fmt: skip


def race(page: Page, rows: Sequence[query.Standing], count: str) -> RenderableType:
    """The scoreboard with its rules; stacked where the page is narrow. A bar shows the launches."""
    parts: list[RenderableType] = []
    if page.width < NARROW + 10:
        for row in rows:
            told = [f"{title} {getattr(row, field)}" for field, title in COLUMNS if getattr(row, field)]
            parts += [Text(row.name, "bold"), Text("  " + " · ".join(told))]
    else:
        parts.append(_scoreboard(page, rows))
    counted = {
        "missions": "Counted are missions.",
        "spacecraft": "Counted are missions and the craft that they carried.",
    }
    rules = [counted[count], "round and on are people, the rest missions; active: still operating.", *query.RULES]
    parts += [Text(), *(Text(rule, GREY) for rule in rules)]
    return Group(*parts, Text(page.day_line(), GREY))


def _scoreboard(page: Page, rows: Sequence[query.Standing]) -> RenderableType:
    wide = page.width >= 110
    bars = [Column(style=DATE)] if wide else []
    table = Columns([Column(kind="wrap"), *bars, *(Column(title, right=True) for _, title in COLUMNS)], gap=1)
    most = max((row.launches for row in rows), default=1) or 1
    for row in rows:
        numbers = [str(getattr(row, field) or page.symbols["none"]) for field, _ in COLUMNS]
        table.add(row.name, *([page.bar(row.launches / most, 20)] if wide else []), *numbers)
    return table


def firsts(page: Page, found: Sequence[query.First]) -> RenderableType:
    """Each first with its date, who holds it, and who disputes it."""
    rows = []
    for one in found:
        holder = words.listing(words.country_names(page.dataset, one.mission.countries)) or ""
        second = " · ".join(filter(None, (page.name("missions", one.mission), holder)))
        lines = [one.claim, Aside(second)]
        if one.contested:
            lines.append(Aside(f"contested: {one.contested}"))
        rows.append(Row(one.event.when.show_day(page.zone), "", lines, one.event.sources))
    contested = sum(bool(one.contested) for one in found)
    told = (
        f"{words.count(len(found), 'first')}, {contested} contested" if contested else words.count(len(found), "first")
    )
    return Group(page.rows(rows), *page.foot(told))


def upcoming(page: Page, found: Sequence[query.Upcoming]) -> RenderableType:
    """What comes, in order of date; what is overdue apart."""
    due = [one for one in found if not one.overdue]
    overdue = [one for one in found if one.overdue]
    parts: list[RenderableType] = [page.rows([_upcoming(page, one) for one in due])] if due else []
    if overdue:
        parts += page.section(
            "Was due, and not confirmed in this record", page.rows([_upcoming(page, one) for one in overdue])
        )
    return Group(*parts, *page.foot(f"{len(due)} to come, {len(overdue)} overdue on {page.today.text}"))


def _upcoming(page: Page, one: query.Upcoming) -> Row:
    who = words.listing(words.country_names(page.dataset, one.mission.countries)) or "ESA"
    countdown = ""
    if one.days is not None and not one.overdue:
        countdown = "today" if one.days == 0 else f"in {words.count(one.days, 'day')}"
    moved = f"moved {words.times(one.slips)}" if one.slips else ""
    second = " · ".join(filter(None, (who, words.label(one.event.type), countdown, moved)))
    return Row(
        one.event.when.show(page.zone), "", [page.name("missions", one.mission), Aside(second)], one.event.sources
    )


def slips(page: Page, histories: Sequence[query.History]) -> RenderableType:
    """Each announced target, when it was said and by whom, on a line of years that shows the drift."""
    parts: list[RenderableType] = []
    for history in histories:
        title = f"{page.name('missions', history.mission)}: {words.label(history.event.type)}"
        parts += [*([Text()] if parts else []), Text(title, "bold")]
        parts.append(_drift(page, history))
        if history.happened:
            parts.append(Text(f"{page.symbols['success']} it took place on {history.happened.speak(page.zone)}"))
        parts.append(Text(_sum(history), GREY))
    return Group(*parts, *page.foot())


def _sum(history: query.History) -> str:
    count = words.count(len(history.slips), "announced target")
    if history.total is None:
        return count
    end = "the day itself" if history.happened else "the newest"
    direction = "later" if history.total >= 0 else "earlier"
    return f"{count}; {end} lies {words.duration(abs(history.total))} {direction} than the first"


def _drift(page: Page, history: query.History) -> RenderableType:
    moments = [slip.target.when for slip in history.slips] + ([history.happened] if history.happened else [])
    axis = words.years(moments)
    if page.narrow:
        return page.rows([
            Row(slip.target.when.show(), "", [Aside(_said(slip))], slip.target.sources) for slip in history.slips
        ])  # fmt: skip
    room = max(0, min(40, page.width - 62))
    drawn = room >= 12 and axis is not None
    line = [Column(f"{axis[0]}{str(axis[1] + 1).rjust(room - 4)}")] if drawn and axis else []
    table = Columns(
        [Column("said", GREY), Column("for", DATE), *line, Column(right=True), Column(style=GREY, kind="wrap")]
    )
    for slip in history.slips:
        drift = f"{slip.months:+d} mo" if slip.months else ""
        who = " ".join(filter(None, (slip.target.by, page.cite(slip.target.sources))))
        mark = [page.mark(slip.target.when, axis, room)] if drawn and axis else []
        table.add(slip.target.announced.show(), slip.target.when.show(), *mark, drift, who)
    return table


def _said(slip: query.Slip) -> str:
    drift = f"{slip.months:+d} mo" if slip.months else ""
    return " · ".join(filter(None, (f"said {slip.target.announced.show()}", slip.target.by, drift)))


def today(page: Page, found: Sequence[query.Anniversary], day: Moment) -> RenderableType:
    """What happened on this day in earlier years."""
    rows = []
    for one in found:
        age = "today" if one.years == 0 else words.count(one.years, "year") + " ago"
        lines = [f"{page.name('missions', one.mission)}: {one.event.title or words.label(one.event.type)}"]
        lines += [line for line in (one.event.first, Aside(words.local_day(one.event))) if line]
        rows.append(Row(one.event.when.show_day(page.zone), age, lines, one.event.sources))
    heading = Text(f"On {words.day_and_month(day)}", "bold")
    return Group(heading, Text(), page.rows(rows), *page.foot("days by UTC"))


def welcome(page: Page, dataset: Dataset) -> RenderableType:
    """What `moonrace` alone says: what is in here, as of when, what to try."""
    scopes = query.count_by_scope(dataset)
    told = (
        f"{scopes['lunar']} missions to the Moon, flown and planned, with {scopes['part']} rovers and other parts; "
        f"{len(dataset.alliances)} alliances, {len(dataset.agencies)} agencies, {len(dataset.countries)} countries; "
        f"{len(dataset.sources):,} sources."
    )
    tries = [
        ("moonrace mission chang-e-6", "one mission in full"),
        ("moonrace timeline --lanes", "the race, side by side"),
        ("moonrace signatories", "who has signed what"),
        ("moonrace next", "what comes, and how often it slipped"),
        ("moonrace map", "where everything stands"),
    ]
    lines = page.rows([Row(line, "", [what]) for line, what in tries])
    return Group(
        Text("moonrace", "bold"), Text("the Moon race, old and new, with a source for every fact", GREY), Text(),
        Text(told), Text(), Text("Try"), lines, Text(), Text(f"moonrace --help lists everything · {page.day_line()}", GREY),
    )  # fmt: skip
