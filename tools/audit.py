"""A seeded sample of readings, to be opened again at their addresses: `python tools/audit.py SEED [NUMBER]` in a checkout.

Each line has a value of the record, the source that states it, the words in which it does, and where to find it. Whoever opens it
again writes one of four words behind it: confirmed, vaguer, contradicted, not found again. The results are in docs/facts.md.
"""

import random
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "src"))

from moonrace import ground, loading  # noqa: E402
from moonrace.dataset import Dataset  # noqa: E402
from moonrace.records.documents import Reading  # noqa: E402


def sample(dataset: Dataset, seed: int, number: int) -> list[Reading]:
    """So many readings, the same ones for the same record and seed, in the order of their ids."""
    chosen = random.Random(seed).sample(sorted(dataset.readings.values(), key=lambda one: one.id), number)
    return sorted(chosen, key=lambda one: one.id)


def value(dataset: Dataset, reading: Reading) -> str:
    """What the record has: the dates of the events of that type, or the field."""
    records = [found[reading.record] for found in dataset.sections.values() if reading.record in found]
    said = []
    for record in records:
        kind = reading.field.split()[0]
        for event in getattr(record, "events", ()):
            if event.type == kind:
                place = (
                    f" at {event.place.latitude}, {event.place.longitude}"
                    if event.place and event.place.is_located
                    else ""
                )
                said.append(f"{event.when}{place}")
        members = [
            one for one in getattr(record, "members", ()) if getattr(one, "country", None) == reading.field.split()[-1]
        ]
        said += [f"{getattr(one, 'party', one.country)} {one.joined}" for one in members]
        field: Any = getattr(record, reading.field, None)
        said += [str(getattr(field, "value", field))] if field else []
    return "; ".join(said)[:200]


def main() -> None:
    """Print the sample as a table with tabs."""
    seed, number = int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 100
    dataset = loading.load_folder(str(ROOT / "data"))
    print("id", "record", "field", "value", "source", "standing", "printed", "url", "copy", "via", sep="\t")
    for one in sample(dataset, seed, number):
        source = dataset.sources[one.source]
        grade = ground.standing(dataset.sections, source)
        print(
            one.id, one.record, one.field, value(dataset, one), one.source, grade, one.printed, source.url or "",
            source.copy or "", source.via or "", sep="\t",
        )  # fmt: skip


if __name__ == "__main__":
    main()
