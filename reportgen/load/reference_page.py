"""The reference page of the input: one table a record, made from the same declarations that validate budget.yaml."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

import attrs

from reportgen.load.codes import code_headings
from reportgen.load.csv_bytes import MOST_BYTES, MOST_LINES
from reportgen.load.header import MOST_COLUMNS
from reportgen.load.nodes import MOST_NODES
from reportgen.load.prose import LONGEST_TEXT
from reportgen.load.sheets import OWN_SHEET, fact_labels, headings, project_columns
from reportgen.load.structure import yaml_fields
from reportgen.load.xlsx_package import MOST_ROWS
from reportgen.model.budget import Declaration, Reasons
from reportgen.model.language import Language
from reportgen.model.schema import (
    Amount,
    Choice,
    Code,
    Count,
    Date,
    FilePath,
    Identifier,
    Kind,
    ListOf,
    MapOf,
    NameOrFile,
    OneOf,
    Quantity,
    Record,
    Spec,
    Text,
)
from reportgen.model.source import OWN_FUNDS_ITEMS, SOURCES

Words = tuple[str, str]


def reference_page(language: Language) -> str:
    """Markdown on everything a budget folder may hold, in one language: files, keys, headings, sources, sheets."""
    page = _Page(language)
    page.add(*INTRODUCTION)
    page.records()
    page.tables()
    page.sheets()
    page.add(*PROSE)
    return "\n".join(page.lines).rstrip() + "\n"


INTRODUCTION: Final[tuple[Words, ...]] = (
    ("# 输入参考", "# Input reference"),
    (
        "本页由程序里的输入定义生成（校验、编辑器提示和本页出自同一处）。一份预算是一个文件夹：一个 `budget.yaml` 和几张表。"
        "金额以元为单位最多两位小数，以万元为单位最多六位，可用全角数字和千位分隔符，不带正负号；编码和编号加不加引号都一样；"
        "空着的可选项等于没有写，绝不当作零。",
        "This page is made from the input's one definition, which also validates budgets and feeds editors. A budget is a "
        "folder: one `budget.yaml` and a few tables. Amounts have at most two decimals in 元 and six in 万元, full-width "
        "digits and thousands separators are welcome, signs are not; codes and ids may be quoted or not; an optional value "
        "that is blank is not given, and never read as zero.",
    ),
    (
        "`budget.yaml` 用 UTF-8 编码，只有一个文档，不用锚点、别名、标签和合并键。路径相对于 `budget.yaml`；"
        "除 `prior` 外都在它的文件夹里。",
        "`budget.yaml` is UTF-8, one document, without anchors, aliases, tags and merge keys. Paths are relative to "
        "`budget.yaml`; all but `prior` stay inside its folder.",
    ),
)

PROSE: Final[tuple[Words, ...]] = (
    ("## 文字里的数", "## Figures in prose"),
    (
        '说明文字里可以引用计算出的数：`{{ amount("键") }}`、`{{ change("键") }}`、`{{ growth("键") }}`、`{{ share("键") }}`，'
        "键是数字键去掉最后一段，单引号双引号都可以；印出数和单位。此外任何 `{{`、`{%`、`{#` 都是错误。",
        'Prose may refer to a computed figure: `{{ amount("key") }}`, `{{ change("key") }}`, `{{ growth("key") }}`, '
        '`{{ share("key") }}`; the key is a figure key without its last part, in single or double quotes; number and unit '
        "are printed. Any other `{{`, `{%` or `{#` is an error.",
    ),
    ("## 不公开的内容", "## Withheld matter"),
    (
        "标有“不公开”的项在读入时就丢弃，不校验，也不会出现在任何文件、日志或消息里；开关写错时按不公开处理。",
        "Values marked as withheld are dropped when the file is read: they are not validated and appear in no file, log or "
        "message; a switch that cannot be read counts as withholding.",
    ),
    ("## 限度", "## Limits"),
    (
        f"防止损坏的或恶意的文件拖住程序；真实的预算远远用不到。一段文字最多 {LONGEST_TEXT:,} 个字；`budget.yaml` 最多 {MOST_NODES:,} 个值；"
        f"CSV 最多 {MOST_BYTES // 1024**2} MB、{MOST_LINES:,} 行；工作表最多 {MOST_ROWS:,} 行；表格最多 {MOST_COLUMNS:,} 列。",
        f"They keep broken or hostile files from holding up the program; no real budget comes near. A text: {LONGEST_TEXT:,} "
        f"characters; `budget.yaml`: {MOST_NODES:,} values; a CSV file: {MOST_BYTES // 1024**2} MB and {MOST_LINES:,} lines; a "
        f"sheet: {MOST_ROWS:,} rows; a table: {MOST_COLUMNS:,} columns.",
    ),
)

INDICATOR_MEANING: Final[Words] = (
    "绩效指标；项目留空表示部门整体", "performance targets; a blank project is the whole department"
)  # fmt: skip
CODES_MEANING: Final[Words] = (
    "新增或改名的科目；2 开头是功能科目，3 开头是经济科目；新增科目的上级科目也要有",
    "codes added or renamed; 2 begins a function code, 3 an economic code; the parents of an added code must be known too",
)
TABLE_MEANINGS: Final[dict[str, Words]] = {
    "year": ("预算年度或上一年", "the budget year or the year before"),
    "unit": ("单位编号；基本支出和上年可空，项目支出空着即项目的单位",
             "unit id; may be blank in basic lines and the prior year; in a project's line blank is the project's"),
    "function": ("七位功能科目；只有上年的财政专户、单位资金和结转可空",
                 "7-digit code; blank only in prior-year rows of 财政专户, 单位资金 and carry-over"),
    "kind": ("基本支出或项目支出", "基本支出 or 项目支出"),
    "project": ("项目编号；预算年度的项目支出必填", "project id; needed in 项目支出 of the budget year"),
    "source": ("资金来源，见下", "funding source, see below"),
    "economic": ("部门预算经济科目，五位，项目可用三位；上年以及财政专户、单位资金、结转留空",
                 "departmental economic code, 5 digits, or 3 for projects; blank in prior-year rows and for 财政专户, "
                 "单位资金 and carry-over"),
    "amount": ("金额，单位见 amount_unit", "amount, in `amount_unit`"),
    "item": ("只用于单位资金：" + "、".join(OWN_FUNDS_ITEMS), "with 单位资金 alone: " + ", ".join(OWN_FUNDS_ITEMS)),
}  # fmt: skip


class _Page:
    """The page's lines in one language."""

    def __init__(self, language: Language) -> None:
        self.index = 0 if language == "zh" else 1
        self.lines: list[str] = []

    def word(self, words: Words) -> str:
        return words[self.index]

    def add(self, *paragraphs: Words) -> None:
        for paragraph in paragraphs:
            self.lines += [self.word(paragraph), ""]

    def table(self, header: Iterable[Words], rows: Iterable[Iterable[str]]) -> None:
        names = [self.word(words) for words in header]
        self.lines += [_row(names), _row(["---"] * len(names)), *map(_row, rows), ""]

    def records(self) -> None:
        """A table of each record, in the order of first mention."""
        places: dict[type, list[str]] = {}
        for cls, path in _walk(Declaration, ""):
            places.setdefault(cls, []).append(f"`{path or 'budget.yaml'}`")
        for cls, paths in places.items():
            self.add((f"## {'、'.join(paths)}", f"## {', '.join(paths)}"))
            self.lines += [(cls.__doc__ or "").split("\n")[0], ""] if self.index else []
            header: tuple[Words, ...] = (
                ("键", "Key"), ("名称", "Chinese name"), ("必填或默认", "Needed or default"), ("写法", "Value"),
                ("含义", "Meaning"),
            )  # fmt: skip
            self.table(
                header, (self.record_row(key, name, spec, cls) for key, (name, spec) in yaml_fields(cls).items())
            )

    def record_row(self, key: str, name: str, spec: Spec, cls: type) -> list[str]:
        meaning = self.word((spec.zh, spec.en))
        if spec.withheld_by:
            note = f"`{spec.withheld_by}: withheld` 时不公开", f"withheld under `{spec.withheld_by}: withheld`"
            meaning += self.word(("；", "; ")) + self.word(note)
        return [f"`{key}`", spec.label, self.needed(spec, getattr(attrs.fields(cls), name).default),
                self.kind(spec.kind), meaning]  # fmt: skip

    def needed(self, spec: Spec, default: Any) -> str:
        if spec.required:
            return self.word(("必填", "needed"))
        return f"`{default}`" if isinstance(default, str) else self.word(("可不填", "optional"))

    def kind(self, kind: Kind) -> str:
        """How a value is written."""
        if isinstance(kind, Choice):
            values = (f"`{word}` {self.word(meaning)}" for word, meaning in kind.values.items())
            return self.word(("；", "; ")).join(values)
        if isinstance(kind, NameOrFile):
            values = (f"`{word}` {self.word(meaning)}" for word, meaning in kind.names.items())
            own = self.word((f"；或 `{kind.suffix}` 文件的路径", f"; or the path of a `{kind.suffix}` file"))
            return self.word(("；", "; ")).join(values) + own
        if isinstance(kind, Code):
            return self.word((f"{_or(kind.lengths, '或')} 位编码", f"code of {_or(kind.lengths, 'or')} digits"))
        if isinstance(kind, ListOf):
            return self.word(("列表：", "list of: ")) + self.kind(kind.item)
        if isinstance(kind, OneOf):
            return self.word(("，或", ", or ")).join(self.kind(option) for option in kind.options)
        if isinstance(kind, MapOf):
            return self.mapping(kind)
        return self.word(_simple(kind))

    def mapping(self, kind: MapOf) -> str:
        value = self.kind(kind.value)
        if kind.names is not None:
            return self.word(("键：", "keys: ")) + "、".join(f"`{name}`" for name in kind.names) + f" → {value}"
        key = self.word(("任意名称", "any name")) if kind.key is None else self.kind(kind.key)
        return f"{key} → {value}"

    def tables(self) -> None:
        """The columns of the three tables and the thirteen sources."""
        from reportgen.load.indicators import INDICATOR_HEADINGS
        from reportgen.load.lines import INCOME_HEADINGS, LINE_HEADINGS

        self.add(("## 表格", "## Tables"), (
            "CSV（UTF-8 或 GB18030）或 XLSX（`文件.xlsx#工作表`），第一行是表头，列的先后不限，中英文表头都可以。",
            "CSV (UTF-8 or GB18030) or XLSX (`file.xlsx#sheet`); the first row is the heading, columns come in any order, "
            "by Chinese or English name.",
        ))  # fmt: skip
        header: tuple[Words, ...] = (("表头", "Heading"), ("英文", "Alias"), ("含义", "Meaning"))
        for title, columns in (("data.lines", LINE_HEADINGS), ("data.income", INCOME_HEADINGS)):
            self.add((f"### {title}",) * 2)
            self.table(header, ([h.zh, f"`{h.key}`", self.word(TABLE_MEANINGS[h.key])] for h in columns))
        self.add(("### data.indicators",) * 2, INDICATOR_MEANING)
        self.table(header[:2], ([h.zh, f"`{h.key}`"] for h in INDICATOR_HEADINGS))
        self.add(("### codes",) * 2, CODES_MEANING)
        self.table(header[:2], ([h.zh, f"`{h.key}`"] for h in code_headings()))
        self.add(("### 资金来源", "### Funding sources"))
        self.table((("写法（括号可用全角）", "Spelt (full-width brackets too)"), ("数字键", "Figure key")),
                   ([source.name, f"`{source.key}`"] for source in SOURCES))  # fmt: skip

    def sheets(self) -> None:
        """The sheets for words."""
        self.add(("## 文字工作表", "## Sheets for words"), (
            "`budget.yaml` 里的项目、理由和基本信息可以改写在工作簿里；同一个值两处都写是错误。",
            "Projects, reasons and small facts may stand in a workbook instead of `budget.yaml`; a value in both is an error.",
        ))  # fmt: skip
        self.add(("### data.projects",) * 2, (
            "一行一个项目。下一层的项在名称前加上一层的名称。资金分配逐项列出时，第二项起另起一行，编号留空。开关可写中文含义。",
            "A project a row. Nested keys have their block's name in front. An allocation of several items takes a row each; "
            "from the second on the id is blank. Switches may be written by their Chinese meaning.",
        ))  # fmt: skip
        columns = ([column.heading, f"`{column.alias}`"] for column in project_columns())
        self.table((("表头", "Heading"), ("英文", "Alias")), columns)
        labels = "、".join(spec.label for _, spec in yaml_fields(Reasons).values())
        names = "、".join(heading.zh for heading in headings("reasons"))
        self.add(("### data.reasons",) * 2, (
            f"表头：{names}。类别是 {labels}；项目是该类别下的键，如 一般公共预算 或 2010301，机关运行经费留空。",
            f"Headings: {names}. 类别 is one of {labels}; 项目 is the key within it, such as 一般公共预算 or 2010301, and blank "
            "for 机关运行经费.",
        ))  # fmt: skip
        names = "、".join(heading.zh for heading in headings("facts"))
        outside = ", ".join(f"`{key}`" for key in sorted(OWN_SHEET))
        self.add(("### data.facts",) * 2, (
            f"表头：{names}。项目是各层名称用“.”相连；列表里的第几条写序号，一行文字的列表每条一行；下面的“名称”换成自己的键，如"
            f" 用途.功能科目.201。不含 {outside}。可写的有：",
            f"Headings: {names}. 项目 joins the names of each level by `.`; a number tells the item of a list, and a list of "
            f"texts takes a row each; 名称 below stands for a key of your own, as in 用途.功能科目.201. All but {outside}:",
        ))  # fmt: skip
        self.lines += [*(f"- {label}" for label in fact_labels()), ""]


def _row(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _or(lengths: tuple[int, ...], word: str) -> str:
    return f" {word} ".join(map(str, lengths))


def _simple(kind: Kind) -> Words:
    if isinstance(kind, Record):
        return "下一层的键，见本页", "keys of its own, on this page"
    if isinstance(kind, Text):
        return ("说明文字", "prose") if kind.prose else ("文字", "text")
    if isinstance(kind, Count):
        return ("整数", "whole number, may be negative") if kind.signed else ("不小于零的整数", "whole number")
    if isinstance(kind, FilePath):
        return ("文件夹", "folder") if kind.folder else ("文件", "file")
    words: dict[type[Kind], Words] = {
        Identifier: ("编号：字母、数字、- 和 _", "id: letters, digits, - and _"),
        Amount: ("金额", "amount"),
        Quantity: ("数，最多 6 位小数", "number, at most 6 decimals"),
        Date: ("日期，如 2024-02-28", "date such as 2024-02-28"),
    }
    return words[type(kind)]


def _walk(cls: type, path: str) -> Iterator[tuple[type, str]]:
    """Every record with the path of its first mention, from the top."""
    yield cls, path
    for key, (_, spec) in yaml_fields(cls).items():
        where = f"{path}.{key}" if path else key
        for inner, suffix in _records(spec.kind):
            yield from _walk(inner, where + suffix)


def _records(kind: Kind) -> Iterator[tuple[type, str]]:
    if isinstance(kind, Record):
        yield kind.cls, ""
    elif isinstance(kind, ListOf):
        for cls, suffix in _records(kind.item):
            yield cls, "[]" + suffix
    elif isinstance(kind, OneOf):
        for option in kind.options:
            yield from _records(option)
