"""The counting that is put into templates: every round and run, with the fixed text in it, and nothing changes on the page."""

from __future__ import annotations

import pytest
from jinja2 import DictLoader
from markupsafe import Markup

from reportgen.render.limits import PRINTED, STEPS, meter, metered
from reportgen.render.metering import fixed_text
from reportgen.render.sandbox import Sandbox


def cost(source: str, **templates: str) -> tuple[str, int, int]:
    """What a template prints, the steps it takes and the characters it is charged with."""
    engine = Sandbox(loader=DictLoader({"main": source, **templates}))
    with metered(True):
        html = engine.get_template("main").render()
        limits = meter()
        assert limits is not None
        return html, STEPS - limits.steps, PRINTED - limits.printed


def test_a_template_pays_for_its_text() -> None:
    assert cost("abcde") == ("abcde", 16, 5)


def test_every_round_pays_for_the_text_in_it() -> None:
    html, steps, printed = cost("{% for a in 'xyz' %}ab{% if a %}c{% endif %}{% endfor %}")
    assert (html, printed) == ("abc" * 3, 9)
    assert steps == 16 + 3


def test_loops_know_their_places_and_lengths() -> None:
    source = (
        "{% for a in 'xyz' %}{{ loop.index }}/{{ loop.length }}{{ ',' if not loop.last }}{% else %}none{% endfor %}"
    )
    assert cost(source)[0] == "1/3,2/3,3/3"
    assert cost("{% for a in [] %}x{% else %}none{% endfor %}")[0] == "none"


def test_recursive_loops_pay_where_they_go_to() -> None:
    tree = "{% for a in [[[1]]] recursive %}ab{% if a is iterable %}{{ loop(a) }}{% endif %}{% endfor %}"
    html, steps, printed = cost(tree)
    assert html == "ababab"
    assert printed >= 6
    assert steps >= 3 * 16


@pytest.mark.parametrize(
    "source",
    [
        "{% macro m() %}abc{% endmacro %}{{ m() }}{{ m() }}",
        "{% macro m() %}{{ caller() }}{% endmacro %}{% call m() %}abc{% endcall %}{% call m() %}abc{% endcall %}",
        "{% include 'abc' %}{% include 'abc' %}",
        "{% block b %}abc{% endblock %}{{ self.b() }}",
    ],
)
def test_every_run_pays(source: str) -> None:
    html, steps, printed = cost(source, abc="abc")
    assert html == "abcabc"
    assert steps >= 3 * 16
    assert printed >= 6


def test_joining_is_counted_and_escapes() -> None:
    engine = Sandbox(autoescape=True)
    template = engine.from_string("{{ a ~ '<' ~ 1 ~ b }}")
    assert template.render(a=Markup("&amp;"), b="") == "&amp;&lt;1"


def test_text_of_inner_frames_is_their_own() -> None:
    tree = Sandbox().parse("ab{% if x %}c{% endif %}{% for a in b %}dddd{% endfor %}{% macro m() %}ee{% endmacro %}")
    assert fixed_text(tree) == 3
