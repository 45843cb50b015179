"""The JSON contract: one envelope, fixed keys in a fixed order, one type a key, null for what is unknown.

`contract.txt` lists the keys. They follow from the declarations, so that a change of one shows there: after a look at the
difference, `pytest --golden` approves it. A key may be added; renaming, moving or losing one needs a new schema.
"""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from jsonschema.exceptions import best_match

from moonrace.cli.tools import answers
from moonrace.dataset import Dataset
from moonrace.export import schema

from .commands import ANSWERS, Line, ask, command, real_lines

CONTRACT = Path(__file__).parent / "contract.txt"
FROZEN = Path(__file__).parent / "schema-2.txt"
"""The contract as it was frozen with version 0.2.0; never written again."""
DATE = ["when", "earliest", "latest", "precision", "approximate", "uncertain"]
BESIDE = {
    "race": ["by", "count", "rules"],
    "counts": ["printed"],
    "slips ": [],
    "slips": ["rules", "waiting", "dropped"],
    "today": ["day"],
    "map chang-e-6": ["neighbours"],
    "signatories": [
        "in_both",
        "in_neither",
        "region",
        "group",
        "undated",
        "among",
        "counted",
        "by_year",
        "by_region",
        "rule",
    ],
}
"""The keys beside the rows, by how the command line begins."""
EXTRA = {
    "source ": ["cited_by"],
    "show ": ["record"],
    "about": list(schema.properties(command("about").answers[0].extra)),
}
"""What each row has besides, in the same way."""
with_each_line = pytest.mark.parametrize("line", ANSWERS, ids=lambda line: line.words)


@cache
def schema_of(rows: str) -> dict[str, Any]:
    return schema.document(*answers()[rows])


def strict(text: str) -> dict[str, Any]:
    """The document; NaN, Infinity and a key that is there twice are refused."""

    def pairs(found: list[tuple[str, Any]]) -> dict[str, Any]:
        assert len({key for key, _ in found}) == len(found)
        return dict(found)

    def refuse(constant: str) -> None:
        raise AssertionError(f"{constant} is no JSON")

    document: dict[str, Any] = json.loads(text, object_pairs_hook=pairs, parse_constant=refuse)
    return document


def answer(words: str, record: Dataset | None = None, code: int = 0) -> dict[str, Any]:
    """The document that a command line gives."""
    got = ask(*words.split(), "--json", record=record)
    assert (got.code, bool(got.err)) == (code, code == 1), got.err
    return strict(got.out)


def inner(part: dict[str, Any]) -> dict[str, Any]:
    """The schema of the values themselves: of one that may be null, or of the items of a list."""
    while "anyOf" in part or part.get("type") == "array":
        part = part["anyOf"][0] if "anyOf" in part else part["items"]
    return part


def faults(value: Any, part: dict[str, Any], at: str) -> Iterator[str]:
    """Where keys are not those of the schema in their order, and where a text is empty."""
    if value == "":
        yield f"{at} is empty"
    elif isinstance(value, list):
        for number, one in enumerate(value):
            yield from faults(one, part, f"{at}[{number}]")
    elif isinstance(value, dict) and "properties" in part:
        expected = [key for key in part["properties"] if key in part["required"] or key in value]
        if list(value) != expected:
            yield f"{at}: {list(value)} instead of {expected}"
        for key, one in value.items():
            yield from faults(one, inner(part["properties"].get(key, {})), f"{at}.{key}")


def assert_contract(document: dict[str, Any], rows: str) -> None:
    error = best_match(Draft202012Validator(schema_of(rows)).iter_errors(document))
    assert error is None, f"{error.json_path}: {error.message}"
    assert list(faults(document, schema_of(rows), rows)) == []


# --- The contract


def kind(part: dict[str, Any]) -> str:
    """The type of a value in a few signs: `text?` may be null, `[text]` is a list, `{text}` a table."""
    if "anyOf" in part:
        return f"{kind(part['anyOf'][0])}?"
    if list(part.get("properties", ())) == DATE:
        return "date"
    of = part.get("type", "word")  # of a vocabulary, which is in the schema
    if of == "array":
        return f"[{kind(part['items'])}]"
    return f"{{{kind(part['additionalProperties'])}}}" if "additionalProperties" in part else of


class Contract:
    """A line for each key, with the keys of an object below it; an object that came before is named by its place there."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.known: dict[str, str] = {}

    def add(self, part: dict[str, Any], at: str, indent: str) -> None:
        keys = list(part["properties"])
        for place, key in enumerate(keys):
            if keys[max(0, place + 1 - len(DATE)) : place + 1] == DATE:
                optional = "?" if "anyOf" in part["properties"]["when"] else ""
                self.lines[1 - len(DATE) :] = [f"{indent}{' '.join(DATE)}{optional}"]
                continue
            value = part["properties"][key]
            self.lines.append(
                f"{indent}{key}: {kind(value)}{'' if key in part['required'] else ', not in every answer'}"
            )
            if "date" not in kind(value) and "properties" in inner(value):
                written = json.dumps(inner(value))
                if written in self.known:
                    self.lines[-1] += f" as in {self.known[written]}"
                else:
                    self.known[written] = f"{at}.{key}".lstrip(".")
                    self.add(inner(value), self.known[written], f"{indent}  ")


def test_the_keys_and_types_of_every_answer_are_those_of_the_contract(pytestconfig: pytest.Config) -> None:
    contract = Contract()
    for name in answers():
        document = schema_of(name)
        assert list(document["properties"])[:4] == ["schema", "data_date", "as_of", name]
        beside = dict(list(document["properties"].items())[3:])
        contract.lines.append(name)
        contract.add({"properties": beside, "required": document["required"]}, "", "  ")
    text = "\n".join(contract.lines) + "\n"
    if pytestconfig.getoption("--golden"):
        CONTRACT.write_text(text, encoding="utf-8", newline="\n")
    assert text == CONTRACT.read_text(encoding="utf-8")


def places(contract: str) -> Iterator[str]:
    """Each line of a contract with the keys above it."""
    above: list[str] = []
    for line in contract.splitlines():
        depth = (len(line) - len(line.lstrip())) // 2
        above[depth:] = [line.strip()]
        yield " > ".join([*(key.partition(":")[0] for key in above[:-1]), above[-1]])


def test_schema_2_only_grows() -> None:
    frozen, now = (set(places(path.read_text(encoding="utf-8"))) for path in (FROZEN, CONTRACT))
    assert frozen - now == set(), "schema 2 is frozen (docs/json.md): names may come, none may go or change"


# --- Every command


@with_each_line
def test_an_answer_keeps_the_contract(line: Line) -> None:
    document = answer(line.words, code=line.code)
    assert line.rows
    assert document["schema"] == 2
    assert document["data_date"] == "2026-10-09"
    assert document["as_of"] == (line.words.partition("--as-of ")[2].split() or [None])[0]
    assert len(document[line.rows]) == line.number
    assert_contract(document, line.rows)


@with_each_line
def test_what_belongs_to_an_answer_is_there(line: Line) -> None:
    document = answer(line.words, code=line.code)
    assert list(document)[4:] == next((keys for start, keys in BESIDE.items() if line.words.startswith(start)), [])
    extra = next((keys for start, keys in EXTRA.items() if line.words.startswith(start)), [])
    known = schema.keys(answers()[line.rows or ""].shape)
    assert [list(row)[len(known) :] for row in document[line.rows or ""]] == [extra] * line.number


def test_json_and_format_json_are_the_same() -> None:
    options = (["--json"], ["-f", "json"], ["--format", "json"], ["--json", "-f", "csv"])
    (text,) = {ask("mission", "CE-6", *option).out for option in options}
    assert "嫦娥六号" in text
    assert text.endswith("}\n")


MORE = ["missions --scope all --as-of 2023-08-15", "firsts --scope all", "next --scope all", "today 07-20 --scope all",
        "map --scope all", "timeline --gantt --scope all", "timeline --lanes"]  # fmt: skip


@pytest.mark.parametrize("words", [*(" ".join(line) for line in real_lines()), *MORE])
def test_the_real_record_keeps_the_contract(real: Dataset, words: str) -> None:
    document = answer(words, real)
    rows = list(document)[3]
    assert document[rows] or words.startswith("check")
    assert_contract(document, rows)


def test_a_search_without_hits_is_an_empty_list_and_exit_code_1() -> None:
    assert answer("search qqq", code=1)["hits"] == []


@pytest.mark.parametrize("text", ["missions:\n  x: {}\n", "missions: [", "missions:\n  X y:\n    nmae: A\n"])
def test_problems_of_a_file_are_valid_json_with_exit_code_3(tmp_path: Path, text: str) -> None:
    (tmp_path / "mine.yaml").write_text(text)
    document = answer(f"check {tmp_path / 'mine.yaml'}", code=3)
    assert document["problems"]
    assert_contract(document, "problems")


@pytest.mark.parametrize(
    ("words", "code"),
    [("mission nowhere", 1), ("agency nowhere", 1), ("missions --agency nowhere", 1), ("missions --since soon", 2)],
)
def test_an_error_gives_no_json(words: str, code: int) -> None:
    got = ask(*words.split(), "--json")
    assert (got.code, got.out, got.err.count("\n")) == (code, "", 1)


def test_with_own_data_each_record_has_its_origin(tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text("missions:\n  luna-25: {aliases: [Mine]}\n")
    document = answer(f"missions --data {tmp_path / 'mine.yaml'}")
    origins = {row["id"]: row["origin"] for row in document["missions"]}
    assert origins.pop("luna-25") == {"file": str(tmp_path / "mine.yaml"), "fields": ["aliases"], "unsourced": []}
    assert set(origins.values()) == {None}


# --- Values


@pytest.fixture(scope="module")
def chang_e_6() -> dict[str, Any]:
    (row,) = answer("mission chang-e-6")["missions"]
    assert isinstance(row, dict)
    return row


def test_a_mission_has_the_values_of_its_record(chang_e_6: dict[str, Any]) -> None:
    long = ("events", "sample_mass_g", "sources", "date", "landed", "status_as_of")
    assert {key: value for key, value in chang_e_6.items() if key not in long} == {
        "id": "chang-e-6",
        "name": "Chang'e 6",
        "native_names": {"zh": "嫦娥六号"},
        "aliases": ["CE-6"],
        "cospar_id": "2024-083A",
        "scope": "lunar",
        "part_of": None,
        "agencies": ["cnsa"],
        "partners": ["esa"],
        "countries": ["CN"],
        "programme": "clep",
        "kinds": ["orbiter", "lander", "ascender", "sample-return"],
        "crewed": False,
        "crew": [],
        "launcher": "Long March 5",
        "launch_site": "Wenchang",
        "summary": "First samples brought back from the far side of the Moon.",
        "status": "ended",
        "outcome": "success",
        "outcome_note": None,
        "mass_kg": {"value": 8350, "approximate": True, "as_of": None, "sources": ["report"], "also": []},
        "driven_km": None,
        "farthest_km": None,
        "history": [],
        "weak": ["cospar_id", "launcher", "launch_site", "events[1].place"],
        "links": {},
        "also": [],
        # From 2024-05-03T09:27:29Z to 2024-06-01T22:23:16Z, to 2024-06-03T23:38Z, to 2024-06-25T06:07Z
        "flight_days": 52.8608,
        "trip_days": 29.5387,
        "surface_hours": 49.246,
        "surface_days": 2.0519,
        "orbit_days": None,
        "working_days": 52.8608,
        "latitude": -41.6385,
        "pole_km": 1466.5,
        "slips": None,
    }
    assert chang_e_6["sources"]["launcher"] == ["catalogue"]
    assert chang_e_6["date"]["when"] == "2024-05-03T09:27:29Z"
    assert chang_e_6["status_as_of"]["when"] == "2024-06-25T06:07Z"  # that of its return


def test_an_event_has_the_values_of_its_record(chang_e_6: dict[str, Any]) -> None:
    assert chang_e_6["events"][1] == {
        "type": "landing",
        "when": "2024-06-01T22:23:16Z",
        "earliest": "2024-06-01T22:23:16Z",
        "latest": "2024-06-01T22:23:17Z",
        "precision": "second",
        "approximate": False,
        "uncertain": False,
        "zone": "+08:00 Beijing",
        "local": "2024-06-02T06:23+08:00",
        "local_place": "Beijing",
        "planned": False,
        "of": None,
        "title": None,
        "attempted": None,
        "place": {
            "name": "Apollo basin",
            "latitude": -41.6385,
            "longitude": -153.9852,
            "side": "far",
            "basis": None,
            "accuracy_m": None,
            "sources": ["catalogue"],
        },
        "first": None,
        "contested": None,
        "note": None,
        "since": None,
        "sources": ["catalogue", "report"],
        "targets": [],
        "also": [
            {
                "field": None,
                "value": None,
                "when": "2024-06-02",
                "earliest": "2024-06-02T00:00:00Z",
                "latest": "2024-06-03T00:00:00Z",
                "precision": "day",
                "approximate": False,
                "uncertain": False,
                "place": None,
                "reason": "local-date",
                "why": "the Beijing day",
                "since": None,
                "sources": ["newspaper"],
            }
        ],
    }


def test_what_others_say_of_a_number_is_a_number(chang_e_6: dict[str, Any]) -> None:
    samples = chang_e_6["sample_mass_g"]
    assert (samples["value"], samples["sources"]) == (1935.3, ["report"])
    assert [(one["value"], one["sources"]) for one in samples["also"]] == [(1996, ["newspaper"])]


@pytest.mark.parametrize(
    ("mission", "event", "local"),
    [
        ("chang-e-6", "landing", "2024-06-02T06:23+08:00"),
        ("luna-25", "launch", "2023-08-11T02:10+03:00"),
        ("luna-25", "impact", None),
        ("pioneer-x", "launch", None),
    ],
)
def test_local_is_the_reading_where_it_was_announced(mission: str, event: str, local: str | None) -> None:
    (row,) = answer(f"mission {mission}")["missions"]
    assert next(one for one in row["events"] if one["type"] == event)["local"] == local


@pytest.mark.parametrize(
    ("mission", "date"),
    [
        ("pioneer-x", ["1958-08", "1958-08-01T00:00:00Z", "1958-09-01T00:00:00Z", "month", False, False]),
        ("artemis-iv", ["2028-40", "2028-01-01T00:00:00Z", "2028-07-01T00:00:00Z", "half", False, False]),
        ("luna-25", ["2023-08-10T23:10:57Z", "2023-08-10T23:10:57Z", "2023-08-10T23:10:58Z", "second", False, False]),
        ("jinchan", ["2024-06-03?", "2024-06-03T00:00:00Z", "2024-06-04T00:00:00Z", "day", False, True]),
    ],
)
def test_a_date_is_no_more_precise_than_the_record(mission: str, date: list[object]) -> None:
    event = next(one for one in answer(f"mission {mission}")["missions"][0]["events"] if one["type"] != "heard")
    assert [event[key] for key in DATE] == date


def test_an_open_date_has_null_for_its_open_side() -> None:
    (event,) = answer("timeline --as-of 2022-04 --event launch --since 2027")["events"]
    assert [event[key] for key in DATE[:4]] == ["[2027..]", "2027-01-01T00:00:00Z", None, "not-before"]
    assert event["planned"] is True


def test_a_plan_has_the_history_of_its_targets() -> None:
    (row,) = answer("mission artemis-iv")["missions"]
    assert [(one["announced"]["when"], one["when"], one["by"]) for one in row["events"][1]["targets"]] == [
        ("2022-03", "[2027..]", "NASA"),
        ("2024-12-05", "2028-09", "NASA"),
        ("2026-02-27", "2028-40", "NASA"),
    ]
    assert row["crewed"] is True
    assert (row["status"], row["status_as_of"]["when"]) == ("planned", "2026-10-06")


def test_a_mission_under_way_has_null_for_what_was_not_known() -> None:
    (row,) = answer("mission CE-6 --as-of 2024-06-10")["missions"]
    assert [row[key] for key in ("outcome", "sample_mass_g", "summary")] == [None, None, None]
    assert [row["status"], row["status_as_of"]["when"]] == ["operating", "2024-06-10"]


def test_signatories_have_members_counts_and_who_is_in_both() -> None:
    document = answer("signatories")
    accords, ilrs = document["alliances"]
    assert document["in_both"] == ["TH"]
    assert accords["counts"] == {"state": 3, "organisation": 0, "unidentified": 1}
    assert ilrs["counts"] == {"state": 4, "organisation": 1, "unidentified": 0}
    norway = accords["members"][2]
    assert [norway[key] for key in ("name", "kind", "iso2", "iso3", "ordinal", "left")] == [
        "Norway", "state", "NO", "NOR", 55, None,
    ]  # fmt: skip
    assert [norway["joined"][key] for key in DATE[:4]] == [
        "2025-05-15", "2025-05-15T00:00:00Z", "2025-05-16T00:00:00Z", "day",
    ]  # fmt: skip
    assert norway["also"][0]["when"] == "2025-05-14"


def test_a_party_that_left_comes_last_and_is_not_counted() -> None:
    (ilrs,) = answer("alliance ilrs")["alliances"]
    assert [(one["name"], one["left"] and one["left"]["when"]) for one in ilrs["members"]][-2:] == [
        ("An institute", None),
        ("Saudi Arabia", "2024-01-05"),
    ]
    assert len(ilrs["members"]) == sum(ilrs["counts"].values()) + 1


@pytest.mark.parametrize(("words", "both"), [("signatories ilrs", None), ("signatories --as-of 2024-06", [])])
def test_in_both_is_null_unless_two_are_compared(words: str, both: list[str] | None) -> None:
    assert answer(words)["in_both"] == both


def test_a_kind_of_member_narrows_the_members_and_not_the_counts() -> None:
    (ilrs,) = answer("signatories ilrs --kind organisation")["alliances"]
    assert [one["name"] for one in ilrs["members"]] == ["An institute"]
    assert ilrs["counts"]["state"] == 4


def test_a_country_has_its_memberships_and_missions() -> None:
    (row,) = answer("country TH")["countries"]
    assert [(one["alliance"], one["name"]) for one in row["memberships"]] == [
        ("ilrs", "Thailand"),
        ("artemis-accords", "Thailand"),
        ("ilrs", "An institute"),
    ]
    assert answer("country US")["countries"][0]["missions"] == ["pioneer-x", "artemis-iv"]


def test_a_source_has_what_cites_it() -> None:
    (row,) = answer("source newspaper")["sources"]
    assert row["cited_by"] == [
        {"kind": "mission", "id": "chang-e-6"},
        {"kind": "person", "id": "ada-crewe"},
        {"kind": "alliance", "id": "artemis-accords"},
        {"kind": "claim", "id": "newspaper-2024"},
    ]
    assert [row["url"], row["via"], row["published"]["when"]] == [None, "a clipping", "2024-06-28"]


def test_counts_have_a_row_for_each_rule_and_what_others_print_beside_them() -> None:
    document = answer("counts")
    assert {row["rule"]: (row["number"], row["beside"]) for row in document["counts"]} == {
        "launched": (3, []),
        "reached": (2, ["pioneer-x"]),
        "succeeded": (1, ["pioneer-x", "luna-25"]),
        "with-flybys": (3, []),
        "with-tests": (3, []),
        "with-parts": (4, ["jinchan"]),
    }
    (one,) = document["printed"]
    assert [one[key] for key in ("count", "by", "when", "nearest", "number", "sources")] == [
        4, "A newspaper", "2024-06-28", "launched", 3, ["newspaper"],
    ]  # fmt: skip


def test_what_works_has_its_last_word() -> None:
    (row,) = answer("now --as-of 2024-06-01")["now"]
    assert (row["mission"], row["status"]) == ("chang-e-6", "operating")
    assert (row["launched"]["when"], row["last_word"]["when"]) == ("2024-05-03T09:27:29Z", "2024-06-01")


def test_a_scoreboard_says_the_rule_of_each_of_its_numbers() -> None:
    document = answer("race")
    numbers = [key for key in document["standings"][0] if key not in ("id", "name")]
    assert [rule.partition(": ")[0] for rule in document["rules"]] == numbers
