"""What a start may cost: which modules are loaded, and that nothing is opened but the record."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from moonrace import compiled
from moonrace.cli import COMMANDS
from moonrace.dataset import Dataset

from .conftest import SMALL, TOOLS
from .test_pipe import LINES

# click loads difflib itself when it meets a short option, so the command lines here have long ones.
HEAVY = ["rich", "yaml", "difflib", "dataclasses", "zoneinfo", "sqlite3", "importlib.metadata", "socket", "ssl"]
OURS = ["moonrace.reader", "moonrace.rules", "moonrace.yamltree", "moonrace.render"]

# Runs a command line over a compiled record and tells which modules are loaded then, and how it ended.
LOADED = """
import io, json, sys
program = json.loads(sys.argv[1])
before = set(sys.modules)
from moonrace.cli import run
if program["record"]:
    from moonrace import record
    record.COMPILED = program["record"]
stdout, sys.stdout = sys.stdout, io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
code = int(run(program["line"]))
written = sys.stdout.tell()
json.dump({"code": code, "written": written, "modules": sorted(set(sys.modules) - before)}, stdout)
"""

# Runs command lines and tells of every socket, child process and change of a file that they cause.
WATCHED = """
import io, json, os, sys
program = json.loads(sys.argv[1])
seen = []
CHANGES = ("os.mkdir", "os.remove", "os.rename", "os.rmdir", "os.link", "os.symlink", "os.truncate", "os.chmod")
STARTS = ("subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.fork", "os.startfile")

def watch(event, arguments):
    if event.startswith(("socket.", "urllib.", "http.", "ftplib.", "tempfile.", "shutil.")):
        seen.append(event)
    elif event in CHANGES or event in STARTS:
        seen.append(f"{event} {arguments[0]}")
    elif event == "open":
        path, mode, flags = arguments
        if any(letter in (mode or "") for letter in "wax+") or flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
            seen.append(f"open {path} {mode}")

from moonrace import record
from moonrace.cli import run
if program["record"]:
    record.COMPILED = program["record"]
stdout, sys.stdout = sys.stdout, io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
sys.addaudithook(watch)
codes = [int(run(line)) for line in program["lines"]]
found = list(seen)
json.dump({"codes": codes, "seen": found}, stdout)
"""


class Start(NamedTuple):
    """How a run ended, how much it wrote, and the modules that it loaded."""

    code: int
    written: int
    modules: set[str]

    def of(self, names: list[str]) -> set[str]:
        """The loaded modules that are one of these, or lie in one."""
        return {module for module in self.modules for name in names if module == name or module.startswith(f"{name}.")}


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory, small: Dataset) -> str:
    """The small record, compiled."""
    target = tmp_path_factory.mktemp("compiled") / "record.jsonl"
    target.write_bytes(compiled.dump(small))
    return str(target)


def python(program: str, argument: object, cwd: Path | None = None) -> str:
    env = {name: value for name, value in os.environ.items() if name not in ("MOONRACE_DATA", "FORCE_COLOR")}
    env |= {"PYTHONDONTWRITEBYTECODE": "1", "NO_COLOR": "1"}
    done = subprocess.run(
        [sys.executable, "-c", program, json.dumps(argument)],
        env=env,
        capture_output=True,
        timeout=60,
        check=True,
        cwd=cwd,
    )
    return done.stdout.decode()


def start(line: str, record: str | None = None) -> Start:
    told = json.loads(python(LOADED, {"line": line.split(), "record": record}))
    return Start(told["code"], told["written"], set(told["modules"]))


def test_importing_moonrace_imports_nothing_heavy() -> None:
    program = "import sys; before = set(sys.modules); import moonrace; print(*sorted(set(sys.modules) - before))"
    assert [
        name for name in python(program, None).split() if name.startswith(("moonrace", "click", "rich", "yaml"))
    ] == ["moonrace"]


@pytest.mark.parametrize("line", ["--help", "--version"])
def test_help_and_version_load_nothing_of_the_record(line: str) -> None:
    got = start(line)
    assert got.code == 0
    assert got.of(HEAVY) == set()
    assert {name for name in got.modules if name.startswith("moonrace.")} - {
        "moonrace.cli",
        "moonrace.errors",
        "moonrace.shapes",
    } == set()


@pytest.mark.parametrize(
    "line",
    [
        *(
            "mission chang-e-6 --json",
            "mission CE-6 --json",
            "mission 嫦娥六号 --json",
            "mission artemis 4 --format plain",
        ),
        *(
            "mission chang-e-6",
            "missions",
            "missions --json",
            "missions --format csv",
            "missions --kind lander --since 2020",
        ),
        *("timeline", "timeline --all --json", "signatories", "signatories --as-of 2023-12-31 --json"),
        *("agency nasa", "country thailand --json", "countries", "milestones", "sources", "source report", "about"),
        *("search moon", "search moon --json", "mission CE-6 --as-of 2024-05-31", "race", "firsts --json", "next"),
        *("slips artemis-iv", "today 06-01", "map --json"),
    ],
)
def test_a_plain_look_up_loads_neither_rich_nor_yaml_nor_what_reads_it(path: str, line: str) -> None:
    got = start(line, path)
    assert got.code == 0
    assert got.written > 0
    assert got.of(HEAVY + OURS) == set()


@pytest.mark.parametrize("line", ["mission chang-e-6 --json", "missions --json", "about --json"])
def test_json_loads_no_sheets_and_a_sheet_no_json_of_ours(path: str, line: str) -> None:
    assert start(line, path).of(["moonrace.export.sheets", "csv"]) == set()
    assert start(line.replace("--json", "-f plain"), path).of(["moonrace.export.jsonout", "csv"]) == set()


def test_an_exact_id_needs_no_folding_of_names(path: str) -> None:
    assert start("mission chang-e-6 --json", path).of(["moonrace.names"]) == set()


@pytest.mark.parametrize("line", ["mission chang-e-6 --format table", "missions --format table"])
def test_a_table_loads_rich_and_no_yaml(path: str, line: str) -> None:
    got = start(line, path)
    assert got.code == 0
    assert "rich.console" in got.modules
    assert got.of(["yaml", "difflib", "moonrace.reader", "moonrace.rules", "rich.markdown", "pygments"]) == set()


def test_a_miss_alone_pays_for_suggestions(path: str) -> None:
    got = start("mission lunna-25", path)
    assert (got.code, got.of(["difflib"])) == (1, {"difflib"})


@pytest.mark.parametrize(
    ("words", "position"), [("moonrace mis", "1"), ("moonrace missions --out", "2"), ("moonrace mission lu", "2")]
)
def test_a_tab_loads_neither_rich_nor_yaml(path: str, words: str, position: str) -> None:
    program = """
import atexit, json, os, sys
os.environ |= json.loads(sys.argv[1])
from moonrace import record
record.COMPILED = os.environ["RECORD"]
from moonrace.cli import run
atexit.register(lambda: print("\\x1e", *sorted(sys.modules)))
run([])
"""
    variables = {"COMP_WORDS": words, "COMP_CWORD": position, "_MOONRACE_COMPLETE": "bash_complete", "RECORD": path}
    proposals, _, modules = python(program, variables).partition("\x1e")
    assert "plain," in proposals
    assert Start(0, 0, set(modules.split())).of([*HEAVY[:4], *OURS]) == set()


@pytest.mark.parametrize("output_format", ["plain", "json", "csv", "table"])
def test_no_command_opens_a_socket_or_writes_a_file(path: str, tmp_path: Path, output_format: str) -> None:
    lines = [[*line.format(source="report").split(), "-f", output_format] for line in LINES.values()]
    lines += [
        ["missions", "--tz", "Asia/Tokyo"],
        ["mission", "lunna-25"],
        ["--help"],
        ["check", str(SMALL), "-f", "json"],
    ]
    told = json.loads(python(WATCHED, {"record": path, "lines": lines}, cwd=tmp_path))
    assert told["codes"] == [0] * len(LINES) + [0, 1, 0, 0]
    assert told["seen"] == []
    assert list(tmp_path.iterdir()) == []


def test_the_watch_sees_what_it_watches_for(tmp_path: Path) -> None:
    watched = WATCHED.replace(
        'codes = [int(run(line)) for line in program["lines"]]',
        'open("new", "w").close(); import socket; socket.socket().close(); os.mkdir("folder"); codes = []',
    )
    told = json.loads(python(watched, {"record": None, "lines": []}, cwd=tmp_path))
    assert [event.split()[0] for event in told["seen"]] == ["open", "socket.__new__", "os.mkdir"]


def test_every_command_is_watched() -> None:
    assert set(LINES) == set(COMMANDS) - TOOLS


# --- Counted work, not the clock

# Runs a command line over a compiled record, and counts records built, dates and JSON texts read, patterns compiled, bytes read.
COUNTED = """
import io, json, re, sys
program = json.loads(sys.argv[1])
from moonrace import compiled, moment, record, store
from moonrace.cli import run
record.COMPILED = program["record"]
counts = {"records": 0, "moments": 0, "texts": 0, "patterns": 0, "bytes": 0}

def counting(home, name, what, size=lambda got: 1):
    real = getattr(home, name)
    def counted(*arguments):
        got = real(*arguments)
        counts[what] += size(got)
        return got
    setattr(home, name, counted)

counting(compiled, "unpack", "records")
counting(moment, "_read_point", "moments")
counting(store, "part", "bytes", len)
counting(json, "loads", "texts")
counting(re._compiler, "compile", "patterns")
stdout, sys.stdout = sys.stdout, io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
code = int(run(program["line"]))
json.dump({"code": code, **counts}, stdout)
"""


def counted(line: str, record: str) -> dict[str, int]:
    told: dict[str, int] = json.loads(python(COUNTED, {"line": line.split(), "record": record}))
    assert told.pop("code") == 0
    return told


@pytest.fixture(scope="module")
def grown(tmp_path_factory: pytest.TempPathFactory, small: Dataset) -> str:
    """The small record with ten times its missions, compiled."""
    missions = dict(small.missions)
    for number in range(2, 11):
        for key, one in small.missions.items():
            again = f"{key}-copy-{number}"
            part_of = f"{one.part_of}-copy-{number}" if one.part_of else None
            missions[again] = one._replace(id=again, name=f"{one.name} copy {number}", part_of=part_of)
    target = tmp_path_factory.mktemp("grown") / "record.jsonl"
    target.write_bytes(compiled.dump(Dataset(small.meta, {**small.sections, "missions": missions})))
    return str(target)


def test_a_look_up_builds_the_meta_and_one_record(path: str, small: Dataset) -> None:
    got = counted("mission chang-e-6 --json", path)
    dates = json.dumps(compiled.pack(small.missions["chang-e-6"])).count('"when"')
    assert got["records"] == 2
    assert got["texts"] == 3  # the head, the directory of the section, the line of the record
    assert 0 < got["moments"] <= 3 * dates


@pytest.mark.parametrize("line", ["alliance ilrs", "agency cnsa", "milestone outer-space-treaty", "source report"])
def test_a_plain_answer_reads_no_date_that_it_only_repeats(path: str, line: str) -> None:
    got = counted(f"{line} --format plain", path)
    assert got["moments"] == 0
    assert got["patterns"] <= 1


@pytest.mark.parametrize("line", ["mission chang-e-6", "country thailand", "programme clep"])
def test_a_plain_answer_of_one_record_imports_no_table_of_many(path: str, line: str) -> None:
    got = start(f"{line} --format plain", path)
    assert got.code == 0
    assert got.of(["moonrace.export.sheets.many", "moonrace.export.sheets.views", "moonrace.export.jsonout"]) == set()
    assert got.of(["moonrace.export.sheets.one"]) == {"moonrace.export.sheets.one"}


def test_json_of_one_record_imports_no_answer_that_joins_many(path: str) -> None:
    got = start("mission chang-e-6 --json", path)
    assert got.of(["moonrace.export.jsonout.answers", "moonrace.export.sheets"]) == set()
    assert got.of(["moonrace.export.jsonout.records"]) == {"moonrace.export.jsonout.records"}


def test_a_look_up_builds_no_more_of_ten_times_the_missions(path: str, grown: str) -> None:
    few, many = counted("mission chang-e-6 --json", path), counted("mission chang-e-6 --json", grown)
    assert {**few, "bytes": 0} == {**many, "bytes": 0}
    assert many["bytes"] <= 12 * few["bytes"]


def test_a_list_of_ten_times_the_missions_is_ten_times_the_work(path: str, grown: str) -> None:
    few, many = counted("missions --scope all --json", path), counted("missions --scope all --json", grown)
    for what, number in few.items():
        assert number <= many[what] <= 12 * number, what


@pytest.mark.parametrize("incomplete", ["chang", "lu"])
def test_a_tab_builds_no_record_and_loads_no_shapes(path: str, incomplete: str) -> None:
    program = """
import atexit, json, os, sys
os.environ |= json.loads(sys.argv[1])
from moonrace import record
record.COMPILED = os.environ["RECORD"]
from moonrace.cli import run
atexit.register(lambda: print("\\x1e", *sorted(sys.modules)))
run([])
"""
    words = {"COMP_WORDS": f"moonrace mission {incomplete}", "COMP_CWORD": "2", "_MOONRACE_COMPLETE": "bash_complete"}
    proposals, _, modules = python(program, {**words, "RECORD": path}).partition("\x1e")
    assert f"plain,{incomplete}" in proposals
    shapes = ["moonrace.model", "moonrace.moment", "moonrace.dataset", "moonrace.compiled", "moonrace.names"]
    assert Start(0, 0, set(modules.split())).of([*shapes, "locale", "unicodedata"]) == set()


def test_a_look_up_asks_for_no_translation_and_compiles_no_folding(path: str) -> None:
    assert (
        start("mission chang-e-6 --json", path).of(["locale", "shutil", "unicodedata", "moonrace.query.past"]) == set()
    )
