"""`completion`: the script by which a shell completes commands, options and names."""

import os
import shlex
import sys

import click
from click.shell_completion import ShellComplete, get_completion_class

from moonrace.cli.files import write_file
from moonrace.cli.options import Command
from moonrace.errors import BadValue, clean

SHELLS = ("bash", "zsh", "fish")
MARK = "# Written by `moonrace completion --install`, which may write it anew."
"""The last line of an installed file. A file that ends with it may be replaced. (zsh needs the first line for `#compdef`.)"""
SHELL_PATCHES = {
    # The second TAB of a session would only have registered the function, and completed nothing.
    "zsh": ("== loadautofunc ]]", "== loadautofunc || $funcstack[1] == _moonrace ]]"),
    # A proposal such as `lander,rover` would have been cut off at its own comma.
    "fish": ('string split ","', 'string split --max 1 ","'),
}
"""Corrections of Click's completion scripts (8.5.1), found by running real shells."""


# It answers no question about the record, so it takes none of the options that the other commands share.
@click.command(
    "completion",
    cls=Command,
    help="""Let TAB complete commands, options and names.

    SHELL is bash (4.4 or later), zsh or fish. The script goes to stdout, or with --install into a file of its own; no .bashrc or
    .zshrc is ever changed.""",
    epilog="""\b
Examples:
  moonrace completion bash
  moonrace completion fish --install
  moonrace completion zsh > _moonrace""",
)
@click.argument("shell", metavar="SHELL", type=click.Choice(SHELLS))
@click.option(
    "--install", is_flag=True, help="Write it into the folder that the shell reads, and say what is left to do."
)
@click.option("--force", is_flag=True, help="With --install: replace a file that moonrace did not write.")
@click.pass_context
def completion(ctx: click.Context, shell: str, install: bool, force: bool) -> None:
    text = script(ctx.find_root().command, shell)
    if not install:
        if force:
            raise click.UsageError("--force is of use only with --install", ctx)
        click.echo(text.encode(), nl=False)  # as bytes: a shell cannot read the line ends that Windows would make
        return
    path = place(shell)
    write(path, f"{text.rstrip()}\n{MARK}\n", force=force)
    for line in (f"wrote {path}", *left_to_do(shell, path)):
        encoding = sys.stdout.encoding or "ascii"
        click.echo(clean(line).encode(encoding, "backslashreplace").decode(encoding))


def script(program: click.Command, shell: str) -> str:
    """The completion script for a shell."""
    made = get_completion_class(shell)
    assert made is not None
    # Not `made.source()`: for bash, that would start a bash to ask for its version.
    text = ShellComplete.source(made(program, {}, "moonrace", "_MOONRACE_COMPLETE"))
    return text.replace(*SHELL_PATCHES[shell]) if shell in SHELL_PATCHES else text


def place(shell: str) -> str:
    """The file in which a shell looks for the completions of moonrace. Raises BadValue."""
    home = os.path.expanduser("~")
    if not os.path.isabs(home) or os.environ.get("HOME") == "":
        raise BadValue("there is no home folder to install into: set HOME, or save what `moonrace completion` prints")
    config = _folder("XDG_CONFIG_HOME", os.path.join(home, ".config"))
    if shell == "bash":
        data = os.path.join(_folder("XDG_DATA_HOME", os.path.join(home, ".local", "share")), "bash-completion")
        return os.path.join(_folder("BASH_COMPLETION_USER_DIR", data), "completions", "moonrace")
    if shell == "zsh":
        return os.path.join(_folder("ZDOTDIR", home), ".zfunc", "_moonrace")
    return os.path.join(config, "fish", "completions", "moonrace.fish")


def _folder(variable: str, otherwise: str) -> str:
    """The folder that a variable names; a relative one is ignored, as the XDG specification says."""
    given = os.environ.get(variable, "")
    return given if os.path.isabs(given) else otherwise


def write(path: str, text: str, *, force: bool) -> None:
    """Write a file whole or not at all, and never over one that moonrace did not write. Raises BadValue."""
    target = os.path.realpath(path)  # what a link leads to: people keep such files elsewhere and link them
    try:
        if os.path.lexists(target) and not _is_ours(target) and not force:
            raise BadValue(f"{path} already exists, and moonrace did not write it: --force replaces it")
        os.makedirs(os.path.dirname(target), exist_ok=True)
    except OSError as error:
        raise BadValue(f"{path} could not be written: {error.strerror or error}") from None
    write_file(target, text.encode(), force=True)


def _is_ours(path: str) -> bool:
    with open(path, encoding="utf-8", errors="replace") as file:
        return file.read().rstrip().endswith(MARK)


def left_to_do(shell: str, path: str) -> list[str]:
    """What the user still has to do, if anything."""
    if shell == "bash":
        return [
            "bash reads it from its next session on, where the package bash-completion is set up;",
            "elsewhere add this line to .bashrc:",
            f"  source {shlex.quote(path)}",
        ]
    if shell == "zsh":
        folder = shlex.quote(os.path.dirname(path))
        return [
            "add this line to .zshrc, if the folder is not in fpath yet:",
            f"  fpath=({folder} $fpath); autoload -Uz compinit && compinit",
        ]
    return ["fish reads it from its next session on"]
