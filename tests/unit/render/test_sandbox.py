"""The sandbox: plain values with harmless methods, numbers that stay small, texts and numbers alone on the page."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

import attrs
import pytest
from jinja2 import StrictUndefined
from jinja2.exceptions import SecurityError, TemplateAssertionError, TemplateSyntaxError

from reportgen.render.limits import TooMuch, metered
from reportgen.render.sandbox import FILTERS_KEPT, Sandbox


@attrs.frozen
class Record:
    name: str = "x"


VALUES: dict[str, Any] = {
    "record": Record(),
    "day": datetime.date(2024, 2, 28),
    "number": Decimal("1.50"),
    "text": "a,b",
}


def rendered(source: str) -> str:
    with metered(True):
        return Sandbox(autoescape=True, undefined=StrictUndefined).from_string(source).render(**VALUES)


@pytest.mark.parametrize(
    ("source", "printed"),
    [
        ("{{ text.split(',') | join('、') }}", "a、b"),
        ("{{ '、'.join(text.split(',')) }}", "a、b"),
        ("{{ text.replace(',', '') | upper }}", "AB"),
        ("{{ record.name }}{{ number }}{{ day }}{{ none }}{{ true }}", "x1.502024-02-28NoneTrue"),
        ("{{ day.year }}-{{ day.month }}", "2024-2"),
        ("{{ 2 + 3 * 4 - 7 // 2 }}{{ 2 ** 10 }}{{ 7 % 4 }}", "1110243"),
        ("{{ [1] + [2] == [1, 2] }}{{ 'a' + 'b' }}", "Trueab"),
        ("{{ [record, record] | map(attribute='name') | join('+') }}", "x+x"),
        ("{{ [record] | join(',', attribute='name') }}", "x"),
        ("{% for a in range(3) %}{{ a }}{% endfor %}", "012"),
        ("{{ [3, 1, 2] | sort | batch(2) | list | length }}", "2"),
        ("{{ '<b>' }}{{ '<b>' | safe }}", "&lt;b&gt;<b>"),
    ],
)
def test_what_is_allowed(source: str, printed: str) -> None:
    assert rendered(source) == printed


@pytest.mark.parametrize(
    "source",
    [
        "{{ record }}", "{{ [1] }}", "{{ {1: 2} }}", "{{ [record] | join }}", "{{ record | string }}", "{{ 'x' ~ record }}",
        "{{ text.format(1) }}", "{{ text.ljust(5) }}", "{{ text.encode() }}", "{{ (1).bit_length() }}", "{{ day.strftime('%Y') }}",
        "{{ 'x' * 2 }}", "{{ [1] * 2 }}", "{{ '%d' % 1 }}", "{{ record.__class__ }}", "{{ [1].append(2) }}", "{{ [[1]] | sum(start=[]) }}",
    ],
)  # fmt: skip
def test_what_is_refused(source: str) -> None:
    with pytest.raises(SecurityError):
        rendered(source)


@pytest.mark.parametrize(
    "source",
    [
        "{{ 2 ** 65 }}", "{{ 2 ** 60 ** 60 ** 60 }}", "{{ range(10001) }}", "{{ 'x' | center(1001) }}", "{{ [1] | batch(1001) | list }}",
        "{% for a in range(9999) %}{% for b in range(9999) %}{% endfor %}{% endfor %}",
    ],
)  # fmt: skip
def test_what_is_too_much(source: str) -> None:
    with pytest.raises(TooMuch):
        rendered(source)


@pytest.mark.parametrize(
    "name", ["random", "pprint", "format", "urlize", "wordwrap", "tojson", "xmlattr", "filesizeformat"]
)
def test_filters_that_are_not_there(name: str) -> None:
    assert name not in FILTERS_KEPT
    with pytest.raises(TemplateAssertionError):
        rendered(f"{{{{ text | {name} }}}}")


@pytest.mark.parametrize("source", ["{{ " + "(" * 900 + "1" + ")" * 900 + " }}", "{{ " + "9" * 5000 + " }}"])
def test_what_breaks_the_compiler_is_a_syntax_error(source: str) -> None:
    with pytest.raises(TemplateSyntaxError):
        rendered(source)


def test_the_shipped_layout_alone_is_not_limited() -> None:
    source = "{% for a in range(2000) %}{% for b in range(600) %}{% endfor %}{% endfor %}done"
    assert Sandbox().from_string(source).render() == "done"
