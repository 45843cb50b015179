"""YAML as a tree of texts, lists and mappings that knows its lines, and refuses everything else.

It reads the parser's events and never constructs a Python object from data: no tags, no anchors, no depth beyond
reason, no key twice.
"""

import re

from moonrace.errors import UNSEEN
from moonrace.loading.problems import Problem

# Far beyond what a record needs (the shipped one: 1.1 MB, 73,000 values, texts of 250 characters), and little for a computer.
MAX_DEPTH = 16
MAX_BYTES = 8 * 1024 * 1024
MAX_NODES = 400_000
MAX_TEXT = 10_000
MAX_PROBLEMS = 1_000
"""Nobody reads more at once; a file of another kind would have a million."""

# Directives would be of no use, and the parser takes a time that grows with the square of their number.
_DIRECTIVE = re.compile("(?:\\A|[\r\n\x85\u2028\u2029\ufeff])%")


class Node:
    """A text, a list of nodes, or a mapping from text to node, with the line on which it begins (from 1)."""

    __slots__ = ("line", "value")

    def __init__(self, line: int, value: "str | list[Node] | dict[str, Node]") -> None:
        self.line = line
        self.value = value


def parse(data: bytes, file: str) -> tuple[Node | None, list[Problem]]:
    """The tree of one YAML document, or None for an empty one, and all that is wrong with it."""
    import yaml

    problems: list[Problem] = []

    def wrong(line: int, message: str, fix: str) -> None:
        problems.append(Problem(file, line, None, None, message, fix))

    if len(data) > MAX_BYTES:
        wrong(1, f"the file is larger than {MAX_BYTES // 1024 // 1024} MiB", "split it")
        return None, problems
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        wrong(data.count(b"\n", 0, error.start) + 1, "this is not UTF-8 text", "save the file as UTF-8")
        return None, problems

    if directive := _DIRECTIVE.search(text):
        line = text.count("\n", 0, directive.end()) + 1
        wrong(line, "a line that begins with %", "remove it: a data file needs no directives")
        return None, problems
    root: Node | None = None
    nodes = 0
    open_nodes: list[Node] = []
    keys: list[str | None] = []  # for each open node: the key that waits for its value
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        for event in yaml.parse(text, Loader=loader):
            line = event.start_mark.line + 1 if event.start_mark else 1
            if isinstance(event, yaml.DocumentStartEvent) and root is not None:
                wrong(line, "a second document begins here", "keep one document to a file")
                break
            if isinstance(event, yaml.AliasEvent):
                wrong(line, f"an alias, *{event.anchor}", "write the value out")
                node = Node(line, "")
            elif isinstance(event, (yaml.ScalarEvent, yaml.SequenceStartEvent, yaml.MappingStartEvent)):
                if event.anchor is not None:
                    wrong(line, f"an anchor, &{event.anchor}", "write the value out where it is needed")
                if event.tag is not None:
                    wrong(line, f"a tag, {event.tag}", "take the tag away: each field knows its type")
                if isinstance(event, yaml.ScalarEvent):
                    if len(event.value) > MAX_TEXT:
                        wrong(line, f"a text of more than {MAX_TEXT:,} characters", "shorten it")
                        return None, problems
                    node = Node(line, event.value)
                else:
                    node = Node(line, [] if isinstance(event, yaml.SequenceStartEvent) else {})
            elif isinstance(event, (yaml.SequenceEndEvent, yaml.MappingEndEvent)):
                open_nodes.pop()
                keys.pop()
                continue
            else:
                continue
            nodes += 1
            if nodes > MAX_NODES:
                wrong(line, f"more than {MAX_NODES:,} values", "split the file")
            if nodes > MAX_NODES or len(problems) >= MAX_PROBLEMS:
                return None, problems
            if not open_nodes:
                root = node
            elif isinstance(parent := open_nodes[-1].value, list):
                parent.append(node)
            elif isinstance(parent, dict):
                if keys[-1] is None:
                    if not isinstance(node.value, str):
                        wrong(line, "a key that is not a text", "quote it, or write it as a plain word")
                        return None, problems
                    if unseen := re.search(UNSEEN, node.value):
                        wrong(line, f"a key with an invisible character, U+{ord(unseen[0]):04X}", "remove it")
                    if node.value in parent:
                        wrong(
                            line,
                            f"the key {node.value!r} appears twice",
                            f"first on line {parent[node.value].line}; keep one",
                        )
                    keys[-1] = node.value
                else:
                    parent[keys[-1]] = node
                    keys[-1] = None
            if not isinstance(node.value, str):
                open_nodes.append(node)
                keys.append(None)
                if len(open_nodes) > MAX_DEPTH:
                    wrong(line, f"nested more than {MAX_DEPTH} deep", "flatten it")
                    return None, problems
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        if re.search("nest|depth", str(error)):
            # Newer PyYAML counts the depth itself, ahead of its events, and says so in words of its own.
            wrong(mark.line + 1 if mark else 1, f"nested more than {MAX_DEPTH} deep", "flatten it")
            return None, problems
        unreadable = yaml.reader.Reader.NON_PRINTABLE.search(text)
        wrong(
            mark.line + 1 if mark else text.count("\n", 0, unreadable.start()) + 1 if unreadable else 1,
            f"this is not YAML: {getattr(error, 'problem', None) or error}".splitlines()[0],
            "see data/README.md",
        )
        return None, problems
    except RecursionError:
        wrong(1, f"nested more than {MAX_DEPTH} deep", "flatten it")
        return None, problems
    return root, problems
