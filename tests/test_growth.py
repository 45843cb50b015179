"""The record only grows: a number in tests/floor.csv is what was once reached, and may be raised, never lowered."""

import csv
from pathlib import Path

import pytest

from moonrace.dataset import Dataset
from moonrace.query.missions import count_by_scope
from moonrace.query.plans import slips, upcoming
from moonrace.query.race import firsts

FLOOR = list(csv.DictReader((Path(__file__).parent / "floor.csv").open(encoding="utf-8")))


def count(real: Dataset, what: str) -> int:
    kind, _, name = what.partition(" ")
    if kind == "scope":
        return count_by_scope(real)[name]
    if kind == "members":
        return len(real.alliances[name].members)
    if kind == "firsts":
        return len(firsts(real.missions.values()))
    return len(real.sections[kind])


@pytest.mark.parametrize("row", FLOOR, ids=lambda row: row["what"])
def test_a_count_never_falls(row: dict[str, str], real: Dataset) -> None:
    assert count(real, row["what"]) >= int(row["at_least"])


def test_every_section_scope_and_alliance_has_a_floor(real: Dataset) -> None:
    listed = {row["what"] for row in FLOOR}
    wanted = {*real.sections, *(f"scope {scope}" for scope in count_by_scope(real))}
    wanted |= {f"members {key}" for key in real.alliances} | {"firsts"}
    assert listed == wanted


def test_no_plan_lies_in_the_past_of_the_record(real: Dataset) -> None:
    today = real.meta.data_date
    assert [one.mission for one in upcoming(real.missions.values(), today) if one.overdue] == []


def test_the_missions_with_a_history_of_slips_show_it(real: Dataset) -> None:
    for key in (
        "artemis-ii", "artemis-iii", "chang-e-7", "luna-25", "viper", "griffin-1", "chandrayaan-3", "slim", "beresheet",
    ):  # fmt: skip
        assert max(len(history.targets) for history in slips(real.missions[key])) >= 3, key
