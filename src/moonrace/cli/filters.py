"""The options that choose missions, shared by every command that lists them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, get_args

import click

from moonrace.cli.output import MOMENT, complete
from moonrace.model import Kind, Outcome, Scope, Status


class ListType(click.ParamType):  # type: ignore[type-arg]  # generic only in newer click
    """One or more words of a vocabulary, with commas between them."""

    name = "list"

    def __init__(self, words: tuple[str, ...], noun: str) -> None:
        self.words, self.noun = words, noun

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, ...]:
        if isinstance(value, tuple):
            return value
        chosen = tuple(filter(None, (word.strip().casefold() for word in value.split(","))))
        for word in chosen:
            if word not in self.words:
                from difflib import get_close_matches

                near = get_close_matches(word, self.words, n=1)
                hint = f"did you mean {near[0]}?" if near else f"choose from {', '.join(self.words)}"
                self.fail(f"{word[:60]!r} is not {self.noun}; {hint}", param, ctx)
        return chosen

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[Any]:
        from click.shell_completion import CompletionItem

        before, comma, last = incomplete.rpartition(",")
        return [CompletionItem(before + comma + word) for word in self.words if word.startswith(last)]


FILTERS = (
    click.option(
        "--scope",
        type=ListType((*get_args(Scope), "all"), "a scope"),
        default="lunar",
        show_default=True,
        help="lunar, part, flyby, test, context, or all.",
    ),
    click.option(
        "--agency", metavar="NAME", shell_complete=complete("agencies"), help="Flown by it, or with its part in it."
    ),
    click.option("--country", metavar="NAME", shell_complete=complete("countries"), help="Flown by it."),
    click.option("--programme", metavar="NAME", shell_complete=complete("programmes"), help="Of this programme."),
    click.option(
        "--alliance", metavar="NAME", shell_complete=complete("alliances"), help="Flown by one of its member states."
    ),
    click.option(
        "--kind",
        "kinds",
        type=ListType(get_args(Kind), "a kind of mission"),
        default="",
        help="lander, rover, orbiter …; several with commas.",
    ),
    click.option(
        "--outcome",
        "outcomes",
        type=ListType(get_args(Outcome), "an outcome"),
        default="",
        help="success, partial, failure.",
    ),
    click.option(
        "--status",
        "statuses",
        type=ListType(get_args(Status), "a status"),
        default="",
        help="planned, operating, completed …",
    ),
    click.option("--crewed/--uncrewed", "crewed", default=None, help="With people aboard, or without."),
)
PERIOD = (
    click.option("--since", type=MOMENT, help="From this year, month or day on."),
    click.option("--until", type=MOMENT, help="To the end of this year, month or day."),
)


def together(*options: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Several options as one decorator, in the order of the help."""

    def decorate(function: Any) -> Any:
        for option in reversed(options):
            function = option(function)
        return function

    return decorate


def scopes(scope: tuple[str, ...]) -> tuple[str, ...]:
    """The scopes to ask for; none means all."""
    return () if "all" in scope else scope
