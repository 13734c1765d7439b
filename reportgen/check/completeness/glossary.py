"""Terms that the tables use and part four must explain (C27)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from reportgen.check.completeness.missing import missing_place
from reportgen.check.context import Context
from reportgen.check.registry import Finding, rule
from reportgen.load.nodes import Block, is_blank, parse, read_text
from reportgen.load.report import Report
from reportgen.model.language import say

STANDARD_LAYOUT = "four-part"
"""The layout that is shipped; what a layout of one's own explains, a check of the input cannot tell."""
ALWAYS = ("财政拨款", "一般公共预算", "基本支出", "项目支出", "人员经费", "公用经费", "“三公”经费", "机关运行经费")
"""Terms that tables and statements use in any year."""
USED_WITH: Mapping[str, tuple[str, ...]] = {
    "政府性基金预算": ("t2/total/government-fund", "t2/total/government-fund-transfer"),
    "国有资本经营预算": ("t2/total/state-capital", "t2/total/state-capital-transfer"),
    "财政专户管理资金": ("t2/total/fiscal-account",),
    "单位资金": ("t2/total/own-funds",),
    "事业收入": ("t1/business-income/amount",),
    "上级补助收入": ("t1/superior-subsidy/amount",),
    "附属单位上缴收入": ("t1/affiliate-remittance/amount",),
    "事业单位经营收入": ("t1/operating-income/amount",),
    "上年结转结余": ("t2/total/fiscal-carryover", "t2/total/non-fiscal-carryover"),
    "转移支付": (
        "t2/total/general-public-budget-transfer",
        "t2/total/government-fund-transfer",
        "t2/total/state-capital-transfer",
    ),
    "政府采购": ("procurement/total",),
}
"""Term → figures beside which it is printed."""
STANDARD_TERMS = frozenset((*ALWAYS, *USED_WITH))
"""Terms of the above that the shipped glossary explains: all of them."""


@rule("C27", "warning", "第四部分解释表格和说明用到的专业名词", "part four explains the terms that the tables use")
def unexplained_terms(context: Context) -> Iterator[Finding]:
    """Technical terms are explained: 财预〔2016〕143 号. The shipped glossary does; a department's own may take terms out.

    Silent for a layout of one's own, whose glossary is its own matter.

    Basis: 财预〔2016〕143 号《地方预决算公开操作规程》：对专业性较强的名词进行解释 | 财预〔2016〕143 号: technical
        terms are explained
    Help: 在 budget.yaml 的 glossary 里补上解释，或从自己的 glossary.yaml 里去掉写成 null 的这一条 | explain the term
        in `glossary`, or drop the line of your glossary.yaml that sets it to null
    Wrong: 自己的 glossary.yaml 写“单位资金: null”，而表2 有单位资金 | your glossary.yaml says `单位资金: null`, and
        table 2 has money in that column
    Right: glossary: {单位资金: 单位取得的财政拨款和财政专户管理资金以外的各项收入。}
    """
    own = context.budget.templates
    if context.declaration.layout != STANDARD_LAYOUT or own is None:
        return
    removed = _removed(own) - {term for term, text in context.declaration.glossary.items() if text}
    for term in (*ALWAYS, *USED_WITH):
        keys = USED_WITH.get(term, ())
        used = [key for key in keys if context.figure(key) is not None]
        if term in removed and (used or not keys):
            yield Finding(
                say(
                    f"报告用到“{term}”，名词解释里却没有这一条。",
                    f"The report uses the term {term}, which its glossary does not explain.",
                ),
                missing_place(context, f"glossary.{term}"),
                term,
                f"{term}: …" if context.place("glossary") is not None else f"glossary: {{{term}: …}}",
                figures=tuple(used),
            )


def _removed(folder: Path) -> set[str]:
    """The terms that a department's own layout files set to null; what cannot be read is the layout's matter."""
    own, layout = (_block(folder / name, Report()) for name in ("glossary.yaml", "layout.yaml"))
    inside = layout.get("glossary") if layout is not None else None
    blocks = [own, inside.value if inside is not None else None]
    entries = [entry for block in blocks if isinstance(block, Block) for entry in block.entries]
    return {entry.key for entry in entries if is_blank(entry.value)}


def _block(path: Path, report: Report) -> Block | None:
    text = read_text(path, path.name, report) if path.is_file() else None
    return parse(text, path.name, report) if text is not None else None
