"""Time drawn: the axis of years, the bars of missions, the lanes of two camps, the slips of plans."""

import pytest

from moonrace.dataset import Dataset
from moonrace.dates import Moment
from moonrace.query.plans import History, slips
from moonrace.query.timeline import LANE_NAMES, Span, spans, timeline
from moonrace.records.mission import Status
from moonrace.render import charts, formatting
from moonrace.render.charts import Axis, in_years

from .making import changed, event, mission, page, replaced, shown, target


@pytest.mark.parametrize(
    ("year", "cell"), [(1960, 0), (1960.99, 0), (1961, 1), (1969.99, 9), (1970, 9), (2000, 9), (1950, 0), (1964.5, 4)]
)
def test_each_year_has_its_cell_and_what_lies_outside_is_kept_inside(year: float, cell: int) -> None:
    assert Axis(1960, 1969, 10).cell(year) == cell


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
    assert Axis(first, last, room).ruler() == expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [("2020-01-01", "^"), ("2026-10-09", "      ^"), ("2029-12-31", "         ^"), ("2031", ""), ("2019-12-31", "")],
)
def test_the_pointer_is_under_the_day(day: str, expected: str) -> None:
    assert Axis(2020, 2029, 10).pointer(Moment(day), "^") == expected


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
    assert in_years(Moment(when), side) == pytest.approx(expected)


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
def test_the_bar_of_what_flew(small: Dataset, start: str, end: str | None, status: Status, expected: str) -> None:
    span = Span("a", "A", Moment(start), Moment(end) if end else None, False, status, None)
    assert Axis(2020, 2029, 10).bar(span, page(small)) == expected


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
    span = Span("a", "A", Moment(start), None, True, "planned", None)
    assert Axis(2020, 2029, 10).bar(span, page(small)) == expected


def test_a_gantt_has_a_ruler_bars_the_day_and_a_legend(small: Dataset) -> None:
    chosen = [
        mission("early", event("launch", "2021-03-01"), event("end", "2023-03-01"), outcome="success"),
        mission("now", event("launch", "2025-03-01"), status="operating"),
        mission("a-name-that-is-too-long-for-its-column", event("launch", "2027-02", planned=True), status="planned"),
    ]
    dataset = changed(small, "missions", *chosen)
    lines = shown(dataset, charts.gantt, spans(dataset, chosen), 2020, 2029, width=64).split("\n")
    label = 16
    room = 64 - label - 2
    at = int((2026 + 281 / 366 - 2020) / 10 * room)
    assert lines[0].split() == [str(year) for year in range(2020, 2030, 2)]
    assert lines[1].startswith("Early ")
    assert lines[1][label + 2 :].strip("= ") == "|"
    assert lines[1].index("|") == label + 2 + at
    assert lines[2].startswith("Now ")
    assert lines[2].rstrip().endswith(">")
    assert "|" not in lines[2]  # the bar covers the day
    assert lines[3].startswith("A-Name-That-Is-… ")
    assert lines[4] == " " * (label + 2 + at) + "^"
    assert "3 missions · times UTC · record of 2026-10-09" in lines[-1]
    legend = " ".join(lines[6:-1])
    words = "= flown ~ vague, or silent . planned > goes on ^ 2026-10-09; colour: outcome"
    assert legend.split() == words.split()


def test_what_nobody_reported_for_a_year_is_vague_to_the_day(small: Dataset) -> None:
    launch, heard = event("launch", "2020-01-01"), event("heard", "2023-01-01")
    one = mission("quiet", launch, heard, status="operating", status_as_of=Moment("2023-01-01"))
    dataset = changed(small, "missions", one)
    line = shown(dataset, charts.gantt, spans(dataset, [one]), 2020, 2029, width=116).split("\n")[1]
    assert line.split()[1].strip("=").strip("~") == ">"
    assert line.count("=") == line.rindex("=") - line.index("=") + 1
    assert abs(line.count("=") / line.count("~") - 3 / 3.77) < 0.1


def test_a_gantt_of_other_years_shows_no_day(small: Dataset) -> None:
    early = mission("early", event("launch", "1961-03-01"))
    dataset = changed(small, "missions", early)
    lines = shown(dataset, charts.gantt, spans(dataset, [early]), 1960, 1969, width=64).split("\n")
    assert "|" not in "\n".join(lines)
    assert lines[2] == ""


# --- Lanes

CHOSEN = [
    mission("left", event("launch", "1969-07-16T13:32Z", first="first left"), countries=("US",)),
    mission("right", event("launch", "1969-08", planned=True), countries=("SU",), status="planned"),
    mission("between", event("launch", "1970"), countries=("ZZ",)),
    mission("open", event("launch", "[2028..]"), countries=("US",)),
]


def lanes(small: Dataset, width: int) -> list[str]:
    dataset = replaced(small, "missions", CHOSEN)
    entries = timeline(dataset, CHOSEN, everything=True, instruments=False, lanes=True)
    return shown(dataset, charts.lanes, entries, "", width=width).split("\n")


def test_lanes_are_side_by_side_with_the_middle_between_where_it_is_wide(small: Dataset) -> None:
    lines = lanes(small, 120)
    left, middle, right = (lines[0].index("United States"), lines[0].index("others"), lines[0].index("Soviet Union"))
    assert left < middle < right
    rows = [
        line for line in lines if "Left launched" in line or "planned" in line or "Between" in line or "Open" in line
    ]
    assert [line[:10].strip() for line in rows] == ["1969 07-16", "08", "1970", "not before"]
    places = [line.index(mark) for line, mark in zip(rows, ("+ Left", "o Right", "+ Between", "+ Open"), strict=True)]
    assert places == [left, right, middle, left]
    assert any("  first left" in line for line in lines)


def test_the_middle_is_on_the_left_where_there_is_less_room(small: Dataset) -> None:
    lines = lanes(small, 80)
    assert "others" not in lines[0]
    left = lines[0].index("United States")
    (between,) = (line for line in lines if "Between" in line)
    assert between.index("+ Between") == left


def test_lanes_are_marked_by_a_sign_where_it_is_narrow(small: Dataset) -> None:
    lines = lanes(small, 60)
    assert lines[:3] == [f"< {LANE_NAMES['left']}", f"> {LANE_NAMES['right']}", ""]
    assert lines[3:7] == [
        "< 1969-07-16  Left launched",
        "> 1969-08  Right: launch planned",
        "  1970  Between launched",
        "< not before 2028  Open launched",
    ]
    assert lines[-1] == "4 events · times UTC · record of 2026-10-09"


# --- Slips


def history(targets: str, when: str, is_plan: bool = True, by: str | None = "NASA") -> list[History]:
    announced = tuple(target(f"202{number}", one, by) for number, one in enumerate(targets.split()))
    return slips(mission("probe", event("launch", when, planned=is_plan, targets=announced), status="planned"))


@pytest.mark.parametrize(
    ("targets", "when", "is_plan", "expected"),
    [
        ("2024-01", "2024-01", True, "1 announced target; the latest is 0 months after the first"),
        (
            "2024-01 2025-02",
            "2025-02",
            True,
            "2 announced targets; the latest is 1 year 1 month after the first",
        ),
        ("2024-03 2024-01", "2024-01", True, "2 announced targets; the latest is 2 months before the first"),
        ("2024-01", "2024-03-16", False, "1 announced target; the day itself is 2 months after the first"),
    ],
)
def test_the_sum_of_a_history(targets: str, when: str, is_plan: bool, expected: str) -> None:
    assert formatting.slip_sum(history(targets, when, is_plan)[0]) == expected


def test_a_history_without_a_sum_only_counts() -> None:
    assert formatting.slip_sum(history("2024-01", "2024-01")[0]._replace(total_months=None)) == "1 announced target"


def drawn_slips(small: Dataset, found: list[History], width: int) -> list[str]:
    dataset = changed(small, "missions", mission("probe"))
    return shown(dataset, charts.slips, found, width=width).split("\n")


def test_slips_are_drawn_on_a_line_of_years_where_there_is_room(small: Dataset) -> None:
    lines = drawn_slips(small, history("2022-06 2024-06", "2025-02-01", False), width=100)
    assert lines[0] == "Probe: launch"
    assert lines[1].split() == ["said", "for", "2022", "2026"]
    first, second = (line.split() for line in lines[2:4])
    assert first[:2] == ["2020", "2022-06"]
    assert second[-4:] == ["+24", "mo", "NASA", "1"]
    assert first[2].index("o") < second[2].index("o")
    assert lines[4] == "+ it took place on 1 Feb 2025"
    assert "--" not in "".join(drawn_slips(small, history("2022-06", "2022-06"), width=73)[:3])
    assert "--" in "".join(drawn_slips(small, history("2022-06", "2022-06"), width=74)[:3])


def test_slips_are_stacked_where_it_is_narrow(small: Dataset) -> None:
    lines = drawn_slips(small, history("2022-06 2024-06", "2024-06", by=None) * 2, width=50)
    assert lines[:6] == ["Probe: launch", "2022-06  1", "  said 2020", "2024-06  1", "  said 2021 · +24 mo", lines[5]]
    assert lines.count("Probe: launch") == 2
