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


def slips(canvas: Canvas, histories: Sequence[History]) -> None:
    """Targets as bars as long as the date is vague, with the line of dates that are today, and what came of it."""
    record = canvas.dataset.missions[histories[0].mission]
    name = drawable(record.name, record.id)
    sums = " ".join(f"{formatting.label(one.type).capitalize()}: {formatting.slip_sum(one)}." for one in histories)
    rule = "Months are counted between the middles of what the dates can mean."
    keys = [key for one in histories for key in (*one.sources, *(key for slip in one.targets for key in slip.sources))]
    left, top, right, bottom = canvas.frame(f"How the date of {name} moved", f"{sums} {rule}", keys)
    said = [bound for one in histories for slip in one.targets if slip.announced for bound in _ends(slip.announced)]
    meant = [bound for one in histories for slip in one.targets for bound in _ends(slip.when)]
    done = [bound for one in histories if one.happened for bound in _ends(one.happened)]
    if not said or not meant:
        raise NotFound(f"no target of {record.name} has a day on which it was announced; no picture was made")
    still = [] if len(done) >= len(histories) else [canvas.today.latest or max(said)]
    pad = timedelta(days=max(40, (max([*said, *done, *still]) - min(said)).days * 0.03))
    across = Years(min(said) - pad, max([*said, *done, *still]) + pad, left + 76, right - (150 if canvas.wide else 90))
    upward = Years(
        min([*meant, *done]) - 2 * pad, max([*meant, *done, *still]) + 3 * pad, bottom - LINE * 2.4, top + LINE
    )
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
        _history(canvas, history, FORMS[number % 3], across, upward)
    within = (across.left, top + LINE, right, upward.left)
    bare = sum(_labels(canvas, one, across, upward, within, many=len(histories) > 1) for one in histories)
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
    return sum(across.bounds(slip.announced)) / 2, sum(ends) / len(ends), ends[0], ends[-1]


def _history(canvas: Canvas, history: History, form: Form, across: Years, upward: Years) -> None:
    spots = [(slip, spot) for slip in history.targets if (spot := _spot(slip, across, upward))]
    colour = canvas.theme.marks[FORMS.index(form)]
    end = across.at(
        history.happened.earliest or across.last if history.happened else canvas.today.latest or across.last
    )
    for (slip, (x, y, low, high)), after in zip(spots, [*(spot[0] for _, spot in spots[1:]), end], strict=True):
        canvas.line([(x, low), (x, high)], colour, 3.0, z=3)
        canvas.line([(x, y), (max(x, after), y)], colour, 1.0, z=2.5)
        canvas.take((x, y - 1, max(x, after), y + 1))
        canvas.take((x - 3, min(low, high), x + 3, max(low, high)))
        if way := 1 if slip.when.earliest is None else -1 if slip.when.latest is None else 0:
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
    many: bool,
) -> int:
    """What came of it first, then the first and the latest target, then those that moved most. Returns how many had no room."""
    bare = 0
    what = f"{formatting.label(history.type)} " if many else ""
    if history.happened:
        x, y = _happened(history.happened, across, upward)
        canvas.label(x, y, f"{what}took place {history.happened.show_day()}", within, reach=11, bold=True, ground=True)
    slips = [*history.targets]
    order = [slips[0], slips[-1], *sorted(slips[1:-1], key=lambda slip: -abs(slip.months or 0))]
    for slip in dict.fromkeys(order):
        if spot := _spot(slip, across, upward):
            text = f"{what}{slip.when.show_day()}" + (f" ({slip.months:+d} mo)" if slip.months else "")
            bare += not canvas.label(spot[0], spot[1], text, within, ground=True)
    return bare
