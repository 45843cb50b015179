"""How long, and how near to a pole. The oracles read the JSON of the real record and share no code with what they check."""

import json
from collections.abc import Iterator
from datetime import datetime
from math import acos, degrees, pi, radians, sin
from typing import Any

import pytest

from moonrace.dataset import Dataset
from moonrace.dates import Moment
from moonrace.query import durations
from moonrace.query.missions import missions, of_mission

from .commands import ask
from .making import at, changed, event, mission

Json = dict[str, Any]


def computed(small: Dataset, *events: Any, **more: Any) -> Any:
    """What is computed of a mission with these events."""
    one = mission("a", *events, **more)
    return of_mission(changed(small, "missions", one), one)


# --- The rule: which dates are known well enough


@pytest.mark.parametrize(
    ("end", "days", "hours"),
    [
        ("1969-07-21T17:54:00Z", 0.9002, 21.606),  # 21 h 36 min 20 s after 20:17:40
        ("1969-07-21T17:54Z", 0.9002, 21.606),
        ("1969-07-21", 1, None),
        ("1969-07-20", 0, None),
        ("1969-07-21T17:54Z~", None, None),
        ("1969-07-21T17:54Z?", None, None),
        ("1969-07-21?", None, None),
        ("1969-07-21~", None, None),
        ("1969-07-21%", None, None),
        ("1969-08", None, None),
        ("1969", None, None),
        ("1969-Q3", None, None),
        ("[1969-07-21..1969-07-22]", None, None),
        ("[1969-07-21..]", None, None),
        ("1969-07-21/1969-07-22", None, None),
    ],
)
def test_days_need_days_and_hours_need_minutes(
    small: Dataset, end: str, days: float | None, hours: float | None
) -> None:
    found = computed(small, event("landing", "1969-07-20T20:17:40Z"), event("liftoff", end))
    assert (found.surface_days, found.surface_hours) == (days, hours)


def test_both_ends_must_be_known(small: Dataset) -> None:
    found = computed(small, event("landing", "1969-07~"), event("liftoff", "1969-07-21T17:54:00Z"))
    assert (found.surface_days, found.surface_hours) == (None, None)


def test_what_is_planned_or_happened_to_a_part_does_not_count(small: Dataset) -> None:
    launch = event("launch", "2024-01-01T00:00Z")
    planned = computed(small, launch, event("landing", "2024-01-05T00:00Z", planned=True), status="in-flight")
    assert (planned.trip_days, planned.surface_days) == (None, None)
    of_a_part = computed(small, launch, event("impact", "2024-01-05T00:00Z", of="probe", place=at(-80, 1)))
    assert (of_a_part.trip_days, of_a_part.working_days, of_a_part.pole_km) == (None, None, None)


def test_the_return_of_a_capsule_ends_the_flight_but_not_the_work(small: Dataset) -> None:
    found = computed(
        small, event("launch", "2024-01-01T00:00Z"), event("return", "2024-01-11T12:00Z", of="return capsule"),
        event("heard", "2024-02-01"), status="operating", status_as_of=Moment("2024-02-01"),
    )  # fmt: skip
    assert (found.flight_days, found.working_days) == (10.5, 31)


# --- Which events begin and end what


def test_the_trip_ends_with_the_first_arrival_and_not_with_a_flyby(small: Dataset) -> None:
    found = computed(
        small, event("launch", "2024-01-01T00:00Z"), event("flyby", "2024-01-03T00:00Z"),
        event("orbit-insertion", "2024-01-05T06:00Z"), event("landing", "2024-01-09T00:00Z"), event("end", "2024-01-10"),
    )  # fmt: skip
    assert (found.trip_days, found.surface_days, found.working_days) == (4.25, 1, 9)


@pytest.mark.parametrize(
    ("kinds", "days"),
    [
        (("lander",), 4.0),  # the whole craft went down
        (("orbiter", "lander"), 9.0),  # the orbiter stayed
    ],
)
def test_a_landing_ends_the_time_in_orbit_unless_an_orbiter_stays(small: Dataset, kinds: Any, days: float) -> None:
    found = computed(
        small, event("orbit-insertion", "2024-01-01T00:00Z"), event("landing", "2024-01-05T00:00Z"),
        event("orbit-departure", "2024-01-10T00:00Z"), event("end", "2024-01-20"), kinds=kinds,
    )  # fmt: skip
    assert found.orbit_days == days


def test_several_stays_in_orbit_are_added_and_one_vague_end_spoils_the_sum(small: Dataset) -> None:
    first = (event("orbit-insertion", "2024-01-01T00:00Z"), event("orbit-departure", "2024-01-02T12:00Z"))
    later = event("orbit-insertion", "2024-02-01T00:00Z")
    end = event("impact", "2024-02-03T00:00Z")
    assert computed(small, *first, later, end).orbit_days == 3.5
    assert computed(small, *first, later, event("impact", "2024-03~")).orbit_days is None


def test_time_in_orbit_ends_with_the_work_and_not_with_the_impact_of_the_wreck(small: Dataset) -> None:
    found = computed(
        small, event("orbit-insertion", "2024-01-01"), event("contact-lost", "2024-01-11"), event("impact", "2025?")
    )
    assert found.orbit_days == 10


@pytest.mark.parametrize(
    ("status", "word", "days"),
    [("operating", "2024-03-01", 60), ("operating", "2024-03", None), ("unknown", "2024-03-01", None)],
)
def test_what_still_works_counts_to_the_last_word_of_it(
    small: Dataset, status: str, word: str, days: int | None
) -> None:
    events = (event("launch", "2024-01-01"), event("orbit-insertion", "2024-01-01"))
    found = computed(small, *events, status=status, status_as_of=Moment(word))
    assert (found.orbit_days, found.working_days) == (days, days)


def test_what_fell_silent_and_was_heard_again_worked_to_its_later_end(small: Dataset) -> None:
    found = computed(
        small, event("launch", "2024-01-01"), event("contact-lost", "2024-01-11"), event("heard", "2024-02-01"),
        event("contact-lost", "2024-02-10"), event("end", "2024-05-01"),
    )  # fmt: skip
    assert found.working_days == 40


def test_who_returned_without_a_known_lift_off_has_no_time_on_the_surface(small: Dataset) -> None:
    assert computed(small, event("landing", "2024-01-05"), event("return", "2024-01-10")).surface_days is None


def test_a_rover_counts_from_its_landing_else_from_when_it_was_set_down(small: Dataset) -> None:
    end = event("end", "2024-01-20")
    down = event("deployment", "2024-01-10")
    assert computed(small, down, end, kinds=("rover",)).surface_days == 10
    assert computed(small, event("landing", "2024-01-08"), down, end, kinds=("rover",)).surface_days == 12
    assert computed(small, down, end, kinds=("subsatellite",)).surface_days is None


def test_a_part_counts_from_the_launch_of_what_carried_it(small: Dataset) -> None:
    carrier = mission("carrier", event("launch", "2024-01-01"))
    part = mission("part", event("end", "2024-01-31"), scope="part", part_of="carrier")
    assert of_mission(changed(small, "missions", carrier, part), part).working_days == 30


@pytest.mark.parametrize(
    ("place", "km"),
    [
        (at(-90, 0), 0.0),
        (at(90, 0), 0.0),
        (at(0, 0), round(pi / 2 * 1737.4, 1)),
        (at(-60, 5), round(pi / 6 * 1737.4, 1)),
    ],
)
def test_the_distance_from_the_pole_is_along_a_sphere(small: Dataset, place: Any, km: float) -> None:
    assert computed(small, event("landing", "2024", place=place)).pole_km == km


def test_a_target_that_was_missed_is_no_place_and_a_landing_goes_before_an_impact(small: Dataset) -> None:
    impact = event("impact", "2024-01-01", place=at(-80, 0, basis="target"))
    assert computed(small, impact).latitude is None
    both = computed(
        small, event("impact", "2024-01-01", place=at(-80, 0)), event("landing", "2024-01-02", place=at(10, 0))
    )
    assert both.latitude == 10


def test_the_least_of_a_stretch_goes_from_the_last_start_to_the_first_end() -> None:
    assert durations.least_days([(Moment("2024-01-01"), Moment("2024-02"))]) == 30
    assert durations.least_days([(Moment("2024-01-01"), Moment("[..2024-02]"))]) is None
    assert durations.least_days([]) is None


# --- The real record, by brute force


@pytest.fixture(scope="module")
def document(real: Dataset) -> dict[str, Json]:
    ran = ask("missions", "--scope", "all", "--json", record=real)
    return {row["id"]: row for row in json.loads(ran.out)["missions"]}


def test_apollo_11_stayed_21_hours_and_36_minutes(document: dict[str, Json]) -> None:
    events = {one["type"]: one["when"] for one in document["apollo-11"]["events"]}
    assert (events["landing"], events["liftoff"]) == ("1969-07-20T20:17:40Z", "1969-07-21T17:54:00Z")
    hours = document["apollo-11"]["surface_hours"]
    assert divmod(round(hours * 60), 60) == (21, 36)


@pytest.mark.parametrize(
    ("mission", "down", "up", "minutes"),
    [  # counted by hand, to the nearest minute
        ("apollo-12", "1969-11-19T06:54:35Z", "1969-11-20T14:25:47Z", 31 * 60 + 31),
        ("apollo-15", "1971-07-30T22:16:29Z", "1971-08-02T17:11:23Z", 66 * 60 + 55),
        ("apollo-16", "1972-04-21T02:23:35Z", "1972-04-24T01:25:48Z", 71 * 60 + 2),
        ("apollo-17", "1972-12-11T19:54:57Z", "1972-12-14T22:54:37Z", 75 * 60),
    ],
)
def test_the_stays_of_apollo_are_those_of_their_dates(
    document: dict[str, Json], mission: str, down: str, up: str, minutes: int
) -> None:
    events = {one["type"]: one["when"] for one in document[mission]["events"]}
    assert (events["landing"], events["liftoff"]) == (down, up)
    assert round(document[mission]["surface_hours"] * 60) == minutes


def firm(one: Json) -> bool:
    return one["precision"] in ("day", "minute", "second") and not one["approximate"] and not one["uncertain"]


def between(start: Json, end: Json) -> float | None:
    """Days from one event to another by their texts."""
    if not firm(start) or not firm(end):
        return None
    one, two = start["when"], end["when"]
    if len(one) > 10 and len(two) > 10:
        seconds = (datetime.fromisoformat(two) - datetime.fromisoformat(one)).total_seconds()
        return seconds / 86400
    return float((datetime.fromisoformat(two[:10]) - datetime.fromisoformat(one[:10])).days)


def happened(row: Json, *types: str, parts: bool = False) -> Iterator[Json]:
    for one in row["events"]:
        if one["type"] in types and not one["planned"] and (parts or not one["of"]):
            yield one


def launch_of(document: dict[str, Json], row: Json) -> Json | None:
    while True:
        found = next((one for one in row["events"] if one["type"] == "launch"), None)
        if found or row["part_of"] not in document:
            return found if found and not found["planned"] else None
        row = document[row["part_of"]]


def close(one: float | None, other: float | None) -> bool:
    return (one is None and other is None) or (one is not None and other is not None and abs(one - other) <= 0.0006)


def test_flights_and_trips_of_the_real_record_are_the_differences_of_its_dates(document: dict[str, Json]) -> None:
    seen = 0
    for row in document.values():
        launch = launch_of(document, row)
        back = next(happened(row, "return", parts=True), None)
        there = next(happened(row, "orbit-insertion", "landing", "impact"), None)
        flight = between(launch, back) if launch and back else None
        trip = between(launch, there) if launch and there else None
        assert close(row["flight_days"], flight), row["id"]
        assert close(row["trip_days"], trip), row["id"]
        seen += (flight is not None) + (trip is not None)
    assert seen > 100


def test_stays_that_ended_with_a_lift_off_are_the_differences_of_their_dates(document: dict[str, Json]) -> None:
    stays = {}
    for row in document.values():
        down, up = next(happened(row, "landing"), None), next(happened(row, "liftoff"), None)
        if down and up:
            stays[row["id"]] = between(down, up)
            assert close(row["surface_days"], stays[row["id"]]), row["id"]
    assert {"apollo-11", "luna-16", "chang-e-5", "chang-e-6"} <= set(stays)


def test_nothing_is_computed_from_a_vague_end_and_no_length_is_negative(document: dict[str, Json]) -> None:
    lengths = ("flight_days", "trip_days", "surface_hours", "surface_days", "orbit_days", "working_days")
    for row in document.values():
        assert all(row[name] is None or row[name] >= 0 for name in lengths), row["id"]
        if row["surface_hours"] is not None:
            assert abs(row["surface_hours"] / 24 - row["surface_days"]) < 0.001
        if row["status"] == "planned":
            assert [row[name] for name in lengths] == [None] * 6, row["id"]
    vague = {
        "zond-7": "flight_days",
        "luna-22": "orbit_days",
        "clementine": "trip_days",
    }
    assert {key: document[key][name] for key, name in vague.items()} == dict.fromkeys(vague)


def test_distances_from_the_pole_are_those_of_the_coordinates(document: dict[str, Json]) -> None:
    seen = 0
    for row in document.values():
        places = [
            one["place"]
            for kind in ("landing", "impact")
            for one in happened(row, kind)
            if one["place"] and one["place"]["latitude"] is not None and one["place"]["basis"] != "target"
        ]
        if not places:
            assert row["pole_km"] is None, row["id"]
            continue
        colatitude = degrees(acos(abs(sin(radians(places[0]["latitude"])))))
        assert abs(row["pole_km"] - colatitude / 360 * 2 * pi * 1737.4) < 0.06, row["id"]
        seen += 1
    assert seen > 40


# --- As of a day


def test_on_the_moon_apollo_11_was_there_so_far(real: Dataset) -> None:
    ran = ask("mission", "apollo-11", "--as-of", "1969-07-20", "--json", record=real)
    (row,) = json.loads(ran.out)["missions"]
    assert (row["flight_days"], row["surface_hours"], row["surface_days"]) == (None, None, 0)


# --- Orders


AMOUNTS = {
    "duration": lambda row: row["working_days"],
    "mass": lambda row: row["mass_kg"] and row["mass_kg"]["value"],
    "slips": lambda row: row["slips"],
    "latitude": lambda row: row["latitude"],
}


@pytest.mark.parametrize("sort", AMOUNTS)
def test_an_order_by_an_amount_has_the_largest_first_and_what_has_none_last_both_ways(real: Dataset, sort: str) -> None:
    for reverse in (False, True):
        ran = ask("missions", "--sort", sort, *(["--reverse"] if reverse else []), "--json", record=real)
        values = [AMOUNTS[sort](row) for row in json.loads(ran.out)["missions"]]
        known = [value for value in values if value is not None]
        assert known == sorted(known, reverse=not reverse)
        assert 10 < len(known) < len(values)
        assert values[len(known) :] == [None] * (len(values) - len(known))
        assert len(values) == len(missions(real))


def test_a_table_in_an_order_shows_what_it_goes_by(real: Dataset) -> None:
    heads = {"duration": "at work", "mass": "mass", "slips": "moved", "latitude": "latitude"}
    for sort, head in heads.items():
        lines = ask("missions", "--sort", sort, "--limit", "1", "-f", "table", record=real).out.splitlines()
        assert lines[0].rstrip().endswith(head)
    assert "46,812 kg" in ask("missions", "--sort", "mass", "--limit", "1", "-f", "table", record=real).out
