"""Cells in columns: widths, wrapping, alignment."""

import pytest
from rich.text import Text

from moonrace.render.columns import SMALLEST, Column, Columns

from .making import drawn


def table(*columns: Column, rows: list[list[str]], gap: int = 2) -> Columns:
    made = Columns(columns, gap=gap)
    for row in rows:
        made.add(*row)
    return made


def lines(made: Columns, width: int) -> list[str]:
    return drawn(made, width).split("\n")


PLAIN, WRAP, FILL, RIGHT = Column(), Column(kind="wrap"), Column(kind="fill"), Column(right=True)


def test_columns_are_as_wide_as_their_widest_cell() -> None:
    assert lines(table(PLAIN, PLAIN, rows=[["a", "b"], ["long", "c"]]), 40) == ["a     b", "long  c"]
    assert lines(table(PLAIN, PLAIN, rows=[["a", "b"], ["long", "c"]], gap=1), 40) == ["a    b", "long c"]


def test_a_missing_cell_is_empty_and_an_empty_row_is_a_blank_line() -> None:
    assert lines(table(PLAIN, PLAIN, PLAIN, rows=[["a", "", "c"], [], ["d"]]), 40) == ["a    c", "", "d"]


def test_titles_are_above_and_only_where_there_are_any() -> None:
    made = table(Column("name"), RIGHT, rows=[["a", "1"]])
    assert lines(made, 40) == ["name", "a     1"]
    assert lines(table(PLAIN, rows=[]), 40) == [""]


def test_numbers_are_at_the_right() -> None:
    assert lines(table(RIGHT, PLAIN, rows=[["1", "a"], ["100", "b"]]), 40) == ["  1  a", "100  b"]


def test_fill_takes_what_the_others_leave() -> None:
    assert lines(table(PLAIN, FILL, RIGHT, rows=[["a", "b", "1"]]), 20) == ["a  b               1"]


def test_only_the_first_of_two_takes_what_is_left() -> None:
    assert lines(table(FILL, FILL, PLAIN, rows=[["a", "b", "c"]]), 20) == ["a" + " " * 15 + "b  c"]


def test_a_cell_that_does_not_fit_wraps_in_its_column() -> None:
    made = table(PLAIN, WRAP, RIGHT, rows=[["a", "one two three four", "1"], ["b", "five", "2"]])
    assert lines(made, 20) == ["a  one two three   1", "   four", "b  five            2"]


def test_the_widest_gives_way_first_then_all_alike() -> None:
    made = table(WRAP, WRAP, rows=[["x" * 10, "y" * 30]])
    assert made.widths(42) == [10, 30]
    assert made.widths(32) == [10, 20]
    assert made.widths(22) == [10, 10]
    assert made.widths(20) == [9, 9]


def test_no_column_that_wraps_falls_below_the_smallest_while_there_is_room() -> None:
    made = table(WRAP, WRAP, rows=[["x" * 10, "y" * 30]])
    assert made.widths(18) == [SMALLEST, SMALLEST]
    assert made.widths(14) == [8, 4]  # not even the smallest fit: the last give way
    assert made.widths(4) == [1, 1]
    assert made.widths(1) == [1, 1]


def test_a_fixed_column_stays_whole_as_long_as_another_can_wrap() -> None:
    made = table(PLAIN, WRAP, rows=[["x" * 10, "y" * 30]])
    assert made.widths(22) == [10, 10]
    assert made.widths(12) == [9, 1]
    assert table(PLAIN, PLAIN, rows=[["x" * 10, "y" * 10]]).widths(15) == [10, 3]


def test_a_narrow_column_that_may_wrap_is_left_alone() -> None:
    assert table(WRAP, PLAIN, rows=[["abc", "y" * 10]]).widths(12) == [3, 7]


@pytest.mark.parametrize(("most", "expected"), [(None, 12), (5, 5), (20, 12), (0, 0)])
def test_a_width_may_be_bounded(most: int | None, expected: int) -> None:
    assert table(Column(kind="wrap", most=most), rows=[["x" * 12]]).widths(80) == [expected]


def test_a_bounded_cell_wraps() -> None:
    assert lines(table(Column(kind="wrap", most=5), rows=[["one two"]]), 80) == ["one", "two"]


def test_wide_characters_count_twice() -> None:
    assert lines(table(PLAIN, PLAIN, rows=[["嫦娥", "a"], ["ab", "b"]]), 40) == ["嫦娥  a", "ab    b"]
    assert lines(table(WRAP, PLAIN, rows=[["嫦娥六号嫦娥六号", "a"]]), 11) == ["嫦娥六号  a", "嫦娥六号"]


def test_a_cell_of_several_lines_is_as_wide_as_its_widest() -> None:
    assert lines(table(PLAIN, PLAIN, rows=[["a\nlong", "b\nc\nd"]]), 40) == ["a     b", "long  c", "      d"]


def test_a_style_of_the_column_lies_under_that_of_the_cell() -> None:
    made = Columns([Column(style="dim"), PLAIN])
    made.add(Text("a", "bold"), "b")
    from rich.console import Console

    console = Console(width=20)
    (page,) = made.__rich_console__(console, console.options)
    assert isinstance(page, Text)
    assert [(span.start, span.end, str(span.style)) for span in page.spans] == [(0, 1, "dim"), (0, 1, "bold")]
