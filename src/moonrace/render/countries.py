"""What a country has joined and what it has not, as lines of its page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from moonrace.query import camps, membership
from moonrace.render import formatting
from moonrace.render.formatting import Line
from moonrace.render.page import Page, Row

if TYPE_CHECKING:
    from moonrace.records.alliances import Member
    from moonrace.records.parties import Country


class Stance(NamedTuple):
    """The relation of a country to an alliance: the short name of the alliance, what to say of it, and the sources. `member` is
    None if the country never was a member.
    """

    name: str
    said: str
    sources: Sequence[str]
    member: Member | None = None


def alliance_name(page: Page, key: str) -> str:
    """The short name of an alliance by its id, also on a day before it existed."""
    one = page.dataset.alliances.get(key)
    return (one.abbreviation or one.name) if one else camps.NAMES[key]


_VERBS = {"signature": "signed", "ratification": "ratified", "accession": "acceded"}
_BEFORE = {"day": "on ", "month": "in ", "quarter": "in ", "year": "in "}


def joined(member: Member) -> str:
    """`signed on 13 Oct 2020`, `joined in Jul 2023`, and when it left."""
    when, verb = member.joined, _VERBS.get(member.instrument, "joined")
    said = f"{verb} {_BEFORE.get(when.precision, '')}{when.speak()}" if when else f"{verb}, day unknown"
    return said + (f", left {_BEFORE.get(member.left.precision, '')}{member.left.speak()}" if member.left else "")


def stances(page: Page, country: Country) -> list[Stance]:
    """What a country has joined: first the Artemis Accords and the ILRS, also if it is not a member, then other alliances."""
    own = [each for each in membership.memberships(page.dataset, country) if each.member.kind == "state"]
    found = []
    for key in camps.MAIN_ALLIANCES:
        parties = [each.member for each in own if each.alliance == key]
        found += [Stance(alliance_name(page, key), _numbered(member), member.sources, member) for member in parties]
        if not country.former and all(member.left for member in parties):
            found.append(Stance(alliance_name(page, key), f"not a member, as of {page.today.speak()}", ()))
    return found + [
        Stance(alliance_name(page, each.alliance), _numbered(each.member), each.member.sources, each.member)
        for each in own
        if each.alliance not in camps.MAIN_ALLIANCES
    ]


def _numbered(member: Member) -> str:
    return joined(member) + (f", number {member.ordinal}" if member.ordinal else "")


def memberships(page: Page, country: Country) -> list[Row]:
    """The rows of `stances` with their details, and the organisations seated in the country."""
    rows = [Row(each.name, [Line(each.said), *_more(each.member)], each.sources) for each in stances(page, country)]
    for found in membership.memberships(page.dataset, country):
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
