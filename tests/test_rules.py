"""One minimal failing fixture for every finding of every rule, laid over the small record, so that no rule can rot."""

import ast
import inspect
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from types import GeneratorType

import pytest

from moonrace import loading
from moonrace.dataset import Dataset
from moonrace.loading import compiled, reader, rules, yamltree
from moonrace.loading.problems import Problem

SMALL = Path(__file__).parent / "small" / "record.yaml"


UNION = "groups:\n  small-union:\n    members:\n"
LUNA = "missions:\n  luna-25:\n"
FLOWN = "missions:\n  artemis-iv:\n    events:\n    - {type: launch, when: 2020, sources: [report]}\n"
LAUNCHED = (
    "missions:\n  artemis-iv:\n    events:\n    - {type: launch, when: 2020, sources: [catalogue, report]}\n"
    "    crew: []\nexceptions:\n  x: {record: luna-25, field: crew, looked: here}\n"
)
PARTY = (
    "alliances:\n  ilrs:\n    members:\n"
    "    - {party: Egypt, kind: state, country: EG, instrument: agreement, sources: [report]"
)


def launch(more: str) -> str:
    """Luna 25 with a launch of its own; `more` begins on line 5."""
    return LUNA + "    events:\n    - {type: launch, when: 2023-08-10T23:10:57Z, sources: [report],\n" + more


# For each rule: text, field, words of the message, line
BROKEN: dict[str, list[tuple[str, str, str, int]]] = {
    "ids_are_kebab_case": [
        ("programmes:\n  Moon_Line: {name: X}\n", "", "the id 'Moon_Line' is not lower-case ASCII", 2),
        ("programmes:\n  moon--line: {name: X}\n", "", "the id 'moon--line' is not lower-case", 2),
        ("programmes:\n  луна: {name: X}\n", "", "the id 'луна' is not lower-case ASCII", 2),
    ],
    "names_are_unique": [
        ('programmes:\n  clep:\n    aliases: ["!!!"]\n', "aliases", "'!!!' has neither letter nor digit", 3),
        (LUNA + "    aliases: [Ce 6]\n", "aliases", "'Ce 6' is also one of chang-e-6", 3),
    ],
    "sources_are_known": [
        (launch("       note: x, also: []}\n").replace("[report]", "[reprot]"),
         "events[0].sources", "no source 'reprot'", 4),
        (LUNA + "    mass_kg:\n      value: 3\n      sources: [nowhere]\n",
         "mass_kg.sources", "no source 'nowhere'", 5),
    ],
    "values_have_sources": [
        (launch("       note: x}\n").replace("[report]", "[]"), "events[0]", "no source", 4),
        (launch("       targets: [\n         {announced: 2018, when: 2021, sources: []}]}\n"),
         "events[0].targets[0]", "no source", 6),
        (launch("       also: [\n         {when: 2023, reason: error, why: x, sources: []}]}\n"),
         "events[0].also[0]", "no source", 6),
        (LUNA + "    mass_kg: {value: 3, sources: []}\n", "mass_kg", "no source", 3),
        (PARTY.replace("[report]", "[]") + "}\n", "members[0]", "no source", 4),
        ("agencies:\n  nasa:\n    head: {name: A, title: B, as_of: 2026, sources: []}\n", "head",
         "no source", 3),
        (launch("       place: {latitude: 1, longitude: 2}}\n"), "events[0].place",
         "no source", 5),
        (LUNA + "    sources:\n      summary: []\n", "sources.summary", "no source", 4),
        (LUNA + "    sources:\n      sumary: [report]\n", "sources.sumary",
         "'sumary' is not a field", 4),
        (LUNA + "    sources:\n      sources: [report]\n", "sources.sources",
         "'sources' is not a field", 4),
        (LUNA + "    sources:\n      programme: [report]\n", "sources.programme",
         "sources for 'programme', which the record does not have", 4),
        (LUNA + "    name: Luna\n    programme: clep\n", "programme", "no source", 4),
    ],
    "references_lead_somewhere": [
        (LUNA + "    agencies: [nsa]\n", "agencies", "no agency has the id 'nsa'", 3),
        (LUNA + "    partners: [esa, nsa]\n", "partners",
         "no agency has the id 'nsa'", 3),
        (LUNA + "    programme: luna\n", "programme",
         "no programme has the id 'luna'", 3),
        (LUNA + "    part_of: luna\n", "part_of", "no mission has the id 'luna'", 3),
        (LUNA + "    crew:\n    - {name: A, role: pilot, country: RU,\n       agency: rka}\n", "crew[0].agency",
         "no agency has the id 'rka'", 5),
        (LUNA + "    crew:\n    - {name: A, role: pilot, country: XX}\n",
         "crew[0].country", "'XX' is no alpha-2 code", 4),
        (PARTY + ",\n       agency: esaa}\n", "members[0].agency", "no agency has the id 'esaa'", 5),
        (PARTY.replace("EG", "EGY") + "}\n", "members[0].country", "'EGY' is no alpha-2 code", 4),
        ("milestones:\n  outer-space-treaty:\n    alliance: irls\n", "alliance",
         "no alliance has the id 'irls'", 3),
        ("agencies:\n  nasa:\n    successor: naca\n", "successor", "no agency has the id 'naca'", 3),
        ("countries:\n  china:\n    successor: qin\n", "successor", "no country has the id 'qin'", 3),
        ("agencies:\n  esa:\n    members: [NO, XX]\n", "members", "'XX' is no alpha-2 code", 3),
        ("agencies:\n  esa:\n    country: XX\n", "country", "'XX' is no alpha-2 code", 3),
        ("alliances:\n  ilrs:\n    leads: [XX]\n", "leads", "'XX' is no alpha-2 code", 3),
        (LUNA + "    countries: [Russia]\n", "countries",
         "'Russia' is no alpha-2 code", 3),
        (LUNA + "    countries: [ru]\n", "countries", "'ru' is no alpha-2 code", 3),
        ("countries:\n  norway: {aliases: [NN]}\nmissions:\n  luna-25:\n    countries: [NN]\n",
         "countries", "'NN' is no alpha-2 code", 5),
    ],
    "changes_name_records": [
        ("changes:\n  2026-11-01-one:\n    when: 2026-11-01\n    kind: added\n    text: One.\n    records: [luna-25, luna-99]\n",
         "records[1]", "no record has the id 'luna-99'", 6),
    ],
    "events_are_in_order": [
        (launch("       note: x}\n    - {type: impact,\n       when: 2023-07, sources: [report]}\n"),
         "events[1].when", "2023-07 comes before the event above it, 2023-08-10T23:10:57Z", 7),
    ],
    "events_fit_their_kind": [
        (launch("       note: x}\n").replace("launch", "milestone"), "events[0]",
         "a milestone without a title", 4),
        (launch("       note: x}\n").replace("2023-08-10T23:10:57Z", "2026-10-10"), "events[0].when",
         "2026-10-10 lies after the data date", 4),
        (launch("       note: x}\n").replace("2023-08-10T23:10:57Z", "2026-10"), "events[0].when",
         "2026-10 is not over on the data date, 2026-10-09", 4),
        (launch("       note: x}\n").replace("2023-08-10T23:10:57Z", '"[2023..]"'), "events[0].when",
         "[2023..] is not over on the data date", 4),
        (launch("       first: first of all.}\n"), "events[0].first", "a claim ends without a full stop", 5),
        (launch("       zone: Moscow}\n"), "events[0].zone", "'Moscow' is not a zone", 5),
        (launch('       zone: "+03:00"}\n').replace("T23:10:57Z", ""), "events[0].zone",
         "a zone needs a time of day", 5),
        (launch("       also: [\n        {value: 3, reason: error, why: x, sources: [report]}]}\n"),
         "events[0].also[0]", "it says neither when nor where", 6),
    ],
    "targets_tell_a_history": [
        (launch("       targets: [{announced: 2020, when: 2021, sources: [report]},\n"
         "        {announced: 2019, when: 2022, sources: [report]}]}\n"), "events[0].targets[1].announced",
         "announced before the target above it", 6),
        (launch("       targets: [\n        {announced: 2026, when: 2027, sources: [report]}]}\n"),
         "events[0].targets[0].announced", "2026 is not over on the data date, 2026-10-09", 6),
        (launch("       planned: true,\n       targets: [{announced: 2020, when: 2021, sources: [report]}"
         "]}\n"), "events[0].targets", "the last target is 2021, the plan is 2023-08-10T23:10:57Z", 6),
    ],
    "places_are_on_the_moon": [
        (launch("       place: {latitude: 1, sources: [report]}}\n"), "events[0].place",
         "one coordinate without the other", 5),
        (launch("       place: {longitude: 1, sources: [report]}}\n"), "events[0].place",
         "one coordinate without the other", 5),
        *[(launch(f"       place: {{latitude: {north}, longitude: {east}, sources: [report]}}}}\n"),
           "events[0].place", "coordinates out of range", 5)
          for north, east in (("90.1", "0"), ("-90.1", "0"), ("0", "180.1"), ("0", "-180.1"))],
        *[(launch(f"       planned: true,\n       place: {{latitude: 1, longitude: 2,{basis} sources: [report]}}}}\n"),
           "events[0].place.basis", "the place of a plan is its target", 6) for basis in ("", " basis: imaged,")],
        (launch("       place: {latitude: 0, longitude: 90.1,\n        side: near, sources: [report]}}\n"),
         "events[0].place.side", "longitude 90.1 is not on the near side", 6),
        (launch("       place: {latitude: 0, longitude: -89.9,\n        side: far, sources: [report]}}\n"),
         "events[0].place.side", "longitude -89.9 is not on the far side", 6),
    ],
    "missions_are_whole": [
        (LUNA + "    cospar_id: 2023-18A\n", "cospar_id", "'2023-18A' is not a COSPAR", 3),
        (LUNA + "    cospar_id: ２０２３-118A\n", "cospar_id", "is not a COSPAR id", 3),
        (LUNA + "    cospar_id: 2022-118A\n", "cospar_id",
         "2022-118A is not of the launch year 2023", 3),
        *[(FLOWN + f"    - {{type: {end}, when: 2021, sources: [report]}}\n", "outcome", "ended without an outcome", 3)
          for end in ("end", "impact", "return", "reentry", "contact-lost")],
        *[(f"missions:\n  chang-e-6:\n    outcome: {outcome}\n", "outcome_note",
           f"{outcome} without a reason", 3) for outcome in ("partial", "failure")],
        (LUNA + "    scope: part\n", "part_of", "a part without a carrier", 3),
        (LUNA + "    crew:\n    - {role: pilot}\n", "crew[0]", "nobody is named", 4),
        (LUNA + "    crew:\n    - {role: pilot, name: A}\n", "crew[0]", "nobody is named", 4),
    ],
    "members_join_before_they_leave": [
        (PARTY + ", joined: 2022,\n       left: 2021}\n", "members[0].left",
         "left before it joined", 5),
        (PARTY.replace(" country: EG,", "") + "}\n", "members[0].country",
         "a state without its alpha-2 code", 4),
        (PARTY + ",\n       ordinal: 3}\n    unidentified: [{ordinal: 3, sources: [report]}]\n",
         "members[0].ordinal", "two members are number 3", 5),
    ],
    "states_join_a_group_before_they_leave": [
        (UNION + "    - {country: NO, joined: 2022,\n       left: 2021, sources: [report]}\n", "members[0].left",
         "left before it joined", 5),
    ],
    "discrepancies_say_something": [
        (LUNA + "    also:\n    - {value: x, reason: error, why: y, sources: [report]}\n",
         "also[0]", "names its field and their value", 4),
        (LUNA + "    also:\n    - {field: launcher, reason: error, why: y, sources: [report]}\n", "also[0]",
         "names its field and their value", 4),
        (LUNA + "    also:\n    - {field: rocket, value: x, reason: error, why: y, sources: [report]}\n",
         "also[0].field", "'rocket' is not a field", 4),
        (PARTY + ",\n       also: [{reason: error, why: y, sources: [report]}]}\n", "members[0].also[0]",
         "what others say of a member is a date or a value", 5),
        (LUNA + "    mass_kg:\n      value: 0\n      sources: [report]\n", "mass_kg",
         "0 is not above zero", 4),
        (launch("       also: [{when: 2023, reason: error, sources: [report],\n        why: "
         + 201 * "x" + "}]}\n"), "events[0].also[0].why", "longer than one line", 6),
    ],
    "sources_can_be_opened": [
        ("sources:\n  x: {title: A, publisher: B, kind: press, read: 2026-11-01}\n", "",
         "neither a url nor via nor a copy", 2),
        ("sources:\n  report:\n    copy: https://example.org/copy\n", "via", "the copy that was read is not named", 3),
        ("sources:\n  report:\n    via: a reprint\n    copy: example.org\n", "copy", "'example.org' is not an address", 4),
        ("sources:\n  report:\n    standing: press\n", "standing_note", "another standing than the publisher's", 3),
        *[(f"sources:\n  report:\n    url: {url}\n", "url", f"'{url}' is not an address", 3)
          for url in ("example.org/report", "ftp://example.org", "https://", "https://a b", "javascript:alert(1)")],
        ("sources:\n  report:\n    read: 2026-11\n", "read", "2026-11 is not a day", 3),
        ("sources:\n  report:\n    published: 2026-11-02\n    read: 2026-11-01\n", "read",
         "read before it was published", 4),
    ],
    "readings_are_of_cited_sources": [
        ("readings:\n  x: {record: luna-99, field: launch, source: report, printed: y}\n", "record",
         "no record has the id 'luna-99'", 2),
        ("readings:\n  x:\n    record: thailand\n    field: launch\n    source: report\n    printed: y\n", "source",
         "thailand does not cite 'report'", 5),
    ],
    "headline_values_have_ground": [
        ("missions:\n  pioneer-x:\n    name: Pioneer X\nexceptions:\n  x: {record: luna-25, field: crew, looked: here}\n",
         "events", "launch 1958-08 lacks a strong source and a second source of another origin", 3),
        (LAUNCHED.replace("catalogue, report", "report"), "events", "launch 2020 lacks a second source of another origin", 4),
        (LAUNCHED.replace("luna-25", "artemis-iv").replace("field: crew", "field: launch 2020"), "events",
         "launch 2020 needs no exception any more", 4),
    ],
    "exceptions_name_values": [
        ("exceptions:\n  x:\n    record: luna-25\n    field: crew\n    looked: here\n", "field",
         "luna-25 has no headline value 'crew'", 4),
        ("exceptions:\n  x: {record: thailand, field: launch 2020, looked: here}\n", "field",
         "thailand has no headline value 'launch 2020'", 2),
    ],
}  # fmt: skip

ORDINALS = "alliances:\n  artemis-accords:\n    members:\n" + "".join(
    f"    - {{party: {party}, kind: organisation, instrument: signature, ordinal: 7, sources: [report]}}\n"
    for party in "AB"
)
# What is wrong in two places is reported at both: rule, text, fields, words, lines
SHARED: list[tuple[str, str, list[str], str, list[int]]] = [
    (
        "members_join_before_they_leave",
        PARTY + "}\n    - {party: Egypt, kind: state, country: EG, instrument: founder, sources: [report]}\n",
        ["members[0].party", "members[1].party"],
        "'Egypt' appears twice",
        [4, 5],
    ),
    (
        "members_join_before_they_leave",
        ORDINALS,
        ["members[0].ordinal", "members[1].ordinal"],
        "two members are number 7",
        [4, 5],
    ),
    (
        "states_join_a_group_before_they_leave",
        UNION + 2 * "    - {country: NO, sources: [report]}\n",
        ["members[0].country", "members[1].country"],
        "'NO' appears twice",
        [4, 5],
    ),
    (
        "sources_are_known",
        LUNA + "    sources:\n      kinds summary: [nowhere]\n      outcome: [report]\n",
        ["sources.kinds", "sources.summary"],
        "no source 'nowhere'",
        [4, 4],
    ),
]

Lay = Callable[[str], reader.Located]
Check = Callable[[str], list[Problem]]


@pytest.fixture
def lay(tmp_path: Path, small: Dataset) -> Lay:
    """Lays a text of the right shape over the small record, as if it were a part of that and nobody's own data."""

    def laid(text: str) -> reader.Located:
        path = tmp_path / "over.yaml"
        located = reader.read({str(path): text.encode()}, small)
        assert located.problems == []
        return located._replace(dataset=Dataset(located.dataset.meta, located.dataset.sections))

    return laid


@pytest.fixture
def check(lay: Lay) -> Check:
    """What the rules find in a text laid over the small record."""
    return lambda text: list(rules.check(lay(text), unused=False))


def only(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setattr(rules, "RULES", tuple(rule for rule in rules.RULES if rule.__name__ == name))


@pytest.mark.parametrize(
    ("rule", "text", "field", "words", "line"),
    [pytest.param(rule, *row, id=f"{rule}-{row[2]}") for rule, rows in BROKEN.items() for row in rows],
)
def test_each_finding_of_a_rule_has_its_record_field_line_and_fix(
    check: Check, monkeypatch: pytest.MonkeyPatch, rule: str, text: str, field: str, words: str, line: int
) -> None:
    only(monkeypatch, rule)
    problems = check(text)
    assert [(one.field, one.line) for one in problems] == [(field or None, line)]
    assert words in problems[0].message
    assert problems[0].fix or "write the offset" in problems[0].message
    assert problems[0].record is not None
    assert problems[0].record.partition(" ")[2] in text
    assert problems[0].file.endswith("over.yaml")


@pytest.mark.parametrize(("rule", "text", "fields", "words", "lines"), SHARED)
def test_a_finding_that_two_places_share_is_reported_at_both(
    check: Check, monkeypatch: pytest.MonkeyPatch, rule: str, text: str, fields: list[str], words: str, lines: list[int]
) -> None:
    only(monkeypatch, rule)
    problems = check(text)
    assert [one.field for one in problems] == fields
    assert [one.line for one in problems] == lines
    assert all(words in one.message and one.fix for one in problems)


def test_every_rule_has_failing_fixtures_and_every_fixture_a_rule() -> None:
    assert list(BROKEN) == [rule.__name__ for rule in rules.RULES]
    assert all(BROKEN.values())


@pytest.mark.parametrize("rule", rules.RULES, ids=lambda rule: rule.__name__)
def test_every_finding_that_a_rule_can_yield_is_yielded_for_some_fixture(lay: Lay, rule: rules.Rule) -> None:
    lines, start = inspect.getsourcelines(rule)
    findings = {
        range(start + node.lineno - 1, start + (node.end_lineno or node.lineno))
        for node in ast.walk(ast.parse("".join(lines)))
        if isinstance(node, ast.Yield)
    }
    yielded: set[int] = set()
    for text in [row[0] for row in BROKEN[rule.__name__]] + [row[1] for row in SHARED if row[0] == rule.__name__]:
        located = lay(text)
        for kind, key in located.places:
            running = rule(located.dataset, kind, located.dataset.sections[kind][key])
            assert isinstance(running, GeneratorType)
            yielded |= {running.gi_frame.f_lineno for _ in running if running.gi_frame}
    assert findings
    assert [span for span in findings if yielded.isdisjoint(span)] == []


def test_every_generator_of_findings_is_in_the_list_of_rules() -> None:
    generators = {
        name
        for name, function in inspect.getmembers(rules, inspect.isgeneratorfunction)
        if not name.startswith("_") and function.__module__ == rules.__name__ and name != "check"
    }
    assert generators - {"names_of"} == {rule.__name__ for rule in rules.RULES}


GOOD = [
    ("missions:\n  luna-25:\n    mass_kg:\n      value: 3\n      sources: [report]\n      also:\n"
     "      - {value: 4, reason: rounded, why: y, sources: [report]}\n"),
    launch("       place: {latitude: 90, longitude: -180, side: far, sources: [report]}}\n"),
    launch("       place: {name: Vostochny}}\n"),
    launch("       also: [{place: {latitude: 3, longitude: 4}, reason: error, why: y, sources: [report]}]}\n"),
    launch("       note: x}\n    - {type: end, when: 2023-08, sources: [report]}\n"),
    launch("       note: x}\n").replace("2023-08-10T23:10:57Z", "2023-01-01/2026-09"),
    launch("       planned: true,\n       place: {latitude: 1, longitude: 2, basis: target, sources: [report]}}\n"),
    FLOWN + "    - {type: end, when: 2021, of: a part, sources: [report]}\n",
    launch("       note: x}\n    - {type: landing, when: 2030, planned: true, sources: [report]}\n"),
    PARTY + ", joined: 2022-05, left: 2022, also: [{when: 2021, reason: error, why: y, sources: [report]}]}\n",
    "sources:\n  report: {via: a copy}\n",
    "sources:\n  re-port: {title: A, publisher: B, kind: press, read: 2026-11-01, via: C}\n",  # sources have no names
    launch("       place: {latitude: -90, longitude: 180, side: far, sources: [report]}}\n"),
    launch("       place: {latitude: 0, longitude: -90, side: near, sources: [report]}}\n"),
    LUNA + "    mass_kg: {value: 0.5, sources: [report]}\n",
    LUNA + "    events:\n"
    "    - {type: milestone, title: Approved, when: 2020, sources: [report]}\n",
    LUNA + "    mass_kg:\n      value: 1\n      sources: [report]\n      also:\n"
    f"      - {{value: 2, reason: error, why: {'y' * 200}, sources: [report]}}\n",
    "programmes:\n  clep: {aliases: [Clep, CE-6]}\n",
    "countries:\n  thailand: {former: true, successor: norway, sources: {former successor: [report]}}\n",
]  # fmt: skip


@pytest.mark.parametrize("text", GOOD, ids=range(len(GOOD)))
def test_what_is_allowed_is_no_problem(check: Check, text: str) -> None:
    assert check(text) == []


@pytest.mark.parametrize(
    "change", [("[report]", "[]"), ("17", "170"), ("59.1", "259.1"), ("556", "0"), ("[report]", "[nowhere]")]
)
def test_a_plain_of_the_moon_is_held_to_the_rules_of_places_numbers_and_sources(
    check: Check, change: tuple[str, str]
) -> None:
    plain = "{name: Mare Crisium, latitude: 17, longitude: 59.1, diameter_km: 556, sources: [report]}"
    assert check(f"features:\n  mare-crisium: {plain}\n") == []
    assert len(check(f"features:\n  mare-crisium: {plain.replace(*change)}\n")) == 1


@pytest.mark.parametrize(
    ("field", "line"),
    [
        ("", 1), ("a", 3), ("a.q", 3), ("a.b", 4), ("a.c", 4), ("a.l", 6), ("a.l[0]", 6), ("a.l[1]", 7), ("a.l[1].x", 7),
        # What is not there is reported at the nearest thing above it; a key may look like a number and be none.
        ("a.nothing.b", 3), ("a.l[2]", 6), ("a.l.x", 6), ("a.l.²", 6), ("a.l." + "9" * 5000, 6), ("a.b[0]", 4), ("z", 1),
    ],
)  # fmt: skip
def test_a_field_leads_to_its_line(field: str, line: int) -> None:
    root, _ = yamltree.parse(b"\na:\n  q: r\n  b c: text\n  l:\n  - y\n  - {x: z}\n", "a.yaml")
    assert root is not None
    root.line = 1  # of a record, the line of its id
    assert rules.line_of(root, field) == line


LACKING = [
    (text, field)
    for text, field, words, _ in BROKEN["values_have_sources"]
    if words == "no source" and "sources." not in field
]


@pytest.mark.parametrize(("text", "field"), LACKING)
def test_own_data_without_a_source_is_no_problem_and_is_marked(small: Dataset, text: str, field: str) -> None:
    located = reader.read({"mine.yaml": text.encode()}, small)
    assert list(rules.check(located, unused=False)) == []
    (origin,) = located.dataset.origins.values()
    assert field in origin.unsourced


def test_the_small_record_is_clean() -> None:
    assert loading.examine(str(SMALL)).problems == []


def test_a_source_that_nothing_cites_is_reported_in_a_whole_record_only(tmp_path: Path) -> None:
    idle = "sources:\n  idle: {title: A, publisher: B, kind: press, read: 2026-11-01, via: C}\n"
    (tmp_path / "a.yaml").write_bytes(SMALL.read_bytes())
    (tmp_path / "b.yaml").write_text(idle)
    (problem,) = loading.examine(str(tmp_path)).problems
    assert (Path(problem.file).name, problem.line, problem.record) == ("b.yaml", 2, "source idle")
    assert (problem.field, problem.message, problem.fix) == (
        None,
        "nothing cites this source",
        "cite it or remove it",
    )
    assert loading.examine(str(tmp_path), unused=False).problems == []
    assert "idle" in loading.load_folder(str(tmp_path)).sources


def test_findings_of_every_rule_come_in_the_order_of_the_files(small: Dataset) -> None:
    texts = [
        "programmes:\n  Bad_One: {name: X}\n",
        "missions:\n  luna-25: {agencies: [nsa]}\n  jinchan: {part_of: x}\n",
    ]
    located = reader.read({f"{name}.yaml": text.encode() for name, text in zip("ab", texts, strict=True)}, small)
    problems = list(rules.check(located, unused=False))
    assert [(one.file, one.line) for one in problems] == [("a.yaml", 2), ("b.yaml", 2), ("b.yaml", 3)]
    assert Counter(one.record for one in problems) == {
        "programme Bad_One": 1,
        "mission luna-25": 1,
        "mission jinchan": 1,
    }


def test_a_record_that_does_not_fit_keeps_no_other_from_the_rules(small: Dataset) -> None:
    text = b"programmes:\n  new: {summary: A}\n  Bad_One: {name: X}\n"
    located = reader.read({"a.yaml": text}, small)
    assert [one.line for one in located.problems] == [2]
    assert [one.line for one in rules.check(located, unused=False)] == [3]


def test_an_installed_record_is_held_to_the_rules_too(
    small: Dataset, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "record.jsonl"
    monkeypatch.setattr(loading, "COMPILED", str(path))
    path.write_bytes(compiled.dump(small))
    assert loading.check() == []
    missions = {**small.missions, "luna-25": small.missions["luna-25"]._replace(agencies=("nsa",))}
    path.write_bytes(compiled.dump(Dataset(small.meta, {**small.sections, "missions": missions})))
    assert [(one.record, one.field) for one in loading.check()] == [("mission luna-25", "agencies")]
