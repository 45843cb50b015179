"""The records of the race. The oracles read the JSON of the real record and share no code with what they check."""

import json
from collections import defaultdict
from datetime import datetime
from typing import Any

import pytest

from moonrace.dataset import Dataset
from moonrace.query.superlatives import RULES, Superlative, superlatives
from moonrace.records.mission import Mission
from moonrace.records.parts import Number

from .commands import ask
from .making import at, event, mission, replaced, target

Json = dict[str, Any]


def held(small: Dataset, *chosen: Mission) -> dict[str, list[Superlative]]:
    """The records that some missions alone would hold."""
    found = defaultdict(list)
    for row in superlatives(replaced(small, "missions", chosen)):
        found[row.record].append(row)
    return found


def number(value: float, **more: Any) -> Number:
    return Number(value, sources=("report",), **more)


# --- The rule of each


def test_every_rule_has_an_id_and_words_of_its_own() -> None:
    assert len({rule.record for rule in RULES}) == len(RULES)
    assert len({rule.text for rule in RULES}) == len(RULES)


def test_without_missions_there_is_no_record(small: Dataset) -> None:
    assert held(small) == {}


def test_those_who_share_a_record_have_a_row_each(small: Dataset) -> None:
    launch = event("launch", "2024-01-01T00:00Z")
    masses = {"a": 500, "b": 700, "c": 700}
    found = held(small, *(mission(key, launch, mass_kg=number(mass)) for key, mass in masses.items()))
    assert [(row.mission, row.value) for row in found["heaviest-launched"]] == [("b", 700), ("c", 700)]


def test_an_estimated_mass_is_about(small: Dataset) -> None:
    one = mission("a", event("launch", "2024-01-01"), mass_kg=number(5, approximate=True))
    (row,) = held(small, one)["heaviest-launched"]
    assert (row.value, row.unit, row.accuracy, row.sources) == (5, "kg", "about", ("report",))


def test_a_stay_known_only_to_the_day_is_no_record_in_hours(small: Dataset) -> None:
    launch, down = event("launch", "2024-01-01T00:00Z"), event("landing", "2024-01-02T00:00Z")
    long = mission("long", launch, down, event("liftoff", "2024-01-20"), crewed=True)
    short = mission("short", launch, down, event("liftoff", "2024-01-03T01:30Z"), crewed=True)
    (row,) = held(small, long, short)["longest-crewed-stay"]
    assert (row.mission, row.value, row.unit, row.accuracy) == ("short", 25.5, "hours", "exact")


def test_work_whose_end_is_vague_lasted_at_least_to_its_first_day(small: Dataset) -> None:
    launch = event("launch", "2020-01-01")
    vague = mission("vague", launch, event("landing", "2020-01-02"), event("end", "2021"))
    known = mission("known", launch, event("landing", "2020-01-02"), event("end", "2020-06-01"))
    (row,) = held(small, vague, known)["longest-on-surface"]
    assert (row.mission, row.value, row.accuracy, row.ongoing) == ("vague", 364, "at-least", False)


def test_what_still_works_says_so(small: Dataset) -> None:
    events = (event("launch", "2020-01-01"), event("orbit-insertion", "2020-01-05"), event("heard", "2021-01-05"))
    one = mission("one", *events, status="operating", status_as_of=events[-1].when)
    found = held(small, one)
    assert [(row.value, row.ongoing) for row in found["longest-in-orbit"]] == [(366, True)]
    assert [(row.value, row.ongoing) for row in found["longest-still-working"]] == [(370, True)]


def test_each_pole_has_the_soft_landing_nearest_to_it(small: Dataset) -> None:
    def landed(key: str, latitude: float, kind: str = "landing") -> Mission:
        return mission(key, event("launch", "2024"), event(kind, "2024-02-01", place=at(latitude, 0)))

    found = held(small, landed("s", -70), landed("t", -80), landed("n", 30), landed("crash", 89, "impact"))
    assert [row.mission for row in found["nearest-south-pole"]] == ["t"]
    assert [row.mission for row in found["nearest-north-pole"]] == ["n"]


def test_moves_and_slips_leave_out_what_was_dropped_and_open_dates(small: Dataset) -> None:
    def plan(key: str, *targets: str, **more: Any) -> Mission:
        announced = tuple(target("2020", one) for one in targets)
        return mission(
            key, event("launch", targets[-1], planned=True, targets=announced), **({"status": "planned"} | more)
        )

    found = held(
        small,
        plan("a", "2024", "2025"),
        plan("b", "2024", "2030", status="cancelled"),
        plan("c", "2024", "2025", "[2040..]"),
    )
    assert [(row.mission, row.value) for row in found["most-moved-launch"]] == [("c", 2)]
    assert [(row.mission, row.value, row.accuracy) for row in found["longest-slip-planned"]] == [("a", 12, "about")]
    assert found["longest-slip-flown"] == []


# --- The real record, by brute force


@pytest.fixture(scope="module")
def rows(real: Dataset) -> dict[str, list[Json]]:
    found = defaultdict(list)
    for row in json.loads(ask("records", "--json", record=real).out)["records"]:
        found[row["record"]].append(row)
    return found


@pytest.fixture(scope="module")
def flown(real: Dataset) -> list[Json]:
    document = json.loads(ask("missions", "--scope", "all", "--json", record=real).out)["missions"]
    return [row for row in document if row["scope"] == "lunar" and has(row, "launch")]


def has(row: Json, *types: str) -> list[Json]:
    """What has happened to the whole of it."""
    return [one for one in row["events"] if one["type"] in types and not one["planned"] and not one["of"]]


def minutes(one: Json, two: Json) -> float | None:
    """Hours from one event to another, both known to the minute."""
    texts = [end["when"] for end in (one, two) if end["precision"] in ("minute", "second")]
    if len(texts) < 2 or any(end["approximate"] or end["uncertain"] for end in (one, two)):
        return None
    return (datetime.fromisoformat(texts[1]) - datetime.fromisoformat(texts[0])).total_seconds() / 3600


def best(values: dict[str, float | None], most: bool) -> tuple[set[str], float]:
    known = {key: value for key, value in values.items() if value is not None}
    top = (max if most else min)(known.values())
    return {key for key, value in known.items() if abs(value - top) < 1e-9}, top


def assert_held(found: list[Json], values: dict[str, float | None], most: bool) -> None:
    holders, top = best(values, most)
    assert {row["mission"] for row in found} == holders
    assert all(abs(row["value"] - top) <= 0.0006 for row in found)


def test_the_longest_crewed_stay_and_flight(rows: dict[str, list[Json]], flown: list[Json]) -> None:
    crewed = [row for row in flown if row["crewed"]]
    stays = {
        row["id"]: minutes(has(row, "landing")[0], has(row, "liftoff")[0]) for row in crewed if has(row, "liftoff")
    }
    assert_held(rows["longest-crewed-stay"], stays, True)
    flights = {row["id"]: minutes(has(row, "launch")[0], has(row, "return")[0]) for row in crewed if has(row, "return")}
    assert_held(rows["longest-crewed-flight"], flights, True)
    assert len(stays) == 6


@pytest.mark.parametrize(
    ("record", "types"),
    [
        ("quickest-trip", ("orbit-insertion", "landing", "impact")),
        ("quickest-to-orbit", ("orbit-insertion",)),
        ("quickest-to-landing", ("landing",)),
    ],
)
def test_the_quickest_trips(
    rows: dict[str, list[Json]], flown: list[Json], record: str, types: tuple[str, ...]
) -> None:
    there = {row["id"]: (has(row, "launch")[0], has(row, *types)[0]) for row in flown if has(row, *types)}
    assert_held(rows[record], {key: minutes(*ends) for key, ends in there.items()}, False)


def test_the_landings_nearest_to_the_poles_are_the_extreme_latitudes(
    rows: dict[str, list[Json]], flown: list[Json]
) -> None:
    latitudes = {
        row["id"]: landed[0]["place"]["latitude"]
        for row in flown
        if (landed := has(row, "landing")) and landed[0]["place"] and landed[0]["place"]["latitude"] is not None
    }
    assert [row["mission"] for row in rows["nearest-south-pole"]] == [min(latitudes, key=lambda key: latitudes[key])]
    assert [row["mission"] for row in rows["nearest-north-pole"]] == [max(latitudes, key=lambda key: latitudes[key])]


def test_the_heaviest_and_the_most_samples(rows: dict[str, list[Json]], flown: list[Json]) -> None:
    masses = {row["id"]: row["mass_kg"]["value"] for row in flown if row["mass_kg"]}
    landed = {row["id"] for row in flown if has(row, "landing")}
    robotic = {row["id"] for row in flown if not row["crewed"]}
    assert_held(rows["heaviest-launched"], masses, True)
    assert_held(rows["heaviest-landed"], {key: masses[key] for key in masses.keys() & landed}, True)
    assert_held(rows["heaviest-robotic-landed"], {key: masses[key] for key in masses.keys() & landed & robotic}, True)
    samples = {row["id"]: row["sample_mass_g"]["value"] for row in flown if row["sample_mass_g"]}
    assert_held(rows["most-samples-robotic"], {key: samples[key] for key in samples.keys() & robotic}, True)
    assert_held(rows["most-samples-crewed"], {key: samples[key] for key in samples.keys() - robotic}, True)


def test_the_longest_at_work_is_beaten_by_no_vague_one(rows: dict[str, list[Json]], real: Dataset) -> None:
    """Nobody else can have worked longer in orbit, whatever a vague date means."""
    (row,) = rows["longest-in-orbit"]
    document = json.loads(ask("missions", "--scope", "lunar,part", "--json", record=real).out)["missions"]
    for one in document:
        into = has(one, "orbit-insertion")
        if not into or one["id"] == row["mission"] or not into[0]["earliest"]:
            continue
        ends = [*has(one, "orbit-departure", "contact-lost", "end", "impact", "return"), *has(one, "landing")]
        lasts = [end["latest"] for end in ends if end["latest"] and end["latest"] > into[0]["earliest"]]
        word = one["status_as_of"]["latest"] if one["status_as_of"] else None
        last = min(lasts) if lasts else word
        if last:
            span = datetime.fromisoformat(last) - datetime.fromisoformat(into[0]["earliest"])
            assert span.days <= row["value"], one["id"]


def test_the_first_and_the_latest_are_the_ends_of_the_lists(rows: dict[str, list[Json]], flown: list[Json]) -> None:
    landings = sorted((has(row, "landing")[0]["earliest"], row["id"]) for row in flown if has(row, "landing"))
    assert (rows["first-landing"][0]["mission"], rows["latest-landing"][0]["mission"]) == (
        landings[0][1],
        landings[-1][1],
    )
    launches = sorted((has(row, "launch")[0]["earliest"], row["id"]) for row in flown)
    assert (rows["first-launch"][0]["mission"], rows["latest-launch"][0]["mission"]) == (
        launches[0][1],
        launches[-1][1],
    )
    assert {row["value"] for found in rows.values() for row in found if row["record"].startswith("first-")} == {None}


def test_every_record_has_a_holder_a_rule_and_sources(rows: dict[str, list[Json]]) -> None:
    assert set(rows) == {rule.record for rule in RULES}
    for found in rows.values():
        assert all(row["sources"] and row["rule"] and row["when"] for row in found)


# --- As of a day, and the page


def test_on_a_past_day_the_records_are_those_of_that_day(real: Dataset) -> None:
    found = json.loads(ask("records", "--as-of", "1969-12-31", "--json", record=real).out)["records"]
    held_then = {row["record"]: row["mission"] for row in found}
    assert held_then["longest-crewed-stay"] == "apollo-12"
    assert held_then["latest-crewed-landing"] == "apollo-12"
    assert "far-side-landing" not in " ".join(held_then)


@pytest.mark.parametrize("width", ["40", "80", "120"])
def test_the_page_fits_its_width_and_has_each_rule(real: Dataset, width: str) -> None:
    out = ask("records", "-f", "table", record=real, COLUMNS=width).out
    assert max(map(len, out.splitlines())) <= int(width)
    flat = " ".join(out.split())
    assert "12 d 13 h 52 min" in flat
    assert "longest stay of people on the surface, from landing" in flat
    assert "years so far" in flat
