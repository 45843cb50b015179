"""The blocks of a page: the numbers of sources, bars and marks, the head with its badge, rows, the foot."""

from io import StringIO

import pytest
from rich.console import Console, Group

from moonrace.dataset import Dataset
from moonrace.dates import Moment
from moonrace.loading.reader import Origin
from moonrace.render import cards
from moonrace.render.formatting import Line
from moonrace.render.page import PLAIN_SYMBOLS, SYMBOLS, Row

from .making import on_page, page, shown


def test_sources_get_their_numbers_in_the_order_in_which_they_are_met(small: Dataset) -> None:
    one = page(small)
    assert one.cite(["report"]) == "1"
    assert one.cite(["newspaper", "report", "newspaper"]) == "1 2"
    assert one.cite([]) == ""
    assert not one.weak_seen
    assert one.cite(["catalogue", "newspaper"]) == "2 3 !"  # both are of unknown publishers
    assert one.weak_seen


def test_short_sources_never_part_a_number_from_its_key(small: Dataset) -> None:
    one = page(small, 22)
    one.cite(["report", "newspaper", "catalogue"])
    assert on_page(one, Group(*one.foot()))[1:3] == ["1 report   2 newspaper", "3 catalogue"]
    one.width = 21
    assert on_page(one, Group(*one.foot()))[1:4] == ["1 report", "2 newspaper", "3 catalogue"]


def test_sources_in_full_say_what_is_known_of_each(small: Dataset) -> None:
    one = page(small, full_sources=True)
    one.cite(["catalogue", "newspaper"])
    lines = on_page(one, Group(*one.foot()))
    assert lines[1:-3] == [
        "Sources",
        " 1 A catalogue. A cataloguer, no date; read 2026-11-01",
        "   https://example.org/catalogue",
        " 2 A newspaper. A publisher, 2024-06-28; read 2026-11-01, via a clipping",
    ]


@pytest.mark.parametrize(("share", "cells"), [(0, 0), (0.001, 1), (0.5, 10), (0.52, 10), (0.53, 11), (1, 20)])
def test_a_bar_has_a_cell_where_there_is_anything(small: Dataset, share: float, cells: int) -> None:
    assert page(small).bar(share, 20) == "#" * cells


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        ("2020-01-01", "o---------"),
        ("2024-06", "----o-----"),
        ("2024", "----o-----"),
        ("[2022..2024]", "--ooo-----"),
        ("[2026..]", "------o---"),
        ("[..2026-06]", "------o---"),
        ("2029-12-31", "---------o"),
        ("2040", "---------o"),
        ("2010", "o---------"),
    ],
)
def test_a_mark_is_as_wide_as_the_date_is_vague(small: Dataset, when: str, expected: str) -> None:
    assert page(small).mark(Moment(when), (2020, 2029), 10) == expected


@pytest.mark.parametrize(
    ("as_of", "today"), [(None, "2026-10-09"), ("2020", "2020"), ("2026-10-09", "2026-10-09"), ("2030", "2026-10-09")]
)
def test_the_day_of_a_page_never_lies_after_the_record(small: Dataset, as_of: str | None, today: str) -> None:
    one = page(small, as_of=Moment(as_of) if as_of else None)
    assert one.today.text == today
    assert one.day_line() == "times UTC · " + (f"as of {as_of} · " if as_of else "") + "record of 2026-10-09"


def test_records_of_your_own_are_marked_and_their_files_named(small: Dataset) -> None:
    origins = {
        ("missions", "luna-25"): Origin("b.yaml", ("name",)),
        ("agencies", "nasa"): Origin("a.yaml", ("name", "kind")),
    }
    dataset = Dataset(small.meta, small.sections, origins=origins)
    one = page(dataset)
    assert one.name("missions", small.missions["chang-e-6"]) == "Chang'e 6"
    assert "from" not in one.day_line()
    assert one.name("missions", small.missions["luna-25"]) == "Luna 25 *"
    assert one.own("agencies", "nasa") == " *"
    assert one.day_line().endswith(" · * from a.yaml, b.yaml")
    assert "* from your own data, a.yaml: name and kind" in shown(dataset, cards.agency, small.agencies["nasa"])


def test_a_badge_is_at_the_right_or_below_where_it_does_not_fit(small: Dataset) -> None:
    one = page(small, 40)
    badge = one.badge(None, "planned")
    assert badge.plain == "o planned"
    assert on_page(one, one.head("Name", ["Nom"], badge)) == ["Name  Nom" + " " * 22 + "o planned"]
    assert on_page(one, one.head("N" * 29, [], badge)) == ["N" * 29 + "  o planned"]
    assert on_page(one, one.head("N" * 30, [], badge)) == ["N" * 30, "o planned"]
    assert on_page(one, one.head("Name", [])) == ["Name"]
    assert on_page(one, one.head("Name", ["名", "Nom"])) == [
        "Name  Nom"
    ]  # no question marks where only ASCII can be shown
    assert on_page(page(small, 40, unicode=True), one.head("Name", [])) == ["Name"]
    assert page(small, unicode=True).head("Name", ["名"]).plain == "Name  名"  # type: ignore[union-attr]
    assert one.badge(None, "in-flight").plain == "> in flight"
    assert one.badge("failure", "completed").plain == "x failure"


def test_rows_are_stacked_below_sixty_columns(small: Dataset) -> None:
    rows = [
        Row("2024", ["up", Line("and away", dim=True)], ["report"], label="launch", planned=True),
        Row("2025", ["down"]),
    ]
    wide, narrow = page(small, 60), page(small, 59)
    assert on_page(wide, wide.rows(rows)) == [
        "o 2024  launch  up" + " " * 41 + "1",
        "                and away",
        "2025            down",
    ]
    assert on_page(narrow, narrow.rows(rows)) == ["o 2024  launch  1", "  up", "  and away", "2025", "  down"]


@pytest.mark.parametrize("width", [60, 59])
def test_a_line_that_supports_another_is_dim(small: Dataset, width: int) -> None:
    one, written = page(small, width, unicode=True), StringIO()
    console = Console(file=written, width=width, force_terminal=True, color_system="standard", highlight=False)
    console.print(one.rows([Row("2024", ["up", Line("and away", dim=True)])]))
    assert "\x1b[2mand away\x1b[0m" in written.getvalue()
    assert "\x1b[2mup" not in written.getvalue()


def test_every_symbol_has_one_cell_and_its_twin_in_ascii() -> None:
    assert SYMBOLS.keys() == PLAIN_SYMBOLS.keys()
    assert {len(symbol) for symbol in (*SYMBOLS.values(), *PLAIN_SYMBOLS.values())} == {1}
    assert all(symbol.isascii() for symbol in PLAIN_SYMBOLS.values())
