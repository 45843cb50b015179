"""Oracles of time and counts on the real record: they read JSON and its bounds, and share no rule with the code.

As of a day, the answers hold what was so by its end: nothing that began later, and all that had happened.
"""

import json
import random
import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from typing import Any

import pytest

from moonrace.as_of import as_of
from moonrace.dataset import Dataset
from moonrace.dates import Moment
from moonrace.export import json as written

from .commands import ask, real_lines

DAYS = [
    "1958-12-31", "1959-09-14", "1962-12-31", "1966-02-05", "1967-04-20", "1969-07-15", "1969-07-20", "1970-11-17", "1972-12-14",
    "1976-08-25", "1990-03-20", "1994-05-10", "1998-03-05", "2004-01-14", "2007-12-31", "2008-12-31", "2010-06-30", "2013-01-01",
    "2015-06-30", "2018-12-31", "2019-09-30", "2020-10-13", "2020-12-31", "2021-12-31", "2022-11-16", "2023-08-23", "2024-06-30",
    "2024-12-31", "2025-06-30", "2026-04-10",
]  # fmt: skip
Json = dict[str, Any]


def exported(dataset: Dataset, day: str | None) -> Json:
    """The whole record as its JSON export, as of a day."""
    when = Moment(day) if day else None
    then = as_of(dataset, when) if when else dataset
    found: Json = json.loads(written.export(then, when, lambda: None))
    return found


def by_id(document: Json, section: str) -> dict[str, Json]:
    return {row["id"]: row for row in document[section]}


def is_over(dated: Json, day: str) -> bool:
    """Its last instant lies before the end of the day."""
    end = (date.fromisoformat(day) + timedelta(days=1)).isoformat()
    return dated["latest"] is not None and dated["latest"] <= f"{end}T00:00:00Z"


def happened(document: Json) -> set[tuple[str, str, str]]:
    """What the document says has happened: record, type and date of each event."""
    return {
        (section + "/" + row["id"], event["type"], event["when"])
        for section in ("missions", "alliances", "milestones")
        for row in document[section]
        for event in row["events"]
        if not event["planned"]
    }


def without_new(document: Json, day: str) -> Json:
    """The document without what the record says of its last day, and without its own log."""
    skipped = {"as_of", "changes", "sources", "publishers"}
    return {key: value for key, value in document.items() if key not in skipped}


def differences(one: Any, other: Any, path: str = "") -> Iterator[str]:
    """The paths at which two JSON values differ."""
    if isinstance(one, dict) and isinstance(other, dict):
        for key in sorted({*one, *other}):
            yield from differences(one.get(key), other.get(key), f"{path}/{one.get('id') or ''}.{key}")
    elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        for number, pair in enumerate(zip(one, other, strict=True)):
            yield from differences(*pair, f"{path}[{number}]")
    elif one != other:
        yield f"{path}: {str(one)[:80]} != {str(other)[:80]}"


def test_on_the_eve_nothing_differs_but_what_the_last_day_brought(real: Dataset) -> None:
    today = str(real.meta.data_date)
    eve = (date.fromisoformat(today) - timedelta(days=1)).isoformat()
    of_today = [path for path in happened(exported(real, None)) if path[2].startswith(today)]
    found = differences(without_new(exported(real, None), today), without_new(exported(real, eve), today))
    touched = {record.partition("/")[2] for record, _, _ in of_today}
    left = [path for path in found if not any(f"/{one}." in path for one in touched)]
    assert left == []


@cache
def _days() -> list[str]:
    chosen = random.Random(12)
    first, last = date(1958, 1, 1), date(2026, 10, 8)
    return sorted((first + timedelta(days=chosen.randrange((last - first).days))).isoformat() for _ in range(100))


def test_what_had_happened_by_one_day_had_happened_by_every_later_one(real: Dataset) -> None:
    whole = exported(real, None)
    known = {
        (f"{section}/{row['id']}", event["type"], event["when"]): event
        for section in ("missions", "alliances", "milestones")
        for row in whole[section]
        for event in row["events"]
        if not event["planned"]
    }
    before: set[tuple[str, str, str]] = set()
    for day in _days():
        found = happened(exported(real, day))
        assert found == {key for key, event in known.items() if is_over(event, day)}, day
        assert before <= found
        before = found


def test_members_of_a_day_are_those_who_had_joined_and_not_left(real: Dataset) -> None:
    whole = exported(real, None)
    for day in _days()[::4]:
        then = by_id(exported(real, day), "alliances")
        for alliance in whole["alliances"]:
            expected = {
                member["name"]
                for member in alliance["members"]
                if member["joined"]
                and is_over(member["joined"], day)
                and not (member["left"] and is_over(member["left"], day))
            }
            found = {one["name"] for one in then[alliance["id"]]["members"]} if alliance["id"] in then else set()
            assert found == expected, (day, alliance["id"])


# A year after the day is later, wherever it is written: in a value or in a sentence. What was announced is what plans were.
_YEAR = re.compile(r"(?<![\d.,-])(?:19[5-9]|20[0-4])\d(?![\d]|[.,]\d| (?:km|m|kg|g)\b)")
_BIBLIOGRAPHY = {"sources", "publishers", "links", "url", "copy", "via", "read", "published", "cited_by", "id", "date"}
_ENVELOPE = {"data_date", "meta", "changes", "readings", "features", "claims", "latest"}
# Texts that say what was then ahead, and the name of a rocket.
_AHEAD = (
    "H-IIA 2022", "budget for 2009", "budget request for 2011", "by 2020", "by 2024", "landing in 2024", "to 2025, construction",
    "before 2030", "Mission extended to", "by 2036", "by 2030", "by 2028", "reactor for the lunar surface by",
    "docking test in Earth orbit in 2027", "try out the landing is to fly",
)  # fmt: skip


def later(value: Any, year: int, path: str = "") -> Iterator[str]:
    """The paths of texts that contain a year after `year`; sources, announced targets and plans apart."""
    if isinstance(value, dict):
        if value.get("planned") or value.get("flown") is False:
            return
        for key, inner in value.items():
            if key not in _BIBLIOGRAPHY and key not in _ENVELOPE and key != "targets":
                yield from later(inner, year, f"{path}/{value.get('id') or ''}.{key}")
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from later(inner, year, f"{path}[{number}]")
    elif isinstance(value, str) and any(int(found) > year for found in _YEAR.findall(value)):
        if any(phrase in value for phrase in _AHEAD):
            return
        yield f"{path}: {value[:110]}"


@pytest.mark.parametrize("day", DAYS)
def test_nothing_in_the_record_of_a_day_is_later(real: Dataset, day: str) -> None:
    assert list(later(exported(real, day), int(day[:4]))) == []


@pytest.mark.parametrize(
    ("mission", "day", "status"),
    [
        ("luna-9", "1966-02-05", "operating"),
        ("luna-9", "1966-02-07", "ended"),
        ("apollo-13", "1970-04-14", "in-flight"),
        ("chandrayaan-1", "2013-01-01", "ended"),
        ("danuri", "2026-10-08", "operating"),
        ("selene-2", "2026-10-08", "cancelled"),
        ("selene-2", "2014-12-31", "planned"),
        ("lunar-a", "2026-10-08", "cancelled"),
        ("gateway", "2026-03-23", "planned"),
        ("gateway", "2026-10-08", "paused"),
        ("resource-prospector", "2018-04-22", "planned"),
        ("chang-e-5", "2021-01-31", "operating"),
        ("chandrayaan-2", "2019-12-31", "operating"),
        ("chandrayaan-2-vikram", "2019-12-31", "ended"),
        ("grail", "2012-12-18", "ended"),
    ],
)
def test_the_status_of_a_day_is_what_was_so(real: Dataset, mission: str, day: str, status: str) -> None:
    assert as_of(real, Moment(day)).missions[mission].status == status


def test_craft_that_worked_then_work_then(real: Dataset) -> None:
    then = as_of(real, Moment("2008-12-31")).missions.values()
    at_the_moon = {one.id for one in then if one.status == "operating" and one.scope in ("lunar", "part")}
    assert at_the_moon == {"kaguya", "okina", "ouna", "chang-e-1", "chandrayaan-1"}


@pytest.mark.parametrize(
    ("words", "day", "said", "not_said"),
    [
        ("mission artemis-ii", "2024-12-31", "Artemis II", "Integrity"),
        ("programme apollo", "1969-07-15", "Apollo", "Six landings"),
        ("agency nasa", "1969-07-15", "NASA", "Isaacman"),
        ("mission viper", "2021-01-01", "VIPER", "New Glenn"),
        ("mission gateway", "2020-12-31", "Gateway", "Falcon Heavy"),
        ("agencies", "1969-07-20", "NASA", "SpaceX"),
        ("agencies", "1969-07-20", "NASA", "Firefly"),
        ("country soviet-union", "1969-07-20", "Soviet Union", r"former state|former\W+(yes|true)|[Rr]ussia"),
        ("next --scope all", "2026-10-08", "Artemis III", "LUNAR-A"),
        ("missions --since 2025 --until 2027", "2024-12-31", "Artemis III", "docking"),
        ("alliance moon-agreement", "2013-12-31", "Saudi Arabia", "withdrawal"),
    ],
)
def test_a_page_of_a_day_says_nothing_later(real: Dataset, words: str, day: str, said: str, not_said: str) -> None:
    for form in ("table", "plain", "json", "yaml", "markdown"):
        ran = ask(*words.split(), "--as-of", day, "--format", form, record=real)
        assert ran.code == 0, ran.err
        assert said in ran.out or form not in ("table", "json")
        # The ids of sources are made of what sources say, and are no words of the record.
        text = re.sub(r"[a-z0-9]+(?:-[a-z0-9]+)+", lambda one: "" if one[0] in real.sources else one[0], ran.out)
        assert not re.search(not_said, text), (form, words)


def test_artemis_iii_was_the_landing(real: Dataset) -> None:
    then = as_of(real, Moment("2024-12-31")).missions["artemis-iii"]
    assert (then.scope, [(one.type, one.planned, str(one.when)) for one in then.events]) == (
        "lunar", [("landing", True, "2027")],
    )  # fmt: skip


@pytest.mark.parametrize("day", DAYS[::6])
def test_no_command_says_anything_later(real: Dataset, day: str) -> None:
    for words in real_lines():
        if words[0] in ("sources", "source", "changes", "about", "counts", "check") or "--as-of" in words:
            continue
        ran = ask(*words, "--as-of", day, "--json", record=real)
        if ran.code == 0:
            document = json.loads(ran.out)
            if words[0] == "today":
                assert document.pop("day") == words[1]  # what was asked for
            if words[0] == "next":  # what comes is planned, and its dates lie ahead
                document["next"] = [_undated(row) for row in document["next"]]
            if words[0] == "search":  # a source is what was written since, too
                document["hits"] = [hit for hit in document["hits"] if hit["kind"] not in ("source", "publisher")]
            for one in document.get("references", ()):
                del one["note"]  # the version of the record, as the text has it
                one["text"] = re.sub(r"record of [\d-]+(, corrected to [\d-]+)?", "", one["text"])
            assert list(later(document, int(day[:4]))) == [], words


def _undated(row: Json) -> Json:
    return {key: value for key, value in row.items() if key not in ("when", "earliest", "latest")}
