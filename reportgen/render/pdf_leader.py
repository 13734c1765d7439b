"""The dots of the contents as one text a line: the engine makes a box of each dot, some 2,600 in a report."""

from __future__ import annotations

from itertools import pairwise
from typing import Any


def install() -> None:
    """Put `fill_leader` in place of the engine's function."""
    from weasyprint.layout import inline

    inline.handle_leader = fill_leader


def fill_leader(context: Any, line: Any, containing_block: Any) -> None:
    """Widen the leader of a line to what the line lacks, and fill it; lines without one stay as they are.

    Dots stand at multiples of their width from the right edge of the line, so that those of one line stand below those
    of the next. In the place of the engine's ``handle_leader``.
    """
    path = _path(line)
    if path is None:
        return
    leader = path[-1]
    (unit,) = leader.children or (None,)
    if unit is None or unit.width <= 0:
        return
    lack = containing_block.width - sum(child.margin_width() for child in line.children if child.is_in_normal_flow())
    line.width = containing_block.width
    right = line.position_x + line.width
    first = int((right - leader.position_x) // unit.width)
    last = -int(-(right - leader.position_x - unit.width - lack) // unit.width)
    leader.children = (_repeated(context, unit, first - last),) if first > last else ()
    for dots in leader.children:
        dots.position_x = right - first * unit.width
    for parent, child in pairwise(path):
        for after in parent.children[parent.children.index(child) + 1 :]:
            if after.is_in_normal_flow():
                after.translate(dx=lack)
        child.width += lack


def _path(line: Any) -> list[Any] | None:
    """The boxes from a line down to its leader; None when it has none."""
    for child in line.children:
        if child.is_leader:
            return [line, child]
        below = _path(child) if hasattr(child, "children") else None
        if below is not None:
            return [line, *below]
    return None


def _repeated(context: Any, unit: Any, count: int) -> Any:
    """A text box with the text of ``unit`` so many times."""
    from weasyprint.layout.inline import split_text_box

    whole = unit.copy_with_text(unit.text * count)
    dots, _, _ = split_text_box(context, whole, None, 0)
    dots.position_y = unit.position_y
    return dots
