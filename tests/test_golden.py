"""What people see, to the letter, at 40, 80 and 120 columns. After a change that you have looked at: `pytest --golden`."""

import re
from pathlib import Path

import pytest

from .commands import FIRST, TOOLS, ask

GOLDEN = Path(__file__).parent / "golden"
MORE = [
    "mission luna-25 --sources",
    "mission artemis-iv",
    "mission chang-e-6 --as-of 2024-06-02",
    "mission chang-e-6 luna-25",
    "timeline --lanes --all",
    "timeline --gantt",
    "race --by camp",
    "slips luna-25",
    "map near --ascii",
    "map chang-e-6",
    "signatories artemis-accords",
]
"""Screens besides the first line of each command."""
SCREENS = {name: line.words for name, line in FIRST.items() if name not in TOOLS and name != "check"}
SCREENS |= {"-".join(re.findall(r"\w+", words)): words for words in MORE}


@pytest.mark.parametrize("width", [40, 80, 120])
@pytest.mark.parametrize("screen", SCREENS)
def test_the_screen_looks_as_it_was_approved(screen: str, width: int, pytestconfig: pytest.Config) -> None:
    words = SCREENS[screen].split()
    got = ask(*words, "--format", "table", COLUMNS=str(width))
    assert (got.code, got.err) == (0, "")
    approved = GOLDEN / f"{screen}-{width}.txt"
    if pytestconfig.getoption("--golden"):
        approved.write_text(got.out, encoding="utf-8", newline="\n")
    assert got.out == approved.read_text(encoding="utf-8")


def test_every_golden_file_is_a_screen() -> None:
    screens = {f"{screen}-{width}.txt" for screen in SCREENS for width in (40, 80, 120)}
    assert {path.name for path in GOLDEN.glob("*.txt")} - screens == {"problems.txt"}
