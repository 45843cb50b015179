"""What a date knows, and no more.

A `Moment` is one written date in a stated subset of EDTF (ISO 8601-2, levels 0 to 2), always UTC:

    1966  2024-05  2024-05-03         year, month, day
    2024-06-03T23:38Z  …T22:23:16Z    minute (our addition), second
    2027-33 … 2027-36                 quarter (`2027-Q1` is read too)
    2027-40  2027-41                  half a year (`2027-H1` is read too)
    1966-02~  1966-02?  1966-02%      approximate, uncertain, both
    [2028..]  [..2030]                not before, not after
    [2027-09..2027-12]                some one time in the range
    2007-10/2009-03                   a span: all the time from … to …

`earliest` and `latest` bound the moment as a half-open interval; an open side is None.
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import total_ordering

from moonrace.errors import BadMoment

_NINES = str.maketrans("012345678", "999999999")
# What a date looks like with a 9 for each digit, and its precision. No pattern: compiling one costs more than reading a record.
_LOOKS = {
    "9999": "year", "9999-99": "month", "9999-99-99": "day", "9999-99-99T99:99Z": "minute", "9999-99-99T99:99:99Z": "second",
    "9999-99-99T99:99": "no zone", "9999-99-99T99:99:99": "no zone",
    "9999-Q9": "part", "9999-q9": "part", "9999-H9": "part", "9999-h9": "part",
}  # fmt: skip
_PARTS = {"Q1": 33, "Q2": 34, "Q3": 35, "Q4": 36, "H1": 40, "H2": 41} | {
    str(code): code for code in (33, 34, 35, 36, 40, 41)
}
_LASTING = {"day": timedelta(days=1), "minute": timedelta(minutes=1), "second": timedelta(seconds=1)}
_ABOUT, _UNSURE = ("~", "%"), ("?", "%")
_FORMS = "write 1966, 2024-05, 2024-05-03, 2024-06-03T23:38Z, 2027-Q2, 1966-02~, [2028..] or [2027-09..2027-12]"
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_FIRST_MOMENT, _LAST_MOMENT = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)

POINT_PRECISIONS = ("year", "half", "quarter", "month", "day", "minute", "second")
PRECISIONS = (*POINT_PRECISIONS, "not-before", "not-after", "range", "span")


class _Point:
    """One side of a moment: a date without brackets."""

    __slots__ = ("end", "mark", "precision", "start", "text")

    def __init__(self, text: str, start: datetime, end: datetime, precision: str, mark: str) -> None:
        self.text, self.start, self.end, self.precision, self.mark = text, start, end, precision, mark


def _read_point(text: str) -> _Point:
    mark = text[-1:] if text[-1:] in ("~", "?", "%") else ""
    bare = text[: len(text) - len(mark)]
    precision, code = _LOOKS.get(bare.translate(_NINES)), _PARTS.get(bare[5:].upper())
    if precision is None or (precision == "part" and code is None):
        raise BadMoment(f"{text!r} is not a date: {_FORMS}")
    if precision == "no zone":
        raise BadMoment(f"{text!r} has a time without a zone: write it in UTC, with Z at its end")
    try:
        if not 1 < int(bare[:4]) < 9999:
            raise ValueError("the year is out of range")  # so that a zone never leads out of the calendar
        if lasting := _LASTING.get(precision):
            start = datetime.fromisoformat(bare if precision != "day" else bare + "T00:00Z")
            end = start + lasting
        else:
            if code is None:
                months, month = (12, 1) if precision == "year" else (1, int(bare[5:]))
            else:
                precision, months, place = ("quarter", 3, code - 33) if code < 40 else ("half", 6, code - 40)
                text, month = f"{bare[:4]}-{code}{mark}", 1 + months * place
            start = datetime(int(bare[:4]), month, 1, tzinfo=UTC)
            end = _months_later(start, months)
    except (ValueError, OverflowError) as error:
        raise BadMoment(f"{text!r} is not a date of the calendar: {error}") from None
    return _Point(text, start, end, precision, mark)


def _months_later(start: datetime, months: int) -> datetime:
    years, month = divmod(start.month - 1 + months, 12)
    return start.replace(year=start.year + years, month=month + 1)


@total_ordering
class Moment:
    """A date as precise as its source. Compare, sort and hash it; it never changes.

    text        as written, in canonical form; `Moment(m.text) == m`
    earliest    first instant it can mean (aware, UTC), or None when open
    latest      first instant after it (aware, UTC), or None when open
    precision   one of `PRECISIONS`
    approximate, uncertain   the marks `~` and `?` (`%` is both)

    Raises BadMoment for anything but the forms at the head of this module.
    """

    __slots__ = ("_first", "_last", "approximate", "earliest", "latest", "precision", "text", "uncertain")

    _first: _Point | None
    _last: _Point | None
    text: str
    earliest: datetime | None
    latest: datetime | None
    precision: str
    approximate: bool
    uncertain: bool

    def __init__(self, text: str) -> None:
        first, last, written = None, None, text
        if text[:1] == "[" and text.endswith("]") and ".." in text:
            left, _, right = text[1:-1].partition("..")
            first, last = (_read_point(left) if left else None), (_read_point(right) if right else None)
            precision = "range" if first and last else "not-before" if first else "not-after"
            if not first and not last:
                raise BadMoment(f"{text!r} is a range with no end: {_FORMS}")
            text = f"[{first.text if first else ''}..{last.text if last else ''}]"
        elif "/" in text:
            left, _, right = text.partition("/")
            if not left or not right:
                raise BadMoment(f"{text!r} is a span with one end: {_FORMS}")
            first, last, precision = _read_point(left), _read_point(right), "span"
            text = f"{first.text}/{last.text}"
        else:
            first = last = _read_point(text)
            text, precision = first.text, first.precision
        if first and last and first is not last and (first.start >= last.start or first.end > last.end):
            raise BadMoment(f"{written!r} ends before it begins")
        marks = {point.mark for point in (first, last) if point}
        values = (
            first, last, not marks.isdisjoint(_ABOUT), first.start if first else None, last.end if last else None, precision,
            text, not marks.isdisjoint(_UNSURE),
        )  # fmt: skip
        for name, value in zip(self.__slots__, values, strict=True):
            object.__setattr__(self, name, value)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError("a moment never changes")

    def __reduce__(self) -> tuple[type["Moment"], tuple[str]]:
        return Moment, (self.text,)

    @property
    def _sort_key(self) -> tuple[datetime, datetime, str]:
        # An open side sorts by the bound it has: "by 2030" among the things of the end of 2030.
        earliest = self.earliest or self.latest or _FIRST_MOMENT
        return earliest, self.latest or _LAST_MOMENT, self.text

    def __eq__(self, other: object) -> bool:
        return self.text == other.text if isinstance(other, Moment) else NotImplemented

    def __lt__(self, other: "Moment") -> bool:
        return self._sort_key < other._sort_key if isinstance(other, Moment) else NotImplemented

    def __hash__(self) -> int:
        return hash(self.text)

    def __repr__(self) -> str:
        return f"Moment({self.text!r})"

    def __str__(self) -> str:
        return self.text

    @property
    def is_instant(self) -> bool:
        """True where the time of day is known, so that a time zone means something."""
        return self.precision in ("minute", "second")

    @property
    def is_certain(self) -> bool:
        """True for a date without the marks `~` and `?`."""
        return not self.approximate and not self.uncertain

    @property
    def is_day(self) -> bool:
        """True where the day is known, so that it can be counted from and has an anniversary; `~` and `?` do not matter."""
        return self.precision in ("day", "minute", "second")

    def is_past(self, on: "Moment") -> bool:
        """True when all of it lies before the end of `on`; a vague date is past only when its last day is."""
        return self.latest is not None and on.latest is not None and self.latest <= on.latest

    def is_over_before(self, other: "Moment") -> bool:
        """True when it certainly ended before `other` began."""
        return self.latest is not None and other.earliest is not None and self.latest <= other.earliest

    def may_fall(self, since: "Moment | None", until: "Moment | None") -> bool:
        """True when some instant of it can lie between the start of `since` and the end of `until`."""
        if since and since.earliest and self.latest and self.latest <= since.earliest:
            return False
        return not (until and until.latest and self.earliest and self.earliest >= until.latest)

    def local(self, offset: timedelta) -> str | None:
        """The local reading in ISO 8601 (`2024-06-02T06:23+08:00`), or None where no time of day is known."""
        if not self.is_instant or self.earliest is None:
            return None
        return self.earliest.astimezone(timezone(offset)).isoformat(timespec="minutes")

    def in_zone(self, zone: tzinfo) -> datetime | None:
        """The instant in another zone, or None where no time of day is known."""
        return self.earliest.astimezone(zone) if self.is_instant and self.earliest else None

    def show(self, zone: tzinfo = UTC) -> str:
        """For a column of dates: ISO digits, with words only where the date is vague; in `zone` where it is an
        instant.
        """
        return self._join(lambda point: _digits(point, zone), "~", "{} to {}")

    def show_day(self, zone: tzinfo = UTC) -> str:
        """The same, without the time of day."""
        return self._join(lambda point: _digits(point, zone)[:10], "~", "{} to {}")

    def speak(self, zone: tzinfo = UTC) -> str:
        """For a sentence: `about Feb 1966`, `Q2 2027`, `not before 2028`, `3 Jun 2024 23:38`."""
        return self._join(lambda point: _words(point, zone), "about ", "between {} and {}")

    def _join(self, say: Callable[[_Point], str], about: str, between: str) -> str:
        def one(point: _Point) -> str:
            before = about if point.mark in ("~", "%") else ""
            return before + say(point) + ("?" if point.mark in ("?", "%") else "")

        match self.precision, self._first, self._last:
            case "not-before", _Point() as first, _:
                return "not before " + one(first)
            case "not-after", _, _Point() as last:
                return "by " + one(last)
            case "range", _Point() as first, _Point() as last:
                return between.format(one(first), one(last))
            case "span", _Point() as first, _Point() as last:
                return f"{one(first)} to {one(last)}"
            case _, _Point() as first, _:
                return one(first)
        raise AssertionError("a moment has at least one side")


def _digits(point: _Point, zone: tzinfo) -> str:
    start = point.start
    match point.precision:
        case "year":
            return f"{start.year:04}"
        case "half":
            return f"{start.year:04} H{1 + start.month // 7}"
        case "quarter":
            return f"{start.year:04} Q{1 + start.month // 3}"
        case "month":
            return f"{start.year:04}-{start.month:02}"
        case "day":
            return f"{start.year:04}-{start.month:02}-{start.day:02}"
    return start.astimezone(zone).isoformat(" ", timespec=f"{point.precision}s")[
        : 16 if point.precision == "minute" else 19
    ]


def _words(point: _Point, zone: tzinfo) -> str:
    start = point.start
    match point.precision:
        case "year":
            return f"{start.year}"
        case "half":
            return f"{'second' if start.month > 6 else 'first'} half of {start.year}"
        case "quarter":
            return f"Q{1 + start.month // 3} {start.year}"
        case "month":
            return f"{_MONTHS[start.month - 1]} {start.year}"
    if point.precision != "day":
        start = start.astimezone(zone)
    day = f"{start.day} {_MONTHS[start.month - 1]} {start.year}"
    if point.precision == "day":
        return day
    return f"{day} {start:%H:%M}" + (f":{start:%S}" if point.precision == "second" else "")


def read_zone(text: str) -> tuple[timedelta, str]:
    """`+08:00 Beijing` as (offset, place). The place may be missing. Raises BadMoment."""
    digits, place = text[1:3] + text[4:6], text[6:]
    if (
        text[:1] not in ("+", "-")
        or not (len(digits) == 4 and digits.isascii() and digits.isdigit() and text[3] == ":")
        or (place and (place[0] != " " or place[1:2] in (*" \t\n\r\f\v", "") or "\n" in place))
        or int(digits[:2]) > 14
        or int(digits[2:]) > 59
    ):
        raise BadMoment(f"{text!r} is not a zone: write the offset and where it holds, like '+08:00 Beijing'")
    offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return (-offset if text[0] == "-" else offset), place[1:]
