"""docs/library.md: its examples run, and it tells every name that others may build on."""

import doctest
import re

import pytest

import moonrace
from moonrace import Moment, errors, query
from moonrace.dataset import SINGULAR

from .conftest import ROOT

PAGE = ROOT / "docs" / "library.md"
TOLD = set(re.findall(r"\w+", " ".join(re.findall(r"`([^`\n]+)`", PAGE.read_text(encoding="utf-8")))))


def test_its_examples_work() -> None:
    failed, tried = doctest.testfile(str(PAGE), module_relative=False, optionflags=doctest.ELLIPSIS, encoding="utf-8")
    assert tried > 20
    assert failed == 0


@pytest.mark.parametrize("module", [moonrace, query], ids=lambda module: module.__name__)
def test_every_public_name_is_told_and_is_there(module: object) -> None:
    names = set(module.__all__)  # type: ignore[attr-defined]
    assert names - TOLD == set()
    assert [name for name in names if not hasattr(module, name)] == []


def test_every_public_name_of_a_moment_is_told() -> None:
    assert {name for name in dir(Moment) if not name.startswith("_")} - TOLD == set()


def test_every_error_and_every_look_up_is_told() -> None:
    raised = {
        name for name, one in vars(errors).items() if isinstance(one, type) and issubclass(one, errors.MoonraceError)
    }
    assert raised - TOLD == set()
    look_ups = {name for pair in SINGULAR.items() for name in pair if hasattr(moonrace.Dataset, name)}
    assert len(look_ups) > 6
    assert look_ups - TOLD == set()
