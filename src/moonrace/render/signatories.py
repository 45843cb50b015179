"""Who has joined what: growth, regions, two alliances side by side, the members of one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from moonrace.query.membership import by_region, counts, in_both, members
from moonrace.render import formatting
from moonrace.render.columns import Column, Columns
from moonrace.render.page import DATE, GREY, Page, Row

if TYPE_CHECKING:
    from moonrace.records.alliances import Alliance, Member


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
