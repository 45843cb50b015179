"""What a start may cost, as three laws: JSON and plain text load no Rich and no YAML; one look-up builds one record and what it
names; nothing is opened but the record, and nothing is sent. How fast that is in the end, `benchmarks/bench.py` measures.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any
from unittest import mock

import pytest

from moonrace import export, fields
from moonrace.loading import compiled

from .commands import ANSWERS, FIRST, FORMATS, LINES, TOOLS, WRITES, ask
from .conftest import SMALL

OUTSIDE = ("socket.", "urllib.", "http.", "ftplib.", "subprocess.", "os.system", "os.exec", "os.fork", "os.posix_spawn")
CHANGES = ("os.mkdir", "os.remove", "os.rename", "os.rmdir", "os.link", "os.symlink", "os.truncate", "os.chmod")

# Runs command lines over a compiled record, each with variables of its own. Reports for each its exit code, the modules that it
# was the first to load, and what it did outside the program: connections, other processes, changes of files.
PROGRAM = f"""
import io, json, os, sys
asked = json.load(sys.stdin)
seen = []

def watch(event, arguments):
    target = str(arguments[0]) if arguments else ""
    if event.startswith({OUTSIDE}):
        seen.append(event)
    elif event in {CHANGES}:
        seen.append(f"{{event}} {{target}}")
    elif event == "open" and (arguments[2] or 0) & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
        seen.append(f"open {{target}}")

sys.addaudithook(watch)
known = set(sys.modules)
from moonrace import loading
from moonrace.cli import run
loading.COMPILED = asked["record"]
report, stdout = [], sys.stdout
for line, variables in asked["lines"]:
    os.environ |= variables
    sys.stdout = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    seen.clear()
    code = int(run(line))
    for name in variables:
        del os.environ[name]
    report.append([code, sorted(set(sys.modules) - known), list(seen)])
    known = set(sys.modules)
json.dump(report, stdout)
"""
TAB = {"_MOONRACE_COMPLETE": "bash_complete", "COMP_WORDS": "moonrace mission lu", "COMP_CWORD": "2"}


def start(record: str, lines: list[list[str]], cwd: Path | None = None, **more: Any) -> list[list[Any]]:
    """The report on each of the command lines, which run one after the other in one process."""
    kept = {name: value for name, value in os.environ.items() if name not in ("MOONRACE_DATA", "FORCE_COLOR")}
    asked = {"record": record, "lines": [[line, more.get("variables", {})] for line in lines]}
    done = subprocess.run(
        [sys.executable, "-c", more.get("program", PROGRAM)],
        env=kept | {"PYTHONDONTWRITEBYTECODE": "1", "NO_COLOR": "1"},
        input=json.dumps(asked).encode(),
        capture_output=True,
        timeout=60,
        check=True,
        cwd=cwd,
    )
    report: list[list[Any]] = json.loads(done.stdout)
    return report


def loads(report: list[list[Any]], *names: str) -> list[str]:
    """The modules that were loaded, of those with these names and what is in them."""
    modules = [module for _, loaded, _ in report for module in loaded]
    return [module for module in modules if module.split(".")[0] in names or module in names]


# --- What is loaded

HEAVY = ("rich", "yaml", "difflib", "socket", "moonrace.render", "moonrace.loading.reader", "moonrace.loading.rules")


def test_the_library_imports_neither_click_nor_rich_nor_yaml(records: dict[str, str]) -> None:
    program = PROGRAM.replace("from moonrace.cli import run", "run = lambda line: 0")
    ((_, loaded, _),) = start(records["small"], [[]], program=program)
    assert [name for name in loaded if name.startswith(("click", "rich", "yaml"))] == []
    assert loads([[0, loaded, []]], "moonrace") == ["moonrace", "moonrace.errors", "moonrace.loading"]


@pytest.mark.parametrize("form", [form for form in export.FORMATS if form != "yaml"])
def test_no_answer_for_a_program_loads_rich_or_yaml(records: dict[str, str], form: str) -> None:
    lines = [[*line.arguments, "--format", form] for line in ANSWERS if line.name != "check" and line.code == 0]
    report = start(records["small"], lines)
    assert {code for code, *_ in report} == {0}
    assert loads(report, *HEAVY) == []


@pytest.mark.parametrize("line", [["--help"], ["--version"], ["mission", "--help"]], ids=" ".join)
def test_no_help_loads_rich_or_yaml_or_the_record(records: dict[str, str], line: list[str]) -> None:
    report = start(records["small"], [line])
    assert report[0][0] == 0
    assert loads(report, *HEAVY, "moonrace.fields", "moonrace.dataset") == []


def test_no_tab_loads_rich_or_yaml_or_unpacks_a_record(records: dict[str, str]) -> None:
    report = start(records["small"], [[]], variables=TAB)
    assert "moonrace.loading.compiled" in report[0][1]
    assert loads(report, *HEAVY, "moonrace.fields") == []


def test_a_table_loads_rich_and_no_yaml(records: dict[str, str]) -> None:
    lines = [[*line.arguments, "--format", "table"] for line in ANSWERS if line.name != "check" and line.code == 0]
    report = start(records["small"], lines)
    assert "rich.console" in report[0][1]
    assert loads(report, "yaml", "difflib", "pygments", "rich.markdown") == []


# --- What is built


def built(record: str, *arguments: str) -> list[Any]:
    """The records that a look-up in a compiled record builds."""
    made: list[Any] = []
    unpack = fields.unpack

    def noting(shape: Any, value: Any) -> Any:
        made.append(unpack(shape, value))
        return made[-1]

    with mock.patch.object(fields, "unpack", noting):
        got = ask(*arguments, record=compiled.read(record))
    assert got.code == 0
    return [one for one in made if hasattr(one, "id")]


def refers(one: Any, other: Any) -> bool:
    """True where a record has the id or the code of another in it."""
    return any(value in (other.id, getattr(other, "iso2", "")) for _, value in fields.walk(one))


@pytest.mark.parametrize("form", ["json", "plain"])
@pytest.mark.parametrize("name", ["chang-e-6", "CE-6", "嫦娥六号"])
def test_a_look_up_of_a_mission_builds_that_one_record(records: dict[str, str], name: str, form: str) -> None:
    assert [one.id for one in built(records["real"], "mission", name, "--format", form)] == ["chang-e-6"]


@pytest.mark.parametrize("form", ["json", "plain"])
@pytest.mark.parametrize("name", ["mission", "agency", "country", "alliance", "milestone", "programme"])
def test_a_look_up_builds_one_record_and_what_belongs_to_it(records: dict[str, str], name: str, form: str) -> None:
    one, *others = built(records["real"], *FIRST[name].arguments, "--format", form)
    assert one.id == FIRST[name].arguments[1]
    strange = [other.id for other in others if not refers(one, other) and not refers(other, one)]
    assert set(strange) <= set(compiled.read(records["real"]).alliances)  # all few of them: they know their members


# --- What is touched


@pytest.mark.parametrize("form", FORMATS)
def test_no_answer_opens_a_socket_or_writes_a_file(records: dict[str, str], tmp_path: Path, form: str) -> None:
    report = start(records["small"], [[*line.arguments, "-f", form] for line in ANSWERS], tmp_path)
    assert [code for code, *_ in report] == [line.code for line in ANSWERS]
    assert [seen for *_, seen in report if seen] == []
    assert list(tmp_path.iterdir()) == []


def test_no_tool_help_or_mistake_opens_a_socket_or_writes_a_file(records: dict[str, str], tmp_path: Path) -> None:
    lines = [line.arguments for line in LINES if line.name in TOOLS]
    lines += [["--help"], [], ["missions", "--tz", "Asia/Tokyo"], ["about", "--data", str(SMALL)]]
    report = start(records["small"], [*lines, ["mission", "lunna-25"]], tmp_path)
    assert [code for code, *_ in report] == [0] * len(lines) + [1]
    assert [seen for *_, seen in report if seen] == []
    assert list(tmp_path.iterdir()) == []


def test_what_is_written_is_where_it_was_asked_for(records: dict[str, str], tmp_path: Path) -> None:
    lines = [
        line.format(tmp_path / f"{number}").split()
        for number, line in enumerate(WRITES)
        if not line.startswith("completion")
    ]
    for number in range(len(lines)):
        (tmp_path / f"{number}").mkdir()
    report = start(records["small"], lines, tmp_path)
    assert [code for code, *_ in report] == [0] * len(lines)
    events = [event for *_, seen in report for event in seen]
    assert len(events) >= len(lines)
    assert [event for event in events if not event.partition(" ")[2].startswith(str(tmp_path))] == []
    assert all(len(list(folder.iterdir())) == 1 for folder in tmp_path.iterdir())


def test_the_watch_sees_what_it_watches_for(records: dict[str, str], tmp_path: Path) -> None:
    doing = 'open("new", "w").close(); import socket, colorsys; socket.socket().close(); os.mkdir("folder"); code = 0'
    program = PROGRAM.replace("code = int(run(line))", doing)
    ((_, loaded, seen),) = start(records["small"], [[]], tmp_path, program=program)
    assert "colorsys" in loaded  # which nothing else imports, not even what measures the coverage
    assert [event.split()[0] for event in seen] == ["open", "socket.__new__", "os.mkdir"]
