"""What several questions need: dates and periods, words and vocabularies."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from itertools import pairwise
from typing import Any, NamedTuple, get_args

from moonrace.dataset import Dataset
from moonrace.dates import Moment, read_zone
from moonrace.errors import BadValue
from moonrace.records.parts import Event, Target

NO_DATE = Moment("9998")
"""Sorts after every date of the record."""


def known(words: Iterable[str], vocabulary: Any) -> None:
    """Raise BadValue for a word that is not in the vocabulary, a `Literal` or a tuple of words."""
    every = get_args(vocabulary) or vocabulary
    for word in words:
        if word not in every:
            raise BadValue(f"{word!r} is none of {', '.join(every)}")


def in_period(
    dataset: Dataset, event: Event | None, since: Moment | None, until: Moment | None, *, dropped: bool = False
) -> bool:
    """True if the event may fall between the start of `since` and the end of `until`.

    An open date, "not before 2005" or "by 1969", counts as the date that it names: who asks for 1958 does not mean what had
    happened by 1969. Only the open date of a plan that still holds (not `dropped`) may also be any later, or earlier, day after
    that of the record.
    """
    if event is None:
        return False
    when = event.when
    is_open = when.earliest is None or when.latest is None
    is_over = until is not None and until.is_past(dataset.meta.data_date)
    if is_open and (dropped or is_over or not event.planned):
        when = Moment(when.text.strip("[.]"))
    return may_come(when, since, until) if event.planned else when.may_fall(since, until)


def may_come(when: Moment, since: Moment | None, until: Moment | None) -> bool:
    """True if a plan may fall into a period. If the period has two ends, an open date counts as the date that it names: a plan
    for "not before 2028" is not due in every later year.
    """
    if since and until and since.earliest and until.latest:
        if when.latest is None and when.earliest:
            return since.earliest <= when.earliest < until.latest
        if when.earliest is None and when.latest:
            return since.earliest < when.latest <= until.latest
    return when.may_fall(since, until)


def counting_rule(today: Moment, what: str = "states and organisations separately") -> str:
    """Who counts as a member on a day, in one sentence: printed under every count of members."""
    return f"Counts parties that had joined by the end of {today.text} and had not left{what and '; '}{what}."


def is_silent(word: Moment | None, today: Moment) -> bool:
    """True if nothing was heard in the year before a day, or ever."""
    if word is None or word.latest is None:
        return True
    return today.latest is not None and word.latest <= today.latest - timedelta(days=366)


def moves(targets: Sequence[Target]) -> int:
    """How often an announced date changed."""
    return sum(one.when != other.when for one, other in pairwise(targets))


def begins(events: Iterable[Event]) -> Moment | None:
    """The earliest date of some events, or None if there are none."""
    return min((event.when for event in events), default=None)


class OfEvent(NamedTuple):
    """Derived from an event.

    local: the local reading where the day was announced, in ISO 8601 with its offset
    """

    local: str | None = None
    local_place: str | None = None


def of_event(dataset: Dataset, event: Event) -> OfEvent:
    """What an answer adds to an event."""
    return local_time(event)


def local_time(event: Event) -> OfEvent:
    """The local time of an event; empty if the record gives no zone."""
    if not event.zone:
        return OfEvent()
    offset, place = read_zone(event.zone)
    return OfEvent(event.when.local(offset), place or None)
