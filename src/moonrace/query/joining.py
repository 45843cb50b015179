"""Who has joined what: the states of a region or group, those in both or neither of two alliances, by year, by region.

Parties count that had joined by the end of the day and had not left. States and organisations are counted apart.
"""

from collections.abc import Collection, Sequence
from datetime import timedelta
from typing import NamedTuple, get_args

from moonrace import ground
from moonrace.dataset import Dataset
from moonrace.dates import Moment
from moonrace.names import fold
from moonrace.query.membership import Newest, in_both, in_order, members, newest
from moonrace.query.period import NO_DATE, counting_rule
from moonrace.query.regions import State, in_none, states, undated
from moonrace.records.alliances import Alliance, Member, MemberKind
from moonrace.records.parts import Texts


class Question(NamedTuple):
    """What is asked about the members of alliances, as the options of `signatories`: one kind of party, states in both or in
    neither, those of a region or a group (by id), a table by year or region, a period of joining.
    """

    kind: MemberKind | None = None
    both: bool = False
    neither: bool = False
    region: str | None = None
    group: str | None = None
    by: str | None = None
    since: Moment | None = None
    until: Moment | None = None

    @property
    def of_some(self) -> bool:
        """True if a region or a group chooses the states."""
        return bool(self.region or self.group)

    @property
    def only_states(self) -> bool:
        """True if organisations are not counted."""
        return self.of_some or self.both or self.neither or self.by == "region" or self.kind == "state"

    @property
    def kinds(self) -> Sequence[MemberKind]:
        """The kinds of parties that are counted."""
        return [self.kind] if self.kind else ["state"] if self.only_states else get_args(MemberKind)


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
    """The values beside the alliances.

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


class Comparison(NamedTuple):
    """The answer to a question: the alliances with the members that were asked for, the two memberships of each state in both
    of two, the states in none (None unless asked for), and the values beside them.
    """

    question: Question
    alliances: Sequence[Alliance]
    shared: Sequence[tuple[Member, Member]]
    outside: Sequence[State] | None
    beside: Beside


def compare(dataset: Dataset, chosen: Sequence[Alliance], asked: Question, today: Moment) -> Comparison:
    """The answer to a question about alliances, on the day of a dataset."""
    codes = states(dataset, asked.region, asked.group)
    rows = [_narrowed(one, codes=codes) for one in chosen] if asked.of_some else list(chosen)
    shared = pairs(rows[0], rows[1], asked.since, asked.until) if len(rows) == 2 else []
    if asked.both:
        within = {one.country for one, _ in shared}
        rows = [_narrowed(row, codes=within, now=True) for row in rows]
    # With --both the period was applied to the pairs; with --by year it selects rows, since sums count from the beginning.
    period = asked if not asked.both and asked.by != "year" else Question()
    rows = [_narrowed(row, kind=asked.kind, since=period.since, until=period.until) for row in rows]
    rows = [ground.regraded(dataset.sections, row) if row not in chosen else row for row in rows]
    outside = in_none(dataset, chosen, codes) if asked.neither else None
    beside = Beside(
        in_both=tuple(one.country or "" for one, _ in shared) if len(chosen) == 2 or asked.both else None,
        in_neither=tuple(one.iso2 for one in outside) if outside is not None else None,
        region=asked.region,
        group=asked.group,
        undated=undated(dataset, asked.group),
        among=len(codes) if asked.of_some or asked.neither else None,
        counted=tuple(_counted(row, asked) for row in rows),
        by_year=_years(rows, asked) if asked.by == "year" else None,
        by_region=tuple(by_region(dataset, rows, codes, outside)) if asked.by == "region" else None,
        rule=_rule(asked, today),
    )
    return Comparison(asked, rows, shared, outside, beside)


def _narrowed(
    alliance: Alliance,
    *,
    kind: str | None = None,
    codes: Collection[str | None] | None = None,
    since: Moment | None = None,
    until: Moment | None = None,
    now: bool = False,
) -> Alliance:
    """The alliance with only the members that match: of a kind, states with one of the codes, or who may have joined in a
    period. With `now`, those who left are taken out too.
    """

    def fits(member: Member) -> bool:
        of_states = codes is None or (member.kind == "state" and member.country in codes)
        in_time = (since or until) is None or (member.joined is not None and member.joined.may_fall(since, until))
        return of_states and in_time and not (now and member.left)

    return alliance._replace(members=tuple(filter(fits, in_order(alliance, kind).members)))


def _counted(alliance: Alliance, asked: Question) -> Counted:
    """How many members an alliance has, as it is narrowed down."""
    of_states = len(members(alliance, "state")) if asked.kind != "organisation" else 0
    others = None if asked.only_states else len(members(alliance, "organisation")) if asked.kind != "state" else 0
    return Counted(alliance.id, of_states, others, tuple(newest(alliance)))


def _years(rows: Sequence[Alliance], asked: Question) -> tuple[Year, ...]:
    return tuple(year for row in rows for kind in asked.kinds for year in by_year(row, kind, asked.since, asked.until))


def pairs(
    alliance: Alliance, other: Alliance, since: Moment | None = None, until: Moment | None = None
) -> list[tuple[Member, Member]]:
    """The states in both, in the order in which they joined the second of the two. With a period, only those that may have
    joined the second one in it.
    """
    found = in_both(alliance, other)
    if (since or until) is None:
        return found
    return [pair for pair in found if (last := _second(pair)) is not None and last.may_fall(since, until)]


def _second(pair: tuple[Member, Member]) -> Moment | None:
    """When a state joined the second of two alliances; None if one of the days is not known."""
    days = [member.joined for member in pair if member.joined]
    return max(days) if len(days) == 2 else None


def year_of(when: Moment | None) -> int | None:
    """The year by whose end a thing had certainly happened; None if that is not known."""
    return (when.latest - timedelta(microseconds=1)).year if when and when.latest else None


def sort_day(when: Moment | None) -> Moment:
    """The sort key of a day of joining: unknown days come last."""
    return when or NO_DATE


def by_year(
    alliance: Alliance, kind: MemberKind, since: Moment | None = None, until: Moment | None = None
) -> list[Year]:
    """What each year brought an alliance: who joined and who left in it, and how many were members at its end. The sums count
    everybody, whatever period is asked for. A year in which nothing happened is left out.
    """
    joined: dict[int | None, list[Member]] = {}
    left: dict[int | None, int] = {}
    for member in in_order(alliance, kind).members:
        joined.setdefault(year_of(member.joined), []).append(member)
        if member.left is not None:
            left[year_of(member.left)] = left.get(year_of(member.left), 0) + 1
    rows, total = [], 0
    for year in sorted({*joined, *left}, key=lambda one: (one is None, one)):
        new = sorted(joined.get(year, []), key=lambda one: (one.joined or NO_DATE, one.ordinal or 0, fold(one.party)))
        total += len(new) - left.get(year, 0)
        asked = (since or until) is None or (year is not None and Moment(str(year)).may_fall(since, until))
        if asked:
            parties = tuple(one.party for one in new)
            rows.append(Year(alliance.id, kind, year, len(new), left.get(year, 0), total, parties))
    return rows


def by_region(
    dataset: Dataset, alliances: Sequence[Alliance], codes: Collection[str], outside: Sequence[State] | None = None
) -> list[Region]:
    """The states of each region in each alliance, or with `outside` those in none of them; regions in order of name."""
    regions = {country.iso2: country.region for country in dataset.countries.values()}
    among: dict[str | None, int] = {}
    for code in codes:
        among[regions.get(code)] = among.get(regions.get(code), 0) + 1
    sought: list[tuple[str | None, list[tuple[str, str]]]] = (
        [
            (alliance.id, [(member.party, member.country or "") for member in members(alliance, "state")])
            for alliance in alliances
        ]
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


def _rule(asked: Question, today: Moment) -> str:
    """Who is counted, in one sentence with its day. In a table of years a period selects years, else parties; for states in
    both it is about the day of joining the second of the two.
    """
    what = "states only" if asked.only_states else "states and organisations separately"
    if (asked.since or asked.until) is None or (asked.by == "year" and not asked.both):
        return counting_rule(today, what)
    since = f"from {asked.since}{'' if asked.until else ' on'}" if asked.since else ""
    until = f"{'to' if since else 'by'} the end of {asked.until}" if asked.until else ""
    period = (
        f"in {asked.since}" if asked.since and asked.since == asked.until else " ".join(filter(None, (since, until)))
    )
    joined = "joined the second of the two" if asked.both else "joined"
    return f"Counts parties that {joined} {period} and had not left by the end of {today.text}; {what}."
