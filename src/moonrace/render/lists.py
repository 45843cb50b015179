"""Many records or rows: tables that fit the width by leaving columns out, never by cutting cells."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from moonrace.dates import Moment
from moonrace.errors import Problem, clean
from moonrace.export.flat import Column as Value
from moonrace.export.flat import columns
from moonrace.parts import Member
from moonrace.query.camps import MAIN_ALLIANCES
from moonrace.query.membership import by_region, counts, in_both, members
from moonrace.query.missions import count_by_scope
from moonrace.query.plans import Upcoming
from moonrace.query.race import First, Standing
from moonrace.query.search import Hit
from moonrace.query.timeline import Anniversary, Entry
from moonrace.records import Alliance, Mission, Source
from moonrace.render import formatting
from moonrace.render.columns import Column, Columns
from moonrace.render.formatting import Line
from moonrace.render.page import DATE, GREY, NARROW, Page, Row
from moonrace.sections import SECTIONS


class Look(NamedTuple):
    """How a column of a row is shown: its head, its style, whether it may wrap, and from which width on there is room."""

    name: str
    head: str = ""
    style: str = ""
    wrap: bool = False
    least: int = 0


_ALLIANCES = dict(zip(MAIN_ALLIANCES, ("Artemis Accords", "ILRS"), strict=True))

LOOKS: dict[str, tuple[Look, ...]] = {
    "missions": (
        Look("date", "date", DATE), Look("name", "mission", wrap=True), Look("countries", "by", least=NARROW, wrap=True),
        Look("kinds", "what", GREY, least=NARROW, wrap=True), Look("launcher", "launcher", GREY, least=110, wrap=True),
        Look("outcome", "outcome"),
    ),
    "agencies": (
        Look("country", style=GREY), Look("name", "name", wrap=True), Look("abbreviation", least=NARROW),
        Look("kind", "kind", GREY, least=NARROW), Look("flown", "flown"),
    ),
    "countries": (
        Look("iso2", style=GREY), Look("name", "country", wrap=True), Look("flown", "flown"),
        *(Look(key.replace("-", "_"), name, DATE, True, NARROW) for key, name in _ALLIANCES.items()),
    ),
    "programmes": (
        Look("name", "programme", wrap=True), Look("countries", "by", GREY, wrap=True, least=NARROW),
        Look("launched", "launched"), Look("landed", "landed"),
    ),
    "alliances": (
        Look("since", "since", DATE), Look("name", "alliance", wrap=True), Look("state", "states"),
        Look("organisation", "organisations", GREY, least=NARROW),
    ),
    "milestones": (
        Look("date", "date", DATE), Look("name", "name", wrap=True), Look("kind", "kind", GREY, least=NARROW),
        Look("status", "status", GREY, least=NARROW),
    ),
    "changes": (Look("when", style=DATE), Look("kind", style=GREY), Look("text", wrap=True)),
}  # fmt: skip
"""How the lists of records look. A report that is not here shows its columns in their order, as many as have room."""


def table(
    page: Page, name: str, rows: Sequence[Any], shape: Any, names: Sequence[str] = (), noun: str = ""
) -> RenderableType:
    """Rows of one shape as a table: as `LOOKS` has it, or the columns that were asked for, or all of them."""
    known = columns(shape)
    looks = [Look(one, one.replace("_", " "), wrap=known[one].of is str) for one in names or known if one != "sources"]
    if not names and name in LOOKS:
        looks = [look for look in LOOKS[name] if page.width >= look.least]
    made = Columns([_column(look, known[look.name]) for look in looks])
    for row in rows:
        made.add(*(_cell(page, name, row, look, known[look.name].get(row, page.dataset)) for look in looks))
    singular = noun or (SECTIONS[name].singular if name in SECTIONS else "row")
    plural = name if name in SECTIONS else None
    return Group(made, *_foot(page, formatting.count(len(rows), singular, plural)))


def _column(look: Look, value: Value) -> Column:
    return Column(look.head, look.style, "wrap" if look.wrap else "fixed", right=value.of in (int, float))


def _cell(page: Page, name: str, row: Any, look: Look, value: Any) -> Text:
    if look.name == "outcome" and isinstance(row, Mission):
        return page.badge(row.outcome, row.status)
    if isinstance(value, Moment):
        return Text(value.show_day(page.zone))
    if isinstance(value, bool):
        return Text("yes" if value else "")
    if look.name == "name" and name in SECTIONS:
        return Text(page.name(name, row))
    if look.name == "kinds":
        return Text(", ".join(map(formatting.label, row.kinds)))
    if look.name == "countries" and isinstance(row, Mission) and not value:
        return Text(" ".join(page.short_name(key) for key in row.agencies))
    if look.name == "status":
        return Text(formatting.label(value or ""))
    return Text("" if value in (None, 0) else f"{value:g}" if isinstance(value, float) else str(value))


def _foot(page: Page, text: str) -> list[RenderableType]:
    return [Text(), Text(f"{text} · {page.day_line()}", GREY)]


def mission_rows(page: Page, missions: Sequence[Mission]) -> RenderableType:
    """Date, name, what it was and how it ended; less where the page is narrow."""
    looks = [
        Look("date", style=DATE),
        Look("name", wrap=True),
        Look("kinds", style=GREY, least=NARROW, wrap=True),
        Look("outcome"),
    ]
    looks = [look for look in looks if page.width >= look.least]
    known = columns(Mission)
    made = Columns([_column(look, known[look.name]) for look in looks])
    for one in missions:
        made.add(*(_cell(page, "missions", one, look, known[look.name].get(one, page.dataset)) for look in looks))
    return made


def timeline(page: Page, entries: Sequence[Entry], shown: str) -> RenderableType:
    """A line an event, a gap between decades; a first is named by its claim."""
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
    return Group(made, *_foot(page, f"{formatting.count(len(entries), 'event')}, {shown}"))


def _entry(page: Page, entry: Entry) -> Text:
    kind, key = entry.subject
    if entry.first and kind == "mission":
        name = (page.name("missions", page.dataset.missions[key]), "bold")
        return Text.assemble(name, f": {entry.first}", (" (contested)" if entry.contested else "", GREY))
    overdue = entry.planned and entry.when.is_past(page.today)
    plan = f" · was due {entry.when.speak()}, not confirmed as of {page.today.speak()}" if overdue else ""
    return Text.assemble(entry.title + page.own(f"{kind}s", key), (plan, GREY))


_HEADS = {"launches": "flown", "flew_around": "flew", "operating": "active"}


def scoreboard(page: Page, rows: Sequence[Standing], count: str, rules: Sequence[str]) -> RenderableType:
    """The scoreboard with its rules; stacked where the page is narrow, with a bar for the launches where it is wide."""
    heads = {field: _HEADS.get(field, formatting.label(field)) for field in Standing._fields[2:]}
    parts: list[RenderableType] = []
    if page.width < NARROW + 10:
        for row in rows:
            numbers = [f"{head} {getattr(row, field)}" for field, head in heads.items() if getattr(row, field)]
            parts += [Text(row.name, "bold"), Text("  " + " · ".join(numbers))]
    else:
        wide = page.width >= 110
        bars = [Column(style=DATE)] if wide else []
        made = Columns([Column(kind="wrap"), *bars, *(Column(head, right=True) for head in heads.values())], gap=1)
        most = max((row.launches for row in rows), default=1) or 1
        for row in rows:
            cells = [str(getattr(row, field) or page.symbols["none"]) for field in heads]
            made.add(row.name, *([page.bar(row.launches / most, 20)] if wide else []), *cells)
        parts.append(made)
    counted = {
        "missions": "Each row counts missions",
        "spacecraft": "Each row counts missions and the craft that they carried",
    }
    first = f"{counted[count]}, but flew and walked count people. Flown: launched. Active: still operating."
    parts += [Text(), *(Text(rule, GREY) for rule in (first, *rules))]
    return Group(*parts, Text(page.day_line(), GREY))


def firsts(page: Page, found: Sequence[First]) -> RenderableType:
    """Each first with its date, who holds it, and who disputes it."""
    rows = []
    for one in found:
        holder = formatting.listing(formatting.country_names(page.dataset, one.countries))
        name = page.name("missions", page.dataset.missions[one.mission])
        lines = [Line(one.claim), Line(" · ".join(filter(None, (name, holder))), dim=True)]
        if one.contested:
            lines.append(Line(f"contested: {one.contested}", dim=True))
        rows.append(Row(one.when.show_day(page.zone), lines, one.sources))
    contested = sum(bool(one.contested) for one in found)
    number = formatting.count(len(found), "first") + (f", {contested} contested" if contested else "")
    return Group(page.rows(rows), *page.foot(number))


def upcoming(page: Page, found: Sequence[Upcoming]) -> RenderableType:
    """What comes, in order of date; what is overdue apart."""
    due = [_upcoming(page, one) for one in found if not one.overdue]
    overdue = [_upcoming(page, one) for one in found if one.overdue]
    parts: list[RenderableType] = [page.rows(due)] if due else []
    if overdue:
        parts += page.section("Was due, and not confirmed in this record", page.rows(overdue))
    return Group(*parts, *page.foot(f"{len(due)} to come, {len(overdue)} overdue on {page.today.text}"))


def _upcoming(page: Page, one: Upcoming) -> Row:
    who = formatting.listing(formatting.country_names(page.dataset, one.countries)) or "ESA"
    countdown = ""
    if one.days is not None and not one.overdue:
        countdown = "today" if one.days == 0 else f"in {formatting.count(one.days, 'day')}"
    moved = f"moved {formatting.times(one.slips)}" if one.slips else ""
    second = " · ".join(filter(None, (who, formatting.label(one.type), countdown, moved)))
    name = page.name("missions", page.dataset.missions[one.mission])
    return Row(one.when.show(page.zone), [Line(name), Line(second, dim=True)], one.sources)


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
    return Group(heading, Text(), page.rows(rows), *page.foot("days by UTC"))


def growth(page: Page, alliance: Alliance, *, chart: bool = False) -> RenderableType:
    """States by the year in which they joined, with the running number; as a chart, with a bar for it."""
    bars = chart and not page.narrow
    by_year: dict[str, list[str]] = {}
    for member in members(alliance, "state"):
        year = str(member.joined.earliest.year) if member.joined and member.joined.earliest else "unknown"
        by_year.setdefault(year, []).append(member.party)
    whole = sum(map(len, by_year.values()))
    made = Columns(
        [
            Column(style=DATE),
            Column(style=GREY, right=True),
            *([Column(style=DATE)] if bars else []),
            Column(kind="wrap"),
        ]
    )
    total = 0
    for year, parties in by_year.items():
        total += len(parties)
        made.add(year, str(total), *([page.bar(total / whole, 16)] if bars else []), " · ".join(parties))
    return made


def regions(page: Page, alliance: Alliance) -> RenderableType:
    """The member states by region, largest first."""
    made = Columns([Column(), Column(style=GREY, right=True), Column(kind="wrap")])
    for region, found in by_region(page.dataset, alliance).items():
        made.add(region, str(len(found)), " · ".join(member.party for member in found))
    return made


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
        both = in_both(*several)
        parts += [Text(), Text.assemble(("In both", "bold"), (f"  {formatting.count(len(both), 'state')}", GREY))]
        rows = [
            Row(one.party, [_both_dates(several, one, other)], [*one.sources, *other.sources]) for one, other in both
        ]
        parts.append(page.rows(rows, style="") if rows else Text("none", GREY))
    return Group(*parts, Text(), Text(formatting.counting_rule(page.today), GREY), *page.foot())


def alliance_count(one: Alliance, kind: str | None = None) -> str:
    """`75 states · 1 more not identified`, of one kind of party or of both."""
    count = counts(one)
    states = kind != "organisation"
    parts = [formatting.count(count.state, "state") if states and (count.state or kind) else ""]
    parts.append(formatting.count(count.organisation, "organisation") if kind != "state" and count.organisation else "")
    parts.append(f"{count.unidentified:,} more not identified" if states and count.unidentified else "")
    return " · ".join(filter(None, parts))


def _alliance_head(one: Alliance, kind: str | None) -> Text:
    return Text.assemble((one.name, "bold"), (f"  {alliance_count(one, kind) or '0 states'}", GREY))


def _both_dates(several: Sequence[Alliance], one: Member, other: Member) -> str:
    dates = [
        f"{alliance.abbreviation or alliance.name} {member.joined.show() if member.joined else 'day unknown'}"
        for alliance, member in zip(several, (one, other), strict=True)
    ]
    return " · ".join(dates)


def member_table(page: Page, one: Alliance, kind: str | None) -> RenderableType:
    """The table of one alliance: number, party, day of joining, instrument."""
    chosen = members(one, kind)
    numbered = any(member.ordinal for member in chosen)
    made = Columns([
        *([Column("no.", GREY, right=True)] if numbered else []),
        Column("joined", DATE),
        Column("party", kind="wrap"),
        *([] if page.narrow else [Column(style=GREY), Column("instrument", GREY, "wrap")]),
        Column(style=GREY, kind="wrap", right=True),
    ])  # fmt: skip
    for member in chosen:
        joined = member.joined.show(page.zone) if member.joined else "day unknown"
        where = [] if page.narrow else [member.country or "", formatting.label(member.instrument)]
        number = [str(member.ordinal or "")] if numbered else []
        made.add(*number, joined, member.party, *where, page.cite(member.sources))
    parts: list[RenderableType] = [_alliance_head(one, kind), Text(), made]
    for place in one.unidentified if kind != "organisation" else ():
        why = f": {place.note}" if place.note else ""
        parts += [Text(), Text(f"Number {place.ordinal} is taken, but it is not known by whom{why}", GREY)]
    return Group(*parts, Text(), Text(formatting.counting_rule(page.today), GREY), *page.foot())


def problems(page: Page, found: Sequence[Problem]) -> RenderableType:
    """Each problem: where it is, what is wrong, how to fix it."""
    parts: list[RenderableType] = []
    for one in found:
        where = clean(f"  {one.record or ''}  {one.field or ''}")
        parts.append(Text.assemble((clean(f"{one.file}:{one.line}"), DATE), where, overflow="fold"))
        parts.append(Text(clean(f"  {one.message}{f' ({one.fix})' if one.fix else ''}")))
    return Group(*parts, Text(), Text(formatting.count(len(found), "problem"), GREY))


def sources(page: Page, chosen: Sequence[Source]) -> RenderableType:
    """A source each: key, title, publisher, when published and read, and its address."""
    parts: list[RenderableType] = []
    for one in chosen:
        published = f"{one.published.show()}, " if one.published else ""
        text = f"  {one.title}. {one.publisher}, {published}read {one.read.show()}"
        parts.append(Text.assemble((one.id, DATE), text))
        if one.url:
            parts.append(Text(f"  {one.url}", GREY, overflow="fold"))
    return Group(*parts, *_foot(page, formatting.count(len(chosen), "source")))


def paragraph(text: str) -> RenderableType:
    """One paragraph of text."""
    return Text(text)


def hits(page: Page, found: Sequence[Hit], wanted: str) -> RenderableType:
    """A line a record in which a text was found, with the passage."""
    made = Columns([Column(style=GREY), Column(style=DATE, kind="wrap"), Column(kind="wrap")])
    for hit in found:
        passage = Text(hit.passage if hit.passage != hit.id else hit.name)
        if wanted.strip():
            passage.highlight_words([wanted], style="bold", case_sensitive=False)
        made.add("" if page.narrow else hit.kind, hit.id, passage)
    return Group(made, *_foot(page, formatting.count(len(found), "record")))


def welcome(page: Page) -> RenderableType:
    """What `moonrace` alone says: what is in here, as of when, what to try."""
    dataset, scopes = page.dataset, count_by_scope(page.dataset)
    content = (
        f"{scopes['lunar']} missions to the Moon, flown and planned, with {scopes['part']} rovers and other parts; "
        f"{len(dataset.alliances)} alliances, {len(dataset.agencies)} agencies, {len(dataset.countries)} countries; "
        f"{len(dataset.sources):,} sources."
    )
    tries = {
        "moonrace mission chang-e-6": "one mission in full",
        "moonrace timeline --lanes": "the race, side by side",
        "moonrace signatories": "who has signed what",
        "moonrace next": "what comes, and how often it slipped",
        "moonrace map": "where everything is",
    }
    head = [Text("moonrace", "bold"), Text("the Moon race, old and new, with a source for every fact", GREY)]
    lines = page.rows([Row(line, [what]) for line, what in tries.items()])
    foot = Text(f"moonrace --help lists everything · {page.day_line()}", GREY)
    return Group(*head, Text(), Text(content), Text(), Text("Try"), lines, Text(), foot)
