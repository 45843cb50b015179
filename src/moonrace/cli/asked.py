"""The columns that `--fields` names, and the filters in words. Imported only when needed."""

from collections.abc import Collection, Sequence

import click
from click.core import ParameterSource

from moonrace.errors import BadValue, hint

SAME = (
    ("date", "when", "launched", "launch", "launch_date", "day", "start"),
    ("landed", "landing", "landing_date"),
    ("countries", "country", "nation", "iso2", "code"),
    ("agencies", "agency", "operator", "operators"),
    ("kinds", "kind", "type", "types"),
    ("launcher", "rocket", "vehicle"),
    ("name", "title", "claim"),
    ("mission", "id", "key"),
    ("joined", "signed", "date_joined"),
    ("outcome", "result", "success"),
)
"""Synonyms of column names. The first one that an answer has is the one that is meant."""


def chosen(fields: str, known: Sequence[str]) -> list[str]:
    """The names in a list with commas. Raises BadValue for one that is not known, with the nearest."""
    wanted = filter(None, (field.strip().replace("-", "_") for field in fields.split(",")))
    return list(dict.fromkeys(_meant(field, known) for field in wanted))


def _meant(field: str, known: Sequence[str]) -> str:
    """The field that a typed name means: in any case, singular or plural, without its unit, or a synonym."""
    low = field.casefold()
    stem = low.removesuffix("s")
    others = [low, stem, f"{low}s", f"{low.removesuffix('y')}ies", f"{stem.removesuffix('ie')}y"]
    others += [word for words in SAME if low in words for word in words]
    others += [word for word in known if word.rpartition("_")[0] == low]
    for word in others:
        if word in known:
            return word
    raise BadValue(f"there is no field {field[:60]!r} here; {hint(low, known)}")


def filters(apart: Collection[str]) -> str:
    """The filters as typed, in words: `country JP, since 2019`. The options in `apart` are left out."""
    context, said = click.get_current_context(), []
    for param in context.command.params:
        name, value = param.name or "", context.params.get(param.name or "")
        typed = context.get_parameter_source(name) is ParameterSource.COMMANDLINE
        if not isinstance(param, click.Option) or not typed or name in apart:
            continue
        option = param.opts[0].lstrip("-")
        if isinstance(value, bool):
            said.append(option if value else param.secondary_opts[0].lstrip("-") if param.secondary_opts else "")
        elif not param.is_flag:
            said.append(f"{option} {', '.join(value) if isinstance(value, tuple) else value}")
    return ", ".join(filter(None, said))
