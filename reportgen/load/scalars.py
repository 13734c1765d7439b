"""Single values of budget.yaml: raw text and its declared kind → the value, or a coded error."""

from __future__ import annotations

import datetime
import difflib
import re
import unicodedata
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, Final

from reportgen.load.nodes import Scalar
from reportgen.load.prose import read_prose, shorten, without_marks
from reportgen.load.reading import BAD, Bad, Reading, nearest
from reportgen.model.codelist import CodeKind, CodeList, parents
from reportgen.model.language import say
from reportgen.model.money import Money
from reportgen.model.prose import Prose
from reportgen.model.schema import (
    Amount,
    Choice,
    Code,
    Count,
    Date,
    FilePath,
    Identifier,
    Kind,
    NameOrFile,
    Quantity,
    Text,
)

IDENTIFIER: Final = r"[A-Za-z0-9_-]{1,64}"
COUNT: Final = r"0|[1-9][0-9]{0,8}"
QUANTITY: Final = r"(?:[0-9]{1,12}|[0-9]{1,3}(?:,[0-9]{3}){1,3})(?:\.[0-9]{1,6})?"
TABLES: Final = frozenset({"codes", "data.lines", "data.income", "data.projects", "data.facts"})
"""Files of last year's budget that this year's reads."""
FIRST_DIGIT: Final[Mapping[CodeKind, str]] = {"function": "2", "economic": "3"}
"""功能分类 codes begin with 2, 部门预算支出经济分类 codes with 3."""
DATE: Final = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
INVISIBLE: Final = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u200e\u200f\u202a\u202b\u202c\u202d\u202e"))
"""Characters without width, which come along with copied text."""


def read_scalar(node: Scalar, kind: Kind, path: str, reading: Reading) -> Any | Bad:
    """The value that ``node`` holds as ``kind`` (one of the scalar kinds); BAD when an error was noted."""
    return READERS[type(kind)](node, kind, path, reading)


def _text(node: Scalar, kind: Text, path: str, reading: Reading) -> str | Prose | Bad:
    if kind.prose:
        prose = read_prose(node, path, reading.report)
        return BAD if prose is None else prose
    return node.text.strip() if without_marks(node, path, reading.report) else BAD


def _identifier(node: Scalar, kind: Identifier, path: str, reading: Reading) -> str | Bad:
    text = node.text.strip()
    if re.fullmatch(IDENTIFIER, text):
        return text
    reading.error(
        "L030",
        "应是编号：只用字母、数字、“-”和“_”，最多 64 个",
        "must be an id: letters, digits, `-` and `_` only, at most 64",
        node,
        path,
        shorten(text),
        re.sub(r"[^A-Za-z0-9_-]+", "-", unicodedata.normalize("NFKC", text)).strip("-")[:64] or "P01",
    )
    return BAD


def _code(node: Scalar, kind: Code, path: str, reading: Reading) -> str | Bad:
    text = node.text.strip()
    if not well_formed(text, kind):
        reading.error(
            "L031",
            f"应是{_lengths_zh(kind)}位数字的{_kind_zh(kind.classification)}编码",
            f"must be {_kind_en(kind.classification)} code of {_lengths_en(kind)} digits",
            node,
            path,
            shorten(text),
            near_code(reading.codes[kind.classification], text, kind.lengths),
        )
        return BAD
    if text in reading.codes[kind.classification]:
        return text
    zh, en = unknown_code(kind.classification, text)
    expected = code_hint(reading.codes[kind.classification], text)
    reading.error("L032", f"：{zh}", f": {en}", node, path, text, expected)
    return BAD


def well_formed(text: str, kind: Code) -> bool:
    """Whether ``text`` has the digits that a code of that kind has."""
    return len(text) in kind.lengths and text.isascii() and text.isdigit()


def near_code(codes: CodeList, text: str, lengths: tuple[int, ...]) -> str:
    """The known code of one of ``lengths`` that is in ``text``, or most like it."""
    within = code_within(codes, text)
    if within is not None and len(within) in lengths:
        return within
    text = unicodedata.normalize("NFKC", text[:9])
    known = [code for code in codes.names if len(code) in lengths]
    # A code's class, or the first code of a class, is nearer than one that shares its digits in another order.
    kin = [code for code in known if text.startswith(code) or (text.isdigit() and code.startswith(text))]
    return kin[0] if kin else difflib.get_close_matches(text, known, n=1, cutoff=0.0)[0]


def code_within(codes: CodeList, text: str) -> str | None:
    """The known code that stands in a text with marks or its name around it; not in 2.07E+06, which has lost digits."""
    plain = unicodedata.normalize("NFKC", text[:60]).translate(INVISIBLE).strip("'\"=＇‘’“” ").removesuffix(".0")
    found = re.match(r"[0-9](?:[0-9]|[ .-](?=[0-9]))*", plain)
    if found is None or re.match(r"[0-9.]+[eE]", plain):
        return None
    digits = re.sub(r"[^0-9]", "", found[0])
    return digits if digits in codes else None


def code_meant(codes: CodeList, text: str, lengths: tuple[int, ...]) -> str | None:
    """What a text that is no code of one of ``lengths`` stands for: the code in it, or the finer codes below it."""
    within = code_within(codes, text)
    if within is None or (len(within) in lengths and within != text):
        return within
    below = [code for code in codes.names if len(code) == max(lengths) and code.startswith(within)]
    return "、".join(f"{code} {codes.name(code)}" for code in below[:3]) or None


def unknown_code(kind: CodeKind, code: str) -> tuple[str, str]:
    """The sentence that a code of the right length is unknown, in both languages."""
    return (
        f"科目表和 codes 里都没有{_kind_zh(kind)}编码 {code}",
        f"{code} is {_kind_en(kind)} code neither of the shipped list nor of `codes`",
    )


def code_hint(codes: CodeList, code: str) -> str:
    """The three nearest codes with their names, and the line that adds an unknown one (input contract, "Codes")."""
    near = "、".join(f"{known} {codes.name(known)}" for known in codes.nearest(code))
    if code[0] != FIRST_DIGIT[codes.kind]:  # no code of that classification: it cannot be added
        return say(f"相近的有 {near}", f"near: {near}")
    missing = [*(parent for parent in parents(code) if parent not in codes), code]
    entries = ", ".join(f'"{each}": {say("科目名称", "name")}' for each in missing)
    line = f"codes: {{{codes.kind}: {{{entries}}}}}"
    return say(
        f"相近的有 {near}；要新增请在 budget.yaml 里写 {line}", f"near: {near}; to add it write in budget.yaml: {line}"
    )


def _kind_zh(kind: CodeKind) -> str:
    return {"function": "功能科目", "economic": "经济科目"}[kind]


def _kind_en(kind: CodeKind) -> str:
    return {"function": "a function", "economic": "an economic"}[kind]


def _lengths_zh(kind: Code) -> str:
    return " " + "、".join(map(str, kind.lengths)) + " "


def _lengths_en(kind: Code) -> str:
    return " or ".join(map(str, kind.lengths))


def _amount(node: Scalar, kind: Amount, path: str, reading: Reading) -> Money | Bad:
    from reportgen.load.amount import AmountError, parse_amount

    if reading.amount_unit is None:
        return BAD
    try:
        return Money(parse_amount(node.text, reading.amount_unit))
    except AmountError as error:
        reading.error("L033", f"：{error.zh}", f": {error.en}", node, path, shorten(node.text), error.expected)
        return BAD


def _count(node: Scalar, kind: Count, path: str, reading: Reading) -> int | Bad:
    text = node.text.strip()
    if re.fullmatch(f"[+-]?(?:{COUNT})" if kind.signed else COUNT, text):
        return int(text)
    if kind.signed:
        zh, en = "应是整数，减少写负数", "must be a whole number, negative for a decrease"
    else:
        zh, en = "应是不小于零的整数", "must be a whole number, not negative"
    example = "2024" if path == "year" else "12"
    right = _whole_number(text, kind) or say(f"整数，如 {example}", f"a whole number such as {example}")
    reading.error("L034", zh, en, node, path, shorten(text), right)
    return BAD


def _whole_number(text: str, kind: Count) -> str | None:
    """The whole number that stands there in other words: 2024.0, 2024年, 1,200, 012, 减少2, ２０２４."""
    plain = unicodedata.normalize("NFKC", text[:40]).translate(INVISIBLE)
    found = re.fullmatch(
        r"(?P<sign>[+-]|减少|下降|减|增加|增)?\s*(?P<digits>[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,9})(?:\.0+)?\s*[年人个辆台套名项万]?",
        plain,
    )
    if found is None or plain.endswith("万"):
        return None
    minus = "-" if kind.signed and found["sign"] in ("-", "减少", "下降", "减") else ""
    if not kind.signed and found["sign"] not in (None, "+", "增加", "增"):
        return None
    return minus + (found["digits"].replace(",", "").lstrip("0") or "0")


def _quantity(node: Scalar, kind: Quantity, path: str, reading: Reading) -> Decimal | Bad:
    text = unicodedata.normalize("NFKC", node.text).strip()
    if text.isascii() and re.fullmatch(QUANTITY, text):
        return Decimal(text.replace(",", ""))
    zh, en = "应是不小于零的数，最多 6 位小数", "must be a number, not negative, with at most 6 decimals"
    reading.error("L035", zh, en, node, path, shorten(node.text), "222237.72")
    return BAD


def _date(node: Scalar, kind: Date, path: str, reading: Reading) -> datetime.date | Bad:
    text = node.text.strip()
    if text.isascii() and re.fullmatch(DATE, text):
        try:
            return datetime.date.fromisoformat(text)
        except ValueError:
            zh, en = "不是日历上有的日期", "is no date of the calendar"
            reading.error("L036", zh, en, node, path, text, say("实际存在的日期", "a real date"))
            return BAD
    zh, en = "应是日期，写作 年-月-日（4、2、2 位数字）", "must be a date, written YYYY-MM-DD"
    reading.error("L036", zh, en, node, path, shorten(text), _likely_date(text))
    return BAD


def _likely_date(text: str) -> str:
    """The date that a text may mean: other separators, no separators, day first, a spreadsheet's day number."""
    plain = unicodedata.normalize("NFKC", text[:40]).translate(INVISIBLE)
    forms = (
        (r"(\d{4})\D{1,2}(\d{1,2})\D{1,2}(\d{1,2})(?!\d)", (1, 2, 3)),
        (r"(\d{4})(\d{2})(\d{2})$", (1, 2, 3)),
        (r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})$", (3, 2, 1)),
    )
    try:
        for form, order in forms:
            found = re.match(form, plain)
            if found:
                return str(datetime.date(*(int(found[group]) for group in order)))
        if re.fullmatch(r"[34]\d{4}(?:\.0+)?", plain):
            day = datetime.date(1899, 12, 30) + datetime.timedelta(days=int(plain[:5]))
            return say(f"{day}（{plain} 是表格软件里日期的序号）", f"{day} ({plain} is a spreadsheet's number for it)")
    except ValueError:
        return say("实际存在的日期", "a real date")
    return "2024-02-28"


def _choice(node: Scalar, kind: Choice, path: str, reading: Reading) -> str | Bad:
    text = node.text.strip()
    if text in kind.values:
        return text
    words = " | ".join(kind.values)
    zh, en = f"应是其中之一：{words}", f"must be one of: {words}"
    # By a slip a switch may have swallowed the line below, which it withholds: no more than its first word is shown.
    first, *more = text.split()
    value = f"{shorten(first)} …" if more else shorten(first)
    meant = unicodedata.normalize("NFKC", text[:64]).translate(INVISIBLE).strip("'\"“”‘’ ").casefold()
    by_meaning = {label: word for word, (label, _) in kind.values.items()}
    right = meant if meant in kind.values else by_meaning.get(text) or nearest(text, kind.values)
    reading.error("L037", zh, en, node, path, value, right)
    return BAD


def _file(node: Scalar, kind: FilePath, path: str, reading: Reading) -> str | Bad:
    if not without_marks(node, path, reading.report):
        return BAD
    if reading.last_year and path not in TABLES:
        return node.text.strip()
    return BAD if reading.file(node, kind, path) is None else node.text.strip()


def _name_or_file(node: Scalar, kind: NameOrFile, path: str, reading: Reading) -> str | Bad:
    text = node.text.strip()
    if text in kind.names:
        return text
    if text.casefold().endswith(kind.suffix):
        return _file(node, FilePath(), path, reading)
    words = " | ".join(kind.names)
    zh = f"应是其中之一：{words}，或一个 {kind.suffix} 文件"
    en = f"must be one of: {words}, or a {kind.suffix} file"
    reading.error("L037", zh, en, node, path, shorten(text), nearest(text, kind.names))
    return BAD


READERS: Final[dict[type[Kind], Callable[[Scalar, Any, str, Reading], Any]]] = {
    Text: _text,
    Identifier: _identifier,
    Code: _code,
    Amount: _amount,
    Count: _count,
    Quantity: _quantity,
    Date: _date,
    Choice: _choice,
    FilePath: _file,
    NameOrFile: _name_or_file,
}
"""Scalar kind → how its text is read."""
