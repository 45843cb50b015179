"""Values as short texts for a page. Does not use Rich, and computes nothing that `query` does not return."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import timedelta
from math import floor, log10
from typing import TYPE_CHECKING, NamedTuple

from moonrace.dates import Moment
from moonrace.query.period import local_time, moves

if TYPE_CHECKING:
    from moonrace.dataset import Dataset
    from moonrace.query.missions import OfMission
    from moonrace.query.plans import History
    from moonrace.records.parts import Discrepancy, Event, Number, Place


class Line(NamedTuple):
    """A line of text on a page; dim for details of the line above it."""

    text: str
    dim: bool = False


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
    """`41.639° S 153.985° W`: as many decimals as the record has, `digits` at most. Empty if none are known."""
    if place.latitude is None or place.longitude is None:
        return ""
    north, east = (f"{abs(round(value, digits)):.{digits + 3}g}°" for value in (place.latitude, place.longitude))
    return f"{north} {'S' if place.latitude < 0 else 'N'} {east} {'W' if place.longitude < 0 else 'E'}"


def place(where: Place, digits: int = 3) -> str:
    """Name, coordinates and side of a place; the side only once, if the name has it."""
    said = bool(where.name and where.side and f"{where.side} side" in where.name)
    return ", ".join(filter(None, (where.name, coordinates(where, digits) if said else spot(where, digits))))


def spot(where: Place, digits: int = 3) -> str:
    """Coordinates and side."""
    return ", ".join(filter(None, (coordinates(where, digits), f"{where.side} side" if where.side else "")))


def local_day(when: Moment, local: str | None, where: str | None) -> str:
    """`2 Jun 06:23 in Beijing`, if the local calendar day is not that of UTC; else empty."""
    if not local or str(when.earliest)[:10] == local[:10]:
        return ""
    day = Moment(local[:10]).speak().rsplit(" ", 1)[0]
    return f"{day} {local[11:16]} " + (f"in {where}" if where else f"local time (UTC{local[16:]})")


def event_lines(event: Event, before: Event | None, today: Moment, dropped: bool = False) -> list[Line]:
    """The lines of an event on a card, beside its date and type. A place that `before` has named is not repeated."""
    where = event.place
    if where and before and before.place and _same_spot(before.place, where):
        where = None
    tried = f"in an attempt at {label(event.attempted)}" if event.attempted else ""
    head = "; ".join(filter(None, (event.title, tried, where.name if where else "")))
    contested = f"contested: {event.contested}" if event.contested else ""
    plan = _planned(event, today, dropped)
    dim = [spot(where) if where else "", local_day(event.when, *local_time(event)), contested, event.note or "", plan]
    lines = [Line(head), Line(event.first or ""), *(Line(text, dim=True) for text in dim)]
    return [line for line in lines if line.text]


def _same_spot(place: Place, other: Place) -> bool:
    return (place.name, place.latitude, place.longitude) == (other.name, other.latitude, other.longitude)


def _planned(event: Event, today: Moment, dropped: bool) -> str:
    word = "was planned" if dropped else "planned" if event.planned and not event.when.is_past(today) else ""
    return "; ".join(filter(None, (word, drift(event) if dropped else plan(event, today))))


def plan(event: Event, today: Moment) -> str:
    """How firm a planned date is: overdue, or how often it has moved. For an event that happened, its first target."""
    if event.planned and event.when.is_past(today):
        return f"was due {event.when.speak()}, not confirmed as of {today.speak()}"
    return drift(event)


def drift(event: Event) -> str:
    """The first target of an event and how often the date moved; empty if neither is known."""
    if not event.targets:
        return ""
    moved = moves(event.targets)
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
    parts = [count(years, "year")] if years else []
    return " ".join([*parts, *([count(rest, "month")] if rest or not years else [])])


def slip_sum(history: History) -> str:
    """How often a date was announced, and how far it moved in all."""
    said = count(len(history.targets), "announced target")
    if history.total_months is None:
        was = history.targets[0].type if history.targets else None
        return f"{said}, at first of a {label(was)}" if was not in (None, history.type) else said
    end = "the day itself" if history.happened else "the latest"
    direction = "after" if history.total_months >= 0 else "before"
    return f"{said}; {end} is {duration(abs(history.total_months))} {direction} the first"


def status(word: str, when: Moment) -> str:
    """`operating as of 6 Oct 2026`; `operating, last word by …` if only a day is known by which it was so."""
    return (
        f"{label(word)}, last word {when.speak()}"
        if when.precision == "not-after"
        else f"{label(word)} as of {when.speak()}"
    )


def hours(number: float) -> str:
    """`8 d 3 h`, or `5 h 12 min` for less than a day."""
    days, rest = divmod(int(number), 24)
    return f"{days} d {rest} h" if days else to_the_minute(number)


def to_the_minute(value: float) -> str:
    """`21 h 36 min`; from four days on `12 d 13 h 52 min`."""
    minutes = round(value * 60)
    days, rest = divmod(minutes, 24 * 60) if minutes >= 4 * 24 * 60 else (0, minutes)
    return (f"{days} d " if days else "") + f"{rest // 60} h" + (f" {rest % 60} min" if rest % 60 else "")


def days(value: float) -> str:
    """`8 d 3 h` or `1 h 46 min`, if the time of day is known; else whole days, and years from two years on."""
    if value >= 730:
        return f"{value / 365.25:.1f} years"
    whole, rest = divmod(int(value * 24), 24)
    if value == int(value) or value >= 100:
        return count(round(value), "day")
    return f"{whole} d {rest} h" if whole else to_the_minute(value * 24)


def lengths(found: OfMission, ongoing: Collection[str]) -> str:
    """How long the flight, the stay, the time in orbit and the work of a mission lasted, as far as they are known. `ongoing`
    names those that have not ended.
    """
    stay = "" if found.surface_days is None else days(found.surface_days)
    if found.surface_hours is not None and found.surface_hours < 1000:
        stay = to_the_minute(found.surface_hours)
    said = {
        "flight": "" if found.flight_days is None else days(found.flight_days),
        "trip": "" if found.trip_days is None or found.trip_days == found.working_days else days(found.trip_days),
        "on the surface": stay,
        "in orbit": "" if found.orbit_days is None else days(found.orbit_days),
        "at work": "" if found.working_days in (None, 0, found.flight_days) else days(found.working_days or 0),
    }
    if said["at work"] in (said["in orbit"], said["on the surface"]):
        said["at work"] = ""
    return " · ".join(
        f"{name} {length}{' to the last report' if name in ongoing else ''}" for name, length in said.items() if length
    )


def day_and_month(day: Moment) -> str:
    """`20 Jul`."""
    return " ".join(day.speak().split()[:2])


def country_names(dataset: Dataset, codes: Sequence[str]) -> list[str]:
    """The names of countries by their alpha-2 codes; an unknown code stays as it is."""
    return [country.name if (country := dataset.country_of(code)) else code for code in codes]


LANGUAGES = {
    "AE": "ar", "CN": "zh", "IL": "he", "IN": "hi", "IR": "fa", "JP": "ja", "KR": "ko", "RU": "ru", "SA": "ar", "SU": "ru",
    "UA": "uk",
}  # fmt: skip
"""The language of a country's own names, by its alpha-2 code, where it has a script of its own."""


def own_names(native: Mapping[str, str], codes: Sequence[str]) -> list[str]:
    """The native names in the languages of some countries. Names in other languages can be searched for, but are not shown."""
    own = [native[LANGUAGES[code]] for code in codes if LANGUAGES.get(code) in native]
    return list(dict.fromkeys(own if codes else native.values()))


def years(moments: Sequence[Moment]) -> tuple[int, int] | None:
    """First and last year that some dates touch, or None."""
    # `latest` is the first instant after it: a year ends in its own year.
    last = [(moment.latest - timedelta(microseconds=1)).year for moment in moments if moment.latest]
    bounds = [*last, *(moment.earliest.year for moment in moments if moment.earliest)]
    return (min(bounds), max(bounds)) if bounds else None


def discrepancy(other: Discrepancy) -> str:
    """What the other source says."""
    if other.value:
        return other.value
    # A place in full: what differs may differ in the last digit only.
    parts = (other.when.show() if other.when else "", place(other.place, digits=6) if other.place else "")
    return ", ".join(filter(None, parts))


def mass(kilograms: float, units: str) -> str:
    """A mass with its unit, `metric` or `imperial`."""
    return f"{kilograms:,.10g} kg" if units == "metric" else f"{_as_exact(kilograms, 1 / 0.45359237)} lb"


def distance(kilometres: float, units: str) -> str:
    """A distance with its unit, `metric` or `imperial`."""
    return f"{kilometres:,.10g} km" if units == "metric" else f"{_as_exact(kilometres, 1 / 1.609344)} mi"


def sample(grams: float, units: str) -> str:
    """The mass of samples in grams; in ounces or pounds for `imperial`."""
    if units == "imperial":
        ounce = 1 / 28.349523125
        return f"{_as_exact(grams, ounce)} oz" if grams * ounce < 16 else f"{_as_exact(grams, ounce / 16)} lb"
    return f"{grams:,.10g} g"


NUMBERS: tuple[tuple[str, str, float, Callable[[float, str], str]], ...] = (
    ("samples", "sample_mass_g", 2.1, sample),
    ("launch mass", "mass_kg", 5.2, mass),
    ("driven", "driven_km", 2.1, distance),
    ("farthest from Earth", "farthest_km", 2.4, distance),
)
"""The numbers of a mission on its page: words, field, weight on a short page (the smallest first), and how a value is written."""


def number(one: Number, text: str) -> str:
    """The text of a number, with "about" if it is an estimate."""
    return f"about {text}" if one.approximate else text


def _as_exact(value: float, factor: float) -> str:
    """The product, with enough digits to keep different values different: at least three, and whole numbers above that."""
    if not value:
        return "0"
    last = 10.0 ** -len(f"{value:.10g}".partition(".")[2])
    places = max(0, -floor(log10(last * factor)), 2 - floor(log10(value * factor)))
    return f"{round(value * factor, places):,.10g}"
