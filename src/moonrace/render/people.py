"""The page of a person: country and dates, each flight with its role, hours and moonwalks, and firsts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group, RenderableType
from rich.text import Text

from moonrace.query import durations
from moonrace.query.people import OfPerson
from moonrace.render import formatting
from moonrace.render.columns import Column, Columns
from moonrace.render.page import DATE, GREY, Page

if TYPE_CHECKING:
    from moonrace.records.people import Person


def card(page: Page, person: Person, derived: OfPerson, firsts: int) -> list[RenderableType]:
    """The page without its foot, with at most `firsts` firsts."""
    native = [person.native[language] for language in person.native][:2]
    parts: list[RenderableType] = [page.head(page.name("people", person), native)]
    country = formatting.country_names(page.dataset, [person.country])
    dates = {"born": person.born, "died": person.died}
    life = [
        f"{word} {when.speak()}{f' {page.weak()}' if word in person.weak else ''}"
        for word, when in dates.items()
        if when
    ]
    parts.append(
        Text(" · ".join([*country, *([page.short_name(person.agency)] if person.agency else []), *life]), GREY)
    )
    if derived.walked:
        parts += [Text(), Text("walked on the Moon")]
    elif derived.flew:
        times = "" if derived.flew == 1 else f" {formatting.times(derived.flew)}"
        parts += [Text(), Text(f"flew to the Moon{times}")]
    made = Columns([Column(style=DATE), Column(kind="wrap"), Column(kind="wrap"), Column(kind="wrap", style=GREY)])
    for flight in derived.flights:
        lasted = durations.hours(durations.flight(page.dataset, page.dataset.missions[flight.mission]))
        said = [formatting.hours(lasted) if flight.hours and lasted else ""]  # `flight.hours` is only known to a tenth
        said.append(formatting.count(flight.moonwalks, "moonwalk") if flight.moonwalks else "")
        mark = "" if flight.flown else page.symbols["planned"] + " "
        when = flight.when.show_day(page.zone) if flight.when else ""
        made.add(mark + when, flight.name, flight.role, " · ".join(filter(None, said)))
    parts += [Text(), made]
    if firsts and derived.firsts:
        parts += page.section("Firsts", Group(*(Text(f"· {claim}") for claim in derived.firsts[:firsts])))
    return parts
