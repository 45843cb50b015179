"""Search: in which fields a text is found, in which not, and in which order what was found is told."""

from typing import Any

import pytest

from moonrace import query
from moonrace.dataset import Dataset
from moonrace.model import Change, Member, Number, Person, Place, Telling
from moonrace.moment import Moment

from .making import event, mission, replaced, target

FULL = mission(
    "wid",
    event(
        "hop", "2020", title="wtitle", note="wnote", first="wfirst", contested="wcontested",
        place=Place("wplace", 1.0, 2.0, "far", ("wkey",)), targets=(target("2018", "2020", "wby"),),
        also=(Telling("error", "wreally", ("wkey",), when=Moment("2021")),),
    ),
    name="wname", native={"zz": "wnative"}, aliases=("one", "walias"), cospar_id="2020-999Z", summary="The wsummary.",
    agencies=("wagency",), partners=("wpartner",), countries=("QC",), programme="wprogramme", part_of="wpart",
    crew=(Person("wcrew", "commander", "QP", agency="wof"),), launcher="wlauncher", launch_site="wsite",
    mass_kg=Number(1.0, ("wkey",), also=(Telling("rounded", "wmass", ("wkey",), value="123456"),)), outcome_note="woutcome",
    links={"wiki": "https://wlink"}, sources={"wtable": ("wkey",)},
    also=(Telling("other-definition", "wwhy", ("wkey",), field="wfield", value="wvalue"),),
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
        ("123456", "value", "123456"),
        ("wwhy", "why", "wwhy"),
        ("wfield", "field", "wfield"),
        ("wvalue", "value", "wvalue"),
    ],
)
def test_a_text_is_found_with_its_field_and_passage(small: Dataset, text: str, field: str, passage: str) -> None:
    assert query.search(replaced(small, "missions", [FULL]), text) == [
        query.Hit("mission", "wid", "wname", field, passage)
    ]


@pytest.mark.parametrize(
    "text", ["wkey", "wlink", "wtable", "QC", "QP", "hop", "far", "other-definition", "rounded", "XX"]
)
def test_what_is_no_text_for_readers_is_not_searched(small: Dataset, text: str) -> None:
    whole = Dataset(small.meta, {**{kind: {} for kind in small.sections}, "missions": {"wid": FULL}})
    assert query.search(whole, text) == []


@pytest.mark.parametrize(
    ("text", "found"), [("Chang’e", "Chang'e 9"), ("chang'e", "Chang’e 9"), ("éire", "EIRE"), ("eire", "Éire")]
)
def test_accents_case_and_apostrophes_do_not_count(small: Dataset, text: str, found: str) -> None:
    assert [hit.name for hit in query.search(replaced(small, "missions", [mission("x", name=found)]), text)] == [found]


NAMED: list[tuple[str, dict[str, Any]]] = [
    ("missions", {"id": "zz-wanted"}), ("missions", {"name": "Wanted"}), ("missions", {"native": {"zz": "wanted"}}),
    ("missions", {"aliases": ("wanted",)}), ("missions", {"cospar_id": "wanted"}),
]  # fmt: skip


@pytest.mark.parametrize(("section", "change"), NAMED, ids=[next(iter(change)) for _, change in NAMED])
def test_a_name_comes_before_another_text(small: Dataset, section: str, change: dict[str, Any]) -> None:
    records = [mission("aa", agencies=("wanted",)), mission("zz")._replace(**change)]
    hits = query.search(replaced(small, section, records), "wanted")
    assert [hit.id[:2] for hit in hits] == ["zz", "aa"]


def test_an_abbreviation_and_a_party_are_names_too(small: Dataset) -> None:
    told = replaced(small, "missions", [mission("aa", summary="Wanted here.")])
    agency = small.agencies["nasa"]._replace(abbreviation="Wanted")
    assert [hit.id for hit in query.search(replaced(told, "agencies", [agency]), "wanted")] == ["nasa", "aa"]
    alliance = small.alliances["ilrs"]._replace(members=(Member("Wanted", "state", "signature", ("report",)),))
    assert [hit.id for hit in query.search(replaced(told, "alliances", [alliance]), "wanted")] == ["ilrs", "aa"]


def test_equal_hits_come_by_kind_then_by_id_and_sources_last(small: Dataset) -> None:
    dataset = replaced(small, "missions", [mission(key, summary="Wanted.") for key in ("b", "a")])
    dataset = replaced(dataset, "agencies", [small.agencies["nasa"]._replace(summary="Wanted.")])
    source = small.sources["report"]._replace(id="wanted", title="A report", url="https://elsewhere.example")
    dataset = replaced(dataset, "sources", [source])
    assert query.search(dataset, "elsewhere") == []
    hits = query.search(dataset, "wanted")
    assert [(hit.kind, hit.id, hit.name) for hit in hits] == [
        ("mission", "a", "A"), ("mission", "b", "B"), ("agency", "nasa", small.agencies["nasa"].name),
        ("source", "wanted", "A report"),
    ]  # fmt: skip


def test_a_change_is_told_by_its_id(small: Dataset) -> None:
    dataset = replaced(small, "changes", [Change("2026-11-01-one", Moment("2026-11-01"), "added", "Wanted.")])
    (hit,) = query.search(dataset, "wanted")
    assert (hit.kind, hit.id, hit.name, hit.field) == ("change", "2026-11-01-one", "2026-11-01-one", "text")
