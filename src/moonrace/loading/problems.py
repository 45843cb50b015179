"""Problems in the data, and the origin of own data."""

from typing import NamedTuple


class Problem(NamedTuple):
    """One thing that is wrong in a data file, and how to fix it.

    file: path of the file
    line: line in the file, from 1
    record: kind and id of the record, if the problem lies in one
    field: path of the field within the record
    message: what is wrong
    fix: what to do about it
    """

    file: str
    line: int
    record: str | None
    field: str | None
    message: str
    fix: str | None = None

    def __str__(self) -> str:
        where = ": ".join(part for part in (f"{self.file}:{self.line}", self.record, self.field) if part)
        return f"{where}: {self.message}" + (f" ({self.fix})" if self.fix else "")


class Origin(NamedTuple):
    """The user's own file that changed or added a record.

    file: path of the file
    fields: the fields that it gave
    unsourced: those of its values for which it names no source
    """

    file: str
    fields: tuple[str, ...]
    unsourced: tuple[str, ...] = ()
