"""What a country has joined and what not, and countries side by side."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from rich.console import Group, RenderableType
from rich.text import Text

from moonrace.query import camps, membership
from moonrace.render import formatting
from moonrace.render.columns import Column, Columns
from moonrace.render.formatting import Line
from moonrace.render.page import GREY, Page, Row

if TYPE_CHECKING:
    from moonrace.query.membership import Membership
    from moonrace.records.alliances import Member
    from moonrace.records.parties import Country


class Stance(NamedTuple):
    """What a country is to an alliance: the short name of the alliance, what is said of the country, and who says so. `member`
    is None where it is no member and never was.
    """

    name: str
    said: str
    sources: Sequence[str]
    member: Member | None = None


def alliance_name(page: Page, key: str) -> str:
    """The short name of an alliance by its id, also on a day on which it was not there yet."""
    one = page.dataset.alliances.get(key)
    return (one.abbreviation or one.name) if one else camps.NAMES[key]


_VERBS = {"signature": "signed", "ratification": "ratified", "accession": "acceded"}
_BEFORE = {"day": "on ", "month": "in ", "quarter": "in ", "year": "in "}


def joined(member: Member) -> str:
    """`signed on 13 Oct 2020`, `joined in Jul 2023`, and when it left."""
    when, verb = member.joined, _VERBS.get(member.instrument, "joined")
    said = f"{verb} {_BEFORE.get(when.precision, '')}{when.speak()}" if when else f"{verb}, day unknown"
    return said + (f", left {_BEFORE.get(member.left.precision, '')}{member.left.speak()}" if member.left else "")


def stances(page: Page, one: Country) -> list[Stance]:
    """What a country has joined: first the Artemis Accords and the ILRS, of which it says so where it is no member, then other
    alliances.
    """
    own = [each for each in membership.memberships(page.dataset, one) if each.member.kind == "state"]
    found = []
    for key in camps.MAIN_ALLIANCES:
        parties = [each.member for each in own if each.alliance == key]
        found += [Stance(alliance_name(page, key), _numbered(member), member.sources, member) for member in parties]
        if not one.former and all(member.left for member in parties):
            found.append(Stance(alliance_name(page, key), f"not a member, as of {page.today.speak()}", ()))
    return found + [
        Stance(alliance_name(page, each.alliance), _numbered(each.member), each.member.sources, each.member)
        for each in own
        if each.alliance not in camps.MAIN_ALLIANCES
    ]


def _numbered(member: Member) -> str:
    return joined(member) + (f", number {member.ordinal}" if member.ordinal else "")


def memberships(page: Page, one: Country) -> list[Row]:
    """The same with all that is known of each, and with the organisations seated in the country."""
    rows = [Row(each.name, [Line(each.said), *_more(each.member)], each.sources) for each in stances(page, one)]
    for found in membership.memberships(page.dataset, one):
        if (member := found.member).kind != "state":
            said = f"{member.party}, an organisation: {joined(member)}"
            rows.append(Row(alliance_name(page, found.alliance), [Line(said), *_more(member)], member.sources))
    return rows


def _more(member: Member | None) -> list[Line]:
    if member is None:
        return []
    how = "" if member.instrument in _VERBS else formatting.label(member.instrument)
    signed = f"signed by {member.signed_by}" if member.signed_by else ""
    text = " · ".join(filter(None, (how, signed, member.note)))
    return [Line(text, dim=True)] if text else []


def compare(page: Page, several: Sequence[Country]) -> RenderableType:
    """Countries side by side: what they joined, flew and landed, their agencies and next missions; cards one under the other
    where the page is narrow.
    """
    if page.width < 18 * (len(several) + 1):
        from moonrace.render import cards

        return Group(*(part for one in several for part in (cards.country(page, one), Text())))
    grid = Columns([Column(style=GREY), *(Column(kind="share") for _ in several)])
    grid.add("", *(Text(page.name("countries", one), "bold") for one in several))
    grid.add("", *(Text(" ".join(page.shown(one.native.values())), GREY) for one in several))
    grid.add(
        "",
        *(Text(" · ".join(filter(None, (one.region, "former state" if one.former else ""))), GREY) for one in several),
    )
    for name, values in _comparison(page, several):
        alike = len(set(values)) == 1  # what is the same is grey, so that the differences are seen
        grid.add(name, *(Text(value or "–", "" if value and not alike else GREY) for value in values))
    rules = Text("Counted as in `moonrace race`: missions to the Moon, without what they carried.", GREY)
    day = f"members as of {page.today.speak()}"
    return Group(grid, Text(), rules, Text(" · ".join((day, page.day_line())), GREY))


def _comparison(page: Page, several: Sequence[Country]) -> list[tuple[str, list[str]]]:
    from moonrace.query.missions import missions
    from moonrace.query.plans import upcoming
    from moonrace.query.race import standings

    dataset = page.dataset
    found = [membership.memberships(dataset, one) for one in several]
    keys = dict.fromkeys([
        *camps.MAIN_ALLIANCES, *(each.alliance for own in found for each in own if each.member.kind == "state")
    ])  # fmt: skip
    rows = [
        (alliance_name(page, key), [_stance(one, own, key) for one, own in zip(several, found, strict=True)])
        for key in keys
    ]
    groups = [
        [each for each in dataset.groups.values() if each.kind != "region" and one.iso2 in membership.states_of(each)]
        for one in several
    ]
    rows.append(("groups", [" · ".join(each.abbreviation or each.name for each in own) for own in groups]))
    tallies = {row.id: row.tally for row in standings(dataset)}
    for name, field in (("flown", "launches"), ("landed", "landed"), ("people flown", "flew_around")):
        numbers = [getattr(tallies[one.id], field) if one.id in tallies else 0 for one in several]
        rows.append((name, list(map(str, numbers)) if name != "people flown" or any(numbers) else []))
    seats = [sum(agency.country == one.iso2 for agency in dataset.agencies.values()) for one in several]
    rows.append(("agencies, companies", list(map(str, seats))))
    plans = [upcoming(missions(dataset, country=one.id), page.today) for one in several]
    following = [next((plan for plan in own if not plan.overdue), None) for own in plans]
    rows.append(("next mission", [f"{plan.name}\n{plan.when.speak()}" if plan else "" for plan in following]))
    return [(name, values) for name, values in rows if any(values)]


def _stance(one: Country, found: Sequence[Membership], key: str) -> str:
    """What a country is to an alliance, in a few words."""
    own = [each.member for each in found if each.alliance == key and each.member.kind == "state"]
    if own:
        return "\n".join(map(joined, own))
    return "not a member" if key in camps.MAIN_ALLIANCES and not one.former else ""
