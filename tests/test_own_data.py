"""docs/your-own-data.md: its file is good, and does what the page says, by option and by variable."""

import json
from collections.abc import Callable

from moonrace import record
from moonrace.dataset import Dataset

from .conftest import ROOT, Ran

OWN = ROOT / "docs" / "examples" / "my-moon.yaml"


def test_the_example_passes_the_check(moonrace: Callable[..., Ran]) -> None:
    assert moonrace("check", str(OWN), data=None) == (0, "", "")


def test_by_option_it_corrects_a_date(moonrace: Callable[..., Ran], real: Dataset) -> None:
    got = moonrace("mission", "luna-9", "--json", "--data", str(OWN), data=None)
    assert (got.code, got.err) == (0, "")
    (mission,) = json.loads(got.out)["missions"]
    landing = next(event for event in mission["events"] if event["type"] == "landing")
    assert landing["when"] == "1966-02-03T18:44:52Z"
    assert landing["also"][0]["when"] == "1966-02-03T18:45:30Z"
    shipped = real.mission("luna-9")
    assert str(shipped.first_event("landing").when) == "1966-02-03T18:45:30Z"  # type: ignore[union-attr]
    assert mission["launcher"] == shipped.launcher  # what the file does not name stays


def test_by_variable_it_adds_a_mission(moonrace: Callable[..., Ran], real: Dataset) -> None:
    got = moonrace("mission", "my hopper 1", "--format", "table", data=OWN)  # in MOONRACE_DATA
    assert (got.code, got.err) == (0, "")
    assert "My Company" in got.out
    assert "my-moon.yaml" in got.out
    assert moonrace("slips", "my-hopper-1", data=OWN).out.count("\nmy-hopper-1\t") == 2
    assert moonrace("mission", "my hopper 1", data=None).code == 1
    assert len(record.load(str(OWN)).missions) == len(real.missions) + 1


def test_what_the_page_shows_of_the_file_stands_in_the_file() -> None:
    page = (ROOT / "docs" / "your-own-data.md").read_text(encoding="utf-8")
    shown = page.partition("    name: My Hopper 1\n")[2].partition("    sources:\n")[0].splitlines()
    assert len(shown) > 8
    assert set(shown) - set(OWN.read_text(encoding="utf-8").splitlines()) == set()
