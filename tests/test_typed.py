"""Dates as people type them, at the front door and in options: one parser, held against `strftime`."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moonrace import typed
from moonrace.dates import Moment
from moonrace.errors import BadMoment
from moonrace.query import lookup

from .commands import ask

days = st.dates(date(1900, 1, 1), date(2100, 12, 31))
ORDINALS = {1: "st", 2: "nd", 3: "rd", 21: "st", 22: "nd", 23: "rd", 31: "st"}


@pytest.mark.parametrize(
    "form",
    [
        "%d %B %Y", "%B %d, %Y", "%b %d %Y", "%d. %b. %Y", "%d-%b-%Y", "%d%b%Y", "%Y %B %d", "%d %B, %Y", "%Y/%m/%d",
        "%Y.%m.%d", "%Y %m %d", "%Y年%m月%d日", "%Y년 %m월 %d일", "  %d %B %Y  ",
    ],
)  # fmt: skip
@given(days)
def test_a_day_is_read_in_every_form_that_says_which_number_is_the_month(form: str, day: date) -> None:
    for text in (day.strftime(form), day.strftime(form).upper(), day.strftime(form).lower()):
        assert typed.read(text) == Moment(day.isoformat())


@given(days)
def test_a_day_of_the_month_may_be_counted(day: date) -> None:
    end = ORDINALS.get(day.day, "th")
    for text in (f"{day:%B} {day.day}{end}, {day:%Y}", f"the {day.day}{end} of {day:%B} {day:%Y}"):
        assert typed.read(text) == Moment(day.isoformat())


@pytest.mark.parametrize(
    "form", ["%B %Y", "%b %Y", "%b. %Y", "%Y %b", "%m/%Y", "%m.%Y", "%Y/%m", "%Y年%m月", "%Y년 %m월"]
)
@given(days)
def test_a_month_is_read_too(form: str, day: date) -> None:
    assert typed.read(day.strftime(form)) == Moment(f"{day:%Y-%m}")


@pytest.mark.parametrize("between", ["/", ".", "-", " "])
@given(days)
def test_two_numbers_are_a_day_and_a_month_only_where_one_of_them_cannot_be_a_month(between: str, day: date) -> None:
    parts = [f"{day.day}", f"{day.month}"]
    for order in (parts, parts[::-1]):
        text = between.join([*order, f"{day.year}"])
        if day.day <= 12 and day.day != day.month:
            with pytest.raises(BadMoment) as told:
                typed.read(text)
            other = date(day.year, day.day, day.month)
            assert day.isoformat() in str(told.value)
            assert other.isoformat() in str(told.value)
            assert "\n" not in str(told.value)
        else:
            assert typed.read(text) == Moment(day.isoformat())


@given(st.sampled_from(["2027-Q2", "2027-H1", "1966-02~", "[2028..]", "2007-10/2009-03", "2024-06-03T23:38Z", "1969"]))
def test_what_the_record_writes_is_read_as_it_is(text: str) -> None:
    assert typed.read(text) == Moment(text)


@given(st.sampled_from(["Q2 2027", "2027 Q2", "q2/2027", "2027q2"]))
def test_a_quarter_may_be_written_as_a_page_prints_it(text: str) -> None:
    assert typed.read(text) == Moment("2027-Q2")


@pytest.mark.parametrize(
    "text",
    ["", "may", "20 July", "20/7/69", "1969 1970", "apollo 11", "luna 2024", "july 1969 1970", "july july 1969", "1969!",
     "2027 Q5", "²/3/2024", "20 1969 07", "ma 1969", "marchy 1969", "1/2/3/2024"],
)  # fmt: skip
def test_what_is_not_written_as_a_date_is_none(text: str) -> None:
    assert typed.read(text) is None


@pytest.mark.parametrize(
    "text",
    ["31/02/2024", "30 February 2024", "2024-02-30", "29.2.2023", "0/5/2024", "31/13/2024", "33/2027", "2023年2月29日"],
)
def test_a_day_that_does_not_exist_is_said_to_be_none(text: str) -> None:
    with pytest.raises(BadMoment, match="not a date of the calendar"):
        typed.read(text)


@given(st.text(st.sampled_from("0123456789 /.-,年月日julymarq~[]²٣"), max_size=16))
def test_any_text_is_a_date_or_none_or_refused(text: str) -> None:
    try:
        found = typed.read(text)
    except BadMoment:
        return
    assert found is None or Moment(found.text) == found


@pytest.mark.parametrize("text", ["20 July 1969", "July 20, 1969", "20.07.1969", "1969/7/20", "1969年7月20日"])
def test_the_front_door_options_and_arguments_read_the_same(text: str, real: Any) -> None:
    for line in (["missions", "--until"], ["timeline"], ["missions", "--as-of"], ["today"], ["show"]):
        assert ask(*line, text, "--ndjson", record=real) == ask(*line, "1969-07-20", "--ndjson", record=real), line
    assert ask("timeline", *text.split(), record=real).out == ask("timeline", "1969-07-20", record=real).out


@pytest.mark.parametrize("line", [["show"], ["missions", "--until"], ["missions", "--as-of"], ["timeline"], ["today"]])
def test_a_day_that_can_be_two_is_refused_in_one_line_with_both(line: list[str]) -> None:
    got = ask(*line, "03/04/2024")
    assert (got.code, got.out, got.err.count("\n")) == (2, "", 1)
    assert "write 2024-04-03 for 3 Apr 2024 or 2024-03-04 for 4 Mar 2024" in got.err


@pytest.mark.parametrize("text", ["20 July", "july 20", "July 20th", "20. jul."])
def test_a_day_of_every_year_may_have_its_month_in_words(text: str, real: Any) -> None:
    assert ask("today", *text.split(), record=real) == ask("today", "07-20", record=real)


def test_an_approximate_date_is_no_period_to_ask_the_front_door_for() -> None:
    assert lookup.date_of("1966-02~") is None
    assert lookup.date_of("luna 25") is None
