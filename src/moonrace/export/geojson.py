"""Landing and impact sites as GeoJSON. RFC 7946 knows the Earth only (WGS 84); these are degrees on the Moon, and the
file says so.
"""

from __future__ import annotations

from moonrace import query
from moonrace.dataset import Dataset
from moonrace.export import jsonout
from moonrace.export.jsonout import Json
from moonrace.moment import Moment

REFERENCE: Json = {
    "body": "Moon",
    "note": (
        "These coordinates are on the Moon, not on the Earth. RFC 7946 has no member for that and means WGS 84: set the "
        "coordinate system by hand when you open this file."
    ),
    "name": "IAU Moon 2000, a sphere",
    "radius_km": query.MOON_RADIUS_KM,
    "longitude": "degrees, east positive, -180 to 180",
    "latitude": "degrees, north positive, planetocentric",
    "codes": ["ESRI:104903", "IAU_2015:30100"],
    "proj": "+proj=longlat +R=1737400 +no_defs",
}
"""The foreign member that states the ground of the coordinates."""


def collection(dataset: Dataset, as_of: Moment | None = None) -> Json:
    """Each mission's landing, or its impact, as a point; what has not been reached is marked `planned`."""
    features = [_feature(site) for site in query.sites(dataset.missions.values())]
    return {
        "type": "FeatureCollection",
        **jsonout.envelope(dataset, as_of, "features", features),
        "coordinate_reference": REFERENCE,
        "title": f"{dataset.meta.title}: sites on the Moon",
        "licence": dataset.meta.licence,
        "credit": dataset.meta.credit,
    }


def _feature(site: query.Site) -> Json:
    one = site.mission
    return {
        "type": "Feature",
        "id": one.id,
        "geometry": {"type": "Point", "coordinates": [site.longitude, site.latitude]},
        "properties": {
            **jsonout.site(site),
            "planned": site.event.planned,
            "status": one.status,
            "crewed": one.has_crew,
            "countries": list(one.countries),
            "agencies": list(one.agencies),
            "summary": one.summary or None,
        },
    }
