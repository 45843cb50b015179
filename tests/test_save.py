"""Pages as files: what `--save` writes, and what it refuses."""

import os
from pathlib import Path

import pytest

from moonrace.cli import run

from .conftest import SMALL

CARD = ["mission", "chang-e-6", "--data", str(SMALL)]


def test_a_text_is_the_page_without_colour_and_without_trailing_spaces(tmp_path: Path) -> None:
    place = tmp_path / "card.txt"
    assert run([*CARD, "--save", str(place)]) == 0
    lines = place.read_text(encoding="utf-8").split("\n")
    assert lines[0].startswith("Chang'e 6  嫦娥六号")
    assert [line for line in lines if line != line.rstrip() or "\x1b" in line] == []
    assert lines[-1] == ""
    assert [one.name for one in tmp_path.iterdir()] == ["card.txt"]


@pytest.mark.parametrize(
    ("ending", "start", "held"),
    [(".svg", '<svg xml:space="preserve" ', "moonrace"), (".HTML", "<!DOCTYPE html>", "嫦娥六号")],
)
def test_a_picture_holds_the_page(tmp_path: Path, ending: str, start: str, held: str) -> None:
    place = tmp_path / f"card{ending}"
    assert run([*CARD, "--save", str(place)]) == 0
    text = place.read_text(encoding="utf-8")
    assert text.startswith(start)
    assert held in text


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("card.png", "cannot save as '.png': end the name in .svg, .html, .txt"),
        ("card", "cannot save as a file without an ending: end the name in"),
        ("there.txt", "already exists: choose another name, or move it away"),
        ("no/card.txt", "could not be written: No such file or directory"),
    ],
)
def test_a_page_is_not_saved_over_a_file_or_where_it_cannot_be(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, message: str
) -> None:
    (tmp_path / "there.txt").write_text("mine", encoding="utf-8")
    assert run([*CARD, "--save", str(tmp_path / name)]) == 2
    assert message in capsys.readouterr().err
    assert [one.name for one in tmp_path.iterdir()] == ["there.txt"]
    assert (tmp_path / "there.txt").read_text(encoding="utf-8") == "mine"


@pytest.mark.skipif(os.name != "posix", reason="links of POSIX")
@pytest.mark.parametrize("to", ["nowhere", "there.txt", "loop.txt"])
def test_a_link_is_a_file_that_is_there_wherever_it_leads(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], to: str
) -> None:
    (tmp_path / "there.txt").write_text("mine", encoding="utf-8")
    place = tmp_path / "loop.txt"
    place.symlink_to(tmp_path / to)
    assert run([*CARD, "--save", str(place)]) == 2
    got = capsys.readouterr()
    assert (got.out, got.err.count("\n")) == ("", 1)
    assert "already exists" in got.err
    assert place.is_symlink()
    assert sorted(one.name for one in tmp_path.iterdir()) == ["loop.txt", "there.txt"]
    assert (tmp_path / "there.txt").read_text(encoding="utf-8") == "mine"
