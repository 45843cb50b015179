"""Values as short texts."""

from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from moonrace.dataset import Dataset
from moonrace.dates import Moment
from moonrace.query.period import counting_rule, local_time
from moonrace.records.parts import Discrepancy, Event, Place
from moonrace.render import formatting
from moonrace.render.formatting import Line

from .making import at, event, target

TODAY = Moment("2026-10-09")


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("liftoff", "lift-off"),
        ("eva", "EVA"),
        ("reentry", "re-entry"),
        ("in-force", "in force"),
        ("iso_code", "iso code"),
        ("", ""),
    ],
)
def test_words_of_the_vocabulary_are_written_as_people_write_them(word: str, expected: str) -> None:
    assert formatting.label(word) == expected


@pytest.mark.parametrize(("items", "expected"), [("", ""), ("a", "a"), ("a b", "a and b"), ("a b c", "a, b and c")])
def test_a_listing(items: str, expected: str) -> None:
    assert formatting.listing(items.split()) == expected


@pytest.mark.parametrize(
    ("number", "nouns", "expected"),
    [
        (0, None, "0 states"),
        (1, None, "1 state"),
        (2, None, "2 states"),
        (1234, None, "1,234 states"),
        (2, "more", "2 more"),
    ],
)
def test_a_count(number: int, nouns: str | None, expected: str) -> None:
    assert formatting.count(number, "state", nouns) == expected


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        (at(0, 0), "0° N 0° E"),
        (at(-41.6385, -153.9852), "41.639° S 153.985° W"),
        (at(45.5, -10), "45.5° N 10° W"),
        (at(-0.0004, 0.0004), "0° S 0° E"),
        (at(89.9996, 179.9996), "90° N 180° E"),
        (Place("Home"), ""),
        (Place("Half", latitude=1.0), ""),
        (Place("Half", longitude=1.0), ""),
    ],
)
def test_coordinates(where: Place, expected: str) -> None:
    assert formatting.coordinates(where) == expected


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        (at(1, 2, name="Mare", side="near"), "Mare, 1° N 2° E, near side"),
        (at(1, 2, name="far side, near Mare", side="far"), "far side, near Mare, 1° N 2° E"),
        (at(1, 2, name="far side", side="near"), "far side, 1° N 2° E, near side"),
        (Place("Mare"), "Mare"),
        (Place(side="far"), "far side"),
        (Place(), ""),
    ],
)
def test_a_place(where: Place, expected: str) -> None:
    assert formatting.place(where) == expected


@pytest.mark.parametrize(
    ("when", "zone", "expected"),
    [
        ("2024-06-01T22:23:16Z", "+08:00 Beijing", "2 Jun 06:23 in Beijing"),
        ("2024-06-01T22:23Z", "+08:00", "2 Jun 06:23 local time (UTC+08:00)"),
        ("2024-06-01T02:00Z", "-05:00 Houston", "31 May 21:00 in Houston"),
        ("2024-06-01T12:00Z", "+08:00 Beijing", ""),  # the same day
        ("2024-06-01", "+08:00 Beijing", ""),  # no time of day
        ("2024-06-01T22:23Z", None, ""),
    ],
)
def test_the_local_day_is_there_where_it_is_another(when: str, zone: str | None, expected: str) -> None:
    one = event("landing", when, zone=zone)
    assert formatting.local_day(one.when, *local_time(one)) == expected


APOLLO_BASIN = at(-41.6, -153.9, name="Apollo basin", side="far")


@pytest.mark.parametrize(
    ("one", "before", "expected"),
    [
        (event("landing", "2024"), None, []),
        (event("landing", "2024", title="Down", first="first of all"), None, ["Down", "first of all"]),
        (event("impact", "2024", attempted="liftoff"), None, ["in an attempt at lift-off"]),
        (
            event("landing", "2024", title="Down", attempted="hop", place=APOLLO_BASIN),
            None,
            ["Down; in an attempt at hop; Apollo basin", "41.6° S 153.9° W, far side"],
        ),
        (event("liftoff", "2024", place=APOLLO_BASIN), event("landing", "2024", place=APOLLO_BASIN), []),
        (
            event("liftoff", "2024", place=APOLLO_BASIN._replace(side=None, sources=("report",))),
            event("landing", "2024", place=APOLLO_BASIN),
            [],  # the same spot, in other words
        ),
        (
            event("liftoff", "2024", place=APOLLO_BASIN._replace(latitude=-41.7)),
            event("landing", "2024", place=APOLLO_BASIN),
            ["Apollo basin", "41.7° S 153.9° W, far side"],
        ),
        (event("liftoff", "2024", place=Place("Base")), event("landing", "2024"), ["Base"]),
        (event("landing", "2024", note="so", contested="by one"), None, ["contested: by one", "so"]),
    ],
)
def test_lines_of_an_event(one: Event, before: Event | None, expected: list[str]) -> None:
    dim = ("contested", "so", "41.")
    assert formatting.event_lines(one, before, TODAY) == [Line(text, text.startswith(dim)) for text in expected]


@pytest.mark.parametrize(
    ("one", "dropped", "expected"),
    [
        (event("launch", "2028", planned=True), False, ["planned"]),
        (event("launch", "2028", planned=True), True, ["was planned"]),
        (event("launch", "2026-01", planned=True), False, ["was due Jan 2026, not confirmed as of 9 Oct 2026"]),
        (event("launch", "2026-01", planned=True), True, ["was planned"]),
        (
            event("launch", "2028", planned=True, targets=(target("2020", "2024"), target("2021", "2028"))),
            False,
            ["planned; first target: 2024; moved once"],
        ),
        (
            event("launch", "2028", planned=True, targets=(target("2020", "2024"), target("2021", "2028"))),
            True,
            ["was planned; first target: 2024; moved once"],
        ),
        (event("launch", "2024", targets=(target("2020", "2022"),)), False, ["first target: 2022"]),
    ],
)
def test_a_plan_says_that_it_is_one(one: Event, dropped: bool, expected: list[str]) -> None:
    assert formatting.event_lines(one, None, TODAY, dropped) == [Line(text, dim=True) for text in expected]


@pytest.mark.parametrize(
    ("targets", "is_plan", "expected"),
    [
        ("", True, ""),
        ("2024", True, ""),
        ("2024 2024", True, ""),
        ("2024 2025", True, "first target: 2024; moved once"),
        ("2024 2025 2026", True, "first target: 2024; moved twice"),
        ("2024 2025 2026 2024", True, "first target: 2024; moved 3 times"),
        ("2024 2025", False, "first target: 2024"),
        ("2024", False, "first target: 2024"),
    ],
)
def test_a_drift(targets: str, is_plan: bool, expected: str) -> None:
    announced = tuple(target("2020", one) for one in targets.split())
    assert formatting.drift(event("launch", "2028", planned=is_plan, targets=announced)) == expected


@pytest.mark.parametrize(
    ("months", "expected"),
    [
        (0, "0 months"),
        (1, "1 month"),
        (11, "11 months"),
        (12, "1 year"),
        (13, "1 year 1 month"),
        (29, "2 years 5 months"),
        (120, "10 years"),
    ],
)
def test_a_duration(months: int, expected: str) -> None:
    assert formatting.duration(months) == expected


@pytest.mark.parametrize(("number", "expected"), [(1, "once"), (2, "twice"), (3, "3 times")])
def test_how_often(number: int, expected: str) -> None:
    assert formatting.times(number) == expected


@pytest.mark.parametrize(("day", "expected"), [("2026-07-20", "20 Jul"), ("1969-07-20T20:17Z", "20 Jul")])
def test_day_and_month(day: str, expected: str) -> None:
    assert formatting.day_and_month(Moment(day)) == expected


def test_countries_have_names_and_an_unknown_code_stays_as_it_is(small: Dataset) -> None:
    assert formatting.country_names(small, ["US", "ZZ", "cn"]) == ["United States", "ZZ", "China"]


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        ("", None),
        ("1969-07", (1969, 1969)),
        ("1969", (1969, 1969)),
        ("2028 2024-05", (2024, 2028)),
        ("[2027..]", (2027, 2027)),
        ("[..2030-06]", (2030, 2030)),
    ],
)
def test_years_that_dates_touch(dates: str, expected: tuple[int, int] | None) -> None:
    assert formatting.years([Moment(one) for one in dates.split()]) == expected


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({"value": "11", "when": Moment("2024")}, "11"),
        ({"when": Moment("2024-06-02")}, "2024-06-02"),
        ({"when": Moment("2024-06~")}, "~2024-06"),
        ({"place": at(1, 2, name="There")}, "There, 1° N 2° E"),
        ({"place": at(41.123456, 2)}, "41.123456° N 2° E"),
        ({"when": Moment("2024-06-02"), "place": Place("There")}, "2024-06-02, There"),
        ({}, ""),
    ],
)
def test_what_another_source_says(more: dict[str, Any], expected: str) -> None:
    assert formatting.discrepancy(Discrepancy(**more, reason="error", why="why", sources=("report",))) == expected


@pytest.mark.parametrize(
    ("kilograms", "units", "expected"),
    [
        (8350.0, "metric", "8,350 kg"),
        (0.5, "metric", "0.5 kg"),
        (1234567.25, "metric", "1,234,567.25 kg"),
        (1.0, "imperial", "2.2 lb"),
        (453.59237, "imperial", "1,000 lb"),
        (453.0, "imperial", "999 lb"),
        (8350.0, "imperial", "18,409 lb"),
        (8360.0, "imperial", "18,431 lb"),
        (0.25, "imperial", "0.551 lb"),
    ],
)
def test_a_mass(kilograms: float, units: str, expected: str) -> None:
    assert formatting.mass(kilograms, units) == expected


@pytest.mark.parametrize(
    ("grams", "units", "expected"),
    [
        (1935.3, "metric", "1,935.3 g"),
        (28.349523125, "imperial", "1 oz"),
        (453.0, "imperial", "15.98 oz"),
        (453.59237, "imperial", "1 lb"),
        (1935.3, "imperial", "4.2666 lb"),
        (1935.0, "imperial", "4.266 lb"),
        (0.0, "imperial", "0 oz"),
    ],
)
def test_a_sample(grams: float, units: str, expected: str) -> None:
    assert formatting.sample(grams, units) == expected


@given(st.integers(0, 6), st.integers(0, 10**7), st.integers(0, 10**2), st.integers(1, 9), st.integers(1, 9))
def test_two_values_of_one_precision_stay_two_in_imperial_units(
    places: int, digits: int, more: int, last: int, other_last: int
) -> None:
    assume(more or last != other_last)
    one, other = (float(f"{number}e-{places}") for number in (10 * digits + last, 10 * (digits + more) + other_last))
    assert formatting.mass(one, "imperial") != formatting.mass(other, "imperial")
    assert formatting.sample(one, "imperial") != formatting.sample(other, "imperial")


@given(st.integers(0, 4), st.integers(1, 10**8).filter(lambda digits: digits % 10 > 0))
def test_an_imperial_value_is_the_metric_one_to_its_last_digit(places: int, digits: int) -> None:
    kilograms = float(f"{digits}e-{places}")
    pounds = float(formatting.mass(kilograms, "imperial").removesuffix(" lb").replace(",", ""))
    assert abs(pounds * 0.45359237 - kilograms) <= 0.5 * 10**-places


def test_the_counting_rule_names_the_day() -> None:
    assert "by the end of 2026-10-09 and had not left" in counting_rule(TODAY)
