"""Pages that answer on one screen of 80 x 24: 23 lines and the prompt; what is left out is counted, and the count is right."""

import json
import re
from functools import cache

import pytest

from moonrace.dataset import Dataset

from .commands import ask

ROOM = 23
KINDS = {
    "people": "person", "countries": "country", "agencies": "agency", "programmes": "programme", "milestones": "milestone",
    "alliances": "alliance", "groups": "group",
}  # fmt: skip


@cache
def page(real: Dataset, *words: str) -> str:
    got = ask(*words, record=real, COLUMNS="80")
    assert (got.code, got.err) == (0, ""), words
    return got.out


@pytest.mark.parametrize("kind", KINDS)
def test_the_page_of_every_record_fits_one_screen(real: Dataset, kind: str) -> None:
    long = {key: len(page(real, KINDS[kind], key).splitlines()) for key in real.sections[kind]}
    assert {key: lines for key, lines in long.items() if lines > ROOM} == {}


def test_of_a_hundred_missions_ninety_five_fit_one_screen_and_so_do_the_best_known(real: Dataset) -> None:
    lines = {key: len(page(real, "mission", key).splitlines()) for key in real.missions}
    fitting = [key for key, number in lines.items() if number <= ROOM]
    assert len(fitting) >= 0.95 * len(lines)
    known = [
        *(f"apollo-{number}" for number in range(8, 18)), "luna-2", "luna-3", "luna-9", "luna-16", "luna-17", "luna-25",
        "chang-e-3", "chang-e-4", "chang-e-5", "chang-e-6", "chandrayaan-1", "chandrayaan-2", "chandrayaan-3", "slim",
        "beresheet", "artemis-i", "artemis-ii", "artemis-iii", "lro", "viper", "griffin-1", "danuri", "capstone",
    ]  # fmt: skip
    assert {key: lines[key] for key in known if lines[key] > ROOM} == {}


def left_out(text: str, noun: str) -> int:
    """How many the foot says are not shown."""
    found = re.search(rf"(\d+) more {noun}s?\b", " ".join(text.split()))
    return int(found[1]) if found else 0


def test_the_events_that_a_page_of_a_mission_leaves_out_are_counted(real: Dataset) -> None:
    wrong = {}
    for key, one in real.missions.items():
        text = page(real, "mission", key)
        labels = "|".join({event.type.replace("-", " ") for event in one.events})
        folded = re.sub("(lift|re|fly)-", r"\1", text.replace("EVA", "eva")).splitlines()
        shown = sum(bool(re.match(rf"(◇ )?(\S.*?)?\d{{4}}.*? {{2,}}({labels})( |$)", line)) for line in folded)
        hidden = sum(event.type != "heard" for event in one.events) - shown
        if left_out(text, "event") != hidden:
            wrong[key] = (left_out(text, "event"), hidden)
    assert wrong == {}


def test_the_other_readings_that_a_page_leaves_out_are_counted(real: Dataset) -> None:
    for key in real.missions:
        row = json.loads(ask("mission", key, "--json", record=real).out)["missions"][0]
        number = len(row["also"]) + sum(len(event["also"]) for event in row["events"])
        said = re.search(r"(\d+) other readings?\b", " ".join(page(real, "mission", key).split()))
        assert (int(said[1]) if said else 0) == number, key


@pytest.mark.parametrize(
    ("kind", "field"), [("countries", "countries"), ("agencies", "agencies"), ("programmes", "programme")]
)
def test_the_missions_that_a_page_leaves_out_are_counted(real: Dataset, kind: str, field: str) -> None:
    names = {one.name for one in real.missions.values()}
    for key, one in real.sections[kind].items():
        text = page(real, KINDS[kind], key)
        if not left_out(text, "mission"):
            continue
        wanted = one.iso2 if kind == "countries" else key
        of = [
            each for each in real.missions.values()
            if wanted in ((each.programme,) if field == "programme" else getattr(each, field))
            or (kind == "agencies" and wanted in each.partners)
        ]  # fmt: skip
        body = text.replace("\u00a0", " ").split("Sources ")[0]
        listed = {each.name for each in of if re.search(rf"(?<!\w){re.escape(each.name)}(?![\w-])", body)}
        assert names >= listed
        assert left_out(text, "mission") <= len(of), key
        assert left_out(text, "mission") >= len(of) - len(listed) - sum(each.scope == "part" for each in of), key


@pytest.mark.parametrize(
    "words", [("mission", "apollo-11"), ("mission", "chang-e-6"), ("country", "china"), ("agency", "nasa")]
)
def test_full_has_all_and_more_lines(real: Dataset, words: tuple[str, ...]) -> None:
    short, full = page(real, *words), page(real, *words, "--full")
    assert len(full.splitlines()) > len(short.splitlines())
    assert f"moonrace {words[1]} --full" in short
    assert "--full" not in full


def test_the_command_at_the_foot_shows_the_same_thing_in_full(real: Dataset) -> None:
    for kind, command in {"missions": "mission", **KINDS}.items():
        for key in [*real.sections[kind]][:6]:
            (typed,) = re.findall(r"^moonrace (\S+) --full", page(real, command, key), re.MULTILINE) or [None]
            if typed:
                results = json.loads(ask(typed, "--json", record=real).out)["results"]
                assert [(one["kind"], one["id"]) for one in results] == [(command, key)], typed


def test_a_page_names_its_sources_strongest_first_and_the_day_of_the_record(real: Dataset) -> None:
    for key in ("luna-25", "apollo-11", "chang-e-6", "artemis-ii"):
        text = page(real, "mission", key)
        assert f"record of {real.meta.data_date.text}" in text
        assert "\nSources  " in text
