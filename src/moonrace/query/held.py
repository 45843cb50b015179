"""How launch dates have held: how many of the missions that flew did so by the dates that had been announced.

Each mission counts once, by the announced dates of its launch. A date was kept if the launch came no later than its end; a date
with a time of day was kept on its day. An open date ("not before 2028") or an approximate one can be neither kept nor broken
and is left out, so each number says of how many it is.
"""

from collections.abc import Sequence
from datetime import timedelta
from statistics import median
from typing import Literal, NamedTuple

from moonrace.dataset import Dataset
from moonrace.dates import Moment
from moonrace.query.counts import launched
from moonrace.query.plans import months_between
from moonrace.records.mission import Mission
from moonrace.records.parts import Event, Target, Texts


class Held(NamedTuple):
    """How the launch dates of some missions have held.

    by: what they have in common: all, the lead of their first announced date, a country, or an agency
    id: id of the country or agency, of the lead, or `all`
    name: its name
    missions: how many flew and had announced dates
    kept_first: how many of them flew by the first announced date
    of_first: of how many that can be said
    share_first: their share, 0 to 1
    kept_last_but_one: how many flew by the last announced date but one
    of_last_but_one: of how many that can be said
    share_last_but_one: their share, 0 to 1
    median_months: median of the months from the middle of the first announced date to the launch
    of_median: of how many
    """

    by: Literal["all", "lead", "country", "agency"]
    id: str
    name: str
    missions: int
    kept_first: int
    of_first: int
    share_first: float | None
    kept_last_but_one: int
    of_last_but_one: int
    share_last_but_one: float | None
    median_months: float | None
    of_median: int


class Holding(NamedTuple):
    """How it was counted.

    rules: the rules
    waiting: missions with announced dates that have not flown and are still planned
    dropped: those that were cancelled or paused
    """

    rules: Texts
    waiting: int
    dropped: int


LEADS = {
    "under-1-year": ("less than a year ahead", 1.0),
    "1-2-years": ("1 to 2 years ahead", 2.0),
    "2-4-years": ("2 to 4 years ahead", 4.0),
    "over-4-years": ("4 years ahead or more", float("inf")),
}
"""How long before the first announced date it was announced: id, name, and upper bound in years."""

COUNTED = (
    "missions launched to reach the Moon, by the announced dates of their launch in this record; each counts once",
    "kept: launched by the end of the announced date; open and approximate dates cannot be kept, and are left out",
    "lead: from the announcement of the first date to the middle of it; left out where the announcement is too vague",
    "slip: from the middle of the first announced date to the launch",
    "only missions that flew: those that are late and still wait would make it worse",
)
"""The rules, in words."""


def held(dataset: Dataset) -> list[Held]:
    """The row of all, then one for each lead, country and agency that has a mission; the most missions first."""
    flown = [(one, launch) for one in launched(dataset) if (launch := one.first_event("launch")) and launch.targets]
    rows = [_row("all", "all", "all", [launch for _, launch in flown])] if flown else []
    for key, (name, _) in LEADS.items():
        chosen = [launch for _, launch in flown if _lead(launch.targets[0]) == key]
        rows += [_row("lead", key, name, chosen)] if chosen else []
    countries: dict[tuple[str, str], list[Event]] = {}
    agencies: dict[tuple[str, str], list[Event]] = {}
    for one, launch in flown:
        for code in one.countries:
            country = dataset.country_of(code)
            countries.setdefault((country.id, country.name) if country else (code, code), []).append(launch)
        for key in one.agencies:
            agency = dataset.agencies.get(key)
            agencies.setdefault((key, (agency.abbreviation or agency.name) if agency else key), []).append(launch)
    rows += sorted((_row("country", *who, chosen) for who, chosen in countries.items()), key=_largest)
    rows += sorted((_row("agency", *who, chosen) for who, chosen in agencies.items()), key=_largest)
    return rows


def holding(dataset: Dataset) -> Holding:
    """How it was counted, and how many missions have announced launch dates and have not flown."""
    left = [mission for mission in dataset.missions.values() if _waits(mission)]
    return Holding(COUNTED, sum(not one.is_dropped for one in left), sum(one.is_dropped for one in left))


def _waits(mission: Mission) -> bool:
    launch = mission.first_event("launch")
    return mission.scope == "lunar" and launch is not None and launch.planned and bool(launch.targets)


def _largest(row: Held) -> tuple[int, str]:
    return -row.missions, row.name


def _row(by: Literal["all", "lead", "country", "agency"], key: str, name: str, launches: Sequence[Event]) -> Held:
    first = [kept for launch in launches if (kept := _kept(launch.targets[0], launch.when)) is not None]
    later = [
        kept
        for launch in launches
        if launch.targets[1:] and (kept := _kept(launch.targets[-2], launch.when)) is not None
    ]
    slipped = [months for launch in launches if (months := _slip(launch)) is not None]
    return Held(
        by, key, name, len(launches), sum(first), len(first), _share(first), sum(later), len(later), _share(later),
        float(median(slipped)) if slipped else None, len(slipped),
    )  # fmt: skip


def _share(kept: Sequence[bool]) -> float | None:
    return round(sum(kept) / len(kept), 3) if kept else None


def _is_firm(when: Moment) -> bool:
    """True for a date with two ends that is neither approximate nor uncertain."""
    return when.earliest is not None and when.latest is not None and when.is_certain


def _kept(target: Target, launch: Moment) -> bool | None:
    """Whether the launch came by the end of what was announced; None if neither can be said."""
    end = target.when.latest
    if not _is_firm(target.when) or end is None or launch.latest is None:
        return None
    if target.when.is_instant and target.when.earliest:
        end = target.when.earliest.replace(hour=0, minute=0, second=0) + timedelta(days=1)
    return launch.latest <= end


def _slip(launch: Event) -> int | None:
    first = launch.targets[0].when
    return months_between(first, launch.when) if _is_firm(first) else None


def _lead(target: Target) -> str | None:
    """The lead of an announced date, of `LEADS`; None if the day of the announcement is too vague to say."""
    when, said = target.when, target.announced
    if not (_is_firm(when) and _is_firm(said) and when.earliest and when.latest and said.earliest and said.latest):
        return None
    middle = when.earliest + (when.latest - when.earliest) / 2
    found = {_of_years((middle - bound).days / 365.25) for bound in (said.earliest, said.latest)}
    return found.pop() if len(found) == 1 else None


def _of_years(years: float) -> str:
    return next(key for key, (_, most) in LEADS.items() if years < most)
