"""What a spreadsheet hides and the program reads all the same (W12)."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.check.context import Context
from reportgen.check.registry import Finding, rule
from reportgen.model.language import say
from reportgen.model.place import Place

SHOWN = 5
"""So many hidden rows are named, the rest counted."""


@rule(
    "W12",
    "warning",
    "工作簿里没有隐藏的数据行、列和工作表",
    "no data row, column or sheet of a workbook is hidden",
)
def hidden_cells(context: Context) -> Iterator[Finding]:
    """Rows that a filter or a hand has hidden count like any other, while people sum what they see.

    Basis: 隐藏（包括筛选后看不见）的行照样计入各表 | hidden and filtered rows count like any other
    Help: 取消隐藏和筛选，核对这些行是否应当计入 | unhide them and clear filters, then see whether they should count
    Wrong: 第 7 行被筛选隐藏，金额仍计入 | row 7 is filtered out of sight and still counts
    Right: 所有数据行都看得见 | every data row is in sight
    """
    for hidden in context.budget.hidden:
        source = hidden.source
        if hidden.sheet:
            zh, en = (
                f"工作表“{source.sheet}”是隐藏的，里面的数据照样计入。",
                f"The sheet {source.sheet} is hidden; its data count.",
            )
            yield Finding(say(zh, en), Place(source.name, sheet=source.sheet))
        if hidden.rows:
            numbers = [str(row) for row in hidden.rows[:SHOWN]]
            more = "……" if len(hidden.rows) > SHOWN else ""
            yield Finding(
                say(
                    f"有 {len(hidden.rows)} 行被隐藏或筛选掉（第 {'、'.join(numbers)}{more} 行），照样计入，请核对。",
                    f"{len(hidden.rows)} row(s) are hidden or filtered out ({', '.join(numbers)}{more}) and still count.",
                ),
                source.cell(hidden.rows[0], next(iter(source.columns), "")),
            )
        if hidden.columns:
            column = hidden.columns[0]
            yield Finding(
                say(
                    f"有 {len(hidden.columns)} 列被隐藏，里面的内容照样读入，请核对。",
                    f"{len(hidden.columns)} column(s) are hidden and read all the same.",
                ),
                source.cell(1, column),
            )
