"""The wheel as a user gets it: built from the tree, installed into a fresh environment with nothing for development."""

import json
import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

from moonrace import __version__
from moonrace.dataset import Dataset
from moonrace.loading import compiled
from moonrace.names import build

from .conftest import ROOT

pytestmark = pytest.mark.xdist_group("wheel")


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this tree."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True, timeout=300)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="session")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the programs of an environment that holds the wheel and its dependencies, and nothing else."""
    home = tmp_path_factory.mktemp("venv")
    venv.create(home, with_pip=True)
    programs = home / ("Scripts" if os.name == "nt" else "bin")
    command = [str(programs / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", str(wheel)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return programs


def run(programs: Path, *arguments: str, home: str) -> subprocess.CompletedProcess[str]:
    env = {"HOME": home, "PATH": os.environ["PATH"], "PYTHONUTF8": "1", "SYSTEMROOT": os.environ.get("SYSTEMROOT", "")}
    return subprocess.run(
        [str(programs / "moonrace"), *arguments], env=env, capture_output=True, text=True, encoding="utf-8", timeout=60
    )


def test_the_wheel_holds_the_package_the_record_and_the_licences_and_nothing_else(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    package = {str(path.relative_to(ROOT / "src").as_posix()) for path in (ROOT / "src" / "moonrace").rglob("*.py")}
    inside = {name for name in names if ".dist-info/" not in name}
    manual = f"moonrace-{__version__}.data/data/share/man/man1/moonrace.1"
    assert inside == package | {"moonrace/py.typed", "moonrace/record.jsonl", manual}
    assert {name.rpartition(".dist-info/")[2] for name in names} >= {"licenses/LICENSE", "licenses/data/LICENSE"}


def test_the_compiled_record_of_the_wheel_is_the_record_of_the_yaml(wheel: Path, real: Dataset, tmp_path: Path) -> None:
    zipfile.ZipFile(wheel).extract("moonrace/record.jsonl", tmp_path)
    shipped = compiled.read(str(tmp_path / "moonrace" / "record.jsonl"))
    assert shipped.meta == real.meta
    assert shipped.index == build(real.sections)
    for kind, records in real.sections.items():
        assert dict(shipped.sections[kind]) == dict(records), kind


def test_an_installed_wheel_answers_without_a_home_it_can_write(installed: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir(mode=0o500)
    done = run(installed, "mission", "chang-e-6", "--json", home=str(home))
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["missions"][0]["cospar_id"] == "2024-083A"
    assert list(home.iterdir()) == []


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["mission", "嫦娥六号", "-f", "table"], "Chang'e 6"),
        (["signatories", "ilrs", "--as-of", "2023-12-06"], "Egypt"),
        (["country", "angola"], "30 Nov 2023"),
        (["check"], ""),
        (["--version"], "moonrace"),
    ],
)
def test_an_installed_wheel_needs_no_development_tool(
    installed: Path, arguments: list[str], expected: str, tmp_path: Path
) -> None:
    done = run(installed, *arguments, home=str(tmp_path))
    assert (done.returncode, done.stderr) == (0, "")
    assert expected in done.stdout


def test_your_own_data_lies_over_the_record_of_the_wheel(installed: Path, tmp_path: Path) -> None:
    own = tmp_path / "own.yaml"
    own.write_text("missions:\n  luna-9:\n    name: Luna 9, corrected\n", encoding="utf-8")
    done = run(installed, "mission", "luna-9", "--data", str(own), home=str(tmp_path))
    assert "Luna 9, corrected" in done.stdout
