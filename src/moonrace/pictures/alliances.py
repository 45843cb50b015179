"""How alliances grew: a step for each signature."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from moonrace.errors import NotFound
from moonrace.pictures.style import LINE, Box, Canvas, drawable
from moonrace.pictures.years import Years
from moonrace.query import camps
from moonrace.query.joining import Comparison
from moonrace.query.membership import belongs, counts, newest
from moonrace.records.alliances import Alliance, Member
from moonrace.render import formatting

MARKS: tuple[tuple[int, object], ...] = (
    (1, "-"),
    (2, "-"),
    (0, "-"),
    (1, (0, (4, 2))),
    (2, (0, (4, 2))),
    (0, (0, (4, 2))),
)
"""Colour of the theme and dashes. The first two weigh alike to the eye, so that neither alliance looks the larger."""


class Growth(NamedTuple):
    """An alliance, its members of one kind with a known day, in order of it, how many there are now, and its colour."""

    alliance: Alliance
    dated: list[Member]
    now: int
    colour: str
    dashes: object


def growth(canvas: Canvas, found: Comparison) -> None:
    """Alliances as steps over the same days, every signature a stroke below them. Raises NotFound where nobody had joined."""
    noun = found.question.kind or "state"
    # An alliance has one colour, alone and beside another.
    order = list(dict.fromkeys([*camps.MAIN_ALLIANCES, *(alliance.id for alliance in found.alliances)]))
    shown = [_growth(canvas, one, noun, order.index(one.id) % len(MARKS)) for one in found.alliances[: len(MARKS)]]
    days = [when for one in shown for member in one.dated if (when := _joined(member))]
    if not days:
        raise NotFound(f"no {noun} had joined by {canvas.today.text}; no picture was made")
    keys = [key for one in shown for member in one.alliance.members if member.kind == noun for key in member.sources]
    rule = f"A line goes up by one for each {noun}, with a stroke below. {found.beside.rule}"
    titles = [
        f"Who has joined: {formatting.listing([name(one.alliance) for one in shown])}" for name in (_name, _short)
    ]
    title = (
        titles[0]
        if canvas.width(titles[0], 16, bold=True) < canvas.across * (0.95 if canvas.wide else 1.2)
        else titles[1]
    )
    latest = [member.sources for one in shown for member in _latest(one.alliance, noun)]
    left, top, right, bottom = canvas.frame(title, rule, keys, latest)
    edge, left, right = right, left + 34, right - min(230.0, (right - left) * 0.36)
    bottom -= LINE * (len(shown) + 1.3)
    until = found.question.until.latest if found.question.until else None
    end = min([bound for bound in (canvas.today.latest, until) if bound], default=max(days))
    pad = max(timedelta(days=3), (end - min(days)) * 0.03)  # so that a first or a last day is seen as a step
    years = Years(min(days) - pad, end + pad, left, right)
    highest = max(len(one.dated) for one in shown)
    step = next(one for one in (1, 2, 5, 10, 20, 50, 100, 1000, 10**9) if highest / one <= max(1, (bottom - top) / 34))
    most = -(-highest // step) * step

    def down(count: int) -> float:
        return bottom - (bottom - top - 8) * count / most

    for count in range(0, most + 1, step):
        canvas.line([(left, down(count)), (right, down(count))], canvas.theme.rule, 0.8, z=1)
        canvas.text(left - 8, down(count), f"{count:,}", colour=canvas.theme.grey, at=1)
    years.draw(canvas, top, bottom)
    for number, one in enumerate(shown):
        row = bottom + LINE * (number + 1.8)
        points, count = [(left, down(0))], 0
        for when, more in _changes(one.dated):
            points += [(years.at(when), down(count)), (years.at(when), down(count + more))]
            count += more
        aside = 2.2 * (number - (len(shown) - 1) / 2)  # so that equal lines do not hide each other
        path = [(across, high + aside) for across, high in (*points, (years.at(end), down(count)))]
        canvas.line(path, one.colour, 2.4, one.dashes, z=3)
        for member in one.dated:
            if member.joined:
                _stroke(canvas, years.bounds(member.joined)[1], row, one.colour)
        canvas.text(
            right + 12,
            row,
            canvas.fit(f"joined: {_short(one.alliance)}", edge - right - 12),
            colour=canvas.theme.grey,
        )
    _ends(canvas, shown, noun, (right + 12, top, edge, bottom), down)


def _ends(canvas: Canvas, shown: Sequence[Growth], noun: str, box: Box, down: Callable[[int], float]) -> None:
    """At the end of each line what it is, how many there are and who came last, one below the other as near as they can be."""
    left, top, right, bottom = box
    most = max(2, int((bottom - top) / LINE / len(shown) - 0.5))
    blocks = []
    for one in sorted(shown, key=lambda one: -one.now):
        name = _name(one.alliance)
        lines = [
            name if canvas.width(name, bold=True) <= right - left else _short(one.alliance),
            *_said(canvas, one, noun, right - left),
        ]
        canvas.description += f" {name}: {'; '.join(lines[1:])}."
        blocks.append((one, lines[:most], (len(lines[:most]) + 0.5) * LINE))
    places, floor = [down(one.now) for one, _, _ in blocks], top
    for number, (_, _, high) in enumerate(blocks):
        places[number] = max(places[number], floor)
        floor = places[number] + high
    for number, (one, lines, high) in reversed([*enumerate(blocks)]):
        places[number] = at = min(
            places[number], bottom + LINE - high if number == len(blocks) - 1 else places[number + 1] - high
        )
        canvas.line([(left - 10, down(one.now)), (left - 3, at)], one.colour, 1.2)
        for row, line in enumerate(lines):
            canvas.text(left, at + row * LINE, canvas.fit(line, right - left, bold=not row), bold=not row)


def _stroke(canvas: Canvas, x: float, row: float, colour: str) -> None:
    canvas.line([(x, row - 6), (x, row + 6)], colour, 1.3, z=3)


def _growth(canvas: Canvas, alliance: Alliance, noun: str, number: int) -> Growth:
    dated = sorted(
        (member for member in alliance.members if member.kind == noun and _joined(member)),
        key=lambda member: (_joined(member), member.ordinal or 0, member.party),
    )
    place, dashes = MARKS[number]
    now = sum(belongs(member, canvas.today) for member in dated)
    return Growth(alliance, dated, now, canvas.theme.marks[place], dashes)


def _joined(member: Member) -> datetime | None:
    """The end of the day on which it had certainly joined, as everywhere where members are counted."""
    return member.joined.latest if member.joined else None


def _latest(alliance: Alliance, noun: str) -> list[Member]:
    """Who joined last; several where they did so on one day, or where the dates leave open which of them it was."""
    parties = [one.name for one in newest(alliance, noun)]
    found = [member for member in alliance.members if member.kind == noun and member.party in parties]
    return sorted(found, key=lambda member: parties.index(member.party))


def _changes(dated: Sequence[Member]) -> list[tuple[datetime, int]]:
    found = [(when, 1) for member in dated if (when := _joined(member))]
    found += [(member.left.latest, -1) for member in dated if member.left and member.left.latest]
    return sorted(found)


def _name(alliance: Alliance) -> str:
    return drawable(alliance.name, alliance.id)


def _short(alliance: Alliance) -> str:
    return drawable(alliance.abbreviation or alliance.name, alliance.id)


def _said(canvas: Canvas, one: Growth, noun: str, room: float) -> list[str]:
    """How many, the latest with its day, and what the steps leave out."""
    count = counts(one.alliance)
    lines = [formatting.count(one.now, noun)]
    if last := _latest(one.alliance, noun):
        days = {each.joined.show() for each in last if each.joined}
        parties = [
            drawable(each.party, each.country or "?")
            + (f" {each.joined.show()}" if each.joined and len(days) > 1 else "")
            + canvas.weak(each.sources)
            for each in last
        ]
        head = f"latest {days.pop()}:" if len(days) == 1 else "latest:"
        lines += canvas.some(head, parties, room, 6 if canvas.wide else 2)
    undated = sum(member.kind == noun and not member.joined and not member.left for member in one.alliance.members)
    if undated:
        lines.append(f"{undated} more, day unknown")
    if (
        noun == "state"
        and count.unidentified
        and count.state == counts(canvas.dataset.alliances[one.alliance.id]).state
    ):
        lines.append(f"{count.unidentified} more not identified")
    if noun == "state" and count.organisation:
        lines.append(f"beside {formatting.count(count.organisation, 'organisation')}")
    return lines
