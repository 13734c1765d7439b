"""Marks and notes put into a page that own templates may have written in any way."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from reportgen.render.beside import DraftBody, Wanted, sign, without_signs


class Plain:
    """Marks and notes as short words."""

    def mark(self, number: int, id: str) -> str:
        return f"({number}>{id})"

    def note(self, number: int, id: str) -> str:
        return f"<i>{id}</i>"

    def more(self, count: int) -> str:
        return f"<i>+{count}</i>"

    def references(self, numbers: Sequence[int], more: int) -> str:
        return f"[{','.join(map(str, numbers))}+{more}]"


def figure(key: str, text: str = "1.00") -> str:
    return f'<data class="figure" data-key="{key}" value="1">{text}</data>'


def screen(body: str, **wanted: Wanted) -> str:
    """The page with notes on one line each; findings are numbered in their order."""
    page = DraftBody(body, dict(enumerate(wanted.values(), 1)))
    return page.written(Plain(), "screen").replace('<div class="finding-notes ', "<div ").replace(' role="note"', "").replace("\n", "")  # fmt: skip


def paper(body: str, **wanted: Wanted) -> str:
    return DraftBody(body, dict(enumerate(wanted.values(), 1))).written(Plain(), "print")


TEXT = Wanted(("sign 7",))
MARGIN = '<div in-margin"><i>note-1</i></div>'
BELOW = '<div below"><i>note-1</i></div>'


@pytest.mark.parametrize(
    ("body", "page"),
    [
        (f"<p>文字{sign(7)}。</p>", f'<div class="noted"><p>文字(1>note-1)。</p>{MARGIN}</div>'),
        (f"<p>一<p>二{sign(7)}<p>三", f'<p>一<div class="noted"><p>二(1>note-1){MARGIN}</div><p>三'),
        (f"<ul><li>一{sign(7)}</ul>", f"<ul><li>一(1>note-1){BELOW}</ul>"),
        (f"<dl><dd>一{sign(7)}</dd></dl>", f"<dl><dd>一(1>note-1){BELOW}</dd></dl>"),
        (f"<h3><b>一{sign(7)}</b></h3>x", f"<h3><b>一(1>note-1)</b></h3>{BELOW}x"),
        (f"<section><b>一{sign(7)}</b></section>", f"<section><b>一(1>note-1)</b>{BELOW}</section>"),
        (f"一{sign(7)}", f"一(1>note-1){BELOW}"),
        (
            f"<table><tr><td><p>一{sign(7)}</p></td></tr></table>x",
            f"<table><tr><td><p>一(1>note-1)</p></td></tr></table>{BELOW}x",
        ),
        (
            f'<div class="wide table-scroll"><table><tr><td>一{sign(7)}</td></tr></table></div>x',
            f'<div class="wide table-scroll"><table><tr><td>一(1>note-1)</td></tr></table></div>{BELOW}x',
        ),
        (f'<p title="a>b">一<br>二{sign(7)}</p>', f'<div class="noted"><p title="a>b">一<br>二(1>note-1)</p>{MARGIN}</div>'),
        (f"<p><svg><path d='M 0'/></svg>{sign(7)}</p></p></b>", f"<div class=\"noted\"><p><svg><path d='M 0'/></svg>(1>note-1)</p>{MARGIN}</div></p></b>"),
    ],
)  # fmt: skip
def test_where_notes_are_put(body: str, page: str) -> None:
    assert screen(body, a=TEXT) == page


def test_neighbours_do_not_get_into_one_another() -> None:
    body = f"<p>一{sign(1)}</p><p>二{sign(2)}</p>"
    page = screen(body, a=Wanted(("sign 1",)), b=Wanted(("sign 2",)))
    assert page == (
        '<div class="noted"><p>一(1>note-1)</p><div in-margin"><i>note-1</i></div></div>'
        '<div class="noted"><p>二(2>note-2)</p><div in-margin"><i>note-2</i></div></div>'
    )


def test_the_first_place_that_is_there_counts() -> None:
    body = f'<p id="here">一</p><p>二{sign(3)}</p>'
    assert "<p>二(1>note-1)</p>" in screen(body, a=Wanted(("sign 9", "sign 3", "id here")))
    page = screen(body, a=Wanted(("id here", "sign 3")))
    assert page == f'<div class="noted"><p id="here">一</p>{MARGIN}</div><p>二</p>'
    assert screen(body, a=Wanted(("sign 9",), (("t1/x/y",),))) == without_signs(body)


def test_figures_of_charts_and_without_text_are_no_place() -> None:
    body = f"<figure><ul><li>{figure('a/b')}</li></ul></figure><p>{figure('a/b', '')}{figure('a/b', '2.00')}</p>"
    page = screen(body, a=Wanted((), (("a/b",),)))
    assert page.count("(1>note-1)") == 1
    assert f"{figure('a/b', '2.00')}(1>note-1)" in page


def test_what_is_printed_and_where_findings_stand_is_known_afterwards() -> None:
    page = DraftBody(f"<p>{figure('a/b')}</p>", {4: Wanted((), (("a/b",),)), 5: Wanted(("sign 1",))})
    assert page.printed == {"a/b"}
    page.written(Plain(), "screen")
    assert page.homes == {4: "note-4"}


def test_print_names_the_block_and_tints_the_figure() -> None:
    body = f"<p>{figure('a/b')} 万元</p>"
    assert paper(body, a=Wanted((), (("a/b",),)), b=Wanted((), (("a/b",),))) == (
        f'<p id="note-1"><span class="found">{figure("a/b")}</span> 万元[1,2+0]</p>'
    )
    table = f'<table id="t"><caption>表</caption><tr><td>{figure("a/b")}</td></tr></table>'
    page = DraftBody(table, {3: Wanted((), (("a/b",),))})
    assert page.written(Plain(), "print") == (
        f'<table id="t"><caption>表[3+0]</caption><tr><td><span class="found">{figure("a/b")}</span></td></tr></table>'
    )
    assert page.homes == {3: "t"}


def test_print_of_a_heading_gets_no_number_for_it_is_a_bookmark() -> None:
    assert paper(f"<h4>一{sign(7)}</h4>", a=TEXT) == '<h4 id="note-1">一</h4>'


def test_many_at_one_block() -> None:
    wanted = {f"n{n}": TEXT for n in range(1, 12)}
    page = screen(f"<p>一{sign(7)}</p>", **wanted)
    assert page.count("<i>note-") == 8
    assert page.endswith(
        '<span id="note-9"></span><span id="note-10"></span><span id="note-11"></span><i>+3</i></div></div>'
    )
    assert "[1,2,3,4,5,6,7,8+3]" in paper(f"<p>一{sign(7)}</p>", **wanted)
