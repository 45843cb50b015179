"""Command lines that went wrong: what is suggested is a whole command, which works when it is pasted."""

import re
import shlex

import pytest

from moonrace.cli import COMMANDS, TAKES_VALUE, tab
from moonrace.cli.options import PICTURE, SHARED, compose
from moonrace.dataset import Dataset
from moonrace.query import lookup

from .commands import ask, command


def suggested(message: str) -> list[str]:
    """The commands that a message suggests."""
    found = re.search(r"(?:; try|: (?=moonrace \S)| Try) ?(moonrace .*)$", message.strip().removeprefix("moonrace: "))
    return found[1].split(" or ") if found else []


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("mission lunna-25", "moonrace mission luna-25"),
        ("mission lunna 25", "moonrace mission luna-25"),
        ("mission 'lunna 25' --json", "moonrace mission luna-25 --json"),
        ("mission CE-6 lunna-25 -f plain", "moonrace mission CE-6 luna-25 -f plain"),
        ("slips lunna 25", "moonrace slips luna-25"),
        ("map chagne-6", "moonrace map chang-e-6"),
        ("cite lunna-25", "moonrace cite luna-25"),
        ("mission nasa", "moonrace agency nasa"),
        ("mission nassa", "moonrace agency nasa"),
        ("mission NASA --csv", "moonrace agency nasa --csv"),
        ("slips nasa", "moonrace agency nasa"),
        ("missions --agency cnas", "moonrace missions --agency cnsa"),
        ("missions --agency=cnas --json", "moonrace missions --agency=cnsa --json"),
        ("missions --programme nasa", "moonrace missions --agency nasa"),
        ("missions --programme=NASA", "moonrace missions --agency=nasa"),
        ("agencies --country nasa", "moonrace agency nasa"),  # which has no --agency
        ("country norwya", "moonrace country norway"),
        ("source reprt", "moonrace source report"),
        ("signatories ilsr", "moonrace signatories ilrs"),
    ],
)
def test_a_miss_is_answered_with_the_command_that_was_meant(line: str, expected: str) -> None:
    got = ask(*shlex.split(line))
    assert (got.code, got.out, got.err.count("\n")) == (1, "", 1)
    assert suggested(got.err)[0] == expected
    assert ask(*shlex.split(expected)[1:]).code == 0


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("misson luna-25 --json", "moonrace mission luna-25 --json"),
        ("timelin --since 1969", "moonrace timeline --since 1969"),
        ("--jsn missions", "moonrace missions --json"),
        ("mission CE-6 --jsn", "moonrace mission CE-6 --json"),
        ("missions --limt=3", "moonrace missions --limit=3"),
        ("missions --geojson", "moonrace export geojson"),
        ("mission CE-6 --ics", "moonrace export ics"),
        ("sources --bibtex", "moonrace export bibtex"),
        ("country china --contested", "moonrace firsts --contested"),
        ("mission CE-6 --since 2020", "moonrace missions --since 2020"),
        ("race --lanes", "moonrace timeline --lanes"),
        ("next --since=2027", "moonrace missions --since=2027"),
        ("countries norway", "moonrace show norway"),
        ("missions norway", "moonrace missions --country norway"),
        ("race 1969", "moonrace race --as-of 1969"),
        ("missions 1969", "moonrace missions --year 1969"),
        ("missions luna 25", "moonrace show luna 25"),
        ("missions --json luna 25", "moonrace show luna 25"),
        ("timeline 1969 1970", "moonrace timeline --year 1970"),
        ("firsts luna-25", "moonrace show luna-25"),
        ("show race", "moonrace race"),
    ],
)
def test_a_wrong_command_or_option_is_answered_with_the_right_one(line: str, expected: str) -> None:
    got = ask(*shlex.split(line))
    assert (got.code, got.out, got.err.count("\n")) == (2, "", 1)
    assert suggested(got.err)[0] == expected
    assert len(suggested(got.err)) <= 3
    assert ask(*shlex.split(expected)[1:]).code == 0


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("luna-25 vs chang-e-6", "moonrace mission luna-25 chang-e-6"),
        ("luna 25 versus CE-6", "moonrace mission luna-25 chang-e-6"),
        ("norway VS. china", "moonrace country norway china"),
        ("artemis vs ilrs", "moonrace signatories artemis-accords ilrs"),
        ("norway china", "moonrace country norway china"),
        ("compare luna 25 chang-e-6", "moonrace mission luna-25 chang-e-6"),
        ("compare norway and china", "moonrace country norway china"),
    ],
)
def test_two_names_against_each_other_are_answered_with_the_page_that_has_both(words: str, expected: str) -> None:
    got = ask(*words.split())
    assert (got.code, got.out, got.err.count("\n")) == (1, "", 1)
    assert suggested(got.err) == [expected]
    assert ask(*expected.split()[1:]).code == 0


@pytest.mark.parametrize(
    ("words", "expected", "answer"),
    [
        ("how many", "moonrace counts", "launched to reach the Moon"),
        ("how many missions flew to the moon", "moonrace counts", "launched to reach the Moon"),
        ("how many people walked on the moon", "moonrace people --walked", "Cernan"),
        ("who walked on the moon?", "moonrace people --walked", "Armstrong"),
        ("how many people have been to the moon", "moonrace people --flew", "Lovell"),
        ("how many countries signed the artemis accords", "moonrace alliance artemis-accords", "states"),
        ("which countries signed the Artemis Accords?", "moonrace alliance artemis-accords", "states"),
        ("how many countries have signed", "moonrace signatories", "states"),
        ("first woman on the moon", "moonrace firsts", "first woman"),
        ("first woman around the moon", "moonrace firsts", "first woman"),
        ("who was first", "moonrace firsts", "first soft landing"),
        ("first", "moonrace firsts", "first soft landing"),
        ("last man on the moon", "moonrace records", "crewed landing"),
        ("how many moon landings have there been", "moonrace race", "landed"),
        ("when did luna 25 crash", "moonrace mission luna-25", "2023-08-19"),
        ("did india sign the artemis accords", "moonrace country india", "21 Jun 2023"),
        ("what happened in 1969?", "moonrace timeline 1969", "Apollo 11"),
        ("when is the next launch", "moonrace next", "Artemis III"),
        ("20 July", "moonrace today 07-20", "first landing of people"),
    ],
)
def test_a_question_in_words_is_answered_with_the_command_that_answers_it(
    words: str, expected: str, answer: str, real: Dataset
) -> None:
    got = ask(*words.split(), record=real)
    assert (got.code, got.out, got.err.count("\n")) == (1, "", 1)
    assert suggested(got.err)[0] == expected
    for line in suggested(got.err):
        assert ask(*line.split()[1:], record=real).code == 0
    assert answer in ask(*expected.split()[1:], "-f", "table", record=real).out


@pytest.mark.parametrize("words", ["is there water on the moon", "how far is the moon", "who is the oldest moonwalker"])
def test_a_question_that_no_page_answers_gets_no_guess(words: str, real: Dataset) -> None:
    got = ask(*words.split(), record=real)
    assert (got.code, got.out, got.err.count("\n")) == (1, "", 1)
    assert "; try" not in got.err


@pytest.mark.parametrize("words", ["taiwan", "palestine", "holy see", "kosovo", "women", "laika"])
def test_what_is_not_in_the_record_is_said_to_be_not_in_it_and_no_more(words: str, real: Dataset) -> None:
    got = ask(*words.split(), record=real)
    assert (got.code, got.out) == (1, "")
    assert got.err.startswith(f"moonrace: nothing in this record is called '{words}', and no text has the word")
    assert ask("country", *words.split(), record=real).err.startswith(
        f"moonrace: no country in this record is called '{words}'"
    )
    assert ask("search", *words.split(), record=real).code == 1


@pytest.mark.parametrize(
    "words", ["luna-25 vs norway", "luna-25 vs", "vs luna-25", "a vs b", "norway vs china vs russia"]
)
def test_what_cannot_be_compared_is_only_missed(words: str) -> None:
    got = ask(*words.split())
    assert (got.code, got.out, got.err.count("\n")) == (1, "", 1)
    assert "nothing in this record is called" in got.err


@pytest.mark.parametrize("name", [*COMMANDS])
def test_an_option_of_no_command_is_not_replaced_by_a_guess(name: str) -> None:
    got = ask(name, "--qqqqqqq")
    assert (got.code, got.out) == (2, "")
    assert got.err == f"moonrace: moonrace {name} has no option --qqqqqqq; see moonrace {name} --help\n"


@pytest.mark.parametrize(
    ("line", "nearest"),
    [
        ("missions --sort dat", "date"),
        ("missions -f tabel", "table"),
        ("missions -f cvs", "csv"),
        ("race --by cuontry", "country"),
        ("map --view suoth", "south"),
        ("export geojosn", "geojson"),
        ("milestones --kind traety", "treaty"),
    ],
)
def test_a_wrong_choice_is_answered_with_the_nearest(line: str, nearest: str) -> None:
    got = ask(*line.split())
    assert (got.code, got.out, got.err.count("\n")) == (2, "", 1)
    assert got.err.endswith(f"; did you mean {nearest}?\n")


@pytest.mark.parametrize("form", ["csv", "markdown", "ndjson", "yaml", "plain"])
@pytest.mark.parametrize("line", ["missions", "mission CE-6", "search moon", "race --by camp", "missions --until 1900"])
def test_a_format_may_be_named_like_json_and_is_in_no_help(form: str, line: str) -> None:
    words = line.split()
    assert ask(*words, f"--{form}") == ask(*words, "--format", form)
    assert ask(words[0], f"--{form}", *words[1:]) == ask(*words, "--format", form)
    assert f"--{form}" not in ask(words[0], "--help").out


def test_behind_two_hyphens_there_are_no_options() -> None:
    assert ask("search", "--", "--csv").code == 1
    assert "'--csv'" in ask("search", "--", "--csv").err


# --- What the scope hides

SCOPED = [name for name in COMMANDS if any("--scope" in param.opts for param in command(name).params)]


def test_every_list_with_a_scope_is_known_here() -> None:
    assert {"missions", "timeline", "next", "today", "map", "firsts", "now"} <= set(SCOPED)


@pytest.mark.parametrize(
    "line", ["missions", "timeline", "timeline --gantt", "next", "today 07-21", "map", "firsts --scope lunar", "now"]
)
@pytest.mark.parametrize(
    "more", ["", "--country US", "--country CN --kind rover", "--programme artemis", "--kind cubesat"]
)
def test_a_page_says_how_many_rows_other_scopes_have(real: Dataset, line: str, more: str) -> None:
    words = [*line.split(), *more.split()]
    scope = [] if "--scope" not in words else ["--scope", "lunar"]

    def rows(*scopes: str) -> int:
        found = ask(*(word for word in words if word not in scope), *scopes, "--ndjson", record=real)
        return len(found.out.splitlines())

    hidden = rows("--scope", "all") - rows(*scope)
    page = " ".join(ask(*words, "-f", "table", record=real).out.split())
    said = re.findall(r"(\d+) more with --scope all", page)
    assert said == ([str(hidden)] if hidden else [])
    if not rows(*scope):
        assert page.endswith(f" ({hidden} more with --scope all)." if hidden else ".")
    assert "more with" not in ask(*words, "--scope", "all", "-f", "table", record=real).out


def test_a_list_without_a_match_says_so_in_a_sentence(real: Dataset) -> None:
    assert ask("missions", "--kind", "rover", "--programme", "apollo", "-f", "table", record=real).out == (
        "No mission matches (3 more with --scope all).\n"
    )
    assert ask("missions", "--until", "1900", "-f", "table").out == "No mission matches.\n"


@pytest.mark.parametrize("form", ["json", "plain", "csv"])
def test_a_search_without_a_hit_says_so_once(form: str) -> None:
    got = ask("search", "golf", "-f", "table")
    assert got == (1, "", "moonrace: No match for 'golf'.\n")
    assert ask("search", "golf", "-f", form).err == got.err


def test_a_search_without_a_hit_suggests_names_that_are_near() -> None:
    assert suggested(ask("search", "lunna", "25").err) == ["moonrace mission luna-25"]


def test_the_record_of_a_year_does_not_open_with_a_plan_that_was_dropped_before(real: Dataset) -> None:
    found = ask(
        "missions", "--since", "2024", "--until", "2024", "--fields", "id,date", "--plain", record=real
    ).out.splitlines()
    assert len(found) > 3
    assert all("2024" in line for line in found[1:])


def test_the_options_that_may_stand_before_a_command_are_those_that_commands_share() -> None:
    def bare() -> None: ...

    options = getattr(compose(*SHARED, *PICTURE)(bare), "__click_params__")  # noqa: B009
    shared = {name: not option.is_flag for option in options for name in (*option.opts, *option.secondary_opts)}
    assert shared == TAKES_VALUE


@pytest.mark.parametrize(
    ("before", "words"),
    [
        ("--kind lander", "missions"),
        ("--as-of 2020", "missions"),
        ("--ascii --kind=rover", "missions"),
        ("--json", "race"),
    ],
)
def test_options_before_the_command_are_as_good_as_after_it(before: str, words: str) -> None:
    first, after = ask(*before.split(), words), ask(words, *before.split())
    assert first == after
    assert first.code == 0


def test_whatever_a_name_finds_is_completed_too() -> None:
    assert set(tab.KINDS) == set(lookup.ORDER) - {"rockets", "places"}


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("ilrs members", "moonrace signatories ilrs"),
        ("members of the artemis accords", "moonrace signatories artemis-accords"),
        ("artemis signatories", "moonrace signatories artemis-accords"),
        ("apollo 11 sources", "moonrace sources apollo-11"),
        ("luna 9 landing site", "moonrace map luna-9"),
        ("delays of luna 25", "moonrace slips luna-25"),
        ("crew of apollo 12", "moonrace mission apollo-12"),
        ("isro missions", "moonrace agency isro"),
    ],
)
def test_a_name_with_what_is_wanted_of_it_is_answered_with_the_command(
    words: str, expected: str, real: Dataset
) -> None:
    got = ask("show", *words.split(), record=real)
    assert (got.code, suggested(got.err)) == (1, [expected])
    assert ask(*expected.split()[1:], record=real).code == 0
