"""A hard world: files that change, vanish or never end, full disks, signals, no home, no right to write, too much of everything.

Each test runs the program itself, and none waits for ever.
"""

import errno
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from .commands import ANSWERS, FORMATS, LINES, TOOLS, WRITES
from .conftest import ROOT, SMALL, Ran
from .test_pipe import MAIN, environment

posix = pytest.mark.skipif(os.name != "posix", reason="signals, pipes and devices of POSIX")
linux = pytest.mark.skipif(sys.platform != "linux", reason="/proc and the limits of Linux")
PATIENCE = 30
YAML = (SMALL / "record.yaml").read_text(encoding="utf-8")
START = MAIN.removesuffix("main()")
"""The program over a compiled record, its first argument; what follows may break something before `main()`."""


@pytest.fixture(scope="module")
def path(records: dict[str, str]) -> str:
    return records["small"]


# What measures coverage writes files, and sees a copy of the program as another one.
UNMEASURED: dict[str, str | None] = {"COVERAGE_PROCESS_CONFIG": None, "COVERAGE_PROCESS_START": None}


def run(
    program: str, *arguments: object, stdin: bytes = b"", python: tuple[str, ...] = (), **changes: str | None
) -> Ran:
    """What a Python program gives; it fails where it does not end."""
    done = subprocess.run(
        [sys.executable, *python, "-c", program, *map(str, arguments)],
        env=environment(**changes),
        input=stdin,
        capture_output=True,
        timeout=PATIENCE,
        check=False,
    )
    return Ran(done.returncode, *(part.decode().replace("\r\n", "\n") for part in (done.stdout, done.stderr)))


def one_line(got: Ran, code: int, text: str = "") -> None:
    """It ended with this code and one clean line with that text in it."""
    assert (got.code, got.err.count("\n")) == (code, 1), got.err
    assert got.err.startswith("moonrace: ")
    assert text in got.err
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f]", got.err)


# --- Files that change or vanish


def test_a_data_file_that_vanishes_after_it_was_listed_is_reported(path: str, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("missions: {}\n")
    breaking = (
        "import os; from moonrace.loading import reader; list_them = reader.yaml_files; "
        "reader.yaml_files = lambda at: [(one, os.remove(one))[0] for one in list_them(at)]; main()"
    )
    one_line(run(START + breaking, path, "missions", "--data", tmp_path), 3, "a.yaml:1: the file cannot be read")


def test_a_data_file_is_read_once_so_that_it_cannot_change_in_between(path: str, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(YAML)
    breaking = (
        "from moonrace.loading import reader; real = reader.bytes_of\n"
        "def bytes_of(one):\n    held = real(one); open(one, 'w').close(); return held\n"
        "reader.bytes_of = bytes_of; main()"
    )
    got = run(START + breaking, path, "missions", "--data", tmp_path)
    assert (got.code, got.err) == (0, "")
    assert "luna-25" in got.out


@pytest.mark.parametrize("change", ["os.truncate(at, 2500)", "os.remove(at)", "open(at, 'wb').write(b'{}' * 9999)"])
def test_a_record_that_is_replaced_while_it_is_read_is_reported(path: str, tmp_path: Path, change: str) -> None:
    copy = shutil.copy(path, tmp_path / "record.jsonl")
    breaking = (
        "import os; from moonrace.loading import compiled; real = compiled.read\n"
        f"def read(at):\n    read = real(at); {change}; return read\n"
        "compiled.read = read; main()"
    )
    one_line(run(START + breaking, copy, "missions", "--scope", "all"), 3, "pip install")


# --- A full disk

# Files may grow to 300 bytes only: what a full disk does, by the system itself.
FULL = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (300, 300)); main()"


@posix
@pytest.mark.parametrize("line", WRITES)
def test_no_room_for_a_file_is_reported_and_nothing_is_left(path: str, tmp_path: Path, line: str) -> None:
    arguments = line.format(tmp_path).split()
    got = run(START + FULL, path, *arguments, BASH_COMPLETION_USER_DIR=str(tmp_path), **UNMEASURED)
    one_line(got, 2, "could not be written")
    assert [one for one in tmp_path.rglob("*") if one.is_file() or one.name.endswith(".part")] == []


# --- No home, no right to write, odd locales


@pytest.mark.parametrize("home", [None, "", "/nonexistent", "{}/file", "{}/closed"])
def test_answers_need_no_home_and_an_install_says_that_it_has_none(path: str, tmp_path: Path, home: str | None) -> None:
    (tmp_path / "file").write_text("")
    (tmp_path / "closed").mkdir(mode=0)
    place = home.format(tmp_path) if home is not None else None
    folders = dict.fromkeys(("XDG_CONFIG_HOME", "XDG_DATA_HOME", "BASH_COMPLETION_USER_DIR", "USERPROFILE"))
    assert run(MAIN, path, "mission", "CE-6", HOME=place, **folders).code == 0
    if home in ("", "{}/file"):  # elsewhere the system knows a home, or lets root write
        got = run(MAIN, path, "completion", "bash", "--install", HOME=place, **(folders | {"USERPROFILE": place}))
        one_line(got, 2)


def test_a_read_only_installation_answers_and_stays_as_it_is(path: str, tmp_path: Path) -> None:
    package = tmp_path / "site" / "moonrace"
    shutil.copytree(ROOT / "src" / "moonrace", package, ignore=shutil.ignore_patterns("__pycache__", "record.jsonl"))
    shutil.copy(path, package / "record.jsonl")
    # Rights do not bind root (and little on Windows), so the interpreter itself refuses too.
    program = """
import os, sys
def refuse(event, arguments):
    if event == "open" and str(arguments[0]).startswith(SITE) and (arguments[2] or 0) & (os.O_WRONLY | os.O_RDWR):
        raise PermissionError(13, "read-only")
    if event == "os.mkdir" and str(arguments[0]).startswith(SITE):
        raise PermissionError(13, "read-only")
sys.path.insert(0, SITE)
sys.addaudithook(refuse)
import moonrace
from moonrace.__main__ import main
assert moonrace.__file__.startswith(SITE), moonrace.__file__
main()
""".replace("SITE", repr(str(tmp_path / "site")))
    closed = [package, *(one for one in package.rglob("*") if one.is_dir())]
    before = sorted(package.rglob("*"))
    for folder in closed:
        folder.chmod(0o555)
    try:
        for line in (["missions"], ["mission", "CE-6", "-f", "table"], ["search", "moon", "--json"]):
            got = run(program, *line, PYTHONDONTWRITEBYTECODE=None, **UNMEASURED)
            assert (got.code, got.err) == (0, ""), line
            assert got.out
    finally:
        for folder in closed:
            folder.chmod(0o755)
    assert sorted(package.rglob("*")) == before


@pytest.mark.parametrize(
    "locale", ["tr_TR.UTF-8", "tr_TR", "C", "POSIX", None, "", "xx_YY.nonsense", "C.UTF-8", "ja_JP.eucJP"]
)
def test_an_answer_is_the_same_in_every_locale(path: str, locale: str | None) -> None:
    variables = {"LC_ALL": locale, "LANG": locale, "LANGUAGE": locale, "PYTHONIOENCODING": None}
    got = run(MAIN, path, "mission", "CHANG'E 6", "PIONEER X", "--json", **variables)
    assert (got.code, got.err) == (0, "")
    assert [one["native_names"] for one in json.loads(got.out)["missions"]] == [{"zh": "嫦娥六号"}, {}]
    assert run(MAIN, path, "missions", "--kind", "LANDER", "--outcome", "FAILURE", "-f", "table", **variables).code == 0


# --- Signals


def held(line: list[str], tmp_path: Path, path: str) -> subprocess.Popen[bytes]:
    """The program, stopped where it reads a FIFO as its data: nobody writes into it."""
    fifo = tmp_path / "fifo.yaml"
    os.mkfifo(fifo)
    process = subprocess.Popen(
        [sys.executable, "-c", MAIN, path, *line, "--data", str(fifo)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment(), cwd=tmp_path,
    )  # fmt: skip
    deadline = time.monotonic() + PATIENCE
    while process.poll() is None and time.monotonic() < deadline:
        try:
            writer = os.open(fifo, os.O_WRONLY | os.O_NONBLOCK)  # succeeds once the program has opened it
        except OSError as error:
            if error.errno != errno.ENXIO:
                raise
            time.sleep(0.01)
            continue
        os.write(writer, b"missions:\n")
        time.sleep(0.05)  # so that it waits for more, not for the opening
        process.send_signal(signal.SIGINT)
        return process
    process.kill()
    pytest.fail("it never opened the FIFO")


@posix
@pytest.mark.parametrize(
    "line",
    [["missions"], ["export", "json", "--output", "out"], ["mission", "CE-6", "--save", "out.svg"], ["race", "--json"]],
)
def test_ctrl_c_while_reading_is_exit_code_130_and_leaves_nothing(path: str, tmp_path: Path, line: list[str]) -> None:
    process = held(line, tmp_path, path)
    out, err = process.communicate(timeout=PATIENCE)
    assert (process.returncode, out, err.strip()) == (130, b"", b"")
    assert [one.name for one in tmp_path.iterdir()] == ["fifo.yaml"]


@posix
@pytest.mark.parametrize(("name_of", "code"), [("SIGTERM", -15), ("SIGHUP", -1), ("SIGINT", 130)])
@pytest.mark.parametrize("name", ["json", "sqlite", "csv"])
def test_a_signal_in_the_middle_of_an_export_leaves_no_half_file(
    path: str, tmp_path: Path, name_of: str, code: int, name: str
) -> None:
    slow = (
        "import os, signal, time; signal.signal(signal.SIGHUP, signal.SIG_DFL); "  # it may have been started by nohup
        "os.fsync = lambda _: (os.write(1, b'!'), time.sleep(60)); main()"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", START + slow, path, "export", name, "--output", str(tmp_path / "out")],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment(),
    )  # fmt: skip
    try:
        assert process.stdout
        assert process.stdout.read(1) == b"!"
        process.send_signal(signal.Signals[name_of])
        _, err = process.communicate(timeout=PATIENCE)
    finally:
        process.kill()
    assert (process.returncode, err.strip()) == (code, b"")
    assert list(tmp_path.iterdir()) == []


@posix
def test_a_signal_that_was_ignored_stays_ignored_in_an_export(path: str, tmp_path: Path) -> None:
    hung_up = (
        "import os, signal; signal.signal(signal.SIGHUP, signal.SIG_IGN); sync = os.fsync; "
        "os.fsync = lambda file: (os.kill(os.getpid(), signal.SIGHUP), sync(file)); main()"
    )
    got = run(START + hung_up, path, "export", "json", "--output", tmp_path / "out")
    assert (got.code, got.err) == (0, "")
    assert [one.name for one in tmp_path.iterdir()] == ["out"]


# --- What is no plain file


@pytest.fixture
def fifo(tmp_path: Path) -> Iterator[Callable[[bytes], Path]]:
    """A FIFO into which a text is written once."""
    writers = []

    def made(text: bytes) -> Path:
        place = tmp_path / "fifo.yaml"
        os.mkfifo(place)

        def write() -> None:
            with suppress(OSError), open(place, "wb") as file:
                file.write(text)

        writers.append(threading.Thread(target=write, daemon=True))
        writers[-1].start()
        return place

    yield made
    for writer in writers:
        writer.join(1)


@posix
@pytest.mark.parametrize("text", [YAML, "programmes:\n  clep: {name: Lunar Programme}\n"], ids=["whole", "own"])
def test_a_fifo_is_data_like_a_file(path: str, fifo: Callable[[bytes], Path], text: str) -> None:
    got = run(MAIN, path, "programme", "clep", "--data", fifo(text.encode()))
    assert (got.code, got.err) == (0, "")


@posix
def test_a_fifo_can_be_checked(path: str, fifo: Callable[[bytes], Path]) -> None:
    got = run(MAIN, path, "check", fifo(YAML.replace("outcome: failure", "outcome: falure", 1).encode()))
    assert (got.code, got.err) == (3, "")
    assert "did you mean failure?" in got.out


@posix
@pytest.mark.parametrize(
    "name", ["/dev/null", "/dev/zero", "{}", "{}/folder.yaml", "{}/link.yaml", "{}/hollow.yaml", "/dev/stdin"]
)
@pytest.mark.parametrize("line", ["missions --data", "check -f json"])
def test_what_is_no_data_file_is_reported_in_one_line(path: str, tmp_path: Path, name: str, line: str) -> None:
    if "link" in name:
        (tmp_path / "link.yaml").symlink_to(tmp_path / "nowhere")
    elif "folder" in name:
        (tmp_path / "folder.yaml").mkdir()
    elif "hollow" in name:
        with open(tmp_path / "hollow.yaml", "wb") as file:
            file.truncate(100_000_000)
    got = run(MAIN, path, *line.split(), name.format(tmp_path) if name != "{}" else f"{tmp_path}/", stdin=b"\xff")
    if line == "check -f json":
        assert (got.code, got.err) == (3, "")
        assert len(json.loads(got.out)["problems"]) == 1
    else:
        one_line(got, 3)


# --- Too much of everything

MEMORY = 200 * 1024  # KiB
WEIGHED = """
import atexit, re, sys
atexit.register(lambda: sys.stderr.write(re.search(r"VmHWM:\\s+(\\d+)", open("/proc/self/status").read())[1]))
"""
BOMB = "a0: &a0 [x, x, x]\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 30))
MUCH: dict[str, Callable[[], str]] = {
    "alias bomb": lambda: BOMB,
    "deep flow": lambda: "missions: " + "[" * 1_000_000,
    "deep block": lambda: "".join(" " * n + f"a{n}:\n" for n in range(3000)),
    "30 MB": lambda: (
        "missions:\n"
        + "".join(f"  m{n}: {{name: Mission {n}, summary: One among very many}}\n" for n in range(550_000))
    ),
    "8 MB of values": lambda: "missions: {x: {kinds: [" + "a," * 4_000_000 + "]}}",
    "8 MB of mistakes": lambda: "missions:\n" + "".join(f" {n}: 1\n" for n in range(390_000)),
    "8 MB of broken rules": lambda: "missions:\n x:\n  scope: lunar\n  name: X\n  agencies: [" + "a," * 390_000 + "]\n",
    "one key": lambda: "missions: {" + "k" * 7_000_000 + ": 1}",
    "one text": lambda: "missions: {x: {name: " + "k" * 7_000_000 + "}}",
    "directives": lambda: "%TAG !a! x\n" + "".join(f"%TAG !a{n}! x\n" for n in range(300_000)) + "---\nmissions: {}\n",
    "later directives": lambda: (
        "a: 1\n...\n" + "".join(f"%TAG !a{n}! x\n" for n in range(300_000)) + "---\nmissions: {}\n"
    ),
    "one date": lambda: "missions: {x: {status_as_of: " + "9" * 9_000 + "}}",
}


@linux
@pytest.mark.parametrize(
    ("name", "line"),
    [
        *((name, "check -f table") for name in MUCH),
        ("30 MB", "missions --data"),
        ("8 MB of mistakes", "missions --data"),
    ],
)
def test_no_data_file_takes_much_memory_or_time(path: str, tmp_path: Path, name: str, line: str) -> None:
    (tmp_path / "a.yaml").write_text(MUCH[name]())
    began = time.monotonic()
    got = run(WEIGHED + MAIN, path, *line.split(), tmp_path / "a.yaml")
    *lines, memory = got.err.split("\n")
    assert got.code == 3
    assert len(lines) <= 21
    assert all(line.startswith("moonrace: ") for line in lines)
    assert len(got.err) < 50_000
    assert int(memory) < MEMORY
    assert time.monotonic() - began < 20


@linux
@pytest.mark.parametrize(
    ("line", "stdin", "code", "variables"),
    [
        (["mission", "-", "--json"], b"luna-25\nCE-6\n" * 50_000, 0, {}),
        (["mission", "-", "-f", "table"], b"luna-25\n" * 100_000, 0, {}),
        (["mission", "-", "--json"], b"".join(b"nowhere %d\n" % number for number in range(100_000)), 1, {}),
        (["mission", "-"], b"x" * 30_000_000, 2, {}),
        (["mission", "-"], b"\xff\xfe\n", 2, {}),
        (["mission", "x" * 5000], b"", 1, {}),
        (["mission", *["x" * 5000] * 20], b"", 1, {}),
        (["search", "嫦" * 5000], b"", 1, {}),
        (["missions", "--since", "9" * 5000], b"", 2, {}),
        (["mission", "CE-6", "-f", "table"], b"", 0, {"COLUMNS": "99999999"}),
        (["missions", "-f", "table"], b"", 0, {"COLUMNS": "9" * 5000}),
        (["timeline", "--gantt", "--since", "0002", "--until", "9998", "-f", "table"], b"", 0, {}),
    ],
    ids=range(12),
)
def test_no_argument_variable_or_stdin_takes_much_memory(
    path: str, line: list[str], stdin: bytes, code: int, variables: dict[str, str]
) -> None:
    got = run(WEIGHED + MAIN, path, *line, stdin=stdin, **variables)
    complaint, _, memory = got.err.rpartition("\n")
    assert (got.code, complaint.count("\n"), "Traceback" in complaint) == (code, 0, False)
    assert len(complaint) < 12_000
    assert int(memory) < MEMORY


def test_a_name_on_stdin_is_shown_once_and_a_closed_stdin_has_none(path: str) -> None:
    got = run(MAIN, path, "mission", "-", "luna-25", "--json", stdin=b"CE-6\n\nchang-e-6\r\nluna 25\n")
    assert [one["id"] for one in json.loads(got.out)["missions"]] == ["chang-e-6", "luna-25"]
    for form, shown in (("table", "Nothing matches.\n"), ("plain", "id\tfield\tvalue\tdetail\tsources\n")):
        got = run("import sys; sys.stdin = None; " + MAIN, path, "mission", "-", "-f", form)
        assert got == (0, shown, "")


@linux
def test_too_little_memory_is_reported_in_one_line(path: str) -> None:
    little = "from moonrace.query import race\ndef none(*_, **__): raise MemoryError\nrace.standings = none; main()"
    one_line(run(START + little, path, "race"), 2, "memory")


# --- Clean


def test_no_command_leaves_a_file_open_or_meets_a_warning(path: str, tmp_path: Path) -> None:
    lines = [[*line.arguments, "-f", form] for line in ANSWERS for form in FORMATS if line.code == 0]
    lines += [line.arguments for line in LINES if line.name in TOOLS]
    lines += [
        line.format(tmp_path / f"{number}").split() for number, line in enumerate(WRITES) if "--install" not in line
    ]
    lines += [[], ["--help"], ["--version"], ["missions", "--tz", "Asia/Tokyo"], ["about", "--data", str(SMALL)]]
    for number in range(len(WRITES)):
        (tmp_path / f"{number}").mkdir()
    # A Python newer than click and Rich may deprecate what they do.
    newer = ("-W", "ignore::DeprecationWarning") if sys.version_info >= (3, 14) else ()
    program = (
        "import gc, json, sys; from moonrace import loading; from moonrace.cli import run; loading.COMPILED = sys.argv[1]\n"
        "codes = [int(run(line)) for line in json.load(sys.stdin)]; gc.collect(); sys.exit(any(codes))"
    )
    got = run(program, path, stdin=json.dumps(lines).encode(), python=("-X", "dev", "-W", "error", *newer))
    # A file that was written is said.
    assert (got.code, [line for line in got.err.splitlines() if not line.startswith("moonrace: wrote ")]) == (0, [])
