"""Who has joined what, and when."""

from __future__ import annotations

from moonrace.dataset import Dataset
from moonrace.model import Agency, Alliance, Country, Member
from moonrace.moment import Moment
from moonrace.query.period import NO_DATE


def members(alliance: Alliance, kind: str | None = None, *, as_of: Moment | None = None) -> list[Member]:
    """Its members now (those who left are not), or those who had certainly joined by the end of a day; states first, in
    order of joining; those whose day is unknown come last.
    """
    from moonrace.names import fold

    found = [
        member
        for member in alliance.members
        if (member.left is None if as_of is None else belongs(member, as_of)) and kind in (None, member.kind)
    ]
    return sorted(
        found,
        key=lambda member: (member.kind != "state", member.joined or NO_DATE, member.ordinal or 0, fold(member.party)),
    )


def by_region(dataset: Dataset, alliance: Alliance) -> dict[str, list[Member]]:
    """The member states by the region of their country, the largest region first, each in order of name."""
    from moonrace.names import fold

    regions: dict[str, list[Member]] = {}
    for member in members(alliance, "state"):
        country = dataset.country_of(member.country) if member.country else None
        regions.setdefault((country and country.region) or "no region", []).append(member)
    return {
        region: sorted(found, key=lambda member: fold(member.party))
        for region, found in sorted(regions.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    }


def belongs(member: Member, day: Moment) -> bool:
    """True when the party had certainly joined by the end of `day` and had not certainly left."""
    return (
        member.joined is not None
        and member.joined.is_past(day)
        and not (member.left is not None and member.left.is_past(day))
    )


def counts(alliance: Alliance) -> dict[str, int]:
    """How many states and organisations are members, and how many places are taken by parties that are not
    identified.
    """
    now = members(alliance)
    return {
        "state": sum(member.kind == "state" for member in now),
        "organisation": sum(member.kind == "organisation" for member in now),
        "unidentified": len(alliance.unidentified),
    }


def in_both(one: Alliance, other: Alliance) -> list[tuple[Member, Member]]:
    """The states that are members of both, in the order in which they joined the second of the two."""
    others = {member.country: member for member in members(other, "state")}
    pairs = [(member, others[member.country]) for member in members(one, "state") if member.country in others]
    return sorted(pairs, key=lambda pair: max(pair[0].joined or NO_DATE, pair[1].joined or NO_DATE))


def memberships(dataset: Dataset, country: Country) -> list[tuple[Alliance, Member]]:
    """What a country, or an organisation seated in it, has joined, states' own memberships first."""
    found = [
        (alliance, member)
        for alliance in dataset.alliances.values()
        for member in alliance.members
        if member.country == country.iso2
    ]
    return sorted(found, key=lambda pair: (pair[1].kind != "state", pair[1].joined or NO_DATE))


def joined_by(dataset: Dataset, agency: Agency) -> list[tuple[Alliance, Member]]:
    """What an agency or company itself has joined."""
    return [
        (alliance, member)
        for alliance in dataset.alliances.values()
        for member in alliance.members
        if member.agency == agency.id
    ]
