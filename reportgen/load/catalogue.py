"""Every load error (codes L…) in one line, in both languages: for the documentation and for whoever meets one."""

from __future__ import annotations

from typing import Final

from reportgen.load.catalogue_tables import TABLE_CODES

BUDGET_CODES: Final[dict[str, tuple[str, str]]] = {
    "L001": ("文件不存在或无法读取", "the file does not exist or cannot be read"),
    "L002": ("budget.yaml 不是 UTF-8 编码", "budget.yaml is not encoded in UTF-8"),
    "L003": ("文件含有控制字符", "the file holds a control character"),
    "L004": ("YAML 语法错误；只给出位置", "YAML syntax error; only the place is told"),
    "L005": ("文件没有内容", "the file is empty"),
    "L006": ("文件里有一个以上的 YAML 文档", "the file holds more than one YAML document"),
    "L007": ("使用了 YAML 锚点或别名", "a YAML anchor or alias"),
    "L008": ("使用了 YAML 标签", "a YAML tag"),
    "L009": ("使用了 YAML 合并键 <<", "a YAML merge key <<"),
    "L010": ("同一个键写了两次", "a key given twice"),
    "L011": ("嵌套超过 40 层", "more than 40 levels of nesting"),
    "L012": ("键不是一行文字", "a key that is not plain text"),
    "L013": ("文件最外层不是“键: 值”", "the outermost level is not `key: value` pairs"),
    "L014": ("文件太大", "the file is too large"),
    "L020": ("没有这个键；给出最相近的键", "an unknown key; the nearest one is told"),
    "L021": ("必填项没有填写", "a needed value is missing or blank"),
    "L022": ("形式不对：应是一个值、列表或“键: 值”", "the wrong shape: one value, a list or a mapping is wanted"),
    "L023": ("列表里有空的一条", "a blank item in a list"),
    "L030": ("编号用了字母、数字、“-”“_”以外的字符", "an id with other than letters, digits, `-` and `_`"),
    "L031": ("科目编码的位数不对或不是数字", "a code without the right number of digits"),
    "L032": ("科目表和 codes 里都没有这个编码；给出三个相近的和要加的一行",
             "a code neither of the shipped list nor of `codes`; three near ones and the line to add are told"),
    "L033": ("不是金额", "not an amount"),
    "L034": ("不是整数，或不该是负数", "not a whole number, or negative where it must not be"),
    "L035": ("不是不小于零的数", "not a number, or negative"),
    "L036": ("不是日期，或日历上没有", "not a date, or not one of the calendar"),
    "L037": ("不是可选的几个词之一", "none of the words to choose from"),
    "L038": ("这一块里没有这个键（资金来源、支出类别等固定名称）", "no key of this block (fixed names such as sources)"),
    "L039": ("文字里有控制字符", "a control character in a text"),
    "L040": ("说明文字里的表达式无效", "an expression in prose that is not allowed"),
    "L041": ("不是说明文字的地方用了表达式", "an expression where there is no prose"),
    "L050": ("路径是绝对路径，或离开了文件夹", "an absolute path, or one that leaves the folder"),
    "L051": ("路径经由链接离开了文件夹", "a link leads the path out of the folder"),
    "L052": ("找不到文件", "no such file"),
    "L053": ("找不到文件夹", "no such folder"),
    "L060": ("新增的科目没有名称", "an added code without a name"),
    "L061": ("新增科目的上级科目不在科目表里", "the parent of an added code is unknown"),
    "L062": ("同一个科目新增了两次", "a code added twice"),
    "L070": ("理由表里没有这个类别", "no such category of reasons"),
    "L071": ("理由表的“项目”应填未填，或不该填", "an item that is wanted and missing, or not wanted"),
    "L072": ("同一个值在两处都填写了", "a value given in two places"),
    "L073": ("基本信息表里没有这一项", "no such fact"),
    "L074": ("项目表有一行没有项目编号", "a row of the projects sheet without project id"),
    "L075": ("基本信息表的序号不连续", "numbers of the facts sheet that do not run on"),
    "L080": ("上年预算就是本文件自己", "last year's budget is this file itself"),
    "L081": ("上年预算的年度不是上一年", "last year's budget is not of the year before"),
    "L090": ("format 不是 1", "`format` is not 1"),
    "L091": ("年度不合理", "a year that makes no sense"),
    "L092": ("版式名称不是文件夹名", "the layout's name is no folder's name"),
    "L093": ("编号重复", "an id given twice"),
    "L094": ("项目的次序重复", "an order given twice among projects"),
    "L095": ("项目的单位不在 units 里", "a project's unit that is none of `units`"),
    "L096": ("项目缺单位或功能科目", "a project without unit or function"),
    "L097": ("结束日期早于开始日期", "a period that ends before it begins"),
    "L098": ("uses.carryover 的键不是项目编号", "a key of uses.carryover that is no project id"),
    "L099": ("reasons.function 的科目在两年的明细里都没有", "a reason for a code that no line of either year has"),
    "L100": ("更正版次小于 2", "the number of a corrected edition is below 2"),
}  # fmt: skip
"""Errors of budget.yaml, of the sheets for words and of the checks across."""

CODES: Final[dict[str, tuple[str, str]]] = {**BUDGET_CODES, **TABLE_CODES}
"""Code → what it means, in (Chinese, English)."""
