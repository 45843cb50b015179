"""The table of commands: command lines that work on the small record, with what each answers.

Every test that goes through all commands goes through this table. Formats and exports are always those of the registries, so a
new format, export or output is tested as soon as it exists; a new command fails `test_cli` until it has a line here.
"""

import io
import os
import shlex
import sys
from functools import cache
from typing import NamedTuple
from unittest import mock

import click

from moonrace import export, loading
from moonrace.cli import COMMANDS, root, run
from moonrace.cli.completion import SHELLS
from moonrace.cli.options import Command
from moonrace.cli.saving import SAVED
from moonrace.dataset import Dataset
from moonrace.export.forms import EXPORTS

from .conftest import SMALL, Ran


class Line(NamedTuple):
    """One command line, and what it answers on the small record.

    words: the command with its arguments and options
    rows: the key of its rows in JSON; None for a tool, which answers no question about the record
    number: how many rows there are
    code: exit code
    """

    words: str
    rows: str | None = None
    number: int = 0
    code: int = 0

    @property
    def name(self) -> str:
        """The command."""
        return self.words.split()[0]

    @property
    def arguments(self) -> list[str]:
        """The command line as a shell would hand it over."""
        return shlex.split(self.words)


LINES = (
    # The first line of a command shows most of what it can; with the changes of `REAL` it works on the real record too.
    Line("mission chang-e-6", "missions", 1),
    Line("mission chang-e-6 luna-25 artemis-iv", "missions", 3),
    Line("missions --scope all", "missions", 5),
    Line("missions --scope all --as-of 2024-06-10", "missions", 5),
    Line("missions --agency cnsa", "missions", 1),
    Line("missions --since 2100", "missions", 0),
    Line("missions --sort mass", "missions", 4),
    Line("missions --launcher thor --year 1958", "missions", 1),
    Line("missions --sort slips --reverse", "missions", 4),
    Line("missions --sort duration --limit 2", "missions", 2),
    Line("missions --outcome crashed", "missions", 1),
    Line("show chang-e-6", "results", 1),
    Line("show Moon", "results", 3),
    Line("show long march 5", "results", 1),
    Line("show apollo basin", "results", 1),
    Line("show june 2024", "results", 1),
    Line("person ada-crewe", "people", 1),
    Line("people", "people", 1),
    Line("people --mission artemis-iv", "people", 1),
    Line("people --country china", "people", 0),
    Line("people --walked", "people", 0),
    Line("people --flew", "people", 0),
    Line("timeline --all", "events", 23),
    Line("timeline --all --scope all", "events", 25),
    Line("timeline", "events", 8),
    Line("timeline --event left", "events", 1),
    Line("timeline --until 1900", "events", 0),
    Line("timeline 1958", "events", 0),
    Line("timeline --lanes", "events", 8),
    Line("timeline --gantt", "spans", 3),
    Line("race", "standings", 3),
    Line("race --by camp", "standings", 2),
    Line("race --as-of 1950", "standings", 0),
    Line("race --count spacecraft", "standings", 3),
    Line("firsts", "firsts", 1),
    Line("firsts --as-of 1950", "firsts", 0),
    Line("firsts --until 1960", "firsts", 0),
    Line("records", "records", 22),
    Line("records --as-of 1950", "records", 0),
    Line("counts", "counts", 6),
    Line("counts --as-of 1950", "counts", 6),
    Line("now --as-of 2024-06-01", "now", 1),
    Line("now", "now", 0),
    Line("now --as-of 2023-08-17 --country russia", "now", 1),
    Line("next", "next", 1),
    Line("next 2028", "next", 1),
    Line("next --as-of 1950", "next", 0),
    Line("slips artemis-iv", "slips", 1),
    Line("slips luna-25", "slips", 1),
    Line("slips", "held", 4),
    Line("today 2026-06-01", "anniversaries", 1),
    Line("today 01-01", "anniversaries", 0),
    Line("map", "sites", 2),
    Line("map chang-e-6", "sites", 1),
    Line("map --until 1960", "sites", 0),
    Line("map far", "sites", 1),
    Line("map south", "sites", 0),
    Line("signatories", "alliances", 2),
    Line("signatories artemis-accords", "alliances", 1),
    Line("signatories --kind organisation", "alliances", 2),
    Line("signatories --as-of 1950", "alliances", 0),
    Line("signatories --both", "alliances", 2),
    Line("signatories --neither", "alliances", 2),
    Line("signatories --region north america", "alliances", 2),
    Line("signatories --group small union", "alliances", 2),
    Line("signatories --by year", "alliances", 2),
    Line("signatories --by region", "alliances", 2),
    Line("group small-union", "groups", 1),
    Line("groups", "groups", 1),
    Line("groups --as-of 1950", "groups", 0),
    Line("alliance ilrs", "alliances", 1),
    Line("alliance ilrs artemis-accords", "alliances", 2),
    Line("alliances", "alliances", 2),
    Line("alliances --as-of 2020-12-31", "alliances", 1),
    Line("alliances --as-of 1950", "alliances", 0),
    Line("agency cnsa", "agencies", 1),
    Line("agencies", "agencies", 4),
    Line("agencies --country china", "agencies", 1),
    Line("agencies --kind university", "agencies", 0),
    Line("country thailand", "countries", 1),
    Line("country thailand saudi arabia", "countries", 2),
    Line("countries", "countries", 7),
    Line("milestone outer-space-treaty", "milestones", 1),
    Line("milestones", "milestones", 1),
    Line("milestones --kind law", "milestones", 0),
    Line("programme clep", "programmes", 1),
    Line("programmes", "programmes", 1),
    Line("search moon", "hits", 4),
    Line("search siziwang", "hits", 1),
    Line("search xyzzy", "hits", 0, code=1),
    Line("source newspaper", "sources", 1),
    Line("sources", "sources", 3),
    Line("sources chang-e-6", "sources", 3),
    Line("sources esa", "sources", 1),
    Line("sources --weak", "weak", 24),
    Line("sources luna-25 --weak", "weak", 9),
    Line("cite chang-e-6", "references", 1),
    Line("changes", "changes", 1),
    Line("changes --since 2030", "changes", 0),
    Line(f"check {shlex.quote(str(SMALL))}", "problems", 0),
    Line("about", "about", 1),
    Line("schema"),
    Line("schema mission"),
    *(Line(f"completion {shell}") for shell in SHELLS),
    *(Line(f"export {name}") for name, form in EXPORTS.items() if not form.place),
)
"""What goes to stdout."""

REAL = {"source": "source gcat-landercat", "group": "group eu", "person": "person neil-armstrong"}
"""First lines that the real record needs otherwise."""

WRITES = (
    *(f"export {name} --output {{}}/out" for name in EXPORTS),
    *(f"mission chang-e-6 --save {{}}/out{ending}" for ending in SAVED),
    "completion bash --install",
)
"""What goes into a file: `{}` is the folder for it."""

ANSWERS = tuple(line for line in LINES if line.rows)
"""The lines that answer a question about the record: those that have all formats."""
TOOLS = frozenset(line.name for line in LINES if not line.rows)
"""The commands that answer none: their output has one format of its own."""
FIRST = {line.name: line for line in reversed(LINES)}
"""The first line of each command."""
FORMATS = ("table", *export.FORMATS)
"""The formats of an answer."""


def real_lines() -> list[list[str]]:
    """A line of each command that answers, for the real record."""
    return [shlex.split(REAL.get(name, FIRST[name].words)) for name in COMMANDS if name not in TOOLS]


def command(name: str) -> Command:
    """The command of that name."""
    found = root.get_command(click.Context(root), name)
    assert isinstance(found, Command)
    return found


@cache
def small() -> Dataset:
    """The hand-written record of tests/small."""
    return loading.load_folder(str(SMALL))


def ask(
    *arguments: str, record: Dataset | None = None, stdin: str = "", encoding: str = "utf-8", **variables: str | None
) -> Ran:
    """What a command line gives when it runs in this process, with its output in a pipe. The small record is the shipped one
    unless another is given; a variable that is None is not set.
    """
    unset: dict[str, str | None] = dict.fromkeys(("MOONRACE_DATA", "NO_COLOR", "FORCE_COLOR", "TERM"))
    environment = {**os.environ, "COLUMNS": "100", **unset, **variables}
    out = io.TextIOWrapper(io.BytesIO(), encoding, newline="")
    err = io.TextIOWrapper(io.BytesIO(), "utf-8", "backslashreplace", newline="")
    with (
        mock.patch.object(loading, "shipped", return_value=record or small()),
        mock.patch.dict(
            os.environ, {name: value for name, value in environment.items() if value is not None}, clear=True
        ),
        mock.patch.multiple(sys, stdout=out, stderr=err, stdin=io.StringIO(stdin)),
    ):
        code = run([*arguments])
        out.flush()
        err.flush()
    return Ran(int(code), *(one.buffer.getvalue().decode(one.encoding) for one in (out, err)))  # type: ignore[attr-defined]
