"""Coverage-guided: any text as a date, a zone and a name. Only BadMoment may come out, and what is read reads back as itself."""

import sys
from datetime import UTC, timedelta, timezone

import atheris

with atheris.instrument_imports(include=["moonrace"]):
    from moonrace.dates import Moment, read_zone
    from moonrace.errors import BadMoment
    from moonrace.names import fold, suggest

ZONES = [UTC, timezone(timedelta(hours=14)), timezone(timedelta(hours=-12))]
KNOWN = ["apollo11", "嫦娥6", "luna9"]


def one(data: bytes) -> None:
    """The three readers, over the same text."""
    text = data.decode("utf-8", "surrogateescape")
    try:
        moment = Moment(text)
    except BadMoment:
        pass
    else:
        assert Moment(moment.text) == moment
        assert moment.earliest is None or moment.latest is None or moment.earliest < moment.latest
        assert moment.is_past(moment) or moment.latest is None
        for zone in ZONES:
            assert moment.show(zone)
            assert moment.show_day(zone)
            assert moment.speak(zone)
            moment.in_zone(zone)
    try:
        offset, _ = read_zone(text)
        assert abs(offset) < timedelta(hours=15)
    except BadMoment:
        pass
    folded = fold(text)
    assert fold(folded) == folded or not folded.isascii()
    assert not any(char.isspace() for char in folded)
    if len(text) < 40:
        suggest(KNOWN, text)


atheris.Setup(sys.argv, one)
atheris.Fuzz()
