"""How many: each rule by hand, and that no two answers give different numbers of the same thing.

The second half counts once more, over the JSON of the whole record and by itself, and compares every answer that has a number.
"""

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable
from functools import cache
from typing import Any

import pytest

from moonrace.as_of import as_of
from moonrace.dataset import Dataset
from moonrace.dates import Moment
from moonrace.export import json as written
from moonrace.export import sqlite
from moonrace.query.counts import RULES, SETS, Count, Printed, carrier, counts, launched, printed
from moonrace.records.documents import Claim
from moonrace.records.mission import Mission
from moonrace.records.parts import Number

from .commands import ask
from .making import at, crew, event, mission, replaced

LAUNCH, FLYBY = event("launch", "2020-01-01"), event("flyby", "2020-01-05")
CHOSEN = [
    mission("failed", LAUNCH, event("end", "2020-01-01"), outcome="failure"),
    mission("passed", LAUNCH, FLYBY, outcome="success"),
    mission("hit", event("launch", "2021"), event("impact", "2021"), outcome="partial"),
    mission("rover", event("landing", "2021"), scope="part", part_of="hit"),
    mission("waiting", event("landing", "2028", planned=True), scope="part", part_of="plan"),
    mission("passing", LAUNCH, FLYBY, scope="flyby", outcome="success"),
    mission("test", event("launch", "2022-06"), scope="test", outcome="success"),
    mission("context", LAUNCH, scope="context", outcome="success"),
    mission("plan", event("launch", "2028", planned=True), status="planned"),
    mission("dropped", event("launch", "2019", planned=True), status="cancelled"),
]


@pytest.fixture
def chosen(small: Dataset) -> Dataset:
    return replaced(small, "missions", CHOSEN)


def test_each_rule_counts_its_missions_and_names_the_difference(chosen: Dataset) -> None:
    assert [(row.rule, row.number, row.beside) for row in counts(chosen)] == [
        ("launched", 3, ()),
        ("reached", 2, ("failed",)),
        ("succeeded", 1, ("failed", "hit")),
        ("with-flybys", 4, ("passing",)),
        ("with-tests", 5, ("passing", "test")),
        ("with-parts", 4, ("rover",)),
    ]
    assert counts(chosen)[0] == Count("launched", RULES["launches"], 3, ())


def test_craft_are_counted_with_what_carried_them_however_deep(small: Dataset) -> None:
    inner = mission("inner", scope="part", part_of="outer")
    deep = replaced(small, "missions", [*CHOSEN, inner, mission("outer", scope="part", part_of="hit")])
    assert carrier(deep, inner).id == "hit"
    assert {one.id for one in launched(deep, "spacecraft")} == {"failed", "passed", "hit", "rover", "inner", "outer"}
    assert {one.id for one in launched(deep)} == {"failed", "passed", "hit"}
    round_ = [mission("a", scope="part", part_of="b"), mission("b", scope="part", part_of="a")]
    assert launched(replaced(small, "missions", round_), "spacecraft") == []


def claim(key: str, count: int, when: str) -> Claim:
    return Claim(key, count, f"By {key}", Moment(when), f"rule of {key}", "words", ("report",))


def test_a_number_in_print_stands_beside_the_rule_that_comes_nearest_on_its_day(chosen: Dataset) -> None:
    late, early = claim("late", 5, "2022-06-30"), claim("early", 4, "2021-06")
    assert printed(chosen, [late, early]) == (
        Printed(4, "By early", Moment("2021-06"), "rule of early", "with-flybys", 3, ("report",)),
        Printed(5, "By late", Moment("2022-06-30"), "rule of late", "with-tests", 5, ("report",)),
    )
    assert printed(chosen, [claim("none", 1, "1900")])[0][4:6] == ("launched", 0)


def test_a_mission_that_was_launched_in_a_year_is_counted_once_the_year_is_over(chosen: Dataset) -> None:
    numbers = [printed(chosen, [claim("x", 99, day)])[0].number for day in ("2020-12-31", "2021-12-30", "2021-12-31")]
    assert numbers == [3, 3, 4]


def test_the_rules_of_the_sets_have_an_id_and_a_sentence() -> None:
    assert all(key == key.strip() and text and not text.endswith(".") for key, (text, _) in SETS.items())


# --- No two answers differ

DAYS = ["", "1959-10-31", "1969-07-20", "1976-08-25", "2013-12-31", "2020-12-31", "2024-06-30"]
Json = dict[str, Any]


@cache
def _export(text: str, real: Dataset) -> tuple[Dataset, Json]:
    day = Moment(text) if text else None
    then = as_of(real, day) if day else real
    return then, json.loads(written.export(then, day, lambda: None))


class Brute:
    """The numbers of the record of a day, counted over its JSON and nothing else."""

    def __init__(self, real: Dataset, day: str) -> None:
        self.document = _export(day, real)[1]
        self.missions = {one["id"]: one for one in self.document["missions"]}
        self.flown = [one for one in self.missions.values() if one["scope"] == "lunar" and self.did(one, "launch")]
        self.countries = {one["iso2"]: one["id"] for one in self.document["countries"]}

    @staticmethod
    def did(one: Json, *types: str) -> list[Json]:
        return [each for each in one["events"] if each["type"] in types and not each["planned"]]

    def tally(self, flown: Iterable[Json]) -> Json:
        flown = list(flown)
        tried = [
            one
            for one in flown
            if self.did(one, "landing")
            or any(each["attempted"] == "landing" for each in one["events"] if not each["planned"])
        ]
        far = [one for one in flown if any((x["place"] or {}).get("side") == "far" for x in self.did(one, "landing"))]
        return {
            "launches": len(flown),
            "orbits": sum(bool(self.did(one, "orbit-insertion")) for one in flown),
            "attempts": len(tried),
            "landed": sum(bool(self.did(one, "landing")) for one in flown),
            "far_side": len(far),
            "samples": sum(bool(one["sample_mass_g"] and self.did(one, "return")) for one in flown),
            "operating": sum(one["status"] in ("operating", "in-flight") for one in flown),
        }

    def people(self, country: str | None) -> tuple[set[str], set[str]]:
        """Who flew to the Moon, and who walked on it, of a country or of all."""
        flew, walked = set(), set()
        for one in self.flown:
            for person in one["crew"]:
                if country in (None, person["country"]) and self.did(one, "flyby", "orbit-insertion", "landing"):
                    flew.add(person["name"])
                    if self.did(one, "landing") and self.did(one, "eva") and person["role"] != "command module pilot":
                        walked.add(person["name"])
        return flew, walked


@pytest.fixture(params=DAYS, ids=[day or "today" for day in DAYS])
def day(request: pytest.FixtureRequest) -> str:
    found: str = request.param
    return found


def answer(real: Dataset, day: str, words: str) -> Json:
    ran = ask(*words.split(), "--json", *(["--as-of", day] if day else []), record=real)
    assert ran.code == 0, ran.err
    found: Json = json.loads(ran.out)
    return found


def test_the_scoreboard_has_the_numbers_of_the_record(real: Dataset, day: str) -> None:
    brute = Brute(real, day)
    rows = {row["id"]: row for row in answer(real, day, "race")["standings"]}
    for code, country in brute.countries.items():
        expected = brute.tally(one for one in brute.flown if code in one["countries"])
        flew, walked = brute.people(code)
        expected |= {"flew_around": len(flew), "walked": len(walked)}
        found = {key: rows[country][key] for key in expected} if country in rows else dict.fromkeys(expected, 0)
        assert found == expected, country


def test_a_country_and_an_agency_have_flown_what_the_scoreboard_says(real: Dataset, day: str) -> None:
    brute = Brute(real, day)
    rows = {row["id"]: row["launches"] for row in answer(real, day, "race")["standings"]}
    for row in answer(real, day, "countries")["countries"]:
        assert row["flown"] == rows.get(row["id"], 0), row["id"]
    by_agency = Counter(agency for one in brute.flown for agency in one["agencies"])
    for row in answer(real, day, "agencies")["agencies"]:
        assert row["flown"] == by_agency[row["id"]], row["id"]


def test_a_programme_counts_by_the_rules_of_the_scoreboard(real: Dataset, day: str) -> None:
    brute = Brute(real, day)
    for row in answer(real, day, "programmes")["programmes"]:
        own = [one for one in brute.missions.values() if one["programme"] == row["id"]]
        flown = [one for one in own if one in brute.flown]
        landed = [one for one in flown if brute.did(one, "landing")]
        walked = {
            person["name"]
            for one in landed
            if brute.did(one, "eva")
            for person in one["crew"]
            if person["role"] != "command module pilot"
        }
        rest = [one for one in own if one["scope"] not in ("lunar", "part") and brute.did(one, "launch")]
        samples = sum(one["sample_mass_g"]["value"] for one in flown if one["sample_mass_g"])
        assert row["totals"] == {
            "launched": len(flown),
            "landed": len(landed),
            "crewed": sum(one["crewed"] for one in flown),
            "crewed_landings": sum(one["crewed"] for one in landed),
            "walked": len(walked),
            "samples_g": pytest.approx(samples),
            "beside": len(rest),
        }, row["id"]
        assert set(row["missions"]) == {one["id"] for one in own}


def test_counts_begin_with_the_launches_of_the_scoreboard(real: Dataset, day: str) -> None:
    brute = Brute(real, day)
    rows = {row["rule"]: row["number"] for row in answer(real, day, "counts")["counts"]}
    reached = [one for one in brute.flown if brute.did(one, "flyby", "orbit-insertion", "landing", "impact")]
    went = [one["scope"] for one in brute.missions.values() if brute.did(one, "launch")]
    assert {key: number for key, number in rows.items() if key != "with-parts"} == {
        "launched": len(brute.flown),
        "reached": len(reached),
        "succeeded": sum(one["outcome"] == "success" for one in brute.flown),
        "with-flybys": went.count("lunar") + went.count("flyby"),
        "with-tests": went.count("lunar") + went.count("flyby") + went.count("test"),
    }
    assert len(answer(real, day, "missions")["missions"]) >= rows["launched"]
    # A mission of two countries counts for each, and one of none apart.
    both = sum(max(1, len(one["countries"])) for one in brute.flown)
    assert sum(row["launches"] for row in answer(real, day, "race")["standings"]) == both
    parts = sum(row["launches"] for row in answer(real, day, "race --count spacecraft")["standings"])
    carried = [one for one in _launched_craft(brute) if one["scope"] == "part"]
    assert rows["with-parts"] == len(brute.flown) + len(carried)
    assert parts == both + sum(max(1, len(one["countries"])) for one in carried)


def _launched_craft(brute: Brute) -> list[Json]:
    """Missions and the parts that came with them, by their own launch or that of what carried them."""
    found = []
    for one in brute.missions.values():
        top, launch = one, brute.did(one, "launch")
        while top["part_of"] in brute.missions:
            top = brute.missions[top["part_of"]]
            launch = launch or brute.did(top, "launch")
        if launch and top in brute.flown:
            found.append(one)
    return found


def test_what_works_is_what_the_scoreboard_counts_as_active(real: Dataset, day: str) -> None:
    brute = Brute(real, day)
    works = {one["mission"] for one in answer(real, day, "now")["now"]}
    assert works == {
        one["id"]
        for one in brute.missions.values()
        if one["status"] in ("operating", "in-flight") and one["scope"] in ("lunar", "part")
    }
    active = {one["id"] for one in brute.flown if one["status"] in ("operating", "in-flight")}
    whole = {one["mission"] for one in answer(real, day, "now --scope lunar")["now"]}
    assert whole == active
    for row in answer(real, day, "race")["standings"]:
        if row["id"]:
            found = answer(real, day, f"now --scope lunar --country {row['id']}")["now"]
            assert len(found) == row["operating"], row["id"]


def test_the_views_of_the_database_count_as_the_scoreboard(real: Dataset, day: str) -> None:
    then = _export(day, real)[0]
    brute = Brute(real, day)
    connection = sqlite3.connect(":memory:")
    connection.deserialize(sqlite.export(then, Moment(day) if day else None, lambda: None))
    landed = {one["id"]: one for one in brute.flown if brute.did(one, "landing")}
    rows = connection.execute("SELECT mission, name, date, earliest, far_side, crewed FROM landings").fetchall()
    assert [row[0] for row in rows] == sorted(landed, key=lambda key: [key for key, *_ in rows].index(key))
    assert [row[3] for row in rows] == sorted(row[3] for row in rows)
    for key, name, date, earliest, far_side, crewed in rows:
        first = min(brute.did(landed[key], "landing"), key=lambda one: str(one["earliest"]))
        far = any((one["place"] or {}).get("side") == "far" for one in brute.did(landed[key], "landing"))
        assert (name, date, earliest) == (landed[key]["name"], first["when"], first["earliest"])
        assert (bool(far_side), bool(crewed)) == (far, landed[key]["crewed"])
    board = {row["id"]: (row["landed"], row["far_side"]) for row in answer(real, day, "race")["standings"]}
    found = connection.execute("SELECT country, landed, far_side FROM landings_by_country").fetchall()
    by_country = {country: (number, far or 0) for country, number, far in found}
    assert by_country == {key: numbers for key, numbers in board.items() if key and numbers[0]}
    connection.close()


def test_a_landing_of_a_part_or_a_plan_is_in_no_view(small: Dataset) -> None:
    land = event("landing", "2020-02", place=at(1, 170, side="far"))
    chosen = [
        mission("one", LAUNCH, land, land._replace(when=Moment("2020-03")), countries=("US", "CN")),
        mission("part", land, scope="part", part_of="one", countries=("US",)),
        mission("plan", LAUNCH, land._replace(planned=True), countries=("US",)),
        mission("never", event("launch", "2028", planned=True), land, countries=("US",)),
        mission("other", LAUNCH, land, scope="flyby", countries=("US",)),
    ]
    connection = sqlite3.connect(":memory:")
    connection.deserialize(sqlite.export(replaced(small, "missions", chosen), None, lambda: None))
    assert connection.execute("SELECT mission, far_side FROM landings").fetchall() == [("one", 1)]
    found = connection.execute("SELECT country, landed, far_side FROM landings_by_country").fetchall()
    assert found == [("china", 1, 1), ("united-states", 1, 1)]
    meanings = connection.execute("SELECT DISTINCT table_meaning FROM dictionary WHERE table_name LIKE 'landings%'")
    assert all(meaning for (meaning,) in meanings)
    connection.close()


def test_people_are_those_of_the_record_whoever_flew_them(real: Dataset) -> None:
    """Twelve walked, all from one country; twenty-four flew with Apollo, and each name counts once."""
    brute = Brute(real, "")
    rows = answer(real, "", "race")["standings"]
    assert sum(row["walked"] for row in rows) == len(brute.people(None)[1]) == 12
    assert sum(row["flew_around"] for row in rows) == len(brute.people(None)[0])
    apollo = Brute(real, "1976-08-25")
    assert len(apollo.people(None)[0]) == 24


def test_sample_masses_are_grams_and_not_counts(small: Dataset) -> None:
    """A mission with a crew and samples is one line of each column, whatever its numbers are."""
    heavy = Mission(
        **mission(
            "heavy", LAUNCH, event("landing", "2020-02"), event("eva", "2020-02"), event("return", "2020-03")
        )._asdict()
        | {"sample_mass_g": Number(110_500.0, sources=("report",)), "crew": crew("Ann/commander"), "countries": ("US",)}
    )
    (row,) = answer(replaced(small, "missions", [heavy]), "", "race")["standings"]
    assert [row[key] for key in ("launches", "landed", "samples", "flew_around", "walked")] == [1] * 5
