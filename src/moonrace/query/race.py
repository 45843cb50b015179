"""The race itself: who is ahead, and who was first. The numbers are counted by the rules of `query.counts`."""

from collections.abc import Iterable
from typing import NamedTuple

from moonrace.dataset import Dataset
from moonrace.dates import Moment
from moonrace.errors import BadValue
from moonrace.query import counts
from moonrace.query.camps import camp, name_of
from moonrace.query.counts import Tally
from moonrace.records.mission import Mission
from moonrace.records.parts import EventType, Texts

UNITS = ("missions", "spacecraft")


class Standing(NamedTuple):
    """One line of the scoreboard.

    id: id of the country or camp; null for missions of no single country
    name: its name
    tally: its numbers
    landing_rate: soft landings as a share of the attempts, 0 to 1; null where there was none
    """

    id: str | None
    name: str
    tally: Tally
    landing_rate: float | None = None


class Scoring(NamedTuple):
    """How the standings were counted.

    by: country or camp
    count: missions or spacecraft
    rules: the rule of each number
    """

    by: str
    count: str  # type: ignore[assignment]  # a tuple has a method of that name
    rules: Texts


def standings(dataset: Dataset, *, by: str = "country", count: str = "missions") -> list[Standing]:
    """The scoreboard by `country` or by `camp`, most launches first, then by name.

    A mission of two countries counts for each, a person for the own country. `count="spacecraft"` also counts the craft that a
    mission carried. For camps see `query.camps`.
    """
    if count not in UNITS:
        raise BadValue(f"cannot count {count!r}: choose one of {', '.join(UNITS)}")
    groups: dict[str | None, _Group] = {}

    def group(code: str) -> _Group:
        key, name = _party(dataset, code, by)
        return groups.setdefault(key, _Group(name, [], [], []))

    for mission in counts.launched(dataset, count):
        for one in {found.name: found for found in map(group, mission.countries or ("",))}.values():
            one.flown.append(mission)
        for person in counts.travellers(mission):
            group(person.country).travellers.append(person.name)
        for person in counts.moonwalkers(mission):
            group(person.country).moonwalkers.append(person.name)
    tallies = {key: (one.name, counts.tally(dataset, *one[1:])) for key, one in groups.items()}
    rows = [Standing(key, name, tally, _rate(tally)) for key, (name, tally) in tallies.items()]
    return sorted(rows, key=lambda row: (-row.tally.launches, row.name))


def _rate(tally: Tally) -> float | None:
    return round(tally.landed / tally.attempts, 3) if tally.attempts else None


class _Group(NamedTuple):
    name: str
    flown: list[Mission]
    travellers: list[str]
    moonwalkers: list[str]


def _party(dataset: Dataset, code: str, by: str) -> tuple[str | None, str]:
    if by == "country":
        country = dataset.country_of(code) if code else None
        return (country.id, country.name) if country else (None, "no single country (ESA)")
    if by != "camp":
        raise BadValue(f"cannot group by {by!r}: choose country or camp")
    key = camp(dataset, code)
    return key, name_of(dataset, key)


class First(NamedTuple):
    """A claim to have been first.

    when: its date, in UTC
    claim: what was first
    contested: who disputes it, and why
    name: its name
    countries: ISO 3166-1 alpha-2 codes of those who flew it
    type: what kind of event
    """

    when: Moment
    claim: str
    contested: str | None
    mission: str
    name: str
    countries: Texts
    type: EventType
    sources: Texts


def firsts(chosen: Iterable[Mission], *, contested: bool | None = None) -> list[First]:
    """The firsts of these missions in order of date; `contested` selects those that are contested, or those that are not."""
    found = [
        First(
            event.when, event.first, event.contested, mission.id, mission.name, mission.countries, event.type, event.sources
        )
        for mission in chosen
        for event in mission.events
        if event.first and not event.planned and contested in (None, bool(event.contested))
    ]  # fmt: skip
    return sorted(found, key=lambda one: (one.when, one.mission))
