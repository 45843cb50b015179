"""Which spellings are the same name and which are not, the index of names, and what a miss suggests."""

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from moonrace import names
from moonrace.dataset import Dataset
from moonrace.errors import NotFound
from moonrace.names import fold
from moonrace.records import SECTIONS

patient = settings(deadline=None)
odd = st.one_of(st.text(), st.text("一二三六九十号0123ivxIVX -'’Ⅵ６é", max_size=12))


@pytest.mark.parametrize(
    ("folded", "spellings"),
    [
        ("ce6", ["CE-6", "ce 6", "CE6", "Ce_6", " ce—6 ", "ＣＥ－６", "CE VI"]),
        ("change6", ["Chang'e 6", "change 6", "chang-e-6", "Chang’e 6", "CHANG‘E-6", "Chang´e VI", "Cháng'é 6"]),
        ("嫦娥6", ["嫦娥六号", "嫦娥6号", "嫦娥６号", "嫦娥 六号", "嫦娥6"]),
        ("嫦娥10", ["嫦娥十号", "嫦娥10号"]),
        ("神舟12", ["神舟十二号", "神舟12号"]),
        ("神舟20", ["神舟二十号", "神舟20号"]),
        ("神舟21", ["神舟二十一号", "神舟21号"]),
        ("artemis2", ["Artemis II", "artemis 2", "ARTEMIS-ii", "artemis-ii", "Artemis Ⅱ"]),
        ("artemis4", ["Artemis IV", "artemis 4"]),
        ("apollo13", ["Apollo XIII", "Apollo 13", "apollo-13"]),
        ("луна25", ["Луна-25", "луна 25", "ЛУНА25"]),
        ("lageos1", ["LAGEOS I", "Lageos-1"]),
        ("pontecoulantg", ["Pontécoulant G", "pontecoulant g", "Ponte\u0301coulant-G"]),
        ("kaguya", ["Kaguya", "KAGUYA", "ｋａｇｕｙａ"]),
        ("grossestrasse", ["Große Straße", "GROSSE STRASSE"]),
        ("2024083a", ["2024-083A", "2024 083a"]),
        ("hakutorm2", ["HAKUTO-R M2", "hakuto-r-m2", "Hakuto R M2"]),
        ("", ["", " ", "-", "’", "!!!", "🚀"]),
    ],
)
def test_spellings_of_one_name_fold_to_the_same(folded: str, spellings: list[str]) -> None:
    assert {fold(name) for name in spellings} == {folded}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Artemis II", "Artemis III"),
        ("Artemis I", "Artemis"),
        ("Luna 1", "Luna 11"),
        ("Chang'e 5", "Chang'e 5-T1"),
        ("嫦娥五号", "嫦娥六号"),
        ("嫦娥一号", "嫦娥十一号"),
        ("Chang'e 6", "嫦娥六号"),
        ("IM-1", "IM-2"),
        ("Луна-25", "Luna 25"),
        ("Viper", "VI per"),
        ("Mix", "M IX"),
        ("Vixen", "6xen"),
        ("2024-083A", "2024-083B"),
        ("月", "日"),
    ],
)
def test_names_of_different_things_stay_apart(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@pytest.mark.parametrize(
    "name", ["十十号", "一十二十三号", "十" * 50 + "号", "一" * 5000 + "十号", "9" * 5000 + "号", "号"]
)
def test_an_impossible_number_before_hao_is_no_error(name: str) -> None:
    assert isinstance(fold(name), str)


@patient
@given(odd)
@example("ΐ İ ﬃ ½ ℡")
def test_any_text_folds_to_letters_and_digits(name: str) -> None:
    assert all(char.isalnum() for char in fold(name))


@patient
@given(odd.filter(lambda name: "号" not in name))
def test_a_folded_name_folds_to_itself(name: str) -> None:
    assert fold(fold(name)) == fold(name)


@patient
@given(st.from_regex(r"[a-z]{2,8}-[0-9]{1,3}", fullmatch=True))
def test_case_hyphens_and_spaces_never_count(name: str) -> None:
    assert {fold(name.upper()), fold(name.replace("-", " ")), fold(f" {name} ")} == {fold(name)}


@patient
@given(st.text(), st.lists(st.text(min_size=1), max_size=5))
def test_suggestions_come_from_the_index(name: str, known: list[str]) -> None:
    found = names.suggest(known, name)
    assert set(found) <= set(known)
    assert all(0 < likeness <= 1 for likeness in found.values())


@pytest.mark.parametrize(
    ("name", "known", "found"),
    [
        ("apolo 11", "apollo1 apollo10 apollo11 apollo12 apollo111", "apollo11"),
        ("apollo 1", "apollo11 apollo12 landerofapollo1", "landerofapollo1"),  # a number keeps its bounds
        ("chandrayan 3", "chandrayaan2 chandrayaan3 chandrayaan", "chandrayaan3"),
        ("blue ghost 2", "blueghostm1 blueghostm2 bluemoon2", "blueghostm2"),
        ("appollo", "apollo apollo1 apollo17", "apollo apollo1 apollo17"),  # where none is typed, any will do
        ("lunar", "lunarprospectorone lunarprospector", "lunarprospector lunarprospectorone"),  # the shorter first
        ("orb", "lunarorbiter", "lunarorbiter"),
        ("or", "lunarorbiter", ""),  # two letters are part of too many names
        ("abcdexxx", "abcdeyyy", ""),  # five of eight are not near enough
        ("abcdefxx", "abcdefyy", ""),  # six of eight neither
        ("abcdefgx", "abcdefgy", "abcdefgy"),
        ("abcx", "abcy", ""),  # a short name may be another
        ("cnas", "cas cnsa", "cnsa"),  # letters that changed places; three letters are near too much
        ("", "apollo11", ""),
    ],
)
def test_what_is_near_is_found_by_how_near_it_is(name: str, known: str, found: str) -> None:
    got = names.suggest(known.split(), name)
    assert sorted(got, key=lambda key: -got[key]) == found.split()


# --- The index


@pytest.mark.parametrize(
    ("kind", "name", "ids"),
    [
        ("missions", "change6", ["chang-e-6"]),
        ("missions", "ce6", ["chang-e-6"]),
        ("missions", "嫦娥6", ["chang-e-6"]),
        ("missions", "2024083a", ["chang-e-6"]),
        ("missions", "луна25", ["luna-25"]),
        ("missions", "lunaglob", ["luna-25"]),
        ("missions", "artemis4", ["artemis-iv"]),
        ("missions", "cnsa", None),
        ("agencies", "cnsa", ["cnsa"]),
        ("agencies", "国家航天局", ["cnsa"]),
        ("countries", "us", ["united-states"]),
        ("countries", "usa", ["united-states"]),
        ("countries", "america", ["united-states"]),
        ("alliances", "ilrs", ["ilrs"]),
        ("sources", "report", ["report"]),
        ("sources", "areport", None),
    ],
)
def test_the_index_contains_every_name_of_a_record(small: Dataset, kind: str, name: str, ids: list[str] | None) -> None:
    assert names.build(small.sections)[kind].get(name) == ids


def test_each_kind_of_name_leads_to_its_record(small: Dataset) -> None:
    agency = small.agencies["cnsa"]._replace(
        id="a-b", name="Name", abbreviation="Short", native={"zz": "Own"}, aliases=("Other",)
    )
    mission = small.missions["luna-25"]._replace(id="c", name="Craft", cospar_id="2020-001A", native={}, aliases=())
    country = small.countries["norway"]._replace(id="d", name="Land", iso2="QQ", iso3="QQQ", native={}, aliases=())
    index = names.index_of([(one.id, one) for one in (agency, mission, country)])
    assert {name: ids[0] for name, ids in index.items()} == {
        "ab": "a-b", "name": "a-b", "short": "a-b", "own": "a-b", "other": "a-b", "c": "c", "craft": "c", "2020001a": "c",
        "d": "d", "land": "d", "qq": "d", "qqq": "d",
    }  # fmt: skip


def test_the_index_lists_each_id_once_and_no_empty_name(small: Dataset) -> None:
    one, two = small.missions["luna-25"], small.missions["artemis-iv"]
    record = one._replace(aliases=("Luna XXV", "!!!", "Twin")), two._replace(aliases=("twin",))
    index = names.index_of([("luna-25", record[0]), ("artemis-iv", record[1])])
    assert index["luna25"] == ["luna-25"]
    assert index["twin"] == ["luna-25", "artemis-iv"]
    assert "" not in index


@pytest.mark.parametrize(
    "name", ["chang-e-6", "CE-6", "ce 6", "嫦娥六号", "嫦娥6号", "change 6", "2024-083A", "chang’e vi"]
)
def test_any_spelling_finds_its_mission(small: Dataset, name: str) -> None:
    assert small.mission(name).id == "chang-e-6"


def test_each_kind_is_found_by_name(small: Dataset) -> None:
    assert small.agency("国家航天局").id == "cnsa"
    assert small.country("usa").id == small.country("America").id == "united-states"
    assert small.programme("嫦娥工程").id == "clep"
    assert small.alliance("国际月球科研站").id == "ilrs"
    assert small.milestone("outer space treaty").id == "outer-space-treaty"
    assert small.source("Report").id == "report"


@pytest.mark.parametrize(
    ("name", "hint", "suggested"),
    [
        ("chagne 6", "moonrace mission chang-e-6", ("chang-e-6",)),
        ("Лунна-25", "moonrace mission luna-25", ("luna-25",)),
        ("pioneer", "moonrace mission pioneer-x", ("pioneer-x",)),
        ("glob", "moonrace mission luna-25", ("luna-25",)),
        ("nassa", "moonrace agency nasa", ("nasa",)),  # of another kind
        ("Ilrs 7", "moonrace alliance ilrs", ("ilrs",)),  # what is called so without the number
    ],
)
def test_a_miss_suggests_whole_commands(small: Dataset, name: str, hint: str, suggested: tuple[str, ...]) -> None:
    with pytest.raises(NotFound) as miss:
        small.mission(name)
    assert str(miss.value) == f"no mission in this record is called '{name}'; try {hint}"
    assert miss.value.suggestions == suggested


@pytest.mark.parametrize(
    ("kind", "name", "first"),
    [
        ("missions", "apolo 11", ("mission", "apollo-11")),
        ("missions", "chandrayan 3", ("mission", "chandrayaan-3")),
        ("missions", "blue ghost 2", ("mission", "blue-ghost-m2")),
        ("missions", "apolo", ("programme", "apollo")),
        ("missions", "apollo 25", ("programme", "apollo")),
        ("agencies", "cnas", ("agency", "cnsa")),
        ("countries", "norwya", ("country", "norway")),
    ],
)
def test_the_nearest_in_the_real_record_comes_first(
    real: Dataset, kind: str, name: str, first: tuple[str, str]
) -> None:
    near = real.nearest(name, kind)
    assert near[0] == first
    assert len(near) <= 3


@pytest.mark.parametrize(
    "word",
    [
        "taiwan",
        "women",
        "laika",
        "palestine",
        "kosovo",
        "vatican",
        "dog",
        "many",
        "war",
        "scotland",
        "greenland",
        "hoax",
        "tesla",
    ],
)
def test_a_word_for_something_else_is_not_taken_for_a_misspelt_name(real: Dataset, word: str) -> None:
    assert real.nearest(word) == ()


def test_one_wrong_letter_in_a_name_of_five_or_more_is_seen_through(real: Dataset) -> None:
    names_of_countries = [one.name for one in real.countries.values() if one.name.isalpha() and len(one.name) > 4]
    assert len(names_of_countries) > 100
    for name in names_of_countries:
        for at in (1, len(name) // 2, len(name) - 1):
            typed = name[:at] + "q" + name[at + 1 :]
            assert ("country", real.country(name).id) in real.nearest(typed), typed


def test_a_part_of_a_name_counts_from_the_beginning_of_a_word(real: Dataset) -> None:
    assert ("mission", "lunar-prospector") in real.nearest("prospect")
    assert real.nearest("rospect") == ()
    assert ("country", "germany") not in real.nearest("many")


def test_no_number_is_ever_suggested_for_another(real: Dataset) -> None:
    missions = [one for one in real.missions.values() if re.fullmatch(r"\D+ \d+", one.name)]
    assert len(missions) > 60
    for one in missions:
        words, _, number = one.name.rpartition(" ")
        for kind, key in real.nearest(f"{words[:-1]}x{words[-1]} {number}", "missions"):
            record = next(
                records[key] for section, records in real.sections.items() if SECTIONS[section].singular == kind
            )
            known = [fold(name) for name in names.names_of(record)]
            assert any(re.findall(r"\d+", name) in ([number], []) for name in known), (one.name, key)


@pytest.mark.parametrize("name", ["", "!!!", "quetzalcoatl", "火星"])
def test_a_miss_without_anything_near_suggests_nothing(small: Dataset, name: str) -> None:
    with pytest.raises(NotFound) as miss:
        small.mission(name)
    assert str(miss.value) == f"no mission in this record is called '{name}'"
    assert miss.value.suggestions == ()


def test_a_name_of_another_kind_says_what_it_is(small: Dataset) -> None:
    with pytest.raises(
        NotFound, match=r"no mission in this record is called 'NASA'; nasa is an agency: moonrace agency nasa$"
    ):
        small.mission("NASA")
    with pytest.raises(
        NotFound,
        match=r"no agency in this record is called 'CE-6'; chang-e-6 is a mission: moonrace mission chang-e-6$",
    ):
        small.agency("CE-6")


def test_a_name_of_several_records_is_not_guessed(small: Dataset) -> None:
    twins = {key: small.missions[key]._replace(aliases=("Twin",)) for key in ("luna-25", "artemis-iv")}
    dataset = Dataset(small.meta, {**small.sections, "missions": twins})
    with pytest.raises(
        NotFound, match="names more than one mission; try moonrace mission luna-25 or moonrace mission artemis-iv"
    ) as miss:
        dataset.mission("twin")
    assert miss.value.suggestions == ("luna-25", "artemis-iv")


def test_an_endless_name_is_cut_in_the_message(small: Dataset) -> None:
    with pytest.raises(NotFound) as miss:
        small.mission("moon" * 100_000)
    assert len(str(miss.value)) < 200


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("artemis", "artemis-accords"),
        ("Accords", "artemis-accords"),
        ("lunar research station", "ilrs"),
        ("International Lunar", "ilrs"),
        ("research stations", None),
        ("art", None),
        ("lunar", None),
    ],
)
def test_the_first_or_last_words_of_an_alliance_are_enough(small: Dataset, words: str, expected: str | None) -> None:
    if expected:
        assert small.alliance(words).id == expected
    else:
        with pytest.raises(NotFound):
            small.alliance(words)
