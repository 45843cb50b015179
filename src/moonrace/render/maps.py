"""The Moon drawn in a terminal: its sides and poles as discs of braille dots, with the maria as ground."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import cos, degrees, radians, sin, sqrt, tau

from rich.columns import Columns as Across
from rich.console import Group, RenderableType
from rich.text import Text

from moonrace.query.durations import MOON_RADIUS_KM
from moonrace.query.sites import Site, distance_km
from moonrace.records.documents import Feature
from moonrace.records.parts import Place
from moonrace.render import formatting
from moonrace.render.columns import Column, Columns
from moonrace.render.formatting import Line
from moonrace.render.page import DATE, GREY, OUTCOME_STYLES, Page, Row

Point = tuple[float, float]
Project = Callable[[float, float], Point | None]
TITLES = {
    "near": "Near side", "far": "Far side", "south": "South pole, from 60° S", "north": "North pole, from 60° N",
}  # fmt: skip
UP = {"south": "0° is up, 90° E is right", "north": "0° is down, 90° E is right"}
LONGEST = 18
"""Characters of a name on a disc."""


def overview(page: Page, sites: Sequence[Site], views: Sequence[str]) -> RenderableType:
    """Each view as a disc with the sites numbered, and named if there is room; then the list by latitude. Of several views only
    the two sides are drawn, which show every site once.
    """
    views = [view for view in views if view not in UP] if len(views) > 1 else views
    radius = min(_radius(page, len(views)), 24 if {"near", "far"} & set(views) else 11)
    numbers = {site.mission: number for number, site in enumerate(sites, 1)}
    margin = min(LONGEST + 2, (page.width - 2 * radius) // 2) if len(views) == 1 else 0
    discs = [
        _disc(
            page,
            view,
            [site for site in sites if _project(view)(site.latitude, site.longitude)],
            numbers,
            radius,
            margin,
        )
        for view in views
    ]
    across = Across(discs, padding=(0, 3)) if len(discs) > 1 and page.width >= 2 * (2 * radius) + 8 else Group(*discs)
    is_polar = set(views) <= set(UP)
    day_and_how = [] if page.narrow else [Column(style=GREY), Column()]
    last = (
        [Column("from the pole", right=True)]
        if is_polar
        else [Column(kind="wrap", style=GREY)]
        if page.width >= 110
        else []
    )
    made = Columns([Column(right=True, style=DATE), Column(kind="wrap"), *day_and_how, Column(style=GREY), *last])
    for site in sites:
        made.add(str(numbers[site.mission]), *_row(page, site, is_polar=is_polar)[: len(made.columns) - 1])
    sides = "dots: the maria · west is left, north is up" if {"near", "far"} & set(views) else ""
    poles = [] if set(views) & set(UP) else ["for the poles: moonrace map south"]
    poles += [f"{TITLES[view].partition(',')[0].casefold()}: {UP[view]}" for view in views if view in UP]
    key = " · ".join(filter(None, (sides, *poles, formatting.count(len(sites), "site"))))
    return Group(across, made, *page.foot(key))


def _radius(page: Page, count: int) -> int:
    """Half the width of a disc in cells: as large as the page allows without scrolling."""
    return max(8, min(24, (page.width - 4) // 2 if count == 1 or page.width < 80 else (page.width - 8) // 4))


def _row(page: Page, site: Site, *, is_polar: bool) -> list[Text | str]:
    """The cells of a site: name; day and landing or impact, if there is room; coordinates; distance from the pole, or place."""
    outcome = site.outcome or site.status
    done, plan = ("landed", "to land") if site.type == "landing" else ("impact", "to hit")
    how = Text(f"{page.symbols[outcome]} {plan if site.planned else done}", OUTCOME_STYLES.get(outcome, ""))
    where = formatting.coordinates(Place(site.place, site.latitude, site.longitude, site.side), 1 if page.narrow else 3)
    last = _distance(page, site.pole_km) if is_polar else site.place or ""
    between: list[Text | str] = [] if page.narrow else [site.when.show_day(page.zone), how]
    return [_name(page, site), *between, where, last]


def _name(page: Page, site: Site) -> str:
    return site.name + page.own("missions", site.mission)


def _where(site: Site) -> str:
    return formatting.place(Place(site.place, site.latitude, site.longitude, site.side))


def close_up(page: Page, site: Site, near: Sequence[Site]) -> RenderableType:
    """One site with its neighbours: a map around it, and their distances."""
    distances = [one.distance_km or 0.0 for one in near]
    reach = max(distances[:5], default=200) * 1.15 or 200
    span = degrees(reach / MOON_RADIUS_KM)

    def project(latitude: float, longitude: float) -> Point | None:
        turn = (longitude - site.longitude + 180) % 360 - 180
        x, y = turn * cos(radians(site.latitude)) / span, (latitude - site.latitude) / span
        return (x, y) if x * x + y * y <= 1 else None

    radius = _radius(page, 1)
    shown = [site, *near]
    numbers = {one.mission: number for number, one in enumerate(shown)}
    inside = [one for one in shown if project(one.latitude, one.longitude)]
    disc = _draw(page, project, _unproject_around(site, span), inside, numbers, radius)
    rows = [Row("  0", [f"{_name(page, site)}, {_where(site)}"], site.sources)]
    for number, (one, distance) in enumerate(zip(near, distances, strict=True), 1):
        head = f"{_name(page, one)}, {_distance(page, distance)} away"
        rows.append(Row(str(number).rjust(3), [Line(head), Line(_where(one), dim=True)], one.sources))
    scale = f"the disc is {_distance(page, 2 * reach)} across · along the surface of a sphere of {MOON_RADIUS_KM} km"
    return Group(Text(f"Around {site.name}", "bold"), disc, Text(), page.rows(rows), *page.foot(scale))


def _distance(page: Page, kilometres: float) -> str:
    return f"{kilometres:,.0f} km" if page.units == "metric" else f"{kilometres / 1.609344:,.0f} mi"


def _disc(
    page: Page, view: str, sites: Sequence[Site], numbers: dict[str, int], radius: int, margin: int
) -> RenderableType:
    drawn = _draw(page, _project(view), _unproject(view), sites, numbers, radius, margin)
    return Group(Text(TITLES[view], "bold"), drawn)


def _project(view: str) -> Project:
    """A function from degrees to the unit disc: a hemisphere as seen from far away, a pole with equal steps of latitude."""
    centre = 180.0 if view == "far" else 0.0

    def hemisphere(latitude: float, longitude: float) -> Point | None:
        turn = radians(longitude - centre)
        if cos(turn) * cos(radians(latitude)) < 0:
            return None
        return cos(radians(latitude)) * sin(turn), sin(radians(latitude))

    up = 1 if view == "south" else -1

    def pole(latitude: float, longitude: float) -> Point | None:
        away = (90 + up * latitude) / 30
        return (away * sin(radians(longitude)), up * away * cos(radians(longitude))) if away <= 1 else None

    return pole if view in UP else hemisphere


def _unproject(view: str) -> Project:
    """The reverse of `_project`."""
    from math import asin, atan2

    def hemisphere(x: float, y: float) -> Point | None:
        depth = sqrt(max(0.0, 1 - x * x - y * y))
        longitude = degrees(atan2(x, depth)) + (180 if view == "far" else 0)
        return degrees(asin(max(-1.0, min(1.0, y)))), (longitude + 180) % 360 - 180

    up = 1 if view == "south" else -1

    def pole(x: float, y: float) -> Point | None:
        return up * (30 * sqrt(x * x + y * y) - 90), degrees(atan2(x, up * y))

    return pole if view in UP else hemisphere


def _unproject_around(site: Site, span: float) -> Project:
    def back(x: float, y: float) -> Point | None:
        latitude = site.latitude + y * span
        if abs(latitude) > 90:
            return None
        return latitude, site.longitude + x * span / max(0.01, cos(radians(site.latitude)))

    return back


# The dots of a braille cell, by row and column, as bits above U+2800.
_DOTS = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))


def _draw(
    page: Page, project: Project, unproject: Project, sites: Sequence[Site], numbers: dict[str, int], radius: int,
    margin: int = 0,
) -> Text:  # fmt: skip
    """A disc of 2·radius by radius cells: limb and maria as dots, over them the numbers of the sites, and their names if there
    is room, up to `margin` cells beside the disc.
    """
    width, height = 2 * radius, radius
    maria = [one for one in page.dataset.features.values() if one.round]
    cells = [[0] * width for _ in range(height)]
    for row in range(height * 4):
        for column in range(width * 2):
            x, y = (column + 0.5) / width - 1, 1 - (row + 0.5) / (2 * height)
            if _is_ground(x, y, row, column, unproject, maria):
                cells[row // 4][column // 2] |= _DOTS[row % 4][column % 2]
    for step in range(radius * 24):
        turn = tau * step / (radius * 24)
        column, row = int((sin(turn) * 0.995 + 1) * width), int((1 - cos(turn) * 0.995) * 2 * height)
        cells[min(height - 1, row // 4)][min(width - 1, column // 2)] |= _DOTS[row % 4][column % 2]
    letters: dict[tuple[int, int], tuple[str, str]] = {}
    named: list[tuple[Site, int, int, int]] = []
    for site in sites:
        spot = project(site.latitude, site.longitude)
        if spot is None:
            continue
        style = OUTCOME_STYLES.get(site.outcome or "", DATE)
        label = str(numbers[site.mission])
        at_row = min(height - 1, max(0, int((1 - spot[1]) * height / 2)))
        at_column = min(width - len(label), max(0, int((spot[0] + 1) * width / 2)))
        at_row, at_column = _free(letters, at_row, at_column, len(label), width, height)
        for number, letter in enumerate(label):
            letters[at_row, at_column + number] = (letter, style)
        named.append((site, at_row, at_column, len(label)))
    for site, row, column, length in named:
        _label(letters, _name(page, site), row, column, length, (-margin, width + margin))
    text = Text(no_wrap=True)
    for row in range(height):
        for column in range(-margin, width + margin):
            dots = cells[row][column] if 0 <= column < width else 0
            text.append(*letters.get((row, column), (_ground(page, dots), GREY)))
        text.append("\n" if row < height - 1 else "")
    return text


def _label(
    letters: dict[tuple[int, int], tuple[str, str]],
    name: str,
    row: int,
    column: int,
    length: int,
    room: tuple[int, int],
) -> None:
    """Write a name right or left of its number, if it covers nothing and leaves a gap."""
    for start in (column + length + 1, column - 1 - len(name)) if len(name) <= LONGEST else ():
        cells = range(start, start + len(name))
        own = range(column, column + length)
        around = (at for at in range(cells[0] - 1, cells[-1] + 2) if at not in own)
        if room[0] <= cells[0] and cells[-1] < room[1] and not any((row, at) in letters for at in around):
            letters |= {(row, at): (letter, "") for at, letter in zip(cells, name, strict=True)}
            between = column + length if start > column else column - 1
            letters[row, between] = (" ", "")
            return


def _free(
    letters: dict[tuple[int, int], tuple[str, str]], row: int, column: int, length: int, width: int, height: int
) -> tuple[int, int]:
    """The nearest cells in which a label covers no other, with a gap; if there are none, the place itself."""
    shifts = sorted(
        ((down, right) for down in range(-2, 3) for right in range(-6, 7)),
        key=lambda one: 4 * abs(one[0]) + abs(one[1]),
    )
    for down, right in shifts:
        top, start = row + down, column + right
        clear = not any((top, start + number) in letters for number in range(-1, length + 1))
        if 0 <= top < height and 0 <= start <= width - length and clear:
            return top, start
    return row, column


def _is_ground(x: float, y: float, row: int, column: int, unproject: Project, maria: Sequence[Feature]) -> bool:
    """True for every other dot within a mare: a faint pattern that leaves the numbers readable."""
    if (row + column) % 2 or x * x + y * y > 0.97:
        return False
    spot = unproject(x, y)
    if spot is None:
        return False
    return any(
        abs(spot[0] - one.latitude) < one.diameter_km / 60
        and distance_km(*spot, one.latitude, one.longitude) <= one.diameter_km / 2
        for one in maria
    )


def _ground(page: Page, dots: int) -> str:
    if page.unicode:
        return chr(0x2800 + dots) if dots else " "
    return " " if not dots else "." if dots.bit_count() < 4 else ":"
