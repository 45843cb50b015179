"""Missions: filtered, ordered, counted."""

from typing import Any

import pytest

from moonrace.dataset import Dataset
from moonrace.dates import Moment
from moonrace.errors import BadValue, NotFound
from moonrace.query.missions import carried, count_by_scope, date_of, missions, of_mission

from .making import changed, event, ids, mission

FILTERS: list[tuple[dict[str, Any], str]] = [
    ({}, "pioneer-x luna-25 chang-e-6 artemis-iv"),
    ({"scopes": ()}, "pioneer-x luna-25 chang-e-6 jinchan artemis-iv"),
    ({"scopes": ("part",)}, "jinchan"),
    ({"scopes": ("flyby", "test")}, ""),
    ({"agency": "NASA"}, "pioneer-x artemis-iv"),
    ({"agency": "Роскосмос"}, "luna-25"),
    ({"agency": "esa"}, "chang-e-6"),  # took part
    ({"country": "CN"}, "chang-e-6"),
    ({"country": "usa"}, "pioneer-x artemis-iv"),
    ({"country": "America"}, "pioneer-x artemis-iv"),
    ({"country": "norway"}, ""),
    ({"programme": "嫦娥工程"}, "chang-e-6"),
    ({"alliance": "Artemis Accords"}, "pioneer-x artemis-iv"),
    ({"alliance": "ILRS"}, "luna-25 chang-e-6"),
    ({"kinds": ("lander",)}, "luna-25 chang-e-6 artemis-iv"),
    ({"kinds": ("ascender", "crewed-spacecraft")}, "chang-e-6 artemis-iv"),
    ({"outcomes": ("failure",)}, "pioneer-x luna-25"),
    ({"outcomes": ("partial",)}, ""),
    ({"outcomes": ("success", "failure")}, "pioneer-x luna-25 chang-e-6"),
    ({"statuses": ("planned",)}, "artemis-iv"),
    ({"statuses": ("planned", "ended")}, "pioneer-x luna-25 chang-e-6 artemis-iv"),
    ({"crewed": True}, "artemis-iv"),
    ({"crewed": False}, "pioneer-x luna-25 chang-e-6"),
    ({"since": Moment("2023-08-10")}, "luna-25 chang-e-6 artemis-iv"),
    ({"since": Moment("2023-08-11")}, "chang-e-6 artemis-iv"),
    ({"until": Moment("2023-08-10")}, "pioneer-x luna-25"),
    ({"until": Moment("2023-08-09")}, "pioneer-x"),
    ({"until": Moment("1958-08-01")}, "pioneer-x"),  # some day of August 1958, perhaps this one
    ({"since": Moment("1958-08-31"), "until": Moment("1958")}, "pioneer-x"),
    ({"since": Moment("2028-06")}, "artemis-iv"),  # due in the first half of 2028
    ({"since": Moment("2028-07")}, ""),
    ({"since": Moment("2023"), "until": Moment("2023")}, "luna-25"),
    ({"country": "US", "crewed": False, "outcomes": ("failure",)}, "pioneer-x"),
    ({"country": "US", "kinds": ("sample-return",)}, ""),
    ({"reverse": True}, "artemis-iv chang-e-6 luna-25 pioneer-x"),
    ({"limit": 0}, ""),
    ({"limit": 2}, "pioneer-x luna-25"),
    ({"limit": 99}, "pioneer-x luna-25 chang-e-6 artemis-iv"),
    ({"limit": 1, "reverse": True}, "artemis-iv"),
    ({"sort": "name"}, "artemis-iv chang-e-6 luna-25 pioneer-x"),
    ({"sort": "name", "reverse": True}, "pioneer-x luna-25 chang-e-6 artemis-iv"),
    ({"sort": "country"}, "chang-e-6 luna-25 pioneer-x artemis-iv"),
    ({"sort": "agency"}, "chang-e-6 pioneer-x artemis-iv luna-25"),
    ({"sort": "outcome"}, "pioneer-x luna-25 chang-e-6 artemis-iv"),  # none yet comes last
]


@pytest.mark.parametrize(("filters", "expected"), FILTERS, ids=[str(filters) for filters, _ in FILTERS])
def test_missions_match_every_filter_in_order(small: Dataset, filters: dict[str, Any], expected: str) -> None:
    assert ids(missions(small, **filters)) == expected.split()


@pytest.mark.parametrize("filter_name", ["agency", "country", "programme", "alliance"])
def test_a_filter_by_an_unknown_name_is_not_found(small: Dataset, filter_name: str) -> None:
    with pytest.raises(NotFound, match=f"no {filter_name} in this record is called 'Nowhere'"):
        missions(small, **{filter_name: "Nowhere"})


def test_an_unknown_order_is_a_bad_value_that_names_the_known_ones(small: Dataset) -> None:
    with pytest.raises(BadValue, match=r"'crew'.*date, name, country, agency, outcome"):
        missions(small, sort="crew")


def test_a_mission_without_a_date_comes_last_and_falls_into_no_period(small: Dataset) -> None:
    more = changed(small, "missions", small.missions["luna-25"]._replace(events=()))
    assert ids(missions(more))[-1] == "luna-25"
    assert "luna-25" not in ids(missions(more, since=Moment("1900")))


def test_missions_of_a_state_that_left_are_not_of_the_alliance(small: Dataset) -> None:
    saudi = small.missions["luna-25"]._replace(countries=("SA",))
    assert ids(missions(changed(small, "missions", saudi), alliance="ilrs")) == ["chang-e-6"]


def test_a_mission_knows_what_it_carried(small: Dataset) -> None:
    assert ids(carried(small, small.missions["chang-e-6"])) == ["jinchan"]
    assert carried(small, small.missions["luna-25"]) == []


def test_missions_are_counted_by_scope(small: Dataset) -> None:
    assert count_by_scope(small) == {"lunar": 4, "part": 1, "flyby": 0, "test": 0, "context": 0}


LAUNCH, LANDING = event("launch", "2024"), event("landing", "2023")


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        (mission("a", LANDING, LAUNCH), "2024"),
        (mission("a", LANDING, event("return", "2025", planned=True), event("end", "2026", planned=True)), "2025"),
        (mission("a", LANDING, event("launch", "2026", planned=True)), "2026"),
        (mission("a", LANDING, event("end", "2027")), "2023"),
        (mission("a"), None),
    ],
)
def test_a_mission_goes_by_its_launch_else_by_its_next_plan_else_by_its_first_event(
    small: Dataset, one: Any, expected: str | None
) -> None:
    date = Moment(expected) if expected else None
    assert date_of(one) == date
    assert of_mission(small, one).date == date
