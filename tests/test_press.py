"""What five press reports of 2019 to 2024 said: each line of tests/press_claims.csv is answered by a command.

Columns: source (a key of the record), about, claim (in our words), command, answer (what its plain output must hold, parts
divided by |), told_otherwise (the value that stands under `also` with the report as its source, where it differs; * for any).
"""

import csv
import shlex
from pathlib import Path
from typing import Any

import pytest

from moonrace import compiled, record
from moonrace.cli import run
from moonrace.dataset import Dataset
from moonrace.model import Telling

CLAIMS = list(csv.DictReader((Path(__file__).parent / "press_claims.csv").open(encoding="utf-8")))


def tellings(value: Any) -> list[Telling]:
    """Every `also` of a record and its parts."""
    if isinstance(value, Telling):
        return [value]
    if isinstance(value, tuple):
        return [telling for item in value for telling in tellings(item)]
    return []


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory, real: Dataset) -> str:
    """The real record, compiled once: to read the YAML anew for each claim would take half a minute."""
    target = tmp_path_factory.mktemp("press") / "record.jsonl"
    target.write_bytes(compiled.dump(real))
    return str(target)


@pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: f"{claim['about']}: {claim['claim'][:40]}")
def test_a_command_answers_the_claim(
    claim: dict[str, str], path: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(record, "COMPILED", path)
    assert run([*shlex.split(claim["command"]), "--format", "plain"]) == 0
    told = capsys.readouterr().out
    for part in claim["answer"].split("|"):
        assert part in told


@pytest.mark.parametrize(
    "claim",
    [claim for claim in CLAIMS if claim["told_otherwise"]],
    ids=lambda claim: f"{claim['about']}: {claim['claim'][:40]}",
)
def test_a_claim_that_differs_stands_in_the_record_with_its_reason(claim: dict[str, str], real: Dataset) -> None:
    kind, name = claim["command"].split()[:2]
    record = real.mission(name) if kind == "mission" else real.alliance(name)
    said = [telling for telling in tellings(tuple(record)) if claim["source"] in telling.sources]
    values = {telling.value or str(telling.when) for telling in said}
    assert values if claim["told_otherwise"] == "*" else claim["told_otherwise"] in values
    assert all(telling.reason and telling.why for telling in said)
