"""docs/library.md: its examples run, and it has every name that other code may use, with its parameters."""

import doctest
import inspect
import pkgutil
import re
from collections.abc import Iterator
from importlib import import_module

import pytest

import moonrace
from moonrace import Moment, errors, query
from moonrace.loading.problems import Problem
from moonrace.records import SECTIONS
from moonrace.records.mission import Mission

from .conftest import ROOT

PAGE = ROOT / "docs" / "library.md"
TEXT = PAGE.read_text(encoding="utf-8")
NAMED = set(re.findall(r"\w+", " ".join(re.findall(r"`([^`\n]+)`", TEXT))))
MODULES = {one.name: import_module(f"moonrace.query.{one.name}") for one in pkgutil.iter_modules(query.__path__)}


def listed() -> Iterator[tuple[str, str]]:
    """(module, signature) of each function in the table of `moonrace.query`."""
    module = ""
    for first, functions in re.findall(r"^\| (`\w+`)? ?\| (`\w+\(.*?\)`.*?) \|", TEXT, re.MULTILINE):
        module = first.strip("`") or module
        yield from ((module, signature) for signature in re.findall(r"`(\w+\(.*?\))`", functions))


def signature(module: str, name: str) -> str:
    """A function with the names of its parameters, without types and defaults."""
    parameters = inspect.signature(getattr(MODULES[module], name)).parameters.values()
    names = [one.name for one in parameters]
    by_name_only = [number for number, one in enumerate(parameters) if one.kind is one.KEYWORD_ONLY]
    if by_name_only:
        names.insert(by_name_only[0], "*")
    return f"{name}({', '.join(names)})"


def functions(module: str) -> set[str]:
    """The public functions that a module defines, without those that compute derived values."""
    home = MODULES[module]
    return {
        name
        for name, one in inspect.getmembers(home, inspect.isfunction)
        if one.__module__ == home.__name__ and not name.startswith(("_", "of_"))
    }


def test_its_examples_work(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MOONRACE_DATA", raising=False)
    failed, tried = doctest.testfile(str(PAGE), module_relative=False, optionflags=doctest.ELLIPSIS, encoding="utf-8")
    assert tried > 20
    assert failed == 0


@pytest.mark.parametrize("module", sorted(set(MODULES) - {"derived"}))
def test_every_function_of_a_query_module_is_on_the_page_with_its_parameters(module: str) -> None:
    on_page = {one for home, one in listed() if home == module}
    assert on_page == {signature(module, name) for name in functions(module)}


def test_every_module_on_the_page_is_there() -> None:
    assert {module for module, _ in listed()} == set(MODULES) - {"derived"}


def test_every_row_that_a_function_returns_is_on_the_page() -> None:
    rows = {
        row
        for module in set(MODULES) - {"derived"}
        for name in functions(module)
        for row in re.findall(r"\w+", str(inspect.signature(getattr(MODULES[module], name)).return_annotation))
        if hasattr(getattr(MODULES[module], row, None), "_fields")
        and getattr(MODULES[module], row).__module__ == f"moonrace.query.{module}"
    }
    assert len(rows) > 10
    assert rows - NAMED == set()


@pytest.mark.parametrize("public", [Moment, Mission], ids=lambda one: one.__name__)
def test_every_property_and_method_is_on_the_page(public: type) -> None:
    inherited = {*dir(tuple), *getattr(public, "_fields", ())}
    assert {name for name in dir(public) if not name.startswith("_")} - inherited - NAMED == set()


def test_every_name_of_the_package_is_on_the_page_and_is_there() -> None:
    assert set(moonrace.__all__) - NAMED == set()
    assert [name for name in moonrace.__all__ if not hasattr(moonrace, name)] == []


def test_every_section_and_look_up_is_on_the_page() -> None:
    look_ups = {section.singular for section in SECTIONS.values() if hasattr(moonrace.Dataset, section.singular)}
    assert len(look_ups) > 6
    assert look_ups | set(SECTIONS) <= NAMED


def test_every_error_is_on_the_page_with_the_fields_of_a_problem() -> None:
    raised = {
        name for name, one in vars(errors).items() if isinstance(one, type) and issubclass(one, errors.MoonraceError)
    }
    assert raised | set(Problem._fields) <= NAMED
