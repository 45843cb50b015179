"""What README.md and docs/ take from the program itself: cog runs these, and a test runs cog."""

import io
import os
import shlex
from contextlib import redirect_stdout

import click

from moonrace.cli import COMMANDS, root, run


def show(line: str, width: int = 80, lines: int | None = None) -> str:
    """A console block with a command line and what it prints on a terminal of that width (its first lines, if asked)."""
    arguments = shlex.split(line)[1:]
    return _block(line, _output([*arguments, "--format", "table", "--color", "never"], width), lines)


def pipe(line: str, lines: int | None = None) -> str:
    """The same for what goes down a pipe."""
    return _block(line, _output(shlex.split(line.partition("|")[0])[1:], 80), lines)


def reference() -> str:
    """Every command with its help, from the code."""
    context = click.Context(root, info_name="moonrace")
    parts = [_help("moonrace", root, context)]
    for name in COMMANDS:
        command = root.get_command(context, name)
        assert command is not None
        parts.append(_help(f"moonrace {name}", command, click.Context(command, info_name=name, parent=context)))
    return "\n".join(parts)


def _help(title: str, command: click.Command, context: click.Context) -> str:
    context.terminal_width = 90
    return f"## `{title}`\n\n```text\n{command.get_help(context).rstrip()}\n```\n"


def _output(arguments: list[str], width: int) -> str:
    os.environ["COLUMNS"] = str(width)
    out = io.StringIO()
    with redirect_stdout(out):
        run(arguments)
    return out.getvalue().rstrip("\n")


def _block(line: str, output: str, lines: int | None) -> str:
    told = output.splitlines()
    if lines is not None and len(told) > lines:
        told = [*told[:lines], "…"]
    return "\n".join(["```console", f"$ {line}", *told, "```"])
