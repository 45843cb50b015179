"""What would be uploaded: the source as an archive, the wheel that is built from it, and what their metadata says."""

import email.message
import email.parser
import hashlib
import os
import re
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest
import yaml

from moonrace import __version__

from .conftest import ROOT

pytestmark = pytest.mark.xdist_group("wheel")
NAME = f"moonrace-{__version__}"
FOLDERS = ("src", "data", "tests", "docs", "tools", "fuzz", "benchmarks")
ALONE = {"SECURITY.md", "requirements-dev.txt",
    "CHANGELOG.md", "CITATION.cff", "CONTRIBUTING.md", "LICENSE", "Makefile", "README.md", "hatch_build.py", "pyproject.toml",
    ".gitignore", "PKG-INFO",
}  # fmt: skip


def run(*arguments: str, cwd: Path) -> str:
    env = {**os.environ, "PYTHONUTF8": "1", "NO_COLOR": "1"}
    done = subprocess.run(
        [sys.executable, "-m", *arguments], cwd=cwd, env=env, capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tree as it would be checked out: without what git ignores, and without git."""
    ignored = [line.strip("/\n") for line in (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()]
    folder = tmp_path_factory.mktemp("tree") / "moonrace"
    shutil.copytree(ROOT, folder, ignore=shutil.ignore_patterns(".git", *ignored))
    return folder


@pytest.fixture(scope="module")
def dist(tree: Path) -> Path:
    """The folder with the archive of the source and the wheel that was built from that archive."""
    folder = tree.parent / "dist"
    run("hatchling", "build", "-t", "sdist", "-d", str(folder), cwd=tree)
    with tarfile.open(folder / f"{NAME}.tar.gz") as archive:
        safe = {"filter": "data"} if hasattr(tarfile, "data_filter") else {}  # since Python 3.11.4
        archive.extractall(tree.parent, **safe)  # type: ignore[arg-type]
    run("hatchling", "build", "-t", "wheel", "-d", str(folder), cwd=tree.parent / NAME)
    return folder


@pytest.fixture(scope="module")
def metadata(dist: Path) -> email.message.Message:
    """What the wheel says of itself."""
    with zipfile.ZipFile(next(dist.glob("*.whl"))) as wheel:
        return email.parser.Parser().parsestr(wheel.read(f"{NAME}.dist-info/METADATA").decode())


def contents(wheel: Path) -> dict[str, str]:
    with zipfile.ZipFile(wheel) as archive:
        return {name: hashlib.sha256(archive.read(name)).hexdigest() for name in archive.namelist()}


def test_nothing_else_is_left_where_it_is_uploaded_from(dist: Path) -> None:
    assert sorted(path.name for path in dist.iterdir()) == [f"{NAME}-py3-none-any.whl", f"{NAME}.tar.gz"]


def test_the_source_archive_holds_the_tree_and_nothing_else(tree: Path, dist: Path) -> None:
    with tarfile.open(dist / f"{NAME}.tar.gz") as archive:
        inside = {name.removeprefix(f"{NAME}/") for name in archive.getnames()}
    expected = {
        path.relative_to(tree).as_posix() for folder in FOLDERS for path in (tree / folder).rglob("*") if path.is_file()
    }
    assert inside == expected | ALONE


def test_the_wheel_of_the_archive_is_the_wheel_of_the_tree(tree: Path, dist: Path, tmp_path: Path) -> None:
    run("hatchling", "build", "-t", "wheel", "-d", str(tmp_path), cwd=tree)
    (wheel,) = tmp_path.iterdir()
    assert contents(wheel) == contents(dist / wheel.name)


def test_twine_finds_nothing_wrong(dist: Path) -> None:
    # Older ones, all that the oldest rich admits, do not know metadata 2.5.
    pytest.importorskip("twine", minversion="7.0")
    output = run("twine", "check", "--strict", *(str(path) for path in dist.iterdir()), cwd=dist)
    assert output.count("PASSED") == 2


def test_the_metadata_is_complete(metadata: email.message.Message) -> None:
    assert metadata["Name"] == "moonrace"
    assert metadata["Version"] == __version__
    assert metadata["Summary"]
    assert metadata["Requires-Python"] == ">=3.11"
    assert metadata["License-Expression"] == "MIT AND CC-BY-4.0"
    assert metadata.get_all("License-File") == ["LICENSE", "data/LICENSE"]
    assert metadata["Description-Content-Type"] == "text/markdown"
    assert metadata.get_payload() == (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_classifiers_are_known_and_name_the_versions_that_ci_runs(metadata: email.message.Message) -> None:
    trove_classifiers = pytest.importorskip("trove_classifiers")
    given = metadata.get_all("Classifier") or []
    assert set(given) - trove_classifiers.classifiers == set()
    workflow = ROOT / ".github" / "workflows" / "test.yml"
    if not workflow.exists():
        pytest.skip("the source archive has no workflows")
    versions = workflow.read_text(encoding="utf-8").partition("python:")[2].partition("]")[0]
    run_by_ci = re.findall(r'"(3\.\d+)"', versions)
    assert [one.rpartition(" ")[2] for one in given if re.search(r"Python :: 3\.\d+$", one)] == run_by_ci


def test_no_address_is_made_up(metadata: email.message.Message) -> None:
    assert metadata.get_all("Project-URL") is None
    assert metadata["Home-page"] is None


def test_the_citation_names_this_version_and_the_licence_of_the_record() -> None:
    given = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    # The keys that the schema of CFF 1.2.0 asks for, and some of those that it allows.
    assert {"cff-version", "message", "title", "authors"} <= set(given)
    allowed = "cff-version message title authors type version date-released license keywords references abstract doi"
    assert set(given) - set(allowed.split()) == set()
    assert given["cff-version"] == "1.2.0"
    assert given["version"] == __version__
    assert given["type"] == "dataset"
    assert given["license"] == "CC-BY-4.0"
    changes = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    day = re.search(rf"^## {re.escape(__version__)}, (\S+)$", changes, re.MULTILINE)
    assert day is not None
    assert str(given.get("date-released", "unreleased")) == day[1]
