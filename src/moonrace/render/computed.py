"""Pages of what is computed: the records of the race, and how plans have held."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.console import Group, RenderableType
from rich.text import Text

from moonrace.render import formatting
from moonrace.render.columns import Column, Columns
from moonrace.render.formatting import Line
from moonrace.render.page import DATE, GREY, STRONG, Page, Row

if TYPE_CHECKING:
    from moonrace.query.held import Held, Holding
    from moonrace.query.superlatives import Superlative


def superlatives(page: Page, rows: Sequence[Superlative]) -> RenderableType:
    """Each record with its number, its holder and its date; under it the rules, once each."""
    parts: list[RenderableType] = []
    groups = {"": [one for one in rows if one.unit]}
    groups |= {word: [one for one in rows if one.record.startswith(f"{word}-") and not one.unit] for word in ("first", "latest")}
    for word, found in groups.items():
        if found:
            title = [Text(), Text(f"The {word}", STRONG)] if word else []
            parts += [*title, _table(page, found, len(word) + 1 if word else 0)]
    rules = {one.record: one.rule for one in rows if one.unit}
    told = [Row(_name(record), [rule]) for record, rule in rules.items()]
    parts += page.section("Rules", page.rows(told, style=GREY))
    return Group(*parts, *page.foot("hours between minutes, days between days; sources and the other rules: --json"))


def _name(record: str) -> str:
    return record.replace("-", " ")


def _table(page: Page, rows: Sequence[Superlative], skip: int) -> RenderableType:
    if page.narrow:
        made = []
        for one in rows:
            said = " · ".join(filter(None, (_value(page, one), one.when.show_day(page.zone) if one.when else "")))
            made.append(Row(_name(one.record)[skip:], [Line(one.name), Line(said, dim=True)]))
        return page.rows(made, style=GREY)
    valued = any(one.unit for one in rows)
    table = Columns(
        [Column(style=GREY, kind="wrap"), *([Column(kind="wrap")] if valued else []), Column(kind="wrap"), Column(style=DATE)]
    )
    last = ""
    for one in rows:
        name = page.name("missions", page.dataset.missions[one.mission])
        value = [_value(page, one)] if valued else []
        table.add(_name(one.record)[skip:] if one.record != last else "", *value, Text(name, STRONG),
                  one.when.show_day(page.zone) if one.when else "")  # fmt: skip
        last = one.record
    return table


def _value(page: Page, one: Superlative) -> str:
    """The number in the words of its unit."""
    if one.value is None:
        return ""
    say = {
        "hours": formatting.hours,
        "days": formatting.days,
        "km": lambda value: f"{value:,.1f} km",
        "kg": lambda value: formatting.mass(value, page.units),
        "g": lambda value: formatting.sample(value, page.units),
        "times": lambda value: f"moved {formatting.times(round(value))}",
        "months": lambda value: formatting.duration(round(value)),
    }[one.unit or "times"]
    before = {"exact": "", "about": "about ", "at-least": "at least "}[one.accuracy]
    return before + say(one.value) + (" so far" if one.ongoing else "")


def held(page: Page, rows: Sequence[Held], holding: Holding) -> RenderableType:
    """How many flew by the first announced date and by the last but one, and the median slip; by lead, country and agency."""
    parts: list[RenderableType] = []
    whole = next(one for one in rows if one.by == "all")
    told = f"Of {formatting.count(whole.missions, 'mission')} that flew and had announced launch dates, {_said(whole)}."
    parts += [Text(told), Text()]
    heads = ("flew", "by the first date", "by the last but one", "median slip")
    titles = {"lead": "By how long ahead the first date was announced", "country": "By country", "agency": "By agency"}
    for by, title in titles.items():
        found = [one for one in rows if one.by == by]
        if not found:
            continue
        if page.narrow:
            lines = [Row(one.name, [_line(one)]) for one in found]
            parts += [Text(title, STRONG), page.rows(lines, style=GREY), Text()]
            continue
        table = Columns([Column(title, kind="fill"), *(Column(head, right=True) for head in heads)])
        for one in found:
            table.add(one.name, str(one.missions), *_numbers(one))
        parts += [table, Text()]
    left = f"{formatting.count(holding.waiting, 'mission')} with announced dates still wait" + (
        f", {holding.dropped} were cancelled or paused: none of these is counted." if holding.dropped else ": not counted."
    )
    parts += [Text(f"Only missions that flew. {left}", GREY), *(Text(f"· {rule}", GREY) for rule in holding.rules[1:4])]
    return Group(*parts, Text(page.day_line(), GREY))


def _numbers(one: Held) -> tuple[str, str, str]:
    slip = "–" if one.median_months is None else f"{one.median_months:+g} mo" + (
        f" of {one.of_median}" if one.of_median != one.missions else ""
    )
    return (
        f"{one.kept_first} of {one.of_first}" if one.of_first else "–",
        f"{one.kept_last_but_one} of {one.of_last_but_one}" if one.of_last_but_one else "–",
        slip,
    )


def _line(one: Held) -> str:
    first, later, slip = _numbers(one)
    return f"{one.missions} flew · first date {first} · last but one {later} · slip {slip}"


def _said(one: Held) -> str:
    first = f"{one.kept_first} of {one.of_first} kept the first date" if one.of_first else "none has a first date that can be judged"
    later = f", {one.kept_last_but_one} of {one.of_last_but_one} the last but one" if one.of_last_but_one else ""
    slip = (
        f"; the median slip from the first date to the launch is {one.median_months:g} months (of {one.of_median})"
        if one.median_months is not None
        else ""
    )
    return first + later + slip
