"""`mission`, `missions`, `timeline`."""

from collections.abc import Callable
from typing import Any, get_args

import click

from moonrace import query
from moonrace.cli.output import MOMENT, Output, command, complete
from moonrace.errors import NotFound
from moonrace.model import EventType, Kind, Mission, Outcome, Scope, Status
from moonrace.moment import Moment


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


def _with(*options: Callable[[Any], Any]) -> Callable[[Any], Any]:
    def decorate(function: Any) -> Any:
        for option in reversed(options):
            function = option(function)
        return function

    return decorate


def _scopes(scope: tuple[str, ...]) -> tuple[str, ...]:
    return () if "all" in scope else scope


@command(
    "mission",
    examples="""
moonrace mission chang-e-6
moonrace mission CE-6 --sources
moonrace mission luna-9 surveyor-1
moonrace mission apollo-11 --json | jq '.missions[0].events'
""",
)
@click.argument("names", nargs=-1, required=True, metavar="NAME...", shell_complete=complete("missions"))
def mission(output: Output, names: tuple[str, ...]) -> None:
    """One mission in full; several side by side.

    A NAME may be an id, a name in any script, an alias or a COSPAR id; case, accents, hyphens and Roman numerals do
    not matter.
    """
    chosen = _find(output, names)

    output.show(
        "missions",
        json=lambda jsonout: [jsonout.mission(one) for one in chosen],
        sheet=lambda sheets: sheets.facts(chosen, output.zone),
        table=lambda render, page: (
            render.cards.mission(page, chosen[0]) if len(chosen) == 1 else render.cards.compare(page, chosen)
        ),
    )


def _find(output: Output, names: tuple[str, ...]) -> list[Mission]:
    """Each name's mission. `artemis 2`, unquoted, is two words of one name: tried when the words do not name missions
    one by one.
    """
    dataset = output.dataset
    try:
        return [dataset.mission(name) for name in names]
    except NotFound:
        if len(names) == 1:
            raise
        try:
            return [dataset.mission(" ".join(names))]
        except NotFound:
            pass
        raise


@command(
    "missions",
    examples="""
moonrace missions --agency cnsa --kind lander
moonrace missions --since 2023 --outcome failure
moonrace missions --scope all --crewed
moonrace missions --format csv > missions.csv
""",
)
@_with(*FILTERS, *PERIOD)
@click.option("--sort", type=click.Choice(query.SORTS), default="date", show_default=True, help="What to order by.")
@click.option("--reverse", is_flag=True, help="The other way round.")
@click.option("--limit", type=click.IntRange(min=0), metavar="N", help="The first N only.")
def missions(output: Output, scope: tuple[str, ...], **filters: Any) -> None:
    """The list of missions, with filters: those meant to reach the Moon, unless --scope says more."""
    chosen = query.missions(output.dataset, scopes=_scopes(scope), **filters)

    output.show(
        "missions",
        json=lambda jsonout: [jsonout.mission(one) for one in chosen],
        sheet=lambda sheets: sheets.missions(chosen, output.zone),
        table=lambda render, page: render.lists.missions(page, chosen),
    )


@command(
    "timeline",
    examples="""
moonrace timeline
moonrace timeline --since 2019 --event landing
moonrace timeline --country CN --all
moonrace timeline --since 2027 --json
""",
)
@_with(*FILTERS, *PERIOD)
@click.option(
    "--event",
    "types",
    type=ListType(get_args(EventType), "a type of event"),
    default="",
    help="landing, launch, signed …; several with commas.",
)
@click.option("--all", "everything", is_flag=True, help="Every event, not only the highlights.")
def timeline(
    output: Output,
    scope: tuple[str, ...],
    since: Moment | None,
    until: Moment | None,
    types: tuple[str, ...],
    everything: bool,
    **filters: Any,
) -> None:
    """Everything dated, in order: the highlights, unless --all or --event says more.

    Highlights are firsts, landings tried and done, crewed launches and returns, samples brought back, and what was
    signed or entered into force. Treaties and alliances stand in the list unless a filter asks for certain missions.
    """
    dataset = output.dataset
    filtered = any(filters.values()) or filters["crewed"] is not None
    entries = query.timeline(
        dataset,
        query.missions(dataset, scopes=_scopes(scope), **filters),
        types=types,
        since=since,
        until=until,
        everything=everything,
        instruments=not filtered,
    )

    shown = (
        "all of them"
        if everything
        else f"type {' or '.join(types)}"
        if types
        else "the highlights (--all for everything)"
    )
    output.show(
        "events",
        json=lambda jsonout: [jsonout.entry(one) for one in entries],
        sheet=lambda sheets: sheets.timeline(entries, output.zone),
        table=lambda render, page: render.lists.timeline(page, entries, shown),
    )
