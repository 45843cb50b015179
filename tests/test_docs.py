"""The documentation is true: its output is the program's, its links lead somewhere, and nothing is left out."""

import doctest
import re
import runpy
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest
import yaml
from cogapp import Cog

from moonrace import loading
from moonrace.cli import COMMANDS
from moonrace.export.forms import EXPORTS
from moonrace.export.relational import tables
from moonrace.export.schema import keys
from moonrace.fields import types_of
from moonrace.records import SECTIONS

from .conftest import ROOT

PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), ROOT / "data" / "README.md"])
WRITTEN = [page for page in PAGES if "<!-- [[[cog" in page.read_text(encoding="utf-8")]
DICTIONARY = ROOT / "data" / "README.md"
SHOW = runpy.run_path(str(ROOT / "docs" / "show.py"))


def name(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("page", WRITTEN, ids=name)
def test_what_the_program_wrote_is_what_it_writes_now(page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if name(page) == "docs/cli.md" and tuple(map(int, version("click").split(".")[:2])) < (8, 2):
        pytest.skip("help is laid out by click, and the page is written with a newer one")
    monkeypatch.chdir(ROOT)
    stale = Cog().main(["cog", "--check", "-I", str(ROOT / "docs"), str(page)])
    assert stale == 0, "run `make docs`"


def test_make_docs_writes_every_page_of_which_the_program_writes_a_part() -> None:
    (line,) = [line for line in (ROOT / "Makefile").read_text(encoding="utf-8").splitlines() if "/cog -r" in line]
    assert sorted(line.partition("-I docs ")[2].split()) == sorted(map(name, WRITTEN))
    assert len(WRITTEN) > 4


def test_the_readme_examples_of_the_library_work() -> None:
    failed, tried = doctest.testfile(str(ROOT / "README.md"), module_relative=False)
    assert tried > 4
    assert failed == 0


def anchors(page: Path) -> set[str]:
    """The anchors that GitHub gives to the headings of a page."""
    text = re.sub(r"^```.*?^```", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_link_between_pages_leads_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)\s]+)\)", page.read_text(encoding="utf-8")):
        if "://" not in target:
            path, _, anchor = target.partition("#")
            other = page.parent / path if path else page
            assert other.exists(), target
            assert not anchor or anchor in anchors(other), target


def test_every_module_is_named_in_the_architecture() -> None:
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8").partition("Imports go one way")[0]
    listing, _, questions = text.partition("| module of `query` |")
    modules = [path for path in (ROOT / "src" / "moonrace").rglob("*.py") if path.stem != "__init__"]
    named = {
        path: re.search(rf"\b{path.stem}\b", questions if path.parent.name == "query" else listing) for path in modules
    }
    assert [path.name for path, found in named.items() if not found] == []


def test_every_command_is_in_the_reference() -> None:
    reference = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
    assert [command for command in COMMANDS if f"## `moonrace {command}`" not in reference] == []


@pytest.mark.parametrize("shape", SHOW["shapes"]())
def test_the_dictionary_has_each_section_and_part_with_every_field_and_word(shape: str) -> None:
    text = DICTIONARY.read_text(encoding="utf-8")
    _, heading, after = text.partition(f"\n### {shape}\n")
    assert heading, "it has no heading of its own"
    table = re.split(r"\n#", after)[0]
    rows = dict(re.findall(r"^\| \*{0,2}`(\w+)`\*{0,2} \| (.*) \|$", table, re.MULTILINE))
    declared: dict[str, Any] = dict(types_of(SHOW["shapes"]()[shape]))
    declared.pop("id", None)
    assert list(rows) == list(declared)
    for field, row in rows.items():
        of, meaning = row.split(" | ")
        assert meaning, field
        assert set(declared[field].words) <= set(re.findall(r"`([\w-]+)`", of)), field


def test_the_dictionary_shows_what_is_needed_in_bold() -> None:
    fields = SHOW["fields"]("missions")
    assert "| **`scope`** | `lunar` `part` `flyby` `test` `context` |" in fields
    assert "| `programme` | id of [programmes](#programmes) |" in fields
    assert "| **`events`** | list of [Event](#event) |" in fields


def test_the_example_of_the_dictionary_can_be_read(tmp_path: Path) -> None:
    """With the sources that it cites, and nothing else added, it lies over the record without a problem."""
    (example,) = [
        block
        for block in re.findall(
            r"^```yaml\n(.*?)^```", DICTIONARY.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
        )
        if block.startswith("missions:")
    ]
    (tmp_path / "example.yaml").write_text(example, encoding="utf-8")
    assert list(yaml.safe_load(example)["missions"]) == ["chang-e-6"]
    assert loading.examine(str(tmp_path / "example.yaml")).problems == []


def test_every_derived_key_of_a_record_is_in_the_contract() -> None:
    """Keys that follow from the declarations have their rules there; these do not follow from them."""
    contract = set(re.findall(r"\w+", (ROOT / "docs" / "json.md").read_text(encoding="utf-8")))
    for section in SECTIONS.values():
        declared = {"native_names" if field == "native" else field for field in types_of(section.shape)}
        assert set(keys(section.shape)) - declared - contract == set()
    assert {"when", "earliest", "latest", "precision", "approximate", "uncertain"} <= contract


def test_every_export_and_every_table_of_it_is_described() -> None:
    text = (ROOT / "docs" / "exports.md").read_text(encoding="utf-8")
    assert [form for form in EXPORTS if f"`{form}`" not in text.partition("## Tables")[0]] == []
    described = set(re.findall(r"`(\w+)`", text.partition("## Tables")[2].partition("## SQLite")[0]))
    made = {table.name for table in tables(loading.load_folder(str(ROOT / "tests" / "small")), lambda: None)}
    assert made - described == set()


def test_no_path_of_a_developers_machine_is_in_the_project() -> None:
    texts = [
        path
        for folder in ("src", "docs", "data")
        for path in (ROOT / folder).rglob("*")
        if path.suffix in (".py", ".md", ".yaml")
    ]
    machine = re.compile(r"(?<![\w./:-])/(home|root|work)/")
    assert [str(path) for path in texts if machine.search(path.read_text(encoding="utf-8"))] == []
