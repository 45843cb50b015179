"""What README.md and docs/ take from the program itself: cog runs these, and a test runs cog."""

import io
import os
import shlex
from collections import Counter
from collections.abc import Iterator
from contextlib import redirect_stdout
from typing import Any

import click

from moonrace import query, record
from moonrace.cli import COMMANDS, root, run
from moonrace.dataset import Dataset
from moonrace.model import Mission, Telling


def show(line: str, width: int = 80, lines: int | None = None) -> str:
    """A console block with a command line and what it prints on a terminal of that width (its first lines, if asked)."""
    arguments = shlex.split(line)[1:]
    return _block(line, _output([*arguments, "--format", "table", "--color", "never"], width), lines)


def pipe(line: str, lines: int | None = None) -> str:
    """The same for what goes down a pipe."""
    return _block(line, _output(shlex.split(line)[1:], 80), lines)


def reference() -> str:
    """Every command with its help, from the code."""
    context = root.make_context("moonrace", [], resilient_parsing=True)
    parts = [_help("moonrace", root, context)]
    for name in COMMANDS:
        command = root.get_command(context, name)
        assert command is not None
        parts.append(
            _help(f"moonrace {name}", command, command.make_context(name, [], parent=context, resilient_parsing=True))
        )
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


def completeness() -> str:
    """How much the record holds, counted from it."""
    dataset = record.load_folder(os.path.join(os.path.dirname(__file__), "..", "data"))
    flown = [one for one in query.missions(dataset) if _happened(one, "launch")]
    decades = Counter(f"{_year(one) // 10 * 10}s" for one in flown)
    lines = [
        f"The record of {dataset.meta.data_date.text} holds:",
        "",
        "| what | number |",
        "| --- | ---: |",
        f"| missions launched towards the Moon (scope `lunar`) | {len(flown)} |",
        *(f"| … in the {decade} | {number} |" for decade, number in sorted(decades.items())),
        f"| announced and not launched, scope `lunar` | {_count(dataset, 'planned', 'paused')} |",
        f"| cancelled, scope `lunar` | {_count(dataset, 'cancelled')} |",
        *(
            f"| scope `{scope}` | {number} |"
            for scope, number in query.count_by_scope(dataset).items()
            if scope != "lunar"
        ),
        f"| firsts, contested ones among them | {_firsts(dataset)} |",
        f"| sources, all of them read and cited | {len(dataset.sources)} |",
        "",
        "Events of lunar missions that rest on two sources or more:",
        "",
        "| event | with two or more | of |",
        "| --- | ---: | ---: |",
    ]
    for kind in ("launch", "orbit-insertion", "landing", "impact", "return"):
        events = [event for one in flown for event in one.events if event.type == kind and not event.planned]
        lines.append(f"| {kind} | {sum(len(event.sources) > 1 for event in events)} | {len(events)} |")
    return "\n".join(lines)


def disagreements() -> str:
    """Where and why sources disagree, counted from the record."""
    dataset = record.load_folder(os.path.join(os.path.dirname(__file__), "..", "data"))
    reasons: Counter[str] = Counter()
    records: Counter[str] = Counter()
    for records_of_kind in dataset.sections.values():
        for one in records_of_kind.values():
            found = list(_tellings(one))
            reasons.update(telling.reason for telling in found)
            records[getattr(one, "name", one.id)] += len(found)
    lines = [
        "| reason | times |",
        "| --- | ---: |",
        *(f"| {reason} | {number} |" for reason, number in reasons.most_common()),
    ]
    most = ", ".join(f"{name} ({number})" for name, number in records.most_common(8))
    return "\n".join([*lines, "", f"Most is told otherwise of: {most}."])


def _tellings(value: Any) -> Iterator[Telling]:
    if isinstance(value, Telling):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _tellings(item)


def _happened(one: Mission, kind: str) -> bool:
    return any(event.type == kind and not event.planned for event in one.events)


def _year(one: Mission) -> int:
    when = query.date_of(one)
    assert when is not None
    assert when.earliest is not None
    return when.earliest.year


def _count(dataset: Dataset, *statuses: str) -> int:
    return sum(one.scope == "lunar" and one.status in statuses for one in dataset.missions.values())


def _firsts(dataset: Dataset) -> str:
    found = query.firsts(dataset.missions.values())
    return f"{len(found)}, {sum(bool(one.contested) for one in found)}"


def pictures() -> None:
    """The pictures of docs/pictures, as the program saves them."""
    folder = os.path.join(os.path.dirname(__file__), "pictures")
    os.makedirs(folder, exist_ok=True)
    os.environ["COLUMNS"] = "100"
    for name, line in PICTURES.items():
        path = os.path.join(folder, f"{name}.svg")
        if os.path.exists(path):
            os.remove(path)
        code = run([*shlex.split(line)[1:], "--save", path])
        assert code == 0, line


PICTURES = {
    "mission": "moonrace mission chang-e-6",
    "lanes": "moonrace timeline --lanes --since 2019 --until 2026",
    "gantt": "moonrace timeline --gantt --since 2020",
    "race": "moonrace race",
    "slips": "moonrace slips artemis-ii",
    "map": "moonrace map --country CN",
}

if __name__ == "__main__":
    pictures()
