"""The header of a table as a grid: does it fit the columns, and what stands above each."""

from __future__ import annotations

from collections.abc import Sequence

from reportgen.render.layout import HeaderCell


def header_columns(header: Sequence[Sequence[HeaderCell]], width: int) -> list[tuple[str, ...]] | None:
    """The texts above each of ``width`` columns, outermost first; None when cells overlap, stick out or leave holes."""
    grid: list[list[str | None]] = [[None] * width for _ in header]
    for top, row in enumerate(header):
        left = 0
        for cell in row:
            while left < width and grid[top][left] is not None:
                left += 1
            right, bottom = left + (cell.colspan or 1), top + (cell.rowspan or 1)
            if right > width or bottom > len(header):
                return None
            for line in grid[top:bottom]:
                if any(text is not None for text in line[left:right]):
                    return None
                line[left:right] = [cell.text] * (right - left)
            left = right
    if any(text is None for line in grid for text in line):
        return None
    return [tuple(dict.fromkeys(line[column] or "" for line in grid)) for column in range(width)]


def column_names(header: Sequence[Sequence[HeaderCell]], width: int) -> list[str]:
    """A name for each column: the lowest heading, with the ones above it where that alone is not unique."""
    stacks = header_columns(header, width) or []
    names = []
    for stack in stacks:
        for length in range(1, len(stack) + 1):
            name = stack[-length:]
            if sum(other[-length:] == name for other in stacks) == 1:
                break
        names.append(" ".join(name))
    return names
