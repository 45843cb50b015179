"""The pages of `signatories`: one alliance or several, the states in both or neither, by year and by region."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from moonrace.query import regions
from moonrace.query.membership import in_both, members
from moonrace.query.period import NO_DATE, counting_rule
from moonrace.render import alliances, formatting
from moonrace.render.alliances import LATEST
from moonrace.render.columns import Column, Columns
from moonrace.render.page import DATE, GREY, Page, Row

if TYPE_CHECKING:
    from moonrace.query.joining import Beside, Comparison, Counted, Year
    from moonrace.records.alliances import Alliance, Member
    from moonrace.render.short import Fit

Parts = list[RenderableType]


def _not_known(alliance: Alliance, kind: str | None) -> list[Row]:
    places = alliance.unidentified if kind != "organisation" else ()
    return [Row(f"place {place.ordinal}", ["signatory not identified"]) for place in places]


def _foot(page: Page, beside: Beside, sources: Iterable[str]) -> Parts:
    """The rule of the count with its day, what groups and regions are, sources, and the day of the record."""
    rules = [beside.rule]
    if beside.group:
        group = page.dataset.groups[beside.group]
        weak = f" {page.weak()}" if group.weak else ""
        rules.append(f"{group.name}: members as of that day.{weak}")
        if beside.undated:
            unknown = formatting.country_names(page.dataset, beside.undated)
            rules.append(f"Not included: {' · '.join(unknown)} (joining date unknown).")
    if beside.region:
        rules.append("Regions: UN M49.")
    return [Text(), Text(" ".join(rules), GREY), *alliances.publishers(page, sources), *page.foot()[1:]]


def _among(beside: Beside) -> str:
    """How many states were asked for, and how many more would be if it were known when they joined the group."""
    more = f"; {len(beside.undated)} more whose joining date is unknown" if beside.undated else ""
    return formatting.count(beside.among or 0, "state") + more


def _asked(page: Page, beside: Beside) -> str:
    """Whose states are asked for: `Africa`, `European Union`, or the record."""
    group = page.dataset.groups[beside.group].name if beside.group else ""
    return " in ".join(filter(None, (group, beside.region))) or "this record"


def whole(page: Page, found: Comparison) -> RenderableType | Fit:
    """One alliance, or several one under the other: as much as fits a screen, or everything with --full."""
    from moonrace.render.short import Fit

    rows, kind = found.alliances, found.question.kind
    if page.full:
        return member_table(page, rows[0], kind) if len(rows) == 1 else side_by_side(page, rows, kind)
    if len(rows) > 1:
        return Fit(LATEST, lambda most: _several(page, found, max(1, most)))
    one = rows[0]
    parts: Parts = [alliances.head(one, kind), Text(), _latest_table(page, one, kind), Text()]
    parts.append(page.rows([*alliances.block(page, one, kind, 0), *_not_known(one, kind)], style=GREY))
    hidden = alliances.hidden(one, kind)
    parts += [Text(), Text(f"--full for {formatting.listing(hidden)}", GREY)] if hidden else [Text()]
    return Group(*parts, *_below(page, rows, kind))


def _several(page: Page, found: Comparison, most: int) -> RenderableType:
    """Alliances one under the other, with the names of the `most` who joined last."""
    rows, kind = found.alliances, found.question.kind
    parts: Parts = []
    for number, one in enumerate(rows):
        parts += [Text()] if number else []
        parts += [alliances.head(one, kind), page.rows(alliances.block(page, one, kind, most), style=GREY)]
    parts.append(Text())
    if len(rows) == 2 and kind != "organisation":
        parts.append(page.rows(_common(page, found, most), style=GREY))
    hidden = [(row.abbreviation or row.name, alliances.hidden(row, kind, most)) for row in rows]
    said = [f"{name} {formatting.listing(left_out)}" for name, left_out in hidden if left_out]
    parts += [Text(f"--full for the rest: {' · '.join(said)}", GREY)] if said else []
    return Group(*parts, *_below(page, rows, kind))


def _below(page: Page, rows: Sequence[Alliance], kind: str | None) -> Parts:
    """The rule of the count with its day, who says so, and the day of the record."""
    return [
        alliances.short_rule(page),
        *alliances.publishers(page, alliances.shown_sources(rows, kind)),
        *page.foot()[1:],
    ]


def _common(page: Page, found: Comparison, most: int) -> list[Row]:
    """How many states are in both of two alliances, and since when, and how many in neither."""
    since = [
        page.marked(f"{one.party} since {alliances.day(last.joined)}", last.weak)
        for one, other in found.shared
        for last in [max(one, other, key=lambda member: member.joined or NO_DATE)]
    ]
    outside = regions.in_none(page.dataset, found.alliances, regions.states(page.dataset))
    named = " · ".join(since[-most:]) + (f" · {len(since) - most} more: --both" if len(since) > most else "")
    both = formatting.count(len(since), "state") + (f": {named}" if since else "")
    neither = f"{formatting.count(len(outside), 'state')} of those in this record: --neither"
    return [Row("in both", [both]), Row("in neither", [neither])]


def _latest_table(page: Page, alliance: Alliance, kind: str | None) -> RenderableType:
    """The five who joined last, the latest first."""
    chosen = alliances.last_first(alliance, "organisation" if kind == "organisation" else "state")[:LATEST]
    return alliances.table(page, chosen, "latest", numbers=page.full_sources)


def some(page: Page, found: Comparison) -> RenderableType:
    """Those of a region or group, or who joined in a period, by year: how many of how many, and who."""
    rows, beside, of_some = found.alliances, found.beside, found.question.of_some
    parts: Parts = []
    if of_some:
        parts.append(Text.assemble((_asked(page, beside), "bold"), (f"  {_among(beside)}", GREY)))
    for one, number in zip(rows, beside.counted, strict=True):
        parts += [Text()] if parts else []
        of = f"{number.state} of {formatting.count(beside.among or 0, 'state')}" if of_some else _counted(number)
        parts.append(Text.assemble((one.name, "bold"), (f"  {of}", GREY)))
        for kind in ("state", "organisation"):
            if any(member.kind == kind for member in one.members):
                parts += [Text("organisations", GREY)] if kind == "organisation" and not found.question.kind else []
                parts.append(alliances.growth(page, one, kind=kind, sums=of_some))
    if len(rows) == 2 and of_some:
        codes = regions.states(page.dataset, beside.region, beside.group)
        neither = [one.name for one in regions.in_none(page.dataset, rows, codes)]
        both = [one.party for one, _ in found.shared]
        lines = [
            Row(name, [f"{len(states)}{': ' if states else ''}{' · '.join(states)}"])
            for name, states in (("in both", both), ("in neither", neither))
        ]
        parts += [Text(), page.rows(lines, style=GREY)]
    keys = [key for row in rows for member in row.members for key in member.sources]
    return Group(*parts, *_foot(page, beside, keys))


def _counted(number: Counted) -> str:
    parts = [formatting.count(number.state, "state")] if number.state or not number.organisation else []
    parts += [formatting.count(number.organisation, "organisation")] if number.organisation else []
    return " · ".join(parts)


def both(page: Page, found: Comparison) -> RenderableType:
    """The states in both of two alliances, with both days, in the order in which they joined the second."""
    beside, shared = found.beside, found.shared
    of = f" of {beside.among} in {_asked(page, beside)}" if found.question.of_some else ""
    parts: Parts = [Text.assemble(("In both", "bold"), (f"  {formatting.count(len(shared), 'state')}{of}", GREY))]
    lines = [Row(one.party, [_both_dates(page, found.alliances, one, other)]) for one, other in shared]
    parts.append(page.rows(lines, style="") if lines else Text("none", GREY))
    return Group(*parts, *_foot(page, beside, [key for pair in shared for member in pair for key in member.sources]))


def neither(page: Page, found: Comparison) -> RenderableType:
    """The states in none of the alliances, by region."""
    beside, outside = found.beside, found.outside or ()
    names = [alliance.abbreviation or alliance.name for alliance in found.alliances]
    title = f"Not in the {names[0]}" if len(names) == 1 else "In neither" if len(names) == 2 else "In none of them"
    of = f"  {len(outside)} of the {beside.among or 0} states in {_asked(page, beside)}"
    parts: Parts = [Text.assemble((title, "bold"), (of, GREY)), Text(" · ".join(names) if len(names) > 1 else "", GREY)]
    made = Columns([Column(), Column(style=GREY, right=True), Column(kind="wrap")])
    by: dict[str, list[str]] = {}
    for one in outside:
        by.setdefault(one.region or "no region", []).append(one.name)
    for region, there in sorted(by.items(), key=lambda pair: (-len(pair[1]), pair[0])):
        made.add(region, str(len(there)), " · ".join(there))
    unknown = [
        Text(
            f"Not identified in the {one.name}: {formatting.count(len(one.unidentified), 'signatory', 'signatories')}, "
            "perhaps among these states."
        )
        for one in found.alliances
        if one.unidentified and outside
    ]
    return Group(
        *parts,
        made if outside else Text("none", GREY),
        *([Text(), *unknown] if unknown else []),
        *_foot(page, beside, ()),
    )


def by_year(page: Page, found: Comparison) -> RenderableType:
    """A table: who joined in each year, who left, and the sum at its end, for each alliance and kind of party."""
    beside = found.beside
    series: dict[str, dict[str, Year]] = {}
    for year in beside.by_year or ():
        one = page.dataset.alliances[year.alliance]
        name = (one.abbreviation or one.name) + ("" if year.kind == "state" else ", organisations")
        series.setdefault(name, {})[alliances.year_name(year)] = year
    years = sorted({year for by_year in series.values() for year in by_year})
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


def by_region(page: Page, found: Comparison) -> RenderableType:
    """A table: how many states of each region are in each alliance, or in none of them, of how many."""
    beside, rows = found.beside, found.beside.by_region or ()
    keys = list(dict.fromkeys(row.alliance for row in rows))
    names = {alliance.id: alliance.abbreviation or alliance.name for alliance in found.alliances}
    nobody = "in neither" if len(names) == 2 else "in none"
    heads = [names[key] if key else nobody for key in keys]
    made = Columns(
        [
            Column("region", kind="wrap"),
            *(Column(head, right=True) for head in heads),
            Column("states", GREY, right=True),
        ]
    )
    by = {(row.region, row.alliance): row for row in rows}
    for region in dict.fromkeys(row.region for row in rows):
        there = [by[region, key] for key in keys]
        made.add(
            region or "no region", *(str(row.states or page.symbols["none"]) for row in there), str(there[0].among)
        )
    totals = [sum(row.states for row in rows if row.alliance == key) for key in keys]
    among = sum(row.among for row in rows if row.alliance == keys[0]) if keys else 0
    made.add(Text("all", "bold"), *map(str, totals), str(among))
    title = "Member states by region" if found.outside is None else f"States {nobody} by region"
    said = f"{_of_whom(page, beside)}how many, of the states in this record"
    parts: Parts = [Text(title, "bold"), Text(said, GREY), Text(), made]
    note = " Regions: UN M49." if not beside.region else ""
    return Group(*parts, *_foot(page, beside._replace(rule=beside.rule + note), ()))


# --- All of it


def side_by_side(page: Page, several: Sequence[Alliance], kind: str | None) -> RenderableType:
    """Alliances beside each other by year of joining (or one under the other), and the states that are in both."""
    blocks: list[RenderableType] = [Group(alliances.head(one, kind), alliances.growth(page, one)) for one in several]
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
            Row(one.party, [_both_dates(page, several, one, other)], [*one.sources, *other.sources])
            for one, other in both
        ]
        parts.append(page.rows(rows, style="") if rows else Text("none", GREY))
    return Group(*parts, Text(), Text(counting_rule(page.today), GREY), *page.foot())


def _both_dates(page: Page, several: Sequence[Alliance], one: Member, other: Member) -> str:
    dates = [
        page.marked(f"{alliance.abbreviation or alliance.name} {alliances.day(member.joined)}", member.weak)
        for alliance, member in zip(several, (one, other), strict=True)
    ]
    return " · ".join(dates)


def member_table(page: Page, alliance: Alliance, kind: str | None) -> RenderableType:
    """The table of one alliance: number, party, day of joining, instrument."""
    made = alliances.table(page, members(alliance, kind), "party", numbers=True)
    parts: list[RenderableType] = [alliances.head(alliance, kind), Text(), made]
    for place in alliance.unidentified if kind != "organisation" else ():
        why = f": {place.note}" if place.note else ""
        parts += [Text(), Text(f"Place {place.ordinal}: signatory not identified{why}", GREY)]
    return Group(*parts, Text(), Text(counting_rule(page.today), GREY), *page.foot())
