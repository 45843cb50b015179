"""The short page of an alliance, and what it shares with the pages of `signatories`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.console import Group, RenderableType
from rich.text import Text

from moonrace.fields import walk
from moonrace.query import joining
from moonrace.query.membership import by_region, counts, members, newest
from moonrace.query.period import counting_rule
from moonrace.render import formatting
from moonrace.render.columns import Column, Columns
from moonrace.render.page import DATE, GREY, Page, Row

if TYPE_CHECKING:
    from moonrace.dates import Moment
    from moonrace.query.joining import Year
    from moonrace.records.alliances import Alliance, Member, MemberKind
    from moonrace.records.parts import Event

Parts = list[RenderableType]
LATEST = 5
"""How many of those who joined last are named where not all are."""


def growth(
    page: Page, alliance: Alliance, *, chart: bool = False, kind: MemberKind = "state", sums: bool = True
) -> RenderableType:
    """States (or organisations) by the year in which they joined: how many, the running sum, and their names; with `chart`, a
    bar for the sum.
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
    named = {member.party: page.marked(member.party, member.weak) for member in alliance.members}
    for year in years:
        names = " · ".join(named[party] for party in year.parties) + (f" ({year.left} left)" if year.left else "")
        total = [str(year.total)] if sums else []
        made.add(year_name(year), str(year.joined), *total, *([page.bar(year.total / most, 16)] if bars else []), names)
    return made


def year_name(year: Year) -> str:
    return "unknown" if year.year is None else str(year.year)


def regions(page: Page, alliance: Alliance) -> RenderableType:
    """The member states by region, largest first."""
    made = Columns([Column(), Column(style=GREY, right=True), Column(kind="wrap")])
    for region, found in by_region(page.dataset, alliance).items():
        made.add(region, str(len(found)), " · ".join(page.marked(member.party, member.weak) for member in found))
    return made


def day(when: Moment | None) -> str:
    return when.show_day() if when else "day unknown"


def last_first(alliance: Alliance, kind: str) -> list[Member]:
    """The members of a kind, the latest to join first; those whose day is unknown come last."""
    dated = [member for member in members(alliance, kind) if member.joined]
    return [*reversed(dated), *(member for member in members(alliance, kind) if not member.joined)]


def _latest_row(page: Page, alliance: Alliance, kind: str, most: int = LATEST) -> Row | None:
    """Who joined last, with the days; the first of them is the latest."""
    found = last_first(alliance, kind)[:most]
    said = [page.marked(f"{member.party} {day(member.joined)}", member.weak) for member in found]
    return Row("latest", [" · ".join(said)]) if found else None


def _years_row(page: Page, alliance: Alliance, kind: MemberKind) -> Row | None:
    """How many joined in each year, in one line; if there are too many years, the first ones are added up."""
    years = [(year_name(year), year.joined) for year in joining.by_year(alliance, kind) if year.joined]
    room, items = max(24, page.width - 16), [f"{year} {joined}" for year, joined in years]
    first = 0
    while len(items) - first > 2 and cell_len(" · ".join(items)) > room:
        first += 1
        items = [f"to {years[first][0]} {sum(joined for _, joined in years[: first + 1])}"]
        items += [f"{year} {joined}" for year, joined in years[first + 1 :]]
        if len(items) < 4:
            break
    return Row("joined in", [" · ".join(items)]) if items else None


def _regions_row(page: Page, alliance: Alliance) -> Row | None:
    found = by_region(page.dataset, alliance)
    return (
        Row("by region", [" · ".join(f"{region} {len(there)}" for region, there in found.items())]) if found else None
    )


def _main(kind: str | None) -> MemberKind:
    """The kind of members that a page names: states, unless only organisations are asked for."""
    return "organisation" if kind == "organisation" else "state"


def block(page: Page, alliance: Alliance, kind: str | None, most: int = LATEST) -> list[Row]:
    """The rows of an alliance on a page of one screen: who joined last, how many by year and by region, organisations, and who
    left.
    """
    main = _main(kind)
    rows = [_latest_row(page, alliance, main, most) if most else None, _years_row(page, alliance, main)]
    rows.append(_regions_row(page, alliance) if main == "state" else None)
    others = members(alliance, "organisation") if kind is None else []
    if others:
        last = newest(alliance, "organisation")
        said = f", the latest {last[0].name} {day(last[0].joined)}" if last else ""
        rows.append(Row("others", [f"{formatting.count(len(others), 'organisation')}{said}"]))
    if left := [member for member in alliance.members if member.left and kind in (None, member.kind)]:
        rows.append(Row("left", [" · ".join(f"{member.party} {day(member.left)}" for member in left)]))
    return [row for row in rows if row]


def hidden(alliance: Alliance, kind: str | None, most: int = LATEST) -> list[str]:
    """How many members a block does not name, in words."""
    main = _main(kind)
    more, others = len(members(alliance, main)) - most, len(members(alliance, "organisation")) if kind is None else 0
    named = [formatting.count(more, f"more {main}")] if more > 0 else []
    return named + ([formatting.count(others, "organisation")] if others else [])


def shown_sources(rows: Iterable[Alliance], kind: str | None) -> list[str]:
    """The sources of those who are named as the latest."""
    return [key for row in rows for member in last_first(row, _main(kind))[:LATEST] for key in member.sources]


def short_rule(page: Page) -> Text:
    return Text(counting_rule(page.today, ""), GREY)


def count(alliance: Alliance, kind: str | None = None) -> str:
    """`75 states · 1 more not identified`, of one kind of party or of both."""
    found = counts(alliance)
    states, organisations = kind != "organisation", kind != "state"
    parts = [formatting.count(found.state, "state") if states and (found.state or kind) else ""]
    parts.append(
        formatting.count(found.organisation, "organisation") if organisations and (found.organisation or kind) else ""
    )
    parts.append(f"{found.unidentified:,} more not identified" if states and found.unidentified else "")
    return " · ".join(filter(None, parts))


def head(alliance: Alliance, kind: str | None) -> Text:
    return Text.assemble((alliance.name, "bold"), (f"  {count(alliance, kind) or '0 states'}", GREY))


def publishers(page: Page, keys: Iterable[str]) -> Parts:
    """A line with the publishers of these sources, strongest first. With --sources they are numbered in the foot instead."""
    if page.full_sources:
        page.cite(keys)
        return []
    from moonrace.query.citations import publishers

    return page.sources_line(publishers(page.dataset, dict.fromkeys(keys)))


def table(page: Page, chosen: Sequence[Member], title: str, *, numbers: bool) -> Columns:
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
        party = member.party if numbers else page.marked(member.party, member.weak)
        made.add(*number, joined, party, *where, *([page.cite(member.sources)] if numbers else []))
    return made


def card(page: Page, alliance: Alliance, steps: int) -> RenderableType:
    """The page of an alliance: its count, who joined last, members by year and region, what it is, and as many of its events as
    fit. What is left out is counted.
    """
    names = formatting.own_names(alliance.native, alliance.leads) if alliance.leads else []
    top = page.head(page.name("alliances", alliance), names, Text(count(alliance)))
    parts: Parts = [top, page.rows(block(page, alliance, None), style=GREY), short_rule(page), Text()]
    parts += [Text(alliance.summary)] if alliance.summary else []
    parts.append(Text(alliance.instrument, GREY))
    shown = _main_events(alliance.events, steps)
    parts += [Text(), page.rows([_event(page, event) for event in shown])] if shown else []
    readings = sum(len(part.also) for _, part in walk(alliance) if hasattr(part, "also"))
    left_out = [text for text in (
        formatting.count(len(alliance.events) - len(shown), "more event") if len(alliance.events) > len(shown) else "",
        formatting.count(len(alliance.principles), "principle") if alliance.principles else "",
        formatting.count(readings, "other reading") if readings else "",
        *hidden(alliance, None),
    ) if text]  # fmt: skip
    more = f"moonrace alliance {alliance.id} --full" + (f" for {formatting.listing(left_out)}" if left_out else "")
    return Group(*parts, Text(), *publishers(page, shown_sources([alliance], None)), Text(more, GREY), *page.foot()[1:])


def _main_events(events: Sequence[Event], room: int) -> list[Event]:
    """The first event and the latest ones, as many as there is room for."""
    if len(events) <= room:
        return list(events)
    return [events[0], *events[len(events) - room + 1 :]] if room > 1 else list(events[-1:]) if room else []


def _event(page: Page, event: Event) -> Row:
    """An event in one line, cut to the width of the page."""
    said = event.title or event.first or ""
    when = event.when.show_day(page.zone)
    room = max(12, page.width - cell_len(when) - cell_len(formatting.label(event.type)) - 10)
    short = said if cell_len(said) <= room else said[: room - 1].rsplit(" ", 1)[0] + ("…" if page.unicode else "...")
    return Row(when, [short], label=formatting.label(event.type), planned=event.planned)
