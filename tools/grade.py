"""How well the record stands on its sources: `python tools/grade.py [--weak]` in a checkout.

A source is worth its own `standing`, else that of its publisher. Headline values are what a reader would quote: launches, orbit
insertions, fly-bys, landings, impacts, lift-offs and returns that happened, coordinates of landings and impacts, crews, sample
masses, and who joined the Accords and the ILRS. Two sources are of separate origin unless one is derived from the other or
both from a third.
"""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "src"))

from moonrace import ground, loading  # noqa: E402
from moonrace.dataset import Dataset  # noqa: E402
from moonrace.ground import STRONG, WEAK  # noqa: E402


class Value(NamedTuple):
    """A value of the record and the ids of its sources."""

    group: str
    record: str
    field: str
    sources: tuple[str, ...]


def headline(dataset: Dataset) -> Iterator[Value]:
    """What a reader would quote."""
    for record in (*dataset.missions.values(), *dataset.alliances.values()):
        for name, sources, _ in ground.headline(record):
            kind = "coordinates" if name.endswith("place") else name.split()[0]
            yield Value(f"joining {record.id}" if kind == "member" else kind, record.id, name, sources)


def others(dataset: Dataset) -> Iterator[Value]:
    """Every value with sources, and the plans apart."""
    for kind, records in dataset.sections.items():
        for record in records.values():
            for path, keys in ground.sourced(record) if hasattr(record, "sources") else ():
                if keys:
                    yield Value("all", record.id, path, keys)
                    if kind == "missions" and ".targets[" in path:
                        yield Value("plans", record.id, path, keys)


def origins(dataset: Dataset, keys: tuple[str, ...]) -> int:
    """How many sources of separate origin there are."""
    return len({dataset.sources[key].derived_from or key for key in keys})


def main() -> None:
    """Print the table, or with --weak every headline value that has no strong source."""
    dataset = loading.load_folder(str(ROOT / "data"))
    values = list(headline(dataset))
    if "--weak" in sys.argv:
        for one in values:
            if not any(ground.standing(dataset.sections, dataset.sources[key]) in STRONG for key in one.sources):
                print(
                    one.record,
                    one.field,
                    *(f"{key}:{ground.standing(dataset.sections, dataset.sources[key])}" for key in one.sources),
                    sep="\t",
                )
        return
    print("value\tn\tstrong %\tweak only %\ttwo origins %")
    rows = values + [one._replace(group="HEADLINE") for one in values] + list(others(dataset))
    for group in dict.fromkeys(one.group for one in rows):
        found = [one for one in rows if one.group == group]
        strong = sum(
            any(ground.standing(dataset.sections, dataset.sources[key]) in STRONG for key in one.sources)
            for one in found
        )
        weak = sum(
            all(ground.standing(dataset.sections, dataset.sources[key]) in WEAK for key in one.sources) for one in found
        )
        two = sum(origins(dataset, one.sources) > 1 for one in found)
        print(group, len(found), *(f"{100 * part / len(found):.1f}" for part in (strong, weak, two)), sep="\t")


if __name__ == "__main__":
    main()
