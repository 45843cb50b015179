"""What five press reports of 2019 to 2024 said: each line of tests/press_claims.csv is answered by a command.

Columns: source (a key of the record), about, claim (in our words), command, answer (what its plain output must contain, parts
divided by |), discrepancy (the value under `also` with the report as its source, where it differs; * for any).
"""

import csv
import shlex
from pathlib import Path

import pytest

from moonrace import loading
from moonrace.cli import run
from moonrace.dataset import Dataset
from moonrace.fields import walk
from moonrace.records.parts import Discrepancy, NumberDiscrepancy

CLAIMS = list(csv.DictReader((Path(__file__).parent / "press_claims.csv").open(encoding="utf-8")))


def name(claim: dict[str, str]) -> str:
    return f"{claim['about']}: {claim['claim'][:40]}"


@pytest.mark.parametrize("claim", CLAIMS, ids=name)
def test_a_command_answers_the_claim(
    claim: dict[str, str],
    records: dict[str, str],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(loading, "COMPILED", records["real"])
    monkeypatch.delenv("MOONRACE_DATA", raising=False)
    assert run([*shlex.split(claim["command"]), "--format", "plain"]) == 0
    answer = capsys.readouterr().out
    for part in claim["answer"].split("|"):
        assert part in answer


@pytest.mark.parametrize("claim", [claim for claim in CLAIMS if claim["discrepancy"]], ids=name)
def test_a_claim_that_differs_is_in_the_record_with_its_reason(claim: dict[str, str], real: Dataset) -> None:
    kind, key = claim["command"].split()[:2]
    record = real.mission(key) if kind == "mission" else real.alliance(key)
    others = [one for _, one in walk(record) if isinstance(one, Discrepancy | NumberDiscrepancy)]
    said = [one for one in others if claim["source"] in one.sources]
    values = {str(one.when if isinstance(one, Discrepancy) and one.when else one.value) for one in said}
    assert values if claim["discrepancy"] == "*" else claim["discrepancy"] in values
    assert all(one.reason and one.why for one in said)
