"""The pages of `records`, and of `slips` without a name."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from rich.console import Group, RenderableType
from rich.text import Text

from moonrace.render import formatting
from moonrace.render.columns import Column, Columns
from moonrace.render.formatting import Line
from moonrace.render.page import DATE, GREY, STRONG, Page, Row

if TYPE_CHECKING:
    from moonrace.query.held import Held, Holding
    from moonrace.query.superlatives import Superlative, Unit


def superlatives(page: Page, rows: Sequence[Superlative]) -> RenderableType:
    """Each record with its number, its holder and its date; the first and the latest side by side; the rules, once each."""
    numbers = [row for row in rows if row.unit]
    parts: list[RenderableType] = [_numbers(page, numbers)] if numbers else []
    if marks := [row for row in rows if not row.unit]:
        parts += [Text(), _marks(page, marks)]
    rules = [Row(_name(record), [rule]) for record, rule in {one.record: one.rule for one in numbers}.items()]
    parts += page.section("Rules", page.rows(rules, style=GREY)) if rules else []
    return Group(*parts, *page.foot("hours are counted between minutes, days between days; sources: --sources, --json"))


def _name(record: str) -> str:
    return record.replace("-", " ")


def _day(page: Page, one: Superlative) -> str:
    mark = f"{page.symbols['planned']} " if one.planned else ""
    return mark + one.when.show_day(page.zone) if one.when else ""


def _cited(page: Page, one: Superlative) -> str:
    """The numbers of the sources, if --sources asks for them: otherwise they would fill half of the page."""
    return page.cite(one.sources) if page.full_sources else ""


def _numbers(page: Page, rows: Sequence[Superlative]) -> RenderableType:
    names = [page.name("missions", page.dataset.missions[row.mission]) for row in rows]
    if page.narrow:
        made = [
            Row(
                _name(one.record),
                [Line(_value(page, one)), Line(f"{name} · {_day(page, one)}", dim=True)],
                _shown_sources(page, one),
            )
            for name, one in zip(names, rows, strict=True)
        ]
        return page.rows(made, style=GREY)
    columns = [Column(style=GREY), Column(), Column(style=STRONG, kind="wrap"), Column(style=DATE)]
    table = Columns([*columns, Column(style=GREY, kind="wrap", right=True, most=12)])
    last = ""
    for name, one in zip(names, rows, strict=True):
        record = _name(one.record) if one.record != last else ""
        table.add(record, _value(page, one), name, _day(page, one), _cited(page, one))
        last = one.record
    return table


def _shown_sources(page: Page, one: Superlative) -> Sequence[str]:
    """The sources, if --sources asks for them."""
    return one.sources if page.full_sources else ()


def _marks(page: Page, rows: Sequence[Superlative]) -> RenderableType:
    """The first of each kind beside the latest."""
    kinds = dict.fromkeys(row.record.partition("-")[2] for row in rows)
    cells = {
        kind: [
            " ".join(_holders(page, [row for row in rows if row.record == f"{word}-{kind}"]))
            for word in ("first", "latest")
        ]
        for kind in kinds
    }
    if page.narrow:
        made = [Row(_name(kind), [f"first: {first}", f"latest: {latest}"]) for kind, (first, latest) in cells.items()]
        return page.rows(made, style=GREY)
    table = Columns([Column(style=GREY), Column("first", kind="wrap"), Column("latest", kind="wrap")])
    for kind, (first, latest) in cells.items():
        table.add(_name(kind), first, latest)
    return table


def _holders(page: Page, found: Sequence[Superlative]) -> list[str]:
    names = [page.name("missions", page.dataset.missions[one.mission]) for one in found]
    return [_day(page, found[0]), formatting.listing(names), *filter(None, [_cited(page, found[0])])] if found else []


def _value(page: Page, one: Superlative) -> str:
    """The number with its unit."""
    if one.value is None or one.unit is None:
        return ""
    ways: Mapping[Unit, Callable[[float], str]] = {
        "hours": formatting.to_the_minute,
        "days": formatting.days,
        "km": lambda value: formatting.distance(round(value, 1), page.units),
        "kg": lambda value: f"{formatting.mass(value, page.units)} at launch",
        "g": lambda value: formatting.sample(value, page.units),
        "times": lambda value: f"moved {formatting.times(round(value))}",
        "months": lambda value: formatting.duration(round(value)),
    }
    before = {"exact": "", "about": "about ", "at-least": "" if one.ongoing else "at least "}[one.accuracy]
    return before + ways[one.unit](one.value) + (" so far" if one.ongoing else "")


def held(page: Page, rows: Sequence[Held], holding: Holding) -> RenderableType:
    """How many flew by the first announced date and by the next to last, and the median slip; by lead, country and agency."""
    whole = next(row for row in rows if row.by == "all")
    parts: list[RenderableType] = [
        Text(f"{formatting.count(whole.missions, 'mission')} flew and had announced launch dates: {_said(whole)}."), Text(),
    ]  # fmt: skip
    heads = ("flew", "by first date", "by next to last", "median slip")
    table = Columns([Column(kind="wrap"), *(Column(head, right=True) for head in heads)])
    hidden = 0
    titles = {"lead": "First date announced", "country": "By country", "agency": "By agency"}
    for by, title in titles.items():
        found = [row for row in rows if row.by == by]
        shown = [one for one in found if by == "lead" or one.missions > 1]
        hidden += len(found) - len(shown)
        if page.narrow:
            lines = [Row(one.name, [_line(one)]) for one in shown]
            parts += [Text(title, STRONG), page.rows(lines, style=GREY)] if shown else []
            continue
        if shown:
            table.add(Text(title, STRONG))
        for one in shown:
            table.add(f"  {one.name}", str(one.missions), *_cells(one))
    parts += [] if page.narrow else [table]
    left = (
        f"{formatting.count(holding.waiting, 'mission')} with announced dates have not flown" if holding.waiting else ""
    )
    dropped = f"{holding.dropped} were cancelled or paused" if holding.dropped else ""
    apart = f": {formatting.listing([*filter(None, (left, dropped))])}" if left or dropped else ""
    notes = (
        f"Only missions that flew are counted{apart}. Each counts once, by its launch.",
        "Open and approximate dates are left out, and so are leads where the announcement is too vague. A slip is measured "
        "from the middle of the first announced date to the launch."
        + (f" {hidden} countries and agencies with one mission: --json." if hidden else ""),
    )
    return Group(*parts, Text(), *(Text(note, GREY) for note in notes), Text(page.day_line(), GREY))


def _cells(one: Held) -> tuple[str, str, str]:
    slip = (
        "–"
        if one.median_months is None
        else f"{one.median_months:+g} months" + (f" of {one.of_median}" if one.of_median != one.missions else "")
    )
    return (
        f"{one.kept_first} of {one.of_first}" if one.of_first else "–",
        f"{one.kept_last_but_one} of {one.of_last_but_one}" if one.of_last_but_one else "–",
        slip,
    )


def _line(one: Held) -> str:
    first, later, slip = _cells(one)
    return f"{one.missions} flew · first date {first} · next to last {later} · slip {slip}"


def _said(one: Held) -> str:
    """The sentence about all missions."""
    first = f"{one.kept_first} of {one.of_first} by the first date" if one.of_first else "no first date can be judged"
    later = f", {one.kept_last_but_one} of {one.of_last_but_one} by the next to last" if one.of_last_but_one else ""
    slip = f"; median slip {one.median_months:g} months (of {one.of_median})" if one.median_months is not None else ""
    return first + later + slip
