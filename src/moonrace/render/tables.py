"""Rows in columns. A table fits its page by leaving out columns, never by cutting cells."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from rich.cells import cell_len
from rich.console import Group, RenderableType
from rich.text import Text

from moonrace.dates import Moment
from moonrace.export.flat import Column as Value
from moonrace.export.flat import columns
from moonrace.query.people import of_person
from moonrace.records import SECTIONS
from moonrace.records.mission import Mission
from moonrace.render import formatting
from moonrace.render.columns import GAP, Column, Columns
from moonrace.render.page import DATE, GREY, NARROW, Page


class Look(NamedTuple):
    """How a column of a row is shown: its head, its style, whether it may wrap, and from which width on there is room."""

    name: str
    head: str = ""
    style: str = ""
    wrap: bool = False
    least: int = 0


LOOKS: dict[str, tuple[Look, ...]] = {
    "missions": (
        Look("date", "date", DATE, True), Look("name", "mission", wrap=True), Look("countries", "by", least=NARROW, wrap=True),
        Look("kinds", "what", GREY, least=NARROW, wrap=True), Look("launcher", "launcher", GREY, least=110, wrap=True),
        Look("outcome", "outcome"),
    ),
    "people": (
        Look("name", "name", wrap=True), Look("country", "for", GREY), Look("born", "born", DATE, least=NARROW),
        Look("flights", "flights", GREY, wrap=True), Look("walked", "walked"),
    ),
    "agencies": (
        Look("country", style=GREY), Look("name", "name", wrap=True), Look("abbreviation", least=NARROW),
        Look("kind", "kind", GREY, least=NARROW), Look("flown", "flown"),
    ),
    "countries": (
        Look("iso2", style=GREY), Look("name", "country", wrap=True), Look("flown", "flown"),
        Look("artemis_accords", "Artemis Accords", DATE, True, NARROW), Look("ilrs", "ILRS", DATE, True, NARROW),
    ),
    "programmes": (
        Look("name", "programme", wrap=True), Look("countries", "by", GREY, wrap=True, least=NARROW),
        Look("launched", "launched"), Look("landed", "landed"),
    ),
    "alliances": (
        Look("since", "since", DATE, True), Look("name", "alliance", wrap=True), Look("state", "states"),
        Look("organisation", "organisations", GREY, least=NARROW),
    ),
    "groups": (
        Look("name", "group", wrap=True), Look("abbreviation", least=NARROW), Look("kind", "kind", GREY, least=NARROW),
        Look("states", "states"), Look("artemis_accords", "Artemis Accords"), Look("ilrs", "ILRS"),
    ),
    "milestones": (
        Look("date", "date", DATE, True), Look("name", "name", wrap=True), Look("kind", "kind", GREY, least=NARROW),
        Look("status", "status", GREY, least=NARROW),
    ),
    "changes": (Look("when", style=DATE), Look("kind", style=GREY), Look("text", wrap=True)),
}  # fmt: skip
"""How the lists of records look. A report that is not here shows its columns in their order, as many as have room."""

_BESIDE: Mapping[str, tuple[str, Callable[[Any, Page], str]]] = {
    "working_days": ("at work", lambda value, page: formatting.days(value)),
    "mass_kg": ("mass", lambda value, page: formatting.mass(value, page.units)),
    "slips": ("moved", lambda value, page: formatting.times(value) if value else "never"),
    "latitude": ("latitude", lambda value, page: f"{abs(value):.2f}° {'S' if value < 0 else 'N'}"),
}
"""The columns that show what a list is ordered by: their heads, and how they say a value."""


def table(
    page: Page,
    name: str,
    rows: Sequence[Any],
    shape: Any,
    asked: Sequence[Value] = (),
    noun: str = "",
    beside: str = "",
    note: str = "",
) -> RenderableType:
    """Rows of one shape as a table: as `LOOKS` has it, with the column `beside` if there is one, or the columns that were asked
    for, or all of them. `note` is for the foot.
    """
    names = [one.name for one in asked]
    known = dict(columns(shape)) | {one.name: one for one in asked}
    if name == "people":
        known["flights"] = Value(
            "flights", str, "", lambda one, data: ", ".join(each.name for each in of_person(data, one).flights)
        )
    if names or name not in LOOKS:
        wanted = names or (
            SECTIONS[name].listed.split() if name in SECTIONS else [one for one in known if one != "sources"]
        )
        looks = [Look(one, one.replace("_", " "), wrap=known[one].of is str) for one in wanted]
    else:
        looks = [look for look in LOOKS[name] if page.width >= look.least]
        looks += [Look(beside, _BESIDE[beside][0])] if beside else []
    cells = [[_cell(page, name, row, look, known[look.name].get(row, page.dataset)) for look in looks] for row in rows]
    if beside and not names:
        say = _BESIDE[beside][1]
        for row, line in zip(rows, cells, strict=True):
            value = known[beside].get(row, page.dataset)
            line[-1] = "" if value is None else say(value, page)
    if not names and name not in LOOKS:
        looks = looks[: _room(page, looks, cells)]
    made = Columns([_column(look, known[look.name]) for look in looks])
    for line in cells:
        made.add(*line[: len(looks)])
    singular = noun or (SECTIONS[name].singular if name in SECTIONS else "row")
    plural = name if name in SECTIONS else None
    said = [formatting.count(len(rows), singular, plural), *([note] if note else [])]
    return Group(made, *foot(page, " · ".join(said)))


def _room(page: Page, looks: Sequence[Look], cells: Sequence[Sequence[Text | str]]) -> int:
    """How many columns fit, from the first on. A column that may wrap needs no more than 30 cells."""
    used = 0
    for number, look in enumerate(looks):
        need = max([len(look.head), *(cell_len(str(line[number])) for line in cells)])
        used += (min(need, 30) if look.wrap else need) + GAP
        if used - GAP > page.width and number > 1:
            return number
    return len(looks)


def _column(look: Look, value: Value) -> Column:
    return Column(look.head, look.style, "wrap" if look.wrap else "fixed", right=value.of in (int, float))


def _cell(page: Page, name: str, row: Any, look: Look, value: Any) -> Text | str:
    if look.name == "outcome" and isinstance(row, Mission):
        return page.badge(row.outcome, row.status)
    if isinstance(value, Moment):
        return value.show_day(page.zone)
    if isinstance(value, bool):
        return "yes" if value else ""
    if look.name == "name" and name in SECTIONS and isinstance(row, SECTIONS[name].shape):  # not one of its parts
        return page.name(name, row)
    if look.name == "kinds":
        return ", ".join(map(formatting.label, row.kinds))
    if look.name == "countries" and isinstance(row, Mission) and not value:
        return " ".join(page.short_name(key) for key in row.agencies)
    if look.name == "status":
        return formatting.label(value or "")
    if value is None or (value == 0 and name in LOOKS and look in LOOKS[name]):  # zeros of a list are left empty
        return ""
    return f"{value:.15g}" if isinstance(value, float) else str(value)


def foot(page: Page, text: str) -> list[RenderableType]:
    """A line below a table: how many rows, and the day of the record."""
    return [Text(), Text(f"{text} · {page.day_line()}", GREY)]


def mission_rows(page: Page, missions: Sequence[Mission]) -> RenderableType:
    """Date, name, what it was and how it ended; fewer columns if the page is narrow."""
    looks = [
        Look("date", style=DATE, wrap=True),
        Look("name", wrap=True),
        Look("kinds", style=GREY, least=NARROW, wrap=True),
        Look("outcome"),
    ]
    looks = [look for look in looks if page.width >= look.least]
    known = columns(Mission)
    made = Columns([_column(look, known[look.name]) for look in looks])
    for mission in missions:
        made.add(
            *(_cell(page, "missions", mission, look, known[look.name].get(mission, page.dataset)) for look in looks)
        )
    return made
