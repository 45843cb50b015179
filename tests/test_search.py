"""Search: in which fields a text is found, in which not, and in which order the hits come."""

import unicodedata
from typing import Any

import pytest

from moonrace.dataset import Dataset
from moonrace.dates import Moment
from moonrace.query.search import Hit, search, texts
from moonrace.records.documents import Change
from moonrace.records.parts import Discrepancy, Number, NumberDiscrepancy, Place, Seat

from .making import changed, event, member, mission, replaced, target

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


def test_equal_hits_come_by_kind_then_by_id_and_sources_last(small: Dataset) -> None:
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


def bare(text: str) -> str:
    """The text without case and accents."""
    return "".join(char for char in unicodedata.normalize("NFKD", text).casefold() if not unicodedata.combining(char))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("嫦娥", "chang-e-6 clep"),
        ("六号", "chang-e-6"),
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
        ("thor able", ""),  # literally
        ("", ""),
        ("   ", ""),
        ("\u0301", ""),
        ("x" * 5000, ""),
    ],
)
def test_search_finds_the_literal_text_in_any_script(small: Dataset, text: str, expected: str) -> None:
    assert [hit.id for hit in search(small, text)] == expected.split()


@pytest.mark.parametrize("text", ["[moon]", "[/moon]", "[bold red]", "a [link=x] b", ":moon:", "\\[x]", "100 % (a+b)*"])
def test_search_takes_markup_as_text(small: Dataset, text: str) -> None:
    marked = small.missions["luna-25"]._replace(summary=f"Before {text} after.")
    hits = search(changed(small, "missions", marked), text)
    assert [(hit.id, hit.field, hit.passage) for hit in hits] == [("luna-25", "summary", f"Before {text} after.")]


def test_names_come_before_texts_and_sources_last(small: Dataset) -> None:
    early = small.missions["chang-e-6"]._replace(id="aaa", name="Aaa", summary="A report of Jinchan.", native={})
    more = changed(small, "missions", early)
    assert [hit.id for hit in search(more, "jinchan")] == ["jinchan", "aaa"]
    assert [(hit.kind, hit.id) for hit in search(more, "a report")] == [
        ("mission", "aaa"),
        ("source", "report"),
    ]


@pytest.mark.parametrize("text", ["south pole", "Armstrong", "é", "луна", "嫦娥", "-", "lander"])
def test_every_hit_in_the_real_record_contains_the_text_and_is_there_once(real: Dataset, text: str) -> None:
    hits = search(real, text)
    assert hits
    assert all(bare(text) in bare(hit.passage) for hit in hits)
    assert len({(hit.kind, hit.id) for hit in hits}) == len(hits)


def test_a_native_name_of_a_part_is_found_under_native(small: Dataset) -> None:
    crew = Seat(name="Somebody", native={"ru": "Некто"}, role="pilot", country="SU")
    one = small.missions["luna-25"]._replace(crew=(crew,))
    ((_, field, text),) = [found for found in texts(one) if found[2] == "Некто"]
    assert (field, text) == ("native", "Некто")
