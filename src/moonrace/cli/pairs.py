"""`mission` and `missions`, `agency` and `agencies` …: for each kind of record a command for one and a command for many.

A command is made when it is asked for, so that a look-up pays for one.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple, get_args

import click

from moonrace.cli.options import (
    LIMIT,
    PERIOD,
    Command,
    Decorator,
    command,
    complete,
    compose,
    filters,
    in_scope,
    option,
)
from moonrace.cli.output import Answer, Output
from moonrace.errors import BadValue, NotFound
from moonrace.records import SECTIONS

if TYPE_CHECKING:
    from moonrace.dataset import Dataset

MOST_READ = 4_000_000
"""Characters of names on stdin."""
MOST_WORDS = 16
"""Words that are cut into names without quotes."""


class Pair(NamedTuple):
    """What the two commands of a section have of their own: the rest of their help, their examples, and for the list its
    options, how its records are chosen, and which column it shows beside the usual ones.
    """

    about_one: str
    about_many: str
    one: str
    many: str
    options: Callable[[], tuple[Decorator, ...]] = lambda: ()
    choose: Callable[..., Iterable[Any]] | None = None
    beside: Callable[[dict[str, Any]], str] = lambda chosen: ""


def _missions(dataset: Dataset, scopes: tuple[str, ...], **chosen: Any) -> Iterable[Any]:
    from moonrace.query.missions import missions

    return missions(dataset, scopes=scopes, **chosen)


def _ordered_by(chosen: dict[str, Any]) -> str:
    from moonrace.query.missions import AMOUNTS

    return AMOUNTS.get(chosen["sort"], "")


def _mission_options() -> tuple[Decorator, ...]:
    from moonrace.query.missions import SORTS

    help_text = "What to order by: duration (of its work), mass and slips from the largest, latitude from the north."
    sort = option("--sort", type=click.Choice(SORTS), default="date", show_default=True, help=help_text)
    return *filters(), *PERIOD, sort, option("--reverse", is_flag=True, help="The other way round."), LIMIT


def _agencies(dataset: Dataset, kind: str | None, country: str | None) -> Iterable[Any]:
    iso2 = dataset.country(country).iso2 if country else None
    return _by_name(
        one for one in dataset.agencies.values() if kind in (None, one.kind) and iso2 in (None, one.country)
    )


def _agency_options() -> tuple[Decorator, ...]:
    from moonrace.records.parties import AgencyKind

    help_text = "Seated in this country."
    country = option("--country", metavar="NAME", shell_complete=complete("countries"), help=help_text)
    return option("--kind", type=click.Choice(get_args(AgencyKind)), help="Of this kind only."), country


def _people(dataset: Dataset, **chosen: Any) -> Iterable[Any]:
    from moonrace.query.people import people

    return people(dataset, **chosen)


def _people_options() -> tuple[Decorator, ...]:
    return (
        option("--walked", is_flag=True, help="Who walked on the Moon."),
        option("--flew", is_flag=True, help="Who flew to the Moon."),
        option("--country", metavar="NAME", shell_complete=complete("countries"), help="Who flies for it."),
        option("--mission", metavar="NAME", shell_complete=complete("missions"), help="The crew of it."),
    )


def _milestones(dataset: Dataset, kind: str | None) -> Iterable[Any]:
    from moonrace.query.timeline import milestones

    return milestones(dataset, kind)


def _milestone_options() -> tuple[Decorator, ...]:
    from moonrace.records.documents import MilestoneKind

    return (option("--kind", type=click.Choice(get_args(MilestoneKind)), help="Of this kind only."),)


def _by_name(records: Iterable[Any]) -> list[Any]:
    from moonrace.names import fold

    return sorted(records, key=lambda one: fold(one.name))


PAIRS = {
    "missions": Pair(
        """A NAME may be an id, a name in any script, an alias or a COSPAR id; case, accents, hyphens and Roman numerals do not
        matter. With - names are read from stdin, one a line; each mission is then shown once.""",
        """The missions that were meant to reach the Moon, unless --scope says more. --outcome and --status also take plain
        words: flown (was launched), orbited, landed (softly), crashed (hit the Moon in an attempt to land), returned (to Earth),
        lost (failed before it came to the Moon), failed, succeeded, active (operating or in flight), upcoming (planned),
        canceled, completed (ended). A period goes by the launch; what was cancelled or paused before is in none, unless --status
        asks for it.""",
        """
moonrace mission chang-e-6
moonrace mission CE-6 --sources
moonrace mission luna-9 surveyor-1
moonrace mission apollo-11 --json | jq '.missions[0].events'
moonrace missions --kind lander --fields id | tail -n +2 | moonrace mission - --json
""",
        """
moonrace missions --agency cnsa --kind lander
moonrace missions --since 2023 --outcome crashed
moonrace missions --launcher "falcon 9" --year 2024
moonrace missions --sort mass --limit 5
moonrace missions --scope all --crewed
moonrace missions --format csv > missions.csv
""",
        _mission_options,
        _missions,
        _ordered_by,
    ),
    "people": Pair(
        "Crews that he or she was or is in, with the role and the hours; who walked on the Moon.",
        "Who flew, and who is named for a flight to come.",
        "moonrace person neil armstrong\nmoonrace person cernan --json",
        "moonrace people --walked\nmoonrace people --country canada\nmoonrace people --mission artemis-ii --json",
        _people_options,
        _people,
    ),
    "agencies": Pair(
        "Who it is, what it joined, what it flew and took part in.",
        "With how many missions each launched towards the Moon.",
        "moonrace agency cnsa\nmoonrace agency Intuitive Machines --json",
        "moonrace agencies\nmoonrace agencies --kind company\nmoonrace agencies --country japan --json",
        _agency_options,
        _agencies,
    ),
    "countries": Pair(
        "And its agencies. NAME may be an ISO code.",
        "How many missions each launched towards the Moon, and what it joined and when.",
        "moonrace country angola\nmoonrace country JP\nmoonrace country soviet union",
        "moonrace countries\nmoonrace countries --format csv",
    ),
    "programmes": Pair(
        "The sums are counted from the missions in the record; parts do not count beside the mission that carried them.",
        "With what the missions of each add up to.",
        "moonrace programme apollo\nmoonrace programme 嫦娥工程 --json",
        "moonrace programmes\nmoonrace programmes --format csv",
    ),
    "alliances": Pair(
        "Instrument, principles, events, growth, members.",
        "With how many have joined each.",
        "moonrace alliance artemis-accords\nmoonrace alliance ILRS --as-of 2022",
        "moonrace alliances\nmoonrace alliances --as-of 2020-12-31",
        choose=lambda dataset: dataset.alliances.values(),
    ),
    "groups": Pair(
        "As of any day with --as-of. `signatories --group NAME` has what its members joined, with the days.",
        "Names for `signatories --group`, with how many of each are in the Artemis Accords and in the ILRS.",
        "moonrace group eu\nmoonrace group european union --as-of 2019-12-31",
        "moonrace groups\nmoonrace groups --json",
    ),
    "milestones": Pair(
        "What it is, its dates, whether it is in force.",
        "In order of their first date.",
        "moonrace milestone outer-space-treaty\nmoonrace milestone Wolf Amendment --sources",
        "moonrace milestones\nmoonrace milestones --kind treaty --json",
        _milestone_options,
        _milestones,
    ),
}  # fmt: skip


@cache
def __getattr__(name: str) -> Command:
    for kind, pair in PAIRS.items():
        if name == kind:
            return _many(kind, pair)
        if name == SECTIONS[kind].singular:
            return _one(kind, pair)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def _one(kind: str, pair: Pair) -> Command:
    section = SECTIONS[kind]
    answer = Answer(kind)

    def one(output: Output, names: tuple[str, ...]) -> None:
        found = find(output.dataset, kind, names)
        if len(found) == 1:
            output.one(answer, found[0])
        elif kind == "missions":
            output.facts(answer, found, "cards.compare", found)
        elif kind == "countries":
            output.facts(answer, found, "countries.compare", found)
        else:
            output.facts(answer, found, "cards.several", section.singular, found)

    one.__doc__ = pair.about_one
    argument = click.argument("names", nargs=-1, required=True, metavar="NAME...", shell_complete=complete(kind))
    return command(section.singular, answer, examples=pair.one)(argument(one))


def _many(kind: str, pair: Pair) -> Command:
    answer = Answer(kind)

    def many(output: Output, **chosen: Any) -> None:
        dataset = output.dataset
        empty = f"No {SECTIONS[kind].singular} matches."
        if pair.choose and "scopes" in chosen:
            scopes, limit = chosen.pop("scopes"), chosen.pop("limit")
            choose = pair.choose
            every_one, beyond = in_scope(scopes, lambda them: choose(dataset, scopes=them, **chosen))
            rows, beside = every_one[:limit], pair.beside(chosen)
            page = ("tables.table", kind, rows, answer.shape, (), "", beside) if beside else ()
            output.show(answer, rows, *page, empty=empty, beyond=beyond)
            return
        found = pair.choose(dataset, **chosen) if pair.choose else _by_name(dataset.sections[kind].values())
        output.show(answer, list(found), empty=empty)

    many.__doc__ = pair.about_many
    return command(kind, answer, examples=pair.many)(compose(*pair.options())(many))


def find(dataset: Dataset, kind: str, names: tuple[str, ...]) -> list[Any]:
    """The record of each name; `-` stands for names read from stdin, one a line. Names need no quotes: all words are tried
    as one name first, then each as a name, then the only way to cut them into names. Raises NotFound; UsageError where there are
    several ways.
    """
    records, together = dataset.sections[kind], " ".join(names)
    if "-" in names:
        given = [one for name in names for one in (_given() if name == "-" else [name])]
        return [records[key] for key in dict.fromkeys(dataset.find(kind, one) for one in given)]
    if len(names) > 1 and dataset.knows(kind, together):
        return [records[dataset.find(kind, together)]]
    known = [dataset.knows(kind, name) for name in names]
    if 1 < len(names) <= MOST_WORDS and not all(known) and (cuts := _cuts(dataset, kind, names)):
        if len(cuts) > 1:
            ways = " or ".join(" ".join(f"'{name}'" if " " in name else name for name in cut) for cut in cuts[:3])
            raise click.UsageError(f"these words are names in more than one way: write {ways}")
        names = cuts[0]
    elif len(names) > 1 and not any(known):
        raise _unknown(dataset, kind, together)
    return [records[dataset.find(kind, name)] for name in names]


def _cuts(dataset: Dataset, kind: str, words: tuple[str, ...]) -> list[tuple[str, ...]]:
    """Every way to cut words into names of a kind."""
    if not words:
        return [()]
    heads = (number for number in range(1, len(words) + 1) if dataset.knows(kind, " ".join(words[:number])))
    return [(" ".join(words[:number]), *rest) for number in heads for rest in _cuts(dataset, kind, words[number:])]


def _unknown(dataset: Dataset, kind: str, name: str) -> NotFound:
    try:
        dataset.find(kind, name)
    except NotFound as error:
        return error
    raise AssertionError("a name is known or not")


def _given() -> list[str]:
    """The names on stdin; none where it is closed. Raises BadValue for anything but names."""
    try:
        text = sys.stdin.read(MOST_READ + 1) if sys.stdin else ""
    except UnicodeDecodeError:
        raise BadValue("stdin is not text") from None
    if len(text) > MOST_READ:
        raise BadValue("there is more on stdin than names: write one a line")
    return list(dict.fromkeys(filter(None, map(str.strip, text.splitlines()))))
