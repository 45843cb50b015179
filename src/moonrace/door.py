"""The front door of the library: questions to the shipped record, without loading it by hand."""

from collections.abc import Iterable
from functools import cache
from typing import Any

from moonrace.as_of import as_of as record_of
from moonrace.dataset import Dataset
from moonrace.dates import Moment
from moonrace.records.alliances import Member
from moonrace.records.mission import Mission

Day = Moment | str | None


@cache
def _record(day: Moment | None) -> Dataset:
    from moonrace.loading import load

    return load() if day is None else record_of(_record(None), day)


def record(as_of: Day = None) -> Dataset:
    """The shipped record, or the record as of a day. Raises BadMoment, BadValue."""
    return _record(Moment(as_of) if isinstance(as_of, str) else as_of)


def mission(name: str, *, as_of: Day = None) -> Mission:
    """The mission of that name, in any spelling. Raises NotFound."""
    return record(as_of).mission(name)


def missions(*, as_of: Day = None, **filters: Any) -> list[Mission]:
    """The missions that match the filters of `moonrace.query.missions.missions`. Raises NotFound, BadValue, TypeError."""
    from moonrace.query.missions import missions as chosen

    return chosen(record(as_of), **filters)


def find(name: str, *, as_of: Day = None) -> Any:
    """The record of that name, of whatever kind; missions first. Raises NotFound."""
    from moonrace.query.citations import any_record

    return any_record(record(as_of), name)


def signatories(alliance: str = "artemis-accords", *, as_of: Day = None) -> list[Member]:
    """The members of an alliance, states first, in order of joining. Raises NotFound."""
    from moonrace.query.membership import members

    return members(record(as_of).alliance(alliance))


def rows(records: Iterable[Any], *, as_of: Day = None) -> list[dict[str, Any]]:
    """Records or rows of reports as JSON values, as the commands print them: `pandas.DataFrame(rows(missions()))`."""
    from moonrace.export import json

    return json.rows(records, record(as_of))
