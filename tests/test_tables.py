"""Rows of one shape as a table: which columns, what is in their cells."""

from collections import Counter
from datetime import timedelta, timezone
from typing import Any

import pytest

from moonrace.cli.tools import answers
from moonrace.dataset import Dataset
from moonrace.export.flat import columns
from moonrace.loading.reader import Origin
from moonrace.query.missions import missions
from moonrace.query.race import First, firsts
from moonrace.records import SECTIONS
from moonrace.records.mission import Mission
from moonrace.records.parties import Agency, Country, Programme
from moonrace.render import tables
from moonrace.render.page import PLAIN_SYMBOLS

from .making import event, mission, shown


def lines(text: str) -> list[list[str]]:
    return [line.split() for line in text.split("\n")]


@pytest.mark.parametrize("name", tables.LOOKS)
def test_every_look_is_of_columns_that_the_answer_has(name: str) -> None:
    known = {
        *columns(answers()[name].shape),
        *(["flights"] if name == "people" else []),
    }  # names, and not the parts of flights
    assert {look.name for look in tables.LOOKS[name]} <= known
    assert tables.LOOKS[name][0].least == 0


def test_missions_have_a_badge_and_fewer_columns_where_it_is_narrow(small: Dataset) -> None:
    chosen = missions(small)
    wide, narrow = (shown(small, tables.table, "missions", chosen, Mission, width=width) for width in (120, 59))
    assert lines(wide)[0] == ["date", "mission", "by", "what", "launcher", "outcome"]
    assert lines(wide)[3][:5] == ["2024-05-03", "Chang'e", "6", "CN", "orbiter,"]
    assert lines(wide)[3][-5:] == ["Long", "March", "5", "+", "success"]
    assert lines(wide)[4] == ["2028", "H1", "Artemis", "IV", "US", "lander,", "crewed", "spacecraft", "o", "planned"]
    assert lines(narrow)[0] == ["date", "mission", "outcome"]
    assert lines(narrow)[3] == ["2024-05-03", "Chang'e", "6", "+", "success"]
    assert wide.split("\n")[-1] == "4 missions · times UTC · record of 2026-10-09"


def test_a_mission_of_no_country_is_that_of_its_agencies(small: Dataset) -> None:
    text = shown(small, tables.table, "missions", [mission("probe", agencies=("esa", "someone"))], Mission)
    assert lines(text)[1][:3] == ["Probe", "ESA", "someone"]


def test_nothing_and_none_are_empty_cells(small: Dataset) -> None:
    rows = [small.countries["thailand"], small.countries["egypt"]]
    text = shown(small, tables.table, "countries", rows, Country)
    assert lines(text)[:3] == [
        ["country", "flown", "Artemis", "Accords", "ILRS"],
        ["TH", "Thailand", "2024-12-16", "2024-04"],
        ["EG", "Egypt", "2023-12-06"],
    ]
    assert text.split("\n")[-1].startswith("2 countries · ")


def test_columns_that_were_asked_for_come_in_their_order(small: Dataset) -> None:
    rows, names = [small.programmes["clep"]], ["samples_g", "name", "launched"]
    text = shown(
        small, tables.table, "programmes", rows, Programme, [columns(Programme)[one] for one in names], width=40
    )
    assert lines(text)[0] == ["samples", "g", "name", "launched"]
    assert lines(text)[1][0] == "1935.3"
    assert "\n1 programme · " in text


def test_a_report_without_a_look_shows_its_columns_but_the_sources(small: Dataset) -> None:
    one = mission("probe", event("landing", "1966-02-03", first="first of all"), countries=("SU", "US"))
    text = shown(small, tables.table, "firsts", firsts([one]), First, width=200)
    assert lines(text)[0] == ["when", "claim", "contested", "mission", "name", "countries", "type"]
    assert lines(text)[1] == ["1966-02-03", "first", "of", "all", "probe", "Probe", "SU", "US", "landing"]
    assert text.split("\n")[-1].startswith("1 row · ")


def test_a_record_of_your_own_is_marked(small: Dataset) -> None:
    dataset = Dataset(small.meta, small.sections, origins={("agencies", "nasa"): Origin("a.yaml", ("name",))})
    text = shown(dataset, tables.table, "agencies", [dataset.agencies["nasa"], dataset.agencies["esa"]], Agency)
    assert "National Aeronautics and Space Administration *" in text
    assert "European Space Agency *" not in text
    assert text.endswith("* from a.yaml")


def test_a_day_in_a_table_is_that_of_the_zone(small: Dataset) -> None:
    there = timezone(timedelta(hours=8), "CST")
    text = shown(small, tables.table, "missions", [small.missions["luna-25"]], Mission, zone=there)
    assert lines(text)[1][0] == "2023-08-11"


@pytest.mark.parametrize("width", [40, 80])
def test_the_missions_of_a_card_have_no_heads(small: Dataset, width: int) -> None:
    text = shown(small, tables.mission_rows, missions(small), width=width)
    assert lines(text)[0][:3] == ["1958-08", "Pioneer", "X"]
    assert ("orbiter" in text) is (width == 80)


@pytest.mark.parametrize("section", SECTIONS)
def test_every_section_can_be_a_table(real: Dataset, section: str) -> None:
    rows: list[Any] = list(real.sections[section].values())[:3]
    text = shown(real, tables.table, section, rows, SECTIONS[section].shape, width=100)
    assert f"\n{len(rows)} {section} · times UTC" in text


@pytest.mark.parametrize("width", [40, 60, 80])
def test_no_outcome_is_cut_in_the_list_of_all_missions(real: Dataset, width: int) -> None:
    chosen = missions(real)
    ends = [line.rstrip() for line in shown(real, tables.table, "missions", chosen, Mission, width=width).split("\n")]
    for word, number in Counter(one.outcome or one.status for one in chosen).items():
        badge = f" {PLAIN_SYMBOLS[word]} {word.replace('-', ' ')}"
        assert sum(line.endswith(badge) for line in ends) == number
