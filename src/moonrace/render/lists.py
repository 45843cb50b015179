"""Pages of several records or rows: events, firsts, plans, the scoreboard, problems, sources, search hits."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from rich.console import Group, RenderableType
from rich.text import Text

from moonrace.errors import clean, short
from moonrace.names import fold
from moonrace.query.missions import date_of
from moonrace.query.period import is_silent
from moonrace.query.timeline import is_within, planned_in
from moonrace.render import formatting
from moonrace.render.columns import Column, Columns
from moonrace.render.formatting import Line
from moonrace.render.page import DATE, GREY, NARROW, STRONG, Page, Row, first_of
from moonrace.render.tables import foot

if TYPE_CHECKING:
    from moonrace.dates import Moment
    from moonrace.loading.problems import Problem
    from moonrace.query.citations import Reference, WeakValue
    from moonrace.query.counts import Count, Printed
    from moonrace.query.lookup import Result
    from moonrace.query.plans import Upcoming, Working
    from moonrace.query.race import First, Standing
    from moonrace.query.search import Hit
    from moonrace.query.sites import Visit
    from moonrace.query.timeline import Anniversary, Entry
    from moonrace.records.documents import Source
    from moonrace.records.mission import Mission


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
        made.add(mark + date, _entry(page, entry))
    return Group(made, *foot(page, f"{formatting.count(len(entries), 'event')}{shown}"))


def _entry(page: Page, entry: Entry) -> Text:
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
            who = " ".join(one.countries) or "ESA"
            what = who if page.width < NARROW else f"{who} · {', '.join(map(formatting.label, one.kinds[:2]))}"
            is_later = one.last_word == page.today and page.dataset.whole is not page.dataset
            word = "reported later" if is_later else one.last_word.show_day(page.zone) if one.last_word else ""
            name = page.name("missions", page.dataset.missions[one.mission])
            made.add(word, name, what, page.weak() if page.is_weak(one.sources) else "")
        if rows:
            parts += page.section(title, made) if title else [made]
    return Group(
        *parts, *page.foot(f"{formatting.count(len(here), 'craft', 'craft')} at the Moon, by the last report of each")
    )


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


def results(page: Page, found: Sequence[Result], text: str) -> RenderableType:
    """A line for each result, with the command that shows it; the foot explains an alias that was typed."""
    made = Columns(
        [Column(kind="wrap"), Column(style=GREY), Column(style=DATE, kind="wrap"), Column(style=GREY, kind="wrap")]
    )
    for one in found:
        mission = page.dataset.missions.get(one.id) if one.kind == "mission" else None
        when = date_of(mission) if mission else None
        made.add(one.name, one.kind, when.show_day() if when else "", one.command)
    missions = [page.dataset.missions[one.id] for one in found if one.kind == "mission"]
    said = {alias: one.name for one in missions for alias in one.aliases if fold(alias) == fold(text)}
    notes = [f"'{alias}' is another name for {name}" for alias, name in said.items()]
    return Group(made, *foot(page, " · ".join([*notes, formatting.count(len(found), "result")])))


def period(page: Page, entries: Sequence[Entry], when: Moment) -> RenderableType:
    """What happened in a period: in a year a line for each mission, in a month or on a day a line for each event."""
    head = [Text(when.speak(), "bold"), Text()]
    if not entries:
        plans = planned_in(page.dataset, when)
        names = first_of([page.name("missions", one) for one in plans], page.width - 32) if plans else ""
        may = [Text(f"May also fall in this period: {names}")] if plans else []
        return Group(
            *head, Text("No events are dated within this period."), *may, *foot(page, "moonrace next for all plans")
        )
    if when.precision in ("month", "day") or page.full:
        made = Columns([Column(style=DATE), Column(kind="wrap")])
        for entry in entries:
            made.add(
                (page.symbols["planned"] + " " if entry.planned else "") + entry.when.show(page.zone),
                _entry(page, entry),
            )
        return Group(*head, made, *foot(page, formatting.count(len(entries), "event")))
    made, seen = Columns([Column(style=DATE), Column(kind="wrap"), Column(kind="wrap", style=GREY), Column()]), set()
    joins: dict[tuple[str, str], int] = {}
    for entry in entries:
        kind, key = entry.subject
        mission = page.dataset.missions.get(key) if kind == "mission" else None
        if entry.type in ("joined", "left"):
            joins[key, entry.type] = joins.get((key, entry.type), 0) + 1
        elif mission is None:
            made.add(entry.when.show_day(page.zone), entry.title, "", "")
        elif key not in seen and mission.scope != "part":
            seen.add(key)
            own = [
                event
                for event in mission.events
                if event.type in YEARLY and not event.of and is_within(event.when, when)
            ]
            said = [f"{YEARLY[one.type]} {_day(one.when)}" for one in own[1:] if not one.planned]
            if own:
                badge = page.badge(mission.outcome, mission.status)
                made.add(own[0].when.show_day(page.zone), page.name("missions", mission), ", ".join(said), badge)
    signed = [
        Text(f"{formatting.count(many, 'party', 'parties')} {word} the {page.dataset.alliances[key].name}", GREY)
        for (key, word), many in joins.items()
    ]
    body: list[RenderableType] = [made, *([Text(), *signed] if signed else [])]
    if perhaps := [
        page.name("missions", one)
        for one in planned_in(page.dataset, when)
        if one.id not in seen and one.scope != "part"
    ]:
        body += [Text(), Text(f"May also fall in this period: {first_of(perhaps, 2 * page.width - 44)}", GREY)]
    return Group(*head, *body, *foot(page, f"{formatting.count(len(entries), 'event')}; --full lists all"))


YEARLY = {
    "launch": "launched", "flyby": "passed the Moon", "orbit-insertion": "in orbit", "landing": "landed",
    "impact": "hit the Moon", "return": "returned", "liftoff": "lifted off", "cancelled": "cancelled", "paused": "paused",
}  # fmt: skip
"""The events named in the line of a mission in a year, and how they are named."""


def _day(when: Moment) -> str:
    return formatting.day_and_month(when) if when.is_day and not when.approximate else when.speak()


def of_rocket(page: Page, one: Result, found: Sequence[Mission]) -> RenderableType:
    """The missions of a rocket, a line each; what they carried is counted."""
    made = Columns([Column(style=DATE, kind="wrap"), Column(kind="wrap"), Column()])
    whole = [mission for mission in found if not mission.part_of]
    for mission in whole:
        when = date_of(mission)
        badge = page.badge(mission.outcome, mission.status)
        made.add(when.show_day(page.zone) if when else "", page.name("missions", mission), badge)
    head = Text.assemble((one.name, "bold"), ("  rocket", GREY))
    parts = len(found) - len(whole)
    more = f" · and {parts} they carried: {one.command} --scope all" if parts else ""
    return Group(head, Text(), made, *foot(page, formatting.count(len(whole), "mission") + more))


def of_place(page: Page, one: Result, found: Sequence[Visit]) -> RenderableType:
    """What came down at a place, a line each."""
    made = Columns([Column(style=DATE), Column(kind="wrap"), Column(), Column(kind="wrap", style=GREY), Column()])
    for visit in found:
        mission = page.dataset.missions[visit.mission]
        mark = page.symbols["planned"] + " " if visit.planned else ""
        badge = page.badge(visit.outcome, mission.status)
        made.add(mark + visit.when.show_day(page.zone), page.name("missions", mission), visit.type, visit.place, badge)
    names = [alias for each in page.dataset.features.values() if each.name == one.id for alias in each.aliases[:1]]
    head = Text.assemble(
        (one.id, "bold"), ("  " + ", ".join([*names, "landing place" if found else "on the Moon"]), GREY)
    )
    body = made if found else Text("No landing or impact there is in this record.")
    return Group(
        head, Text(), body, *foot(page, formatting.count(len(found), "landing or impact", "landings and impacts"))
    )


def reference(page: Page, one: Reference) -> RenderableType:
    """The fact, the reference to it, and where the sources of its single values are."""
    fact = [Text(one.fact), Text()] if one.fact else []
    return Group(
        *fact, Text(one.text), Text(), Text(f"moonrace sources {one.id} lists the sources of its values", GREY)
    )


def hits(page: Page, found: Sequence[Hit], text: str) -> RenderableType:
    """A line for each record that was found, with the passage and the words marked in it."""
    from moonrace.query.search import begun, marks, wanted

    looked_for = wanted(text)
    is_begun = not any(marks(hit.passage, looked_for) for hit in found)
    looked_for = begun(text) if is_begun else looked_for
    made = Columns([Column(style=GREY), Column(style=DATE, kind="wrap"), Column(kind="wrap")])
    for hit in found:
        passage = Text(hit.passage if hit.passage != hit.id else hit.name)
        for start, end in marks(passage.plain, looked_for):
            passage.stylize("bold", start, end)
        made.add("" if page.narrow else hit.kind, hit.id, passage)
    note = f", matched on word beginnings; no exact match for '{short(text)}'" if is_begun and looked_for else ""
    return Group(made, *foot(page, formatting.count(len(found), "record") + note))


def passages(page: Page, found: Sequence[Hit], text: str) -> RenderableType:
    """The same at the front door, where a name was looked for: that nothing has it comes first."""
    where = "Where the words occur:" if len(text.split()) > 1 else "Where the word occurs:"
    head = f"Nothing in this record is called '{short(text)}'. {where}"
    return Group(Text(head), Text(), hits(page, found, text))


def welcome(page: Page, of_today: Anniversary | Upcoming | None) -> RenderableType:
    """The page of `moonrace` alone: what it is, what to try, and what happened on this day or comes next."""
    from moonrace.query.missions import count_by_scope

    dataset = page.dataset
    said = [
        f"{formatting.count(count_by_scope(dataset)['lunar'], 'mission')} to the Moon, flown and planned",
        formatting.count(len(dataset.people), "person", "people"),
        formatting.count(len(dataset.countries), "country", "countries"),
        f"{formatting.count(len(dataset.sources), 'source')}",
    ]
    made = Columns([Column(style=DATE), Column(kind="wrap")])
    for words, what in TRIES.items():
        made.add(f"  moonrace {words}", what)
    head = Text.assemble(("moonrace", "bold"), "  Look up any fact of the Moon race, with its source.")
    content = Text(", ".join(said), GREY)
    today = [Text(), Text(_today(page, of_today))] if of_today else []
    foot = Text(f"moonrace --help: all commands · record of {dataset.meta.data_date.text}", GREY)
    return Group(head, content, Text(), made, *today, Text(), foot)


TRIES = {
    "luna 25": "a mission, or anything else by its name",
    "signatories": "who has joined what, and when",
    "next": "what is planned, and how often it was put off",
}
"""Three commands to begin with."""


def _today(page: Page, one: Anniversary | Upcoming) -> str:
    from moonrace.query.plans import Upcoming

    name = page.name("missions", page.dataset.missions[one.mission])
    what = f"{name}, {formatting.label(one.type)}"
    if isinstance(one, Upcoming):
        return f"Next: {what} {one.when.speak()} (moonrace next)"
    first = f", {one.first}" if one.first else ""
    return f"On this day, {formatting.count(one.years, 'year')} ago: {what}{first} (moonrace today)"
