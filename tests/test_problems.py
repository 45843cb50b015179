"""Each problem of the data, word for word: place, message and fix. To approve what it says now: `pytest --golden`.

The cases are those of `test_reader` and `test_rules`, which check their parts; here it is the whole sentence.
"""

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from moonrace.dataset import Dataset
from moonrace.errors import BadData
from moonrace.loading import reader, rules, yamltree
from moonrace.loading.problems import Problem
from moonrace.loading.yamltree import MAX_PROBLEMS

from .test_reader import FIVE, META, OVER, REFUSED
from .test_rules import BROKEN, SHARED

GOLDEN = Path(__file__).parent / "golden"
TOGETHER = [
    # What is wrong with one section or record keeps nobody from looking at the next.
    ("programmes: []\nagencies: {nasa: {nam: A}}\n", "zzz: {}\nprogrammes: {clep: {name: B, nam: C}}\n"),
    (META, META + "programmes:\n  clep: {nam: A}\n"),
    ("programmes:\n  clep: {name: A}\n", "programmes:\n  clep: {name: B}\n  other: {nam: C}\n"),
    ("moon\n", "", "- a\n", "programmes: &x {}\n", "a: b: c\n", "programmes: {new: {}}\n"),
    (FIVE, FIVE.replace("clep", "new").replace("luna-25", "luna-x")),
    ("missions:\n  luna-25: {events: [{type: launch, when: 2023-08-10, sources: [a], targets: [{when: x}, {}]}]}\n",),
    (OVER, OVER),
    ("programmes:\n  a: {name: One}\n  b: {name: One}\n  c: {name: One}\n",),
    # A message quotes only the beginning of a long text.
    (f"programmes:\n  clep: {'x' * 60}\n",),
    (
        f"missions:\n  luna-25: {{crewed: {'x' * 80}, outcome: {'x' * 80}, mass_kg: {{value: {'x' * 80}, sources: [report]}}}}\n",
    ),
]
ALONE = [
    ("programmes: {}\n",),
    (META.replace("credit: C", "made: D"),),
    (META.replace("2026-10-09", "soon") + "missions: {x: {}}\n",),
    ("meta: A\n", META),
]


def lines(problems: Iterable[Problem]) -> Iterator[str]:
    """One line a problem, without the words of the parser of YAML and of the calendar of Python, which may change."""
    for one in problems:
        message = re.sub("(this is not YAML|not a date of the calendar): .*", r"\1: …", one.message)
        yield " | ".join("" if part is None else str(part) for part in one._replace(message=message))


def read(texts: Iterable[str], base: Dataset | None) -> list[Problem]:
    try:
        located = reader.read(
            {f"{letter}.yaml": text.encode() for letter, text in zip("abcdef", texts, strict=False)}, base
        )
    except BadData as error:
        return list(error.problems)
    # As if it were nobody's own data, which may lack sources.
    held = located._replace(dataset=Dataset(located.dataset.meta, located.dataset.sections))
    return located.problems or list(rules.check(held, unused=False))


def test_each_problem_reads_as_it_was_approved(small: Dataset, pytestconfig: pytest.Config) -> None:
    over = [
        *((row[0],) for row in REFUSED),
        *((row[0],) for rows in BROKEN.values() for row in rows),
        *((row[1],) for row in SHARED),
        *TOGETHER,
    ]
    blocks = ["\n".join(lines(read(texts, small))) for texts in over]
    blocks += ["\n".join(lines(read(texts, None))) for texts in ALONE]
    assert all(blocks)
    approved = GOLDEN / "problems.txt"
    if pytestconfig.getoption("--golden"):
        approved.write_text("\n\n".join(blocks) + "\n", encoding="utf-8", newline="\n")
    assert blocks == approved.read_text(encoding="utf-8").rstrip("\n").split("\n\n")


def refusal(path: str) -> Problem:
    with pytest.raises(BadData) as refused:
        reader.yaml_files(path)
    (problem,) = refused.value.problems
    return problem


def test_a_path_without_files_is_refused_word_for_word(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fix = "name a YAML file or a folder of them"
    assert refusal("nowhere") == Problem("nowhere", 1, None, None, "there is no such file or folder", fix)
    empty = Problem(str(tmp_path), 1, None, None, "there is no YAML file in this folder", "name a folder that has some")
    assert refusal(str(tmp_path)) == empty

    def refuse(path: str) -> list[str]:
        raise PermissionError(13, "Permission denied", path)

    monkeypatch.setattr(os, "listdir", refuse)
    message = "the folder cannot be read: Permission denied"
    assert refusal(str(tmp_path)) == Problem(str(tmp_path), 1, None, None, message, "check its permissions")


def test_a_file_that_cannot_be_read_is_refused_word_for_word(small: Dataset) -> None:
    problem = Problem("a.yaml", 1, None, None, "the file cannot be read: Permission denied", "check its permissions")
    assert reader.read({"a.yaml": PermissionError(13, "Permission denied")}, small).problems == [problem]


def parsed(text: str) -> list[tuple[int, str, str | None]]:
    """Line, message and fix of each problem that the parser reports; file, record and field are as they must be."""
    problems = yamltree.parse(text.encode(), "a.yaml")[1]
    assert {(one.file, one.record, one.field) for one in problems} <= {("a.yaml", None, None)}
    return [(one.line, one.message, one.fix) for one in problems]


def test_each_limit_allows_what_just_fits_and_says_its_number(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yamltree, "MAX_BYTES", 1 << 20)
    assert parsed("#" * (1 << 20)) == []
    assert parsed("#" * (1 << 20) + "#") == [(1, "the file is larger than 1 MiB", "split it")]
    assert parsed("a:\n  b: " + "x" * 10_000) == []
    assert parsed("a:\n  b: " + "x" * 10_001) == [(2, "a text of more than 10,000 characters", "shorten it")]
    monkeypatch.setattr(yamltree, "MAX_NODES", 4)
    assert parsed("a:\n- b\n") == []  # the mapping, its key, the list and what is in it
    assert parsed("a:\n- b\n- c\n") == [(3, "more than 4 values", "split the file")]
    monkeypatch.setattr(yamltree, "MAX_NODES", 4_000)
    deep = (2, "nested more than 16 deep", "flatten it")
    assert parsed("a:\n  " + "[" * 15 + "]" * 15) == []
    assert parsed("a:\n  " + "[" * 16 + "]" * 16) == [deep]
    monkeypatch.setattr(yamltree, "MAX_PROBLEMS", 2)
    assert len(parsed("- &a b\n- c\n")) == 1
    assert len(parsed("- &a b\n- &a b\n- &a b\n")) == 2


def test_what_the_parser_refuses_is_reported_word_for_word(monkeypatch: pytest.MonkeyPatch) -> None:
    no_directive = "remove it: a data file needs no directives"
    assert parsed("%YAML 1.1\n---\na: b\n") == [(1, "a line that begins with %", no_directive)]
    assert parsed("a:\n  b: c\n%TAG\n\n") == [(3, "a line that begins with %", no_directive)]
    assert parsed('a:\n  "b\\u202E": c\n') == [(2, "a key with an invisible character, U+202E", "remove it")]
    assert parsed("a: &x b\nc: *x\n") == [
        (1, "an anchor, &x", "write the value out where it is needed"),
        (2, "an alias, *x", "write the value out"),
    ]
    # An alias becomes an empty text, so that what is around it is still read.
    root, _ = yamltree.parse(b"a: &x b\nc: *x\n", "a.yaml")
    assert root is not None
    assert [(key, node.line, node.value) for key, node in root.value.items()] == [("a", 1, "b"), ("c", 2, "")]
    ((line, message, fix),) = parsed("a:\n  b: c: d\n")
    assert (line, fix) == (2, "see data/README.md")
    assert re.fullmatch("this is not YAML: mapping values are not allowed.*", message)
    ((_, message, _),) = parsed("a: [b\n")  # what is wrong, not "while parsing a flow sequence"
    assert re.fullmatch("this is not YAML: .*expected ',' or ']'.*", message)

    def too_deep(*_: object, **__: object) -> None:
        raise RecursionError

    monkeypatch.setattr("yaml.parse", too_deep)
    assert parsed("a: b\n") == [(1, "nested more than 16 deep", "flatten it")]


def test_no_more_problems_are_reported_than_the_limit(small: Dataset) -> None:
    many = "programmes:\n" + "".join(f"  p{number}: {{nam: A}}\n" for number in range(MAX_PROBLEMS + 10))
    assert len(reader.read({"a.yaml": many.encode()}, small).problems) == MAX_PROBLEMS
    odd = "programmes:\n" + "".join(f"  P{number}: {{name: A{number}}}\n" for number in range(MAX_PROBLEMS + 10))
    located = reader.read({"a.yaml": odd.encode()}, small)
    assert len(list(rules.check(located, unused=False))) == MAX_PROBLEMS
