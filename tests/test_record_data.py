"""The real record: clean, complete where it must be, with the counts that everybody can look up."""

from collections.abc import Iterator
from pathlib import Path

import pycountry
import pytest
import yaml

from moonrace import loading
from moonrace.as_of import as_of
from moonrace.dataset import Dataset
from moonrace.dates import Moment
from moonrace.query.membership import members
from moonrace.query.missions import date_of
from moonrace.records.mission import Mission
from moonrace.records.parts import Event

DATA = Path(__file__).parent.parent / "data"

MUST_EXIST = [
    "pioneer-0", "pioneer-4", "luna-1", "luna-2", "luna-3", "luna-9", "luna-10", "luna-16", "luna-17", "lunokhod-1",
    "luna-20", "luna-21", "lunokhod-2", "luna-24", "luna-25", "luna-26", "ranger-7", "surveyor-1",
    "lunar-orbiter-1", "zond-5", "apollo-8", "apollo-10", "apollo-11", "apollo-12", "apollo-13", "apollo-14",
    "apollo-15", "apollo-16", "apollo-17", "hiten", "clementine", "lunar-prospector", "smart-1", "kaguya", "lro",
    "lcross", "grail", "ladee", "danuri", "capstone", "chandrayaan-1", "chandrayaan-2", "chandrayaan-3",
    "chandrayaan-4", "beresheet", "chang-e-1", "chang-e-2", "chang-e-3", "chang-e-4", "chang-e-5", "chang-e-6",
    "chang-e-7", "chang-e-8", "yutu", "yutu-2", "queqiao-1", "queqiao-2", "hakuto-r-m1", "hakuto-r-m2", "slim",
    "peregrine-m1", "im-1", "im-2", "blue-ghost-m1", "artemis-i", "artemis-ii", "artemis-iii", "artemis-iv",
    "artemis-v", "gateway", "viper", "griffin-1", "blue-moon-mk1", "lupex", "sputnik-1", "vostok-1", "shenzhou-5",
    "iss", "tiangong", "tianwen-1", "xrism",
]  # fmt: skip


def test_the_record_has_no_problem() -> None:
    assert [str(problem) for problem in loading.examine(str(DATA)).problems] == []


def test_a_parser_without_libyaml_reads_the_lines_that_it_could_stumble_on() -> None:
    lines = [
        line.strip() for path in sorted(DATA.glob("*.yaml")) for line in path.read_text(encoding="utf-8").split("\n")
    ]
    flow = [line.removeprefix("- ") for line in lines if "{" in line and "?" in line and line.endswith("}")]
    assert len(flow) > 15
    for line in flow:
        assert yaml.load(line, Loader=yaml.BaseLoader)


@pytest.mark.parametrize("key", MUST_EXIST)
def test_a_mission_that_must_be_in_the_record_is(real: Dataset, key: str) -> None:
    assert real.missions[key].id == key


# --- Countries


def test_country_codes_are_those_of_iso_3166_1(real: Dataset) -> None:
    # The Soviet Union is the one state here that ended: its codes are in ISO 3166-3, which lists them by four letters.
    wrong = [
        (country.id, country.iso2, country.iso3)
        for country in real.countries.values()
        if not country.former
        and getattr(pycountry.countries.get(alpha_2=country.iso2), "alpha_3", None) != country.iso3
    ]
    assert wrong == []


def test_the_soviet_union_has_the_codes_of_iso_3166_3(real: Dataset) -> None:
    union, entry = real.country("SU"), pycountry.historic_countries.get(alpha_4="SUHH")
    assert entry
    assert (union.iso2, union.iso3, union.former) == (entry.alpha_4[:2], entry.alpha_3, True)
    assert [country.id for country in real.countries.values() if country.former] == [union.id]


def test_no_two_countries_share_a_code(real: Dataset) -> None:
    assert len({country.iso2 for country in real.countries.values()}) == len(real.countries)
    assert len({country.iso3 for country in real.countries.values()}) == len(real.countries)


def test_soviet_missions_are_not_russian(real: Dataset) -> None:
    ended = Moment("1991-12-26")
    for mission in real.missions.values():
        when = date_of(mission)
        if when and when.is_over_before(ended):
            assert "RU" not in mission.countries, mission.id
        elif when and ended.is_over_before(when):
            assert "SU" not in mission.countries, mission.id


# --- Members by day


def states(dataset: Dataset, alliance: str, day: str) -> list[str | None]:
    then = as_of(dataset, Moment(day)).alliances[alliance]
    return [member.country for member in members(then, "state")]


@pytest.mark.parametrize(
    ("alliance", "day", "count"),
    [
        ("artemis-accords", "2020-10-13", 8),
        ("artemis-accords", "2020-12-31", 9),
        ("artemis-accords", "2021-12-31", 14),
        ("artemis-accords", "2022-12-31", 23),
        ("artemis-accords", "2023-12-31", 33),
        ("artemis-accords", "2024-12-31", 52),
        ("artemis-accords", "2025-12-31", 59),
        ("ilrs", "2021-03-09", 2),
        ("ilrs", "2023-12-31", 8),
        ("ilrs", "2024-12-31", 13),
    ],
)
def test_an_alliance_had_so_many_states_on_a_day(real: Dataset, alliance: str, day: str, count: int) -> None:
    found = states(real, alliance, day)
    assert len(found) == len(set(found)) == count


@pytest.mark.parametrize(("alliance", "day"), [("artemis-accords", "2020-10-12"), ("ilrs", "2021-03-08")])
def test_no_state_was_a_member_before_the_first_signed(real: Dataset, alliance: str, day: str) -> None:
    then = as_of(real, Moment(day)).alliances.get(alliance)
    assert then is None or members(then, "state") == []


def test_the_states_of_the_ilrs_at_the_end_of_2023_are_these(real: Dataset) -> None:
    found = states(real, "ilrs", "2023-12-06")
    assert set(found) == {"CN", "RU", "VE", "ZA", "AZ", "PK", "BY", "EG"}
    assert "EG" not in states(real, "ilrs", "2023-12-05")


# --- Sources


def happened(dataset: Dataset, *types: str) -> Iterator[tuple[Mission, Event]]:
    for mission in dataset.missions.values():
        for event in mission.events:
            if not event.planned and event.type in types:
                yield mission, event


def test_every_lunar_mission_that_flew_has_a_launch_with_a_source(real: Dataset) -> None:
    flown = [
        mission
        for mission in real.missions.values()
        if mission.scope == "lunar" and (mission.outcome or mission.status in ("operating", "in-flight", "lost"))
    ]
    launched = {mission.id for mission, event in happened(real, "launch") if event.sources}
    assert len(flown) > 100
    assert [mission.id for mission in flown if mission.id not in launched] == []


def test_every_landing_impact_and_return_has_a_source(real: Dataset) -> None:
    found = list(happened(real, "landing", "impact", "return"))
    assert len(found) > 100
    assert [mission.id for mission, event in found if not event.sources] == []


def test_every_sample_mass_has_a_source(real: Dataset) -> None:
    masses = {mission.id: mission.sample_mass_g for mission in real.missions.values() if mission.sample_mass_g}
    assert {"apollo-11", "apollo-17", "luna-16", "luna-20", "luna-24", "chang-e-5", "chang-e-6"} <= set(masses)
    assert [key for key, mass in masses.items() if not mass.sources] == []


@pytest.mark.parametrize(("type_", "floor"), [("launch", 93), ("landing", 88)])
def test_launches_and_landings_keep_their_second_source(real: Dataset, type_: str, floor: int) -> None:
    counts = [len(set(event.sources)) for _, event in happened(real, type_)]
    share = 100 * sum(count >= 2 for count in counts) / len(counts)
    print(f"{type_}: {share:.1f} % of {len(counts)} have two sources or more")
    assert share >= floor
