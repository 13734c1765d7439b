"""The sandbox of templates: what they may call, compute and print, and that all of it is counted."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from functools import wraps
from types import BuiltinMethodType, MethodType
from typing import Any, Final

from jinja2 import nodes, pass_context, pass_eval_context
from jinja2.exceptions import SecurityError, TemplateSyntaxError
from jinja2.filters import FILTERS
from jinja2.nodes import EvalContext
from jinja2.runtime import Context, LoopContext, markup_join, str_join
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import Namespace
from markupsafe import Markup

from reportgen.model.language import say
from reportgen.render.growth import (
    PLAIN,
    check_call,
    check_filter,
    check_length,
    check_printable,
    drawn,
    refuse_printing,
)
from reportgen.render.limits import TooMuch, meter, weigh
from reportgen.render.metering import CHAIN, COUNT, EACH, Metering

FILTERS_KEPT: Final = frozenset({
    "abs", "attr", "batch", "capitalize", "center", "count", "d", "default", "dictsort", "e", "escape", "first", "float",
    "forceescape", "groupby", "indent", "int", "items", "join", "last", "length", "list", "lower", "map", "max", "min",
    "reject", "rejectattr", "replace", "reverse", "round", "safe", "select", "selectattr", "slice", "sort", "string",
    "striptags", "sum", "title", "trim", "truncate", "unique", "upper", "urlencode", "wordcount",
})  # fmt: skip
"""The filters there are. Left out: what makes text by a pattern of sizes, chance, and what shows the inside of things."""
_METHODS: Final[Mapping[type, frozenset[str]]] = {
    str: frozenset({
        "capitalize", "count", "endswith", "find", "index", "isalpha", "isdigit", "islower", "isspace", "isupper", "join",
        "lower", "lstrip", "partition", "removeprefix", "removesuffix", "replace", "rfind", "rpartition", "rsplit", "rstrip",
        "split", "splitlines", "startswith", "strip", "striptags", "title", "upper",
    }),
    datetime.date: frozenset({"year", "month", "day", "isoformat"}),
    int: frozenset(),
    float: frozenset({"is_integer"}),
    Decimal: frozenset({"is_zero", "is_signed"}),
    bytes: frozenset(),
}  # fmt: skip
"""Methods and attributes of plain values; of all others those without an underscore in front."""
_VALUES: Final = tuple(_METHODS)
_BOUND: Final = (MethodType, BuiltinMethodType)
_FORMATS: Final = ("format", "format_map")
_NUMBERS: Final = (int, float, Decimal)
_POWER: Final = 64
_LONGEST_RANGE: Final = 10_000
_OPERATION, _CALL, _RUN = 2, 4, 16
"""Steps of a filter or operation, of a call, and of a run of a template, macro or block: about the time that they take."""
_PASSED_ON: Final = frozenset({"_loop_vars", "_block_vars"})
"""Arguments that the engine adds by itself."""


class Sandbox(ImmutableSandboxedEnvironment):
    """An engine whose templates compute little, print texts and numbers alone, and are counted while they run."""

    intercepted_binops = frozenset(ImmutableSandboxedEnvironment.default_binop_table)

    def __init__(self, **options: Any) -> None:
        super().__init__(finalize=_printed, **options)
        self.globals = {"namespace": Namespace, "range": _range}
        kept = {name: _limited(name, FILTERS[name]) for name in FILTERS_KEPT}
        self.filters = {**kept, EACH: _each, COUNT: _count, CHAIN: _chain}

    def compile(self, source: Any, name: str | None = None, filename: str | None = None, *more: Any) -> Any:
        """Compile a template. Raises TemplateSyntaxError also for what breaks the compiler instead of the rules."""
        try:
            return super().compile(source, name, filename, *more)
        except (RecursionError, MemoryError, SyntaxError, ValueError) as error:
            told = say("嵌套太深，或数太长", "nested too deeply, or a number that is too long")
            raise TemplateSyntaxError(told, 1, name, filename) from error

    def _generate(
        self, source: nodes.Template, name: str | None, filename: str | None, defer_init: bool = False
    ) -> str:
        return super()._generate(Metering(self).visit(source), name, filename, defer_init)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Whether a template may see that attribute."""
        if isinstance(obj, _VALUES):
            return any(attr in names for kind, names in _METHODS.items() if isinstance(obj, kind))
        return super().is_safe_attribute(obj, attr, value)

    def wrap_str_format(self, value: Any) -> Callable[..., str] | None:
        """Formatting by patterns is refused: patterns hold sizes, and reach into things."""
        if not isinstance(value, _BOUND) or value.__name__ not in _FORMATS or not isinstance(value.__self__, str):
            return None
        return _refuse_format

    def call(self, context: Context, obj: Any, /, *args: Any, **kwargs: Any) -> Any:
        """Call something for a template, and count it."""
        if (limits := meter()) is None:
            return super().call(context, obj, *args, **kwargs)
        args = tuple(map(_listed, args))
        values = (*args, *(value for key, value in kwargs.items() if key not in _PASSED_ON))
        limits.spend(weigh(*values), _CALL)
        check_call(obj, values)
        result = super().call(context, obj, *args, **kwargs)
        limits.spend(check_length(result))
        return result

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Compute with numbers; of texts and lists take sums alone."""
        if (limits := meter()) is None:
            return super().call_binop(context, operator, left, right)
        limits.spend(weigh(left, right), _OPERATION)
        if operator != "+" and not (isinstance(left, _NUMBERS) and isinstance(right, _NUMBERS)):
            raise SecurityError(say(f"运算 {operator} 只用于数", f"the operation {operator} is for numbers"))
        if operator == "**" and not abs(right) <= _POWER:
            raise TooMuch(say("数太大", "a number is too large"))
        result = super().call_binop(context, operator, left, right)
        weigh(result)
        return result


def _range(*numbers: int) -> range:
    """Python's range, of a length that a report may need."""
    values = range(*numbers)
    if len(values) > _LONGEST_RANGE:
        raise TooMuch(say(f"range 太长（最多 {_LONGEST_RANGE}）", f"the range is too long (at most {_LONGEST_RANGE})"))
    return values


def _listed(value: Any) -> Any:
    """What an iterator gives, as a list, so that it can be weighed."""
    return list(drawn(value)) if isinstance(value, Iterator) and not isinstance(value, LoopContext) else value


def _refuse_format(*_args: Any, **_kwargs: Any) -> str:
    raise SecurityError(say("不能用 format；请用 phrase", "`format` is not allowed: use `phrase`"))


@pass_context
def _printed(_context: Context, value: Any) -> Any:
    """What ``{{ … }}`` prints: texts, markup and numbers, no whole lists and records.

    Given the context so that nothing is printed, or computed, while a template is compiled.
    """
    if not isinstance(value, str):
        if isinstance(value, PLAIN):
            return value
        if not hasattr(value, "__html__"):
            refuse_printing(value)
        value = Markup(value)
    if limits := meter():
        limits.print(len(value))
    return value


@pass_context
def _each(_context: Context, values: Iterable[Any], text: int) -> Iterable[Any]:
    """The rounds of a loop whose body prints ``text`` fixed characters."""
    return values if meter() is None else _rounds(values, text)


def _rounds(values: Iterable[Any], text: int) -> Iterator[Any]:
    for value in values:
        _count_text(text, 1)
        yield value


@pass_context
def _count(_context: Context, text: int) -> str:
    """Counts a template, macro or block that prints ``text`` fixed characters, each time that it runs."""
    _count_text(text, _RUN)
    return ""


def _count_text(text: int, steps: int) -> None:
    if limits := meter():
        limits.spend(0, steps)
        limits.print(text)


@pass_eval_context
def _chain(context: EvalContext, values: tuple[Any, ...]) -> str:
    """The texts that ``~`` joins."""
    if limits := meter():
        limits.spend(weigh(*values), _OPERATION)
        check_printable(values)
    return (markup_join if context.autoescape else str_join)(values)


def _limited(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
    """A filter that is counted, and refuses what would grow out of measure."""
    first = int(hasattr(function, "jinja_pass_arg"))

    @wraps(function)
    def call(*given: Any, **kwargs: Any) -> Any:
        if (limits := meter()) is None:
            return function(*given, **kwargs)
        value, *rest = given[first:]
        value = _listed(value)
        others = (*rest, *kwargs.values())
        weight = weigh(value, *others)
        check_filter(name, value, others)
        limits.spend(weight, _OPERATION)
        result = function(*given[:first], value, *rest, **kwargs)
        check_length(result)
        return result

    return call
