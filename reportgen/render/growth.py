"""Refuses, before it is made, what a template would blow up: texts by products of sizes, lists printed as they are."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any, Final, NoReturn

from jinja2 import Undefined
from jinja2.exceptions import SecurityError

from reportgen.model.language import say
from reportgen.render.limits import LARGEST, TooMuch, meter, weigh

PLAIN: Final = (int, float, Decimal, datetime.date, type(None), Undefined)
"""What is printed as it is, beside texts."""
_PRINTING: Final = frozenset({
    "capitalize", "center", "e", "escape", "forceescape", "indent", "lower", "replace", "safe", "string",
    "striptags", "title", "trim", "truncate", "upper", "urlencode", "wordcount",
})  # fmt: skip
"""Filters that make a text of what they are given."""
_PRINTING_CALLS: Final = frozenset({"phrase", "joined", "numbered", "heading", "before_number", "grouped", "ordinal"})
"""Functions of the report that do."""
_GROWING: Final = frozenset({"replace", "join", "indent"})
"""Filters and methods whose text can be as long as the product of what they are given."""
_SIZED: Final = frozenset({"batch", "slice", "indent", "center", "truncate", "round"})
"""Filters that take a size as a number."""
_SIZE: Final = 1_000
_STRIPPING: Final = frozenset({"striptags", "heading", "clause", "reason"})
"""What takes markup out of a text, each piece of it in a pass of its own."""
_PASSES: Final = 100 * LARGEST


def check_filter(name: str, value: Any, others: Sequence[Any]) -> None:
    """Raise SecurityError when a filter would blow its ``value`` up, or print what is no text."""
    if name in _SIZED and any(isinstance(other, (int, float)) and not abs(other) <= _SIZE for other in others):
        raise TooMuch(say(f"{name} 的数太大", f"the number given to {name} is too large"))
    if name in _PRINTING or (name == "join" and len(others) < 2):
        check_printable((value,))
    if name == "sum" and any(isinstance(other, (list, tuple)) for other in others):
        raise SecurityError(say("sum 只用于数", "`sum` is for numbers"))
    if name in _GROWING:
        _check_product(name, value, others)
    if name in _STRIPPING:
        check_texts_in((value,))


def check_call(function: Any, values: Sequence[Any]) -> None:
    """Raise SecurityError when a function or method would blow up what it is given, or print what is no text."""
    name, owner = getattr(function, "__name__", ""), getattr(function, "__self__", None)
    if isinstance(owner, str):
        if name in _GROWING:
            _check_product(name, owner, values)
        if name in _STRIPPING:
            check_texts_in((owner,))
        return
    if name in _PRINTING_CALLS:
        check_printable(values)
    if name in _STRIPPING:
        check_texts_in(values)
    phrases = getattr(getattr(owner, "layout", None), "phrases", {})
    for value in values if name in ("phrase", "joined") else ():
        if isinstance(value, str) and value in phrases:
            parts = phrases[value].parts
            if (len(parts) + sum(map(len, parts))) * weigh(*values) > _PASSES:
                raise TooMuch(say(f"短语 {value} 太长", f"the phrase {value} grows too long"))


def _check_product(name: str, text: Any, others: Iterable[Any]) -> None:
    factor = max((abs(other) if isinstance(other, int) else weigh(other) for other in others), default=1)
    if weigh(text) * factor > _PASSES // 10:
        raise TooMuch(say(f"{name} 的文字太长", f"the text made by {name} is too long"))


def check_texts_in(values: Iterable[Any]) -> None:
    """Raise TooMuch for a text with so much markup that it would take long to take it out."""
    for value in values:
        if isinstance(value, str) and value.count("<") * len(value) > _PASSES:
            raise TooMuch(say("文字里的标记太多", "there is too much markup in a text"))


def check_length(result: Any) -> int:
    """The length of a text or list that was made. Raises TooMuch when it is too long."""
    length = len(result) if isinstance(result, (str, list, tuple, dict)) else 0
    if length > LARGEST:
        raise TooMuch(say("文字或列表太长", "a text or list is too long"))
    return length


def check_printable(values: Iterable[Any]) -> None:
    """Raise SecurityError for a record, also one in a list: its text is the inside of the program, and may be long."""
    for value in values:
        if isinstance(value, (list, tuple, set, frozenset)):
            check_printable(value)
        elif isinstance(value, dict):
            check_printable(value.values())
        elif not isinstance(value, (str, *PLAIN)) and not hasattr(value, "__html__"):
            refuse_printing(value)


def refuse_printing(value: Any) -> NoReturn:
    """Raise SecurityError: a template prints something whole that has parts."""
    name = type(value).__name__
    raise SecurityError(
        say(f"不能整个印出 {name}，请写出要印的那一项", f"{name} cannot be printed whole: name the part to print")
    )


def drawn(values: Iterator[Any]) -> Iterator[Any]:
    """What an iterator gives, counted and weighed on the way."""
    weight = 0
    for value in values:
        weight += weigh(value)
        if weight > LARGEST:
            raise TooMuch(say("文字或列表太长", "a text or list is too long"))
        if limits := meter():
            limits.spend(0)
        yield value
