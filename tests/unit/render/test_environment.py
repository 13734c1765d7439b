"""The template engine: nothing but template folders, nothing unsafe, and every mistake with template and line."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from reportgen.model.diagnostic import InputError, RenderError
from reportgen.render.environment import LONGEST, environment, find_template, render
from reportgen.render.layout import load_layout
from tests.unit.render.reports import FOUR_PART, only, own_folder, reference, rendered, shipped


def render_own(folder: Path, content: str, **files: str) -> str:
    """The cover made with an own template."""
    layout = load_layout("four-part", own_folder(folder, cover__html__j2=content, **files))
    return rendered(reference(), layout).html


def test_all_templates_compile_and_only_templates_are_found() -> None:
    names = {path.name for path in FOUR_PART.glob("*.j2")}
    assert {f"statement-{number}.html.j2" for number in range(1, 13)} <= names
    for name in names:
        assert environment(shipped().folders).get_template(name).name == name
    assert find_template("layout.yaml", shipped().folders) is None


def test_text_is_escaped(tmp_path: Path) -> None:
    html = render_own(tmp_path, '{% set t = "<b>&" %}<p title="{{ t }}">{{ t }}</p>')
    assert '<p title="&lt;b&gt;&amp;">&lt;b&gt;&amp;</p>' in html


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("\n{{ nothing_of_the_kind }}", "nothing_of_the_kind"),
        ("\n{{ declaration.departement }}", "departement"),
        ("\n{{ figure('income/nothing/amount') }}", "income/nothing/amount"),
        ("\n{{ phrase('no-such-phrase') }}", "no-such-phrase"),
        ("\n{{ phrase('date', y=year) }}", "“m”"),
        ("\n{{ word('sources', 'x/y') }}", "“y”"),
        ("\n{{ table('t12') }}", "t12"),
        ("\n{{ declaration.__class__.__mro__ }}", "__class__"),
        ("\n{{ figure.__self__.disclosure }}", "__self__"),
        ("\n{{ ''.__class__.__base__.__subclasses__() }}", "__class__"),
        ("\n{{ [].append(1) }}", "append"),
        ("\n{{ figure.__globals__ }}", "__globals__"),
        ("\n{{ cycler.next }}", "cycler"),
        ("\n{{ 1 // 0 }}", "zero"),
    ],
)
def test_a_failing_template_is_named_with_its_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: str, words: str
) -> None:
    monkeypatch.setenv("REPORTGEN_LANG", "zh")
    with pytest.raises(RenderError) as error:
        render_own(tmp_path, content)
    assert str(error.value).startswith("my-templates/cover.html.j2:2：")
    assert words in str(error.value)
    assert error.value.exit_code == 3


def test_a_failing_shipped_template_is_named_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REPORTGEN_LANG", "en")
    with pytest.raises(RenderError, match=r"^templates/four-part/cover\.html\.j2:\d+: .*'cover' is undefined"):
        render(shipped(), "cover.html.j2", {})


@pytest.mark.parametrize("content", ["{% if %}", "{{ 'a' }", "{% nonsense %}", "{{ year | wrap_up }}"])
def test_a_template_that_cannot_be_read(tmp_path: Path, content: str) -> None:
    with pytest.raises(InputError) as error:
        render_own(tmp_path, f"\n\n{content}")
    found = only(error.value)
    assert (found.code, str(found.place)) == ("L511", "my-templates/cover.html.j2:3")


def test_a_template_in_another_encoding(tmp_path: Path) -> None:
    own = own_folder(tmp_path, cover__html__j2="")
    (own / "cover.html.j2").write_bytes("预算".encode("gb18030"))
    with pytest.raises(InputError) as error:
        rendered(reference(), load_layout("four-part", own))
    assert only(error.value).code == "L511"


@pytest.mark.parametrize(
    "name",
    ["missing.html.j2", "../budget.html.j2", "/etc/passwd", "layout.yaml", "a/../cover.html.j2", "..\\\\x.html.j2"],
)
def test_what_is_no_template_of_the_layout_is_not_there(tmp_path: Path, name: str) -> None:
    (tmp_path / "budget.html.j2").write_text("secret", encoding="utf-8")
    with pytest.raises(InputError) as error:
        render_own(tmp_path, f'\n{{% include "{name}" %}}')
    found = only(error.value)
    assert (found.code, str(found.place)) == ("L510", "my-templates/cover.html.j2:2")


def test_a_template_has_a_measure(tmp_path: Path) -> None:
    with pytest.raises(InputError) as error:
        render_own(tmp_path, "x" * (LONGEST + 1))
    assert (only(error.value).code, only(error.value).value) == ("L511", "cover.html.j2")


def test_marks_of_direction_do_not_reach_the_page(tmp_path: Path) -> None:
    assert "<p>甲12.50</p>" in render_own(tmp_path, "<p>甲\u202e12.50\u202c</p>")


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "outside.html.j2").write_text("secret", encoding="utf-8")
    own = own_folder(tmp_path, cover__html__j2='{% include "link.html.j2" %}')
    (own / "link.html.j2").symlink_to(tmp_path / "outside.html.j2")
    with pytest.raises(InputError) as error:
        load_layout("four-part", own)
    assert (only(error.value).code, only(error.value).value) == ("L512", "link.html.j2")


def test_templates_that_include_one_another_without_end(tmp_path: Path) -> None:
    with pytest.raises(RenderError):
        render_own(tmp_path, '{% include "cover.html.j2" %}')


def test_a_changed_template_is_seen(tmp_path: Path) -> None:
    own = own_folder(tmp_path, cover__html__j2="<header>one</header>")
    layout = load_layout("four-part", own)
    assert "<header>one" in rendered(reference(), layout).html
    (own / "cover.html.j2").write_text("<header>two</header>", encoding="utf-8")
    os.utime(own / "cover.html.j2", ns=(1, 1))
    assert "<header>two" in rendered(reference(), layout).html
    (own / "cover.html.j2").unlink()
    assert "cover-title" in rendered(reference(), layout).html


@pytest.mark.parametrize("name", ["budget", "disclosure", "lines", "layout", "lipsum", "dict"])
def test_money_lines_and_files_are_out_of_reach(tmp_path: Path, name: str) -> None:
    with pytest.raises(RenderError, match=name):
        render_own(tmp_path, f"{{{{ {name}.frame }}}}")
