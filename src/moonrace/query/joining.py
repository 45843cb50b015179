"""Who has joined what, and when."""

from moonrace.dataset import Dataset
from moonrace.model import Agency, Alliance, Country, Member
from moonrace.query.period import NO_DATE


def members(alliance: Alliance, kind: str | None = None) -> list[Member]:
    """Its members now (those who left are not), states first, in order of joining; those whose day is unknown come
    last.
    """
    from moonrace.names import fold

    found = [member for member in alliance.members if member.left is None and (kind is None or member.kind == kind)]
    return sorted(
        found,
        key=lambda member: (member.kind != "state", member.joined or NO_DATE, member.ordinal or 0, fold(member.party)),
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
