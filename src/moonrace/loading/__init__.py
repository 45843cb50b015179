"""Where the record comes from: the compiled file of a wheel, or the YAML of a checkout; over it the user's own."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from moonrace.errors import BadData

if TYPE_CHECKING:
    from moonrace.dataset import Dataset
    from moonrace.loading.compiled import Names
    from moonrace.loading.problems import Problem
    from moonrace.loading.reader import Located

_PACKAGE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
COMPILED = os.path.join(_PACKAGE, "record.jsonl")
CHECKOUT = os.path.normpath(os.path.join(_PACKAGE, "..", "..", "data"))


def shipped() -> Dataset:
    """The record that comes with moonrace. Raises BadData."""
    if not os.path.exists(COMPILED) and not os.path.exists(CHECKOUT):
        from moonrace.loading.problems import Problem

        fix = "install moonrace with pip: it does not run from a zip file"
        raise BadData((Problem(COMPILED, 1, None, None, "the record is not there", fix),))
    if os.path.exists(COMPILED):
        from moonrace.loading import compiled

        return compiled.read(COMPILED)
    return load_folder(CHECKOUT)


def day() -> str:
    """The day of the shipped record, from its head alone. Raises BadData."""
    if os.path.exists(COMPILED):
        from moonrace.loading import compiled

        return compiled.day(COMPILED)
    with open(os.path.join(CHECKOUT, "meta.yaml"), encoding="utf-8") as file:
        return next(line for line in file if line.startswith("  data_date:")).split()[1]


def load(data: str | None = None) -> Dataset:
    """The shipped record, with the YAML file or folder `data` over it. Raises BadData."""
    if data is None:
        return shipped()
    located = examine(data, unused=False)
    if located.problems:
        raise BadData(tuple(located.problems))
    return located.dataset


def examine(path: str, *, unused: bool = True) -> Located:
    """Everything that shapes and rules find wrong in a file or folder. A whole record is checked by itself, anything else over
    the shipped record.

    `unused` also reports sources that nothing cites, for a whole record: that is untidy, but no reason not to answer. Raises
    BadData if there is nothing to read.
    """
    from moonrace.loading import reader, rules

    files = reader.yaml_files(path)
    contents = {file: reader.bytes_of(file) for file in files}  # at once: a pipe gives its bytes only one time
    base = None if any(map(reader.has_meta, contents.values())) else shipped()
    located = reader.read(contents, base)
    if located.problems:
        return located
    return located._replace(problems=[*rules.check(located, unused=unused and base is None)])


def skipped(path: str) -> list[str]:
    """What a folder of data holds that is not read."""
    from moonrace.loading import reader

    return reader.skipped(path)


def names(kind: str, data: str | None = None) -> Names:
    """The ids and names of one section, for a TAB: of the compiled file only these are read. Raises BadData."""
    from moonrace.loading import compiled

    if data is None and os.path.exists(COMPILED):
        return compiled.names(COMPILED, kind)
    dataset = load(data)
    return dataset.sections[kind], lambda: dataset.index[kind]


def load_folder(path: str) -> Dataset:
    """A whole record from a folder of YAML files. Raises BadData with every problem found."""
    from moonrace.loading import reader

    if any(reader.has_meta(reader.bytes_of(file)) for file in reader.yaml_files(path)):
        return load(path)
    from moonrace.loading.problems import Problem

    message = "this is not a whole record: no file has the section `meta`"
    raise BadData((Problem(path, 1, None, None, message, "see data/README.md"),))


def check() -> list[Problem]:
    """What the rules find wrong in the shipped record."""
    if not os.path.exists(COMPILED):
        return examine(CHECKOUT).problems
    from moonrace.loading import reader, rules
    from moonrace.loading.yamltree import Node

    dataset = shipped()
    nowhere = COMPILED, Node(1, {})
    places = {(kind, key): nowhere for kind, records in dataset.sections.items() for key in records}
    return list(rules.check(reader.Located(dataset, [], places), unused=True))
