"""The camps: to which of them a country belongs, on which day."""

import pytest

from moonrace.as_of import as_of
from moonrace.dataset import Dataset
from moonrace.dates import Moment
from moonrace.query.camps import LEADERS, MAIN_ALLIANCES, NAMES, camp, name_of

from .making import member, replaced


@pytest.mark.parametrize(
    ("code", "when", "expected"),
    [
        ("US", None, "artemis-accords"),
        ("US", "1960", "artemis-accords"),
        ("SU", "1960", "soviet-union"),
        ("RU", "2024", "ilrs"),
        ("CN", "2010", "ilrs"),
        ("NO", "2024", "neither"),
        ("NO", "2025-05-14", "neither"),
        ("NO", "2025-05-15", "artemis-accords"),
        ("NO", "2025-05", "neither"),  # perhaps before it joined
        ("NO", None, "artemis-accords"),
        ("EG", "2023-12-05", "neither"),
        ("EG", "2023-12-06", "ilrs"),
        ("TH", "2024-05", "ilrs"),
        ("TH", "2025", "both"),
        ("TH", None, "both"),
        ("SA", None, "neither"),  # it left
        ("ZZ", "2025", "neither"),
        ("", "2025", "neither"),
    ],
)
def test_a_country_is_in_the_camp_that_it_leads_or_had_joined(
    small: Dataset, code: str, when: str | None, expected: str
) -> None:
    assert camp(small, code, Moment(when) if when else None) == expected


def test_an_organisation_or_a_party_of_an_unknown_day_moves_no_state(small: Dataset) -> None:
    for one in (
        member("Oslo", "2021", kind="organisation", country="NO"),
        member("Norway", country="NO"),
        member("Norway", "2027", country="NO"),
    ):
        accords = small.alliances["artemis-accords"]._replace(members=(one,))
        assert camp(replaced(small, "alliances", [accords]), "NO", Moment("2026")) == "neither"


def test_an_organisation_puts_its_country_in_no_camp_today_either(small: Dataset) -> None:
    ilrs = small.alliances["ilrs"]._replace(members=(member("Oslo", "2021", kind="organisation", country="NO"),))
    assert camp(replaced(small, "alliances", [ilrs]), "NO") == "neither"


def test_a_camp_needs_no_alliance_in_the_record(small: Dataset) -> None:
    bare = replaced(small, "alliances", [])
    assert {code: camp(bare, code) for code in ("US", "TH", "SU")} == {
        "US": "artemis-accords",
        "TH": "neither",
        "SU": "soviet-union",
    }


def test_every_camp_has_a_name() -> None:
    assert {*MAIN_ALLIANCES, *LEADERS.values(), "both", "neither"} == set(NAMES)


def test_a_camp_has_the_name_of_its_leaders_before_its_alliance(real: Dataset) -> None:
    then = as_of(real, Moment("1969-12-31"))
    assert [name_of(then, key) for key in NAMES] == [
        "United States", "China and Russia", "Soviet Union", "in both", "in neither",
    ]  # fmt: skip
    assert [name_of(real, key) for key in NAMES] == [*NAMES.values()]
