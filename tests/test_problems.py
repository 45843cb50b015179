"""What a problem of the data is told as, to the letter: place, message and way out. After a look: `pytest --golden`.

The cases are those of `test_reader` and `test_rules`, which say what each must hold; here stands the whole sentence.
"""

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from moonrace import reader, rules
from moonrace.dataset import Dataset
from moonrace.errors import BadData, Problem
from moonrace.yamltree import MAX_BYTES, MAX_DEPTH, MAX_PROBLEMS

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
]
ALONE = [
    ("programmes: {}\n",),
    (META.replace("credit: C", "made: D"),),
    (META.replace("2026-10-09", "soon") + "missions: {x: {}}\n",),
    ("meta: A\n", META),
]


def told(problems: Iterable[Problem]) -> Iterator[str]:
    """One line a problem. What the parser of YAML says is its own affair."""
    for one in problems:
        yield " | ".join(map(str, one._replace(message=re.sub("(?<=not YAML: ).*", "…", one.message))))


def read(texts: Iterable[str], base: Dataset | None) -> list[Problem]:
    for letter, text in zip("abcdef", texts, strict=False):
        Path(f"{letter}.yaml").write_text(text, encoding="utf-8", newline="\n")
    files = [f"{letter}.yaml" for letter, _ in zip("abcdef", texts, strict=False)]
    try:
        located = reader.read(files, base)
    except BadData as error:
        return list(error.problems)
    return located.problems or list(rules.check(located, unused=False))


def test_each_problem_is_told_as_it_was_approved(
    small: Dataset, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pytestconfig: pytest.Config
) -> None:
    monkeypatch.chdir(tmp_path)
    over = [
        *((row[0],) for row in REFUSED),
        *((row[0],) for rows in BROKEN.values() for row in rows),
        *((row[1],) for row in SHARED),
        *TOGETHER,
    ]
    blocks = ["\n".join(told(read(texts, small))) for texts in over]
    blocks += ["\n".join(told(read(texts, None))) for texts in ALONE]
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


def test_a_path_that_means_no_files_is_told_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mend = "name a YAML file or a folder of them"
    assert refusal("nowhere") == Problem("nowhere", 1, "", "", "there is no such file or folder", mend)
    empty = Problem(str(tmp_path), 1, "", "", "there is no YAML file in this folder", "name one that has some")
    assert refusal(str(tmp_path)) == empty

    def refuse(path: str) -> list[str]:
        raise PermissionError(13, "Permission denied", path)

    monkeypatch.setattr(os, "listdir", refuse)
    message = "the folder cannot be read: Permission denied"
    assert refusal(str(tmp_path)) == Problem(str(tmp_path), 1, "", "", message, "see that you may read it")


def test_a_file_that_cannot_be_read_is_told_whole(small: Dataset) -> None:
    contents = {"a.yaml": PermissionError(13, "Permission denied")}
    told_as = Problem("a.yaml", 1, "", "", "the file cannot be read: Permission denied", "see that you may read it")
    assert reader.read(["a.yaml"], small, contents).problems == [told_as]


def test_the_limits_are_told_with_their_numbers(small: Dataset) -> None:
    contents = {"a.yaml": b"#" * (MAX_BYTES + 1)}
    message = f"the file is larger than {MAX_BYTES >> 20} MiB"
    assert reader.read(["a.yaml"], small, contents).problems == [Problem("a.yaml", 1, "", "", message, "split it")]
    assert reader.read(["a.yaml"], small, {"a.yaml": b"#" * MAX_BYTES}).problems[0].message != message
    deep = b"programmes:\n  clep: {name: " + b"[" * MAX_DEPTH + b"]" * MAX_DEPTH + b"}\n"
    (problem,) = reader.read(["a.yaml"], small, {"a.yaml": deep}).problems
    assert problem == Problem("a.yaml", 2, "", "", f"nested more than {MAX_DEPTH} deep", "no record needs that")


def test_what_was_read_already_is_not_read_again(small: Dataset) -> None:
    contents = {"nowhere.yaml": b"programmes:\n  clep: {name: From memory}\n"}
    located = reader.read(["nowhere.yaml"], small, contents)
    assert located.problems == []
    assert located.dataset.programmes["clep"].name == "From memory"


def test_no_more_problems_are_told_than_the_most(small: Dataset) -> None:
    many = "programmes:\n" + "".join(f"  p{number}: {{nam: A}}\n" for number in range(MAX_PROBLEMS + 10))
    assert len(reader.read(["a.yaml"], small, {"a.yaml": many.encode()}).problems) == MAX_PROBLEMS
    odd = "programmes:\n" + "".join(f"  P{number}: {{name: A{number}}}\n" for number in range(MAX_PROBLEMS + 10))
    located = reader.read(["a.yaml"], small, {"a.yaml": odd.encode()})
    assert len(list(rules.check(located, unused=False))) == MAX_PROBLEMS
