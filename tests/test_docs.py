"""The documentation tells the truth: its output is the program's, its links lead somewhere, and nothing is left out."""

import doctest
import re
from importlib.metadata import version
from pathlib import Path

import pytest
from cogapp import Cog

from moonrace import model
from moonrace.cli import COMMANDS

from .conftest import ROOT

PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), ROOT / "data" / "README.md"])


@pytest.mark.parametrize("page", ["README.md", "docs/cli.md", "docs/facts.md", "docs/your-own-data.md"])
def test_what_the_program_wrote_is_what_it_writes_now(page: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if page == "docs/cli.md" and tuple(map(int, version("click").split(".")[:2])) < (8, 2):
        pytest.skip("help is laid out by click, and the page is written with a newer one")
    monkeypatch.chdir(ROOT)
    stale = Cog().main(["cog", "--check", "-I", str(ROOT / "docs"), str(ROOT / page)])
    assert stale == 0, "run `make docs`"


def test_the_readme_examples_of_the_library_work() -> None:
    failed, tried = doctest.testfile(str(ROOT / "README.md"), module_relative=False)
    assert tried > 4
    assert failed == 0


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_between_pages_leads_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#\s]+)", page.read_text(encoding="utf-8")):
        if "://" not in target:
            assert (page.parent / target).exists(), target


def test_every_command_is_in_the_reference() -> None:
    reference = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
    assert [name for name in COMMANDS if f"## `moonrace {name}`" not in reference] == []


def test_every_field_and_every_word_of_the_vocabularies_is_in_the_dictionary() -> None:
    dictionary = (ROOT / "data" / "README.md").read_text(encoding="utf-8")
    known = set(re.findall(r"[\w-]+", dictionary))
    fields = {
        field for shape in (*model.SECTIONS.values(), model.Event, model.Place, model.Target) for field in shape._fields
    }
    words = {
        word
        for vocabulary in (
            model.Scope,
            model.Kind,
            model.Status,
            model.Outcome,
            model.EventType,
            model.Reason,
            model.Instrument,
        )
        for word in vocabulary.__args__
    }
    assert (fields | words) - known - {"id"} == set()


def test_every_json_key_of_a_mission_is_in_the_contract() -> None:
    contract = (ROOT / "docs" / "json.md").read_text(encoding="utf-8")
    known = set(re.findall(r"\w+", contract))
    assert {field for field in model.Mission._fields if field != "native"} - known == set()


def test_no_path_of_a_developers_machine_is_in_the_project() -> None:
    texts = [
        path
        for folder in ("src", "docs", "data")
        for path in (ROOT / folder).rglob("*")
        if path.suffix in (".py", ".md", ".yaml")
    ]
    machine = re.compile(r"(?<![\w./:-])/(home|root|work)/")
    assert [str(path) for path in texts if machine.search(path.read_text(encoding="utf-8"))] == []
