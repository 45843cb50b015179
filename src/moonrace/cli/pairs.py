"""`mission` and `missions`, `agency` and `agencies` …: for each kind of record a command for one and a command for many.

A command is made when it is asked for, so that a look-up pays for one.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple, get_args

import click

from moonrace.cli.options import LIMIT, PERIOD, Command, Decorator, command, compose, filters, in_scope, option
from moonrace.cli.output import Answer, Output
from moonrace.cli.tab import complete
from moonrace.errors import BadValue
from moonrace.records import SECTIONS

if TYPE_CHECKING:
    from moonrace.dataset import Dataset

MOST_READ = 4_000_000
"""The most characters that are read from stdin."""
MOST_WORDS = 16
"""The most words that are split into names without quotes."""


class Pair(NamedTuple):
    """What the two commands of a section do not share with other sections: help and examples of both, and for the list its
    options, the selection of records, an extra column, and a note in the foot.
    """

    about_one: str
    about_many: str
    one: str
    many: str
    options: Callable[[], tuple[Decorator, ...]] = lambda: ()
    choose: Callable[..., Iterable[Any]] | None = None
    beside: Callable[[dict[str, Any]], str] = lambda chosen: ""
    note: Callable[[dict[str, Any]], str] = lambda chosen: ""


def _missions(dataset: Dataset, scopes: tuple[str, ...], **chosen: Any) -> Iterable[Any]:
    from moonrace.query.missions import missions

    return missions(dataset, scopes=scopes, **chosen)


def _dated(chosen: dict[str, Any]) -> str:
    """The note that periods are periods of launch, for a list by outcome or status."""
    is_period, is_end = chosen["since"] or chosen["until"], chosen["outcomes"] or chosen["statuses"]
    return "periods go by the launch date" if is_period and is_end else ""


def _ordered_by(chosen: dict[str, Any]) -> str:
    from moonrace.query.missions import AMOUNTS

    return AMOUNTS.get(chosen["sort"], "")


def _mission_options() -> tuple[Decorator, ...]:
    from moonrace.query.missions import SORTS

    help_text = "Order by date, duration of the work, mass, slips (largest first) or latitude (north first)."
    sort = option("--sort", type=click.Choice(SORTS), default="date", show_default=True, help=help_text)
    return *filters(), *PERIOD, sort, option("--reverse", is_flag=True, help="Reverse the order."), LIMIT


def _agencies(dataset: Dataset, kind: str | None, country: str | None) -> Iterable[Any]:
    iso2 = dataset.country(country).iso2 if country else None
    return _by_name(
        agency for agency in dataset.agencies.values() if kind in (None, agency.kind) and iso2 in (None, agency.country)
    )


def _agency_options() -> tuple[Decorator, ...]:
    from moonrace.records.parties import AgencyKind

    help_text = "Based in this country."
    country = option("--country", metavar="NAME", shell_complete=complete("countries"), help=help_text)
    return option("--kind", type=click.Choice(get_args(AgencyKind)), help="Only of this kind."), country


def _people(dataset: Dataset, **chosen: Any) -> Iterable[Any]:
    from moonrace.query.people import people

    return people(dataset, **chosen)


def _people_options() -> tuple[Decorator, ...]:
    return (
        option("--walked", is_flag=True, help="Only those who walked on the Moon."),
        option("--flew", is_flag=True, help="Only those who have flown to the Moon."),
        option(
            "--country",
            metavar="NAME",
            shell_complete=complete("countries"),
            help="Only those who fly for this country.",
        ),
        option("--mission", metavar="NAME", shell_complete=complete("missions"), help="Only the crew of this mission."),
    )


def _milestones(dataset: Dataset, kind: str | None) -> Iterable[Any]:
    from moonrace.query.timeline import milestones

    return milestones(dataset, kind)


def _milestone_options() -> tuple[Decorator, ...]:
    from moonrace.records.documents import MilestoneKind

    return (option("--kind", type=click.Choice(get_args(MilestoneKind)), help="Only of this kind."),)


def _by_name(records: Iterable[Any]) -> list[Any]:
    from moonrace.names import fold

    return sorted(records, key=lambda one: fold(one.name))


PAIRS = {
    "missions": Pair(
        """One mission on a page, or several side by side.

        NAME is an id, a name in any script, an alias or a COSPAR id; case, accents, hyphens and Roman numerals do not matter,
        and no quotes are needed. With - names are read from stdin, one per line, and each mission is shown once.""",
        """All missions meant to reach the Moon, with filters.

        --scope adds fly-bys, tests and context. --outcome and --status also take plain words: flown (was launched), orbited,
        landed (softly), crashed (hit the Moon while trying to land), returned (to Earth), lost (failed before reaching the
        Moon), failed, succeeded, active (operating or in flight), upcoming (planned), canceled, completed (ended). Periods go by
        the launch date; a mission cancelled or paused before launch falls in no period unless --status asks for it.""",
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
        _dated,
    ),
    "people": Pair(
        "One person: flights, roles, hours and moonwalks.",
        "The crews of this record: flights to the Moon, flights before and beside them, and those planned.",
        "moonrace person neil armstrong\nmoonrace person cernan --json",
        "moonrace people --walked\nmoonrace people --country canada\nmoonrace people --mission artemis-ii --json",
        _people_options,
        _people,
    ),
    "agencies": Pair(
        "One agency, company or institute: what it flew, took part in and joined.",
        "Agencies, companies and institutes, with the number of missions each has launched to the Moon.",
        "moonrace agency cnsa\nmoonrace agency Intuitive Machines --json",
        "moonrace agencies\nmoonrace agencies --kind company\nmoonrace agencies --country japan --json",
        _agency_options,
        _agencies,
    ),
    "countries": Pair(
        """One country: what it joined and when, what it flew and plans, and its agencies.

        NAME is a name in any script or an ISO code. Several countries are shown side by side.""",
        "Countries, with the number of missions each has launched to the Moon, what each has joined, and when.",
        "moonrace country angola\nmoonrace country JP\nmoonrace country soviet union",
        "moonrace countries\nmoonrace countries --format csv",
    ),
    "programmes": Pair(
        """One programme: its missions, with totals.

        Totals are counted from the missions in the record; a rover or probe is not counted beside the mission that carried
        it.""",
        "Programmes, with launches, landings, crews and samples added up.",
        "moonrace programme apollo\nmoonrace programme 嫦娥工程 --json",
        "moonrace programmes\nmoonrace programmes --format csv",
    ),
    "alliances": Pair(
        "One alliance: how many have joined, the latest, growth by year and by region, principles.\n\n--full names every member.",
        "Alliances, with the number of members in each.",
        "moonrace alliance artemis-accords\nmoonrace alliance ILRS --as-of 2022",
        "moonrace alliances\nmoonrace alliances --as-of 2020-12-31",
        choose=lambda dataset: dataset.alliances.values(),
    ),
    "groups": Pair(
        """One group of states, such as the EU or BRICS: its members, and what they have joined.

        `moonrace signatories --group NAME` has the day on which each member joined.""",
        "Groups of states, with how many members of each are in the Artemis Accords and in the ILRS.",
        "moonrace group eu\nmoonrace group european union --as-of 2019-12-31",
        "moonrace groups\nmoonrace groups --json",
    ),
    "milestones": Pair(
        "One treaty, law, directive or announcement: what it says, its dates, and whether it is in force.",
        "Treaties, laws, directives and announcements, by date.",
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
            output.facts(answer, found, "beside.of_missions", found)
        elif kind == "countries":
            output.facts(answer, found, "beside.of_countries", found)
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
            every_one, beyond = in_scope(scopes, lambda scopes: choose(dataset, scopes=scopes, **chosen))
            rows, beside, note = every_one[:limit], pair.beside(chosen), pair.note(chosen)
            page = ("tables.table", kind, rows, answer.shape, (), "", beside, note) if beside or note else ()
            output.show(answer, rows, *page, empty=empty, beyond=beyond)
            return
        found = pair.choose(dataset, **chosen) if pair.choose else _by_name(dataset.sections[kind].values())
        output.show(answer, list(found), empty=empty)

    many.__doc__ = pair.about_many
    return command(kind, answer, examples=pair.many)(compose(*pair.options())(many))


def find(dataset: Dataset, kind: str, names: tuple[str, ...]) -> list[Any]:
    """The record of each name; `-` reads names from stdin, one per line.

    Names need no quotes: all words are tried as one name, then each word as a name, then the words are split into names. Raises
    NotFound, or UsageError if there are several ways to split them.
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
        names = (together,)
    return [records[dataset.find(kind, name)] for name in names]


def _cuts(dataset: Dataset, kind: str, words: tuple[str, ...]) -> list[tuple[str, ...]]:
    """Every way to cut words into names of a kind."""
    if not words:
        return [()]
    heads = (number for number in range(1, len(words) + 1) if dataset.knows(kind, " ".join(words[:number])))
    return [(" ".join(words[:number]), *rest) for number in heads for rest in _cuts(dataset, kind, words[number:])]


def _given() -> list[str]:
    """The names on stdin; none if it is closed. Raises BadValue if it does not hold names."""
    try:
        text = sys.stdin.read(MOST_READ + 1) if sys.stdin else ""
    except UnicodeDecodeError:
        raise BadValue("stdin is not text") from None
    if len(text) > MOST_READ:
        raise BadValue("there is more on stdin than names: write one a line")
    return list(dict.fromkeys(filter(None, map(str.strip, text.splitlines()))))
