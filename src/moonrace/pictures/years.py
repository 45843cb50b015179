"""A line of time: where a moment is on the canvas, and the ticks below it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from moonrace.dates import Moment
from moonrace.pictures.style import EDGE, LINE, Canvas

STEPS = (1, 3, 6, 12, 24, 60, 120, 240, 600, 1200)
"""Months from one tick to the next."""
DAYS = (1, 2, 5, 10, 20)
"""The same in days, for a line of less than three months."""


class Years:
    """From one moment to another, over the canvas from `left` to `right` (or, for dates that go up, from below to above)."""

    def __init__(self, first: datetime, last: datetime, left: float, right: float) -> None:
        self.first, self.last = first, max(last, first + timedelta(days=4))
        self.left, self.right = left, right

    def at(self, when: datetime) -> float:
        """Where a moment is; one outside is held at the end."""
        share = (when - self.first) / (self.last - self.first)
        return self.left + (self.right - self.left) * min(1.0, max(0.0, share))

    def bounds(self, when: Moment) -> tuple[float, float]:
        """From where to where a date may be; an open one goes on to the end."""
        return self.at(when.earliest or self.first), self.at(when.latest or self.last)

    def ticks(self, room: float) -> list[tuple[float, str]]:
        """Places and names: years, or months or days where there are few of them, each with so much room."""
        if (self.last - self.first).days < 90:
            return self._days(room * 1.3)
        months = (self.last - self.first).days / 30.44
        most = max(1.0, abs(self.right - self.left) / room)
        step = next((one for one in STEPS if months / one <= most), STEPS[-1])
        start = max(12, self.first.year * 12 // step * step)
        found = [
            datetime(month // 12, month % 12 + 1, 1, tzinfo=UTC)
            for month in range(start, self.last.year * 12 + 12, step)
        ]
        inside = [tick for tick in found if self.first <= tick <= self.last]
        return [(self.at(tick), f"{tick.year}" if step >= 12 else f"{tick:%Y-%m}") for tick in inside]

    def _days(self, room: float) -> list[tuple[float, str]]:
        days = (self.last - self.first).days
        step = next((one for one in DAYS if days / one * room <= abs(self.right - self.left)), DAYS[-1])
        start = datetime(self.first.year, self.first.month, self.first.day, tzinfo=UTC)
        ticks = [start + timedelta(days=day) for day in range(step, days + 1, step)]
        return [(self.at(tick), f"{tick:%Y-%m-%d}") for tick in ticks]

    def draw(self, canvas: Canvas, top: float, bottom: float) -> None:
        """A line for each tick with its name below, and the base line."""
        after = 0.0
        for at, name in self.ticks(70):
            canvas.line([(at, top), (at, bottom)], canvas.theme.rule, 0.6, z=0.5)
            half = canvas.width(name) / 2
            middle = min(max(at, EDGE + half), canvas.across - EDGE - half)
            if middle - half > after:
                after = canvas.text(middle, bottom + LINE / 2 + 2, name, colour=canvas.theme.grey, at=0.5)[2] + 6
        canvas.line([(self.left, bottom), (self.right, bottom)], canvas.theme.grey, 1.0, z=1)
