"""The Moon drawn: projections and their inverses, the ground, the labels, distances."""

import json
import math
import re
from collections.abc import Callable, Iterable
from typing import Any

import pytest

from moonrace.dataset import Dataset
from moonrace.query.sites import Site, neighbours, sites
from moonrace.records.documents import Feature
from moonrace.render import maps

from .commands import ask
from .making import at, changed, event, mission, page, replaced, shown

GROUND = Feature("mare", "Mare", 0.0, 0.0, 600.0, sources=("report",))


@pytest.mark.parametrize(
    ("view", "where", "expected"),
    [
        ("near", (0, 0), (0, 0)),
        ("near", (0, 90), (1, 0)),
        ("near", (0, -90), (-1, 0)),
        ("near", (90, 0), (0, 1)),
        ("near", (-90, 0), (0, -1)),
        ("near", (0, 30), (0.5, 0)),
        ("near", (60, 90), (0.5, 3**0.5 / 2)),
        ("near", (0, 91), None),
        ("near", (0, 180), None),
        ("far", (0, 180), (0, 0)),
        ("far", (0, -180), (0, 0)),
        ("far", (0, 150), (-0.5, 0)),  # west of the middle is left
        ("far", (0, -150), (0.5, 0)),
        ("far", (0, 0), None),
        ("south", (-90, 0), (0, 0)),
        ("south", (-60, 0), (0, 1)),
        ("south", (-75, 0), (0, 0.5)),
        ("south", (-60, 90), (1, 0)),
        ("south", (-60, 180), (0, -1)),
        ("south", (-59.9, 0), None),
        ("south", (90, 0), None),
        ("north", (90, 0), (0, 0)),
        ("north", (60, 0), (0, -1)),
        ("north", (75, 90), (0.5, 0)),
        ("north", (60, 180), (0, 1)),
        ("north", (59.9, 0), None),
        ("north", (-90, 0), None),
    ],
)
def test_a_view_projects_degrees_to_its_disc(
    view: str, where: tuple[float, float], expected: tuple[float, float] | None
) -> None:
    got = maps._project(view)(*where)
    assert got == (expected and pytest.approx(expected, abs=1e-9))


@pytest.mark.parametrize("view", maps.TITLES)
@pytest.mark.parametrize("spot", [(0.1, 0.2), (-0.5, 0.5), (0.3, -0.8), (-0.7, -0.1), (0.6, 0.0)])
def test_what_is_drawn_at_a_spot_lies_there(view: str, spot: tuple[float, float]) -> None:
    where = maps._unproject(view)(*spot)
    assert where is not None
    assert -90 <= where[0] <= 90
    assert -180 <= where[1] <= 180
    assert maps._project(view)(*where) == pytest.approx(spot, abs=1e-9)


def site(key: str, latitude: float, longitude: float, **more: Any) -> Site:
    (one,) = sites([mission(key, event("landing", "1970-01-02", place=at(latitude, longitude)), **more)])
    return one


def test_around_a_site_steps_are_equal_in_both_directions_and_end_at_the_pole() -> None:
    back = maps._unproject_around(site("a", 60, 10), 5)
    assert back(0, 0) == pytest.approx((60, 10))
    assert back(1, 0) == pytest.approx((60, 20))  # a degree of longitude is half as long there
    assert back(0, -1) == pytest.approx((55, 10))
    assert maps._unproject_around(site("a", 88, 0), 5)(0, 1) is None
    assert maps._unproject_around(site("a", 88, 0), 5)(0, 0.4) == pytest.approx((90, 0))


@pytest.mark.parametrize(
    ("width", "count", "radius"),
    [(80, 1, 24), (80, 2, 18), (40, 1, 18), (40, 3, 18), (79, 2, 24), (20, 1, 8), (300, 3, 24), (10, 1, 8)],
)
def test_discs_are_as_large_as_the_page_allows(small: Dataset, width: int, count: int, radius: int) -> None:
    assert maps._radius(page(small, width), count) == radius


@pytest.mark.parametrize(("units", "expected"), [("metric", "1,609 km"), ("imperial", "1,000 mi")])
def test_a_distance_has_its_unit(small: Dataset, units: str, expected: str) -> None:
    assert maps._distance(page(small, units=units), 1609.344) == expected


@pytest.mark.parametrize(
    ("taken", "wanted", "length", "expected"),
    [
        ([], (5, 5), 1, (5, 5)),
        ([(5, 5)], (5, 5), 1, (5, 3)),  # beside it, with a gap
        ([(5, 5)], (5, 4), 1, (5, 3)),
        ([(0, 0)], (0, 0), 1, (0, 2)),
        ([(0, 9)], (0, 9), 1, (0, 7)),
        ([(5, 5)], (5, 5), 2, (5, 7)),  # two figures need more room on the left
        ([(5, column) for column in range(10)], (5, 5), 1, (4, 5)),
        ([(row, column) for row in range(10) for column in range(10)], (5, 5), 1, (5, 5)),
    ],
)
def test_a_label_covers_no_other(
    taken: list[tuple[int, int]], wanted: tuple[int, int], length: int, expected: tuple[int, int]
) -> None:
    assert maps._free(dict.fromkeys(taken, ("1", "")), *wanted, length, 10, 10) == expected


@pytest.mark.parametrize(
    ("x", "y", "row", "column", "expected"),
    [
        (0.0, 0.0, 0, 0, True),
        (0.0, 0.0, 1, 1, True),
        (0.0, 0.0, 0, 1, False),  # every other dot
        (0.16, 0.0, 0, 0, True),  # 9.2 degrees, 279 km
        (0.18, 0.0, 0, 0, False),  # 10.4 degrees, 314 km
        (0.0, 0.16, 0, 0, True),
        (0.0, 0.18, 0, 0, False),
        (0.0, -0.16, 0, 0, True),
        (0.99, 0.0, 0, 0, False),  # the limb is left free
    ],
)
def test_ground_is_every_other_dot_within_a_mare(x: float, y: float, row: int, column: int, expected: bool) -> None:
    assert maps._is_ground(x, y, row, column, maps._unproject("near"), [GROUND]) is expected
    assert maps._is_ground(x, y, row, column, maps._unproject("near"), []) is False
    assert maps._is_ground(x, y, row, column, lambda x, y: None, [GROUND]) is False


@pytest.mark.parametrize(
    ("dots", "braille", "plain"), [(0, " ", " "), (1, "⠁", "."), (0b111, "⠇", "."), (0b1111, "⠏", ":"), (255, "⣿", ":")]
)
def test_a_cell_of_ground(small: Dataset, dots: int, braille: str, plain: str) -> None:
    assert maps._ground(page(small, unicode=True), dots) == braille
    assert maps._ground(page(small), dots) == plain


def test_numbers_are_where_the_sites_lie_and_a_mare_only_where_it_is_round(small: Dataset) -> None:
    chosen = [site("middle", 0, 0), site("east", 0, 60), site("south", -60, 0), site("hidden", 0, 180)]
    numbers = {one.mission: number for number, one in enumerate(chosen, 1)}

    def disc(*features: Feature) -> list[str]:
        one = page(replaced(small, "features", features))
        drawn = maps._draw(one, maps._project("near"), maps._unproject("near"), chosen, numbers, 12)
        return drawn.plain.split("\n")

    bare, with_mare = disc(), disc(GROUND)
    assert len(bare) == 12
    assert all(len(line) == 24 for line in bare)
    assert [(row, line.index(figure)) for figure in "123" for row, line in enumerate(bare) if figure in line] == [
        (6, 12),
        (6, 22),
        (11, 12),
    ]
    assert "4" not in "".join(bare)
    assert bare[5][10:14].strip() == ""
    assert with_mare[5][10:14].strip() != ""
    assert disc(GROUND._replace(round=False)) == bare
    # The limb closes the disc: something at both ends of the middle, nothing in the corners.
    assert bare[5].strip() == bare[5]
    assert {bare[0][0], bare[0][-1], bare[-1][0], bare[-1][-1]} == {" "}


def test_an_overview_names_each_site_by_its_number(small: Dataset) -> None:
    hit = mission("hit", event("impact", "1971-05-06", place=at(-10, 100, name="There")), outcome="failure")
    plan = mission("plan", event("landing", "2028", place=at(-80, 0), planned=True), status="planned")
    crash = mission("crash", event("impact", "2029", place=at(-85, 0), planned=True), status="planned")
    soft = mission("soft", event("landing", "1970-01-02", place=at(10, 20)), outcome="success")
    chosen = [soft, hit, plan, crash]
    dataset = changed(small, "missions", *chosen)
    text = shown(dataset, maps.overview, sites(chosen), ["near", "far"], width=120)
    rows = [line.split() for line in text.split("\n") if re.match(r"\d ", line)]
    assert rows == [
        ["1", "Soft", "1970-01-02", "+", "landed", "10°", "N", "20°", "E"],
        ["2", "Hit", "1971-05-06", "x", "impact", "10°", "S", "100°", "E", "There"],
        ["3", "Plan", "2028", "o", "to", "land", "80°", "S", "0°", "E"],
        ["4", "Crash", "2029", "o", "to", "hit", "85°", "S", "0°", "E"],
    ]
    assert [maps.TITLES[view] in text for view in maps.TITLES] == [True, True, False, False]
    assert "4 sites · times UTC" in text
    polar = shown(dataset, maps.overview, sites(chosen)[2:], ["south"])
    assert [line.split()[-2:] for line in polar.split("\n") if re.match(r"\d ", line)] == [["303", "km"], ["152", "km"]]


def test_a_site_is_named_on_the_disc_where_its_name_covers_nothing(small: Dataset) -> None:
    chosen = [
        mission(key, event("landing", "1970", place=at(*where)), outcome="success")
        for key, where in {"one": (-80, 0), "two": (-75, 180), "beside": (-75, 177)}.items()
    ]
    dataset = changed(small, "missions", *chosen)
    found = sites(chosen)
    numbers = {one.mission: number for number, one in enumerate(found, 1)}
    drawn = shown(dataset, maps.overview, found, ["south"]).split("\n")
    disc = drawn[1:12]
    assert any(f"{numbers['one']} One" in line for line in disc)
    for name in ("Two", "Beside"):  # one has room at the right, the other at the left
        number = numbers[name.casefold()]
        assert any(f"{number} {name}" in line or f"{name} {number}" in line for line in disc)
    assert all(sum(f"{number}" in line for line in disc) == 1 for number in numbers.values())


@pytest.mark.parametrize(
    ("asked", "holds"),
    [
        ("near", lambda one: abs(one["longitude"]) <= 90),
        ("far side", lambda one: abs(one["longitude"]) > 90),
        ("south", lambda one: one["latitude"] <= -60),
        ("South Pole", lambda one: one["latitude"] <= -60),
        ("north", lambda one: one["latitude"] >= 60),
    ],
)
def test_a_part_of_the_moon_is_asked_for_by_its_name(
    real: Dataset, asked: str, holds: Callable[[dict[str, Any]], bool]
) -> None:
    every = json.loads(ask("map", "--json", record=real).out)["sites"]
    got = json.loads(ask("map", *asked.split(), "--json", record=real).out)["sites"]
    assert {one["mission"] for one in got} == {one["mission"] for one in every if holds(one)}
    assert len(got) < len(every)
    away = [round(math.radians(90 - abs(one["latitude"])) * 1737.4, 1) for one in got]
    assert [one["pole_km"] for one in got] == pytest.approx(away, abs=0.11)
    if "outh" in asked:
        assert away == sorted(away)


def close_up(small: Dataset, home: Site, others: Iterable[Site], **more: Any) -> str:
    """The page of a site among others, whose missions the record has."""
    near = neighbours(home, others)
    dataset = changed(small, "missions", *(mission(one.mission) for one in (home, *near)))
    return shown(dataset, maps.close_up, home, near, width=100, **more)


def test_a_close_up_has_the_distances(small: Dataset) -> None:
    home, others = site("home", 0, 0), [site("one", 0, 10), site("two", 20, 0)]
    text = close_up(small, home, others)
    assert text.startswith("Around Home\n")
    assert "  0  Home, 0° N 0° E" in text
    assert "  1  One, 303 km away" in text
    assert "  2  Two, 606 km away" in text
    # 15 percent more than the farthest of the five nearest, on both sides
    assert "the disc is 1,395 km across · along the surface of a sphere of 1737.4 km" in text
    assert "the disc is 867 mi across" in close_up(small, home, others, units="imperial")


@pytest.mark.parametrize(("others", "across"), [([], "460 km"), ([site("same", 0, 0)], "400 km")])
def test_a_close_up_without_distant_neighbours_has_a_size(small: Dataset, others: list[Site], across: str) -> None:
    home = site("home", 0, 0)
    assert f"the disc is {across} across" in close_up(small, home, others)


def test_a_close_up_leaves_out_of_the_disc_who_is_too_far(small: Dataset) -> None:
    home = site("home", 0, 179)
    others = [site(f"n{number}", 0, -180 + number) for number in range(5)] + [site("far", 0, 0)]
    text = close_up(small, home, others)
    disc = text.split("\n\n")[0]
    assert "5" in disc  # over the meridian of 180 degrees, the short way
    assert "6" not in disc
    assert "  6  Far," in text
