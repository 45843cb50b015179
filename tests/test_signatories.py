"""Who has joined what, drawn: growth, two alliances side by side, the members of one."""

from moonrace.dataset import Dataset
from moonrace.render import alliances, signatories

from .making import member, on_page, page, shown


def test_growth_tells_who_joined_in_a_year_from_the_sum_at_its_end(small: Dataset) -> None:
    text = shown(small, alliances.growth, small.alliances["ilrs"])
    assert [line.split() for line in text.split("\n")] == [
        ["year", "joined", "sum"],
        ["2021", "2", "2", "China", "·", "Russia"],
        ["2022", "1", "3", "Saudi", "Arabia"],
        ["2023", "1", "4", "Egypt"],
        ["2024", "1", "4", "Thailand", "(1", "left)"],
    ]
    unknown = small.alliances["ilrs"]._replace(members=(member("One"),))
    assert shown(small, alliances.growth, unknown).split("\n")[1].split() == ["unknown", "1", "1", "One"]
    at_hand = page(small)
    bars = on_page(at_hand, alliances.growth(at_hand, small.alliances["ilrs"], chart=True))
    assert [line.count("#") for line in bars[1:]] == [8, 12, 16, 16]


def test_states_in_both_have_both_dates(small: Dataset) -> None:
    both = [small.alliances["artemis-accords"], small.alliances["ilrs"]]
    for width in (80, 120):
        text = shown(small, signatories.side_by_side, both, None, width=width)
        assert "In both  1 state" in text
        assert "Artemis Accords 2024-12-16 · ILRS 2024-04" in text
    nobody = [both[0], both[1]._replace(members=())]
    assert "In both  0 states\nnone" in shown(small, signatories.side_by_side, nobody, None)
    assert "In both" not in shown(small, signatories.side_by_side, both, "organisation")
    assert "In both" not in shown(small, signatories.side_by_side, both[:1], None)


def test_regions_have_their_states_in_a_line(small: Dataset) -> None:
    text = shown(small, alliances.regions, small.alliances["artemis-accords"])
    assert [line.split() for line in text.split("\n")] == [
        ["no", "region", "2", "Norway", "·", "Thailand"],
        ["North", "America", "1", "United", "States", "of", "America"],
    ]


def test_a_count_names_the_kinds_of_parties_that_there_are(small: Dataset) -> None:
    accords, ilrs = small.alliances["artemis-accords"], small.alliances["ilrs"]
    assert [alliances.count(one) for one in (accords, ilrs)] == [
        "3 states · 1 more not identified",
        "4 states · 1 organisation",
    ]
    assert alliances.count(ilrs, "state") == "4 states"
    assert alliances.count(ilrs, "organisation") == "1 organisation"
    assert alliances.count(accords, "organisation") == "0 organisations"
    assert alliances.count(ilrs._replace(members=()), "state") == "0 states"


def test_the_table_of_an_alliance_has_numbers_where_its_order_is_official(small: Dataset) -> None:
    accords = shown(small, signatories.member_table, small.alliances["artemis-accords"], None).split("\n")
    assert accords[0] == "Artemis Accords  3 states · 1 more not identified"
    assert [line.split() for line in accords[2:6]] == [
        ["no.", "joined", "party", "instrument"],
        ["2020-10-13", "United", "States", "of", "America", "US", "signature", "1"],
        ["51", "2024-12-16", "Thailand", "TH", "signature", "1"],
        ["55", "2025-05-15", "Norway", "NO", "signature", "1"],
    ]
    assert "Place 56: signatory not identified" in " ".join(accords)
    ilrs = shown(small, signatories.member_table, small.alliances["ilrs"], "organisation").split("\n")
    assert ilrs[0] == "International Lunar Research Station  1 organisation"
    assert [line.split() for line in ilrs[2:4]] == [
        ["joined", "party", "instrument"],
        ["day", "unknown", "An", "institute", "TH", "memorandum", "1"],
    ]
    narrow = shown(small, signatories.member_table, small.alliances["ilrs"], "state", width=50).split("\n")
    assert narrow[3].split() == ["2021-03-09", "China", "1"]
    assert not any(line.startswith("Number") for line in ilrs + narrow)
