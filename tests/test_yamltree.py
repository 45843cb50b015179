"""YAML as a tree of texts: what it reads, and what it refuses, with the line and a fix."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from moonrace.loading.yamltree import MAX_BYTES, MAX_DEPTH, Node, parse

patient = settings(deadline=None)


def plain(node: Node | None) -> object:
    """The tree without its lines."""
    if node is None or isinstance(node.value, str):
        return node and node.value
    if isinstance(node.value, list):
        return [plain(item) for item in node.value]
    return {key: plain(item) for key, item in node.value.items()}


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("a: NO", {"a": "NO"}),
        ("a: 12:30:45", {"a": "12:30:45"}),
        ("a: 2024-05-03", {"a": "2024-05-03"}),
        ("a: 2024-06-01T22:23:16Z", {"a": "2024-06-01T22:23:16Z"}),
        ("a: 007", {"a": "007"}),
        ("a: 1_000", {"a": "1_000"}),
        ("a: 1.50", {"a": "1.50"}),
        ("a: yes\nb: off\nc: true", {"a": "yes", "b": "off", "c": "true"}),
        ("a: ~\nb: null\nc:", {"a": "~", "b": "null", "c": ""}),
        ("a: .nan\nb: .inf", {"a": ".nan", "b": ".inf"}),
        ("<<: {a: b}", {"<<": {"a": "b"}}),
        ("2024-05: x\n1: y\nNO: z", {"2024-05": "x", "1": "y", "NO": "z"}),
        ('a: "[2028..]"', {"a": "[2028..]"}),
        ("a: [2028..]", {"a": ["2028.."]}),
        ("嫦娥: 六号", {"嫦娥": "六号"}),
        ("\ufeffa: b", {"a": "b"}),
        ("a: b\r\nc: d\r\n", {"a": "b", "c": "d"}),
        ("- a\n- [b, {c: d}]", ["a", ["b", {"c": "d"}]]),
        ("a: >\n  one\n  two\n", {"a": "one two\n"}),
        ("text", "text"),
        ("", None),
        ("# only a remark\n", None),
        ("---\n", ""),
    ],
)
def test_every_scalar_stays_the_text_it_is(text: str, tree: object) -> None:
    root, problems = parse(text.encode(), "f.yaml")
    assert problems == []
    assert plain(root) == tree


def test_every_node_knows_its_line() -> None:
    root, _ = parse(b"# remark\na:\n  b: [x,\n    y]\n  c: {d: z}\n", "f.yaml")
    assert root is not None
    assert isinstance(root.value, dict)
    inner = root.value["a"].value
    assert isinstance(inner, dict)
    listed, mapped = inner["b"].value, inner["c"].value
    assert isinstance(listed, list)
    assert isinstance(mapped, dict)
    assert [root.line, root.value["a"].line, inner["b"].line, listed[1].line, mapped["d"].line] == [2, 3, 3, 4, 5]


BOMB = "a: &a [x, x]\n" + "".join(
    f"{two}: &{two} [*{one}, *{one}]\n" for one, two in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.mark.parametrize(
    ("data", "line", "message", "fix"),
    [
        (b"a: b\nc: d\na: e\n", 3, "the key 'a' appears twice", "first on line 1; keep one"),
        (b"a: b\nc: {d: 1, d: 2}\n", 2, "the key 'd' appears twice", "first on line 2; keep one"),
        (b"a: b\nc: !!python/object/apply:os.system [ls]\n", 2, "a tag, ", "take the tag away"),
        (b"a: !!int 3\n", 1, "a tag, tag:yaml.org,2002:int", "take the tag away"),
        (b"a: !mine 3\n", 1, "a tag, !mine", "take the tag away"),
        (b"a: b\nc: &here d\n", 2, "an anchor, &here", "write the value out where it is needed"),
        (b"a: b\nc: *there\n", 2, "an alias, *there", "write the value out"),
        (b"a: b\n---\nc: d\n", 2, "a second document begins here", "keep one document to a file"),
        (b"x: y\n? [a, b]\n: c\n", 2, "a key that is not a text", "quote it"),
        (b"x: y\n{a: b}: c\n", 2, "a key that is not a text", "quote it"),
        (b"a: b\n\tc: d\n", 2, "this is not YAML: ", "see data/README.md"),
        (b"a: b: c\n", 1, "this is not YAML: mapping values are not allowed", "see data/README.md"),
        (b'a: b\nc: "open\n', 3, "this is not YAML: ", "see data/README.md"),
        (b"a: b\nc: [d\n", 3, "this is not YAML: ", "see data/README.md"),
        (b"a: b\nc: @d\n", 2, "this is not YAML: ", "see data/README.md"),
        (b"a: b\nc: d\ne: f\xff\n", 3, "this is not UTF-8 text", "save the file as UTF-8"),
        ("a: b\n嫦娥: 六号\n".encode("gb18030"), 2, "this is not UTF-8 text", "save the file as UTF-8"),
        ("a: b\n".encode("utf-16"), 1, "this is not UTF-8 text", "save the file as UTF-8"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", 1, "this is not UTF-8 text", "save the file as UTF-8"),
        (b"a: b\nc: d\ne: f\x00g\n", 3, "this is not YAML: ", "see data/README.md"),
        (b"a: b\nc: \x1b[31md\n", 2, "this is not YAML: ", "see data/README.md"),
        (b"[" * 17, 1, f"nested more than {MAX_DEPTH} deep", "flatten it"),
        (b"a: " + b"[" * 3_000 + b"]" * 3_000, 1, f"nested more than {MAX_DEPTH} deep", "flatten it"),
        (b"[" * 100_000, 1, f"nested more than {MAX_DEPTH} deep", "flatten it"),
        (b"{a: " * 100_000, 1, f"nested more than {MAX_DEPTH} deep", "flatten it"),
        (b"- " * 100_000 + b"a", 1, f"nested more than {MAX_DEPTH} deep", "flatten it"),
        (b"\n".join(b" " * n + b"a:" for n in range(3_000)), 17, f"nested more than {MAX_DEPTH} deep", "flatten it"),
        (b" " * (MAX_BYTES + 1), 1, "the file is larger than 8 MiB", "split it"),
    ],
    ids=range(28),
)  # fmt: skip
def test_what_is_refused_comes_with_its_line_and_a_fix(data: bytes, line: int, message: str, fix: str) -> None:
    _, problems = parse(data, "f.yaml")
    assert len(problems) == 1
    assert (problems[0].file, problems[0].line) == ("f.yaml", line)
    assert problems[0].message.startswith(message)
    assert problems[0].fix is not None
    assert problems[0].fix.startswith(fix)


def test_an_alias_bomb_is_refused_at_each_of_its_fuses() -> None:
    _, problems = parse(BOMB.encode(), "f.yaml")
    assert [problem.line for problem in problems if problem.message.startswith("an anchor")] == list(range(1, 10))
    assert sum(problem.message.startswith("an alias") for problem in problems) == 16


def test_all_that_is_wrong_is_reported_at_once() -> None:
    _, problems = parse(b"a: &x b\na: *x\nc: !t d\ne: {f: 1, f: 2}\n", "f.yaml")
    assert [problem.line for problem in problems] == [1, 2, 2, 3, 4]


def test_as_deep_as_records_need_is_read() -> None:
    root, problems = parse(b"[" * MAX_DEPTH + b"]" * MAX_DEPTH, "f.yaml")
    assert root is not None
    assert problems == []


def test_it_reads_the_same_without_the_c_library(monkeypatch: pytest.MonkeyPatch) -> None:
    import yaml

    data = b"a: [x, {b: NO}]\nc: &d 12:30:45\n"
    fast, problems = parse(data, "f.yaml")
    monkeypatch.delattr(yaml, "CSafeLoader", raising=False)
    slow, problems_again = parse(data, "f.yaml")
    assert plain(slow) == plain(fast)
    assert problems_again == problems
    assert [problem.line for problem in parse(b"[" * 3_000, "f.yaml")[1]] == [1]


@patient
@given(st.one_of(st.binary(max_size=60), st.text("ab:-[]{}&*!|>'\"#%? \n\t,~.", max_size=40).map(str.encode)))
def test_no_bytes_make_it_raise(data: bytes) -> None:
    root, problems = parse(data, "f.yaml")
    assert root is None or isinstance(root, Node)
    assert all(problem.line >= 1 and problem.message and problem.fix for problem in problems)
