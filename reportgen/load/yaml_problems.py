"""What the YAML parser complains of, in words for people who write budgets."""

from __future__ import annotations

from typing import Final

BLANK_IN_BRACES: Final = "found unexpected ':'"
"""A blank value in braces, {a:}, to the fast parser."""
PROBLEMS: Final = (
    ("mapping values are not allowed", "：此处不能再有“键: 值”，请检查这一行和上一行的缩进、半角冒号及其后的空格、引号",
     ": no `key: value` can stand here; look at this line and the one before: indentation, the blank after a colon, quotes"),
    ("could not find expected ':'", "：缺少冒号（用半角“:”，后面空一格）", ": a colon is missing, or the blank after it"),
    (BLANK_IN_BRACES, "：冒号后面要空一格", ": a blank must follow the colon"),
    ("expected ',' or", "：方括号或花括号没有配对，或缺少逗号", ": an unclosed bracket, or a missing comma"),
    ("unexpected end of stream", "：引号没有配对", ": an unclosed quote"),
    ("unexpected document indicator", "：引号没有配对", ": an unclosed quote"),
    ("did not find expected key", "：缩进不一致，或引号、括号之后还有文字",
     ": uneven indentation, or a text goes on after a closing quote or bracket"),
    ("expected <block end>", "：缩进不一致，或引号、括号之后还有文字",
     ": uneven indentation, or a text goes on after a closing quote or bracket"),
    ("did not find expected '-'", "：缩进不一致", ": uneven indentation"),
    ("cannot start any token", "：值不能以此字符开头，请加引号；缩进不能用制表符",
     ": a value cannot begin so without quotes, and tabs cannot indent"),
    ("unknown escape character", "：双引号里的反斜杠写法无效", ": not an escape sequence of a double-quoted text"),
    ("expected hexdecimal number", "：双引号里的反斜杠写法无效", ": not an escape sequence of a double-quoted text"),
    ("invalid Unicode character", "：双引号里的反斜杠写法无效", ": not an escape sequence of a double-quoted text"),
    ("did not find expected node content", "：缺少一个值，或多了逗号、括号",
     ": a value is missing, or a comma or bracket too many"),
    ("block sequence entries are not allowed", "：列表的“-”要另起一行；以“-”开头的文字要加引号",
     ": a list begins on a new line; a text that begins with `-` needs quotes"),
    ("alphabetic or numeric character", "：以 & 或 * 开头的文字要加引号",
     ": a text that begins with & or * needs quotes"),
    ("tab character", "：缩进不能用制表符", ": tabs cannot indent"),
    ("expected <document start>", "：多了括号或文字", ": a bracket or a text too many"),
    ("mapping keys are not allowed", "：以 ? 开头的文字要加引号", ": a text that begins with ? needs quotes"),
    ("directive", "：以 % 开头的行是 YAML 指令；文字以 % 开头要加引号",
     ": a line that begins with % is a YAML directive; a text that begins so needs quotes"),
    ("did not find URI", "：以 % 开头的行是 YAML 指令；文字以 % 开头要加引号",
     ": a line that begins with % is a YAML directive; a text that begins so needs quotes"),
    ("expected whitespace or line break", "：以 ! 开头的文字要加引号", ": a text that begins with ! needs quotes"),
    ("expected comment or line break", "：“|”和“>”之后要另起一行", ": a line break must follow | or >"),
)  # fmt: skip
"""Known beginnings of parser problems, all of them fixed phrases without any of the text, and what they mean."""


def explain(problem: str) -> tuple[str, str]:
    """What to add to the message of a syntax error, in (Chinese, English); nothing where the problem is not known."""
    return next(((zh, en) for known, zh, en in PROBLEMS if known in problem), ("", ""))
