"""The card of a group of states."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import RenderableType
from rich.text import Text

from moonrace.names import fold
from moonrace.query import joining, regions
from moonrace.query.camps import MAIN_ALLIANCES
from moonrace.query.membership import members, states_of
from moonrace.render import formatting
from moonrace.render.alliances import day
from moonrace.render.cards import short_form
from moonrace.render.page import GREY, Page, Row

if TYPE_CHECKING:
    from moonrace.dates import Moment
    from moonrace.records.groups import Group, GroupMember

Parts = list[RenderableType]


def card(page: Page, group: Group, *, names: bool = True) -> Parts:
    """The card of a group of states: how many of them joined what (with `names`, which ones), and its members with the year of
    joining, in full with the day.
    """
    codes = states_of(group)
    others = [*short_form(group), *group.native.values()]
    kind = "regional group" if group.kind == "region" else group.kind
    badge = Text(formatting.count(len(codes), "state"))
    parts: Parts = [page.head(page.name("groups", group), others, badge), Text(kind, GREY), Text()]
    rows = []
    for key in MAIN_ALLIANCES:
        if (alliance := page.dataset.alliances.get(key)) is not None:
            inside = [member.party for member in members(alliance, "state") if member.country in codes]
            outside = [state.name for state in regions.in_none(page.dataset, [alliance], codes)]
            said = f": {' · '.join(inside)}" if len(inside) <= len(outside) else f"; not {' · '.join(outside)}"
            named = said if names and inside and outside else ""
            rows.append(Row(alliance.abbreviation or alliance.name, [f"{len(inside)} of {len(codes)}{named}"]))
    now = sorted(
        (member for member in group.members if member.left is None),
        key=lambda member: (joining.sort_day(_known(member)), fold(_country(page, member.country))),
    )
    joined = [
        f"{_country(page, member.country)}{f' {_when(page, joined)}' if (joined := _known(member)) else ''}"
        for member in now
    ]
    keys = [key for member in group.members for key in member.sources]
    weak = f" {page.weak()}" if group.weak and not page.full else ""
    rows.append(Row("members", [" · ".join(joined) + weak], keys if page.full else ()))
    if left := [f"{_country(page, member.country)} {day(member.left)}" for member in group.members if member.left]:
        rows.append(Row("left", [" · ".join(left)]))
    parts.append(page.rows(rows, style=GREY))
    dated = any(_known(member) for member in now) and not page.full
    rule = f"Members as of {page.today.text}" + (", with the year each joined" if dated else "") + "."
    if unknown := sum(not _known(member) for member in now):
        rule += f" Joining dates unknown for {'all' if unknown == len(now) else unknown} of them."
    if missing := formatting.country_names(page.dataset, regions.undated(page.dataset, group.id)):
        rule += f" Not included: {' · '.join(missing)} (joining date unknown)."
    return [*parts, Text(), Text(rule, GREY)]


def _known(member: GroupMember) -> Moment | None:
    """When it joined; None if only a day is known by which it had joined."""
    return member.joined if member.joined and member.joined.earliest else None


def _country(page: Page, code: str) -> str:
    return formatting.country_names(page.dataset, [code])[0]


def _when(page: Page, joined: Moment) -> str:
    year = joining.year_of(joined)
    return joined.show_day() if page.full or year is None else str(year)
