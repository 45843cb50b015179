"""Writes docs/moonrace.1, the page that `man moonrace` shows, from the commands themselves. `make docs` runs it."""

import inspect
import os
import re
from collections.abc import Iterable, Iterator
from textwrap import wrap

import click

from moonrace import __version__, loading
from moonrace.cli import COMMANDS, root

HERE = os.path.dirname(os.path.abspath(__file__))
TARGET = os.path.join(HERE, "moonrace.1")

ENVIRONMENT = {
    "MOONRACE_DATA": "Your own YAML, a file or a folder, as with --data; the option wins.",
    "MOONRACE_PAGER, PAGER": "What shows a page longer than the screen, else less; none if empty or cat.",
    "LESS": "Options of less; FRX where it is unset.",
    "NO_COLOR": "Tables without colour.",
    "FORCE_COLOR": "Tables with colour, in a pipe too.",
    "TERM": "With dumb: no colour.",
    "COLUMNS": "How wide a table may be; otherwise the width of the terminal.",
    "XDG_DATA_HOME, XDG_CONFIG_HOME, BASH_COMPLETION_USER_DIR, ZDOTDIR": "Where completion --install writes.",
}
EXIT_STATUS = {
    "0": "Done; an empty list is done, and so is a pipe that the reader closed.",
    "1": "The named thing was not found, or a search hit nothing.",
    "2": "Wrong usage, or an output that could not be written.",
    "3": "The data is invalid or unreadable; check has found something.",
    "130": "Interrupted.",
}
FILES = {
    "record.jsonl": "The record, in the folder of the installed package. Nothing else is read, unless --data names it.",
    "~/.local/share/bash-completion/completions/moonrace, ~/.zfunc/_moonrace, ~/.config/fish/completions/moonrace.fish": (
        "What completion --install writes. There is no cache and no configuration."
    ),
}


def page() -> str:
    """The manual page, in the macros of man(7)."""
    day = loading.load_folder(os.path.join(HERE, "..", "data")).meta.data_date.text
    context = root.make_context("moonrace", [], resilient_parsing=True)
    commands = dict(_commands(context))
    shared = _shared(commands)
    lines = [
        '.\\" Written by docs/man.py from the commands: run `make docs` instead of editing it.',
        f'.TH MOONRACE 1 "{day}" "moonrace {__version__}" "User Commands"',
        ".SH NAME",
        "moonrace \\- look up any fact of the Moon race, with its source",
        ".SH SYNOPSIS",
        ".B moonrace",
        "\\fIWORDS\\fR ... [\\fIOPTION\\fR ...]",
        ".br",
        ".B moonrace",
        "\\fICOMMAND\\fR [\\fIARGUMENT\\fR ...] [\\fIOPTION\\fR ...]",
        ".br",
        ".B moonrace",
        "\\fB\\-\\-help\\fR | \\fB\\-\\-version\\fR",
        ".SH DESCRIPTION",
        *_paragraphs(root.help or ""),
        ".PP",
        *_text(f"It answers offline, from a record that was followed to {day}; the sources are named with the facts."),
        *_text("Words that begin with no command are looked up. The page fits one screen; --full shows all of it."),
        *_text("In a pipe the page of one thing stays a page, a list becomes a header and tabs; --json is one object."),
        ".SH COMMANDS",
    ]
    for name, (command, inner) in commands.items():
        usage = " ".join(word for word in command.collect_usage_pieces(inner) if word != "[OPTIONS]")
        lines += [f".SS {_plain(f'{name} {usage}'.rstrip())}", *_paragraphs(command.help or "")]
        lines += _options(param for param in command.params if param.name not in shared)
    some = commands["missions"][0]
    apart = ", ".join(name for name, (command, _) in commands.items() if not shared <= _names(command))
    lines += [".SH OPTIONS", *_text(f"Every command takes these, but for {apart}:")]
    lines += _options(param for param in some.params if param.name in shared)
    for title, terms in (("ENVIRONMENT", ENVIRONMENT), ("EXIT STATUS", EXIT_STATUS), ("FILES", FILES)):
        lines += [f".SH {title}"]
        for term, text in terms.items():
            lines += [".TP", f".B {_plain(term)}", *_text(text)]
    lines += [".SH EXAMPLES", ".nf", *(_plain(line) for line in _examples(commands)), ".fi", ".SH SEE ALSO"]
    lines += [".BR jq (1),", ".BR column (1)", ".PP"]
    lines += _text("README.md, docs/json.md, docs/library.md, docs/your-own-data.md and data/README.md in the source.")
    lines += [".SH COPYRIGHT", "Code: MIT. Data: CC BY 4.0; the credits are shown by", '.BR "moonrace about" .']
    return "\n".join(lines) + "\n"


def _commands(context: click.Context) -> Iterator[tuple[str, tuple[click.Command, click.Context]]]:
    for name in COMMANDS:
        command = root.get_command(context, name)
        assert command is not None
        yield name, (command, command.make_context(name, [], parent=context, resilient_parsing=True))


def _shared(commands: dict[str, tuple[click.Command, click.Context]]) -> set[str | None]:
    """The names of the options that every command that answers a question has."""
    names = [_names(command) for command, _ in commands.values()]
    return set.intersection(*(one for one in names if "output_format" in one))


def _names(command: click.Command) -> set[str | None]:
    return {param.name for param in command.params}


def _options(params: Iterable[click.Parameter]) -> list[str]:
    lines = []
    for param in params:
        described = param.get_help_record(click.Context(root))
        if isinstance(param, click.Option) and described is not None:
            names = re.sub(r"(?<![\w[|])--?[a-z][a-z-]*", lambda found: f"\\fB{found[0]}\\fR", described[0])
            lines += [".TP", _plain(names), *_text(described[1])]
    return lines


def _examples(commands: dict[str, tuple[click.Command, click.Context]]) -> list[str]:
    """The first example of every command that none of them shows yet."""
    shown: list[str] = []
    for name, (command, _) in commands.items():
        if not any(line.split()[1] == name for line in shown):
            shown += _example_lines(command.epilog or "")[:1]
    return shown


def _example_lines(epilog: str) -> list[str]:
    return [line.strip() for line in epilog.splitlines() if line.strip().startswith("moonrace ")]


def _paragraphs(text: str) -> list[str]:
    lines: list[str] = []
    for paragraph in inspect.cleandoc(text).split("\n\n"):
        lines += [".PP"] * bool(lines) + _text(paragraph)
    return lines


def _text(text: str) -> list[str]:
    """Text for filling; a sentence begins a line, as roff likes it."""
    sentences = re.split(r"(?<=[.:;]) ", " ".join(text.split()))
    wrapped = (wrap(_escape(one), 78, break_long_words=False, break_on_hyphens=False) for one in sentences)
    return [_guard(line) for lines in wrapped for line in lines]


def _plain(line: str) -> str:
    """One line as it is."""
    return _guard(_escape(line))


def _escape(text: str) -> str:
    """What roff would take for its own, escaped; changes of font stay."""
    text = re.sub(r"\\(?!f[BIR])", r"\\e", text).replace("-", r"\-").replace("…", "...")
    return "".join(char if char.isascii() else f"\\[u{ord(char):04X}]" for char in text)


def _guard(line: str) -> str:
    """A line that begins like a request is none."""
    return f"\\&{line}" if line[:1] in (".", "'") else line


if __name__ == "__main__":
    with open(TARGET, "w", encoding="ascii", newline="\n") as file:
        file.write(page())
