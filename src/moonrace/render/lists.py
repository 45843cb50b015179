"""Many records: tables that fit the width by leaving columns out, never by cutting cells."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from moonrace import query
from moonrace.errors import Problem, clean
from moonrace.model import Agency, Alliance, Change, Country, Member, Milestone, Mission, Programme, Source
from moonrace.moment import Moment
from moonrace.render import words
from moonrace.render.columns import Column, Columns
from moonrace.render.page import DATE, GREY, Page, Row


def _table(*columns: tuple[str, str, bool] | Column) -> Columns:
    """A table without boxes. A column is (title, style, may wrap), or says more."""
    made = [
        one if isinstance(one, Column) else Column(one[0], one[1], "wrap" if one[2] else "fixed") for one in columns
    ]
    return Columns(made)


def _count_line(page: Page, text: str) -> list[RenderableType]:
    return [Text(), Text(f"{text} · {page.day_line()}", GREY)]


def mission_rows(page: Page, missions: Sequence[Mission]) -> RenderableType:
    """Date, name, what it was and how it ended; less where the page is narrow."""
    table = _table(("", DATE, False), ("", "", True), *([] if page.narrow else [("", GREY, True)]), ("", "", False))
    for one in missions:
        when = query.date_of(one)
        date = Text(_day(page, when) if when else "")
        cells: list[Text] = [date, Text(page.name("missions", one))]
        if not page.narrow:
            cells.append(Text(", ".join(words.label(kind) for kind in one.kinds)))
        table.add(*cells, page.badge(one))
    return table


def _day(page: Page, when: Moment) -> str:
    """The day of an instant, or the date as far as it is known."""
    return when.show_day(page.zone)


def missions(page: Page, chosen: Sequence[Mission]) -> RenderableType:
    """The list of missions, in the order given."""
    wide = page.width >= 110
    columns = [("date", DATE, False), ("mission", "", True)]
    if not page.narrow:
        columns += [("by", "", True), ("what", GREY, True)]
    if wide:
        columns.append(("launcher", GREY, True))
    table = _table(*columns, ("outcome", "", False))
    for one in chosen:
        when = query.date_of(one)
        cells: list[Text] = [Text(_day(page, when) if when else ""), Text(page.name("missions", one))]
        if not page.narrow:
            cells += [
                Text(" ".join(one.countries) or _agencies(page, one)),
                Text(", ".join(words.label(kind) for kind in one.kinds)),
            ]
        if wide:
            cells.append(Text(one.launcher or ""))
        table.add(*cells, page.badge(one))
    return Group(table, *_count_line(page, words.count(len(chosen), "mission")))


def _agencies(page: Page, one: Mission) -> str:
    known = page.dataset.agencies
    return " ".join((known[key].abbreviation or key) if key in known else key for key in one.agencies)


def timeline(page: Page, entries: Sequence[query.Entry], shown: str) -> RenderableType:
    """A line an event, a gap between decades; a first is told by its claim."""
    table = _table(("", DATE, False), ("", "", True))
    decade = None
    for entry in entries:
        bound = entry.when.earliest or entry.when.latest
        if bound and decade is not None and bound.year // 10 != decade:
            table.add()
        decade = bound.year // 10 if bound else decade
        date = entry.when.show_day(page.zone) if page.narrow else entry.when.show(page.zone)
        mark = page.symbols["planned"] + " " if entry.event.planned else ""
        table.add(Text(mark + date), _told(page, entry))
    return Group(table, *_count_line(page, f"{words.count(len(entries), 'event')}, {shown}"))


def _told(page: Page, entry: query.Entry) -> Text:
    event = entry.event
    if event.first and entry.kind == "mission":
        contested = " (contested)" if event.contested else ""
        return Text.assemble(
            (page.name("missions", page.dataset.missions[entry.subject]), "bold"), f": {event.first}", (contested, GREY)
        )
    plan = words.plan(event, page.today) if event.planned and event.when.is_past(page.today) else ""
    own = page.own(f"{entry.kind}s", entry.subject)
    return Text.assemble(entry.title + own, (f" · {plan}" if plan else "", GREY))


def growth(page: Page, alliance: Alliance, *, chart: bool = False) -> RenderableType:
    """States by the year in which they joined, with the running number; as a chart, with a bar for it."""
    bars = chart and not page.narrow
    by_year: dict[str, list[str]] = {}
    for member in query.members(alliance, "state"):
        year = str(member.joined.earliest.year) if member.joined and member.joined.earliest else "unknown"
        by_year.setdefault(year, []).append(member.party)
    whole = sum(map(len, by_year.values()))
    table = _table(
        ("", DATE, False), Column(style=GREY, right=True), *([Column(style=DATE)] if bars else []), ("", "", True)
    )
    total = 0
    for year, parties in by_year.items():
        total += len(parties)
        bar = [page.bar(total / whole, 16)] if bars else []
        table.add(year, str(total), *bar, " · ".join(parties))
    return table


def regions(page: Page, alliance: Alliance) -> RenderableType:
    """The member states by region, largest first."""
    by_region = query.by_region(page.dataset, alliance)
    table = _table(("", "", False), Column(style=GREY, right=True), ("", "", True))
    for region, members_there in by_region.items():
        table.add(region, str(len(members_there)), " · ".join(member.party for member in members_there))
    return table


def side_by_side(page: Page, several: Sequence[Alliance], kind: str | None) -> RenderableType:
    """Alliances beside each other by year of joining (or one under the other), and the states that are in both."""
    blocks: list[RenderableType] = [Group(_alliance_head(one, kind), growth(page, one)) for one in several]
    parts: list[RenderableType] = []
    if page.width >= 100 and len(blocks) == 2:
        grid = Table.grid(padding=(0, 3, 0, 0), expand=True)
        # The longer list gets the more room: rows of names wrap, and the two columns should end near each other.
        for one in several:
            grid.add_column(ratio=3 if len(one.members) > 40 else 2)
        grid.add_row(*blocks)
        parts.append(grid)
    else:
        for number, block in enumerate(blocks):
            parts += [Text(), block] if number else [block]
    if len(several) == 2 and kind != "organisation":
        both = query.in_both(*several)
        parts += [Text(), Text.assemble(("In both", "bold"), (f"  {words.count(len(both), 'state')}", GREY))]
        rows = [
            Row(one.party, "", [_both_dates(several, one, other)], [*one.sources, *other.sources])
            for one, other in both
        ]
        parts.append(page.rows(rows, style="") if rows else Text("none", GREY))
    return Group(*parts, Text(), Text(words.counting_rule(page.today), GREY), *page.foot())


def _alliance_head(one: Alliance, kind: str | None) -> Text:
    count = query.counts(one)
    told = [words.count(count["state"], "state")] if kind != "organisation" else []
    if kind != "state" and count["organisation"]:
        told.append(words.count(count["organisation"], "organisation"))
    if count["unidentified"] and kind != "organisation":
        told.append(f"{words.count(count['unidentified'], 'more', 'more')} not identified")
    return Text.assemble((one.name, "bold"), ("  " + " · ".join(told), GREY))


def _both_dates(several: Sequence[Alliance], one: Member, other: Member) -> str:
    dates = [
        f"{alliance.abbreviation or alliance.name} {member.joined.show() if member.joined else 'day unknown'}"
        for alliance, member in zip(several, (one, other), strict=True)
    ]
    return " · ".join(dates)


def members(page: Page, one: Alliance, kind: str | None) -> RenderableType:
    """The table of one alliance: number, party, day of joining, instrument."""
    chosen = query.members(one, kind)
    numbered = any(member.ordinal for member in chosen)
    columns: list[tuple[str, str, bool] | Column] = [("joined", DATE, False), ("party", "", True)]
    if numbered:
        columns.insert(0, Column("no.", GREY, right=True))
    if not page.narrow:
        columns += [("", GREY, False), ("instrument", GREY, True)]
    table = _table(*columns, Column(style=GREY, kind="wrap", right=True))
    for member in chosen:
        cells: list[Text] = [
            Text(member.joined.show(page.zone) if member.joined else "day unknown"),
            Text(member.party),
        ]
        if numbered:
            cells.insert(0, Text(str(member.ordinal or "")))
        if not page.narrow:
            cells += [Text(member.country or ""), Text(words.label(member.instrument))]
        table.add(*cells, Text(page.cite(member.sources)))
    parts: list[RenderableType] = [_alliance_head(one, kind), Text(), table]
    for place in one.unidentified if kind != "organisation" else ():
        why = f": {place.note}" if place.note else ""
        parts += [Text(), Text(f"Number {place.ordinal} is taken, but by whom is not known here{why}", GREY)]
    return Group(*parts, Text(), Text(words.counting_rule(page.today), GREY), *page.foot())


def alliances(page: Page, chosen: Sequence[Alliance]) -> RenderableType:
    """A line an alliance."""
    table = _table(
        ("since", DATE, False),
        ("alliance", "", True),
        Column("states", right=True),
        *([] if page.narrow else [Column("organisations", GREY, right=True)]),
    )
    for one in chosen:
        count = query.counts(one)
        since = query.begins(one.events)
        cells = [Text(_day(page, since) if since else ""), Text(page.name("alliances", one)), Text(str(count["state"]))]
        table.add(*cells, *([] if page.narrow else [Text(str(count["organisation"] or ""))]))
    return Group(table, *_count_line(page, words.count(len(chosen), "alliance")))


def agencies(page: Page, chosen: Sequence[Agency]) -> RenderableType:
    """A line an agency, with how many missions it flew."""
    flown = [mission.agencies for mission in page.dataset.missions.values()]
    table = _table(
        ("", GREY, False),
        ("name", "", True),
        *([] if page.narrow else [("kind", GREY, False)]),
        Column("missions", right=True),
    )
    for one in chosen:
        number = sum(one.id in ids for ids in flown)
        short = f" ({one.abbreviation})" if one.abbreviation and one.abbreviation != one.name else ""
        cells = [
            Text(one.country or ""),
            Text(page.name("agencies", one) + short),
        ]
        table.add(*cells, *([] if page.narrow else [Text(one.kind)]), Text(str(number or "")))
    return Group(table, *_count_line(page, words.count(len(chosen), "agency", "agencies")))


def countries(page: Page, chosen: Sequence[Country]) -> RenderableType:
    """A line a country: lunar missions flown, and when it joined what."""
    alliances = (
        list(page.dataset.alliances.values())
        if page.width >= 110
        else [one for one in page.dataset.alliances.values() if one.id in ("artemis-accords", "ilrs")]
    )
    if page.narrow:
        alliances = []
    flown = [mission.countries for mission in page.dataset.missions.values() if mission.scope == "lunar"]
    table = _table(
        ("", GREY, False),
        ("country", "", True),
        Column("missions", right=True),
        *((one.abbreviation or one.name, DATE, False) for one in alliances),
    )
    for one in chosen:
        joined = {
            alliance.id: member for alliance, member in query.memberships(page.dataset, one) if member.kind == "state"
        }
        dates = [_joined(joined[alliance.id]) if alliance.id in joined else "" for alliance in alliances]
        number = sum(one.iso2 in codes for codes in flown)
        table.add(Text(one.iso2), Text(page.name("countries", one)), Text(str(number or "")), *map(Text, dates))
    return Group(table, *_count_line(page, words.count(len(chosen), "country", "countries")))


def _joined(member: Member) -> str:
    return member.joined.show() if member.joined else "day unknown"


def programmes(page: Page, chosen: Sequence[Programme]) -> RenderableType:
    """A line a programme, with how many missions it launched and landed."""
    table = _table(
        ("programme", "", True),
        *([] if page.narrow else [("by", GREY, True)]),
        Column("launched", right=True),
        Column("landed", right=True),
    )
    for one in chosen:
        sums = query.totals(query.missions(page.dataset, scopes=(), programme=one.id))
        numbers = [Text(str(number or "")) for number in (sums.launched, sums.landed)]
        table.add(
            Text(page.name("programmes", one)), *([] if page.narrow else [Text(" ".join(one.countries))]), *numbers
        )
    return Group(table, *_count_line(page, words.count(len(chosen), "programme")))


def milestones(page: Page, chosen: Sequence[Milestone]) -> RenderableType:
    """A line a treaty, law or announcement, by its first date."""
    table = _table(
        ("date", DATE, False),
        ("name", "", True),
        *([] if page.narrow else [("kind", GREY, False), ("status", GREY, False)]),
    )
    for one in chosen:
        first = query.begins(one.events)
        cells = [Text(_day(page, first) if first else ""), Text(page.name("milestones", one))]
        table.add(*cells, *([] if page.narrow else [Text(one.kind), Text(words.label(one.status or ""))]))
    return Group(table, *_count_line(page, words.count(len(chosen), "record")))


def problems(page: Page, found: Sequence[Problem]) -> RenderableType:
    """Each problem: where it stands, what is wrong, how to mend it."""
    parts: list[RenderableType] = []
    for one in found:
        parts.append(
            Text.assemble(
                (clean(f"{one.file}:{one.line}"), DATE), clean(f"  {one.record}  {one.field}"), overflow="fold"
            )
        )
        parts.append(Text(clean(f"  {one.message}{f' ({one.mend})' if one.mend else ''}")))
    return Group(*parts, Text(), Text(words.count(len(found), "problem"), GREY))


def sources(page: Page, chosen: Sequence[Source]) -> RenderableType:
    """A source each: key, title, publisher, when published and read, and its address."""
    parts: list[RenderableType] = []
    for one in chosen:
        published = f"{one.published.show()}, " if one.published else ""
        parts.append(
            Text.assemble((one.id, DATE), f"  {one.title}. {one.publisher}, {published}read {one.read.show()}")
        )
        if one.url:
            parts.append(Text(f"  {one.url}", GREY, overflow="fold"))
    return Group(*parts, *_count_line(page, words.count(len(chosen), "source")))


def changes(page: Page, found: Sequence[Change]) -> RenderableType:
    """A line a change: when, what kind, what."""
    table = _table(("", DATE, False), ("", GREY, False), ("", "", True))
    for one in found:
        table.add(one.when.show(), one.kind, one.text)
    return Group(table, *_count_line(page, words.count(len(found), "change")))


def chosen(page: Page, header: Sequence[str], rows: Sequence[Sequence[str]]) -> RenderableType:
    """The fields that were asked for, as a table."""
    table = Columns([Column(title, kind="wrap") for title in header])
    for row in rows:
        table.add(*row)
    return Group(table, *_count_line(page, words.count(len(rows), "row")))


def paragraph(text: str) -> RenderableType:
    """One paragraph of text."""
    return Text(text)


def hits(page: Page, found: Sequence[query.Hit], wanted: str) -> RenderableType:
    """A line a record in which a text was found, with the passage."""
    table = _table(("", GREY, False), ("", DATE, True), ("", "", True))
    for hit in found:
        passage = Text(hit.passage if hit.passage != hit.id else hit.name)
        if wanted.strip():
            passage.highlight_words([wanted], style="bold", case_sensitive=False)
        table.add(hit.kind if not page.narrow else "", hit.id, passage)
    return Group(table, *_count_line(page, words.count(len(found), "record")))
