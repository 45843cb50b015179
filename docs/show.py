"""What README.md, docs/ and data/README.md take from the program itself: cog runs these, and a test runs cog."""

import io
import os
import runpy
import shlex
from collections import Counter
from contextlib import redirect_stdout
from typing import Any

import click

from moonrace.cli import COMMANDS, root, run
from moonrace.dataset import Dataset
from moonrace.dates import Moment
from moonrace.fields import Type, meanings, required, types_of, walk
from moonrace.loading import CHECKOUT, load_folder
from moonrace.query.missions import count_by_scope, date_of, missions
from moonrace.query.race import firsts
from moonrace.records import IDENTITY, REFERENCES, SECTIONS
from moonrace.records.meta import Meta
from moonrace.records.mission import Mission
from moonrace.records.parts import Discrepancy, NumberDiscrepancy


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
    printed = output.splitlines()
    if lines is not None and len(printed) > lines:
        printed = [*printed[:lines], "…"]
    return "\n".join(["```console", f"$ {line}", *printed, "```"])


TYPES = {str: "text", int: "whole number", float: "number", bool: "`true` or `false`", Moment: "[date](#dates)"}


def shapes() -> dict[str, Any]:
    """What the record is declared of: each section by its name, `meta`, and each part by the name of its declaration."""
    found: dict[str, Any] = {kind: section.shape for kind, section in SECTIONS.items()} | {"meta": Meta}
    waiting = list(found.values())
    while waiting:
        for declared in types_of(waiting.pop()).values():
            if declared.is_shape and declared.of.__name__ not in found:
                found[declared.of.__name__] = declared.of
                waiting.append(declared.of)
    return found


def fields(name: str) -> str:
    """What a section or part is, and its fields from its declaration: type or words, and meaning; in bold what is needed."""
    shape = shapes()[name]
    needed = required(shape)
    lines = ["| field | type or words | meaning |", "| --- | --- | --- |"]
    for field, declared in types_of(shape).items():
        if field != "id":  # the key of the record
            shown = f"**`{field}`**" if field in needed else f"`{field}`"
            lines.append(f"| {shown} | {_type(field, declared)} | {meanings(shape)[field]} |")
    return "\n".join([(shape.__doc__ or "").partition("\n")[0], "", *lines])


def _type(field: str, declared: Type) -> str:
    several = declared.form == "list"
    if declared.form == "table":
        return "[table](#where-a-value-comes-from)" if field == "sources" else "table of texts"
    if declared.words:
        text = " ".join(f"`{word}`" for word in declared.words)
        return f"list of words: {text}" if several else text
    if declared.is_shape:
        text = f"[{declared.of.__name__}](#{declared.of.__name__.lower()})"
    elif target := REFERENCES.get(field):
        text = f"{'code' if target == 'countries' else 'id'}{'s' * several} of [{target}](#{target})"
    else:
        text = TYPES[declared.of] + "s" * several
    return f"list of {text}" if several else text


def identity() -> str:
    """The fields that need no entry in the table of sources, in the order of the declarations."""
    names = dict.fromkeys(field for section in SECTIONS.values() for field in types_of(section.shape))
    return ", ".join(f"`{name}`" for name in names if name in IDENTITY) + "."


def completeness() -> str:
    """How much is in the record, counted from it."""
    dataset = load_folder(CHECKOUT)
    flown = [one for one in missions(dataset) if one.happened("launch")]
    decades = Counter(f"{_year(one) // 10 * 10}s" for one in flown)
    lines = [
        f"The record of {dataset.meta.data_date.text} has:",
        "",
        "| what | number |",
        "| --- | ---: |",
        f"| missions launched towards the Moon (scope `lunar`) | {len(flown)} |",
        *(f"| … in the {decade} | {number} |" for decade, number in sorted(decades.items())),
        f"| announced and not launched, scope `lunar` | {_count(dataset, 'planned', 'paused')} |",
        f"| cancelled, scope `lunar` | {_count(dataset, 'cancelled')} |",
        *(f"| scope `{scope}` | {number} |" for scope, number in count_by_scope(dataset).items() if scope != "lunar"),
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


GRADED = {
    "coordinates": "places of landings and impacts", "sample_mass_g": "mass of the samples", "orbit-insertion": "orbit insertion",
    "liftoff": "lift-off from the Moon", "return": "return to Earth", "flyby": "fly-by", "HEADLINE": "**all headline values**",
    "joining artemis-accords": "who joined the Artemis Accords", "joining ilrs": "who joined the ILRS",
    "all": "all values with sources", "plans": "of these, announced dates of plans",
}  # fmt: skip
"""What the rows of tools/grade.py are called where their own names are not words."""


def grades() -> str:
    """How well the record is sourced, as tools/grade.py has it."""
    out = io.StringIO()
    with redirect_stdout(out):
        runpy.run_path(os.path.join(os.path.dirname(__file__), "..", "tools", "grade.py"))["main"]()
    lines = [
        "| values | number | with a strong source | on weak ones only | with two origins |",
        "| --- | ---: | ---: | ---: | ---: |",
    ]
    for line in out.getvalue().splitlines()[1:]:
        name, number, *shares = line.split("\t")
        lines.append(f"| {GRADED.get(name, name)} | {number} | {' | '.join(f'{share} %' for share in shares)} |")
    return "\n".join(lines)


def exceptions() -> str:
    """How many exceptions there are."""
    return f"The section `exceptions` holds {len(load_folder(CHECKOUT).exceptions)} of them today."


def disagreements() -> str:
    """Where and why sources disagree, counted from the record."""
    dataset = load_folder(CHECKOUT)
    reasons: Counter[str] = Counter()
    records: Counter[str] = Counter()
    for records_of_kind in dataset.sections.values():
        for one in records_of_kind.values():
            found = [part for _, part in walk(one) if isinstance(part, Discrepancy | NumberDiscrepancy)]
            reasons.update(part.reason for part in found)
            records[getattr(one, "name", one.id)] += len(found)
    lines = [
        "| reason | times |",
        "| --- | ---: |",
        *(f"| {reason} | {number} |" for reason, number in reasons.most_common()),
    ]
    most = ", ".join(f"{name} ({number})" for name, number in records.most_common(8))
    return "\n".join([*lines, "", f"Sources disagree most about: {most}."])


def _year(one: Mission) -> int:
    when = date_of(one)
    assert when is not None
    assert when.earliest is not None
    return when.earliest.year


def _count(dataset: Dataset, *statuses: str) -> int:
    return sum(one.scope == "lunar" and one.status in statuses for one in dataset.missions.values())


def _firsts(dataset: Dataset) -> str:
    found = firsts(dataset.missions.values())
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
    "map": "moonrace map",
    "signatories": "moonrace signatories",
}

if __name__ == "__main__":
    pictures()
