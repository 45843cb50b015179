"""`moonrace` alone: a short, useful welcome."""

import os
from datetime import UTC, datetime
from math import inf

from moonrace.cli.output import Answer, Output
from moonrace.dates import Moment
from moonrace.query.missions import missions
from moonrace.query.plans import upcoming
from moonrace.query.timeline import of_day


def welcome() -> None:
    """What is in here, what to try, and what happened on this day or comes next; on a terminal and in a pipe alike."""
    output = Output("table", data=os.environ.get("MOONRACE_DATA") or None)
    dataset = output.dataset
    found = [*missions(dataset, scopes=("lunar",))]
    ahead = [one for one in upcoming(found, output.today) if not one.overdue]
    soonest = min(ahead, key=lambda one: _end(one.when), default=None)
    today = of_day(found, Moment(f"{datetime.now(UTC):%Y-%m-%d}")) or soonest
    output.show(Answer("welcome", None), [dataset], "front.welcome", today)


def _end(when: Moment) -> tuple[float, float]:
    """The sort key of plans: by the latest day on which each is due; among equals the most precise date first."""
    earliest, latest = (bound.timestamp() if bound else inf for bound in (when.earliest, when.latest))
    return latest, -earliest
