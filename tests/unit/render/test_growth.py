"""What would blow up is refused before it is made."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from jinja2.exceptions import SecurityError
from markupsafe import Markup

from reportgen.render.growth import check_call, check_filter, check_length, check_printable, drawn
from reportgen.render.limits import LARGEST, TooMuch
from reportgen.render.phrase import parse_phrase

LONG = "a" * 100_000


@pytest.mark.parametrize(
    ("name", "value", "others"),
    [
        ("replace", LONG, ("a", LONG)),
        ("join", ["a"] * 10_000, (LONG,)),
        ("indent", "a\n" * 100_000, (500,)),
        ("center", "a", (1_001,)),
        ("batch", [1], (10**9,)),
        ("striptags", "<!---->" * 50_000, ()),
    ],
)
def test_filters(name: str, value: Any, others: tuple[Any, ...]) -> None:
    with pytest.raises(TooMuch):
        check_filter(name, value, others)
    check_filter(name, value[:10], ("a",) if name in ("replace", "join") else ())


class Report:
    """What `check_call` looks at: functions of a report whose layout has phrases."""

    layout = SimpleNamespace(phrases={"long": parse_phrase("{x}" * 100), "separator": parse_phrase("、" * 9_000)})

    def phrase(self, name: str, **values: object) -> None: ...

    def joined(self, items: object, separator: str) -> None: ...

    def heading(self, level: int, text: object) -> None: ...


def test_calls() -> None:
    report = Report()
    with pytest.raises(TooMuch):
        check_call(report.phrase, ("long", "x" * 3_000_000))
    with pytest.raises(TooMuch):
        check_call(report.joined, (["x"] * 10_000, "separator"))
    with pytest.raises(TooMuch):
        check_call(report.heading, (2, Markup("<i>" * 100_000)))
    with pytest.raises(TooMuch):
        check_call(LONG.replace, ("a", LONG))
    with pytest.raises(SecurityError):
        check_call(report.phrase, ("long", report))
    check_call(report.phrase, ("long", "x" * 1_000))
    check_call(report.joined, (["x"] * 100, "separator"))


def test_lists_and_records_are_no_text() -> None:
    check_printable(["a", 1, None, Markup("<b>"), ["a", {"b": "c"}]])
    with pytest.raises(SecurityError, match="Report"):
        check_printable(["a", ["b", Report()]])


def test_results_and_iterators() -> None:
    assert check_length("abc") == 3
    assert check_length(object()) == 0
    with pytest.raises(TooMuch):
        check_length("x" * (LARGEST + 1))
    assert list(drawn(iter("abc"))) == ["a", "b", "c"]
    with pytest.raises(TooMuch):
        list(drawn(LONG for _ in range(100)))
