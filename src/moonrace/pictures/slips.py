"""How the dates of a plan moved: each announced target against the day of its announcement."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from moonrace.dates import Moment
from moonrace.errors import NotFound
from moonrace.pictures.style import LINE, Canvas, Form, drawable
from moonrace.pictures.years import Years
from moonrace.query.plans import History, Slip
from moonrace.render import formatting

FORMS: tuple[Form, ...] = ("landing", "impact", "failure")
KNOT = 12.0
"""Units between targets below which they are one knot: with one label and one arrow."""


def slips(canvas: Canvas, histories: Sequence[History]) -> None:
    """Targets as bars as long as the date is vague, with the line of dates that are today, and what came of it."""
    record = canvas.dataset.missions[histories[0].mission]
    name = drawable(record.name, record.id)
    sums = " ".join(f"{formatting.label(one.type).capitalize()}: {formatting.slip_sum(one)}." for one in histories)
    stop = record.status_as_of if record.is_dropped else None
    sums += f" {record.status.capitalize()}: {stop.show_day()}." if stop else ""
    rule = "Months are counted between the middles of what the dates can mean."
    keys = [key for one in histories for key in (*one.sources, *(key for slip in one.targets for key in slip.sources))]
    labelled = [one.sources for one in histories] + [slip.sources for one in histories for slip in one.targets]
    left, top, right, bottom = canvas.frame(f"How the date of {name} moved", f"{sums} {rule}", keys, labelled)
    said = [bound for one in histories for slip in one.targets if slip.announced for bound in _ends(slip.announced)]
    meant = [bound for one in histories for slip in one.targets for bound in _ends(slip.when)]
    done = [bound for one in histories if one.happened for bound in _ends(one.happened)]
    if not said or not meant:
        raise NotFound(f"no target of {record.name} has a day on which it was announced; no picture was made")
    still = [] if len(done) >= len(histories) else [canvas.today.latest or max(said)]
    across = Years(*_range([*said, *done, *still], 0.03), left + 84, right - (150 if canvas.wide else 90))
    upward = Years(*_range([*meant, *done], 0.1), bottom - LINE * 2.4, top + LINE)
    across.draw(canvas, top + LINE, upward.left)
    canvas.text(left, top + LINE / 2 - 2, "date that was announced", colour=canvas.theme.grey)
    canvas.text(across.right, bottom - LINE * 0.4, "day of the announcement", colour=canvas.theme.grey, at=1)
    for at, year in upward.ticks(30):
        canvas.line([(across.left, at), (across.right, at)], canvas.theme.rule, 0.6, z=0.5)
        if at > top + LINE * 1.4:  # below the name of the axis
            canvas.text(across.left - 8, at, year, colour=canvas.theme.grey, at=1)
    low, high = max(across.first, upward.first), min(across.last, upward.last)
    if low < high:
        canvas.line(
            [(across.at(low), upward.at(low)), (across.at(high), upward.at(high))], canvas.theme.grey, 1.2, (0, (5, 3))
        )
    for number, history in enumerate(histories):
        _history(canvas, history, FORMS[number % 3], across, upward, stop)
    within = (across.left, top + LINE, right, upward.left)
    bare = 0
    for one in histories:
        what = f"{formatting.label(one.type)} " if len(histories) > 1 else ""
        if stop and not one.happened and (spot := _spot(one.targets[-1], across, upward)):
            said_so = f"{what}{record.status} {stop.show_day()}"
            canvas.label(max(spot[0], across.at(_ends(stop)[0])), spot[1], said_so, within, bold=True, ground=True)
        bare += _labels(canvas, one, across, upward, within, what)
    if bare:
        canvas.text(left, bottom - LINE * 0.4, f"{bare} without room for a label", colour=canvas.theme.grey)
    if low < high:
        middle = low + (high - low) * 0.4
        canvas.label(
            across.at(middle),
            upward.at(middle),
            "below this line a date would be past",
            within,
            colour=canvas.theme.grey,
            ground=True,
        )
    canvas.description += " " + " ".join(
        f"{formatting.label(one.type).capitalize()}: " + "; ".join(_words(slip) for slip in one.targets)
        + (f"; it took place on {one.happened.speak()}." if one.happened else ".") for one in histories
    )  # fmt: skip


def _range(found: list[datetime], share: float) -> tuple[datetime, datetime]:
    """From the first to the last, with a share of the time between on either side."""
    pad = max(timedelta(days=1), (max(found) - min(found)) * share)
    return min(found) - pad, max(found) + pad


def _ends(when: Moment) -> list[datetime]:
    return [bound for bound in (when.earliest, when.latest) if bound]


def _words(slip: Slip) -> str:
    return f"{slip.announced.show() if slip.announced else 'day unknown'} for {slip.when.show()}"


def _spot(slip: Slip, across: Years, upward: Years) -> tuple[float, float, float, float] | None:
    """Where it is: its middle, and from where to where the date may be, which for an open one is where it is known. None for
    one without the day of its announcement.
    """
    if slip.announced is None:
        return None
    ends = [upward.at(bound) for bound in _ends(slip.when)]
    said = [across.at(bound) for bound in _ends(slip.announced)]
    return sum(said) / len(said), sum(ends) / len(ends), ends[0], ends[-1]


def _history(canvas: Canvas, history: History, form: Form, across: Years, upward: Years, stop: Moment | None) -> None:
    """Its targets, each with a line to the next; that of the last ends at what came of it, at its `stop`, or today."""
    spots = [(slip, spot) for slip in history.targets if (spot := _spot(slip, across, upward))]
    colour = canvas.theme.marks[FORMS.index(form)]
    until = history.happened or stop
    end = across.at(until.earliest or across.last if until else canvas.today.latest or across.last)
    for (slip, (x, y, low, high)), after in zip(spots, [*(spot[0] for _, spot in spots[1:]), end], strict=True):
        canvas.line([(x, low), (x, high)], colour, 3.0, z=3)
        canvas.line([(x, y), (max(x, after), y)], colour, 1.0, z=2.5)
        canvas.take((x, y - 1, max(x, after), y + 1))
        canvas.take((x - 3, min(low, high), x + 3, max(low, high)))
        way = 1 if slip.when.earliest is None else -1 if slip.when.latest is None else 0
        if way and (after - x > KNOT or slip is spots[-1][0]):
            canvas.line([(x, y), (x, y + way * 22)], colour, 1.6, z=3)
            canvas.shape([(x - 4, y + way * 18), (x, y + way * 27), (x + 4, y + way * 18)], colour, z=3)
            canvas.take((x - 4, min(y, y + way * 27), x + 4, max(y, y + way * 27)))
    canvas.marks([(x, y) for _, (x, y, _, _) in spots], form)
    if history.happened:
        canvas.marks([_happened(history.happened, across, upward)], form, size=12)


def _happened(when: Moment, across: Years, upward: Years) -> tuple[float, float]:
    return sum(across.bounds(when)) / 2, sum(upward.bounds(when)) / 2


def _labels(
    canvas: Canvas,
    history: History,
    across: Years,
    upward: Years,
    within: tuple[float, float, float, float],
    what: str,
) -> int:
    """What came of it first, then the first and the latest target, then those that moved most. Returns how many had no room."""
    bare = 0
    if history.happened:
        x, y = _happened(history.happened, across, upward)
        text = f"{what}took place {history.happened.show_day()}{canvas.weak(history.sources)}"
        canvas.label(x, y, text, within, reach=11, bold=True, ground=True)
    knots = _knots(history.targets, across, upward)
    order = [*knots[:1], *knots[1:][-1:], *sorted(knots[1:-1], key=lambda knot: -abs(knot[0].months or 0))]
    for knot in order:
        if spot := _spot(knot[0], across, upward):
            texts = [_said(canvas, knot[0])]
            if len(knot) > 1:
                number = f"{len(knot)} dates"
                texts = [f"{number}, {texts[0]} … {_said(canvas, knot[-1])}", number]
            is_said = any(canvas.label(spot[0], spot[1], what + text, within, ground=True) for text in texts)
            bare += 0 if is_said else len(knot)
    return bare


def _said(canvas: Canvas, slip: Slip) -> str:
    moved = f" ({slip.months:+d} mo)" if slip.months else ""
    return f"{slip.when.show_day()}{moved}{canvas.weak(slip.sources)}"


def _knots(targets: Sequence[Slip], across: Years, upward: Years) -> list[list[Slip]]:
    """The targets that have a place, those that are too near to each other together."""
    found: list[list[Slip]] = []
    last = (-KNOT * 2, 0.0)
    for slip in targets:
        if spot := _spot(slip, across, upward):
            near = abs(spot[0] - last[0]) < KNOT and abs(spot[1] - last[1]) < KNOT
            found = [*found[:-1], [*found[-1], slip]] if near else [*found, [slip]]
            last = spot[:2]
    return found
