"""What the money is for (C17, C18)."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.check.completeness.changes import SMALLEST
from reportgen.check.completeness.missing import missing_place
from reportgen.check.context import Context
from reportgen.check.registry import Finding, rule
from reportgen.model.disclosure import Entry
from reportgen.model.language import say


def _lacking(context: Context, entries: list[Entry], block: str, zh: str, en: str) -> Iterator[Finding]:
    """A finding for each entry without a use; one for all where the block has none."""
    given = getattr(context.declaration.uses, block)
    lines = [f'"{entry.key}": …' if entry.key.isdigit() else f"{entry.key}: …" for entry in entries]
    if len(entries) > 1 and not given:
        outer = "uses: {" if context.place("uses") is None else ""
        yield Finding(
            say(
                f"没有写 uses.{block}：{zh}有 {len(entries)} 项没有写主要用途。",
                f"`uses.{block}` is not given: {len(entries)} {en} do not say what the money is for.",
            ),
            missing_place(context, f"uses.{block}"),
            expected=f"{outer}{block}: {{{', '.join(lines)}}}" + "}" * bool(outer),
            figures=tuple(entry.amount for entry in entries),
        )
        return
    for entry, line in zip(entries, lines, strict=True):
        told = context.disclosure.figure(entry.amount).text()
        yield Finding(
            say(
                f"{entry.key} {entry.name} {told} 万元没有写主要用途（uses.{block}）。",
                f"{entry.key} {entry.name}, {told} 万元, does not say what the money is for (`uses.{block}`).",
            ),
            missing_place(context, f"uses.{block}.{entry.key}"),
            expected=line,
            figures=(entry.amount,),
        )


@rule("C17", "warning", "第四项：有金额的各类支出写明主要用途", "statement four says what each class is for")
def uses_of_classes(context: Context) -> Iterator[Finding]:
    """The classes of statement four with money say 主要用于… (rules 25 and 29, E57); one left out ends after 万元.

    Basis: 版式第四项“财政拨款收支预算情况的总体说明”，规则 25、29 | the layout's statement four, rules 25 and 29
    Help: 在 uses.function 下按三位类级科目写用途 | write the use below `uses.function`, by 3-digit class
    Wrong: 210 卫生健康支出有 426.20 万元，uses.function 里没有 210 | 210 has 426.20 万元 and is not in
        `uses.function`
    Right: uses: {function: {"210": 缴纳职工基本医疗保险和公务员医疗补助}}
    """
    lacking: dict[str, Entry] = {}
    for budget in context.disclosure.statements.fiscal:
        for entry in budget.classes:
            if entry.text is None and (context.fen(entry.amount) or 0) >= SMALLEST:
                lacking.setdefault(entry.key, entry)
    yield from _lacking(context, list(lacking.values()), "function", "第四项", "classes of statement four")


@rule(
    "C18",
    "warning",
    "第十一项：结转结余的各项目写明主要用途",
    "statement eleven says what each carried-over project is for",
)
def uses_of_carryover(context: Context) -> Iterator[Finding]:
    """Each project of statement eleven says 主要用于… (rule 25).

    Basis: 版式第十一项“上年结转结余预算情况说明”，规则 25 | the layout's statement eleven, rule 25
    Help: 在 uses.carryover 下按项目编号写用途 | write the use below `uses.carryover`, by project id
    Wrong: P19 结转 25.45 万元，uses.carryover 里没有 P19 | P19 carries 25.45 万元 over and is not in `uses.carryover`
    Right: uses: {carryover: {P19: 支付项目尾款}}
    """
    projects = context.disclosure.statements.carryover.projects
    lacking = [e for e in projects if e.text is None and (context.fen(e.amount) or 0) >= SMALLEST]
    yield from _lacking(context, lacking, "carryover", "第十一项", "projects of statement eleven")
