"""The compiled record is the same record: equal to its YAML, the same bytes each time, lazy, and safe when damaged."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from moonrace import fields, loading
from moonrace.dataset import Dataset, Records, links_of
from moonrace.errors import BadData, Exit
from moonrace.loading import compiled
from moonrace.records import SECTIONS

RECORDS = ["small", "real"]


def written(dataset: Dataset, folder: Path) -> Path:
    path = folder / "record.jsonl"
    path.write_bytes(compiled.dump(dataset))
    return path


@pytest.mark.parametrize("name", RECORDS)
def test_a_compiled_record_equals_its_yaml(name: str, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    dataset: Dataset = request.getfixturevalue(name)
    again = compiled.read(str(written(dataset, tmp_path)))
    assert again.meta == dataset.meta
    assert list(again.sections) == list(dataset.sections) == list(SECTIONS)
    for kind in SECTIONS:
        assert list(again.sections[kind]) == list(dataset.sections[kind])
        for key, original in dataset.sections[kind].items():
            assert again.sections[kind][key] == original
            assert repr(again.sections[kind][key]) == repr(original)  # 3 and 3.0 are equal, but not the same
    assert again.index == dataset.index
    assert again.origins == {}


@pytest.mark.parametrize("name", RECORDS)
def test_the_same_record_gives_the_same_bytes(name: str, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    dataset: Dataset = request.getfixturevalue(name)
    path = written(dataset, tmp_path)
    assert compiled.dump(dataset) == path.read_bytes()
    assert compiled.dump(compiled.read(str(path))) == path.read_bytes()


def test_the_same_files_give_the_same_bytes(small: Dataset) -> None:
    assert compiled.dump(loading.load_folder(str(Path(__file__).parent / "small"))) == compiled.dump(small)


def test_the_file_is_lines_of_json_without_default_values(small: Dataset, tmp_path: Path) -> None:
    lines = written(small, tmp_path).read_text(encoding="utf-8").splitlines()
    # The head, a directory and the names of each section, the records, the links between them, and the names of all.
    assert len(lines) == 3 + 2 * len(SECTIONS) + sum(map(len, small.sections.values()))
    parsed = [json.loads(line) for line in lines]
    assert parsed[0]["format"] == compiled.FORMAT
    (norway,) = [value for value in parsed if value.get("id") == "norway"]
    assert norway == {"id": "norway", "name": "Norway", "iso2": "NO", "iso3": "NOR"}
    assert "嫦娥六号" in "".join(lines)


def test_records_are_built_only_when_they_are_asked_for(
    small: Dataset, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, built = written(small, tmp_path), []
    unpack = fields.unpack

    def counting(shape: Any, value: Any) -> Any:
        built.append((shape.__name__, value.get("id")))
        return unpack(shape, value)

    monkeypatch.setattr(fields, "unpack", counting)
    dataset = compiled.read(str(path))
    assert len(dataset.missions) == len(small.missions)
    assert "luna-25" in dataset.missions
    assert "luna-26" not in dataset.missions
    assert built == [("Meta", None)]
    assert dataset.mission("CE-6").id == "chang-e-6"
    assert dataset.mission("嫦娥六号") is dataset.missions["chang-e-6"]
    assert built == [("Meta", None), ("Mission", "chang-e-6")]
    with pytest.raises(KeyError):
        dataset.missions["luna-26"]


def test_an_exact_id_needs_no_index(small: Dataset, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    dataset = compiled.read(str(written(small, tmp_path)))
    monkeypatch.setattr(Dataset, "index", property(lambda _: pytest.fail("the index was read")))
    assert dataset.mission("luna-25").name == "Luna 25"


def test_an_installed_record_is_read_before_the_yaml_of_a_checkout(
    small: Dataset, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loading, "COMPILED", str(written(small, tmp_path)))
    monkeypatch.setattr(loading, "CHECKOUT", "nowhere")
    assert loading.load().meta == small.meta


def test_linked_missions_are_found_without_building_one(
    small: Dataset, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = written(small, tmp_path)
    again = compiled.read(str(path))
    monkeypatch.setattr(Records, "__getitem__", lambda *_: pytest.fail("a record was built"))
    for field, targets in links_of(small.sections).items():
        assert targets
        for target, keys in targets.items():
            assert again.linked(field, target) == tuple(keys)
    broken = compiled.read(str(path))
    path.write_bytes(b"")
    with pytest.raises(BadData, match="the compiled record cannot be read: Expecting value"):
        broken.linked("countries", "CN")


def test_the_names_of_a_section_are_read_without_building_a_record(
    small: Dataset, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loading, "COMPILED", str(written(small, tmp_path)))
    monkeypatch.setattr(Records, "__getitem__", lambda *_: pytest.fail("a record was built"))
    for kind, records in small.sections.items():
        ids, index = loading.names(kind)
        assert list(ids) == list(records)
        assert index() == small.index[kind]


def test_every_script_is_written_as_it_is(small: Dataset) -> None:
    head = compiled.dump(Dataset(small.meta._replace(title="月"), dict(small.sections))).partition(b"\n")[0]
    assert "月".encode() in head


# --- Damage


def _everything(dataset: Dataset) -> None:
    assert dataset.index
    for records in dataset.sections.values():
        assert len(list(records.values())) == len(records)


def _meta(**more: object) -> bytes:
    meta = {"title": "A", "data_date": "2026", "licence": "B", "credit": "C"}
    return (
        json.dumps(
            {"format": compiled.FORMAT, "meta": meta, "size": 3, "sections": {}, "links": [0, 3], **more}
        ).encode()
        + b"\n{}\n"
    )


DAMAGE: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda data: b"",
    "a newline": lambda data: b"\n",
    "not JSON": lambda data: b"PK\x03\x04" + data,
    "not UTF-8": lambda data: b"\xff\xfe" + data,
    "YAML": lambda data: b"meta:\n  title: A\n",
    "a list": lambda data: b"[]\n",
    "a text": lambda data: b'"moon"\n',
    "a number": lambda data: b"1\n",
    "null": lambda data: b"null\n",
    "nested without end": lambda data: b"[" * 200_000,
    "other JSON": lambda data: b"{}\n",
    "another format": lambda data: data.replace(b'"format":%d' % compiled.FORMAT, b'"format":1', 1),
    "cut in the directory": lambda data: data[:200],
    "no meta": lambda data: data.replace(b'"meta":', b'"mete":', 1),
    "meta of another shape": lambda data: data.replace(b'"credit":', b'"debit":', 1),
    "meta with a bad date": lambda data: data.replace(b'"data_date":"2026-10-09"', b'"data_date":"2026-13-09"', 1),
    "no sections": lambda data: _meta(sections=None),
    "no section": lambda data: _meta(),
    "a section missing": lambda data: data.replace(b'"milestones":[', b'"millstones":[', 1),
    "a section without its places": lambda data: re.sub(rb'"missions":\[\d+,', b'"missions":[', data, count=1),
    "only the directory": lambda data: data.partition(b"\n")[0] + b"\n",
    "cut in the records": lambda data: data[:-2_000],
    "the last byte lost": lambda data: data[:-2],
    "a record shifted": lambda data: data.replace(b"\n", b"\nx", 1),
    "a record of another shape": lambda data: data.replace(b'"scope":"lunar"', b'"scoop":"lunar"', 1),
    "a record with a table of another shape": lambda data: data.replace(
        b'{"region":["report"]}', b'["region",["report"]]', 1
    ),
    "a record with a bad date": lambda data: data.replace(b'"when":"1958-08"', b'"when":"1958-18"', 1),
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE.keys())
def test_a_damaged_or_foreign_file_is_bad_data_with_a_remedy(
    small: Dataset, tmp_path: Path, damage: Callable[[bytes], bytes]
) -> None:
    path = tmp_path / "record.jsonl"
    whole = compiled.dump(small)
    path.write_bytes(damage(whole))
    assert path.read_bytes() != whole
    with pytest.raises(BadData) as refusal:
        _everything(compiled.read(str(path)))
    assert refusal.value.exit_code == Exit.BAD_DATA
    (problem,) = refusal.value.problems
    assert (problem.file, problem.line) == (str(path), 1)
    assert problem.message.startswith("the compiled record cannot be read: ")
    assert problem.fix == "install moonrace again: pip install --force-reinstall moonrace"


def test_a_missing_file_is_bad_data_with_a_remedy(tmp_path: Path) -> None:
    with pytest.raises(BadData, match=r"No such file .*pip install --force-reinstall moonrace"):
        compiled.read(str(tmp_path / "record.jsonl"))


@pytest.mark.parametrize(
    ("damage", "reason"),
    [
        ("a section without its places", "a section without its places"),
        ("another format", "format 1"),
        ("the last byte lost", r"(\d+) bytes instead of (\d+)"),
    ],
)
def test_the_reason_of_the_damage_is_given(small: Dataset, tmp_path: Path, damage: str, reason: str) -> None:
    path = tmp_path / "record.jsonl"
    path.write_bytes(DAMAGE[damage](compiled.dump(small)))
    with pytest.raises(BadData) as refusal:
        compiled.read(str(path))
    found = re.fullmatch("the compiled record cannot be read: " + reason, refusal.value.problems[0].message)
    assert found
    if found.groups():
        there, wanted = map(int, found.groups())
        assert there == wanted - 2 < path.stat().st_size


def test_the_names_of_a_damaged_file_are_bad_data_too(small: Dataset, tmp_path: Path) -> None:
    path = written(small, tmp_path)
    with pytest.raises(BadData, match="the compiled record cannot be read: 'nothing'") as refusal:
        compiled.names(str(path), "nothing")
    assert refusal.value.problems[0].file == str(path)
    _, read_index = compiled.names(str(path), "missions")
    path.write_bytes(b"")  # damaged after its ids were read
    with pytest.raises(BadData, match="the compiled record cannot be read: Expecting value") as refusal:
        read_index()
    assert refusal.value.problems[0].file == str(path)
    path.write_bytes(b"{}\n")
    with pytest.raises(BadData, match="the compiled record cannot be read: 'format'"):
        compiled.names(str(path), "missions")
