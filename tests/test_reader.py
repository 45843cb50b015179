"""Strict loading: each kind of refusal with its file, line, record, field and fix; and files laid over a record."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from moonrace import loading
from moonrace.as_of import as_of
from moonrace.dataset import Dataset
from moonrace.dates import Moment
from moonrace.errors import BadData, Exit
from moonrace.loading import reader, rules
from moonrace.loading.problems import Problem
from moonrace.loading.yamltree import MAX_BYTES
from moonrace.records import SECTIONS

patient = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
SMALL = Path(__file__).parent / "small" / "record.yaml"

META = "meta: {title: A, data_date: 2026-10-09, licence: B, credit: C}\n"
EVENT = "sources: [report]}]}\n"

Lay = Callable[..., reader.Located]


@pytest.fixture
def lay(tmp_path: Path, small: Dataset, monkeypatch: pytest.MonkeyPatch) -> Lay:
    """Writes texts as files a.yaml, b.yaml, … in the current folder, and lays them over the small record."""
    monkeypatch.chdir(tmp_path)

    def laid(*texts: str | bytes) -> reader.Located:
        names = [f"{letter}.yaml" for letter, _ in zip("abcdef", texts, strict=False)]
        for name, text in zip(names, texts, strict=True):
            Path(name).write_bytes(text if isinstance(text, bytes) else text.encode())
        return read(*names, base=small)

    return laid


def read(*paths: str, base: Dataset | None = None) -> reader.Located:
    """The files of these paths, over a base where one is given."""
    return reader.read({path: reader.bytes_of(path) for path in paths}, base)


@pytest.fixture
def over_small(small: Dataset, monkeypatch: pytest.MonkeyPatch) -> Dataset:
    """The small record in the place of the shipped one."""
    monkeypatch.setattr(loading, "shipped", lambda: small)
    return small


# --- Refusals

LUNA, AT_LUNA = "missions:\n  luna-25: ", "mission luna-25"
NASA, AT_NASA = "agencies:\n  nasa: ", "agency nasa"
CLEP, AT_CLEP = "programmes:\n  clep: ", "programme clep"

REFUSED: list[tuple[str, int, str, str, str, str]] = [
    # sections
    ("mission:\n  x: {name: X}\n", 2, "", "mission", "this section is not known", "did you mean missions?"),
    ("zzz: {}\n", 1, "", "zzz", "this section is not known", "choose from missions, people, agencies, "),
    ("missions:\n", 1, "missions", "", "a section maps ids to records", "write `id:`"),
    ("missions:\n- name: X\n", 2, "missions", "", "a section maps ids to records", "write `id:`"),
    ("- name: X\n", 1, "", "", "a data file maps sections to records", "begin with one of missions, "),
    ("moon\n", 1, "", "", "a data file maps sections to records", "begin with one of missions, "),
    ("", 1, "", "", "this file is empty", "begin with one of missions, "),
    ("# nothing but a remark\n", 1, "", "", "this file is empty", "begin with one of missions, "),
    # fields
    ("programmes:\n  clep:\n    nam: X\n", 3, AT_CLEP, "nam", "this field is not known", "did you mean name?"),
    (CLEP + "{id: x}\n", 2, AT_CLEP, "id", "this field is not known", "choose from name, "),
    ("missions:\n  luna-25:\n    events:\n    - {type: launch, when: 2023,\n       wen: 2023, sources: [report]}\n",
     5, AT_LUNA, "events[0].wen", "this field is not known", "did you mean when?"),
    (CLEP + "CLEP\n", 2, AT_CLEP, "", "the text 'CLEP', where fields", "write some"),
    ("programmes:\n  clep:\n", 2, AT_CLEP, "", "nothing, where fields belong", "write some of"),
    (CLEP + "[a]\n", 2, AT_CLEP, "", "a list, where fields belong", "write some of"),
    ("agencies:\n  jaxa:\n    name: JAXA\n", 3, "agency jaxa", "kind", "missing: kind", "see data/README.md"),
    ("countries:\n  x: {native: {en: X}}\n", 2, "country x", "name", "missing: name, iso2, iso3", "see data/README.md"),
    (LUNA + "{events: [{type: launch}]}\n", 2, AT_LUNA, "events[0]",
     "missing: when", "see data/README.md"),
    (LUNA + "{mass_kg: {value: 3, sources: [report], also: [{reason: error, why: x, sources: [report]}]}}\n",
     2, AT_LUNA, "mass_kg.also[0]", "missing: value", "see data/README.md"),
    (LUNA + "{mass_kg: {value: 3, sources: [report], also: [\n  {value: two tons, reason: error, why: x, sources: [report]}]}}\n",
     3, AT_LUNA, "mass_kg.also[0].value", "'two tons' is not a number", "write digits"),
    # types
    (LUNA + "{name: [Luna]}\n", 2, AT_LUNA, "name", "a list, where one value",
     "write one value"),
    (LUNA + "{name: {en: Luna}}\n", 2, AT_LUNA, "name", "a mapping, where one value", "write one"),
    (LUNA + "{agencies: nasa}\n", 2, AT_LUNA, "agencies", "the text 'nasa', where a",
     "write agencies: [first, second]"),
    (LUNA + "{native: Луна}\n", 2, AT_LUNA, "native", "the text 'Луна', where keys",
     "write {key: value}"),
    (LUNA + "{sources: {summary: report}}\n", 2, AT_LUNA, "sources.summary",
     "the text 'report', where a list", "write summary: [first, second]"),
    (LUNA + "{mass_kg: 800}\n", 2, AT_LUNA, "mass_kg", "the text '800', where",
     "write some of value, approximate, as_of, sources, also"),
    # values
    (LUNA + "{outcome: sucess}\n", 2, AT_LUNA, "outcome", "'sucess' is not known here",
     "did you mean success?"),
    (LUNA + "{scope: SOLAR}\n", 2, AT_LUNA, "scope", "'SOLAR' is not known here", "choose from "),
    ("missions:\n  luna-25:\n    kinds: [lander,\n      rovr]\n", 4, AT_LUNA, "kinds[1]", "'rovr' is not",
     "did you mean rover?"),
    (LUNA + "{crewed: yes}\n", 2, AT_LUNA, "crewed", "'yes' is neither true nor false",
     "write true or false"),
    (LUNA + "{crewed: True}\n", 2, AT_LUNA, "crewed", "'True' is neither true nor false",
     "write true or false"),
    *[(LUNA + f"{{events: [{{type: impact, when: 2023, place: {{latitude: {text}}}, sources: [report]}}]}}\n", 2,
       AT_LUNA, "events[0].place.latitude", f"'{text}' is not a number", "write digits, with a point for decimals")
      for text in ("1e5", "0x10", ".5", "5.", "1_000", "1.2.3", "nan", "9" * 25, "about 5", "١٢", "１２")],
    ("alliances:\n  ilrs: {unidentified: [{ordinal: 5.0, sources: [report]}]}\n", 2, "alliance ilrs",
     "unidentified[0].ordinal", "'5.0' is not a whole number", "write digits"),
    (NASA + "{founded: [2028..]}\n", 2, AT_NASA, "founded", "a list, where one value",
     'a date with brackets needs quotes: when: "[2028..]"'),
    (LUNA + "{events: [{type: launch, when: [2028..], " + EVENT, 2, AT_LUNA, "events[0].when",
     "a list, where one value", "a date with brackets needs quotes"),
    (NASA + "{founded: 2024-13}\n", 2, AT_NASA, "founded", "'2024-13' is not a date", ""),
    (NASA + "{founded: May 2024}\n", 2, AT_NASA, "founded", "'May 2024' is not a date:", ""),
    # what follows from events
    *[(f"{section}:\n  {key}:\n    {field}: {value}\n", 3, f"{section.removesuffix('s')} {key}", field,
       "it follows from what else is written", "write the event: announced, cancelled, heard, end")
      for section, key in (("missions", "luna-25"), ("alliances", "ilrs"), ("milestones", "outer-space-treaty"))
      for field, value in (("status", "ended"), ("status_as_of", "2024"))],
    # texts
    (CLEP + "{name: }\n", 2, AT_CLEP, "name", "an empty text", "leave the field out"),
    (CLEP + '{summary: "  "}\n', 2, AT_CLEP, "summary", "an empty text", "leave the field out"),
    (CLEP + '{aliases: [A, ""]}\n', 2, AT_CLEP, "aliases[1]", "an empty text", "leave the field"),
    *[(CLEP + f'{{name: "A\\u{code}B"}}\n', 2, AT_CLEP, "name", f"an invisible character, U+{code}",
       "remove it")
      for code in ("0000", "001B", "0007", "000A", "0009", "007F", "0085", "009B", "00AD", "061C", "200B", "200E",
                   "200F", "2028", "2029", "202A", "202B", "202C", "202D", "202E", "2060", "2066", "2067", "2068",
                   "2069", "FEFF")],
    (CLEP + "{name: A\u202eB}\n", 2, AT_CLEP, "name", "an invisible character, U+202E", "remove it"),
    (CLEP + '{native: {zh: "A\\u202EB"}}\n', 2, AT_CLEP, "native.zh", "an invisible character, U+202E",
     "remove it"),
    ("programmes:\n  clep:\n    summary: |\n      one\n      two\n", 3, AT_CLEP, "summary",
     "an invisible character, U+000A", "remove it; write the text on one line"),
    # twice
    (CLEP + "{name: A}\n  clep: {name: B}\n", 3, "", "", "the key 'clep' appears twice",
     "first on line 2; keep one"),
    ("missions:\n  luna-25:\n    sources:\n      summary: [report]\n      status summary: [report]\n", 5,
     AT_LUNA, "sources", "'summary' appears twice", "keep one"),
    # what the tree refuses
    (CLEP + "{name: !!str A}\n", 2, "", "", "a tag, tag:yaml.org,2002:str", "take the tag away"),
    (CLEP + "&c {name: A}\n", 2, "", "", "an anchor, &c", "write the value out"),
    (CLEP + "*c\n", 2, "", "", "an alias, *c", "write the value out"),
    ("programmes: {}\n---\nagencies: {}\n", 2, "", "", "a second document begins here", "keep one document"),
    (CLEP + "" + "[" * 3_000, 2, "", "", "nested more than 16 deep", "flatten it"),
    (CLEP + "" + "[" * 100_000, 2, "", "", "nested more than 16 deep", "flatten it"),
    ("programmes: {\n", 2, "", "", "this is not YAML: ", "see data/README.md"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "line", "at", "field", "message", "fix"), REFUSED, ids=range(len(REFUSED)))
def test_each_refusal_says_where_what_and_how_to_fix_it(
    over_small: Dataset, lay: Lay, text: str, line: int, at: str, field: str, message: str, fix: str
) -> None:
    lay(text)
    problems = loading.examine("a.yaml").problems
    assert [(one.file, one.line, one.record, one.field) for one in problems] == [
        ("a.yaml", line, at or None, field or None)
    ]
    assert message in problems[0].message
    if problems[0].fix is None:
        assert "is not a date" in problems[0].message  # which lists the forms of a date itself
    else:
        assert problems[0].fix.startswith(fix)


@pytest.mark.parametrize(
    ("data", "line", "message"),
    [
        (b"programmes: {}\nagencies: \xff\n", 2, "this is not UTF-8 text"),
        (b"\x7fELF\x02\x01\x01\x00" + bytes(range(256)), 2, "this is not UTF-8 text"),
        (b"programmes:\n  clep: {name: A\x00B}\n", 2, "this is not YAML: "),
        (b"PK\x03\x04", 1, "this is not YAML: "),
    ],
)
def test_bytes_that_are_no_text_are_refused(lay: Lay, data: bytes, line: int, message: str) -> None:
    (problem,) = lay(data).problems
    assert problem.message.startswith(message)
    assert (problem.file, problem.line, bool(problem.fix)) == ("a.yaml", line, True)


def alone(*names: str) -> list[Problem]:
    """What is wrong with files that are no whole record, read by themselves."""
    with pytest.raises(BadData) as refusal:
        read(*names)
    return list(refusal.value.problems)


def test_a_huge_file_is_refused(tmp_path: Path) -> None:
    huge = tmp_path / "huge.yaml"
    with huge.open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    (problem,) = alone(str(huge))
    assert (problem.line, problem.message, problem.fix) == (
        1,
        f"the file is larger than {MAX_BYTES >> 20} MiB",
        "split it",
    )


def test_a_huge_file_is_read_only_as_far_as_shows_that_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("moonrace.loading.yamltree.MAX_BYTES", 10)
    (tmp_path / "a.yaml").write_bytes(b"#" * 100)
    assert reader.bytes_of(str(tmp_path / "a.yaml")) == b"#" * 11


def test_a_file_that_cannot_be_read_is_reported_with_a_fix(lay: Lay, small: Dataset) -> None:
    Path("a.yaml").mkdir()
    (problem,) = read("a.yaml", base=small).problems
    assert (problem.file, problem.line) == ("a.yaml", 1)
    assert problem.message.startswith("the file cannot be read: ")
    assert problem.fix


def test_a_missing_file_or_folder_is_reported_with_a_fix(lay: Lay) -> None:
    for path in ("nowhere.yaml", "nowhere/", "a\0b"):
        with pytest.raises(BadData) as refusal:
            loading.examine(path)
        assert refusal.value.exit_code == Exit.BAD_DATA
        (problem,) = refusal.value.problems
        assert (problem.file, problem.line) == (path, 1)
        assert problem.message == "there is no such file or folder"
        assert problem.fix == "name a YAML file or a folder of them"


def test_a_folder_that_cannot_be_listed_is_bad_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: str) -> list[str]:
        raise PermissionError(13, "Permission denied", path)

    monkeypatch.setattr(os, "listdir", refuse)
    with pytest.raises(BadData):
        loading.examine(str(tmp_path))


def test_a_folder_without_yaml_is_bad_data(over_small: Dataset, tmp_path: Path) -> None:
    (tmp_path / "record.json").write_text("{}")
    try:
        problems = tuple(loading.examine(str(tmp_path)).problems)
    except BadData as refusal:
        problems = refusal.problems
    assert len(problems) == 1


def test_a_folder_that_is_no_whole_record_is_bad_data(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("programmes: {}\n")
    with pytest.raises(BadData, match="this is not a whole record: no file has the section `meta`"):
        loading.load_folder(str(tmp_path))


def test_only_visible_yaml_files_are_read_in_order_of_name(tmp_path: Path) -> None:
    for name in ("b.yaml", "a.yml", "C.yaml", ".hidden.yaml", "notes.txt", "d.yaml~"):
        (tmp_path / name).touch()
    assert [Path(file).name for file in reader.yaml_files(str(tmp_path))] == ["C.yaml", "a.yml", "b.yaml"]


def test_a_folder_says_what_it_does_not_read_but_for_what_is_hidden(tmp_path: Path) -> None:
    for name in ("b.yaml", "a.yml", "C.YAML", ".hidden.txt", "notes.txt", "d.yaml~", "e.json"):
        (tmp_path / name).touch()
    for name in ("inner", ".git"):
        (tmp_path / name).mkdir()
    assert loading.skipped(str(tmp_path)) == ["d.yaml~", "e.json", "inner", "notes.txt"]
    assert [Path(file).name for file in reader.yaml_files(str(tmp_path))] == ["C.YAML", "a.yml", "b.yaml"]
    assert loading.skipped(str(tmp_path / "b.yaml")) == []  # a file is read whole


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="special files of POSIX")
@pytest.mark.parametrize("make", ["fifo", "folder", "dangling"])
def test_what_is_no_regular_file_is_refused_at_once_and_not_waited_for(tmp_path: Path, make: str) -> None:
    (tmp_path / "a.yaml").write_text(META)
    place = tmp_path / "b.yaml"
    if make == "dangling":
        place.symlink_to(tmp_path / "nowhere")
    else:
        os.mkfifo(place) if make == "fifo" else place.mkdir()
    with pytest.raises(BadData) as refusal:
        loading.examine(str(tmp_path))
    (problem,) = refusal.value.problems
    assert (problem.file, problem.line, problem.message, problem.fix) == (
        str(place), 1, "not a regular file", "remove it from the folder",
    )  # fmt: skip


def test_an_id_in_two_files_is_reported_with_both_places(lay: Lay) -> None:
    (problem,) = lay("programmes:\n  clep: {name: A}\n", "agencies: {}\nprogrammes:\n  clep: {name: B}\n").problems
    assert (problem.file, problem.line, problem.record) == ("b.yaml", 3, "programme clep")
    assert (problem.message, problem.fix) == ("this id has a record already", "it begins at a.yaml:2; keep one")


def test_two_sections_may_use_the_same_id(lay: Lay) -> None:
    assert lay("programmes:\n  ilrs: {name: A}\n").problems == []


def test_an_empty_id_is_a_problem_and_no_crash(lay: Lay) -> None:
    located = lay('programmes:\n  "": {name: A}\n')
    assert located.problems or list(rules.check(located, unused=False))


def test_a_key_with_an_invisible_character_is_refused(lay: Lay) -> None:
    (problem,) = lay('programmes:\n  clep: {native: {"z\\u202Eh": A}}\n').problems
    assert "U+202E" in problem.message


def test_a_message_never_contains_a_control_character_of_the_data(lay: Lay) -> None:
    problems = lay('programmes:\n  clep: {"\\e[31m": A}\n  "\\e[2J": {nam: B}\n"\\e[1m": {}\n').problems
    assert len(problems) == 3
    assert "\x1b" not in "".join(map(str, problems))


def test_a_bad_value_is_not_reported_as_missing_too(lay: Lay) -> None:
    located = lay("missions:\n  luna-25: {events: [{type: launch, when: soon, sources: [report]}]}\n")
    assert [(one.field, one.line) for one in located.problems] == [("events[0].when", 2)]


# --- All problems at once

FIVE = """\
programmes:
  clep:
    nam: A
    summary: ""
missions:
  luna-25:
    crewed: maybe
    outcome: soon
    kinds: [landr]
"""


def test_a_file_with_five_problems_reports_five(lay: Lay) -> None:
    problems = lay(FIVE).problems
    assert [(one.line, one.field) for one in problems] == [
        (3, "nam"), (4, "summary"), (7, "crewed"), (8, "outcome"), (9, "kinds[0]")
    ]  # fmt: skip


def test_problems_of_all_files_are_collected(lay: Lay) -> None:
    problems = lay(
        FIVE, "a: b: c\n", "agencies: &x {}\n", FIVE.replace("clep", "new").replace("luna-25", "luna-x")
    ).problems
    assert [one.file for one in problems] == ["a.yaml"] * 5 + ["b.yaml", "c.yaml"] + ["d.yaml"] * 5


def test_bad_data_carries_every_problem_and_its_exit_code(over_small: Dataset, lay: Lay) -> None:
    lay(FIVE)
    with pytest.raises(BadData) as refusal:
        loading.load("a.yaml")
    assert len(refusal.value.problems) == 5
    assert len(str(refusal.value).splitlines()) == 5
    assert str(refusal.value).startswith("a.yaml:3: programme clep: nam: this field is not known (did you mean name?)")
    assert refusal.value.exit_code == Exit.BAD_DATA


def test_problems_of_shape_and_of_meta_come_together(lay: Lay) -> None:
    Path("a.yaml").write_text("meta: {title: A, data_dat: 2026}\n" + FIVE)
    assert [one.line for one in alone("a.yaml")] == [1, 4, 5, 8, 9, 10]


# --- Values that stay what they are


@pytest.mark.parametrize("text", ["NO", "12:30:45", "007", "1e3", "true", "null", "~", "2024-05-03", "0x1F", "on"])
def test_a_text_stays_a_text(lay: Lay, text: str) -> None:
    located = lay(f"missions:\n  luna-25: {{name: {text}, aliases: [{text}]}}\n")
    assert located.problems == []
    assert located.dataset.missions["luna-25"].name == text
    assert located.dataset.missions["luna-25"].aliases == (text,)


def test_true_and_false_are_read_as_such(lay: Lay) -> None:
    for text, value in (("true", True), ("false", False)):
        assert lay(f"missions:\n  luna-25: {{crewed: {text}}}\n").dataset.missions["luna-25"].crewed is value


def test_a_mission_with_a_crew_is_crewed(lay: Lay) -> None:
    for crew, crewed in (("[{name: A, role: pilot, country: RU}]", True), ("[]", False)):
        assert lay(f"missions:\n  luna-25: {{crew: {crew}}}\n").dataset.missions["luna-25"].crewed is crewed


def test_a_number_has_at_most_nineteen_characters(lay: Lay) -> None:
    for length, problems in ((19, 0), (20, 1)):
        number = "9" * length
        located = lay(f"missions:\n  luna-25: {{mass_kg: {{value: {number}, sources: [report]}}}}\n")
        assert len(located.problems) == problems


def test_keys_of_a_sources_table_are_split_at_spaces_and_others_are_not(lay: Lay) -> None:
    located = lay("missions:\n  luna-25:\n    links: {press kit: x}\n    sources: {kinds  summary: [report]}\n")
    luna = located.dataset.missions["luna-25"]
    assert (dict(luna.links), luna.sources["kinds"]) == ({"press kit": "x"}, ("report",))


def test_no_stays_norway(lay: Lay) -> None:
    located = lay("missions:\n  luna-25: {countries: [NO]}\n")
    assert located.problems == []
    assert located.dataset.missions["luna-25"].countries == ("NO",)
    assert [*rules.check(located, unused=False)] == []


@pytest.mark.parametrize(("text", "value"), [("800", 800), ("800.5", 800.5), ("-0.25", -0.25), ("+3", 3), ("007", 7)])
def test_a_number_is_read_as_written(lay: Lay, text: str, value: float) -> None:
    located = lay(f"missions:\n  luna-25: {{mass_kg: {{value: {text}, sources: [report]}}}}\n")
    mass = located.dataset.missions["luna-25"].mass_kg
    assert mass is not None
    assert (mass.value, type(mass.value)) == (value, type(value))


def test_scripts_and_joiners_that_names_need_are_kept(lay: Lay) -> None:
    name = "चंद्रयान-3 क्‍ष 嫦娥六号 العربية עברית é’"
    assert lay(f"missions:\n  luna-25: {{name: {name}}}\n").dataset.missions["luna-25"].name == name


# --- A whole record


def test_a_record_of_its_own_needs_the_sources_that_own_data_may_lack(lay: Lay) -> None:
    text = LUNA + "{events: [{type: launch, when: 2023}], mass_kg: {value: 3}}\n"
    assert lay(text).problems == []
    Path("a.yaml").write_text(META + text)
    assert [(one.field, one.message) for one in read("a.yaml").problems][:2] == [
        ("events[0]", "missing: sources"), ("mass_kg", "missing: sources"),
    ]  # fmt: skip


def test_the_status_of_what_is_read_follows_from_its_events(lay: Lay, small: Dataset) -> None:
    assert {one.id: (one.status, str(one.status_as_of)) for one in small.missions.values()} == {
        "pioneer-x": ("ended", "1958-08"),
        "luna-25": ("ended", "2023-08-19T11:57Z"),
        "chang-e-6": ("ended", "2024-06-25T06:07Z"),
        "jinchan": ("ended", "2024-06"),
        "artemis-iv": ("planned", "2026-10-06"),
    }
    assert [(one.status, str(one.status_as_of)) for one in small.alliances.values()] == [
        ("open", "2020-10-13"), ("open", "2021-03-09"),
    ]  # fmt: skip
    (treaty,) = small.milestones.values()
    assert (treaty.status, treaty.status_as_of) == ("in-force", Moment("1967-10-10"))
    over = lay("missions:\n  luna-25: {events: [{type: launch, when: 2023-08, sources: [report]}]}\n").dataset
    assert (over.missions["luna-25"].status, over.missions["luna-25"].status_as_of) == ("in-flight", Moment("2023-08"))


def test_the_small_record_is_whole_and_clean() -> None:
    located = loading.examine(str(SMALL))
    assert located.problems == []
    assert located.dataset.origins == {}
    assert located.dataset.meta.data_date == Moment("2026-10-09")
    assert list(located.dataset.sections) == list(SECTIONS)


def test_a_byte_order_mark_does_not_hide_that_a_record_is_whole(over_small: Dataset, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(META, encoding="utf-8-sig")
    located = loading.examine(str(tmp_path))
    assert located.problems == []
    assert list(located.dataset.missions) == []


@pytest.mark.parametrize(
    ("text", "line", "field", "message"),
    [
        ("meta: {title: A, data_date: 2026, licence: B}\n", 1, "credit", "missing: credit"),
        ("meta: {title: A, data_date: soon, licence: B, credit: C}\n", 1, "data_date", "'soon' is not a date"),
        ("meta: A\n", 1, "", "the text 'A', where fields belong"),
        ("meta: {title: A, data_date: 2026, licence: B, credit: C, made: D}\n", 1, "made", "this field is not known"),
        ("programmes: {}\n", 1, "", "the section `meta` is missing"),
    ],
)
def test_what_is_wrong_with_meta_is_reported(tmp_path: Path, text: str, line: int, field: str, message: str) -> None:
    (tmp_path / "a.yaml").write_text(text)
    try:
        problems = tuple(read(str(tmp_path / "a.yaml")).problems)
    except BadData as refusal:
        problems = refusal.problems
    assert [(one.line, one.record, one.field) for one in problems] == [(line, "meta", field or None)]
    assert problems[0].message.startswith(message)


def test_a_second_meta_is_refused(lay: Lay) -> None:
    lay(META, META.replace("2026-10-09", "2020"))
    (problem,) = loading.examine(".").problems
    assert (problem.file, problem.line, problem.record) == ("b.yaml", 1, "meta")


# --- Laid over a base

OVER = """\
missions:
  luna-25:
    name: Luna XXV
    sources:
      name summary: [newspaper]
  my-probe:
    name: My probe
    scope: lunar
    kinds: [lander]
    summary: Mine.
    events: []
    sources: {kinds summary: [mine]}
sources:
  mine: {title: My notes, publisher: Me, kind: reference, read: 2026-11-01, via: my desk}
"""


def test_a_file_over_a_base_changes_only_the_fields_it_names(lay: Lay, small: Dataset) -> None:
    over, base = lay(OVER).dataset.missions["luna-25"], small.missions["luna-25"]
    assert over.name == "Luna XXV"
    assert over._replace(name=base.name, sources=base.sources, weak=base.weak) == base
    assert set(over.weak) - set(base.weak) == {"name"}  # of a newspaper that nobody knows
    assert over.sources == {**base.sources, "name": ("newspaper",), "summary": ("newspaper",)}
    assert base.sources["summary"] == ("catalogue",)


def test_a_meta_over_a_base_changes_only_the_fields_it_names(lay: Lay, small: Dataset) -> None:
    located = lay("meta: {title: Mine}\n")
    assert located.problems == []
    assert located.dataset.meta == small.meta._replace(title="Mine")


def test_a_path_is_relative_to_the_current_folder_and_whole_from_elsewhere(lay: Lay, tmp_path: Path) -> None:
    (tmp_path / "inner").mkdir()
    for name in ("inner/b.yaml", "c.yaml"):
        Path(name).write_text("zzz: {}\n")
    (near,) = alone("inner/b.yaml")
    assert near.file == str(Path("inner/b.yaml"))
    os.chdir("inner")
    (near,) = alone(str(tmp_path / "inner" / "b.yaml"))
    (far,) = alone(str(tmp_path / "c.yaml"))
    assert (near.file, far.file) == ("b.yaml", str(tmp_path / "c.yaml"))


def test_a_path_on_another_drive_is_reported_whole(lay: Lay, small: Dataset, monkeypatch: pytest.MonkeyPatch) -> None:
    def elsewhere(path: str) -> str:
        raise ValueError("path is on mount 'D:', start on mount 'C:'")

    monkeypatch.setattr(os.path, "relpath", elsewhere)
    (problem,) = reader.read({"D:\\a.yaml": b"zzz: {}\n"}, small).problems
    assert problem.file == "D:\\a.yaml"


def test_a_file_over_a_base_adds_records_and_leaves_the_rest(lay: Lay, small: Dataset) -> None:
    dataset = lay(OVER).dataset
    assert list(dataset.missions) == [*small.missions, "my-probe"]
    assert dataset.mission("my probe").summary == "Mine."
    assert list(dataset.sources) == [*small.sources, "mine"]
    assert "mine" not in small.sources
    assert all(dataset.missions[key] is small.missions[key] for key in small.missions if key != "luna-25")
    assert dataset.meta is small.meta


def test_a_file_over_a_base_is_the_origin_of_what_it_changes(lay: Lay, small: Dataset) -> None:
    origins = lay(OVER, "programmes:\n  clep: {name: A}\n").dataset.origins
    assert origins["missions", "luna-25"].fields == ("name", "sources")
    assert {place: origin.file for place, origin in origins.items()} == {
        ("missions", "luna-25"): "a.yaml",
        ("missions", "my-probe"): "a.yaml",
        ("sources", "mine"): "a.yaml",
        ("programmes", "clep"): "b.yaml",
    }
    assert small.origins == {}


def test_what_is_no_record_gave_no_field(lay: Lay) -> None:
    located = lay("programmes:\n  clep: CLEP\n")
    assert located.dataset.origins["programmes", "clep"].fields == ()


def test_origins_are_kept_as_of_a_past_day(lay: Lay) -> None:
    dataset = lay(OVER).dataset
    assert as_of(dataset, Moment("2024")).origins == dataset.origins


def test_a_record_that_does_not_fit_leaves_the_base_as_it_was(lay: Lay, small: Dataset) -> None:
    located = lay("missions:\n  luna-25: luna\n")
    assert len(located.problems) == 1
    assert located.dataset.missions["luna-25"] is small.missions["luna-25"]


def test_a_file_is_laid_over_the_shipped_record_and_held_to_the_rules(over_small: Dataset, lay: Lay) -> None:
    lay(OVER)
    located = loading.examine("a.yaml")
    assert located.problems == []
    assert len(loading.load("a.yaml").missions) == len(over_small.missions) + 1
    Path("a.yaml").write_text(OVER.replace("    events: []", "    events: []\n    agencies: [me]"))
    assert [one.field for one in loading.examine("a.yaml").problems] == ["agencies"]


def test_a_folder_over_the_shipped_record_may_have_several_files(over_small: Dataset, lay: Lay, tmp_path: Path) -> None:
    lay(OVER, "programmes:\n  clep: {aliases: [My line]}\n")
    dataset = loading.load(str(tmp_path))
    assert dataset.programme("my line").id == "clep"
    assert dataset.mission("my-probe").name == "My probe"


# --- No bytes make it raise anything else


def _examined(path: Path, base: Dataset | None) -> list[Problem]:
    try:
        located = read(str(path), base=base)
    except BadData as refusal:
        return list(refusal.problems)
    return located.problems or list(rules.check(located, unused=base is None))


@patient
@given(data=st.one_of(st.binary(max_size=80), st.text(max_size=60).map(lambda text: text.encode())))
def test_no_bytes_make_the_reader_raise_anything_but_bad_data(small: Dataset, tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(data)
    assert _examined(path, None)
    _examined(path, small)


LINES = SMALL.read_text(encoding="utf-8").splitlines()
values = st.one_of(
    st.sampled_from(["", "~", "[]", "{}", "NO", "-1", "[2028..]", '"[2028..]"', "2024-05~", "report", '""', "x: y"]),
    st.text(max_size=12),
)


@settings(patient, max_examples=60)
@given(data=st.data())
def test_no_mutation_of_a_record_makes_the_reader_or_a_rule_raise(tmp_path: Path, data: st.DataObject) -> None:
    lines = list(LINES)
    for _ in range(data.draw(st.integers(1, 3))):
        number = data.draw(st.integers(0, len(lines) - 1))
        key, colon, _value = lines[number].partition(": ")
        match data.draw(st.sampled_from(["value", "key", "drop", "twice", "indent"])):
            case "value":
                lines[number] = key + colon + data.draw(values)
            case "key":
                lines[number] = lines[number].replace(key.strip(" -"), data.draw(values), 1)
            case "drop":
                lines[number] = ""
            case "twice":
                lines.insert(number, lines[number])
            case "indent":
                lines[number] = "  " + lines[number]
    path = tmp_path / "a.yaml"
    path.write_bytes("\n".join(lines).encode("utf-8", "surrogatepass"))
    assert all(problem.line >= 1 for problem in _examined(path, None))
