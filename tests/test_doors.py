"""The same facts through every door: formats, fields, schemas, names from stdin, references."""

import json
from collections.abc import Callable

import jsonschema
import pytest
import yaml

from moonrace.cli import COMMANDS
from moonrace.export import schema, sheets

from .conftest import Ran

ROWS_OF = {
    "missions": "missions", "mission chang-e-6": "missions", "timeline --all": "events", "timeline --gantt": "spans",
    "race": "standings", "firsts": "firsts", "next": "next", "slips luna-25": "slips", "today 2026-06-01": "anniversaries",
    "map": "sites", "signatories": "alliances", "alliance ilrs": "alliances", "agencies": "agencies", "countries": "countries",
    "programmes": "programmes", "milestones": "milestones", "search moon": "hits", "sources": "sources", "about": "about",
    "cite chang-e-6": "references", "changes": "changes",
    "alliances": "alliances", "missions --since 2090 --until 2091 --kind base": "missions",
}  # fmt: skip


@pytest.mark.parametrize("line", ROWS_OF)
def test_every_output_holds_to_its_shipped_schema(line: str, moonrace: Callable[..., Ran]) -> None:
    document = json.loads(moonrace(*line.split(), "--json").out)
    jsonschema.validate(document, schema.document(ROWS_OF[line]), cls=jsonschema.Draft202012Validator)


@pytest.mark.parametrize("line", ROWS_OF)
def test_the_schema_names_the_keys_of_a_row_in_their_order(line: str, moonrace: Callable[..., Ran]) -> None:
    rows = json.loads(moonrace(*line.split(), "--json").out)[ROWS_OF[line]]
    known = list(schema.ROWS[ROWS_OF[line]])
    assert all([key for key in row if key in known] == known for row in rows)


@pytest.mark.parametrize("name", schema.ROWS)
def test_a_schema_is_a_schema_and_the_command_prints_it(name: str, moonrace: Callable[..., Ran]) -> None:
    printed = json.loads(moonrace("schema", name).out)
    assert printed == schema.document(name)
    jsonschema.Draft202012Validator.check_schema(printed)


def test_a_schema_that_is_none_is_not_found(moonrace: Callable[..., Ran]) -> None:
    told = moonrace("schema", "mision")
    assert (told.code, told.out) == (1, "")
    assert "did you mean missions?" in told.err


@pytest.mark.parametrize("line", ROWS_OF)
def test_ndjson_and_yaml_say_what_json_says(line: str, moonrace: Callable[..., Ran]) -> None:
    document = json.loads(moonrace(*line.split(), "--json").out)
    rows = [json.loads(row) for row in moonrace(*line.split(), "-f", "ndjson").out.splitlines()]
    assert rows == document[ROWS_OF[line]]
    assert yaml.safe_load(moonrace(*line.split(), "-f", "yaml").out) == document


def test_markdown_is_a_table_whose_cells_are_escaped() -> None:
    sheet = sheets.Sheet(("name",), [("a|b *c* [moon] <d> `e`",)])
    assert sheets.markdown(sheet).splitlines() == ["| name |", "| --- |", r"| a\|b \*c\* \[moon\] \<d> \`e\` |"]


@pytest.mark.parametrize("form", ["plain", "csv", "markdown", "json", "ndjson", "yaml", "table"])
def test_fields_choose_and_order_in_every_format(form: str, moonrace: Callable[..., Ran]) -> None:
    told = moonrace("missions", "--fields", "status,id", "-f", form).out
    assert told.index("status" if form in ("plain", "csv", "markdown", "table") else "lost") < told.index("pioneer-x")
    assert "Thor-Able" not in told


def test_fields_alone_lists_them(moonrace: Callable[..., Ran]) -> None:
    assert moonrace("missions", "--fields").out.split()[:3] == ["id", "name", "date"]
    assert moonrace("missions", "--json", "--fields").out.split() == list(schema.ROWS["missions"])
    assert moonrace("missions", "--json", "--until", "1900", "--fields").out.split() == list(schema.ROWS["missions"])


@pytest.mark.parametrize("form", ["plain", "json"])
def test_an_unknown_field_is_told_with_the_near_one(form: str, moonrace: Callable[..., Ran]) -> None:
    told = moonrace("missions", "-f", form, "--fields", "id,statsu")
    assert (told.code, told.out) == (2, "")
    assert "did you mean status?" in told.err


def test_names_are_read_from_stdin(moonrace: Callable[..., Ran]) -> None:
    told = json.loads(moonrace("mission", "-", "luna-25", "--json", stdin="CE-6\n\n嫦娥六号\n").out)
    assert [row["id"] for row in told["missions"]] == ["chang-e-6", "luna-25"]


def test_a_miss_on_stdin_is_a_miss(moonrace: Callable[..., Ran]) -> None:
    told = moonrace("mission", "-", stdin="chang-e-66\n")
    assert (told.code, told.out) == (1, "")


def test_a_reference_names_the_version_the_day_and_the_licence(moonrace: Callable[..., Ran]) -> None:
    told = moonrace("cite", "CE-6").out
    assert "Chang'e 6" in told
    assert "record of 2026-10-09" in told
    assert "CC BY 4.0" in told


def test_every_command_that_shows_rows_has_a_schema() -> None:
    shown = {line.split()[0] for line in ROWS_OF}
    apart = {
        "agency",
        "country",
        "milestone",
        "programme",
        "source",
        "check",
        "schema",
        "export",
        "completion",
        "changes",
    }
    assert set(COMMANDS) - shown - apart == set()
