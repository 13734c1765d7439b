"""Whether a reason of a change tells why a target falls behind last year's value (E43)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from reportgen.check.context import Context
from reportgen.check.plausibility.measures import folded, number_text
from reportgen.check.plausibility.sheets import Line, Sheet
from reportgen.check.words.reasons import ITEM_STATEMENTS, Reason, all_reasons
from reportgen.model.budget import Project
from reportgen.model.money import FEN_PER_UNIT

_DEARER: Final = re.compile(
    r"(?:标准|工资|薪酬|单价|价格|定额|费率)[^，。；]{0,8}(?:提高|上调|上涨|增长|调增)|提标|(?:提高|上调)[^，。；]{0,10}(?:标准|工资|薪酬|定额)"
)


def is_explained(context: Context, sheet: Sheet, line: Line) -> bool:
    """Whether the reason that names the project, or explains its code, carries the target.

    It does where it tells last year's number in its unit (由 30 部调整为 18 部), where a rate follows from wages or standards
    that rise, and where the project is its code's only one and its money moves as far as the target does.
    """
    project = sheet.project
    if project is None or line.value is None or line.last is None:
        return False
    unit = line.last.unit.split("/")[0] or line.unit.split("/")[0]
    told = re.compile(rf"(?<![0-9.]){re.escape(number_text(line.last.number).replace(',', ''))}{re.escape(unit)}")
    for reason in _about(context, project):
        text = folded(reason.text)
        dearer = line.cost and "/" in line.unit and _DEARER.search(text) and any(fen > 0 for fen in reason.changes)
        if told.search(text.replace(",", "")) or dearer:
            return True
    return _moves_with_money(context, project, line)


def _about(context: Context, project: Project) -> Iterator[Reason]:
    for reason in all_reasons(context):
        if reason.path == f"reasons.function.{project.function}" or project.name in reason.text:
            yield reason


def _moves_with_money(context: Context, project: Project, line: Line) -> bool:
    """A total cost that rises by no more than its code, or a quantity that falls by no greater part, for a told reason."""
    alone = [p.id for p in context.declaration.projects if p.function == project.function] == [project.id]
    if not alone or f"reasons.function.{project.function}" not in {reason.path for reason in all_reasons(context)}:
        return False
    assert line.value is not None
    assert line.last is not None
    for stem in (f"{statement}/{project.function}" for statement in ITEM_STATEMENTS):
        amount, prior = context.fen(f"{stem}/amount"), context.fen(f"{stem}/prior")
        if amount is None or not prior:
            continue
        if line.amount is not None and line.amount_before is not None:
            return 0 < line.amount - line.amount_before <= Fraction(amount - prior, FEN_PER_UNIT["万元"])
        if line.quantity and line.last.number:
            return line.value.number / line.last.number >= Fraction(amount, prior)
    return False
