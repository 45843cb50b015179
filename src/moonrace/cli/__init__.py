"""The command line: parse, call, choose a writer, exit. Nothing below this package prints or exits.

Commands are imported only when they run, so that `--help`, `--version` and a TAB pay for none of them.
"""

import os
import sys
from contextlib import suppress
from importlib import import_module
from typing import Any

import click

from moonrace import __version__
from moonrace.errors import BadData, Exit, MoonraceError, clean

# The table of commands: (module, one line of help). A command's function adds the rest of its help, and its options.
COMMANDS: dict[str, tuple[str, str]] = {
    "show": ("show", "Whatever the words name; `moonrace WORDS...` is the same."),
    "mission": ("pairs", "One mission in full; several side by side."),
    "missions": ("pairs", "The list of missions, with filters."),
    "timeline": ("views", "Everything dated, in order."),
    "race": ("scores", "The scoreboard by country or by camp, with its counting rules."),
    "firsts": ("scores", "Each first, in order of date: who holds it, and who disputes it."),
    "counts": ("scores", "How many missions to the Moon, by which rule; numbers in print beside them."),
    "now": ("scores", "What works at the Moon, and when it was last heard of."),
    "next": ("views", "What comes, in order of date, and how often each date has moved; overdue missions apart."),
    "slips": (
        "views",
        "The history of a mission's target dates: when and by whom each was announced, and how far it moved.",
    ),
    "today": ("views", "What happened on this day in earlier years (by UTC)."),
    "map": (
        "views",
        "Landing and impact sites on the near side, the far side and the poles; with NAME, one site.",
    ),
    "signatories": ("views", "Who has joined what: two alliances side by side, or one."),
    "alliance": ("pairs", "One alliance in full."),
    "alliances": ("pairs", "The list of alliances."),
    "agency": ("pairs", "One agency, company or institute in full."),
    "agencies": ("pairs", "The list of agencies, companies and institutes."),
    "country": ("pairs", "One country: what it flew, what it joined and when."),
    "countries": ("pairs", "The list of countries."),
    "milestone": ("pairs", "One treaty, law, directive or announcement in full."),
    "milestones": ("pairs", "The list of treaties, laws, directives and announcements."),
    "programme": ("pairs", "One programme: what it is, its missions and what they add up to."),
    "programmes": ("pairs", "The list of programmes."),
    "cite": ("tools", "A reference that can be pasted, with the day of the record and the version."),
    "changes": ("tools", "What changed in the record, and when."),
    "schema": ("tools", "The JSON Schema of an output."),
    "search": ("tools", "Find a text anywhere in the record, names first, sources last."),
    "source": ("tools", "One source, and what cites it."),
    "sources": ("tools", "The bibliography of a record, or all of it."),
    "check": ("tools", "Check the data against its rules: the shipped record, or yours."),
    "export": ("exporting", "The whole record for other tools."),
    "about": ("tools", "What is in the record, as of when, and how to cite it."),
    "completion": ("completion", "The script that lets a shell complete commands, options and names."),
}

MOST_PROBLEMS = 20
"""How many problems of the data a command other than `check` prints before it sums up."""

LONGEST_COMPLAINT = 2_000
"""How many characters of one message go to stderr: it may quote a long text of the user's."""

EXAMPLES = """\b
Examples:
  moonrace mission chang-e-6
  moonrace mission "Apollo 11" --sources
  moonrace signatories --as-of 2023-12-31
  moonrace timeline --since 2019 --event landing
  moonrace missions --agency cnsa --json | jq .missions[].name"""


def _help(ctx: click.Context, param: click.Parameter, value: bool) -> None:
    if value and not ctx.resilient_parsing:
        from moonrace.cli.terminal import columns

        # Click would ask shutil for the width, and importing that costs as much as all of the help.
        ctx.terminal_width = max(50, min(columns(), 100) - 2)
        click.echo(ctx.get_help())
        ctx.exit()


# Click makes this option for each command, and looks for translations of its text: a fiftieth of a look-up.
HELP = click.Option(
    ["-h", "--help"], is_flag=True, is_eager=True, expose_value=False, callback=_help, help="Show this message and exit.",
)  # fmt: skip


class Helped(click.Command):
    """What every command has in common: its option for help."""

    def get_help_option(self, ctx: click.Context) -> click.Option:
        return HELP


class Root(Helped, click.Group):
    """The group that knows its commands by name, and imports one when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"moonrace.cli.{COMMANDS[cmd_name][0]}")
        # `next` and `map` are Python's own names; their functions end in an underscore.
        command: click.Command = getattr(module, f"{cmd_name}_", None) or getattr(module, cmd_name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in COMMANDS.items()])

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[Any]:
        # Click's own would import every command to read its help.
        from click.shell_completion import CompletionItem

        found = [CompletionItem(name, help=text) for name, (_, text) in COMMANDS.items() if name.startswith(incomplete)]
        return found + click.Command.shell_complete(self, ctx, incomplete)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            args = ["show", *args]
        return super().resolve_command(ctx, args)


def _version(ctx: click.Context, param: click.Parameter, value: bool) -> None:
    if value and not ctx.resilient_parsing:
        click.echo(f"moonrace, version {__version__}")
        ctx.exit()


@click.group(cls=Root, invoke_without_command=True, epilog=EXAMPLES)
@click.option(
    "--version", is_flag=True, is_eager=True, expose_value=False, callback=_version, help="Show the version and exit."
)
@click.pass_context
def root(ctx: click.Context) -> None:
    """Look up any fact of the Moon race, old and new, with its source: missions, dates, crews, landing sites,
    agencies, alliances.
    """
    if ctx.invoked_subcommand is None and not ctx.resilient_parsing:
        from moonrace.cli.welcome import welcome

        welcome()


def run(arguments: list[str]) -> int:
    """Run one command line and return its exit code; what goes wrong becomes one line on stderr."""
    if sys.stdout is None:  # closed by the caller: nobody reads, and that is no error
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    try:
        return _run(arguments)
    except (KeyError, ValueError):
        if "_MOONRACE_COMPLETE" in os.environ:  # variables that no shell sets so: a TAB must not print
            return Exit.USAGE
        raise


VALUED = frozenset(
    {"-f", "--format", "--as-of", "--tz", "--units", "--color", "--data", "--save", "--fields", "--size", "--theme"}
)
"""Shared options that take a value: `moonrace --format json slim` has its words after them."""


def _in_order(arguments: list[str]) -> list[str]:
    """The arguments with the command, or `show`, before the options that were typed ahead of it."""
    at = 0
    while (
        at < len(arguments)
        and arguments[at].startswith("-")
        and arguments[at] not in ("-", "-h", "--help", "--version")
    ):
        at += 2 if arguments[at] in VALUED else 1
    if at in (0, len(arguments)) or arguments[at].startswith("-"):
        return arguments
    first = [arguments[at]] if arguments[at] in COMMANDS else ["show", arguments[at]]
    return [*first, *arguments[:at], *arguments[at + 1 :]]


def _run(arguments: list[str]) -> int:
    try:
        result = root.main(_in_order(arguments), prog_name="moonrace", standalone_mode=False)
        sys.stdout.flush()
        return result if isinstance(result, int) else Exit.DONE
    except click.ClickException as error:
        _complain(error.format_message())
        return Exit.USAGE
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except BadData as error:
        for problem in error.problems[:MOST_PROBLEMS]:
            _complain(str(problem))
        if more := len(error.problems[MOST_PROBLEMS:]):
            _complain(f"and {more} more; `moonrace check PATH` lists them all")
        return error.exit_code
    except MoonraceError as error:
        _complain(str(error))
        return error.exit_code
    except (BrokenPipeError, SystemExit):
        # The reader has what it wanted (`| head`); click turns that into an exit of its own. Python would complain again
        # when it flushes at exit.
        _close_stdout()
        return Exit.DONE
    except (KeyboardInterrupt, click.Abort):
        return 130
    except MemoryError:
        _close_stdout()
        _complain("there is not enough memory for that")
        return Exit.USAGE
    except OSError as error:
        _close_stdout()
        _complain(f"the output could not be written: {error.strerror or error}")
        return Exit.USAGE


def _complain(message: str) -> None:
    """One line on stderr. Control characters in what the user typed must not reach the terminal as commands."""
    line = clean(" ".join(message[:LONGEST_COMPLAINT].split())) + ("..." if message[LONGEST_COMPLAINT:] else "")
    with suppress(OSError, ValueError, AttributeError):
        sys.stderr.write(f"moonrace: {line}\n")


def _close_stdout() -> None:
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
