"""Missions or countries side by side, a row for each fact; their pages one below the other if the page is narrow."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from rich.console import Group, RenderableType
from rich.text import Text

from moonrace.query import camps, membership
from moonrace.query.membership import Membership
from moonrace.query.missions import missions as chosen
from moonrace.query.plans import upcoming
from moonrace.query.race import standings
from moonrace.records.mission import Mission
from moonrace.records.parties import Country
from moonrace.render import cards, countries, formatting, short
from moonrace.render.columns import Column, Columns
from moonrace.render.page import GREY, Page

SHORT = 6
"""How many parts of each page there are where two do not fit side by side."""
Rows = Iterable[tuple[str, Sequence[str]]]


def of_missions(page: Page, several: Sequence[Mission]) -> RenderableType:
    """Missions side by side: who, what, the main dates and numbers."""
    if page.width < 24 * (len(several) + 1):
        return _below(page, "mission", several)
    grid = _grid([one.name for one in several])
    grid.add("", *(page.badge(one.outcome, one.status) for one in several))
    grid.add(
        "", *(Text(" ".join(page.shown(formatting.own_names(one.native, one.countries))), GREY) for one in several)
    )
    _fill(grid, _missions(page, several))
    return Group(grid, Text(), Text(page.day_line(), GREY))


def of_countries(page: Page, several: Sequence[Country]) -> RenderableType:
    """Countries side by side: what they joined, flew and landed, their agencies and next missions."""
    if page.width < 18 * (len(several) + 1):
        return _below(page, "country", several)
    grid = _grid([page.name("countries", one) for one in several])
    grid.add("", *(Text(" ".join(page.shown(one.native.values())), GREY) for one in several))
    grid.add(
        "",
        *(Text(" · ".join(filter(None, (one.region, "former state" if one.former else ""))), GREY) for one in several),
    )
    _fill(grid, _countries(page, several))
    rules = Text("Counted as in `moonrace race`: missions to the Moon, without what they carried.", GREY)
    day = f"members as of {page.today.speak()}"
    return Group(grid, Text(), rules, Text(" · ".join((day, page.day_line())), GREY))


def _below(page: Page, kind: str, several: Sequence[Any]) -> RenderableType:
    """The pages one below the other, in full if --full asks for it, else each with its most important parts."""
    if page.full:
        return cards.several(page, kind, several)
    pages: Iterable[short.Fit] = (getattr(short, kind)(page, one) for one in several)
    return Group(*(part for one in pages for part in (one.at(min(SHORT, one.steps)), Text())))


def _grid(names: Sequence[str]) -> Columns:
    grid = Columns([Column(style=GREY), *(Column(kind="share") for _ in names)])
    grid.add("", *(Text(name, "bold") for name in names))
    return grid


def _fill(grid: Columns, rows: Rows) -> None:
    """Add the rows that have a value. Equal values are grey, so that differences stand out."""
    for name, values in rows:
        if any(values):
            alike = len(set(values)) == 1
            grid.add(name, *(Text(value or "–", "" if value and not alike else GREY) for value in values))


def _missions(page: Page, several: Sequence[Mission]) -> Rows:
    yield "who", [cards.who(page, one) for one in several]
    yield "", [one.summary or "" for one in several]
    types = dict.fromkeys(event.type for one in several for event in one.events if event.type != "milestone")
    for kind in sorted(types, key=lambda kind: max(_position(one, kind) for one in several)):
        yield formatting.label(kind), [_first(page, one, kind) for one in several]
    facts = [{row.left: str(row.lines[0]) for row in cards.facts(page, one)} for one in several]
    for name in ("crew", "samples", "launch mass", "how long"):
        yield name, [fact.get(name, "") for fact in facts]


def _position(mission: Mission, kind: str) -> int:
    return next((number for number, event in enumerate(mission.events) if event.type == kind), -1)


def _first(page: Page, mission: Mission, kind: str) -> str:
    event = mission.first_event(kind)
    if event is None:
        return ""
    where = formatting.place(event.place) if event.place else ""
    return "\n".join(filter(None, (event.when.show(page.zone), where, "planned" if event.planned else "")))


def _countries(page: Page, several: Sequence[Country]) -> Rows:
    dataset = page.dataset
    found = [membership.memberships(dataset, one) for one in several]
    joined = (each.alliance for own in found for each in own if each.member.kind == "state")
    for key in dict.fromkeys([*camps.MAIN_ALLIANCES, *joined]):
        stances = [_stance(one, own, key) for one, own in zip(several, found, strict=True)]
        yield countries.alliance_name(page, key), stances
    groups = [
        [each for each in dataset.groups.values() if each.kind != "region" and one.iso2 in membership.states_of(each)]
        for one in several
    ]
    yield "groups", [" · ".join(each.abbreviation or each.name for each in own) for own in groups]
    tallies = {row.id: row.tally for row in standings(dataset)}
    for name, field in (("flown", "launches"), ("landed", "landed"), ("people flown", "flew_around")):
        numbers = [getattr(tallies[one.id], field) if one.id in tallies else 0 for one in several]
        yield name, list(map(str, numbers)) if name != "people flown" or any(numbers) else []
    seats = [sum(agency.country == one.iso2 for agency in dataset.agencies.values()) for one in several]
    yield "agencies, companies", list(map(str, seats))
    going = ("lunar", "flyby", "test")  # as on the page of one country
    plans = [
        upcoming(chosen(dataset, country=one.id, scopes=going, statuses=("planned",)), page.today) for one in several
    ]
    following = [next((plan for plan in own if not plan.overdue), None) for own in plans]
    yield "next mission", [f"{plan.name}\n{plan.when.speak()}" if plan else "" for plan in following]


def _stance(country: Country, found: Sequence[Membership], key: str) -> str:
    """The relation of a country to an alliance, in a few words."""
    own = [each.member for each in found if each.alliance == key and each.member.kind == "state"]
    if own:
        return "\n".join(map(countries.joined, own))
    return "not a member" if key in camps.MAIN_ALLIANCES and not country.former else ""
