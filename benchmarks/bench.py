"""How fast the installed wheel is: `python benchmarks/bench.py`, in a checkout, on Linux or macOS, with hatchling to build it.

It builds the wheel, installs it into an environment of its own, and measures CPU time (os.wait4) of whole processes: each
command and its floor in turn, the ratio within each pair, and of these the median. The home cannot be written. What other tools
take for a look-up of the same kind is measured beside it: those from PyPI are installed into an environment of their own, jq and
yq are taken from where they are; those that cannot be had are named.
"""

import argparse
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
IMPORTS = {"click": "import click", "json": "import click, json", "table": "import click, rich.console, rich.table"}
TAB = {"_MOONRACE_COMPLETE": "bash_complete", "COMP_WORDS": "moonrace mission chang", "COMP_CWORD": "2"}
LINES: list[tuple[str, str, float | None, float | None]] = [
    # The command line, its floor, and at most so many times the floor and so many MiB.
    ("mission chang-e-6 --format table", "table", 1.28, 24),
    ("mission chang-e-6 --json", "json", 1.30, 18),
    ("mission chang-e-6 --format plain", "json", 1.30, 18),
    ("mission CE-6 --format plain", "json", 1.30, 18),
    ("agency nasa --format plain", "json", 1.30, 18),
    ("alliance artemis-accords --format plain", "json", 1.30, 18),
    ("programme apollo --format plain", "json", 1.30, 18),
    ("country thailand --format plain", "json", 1.30, 18),
    ("missions --scope all --format table", "table", 2.0, None),
    ("countries --format table", "table", 2.0, None),
    ("agencies --format table", "table", 2.0, None),
    ("--help", "click", 1.15, None),
    ("--version", "click", 1.15, None),
    ("TAB", "click", 1.15, None),
]
PEERS = ("sqlite-utils", "countryinfo", "periodic-table-cli", "mendeleev", "tldr")
# Copies of every mission in memory, written as a compiled record and, for --data, as a folder of YAML (a file has its limit).
GROWN = """
import itertools, os, sys
from moonrace import loading
from moonrace.dataset import Dataset
from moonrace.fields import pack
from moonrace.loading import compiled
times, target = int(sys.argv[1]), sys.argv[2]
real = loading.load()
missions = dict(real.missions)
for number in range(2, times + 1):
    for key, one in real.missions.items():
        again = f"{key}-copy-{number}"
        missions[again] = one._replace(
            id=again, name=f"{one.name} copy {number}", native={}, aliases=(), cospar_id=None,
            part_of=one.part_of and f"{one.part_of}-copy-{number}",
            sources={name: keys for name, keys in one.sources.items() if name not in ("native", "aliases", "cospar_id")},
            events=tuple(event._replace(first=None, contested=None) for event in one.events),
        )
grown = Dataset(real.meta, {**{kind: dict(real.sections[kind]) for kind in real.sections}, "missions": missions})
with open(target + ".jsonl", "wb") as file:
    file.write(compiled.dump(grown))
if sys.argv[3] == "yaml":
    import yaml
    copies = {key: pack(one) for key, one in missions.items() if key not in real.missions}
    for packed in copies.values():
        packed.pop("id")
    os.mkdir(target)
    left = iter(copies.items())
    for number in range(len(copies) // 2_000 + 1):
        some = itertools.islice(left, 2_000)
        with open(f"{target}/{number:03}.yaml", "w", encoding="utf-8") as file:
            yaml.dump({"missions": dict(some)}, file, Dumper=getattr(yaml, "CSafeDumper", yaml.SafeDumper),
                      allow_unicode=True, sort_keys=False)
"""
OVER = "import sys; from moonrace import loading; loading.COMPILED = sys.argv.pop(1); from moonrace.__main__ import main; main()"


class Cost(NamedTuple):
    """CPU seconds and wall seconds of one process, and the most memory that it held, in MiB."""

    cpu: float
    wall: float
    memory: float


class Pairs(NamedTuple):
    """The medians of many runs of a command, each beside a run of its floor."""

    ratio: float
    cpu: float
    floor: float
    memory: float


def environment(more: Mapping[str, str] | None = None) -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "LC_ALL") if name in os.environ}
    return {**kept, "HOME": "/nonexistent", "COLUMNS": "100", **(more or {})}


def once(line: Sequence[str], more: Mapping[str, str] | None = None) -> Cost:
    """Run a command to its end. Spawned from here directly: what this process holds would count as the child's."""
    nowhere = [(os.POSIX_SPAWN_OPEN, stream, os.devnull, os.O_RDWR, 0) for stream in (0, 1, 2)]
    begin = time.perf_counter()
    child = os.posix_spawnp(line[0], list(line), environment(more), file_actions=nowhere)
    _, status, used = os.wait4(child, 0)
    wall = time.perf_counter() - begin
    if status:
        raise SystemExit(f"{' '.join(line)[:200]} ended with {os.waitstatus_to_exitcode(status)}")
    unit = 1024**2 if sys.platform == "darwin" else 1024
    return Cost(used.ru_utime + used.ru_stime, wall, used.ru_maxrss / unit)


def pairs(line: Sequence[str], floor: Sequence[str], runs: int, more: Mapping[str, str] | None = None) -> Pairs:
    ratios, own, under, memory = [], [], [], []
    once(floor), once(line, more)
    for _ in range(runs):
        below, cost = once(floor), once(line, more)
        ratios.append(cost.cpu / below.cpu)
        own.append(cost.cpu)
        under.append(below.cpu)
        memory.append(cost.memory)
    return Pairs(median(ratios), median(own), median(under), median(memory))


def install(folder: Path) -> Path:
    """The wheel of this checkout in a new environment; the folder of its programs."""
    call = {"check": True, "stdout": subprocess.DEVNULL}
    subprocess.run([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder], cwd=ROOT, **call)
    subprocess.run([sys.executable, "-m", "venv", folder / "venv"], **call)
    programs = folder / "venv" / "bin"
    (wheel,) = folder.glob("*.whl")
    subprocess.run(
        [programs / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check", wheel], **call
    )
    return programs


def machine(programs: Path) -> str:
    asked = "import importlib.metadata as m; print(*(f'{n} {m.version(n)}' for n in ('moonrace', 'click', 'rich', 'PyYAML')))"
    versions = subprocess.run([programs / "python", "-c", asked], capture_output=True, text=True, check=True).stdout
    cpu = next(
        (line.partition(":")[2].strip() for line in _lines("/proc/cpuinfo") if line.startswith("model name")),
        platform.processor() or platform.machine(),
    )
    load = f"load {os.getloadavg()[0]:.1f}"
    system = f"{platform.system()} {platform.machine()}"
    return f"{cpu}, {os.cpu_count()} cores, {load}, {system}; Python {platform.python_version()}, {versions.strip()}"


def _lines(path: str) -> list[str]:
    return Path(path).read_text(encoding="utf-8").splitlines() if os.path.exists(path) else []


def targets(programs: Path, runs: int) -> None:
    print("\n| command | floor | ratio | at most | CPU ms | floor ms | MiB | at most | |")
    print("| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | --- |")
    for words, floor, most, memory in LINES:
        line = [str(programs / "moonrace"), *([] if words == "TAB" else words.split())]
        got = pairs(line, [str(programs / "python"), "-c", IMPORTS[floor]], runs, TAB if words == "TAB" else None)
        missed = (most is not None and got.ratio > most) or (memory is not None and got.memory > memory)
        print(
            f"| `{words}` | {floor} | {got.ratio:.2f} | {most or '-'} | {got.cpu * 1e3:.1f} | {got.floor * 1e3:.1f} | "
            f"{got.memory:.1f} | {memory or '-'} | {'MISSED' if missed else ''} |",
            flush=True,
        )


def others(programs: Path, folder: Path, runs: int) -> None:
    """The same look-up, or one of the same kind, in the tools that one would otherwise reach for."""
    moonrace, export, peers = str(programs / "moonrace"), folder / "export", folder / "peers"
    export.mkdir()
    files = {name: str(export / f"moonrace.{name}") for name in ("json", "sqlite", "yaml")}
    for form in ("json", "yaml"):
        with open(files[form], "wb") as file:
            line = [moonrace, "missions", "--scope", "all", "--format", form]
            subprocess.run(line, check=True, stdout=file)
    subprocess.run([moonrace, "export", "sqlite", "-o", files["sqlite"]], check=True, capture_output=True)
    subprocess.run([sys.executable, "-m", "venv", peers], check=True)
    for name in PEERS:
        subprocess.run([peers / "bin" / "pip", "install", "--quiet", name], check=False, capture_output=True)
    page = folder / "cache" / "tldr" / "pages" / "common" / "tar.md"  # its cache is filled from the network otherwise
    page.parent.mkdir(parents=True)
    page.write_text("# tar\n\n> Archiving utility.\n\n- List what an archive holds:\n\n`tar tf {{path/to/file.tar}}`\n")
    cache = {"XDG_CACHE_HOME": str(folder / "cache")}

    def peer(name: str) -> str:
        return str(peers / "bin" / name)

    element = "from mendeleev import element; print(element('Fe').name)"
    same, pick = "the same mission, by its id", '.missions[] | select(.id == "chang-e-6")'
    row = "select * from missions where id = 'chang-e-6'"
    rows: list[tuple[str, list[str], str]] = [
        ("moonrace", [moonrace, "mission", "chang-e-6", "--json"], same),
        ("jq", ["jq", pick, files["json"]], f"{same}, in our JSON"),
        ("yq", ["yq", pick, files["yaml"]], f"{same}, in our YAML"),
        ("sqlite-utils", [peer("sqlite-utils"), files["sqlite"], row], f"{same}, in our SQLite: its own fields only"),
        ("countryinfo", [peer("countryinfo"), "Japan", "--json"], "a country"),
        ("periodic-table-cli", [peer("periodic-table-cli"), "--mode=data", "--symbol=Fe"], "an element"),
        ("mendeleev", [peer("python"), "-c", element], "an element, as a library"),
        ("tldr", [peer("tldr"), "tar"], "a page, from its cache"),
    ]
    missing = []
    print("\n| tool | what it looks up | CPU ms | wall ms | MiB |\n| --- | --- | ---: | ---: | ---: |")
    for name, line, what in rows:
        if shutil.which(line[0]) is None:
            missing.append(name)
            continue
        try:
            costs = [once(line, cache) for _ in range(max(3, runs // 4))]
        except SystemExit:
            missing.append(name)
            continue
        cpu, wall, memory = (median(part) for part in zip(*costs, strict=True))
        print(f"| {name} | {what} | {cpu * 1e3:.0f} | {wall * 1e3:.0f} | {memory:.1f} |", flush=True)
    asked = "import importlib.metadata as m; print(', '.join(f'{d.name} {d.version}' for d in m.distributions()))"
    found = subprocess.run([peer("python"), "-c", asked], capture_output=True, text=True, check=True).stdout.split(", ")
    print(f"\nVersions: {', '.join(sorted(one.strip() for one in found if one.split()[0] in PEERS))}.")
    print(f"Not measured, because missing here or not in working order: {', '.join(missing) or 'none'}.")


def growth(programs: Path, folder: Path, runs: int, most_yaml: int) -> None:
    """The cost with ten and a hundred times the missions, compiled and as --data."""
    python = str(programs / "python")
    print("\n| missions | file | `mission --json` CPU ms | MiB | `missions --json`, all, CPU ms | MiB | each ms |")
    print("| ---: | --- | ---: | ---: | ---: | ---: | ---: |")
    asked = "from moonrace import loading; print(len(loading.load().missions))"
    number = int(subprocess.run([python, "-c", asked], capture_output=True, check=True).stdout)
    one, whole = ["mission", "chang-e-6", "--json"], ["missions", "--scope", "all", "--json"]
    for times in (1, 10, 100):
        target, form = str(folder / f"grown-{times}"), "yaml" if 1 < times <= most_yaml else ""
        subprocess.run([python, "-c", GROWN, str(times), target, form], check=True)
        ways = [("compiled", [python, "-c", OVER, target + ".jsonl"], [])]
        if form:
            ways.append(("YAML, --data", [str(programs / "moonrace")], ["--data", target]))
        for way, program, more in ways:
            count = max(1, min(runs, 200 // times) if way == "compiled" else 1)
            single, every = ([once([*program, *line, *more]) for _ in range(count)] for line in (one, whole))
            cpu, all_cpu = median(cost.cpu for cost in single) * 1e3, median(cost.cpu for cost in every) * 1e3
            memory, all_memory = median(cost.memory for cost in single), median(cost.memory for cost in every)
            each = all_cpu / (number * times)
            print(
                f"| {number * times:,} | {way} | {cpu:,.0f} | {memory:.0f} | {all_cpu:,.0f} | {all_memory:.0f} | {each:.2f} |",
                flush=True,
            )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=80, help="pairs of runs for each line (80)")
    parser.add_argument(
        "--yaml", type=int, default=10, metavar="TIMES", help="YAML up to so many times the record (10)"
    )
    parser.add_argument("--skip", nargs="*", default=[], choices=["targets", "others", "growth"])
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        programs = install(folder)
        print(machine(programs))
        if "targets" not in given.skip:
            targets(programs, given.runs)
        if "others" not in given.skip:
            others(programs, folder, given.runs)
        if "growth" not in given.skip:
            growth(programs, folder, given.runs, given.yaml)


if __name__ == "__main__":
    main()
