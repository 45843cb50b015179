"""What comes from elsewhere is named exactly: the tools of development by hash, the actions of the workflow by commit."""

import re
import tomllib
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
LOCK = (ROOT / "requirements-dev.txt").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
ASKED = PROJECT["project"]["dependencies"] + PROJECT["dependency-groups"]["dev"] + PROJECT["build-system"]["requires"]
ASKED += PROJECT["project"]["optional-dependencies"]["pictures"]
PINNED = dict(re.findall(r"^([\w.-]+)==([^\s;]+)", LOCK, re.MULTILINE))
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
WORKFLOWS = ROOT / ".github" / "workflows"


@pytest.mark.parametrize("asked", ASKED)
def test_the_lock_holds_a_version_of_each_dependency_that_it_may_have(asked: str) -> None:
    wanted = Requirement(asked)
    assert PINNED[canonicalize_name(wanted.name)] in wanted.specifier


def test_everything_in_the_lock_has_a_hash() -> None:
    pins = re.split(r"^(?=[\w.-]+==)", LOCK, flags=re.MULTILINE)[1:]
    assert len(pins) >= len(PINNED) > len(ASKED)
    assert [pin.partition("==")[0] for pin in pins if "--hash=sha256:" not in pin] == []


@pytest.mark.parametrize("asked", ASKED)
def test_a_dependency_has_a_lower_bound_and_no_cap(asked: str) -> None:
    assert [one.operator for one in Requirement(asked).specifier] == [">="]


def installs(lines: list[str]) -> list[str]:
    """What the lines let pip install, without the options that only say how."""
    found = [line.replace("$(PIP)", "-m pip install --quiet").partition("pip install ")[2] for line in lines]
    return [line.replace("--quiet", "").strip() for line in found if line]


LOCKED = ["--require-hashes --requirement requirements-dev.txt", "--no-deps --no-build-isolation --editable ."]
"""The lock, and then the project itself without asking for anything else."""


def test_make_test_installs_the_lock_and_nothing_beside_it() -> None:
    recipe = MAKEFILE.partition("$(VENV)/dev: pyproject.toml requirements-dev.txt\n")[2].partition("\n\n")[0]
    assert installs(recipe.splitlines()) == LOCKED
    assert re.search(r"^test: \$\(VENV\)/dev\b", MAKEFILE, re.MULTILINE)


@pytest.mark.skipif(not WORKFLOWS.exists(), reason="the archive of the source has no workflows")
def test_ci_installs_the_lock_and_nothing_beside_it() -> None:
    jobs = yaml.safe_load((WORKFLOWS / "test.yml").read_text(encoding="utf-8"))["jobs"]
    assert installs([step.get("run", "") for step in jobs["test"]["steps"]]) == LOCKED


@pytest.mark.skipif(not WORKFLOWS.exists(), reason="the archive of the source has no workflows")
def test_every_action_is_pinned_by_its_commit_and_names_its_version() -> None:
    used = [
        line.split("uses:")[1].strip()
        for path in WORKFLOWS.glob("*.yml")
        for line in path.read_text(encoding="utf-8").splitlines()
        if "uses:" in line
    ]
    assert used
    assert [one for one in used if not re.fullmatch(r"[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", one)] == []
