"""What follows from a declaration, and that nothing is lost on the way.

The second half walks over every text, number, date and truth of the real record and of the small one, and looks for each in JSON,
in the facts of `--format plain`, and in the tables of CSV and SQLite. Where it has to be is worked out here, from its path alone.
"""

import copy
import csv
import inspect
import io
import json
import pickle
import pkgutil
import re
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from itertools import count
from typing import Any, Literal, NamedTuple

import pytest

from moonrace import fields, records
from moonrace.cli.tools import answers
from moonrace.dataset import Dataset
from moonrace.dates import Moment
from moonrace.export import datapackage, facts, sqlite
from moonrace.export import json as jsons
from moonrace.fields import Type
from moonrace.query.derived import derived
from moonrace.records import COMMON, REFERENCES, SECTIONS
from moonrace.records.documents import Feature
from moonrace.records.mission import Mission
from moonrace.records.parties import Country
from moonrace.records.parts import REQUIRED, Discrepancy, Event, Number, Place


@pytest.fixture(params=["small", "real", "full"])
def dataset(request: pytest.FixtureRequest) -> Dataset:
    """The small record, the real one, and one in which every field is filled."""
    found: Dataset = request.getfixturevalue(request.param)
    return found


@pytest.fixture(scope="session")
def full(small: Dataset) -> Dataset:
    """One record of each kind, `x`, with a value in every field of every part, each as far as possible its own."""
    numbers = count(1)

    def own_fields(shape: Any) -> list[str]:
        """The fields that a table of sources can name: those whose values have no sources of their own."""
        types = fields.types_of(shape).items()
        return [
            name
            for name, declared in types
            if name not in ("id", "sources") and "sources" not in getattr(declared.of, "_fields", ())
        ]

    def fill(shape: Any) -> Any:
        return shape(**{name: value(shape, name, declared) for name, declared in fields.types_of(shape).items()})

    def value(shape: Any, name: str, declared: Type) -> Any:
        if declared.form == "table":
            keys = own_fields(shape) if name == "sources" else ["aa", "bb cc"]
            return {key: value(shape, name, fields.type_of(declared.of)) for key in keys}
        if declared.form == "list":
            items = [one(shape, name, fields.type_of(declared.of)) for _ in range(2)]
            return tuple(dict.fromkeys(items) if isinstance(items[0], str) else items)
        return one(shape, name, declared)

    def one(shape: Any, name: str, declared: Type) -> Any:
        number = next(numbers)
        if declared.is_shape:
            return fill(declared.of)
        if declared.words:
            return declared.words[number % len(declared.words)]
        if declared.of is bool:
            return not shape._field_defaults[name]
        if declared.of is Moment:
            return Moment(f"{1000 + number}")
        if declared.of is not str:
            return number if declared.of is int else number + 0.5
        if name == "zone":
            return "+08:00 Beijing"
        refers = name == "id" or (name in REFERENCES and name != "sources")
        return "x" if refers else f"{shape.__name__}-{name}-{number}"

    return Dataset(small.meta, {kind: {"x": fill(section.shape)} for kind, section in SECTIONS.items()})


def every(dataset: Dataset) -> Iterator[tuple[str, Any]]:
    """(section, record) of every record."""
    return ((kind, one) for kind, found in dataset.sections.items() for one in found.values())


# --- Types


@pytest.mark.parametrize(
    ("annotation", "of", "form", "optional"),
    [
        (str, str, "one", False),
        (str | None, str, "one", True),
        (bool, bool, "one", False),
        (Moment | None, Moment, "one", True),
        (Number | None, Number, "one", True),
        (Literal["near", "far"], Literal["near", "far"], "one", False),
        (Literal["near", "far"] | None, Literal["near", "far"], "one", True),
        (tuple[str, ...], str, "list", False),
        (tuple[Event, ...], Event, "list", False),
        (tuple[str, ...] | None, str, "list", True),
        (Mapping[str, str], str, "table", False),
        (Mapping[str, tuple[str, ...]], tuple[str, ...], "table", False),
    ],
)
def test_each_annotation_has_its_type(annotation: Any, of: Any, form: Any, optional: bool) -> None:
    assert fields.type_of(annotation) == Type(of, form, optional)


def test_a_type_knows_its_words_and_whether_it_has_fields() -> None:
    assert Type(Literal["near", "far"]).words == ("near", "far")
    assert (Type(str).words, Type(Event).words) == ((), ())
    assert [Type(of).is_shape for of in (Event, Number, str, Moment, Literal["near"])] == [
        True,
        True,
        False,
        False,
        False,
    ]


def test_a_shape_has_the_type_of_each_field_in_order() -> None:
    assert fields.types_of(Number) == {
        "value": Type(float), "approximate": Type(bool), "as_of": Type(Moment, optional=True), "sources": Type(str, "list"),
        "also": Type(records.parts.NumberDiscrepancy, "list"),
    }  # fmt: skip
    assert list(fields.types_of(Mission)) == list(Mission._fields)


class Row(NamedTuple):
    """A shape outside the record, with a default of its own.

    first: a field without a default
    second: a field with one
    """

    first: str
    second: str = "x"


def test_the_fields_that_have_to_be_given_are_those_without_a_default_of_their_own() -> None:
    assert fields.required(Country) == ["id", "name", "iso2", "iso3"]
    assert fields.required(Place) == []
    assert fields.required(Row) == ["first"]
    assert fields.meanings(Row) == {"first": "a field without a default", "second": "a field with one"}


# --- A walk


def test_a_walk_names_each_value_by_its_path_outermost_first() -> None:
    event = Event(
        type="impact", when=Moment("2024"), sources=("a", "b"), place=Place(name="X", sources=("c",)), title=None
    )
    assert [(path, value) for path, value in fields.walk(event) if not isinstance(value, tuple)] == [
        ("type", "impact"), ("when", Moment("2024")), ("planned", False), ("place.name", "X"),
        ("place.sources[0]", "c"), ("sources[0]", "a"), ("sources[1]", "b"),
    ]  # fmt: skip
    assert [path for path, value in fields.walk(event) if isinstance(value, tuple)] == [
        "", "place", "place.sources", "sources", "targets", "also",
    ]  # fmt: skip
    country = Country(id="x", name="X", iso2="XX", iso3="XXX", native={"zh": "六"}, sources={"iso2": ("a",)})
    assert [path for path, _ in fields.walk(country)] == [
        "", "id", "name", "native", "native.zh", "aliases", "iso2", "iso3", "former", "history", "weak", "sources",
        "sources.iso2", "sources.iso2[0]", "also",
    ]  # fmt: skip


def flat(value: Any) -> Iterator[Any]:
    """The values of plain JSON, one after the other."""
    if isinstance(value, (list, dict)):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from flat(inner)
    elif value is not None:
        yield value


def test_a_walk_comes_past_every_value_in_the_order_of_the_fields(dataset: Dataset) -> None:
    for _, record in every(dataset):
        walked = list(fields.walk(record))
        ends = [value for _, value in walked if not isinstance(value, (tuple, Mapping))]
        plain = json.loads(json.dumps(record, default=str))  # to `json`, a named tuple is a list
        assert [str(value) if isinstance(value, Moment) else value for value in ends] == list(flat(plain))
        assert len({path for path, _ in walked}) == len(walked)


def test_what_has_no_source_is_named_by_its_path() -> None:
    """Fields of a table of sources, parts, coordinates; but no name, no scope, and no place that is only named."""
    report = ("report",)
    one = Mission(
        id="x", name="X", aliases=("Y",), scope="lunar", kinds=("lander",), countries=("CN",), summary="It flew.",
        launcher="Rocket", mass_kg=Number(5.0), sample_mass_g=Number(5.0, sources=report),
        events=(
            Event("launch", Moment("2024"), place=Place("Wenchang"), sources=report),
            Event("landing", Moment("2024"), place=Place("Mare", 1.0, 2.0), sources=()),
        ),
        sources={"launcher": report, "countries": ()},
    )  # fmt: skip
    one = one._replace(mass_kg=Number(5.0, sources=()))
    assert set(fields.unsourced(one)) == {"mass_kg", "events[1]", "events[1].place", "kinds", "summary"}
    whole = one._replace(
        mass_kg=None,
        events=one.events[:1],
        sources=dict.fromkeys(("launcher", "countries", "kinds", "summary"), report),
    )
    assert list(fields.unsourced(whole)) == []
    assert list(fields.unsourced(Feature("x", "X", 1, 2, 3, sources=()))) == [""]


def test_a_mapping_of_the_record_reads_like_any_other_and_refuses_every_change() -> None:
    frozen = fields.Frozen({"zh": "六"})
    assert (frozen, frozen["zh"], list(frozen), len(frozen)) == ({"zh": "六"}, "六", ["zh"], 1)
    changes: list[Callable[[], object]] = [
        lambda: frozen.__setitem__("ru", "Л"), lambda: frozen.__delitem__("zh"), lambda: frozen.update(ru="Л"),
        lambda: frozen.__ior__({"ru": "Л"}), lambda: frozen.setdefault("ru", "Л"), lambda: frozen.pop("zh"),
        frozen.popitem, frozen.clear,
    ]  # fmt: skip
    for change in changes:
        with pytest.raises(TypeError, match="never changes"):
            change()
    assert frozen == {"zh": "六"}
    assert frozen | {"ru": "Л"} == {"zh": "六", "ru": "Л"}
    for twin in (pickle.loads(pickle.dumps(frozen)), copy.copy(frozen), copy.deepcopy(frozen)):
        assert (twin, type(twin)) == (frozen, fields.Frozen)


def test_the_sources_of_a_record_are_those_of_its_parts_and_fields_each_once(small: Dataset) -> None:
    assert fields.cited(small.missions["luna-25"]) == ["catalogue", "report"]
    assert fields.cited(small.missions["chang-e-6"]) == ["catalogue", "report", "newspaper"]
    assert fields.cited(small.agencies["esa"]) == fields.cited(small.sources["report"]) == []
    plain = Feature("x", "X", 1, 2, 3, sources=("a", "b"))
    assert fields.cited(plain) == ["a", "b"]


# --- The packed form


@pytest.mark.parametrize(
    ("value", "packed"),
    [
        (Moment("2027-Q1"), "2027-33"),
        (Number(3.5, sources=("a",)), {"value": 3.5, "sources": ["a"]}),
        (Number(3, approximate=True, sources=("a",)), {"value": 3, "approximate": True, "sources": ["a"]}),
        (
            Event(type="launch", when=Moment("[2028..]"), planned=True, sources=("a",)),
            {"type": "launch", "when": "[2028..]", "planned": True, "sources": ["a"]},
        ),
        (Feature("x", "X", 1, 2, 3, round=False, sources=("a",)),
         {"id": "x", "name": "X", "latitude": 1, "longitude": 2, "diameter_km": 3, "round": False, "sources": ["a"]}),
        (("a", "b"), ["a", "b"]),
        ({"zh": "六"}, {"zh": "六"}),
        (None, None),
    ],
)  # fmt: skip
def test_a_value_is_packed_as_plain_json_without_defaults(value: object, packed: object) -> None:
    assert fields.pack(value) == packed
    if isinstance(value, tuple) and hasattr(value, "_fields"):
        assert fields.unpack(type(value), json.loads(json.dumps(packed))) == value


def test_every_record_survives_packing(dataset: Dataset) -> None:
    for _, record in every(dataset):
        again = fields.unpack(type(record), json.loads(json.dumps(fields.pack(record))))
        assert again == record
        assert repr(again) == repr(record)  # 3 and 3.0 are equal, but not the same


def test_every_field_of_a_mission_survives_packing(small: Dataset) -> None:
    full = small.missions["chang-e-6"]._replace(
        status_as_of=Moment("2026~"), links={"home": "https://example.org"}, crewed=True,
        crew=(records.parts.Seat("A", {"zh": "甲"}, "pilot", "CN", "cnsa"),),
        also=(Discrepancy(field="launcher", value="B", when=Moment("2024"), place=Place("C", 1, 2.5, "far", sources=("report",)),
                          reason="error", why="D", sources=("report",)),),
    )  # fmt: skip
    assert fields.unpack(Mission, json.loads(json.dumps(fields.pack(full)))) == full


# --- Meanings


def shapes_of_records() -> set[Any]:
    """Every shape that `moonrace.records` declares."""
    homes = [import_module(f"moonrace.records.{one.name}") for one in pkgutil.iter_modules(records.__path__)]
    found = {one for home in homes for _, one in inspect.getmembers(home, inspect.isclass) if hasattr(one, "_fields")}
    return found - {records.Section}


def within(shape: Any) -> set[Any]:
    """A shape, those of its fields, and those of what an answer adds to it."""
    found = {shape}
    for declared in fields.types_of(shape).values():
        found |= within(declared.of) if declared.is_shape else set()
    more = derived(shape)
    return found | within(more[0]) if more else found


SHAPES = {
    one.__name__: one
    for shape in [*shapes_of_records(), *(part for answer in answers().values() for part in answer[1:] if part)]
    for one in within(shape)
}


def test_shapes_are_found_in_records_reports_and_derived_values() -> None:
    assert {"Mission", "Place", "Meta", "Upcoming", "Slip", "OfCountry", "Membership", "Scoring"} <= set(SHAPES)
    assert {section.shape for section in SECTIONS.values()} <= set(SHAPES.values())


@pytest.mark.parametrize("name", sorted(SHAPES))
def test_every_field_of_a_shape_has_a_meaning_of_its_own_or_the_common_one(name: str) -> None:
    shape = SHAPES[name]
    lines = dict(re.findall(r"^ *(\w+): +(\S.*)$", shape.__doc__ or "", re.MULTILINE))
    assert list(lines) == [field for field in shape._fields if field in lines], (
        "in the order of the fields, and no others"
    )
    assert set(shape._fields) - set(lines) <= set(COMMON)
    assert not set(lines.items()) & set(COMMON.items()), "this is said once, in COMMON"
    assert fields.meanings(shape) == {field: lines.get(field) or COMMON[field] for field in shape._fields}


def test_a_field_without_a_default_says_so() -> None:
    assert repr(REQUIRED) == "REQUIRED"
    for shape in shapes_of_records():
        assert set(shape._field_defaults) == set(shape._fields), shape


# --- Every value of the record in every format that promises the whole of it


class Leaf(NamedTuple):
    """Something that a record says.

    part: path of the part that says it; empty for the record itself
    field: its field
    key: its key in the field, if that is a table
    text: the value as text
    is_date: true for a date
    is_listed: true for one of a list
    """

    part: str
    field: str
    key: str | None
    text: str
    is_date: bool
    is_listed: bool


IN_TABLE = re.compile(r"(?:(.*?)\.)??(native|links|sources)(?:\.(.+?))?(\[\d+\])?")
IN_FIELD = re.compile(r"(?:(.*)\.)?(\w+?)()(\[\d+\])?")


def leaves(record: Any) -> list[Leaf]:
    """Everything that a record says. What is not known says nothing, and neither does a False that is the default."""
    found = []
    for path, value in fields.walk(record):
        if isinstance(value, (tuple, Mapping)) or (value is False and path != "round"):
            continue
        part, field, key, number = (IN_TABLE.fullmatch(path) or IN_FIELD.fullmatch(path)).groups()  # type: ignore[union-attr]
        is_date, is_listed = isinstance(value, Moment), number is not None
        found.append(Leaf(part or "", field, key or None, written(value), is_date, is_listed))
    return found


def written(value: Any) -> str:
    """A value as a reader expects it: a whole number without a point, true and false in small letters."""
    if isinstance(value, bool):
        return str(value).lower()
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def without_numbers(path: str) -> str:
    return re.sub(r"\[\d+\]", "", path)


def test_a_leaf_knows_its_part_field_and_key(small: Dataset) -> None:
    found = leaves(small.missions["chang-e-6"]._replace(links={"press kit": "https://example.org"}))
    assert {
        ("", "id", None, "chang-e-6", False, False),
        ("", "native", "zh", "嫦娥六号", False, False),
        ("", "aliases", None, "CE-6", False, True),
        ("", "links", "press kit", "https://example.org", False, False),
        ("", "sources", "launch_site", "catalogue", False, True),
        ("mass_kg", "approximate", None, "true", False, False),
        ("events[1]", "when", None, "2024-06-01T22:23:16Z", True, False),
        ("events[1].place", "latitude", None, "-41.6385", False, False),
        ("events[1].place", "sources", None, "catalogue", False, True),
        ("events[1].also[0]", "why", None, "the Beijing day", False, False),
    } <= set(found)
    assert len(found) == 71  # four of them paths of weak values
    assert not any(leaf.field == "crewed" for leaf in found)


def test_a_leaf_is_a_text_a_number_a_date_or_a_truth(real: Dataset) -> None:
    values = (value for _, one in every(real) for _, value in fields.walk(one))
    assert {type(one) for one in values if not isinstance(one, (tuple, Mapping))} == {str, int, float, bool, Moment}
    assert sum(len(leaves(one)) for _, one in every(real)) > 35_000


# JSON: the same structure, with a few names of its own; a date has six keys.

IN_JSON = {"native": "native_names"}
OF_MEMBERS = {"party": "name", "country": "iso2"}


def name_in_json(leaf: Leaf) -> str:
    """The name of its field in JSON, and in tables."""
    names = IN_JSON | OF_MEMBERS if re.fullmatch(r"members\[\d+\]", leaf.part) else IN_JSON
    return names.get(leaf.field, leaf.field)


def in_json(leaf: Leaf) -> tuple[str, str]:
    """Where JSON has a leaf, without the numbers of lists, and how."""
    field = name_in_json(leaf)
    steps = [without_numbers(leaf.part), field, leaf.key, "when" if leaf.is_date and field != "when" else None]
    return ".".join(filter(None, steps)), leaf.text


def of_json(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """(path without the numbers of lists, text) of everything in a value of JSON."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from of_json(inner, f"{path}.{key}" if path else key)
    elif isinstance(value, list):
        for inner in value:
            yield from of_json(inner, path)
    elif value is not None:
        yield path, written(value)


def test_the_json_of_a_record_has_everything_in_it(dataset: Dataset) -> None:
    for _, record in every(dataset):
        row = json.loads(json.dumps(jsons.row(record, dataset)))
        assert Counter(map(in_json, leaves(record))) - Counter(of_json(row)) == Counter(), record.id


def test_the_export_of_json_has_everything_of_every_record(dataset: Dataset) -> None:
    document = json.loads(jsons.export(dataset, None, lambda: None))
    for kind, found in dataset.sections.items():
        assert [row["id"] for row in document[kind]] == list(found)
        for record, row in zip(found.values(), document[kind], strict=True):
            assert Counter(map(in_json, leaves(record))) - Counter(of_json(row)) == Counter(), record.id
    assert document["meta"] | {"data_date": document["data_date"]} == {
        name: written(value) for name, value in dataset.meta._asdict().items()
    }


# Facts: one line for a field of the record, one for each part, which has everything that belongs to the part.


def is_fact_of_record(leaf: Leaf, fact: facts.Fact) -> bool:
    """True where a line is the field of a record, with a value in it."""
    if leaf.field == "sources":  # a table of them, or a list for the whole record
        return leaf.text in fact.sources and (not leaf.key or IN_JSON.get(leaf.key, leaf.key) == fact.field)
    if leaf.field == "id":
        return fact.id == leaf.text
    value = {"true": "yes", "false": "no"}.get(leaf.text, leaf.text)
    values = (fact.value, *fact.value.split(" ")) if leaf.is_listed else (fact.value,)
    detail = (fact.detail or "").removesuffix(facts.WEAK).removesuffix("; ") or None
    return fact.field == name_in_json(leaf) and detail == leaf.key and value in values


def is_in_line_of_part(leaf: Leaf, fact: facts.Fact) -> bool:
    """True where a line has a leaf of a part: as its value, in its name, among its details or among its sources."""
    detail = f"; {fact.detail}; "
    name = name_in_json(leaf).replace("_", " ")
    if leaf.field == "sources":
        return leaf.text in fact.sources
    if leaf.key:
        return bool(re.search(rf"; {name}: (.*, )?{re.escape(f'{leaf.key} {leaf.text}')}(, .*)?; ", detail))
    if leaf.field in ("type", "field") and fact.field in (leaf.text, f"also {leaf.text}"):
        return True
    if leaf.text == "true":
        return f"; {name}; " in detail
    return fact.value == leaf.text or f"; {name}: {leaf.text}; " in detail


def test_the_facts_of_a_record_have_everything_in_them(dataset: Dataset) -> None:
    for _, record in every(dataset):
        lines = facts.facts(record, dataset)
        of_parts: dict[str, list[Leaf]] = {}
        for leaf in leaves(record):
            if "weak" in (leaf.field, leaf.key):
                continue  # each weak value is marked in its own line
            if leaf.part:
                of_parts.setdefault(leaf.part, []).append(leaf)
            else:
                assert any(is_fact_of_record(leaf, line) for line in lines), (record.id, leaf)
        for path, found in of_parts.items():
            in_one_line = any(all(is_in_line_of_part(leaf, line) for leaf in found) for line in lines)
            # A part without a date, name or value has a line for each of its fields.
            assert in_one_line or all(
                any(
                    is_in_line_of_part(leaf, line)
                    and (leaf.field == "sources" or line.field.endswith(f" {leaf.field}"))
                    for line in lines
                )
                for leaf in found
            ), (record.id, path, found)


# Tables: a row for each record and part, found by its key; discrepancies, citations, names and links have tables of their own.

Cells = dict[str, str]
PARTS = {"events": "event", "targets": "target", "members": "member"}
"""Parts that discrepancies and citations refer to."""
PAIRS = {
    "kinds": "kind", "agencies": "agency", "partners": "agency", "countries": "country", "leads": "country",
    "members": "member", "records": "record", "weak": "weak",
}  # fmt: skip
"""Lists of ids and words that are tables of pairs, and their second columns."""
TRUTHS = {"true": ("true", "1"), "false": ("false", "0")}


def of_csv(dataset: Dataset) -> dict[str, list[Cells]]:
    """The tables of the CSV folder. A quote in front keeps a spreadsheet from taking a text for a formula."""
    files = datapackage.export(dataset, None, lambda: None)
    return {
        name.removesuffix(".csv"): [
            {column: re.sub("^'(?=[=@+-])", "", cell) for column, cell in row.items()}
            for row in csv.DictReader(io.StringIO(content.decode()))
        ]
        for name, content in files.items()
        if name.endswith(".csv")
    }


def of_sqlite(dataset: Dataset) -> dict[str, list[Cells]]:
    """The tables of the SQLite file, as texts."""
    connection = sqlite3.connect(":memory:")
    connection.deserialize(sqlite.export(dataset, None, lambda: None))
    connection.row_factory = sqlite3.Row
    names = [row[0] for row in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    return {
        name: [
            {column: "" if value is None else written(value) for column, value in dict(row).items()}
            for row in connection.execute(f'SELECT * FROM "{name}"')
        ]
        for name in names
        if not name.startswith("search")
    }


class Spot(NamedTuple):
    """Where a part is in the tables.

    table: the table that has its row
    key: the key of that row
    within: the field of the row that the part is the value of, if it has no row of its own
    subject: how other tables refer to the record
    refers: how discrepancies and citations refer to the part
    """

    table: str
    key: str
    within: str
    subject: Cells
    refers: Cells


def spot(kind: str, record: Any, part: str) -> Spot:
    """The spot of a part; of what others say, that of the thing about which they say it."""
    singular = SECTIONS[kind].singular
    table, key, within = kind, record.id, ""
    subject = {"kind": singular, "record": record.id}
    refers = {"event": "", "target": "", "member": "", "field": ""}
    for name, number in re.findall(r"(\w+)(?:\[(\d+)\])?", part.partition("also[")[0]):
        if number:
            key = f"{singular}/{key}/{int(number) + 1}" if table == kind else f"{key}/{int(number) + 1}"
            table = "group_members" if (kind, name) == ("groups", "members") else name
        else:
            within = name
        refers |= {PARTS[name]: key} if name in PARTS and kind != "groups" else {"field": name}
    return Spot(table, key, within, subject, subject | refers)


def column_of(leaf: Leaf, within: str) -> str:
    """The column of a row that a leaf is in."""
    name = "date" if leaf.field == "when" else name_in_json(leaf)
    if not within or (within == "place" and name != "name"):
        return name
    return within if name in ("name", "value") else f"{within}_{'is_' if name == 'approximate' else ''}{name}"


class Tables:
    """The rows of tables by key, and those that are about a record."""

    def __init__(self, tables: dict[str, list[Cells]]) -> None:
        self.by_key = {name: {row["id"]: row for row in rows if "id" in row} for name, rows in tables.items()}
        self.pairs = {name: {tuple(row.values()) for row in rows} for name, rows in tables.items()}
        self.about: dict[tuple[str, str, str], list[Cells]] = {}
        for name in ("discrepancies", "citations", "names", "links"):
            for row in tables[name]:
                self.about.setdefault((name, row["kind"], row["record"]), []).append(row)

    def find(self, name: str, wanted: Cells) -> list[Cells]:
        """The rows of a table about a record that have these values."""
        rows = self.about.get((name, wanted["kind"], wanted["record"]), [])
        return [row for row in rows if wanted.items() <= row.items()]

    def missing(self, kind: str, record: Any) -> list[Leaf]:
        """What a record says and the tables do not, each in the one place where it has to be."""
        missing = []
        of_others: dict[str, list[Leaf]] = {}
        for leaf in leaves(record):
            if one := re.match(r"(.*\.)?also\[\d+\]", leaf.part):
                of_others.setdefault(one[0], []).append(leaf)
            elif not self._has(kind, record, leaf):
                missing.append(leaf)
        for part, found in of_others.items():
            missing += [] if self._has_discrepancy(kind, record, part, found) else found
        return missing

    def _has(self, kind: str, record: Any, leaf: Leaf) -> bool:
        at = spot(kind, record, leaf.part)
        if leaf.field == "sources":
            field = {"field": leaf.key} if leaf.key else {}
            return bool(self.find("citations", at.refers | field | {"discrepancy": "", "source": leaf.text}))
        if leaf.field == "links":
            return bool(self.find("links", at.subject | {"label": leaf.key or "", "url": leaf.text}))
        if not leaf.part and leaf.field in PAIRS:
            return (record.id, leaf.text) in self.pairs[f"{SECTIONS[kind].singular}_{leaf.field}"]
        if not leaf.part and leaf.field in ("name", "native", "aliases", "abbreviation"):
            name = {"name": leaf.text, "language": leaf.key or ""}
            if not self.find("names", at.subject | name):
                return False
        cell = self.by_key[at.table][at.key][column_of(leaf, at.within)]
        if leaf.key:
            return f"{leaf.key}: {leaf.text}" in cell.split(" | ")
        if leaf.is_listed:
            return leaf.text in cell.split(" | ")
        return cell in TRUTHS.get(leaf.text, (leaf.text,))

    def _has_discrepancy(self, kind: str, record: Any, part: str, found: list[Leaf]) -> bool:
        """True where all leaves of a discrepancy are in one row, and its sources in the citations of that row."""
        refers = spot(kind, record, part).refers
        values = {
            column_of(leaf, "place" if leaf.part.endswith(".place") else ""): leaf.text
            for leaf in found
            if leaf.field != "sources"
        }
        sources = {leaf.text for leaf in found if leaf.field == "sources"}
        return any(
            sources <= {one["source"] for one in self.find("citations", refers | {"discrepancy": row["id"]})}
            for row in self.find("discrepancies", refers | values)
        )


@pytest.mark.parametrize("read", [of_csv, of_sqlite], ids=["csv", "sqlite"])
def test_the_tables_of_an_export_have_everything(
    dataset: Dataset, read: Callable[[Dataset], dict[str, list[Cells]]]
) -> None:
    tables = Tables(read(dataset))
    for kind, record in every(dataset):
        assert tables.missing(kind, record) == [], (kind, record.id)
