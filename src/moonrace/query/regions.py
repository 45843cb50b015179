"""The states of the record: of a region, of a group, or in none of some alliances."""

from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from moonrace.dataset import Dataset
from moonrace.errors import NotFound, short
from moonrace.names import fold
from moonrace.query.membership import members, states_of
from moonrace.records.alliances import Alliance
from moonrace.records.parts import Texts

REGIONS = ("Africa", "Asia", "Europe", "North America", "South America", "Oceania")
"""The regions of the United Nations' M49 standard to which the record assigns each country."""
_NORTHERN = ("BM", "CA", "GL", "PM", "US")
"""M49's Northern America: all other countries of North America are Latin American or Caribbean."""
AREAS: Mapping[str, tuple[str, ...]] = {
    "Americas": ("North America", "South America"),
    "Latin America and the Caribbean": ("North America", "South America"),
}
"""Areas of M49 that take in more than one region."""


class State(NamedTuple):
    """A state that is in none of the alliances.

    name: English name
    iso2: ISO 3166-1 alpha-2 code
    iso3: ISO 3166-1 alpha-3 code
    region: region of the United Nations' M49 standard
    """

    name: str
    iso2: str
    iso3: str
    region: str | None


def region_named(dataset: Dataset, name: str) -> str:
    """The region of that name, or that begins with it. Raises NotFound."""
    own = (country.region for country in dataset.countries.values() if country.region)
    known = list(dict.fromkeys([*REGIONS, *AREAS, *own]))
    wanted = fold(name)
    exact = [one for one in known if fold(one) == wanted]
    found = exact or [one for one in known if wanted and any(start.startswith(wanted) for start in _starts(one))]
    if len(found) == 1:
        return found[0]
    if found:
        raise NotFound(f"'{short(name)}' may be {' or '.join(found)}", tuple(found))
    raise NotFound(f"no region is called '{short(name)}'; the regions are {', '.join(known)}")


def _starts(name: str) -> list[str]:
    """The folded name from each of its words on."""
    words = name.split()
    return [fold(" ".join(words[number:])) for number in range(len(words))]


def states(dataset: Dataset, region: str | None = None, group: str | None = None) -> frozenset[str]:
    """The alpha-2 codes of the states of the record, or of a region and a group by their names as the record has them. States
    that ended are not among them.
    """
    codes = (
        country.iso2
        for country in dataset.countries.values()
        if not country.former and in_region(country.iso2, country.region, region)
    )
    found = frozenset(codes)
    return found & states_of(dataset.groups[group]) if group else found


def undated(dataset: Dataset, group: str | None) -> Texts:
    """The alpha-2 codes of states that are in the group today but not on the day of the dataset, because their day of joining
    is unknown.
    """
    now = dataset.whole.groups.get(group or "")
    if now is None or group is None:
        return ()
    then = states_of(dataset.groups[group])
    members_ = (
        member for member in now.members if member.left is None and not (member.joined and member.joined.earliest)
    )
    return tuple(one.country for one in members_ if one.country not in then)


def in_region(code: str, own: str | None, region: str | None) -> bool:
    """True if a country, with `own` as its region, lies in `region`, which may be one of `AREAS`. Every country lies in None."""
    if region is None:
        return True
    within = own in AREAS.get(region, (region,))
    return within and not (region.startswith("Latin") and code in _NORTHERN)


def in_none(dataset: Dataset, alliances: Iterable[Alliance], codes: Collection[str]) -> list[State]:
    """Which of the states with these codes are members of none of the alliances, in order of name."""
    inside = {member.country for alliance in alliances for member in members(alliance, "state")}
    found = [State(country.name, country.iso2, country.iso3, country.region) for country in dataset.countries.values()]
    outside = (one for one in found if one.iso2 in codes and one.iso2 not in inside)
    return sorted(outside, key=lambda one: fold(one.name))
