"""docs/your-own-data.md: its file is valid and does what the page says, by option and by variable."""

import json
from collections.abc import Callable

import pytest

from moonrace import loading
from moonrace.cli import run
from moonrace.dataset import Dataset

from .conftest import ROOT, Ran

OWN = ROOT / "docs" / "examples" / "my-moon.yaml"


@pytest.fixture
def ask(
    records: dict[str, str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Callable[..., Ran]:
    """Runs a command over the real record, with `MOONRACE_DATA` only where it is given."""
    monkeypatch.setattr(loading, "COMPILED", records["real"])

    def ran(*arguments: str, variable: str = "") -> Ran:
        monkeypatch.setenv("MOONRACE_DATA", variable)
        return Ran(run([*arguments]), *capsys.readouterr())

    return ran


def test_the_example_passes_the_check(ask: Callable[..., Ran]) -> None:
    assert ask("check", str(OWN)) == (0, "", "")


def test_by_option_it_corrects_a_date(ask: Callable[..., Ran], real: Dataset) -> None:
    got = ask("mission", "luna-9", "--json", "--data", str(OWN))
    assert (got.code, got.err) == (0, "")
    (mission,) = json.loads(got.out)["missions"]
    landing = next(event for event in mission["events"] if event["type"] == "landing")
    assert landing["when"] == "1966-02-03T18:44:52Z"
    assert landing["also"][0]["when"] == "1966-02-03T18:45:30Z"
    assert mission["origin"]["file"].endswith("my-moon.yaml")
    shipped = real.mission("luna-9").first_event("landing")
    assert shipped is not None
    assert str(shipped.when) == "1966-02-03T18:45:30Z"
    assert mission["launcher"] == real.mission("luna-9").launcher  # what the file does not name is kept


def test_by_variable_it_adds_a_mission(ask: Callable[..., Ran], real: Dataset) -> None:
    got = ask("mission", "my hopper 1", "--format", "table", variable=str(OWN))
    assert (got.code, got.err) == (0, "")
    assert "My Company" in got.out
    assert "my-moon.yaml" in got.out
    assert ask("slips", "my-hopper-1", variable=str(OWN)).out.count("\nmy-hopper-1\t") == 2
    assert ask("mission", "my hopper 1").code == 1
    assert len(loading.load(str(OWN)).missions) == len(real.missions) + 1


def test_what_the_page_shows_is_in_the_file() -> None:
    page = (ROOT / "docs" / "your-own-data.md").read_text(encoding="utf-8")
    shown = page.partition("    name: My Hopper 1\n")[2].partition("    sources:\n")[0].splitlines()
    assert len(shown) > 8
    assert set(shown) - set(OWN.read_text(encoding="utf-8").splitlines()) == set()
