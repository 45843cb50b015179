"""Dates against periods."""

import pytest

from moonrace.dataset import Dataset
from moonrace.dates import Moment
from moonrace.query.missions import date_of, missions
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
        ("[..2030]", None, "2020", False),  # what had happened by 2030 is nothing of 2020
        ("[..2030]", "2030", None, True),
        ("[..2030-05]", "2030-05-31", "2030-05-31", True),
        ("[2028..]", "2040", None, False),
        ("[2028..]", "2028-06", "2029", True),
    ],
)
def test_an_event_is_in_a_period_where_it_may_fall_into_it(
    small: Dataset, when: str, since: str | None, until: str | None, expected: bool
) -> None:
    bounds = [Moment(text) if text else None for text in (since, until)]
    assert in_period(small, event("launch", when), *bounds) is expected


def test_without_an_event_there_is_nothing_in_a_period(small: Dataset) -> None:
    assert in_period(small, None, None, None) is False


# The record is of 2026-10-09.
@pytest.mark.parametrize(
    ("when", "since", "until", "open_plan", "dropped_plan"),
    [
        ("[..2030]", None, None, True, True),
        ("[..2030]", None, "2026-10-09", False, False),
        ("[..2030]", None, "2026-10-10", True, False),
        ("[..2030]", "2027", "2027", False, False),  # it is due by 2030, and not in each year before
        ("[..2030]", "2027", None, True, True),
        ("[..2030]", "2030", "2030", True, True),
        ("[..2030]", "2031", None, False, False),
        ("[2005..]", "2005", "2005", True, True),
        ("[2005..]", None, "2004", False, False),
        ("[2005..]", "2024", "2024", False, False),
        ("[2005..]", "2024", None, True, False),
        ("[2028..]", "2040", None, True, False),
        ("[2028-05..]", "2028", "2028", True, True),
        ("2024", "2024", "2024", True, True),  # the date of a plan that came to nothing
        ("[2023..2025]", "2024", "2024", True, True),
    ],
)
def test_an_open_plan_falls_where_its_date_does_and_later_only_while_it_holds(
    small: Dataset, when: str, since: str | None, until: str | None, open_plan: bool, dropped_plan: bool
) -> None:
    plan = event("launch", when, planned=True)
    bounds = [Moment(text) if text else None for text in (since, until)]
    assert in_period(small, plan, *bounds) is open_plan
    assert in_period(small, plan, *bounds, dropped=True) is dropped_plan


def test_a_year_holds_no_plan_that_was_dropped_before_it(real: Dataset) -> None:
    """Each mission of a past year has a date that names a time within the year, or spans it."""
    for year in range(1957, 2027):
        day = Moment(str(year))
        for one in missions(real, scopes=(), since=day, until=day):
            when = date_of(one)
            assert when is not None
            if when.precision in ("not-before", "not-after") and (one.status == "cancelled" or year < 2026):
                assert str(year) in when.text, (year, one.id)


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
