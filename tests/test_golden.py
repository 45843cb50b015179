"""What people see, to the letter, at 40, 80 and 120 columns. After a change that you have looked at: `pytest --golden`."""

from collections.abc import Callable
from pathlib import Path

import pytest

from .conftest import Ran

GOLDEN = Path(__file__).parent / "golden"
SCREENS = {
    "mission-done": ["mission", "chang-e-6"],
    "mission-sources": ["mission", "luna-25", "--sources"],
    "mission-planned": ["mission", "artemis-iv"],
    "mission-as-of": ["mission", "chang-e-6", "--as-of", "2024-06-02"],
    "mission-compared": ["mission", "chang-e-6", "luna-25"],
    "missions": ["missions", "--scope", "all"],
    "timeline": ["timeline", "--all"],
    "timeline-lanes": ["timeline", "--lanes", "--all"],
    "timeline-gantt": ["timeline", "--gantt"],
    "race": ["race"],
    "race-camps": ["race", "--by", "camp"],
    "firsts": ["firsts"],
    "next": ["next"],
    "slips": ["slips", "luna-25"],
    "today": ["today", "2026-06-01"],
    "map": ["map"],
    "map-ascii": ["map", "--view", "near", "--ascii"],
    "map-near": ["map", "chang-e-6"],
    "signatories": ["signatories"],
    "signatories-one": ["signatories", "artemis-accords"],
    "alliance": ["alliance", "ilrs"],
    "alliances": ["alliances"],
    "agency": ["agency", "cnsa"],
    "agencies": ["agencies"],
    "country": ["country", "thailand"],
    "countries": ["countries"],
    "programme": ["programme", "clep"],
    "programmes": ["programmes"],
    "milestone": ["milestone", "outer-space-treaty"],
    "milestones": ["milestones"],
    "search": ["search", "moon"],
    "source": ["source", "newspaper"],
    "sources": ["sources", "chang-e-6"],
    "about": ["about"],
}


@pytest.mark.parametrize("width", [40, 80, 120, 200])
@pytest.mark.parametrize("screen", SCREENS)
def test_the_screen_looks_as_it_was_approved(
    screen: str, width: int, moonrace: Callable[..., Ran], pytestconfig: pytest.Config
) -> None:
    told = moonrace(*SCREENS[screen], "--format", "table", COLUMNS=str(width))
    assert told.err == ""
    approved = GOLDEN / f"{screen}-{width}.txt"
    if pytestconfig.getoption("--golden"):
        approved.write_text(told.out, encoding="utf-8", newline="\n")
    assert told.out == approved.read_text(encoding="utf-8")
