"""What a date knows: properties over every written form, and tables of how it reads."""

import re
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from moonrace.dates import POINT_PRECISIONS, PRECISIONS, Moment, read_zone
from moonrace.errors import BadMoment

patient = settings(deadline=None)

# --- Every written form

years = st.integers(2, 9998).map("{:04}".format)
clock = st.datetimes(datetime(2, 1, 1), datetime(9998, 12, 31, 23, 59, 59))
POINTS: dict[str, st.SearchStrategy[str]] = {
    "year": years,
    "half": st.tuples(years, st.sampled_from(["40", "41", "H1", "H2", "h2"])).map("-".join),
    "quarter": st.tuples(years, st.sampled_from(["33", "34", "35", "36", "Q1", "Q4", "q2"])).map("-".join),
    "month": st.tuples(years, st.integers(1, 12).map("{:02}".format)).map("-".join),
    "day": st.dates(date(2, 1, 1), date(9998, 12, 31)).map(date.isoformat),
    "minute": clock.map(lambda when: when.isoformat(timespec="minutes") + "Z"),
    "second": clock.map(lambda when: when.isoformat(timespec="seconds") + "Z"),
}
marks = st.sampled_from(["", "~", "?", "%"])
points = st.tuples(st.one_of(*POINTS.values()), marks).map("".join)


def _in_order(pair: tuple[str, str]) -> list[str]:
    return sorted(pair, key=lambda text: _start(Moment(text)))


def _one_after_the_other(pair: list[str]) -> bool:
    one, two = map(Moment, pair)
    return _start(one) < _start(two) and _end(one) <= _end(two)


pairs = st.tuples(points, points).map(_in_order).filter(_one_after_the_other)
texts = st.one_of(
    points,
    points.map("[{}..]".format),
    points.map("[..{}]".format),
    pairs.map("..".join).map("[{}]".format),
    pairs.map("/".join),
)
moments = texts.map(Moment)


def _start(moment: Moment) -> datetime:
    assert moment.earliest is not None
    return moment.earliest


def _end(moment: Moment) -> datetime:
    assert moment.latest is not None
    return moment.latest


@patient
@given(moments)
def test_a_moment_begins_before_it_ends_and_knows_its_zone(moment: Moment) -> None:
    assert moment.earliest or moment.latest
    assert all(bound.tzinfo is UTC for bound in (moment.earliest, moment.latest) if bound)
    if moment.earliest and moment.latest:
        assert moment.earliest < moment.latest


@patient
@given(moments)
def test_a_written_moment_reads_back_as_itself(moment: Moment) -> None:
    again = Moment(str(moment))
    assert again == moment
    assert hash(again) == hash(moment)
    assert str(again) == moment.text == str(moment)
    assert repr(moment) == f"Moment({moment.text!r})"
    for name in ("earliest", "latest", "precision", "approximate", "uncertain"):
        assert getattr(again, name) == getattr(moment, name)


@patient
@given(points)
def test_a_point_has_the_precision_it_is_written_in(text: str) -> None:
    moment = Moment(text)
    written = next(
        name
        for name, form in {
            "quarter": r"\d{4}-(3[3-6]|[Qq].)",
            "half": r"\d{4}-(4[01]|[Hh].)",
            "second": r".*:\d\d:\d\dZ",
            "minute": r".*Z",
            "day": r"\d{4}-\d\d-\d\d",
            "month": r"\d{4}-\d\d",
            "year": r"\d{4}",
        }.items()
        if re.fullmatch(form, text.rstrip("~?%"))
    )
    assert moment.precision == written
    assert moment.is_instant == (written in ("minute", "second"))
    assert moment.is_day == (written in ("day", "minute", "second"))


@patient
@given(texts)
def test_marks_say_approximate_and_uncertain(text: str) -> None:
    moment = Moment(text)
    assert moment.precision in PRECISIONS
    assert moment.approximate == ("~" in text or "%" in text)
    assert moment.uncertain == ("?" in text or "%" in text)


@patient
@given(moments, moments, moments)
def test_moments_have_one_order(one: Moment, two: Moment, three: Moment) -> None:
    assert (one < two) + (one == two) + (one > two) == 1
    assert (one <= two) == (one < two or one == two)
    assert (one == two) == (one.text == two.text)
    low, middle, high = sorted([one, two, three])
    assert low <= middle <= high
    assert low <= high


@patient
@given(moments, moments)
def test_a_moment_that_is_over_before_another_sorts_before_it(one: Moment, two: Moment) -> None:
    if one.is_over_before(two):
        assert not two.is_over_before(one)
        assert not one.may_fall(two, None)
        if one.earliest:
            assert one < two


@pytest.mark.parametrize("other", ["1966", 1966, None])
def test_a_moment_is_neither_equal_to_nor_ordered_with_something_else(other: Any) -> None:
    assert Moment("1966") != other
    with pytest.raises(TypeError):
        Moment("1966") < other  # noqa: B015


# --- How it reads, and never more precisely than it was written

SHOWN = {
    "year": r"\d{4}",
    "half": r"\d{4} H[12]",
    "quarter": r"\d{4} Q[1-4]",
    "month": r"\d{4}-\d\d",
    "day": r"\d{4}-\d\d-\d\d",
    "minute": r"\d{4}-\d\d-\d\d \d\d:\d\d",
    "second": r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d",
}
SPOKEN = {
    "year": r"\d+",
    "half": r"(first|second) half of \d+",
    "quarter": r"Q[1-4] \d+",
    "month": r"[A-Z][a-z]{2} \d+",
    "day": r"\d{1,2} [A-Z][a-z]{2} \d+",
    "minute": r"\d{1,2} [A-Z][a-z]{2} \d+ \d\d:\d\d",
    "second": r"\d{1,2} [A-Z][a-z]{2} \d+ \d\d:\d\d:\d\d",
}


def _pattern(text: str, forms: dict[str, str], about: str, between: str) -> str:
    sides = [
        (about if side[-1] in "~%" else "") + forms[Moment(side).precision] + (r"\?" if side[-1] in "?%" else "")
        for side in re.split(r"\.\.|/", text.strip("[]"))
        if side
    ]
    if text.startswith("[.."):
        return "by " + sides[0]
    if text.endswith("..]"):
        return "not before " + sides[0]
    if text.startswith("["):
        return between.format(*sides)
    return " to ".join(sides)


@patient
@given(texts)
def test_a_moment_is_never_shown_more_precisely_than_written(text: str) -> None:
    assert re.fullmatch(_pattern(text, SHOWN, "~", "{} to {}"), Moment(text).show())


@patient
@given(texts)
def test_a_moment_is_never_spoken_more_precisely_than_written(text: str) -> None:
    assert re.fullmatch(_pattern(text, SPOKEN, "about ", "between {} and {}"), Moment(text).speak())


@patient
@given(points, st.integers(-14 * 60, 14 * 60))
def test_only_an_instant_is_moved_by_a_zone(text: str, minutes: int) -> None:
    moment, zone = Moment(text), timezone(timedelta(minutes=minutes))
    if moment.is_instant:
        there = _start(moment).astimezone(zone)
        assert moment.in_zone(zone) == there
        assert f"{there:%H:%M}" in moment.show(zone)
        assert f"{there:%H:%M}" in moment.speak(zone)
        assert moment.local(timedelta(minutes=minutes)) == there.isoformat(timespec="minutes")
    else:
        assert (moment.show(zone), moment.speak(zone)) == (moment.show(), moment.speak())
        assert (moment.in_zone(zone), moment.local(timedelta(minutes=minutes))) == (None, None)


def test_a_month_is_never_shown_as_its_first_day() -> None:
    assert (Moment("2024-05").show(), Moment("2024-05").speak()) == ("2024-05", "May 2024")


@pytest.mark.parametrize(
    ("text", "shown", "spoken"),
    [
        ("1966", "1966", "1966"),
        ("1966~", "~1966", "about 1966"),
        ("2024-05", "2024-05", "May 2024"),
        ("1966-02~", "~1966-02", "about Feb 1966"),
        ("1966-02?", "1966-02?", "Feb 1966?"),
        ("1966-02%", "~1966-02?", "about Feb 1966?"),
        ("2024-06-03?", "2024-06-03?", "3 Jun 2024?"),
        ("2024-05-03", "2024-05-03", "3 May 2024"),
        ("2024-06-03T23:38Z", "2024-06-03 23:38", "3 Jun 2024 23:38"),
        ("2024-06-01T22:23:16Z", "2024-06-01 22:23:16", "1 Jun 2024 22:23:16"),
        ("2024-06-01T00:00:00Z", "2024-06-01 00:00:00", "1 Jun 2024 00:00:00"),
        ("2027-33", "2027 Q1", "Q1 2027"),
        ("2027-34", "2027 Q2", "Q2 2027"),
        ("2027-Q3", "2027 Q3", "Q3 2027"),
        ("2027-36~", "~2027 Q4", "about Q4 2027"),
        ("2027-40", "2027 H1", "first half of 2027"),
        ("2027-H2", "2027 H2", "second half of 2027"),
        ("[2028..]", "not before 2028", "not before 2028"),
        ("[2028-04..]", "not before 2028-04", "not before Apr 2028"),
        ("[2028-34..]", "not before 2028 Q2", "not before Q2 2028"),
        ("[..2030]", "by 2030", "by 2030"),
        ("[..2030-06]", "by 2030-06", "by Jun 2030"),
        ("[2027-09..2027-12]", "2027-09 to 2027-12", "between Sep 2027 and Dec 2027"),
        ("2007-10/2009-03", "2007-10 to 2009-03", "Oct 2007 to Mar 2009"),
        ("2007-10~/2009-03", "~2007-10 to 2009-03", "about Oct 2007 to Mar 2009"),
    ],
)
def test_each_form_has_its_reading(text: str, shown: str, spoken: str) -> None:
    assert (Moment(text).show(), Moment(text).speak()) == (shown, spoken)


@pytest.mark.parametrize(
    ("text", "canonical", "earliest", "latest"),
    [
        ("1966", "1966", "1966-01-01", "1967-01-01"),
        ("2024-02", "2024-02", "2024-02-01", "2024-03-01"),
        ("2024-12", "2024-12", "2024-12-01", "2025-01-01"),
        ("2024-02-29", "2024-02-29", "2024-02-29", "2024-03-01"),
        ("2027-q1", "2027-33", "2027-01-01", "2027-04-01"),
        ("2027-Q4~", "2027-36~", "2027-10-01", "2028-01-01"),
        ("2027-h1", "2027-40", "2027-01-01", "2027-07-01"),
        ("2027-41", "2027-41", "2027-07-01", "2028-01-01"),
        ("2024-06-03T23:59Z", "2024-06-03T23:59Z", "2024-06-03T23:59", "2024-06-04"),
        ("2024-06-03T23:59:59Z", "2024-06-03T23:59:59Z", "2024-06-03T23:59:59", "2024-06-04"),
        ("[2028-Q2..]", "[2028-34..]", "2028-04-01", None),
        ("[..2030]", "[..2030]", None, "2031-01-01"),
        ("[2027-03..2027-H2]", "[2027-03..2027-41]", "2027-03-01", "2028-01-01"),
        ("2007-10/2009-03", "2007-10/2009-03", "2007-10-01", "2009-04-01"),
    ],
)
def test_each_form_has_its_bounds(text: str, canonical: str, earliest: str | None, latest: str | None) -> None:
    moment = Moment(text)
    assert moment.text == canonical
    assert moment.earliest == (datetime.fromisoformat(earliest).replace(tzinfo=UTC) if earliest else None)
    assert moment.latest == (datetime.fromisoformat(latest).replace(tzinfo=UTC) if latest else None)


def test_a_list_of_dates_sorts_as_a_reader_would() -> None:
    ordered = ["1966", "1966-02-03", "2027-33", "2027-40", "2027", "[2027..]", "2029", "2030-36", "[..2030]", "2031"]
    assert [str(moment) for moment in sorted(map(Moment, reversed(ordered)))] == ordered


# --- Past, periods, places


@patient
@given(moments, moments)
def test_a_moment_is_past_only_when_the_last_of_it_is(moment: Moment, on: Moment) -> None:
    if moment.latest is None or on.latest is None:
        assert not moment.is_past(on)
    else:
        assert moment.is_past(on) == (moment.latest <= on.latest)


@pytest.mark.parametrize(
    ("text", "on", "past"),
    [
        ("2024-05", "2024-05-30", False),
        ("2024-05", "2024-05-31", True),
        ("2024", "2024-12-30", False),
        ("2024", "2024-12-31", True),
        ("2024-05-03", "2024-05-03", True),
        ("2024-05-03T23:59:59Z", "2024-05-03", True),
        ("2024-05-03T12:01Z", "2024-05-03T12:00Z", False),
        ("2027-33", "2027-02", False),
        ("[2020..]", "2027", False),
        ("[..2026]", "2026-12-30", False),
        ("[..2026]", "2026", True),
        ("[2025..2026]", "2026-06", False),
        ("2007-10/2009-03", "2009-03-30", False),
        ("2024", "[2030..]", False),
    ],
)
def test_a_vague_date_is_past_when_its_last_day_is(text: str, on: str, past: bool) -> None:
    assert Moment(text).is_past(Moment(on)) is past


@pytest.mark.parametrize(
    ("text", "since", "until", "may"),
    [
        ("2024-05", None, None, True),
        ("2024-05", "2024-05-31", None, True),
        ("2024-05", "2024-06", None, False),
        ("2024-05", None, "2024-05-01", True),
        ("2024-05", None, "2024-04", False),
        ("2024", "2024-06-01", "2024-06-01", True),
        ("2024-06-01T00:00Z", None, "2024-05-31", False),
        ("2024-05-31T23:59:59Z", "2024-06-01", None, False),
        ("[2028..]", "2050", "2051", True),
        ("[2028..]", None, "2027", False),
        ("[..2030]", "2001", "2002", True),
        ("[..2030]", "2031", None, False),
        ("[2027-09..2027-12]", "2027-10", "2027-10", True),
        ("2007-10/2009-03", "2008", "2008", True),
        ("2007-10/2009-03", "2010", None, False),
    ],
)
def test_a_moment_may_fall_where_any_of_it_can_lie(text: str, since: str | None, until: str | None, may: bool) -> None:
    period = Moment(since) if since else None, Moment(until) if until else None
    assert Moment(text).may_fall(*period) is may


@patient
@given(moments)
def test_a_moment_may_fall_within_itself(moment: Moment) -> None:
    assert moment.may_fall(moment, moment)
    assert not moment.is_over_before(moment)


def test_a_landing_has_its_local_day_beside_the_day_in_utc() -> None:
    landing, beijing = Moment("2024-06-01T22:23:16Z"), timedelta(hours=8)
    assert landing.local(beijing) == "2024-06-02T06:23+08:00"
    assert landing.show(ZoneInfo("Asia/Kolkata")) == "2024-06-02 03:53:16"
    assert landing.speak(ZoneInfo("America/New_York")) == "1 Jun 2024 18:23:16"


@pytest.mark.parametrize("text", ["0001-01-01T00:00Z", "9999-12-31T23:58Z"])
@pytest.mark.parametrize("hours", [-5, 5])
def test_an_instant_at_the_edge_of_the_calendar_is_refused_or_can_be_shown_everywhere(text: str, hours: int) -> None:
    try:
        moment = Moment(text)
    except BadMoment:
        return
    assert moment.show(timezone(timedelta(hours=hours)))
    assert moment.local(timedelta(hours=hours))


# --- What is refused

FORMS, CALENDAR, BACKWARDS = "write 1966, 2024-05", "not a date of the calendar", "ends before it begins"


@pytest.mark.parametrize(
    ("text", "help"),
    [
        *[
            (text, FORMS)
            for text in [
                "", " ", "66", "1966-2", "1966-02-3", "1966-Q5", "1966-H3", "1966~~", "~1966", "1966 ", "1966\n",
                "19660203", "-1966", "1966-02-03T", "2024-06-01T22Z", "2024-06-01 22:23Z", "2024-06-01T22:23z",
                "2024-06-01T22:23+08:00", "2024-06-01T22:23:16.5Z", "2024-06T22:23Z", "１９６６", "١٩٦٦", "soon", "TBD",
                "May 2024", "3 May 2024", "[2028]", "[2028..", "2028..]", "2028..2030", "[2028..2029..2030]",
                "[[2028..]]", "[ 2028.. ]", "2028/2029/2030", "[2028..]/2030", "[..]", "/", "/2030", "2028/",
            ]
        ],
        *[
            (text, CALENDAR)
            for text in [
                "0000", "9999", "1966-00", "1966-13", "1966-32", "2023-02-29", "1900-02-29", "2024-04-31",
                "2024-06-00", "2024-06-01T24:00Z", "2024-06-01T22:60Z", "2016-12-31T23:59:60Z", "[1966-13..]",
                "9999-12-31",
            ]
        ],
        *[
            (text, BACKWARDS)
            for text in [
                "2030/2028", "[2030..2028]", "[2027-12..2027-09]", "[2027-09..2027-H2]", "2024-05/2024-05",
                "2024-05/2024",
            ]
        ],
        ("2024-06-01T22:23", "with Z at its end"),
        ("2024-06-01T22:23:16~", "with Z at its end"),
        ("[2024-06-01T22:23..]", "with Z at its end"),
        ("[..]", "a range with no end"),
        ("2028/", "a span with one end"),
    ],
)  # fmt: skip
def test_a_text_that_is_no_date_is_refused_with_help(text: str, help: str) -> None:
    with pytest.raises(BadMoment) as refusal:
        Moment(text)
    assert help in str(refusal.value)
    named = re.match("'(.*)' (?:is|has|ends)", str(refusal.value))
    assert named
    assert named[1] in repr(text)


@patient
@given(st.one_of(st.text(max_size=30), st.text("0123456789-TZ:~?%[]./QH", max_size=24)))
def test_any_text_is_a_moment_or_raises_bad_moment(text: str) -> None:
    try:
        moment = Moment(text)
    except BadMoment:
        return
    assert Moment(str(moment)) == moment
    assert moment.precision not in POINT_PRECISIONS or moment.earliest


# --- Zones


@pytest.mark.parametrize(
    ("text", "minutes", "place"),
    [
        ("+08:00 Beijing", 480, "Beijing"),
        ("+05:30 New Delhi", 330, "New Delhi"),
        ("-03:59 Xi'an", -239, "Xi'an"),
        ("-03:30 St. John's", -210, "St. John's"),
        ("+00:00", 0, ""),
        ("-00:30", -30, ""),
        ("+14:00 Kiritimati", 840, "Kiritimati"),
    ],
)
def test_a_zone_is_an_offset_and_where_it_holds(text: str, minutes: int, place: str) -> None:
    assert read_zone(text) == (timedelta(minutes=minutes), place)


@pytest.mark.parametrize(
    "text",
    ["", "Beijing", "08:00 Beijing", "+8:00 Beijing", "+0800", "+08:00Beijing", "+08:00 ", "+08:00  Beijing", "+15:00",
     "+08:60", "Z", "UTC", "+08:00 Bei\njing", "+０８:00 Beijing", "Asia/Shanghai"],
)  # fmt: skip
def test_a_bad_zone_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(BadMoment, match=r"like '\+08:00 Beijing'"):
        read_zone(text)


def test_moments_with_the_same_text_are_equal_in_a_set() -> None:
    assert {Moment("2024-05"), Moment("2024-05")} == {Moment("2024-05")}
    assert hash(Moment("2024-05")) != hash(Moment("2024-06"))


def test_a_moment_that_ends_where_another_begins_is_over_before_it() -> None:
    assert Moment("2020").is_over_before(Moment("2021"))
    assert not Moment("2020").is_over_before(Moment("2020-12"))
    assert not Moment("[2019..]").is_over_before(Moment("2021"))


def test_a_range_may_end_with_its_first_date() -> None:
    assert Moment("[2027-09..2027-09-30]").latest == Moment("2027-09").latest


@pytest.mark.parametrize("year", ["0000", "0001", "9999"])
def test_a_year_at_the_end_of_the_calendar_is_refused(year: str) -> None:
    with pytest.raises(BadMoment, match=f"^'{year}' is not a date of the calendar: the year is out of range$"):
        Moment(year)


def test_a_day_is_the_same_day_in_every_zone() -> None:
    assert Moment("2024-06-03").speak(timezone(timedelta(hours=-10))) == "3 Jun 2024"


# --- The reader against a grammar: near misses of dates

GRAMMAR = re.compile(
    r"(?P<year>\d{4})(?:-(?:(?P<part>3[3-6]|4[01]|[Qq][1-4]|[Hh][12])|(?P<month>\d\d)(?:-(?P<day>\d\d)"
    r"(?:T(?P<hour>\d\d):(?P<minute>\d\d)(?::(?P<second>\d\d))?(?P<zone>Z)?)?)?))?(?P<mark>[~?%]?)",
    re.ASCII,
)
FORMS = [
    "2024", "2024-05", "2024-05~", "9998%", "2024-05-03?", "2024-05-03", "2024-05-03T10:20Z", "2024-05-03T10:20:30Z",
    "0002-12-31", "9998-01-01T23:59:59Z", "2027-Q2", "2027-h1~", "2027-36?", "2027-41",
]  # fmt: skip


def read_by_grammar(text: str) -> tuple[str, datetime] | None:
    """Precision and first instant of a date, or None where the text is not one."""
    found = GRAMMAR.fullmatch(text)
    if found is None or (found["hour"] and not found["zone"]) or not 1 < int(found["year"]) < 9999:
        return None
    year, part = int(found["year"]), (found["part"] or "").upper()
    if part:
        code = int(part) if part.isdigit() else {"Q": 32, "H": 39}[part[0]] + int(part[1])
        return ("quarter", datetime(year, 3 * code - 98, 1, tzinfo=UTC)) if code < 40 else (
            "half", datetime(year, 6 * code - 239, 1, tzinfo=UTC)
        )  # fmt: skip
    known = [name for name in ("year", "month", "day", "minute", "second") if found[name]]
    numbers = [
        int(found[name] or low) for name, low in (("month", 1), ("day", 1), ("hour", 0), ("minute", 0), ("second", 0))
    ]
    try:
        return known[-1], datetime(year, *numbers, tzinfo=UTC)
    except ValueError:
        return None


@pytest.mark.parametrize("text", FORMS)
def test_near_misses_of_a_date_are_read_as_the_grammar_says(text: str) -> None:
    signs = ["0", "1", "9", "-", ":", "T", "t", "Z", "Q", "/", " ", "~", "\u0663", "\n", ""]
    near = [text[:at] + sign + text[at + 1 :] for at in range(len(text)) for sign in signs]
    near += [text[:at] + sign + text[at:] for at in range(len(text) + 1) for sign in signs]
    near += [one[:at] + "x" + one[at + 1 :] for one in near for at in (4, 7, 10, 13, 16)]
    assert read_by_grammar(text)
    for one in near:
        if "/" in one:
            continue  # a span
        expected = read_by_grammar(one)
        try:
            got = Moment(one)
        except BadMoment:
            assert expected is None, one
        else:
            assert (got.precision, got.earliest) == expected, one


# --- In another zone

BEIJING = timezone(timedelta(hours=8), "CST")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024-06-01T22:23:16Z", "2024-06-02"),
        ("2024-06-01T12:00Z", "2024-06-01"),
        ("2024-06-01", "2024-06-01"),
        ("2024-06~", "~2024-06"),
        ("2024%", "~2024?"),
        ("2027-Q2", "2027 Q2"),
        ("[2024-06-01T22:23Z..2024-06-03T22:23Z]", "2024-06-02 to 2024-06-04"),
        ("2024-06-01/2024-06-03", "2024-06-01 to 2024-06-03"),
        ("[2028..]", "not before 2028"),
        ("[..2030]", "by 2030"),
    ],
)
def test_a_day_is_that_of_the_zone_without_the_time(text: str, expected: str) -> None:
    assert Moment(text).show_day(BEIJING) == expected
    assert Moment("2024-06-01T22:23:16Z").show_day() == "2024-06-01"


@pytest.mark.parametrize(
    ("text", "spoken"),
    [
        ("2024-06-01T22:23Z", "2 Jun 2024 06:23"),
        ("2024-06-01T22:23:07Z", "2 Jun 2024 06:23:07"),
        ("2024-06-01", "1 Jun 2024"),
        ("2024-12", "Dec 2024"),
    ],
)
def test_a_date_is_spoken_in_its_zone(text: str, spoken: str) -> None:
    assert Moment(text).speak(BEIJING) == spoken


def test_an_instant_in_a_zone_has_its_offset() -> None:
    there = Moment("2024-06-01T22:23:16Z").in_zone(BEIJING)
    assert there is not None
    assert there.isoformat() == "2024-06-02T06:23:16+08:00"
    assert Moment("2024-06-01").in_zone(BEIJING) is None
    assert Moment("2024-06-01T22:23Z").show() == Moment("2024-06-01T22:23Z").show(UTC) == "2024-06-01 22:23"
