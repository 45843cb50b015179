"""One record in full: what a card shows of each kind of record."""

from typing import Any

import pytest

from moonrace.dataset import Dataset
from moonrace.dates import Moment
from moonrace.records.parties import Agency, Head, Programme
from moonrace.records.parts import Discrepancy, Number, NumberDiscrepancy, Place
from moonrace.render import beside, cards

from .making import at, changed, crew, event, member, mission, page, replaced, shown

# --- Missions


def who(small: Dataset, **more: Any) -> str:
    return cards.who(page(small), mission("probe", **more))


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


def facts(small: Dataset, as_of: str | None = None, **more: Any) -> dict[str, Any]:
    one = page(small, as_of=Moment(as_of) if as_of else None)
    return {row.left: row.lines[0] for row in cards.facts(one, mission("probe", **more))}


def test_the_facts_of_a_mission(small: Dataset) -> None:
    about = Number(1000.0, approximate=True, sources=("report",))
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
    ("status", "dated"),
    [
        *((status, True) for status in ("planned", "paused", "in-flight", "operating", "unknown")),
        *((status, False) for status in ("ended", "cancelled")),
    ],
)
def test_a_status_has_its_day_while_it_may_change(small: Dataset, status: str, dated: bool) -> None:
    more: dict[str, Any] = {"status": status, "status_as_of": Moment("2026-10-01")}
    expected = {"status": f"{status.replace('-', ' ')} as of 1 Oct 2026"} if dated else {}
    assert facts(small, **more) == expected
    assert facts(small, as_of="2026-10-02", **more) == expected  # a past day has a word of its own


def test_what_has_no_source_says_so_on_a_card(small: Dataset) -> None:
    bare = Number(5.0, sources=())
    one = mission("probe", event("launch", "2024", sources=()), event("end", "2025"), mass_kg=bare, sample_mass_g=bare)
    text = " ".join(shown(small, cards.mission, one).split())
    assert "2024 launch no source given" in text
    assert "2025 end 1" in text
    assert "launch mass 5 kg, no source given" in text
    assert "samples 5 g, no source given" in text


def test_a_card_has_what_other_sources_say_in_its_units(small: Dataset) -> None:
    other = Discrepancy(reason="rounded", why="so they say", sources=("newspaper",))
    number = NumberDiscrepancy(1000.0, "rounded", "so they say", ("newspaper",))
    one = mission(
        "probe",
        event("landing", "2024", also=(other._replace(place=at(1, 2)),)),
        mass_kg=Number(900.0, sources=("report",), also=(number,)),
        sample_mass_g=Number(900.0, sources=("report",), also=(number._replace(value=1996.5),)),
        also=(other._replace(field="cospar_id", value="2024-001A"),),
    )

    def others(units: str) -> list[str]:
        lines = shown(small, cards.mission, one, units=units).split("\n")
        start = lines.index("Other sources say")
        return [" ".join(line.split()) for line in lines[start + 1 : start + 5]]

    assert others("metric") == [
        "landing 1° N 2° E so they say 2 !",
        "samples 1,996.5 g so they say 2 !",
        "launch mass 1,000 kg so they say 2 !",
        "cospar id 2024-001A so they say 2 !",
    ]
    assert others("imperial")[1:3] == ["samples 4.4015 lb so they say 2 !", "launch mass 2,205 lb so they say 2 !"]
    assert "Other sources say" not in shown(small, cards.mission, mission("probe"))


def test_a_card_says_why_something_failed_but_not_why_it_went_well(small: Dataset) -> None:
    for outcome, said in (("failure", True), ("partial", True), ("success", False)):
        text = shown(small, cards.mission, mission("probe", outcome=outcome, outcome_note="Of this."))
        assert ("Of this." in text) is said


def test_missions_compared_have_a_row_for_each_thing_that_one_of_them_has(small: Dataset) -> None:
    base = {"summary": "The same.", "mass_kg": Number(5.0, sources=("report",))}
    one = mission("one", event("launch", "2024-01-02"), event("landing", "2024-02-03", place=Place("Mare")), **base)
    two = mission("two", event("launch", "2024-05-06", planned=True), crew=crew("Ann/pilot"), **base)
    lines = shown(small, beside.of_missions, [one, two], width=72).splitlines()
    assert [line for line in lines if line] == [
        "             One                           Two",
        "             . ended                       . ended",
        "             The same.                     The same.",
        "launch       2024-01-02                    2024-05-06",
        "                                           planned",
        "landing      2024-02-03                    –",
        "             Mare",
        "crew         –                             Ann, pilot",
        "launch mass  5 kg                          5 kg",
        "how long     trip 32 days                  –",
        "times UTC · record of 2026-10-09",
    ]
    assert "–" not in shown(small, beside.of_missions, [one, two], width=71)  # one under the other


# --- Agencies, countries, programmes


@pytest.mark.parametrize(
    ("joined", "left", "expected"),
    [
        ("2024-05", None, "Artemis Accords, since May 2024 (signature)"),
        (None, None, "Artemis Accords, day unknown (signature)"),
        ("2024-05", "2025", "Artemis Accords, since May 2024, left 2025 (signature)"),
    ],
)
def test_a_membership_of_an_agency(small: Dataset, joined: str | None, left: str | None, expected: str) -> None:
    one = member("One", joined, left=Moment(left) if left else None)
    alliance = small.alliances["artemis-accords"]._replace(members=(one._replace(agency="cnsa"),))
    text = shown(changed(small, "alliances", alliance), cards.agency, small.agencies["cnsa"], width=100)
    assert f"joined  {expected}" in text


def test_the_card_of_an_agency_has_what_is_known_of_it(small: Dataset) -> None:
    head = Head("Ann", {"zh": "安"}, "director", Moment("2026-01-02"), ("report",))
    one = Agency(
        "old", "Old Agency", kind="agency", abbreviation="OA", country="US", members=("US", "CN"), founded=Moment("1950"),
        ended=Moment("1990"), successor="nasa", head=head, summary="It was.", also=(
            Discrepancy("founded", "1951", reason="error", why="why", sources=("report",)),
        ),
    )  # fmt: skip
    dataset = replaced(small, "agencies", [*small.agencies.values(), one])
    text = shown(dataset, cards.agency, one)
    for line in (
        "Old Agency  OA",
        "United States · agency · now National Aeronautics and Space Administration",
        "It was.",
        "Ann, director (as of 2 Jan 2026)",
        "US · CN",
        "1951  why",
    ):
        assert line in text
    short = Agency("x", "OA", kind="company", abbreviation="OA", successor="unknown")
    plain = shown(replaced(small, "agencies", [short]), cards.agency, short)
    assert plain.split("\n")[:2] == ["OA", "company"]
    assert "Missions" not in plain
    assert "Took part in  1" in shown(small, cards.agency, small.agencies["esa"])


def test_the_card_of_a_country_has_what_is_known_of_it(small: Dataset) -> None:
    norway = small.countries["norway"]
    alone = norway._replace(id="atlantis", iso2="ZZ", region="Sea", former=True)
    text = shown(replaced(small, "countries", [alone]), cards.country, alone)
    assert "Sea · former state" in text
    assert "member" not in text  # a state that ended is not said to be outside
    joined = shown(small, cards.country, norway)
    assert "Artemis Accords  signed on 15 May 2025, number 55" in joined
    assert "ILRS             not a member, as of 9 Oct 2026" in joined
    assert "2025-05-14  one list has the day before" in joined
    saudi = shown(small, cards.country, small.countries["saudi-arabia"])
    assert "ILRS             acceded in 2022, left on 5 Jan 2024" in saudi
    assert saudi.count("not a member, as of 9 Oct 2026") == 2
    assert "An institute, an organisation: joined, day unknown" in shown(
        small, cards.country, small.countries["thailand"]
    )
    assert "National Aeronautics and Space Administration (NASA)" in shown(
        small, cards.country, small.countries["united-states"]
    )


def test_the_card_of_a_programme_sums_its_missions(small: Dataset) -> None:
    text = shown(small, cards.programme, small.programmes["clep"])
    assert [line.split() for line in text.split("\n") if line[:8] in ("launched", "landed  ", "samples ")] == [
        ["launched", "1", "mission", "to", "the", "Moon"], ["landed", "1", "mission"], ["samples", "1,935.3", "g"],
    ]  # fmt: skip
    apollo = Programme("apollo", "Apollo", agencies=("nasa",), countries=("US",), summary="Men on the Moon.")
    flown = mission("a", event("launch", "1969"), event("landing", "1969"), programme="apollo", crew=crew("Ann/pilot"))
    dataset = replaced(replaced(small, "programmes", [apollo]), "missions", [flown])
    text = shown(dataset, cards.programme, apollo)
    assert "United States · NASA" in text
    assert "Men on the Moon." in text
    assert "1 mission to the Moon, 1 with a crew" in text
    assert "1 mission, 1 with a crew" in text
    assert "samples   none" in text
    tests = [flown._replace(id=key, scope="test") for key in ("b", "c")]
    beside = shown(replaced(dataset, "missions", [flown, *tests]), cards.programme, apollo)
    assert "1 mission to the Moon, 1 with a crew, and 2 test or other flights" in beside
    assert "Missions" not in shown(replaced(small, "programmes", [apollo]), cards.programme, apollo)


# --- Milestones, alliances, sources


def test_the_card_of_a_milestone_has_what_is_known_of_it(small: Dataset) -> None:
    treaty = small.milestones["outer-space-treaty"]
    full = treaty._replace(
        status_as_of=Moment("2026-10-01"),
        parties=Number(118.0, approximate=True, sources=("report",)),
        also=(Discrepancy("parties", "117", reason="error", why="why", sources=("report",)),),
    )
    text = shown(small, cards.milestone, full)
    assert "in force, as of 1 Oct 2026" in text
    assert "parties" in text
    assert "about 118" in text
    assert "117  why" in text
    assert "in force" in shown(small, cards.milestone, treaty).split("\n")[0]
    assert "in force" not in shown(small, cards.milestone, treaty._replace(status=None)).split("\n")[0]


def test_the_card_of_an_alliance_says_who_left_and_who_is_not_known(small: Dataset) -> None:
    accords = shown(small, cards.alliance, small.alliances["artemis-accords"], width=120)
    assert "3 states · 1 more not identified" in accords
    assert "Principles\n· Peaceful purposes\n· Transparency" in accords
    assert "\nplace 56  " in accords
    assert "2025-05-14  one list has the day before" in accords
    ilrs = shown(small, cards.alliance, small.alliances["ilrs"], width=120)
    assert "4 states · 1 organisation" in ilrs
    assert "Organisations\nAn institute (TH)" in ilrs
    assert "Left\n2024-01-05  Saudi Arabia" in ilrs
    bare = small.alliances["ilrs"]._replace(events=(), members=())
    assert "Left" not in shown(small, cards.alliance, bare)


def test_the_card_of_a_source_names_what_cites_it(small: Dataset) -> None:
    text = shown(small, cards.source, small.sources["newspaper"]._replace(note="In print."), ["Chang'e 6", "ILRS"])
    assert [line.split() for line in text.split("\n")][:11] == [
        ["A", "newspaper", "newspaper"],
        [],
        ["publisher", "A", "publisher"],
        ["standing", "other"],
        ["kind", "press"],
        ["published", "2024-06-28"],
        ["read", "2026-11-01"],
        ["via", "a", "clipping"],
        ["note", "In", "print."],
        [],
        ["Cited", "by", "2"],
    ]
    assert "Chang'e 6 · ILRS" in text
    assert "Cited by" not in shown(small, cards.source, small.sources["report"], [])


def test_several_records_have_their_cards_one_under_the_other(small: Dataset) -> None:
    countries = [small.countries["norway"], small.countries["egypt"]]
    text = shown(small, cards.several, "country", countries)
    first, second = (shown(small, cards.country, one) for one in countries)
    assert text.startswith(first.split("\n")[0])
    assert text.index("Norway") < text.index("Egypt  EG EGY")
    assert second.split("\n")[0] in text


def test_on_a_past_day_a_card_cites_only_what_it_shows(small: Dataset) -> None:
    one = mission("probe", event("launch", "2020"), sources={"summary": ("newspaper",)})
    assert "2 newspaper" in shown(small, cards.mission, one)
    assert "newspaper" not in shown(small, cards.mission, one, as_of=Moment("2020-12-31"))
