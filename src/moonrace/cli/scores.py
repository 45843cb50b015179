"""`race`, `firsts`, `records`, `counts`, `now`: what has been reached, each number with its rule."""

from typing import Any

import click

from moonrace.cli.options import PERIOD, command, compose, filters, in_scope, option
from moonrace.cli.output import Answer, Output
from moonrace.dates import Moment
from moonrace.query import counts as counting
from moonrace.query import race as scores
from moonrace.query import superlatives
from moonrace.query.missions import missions
from moonrace.query.plans import Working, working

STANDINGS = Answer("standings", scores.Standing, scores.Scoring)
FIRSTS = Answer("firsts", scores.First)
RECORDS = Answer("records", superlatives.Superlative)
COUNTS = Answer("counts", counting.Count, counting.InPrint)
NOW = Answer("now", Working)


@command(
    "race",
    STANDINGS,
    examples="""
moonrace race
moonrace race --by camp --as-of 2023-12-31
moonrace race --count spacecraft --json
""",
)
@option(
    "--by",
    type=click.Choice(["country", "camp"]),
    default="country",
    show_default=True,
    help="Group by country or by camp.",
)
@option(
    "--count",
    type=click.Choice(scores.UNITS),
    default="missions",
    show_default=True,
    help="Count missions or spacecraft.",
)
def race(output: Output, by: str, count: str) -> None:
    """The scoreboard by country or by camp, with its counting rules.

    Launches, orbits, landings of how many attempts, landings on the far side, samples brought back, people who flew to the Moon
    or walked on it, and what still operates; on any past day with --as-of.
    """
    rows = scores.standings(output.dataset, by=by, count=count)
    rules = (
        *(f"{name}: {rule}" for name, rule in counting.RULES.items()),
        "landing_rate: landed as a share of attempts",
    )
    scoring = scores.Scoring(by, count, rules)
    page = ("lists.scoreboard", rows, count)
    output.show(STANDINGS, rows, *page, more=scoring, empty="No mission had been launched by then.")


@command(
    "firsts",
    FIRSTS,
    examples="""
moonrace firsts
moonrace firsts --country china
moonrace firsts --contested
""",
)
@compose(*filters("all"))
@compose(*PERIOD)
@option(
    "--contested/--uncontested",
    "contested",
    default=None,
    help="Only disputed firsts, or only undisputed ones.",
)
def firsts(
    output: Output,
    scopes: tuple[str, ...],
    since: Moment | None,
    until: Moment | None,
    contested: bool | None,
    **chosen: Any,
) -> None:
    """Each first by date: who holds it, and who disputes it and why."""
    rows, beyond = in_scope(scopes, lambda scopes: [
        one
        for one in scores.firsts(missions(output.dataset, scopes=scopes, **chosen), contested=contested)
        if one.when.may_fall(since, until)
    ])  # fmt: skip
    output.show(FIRSTS, rows, "lists.firsts", rows, empty="No first matches.", beyond=beyond)


@command(
    "records",
    RECORDS,
    examples="""
moonrace records
moonrace records --as-of 1972-12-31
moonrace records --json
""",
)
def records(output: Output) -> None:
    """The longest, nearest, heaviest, most postponed, first and latest, each with its rule.

    Computed from the dates, masses and places in this record. A time in hours needs both ends known to the minute, one in days
    to the day. Missions that share a record have a line each. What still works counts to the day it was last heard from.
    """
    rows = superlatives.superlatives(output.dataset)
    output.show(RECORDS, rows, "computed.superlatives", rows, empty="Nothing to compare as of that date.")


@command(
    "counts",
    COUNTS,
    examples="""
moonrace counts
moonrace counts --as-of 2019-12-31
moonrace counts --json
""",
)
def counts(output: Output) -> None:
    """How many missions to the Moon, by which rule; numbers in print beside them.

    The answer depends on the rule: whether failures, fly-bys on the way elsewhere, tests near Earth and craft that rode along
    count. Below are numbers in print, each with what this record counts for that day by the nearest rule.
    """
    dataset = output.dataset
    rows = counting.counts(dataset)
    printed = counting.printed(dataset, dataset.claims.values())
    output.show(COUNTS, rows, "lists.counts", rows, printed, more=counting.InPrint(printed))


@command(
    "now",
    NOW,
    examples="""
moonrace now
moonrace now --country CN
moonrace now --as-of 2008-12-31
""",
)
@compose(*filters("lunar,part"))
def now(output: Output, scopes: tuple[str, ...], **chosen: Any) -> None:
    """What works at the Moon or is on its way there, and when it was last reported working.

    Craft without a report for a year are listed apart: nobody may have said that they ended.
    """
    dataset = output.dataset
    rows, beyond = in_scope(scopes, lambda scopes: working(dataset, missions(dataset, scopes=scopes, **chosen)))
    output.show(NOW, rows, "lists.now", rows, empty="Nothing is known to work there.", beyond=beyond)
