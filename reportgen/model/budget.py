"""The input's one definition: the records of budget.yaml, from which validation, schema and reference page are made.

Every record is frozen. A missing optional block is None or empty and drops its sentence; it is never read as zero.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal

import attrs

from reportgen.model.codelist import CodeList
from reportgen.model.facts import FactTable
from reportgen.model.money import AmountUnit
from reportgen.model.place import HiddenCells, Place, SourceFile
from reportgen.model.prose import Prose
from reportgen.model.records import (
    AllocationItem,
    Assets,
    Comparatives,
    Cover,
    Data,
    Department,
    Performance,
    Period,
    Procurement,
    Staffing,
    Subsidy,
    Unit,
)
from reportgen.model.schema import (
    Choice,
    Code,
    Count,
    FilePath,
    Identifier,
    ListOf,
    MapOf,
    NameOrFile,
    OneOf,
    Record,
    Text,
    field,
)
from reportgen.model.source import INCOME_COLUMNS
from reportgen.model.withheld import Withheld

EMPTY: Mapping[str, Any] = {}
"""Default of a mapping that is not given."""
FUNCTION_CODE = Code("function", (7,))
FUNCTION_CLASS = Code("function", (3,))

INCOME_REASONS: Mapping[str, str] = MappingProxyType(
    dict(
        zip(
            (
                "一般公共预算", "上级一般公共预算转移支付", "政府性基金预算", "上级政府性基金转移支付", "国有资本经营预算",
                "上级国有资本经营预算转移支付", "财政专户", "单位资金", "财政拨款结转", "非财政拨款结转结余",
            ),
            INCOME_COLUMNS,
            strict=True,
        )
    )
)  # fmt: skip
"""Keys of reasons.income → column of table 2."""

TRAVEL_ITEMS: Mapping[str, str] = MappingProxyType(
    {
        "因公出国（境）费": "overseas",
        "公务用车购置费": "vehicle-purchase",
        "公务用车运行费": "vehicle-running",
        "公务接待费": "reception",
    }
)
"""Keys of reasons.travel → figure key, in the order of statement ten."""

KINDS: Mapping[str, Literal["basic", "project"]] = MappingProxyType({"基本支出": "basic", "项目支出": "project"})
"""支出类别 as written → `FactTable` kind."""


THEMES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "quiet-blue": ("静蓝", "quiet blue"),
        "official": ("红头：红与黑，仿照公文", "red and black, after official documents"),
    }
)
"""Themes that come with the program, the default first: name → meaning."""
OWN_THEME = ".css"
"""What the name of a theme of one's own ends in."""


@attrs.frozen
class Project:
    """A project (项目). What a switch withholds has been dropped at load: the field is None."""

    id: str = field(Identifier(), "编号", "项目编号，表格里引用", "id used in the tables")
    name: str = field(Text(), "名称", "公开名称；涉密项目用代号", "public name; of a secret project its code name")
    unit: str | None = field(
        Identifier(),
        "单位",
        "承担单位编号；只用结转资金的项目可不填",
        "id of the unit; needed unless it lives on carry-over",
        None,
    )
    function: str | None = field(
        FUNCTION_CODE,
        "功能科目",
        "七位功能分类科目；只用结转资金的项目可不填",
        "7-digit function code; needed unless it lives on carry-over",
        None,
    )
    order: int | None = field(Count(), "顺序", "在第七项说明里的次序", "place in statement seven", None)
    basis: Prose | None = field(
        Text(prose=True), "设立的政策依据", "设立的政策依据", "policy basis", None, "disclosure"
    )
    allocation: tuple[AllocationItem, ...] | Prose | None = field(
        OneOf((ListOf(Record(AllocationItem)), Text(prose=True))),
        "资金分配情况", "资金分配：一项一条，或一段文字", "allocation: a list, or one text", None, "disclosure",
    )  # fmt: skip
    period: Period | None = field(Record(Period), "资金执行时间", "资金执行时间", "period", None, "disclosure")
    subsidy: Subsidy | None = field(
        Record(Subsidy), "补贴", "对个人补贴的其他要素", "grants to persons", None, "disclosure"
    )
    goal: Prose | None = field(
        Text(prose=True), "项目总体目标", "绩效目标表的总体目标", "overall goal", None, "indicators"
    )
    disclosure: Literal["full", "withheld"] = field(
        Choice({"full": ("公开", "published"), "withheld": ("完全不予公开", "basis, allocation, period, subsidy withheld")}),
        "公开方式", "详细内容是否公开", "whether the details are published", "full",
    )  # fmt: skip
    indicators: Literal["published", "withheld", "by-authority"] = field(
        Choice({"published": ("公开", "published"), "withheld": ("不予公开", "withheld"),
                "by-authority": ("大专项，由主管部门公开", "published by the authority in charge")}),
        "绩效目标表", "绩效目标表是否公开", "whether the indicator table is published", "published",
    )  # fmt: skip


@attrs.frozen
class Reasons:
    """主要原因, keyed by what changed: the number is computed, the reason is written."""

    income: Mapping[str, Prose] = field(
        MapOf(Text(prose=True), names=tuple(INCOME_REASONS)), "收入", "按资金来源", "by source", EMPTY
    )
    expenditure: Mapping[str, Prose] = field(
        MapOf(Text(prose=True), names=tuple(KINDS)), "支出", "第三项：基本支出、项目支出", "statement three", EMPTY
    )
    appropriation: Mapping[str, Prose] = field(
        MapOf(Text(prose=True), names=tuple(KINDS)),
        "一般公共预算",
        "第五项（一）：基本支出、项目支出",
        "statement five (1)",
        EMPTY,
    )
    function: Mapping[str, Prose] = field(
        MapOf(Text(prose=True), key=FUNCTION_CODE),
        "功能科目",
        "第五项（三）：按七位科目",
        "statement five (3), by code",
        EMPTY,
    )
    travel: Mapping[str, Prose] = field(
        MapOf(Text(prose=True), names=tuple(TRAVEL_ITEMS), aliases={"因公出国(境)费": "因公出国（境）费"}),
        "三公", "第十项：“三公”经费各项", "statement ten", EMPTY,
    )  # fmt: skip
    operating_funds: Prose | None = field(
        Text(prose=True), "机关运行经费", "第十二项（一）", "statement twelve (1)", None
    )


@attrs.frozen
class Uses:
    """What money is mainly used for (主要用于)."""

    function: Mapping[str, Prose] = field(
        MapOf(Text(prose=True), key=FUNCTION_CLASS),
        "功能科目",
        "第四项：按三位类级科目",
        "statement four, by class",
        EMPTY,
    )
    carryover: Mapping[str, Prose] = field(
        MapOf(Text(prose=True), key=Identifier()),
        "结转结余",
        "第十一项：按项目编号",
        "statement eleven, by project id",
        EMPTY,
    )


@attrs.frozen
class Acceptance:
    """A finding that stands, with the reason."""

    code: str = field(Text(), "规则", "规则编号", "code of the rule")
    reason: str = field(Text(), "理由", "为什么可以保留", "why it stands")
    where: str | None = field(
        Text(), "位置", "只对这一处（消息里的位置、键或编号）", "only there: a key, id or place", None
    )


def _switch(**values: tuple[str, str]) -> Choice:
    return Choice(values)


@attrs.frozen
class Options:
    """House style switches; the first of each is the default."""

    zero_base: Literal["hundred", "none"] = field(
        _switch(hundred=("上年为零时写增长 100.00%", "print 100.00%"), none=("写“上年无此项预算”", "say there was none")),
        "上年为零", "上年为零时的写法", "wording for a zero base", "hundred",
    )  # fmt: skip
    shares: Literal["balance", "plain"] = field(
        _switch(balance=("合计凑足 100.00", "sum to 100.00"), plain=("各自四舍五入", "rounded singly")),
        "占比", "占比的处理", "shares", "balance",
    )  # fmt: skip
    ordinals: Literal["house", "plain"] = field(
        _switch(house=("（一十一）", "（一十一）"), plain=("（十一）", "（十一）")),
        "序号",
        "项目序号的写法",
        "project ordinals",
        "house",
    )
    operating_funds: Literal["all", "administrative"] = field(
        _switch(all=("全部公用经费", "all"), administrative=("只计行政和参公单位", "only administrative units")),
        "机关运行经费", "机关运行经费的口径", "what counts as operating funds", "all",
    )  # fmt: skip
    attach: Literal["figures", "input", "none"] = field(
        _switch(figures=("附数据清单", "figures"), input=("附输入文件", "input files"), none=("不附", "nothing")),
        "附件", "PDF 附件", "what the PDF carries along", "figures",
    )  # fmt: skip


@attrs.frozen
class Declaration:
    """budget.yaml: the one record that everything else hangs on."""

    format: int = field(Count(), "格式", "格式版本，写 1", "format version: 1")
    year: int = field(Count(), "年度", "预算年度", "budget year")
    department: Department = field(Record(Department), "部门", "部门", "the department")
    units: tuple[Unit, ...] = field(ListOf(Record(Unit)), "单位", "预算单位", "budget units")
    data: Data = field(Record(Data), "数据", "表格文件", "the tables")
    layout: str = field(Text(), "版式", "版式名称", "name of the layout", "four-part")
    amount_unit: AmountUnit = field(
        Choice({"元": ("元", "yuan"), "万元": ("万元", "ten thousand yuan")}),
        "金额单位",
        "金额单位",
        "unit of all amounts",
        "元",
    )
    prior: str | None = field(FilePath(inside=False), "上年预算", "上年的 budget.yaml", "last year's budget.yaml", None)
    comparatives: Comparatives = field(
        Record(Comparatives), "上年数", "明细里没有的上年数", "comparatives", Comparatives()
    )
    projects: tuple[Project, ...] = field(ListOf(Record(Project)), "项目", "项目", "projects", ())
    reasons: Reasons = field(Record(Reasons), "理由", "增减的主要原因", "reasons of changes", Reasons())
    uses: Uses = field(Record(Uses), "用途", "主要用途", "uses", Uses())
    procurement: Procurement | None = field(Record(Procurement), "政府采购", "政府采购", "procurement", None)
    assets: Assets | None = field(Record(Assets), "国有资产", "国有资产", "assets", None)
    performance: Performance | None = field(Record(Performance), "绩效", "预算绩效", "performance", None)
    glossary: Mapping[str, Prose] = field(
        MapOf(Text(prose=True)), "名词解释", "补充或替换的名词解释", "terms added or replaced", EMPTY
    )
    codes: Mapping[str, Mapping[str, str]] | str | None = field(
        OneOf((
            MapOf(MapOf(Text(), key=Code("function", (3, 5, 7))), names=("function", "economic")),
            FilePath(sheet=True),
        )),
        "科目", "补充或改名的科目，或一个表格文件", "codes added or renamed, or a table", None,
    )  # fmt: skip
    confusables: Mapping[str, str] = field(
        MapOf(Text(), blanks=True), "易错词",
        "检查时另外要找的错词：正词；右边留空，不再找随程序带的这个词",
        "wrong word: right word, looked for by check beside those shipped; an empty right side switches a shipped one off",
        EMPTY,
    )  # fmt: skip
    accept: tuple[Acceptance, ...] = field(
        ListOf(Record(Acceptance)), "已接受", "可以保留的检查结果", "findings that stand", ()
    )
    templates: str | None = field(FilePath(folder=True), "模板", "自己的模板文件夹", "folder of own templates", None)
    theme: str = field(
        NameOrFile(THEMES, OWN_THEME), "主题", "颜色和字体：随程序带的主题，或自己的一个 CSS 文件",
        "colours and faces: a theme that is shipped, or one CSS file of one's own", next(iter(THEMES)),
    )  # fmt: skip
    cover: Cover = field(Record(Cover), "封面", "封面上的标志和图片", "emblem and picture of the cover", Cover())
    options: Options = field(Record(Options), "选项", "写法选项", "house style", Options())


@attrs.frozen
class Indicator:
    """One row of indicators.csv: a performance target of a project, or of the whole department (``project`` empty)."""

    project: str
    level1: str
    level2: str
    level3: str
    value: str
    basis: str
    last_year: str
    weight: str
    rule: str
    evidence: str
    place: Place = attrs.field(eq=False)
    source: SourceFile = attrs.field(default=SourceFile(""), eq=False, repr=False)

    def cell(self, field: str) -> Place:
        """Where the cell of a field stands; ``path`` is the field's name."""
        row = self.place.line or int((self.place.cell or "").lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
        return attrs.evolve(self.source.cell(row, field), path=field)


@attrs.frozen(eq=False)
class Budget:
    """Everything the user declared, validated, with withheld matter gone, and the place of every value."""

    declaration: Declaration
    lines: FactTable
    income: FactTable
    indicators: tuple[Indicator, ...]
    functions: CodeList
    economics: CodeList
    folder: Path
    """The folder of budget.yaml (absolute)."""
    templates: Path | None
    """Resolved folder of own templates."""
    places: Mapping[str, Place]
    """Dotted path of a value (``projects[3].unit``, ``reasons.function.2010301``) → where it stands."""
    repeated_rows: tuple[tuple[Place, Place], ...] = ()
    """(row, earlier row) pairs that are the same to the letter: a warning of check."""
    prior_unit_types: Mapping[str, str] = EMPTY
    """Unit id → type (行政, 参公, 事业) that the rows of the year before go by: last year's where ``prior`` is given."""
    hidden: tuple[HiddenCells, ...] = ()
    """What workbooks hide of the tables that were read: a warning of check."""
    theme: Path | None = None
    """Resolved file of an own theme."""
    pictures: Mapping[str, bytes] = attrs.field(default=EMPTY, repr=False)
    """Field of `Cover` (``emblem``, ``image``) → content of the file, which can be used."""
    prior_staffing: Staffing | None = None
    """The people of last year's budget, where ``prior`` is given and tells them."""
    withheld: Withheld = attrs.field(default=Withheld(), repr=False)
    """Salted hashes of what was withheld, to see it again where it must not stand."""

    @property
    def year(self) -> int:
        """The budget year."""
        return self.declaration.year

    def place(self, path: str) -> Place | None:
        """Where the value at a dotted path stands; its nearest known parent when the value itself was defaulted."""
        while path:
            if path in self.places:
                return self.places[path]
            path = path.rpartition("[" if path.endswith("]") else ".")[0] if ("." in path or "[" in path) else ""
        return None
