"""Every launch, lift-off, landing and impact against GCAT, the General Catalog of Artificial Space Objects.

tests/gcat.csv holds data from GCAT (J. McDowell, planet4589.org/space/gcat), CC BY 4.0: lunar launches to September 2026 and the
lunar part of the lander catalogue of 2026-09-08, without rocket stages and experiment packages. Where the record differs,
it says so itself, under `also` with GCAT as the source; other differences and their reasons are in
tests/gcat_differences.csv.
"""

import csv
from datetime import timedelta
from pathlib import Path

import pytest

from moonrace.dataset import Dataset
from moonrace.dates import Moment
from moonrace.records.parts import Discrepancy, Event

HERE = Path(__file__).parent
ROWS = list(csv.DictReader((HERE / "gcat.csv").open(encoding="utf-8")))
DIFFERENCES = {
    (row["mission"], row["event"], row["gcat"], row["what"]): row["reason"]
    for row in csv.DictReader((HERE / "gcat_differences.csv").open(encoding="utf-8"))
}
ONE_MINUTE = timedelta(minutes=1)
DEGREES = 0.05


def agree(one: Moment, other: Moment) -> bool:
    """True where both may mean one instant, give or take a minute."""
    assert one.earliest
    assert one.latest
    assert other.earliest
    assert other.latest
    return one.earliest < other.latest + ONE_MINUTE and other.earliest < one.latest + ONE_MINUTE


def gcat_says(event: Event) -> list[Discrepancy]:
    return [other for other in event.also if any(source.startswith("gcat-") for source in other.sources)]


def events_of(real: Dataset, row: dict[str, str]) -> list[Event]:
    return [event for event in real.missions[row["mission"]].events if event.type == row["event"] and not event.planned]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['mission']} {row['event']} {row['gcat']}")
def test_a_date_agrees_with_gcat_or_says_why_not(row: dict[str, str], real: Dataset) -> None:
    when = Moment(row["when"])
    events = events_of(real, row)
    assert events, "the record has no such event"
    others = [other.when for event in events for other in gcat_says(event) if other.when]
    listed = (row["mission"], row["event"], row["gcat"], "when") in DIFFERENCES
    assert listed != any(agree(one, when) for one in (*(event.when for event in events), *others))


@pytest.mark.parametrize(
    "row", [row for row in ROWS if row["latitude"]], ids=lambda row: f"{row['mission']} {row['event']} {row['gcat']}"
)
def test_a_place_agrees_with_gcat_or_says_why_not(row: dict[str, str], real: Dataset) -> None:
    latitude, longitude = float(row["latitude"]), float(row["longitude"])
    events = events_of(real, row)
    places = [event.place for event in events] + [other.place for event in events for other in gcat_says(event)]
    near = [
        place
        for place in places
        if place
        and place.latitude is not None
        and place.longitude is not None
        and abs(place.latitude - latitude) <= DEGREES
        and abs((place.longitude - longitude + 180) % 360 - 180) <= DEGREES
    ]
    listed = (row["mission"], row["event"], row["gcat"], "where") in DIFFERENCES
    assert listed != bool(near)


def test_every_difference_that_is_listed_has_a_reason_and_a_row() -> None:
    known = {(row["mission"], row["event"], row["gcat"]) for row in ROWS}
    assert [key for key, reason in DIFFERENCES.items() if not reason or key[:3] not in known] == []
