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
from moonrace.errors import BadData, Exit, MoonraceError, NotFound, clean

GROUPS: dict[str, dict[str, tuple[str, str]]] = {
    "Look up": {
        "show": ("show", "anything, by its name"),
        "search": ("tools", "words, anywhere in it"),
        "mission": ("pairs", "one mission, or several"),
        "person": ("pairs", "flights, roles, moonwalks"),
        "country": ("pairs", "what it flew and joined"),
        "agency": ("pairs", "an agency or a company"),
        "alliance": ("pairs", "its members and principles"),
        "group": ("pairs", "states: the EU, BRICS ..."),
        "programme": ("pairs", "Apollo, CLEP, Luna ..."),
        "milestone": ("pairs", "a treaty, law or directive"),
    },
    "List": {
        "missions": ("pairs", "all missions, with filters"),
        "people": ("pairs", "who flew, who walked"),
        "countries": ("pairs", "what each flew and joined"),
        "agencies": ("pairs", "agencies and companies"),
        "alliances": ("pairs", "with the number of members"),
        "groups": ("pairs", "groups of states"),
        "programmes": ("pairs", "with their totals"),
        "milestones": ("pairs", "treaties, laws, directives"),
        "timeline": ("views", "all events, by date"),
        "map": ("views", "landing and impact sites"),
    },
    "Compare and watch": {
        "race": ("scores", "the scoreboard by country"),
        "firsts": ("scores", "who did what first"),
        "records": ("scores", "longest, heaviest, nearest"),
        "counts": ("scores", "how many missions, by rule"),
        "signatories": ("members", "who has joined what"),
        "now": ("scores", "what works at the Moon"),
        "next": ("views", "what is planned, by date"),
        "slips": ("views", "how launch dates moved"),
        "today": ("views", "on this day"),
    },
    "The record": {
        "source": ("tools", "one source, what cites it"),
        "sources": ("tools", "the bibliography"),
        "cite": ("tools", "a reference to paste"),
        "changes": ("tools", "what was corrected, when"),
        "check": ("tools", "test the data, or your own"),
        "export": ("exporting", "CSV, SQLite, GeoJSON ..."),
        "schema": ("tools", "the JSON Schema of output"),
        "about": ("tools", "contents, licence, credit"),
        "completion": ("completion", "TAB in bash, zsh, fish"),
    },
}
"""The commands by purpose: (module, line for `--help` and completion). The full help of a command is in its function."""

COMMANDS = {name: entry for group in GROUPS.values() for name, entry in group.items()}

USAGE = "Usage: moonrace WORDS... (like change 4) | COMMAND [--help] | --version"

MOST_PROBLEMS = 20
"""How many problems of the data a command other than `check` prints before it sums up."""

LONGEST_COMPLAINT = 2_000
"""How many characters of one message go to stderr: it may quote a long text of the user's."""


def _help(ctx: click.Context, param: click.Parameter, value: bool) -> None:
    if value and not ctx.resilient_parsing:
        from moonrace.cli.terminal import columns

        # Click would ask shutil for the width, and importing that costs as much as all of the help.
        ctx.terminal_width = max(38, min(columns(), 100) - 2)
        text = ctx.get_help() + "\n"
        if sys.stdout.isatty() and sys.stdin.isatty() and "--no-pager" not in (ctx.obj or ()):
            from moonrace.cli.pager import show
            from moonrace.cli.terminal import height

            if text.count("\n") >= height():
                show(text)
                ctx.exit()
        click.echo(text, nl=False)
        ctx.exit()


# Click makes this option for each command, and looks for translations of its text: a fiftieth of a look-up.
HELP = click.Option(
    ["-h", "--help"], is_flag=True, is_eager=True, expose_value=False, callback=_help, help="Show this message and exit.",
)  # fmt: skip


class HelpCommand(click.Command):
    """A command with our help option, and an error that suggests what to do with extra words."""

    allow_extra_args = True  # Click's own error would suggest nothing

    def get_help_option(self, ctx: click.Context) -> click.Option:
        return HELP

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        left = super().parse_args(ctx, args)
        if left and not ctx.resilient_parsing and not isinstance(self, click.Group):
            from moonrace.cli import wrong

            raise click.UsageError(wrong.words(self, left), ctx)
        return left


class Root(HelpCommand, click.Group):
    """The group of all commands. A command is imported only when it is needed."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"moonrace.cli.{COMMANDS[cmd_name][0]}")
        # `next` and `map` are Python's own names; their functions end in an underscore.
        command: click.Command = getattr(module, f"{cmd_name}_", None) or getattr(module, cmd_name)
        return command

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """One screen: the groups side by side, or one below the other on a narrow terminal."""
        groups = [(title, [*group.items()]) for title, group in GROUPS.items()]
        across = 2 if formatter.width >= 76 else 1
        lines = [USAGE if across == 2 else USAGE.replace(" | ", "\n       ")]
        for number in range(0, len(groups), across):
            row = groups[number : number + across]
            lines += ["".join(title.ljust(40) for title, _ in row).rstrip()]
            for place in range(max(len(group) for _, group in row)):
                cells = (f"  {group[place][0]:<11} {group[place][1][1]}" for _, group in row if place < len(group))
                lines += ["".join(cell.ljust(40) for cell in cells).rstrip()]
            lines += [""]
        formatter.write("\n".join(lines[:-1]) + "\n")

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[Any]:
        # Click's own would import every command to read its help.
        from click.shell_completion import CompletionItem

        found = [CompletionItem(name, help=text) for name, (_, text) in COMMANDS.items() if name.startswith(incomplete)]
        if incomplete and incomplete[0] != "-":
            from moonrace.cli.tab import complete_any

            found += complete_any(ctx, None, incomplete)
        return found + click.Command.shell_complete(self, ctx, incomplete)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            args = ["show", *args]
        return super().resolve_command(ctx, args)


def _version(ctx: click.Context, param: click.Parameter, value: bool) -> None:
    if value and not ctx.resilient_parsing:
        from moonrace.loading import day

        click.echo(f"moonrace {__version__}, record of {day()}")
        ctx.exit()


@click.group(cls=Root, invoke_without_command=True)
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_version,
    help="Show the version and the day of the record, and exit.",
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
        if "_MOONRACE_COMPLETE" in os.environ:  # malformed variables: completion must print nothing
            return Exit.USAGE
        raise


TAKES_VALUE = {
    "-f": True, "--format": True, "--json": False, "--as-of": True, "--tz": True, "--units": True, "--full": False,
    "--sources": False, "--color": True, "--data": True, "--save": True, "--no-pager": False, "--ascii": False, "--fields": True,
    "--size": True, "--theme": True,
}  # fmt: skip
"""The options of every command, and whether each takes a value. A test holds them to `options`, which is slow to import."""


def _in_order(arguments: list[str]) -> list[str]:
    """The arguments with the command (or `show`) moved before the options typed ahead of it. `help COMMAND` becomes `COMMAND
    --help`.
    """
    if arguments[:1] == ["help"] and all(word in COMMANDS for word in arguments[1:2]):
        return [*arguments[1:2], "--help"]
    at, is_foreign = 0, False
    while (
        at < len(arguments)
        and arguments[at].startswith("-")
        and arguments[at] not in ("-", "-h", "--help", "--version")
    ):
        is_foreign |= arguments[at].partition("=")[0] not in TAKES_VALUE
        at += 2 if TAKES_VALUE.get(arguments[at]) else 1
    if is_foreign:  # an option of one command may have a value: `--kind lander missions`
        at = next((place for place in range(at, len(arguments)) if arguments[place] in COMMANDS), at)
    if at in (0, len(arguments)) or arguments[at].startswith("-"):
        return arguments
    first = [arguments[at]] if arguments[at] in COMMANDS else ["show", arguments[at]]
    return [*first, *arguments[:at], *arguments[at + 1 :]]


def _run(arguments: list[str]) -> int:
    try:
        typed = _in_order(arguments)
        result = root.main(typed, prog_name="moonrace", standalone_mode=False, obj=typed)
        sys.stdout.flush()
        return result if isinstance(result, int) else Exit.DONE
    except click.NoSuchOption as error:
        from moonrace.cli import wrong

        _complain(wrong.option(error, _in_order(arguments)))
        return Exit.USAGE
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
    except NotFound as error:
        from moonrace.cli import wrong

        _complain(wrong.miss(error, _in_order(arguments)))
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
        _complain("not enough memory")
        return Exit.USAGE
    except OSError as error:
        _close_stdout()
        _complain(f"the output could not be written: {error.strerror or error}")
        return Exit.USAGE


def _complain(message: str) -> None:
    """One line on stderr. Control characters in what the user typed must not reach the terminal as commands."""
    line = clean(" ".join(message[:LONGEST_COMPLAINT].split())) + ("..." if message[LONGEST_COMPLAINT:] else "")
    with suppress(OSError, ValueError, AttributeError):
        text = f"moonrace: {line}"
        if sys.stderr.isatty():
            from moonrace.cli.terminal import wrapped

            text = wrapped(text, os.get_terminal_size(sys.stderr.fileno()).columns)
        sys.stderr.write(f"{text}\n")


def _close_stdout() -> None:
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
