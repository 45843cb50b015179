"""Who has joined what, and who has not: one alliance, several, the states in both or neither, by year and by region."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from moonrace.fields import walk
from moonrace.names import fold
from moonrace.query import joining
from moonrace.query.membership import by_region as regions_of
from moonrace.query.membership import counts, in_both, members, newest, states_of
from moonrace.render import formatting
from moonrace.render.columns import Column, Columns
from moonrace.render.page import DATE, GREY, Page, Row

if TYPE_CHECKING:
    from moonrace.dates import Moment
    from moonrace.query.joining import Beside, State, Year
    from moonrace.records.alliances import Alliance, Member
    from moonrace.records.groups import Group as States
    from moonrace.records.parts import Event
    from moonrace.render.short import Fit

Parts = list[RenderableType]
Pairs = Sequence[tuple["Member", "Member"]]
LATEST = 5
"""How many of those who joined last are named where not all are."""
SCREEN = 23
"""Lines that a terminal of 24 has for a page."""


# --- Shared lines


def growth(
    page: Page, alliance: Alliance, *, chart: bool = False, kind: str = "state", sums: bool = True
) -> RenderableType:
    """States (or organisations) by the year in which they joined: how many, their running sum, who; as a chart, with a bar
    for the sum.
    """
    years = joining.by_year(alliance, kind)
    bars = chart and not page.narrow
    made = Columns(
        [
            Column("year", DATE),
            Column("joined", right=True),
            *([Column("sum", GREY, right=True)] if sums else []),
            *([Column(style=DATE)] if bars else []),
            Column(kind="wrap"),
        ]
    )
    most = max((year.total for year in years), default=1) or 1
    for year in years:
        names = " · ".join(year.parties) + (f" ({year.left} left)" if year.left else "")
        total = [str(year.total)] if sums else []
        made.add(_year(year), str(year.joined), *total, *([page.bar(year.total / most, 16)] if bars else []), names)
    return made


def _year(year: Year) -> str:
    return "unknown" if year.year is None else str(year.year)


def regions(page: Page, alliance: Alliance) -> RenderableType:
    """The member states by region, largest first."""
    made = Columns([Column(), Column(style=GREY, right=True), Column(kind="wrap")])
    for region, found in regions_of(page.dataset, alliance).items():
        made.add(region, str(len(found)), " · ".join(member.party for member in found))
    return made


def _day(when: Moment | None) -> str:
    return when.show_day() if when else "day unknown"


def _last_first(one: Alliance, kind: str) -> list[Member]:
    """Its members, those who joined last first; those whose day is not known last."""
    dated = [member for member in members(one, kind) if member.joined]
    return [*reversed(dated), *(member for member in members(one, kind) if not member.joined)]


def _latest_row(one: Alliance, kind: str, most: int = LATEST) -> Row | None:
    """Who joined last, with the days; the first of them is the latest."""
    found = _last_first(one, kind)[:most]
    return Row("latest", [" · ".join(f"{member.party} {_day(member.joined)}" for member in found)]) if found else None


def _years_row(page: Page, one: Alliance, kind: str) -> Row | None:
    """How many joined in each year, on a line; the first years together where there are too many."""
    years = [(_year(year), year.joined) for year in joining.by_year(one, kind) if year.joined]
    room, items = max(24, page.width - 16), [f"{year} {joined}" for year, joined in years]
    first = 0
    while len(items) - first > 2 and cell_len(" · ".join(items)) > room:
        first += 1
        items = [f"to {years[first][0]} {sum(joined for _, joined in years[: first + 1])}"]
        items += [f"{year} {joined}" for year, joined in years[first + 1 :]]
        if len(items) < 4:
            break
    return Row("joined in", [" · ".join(items)]) if items else None


def _regions_row(page: Page, one: Alliance) -> Row | None:
    found = regions_of(page.dataset, one)
    return (
        Row("by region", [" · ".join(f"{region} {len(there)}" for region, there in found.items())]) if found else None
    )


def _block(page: Page, one: Alliance, kind: str | None, most: int = LATEST) -> list[Row]:
    """What a screen has room for of one alliance: who joined last, how many by year and by region, organisations, who left,
    and how many are left out.
    """
    main = "organisation" if kind == "organisation" else "state"
    rows = [_latest_row(one, main, most) if most else None, _years_row(page, one, main)]
    rows.append(_regions_row(page, one) if main == "state" else None)
    others = members(one, "organisation") if kind is None else []
    if others:
        last = newest(one, "organisation")
        said = f", the latest {last[0].name} {_day(last[0].joined)}" if last else ""
        rows.append(Row("others", [f"{formatting.count(len(others), 'organisation')}{said}"]))
    if left := [member for member in one.members if member.left and kind in (None, member.kind)]:
        rows.append(Row("left", [" · ".join(f"{member.party} {_day(member.left)}" for member in left)]))
    return [row for row in rows if row]


def _hidden(one: Alliance, kind: str | None, most: int = LATEST) -> list[str]:
    """What a block leaves out: members that are not named."""
    main = "organisation" if kind == "organisation" else "state"
    more, others = len(members(one, main)) - most, len(members(one, "organisation")) if kind is None else 0
    hidden = [formatting.count(more, f"more {main}")] if more > 0 else []
    return hidden + ([formatting.count(others, "organisation")] if others else [])


def _not_known(one: Alliance, kind: str | None) -> list[Row]:
    places = one.unidentified if kind != "organisation" else ()
    return [Row("not known", [f"who holds place {place.ordinal}: it is taken, and was not named"]) for place in places]


def _publishers(page: Page, keys: Iterable[str]) -> Parts:
    """Who says so, the strongest first, on a line; by number in the foot where the sources are asked for in full."""
    if page.full_sources:
        page.cite(keys)
        return []
    from moonrace.query.citations import publishers

    names = publishers(page.dataset, dict.fromkeys(keys))
    line = names[0] if names else ""
    for number, name in enumerate(names[1:], 1):
        rest = f", and {len(names) - number} more"
        if cell_len(f"Sources  {line} · {name}{rest}") > page.width:
            line += rest
            break
        line += f" · {name}"
    return [Text.assemble(("Sources  ", "bold"), (line, GREY))] if names else []


def _shown_sources(rows: Iterable[Alliance], kind: str | None) -> list[str]:
    """The sources of those who are named as the latest."""
    main = "organisation" if kind == "organisation" else "state"
    return [key for one in rows for member in _last_first(one, main)[:LATEST] for key in member.sources]


def _short_rule(page: Page) -> Text:
    return Text(f"Members: who had joined by the end of {page.today.text} and had not left.", GREY)


def _foot(page: Page, beside: Beside, sources: Iterable[str]) -> Parts:
    """The rule of the count with its day, what groups and regions are, sources, and the day of the record."""
    rules = [beside.rule]
    if beside.group:
        group = page.dataset.groups[beside.group]
        weak = f" {page.weak()}" if group.weak else ""
        rules.append(f"{group.name}: its members of that day.{weak}")
        if unknown := _left_out(page, group):
            rules.append(f"Not among them: {' · '.join(unknown)}, for the record has no day on which they joined.")
    if beside.region:
        rules.append("Regions: UN M49.")
    return [Text(), Text(" ".join(rules), GREY), *_publishers(page, sources), *page.foot()[1:]]


def _left_out(page: Page, group: States) -> list[str]:
    """The names of the members of a group today whose day of joining is not known, so that they are not those of a past day."""
    return formatting.country_names(page.dataset, joining.undated(page.dataset, group.id))


def _among(beside: Beside) -> str:
    """How many states were asked for, and how many more would be if it were known when they joined the group."""
    more = f"; {len(beside.undated)} more whose day of joining is not known" if beside.undated else ""
    return formatting.count(beside.among or 0, "state") + more


def _asked(page: Page, beside: Beside) -> str:
    """Whose states are asked for: `Africa`, `European Union`, or the record."""
    group = page.dataset.groups[beside.group].name if beside.group else ""
    return " in ".join(filter(None, (group, beside.region))) or "this record"


# --- Pages of `signatories`


def whole(
    page: Page,
    rows: Sequence[Alliance],
    beside: Beside,
    kind: str | None,
    shared: Pairs,
    outside: Sequence[State] | None,
) -> RenderableType | Fit:
    """One alliance, or several one under the other: as much as fits a screen, or all of it where that is asked for."""
    from moonrace.render.short import Fit

    if page.full:
        return member_table(page, rows[0], kind) if len(rows) == 1 else side_by_side(page, rows, kind)
    if len(rows) > 1:
        return Fit(LATEST, lambda most: _several(page, rows, kind, shared, max(1, most)))
    one = rows[0]
    parts: Parts = [_alliance_head(one, kind), Text(), _latest_table(page, one, kind), Text()]
    parts.append(page.rows([*_block(page, one, kind, 0), *_not_known(one, kind)], style=GREY))
    hidden = _hidden(one, kind)
    parts += [Text(), Text(f"--full for {formatting.listing(hidden)}", GREY)] if hidden else [Text()]
    return Group(*parts, *_below(page, rows, kind))


def _several(page: Page, rows: Sequence[Alliance], kind: str | None, shared: Pairs, most: int) -> RenderableType:
    """Alliances one under the other, with the names of so many who joined last."""
    parts: Parts = []
    for number, one in enumerate(rows):
        parts += [Text()] if number else []
        parts += [_alliance_head(one, kind), page.rows(_block(page, one, kind, most), style=GREY)]
    parts.append(Text())
    if len(rows) == 2 and kind != "organisation":
        parts.append(page.rows(_common(page, rows, shared, most), style=GREY))
    hidden = [(one.abbreviation or one.name, _hidden(one, kind, most)) for one in rows]
    said = [f"{name} {formatting.listing(found)}" for name, found in hidden if found]
    parts += [Text(f"--full for the rest: {' · '.join(said)}", GREY)] if said else []
    return Group(*parts, *_below(page, rows, kind))


def _below(page: Page, rows: Sequence[Alliance], kind: str | None) -> Parts:
    """The rule of the count with its day, who says so, and the day of the record."""
    return [_short_rule(page), *_publishers(page, _shown_sources(rows, kind)), *page.foot()[1:]]


def _common(page: Page, rows: Sequence[Alliance], shared: Pairs, most: int) -> list[Row]:
    """How many states are in both of two alliances, and since when, and how many in neither."""
    since = [
        f"{one.party} since {_day(max(one.joined, other.joined) if one.joined and other.joined else None)}"
        for one, other in shared
    ]
    outside = joining.in_none(page.dataset, rows, joining.states(page.dataset))
    named = " · ".join(since[-most:]) + (f" · {len(since) - most} more: --both" if len(since) > most else "")
    both = formatting.count(len(shared), "state") + (f": {named}" if shared else "")
    neither = f"{formatting.count(len(outside), 'state')} of those in this record: --neither"
    return [Row("in both", [both]), Row("in neither", [neither])]


def _latest_table(page: Page, one: Alliance, kind: str | None) -> RenderableType:
    """The five who joined last, the latest first."""
    chosen = _last_first(one, "organisation" if kind == "organisation" else "state")[:LATEST]
    return _table(page, chosen, "latest", numbers=page.full_sources)


def _table(page: Page, chosen: Sequence[Member], title: str, *, numbers: bool) -> Columns:
    numbered = any(member.ordinal for member in chosen)
    made = Columns([
        *([Column("no.", GREY, right=True)] if numbered else []),
        Column("joined", DATE),
        Column(title, kind="wrap"),
        *([] if page.narrow else [Column(style=GREY), Column("instrument", GREY, "wrap")]),
        *([Column(style=GREY, kind="wrap", right=True)] if numbers else []),
    ])  # fmt: skip
    for member in chosen:
        joined = member.joined.show(page.zone) if member.joined else "day unknown"
        where = [] if page.narrow else [member.country or "", formatting.label(member.instrument)]
        number = [str(member.ordinal or "")] if numbered else []
        made.add(*number, joined, member.party, *where, *([page.cite(member.sources)] if numbers else []))
    return made


def some(
    page: Page,
    rows: Sequence[Alliance],
    beside: Beside,
    kind: str | None,
    shared: Pairs,
    outside: Sequence[State] | None,
) -> RenderableType:
    """Those of a region or group, or who joined in a period, by year: how many of how many, and who."""
    of_some = beside.among is not None
    parts: Parts = []
    if of_some:
        parts.append(Text.assemble((_asked(page, beside), "bold"), (f"  {_among(beside)}", GREY)))
    for one, number in zip(rows, beside.counted, strict=True):
        parts += [Text()] if parts else []
        of = f"{number.state} of {formatting.count(beside.among or 0, 'state')}" if of_some else _counted(number)
        parts.append(Text.assemble((one.name, "bold"), (f"  {of}", GREY)))
        for each in ("state", "organisation"):
            found = [member for member in one.members if member.kind == each]
            if found:
                parts += [Text("organisations", GREY)] if each == "organisation" and kind is None else []
                parts.append(growth(page, one, kind=each, sums=of_some))
    if len(rows) == 2 and of_some:
        codes = joining.states(page.dataset, beside.region, beside.group)
        neither = [one.name for one in joining.in_none(page.dataset, rows, codes)]
        both = [one.party for one, _ in shared]
        lines = [
            Row(name, [f"{len(found)}{': ' if found else ''}{' · '.join(found)}"])
            for name, found in (("in both", both), ("in neither", neither))
        ]
        parts += [Text(), page.rows(lines, style=GREY)]
    keys = [key for one in rows for member in one.members for key in member.sources]
    return Group(*parts, *_foot(page, beside, keys))


def _counted(number: joining.Counted) -> str:
    parts = [formatting.count(number.state, "state")] if number.state or not number.organisation else []
    parts += [formatting.count(number.organisation, "organisation")] if number.organisation else []
    return " · ".join(parts)


def both(
    page: Page,
    rows: Sequence[Alliance],
    beside: Beside,
    kind: str | None,
    shared: Pairs,
    outside: Sequence[State] | None,
) -> RenderableType:
    """The states in both of two alliances, with both days, in the order in which they joined the second."""
    of = f" of {beside.among} in {_asked(page, beside)}" if beside.region or beside.group else ""
    parts: Parts = [Text.assemble(("In both", "bold"), (f"  {formatting.count(len(shared), 'state')}{of}", GREY))]
    lines = [Row(one.party, [_both_dates(rows, one, other)]) for one, other in shared]
    parts.append(page.rows(lines, style="") if lines else Text("none", GREY))
    return Group(*parts, *_foot(page, beside, [key for pair in shared for member in pair for key in member.sources]))


def neither(
    page: Page,
    rows: Sequence[Alliance],
    beside: Beside,
    kind: str | None,
    shared: Pairs,
    outside: Sequence[State] | None,
) -> RenderableType:
    """The states in none of the alliances, by region."""
    found = outside or ()
    names = [one.abbreviation or one.name for one in rows]
    title = f"Not in the {names[0]}" if len(names) == 1 else "In neither" if len(names) == 2 else "In none of them"
    of = f"  {len(found)} of the {beside.among or 0} states in {_asked(page, beside)}"
    parts: Parts = [Text.assemble((title, "bold"), (of, GREY)), Text(" · ".join(names) if len(names) > 1 else "", GREY)]
    made = Columns([Column(), Column(style=GREY, right=True), Column(kind="wrap")])
    by: dict[str, list[str]] = {}
    for one in found:
        by.setdefault(one.region or "no region", []).append(one.name)
    for region, there in sorted(by.items(), key=lambda pair: (-len(pair[1]), pair[0])):
        made.add(region, str(len(there)), " · ".join(there))
    return Group(*parts, made if found else Text("none", GREY), *_foot(page, beside, ()))


def by_year(
    page: Page,
    rows: Sequence[Alliance],
    beside: Beside,
    kind: str | None,
    shared: Pairs,
    outside: Sequence[State] | None,
) -> RenderableType:
    """A table: who joined in each year, who left, and the sum at its end, for each alliance and kind of party."""
    series: dict[str, dict[str, Year]] = {}
    for year in beside.by_year or ():
        one = page.dataset.alliances[year.alliance]
        name = (one.abbreviation or one.name) + ("" if year.kind == "state" else ", organisations")
        series.setdefault(name, {})[_year(year)] = year
    years = sorted({year for found in series.values() for year in found})
    together = _breadth(series) <= page.width
    tables = [list(series.items())] if together else [[each] for each in series.items()]
    parts: Parts = [
        Text("Members by year", "bold"),
        Text(f"{_of_whom(page, beside)}who joined in the year, and the sum at its end", GREY),
    ]
    for several in tables:
        parts += [Text(), _years_table(years, several)]
    today = page.today.text
    note = (
        [f"{years[-1]} is counted to {today}."] if years and today.startswith(years[-1]) and today != years[-1] else []
    )
    beside = beside._replace(rule=" ".join([beside.rule, *note]))
    return Group(*parts if series else [parts[0], Text("none", GREY)], *_foot(page, beside, ()))


def _of_whom(page: Page, beside: Beside) -> str:
    return f"{_asked(page, beside)}: " if beside.region or beside.group else ""


def _breadth(series: Mapping[str, Mapping[str, Year]]) -> int:
    """The columns that a table of years needs."""
    leaves = sum(any(year.left for year in found.values()) for found in series.values())
    return 4 + sum(2 + max(cell_len(name), 6) + 2 + 4 for name in series) + 6 * leaves


def _years_table(years: Sequence[str], series: Sequence[tuple[str, dict[str, Year]]]) -> Columns:
    columns, left = [Column("\nyear", DATE)], [any(year.left for year in found.values()) for _, found in series]
    for (name, _), leaves in zip(series, left, strict=True):
        columns.append(Column(f"{name}\njoined", right=True))
        columns += [Column("\nleft", right=True)] if leaves else []
        columns.append(Column("\nsum", GREY, right=True))
    made = Columns(columns)
    sums = [0] * len(series)
    for year in years:
        cells = []
        for number, ((_, found), leaves) in enumerate(zip(series, left, strict=True)):
            row = found.get(year)
            sums[number] = row.total if row else sums[number]
            cells.append(str(row.joined) if row and row.joined else "")
            cells += [str(row.left) if row and row.left else ""] if leaves else []
            cells.append(str(sums[number]) if sums[number] else "")
        if any(year in found for _, found in series):
            made.add(year, *cells)
    return made


def by_region(
    page: Page,
    rows: Sequence[Alliance],
    beside: Beside,
    kind: str | None,
    shared: Pairs,
    outside: Sequence[State] | None,
) -> RenderableType:
    """A table: how many states of each region are in each alliance, or in none of them, of how many."""
    found = beside.by_region or ()
    keys = list(dict.fromkeys(row.alliance for row in found))
    names = {one.id: one.abbreviation or one.name for one in rows}
    nobody = "in neither" if len(rows) == 2 else "in none"
    heads = [names[key] if key else nobody for key in keys]
    made = Columns(
        [
            Column("region", kind="wrap"),
            *(Column(head, right=True) for head in heads),
            Column("states", GREY, right=True),
        ]
    )
    by = {(row.region, row.alliance): row for row in found}
    for region in dict.fromkeys(row.region for row in found):
        there = [by[region, key] for key in keys]
        made.add(
            region or "no region", *(str(row.states or page.symbols["none"]) for row in there), str(there[0].among)
        )
    totals = [sum(row.states for row in found if row.alliance == key) for key in keys]
    among = sum(row.among for row in found if row.alliance == keys[0]) if keys else 0
    made.add(Text("all", "bold"), *map(str, totals), str(among))
    title = (
        "Member states by region"
        if outside is None
        else "States in neither by region"
        if len(rows) == 2
        else "States by region"
    )
    said = f"{_of_whom(page, beside)}how many, of the states in this record"
    parts: Parts = [Text(title, "bold"), Text(said, GREY), Text(), made]
    note = " Regions: UN M49." if not beside.region else ""
    return Group(*parts, *_foot(page, beside._replace(rule=beside.rule + note), ()))


# --- All of it


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
    states, organisations = kind != "organisation", kind != "state"
    parts = [formatting.count(count.state, "state") if states and (count.state or kind) else ""]
    parts.append(
        formatting.count(count.organisation, "organisation") if organisations and (count.organisation or kind) else ""
    )
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
    made = _table(page, members(one, kind), "party", numbers=True)
    parts: list[RenderableType] = [_alliance_head(one, kind), Text(), made]
    for place in one.unidentified if kind != "organisation" else ():
        why = f": {place.note}" if place.note else ""
        parts += [Text(), Text(f"Number {place.ordinal} is taken, but it is not known by whom{why}", GREY)]
    return Group(*parts, Text(), Text(formatting.counting_rule(page.today), GREY), *page.foot())


# --- Cards


def card(page: Page, one: Alliance, steps: int) -> RenderableType:
    """The page of an alliance: its count, who joined last, by year and region; what it is, and as many of its dates as have
    room. What is left out is counted.
    """
    names = formatting.own_names(one.native, one.leads) if one.leads else []
    head = page.head(page.name("alliances", one), names, Text(alliance_count(one)))
    parts: Parts = [head, page.rows(_block(page, one, None), style=GREY), _short_rule(page), Text()]
    parts += [Text(one.summary)] if one.summary else []
    parts.append(Text(one.instrument, GREY))
    shown = _main_events(one.events, steps)
    parts += [Text(), page.rows([_event(page, event) for event in shown])] if shown else []
    readings = sum(len(part.also) for _, part in walk(one) if hasattr(part, "also"))
    hidden = [text for text in (
        formatting.count(len(one.events) - len(shown), "more event") if len(one.events) > len(shown) else "",
        formatting.count(len(one.principles), "principle") if one.principles else "",
        formatting.count(readings, "other reading") if readings else "",
        *_hidden(one, None),
    ) if text]  # fmt: skip
    more = f"moonrace alliance {one.id} --full" + (f" for {formatting.listing(hidden)}" if hidden else "")
    weak = [Text(page.weak_note(), GREY)] if page.weak_seen else []
    return Group(
        *parts, Text(), *_publishers(page, _shown_sources([one], None)), *weak, Text(more, GREY), *page.foot()[1:]
    )


def _main_events(events: Sequence[Event], room: int) -> list[Event]:
    """The first event and the latest ones, as many as there is room for."""
    if len(events) <= room:
        return list(events)
    return [events[0], *events[len(events) - room + 1 :]] if room > 1 else list(events[-1:]) if room else []


def _event(page: Page, event: Event) -> Row:
    """One line of what happened, cut to the page where it is longer."""
    said = event.title or event.first or ""
    when = event.when.show_day(page.zone)
    room = max(12, page.width - cell_len(when) - cell_len(formatting.label(event.type)) - 10)
    short = said if cell_len(said) <= room else said[: room - 1].rsplit(" ", 1)[0] + ("…" if page.unicode else "...")
    return Row(when, [short], label=formatting.label(event.type), planned=event.planned)


def group(page: Page, one: States, *, names: bool = True) -> Parts:
    """The card of a group of states: who of them joined what, and its members with the year, or in full the day, in which they
    joined. Without `names` only how many joined what.
    """
    from moonrace.query.camps import MAIN_ALLIANCES

    codes = states_of(one)
    others = [*([one.abbreviation] if one.abbreviation and one.abbreviation != one.name else []), *one.native.values()]
    kind = "regional group" if one.kind == "region" else one.kind
    badge = Text(formatting.count(len(codes), "state"))
    parts: Parts = [page.head(page.name("groups", one), others, badge), Text(kind, GREY), Text()]
    rows = []
    for key in MAIN_ALLIANCES:
        if (alliance := page.dataset.alliances.get(key)) is not None:
            inside = [member.party for member in members(alliance, "state") if member.country in codes]
            outside = [state.name for state in joining.in_none(page.dataset, [alliance], codes)]
            said = f": {' · '.join(inside)}" if len(inside) <= len(outside) else f"; not {' · '.join(outside)}"
            named = said if names and inside and outside else ""
            rows.append(Row(alliance.abbreviation or alliance.name, [f"{len(inside)} of {len(codes)}{named}"]))
    now = sorted(
        (member for member in one.members if member.left is None),
        key=lambda member: (joining.sort_day(member.joined), fold(_country(page, member.country))),
    )
    joined = [
        f"{_country(page, member.country)}{f' {_when(page, member.joined)}' if member.joined else ''}" for member in now
    ]
    keys = [key for member in one.members for key in member.sources]
    weak = f" {page.weak()}" if one.weak and not page.full else ""
    rows.append(Row("members", [" · ".join(joined) + weak], keys if page.full else ()))
    if left := [f"{_country(page, member.country)} {_day(member.left)}" for member in one.members if member.left]:
        rows.append(Row("left", [" · ".join(left)]))
    parts.append(page.rows(rows, style=GREY))
    dated = any(member.joined for member in now) and not page.full
    rule = f"Members of {page.today.text}" + (", with the year in which each joined" if dated else "") + "."
    if unknown := [member for member in now if not member.joined]:
        rule += f" The record has no day of joining for {'all' if len(unknown) == len(now) else len(unknown)} of them."
    if missing := _left_out(page, one):
        rule += f" Not among them: {' · '.join(missing)}, for the record has no day on which they joined."
    return [*parts, Text(), Text(rule, GREY)]


def _country(page: Page, code: str) -> str:
    return formatting.country_names(page.dataset, [code])[0]


def _when(page: Page, joined: Moment) -> str:
    year = joining.year_of(joined)
    return joined.show_day() if page.full or year is None else str(year)
