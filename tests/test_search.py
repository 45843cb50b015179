"""Search: in which fields words are found, in which not, in which forms, and in which order the hits come."""

import re
import unicodedata
from typing import Any

import pytest

from moonrace.dataset import Dataset
from moonrace.dates import Moment
from moonrace.query.search import Hit, marks, search, texts, wanted
from moonrace.records import SECTIONS
from moonrace.records.documents import Change
from moonrace.records.mission import Mission
from moonrace.records.parts import Discrepancy, Number, NumberDiscrepancy, Place, Seat
from moonrace.render import front

from .making import changed, event, member, mission, replaced, shown, target

FULL = mission(
    "wid",
    event(
        "hop", "2020", of="wof a part", title="wtitle", note="wnote", first="wfirst", contested="wcontested",
        place=Place("wplace", 1.0, 2.0, "far", "tracked", 300.0, ("wkey",)), targets=(target("2018", "2020", "wby"),),
        also=(Discrepancy(when=Moment("2021"), reason="error", why="wreally", sources=("wkey",)),),
    ),
    name="wname", native={"zz": "wnative"}, aliases=("one", "walias"), cospar_id="2020-999Z", summary="The wsummary.",
    agencies=("wagency",), partners=("wpartner",), countries=("QC",), programme="wprogramme", part_of="wpart",
    crew=(Seat("wcrew", role="commander", country="QP", agency="wof"),), launcher="wlauncher", launch_site="wsite",
    mass_kg=Number(1.0, sources=("wkey",), also=(NumberDiscrepancy(123456.0, "rounded", "wmass", ("wkey",)),)),
    outcome_note="woutcome",
    links={"wiki": "https://wlink"}, sources={"wtable": ("wkey",)},
    also=(Discrepancy("wfield", "wvalue", reason="other-definition", why="wwhy", sources=("wkey",)),),
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "field", "passage"),
    [
        ("wid", "id", "wid"),
        ("WNAME", "name", "wname"),
        ("wnative", "native", "wnative"),
        ("walias", "aliases", "walias"),
        ("2020-999z", "cospar_id", "2020-999Z"),
        ("wsummary", "summary", "The wsummary."),
        ("wagency", "agencies", "wagency"),
        ("wpartner", "partners", "wpartner"),
        ("wprogramme", "programme", "wprogramme"),
        ("wpart", "part_of", "wpart"),  # of several passages that hold it the first, in the order of the fields
        ("wlauncher", "launcher", "wlauncher"),
        ("wsite", "launch_site", "wsite"),
        ("woutcome", "outcome_note", "woutcome"),
        ("wtitle", "title", "wtitle"),
        ("wnote", "note", "wnote"),
        ("wfirst", "first", "wfirst"),
        ("wcontested", "contested", "wcontested"),
        ("wplace", "place", "wplace"),
        ("wby", "by", "wby"),
        ("wreally", "why", "wreally"),
        ("wcrew", "crew", "wcrew"),
        ("commander", "role", "commander"),
        ("wof", "agency", "wof"),
        ("wmass", "why", "wmass"),
        ("wof a", "of", "wof a part"),
        ("wwhy", "why", "wwhy"),
        ("wfield", "field", "wfield"),
        ("wvalue", "value", "wvalue"),
    ],
)
def test_a_text_is_found_with_its_field_and_passage(small: Dataset, text: str, field: str, passage: str) -> None:
    assert search(replaced(small, "missions", [FULL]), text) == [Hit("mission", "wid", "wname", field, passage)]


@pytest.mark.parametrize(
    "text",
    ["wkey", "wlink", "wtable", "QC", "QP", "hop", "far", "tracked", "other-definition", "rounded", "123456", "XX"],
)
def test_what_is_no_text_for_readers_is_not_searched(small: Dataset, text: str) -> None:
    whole = Dataset(small.meta, {**{kind: {} for kind in small.sections}, "missions": {"wid": FULL}})
    assert search(whole, text) == []


@pytest.mark.parametrize(
    ("text", "found"), [("Chang’e", "Chang'e 9"), ("chang'e", "Chang’e 9"), ("éire", "EIRE"), ("eire", "Éire")]
)
def test_accents_case_and_apostrophes_do_not_count(small: Dataset, text: str, found: str) -> None:
    assert [hit.name for hit in search(replaced(small, "missions", [mission("x", name=found)]), text)] == [found]


NAMED: list[tuple[str, dict[str, Any]]] = [
    ("missions", {"id": "zz-wanted"}), ("missions", {"name": "Wanted"}), ("missions", {"native": {"zz": "wanted"}}),
    ("missions", {"aliases": ("wanted",)}), ("missions", {"cospar_id": "wanted"}),
]  # fmt: skip


@pytest.mark.parametrize(("section", "change"), NAMED, ids=[next(iter(change)) for _, change in NAMED])
def test_a_name_comes_before_another_text(small: Dataset, section: str, change: dict[str, Any]) -> None:
    records = [mission("aa", agencies=("wanted",)), mission("zz")._replace(**change)]
    hits = search(replaced(small, section, records), "wanted")
    assert [hit.id[:2] for hit in hits] == ["zz", "aa"]


def test_an_abbreviation_and_a_party_are_names_too(small: Dataset) -> None:
    dataset = replaced(small, "missions", [mission("aa", summary="Wanted here.")])
    agency = small.agencies["nasa"]._replace(abbreviation="Wanted")
    assert [hit.id for hit in search(replaced(dataset, "agencies", [agency]), "wanted")] == ["nasa", "aa"]
    alliance = small.alliances["ilrs"]._replace(members=(member("Wanted"),))
    assert [hit.id for hit in search(replaced(dataset, "alliances", [alliance]), "wanted")] == ["ilrs", "aa"]


def test_equal_hits_come_by_kind_then_by_date_and_sources_last(small: Dataset) -> None:
    dataset = replaced(small, "missions", [mission(key, summary="Wanted.") for key in ("b", "a")])
    dataset = replaced(dataset, "agencies", [small.agencies["nasa"]._replace(summary="Wanted.")])
    source = small.sources["report"]._replace(id="wanted", title="A report", url="https://elsewhere.example")
    dataset = replaced(dataset, "sources", [source])
    assert search(dataset, "elsewhere") == []
    hits = search(dataset, "wanted")
    assert [(hit.kind, hit.id, hit.name) for hit in hits] == [
        ("mission", "a", "A"), ("mission", "b", "B"), ("agency", "nasa", small.agencies["nasa"].name),
        ("source", "wanted", "A report"),
    ]  # fmt: skip


def test_a_change_is_named_by_its_id(small: Dataset) -> None:
    dataset = replaced(small, "changes", [Change("2026-11-01-one", Moment("2026-11-01"), "added", "Wanted.")])
    (hit,) = search(dataset, "wanted")
    assert (hit.kind, hit.id, hit.name, hit.field) == ("change", "2026-11-01-one", "2026-11-01-one", "text")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("嫦娥", "chang-e-6 clep"),
        ("六号", "chang-e-6 jinchan"),
        ("ЛУНА", "luna-25"),
        ("роскосмос", "roscosmos"),
        ("pontecoulant", "luna-25"),
        ("PONTÉCOULANT", "luna-25"),
        ("Chang’e", "chang-e-6"),
        ("2024-083a", "chang-e-6"),
        ("Luna-Glob", "luna-25"),
        ("thor-able", "pioneer-x"),
        ("Siziwang", "chang-e-6"),
        ("far side of the Moon", "chang-e-6"),
        ("Transparency", "artemis-accords"),
        ("clipping", "newspaper"),
        (".*", ""),
        ("%", ""),
        ("C.-6", ""),
        ("\\d", ""),
        ("thor able", "pioneer-x"),
        ("able thor", "pioneer-x"),
        ("tho abl", "pioneer-x"),
        ("far-side", "chang-e-6"),
        ("side far moon", "chang-e-6"),
        ("ce6", "chang-e-6"),
        ("ce 6", "chang-e-6"),
        ("ＣＥ　６", "chang-e-6"),
        ("chang'e vi", "chang-e-6"),
        ("луна 25", "luna-25"),
        ("25 луна", "luna-25"),
        ("луна 2", ""),  # a number keeps its bounds
        ("luna 2", ""),
        ("luna 255", ""),
        ("", ""),
        ("   ", ""),
        ("\u0301", ""),
        ("x" * 5000, ""),
    ],
)
def test_search_finds_words_in_any_order_form_and_script(small: Dataset, text: str, expected: str) -> None:
    assert [hit.id for hit in search(small, text)] == expected.split()


@pytest.mark.parametrize(
    "text", ["[zmoon]", "[/zmoon]", "[bold zred]", "a [link=zx] b", ":zmoon:", "\\[zx]", "100 % (zz+b)*"]
)
def test_search_takes_markup_as_text(small: Dataset, text: str) -> None:
    marked = small.missions["luna-25"]._replace(summary=f"Before {text} after.")
    hits = search(changed(small, "missions", marked), text)
    assert [(hit.id, hit.field, hit.passage) for hit in hits] == [("luna-25", "summary", f"Before {text} after.")]


def test_names_come_before_texts_and_sources_last(small: Dataset) -> None:
    early = small.missions["chang-e-6"]._replace(id="aaa", name="Aaa", summary="A report of Jinchan.", native={})
    more = changed(small, "missions", early)
    assert [hit.id for hit in search(more, "jinchan")] == ["jinchan", "aaa"]
    assert [(hit.kind, hit.id) for hit in search(more, "a report")] == [("mission", "aaa"), ("source", "report")]


def crewed(key: str, *people: str, **more: Any) -> Mission:
    crew = tuple(Seat(name=name, role="pilot", country="US") for name in people)
    return mission(key, crew=crew, **{"countries": (), **more})


def only(small: Dataset, *chosen: Mission) -> Dataset:
    """A record of these missions and nothing else."""
    return Dataset(small.meta, {**{kind: {} for kind in small.sections}, "missions": {one.id: one for one in chosen}})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("neil armstrong", "one"),
        ("armstrong neil", "one"),
        ("Neil A. Armstrong", "one"),
        ("neil b armstrong", "one"),
        ("buzz e. aldrin", "one"),  # which the record does not have
        ("armstrong aldrin", "one"),
        ("armstrong cernan", ""),
        ("arm", "one"),
        ("b", "two"),  # a letter by itself is a word
        ("plan x", ""),
    ],
)
def test_initials_do_not_count_in_names_of_persons(small: Dataset, text: str, expected: str) -> None:
    one = crewed("one", "Neil A. Armstrong", "Buzz Aldrin")
    two = crewed("two", "Eugene Cernan", summary="Plan B.")
    assert [hit.id for hit in search(only(small, one, two), text)] == expected.split()


def test_the_best_place_comes_first(small: Dataset) -> None:
    """Exact name, another exact name, words of a name, of another name, a person, a text, a note, then sources."""
    chosen = [
        mission("g", event("launch", "2001", note="Zebra.")),
        mission("f", summary="A zebra."),
        crewed("e", "Zebra Smith"),
        mission("d", aliases=("Black zebra",)),
        mission("c", name="Zebra crossing"),
        mission("b", name="Other", aliases=("Zebra",)),
        mission("a", name="Zebra"),
    ]
    dataset = replaced(small, "missions", chosen)
    dataset = replaced(dataset, "sources", [small.sources["report"]._replace(id="zebra", title="Zebra")])
    assert [hit.id for hit in search(dataset, "ZEBRA")] == [*"abcdefg", "zebra"]


def test_among_equals_whole_words_come_first_then_missions_to_the_moon_then_by_date(small: Dataset) -> None:
    chosen = [
        mission("a", event("launch", "1990"), scope="test", summary="The grey moon."),
        mission("b", event("launch", "1980"), summary="The moon is grey."),
        mission("c", event("launch", "1970"), summary="Greyish moon."),
        mission("d", event("launch", "1972"), summary="A grey moon."),
        mission("e", event("launch", "1971"), summary="Grey moon."),
    ]
    assert "".join(hit.id for hit in search(only(small, *chosen), "grey moon")) == "edabc"


def test_words_may_be_in_the_passage_and_in_the_names_of_record_and_country(small: Dataset) -> None:
    assert [(hit.id, hit.field) for hit in search(small, "china samples")] == [("chang-e-6", "summary")]
    assert search(small, "russia luna 25")[0].id == "luna-25"


def test_a_number_is_not_taken_from_another_name(small: Dataset) -> None:
    one = mission("one", name="Apollo 16", aliases=("LM-11",), countries=())
    two = mission("two", summary="After Apollo 11.")
    assert [hit.id for hit in search(only(small, one, two), "apollo 11")] == ["two"]


def test_where_no_passage_has_all_words_a_record_may_have_them_anywhere(small: Dataset) -> None:
    one = mission("one", summary="A black one.", launcher="Whiteling")
    assert [hit.id for hit in search(only(small, one), "black whiteling")] == ["one"]
    assert search(only(small, one), "black redling") == []


def test_where_nothing_has_a_long_word_its_beginning_is_looked_for_and_the_page_says_so(small: Dataset) -> None:
    dataset = only(small, mission("one", summary="The withdrawal of a state."))
    assert [hit.id for hit in search(dataset, "withdrew")] == ["one"]
    assert search(dataset, "xithdrew") == []
    assert "no exact match for 'withdrew'" in shown(dataset, front.hits, search(dataset, "withdrew"), "withdrew")
    assert "itself" not in shown(dataset, front.hits, search(dataset, "withdrawal"), "withdrawal")


@pytest.mark.parametrize(
    ("passage", "text", "marked"),
    [
        ("The far side of the Moon", "far-side", "The [far] [side] of the Moon"),
        ("International Lunar Base", "lun bas", "International [Lunar] [Base]"),
        ("Neil A. Armstrong", "armstrong neil", "[Neil] A. [Armstrong]"),
        ("Chang’e 6, CE-6 and CE-61", "ce6", "Chang’e 6, [CE-6] and CE-61"),
        ("Éire and CHANG’E 6", "eire chang-e-6", "[Éire] and [CHANG’E] [6]"),
        ("Artemis II and 12", "artemis 2", "[Artemis] [II] and 12"),
        ("中国的嫦娥六号", "嫦娥", "中国的[嫦娥]六号"),
        ("ﬁrst ﬁre", "fire", "ﬁrst [ﬁre]"),
        ("", "x", ""),
        ("x", "", "x"),
    ],
)
def test_the_words_are_marked_where_they_are(passage: str, text: str, marked: str) -> None:
    for start, end in reversed(marks(passage, wanted(text))):
        passage = f"{passage[:start]}[{passage[start:end]}]{passage[end:]}"
    assert passage == marked


def bare(text: str) -> list[str]:
    """The words of a text without case and accents."""
    plain = (char for char in unicodedata.normalize("NFKD", text) if unicodedata.category(char)[0] != "M")
    return re.findall(r"[^\W\d_]+|\d[\d.]*", "".join(plain).casefold().replace("’", "").replace("'", ""))


def has(words: list[str], word: str) -> bool:
    """True where a word begins with that one; a number is whole, or a Roman one."""
    return word in [one.strip(".") for one in words] if word.isdigit() else any(one.startswith(word) for one in words)


@pytest.mark.parametrize(
    "text", ["south pole", "Armstrong", "луна", "lun bas", "apollo 12", "lander", "south korea", "é"]
)
def test_a_hit_of_the_real_record_has_every_word_and_what_has_them_in_a_passage_is_a_hit(
    real: Dataset, text: str
) -> None:
    sections = {section.singular: kind for kind, section in SECTIONS.items()}
    hits = search(real, text)
    found = {(sections[hit.kind], hit.id) for hit in hits}
    assert len(found) == len(hits) > 0
    for kind, records in real.sections.items():
        for key, record in records.items() if kind != "readings" and text != "é" else ():
            passages = [bare(words) for _, _, words in texts(record)]
            if any(all(has(words, word) for word in bare(text)) for words in passages):
                assert (kind, key) in found, (kind, key)
    for hit in hits:
        record = real.sections[sections[hit.kind]][hit.id]
        codes = [*getattr(record, "countries", ()), getattr(record, "country", None)]
        around = [one.name for code in codes if code and (one := real.country_of(code))]
        everything = [word for words in (*around, *(words for _, _, words in texts(record))) for word in bare(words)]
        assert all(has(everything, word) or (word == "12" and has(everything, "xii")) for word in bare(text)), hit
        assert any(has(bare(hit.passage), word) for word in bare(text)), hit


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("apollo 11", "apollo-11"), ("neil armstrong", "neil-armstrong"), ("Луна 25", "luna-25"), ("space x", "spacex"),
        ("嫦娥6号", "chang-e-6"), ("luna", "luna"), ("nasa", "nasa"), ("saturn v", "apollo-8"), ("withdrew", "esa-lunar-lander"),
    ],
)  # fmt: skip
def test_what_one_means_comes_first_in_the_real_record(real: Dataset, text: str, first: str) -> None:
    assert search(real, text)[0].id == first


def test_apollo_1_is_not_apollo_11(real: Dataset) -> None:
    hits = search(real, "apollo 1")
    assert not [hit for hit in hits if re.search(r"Apollo 1\d", hit.name) and hit.field in ("name", "id", "aliases")]


def test_a_native_name_of_a_part_is_found_under_native(small: Dataset) -> None:
    crew = Seat(name="Somebody", native={"ru": "Некто"}, role="pilot", country="SU")
    one = small.missions["luna-25"]._replace(crew=(crew,))
    ((_, field, text),) = [found for found in texts(one) if found[2] == "Некто"]
    assert (field, text) == ("native", "Некто")
