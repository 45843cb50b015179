"""Who flew, for how long, who walked on the Moon: counted here over the JSON of the missions, by other code."""

import json
from datetime import datetime
from functools import cache
from typing import Any

import pytest

from moonrace.dataset import Dataset
from moonrace.query.people import of_person, people
from moonrace.records.parts import Seat
from moonrace.records.people import Person

from .commands import ask
from .making import event, ids, mission, replaced

GOT_THERE = {"flyby", "orbit-insertion", "landing"}


@cache
def rows(real: Dataset, *words: str) -> list[dict[str, Any]]:
    document = json.loads(ask(*words, "--json", record=real).out)
    found: list[dict[str, Any]] = document[list(document)[3]]
    return found


def flown(row: dict[str, Any], *kinds: str) -> list[dict[str, Any]]:
    return [one for one in row["events"] if one["type"] in kinds and not one["planned"]]


def hours(row: dict[str, Any]) -> float | None:
    ends = [next(iter(flown(row, kind)), None) for kind in ("launch", "return")]
    if not all(one and one["precision"] in ("minute", "second") and not one["approximate"] for one in ends):
        return None
    start, end = (datetime.fromisoformat(one["earliest"]) for one in ends if one)
    return round((end - start).total_seconds() / 3600, 1)


@pytest.mark.parametrize("day", [None, "1968-12-25", "1969-07-20", "1970-04-14", "1972-12-31", "2026-04-05"])
def test_flights_hours_and_walks_are_those_that_the_missions_add_up_to(real: Dataset, day: str | None) -> None:
    when = ("--as-of", day) if day else ()
    missions = rows(real, "missions", "--scope", "all", *when)
    found = rows(real, "people", *when)
    assert len(found) >= (30 if day is None else 1)
    for person in found:
        seats = [(row, seat) for row in missions for seat in row["crew"] if seat["person"] == person["id"]]
        assert {one["mission"] for one in person["flights"]} == {row["id"] for row, _ in seats}
        by_mission = {row["id"]: (row, seat) for row, seat in seats}
        flew = walked = 0
        for flight in person["flights"]:
            row, seat = by_mission[flight["mission"]]
            is_flown = bool(flown(row, "launch"))
            lands = (
                bool(flown(row, "landing") and flown(row, "eva"))
                and "command module pilot" not in seat["role"].casefold()
            )
            to_the_moon = is_flown and row["scope"] not in ("test", "context") and bool(flown(row, *GOT_THERE))
            assert (flight["flown"], flight["role"], flight["name"]) == (is_flown, seat["role"], row["name"])
            assert (flight["to_the_moon"], flight["walked"]) == (to_the_moon, lands), (person["id"], flight)
            assert flight["hours"] == (hours(row) if is_flown else None), (person["id"], flight)
            assert (flight["moonwalks"] is not None) is lands
            flew, walked = flew + to_the_moon, walked + lands
        assert (person["flew"], person["walked"]) == (flew, walked > 0)
        dates = [flight["when"] or "9999" for flight in person["flights"]]
        assert dates == sorted(dates, key=lambda text: text.strip("[.]"))


def test_twelve_walked_and_twenty_four_flew_there_by_apollo(real: Dataset) -> None:
    walked = rows(real, "people", "--walked")
    assert len(walked) == 12
    then = rows(real, "people", "--flew", "--as-of", "1972-12-31")
    assert len(then) == 24
    twice = {one["id"] for one in then if one["flew"] == 2}
    assert twice == {"jim-lovell", "john-young", "gene-cernan"}
    (armstrong,) = rows(real, "person", "armstrong")
    assert (armstrong["flew"], armstrong["walked"]) == (1, True)
    (eleven,) = [one for one in armstrong["flights"] if one["mission"] == "apollo-11"]
    assert (eleven["hours"], eleven["moonwalks"]) == (195.3, 1)
    (cernan,) = rows(real, "person", "cernan")
    assert [one["moonwalks"] for one in cernan["flights"] if one["mission"] in ("apollo-10", "apollo-17")] == [None, 3]


@pytest.mark.parametrize(
    ("day", "number"), [("1969-07-19", 0), ("1969-07-21", 2), ("1969-11-19", 4), ("1972-12-11", 12)]
)
def test_who_had_walked_on_a_day(real: Dataset, day: str, number: int) -> None:
    assert len(rows(real, "people", "--walked", "--as-of", day)) == number


def test_a_person_of_a_past_day_has_no_later_flight_death_or_first(real: Dataset) -> None:
    (one,) = rows(real, "person", "neil-armstrong", "--as-of", "1969-07-17")
    assert (one["flew"], one["walked"], one["died"], one["firsts"]) == (0, False, None, [])


# --- Made


def crewed(key: str, *events: Any, role: str = "commander", **more: Any) -> Any:
    return mission(key, *events, crew=(Seat("Ann", role=role, country="US", person="ann"),), **more)


def derived(small: Dataset, *missions: Any) -> Any:
    ann = Person("ann", "Ann Lee", country="US")
    return of_person(replaced(replaced(small, "missions", missions), "people", [ann]), ann)


LAUNCH, BACK = event("launch", "2030-01-01T00:00Z"), event("return", "2030-01-03T12:30Z")


@pytest.mark.parametrize(
    ("launch", "back", "expected"),
    [
        ("2030-01-01T00:00Z", "2030-01-03T12:30Z", 60.5),
        ("2030-01-01T00:00:00Z", "2030-01-01T00:30:00Z", 0.5),
        ("2030-01-01T00:00Z", "2030-01-03", None),
        ("2030-01-01", "2030-01-03T12:30Z", None),
        ("2030-01-01T00:00Z~", "2030-01-03T12:30Z", None),
        ("2030-01-01T00:00Z", "2030-01-03T12:30Z?", None),
    ],
)
def test_hours_need_both_ends_to_the_minute(small: Dataset, launch: str, back: str, expected: float | None) -> None:
    (flight,) = derived(small, crewed("one", event("launch", launch), event("return", back))).flights
    assert flight.hours == expected


def test_a_planned_flight_is_no_flight(small: Dataset) -> None:
    plan = [one._replace(planned=True) for one in (LAUNCH, event("landing", "2030-01-02"), BACK)]
    made = derived(small, crewed("one", *plan, status="planned"))
    assert (made.flew, made.walked, made.firsts) == (0, False, ())
    assert [(one.flown, one.hours, one.moonwalks) for one in made.flights] == [(False, None, None)]


def test_who_stays_in_orbit_has_no_moonwalks_and_evas_off_the_surface_are_none(small: Dataset) -> None:
    landing, liftoff = event("landing", "2030-01-01T10:00Z"), event("liftoff", "2030-01-02T10:00Z")
    titles = (("01T12", "first moonwalk"), ("02T09", "second moonwalk"), ("02T12", "spacewalk on the way home"))
    walks = [event("eva", f"2030-01-{hour}:00Z", title=title) for hour, title in titles]
    events = LAUNCH, landing, walks[0], walks[1], liftoff, walks[2], BACK
    (down,) = derived(small, crewed("one", *events)).flights
    assert (down.walked, down.moonwalks, down.to_the_moon) == (True, 2, True)
    (above,) = derived(small, crewed("one", *events, role="command module pilot")).flights
    assert (above.walked, above.moonwalks, above.to_the_moon) == (False, None, True)


def test_people_are_chosen_and_ordered_by_last_name(small: Dataset) -> None:
    made = [Person(key, name, country=code) for key, name, code in (
        ("b", "Bea Young", "CN"), ("a", "Ann Zeta", "US"), ("c", "Cem Abel", "US"),
    )]  # fmt: skip
    seats = {one.id: (Seat(one.name, role="pilot", country=one.country, person=one.id),) for one in made}
    flights = [mission(f"flight-{key}", LAUNCH, crew=seat) for key, seat in seats.items()]
    dropped = mission("dropped", crew=(Seat("Dan", role="pilot", country="US", person="d"),), status="cancelled")
    made.append(Person("d", "Dan Dropped", country="US"))
    dataset = replaced(replaced(small, "missions", [*flights, dropped]), "people", made)
    assert ids(people(dataset)) == ["c", "b", "a"]
    assert ids(people(dataset, country="united states")) == ["c", "a"]
    assert ids(people(dataset, mission="dropped")) == ["d"]
    assert ids(people(dataset, walked=True)) == ids(people(dataset, flew=True)) == []
    assert ids(people(small, mission="Artemis 4")) == ["ada-crewe"]


def test_the_page_of_a_person_in_full_does_not_send_to_itself(small: Dataset) -> None:
    (name, *_) = small.people
    assert "--full" not in ask("person", name, "--full", "--format", "table").out
    assert "--full" in ask("person", name, "--format", "table").out
