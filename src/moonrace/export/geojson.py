"""Landing and impact sites as GeoJSON. RFC 7946 knows only the Earth (WGS 84); these are degrees on the Moon, and the
file says so.
"""

from __future__ import annotations

from moonrace.dataset import Dataset
from moonrace.dates import Moment
from moonrace.export.json import Json, Tick, envelope, rows, text
from moonrace.query.durations import MOON_RADIUS_KM
from moonrace.query.sites import Site, sites

REFERENCE: Json = {
    "body": "Moon",
    "note": (
        "These coordinates are on the Moon, not on the Earth. RFC 7946 has no member for that and means WGS 84: set the "
        "coordinate system by hand when you open this file."
    ),
    "name": "IAU Moon 2000, a sphere",
    "radius_km": MOON_RADIUS_KM,
    "longitude": "degrees, east positive, -180 to 180",
    "latitude": "degrees, north positive, planetocentric",
    "codes": ["ESRI:104903", "IAU_2015:30100"],
    "proj": "+proj=longlat +R=1737400 +no_defs",
}
"""The foreign member that says what the coordinates refer to."""


def export(dataset: Dataset, as_of: Moment | None, tick: Tick, *, ascii_only: bool = False) -> str:
    """Each mission's landing, or its impact, as a point; what has not been reached is marked `planned`."""
    features = [_feature(site, dataset) for site in sites(dataset.missions.values())]
    document = {
        "type": "FeatureCollection",
        **envelope(dataset, as_of, "features", features),
        "coordinate_reference": REFERENCE,
        "title": f"{dataset.meta.title}: sites on the Moon",
        "licence": dataset.meta.licence,
        "credit": dataset.meta.credit,
    }
    return text(document, ascii_only=ascii_only, indented=False)


def _feature(site: Site, dataset: Dataset) -> Json:
    mission = dataset.missions[site.mission]
    return {
        "type": "Feature",
        "id": site.mission,
        "geometry": {"type": "Point", "coordinates": [site.longitude, site.latitude]},
        "properties": {
            **rows([site], dataset)[0],
            "crewed": mission.crewed,
            "countries": list(mission.countries),
            "agencies": list(mission.agencies),
            "summary": mission.summary,
        },
    }
