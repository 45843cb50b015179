"""Who has joined what, asked of some states or some time: of a region, of a group, in both, in neither, by year, by region.

Every count is one of parties that had joined by the end of the day and had not left; states and organisations are counted apart.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import timedelta
from typing import NamedTuple

from moonrace.dataset import Dataset
from moonrace.dates import Moment
from moonrace.errors import NotFound, short
from moonrace.names import fold
from moonrace.query.membership import Newest, in_both, in_order, members, newest, states_of
from moonrace.query.period import NO_DATE
from moonrace.records.alliances import Alliance, Member, MemberKind
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


class Counted(NamedTuple):
    """How many of those asked for are members of an alliance.

    alliance: id of the alliance
    state: member states
    organisation: member organisations; null where only states are asked for
    latest: which of the states joined last
    """

    alliance: str
    state: int
    organisation: int | None
    latest: tuple[Newest, ...]


class Year(NamedTuple):
    """What a year brought an alliance.

    alliance: id of the alliance
    kind: state or organisation
    year: the year; null for those of whom the record does not know it
    joined: how many joined in it
    left: how many left in it
    total: how many were members at its end, or on the day of the record
    parties: those that joined
    """

    alliance: str
    kind: MemberKind
    year: int | None
    joined: int
    left: int
    total: int
    parties: Texts


class Region(NamedTuple):
    """How many states of a region are members of an alliance, or of none of them.

    region: region of the United Nations' M49 standard; null for a state to which none is given
    alliance: id of the alliance; null for those that are in none
    states: how many states of the region
    among: how many states of the region there are, of those asked for
    parties: those states, in order of name
    """

    region: str | None
    alliance: str | None
    states: int
    among: int
    parties: Texts


class Beside(NamedTuple):
    """What stands beside the alliances.

    in_both: ISO 3166-1 alpha-2 codes of the states in both; null unless two alliances are compared
    in_neither: the same of the states in none of them; null unless asked for
    region: the region that was asked for
    group: id of the group that was asked for
    undated: alpha-2 codes of members of that group today that are left out, since the day on which they joined is not known
    among: how many states were asked for; null where no region, group or --neither chooses them
    counted: how many of those asked for are members of each alliance
    by_year: what each year brought; null unless asked for
    by_region: how many states of each region; null unless asked for
    rule: who is counted, and on which day
    """

    in_both: Texts | None
    in_neither: Texts | None
    region: str | None
    group: str | None
    undated: Texts
    among: int | None
    counted: tuple[Counted, ...]
    by_year: tuple[Year, ...] | None
    by_region: tuple[Region, ...] | None
    rule: str


def region_named(dataset: Dataset, name: str) -> str:
    """The region of that name, or that begins with it. Raises NotFound."""
    own = (one.region for one in dataset.countries.values() if one.region)
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
        one.iso2 for one in dataset.countries.values() if not one.former and in_region(one.iso2, one.region, region)
    )
    found = frozenset(codes)
    return found & states_of(dataset.groups[group]) if group else found


def undated(dataset: Dataset, group: str | None) -> Texts:
    """The alpha-2 codes of the members of a group today that are not among those of the day of the dataset, since nobody knows
    when they joined.
    """
    now = dataset.whole.groups.get(group or "")
    if now is None or group is None:
        return ()
    then = states_of(dataset.groups[group])
    members_ = (one for one in now.members if one.left is None and one.joined is None)
    return tuple(one.country for one in members_ if one.country not in then)


def in_region(code: str, own: str | None, region: str | None) -> bool:
    """True where a country of the region `own` lies in `region`, which may be one of `AREAS`; everything lies in None."""
    if region is None:
        return True
    within = own in AREAS.get(region, (region,))
    return within and not (region.startswith("Latin") and code in _NORTHERN)


def narrowed(
    alliance: Alliance,
    *,
    kind: str | None = None,
    codes: Collection[str] | None = None,
    since: Moment | None = None,
    until: Moment | None = None,
    now: bool = False,
) -> Alliance:
    """The alliance with only those members, in their order, that are of a kind, or states with one of the codes, or that may
    have joined in a period; those who left as well, unless it is asked for those of `now`.
    """

    def fits(member: Member) -> bool:
        of_states = codes is None or (member.kind == "state" and member.country in codes)
        in_time = (since or until) is None or (member.joined is not None and member.joined.may_fall(since, until))
        return of_states and in_time and not (now and member.left)

    return alliance._replace(members=tuple(filter(fits, in_order(alliance, kind).members)))


def pairs(
    one: Alliance, other: Alliance, since: Moment | None = None, until: Moment | None = None
) -> list[tuple[Member, Member]]:
    """The states in both, in the order in which they joined the second of the two, and of those only they who may have done so
    in a period.
    """
    found = in_both(one, other)
    if (since or until) is None:
        return found
    return [pair for pair in found if (last := _second(pair)) is not None and last.may_fall(since, until)]


def _second(pair: tuple[Member, Member]) -> Moment | None:
    """When a state joined the second of two alliances; None where one of the days is not known."""
    days = [member.joined for member in pair if member.joined]
    return max(days) if len(days) == 2 else None


def in_none(dataset: Dataset, alliances: Iterable[Alliance], codes: Collection[str]) -> list[State]:
    """Which of the states with these codes are members of none of the alliances, in order of name."""
    inside = {member.country for alliance in alliances for member in members(alliance, "state")}
    found = [State(one.name, one.iso2, one.iso3, one.region) for one in dataset.countries.values()]
    outside = (one for one in found if one.iso2 in codes and one.iso2 not in inside)
    return sorted(outside, key=lambda one: fold(one.name))


def counted(alliance: Alliance, kind: str | None, only_states: bool) -> Counted:
    """How many members an alliance has, as it is narrowed down."""
    of_states = len(members(alliance, "state")) if kind != "organisation" else 0
    others = None if only_states else len(members(alliance, "organisation")) if kind != "state" else 0
    return Counted(alliance.id, of_states, others, tuple(newest(alliance)))


def year_of(when: Moment | None) -> int | None:
    """The year by whose end a thing had certainly happened; None where that is not known."""
    return (when.latest - timedelta(microseconds=1)).year if when and when.latest else None


def sort_day(when: Moment | None) -> Moment:
    """The date by which what joined is ordered; what has none comes last."""
    return when or NO_DATE


def by_year(alliance: Alliance, kind: str, since: Moment | None = None, until: Moment | None = None) -> list[Year]:
    """What each year brought an alliance: who joined and who left in it, and how many were members at its end. The sums count
    everybody, whatever period is asked for. A year in which nothing happened is left out.
    """
    parties = [member for member in in_order(alliance).members if member.kind == kind]
    joined: dict[int | None, list[Member]] = {}
    left: dict[int | None, int] = {}
    for member in parties:
        joined.setdefault(year_of(member.joined), []).append(member)
        if member.left is not None:
            left[year_of(member.left)] = left.get(year_of(member.left), 0) + 1
    rows, total = [], 0
    for year in sorted({*joined, *left}, key=lambda one: (one is None, one)):
        new = sorted(joined.get(year, []), key=lambda one: (one.joined or NO_DATE, one.ordinal or 0, fold(one.party)))
        total += len(new) - left.get(year, 0)
        asked = (since or until) is None or (year is not None and Moment(str(year)).may_fall(since, until))
        if asked:
            row = Year(
                alliance.id, _kind(kind), year, len(new), left.get(year, 0), total, tuple(one.party for one in new)
            )
            rows.append(row)
    return rows


def _kind(kind: str) -> MemberKind:
    return "state" if kind == "state" else "organisation"


def by_region(
    dataset: Dataset, alliances: Sequence[Alliance], codes: Collection[str], outside: Sequence[State] | None = None
) -> list[Region]:
    """The states of each region in each alliance, or in none of them, where those are given; the regions in order of name."""
    regions = {one.iso2: one.region for one in dataset.countries.values()}
    among: dict[str | None, int] = {}
    for code in codes:
        among[regions.get(code)] = among.get(regions.get(code), 0) + 1
    sought: list[tuple[str | None, list[tuple[str, str]]]] = (
        [(one.id, [(member.party, member.country or "") for member in members(one, "state")]) for one in alliances]
        if outside is None
        else [(None, [(one.name, one.iso2) for one in outside])]
    )
    placed: dict[tuple[str | None, str | None], list[str]] = {}
    for key, found in sought:
        for name, code in found:
            placed.setdefault((key, regions.get(code)), []).append(name)
    names = sorted({*among, *(region for _, region in placed)}, key=lambda one: (one is None, one))
    return [
        Region(region, key, len(there), among.get(region, 0), tuple(sorted(there, key=fold)))
        for region in names
        for key, _ in sought
        for there in [placed.get((key, region), [])]
    ]


def rule(
    today: Moment, only_states: bool, since: Moment | None, until: Moment | None, of_years: bool, second: bool
) -> str:
    """Who is counted, in one sentence with its day. With `of_years` a period chooses years, and not parties; with `second` the
    day is that on which a state joined the second of two alliances.
    """
    what = "states only" if only_states else "states and organisations apart"
    if (since or until) is None or (of_years and not second):
        return f"Counted: who had joined by the end of {today.text} and had not left; {what}."
    period = " ".join(
        [*([f"from {since}" + ("" if until else " on")] if since else []), *([f"to {until}"] if until else [])]
    )
    joined = "joined the second of the two" if second else "joined"
    return f"Counted: who {joined} {period} and had not left by the end of {today.text}; {what}."
