"""Types of options, the options that several commands share, and the decorator `command`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, timezone, tzinfo
from functools import update_wrapper
from inspect import cleandoc
from typing import TYPE_CHECKING, Any, get_args

import click
from click.core import ParameterSource

from moonrace import export
from moonrace.cli import HelpCommand
from moonrace.cli.output import FOR_OUTPUT, Answer, Output
from moonrace.cli.tab import complete, complete_path
from moonrace.errors import BadMoment, clean, hint, nearest

if TYPE_CHECKING:
    from moonrace.dates import Moment

FORMATS = ("auto", "table", *export.FORMATS)
SHORTCUTS = {f"--{name}": f"--format={name}" for name in export.FORMATS if name != "json"}
"""Short forms of `--format`, such as `--csv`. They are accepted, but not in the help."""


class MomentType(click.ParamType):  # type: ignore[type-arg]  # generic only in newer click
    """A date as the record writes them (2024, 2024-05, 2024-05-03, 2027-Q2 …), or as people do (3 May 2024, 20.07.1969)."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Moment:
        from moonrace import typed
        from moonrace.dates import Moment

        if isinstance(value, Moment):
            return value
        try:
            return typed.read(value) or Moment(value)
        except BadMoment as error:
            return self.fail(str(error), param, ctx)


class ZoneType(click.ParamType):  # type: ignore[type-arg]  # generic only in newer click
    """A time zone: UTC, local, an offset such as +08:00, or a name such as Asia/Tokyo."""

    name = "zone"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tzinfo:
        if isinstance(value, tzinfo):
            return value
        if value.upper() in ("UTC", "Z"):
            return UTC
        if value.casefold() == "local":
            from datetime import datetime

            return datetime.now().astimezone().tzinfo or UTC
        if value[:1] in "+-":
            from moonrace.dates import read_zone

            try:
                offset = read_zone(value)[0]
                if clean(value) != value:
                    raise BadMoment("it would command the terminal")
                return timezone(offset, f"UTC{value}")
            except BadMoment:
                return self.fail(f"{value!r} is not an offset: write it like +08:00", param, ctx)
        from zoneinfo import ZoneInfo

        try:
            return ZoneInfo(value)
        except (KeyError, OSError, ValueError):  # not found; a folder; a path that leaves the folder of zones
            pass
        return self.fail(
            f"{value[:60]!r} is not a time zone: write UTC, local, +08:00 or a name like Asia/Tokyo", param, ctx
        )


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
                self.fail(f"{word[:60]!r} is not {self.noun}; {hint(word, self.words)}", param, ctx)
        return chosen

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[Any]:
        from click.shell_completion import CompletionItem

        before, comma, last = incomplete.rpartition(",")
        return [CompletionItem(before + comma + word) for word in self.words if word.startswith(last)]


class Choice(click.Choice):  # type: ignore[type-arg]  # generic only in newer click
    """One of a few words. The error for another word suggests the nearest one."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter as error:
            near = nearest(str(value).casefold(), map(str, self.choices))
            meant = f"; did you mean {near[0]}?" if near else "."
            raise click.BadParameter(error.message.rstrip(".") + meant, ctx, param) from None


MOMENT, ZONE = MomentType(), ZoneType()


def period(context: click.Context, param: click.Parameter, words: tuple[str, ...]) -> Moment | None:
    """The date of an argument that needs no quotes: `timeline july 1969`."""
    if not words:
        return None
    try:
        return MOMENT.convert(" ".join(words), param, context)
    except click.BadParameter:
        MOMENT.convert(words[0], param, context)
        if len(words) == 1:
            raise
        from moonrace.cli import wrong

        raise click.UsageError(wrong.words(context.command, words[1:])) from None


Decorator = Callable[[Any], Any]


def option(*names: str, **settings: Any) -> Decorator:
    """Like `click.option`, but the option is created only when the command is."""
    return lambda function: click.option(*names, **settings)(function)


SHARED: tuple[Decorator, ...] = (
    option(
        "-f", "--format", "output_format", type=click.Choice(FORMATS), default="auto",
        help="The format; auto is a table on a terminal, plain text in a pipe.",
    ),
    option("--json", "as_json", is_flag=True, help="Short for --format json."),
    option("--as-of", type=MOMENT, help="The record as of the end of that day, plans included."),
    option("--tz", "zone", type=ZONE, help="Time zone of the times shown: UTC, local, +08:00, Asia/Tokyo."),
    option("--units", type=click.Choice(["metric", "imperial"]), default="metric", help="Units of masses and distances."),
    option("--full", is_flag=True, help="Show everything, not only what fits one screen."),
    option("--sources", "with_sources", is_flag=True, help="List the sources under a table."),
    option(
        "--color", type=click.Choice(["auto", "always", "never"]), default="auto", help="Colour in tables; auto follows NO_COLOR."
    ),
    option(
        "--data", metavar="PATH", shell_complete=complete_path, envvar="MOONRACE_DATA",
        help="Add your own YAML, a file or folder, to the record.",
    ),
    option(
        "--save", metavar="FILE", shell_complete=complete_path, help="Save the page: FILE.svg, .html or .txt."
    ),
    option("--no-pager", is_flag=True, help="Print long pages without a pager."),
    option("--ascii", "ascii_only", is_flag=True, help="Use ASCII only in tables."),
    option(
        "--fields", is_flag=False, flag_value="", metavar="A,B,C",
        help="Only these columns or keys, in this order; without a value, list them.",
    ),
)  # fmt: skip
PICTURE: tuple[Decorator, ...] = (
    option(
        "--size", metavar="WxH",
        help="Size in pixels of the picture that --save FILE.png, .svg or .pdf draws; 1280x720 by default.",
    ),
    option("--theme", type=click.Choice(["light", "dark"]), help="Its background; light by default."),
)  # fmt: skip
"""The options of `--save` for commands whose view has a picture."""


def filters(scope: str = "lunar") -> tuple[Decorator, ...]:
    """The options that select missions; `scope` is the default of `--scope`."""
    from moonrace.query.words import HOW
    from moonrace.records.mission import Kind, Scope

    def words(
        name: str, parameter: str, vocabulary: Any, noun: str, text: str, more: tuple[str, ...] = ()
    ) -> Decorator:
        default = scope if more else ""
        kind = ListType((*(get_args(vocabulary) or vocabulary), *more), noun)
        return option(name, parameter, type=kind, default=default, show_default=bool(more), help=text)

    return (
        words(
            "--scope", "scopes", Scope, "a scope", "Only these: lunar, part, flyby, test, context; or all.", ("all",)
        ),
        option(
            "--agency",
            metavar="NAME",
            shell_complete=complete("agencies"),
            help="Flown by this agency or with its participation.",
        ),
        option("--country", metavar="NAME", shell_complete=complete("countries"), help="Flown by this country."),
        option("--programme", metavar="NAME", shell_complete=complete("programmes"), help="Only of this programme."),
        option(
            "--alliance",
            metavar="NAME",
            shell_complete=complete("alliances"),
            help="Flown by a member state of this alliance.",
        ),
        words("--kind", "kinds", Kind, "a kind of mission", "lander, rover, orbiter …; separate several with commas."),
        words(
            "--outcome",
            "outcomes",
            HOW,
            "an outcome",
            "success, partial, failure; or landed, crashed, lost, returned …",
        ),
        words("--status", "statuses", HOW, "a status", "planned, operating, ended, cancelled …; or flown, active …"),
        option("--crewed/--uncrewed", "crewed", default=None, help="With people aboard, or without."),
        option("--launcher", metavar="TEXT", help="Launched on this rocket, such as `falcon 9`."),
    )


def every(scopes: tuple[str, ...]) -> tuple[str, ...]:
    """The scopes to query; an empty tuple means all."""
    return () if "all" in scopes else scopes


def in_scope(scopes: tuple[str, ...], rows_of: Callable[[tuple[str, ...]], Any]) -> tuple[list[Any], Callable[[], int]]:
    """The rows in the requested scopes, and a function that counts the rows in the other scopes."""
    rows = list(rows_of(every(scopes)))
    return rows, lambda: len(list(rows_of(()))) - len(rows) if every(scopes) else 0


def refuse_filters(what: str, *allowed: str) -> None:
    """Raise UsageError for a filter that was given although `what` shows one record. Shared options and those in `allowed` are
    accepted.
    """
    context = click.get_current_context()
    for param in context.command.params:
        given = context.get_parameter_source(param.name or "") is ParameterSource.COMMANDLINE
        if given and param.name not in allowed and param.name not in FOR_OUTPUT:
            raise click.UsageError(f"`{what}` shows one record; {param.opts[0]} does not apply")


PERIOD: tuple[Decorator, ...] = (
    option("--since", type=MOMENT, help="From this year, month or day."),
    option("--until", type=MOMENT, help="Through this year, month or day."),
    option("--year", type=MOMENT, help="In this year, month or day only."),
)
LIMIT = option("--limit", type=click.IntRange(min=0), metavar="N", help="Only the first N.")


def compose(*options: Decorator) -> Decorator:
    """Several options as one decorator, in the order of the help."""

    def decorate(function: Any) -> Any:
        for option in reversed(options):
            function = option(function)
        return function

    return decorate


class Command(HelpCommand):
    """A command whose help separates its own options from the shared ones.

    `answers` are the outputs that it writes, for `schema` and the documentation.
    """

    answers: tuple[Answer, ...] = ()

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        end = args.index("--") if "--" in args else len(args)
        return super().parse_args(ctx, [*(SHORTCUTS.get(word, word) for word in args[:end]), *args[end:]])

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        own: list[tuple[str, str]] = []
        shared: list[tuple[str, str]] = []
        for param in self.get_params(ctx):
            if isinstance(param, click.Option) and (record := param.get_help_record(ctx)) is not None:
                (shared if param.name in FOR_OUTPUT else own).append(record)
        for title, records in (("Options", own), ("Shared options", shared)):
            if records:
                with formatter.section(title):
                    formatter.write_dl(records)


def command(name: str, *answers: Answer, examples: str) -> Callable[[Callable[..., Any]], Command]:
    """A command with the shared options, which reach its function as one `Output`, the first argument.

    Its help is the docstring of the function, then the examples.
    """

    def decorate(function: Callable[..., Any]) -> Command:
        def call(**values: Any) -> Any:
            output = Output(**{shared: values.pop(shared) for shared in FOR_OUTPUT if shared in values})
            for name in ("period", "year"):  # the argument and the option each set both ends of the period
                if when := values.pop(name, None):
                    if values.get("since") or values.get("until"):
                        raise click.UsageError(
                            f"{when} already sets both ends of the period; drop --since, --until and --year"
                        )
                    values["since"] = values["until"] = when
            since, until = values.get("since"), values.get("until")
            if since and until and not since.may_fall(None, until):
                raise click.BadParameter(f"{since} is after --until {until}", param_hint="'--since'")
            return function(output, **values)

        text = cleandoc(function.__doc__ or "")
        lines = "\n".join(f"  {line}" for line in examples.strip().splitlines())
        wrapped = compose(*SHARED)(update_wrapper(call, function))
        made = click.command(name, cls=Command, help=text, epilog=f"\b\nExamples:\n{lines}")(wrapped)
        made.answers = answers
        for param in made.params:
            if type(param.type) is click.Choice:
                param.type = Choice(param.type.choices)
        return made

    return decorate
