"""The same facts through every door: formats, fields, schemas, names from stdin, references."""

import json

import jsonschema
import pytest
import yaml

from moonrace.cli.tools import answers
from moonrace.export import FORMATS as WRITTEN
from moonrace.export import schema
from moonrace.records import SECTIONS

from .commands import ANSWERS, FORMATS, TOOLS, Line, ask, command

OUTPUTS = answers()
with_each_answer = pytest.mark.parametrize("line", ANSWERS, ids=lambda line: line.words)


def document(line: Line) -> dict[str, list[dict[str, object]]]:
    found: dict[str, list[dict[str, object]]] = json.loads(ask(*line.arguments, "--json").out)
    return found


@with_each_answer
def test_every_output_keeps_its_shipped_schema(line: Line) -> None:
    rules = schema.document(*OUTPUTS[line.rows or ""])
    jsonschema.validate(document(line), rules, cls=jsonschema.Draft202012Validator)


@with_each_answer
def test_the_schema_names_the_keys_of_a_row_in_their_order(line: Line) -> None:
    known = schema.keys(OUTPUTS[line.rows or ""].shape)
    assert known
    for row in document(line)[line.rows or ""]:
        assert [*row][: len(known)] == known


@pytest.mark.parametrize("name", OUTPUTS)
def test_a_schema_is_a_schema_and_the_command_prints_it(name: str) -> None:
    printed = json.loads(ask("schema", name).out)
    assert printed == schema.document(*OUTPUTS[name])
    jsonschema.Draft202012Validator.check_schema(printed)


def test_a_schema_is_found_by_the_name_of_one_record_too() -> None:
    for kind, section in SECTIONS.items():
        if kind in OUTPUTS:
            assert ask("schema", section.singular) == ask("schema", kind)


def test_the_schema_command_lists_every_output_of_every_command() -> None:
    assert ask("schema").out.split() == list(OUTPUTS)
    assert {line.rows for line in ANSWERS} == set(OUTPUTS)
    for line in ANSWERS:
        assert line.rows in [answer.name for answer in command(line.name).answers], line.words
    assert not any(command(name).answers for name in TOOLS)


def test_an_unknown_schema_is_not_found() -> None:
    got = ask("schema", "mision")
    assert (got.code, got.out) == (1, "")
    assert "did you mean missions?" in got.err


@with_each_answer
def test_ndjson_and_yaml_say_what_json_says(line: Line) -> None:
    expected = document(line)
    rows = [json.loads(row) for row in ask(*line.arguments, "-f", "ndjson").out.splitlines()]
    assert rows == expected[line.rows or ""]
    assert yaml.safe_load(ask(*line.arguments, "-f", "yaml").out) == expected


@with_each_answer
def test_markdown_has_the_rows_of_plain(line: Line) -> None:
    if line.name in ("cite", "check"):  # a paragraph in plain text; silence where all is well
        return
    plain = ask(*line.arguments, "-f", "plain").out.splitlines()
    written = ask(*line.arguments, "-f", "markdown").out.splitlines()
    assert written[0] == f"| {plain[0].replace(chr(9), ' | ')} |"
    assert len(written) == len(plain) + 1


@pytest.mark.parametrize("form", FORMATS)
def test_fields_choose_and_order_in_every_format(form: str) -> None:
    shown = ask("missions", "--fields", "status,id", "-f", form).out
    assert shown.index("ended") < shown.index("pioneer-x")
    assert "Thor-Able" not in shown
    if form in ("plain", "csv", "markdown", "table"):
        assert shown.index("status") < shown.index("id")


@pytest.mark.parametrize("form", ["json", "yaml", "ndjson"])
def test_fields_alone_lists_the_keys_of_a_document(form: str) -> None:
    keys = schema.keys(SECTIONS["missions"].shape)
    assert ask("missions", "-f", form, "--fields").out.split() == keys
    assert ask("missions", "-f", form, "--until", "1900", "--fields").out.split() == keys


def test_fields_alone_lists_the_columns_of_a_table_the_shown_ones_first() -> None:
    found = ask("missions", "--fields").out.split()
    assert found[: len(SECTIONS["missions"].listed.split())] == SECTIONS["missions"].listed.split()
    assert {"summary", "mass_kg"} <= {*found}
    assert ask("missions", "--fields", ",".join(found)).code == 0


@pytest.mark.parametrize("form", WRITTEN)
def test_an_unknown_field_is_reported_with_the_nearest(form: str) -> None:
    got = ask("missions", "-f", form, "--fields", "id,statsu")
    assert (got.code, got.out) == (2, "")
    assert "did you mean status?" in got.err


def test_names_are_read_from_stdin_each_once() -> None:
    got = json.loads(ask("mission", "-", "luna-25", "--json", stdin="CE-6\n\n嫦娥六号\n").out)
    assert [row["id"] for row in got["missions"]] == ["chang-e-6", "luna-25"]


def test_a_name_on_stdin_that_nothing_has_is_a_miss() -> None:
    got = ask("mission", "-", stdin="chang-e-66\n")
    assert (got.code, got.out) == (1, "")


def test_a_reference_names_the_version_the_day_and_the_licence() -> None:
    reference = ask("cite", "CE-6").out
    assert "Chang'e 6" in reference
    assert "record of 2026-10-09" in reference
    assert "CC BY 4.0" in reference
