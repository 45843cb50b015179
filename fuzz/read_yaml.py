"""Coverage-guided: any bytes as a data file, by themselves and laid over the small record. Only BadData may come out of it."""

import contextlib
import sys
import tempfile
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["moonrace"]):
    from moonrace import loading
    from moonrace.errors import UNSEEN, BadData
    from moonrace.loading import reader, rules

SMALL = str(Path(__file__).parent.parent / "tests" / "small" / "record.yaml")
BASE = loading.load(SMALL)
FILE = Path(tempfile.mkdtemp()) / "a.yaml"


def one(data: bytes) -> None:
    """Reads the bytes twice, and holds what was read to the rules."""
    FILE.write_bytes(data)
    for base in (None, BASE):
        with contextlib.suppress(BadData):
            located = reader.read({str(FILE): reader.bytes_of(str(FILE))}, base)
            found = located.problems or list(rules.check(located, unused=base is None))
            assert all(problem.line > 0 and problem.message for problem in found)
            if not found:
                texts = " ".join(name for kind in located.dataset.index.values() for name in kind)
                assert not set(texts) & set(map(chr, range(32))), UNSEEN


atheris.Setup(sys.argv, one)
atheris.Fuzz()
