"""Justified lines of Chinese text: what a line lacks goes between its characters, where the PDF engine knows only spaces.

A line is short because a number or a mark that may not begin the next line takes its neighbours along. Chinese text layout
spreads the lack over all gaps (clreq 6.2.1: the boundaries of Han characters, the blanks beside Latin letters and digits);
digits and letters keep their distances.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final, NamedTuple

WIDEST_GAP: Final = 0.08
"""Em that a gap between two characters grows by at the most: beyond a tenth, programs read a space into the text."""
WIDEST_SPACE: Final = 0.25
"""Em that a space grows by at the most, after the gaps; a line that lacks more is left ragged."""

_HAN: Final = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff“”‘’…—·]+")
_SPACE: Final = re.compile("[ \u00a0]")


class _Share(NamedTuple):
    """What each Han character and each space of a line gets, in the engine's pixels."""

    gap: float
    space: float


def install() -> None:
    """Put `justify_line` and the layouts it needs in place of the engine's."""
    import weasyprint.layout.inline as inline
    import weasyprint.text.line_break as line_break

    layouts = line_break.Layout
    if not hasattr(layouts, "han_gap"):
        line_break.Layout = _spread_layouts(layouts)
        inline.justify_line = justify_line


def justify_line(context: Any, line: Any, lack: float) -> None:
    """Spread ``lack`` (pixels) over the gaps of a line box. In the place of the engine's function of this name."""
    texts = list(_texts(line))
    han = sum(len(run) for text in texts for run in _HAN.findall(text.text))
    spaces = sum(len(_SPACE.findall(text.text)) for text in texts)
    size = max((text.style["font_size"] for text in texts), default=0.0)
    share = _shared(lack, han - 1, spaces, size)
    if share.gap or share.space:
        # Pango pads each character on both sides; the first one stays on the margin.
        _move(line, share, -share.gap / 2)


def _shared(lack: float, gaps: int, spaces: int, size: float) -> _Share:
    gap = min(lack / gaps, WIDEST_GAP * size) if gaps > 0 else 0.0
    left = lack - gap * max(gaps, 0)
    space = left / spaces if spaces else 0.0
    if space > WIDEST_SPACE * size or (left > 0.01 and not spaces):
        # It cannot be filled; a little on each gap would only look like another mistake.
        return _Share(0.0, 0.0)
    return _Share(gap, space)


def _texts(box: Any) -> Iterator[Any]:
    from weasyprint.formatting_structure import boxes

    if isinstance(box, boxes.TextBox):
        yield box
    elif isinstance(box, (boxes.LineBox, boxes.InlineBox)):
        for child in box.children:
            if child.is_in_normal_flow():
                yield from _texts(child)


def _move(box: Any, share: _Share, shift: float) -> float:
    """Widen the texts of a box, and move what follows; returns how far that is."""
    from weasyprint.formatting_structure import boxes

    if isinstance(box, boxes.TextBox):
        box.position_x += shift
        han = sum(len(run) for run in _HAN.findall(box.text))
        extra = han * share.gap + len(_SPACE.findall(box.text)) * share.space
        if extra:
            box.width += extra
            # The layout is at rest until it is drawn, and then made anew from its text with these.
            box.pango_layout.justification_spacing, box.pango_layout.han_gap = share.space, share.gap
        return shift + extra
    if isinstance(box, (boxes.LineBox, boxes.InlineBox)):
        box.position_x += shift
        end = shift
        for child in box.children:
            if child.is_in_normal_flow():
                end = _move(child, share, end)
        box.width += end - shift
        return end
    box.translate(shift, 0)
    return shift


def _spread_layouts(layouts: type[Any]) -> type[Any]:
    """The engine's layouts, able to draw a text with wider gaps between its Han characters."""

    class Layout(layouts):  # type: ignore[misc]  # the engine has no types
        han_gap = 0.0

        def set_text(self, text: str, justify: bool = False) -> None:
            super().set_text(text, justify)
            if justify and self.han_gap:
                _widen(self)

    return Layout


def _widen(layout: Any) -> None:
    from weasyprint.text.ffi import TO_UNITS, ffi, pango

    attributes = pango.pango_layout_get_attributes(layout.layout)
    if attributes == ffi.NULL:
        attributes = ffi.gc(pango.pango_attr_list_new(), pango.pango_attr_list_unref)
    for run in _HAN.finditer(layout.text):
        start = len(layout.text[: run.start()].encode())
        attribute = pango.pango_attr_letter_spacing_new(round(layout.han_gap * TO_UNITS))
        attribute.start_index, attribute.end_index = start, start + len(run[0].encode())
        pango.pango_attr_list_change(attributes, attribute)
    pango.pango_layout_set_attributes(layout.layout, attributes)
