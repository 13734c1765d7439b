"""Where one figure comes from, in words: formula, numbers put in, and the input rows with their amounts."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from reportgen.model.diagnostic import UsageError
from reportgen.model.disclosure import Disclosure
from reportgen.model.figure import Figure
from reportgen.model.language import say
from reportgen.model.money import Money
from reportgen.model.place import RowRange
from reportgen.render.labels import Labels, formula_text
from reportgen.render.layout import Layout


def explanation(disclosure: Disclosure, layout: Layout, key: str, most: int | None) -> str:
    """Several lines on the figure of ``key``; at most ``most`` input rows are listed (None: all).

    Raises UsageError for a key that no figure has, with the nearest ones.
    """
    try:
        figure = disclosure.figure(key)
    except KeyError:
        raise UsageError(_unknown(disclosure, key)) from None
    unit = layout.unit_of(figure.key)
    facts = [
        (say("键", "key"), figure.key),
        (say("名称", "label"), Labels(disclosure, layout).of(figure.key)),
        (say("印出", "printed"), f"{figure.text(unit)} {figure.unit(unit)}".strip()),
        (say("精确值", "exact value"), _exact(figure)),
        (say("算式", "formula"), formula_text(figure)),
    ]
    if any(not term.name.startswith("Σ") for term in figure.formula.terms):
        facts.append((say("代入", "with numbers"), f"{formula_text(figure, numbers=True)} = {figure.machine_value}"))
    lines = [f"{name}{say('：', ': ')}{text}" for name, text in facts]
    return "\n".join([*lines, *_sources(disclosure, figure, most)])


def _exact(figure: Figure) -> str:
    return f"{figure.machine_value} 元" if isinstance(figure.value, Money) else figure.machine_value


def _unknown(disclosure: Disclosure, key: str) -> str:
    known = [*disclosure.figures, *disclosure.aliases]
    near = difflib.get_close_matches(key, known, n=3, cutoff=0.5)
    hint = say(f"，相近的键：{'、'.join(near)}", f"; near to it: {', '.join(near)}") if near else ""
    return say(f"没有键为 {key} 的数{hint}", f"no figure has the key {key}{hint}")


def _sources(disclosure: Disclosure, figure: Figure, most: int | None) -> Iterator[str]:
    """The input rows, one a line, with their amounts where they are money lines."""
    ranges = disclosure.rows_of(figure)
    total = sum(run.last - run.first + 1 for run in ranges)
    if not total:
        yield say("来源：没有输入行", "rows: none")
        return
    yield say(f"来源：{total} 行", f"rows: {total}")
    left = total if most is None else most
    for run in ranges:
        last = min(run.last, run.first + left - 1)
        amounts = _amounts(disclosure, run, last)
        for row in range(run.first, last + 1):
            name = run.file if run.sheet is None else f"{run.file}#{run.sheet}"
            amount = amounts.get(row)
            yield f"  {name}:{row}" + (f"  {amount.text('元')} 元" if amount is not None else "")
        left -= last - run.first + 1
        if left <= 0:
            break
    if most is not None and total > most:
        yield say(f"  …… 其余 {total - most} 行用 --all 列出", f"  … {total - most} more rows: --all")


def _amounts(disclosure: Disclosure, run: RowRange, last: int) -> dict[int, Money]:
    """Row → amount for the rows of a run that are money lines."""
    found: dict[int, Money] = {}
    for table in (disclosure.budget.lines, disclosure.budget.income):
        for index, source in enumerate(table.files):
            if (source.name, source.sheet) == (run.file, run.sheet):
                frame = table.frame
                rows = frame[(frame["file"] == index) & (frame["row"] >= run.first) & (frame["row"] <= last)]
                found |= {int(row): Money(int(fen)) for row, fen in zip(rows["row"], rows["amount"], strict=True)}
    return found
