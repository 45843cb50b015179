"""A date as a person types it: `20 July 1969`, `20.07.1969`, `1969年7月20日`. The record itself has one form, that of `dates`.

Nothing is guessed: a day whose month could be either number is refused.
"""

import re

from moonrace.dates import Moment
from moonrace.errors import BadMoment, short

_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_PART = r"(\d{4})[\s/-]*(q[1-4]|h[12])|(q[1-4]|h[12])[\s/-]*(\d{4})"
_EAST = r"(\d{4})\s*[年년](?:\s*(\d\d?)\s*[月월](?:\s*(\d\d?)\s*[日일号])?)?"
_PIECES = r"\d+|[^\W\d_]+|[^\s,./-]"
_UNSAID = ("of", "the", "st", "nd", "rd", "th")


def read(text: str) -> Moment | None:
    """The date that a text means, in the form of the record or as people write it; None for a text that is not written as a date.

    Raises BadMoment for a day that does not exist, and for one that can be two: `03/04/2024`.
    """
    text = text.strip()
    try:
        return Moment(text)
    except BadMoment:
        low = text.casefold()
    if part := re.fullmatch(_PART, low):
        return Moment(f"{int(part[1] or part[4])}-{part[2] or part[3]}")
    if east := re.fullmatch(_EAST, low):
        return _moment(text, *filter(None, east.groups()))
    pieces = [piece for piece in re.findall(_PIECES, low) if piece not in _UNSAID]
    named = [
        f"{at}" for at, month in enumerate(_MONTHS, 1) for piece in pieces if len(piece) > 2 and month.startswith(piece)
    ]
    numbers = [piece for piece in pieces if piece.isdecimal()]
    years = [number for number in numbers if len(number) == 4]
    others = [number for number in numbers if len(number) < 3]
    if (
        len(named) > 1
        or len(years) != 1
        or len(pieces) != len(named) + 1 + len(others)
        or len(named + others) not in (1, 2)
    ):
        return None
    if named or len(others) == 1 or numbers[0] in years:
        return _moment(text, *years, *named, *others)
    if numbers[-1] not in years:
        return None
    one, two = others
    if int(one) != int(two) and 0 < int(one) < 13 > int(two) > 0:
        both = (Moment(f"{int(years[0])}-{int(month):02}-{int(day):02}") for month, day in ((two, one), (one, two)))
        forms = " or ".join(f"{when} for {when.speak()}" for when in both)
        raise BadMoment(f"'{short(text)}' can be two days: write {forms}")
    return _moment(text, *years, *((two, one) if int(two) < 13 else (one, two)))


def day_of_year(text: str) -> str | None:
    """`07-20` for a day and a month in words, without a year: `20 July`."""
    day = read(f"{text} 2000") if any(map(str.isalpha, text)) and any(map(str.isdigit, text)) else None
    return day.text[5:] if day and day.precision == "day" else None


def _moment(text: str, year: str, *others: str) -> Moment:
    """The date of a year, a month and a day, as far as they are given."""
    if others and not 0 < int(others[0]) < 13:
        raise BadMoment(f"'{short(text)}' is not a date of the calendar: there is no month {int(others[0])}")
    return Moment("-".join([f"{int(year):04}", *(f"{int(number):02}" for number in others)]))
