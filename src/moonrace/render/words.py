"""How the record speaks: values as short texts for a page. Knows no Rich; computes nothing that the query layer does
not give.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta

from moonrace import query
from moonrace.dataset import Dataset
from moonrace.model import Event, Place, Telling
from moonrace.moment import Moment, day_of, read_zone

LABELS = {"liftoff": "lift-off", "eva": "EVA", "reentry": "re-entry"}


def label(word: str) -> str:
    """An event type or another word of the vocabulary, as people write it."""
    return LABELS.get(word) or word.replace("-", " ").replace("_", " ")


def listing(items: Sequence[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    return " and ".join([", ".join(items[:-1]), items[-1]] if items[1:] else items)


def count(number: int, noun: str, nouns: str | None = None) -> str:
    """`1 state`, `13 states`."""
    return f"{number:,} {noun if number == 1 else nouns or noun + 's'}"


def coordinates(place: Place, digits: int = 3) -> str:
    """`41.639° S 153.985° W`: as many decimals as the record has, `digits` at most. Empty where none are known."""
    if place.latitude is None or place.longitude is None:
        return ""
    north, east = (f"{abs(round(value, digits)):.{digits + 3}g}°" for value in (place.latitude, place.longitude))
    return f"{north} {'S' if place.latitude < 0 else 'N'} {east} {'W' if place.longitude < 0 else 'E'}"


class Aside(str):
    """A line that supports what stands above it; a page sets it back."""

    __slots__ = ()


def place(where: Place, digits: int = 3) -> str:
    """Name, coordinates and side."""
    return ", ".join(filter(None, (where.name, spot(where, digits))))


def spot(where: Place, digits: int = 3) -> str:
    """Coordinates and side."""
    return ", ".join(filter(None, (coordinates(where, digits), f"{where.side} side" if where.side else "")))


def local_day(event: Event) -> str:
    """`2 Jun 06:23 in Beijing`, where the local calendar day is not the UTC one; else empty."""
    if not event.zone:
        return ""
    offset, where = read_zone(event.zone)
    if day_of(event.when, offset) == day_of(event.when) or not (local := event.when.local(offset)):
        return ""
    day = Moment(local[:10]).speak().rsplit(" ", 1)[0]
    return f"{day} {local[11:16]} " + (f"in {where}" if where else f"local time (UTC{event.zone})")


def event_lines(event: Event, before: Event | None, today: Moment, dropped: bool = False) -> list[str]:
    """What a card says of an event beside its date and type. A place that `before` has named already is not told
    again.
    """
    where = (
        event.place if event.place and not (before and before.place and _same_spot(before.place, event.place)) else None
    )
    tried = f"in an attempt at {label(event.attempted)}" if event.attempted else ""
    head = "; ".join(filter(None, (event.title, tried, where.name if where else "")))
    contested = f"contested: {event.contested}" if event.contested else ""
    lines = [head, event.first or "", Aside(spot(where) if where else ""), Aside(local_day(event)), Aside(contested)]
    lines += [Aside(event.note or ""), Aside(_planned(event, today, dropped))]
    return [line for line in lines if line]


def _same_spot(one: Place, other: Place) -> bool:
    return (one.name, one.latitude, one.longitude) == (other.name, other.latitude, other.longitude)


def _planned(event: Event, today: Moment, dropped: bool) -> str:
    word = "was planned" if dropped else "planned" if event.planned and not event.when.is_past(today) else ""
    return "; ".join(filter(None, (word, drift(event) if dropped else plan(event, today))))


def plan(event: Event, today: Moment) -> str:
    """How sure a planned date is: overdue, or how often it has moved. Of what has happened, its first target."""
    if event.planned and event.when.is_past(today):
        return f"was due {event.when.speak()}, not confirmed as of {today.speak()}"
    return drift(event)


def drift(event: Event) -> str:
    """The first target of an event and how often it moved; empty where neither is known."""
    if not event.targets:
        return ""
    moved = query.moves(event.targets)
    first = f"first target: {event.targets[0].when.speak()}"
    if not event.planned:
        return first
    return f"{first}; moved {times(moved)}" if moved else ""


def times(number: int) -> str:
    """`once`, `twice`, `3 times`."""
    return {1: "once", 2: "twice"}.get(number, f"{number} times")


def duration(months: int) -> str:
    """`2 years 5 months`."""
    years, rest = divmod(months, 12)
    told = [count(years, "year")] if years else []
    return " ".join([*told, *([count(rest, "month")] if rest or not years else [])])


def day_and_month(day: Moment) -> str:
    """`20 Jul`."""
    return " ".join(day.speak().split()[:2])


def country_names(dataset: Dataset, codes: Sequence[str]) -> list[str]:
    """The names of countries by their alpha-2 codes; a code that the record does not know stands for itself."""
    return [country.name if (country := dataset.country_of(code)) else code for code in codes]


def years(moments: Sequence[Moment]) -> tuple[int, int] | None:
    """First and last year that some dates touch, or None."""
    # `latest` is the first instant after it: a year ends in its own year.
    last = [(moment.latest - timedelta(microseconds=1)).year for moment in moments if moment.latest]
    bounds = [*last, *(moment.earliest.year for moment in moments if moment.earliest)]
    return (min(bounds), max(bounds)) if bounds else None


def counting_rule(today: Moment) -> str:
    """Who counts as a member: stands under every count."""
    return f"Counted: who had joined by the end of {today.text} and had not left; states and organisations apart."


def telling_value(telling: Telling) -> str:
    """What the other source says."""
    if telling.value:
        return telling.value
    if telling.when:
        return telling.when.show()
    # In full: what differs may differ in the last digit only.
    return place(telling.place, digits=6) if telling.place else ""


def mass(kilograms: float, units: str) -> str:
    """A mass with its unit, `metric` or `imperial`."""
    return f"{kilograms:,.10g} kg" if units == "metric" else f"{_three(kilograms / 0.45359237)} lb"


def sample(grams: float, units: str) -> str:
    """The mass of samples: grams below a tonne's worth of digits, with pounds or ounces for `imperial`."""
    if units == "imperial":
        ounces = grams / 28.349523125
        return f"{_three(ounces)} oz" if ounces < 16 else f"{_three(ounces / 16)} lb"
    return f"{grams:,.10g} g"


def with_unit(value: str, units: str, say: Callable[[float, str], str]) -> str:
    """What another source says of a number, in its unit; as it stands where it is more than a number."""
    try:
        return say(float(value), units)
    except ValueError:
        return value


def _three(value: float) -> str:
    return f"{value:,.0f}" if value >= 1000 else f"{value:.3g}"
