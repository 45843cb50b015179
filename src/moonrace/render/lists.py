"""Pages of several records or rows: events, firsts, plans, the scoreboard, problems, sources."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from rich.console import Group, RenderableType
from rich.text import Text

from moonrace.errors import clean
from moonrace.query.period import is_silent
from moonrace.render import formatting
from moonrace.render.columns import Column, Columns
from moonrace.render.formatting import Line
from moonrace.render.page import DATE, GREY, NARROW, STRONG, Page, Row
from moonrace.render.tables import foot

if TYPE_CHECKING:
    from moonrace.dates import Moment
    from moonrace.loading.problems import Problem
    from moonrace.query.citations import Reference, WeakValue
    from moonrace.query.counts import Count, Printed
    from moonrace.query.plans import Upcoming, Working
    from moonrace.query.race import First, Standing
    from moonrace.query.timeline import Anniversary, Entry
    from moonrace.records.documents import Source


def timeline(page: Page, entries: Sequence[Entry], shown: str) -> RenderableType:
    """A line for each event, with a gap between decades; a first is shown by its claim."""
    made = Columns([Column(style=DATE), Column(kind="wrap")])
    decade = None
    for entry in entries:
        bound = entry.when.earliest or entry.when.latest
        if bound and decade is not None and bound.year // 10 != decade:
            made.add()
        decade = bound.year // 10 if bound else decade
        date = entry.when.show_day(page.zone) if page.narrow else entry.when.show(page.zone)
        mark = page.symbols["planned"] + " " if entry.planned else ""
        made.add(mark + date, entry_text(page, entry))
    return Group(made, *foot(page, f"{formatting.count(len(entries), 'event')}{shown}"))


def entry_text(page: Page, entry: Entry) -> Text:
    kind, key = entry.subject
    if entry.first and kind == "mission":
        name = (page.name("missions", page.dataset.missions[key]), "bold")
        return Text.assemble(name, f": {entry.first}", (" (contested)" if entry.contested else "", GREY))
    overdue = entry.planned and entry.when.is_past(page.today)
    plan = f" · was due {entry.when.speak()}, not confirmed as of {page.today.speak()}" if overdue else ""
    return Text.assemble(entry.title + page.own(f"{kind}s", key), (plan, GREY))


_HEADS = {"launches": "launched", "far_side": "far", "flew_around": "flew", "operating": "active"}


def scoreboard(page: Page, rows: Sequence[Standing], count: str) -> RenderableType:
    """The scoreboard with its rules; stacked if the page is narrow, with bars and the landing rate if it is wide."""
    from moonrace.query.counts import RULES

    heads = {field: _HEADS.get(field, formatting.label(field)) for field in RULES}
    parts: list[RenderableType] = []
    shown = [field for field in heads if field != "attempts"]  # they are beside the landings
    if page.width < NARROW + 10:
        for row in rows:
            numbers = [f"{heads[field]} {_score(row, field)}" for field in shown if getattr(row.tally, field)]
            if row.tally.attempts and not row.tally.landed:
                numbers.append(f"landed {_score(row, 'landed')}")
            made = Columns([Column(), Column(kind="wrap")])
            made.add("", " · ".join(numbers))
            parts += [Text(row.name, "bold"), made]
    else:
        wide = page.width >= 110
        bars = [Column(style=DATE)] if wide else []
        cells_of = [Column(heads[field], right=True) for field in shown]
        if wide:  # the landing rate in percent beside its two numbers
            cells_of.insert(shown.index("landed") + 1, Column("rate", right=True))
        made = Columns([Column(kind="wrap"), *bars, *cells_of], gap=1)
        most = max((row.tally.launches for row in rows), default=1) or 1
        for row in rows:
            cells = [_score(row, field) or page.symbols["none"] for field in shown]
            if wide:
                rate = row.landing_rate
                cells.insert(shown.index("landed") + 1, page.symbols["none"] if rate is None else f"{rate:.0%}")
            made.add(row.name, *([page.bar(row.tally.launches / most, 20)] if wide else []), *cells)
        parts.append(made)
    rules = Columns([Column(style=GREY), Column(style=GREY, kind="wrap")])
    attempts = RULES["attempts"].removeprefix("of these, ")
    for field in shown:
        rules.add(heads[field], RULES[field] + (f"; of all that {attempts}" if field == "landed" else ""))
    craft = (
        " and the craft they carried, each event of a mission once"
        if count == "spacecraft"
        else ", without what they carried"
    )
    return Group(
        *parts,
        Text(),
        Text(f"Each row counts missions{craft}; a mission of two countries counts for both.", GREY),
        rules,
        Text(page.day_line(), GREY),
    )


def _score(row: Standing, field: str) -> str:
    """A number of the scoreboard; landings as `14 of 17` attempts; empty for zero."""
    number = getattr(row.tally, field)
    if field == "landed" and row.tally.attempts:
        return f"{number} of {row.tally.attempts}"
    return str(number or "")


def counts(page: Page, rows: Sequence[Count], printed: Sequence[Printed]) -> RenderableType:
    """How many missions, by each rule; under it the numbers in print."""
    made = Columns([Column(right=True, style=STRONG), Column(kind="wrap")])
    for row in rows:
        made.add(str(row.number), row.counted)
    parts: list[RenderableType] = [made]
    if printed and page.full:
        said = []
        for one in printed:
            rule = next(row.counted for row in rows if row.rule == one.nearest)
            ours = "the same number here" if one.number == one.count else f"{one.number} here"
            lines = [Line(f"{one.by}: {one.rule}"), Line(f"{ours} for that day: {rule}", dim=True)]
            said.append(Row(str(one.count), lines, one.sources, label=one.when.show_day()))
        parts += page.section("In print", page.rows(said))
    elif printed:
        made = Columns(
            [Column(right=True, style=STRONG), Column(style=DATE), Column(kind="wrap"), Column(style=GREY), Column()]
        )
        for one in printed:
            weak = page.weak() if page.is_weak(one.sources) else ""
            made.add(str(one.count), one.when.show_day(), one.by, f"{one.number} {formatting.label(one.nearest)}", weak)
        parts += page.section("In print, and what is counted here for that day", made)
    return Group(*parts, *page.foot("" if page.full else "--full shows what each number counts and its source"))


_LATER = "reported later"


def now(page: Page, found: Sequence[Working]) -> RenderableType:
    """What works at the Moon, the latest report first. Craft without a report for a year, and craft elsewhere, are listed
    apart.
    """
    here = [one for one in found if one.where == "moon"]
    old = [one for one in here if is_silent(one.last_word, page.today)]
    groups = {
        "": [one for one in here if one not in old],
        "On the way": [one for one in found if one.where == "on-the-way"],
        "At the Moon, with no report for a year": old,
        "Not known to have ended, elsewhere": [one for one in found if one.where == "elsewhere"],
    }

    def is_later(one: Working) -> bool:
        return one.last_word == page.today and page.dataset.whole is not page.dataset

    parts: list[RenderableType] = []
    for title, rows in groups.items():
        made = Columns(
            [
                Column(style=DATE, kind="wrap"),
                Column(kind="wrap"),
                Column(kind="wrap", style=GREY),
                Column(style=GREY, right=True),
            ]
        )
        for one in rows:
            mission = page.dataset.missions[one.mission]
            who = " ".join(one.countries or map(page.short_name, mission.agencies))
            what = who if page.width < NARROW else f"{who} · {', '.join(map(formatting.label, one.kinds[:2]))}"
            word = _LATER if is_later(one) else one.last_word.show_day(page.zone) if one.last_word else ""
            made.add(word, page.name("missions", mission), what, page.weak() if page.is_weak(one.sources) else "")
        if rows:
            parts += page.section(title, made) if title else [made]
    rule = f"{formatting.count(len(here), 'craft', 'craft')} at the Moon, by the last report of each"
    meaning = f"{_LATER}: heard from after that day" if any(map(is_later, found)) else ""
    return Group(*parts, *page.foot(*filter(None, (rule, meaning))))


def firsts(page: Page, found: Sequence[First]) -> RenderableType:
    """A line for each first: its date, the claim, the mission; with --full or --contested also who disputes it."""
    made = Columns([Column(style=DATE), Column(kind="wrap"), Column(kind="wrap", style=GREY)])
    all_contested = all(one.contested for one in found)
    for one in found:
        name = page.name("missions", page.dataset.missions[one.mission])
        claim = Text(one.claim + (" (contested)" if one.contested else ""))
        if one.contested and (page.full or all_contested):
            claim.append(f"\ncontested: {one.contested}", GREY)
        made.add(one.when.show_day(page.zone), claim, name + (f"  {page.cite(one.sources)}" if page.full else ""))
    contested = sum(bool(one.contested) for one in found)
    number = formatting.count(len(found), "first") + (f", {contested} contested" if contested else "")
    return Group(made, *page.foot(number))


def upcoming(page: Page, found: Sequence[Upcoming], every: Sequence[Upcoming]) -> RenderableType:
    """Plans by year, a line each; overdue ones apart. The foot counts all plans in `every`, shown or not."""
    parts: list[RenderableType] = []
    groups: dict[str, list[Upcoming]] = {}
    for one in found:
        bound = one.when.earliest or (one.when.latest - timedelta(microseconds=1) if one.when.latest else None)
        title = "Was due, not confirmed in this record" if one.overdue else f"{bound.year}" if bound else "open"
        groups.setdefault(title, []).append(one)
    for title, rows in groups.items():
        made = Columns([Column(style=DATE), Column(kind="wrap"), Column(kind="wrap", style=GREY)])
        for one in rows:
            made.add(one.when.show(page.zone), *_upcoming(page, one))
        parts += page.section(title, made) if parts else [Text(title, "bold"), made]
    late = sum(one.overdue for one in every)
    hidden = f", {len(every) - len(found)} not shown" if len(every) > len(found) else ""
    return Group(*parts, *page.foot(f"{len(every) - late} to come, {late} overdue as of {page.today.text}{hidden}"))


def _upcoming(page: Page, one: Upcoming) -> tuple[str, str]:
    mission = page.dataset.missions[one.mission]
    countdown = ""
    if one.days is not None and not one.overdue:
        countdown = "today" if one.days == 0 else f"in {formatting.count(one.days, 'day')}"
    moved = f"moved {formatting.times(one.slips)}" if one.slips else ""
    scope = "" if mission.scope == "lunar" else mission.scope
    who = " ".join(one.countries) or "ESA"
    sources = page.cite(one.sources) if page.full else page.weak() if page.is_weak(one.sources) else ""
    rest = " · ".join(filter(None, (who, formatting.label(one.type), scope, countdown, moved)))
    return page.name("missions", mission), f"{rest} {sources}".rstrip()


def today(page: Page, found: Sequence[Anniversary], day: Moment) -> RenderableType:
    """What happened on this day in earlier years."""
    rows = []
    for one in found:
        age = "today" if one.years == 0 else formatting.count(one.years, "year") + " ago"
        name = page.name("missions", page.dataset.missions[one.mission])
        lines = [Line(f"{name}: {one.title or formatting.label(one.type)}"), Line(one.first or "")]
        lines.append(Line(formatting.local_day(one.when, one.local, one.local_place), dim=True))
        rows.append(Row(one.when.show_day(page.zone), [line for line in lines if line.text], one.sources, label=age))
    heading = Text(f"On {formatting.day_and_month(day)}", "bold")
    return Group(heading, Text(), page.rows(rows), *page.foot("events known to the day"))


def problems(page: Page, found: Sequence[Problem]) -> RenderableType:
    """Each problem: where it is, what is wrong, how to fix it."""
    parts: list[RenderableType] = []
    for one in found:
        where = clean(f"  {one.record or ''}  {one.field or ''}")
        parts.append(Text.assemble((clean(f"{one.file}:{one.line}"), DATE), where, overflow="fold"))
        parts.append(Text(clean(f"  {one.message}{f' ({one.fix})' if one.fix else ''}")))
    return Group(*parts, Text(), Text(formatting.count(len(found), "problem"), GREY))


def sources(page: Page, chosen: Sequence[Source]) -> RenderableType:
    """An entry for each source: key, title, publisher, when published and read, and its address."""
    from moonrace.query.citations import publisher

    parts: list[RenderableType] = []
    for one in chosen:
        published = f"{one.published.show()}, " if one.published else ""
        text = f"  {one.title}. {publisher(page.dataset, one)}, {published}read {one.read.show()}"
        parts.append(Text.assemble((one.id, DATE), text))
        if one.url:
            parts.append(Text(f"  {one.url}", GREY, overflow="fold"))
    return Group(*parts, *foot(page, formatting.count(len(chosen), "source")))


def weak(page: Page, found: Sequence[WeakValue]) -> RenderableType:
    """The values for which a better source is wanted, a line each under the name of their record."""
    made, last = (
        Columns(
            [Column(style=GREY, kind="wrap"), Column(kind="wrap"), Column(style=GREY, kind="wrap", right=True, most=12)]
        ),
        None,
    )
    for one in found:
        if one.subject != last:
            made.add(Text(one.name, "bold"), "", "")
        made.add(f"  {one.path}", one.value, page.cite(one.sources))
        last = one.subject
    return Group(made, *page.foot(f"{formatting.count(len(found), 'value')} for which a better source is wanted"))


def reference(page: Page, one: Reference) -> RenderableType:
    """The fact, the reference to it, and where the sources of its single values are."""
    fact = [Text(one.fact), Text()] if one.fact else []
    return Group(
        *fact, Text(one.text), Text(), Text(f"moonrace sources {one.id} lists the sources of its values", GREY)
    )
