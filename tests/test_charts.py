"""Time drawn: the axis of years, the bars of missions, the lanes of two camps."""

from datetime import UTC
from typing import Any

import pytest

from moonrace import query
from moonrace.dataset import Dataset
from moonrace.moment import Moment
from moonrace.render import charts
from moonrace.render.charts import _Axis, _year
from moonrace.render.page import Page

from .making import event, mission, on_page, replaced


def page(dataset: Dataset, width: int = 80, **more: Any) -> Page:
    return Page(dataset, width, zone=UTC, unicode=False, **more)


@pytest.mark.parametrize(
    ("year", "cell"), [(1960, 0), (1960.99, 0), (1961, 1), (1969.99, 9), (1970, 9), (2000, 9), (1950, 0), (1964.5, 4)]
)
def test_a_cell_of_ten_is_a_year_of_ten_and_what_lies_outside_is_held_inside(year: float, cell: int) -> None:
    assert _Axis(1960, 1969, 10).cell(year) == cell


@pytest.mark.parametrize(
    ("first", "last", "room", "expected"),
    [
        (1960, 1969, 60, "1960  1961  1962  1963  1964  1965  1966  1967  1968  1969"),
        (1960, 1969, 59, "1960       1962        1964        1966        1968"),
        (1960, 1969, 20, "1960      1965"),
        (1958, 2029, 72, "  1960      1970      1980      1990      2000      2010      2020"),
        (1958, 1958, 16, "1958"),
        (1958, 1950, 16, "1958"),  # never less than a year
    ],
)
def test_the_ruler_names_as_many_years_as_have_room(first: int, last: int, room: int, expected: str) -> None:
    assert _Axis(first, last, room).ruler() == expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [("2020-01-01", "^"), ("2026-10-09", "      ^"), ("2029-12-31", "         ^"), ("2031", ""), ("2019-12-31", "")],
)
def test_the_pointer_stands_under_the_day(day: str, expected: str) -> None:
    assert _Axis(2020, 2029, 10).pointer(Moment(day), "^") == expected


@pytest.mark.parametrize(
    ("when", "side", "expected"),
    [
        ("2024-01-01", 0, 2024.0),
        ("2024-01-01", 1, 2024.0),
        ("2023-07-02", 0, 2023 + 182 / 366),
        ("[2024..]", 1, 2024.0),
        ("[..2023-12-31]", 0, 2024.0),
        ("[2024..2026]", 0, 2024.0),
        ("[2024..2026]", 1, 2026 + 364 / 366),
    ],
)
def test_a_moment_in_years(when: str, side: int, expected: float) -> None:
    assert _year(Moment(when), side) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("start", "end", "status", "expected"),
    [
        ("2022-03-01", "2022-06-01", "completed", "  ="),
        ("2022-03-01", "2024-06-01", "completed", "  ==="),
        ("2022-03-01", "[2022-04..2024-06]", "completed", "  ==~"),
        ("2022-03-01", "[..2024-06]", "completed", "  ==~"),
        ("2022-03-01", "2024-06?", "completed", "  ==~"),
        ("2022-03-01", "2024-06~", "completed", "  ==="),
        ("[2022-03..2024-06]", "2026-06-01", "completed", "  ~~~=="),
        ("2022-Q2", "2024-06-01", "completed", "  ~=="),
        ("2022-H1", "2024-06-01", "completed", "  ~=="),
        ("2022-06", "2024-06-01", "completed", "  ==="),
        ("2022-03-01", None, "operating", "  ====>"),  # to the day of the record
        ("2022-03-01", None, "in-flight", "  ====>"),
        ("2022-03-01", None, "paused", "  ="),
        ("2022-03-01", None, "completed", "  ="),
    ],
)
def test_the_bar_of_what_flew(small: Dataset, start: str, end: str | None, status: str, expected: str) -> None:
    span = query.Span(mission("a", status=status), Moment(start), Moment(end) if end else None, False)
    assert _Axis(2020, 2029, 10).bar(span, page(small)) == expected


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        ("2027-03", "       ."),
        ("[2026-11..2028-06]", "      ..."),
        ("[2027-03..]", "       .>"),
        ("[2029-03..]", "         >"),
        ("[..2027-06]", "       ."),
    ],
)
def test_the_bar_of_a_plan(small: Dataset, start: str, expected: str) -> None:
    span = query.Span(mission("a", status="planned"), Moment(start), None, True)
    assert _Axis(2020, 2029, 10).bar(span, page(small)) == expected


def test_a_gantt_has_a_ruler_bars_the_day_and_a_legend(small: Dataset) -> None:
    chosen = [
        mission("early", event("launch", "2021-03-01"), event("end", "2023-03-01"), outcome="success"),
        mission("now", event("launch", "2025-03-01"), status="operating"),
        mission("a-name-that-is-too-long-for-its-column", event("launch", "2027-02", planned=True), status="planned"),
    ]
    shown = on_page(page(small, 64), charts.gantt(page(small, 64), query.spans(chosen), 2020, 2029))
    label = 16
    room = 64 - label - 2
    at = int((2026 + 281 / 366 - 2020) / 10 * room)
    assert shown[0].split() == [str(year) for year in range(2020, 2030, 2)]
    assert shown[1].startswith("Early ")
    assert shown[1][label + 2 :].strip("= ") == "|"
    assert shown[1].index("|") == label + 2 + at
    assert shown[2].startswith("Now ")
    assert shown[2].rstrip().endswith(">")
    assert "|" not in shown[2]  # the bar covers the day
    assert shown[3].startswith("A-Name-That-Is-… ")
    assert shown[4] == " " * (label + 2 + at) + "^"
    assert "3 missions · times UTC · record of 2026-10-09" in shown[-1]
    legend = " ".join(shown[6:-1])
    assert legend == "= flown  ~ the date is vague  . planned  > goes on  ^ 2026-10-09; colour: outcome"


def test_a_gantt_of_other_years_shows_no_day(small: Dataset) -> None:
    spans = query.spans([mission("early", event("launch", "1961-03-01"))])
    shown = on_page(page(small, 64), charts.gantt(page(small, 64), spans, 1960, 1969))
    assert "|" not in "\n".join(shown)
    assert shown[2] == ""


# --- Lanes

CHOSEN = [
    mission("left", event("launch", "1969-07-16T13:32Z", first="first left"), countries=("US",)),
    mission("right", event("launch", "1969-08", planned=True), countries=("SU",), status="planned"),
    mission("between", event("launch", "1970"), countries=("ZZ",)),
    mission("open", event("launch", "[2028..]"), countries=("US",)),
]


def lanes(small: Dataset, width: int) -> list[str]:
    dataset = replaced(small, "missions", CHOSEN)
    entries = query.timeline(dataset, CHOSEN, everything=True, instruments=False)
    at_hand = page(dataset, width)
    return on_page(at_hand, charts.lanes(at_hand, [(one, query.lane(dataset, one)) for one in entries], "all"))


def test_lanes_stand_side_by_side_with_the_middle_between_where_it_is_wide(small: Dataset) -> None:
    shown = lanes(small, 120)
    left, middle, right = (shown[1].index("United States"), shown[1].index("others"), shown[0].index("Soviet Union"))
    assert left < middle < right
    rows = [
        line for line in shown if "Left launched" in line or "planned" in line or "Between" in line or "Open" in line
    ]
    assert [line[:10].strip() for line in rows] == ["1969 07-16", "08", "1970", "not before"]
    places = [line.index(mark) for line, mark in zip(rows, ("+ Left", "? Right", "+ Between", "+ Open"), strict=True)]
    assert places == [left, right, middle, left]
    assert any("  first left" in line for line in shown)


def test_the_middle_stands_left_where_there_is_less_room(small: Dataset) -> None:
    shown = lanes(small, 80)
    assert "others" not in shown[0]
    left = shown[0].index("United States")
    (between,) = (line for line in shown if "Between" in line)
    assert between.index("+ Between") == left


def test_lanes_are_marked_by_a_sign_where_it_is_narrow(small: Dataset) -> None:
    shown = lanes(small, 60)
    assert shown[:3] == [f"< {query.LANE_NAMES['left']}", f"> {query.LANE_NAMES['right']}", ""]
    assert shown[3:7] == [
        "< 1969-07-16  Left launched",
        "> 1969-08  Right: launch planned",
        "  1970  Between launched",
        "< not before 2028  Open launched",
    ]
    assert shown[-1] == "4 events, all · times UTC · record of 2026-10-09"
