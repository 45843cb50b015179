"""Dates against periods."""

import pytest

from moonrace.dataset import Dataset
from moonrace.dates import Moment
from moonrace.query.period import NO_DATE, begins, in_period, local_time, moves, of_event

from .making import event, target


@pytest.mark.parametrize(
    ("when", "since", "until", "expected"),
    [
        ("2024-05", None, None, True),
        ("2024-05", "2024-05-31", None, True),  # perhaps on that day
        ("2024-05", "2024-06-01", None, False),
        ("2024-05", None, "2024-05-01", True),
        ("2024-05", None, "2024-04-30", False),
        ("2024-05", "2024", "2024", True),
        ("[..2030]", None, "2020", True),
        ("[2028..]", "2040", None, True),
    ],
)
def test_an_event_is_in_a_period_where_it_may_fall_into_it(
    small: Dataset, when: str, since: str | None, until: str | None, expected: bool
) -> None:
    bounds = [Moment(text) if text else None for text in (since, until)]
    assert in_period(small, event("launch", when), *bounds) is expected


def test_without_an_event_there_is_nothing_in_a_period(small: Dataset) -> None:
    assert in_period(small, None, None, None) is False


@pytest.mark.parametrize(("until", "expected"), [(None, True), ("2026-10-09", False), ("2026-10-10", True)])
def test_a_plan_that_is_open_to_the_past_lies_after_the_day_of_the_record(
    small: Dataset, until: str | None, expected: bool
) -> None:
    plan = event("launch", "[..2030]", planned=True)
    bound = Moment(until) if until else None
    assert in_period(small, plan, None, bound) is expected
    assert in_period(small, plan._replace(planned=False), None, bound) is True


@pytest.mark.parametrize(
    ("targets", "expected"), [("", 0), ("2027", 0), ("2027 2027", 0), ("2027 2028", 1), ("2027 2028 2028 2027", 2)]
)
def test_a_move_is_a_change_of_the_announced_date(targets: str, expected: int) -> None:
    assert moves([target("2020", one) for one in targets.split()]) == expected


def test_a_record_begins_with_its_earliest_event() -> None:
    assert begins([event("signed", "1970"), event("in-force", "1969-12"), event("ended", "1980")]) == Moment("1969-12")
    assert begins([]) is None


@pytest.mark.parametrize(
    ("when", "zone", "expected"),
    [
        ("2024-06-01T22:23:16Z", "+08:00 Beijing", ("2024-06-02T06:23+08:00", "Beijing")),
        ("2024-06-01T22:23Z", "-03:30", ("2024-06-01T18:53-03:30", None)),
        ("2024-06-01", "+08:00 Beijing", (None, "Beijing")),
        ("2024-06-01T22:23Z", None, (None, None)),
    ],
)
def test_an_event_has_the_local_time_of_its_zone(
    small: Dataset, when: str, zone: str | None, expected: tuple[str | None, str | None]
) -> None:
    one = event("landing", when, zone=zone)
    assert local_time(one) == of_event(small, one) == expected


def test_no_date_comes_after_every_date(real: Dataset) -> None:
    dates = [one.when for mission in real.missions.values() for one in mission.events]
    assert max(dates) < NO_DATE
