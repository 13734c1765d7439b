"""Years told in texts against the budget year (T03), and the period of a project (T07)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from reportgen.check.context import Context
from reportgen.check.registry import Finding, rule
from reportgen.check.words.clauses import Clause, before, clauses
from reportgen.check.words.passages import Passage, passages
from reportgen.model.diagnostic import Note
from reportgen.model.language import say

_YEAR = r"(?<![0-9〔\[【（(])((?:19|20)[0-9]{2})\s*年"
_COMPARED = re.compile(
    rf"(?:较|比|与|同|和)\s*{_YEAR}(?:度)?(?P<end>[初末底])?(?:部门)?(?P<what>预算数?|预算安排|安排数?|决算数?|执行数?|同期|相比|持平|的)?"
)
_INTENT = re.compile(
    rf"{_YEAR}度?(?:的)?(?:(?:部门|单位)?(?:预算(?!执行|绩效评价|公开|决算)(?:安排|编制|数)?|计划|拟|将|预计|年度目标|绩效目标)|(?:安排|下达)(?!的?(?:尾款|结转|剩余)))"
)
_CLASSIFIED = re.compile(
    r"口径|科目|列示|列支|编列|执行|完成|进度|决算|结转|尾款|剩余|未支付|欠付|审计|评价|公开|自查|巡视|考核"
)
_SETTLED = re.compile(r"口径|科目|列示|情况|决算|结转|尾款|剩余|未支付|欠付|审计|评价|公开|自查|巡视|考核|执行率")
_LAST_YEAR = re.compile(r"上年|去年|年末|年底|结转")
_MONEY = re.compile(r"支出|经费|预算|资金|收入|拨款|安排|费用|补助|结转")
_ANY = re.compile(r"(?<![0-9])([0-9]{4})\s*年(?!历史|以来的历史|前|多|文明|期|限|级)")
_DOCUMENT = re.compile(r"《[^》]{0,200}》|[“\"][^”\"]{0,60}[”\"]|[〔\[【][0-9]{4}[〕\]】]")


_DEADLINE = re.compile(
    rf"{_YEAR}(?:\s*[0-9]{{1,2}}\s*月)?(?:\s*[0-9]{{1,2}}\s*日)?(?:底|末|初)?(?:前|之前|以前)?(?:全面|正式|全部|如期)?"
    r"(?:开工|完工|竣工|完成|建成|交付|投入使用|投用|启用|上线)"
)
_DONE = re.compile("已|于|自|曾")
_UNTIL = re.compile(rf"截[至止]到?\s*{_YEAR}")
_NUMBERED = re.compile("〔([0-9]{4})〕")


class _Sentence(NamedTuple):
    """What a sentence has told up to a clause: last year, and that it is about codes, execution or money carried over."""

    number: int
    last_year: bool = False
    classified: bool = False

    def with_clause(self, text: str, year: int) -> _Sentence:
        """The same after one more clause."""
        last_year = self.last_year or f"{year - 1}" in text or _LAST_YEAR.search(text) is not None
        return _Sentence(self.number, last_year, self.classified or _CLASSIFIED.search(text) is not None)


class _Told(NamedTuple):
    """A year that cannot be meant: as written, what it should be, and why."""

    written: str
    expected: int | None
    zh: str
    en: str


@rule("T03", "warning", "文字里的年份与预算年度相称", "years told in texts fit the budget year")
def years(context: Context) -> Iterator[Finding]:
    """A change is told against last year; what is planned or budgeted is this year's: other years are left from an older text.

    较 X 年 wants the year before, in a reason; 较 the year before that is right where the sentence explains last year
    itself (2023 年加快支出，较 2022 年底减少). 2023 年预算安排 beside a comparison with 2022, 2023 年计划 in a goal, a budget of
    a year to come, 截至 a year to come, a time limit in a goal that is over before the year begins, document numbers of years
    to come, and years that no report can mean (2204 年) are told. Titles in 《》, quotes and document numbers, and
    years of rules, plans or works of long ago, are passed over.

    Basis: 规则 2：增减与上年预算比较；年度目标是本预算年度的目标 | rule 2: changes are against last year; goals are this year's
    Help: 核对年份，多半是沿用了去年的文字 | check the year: last year's text was probably taken over
    Wrong: （2024 年预算）预算数较 2022 年有所增加 | 预算数较 2022 年有所增加 in the budget of 2024
    Right: 预算数较 2023 年有所增加
    """
    for passage in passages(context, duties=True):
        if "年" in passage.text:
            for told in _told(passage, context.year):
                yield _finding(context, passage, told)
    for text in context.texts:
        for match in _NUMBERED.finditer(text.text) if "〔" in text.text else ():
            if int(match[1]) > context.year:
                year = context.year
                told = _Told(
                    match[0],
                    None,
                    f"晚于预算年度（{year} 年），不会是文号的年份",
                    f"is after {year}: no document is of it",
                )
                yield _finding(context, Passage(text.path, text.text, text.place, "duty"), told)


def _finding(context: Context, passage: Passage, told: _Told) -> Finding:
    right = None if told.expected is None else f"{told.expected} 年"
    return Finding(
        say(f"文字里的“{told.written}”{told.zh}。", f"{told.written} in this text {told.en}."),
        passage.place,
        told.written,
        right,
        say(f"把“{told.written}”里的年份改为 {right}，或改写。", f"Write {right} there, or another text.")
        if right
        else None,
        (Note(say(f"预算年度是 {context.year} 年。", f"The budget year is {context.year}."), context.place("year")),),
    )


def _told(passage: Passage, year: int) -> Iterator[_Told]:
    text = _DOCUMENT.sub(lambda match: "〇" * len(match[0]), passage.text)
    sentence = _Sentence(-1)
    for clause in clauses(text):
        if clause.sentence != sentence.number:
            sentence = _Sentence(clause.sentence)
        sentence = sentence.with_clause(clause.text, year)
        yield from _impossible(clause, year)
        if passage.kind == "duty":
            continue
        if passage.kind == "reason":
            yield from _comparisons(clause, sentence, year)
        yield from _intents(passage, clause, year)


def _impossible(clause: Clause, year: int) -> Iterator[_Told]:
    for match in _ANY.finditer(clause.text):
        if not 1840 <= int(match[1]) <= year + 50:
            yield _Told(match[0], None, "不像是年份，请核对", "is hardly a year")
    for match in _UNTIL.finditer(clause.text):
        if int(match[1]) > year:
            yield _Told(
                match[0].strip(), None, f"晚于预算年度（{year} 年），请核对", f"is after the budget year {year}"
            )


def _comparisons(clause: Clause, sentence: _Sentence, year: int) -> Iterator[_Told]:
    why_zh = f"不是上年，{year} 年预算应与 {year - 1} 年比较"
    for match in _COMPARED.finditer(clause.text):
        told, written = int(match[1]), match[0].strip()
        if told == year - 1 or (told == year and match["end"] == "初"):
            continue
        if told == year - 2 and sentence.last_year:
            head = before(clause.text, match.start())
            if not sentence.classified and re.search(rf"{year - 1}\s*年[^0-9，。]{{0,14}}预算(?!执行)", head):
                yield _Told(written, year - 1, why_zh, f"compares {year - 1} with the year before it")
        elif told >= year - 2 or _MONEY.search(clause.text):
            yield _Told(written, year - 1, why_zh, f"is not the year before {year}")


def _intents(passage: Passage, clause: Clause, year: int) -> Iterator[_Told]:
    if passage.kind in ("goal", "department-goal"):
        for match in _DEADLINE.finditer(clause.text):
            if year - 3 <= int(match[1]) < year and not _DONE.search(before(clause.text, match.start())):
                yield _Told(match[0].strip(), year, f"在 {year} 年以前，不会是本年的目标", f"is before {year}")
    for match in _INTENT.finditer(clause.text):
        told, written = int(match[1]), match[0].strip()
        compared = re.search(r"(?:较|比|与|同|和)\s*$", before(clause.text, match.start())) is not None
        if compared or told == year or _SETTLED.search(clause.text):
            continue
        future = told > year and "预算" in written
        stale = (
            told < year and passage.kind in ("goal", "department-goal", "allocation", "use") and "安排" not in written
        )
        if future or (stale and told >= year - 3):
            yield _Told(written, year, f"不是本预算年度（{year} 年）", f"is not the budget year {year}")


@rule("T07", "warning", "项目资金执行时间包括预算年度", "the period of a project includes the budget year")
def periods(context: Context) -> Iterator[Finding]:
    """The period in which a project's money is spent overlaps the budget year; projects on carry-over alone are passed over.

    Basis: 《中华人民共和国预算法》第十八条：预算年度自公历 1 月 1 日起至 12 月 31 日止
        | 预算法, article 18: the budget year is the calendar year
    Help: 改正 period 的起止日期，多半是沿用了去年的 | correct `period`: last year's was probably taken over
    Wrong: （2024 年预算）period: {from: 2023-01-01, to: 2023-12-31} | the same in a budget of 2024
    Right: period: {from: 2024-01-01, to: 2024-12-31}
    """
    year = context.year
    for block in context.disclosure.statements.projects:
        period = block.project.period
        if period is None or period.from_.year <= year <= period.to.year:
            continue
        written = f"{period.from_.isoformat()} — {period.to.isoformat()}"
        yield Finding(
            say(
                f"项目 {block.project.id} 的资金执行时间是 {written}，不在 {year} 年内。",
                f"The period of project {block.project.id} is {written}, outside {year}.",
            ),
            context.place(context.project_path(block.project.id, "period")),
            written,
            f"{year}-01-01 — {year}-12-31",
        )
