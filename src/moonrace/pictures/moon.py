"""The Moon as one to four discs, with what landed on it or hit it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from math import acos, cos, degrees, hypot, radians, sin, sqrt, tau
from typing import NamedTuple

from moonrace.pictures.style import EDGE, LINE, Box, Canvas, Form, Point, drawable
from moonrace.query.durations import MOON_RADIUS_KM
from moonrace.query.sites import Site
from moonrace.records.documents import Feature
from moonrace.records.parts import Place
from moonrace.render import formatting


class View(NamedTuple):
    """A disc: the degrees of its middle, and from there to its limb; 90 of them as seen from far away, fewer in equal steps."""

    title: str
    latitude: float
    longitude: float
    reach: float = 90.0


VIEWS = {
    "near": View("Near side", 0, 0),
    "far": View("Far side", 0, 180),
    "south": View("South pole, from 60° S", -90, 0, 30),
    "north": View("North pole, from 60° N", 90, 0, 30),
}
KEY: dict[Form, str] = {
    "landing": "landing",
    "part": "landing, in part",
    "impact": "impact",
    "failure": "impact, failed",
}
UNSURE = ("calculated", "target")
MOST_NAMED = 300
"""So many of the sites that matter most are tried for a label; in a crowd of thousands none of the rest has room."""


def project(view: View, latitude: float, longitude: float) -> tuple[Point, float]:
    """Degrees to the unit disc, north or up positive, and how far away from the middle it is, in degrees."""
    turn, north, middle = radians(longitude - view.longitude), radians(latitude), radians(view.latitude)
    x = cos(north) * sin(turn)
    y = cos(middle) * sin(north) - sin(middle) * cos(north) * cos(turn)
    away = degrees(acos(max(-1.0, min(1.0, sin(middle) * sin(north) + cos(middle) * cos(north) * cos(turn)))))
    length = hypot(x, y)
    far = min(1.0, (sin(radians(away)) if away < 90 else 1.0) if view.reach == 90 else away / view.reach)
    return ((x / length * far, y / length * far) if length > 1e-9 else (0.0, 0.0)), away


def form(site: Site) -> Form:
    """How a site is marked."""
    if site.type == "landing":
        return "part" if site.outcome in ("partial", "failure") else "landing"
    return "failure" if site.outcome in ("partial", "failure") else "impact"


def overview(canvas: Canvas, sites: Sequence[Site], views: Sequence[str]) -> None:
    """The discs that were asked for; the one with the most sites is the large one."""
    rule = "Each mission once: its landing, else its impact, where the record has coordinates. Bold: people aboard."
    rule += " Those on the disc of a pole are named there." if canvas.wide and len(views) > 2 else ""
    rule = f"{formatting.count(len(sites), 'site')}. {rule}"
    title = "Landing and impact sites on the Moon"
    if len(views) == 1:
        name = VIEWS[views[0]].title
        title += f": {name[0].lower()}{name[1:]}"
    labelled = [site.sources for site in sites] if len(views) == 1 else []
    area = canvas.frame(title, rule, [key for site in sites for key in site.sources], labelled)
    _draw(canvas, area, {VIEWS[view]: [*sites] for view in views}, sites)


def close_up(canvas: Canvas, site: Site, near: Sequence[Site]) -> None:
    """One site with its neighbours."""
    distances = [one.distance_km or 0.0 for one in near]
    reach = min(90.0, degrees((max(distances[:5], default=200) * 1.15 or 200) / MOON_RADIUS_KM))
    name = _name(canvas, site)
    width = f"{2 * MOON_RADIUS_KM * radians(reach):,.0f} km" if reach < 90 else "the whole of a side"
    rule = f"The disc shows {width}; distances are along a sphere of {MOON_RADIUS_KM} km. Bold: people aboard."
    shown = [site, *(one for one in near if (one.distance_km or 0.0) <= radians(reach) * MOON_RADIUS_KM)]
    sources = [one.sources for one in shown]
    area = canvas.frame(f"Around {name}", rule, [key for keys in sources for key in keys], sources)
    view = View(
        formatting.coordinates(Place(site.place, site.latitude, site.longitude)), site.latitude, site.longitude, reach
    )
    _draw(canvas, area, {view: shown}, shown)


def _name(canvas: Canvas, site: Site) -> str:
    away = "" if site.distance_km is None else f", {site.distance_km:,.0f} km"
    return drawable(site.name, site.mission) + away


def _matters(canvas: Canvas, site: Site) -> tuple[bool, int, bool, int, str]:
    """Those with people aboard or several firsts come first, then by the number of firsts, landings before impacts, the earliest
    first: less is more important.
    """
    mission = canvas.dataset.missions[site.mission]
    firsts = sum(event.first is not None for event in mission.events)
    year = site.when.earliest.year if site.when.earliest else 9999
    return not mission.crewed and firsts < 2, -firsts, form(site) != "landing", year, site.mission


def _draw(canvas: Canvas, area: Box, views: dict[View, list[Site]], sites: Sequence[Site]) -> None:
    """The discs with their marks first, then the names, then numbers for the rest, as far as the list of them has room."""
    inside = {
        view: [site for site in chosen if project(view, site.latitude, site.longitude)[1] <= view.reach]
        for view, chosen in views.items()
    }
    order = _order(inside, 4 if canvas.wide else 2)
    cells, beside = _cells(area, len(order))
    spots: dict[View, dict[str, Point]] = {}
    for view, cell in zip(order, cells, strict=True):
        spots[view] = _disc(canvas, view, cell, inside[view])
    ranked = sorted(sites, key=lambda site: _matters(canvas, site))[:MOST_NAMED]
    named: set[str] = set()
    for view, cell in reversed([*zip(order, cells, strict=True)]):  # close up before from afar, and once
        for site in ranked:
            if site.mission in spots[view] and site.mission not in named:
                x, y = spots[view][site.mission]
                text = canvas.fit(_name(canvas, site), 190)
                crewed = canvas.dataset.missions[site.mission].crewed
                if canvas.label(x, y, text, cell, others=spots[view].values(), bold=crewed):
                    named.add(site.mission)
    rest = [site for site in ranked if site.mission not in named]
    _list(
        canvas, beside, sites, rest, {view: (cell, spots[view]) for view, cell in zip(order, cells, strict=True)}, named
    )
    for view, cell in zip(order, cells, strict=True):
        _ground_names(canvas, view, cell)


def _order(inside: dict[View, list[Site]], most: int) -> list[View]:
    """The view with most sites first, then those that add most; in a small picture no more than so many."""
    order: list[View] = []
    seen: set[str] = set()
    while len(order) < min(most, len(inside)):
        left = [view for view in inside if view not in order]
        order.append(max(left, key=lambda view: (len({one.mission for one in inside[view]} - seen), len(inside[view]))))
        seen |= {one.mission for one in inside[order[-1]]}
    return order


def _cells(area: Box, count: int) -> tuple[list[Box], Box]:
    """A square cell for each disc, the first the largest, and what is left at the right for the key."""
    left, top, right, bottom = area
    if bottom - top > 0.85 * (right - left):  # the same, turned: the others below
        turned, rest = _cells((0, 0, bottom - top, 0.8 * (bottom - top)), count)
        across = (right - left) / (0.8 * (bottom - top))
        cells = [
            (left + one[1] * across, top + one[0], left + one[3] * across, top + one[2]) for one in (*turned, rest)
        ]
        return cells[:-1], cells[-1]
    side = min(bottom - top, (right - left) * 0.62)
    large = (left, top, left + side * 1.12, bottom)
    from_, gap = large[2] + EDGE, EDGE / 2
    if count == 1:
        return [large], (from_, top, right, bottom)
    across, middle = (from_ + right) / 2, (top + bottom) / 2
    upper, lower = (from_, top, across - gap, middle - gap), (from_, middle + gap, across - gap, bottom)
    second = (across + gap, top, right, middle - gap)
    if count == 4:
        return [large, upper, second, lower], (across + gap, middle + gap, right, bottom)
    beside = (across + gap, top, right, bottom)
    return ([large, upper, lower], beside) if count == 3 else ([large, (from_, top, across - gap, bottom)], beside)


def _circle(canvas: Canvas, cell: Box) -> tuple[Point, float]:
    left, top, right, bottom = cell
    radius = min((bottom - top - 3.9 * LINE) / 2, (right - left) / 2 - 4)
    return ((left + right) / 2, top + LINE * 2.4 + radius), radius


def _disc(canvas: Canvas, view: View, cell: Box, sites: Sequence[Site]) -> dict[str, Point]:
    """The ground, the poles and the marks of one view. Returns where each mission is on the canvas."""
    (across, down), radius = _circle(canvas, cell)
    theme = canvas.theme

    def at(latitude: float, longitude: float) -> tuple[Point, float]:
        (x, y), away = project(view, latitude, longitude)
        return (across + x * radius, down - y * radius), away

    limb = [(across + radius * sin(tau * step / 180), down + radius * cos(tau * step / 180)) for step in range(180)]
    canvas.shape(limb, theme.disc)
    for feature in canvas.dataset.features.values():
        if feature.round and project(view, feature.latitude, feature.longitude)[1] < view.reach + 60:
            edge = [at(*spot) for spot in _around(feature)]
            if any(away < view.reach for _, away in edge):
                canvas.shape([spot for spot, _ in edge], theme.mare)
    canvas.shape(limb, "none", theme.grey, z=2)
    canvas.text(across, cell[1] + LINE / 2, view.title, bold=True, at=0.5)
    for latitude, said in ((90.0, "N pole"), (-90.0, "S pole")):
        (x, y), away = at(latitude, 0.0)
        if away > view.reach + 1e-6:
            continue
        canvas.line([(x - 5, y), (x + 5, y)], theme.grey, z=4)
        canvas.line([(x, y - 5), (x, y + 5)], theme.grey, z=4)
        canvas.take((x - 5, y - 5, x + 5, y + 5))
        if view.reach == 90 and abs(y - down) > radius - 1:
            canvas.text(x, y + (-LINE * 0.7 if latitude > 0 else LINE * 0.7), said, colour=theme.grey, at=0.5)
    spots = {site.mission: at(site.latitude, site.longitude)[0] for site in sites}
    for kind in reversed(KEY):  # what landed lies over what failed
        for hollow in (True, False):
            points = [spots[site.mission] for site in sites if form(site) == kind and (site.basis in UNSURE) == hollow]
            if points:
                canvas.marks(points, kind, hollow=hollow, size=7 * min(1.0, max(0.3, sqrt(200 / len(sites)))))
    return spots


def _around(feature: Feature) -> list[Point]:
    """The rim of a plain as a circle on the sphere, in degrees."""
    from math import asin, atan2

    middle, turn = radians(feature.latitude), radians(feature.longitude)
    size = feature.diameter_km / 2 / MOON_RADIUS_KM
    rim = []
    for step in range(72):
        bearing = tau * step / 72
        north = asin(sin(middle) * cos(size) + cos(middle) * sin(size) * cos(bearing))
        east = turn + atan2(sin(bearing) * sin(size) * cos(middle), cos(size) - sin(middle) * sin(north))
        rim.append((degrees(north), degrees(east)))
    return rim


def _ground_names(canvas: Canvas, view: View, cell: Box) -> None:
    """The names of the plains where nothing else is written, the largest first."""
    (across, down), radius = _circle(canvas, cell)
    for feature in sorted(canvas.dataset.features.values(), key=lambda one: (-one.diameter_km, one.id)):
        (x, y), away = project(view, feature.latitude, feature.longitude)
        if away > view.reach * 0.75:
            continue
        name = drawable(feature.name, feature.id)
        wide, place = canvas.width(name) / 2, (across + x * radius, down - y * radius)
        for low in (0, -14, 14, -28, 28):
            box = (place[0] - wide, place[1] + low - 7, place[0] + wide, place[1] + low + 7)
            corner = hypot(abs(place[0] - across) + wide, abs(place[1] + low - down) + 7)
            if corner < radius and canvas.is_free(box, cell):
                canvas.text(place[0], place[1] + low, name, colour=canvas.theme.grey, at=0.5)
                break


def _list(
    canvas: Canvas, box: Box, sites: Sequence[Site], rest: Sequence[Site], discs: dict[View, tuple[Box, dict[str, Point]]],
    named: set[str],
) -> None:  # fmt: skip
    """The key to the marks, and the numbers of sites that had no room for a name."""
    left, y, right, bottom = box
    found = Counter(map(form, sites))
    for kind, text in KEY.items():
        if found[kind]:
            canvas.marks([(left + 6, y + LINE / 2)], kind)
            canvas.text(left + 20, y + LINE / 2, canvas.fit(f"{text}: {found[kind]:,}", right - left - 20))
            y += LINE
    if any(site.basis in UNSURE for site in sites):
        canvas.marks([(left + 6, y + LINE / 2)], "landing", hollow=True)
        for line in canvas.wrap(("hollow:", "position", "calculated", "or a", "target"), right - left - 20, 3):
            canvas.text(left + 20, y + LINE / 2, line)
            y += LINE
    y += LINE / 2
    is_one = len(discs) == 1
    columns = max(1, int((right - left) / (260 if is_one else 150)))
    room = max(0, int((bottom - y - LINE) / LINE)) * columns
    numbered: list[Site] = []
    for site in rest:
        if len(numbered) < room and _numbered(canvas, site, str(len(numbered) + 1), discs):
            numbered.append(site)
    said = [f"{place}  {_name(canvas, site)}" for place, site in enumerate(numbered, 1)]
    if is_one:  # there is room for the days too
        dated = sorted((site for site in sites if site.mission in named), key=lambda site: (site.when, site.mission))
        said = [f"{text}, {_day(canvas, site)}" for text, site in zip(said, numbered, strict=True)]
        said += [f"{_name(canvas, site)}, {_day(canvas, site)}" for site in dated][: room - len(said)]
    rows = -(-len(said) // columns)
    for place, text in enumerate(said):
        at = (left + place // rows * (right - left) / columns, y + (place % rows + 0.5) * LINE)
        canvas.text(*at, canvas.fit(text, (right - left) / columns - 6))
    left_over = len(sites) - len(named) - len(numbered)
    if left_over:
        more = f"{left_over:,} without a name here"
        canvas.text(left, y + (rows + 0.5) * LINE, canvas.fit(more, right - left), colour=canvas.theme.grey)
    counted = ", ".join(f"{text}: {found[kind]}" for kind, text in KEY.items() if found[kind])
    names = [_name(canvas, site) for site in sites if site.mission in named or site in numbered]
    canvas.description += f" {counted}. Named: {', '.join(names)}."


def _day(canvas: Canvas, site: Site) -> str:
    return site.when.show_day() + canvas.weak(site.sources)


def _numbered(canvas: Canvas, site: Site, number: str, discs: dict[View, tuple[Box, dict[str, Point]]]) -> bool:
    return any(
        site.mission in spots and canvas.label(*spots[site.mission], number, cell) for cell, spots in discs.values()
    )
