"""A calendar (RFC 5545): what is planned, where the date is known to a month or better, and the anniversaries of
landings and firsts. Days are those of UTC. Nothing here looks at a clock: the same record gives the same bytes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

from moonrace import __version__
from moonrace.dataset import Dataset
from moonrace.dates import Moment
from moonrace.errors import clean
from moonrace.export.json import Tick, origin_of
from moonrace.query.timeline import Entry, timeline

LONGEST = timedelta(days=31)
"""A plan whose date is vaguer than this is left out: a bar over a whole year helps nobody plan a day."""

_FOLD_AT = 75  # octets of a line, without its end


def export(dataset: Dataset, as_of: Moment | None, tick: Tick, *, ascii_only: bool = False) -> str:
    """The calendar as text, lines ended by CR LF. An X- property says how many plans were too vague for it."""
    today = as_of or dataset.meta.data_date
    stamp = f"{dataset.meta.data_date.earliest:%Y%m%d}T000000Z"
    events, left_out, numbers = [], 0, Counter[str]()
    for entry in timeline(dataset, dataset.missions.values(), everything=True):
        kind, key = entry.subject
        name = f"{'plan' if entry.planned else 'anniversary'}-{kind}-{key}-{entry.type}"
        numbers[name] += 1
        uid = f"{name}-{numbers[name]}@moonrace"
        if entry.planned:
            if kind == "mission" and dataset.missions[key].is_dropped:
                continue
            days = _days(entry.when, LONGEST)
            left_out += days is None
            lines = _plan(entry, days, today) if days else []
        else:
            lines = _anniversary(entry)
        if lines and (own := origin_of(dataset, "", entry)):
            lines.append(("X-MOONRACE-OWN-DATA", _text(" ".join([own.file, *own.fields]))))
        if lines:
            events.append([("UID", uid), ("DTSTAMP", stamp), *lines, ("TRANSP", "TRANSPARENT")])
    head = [
        ("VERSION", "2.0"),
        ("PRODID", f"-//moonrace//moonrace {__version__}//EN"),
        ("CALSCALE", "GREGORIAN"),
        ("METHOD", "PUBLISH"),
        ("X-WR-CALNAME", _text(dataset.meta.title)),
        ("X-WR-CALDESC", _text(f"Record of {dataset.meta.data_date}, days by UTC. {dataset.meta.credit}.")),
        ("X-MOONRACE-DATA-DATE", dataset.meta.data_date.text),
        *([("X-MOONRACE-AS-OF", _text(as_of.text))] if as_of else []),
        ("X-MOONRACE-PLANS-LEFT-OUT", str(left_out)),
    ]
    return "".join(_lines(head, events))


def _plan(entry: Entry, days: tuple[date, date], today: Moment) -> list[tuple[str, str]]:
    overdue = entry.when.is_past(today)
    text = f"Planned for {entry.when.speak()}."
    if overdue:
        text = f"Was due {entry.when.speak()}; not confirmed as of {today}."
    elif days[1] - days[0] > timedelta(days=1):
        text += " The bar covers every day that this can mean."
    return [
        ("DTSTART;VALUE=DATE", f"{days[0]:%Y%m%d}"),
        ("DTEND;VALUE=DATE", f"{days[1]:%Y%m%d}"),
        ("SUMMARY", _text(entry.title + (" (was due)" if overdue else ""))),
        ("DESCRIPTION", _text(f"{text} {_more(entry)}")),
        ("STATUS", "TENTATIVE"),
        ("CATEGORIES", f"plan,{_text(entry.type)}"),
    ]


def _anniversary(entry: Entry) -> list[tuple[str, str]]:
    days, place = _days(entry.when, timedelta(days=1)), entry.place
    if days is None or not (entry.type == "landing" or entry.first):
        return []
    return [
        # The year has four digits even where the C library would drop a zero.
        ("DTSTART;VALUE=DATE", days[0].isoformat().replace("-", "")),
        ("RRULE", "FREQ=YEARLY"),
        ("SUMMARY", _text(f"{entry.title} ({days[0].year})" + (f": {entry.first}" if entry.first else ""))),
        ("DESCRIPTION", _text(f"{entry.when.speak()} UTC. {_more(entry)}" if entry.when.is_instant else _more(entry))),
        *([("LOCATION", _text(place.name))] if place and place.name else []),
        ("CATEGORIES", f"anniversary,{_text(entry.type)}"),
    ]


def _more(entry: Entry) -> str:
    contested = f"Contested: {entry.contested}." if entry.contested else ""
    note = entry.note.rstrip(".") + "." if entry.note else ""
    sources = f"Sources: {', '.join(entry.sources)}." if entry.sources else ""
    return " ".join(filter(None, (contested, note, sources)))


def _days(when: Moment, longest: timedelta) -> tuple[date, date] | None:
    """The first day and the day after the last; None if the date is open, approximate or uncertain, or longer than `longest`."""
    if when.earliest is None or when.latest is None or not when.is_certain:
        return None
    last = when.latest - timedelta(microseconds=1)
    first, after = when.earliest.date(), last.date() + timedelta(days=1)
    return (first, after) if after - first <= longest else None


def _text(value: str) -> str:
    """A value of type TEXT: backslash, semicolon and comma escaped; control characters cannot break the line."""
    return clean(value).replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")


def _lines(head: list[tuple[str, str]], events: list[list[tuple[str, str]]]) -> Iterator[str]:
    yield from map(_folded, ["BEGIN:VCALENDAR", *(f"{name}:{value}" for name, value in head)])
    for event in events:
        yield from map(_folded, ["BEGIN:VEVENT", *(f"{name}:{value}" for name, value in event), "END:VEVENT"])
    yield _folded("END:VCALENDAR")


def _folded(line: str) -> str:
    """The line in pieces of at most 75 octets, never cut within a character; all but the first begin with a space."""
    pieces, piece, size = [], "", 0
    for char in line:
        width = len(char.encode())
        if size + width > _FOLD_AT:
            pieces.append(piece)
            piece, size = " ", 1
        piece, size = piece + char, size + width
    return "\r\n".join([*pieces, piece]) + "\r\n"
