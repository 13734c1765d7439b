"""The fact tables: money lines of both years, as integer columns of a data frame."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from reportgen.model.place import SourceFile

if TYPE_CHECKING:
    import pandas as pd


@attrs.frozen(eq=False)
class FactTable:
    """Money lines (lines.csv) or declared income (income.csv) of the budget year and the year before.

    ``frame`` has a RangeIndex and, for lines, the columns

    * ``year``: int, the budget year or the year before
    * ``unit``, ``function``, ``kind``, ``project``, ``source``, ``economic``: categorical str, ``""`` where blank;
      ``kind`` is ``basic`` or ``project``, ``source`` a `Source.key`; a project line's blank unit is filled in
    * ``amount``: int64 count of 分 (object of Python ints when the table's sum would not fit)
    * ``file``: int, index into ``files``; ``row``: int, line of the file (first is 1) or row of the sheet

    and, for income, ``year``, ``source``, ``item`` (`OWN_FUNDS_ITEMS` value or ``""``), ``amount``, ``file``, ``row``.
    """

    frame: pd.DataFrame
    files: tuple[SourceFile, ...]
