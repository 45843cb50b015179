"""Sites and the distances between them."""

from math import pi

import pytest

from moonrace.dataset import Dataset
from moonrace.dates import Moment
from moonrace.query.durations import MOON_RADIUS_KM
from moonrace.query.sites import Site, distance_km, neighbours, sites
from moonrace.records.parts import Event, Place

from .making import at, event, mission

R = MOON_RADIUS_KM


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ((0, 0), (0, 0), 0),
        ((10, 20), (10, 20), 0),
        ((0, 0), (0, 90), R * pi / 2),
        ((0, 0), (0, 180), R * pi),
        ((90, 0), (-90, 0), R * pi),
        ((90, 0), (90, 135), 0),  # a pole has one place
        ((0, 0), (1, 0), R * pi / 180),
        ((0, 179.5), (0, -179.5), R * pi / 180),  # over the back
        ((60, 0), (60, 180), R * pi / 3),  # the way leads over the pole
        ((45, 0), (45, 90), R * pi / 3),  # by the sphere's cosine rule: cos d = 1/2
    ],
)
def test_distances_are_along_the_sphere(one: tuple[float, float], other: tuple[float, float], expected: float) -> None:
    assert distance_km(*one, *other) == pytest.approx(expected, abs=1e-6)
    assert distance_km(*other, *one) == pytest.approx(expected, abs=1e-6)


def test_the_sphere_is_that_of_the_iau() -> None:
    assert R == 1737.4


def test_two_apollos_lie_as_far_apart_as_they_do(real: Dataset) -> None:
    found = {site.mission: site for site in sites(real.missions.values())}
    one, other = found["apollo-12"], found["apollo-14"]
    assert distance_km(one.latitude, one.longitude, other.latitude, other.longitude) == pytest.approx(180, abs=3)


SOFT, HARD = event("landing", "1970", place=at(1, 2)), event("impact", "1971", place=at(3, 4))


@pytest.mark.parametrize(
    ("events", "chosen"),
    [
        ((SOFT,), SOFT),
        ((HARD,), HARD),
        ((HARD, SOFT), SOFT),  # the lander's own site
        ((HARD, HARD._replace(when=Moment("1972"))), HARD),
        ((SOFT._replace(place=None), HARD), HARD),
        ((SOFT._replace(place=Place("Somewhere")), HARD), HARD),
        ((SOFT._replace(place=Place("Half", latitude=1.0)),), None),
        ((SOFT._replace(place=Place("Half", longitude=1.0)),), None),
        ((event("launch", "1970", place=at(5, 6)),), None),
        ((), None),
        ((event("landing", "1970", place=at(0, 0)),), event("landing", "1970", place=at(0, 0))),
    ],
)
def test_a_site_is_the_landing_or_else_the_impact(events: tuple[Event, ...], chosen: Event | None) -> None:
    found = sites([mission("a", *events)])
    expected = [(chosen.type, chosen.when, chosen.place)] if chosen else []
    assert [(one.type, one.when, Place(one.place, one.latitude, one.longitude)) for one in found] == expected


@pytest.mark.parametrize(
    ("longitude", "side"), [(0, "near"), (90, "near"), (-90, "near"), (90.1, "far"), (-90.1, "far"), (180, "far")]
)
def test_the_limb_belongs_to_the_near_side(longitude: float, side: str) -> None:
    (site,) = sites([mission("a", event("landing", "1970", place=at(0, longitude)))])
    assert site.side == side


def landed(key: str, latitude: float, longitude: float) -> Site:
    (site,) = sites([mission(key, event("landing", "1970", place=at(latitude, longitude)))])
    return site


def test_sites_come_north_to_south_then_west_to_east_then_by_id() -> None:
    places = {"south": (-80, 0), "north": (80, 0), "east": (0, 50), "b": (0, -50), "a": (0, -50)}
    found = sites(mission(key, event("landing", "1970", place=at(*where))) for key, where in places.items())
    assert [site.mission for site in found] == ["north", "a", "b", "east", "south"]


def test_neighbours_are_the_nearest_others_and_as_many_as_asked_for() -> None:
    home = landed("home", 0, 0)
    others = [landed("far", 0, 40), landed("b", 0, 10), landed("a", 0, -10), home, landed("near", 5, 0)]
    near = neighbours(home, others)
    assert [one.mission for one in near] == ["near", "a", "b", "far"]
    assert near[0].distance_km == round(5 * R * pi / 180, 1) == 151.6
    assert [one.mission for one in neighbours(home, others, 2)] == ["near", "a"]
    assert len(neighbours(home, [landed(f"m{number}", number, 0) for number in range(1, 12)])) == 8


def test_a_site_has_all_that_a_row_says() -> None:
    plan = event("landing", "2028", place=at(-80, 120, name="Base"), planned=True, sources=("report", "newspaper"))
    one, two = mission("probe", plan, status="planned"), mission("done", SOFT, outcome="success")
    assert sites([one, two])[1] == Site(
        "probe", "Probe", "landing", Moment("2028"), True, "Base", -80, 120, "far", "planned", None, None, 303.2,
        ("report", "newspaper"),
    )  # fmt: skip
    assert (sites([two])[0].status, sites([two])[0].outcome) == ("ended", "success")
