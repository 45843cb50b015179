"""The record as a whole."""

from typing import NamedTuple

from moonrace.dates import Moment
from moonrace.records.parts import REQUIRED


class Meta(NamedTuple):
    """The record as a whole.

    title: its title
    data_date: the day to which it was followed
    licence: licence of the data
    credit: whom to credit
    """

    title: str = REQUIRED
    data_date: Moment = REQUIRED
    licence: str = REQUIRED
    credit: str = REQUIRED
