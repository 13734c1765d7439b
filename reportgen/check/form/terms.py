"""One term for one notion (E58, E59, E60): the terms that tables and glossary use."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from types import MappingProxyType
from typing import Final

from reportgen.check.context import Context
from reportgen.check.form.passages import findings, passages
from reportgen.check.registry import Finding, rule
from reportgen.model.language import say

TERMS: Final = MappingProxyType(
    {
        "公务用车购置及运行维护费": "公务用车购置及运行费",
        "公务用车购置和运行维护费": "公务用车购置及运行费",
        "公务用车购置和运行费": "公务用车购置及运行费",
        "公务用车购置与运行费": "公务用车购置及运行费",
        "公务用车购置费及运行费": "公务用车购置及运行费",
        "因公出国（境）费用": "因公出国（境）费",
        "公共财政预算": "一般公共预算",
        "政府基金预算": "政府性基金预算",
        "国有资本预算": "国有资本经营预算",
        "财政专户资金": "财政专户管理资金",
        "附属单位缴款": "附属单位上缴收入",
        "商品服务支出": "商品和服务支出",
        "工资和福利支出": "工资福利支出",
        "对个人和家庭补助": "对个人和家庭的补助",
        "参照公务员管理": "参照公务员法管理",
    }
)
"""Other names of a notion → the one that tables, fixed sentences and glossary use."""
OTHER_FUNDS: Final = re.compile(r"(?<![及和与、或等的])其他资金(?!来源)")
_TRAVEL: Final = re.compile(r"(?<![“\"])三公经费")
_APPROPRIATION: Final = re.compile(r"政府性基金预算拨款[和及、]国有资本经营预算(?![拨财资补收支安])")
_OPERATING: Final = re.compile(r"单位运行经费|部门运行经费|机关运转经费|单位运转经费")
_MARKS: Final = re.compile(r"[\s“”\"'‘’「」]+")


@rule(
    "E60",
    "info",
    "同一概念用同一个名称，与表和名词解释一致",
    "one notion has one name, that of the tables and the glossary",
)
def terms(context: Context) -> Iterator[Finding]:
    """E59, E60: 单位运行经费 for 机关运行经费, 其他资金 for 单位资金, 公务用车购置及运行维护费 for 公务用车购置及运行费. A text calls a
    notion by another name than the tables, the fixed sentences and the glossary do, or the budget's glossary defines a
    standard term once more in another spelling.

    Basis: 名词解释所列的名称；财政部收支分类科目的名称 | The terms of the glossary and of the classification
    Help: 改用表和名词解释里的名称 | Use the name that the tables and the glossary use
    Wrong: 在职人员增加，单位运行经费相应增加
    Right: 在职人员增加，机关运行经费相应增加
    """
    known = passages(context)
    for other, term in TERMS.items():
        for passage, start in known.words(other):
            yield from findings(passage, start, other, term, *_message(other, term), fix=False)
    for pattern, term in ((OTHER_FUNDS, "单位资金"), (_TRAVEL, "“三公”经费")):
        for hit in known.find(pattern):
            yield from findings(
                hit.passage, hit.start, hit.found, term, *_message(hit.found, term), fix=pattern is _TRAVEL
            )
    for hit in known.find(_OPERATING):
        if any(text.path == "reasons.operating_funds" for text in hit.passage.where):
            term = "机关运行经费"
            yield from findings(hit.passage, hit.start, hit.found, term, *_message(hit.found, term), fix=False)
    yield from _glossary(context)


def _message(other: str, term: str) -> tuple[str, str]:
    return (
        f"“{{}}”里的“{other}”，表和名词解释里叫“{term}”，应统一。",
        f"{other} in “{{}}” is called {term} in the tables and the glossary: use one name.",
    )


def _glossary(context: Context) -> Iterator[Finding]:
    """Terms of the budget's glossary that are one term in two spellings."""
    seen: dict[str, str] = {_plain("“三公”经费"): "“三公”经费"}
    for key in context.declaration.glossary:
        first = seen.setdefault(_plain(key), key)
        if first != key:
            yield Finding(
                say(
                    f"名词解释里的“{key}”和“{first}”是同一个名称，会印出两条。",
                    f"The glossary terms {key} and {first} are one term: both would be printed.",
                ),
                context.place(f"glossary.{key}"),
                key,
                first,
            )
        elif (term := TERMS.get(key)) is not None:
            yield Finding(
                say(f"名词解释里的“{key}”，表里叫“{term}”。", f"The tables call the glossary term {key} {term}."),
                context.place(f"glossary.{key}"),
                key,
                term,
            )


def _plain(term: str) -> str:
    return _MARKS.sub("", unicodedata.normalize("NFKC", term))


@rule("E58", "warning", "并列的“……预算拨款”前后一致", "budgets named side by side are named alike")
def appropriations(context: Context) -> Iterator[Finding]:
    """E58: 无政府性基金预算拨款和国有资本经营预算: 拨款 is missing at the end.

    Basis: 财政拨款收支表的栏目名称 | The column names of the appropriation tables
    Help: 补上“拨款”，或两处都不写 | Add 拨款, or leave it out in both
    Wrong: 无政府性基金预算拨款和国有资本经营预算
    Right: 无政府性基金预算拨款和国有资本经营预算拨款
    """
    for hit in passages(context).find(_APPROPRIATION):
        zh, en = "“{}”末尾缺“拨款”二字。", "拨款 is missing at the end of “{}”."
        yield from findings(hit.passage, hit.start, hit.found, f"{hit.found}拨款", zh, en)
