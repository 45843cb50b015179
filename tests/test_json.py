"""The JSON contract: one envelope, fixed keys in a fixed order, one type a field, null for what is unknown."""

import json
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from jsonschema.exceptions import best_match
from referencing import Registry, Resource

from moonrace import record
from moonrace.cli import COMMANDS, run
from moonrace.dataset import Dataset

from .conftest import TOOLS

SMALL = Path(__file__).parent / "small"
SCHEMAS = Path(__file__).parent / "schemas"
Answer = Callable[..., dict[str, Any]]

# command line, the name of the rows, their kind in KEYS, how many of them the small record has
CASES: list[tuple[str, str, str, int]] = [
    ("mission chang-e-6", "missions", "mission", 1),
    ("mission chang-e-6 luna-25 artemis-iv", "missions", "mission", 3),
    ("missions --since 2100", "missions", "mission", 0),
    ("missions --agency cnsa", "missions", "mission", 1),
    ("missions --scope all", "missions", "mission", 5),
    ("missions --as-of 2024-06-10 --scope all", "missions", "mission", 5),
    ("timeline --until 1900", "events", "entry", 0),
    ("timeline --event left", "events", "entry", 1),
    ("timeline", "events", "entry", 8),
    ("timeline --all --scope all", "events", "entry", 23),
    ("signatories --as-of 1950", "alliances", "alliance", 0),
    ("signatories ilrs", "alliances", "alliance", 1),
    ("signatories", "alliances", "alliance", 2),
    ("signatories --kind organisation", "alliances", "alliance", 2),
    ("alliance artemis-accords", "alliances", "alliance", 1),
    ("alliances --as-of 1950", "alliances", "alliance", 0),
    ("alliances --as-of 2020-12-31", "alliances", "alliance", 1),
    ("alliances", "alliances", "alliance", 2),
    ("agency nasa", "agencies", "agency", 1),
    ("agencies --kind university", "agencies", "agency", 0),
    ("agencies --country china", "agencies", "agency", 1),
    ("agencies", "agencies", "agency", 4),
    ("country thailand", "countries", "country", 1),
    ("countries", "countries", "country", 7),
    ("milestone outer-space-treaty", "milestones", "milestone", 1),
    ("milestones --kind law", "milestones", "milestone", 0),
    ("milestones", "milestones", "milestone", 1),
    ("programme clep", "programmes", "programme", 1),
    ("programmes", "programmes", "programme", 1),
    ("search siziwang", "hits", "hit", 1),
    ("search moon", "hits", "hit", 3),
    ("source report", "sources", "cited source", 1),
    ("sources esa", "sources", "source", 0),
    ("sources pioneer-x", "sources", "source", 1),
    ("sources", "sources", "source", 3),
    (f"check {SMALL}", "problems", "problem", 0),
    ("about", "about", "about", 1),
    ("cite CE-6", "references", "reference", 1),
    ("changes --since 2030", "changes", "change", 0),
    ("changes", "changes", "change", 1),
    ("race --as-of 1950", "standings", "standing", 0),
    ("race --by camp", "standings", "standing", 2),
    ("race", "standings", "standing", 3),
    ("firsts --as-of 1950", "firsts", "first", 0),
    ("firsts", "firsts", "first", 1),
    ("next --as-of 1950", "next", "upcoming", 0),
    ("next", "next", "upcoming", 1),
    ("slips artemis-iv", "slips", "history", 1),
    ("today 01-01", "anniversaries", "anniversary", 0),
    ("today 06-01", "anniversaries", "anniversary", 1),
    ("map --until 1960", "sites", "site", 0),
    ("map chang-e-6", "sites", "site", 1),
    ("map", "sites", "site", 2),
    ("timeline --gantt", "spans", "span", 3),
    ("timeline --lanes", "events", "entry in a lane", 8),
]
# What stands beside the rows.
BESIDE: dict[str, list[str]] = {
    "signatories": ["in_both"],
    "race": ["by", "count", "rules"],
    "today": ["day"],
    "map chang-e-6": ["neighbours"],
}


def words(text: str) -> list[str]:
    return text.split()


ENVELOPE = ["schema", "data_date", "as_of"]
MOMENT = ["when", "earliest", "latest", "precision", "approximate", "uncertain"]
MEMBER = words("""name kind iso2 iso3 agency joined left instrument ordinal signed_by note sources also""")

# The keys of each kind of object, in their order. Adding one is allowed; renaming, moving or losing one is not.
KEYS: dict[str, list[str]] = {
    "mission": words("""id name native_names aliases cospar_id scope part_of agencies partners countries programme kinds
        crewed crew launcher launch_site summary status status_as_of outcome outcome_note events mass_kg sample_mass_g
        links sources also"""),
    "event": words("""type when earliest latest precision approximate uncertain local local_place planned title
        attempted place first contested note sources targets also"""),
    "entry": words("""when earliest latest precision approximate uncertain type title subject local local_place planned
        attempted place first contested note sources"""),
    "alliance": words("""id name native_names abbreviation aliases kind instrument leads summary principles status
        status_as_of events members counts unidentified links sources also"""),
    "agency": words("""id name native_names abbreviation aliases kind country members founded ended successor head summary
        links sources also"""),
    "country": words("""id name native_names aliases iso2 iso3 region former successor memberships missions sources
        also"""),
    "milestone": words("""id name native_names aliases kind countries agencies alliance summary status status_as_of parties
        events links sources also"""),
    "programme": words("id name native_names aliases agencies countries summary totals missions sources also"),
    "source": words("id title publisher kind url published read via note"),
    "cited source": words("id title publisher kind url published read via note cited_by"),
    "hit": words("kind id name field passage"),
    "problem": words("file line record field message mend"),
    "about": words("""title version data_date missions_lunar missions_part missions_flyby missions_test missions_context
        agencies countries programmes alliances milestones features changes sources licence_code licence_data credit cite
        correct"""),
    "reference": words("id name text"),
    "change": words("id when kind text records"),
    "standing": words("id name launches orbits tried landed far_side samples around on operating"),
    "first": [*MOMENT, "claim", "contested", "mission", "countries", "type", "sources"],
    "upcoming": [*MOMENT, *words("""mission name countries type overdue days slips sources""")],
    "history": ["mission", "type", "happened", "total_months", "targets"],
    "slip": ["announced", "when", "by", "note", "sources", "months", "total_months"],
    "anniversary": [*MOMENT, "years", "mission", "name", "type", "title", "first", "sources"],
    "site": ["mission", "name", "type", *MOMENT, *words("place latitude longitude side outcome sources")],
    "span": ["mission", "name", "start", "end", "planned", "status", "outcome"],
    "moment": MOMENT,
    "place": ["name", "latitude", "longitude", "side", "sources"],
    "telling": ["field", "value", "when", "place", "reason", "why", "sources"],
    "target": ["announced", "when", "by", "note", "sources"],
    "number": ["value", "approximate", "sources", "also"],
    "person": ["name", "native_names", "role", "country", "agency"],
    "head": ["name", "native_names", "title", "as_of", "sources"],
    "member": MEMBER,
    "membership": ["alliance", *MEMBER],
    "unidentified": ["ordinal", "when", "note", "sources"],
    "counts": ["state", "organisation", "unidentified"],
    "totals": ["launched", "landed", "crewed", "crewed_landings", "samples_g"],
    "subject": ["kind", "id"],
}

KEYS["entry in a lane"] = [*KEYS["entry"], "lane"]

# The kinds of the objects within the objects.
WITHIN: dict[str, dict[str, str]] = {
    "mission": {
        "crew": "person",
        "events": "event",
        "mass_kg": "number",
        "sample_mass_g": "number",
        "also": "telling",
    },
    "event": {"place": "place", "targets": "target", "also": "telling"},
    "entry": {"place": "place", "subject": "subject"},
    "entry in a lane": {"place": "place", "subject": "subject"},
    "history": {"happened": "moment", "targets": "slip"},
    "span": {"start": "moment", "end": "moment"},
    "number": {"also": "telling"},
    "telling": {"place": "place"},
    "alliance": {
        "events": "event",
        "members": "member",
        "counts": "counts",
        "unidentified": "unidentified",
        "also": "telling",
    },
    "member": {"joined": "moment", "left": "moment", "also": "telling"},
    "membership": {"joined": "moment", "left": "moment", "also": "telling"},
    "agency": {"founded": "moment", "ended": "moment", "head": "head", "also": "telling"},
    "country": {"memberships": "membership", "also": "telling"},
    "programme": {"totals": "totals", "also": "telling"},
    "milestone": {"parties": "number", "events": "event", "also": "telling"},
    "cited source": {"cited_by": "subject"},
}


@cache
def validator(name: str) -> Draft202012Validator:
    schemas = {path.name: json.loads(path.read_text()) for path in SCHEMAS.glob("*.json")}
    registry: Registry[Any] = Registry().with_resources(
        [(key, Resource.from_contents(schema)) for key, schema in schemas.items()]
    )
    return Draft202012Validator(schemas[f"{name}.json"], registry=registry)


def strict(text: str) -> dict[str, Any]:
    """The document; NaN, Infinity and a key that stands twice are refused."""

    def pairs(found: list[tuple[str, Any]]) -> dict[str, Any]:
        assert len({key for key, _ in found}) == len(found)
        return dict(found)

    def refuse(constant: str) -> None:
        raise AssertionError(f"{constant} is no JSON")

    document: dict[str, Any] = json.loads(text, object_pairs_hook=pairs, parse_constant=refuse)
    return document


@pytest.fixture
def answer(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, small: Dataset) -> Answer:
    """The document that a command line gives, with the small record as the shipped one."""
    monkeypatch.delenv("MOONRACE_DATA", raising=False)
    monkeypatch.setattr(record, "shipped", lambda: small)

    def ask(line: str, code: int = 0) -> dict[str, Any]:
        got = run([*line.split(), "--json"])
        out, err = capsys.readouterr()
        assert (got, bool(err)) == (code, code == 1), err
        return strict(out)

    return ask


def wrong_keys(kind: str, value: dict[str, Any], at: str) -> Iterator[str]:
    if list(value) != KEYS[kind]:
        yield f"{at}: {kind} {list(value)}"
    for field, inner in WITHIN.get(kind, {}).items():
        found = value.get(field)
        for number, one in enumerate(found if isinstance(found, list) else [found] if found is not None else []):
            yield from wrong_keys(inner, one, f"{at}.{field}[{number}]")


def empty_texts(value: Any, at: str = "") -> Iterator[str]:
    if value == "":
        yield at
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from empty_texts(inner, f"{at}.{key}")
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from empty_texts(inner, f"{at}[{number}]")


def schema_error(rows: str, document: dict[str, Any]) -> str:
    error = best_match(validator(rows).iter_errors(document))
    return f"{error.json_path}: {error.message}" if error else ""


# --- Every command


def test_every_command_has_a_case() -> None:
    assert {line.split()[0] for line, *_ in CASES} == set(COMMANDS) - TOOLS


@pytest.mark.parametrize("path", sorted(SCHEMAS.glob("*.json")), ids=lambda path: path.name)
def test_a_schema_is_a_schema_that_allows_nothing_more(path: Path) -> None:
    schema = json.loads(path.read_text())
    Draft202012Validator.check_schema(schema)

    def objects(value: Any) -> Iterator[dict[str, Any]]:
        if isinstance(value, dict):
            if isinstance(value.get("properties"), dict) and "type" in value:
                yield value
            for inner in value.values():
                yield from objects(inner)
        elif isinstance(value, list):
            for inner in value:
                yield from objects(inner)

    assert all(one["additionalProperties"] is False for one in objects(schema))


@pytest.mark.parametrize(("line", "rows", "kind", "number"), CASES, ids=[line for line, *_ in CASES])
def test_the_envelope_is_the_same_for_none_one_and_many(
    answer: Answer, line: str, rows: str, kind: str, number: int
) -> None:
    document = answer(line)
    assert list(document)[:4] == [*ENVELOPE, rows]
    assert list(document)[4:] == next((more for start, more in BESIDE.items() if line.startswith(start)), [])
    assert document["schema"] == 1
    assert document["data_date"] == "2026-10-09"
    assert document["as_of"] == (line.partition("--as-of ")[2].split() or [None])[0]
    assert len(document[rows]) == number


@pytest.mark.parametrize(("line", "rows", "kind", "number"), CASES, ids=[line for line, *_ in CASES])
def test_keys_stand_in_their_order(answer: Answer, line: str, rows: str, kind: str, number: int) -> None:
    document = answer(line)
    assert [text for one in document[rows] for text in wrong_keys(kind, one, rows)] == []


@pytest.mark.parametrize(("line", "rows", "kind", "number"), CASES, ids=[line for line, *_ in CASES])
def test_types_hold_to_the_schema(answer: Answer, line: str, rows: str, kind: str, number: int) -> None:
    assert schema_error(rows, answer(line)) == ""


@pytest.mark.parametrize(("line", "rows", "kind", "number"), CASES, ids=[line for line, *_ in CASES])
def test_unknown_is_null_and_never_an_empty_text(answer: Answer, line: str, rows: str, kind: str, number: int) -> None:
    assert list(empty_texts(answer(line))) == []


def test_json_and_format_json_are_the_same(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOONRACE_DATA", str(SMALL))
    told = []
    for option in (["--json"], ["-f", "json"], ["--format", "json"], ["--json", "-f", "csv"]):
        assert run(["mission", "CE-6", *option]) == 0
        told.append(capsys.readouterr().out)
    assert len(set(told)) == 1
    assert "嫦娥六号" in told[0]
    assert told[0].endswith("}\n")


# --- The real record

BULK = [
    ("missions --scope all", "missions", "mission"),
    ("missions --scope all --as-of 2023-08-15", "missions", "mission"),
    ("timeline --all --scope all", "events", "entry"),
    ("alliances", "alliances", "alliance"),
    ("agencies", "agencies", "agency"),
    ("countries", "countries", "country"),
    ("milestones", "milestones", "milestone"),
    ("programmes", "programmes", "programme"),
    ("sources", "sources", "source"),
    ("race", "standings", "standing"),
    ("firsts --scope all", "firsts", "first"),
    ("next --scope all", "next", "upcoming"),
    ("slips artemis-ii", "slips", "history"),
    ("today 07-20 --scope all", "anniversaries", "anniversary"),
    ("map --scope all", "sites", "site"),
    ("timeline --gantt --scope all", "spans", "span"),
    ("timeline --lanes", "events", "entry in a lane"),
]


@pytest.mark.parametrize(("line", "rows", "kind"), BULK, ids=[line for line, *_ in BULK])
def test_the_real_record_keeps_the_contract(
    answer: Answer, monkeypatch: pytest.MonkeyPatch, real: Dataset, line: str, rows: str, kind: str
) -> None:
    monkeypatch.setattr(record, "shipped", lambda: real)
    document = answer(line)
    assert document[rows]
    assert [text for one in document[rows] for text in wrong_keys(kind, one, rows)] == []
    assert list(empty_texts(document)) == []
    assert schema_error(rows, document) == ""


# --- Values


@pytest.fixture
def chang_e_6(answer: Answer) -> dict[str, Any]:
    (row,) = answer("mission chang-e-6")["missions"]
    assert isinstance(row, dict)
    return row


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("id", "chang-e-6"),
        ("name", "Chang'e 6"),
        ("native_names", {"zh": "嫦娥六号"}),
        ("aliases", ["CE-6"]),
        ("cospar_id", "2024-083A"),
        ("scope", "lunar"),
        ("part_of", None),
        ("agencies", ["cnsa"]),
        ("partners", ["esa"]),
        ("countries", ["CN"]),
        ("programme", "clep"),
        ("kinds", ["orbiter", "lander", "ascender", "sample-return"]),
        ("crewed", False),
        ("crew", []),
        ("launcher", "Long March 5"),
        ("launch_site", "Wenchang"),
        ("summary", "First samples brought back from the far side of the Moon."),
        ("status", "completed"),
        ("status_as_of", None),
        ("outcome", "success"),
        ("outcome_note", None),
        ("mass_kg", {"value": 8350, "approximate": True, "sources": ["report"], "also": []}),
        ("links", {}),
    ],
)
def test_chang_e_6_has_the_values_of_the_contract(chang_e_6: dict[str, Any], field: str, value: Any) -> None:
    assert chang_e_6[field] == value


def test_the_landing_of_chang_e_6_is_told_as_the_contract_tells_it(chang_e_6: dict[str, Any]) -> None:
    assert chang_e_6["events"][1] == {
        "type": "landing",
        "when": "2024-06-01T22:23:16Z",
        "earliest": "2024-06-01T22:23:16Z",
        "latest": "2024-06-01T22:23:17Z",
        "precision": "second",
        "approximate": False,
        "uncertain": False,
        "local": "2024-06-02T06:23+08:00",
        "local_place": "Beijing",
        "planned": False,
        "title": None,
        "attempted": None,
        "place": {
            "name": "Apollo basin",
            "latitude": -41.6385,
            "longitude": -153.9852,
            "side": "far",
            "sources": ["catalogue"],
        },
        "first": None,
        "contested": None,
        "note": None,
        "sources": ["catalogue", "report"],
        "targets": [],
        "also": [
            {
                "field": None,
                "value": None,
                "when": "2024-06-02",
                "place": None,
                "reason": "local-date",
                "why": "the Beijing day",
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
def test_local_is_the_reading_where_it_was_announced(
    answer: Answer, mission: str, event: str, local: str | None
) -> None:
    (row,) = answer(f"mission {mission}")["missions"]
    assert next(one for one in row["events"] if one["type"] == event)["local"] == local


@pytest.mark.parametrize(
    ("mission", "when", "earliest", "latest", "precision"),
    [
        ("pioneer-x", "1958-08", "1958-08-01T00:00:00Z", "1958-09-01T00:00:00Z", "month"),
        ("artemis-iv", "2028-40", "2028-01-01T00:00:00Z", "2028-07-01T00:00:00Z", "half"),
        ("luna-25", "2023-08-10T23:10:57Z", "2023-08-10T23:10:57Z", "2023-08-10T23:10:58Z", "second"),
        ("jinchan", "2024-06-03?", "2024-06-03T00:00:00Z", "2024-06-04T00:00:00Z", "day"),
    ],
)
def test_a_date_is_no_more_precise_than_the_record(
    answer: Answer, mission: str, when: str, earliest: str, latest: str, precision: str
) -> None:
    event = answer(f"mission {mission}")["missions"][0]["events"][0]
    assert [event[key] for key in MOMENT[:4]] == [when, earliest, latest, precision]
    assert event["uncertain"] is when.endswith("?")


def test_an_open_date_has_null_for_its_open_side(answer: Answer) -> None:
    (event,) = answer("timeline --as-of 2022-04 --event launch --since 2027")["events"]
    assert [event[key] for key in MOMENT[:4]] == ["[2027..]", "2027-01-01T00:00:00Z", None, "not-before"]
    assert event["planned"] is True


def test_a_plan_tells_the_history_of_its_targets(answer: Answer) -> None:
    (row,) = answer("mission artemis-iv")["missions"]
    assert [(one["announced"], one["when"], one["by"]) for one in row["events"][0]["targets"]] == [
        ("2022-03", "[2027..]", "NASA"),
        ("2024-12-05", "2028-09", "NASA"),
        ("2026-02-27", "2028-40", "NASA"),
    ]
    assert row["crewed"] is True


def test_a_mission_under_way_has_null_for_what_was_not_known(answer: Answer) -> None:
    (row,) = answer("mission CE-6 --as-of 2024-06-10")["missions"]
    assert [row[key] for key in ("outcome", "sample_mass_g", "summary")] == [None, None, None]
    assert [row["status"], row["status_as_of"]] == ["in-flight", "2024-06-10"]


def test_signatories_tell_members_counts_and_who_is_in_both(answer: Answer) -> None:
    document = answer("signatories")
    accords, ilrs = document["alliances"]
    assert document["in_both"] == ["TH"]
    assert accords["counts"] == {"state": 3, "organisation": 0, "unidentified": 1}
    assert ilrs["counts"] == {"state": 4, "organisation": 1, "unidentified": 0}
    norway = accords["members"][2]
    assert [norway[key] for key in ("name", "kind", "iso2", "iso3", "ordinal", "left")] == [
        "Norway", "state", "NO", "NOR", 55, None,
    ]  # fmt: skip
    assert [norway["joined"][key] for key in MOMENT[:4]] == [
        "2025-05-15", "2025-05-15T00:00:00Z", "2025-05-16T00:00:00Z", "day",
    ]  # fmt: skip
    assert norway["also"][0]["when"] == "2025-05-14"


def test_a_party_that_left_is_told_last_and_not_counted(answer: Answer) -> None:
    (ilrs,) = answer("alliance ilrs")["alliances"]
    assert [(one["name"], one["left"] and one["left"]["when"]) for one in ilrs["members"]][-2:] == [
        ("An institute", None),
        ("Saudi Arabia", "2024-01-05"),
    ]
    assert len(ilrs["members"]) == sum(ilrs["counts"].values()) + 1


@pytest.mark.parametrize(("line", "both"), [("signatories ilrs", None), ("signatories --as-of 2024-06", [])])
def test_in_both_is_null_unless_two_are_compared(answer: Answer, line: str, both: list[str] | None) -> None:
    assert answer(line)["in_both"] == both


def test_a_kind_of_member_narrows_the_members_and_not_the_counts(answer: Answer) -> None:
    (ilrs,) = answer("signatories ilrs --kind organisation")["alliances"]
    assert [one["name"] for one in ilrs["members"]] == ["An institute"]
    assert ilrs["counts"]["state"] == 4


def test_a_country_tells_its_memberships_and_missions(answer: Answer) -> None:
    (row,) = answer("country TH")["countries"]
    assert [(one["alliance"], one["name"]) for one in row["memberships"]] == [
        ("ilrs", "Thailand"),
        ("artemis-accords", "Thailand"),
        ("ilrs", "An institute"),
    ]
    assert answer("country US")["countries"][0]["missions"] == ["pioneer-x", "artemis-iv"]


def test_a_source_tells_what_cites_it(answer: Answer) -> None:
    (row,) = answer("source newspaper")["sources"]
    assert row["cited_by"] == [
        {"kind": "mission", "id": "chang-e-6"},
        {"kind": "alliance", "id": "artemis-accords"},
    ]
    assert [row["url"], row["via"], row["published"]] == [None, "a clipping", "2024-06-28"]


# --- Nothing, and errors


def test_a_search_without_hits_is_an_empty_list_and_exit_code_1(answer: Answer) -> None:
    document = answer("search qqq", code=1)
    assert document["hits"] == []
    assert schema_error("hits", document) == ""


@pytest.mark.parametrize("text", ["missions:\n  x: {}\n", "missions: [", "missions:\n  X y:\n    nmae: A\n"])
def test_problems_of_a_file_are_valid_json_with_exit_code_3(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path, small: Dataset, text: str
) -> None:
    monkeypatch.setenv("MOONRACE_DATA", str(SMALL))
    monkeypatch.setattr(record, "shipped", lambda: small)
    (tmp_path / "mine.yaml").write_text(text)
    assert run(["check", str(tmp_path / "mine.yaml"), "--json"]) == 3
    document = strict(capsys.readouterr().out)
    assert document["problems"]
    assert schema_error("problems", document) == ""
    assert [one for row in document["problems"] for one in wrong_keys("problem", row, "problems")] == []


@pytest.mark.parametrize(
    ("line", "code"),
    [("mission nowhere", 1), ("agency nowhere", 1), ("missions --agency nowhere", 1), ("missions --since soon", 2)],
)
def test_an_error_gives_no_json(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, line: str, code: int
) -> None:
    monkeypatch.setenv("MOONRACE_DATA", str(SMALL))
    assert run([*line.split(), "--json"]) == code
    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("\n") == 1
