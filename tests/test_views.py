"""Pages: their blocks, the views at a glance, the branches of the cards and lists."""

from datetime import UTC
from typing import Any

import pytest

from moonrace import query
from moonrace.dataset import Dataset, Origin
from moonrace.model import Agency, Head, Member, Number, Place, Programme, Telling
from moonrace.moment import Moment
from moonrace.render import cards, lists, views
from moonrace.render.page import Page, Row

from .making import at, crew, event, mission, on_page, replaced, target


def page(dataset: Dataset, width: int = 80, **more: Any) -> Page:
    return Page(dataset, width, zone=UTC, **{"unicode": False, **more})


def card(dataset: Dataset, draw: Any, *records: Any, width: int = 80, **more: Any) -> str:
    at_hand = page(dataset, width, **more)
    return "\n".join(on_page(at_hand, draw(at_hand, *records)))


# --- The blocks of a page


def test_sources_get_their_numbers_in_the_order_in_which_they_are_met(small: Dataset) -> None:
    one = page(small)
    assert one.cite(["report"]) == "1"
    assert one.cite(["newspaper", "report", "newspaper"]) == "1 2"
    assert one.cite([]) == ""
    assert one.cite(["catalogue", "newspaper"]) == "2 3"


def test_short_sources_never_part_a_number_from_its_key(small: Dataset) -> None:
    one = page(small, 22)
    one.cite(["report", "newspaper", "catalogue"])
    assert one._short_sources() == ["1 report   2 newspaper", "3 catalogue"]
    one.width = 21
    assert one._short_sources() == ["1 report", "2 newspaper", "3 catalogue"]
    assert page(small)._short_sources() == [""]


def test_sources_in_full_tell_what_is_known_of_each(small: Dataset) -> None:
    one = page(small, full_sources=True)
    one.cite(["catalogue", "newspaper"])
    shown = (
        "\n".join(on_page(one, one._full_source("catalogue", 1)))
        + "\n"
        + "\n".join(on_page(one, one._full_source("newspaper", 2)))
    )
    assert shown.split("\n") == [
        " 1 A catalogue. A cataloguer, no date; read 2026-11-01",
        "   https://example.org/catalogue",
        " 2 A newspaper. A publisher, 2024-06-28; read 2026-11-01 by way of a clipping",
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
    assert "* from your own data, a.yaml: name and kind" in card(dataset, cards.agency, small.agencies["nasa"])


def test_a_badge_stands_at_the_right_or_below_where_it_does_not_fit(small: Dataset) -> None:
    one = page(small, 40)
    badge = one.badge(small.missions["artemis-iv"])
    assert badge.plain == "? planned"
    assert on_page(one, one.head("Name", ["名"], badge)) == ["Name  名" + " " * 23 + "? planned"]
    assert on_page(one, one.head("N" * 29, [], badge)) == ["N" * 29 + "  ? planned"]
    assert on_page(one, one.head("N" * 30, [], badge)) == ["N" * 30, "? planned"]
    assert on_page(one, one.head("Name", [])) == ["Name"]
    assert one.badge(mission("a", status="in-flight")).plain == "> in flight"


def test_rows_are_stacked_below_sixty_columns(small: Dataset) -> None:
    rows = [Row("2024", "launch", ["up", "and away"], ["report"], planned=True), Row("2025", "", ["down"])]
    wide, narrow = page(small, 60), page(small, 59)
    assert on_page(wide, wide.rows(rows)) == [
        "? 2024  launch  up" + " " * 41 + "1",
        "                and away",
        "2025            down",
    ]
    assert on_page(narrow, narrow.rows(rows)) == ["? 2024  launch  1", "  up", "  and away", "2025", "  down"]


# --- Views


def standing(name: str, **more: int) -> query.Standing:
    zero = dict.fromkeys(query.Standing._fields[2:], 0)
    return query.Standing(id=name, name=name, **(zero | more))


def test_the_scoreboard_shows_launches_as_bars_where_it_is_wide(small: Dataset) -> None:
    rows = [standing("A", launches=40, on=12), standing("B", launches=10), standing("C", launches=1), standing("D")]
    shown = card(small, views.race, rows, "missions", width=120).split("\n")
    assert shown[0].split() == [
        "launches",
        "orbits",
        "tried",
        "landed",
        "far",
        "side",
        "samples",
        "round",
        "on",
        "active",
    ]
    assert [line.count("#") for line in shown[1:5]] == [20, 5, 1, 0]
    assert shown[1].split() == ["A", "#" * 20, "40", *["."] * 6, "12", "."]
    assert shown[4].split() == ["D", *["."] * 9]
    assert "#" not in card(small, views.race, rows, "missions", width=109)


def test_the_scoreboard_is_stacked_below_seventy_columns(small: Dataset) -> None:
    rows = [standing("A", launches=40, on=12), standing("B")]
    shown = card(small, views.race, rows, "spacecraft", width=69)
    assert shown.startswith("A\n  launches 40 · on 12\nB\n\n\nCounted are missions and the craft that they carried.\n")
    assert not card(small, views.race, rows, "missions", width=70).startswith("A\n")


def test_a_scoreboard_of_nothing_has_its_rules(small: Dataset) -> None:
    assert "Counted are missions." in card(small, views.race, [], "missions", width=120)
    assert [
        line for line in card(small, views.race, [standing("A")], "missions", width=120).split("\n") if "#" in line
    ] == []


@pytest.mark.parametrize(("contested", "foot"), [(None, "1 first · times"), ("by one", "1 first, 1 contested · times")])
def test_firsts_tell_who_disputes_them(small: Dataset, contested: str | None, foot: str) -> None:
    one = mission(
        "one", event("landing", "1966-02-03", first="first of all", contested=contested), countries=("US", "ZZ")
    )
    shown = card(small, views.firsts, query.firsts([one]))
    assert shown.split("\n")[:2] == [
        "1966-02-03  first of all" + " " * 55 + "1",
        "            One · United States and ZZ",
    ]
    assert ("contested: by one" in shown) is bool(contested)
    assert foot in shown


def coming(small: Dataset, when: str, today: str = "2026-10-09", **more: Any) -> str:
    one = mission("probe", event("launch", when, planned=True, **more), status="planned")
    return card(small, views.upcoming, query.upcoming(small, [one], Moment(today)))


@pytest.mark.parametrize(
    ("when", "told"),
    [
        ("2026-10-10", "ESA · launch · in 1 day"),
        ("2026-10-12", "ESA · launch · in 3 days"),
        ("2027", "ESA · launch"),
    ],
)
def test_what_comes_has_a_countdown_where_its_day_is_known(small: Dataset, when: str, told: str) -> None:
    shown = coming(small, when)
    assert shown.split("\n")[1].strip() == told
    assert "1 to come, 0 overdue on 2026-10-09" in shown


def test_what_comes_later_on_the_day_itself_comes_today(small: Dataset) -> None:
    assert "ESA · launch · today" in coming(small, "2026-10-09T23:00Z", today="2026-10-09T10:00Z")


def test_what_is_overdue_stands_apart_without_a_countdown(small: Dataset) -> None:
    shown = coming(small, "2026-10-01", targets=(target("2020", "2024"), target("2021", "2025")))
    assert "Was due, and not confirmed in this record" in shown
    assert "ESA · launch · moved once" in shown
    assert "0 to come, 1 overdue on 2026-10-09" in shown
    assert "in " not in shown.split("moved")[0].split("ESA")[1]


def history(targets: str, when: str, is_plan: bool = True, by: str | None = "NASA") -> list[query.History]:
    told = tuple(target(f"202{number}", one, by) for number, one in enumerate(targets.split()))
    return query.slips(mission("probe", event("launch", when, planned=is_plan, targets=told), status="planned"))


@pytest.mark.parametrize(
    ("targets", "when", "is_plan", "told"),
    [
        ("2024-01", "2024-01", True, "1 announced target; the newest lies 0 months later than the first"),
        (
            "2024-01 2025-02",
            "2025-02",
            True,
            "2 announced targets; the newest lies 1 year 1 month later than the first",
        ),
        ("2024-03 2024-01", "2024-01", True, "2 announced targets; the newest lies 2 months earlier than the first"),
        ("2024-01", "2024-03-16", False, "1 announced target; the day itself lies 2 months later than the first"),
    ],
)
def test_the_sum_of_a_history(small: Dataset, targets: str, when: str, is_plan: bool, told: str) -> None:
    assert views._sum(history(targets, when, is_plan)[0]) == told


def test_a_history_without_a_sum_only_counts() -> None:
    assert views._sum(history("2024-01", "2024-01")[0]._replace(total=None)) == "1 announced target"


def test_slips_are_drawn_on_a_line_of_years_where_there_is_room(small: Dataset) -> None:
    shown = card(small, views.slips, history("2022-06 2024-06", "2025-02-01", False), width=100).split("\n")
    assert shown[0] == "Probe: launch"
    assert shown[1].split() == ["said", "for", "2022", "2026"]
    first, second = (line.split() for line in shown[2:4])
    assert first[:2] == ["2020", "2022-06"]
    assert second[-4:] == ["+24", "mo", "NASA", "1"]
    assert first[2].index("o") < second[2].index("o")
    assert shown[4] == "+ it took place on 1 Feb 2025"
    assert "--" not in "\n".join(card(small, views.slips, history("2022-06", "2022-06"), width=73).split("\n")[:3])
    assert "--" in card(small, views.slips, history("2022-06", "2022-06"), width=74)


def test_slips_are_stacked_where_it_is_narrow(small: Dataset) -> None:
    shown = card(small, views.slips, history("2022-06 2024-06", "2024-06", by=None) * 2, width=50).split("\n")
    assert shown[:6] == ["Probe: launch", "2022-06  1", "  said 2020", "2024-06  1", "  said 2021 · +24 mo", shown[5]]
    assert shown.count("Probe: launch") == 2


def test_an_anniversary_tells_its_age(small: Dataset) -> None:
    day = event("landing", "2026-07-20T23:00Z", zone="+08:00 Beijing", title="Down", first="first of all")
    old = event("landing", "2025-07-20")
    found = query.anniversaries([mission("new", day), mission("old", old)], Moment("2026-07-20"))
    shown = [line.split() for line in card(small, views.today, found, Moment("2026-07-20")).split("\n")]
    assert shown[0] == ["On", "20", "Jul"]
    assert shown[2] == ["2025-07-20", "1", "year", "ago", "Old:", "landing", "1"]
    assert shown[3] == ["2026-07-20", "today", "New:", "Down", "1"]
    assert shown[4] == ["first", "of", "all"]
    assert shown[5] == ["21", "Jul", "07:00", "in", "Beijing"]


# --- Cards


def who(small: Dataset, **more: Any) -> str:
    return cards._who(page(small), mission("probe", **more))


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({}, ""),
        ({"countries": ("US", "CN")}, "United States and China"),
        ({"agencies": ("nasa",)}, "NASA"),
        (
            {"agencies": ("nasa", "roscosmos"), "partners": ("esa", "someone")},
            "NASA and Roscosmos, with ESA and someone",
        ),
        ({"partners": ("esa",)}, ""),
        ({"launcher": "Atlas"}, "Atlas"),
        ({"launcher": "Atlas", "launch_site": "the Cape"}, "Atlas from the Cape"),
        ({"launch_site": "the Cape"}, "launched from the Cape"),
        ({"launcher": "Atlas", "part_of": "luna-25"}, "part of Luna 25"),
        ({"launcher": "Atlas", "part_of": "unknown"}, "Atlas"),
    ],
)
def test_who_flew_it(small: Dataset, more: dict[str, Any], expected: str) -> None:
    assert who(small, **more) == expected


def facts(small: Dataset, as_of: str | None = None, **more: Any) -> dict[str, str]:
    at_hand = page(small, as_of=Moment(as_of) if as_of else None)
    return {row.left: row.lines[0] for row in cards._facts(at_hand, mission("probe", **more))}


def test_the_facts_of_a_mission(small: Dataset) -> None:
    about = Number(1000.0, ("report",), approximate=True)
    assert facts(small) == {}
    assert facts(small, crew=crew("Ann/commander", "Ben/pilot")) == {"crew": "Ann, commander · Ben, pilot"}
    assert facts(small, mass_kg=about, sample_mass_g=about._replace(approximate=False)) == {
        "samples": "1,000 g",
        "launch mass": "about 1,000 kg",
    }
    assert facts(small, programme="clep", aliases=("A", "B")) == {
        "programme": "Chinese Lunar Exploration Program",
        "also called": "A · B",
    }
    assert facts(small, programme="unknown") == {}


@pytest.mark.parametrize(
    ("status", "told"), [("operating", True), ("in-flight", True), ("completed", False), ("cancelled", False)]
)
def test_a_status_has_its_day_while_it_may_change(small: Dataset, status: str, told: bool) -> None:
    more: dict[str, Any] = {"status": status, "status_as_of": Moment("2026-10-01")}
    expected = {"status": f"{status.replace('-', ' ')}, as of 1 Oct 2026"} if told else {}
    assert facts(small, **more) == expected
    assert facts(small, as_of="2026-10-02", **more) == {}


def test_a_mission_is_told_otherwise_in_its_units(small: Dataset) -> None:
    telling = Telling("rounded", "so they say", ("newspaper",), value="1000")
    one = mission(
        "probe",
        event("landing", "2024", also=(telling._replace(value=None, place=at(1, 2)),)),
        mass_kg=Number(900.0, ("report",), also=(telling,)),
        sample_mass_g=Number(900.0, ("report",), also=(telling._replace(value="many"),)),
        also=(telling._replace(field="cospar_id", value="2024-001A"),),
    )
    rows = cards._tellings(page(small), one)
    assert [(row.left, row.lines[0]) for row in rows] == [
        ("landing", "1° N 2° E  so they say"),
        ("samples", "many  so they say"),
        ("launch mass", "1,000 kg  so they say"),
        ("cospar id", "2024-001A  so they say"),
    ]
    shown = card(small, cards.mission, one)
    assert "Told otherwise" in shown


def test_why_something_failed_is_told_and_why_it_went_well_is_not(small: Dataset) -> None:
    for outcome, told in (("failure", True), ("partial", True), ("success", False)):
        shown = card(small, cards.mission, mission("probe", outcome=outcome, outcome_note="Of this."))
        assert ("Of this." in shown) is told


def test_missions_compared_set_back_what_is_alike(small: Dataset) -> None:
    base = {"summary": "The same.", "mass_kg": Number(5.0, ("report",))}
    one = mission("one", event("launch", "2024-01-02"), event("landing", "2024-02-03", place=Place("Mare")), **base)
    two = mission("two", event("launch", "2024-05-06", planned=True), crew=crew("Ann/pilot"), **base)
    rows = dict(cards._comparison(page(small), [one, two]))
    assert rows == {
        "": ["The same.", "The same."],
        "launch": ["2024-01-02", "2024-05-06\nplanned"],
        "landing": ["2024-02-03\nMare", ""],
        "crew": ["", "Ann"],
        "launch mass": ["5 kg", "5 kg"],
    }
    assert "–" in card(small, cards.compare, [one, two], width=72)
    assert "–" not in card(small, cards.compare, [one, two], width=71)  # one under the other


@pytest.mark.parametrize(
    ("joined", "left", "expected"),
    [
        ("2024-05", None, "Artemis Accords, since May 2024 (signature)"),
        (None, None, "Artemis Accords, day unknown (signature)"),
        ("2024-05", "2025", "Artemis Accords, since May 2024, left 2025 (signature)"),
    ],
)
def test_a_membership(small: Dataset, joined: str | None, left: str | None, expected: str) -> None:
    member = Member(
        "One", "state", "signature", (), joined=Moment(joined) if joined else None, left=Moment(left) if left else None
    )
    assert cards._membership(small.alliances["artemis-accords"], member) == expected


def test_the_card_of_an_agency_tells_its_branches(small: Dataset) -> None:
    head = Head("Ann", "director", Moment("2026-01-02"), ("report",), native={"zh": "安"})
    one = Agency(
        "old", "Old Agency", "agency", abbreviation="OA", country="US", members=("US", "CN"), founded=Moment("1950"),
        ended=Moment("1990"), successor="nasa", head=head, summary="It was.", also=(
            Telling("error", "why", ("report",), field="founded", value="1951"),
        ),
    )  # fmt: skip
    dataset = replaced(small, "agencies", [*small.agencies.values(), one])
    shown = card(dataset, cards.agency, one)
    for told in (
        "Old Agency  OA",
        "United States · agency · now National Aeronautics and Space Administration",
        "It was.",
        "Ann 安, director (as of 2 Jan 2026)",
        "US · CN",
        "1951  why",
    ):
        assert told in shown
    short = Agency("x", "OA", "company", abbreviation="OA", successor="unknown")
    plain = card(replaced(small, "agencies", [short]), cards.agency, short)
    assert plain.split("\n")[:2] == ["OA", "company"]
    assert "Missions" not in plain
    assert "Took part in  1" in card(small, cards.agency, small.agencies["esa"])


def test_the_card_of_a_country_tells_its_branches(small: Dataset) -> None:
    norway = small.countries["norway"]
    alone = norway._replace(id="atlantis", iso2="ZZ", region="Sea", former=True)
    shown = card(replaced(small, "countries", [alone]), cards.country, alone)
    assert "Sea · former state" in shown
    assert "Member of no alliance in this record." in shown
    joined = card(small, cards.country, norway)
    assert "2025-05-15  Artemis Accords" in joined
    assert "number 55 in order of signature" in joined
    assert "2025-05-14  one list has the day before" in joined
    assert "left 5 Jan 2024" in card(small, cards.country, small.countries["saudi-arabia"])
    assert "An institute in the International Lunar Research Station" in card(
        small, cards.country, small.countries["thailand"]
    )
    assert "National Aeronautics and Space Administration (NASA)" in card(
        small, cards.country, small.countries["united-states"]
    )


def test_the_card_of_a_programme_sums_its_missions(small: Dataset) -> None:
    shown = card(small, cards.programme, small.programmes["clep"])
    assert [line.split() for line in shown.split("\n") if line[:8] in ("launched", "landed  ", "samples ")] == [
        ["launched", "1", "mission"], ["landed", "1", "mission"], ["samples", "1,935.3", "g"],
    ]  # fmt: skip
    apollo = Programme("apollo", "Apollo", agencies=("nasa",), countries=("US",), summary="Men on the Moon.")
    flown = mission("a", event("launch", "1969"), event("landing", "1969"), programme="apollo", crew=crew("Ann/pilot"))
    dataset = replaced(replaced(small, "programmes", [apollo]), "missions", [flown])
    shown = card(dataset, cards.programme, apollo)
    assert "United States · NASA" in shown
    assert "Men on the Moon." in shown
    assert shown.count("1 mission, 1 with a crew") == 2
    assert "samples   none" in shown
    assert "Missions" not in card(replaced(small, "programmes", [apollo]), cards.programme, apollo)


def test_the_card_of_a_milestone_tells_its_branches(small: Dataset) -> None:
    treaty = small.milestones["outer-space-treaty"]
    full = treaty._replace(
        status_as_of=Moment("2026-10-01"),
        parties=Number(118.0, ("report",), approximate=True),
        also=(Telling("error", "why", ("report",), field="parties", value="117"),),
    )
    shown = card(small, cards.milestone, full)
    assert "in force, as of 1 Oct 2026" in shown
    assert "parties" in shown
    assert "about 118" in shown
    assert "117  why" in shown
    assert "in force" in card(small, cards.milestone, treaty).split("\n")[0]
    assert "in force" not in card(small, cards.milestone, treaty._replace(status=None)).split("\n")[0]


def test_the_card_of_an_alliance_tells_who_left_and_who_is_not_known(small: Dataset) -> None:
    accords = card(small, cards.alliance, small.alliances["artemis-accords"], width=120)
    assert "3 states · 1 more not identified" in accords
    assert "Principles\n· Peaceful purposes\n· Transparency" in accords
    assert "number 56" in accords
    assert "2025-05-14  one list has the day before" in accords
    ilrs = card(small, cards.alliance, small.alliances["ilrs"], width=120)
    assert "4 states · 1 organisation" in ilrs
    assert "Organisations\nAn institute (TH)" in ilrs
    assert "Left\n2024-01-05  Saudi Arabia" in ilrs
    bare = small.alliances["ilrs"]._replace(events=(), members=())
    assert "Left" not in card(small, cards.alliance, bare)


# --- Lists


def test_a_timeline_leaves_a_gap_between_decades(small: Dataset) -> None:
    chosen = [
        mission(
            "a", event("launch", "1969"), event("landing", "1969-12"), event("end", "1970"), event("hop", "[2028..]")
        )
    ]
    dataset = replaced(small, "missions", chosen)
    entries = query.timeline(dataset, chosen, everything=True, instruments=False)
    shown = card(dataset, lists.timeline, entries, "all").split("\n")
    assert [bool(line) for line in shown[:6]] == [True, True, False, True, False, True]
    assert shown[-1].startswith("4 events, all · times UTC")


def test_a_first_is_told_by_its_claim_and_an_overdue_plan_by_its_day(small: Dataset) -> None:
    chosen = [
        mission("a", event("launch", "1969", first="first up", contested="by one")),
        mission("b", event("launch", "2026-01", planned=True), status="planned"),
    ]
    dataset = replaced(small, "missions", chosen)
    entries = query.timeline(dataset, chosen, everything=True, instruments=False)
    shown = card(dataset, lists.timeline, entries, "all")
    assert "A: first up (contested)" in shown
    assert "B: launch planned · was due Jan 2026, not confirmed as of 9 Oct 2026" in " ".join(shown.split())


def test_growth_runs_on_from_year_to_year(small: Dataset) -> None:
    shown = card(small, lists.growth, small.alliances["ilrs"])
    assert [line.split() for line in shown.split("\n")] == [
        ["2021", "2", "China", "·", "Russia"],
        ["2023", "3", "Egypt"],
        ["2024", "4", "Thailand"],
    ]
    unknown = small.alliances["ilrs"]._replace(members=(Member("One", "state", "signature", ()),))
    assert card(small, lists.growth, unknown).split() == ["unknown", "1", "One"]
    at_hand = page(small)
    bars = on_page(at_hand, lists.growth(at_hand, small.alliances["ilrs"], chart=True))
    assert [line.count("#") for line in bars] == [8, 12, 16]


def test_states_in_both_are_told_with_both_dates(small: Dataset) -> None:
    both = [small.alliances["artemis-accords"], small.alliances["ilrs"]]
    for width in (80, 120):
        shown = card(small, lists.side_by_side, both, None, width=width)
        assert "In both  1 state" in shown
        assert "Artemis Accords 2024-12-16 · ILRS 2024-04" in shown
    nobody = [both[0], both[1]._replace(members=())]
    assert "In both  0 states\nnone" in card(small, lists.side_by_side, nobody, None)
    assert "In both" not in card(small, lists.side_by_side, both, "organisation")
    assert "In both" not in card(small, lists.side_by_side, both[:1], None)


def test_hits_show_the_passage_or_the_name(small: Dataset) -> None:
    found = [
        query.Hit("mission", "luna-25", "Luna 25", "id", "luna-25"),
        query.Hit("mission", "a", "A", "summary", "of luna"),
    ]
    shown = card(small, lists.hits, found, "luna").split("\n")
    assert [line.split() for line in shown[:2]] == [
        ["mission", "luna-25", "Luna", "25"],
        ["mission", "a", "of", "luna"],
    ]
    assert "mission" not in card(small, lists.hits, found, " ", width=50).split("\n")[0]
