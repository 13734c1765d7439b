"""What each element of the print HTML is to a screen reader: the tree of the tagged PDF, before anything is drawn.

One node an element, in the order of the HTML, however many pages an element is printed on. Elements that mean nothing
(``div``, ``span``, …) have no node: what they hold belongs to the one around them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final
from xml.etree.ElementTree import Element

_ROLES: Final = {
    **{f"h{level}": f"H{level}" for level in range(1, 7)},
    **dict.fromkeys(("p", "pre", "address"), "P"),
    **dict.fromkeys(("section", "nav", "aside"), "Sect"),
    "article": "Art",
    "blockquote": "BlockQuote",
    "figure": "Div",
    "img": "Figure",
    **dict.fromkeys(("caption", "figcaption"), "Caption"),
    "thead": "THead",
    "tbody": "TBody",
    "tfoot": "TFoot",
    "{http://www.w3.org/2000/svg}svg": "Figure",
}
"""Elements that have a role whatever surrounds them."""
_GROUPS: Final = frozenset(
    ("Document", "Sect", "Art", "Div", "BlockQuote", "TOC", "TOCI", "L", "LI", "Table", "THead", "TBody", "TFoot", "TR")
)
"""Roles that hold other elements, never text itself."""
_UNPRINTED: Final = frozenset(("head", "colgroup", "col", "br", "hr", "wbr", "template", "script", "style"))
_INLINE: Final = frozenset(
    (
        "a",
        "abbr",
        "b",
        "cite",
        "code",
        "data",
        "em",
        "i",
        "mark",
        "q",
        "s",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "time",
        "u",
    )
)
"""Elements that go on with the text before them."""
_FLOW: Final = _INLINE | {"img", "{http://www.w3.org/2000/svg}svg"}
_ROW_NAMES: Final = frozenset(("name", "project-name", "level3"))
"""Classes of the cell that names its row. A row alone in its table needs no name."""
WATERMARK: Final = "draft-mark"


class Node:
    """One element of the structure: its role, what is in it, and, once pages are drawn, its marked content."""

    __slots__ = ("alt", "columns", "facts", "first", "kept", "kids", "links", "marks", "number", "once", "role")

    def __init__(self, role: str, once: Node | None = None) -> None:
        self.role = role
        self.kids: list[Node] = []
        self.facts = ""
        """Attributes as PDF text."""
        self.alt = ""
        self.kept = False
        """Whether it stays in a table without content: a blank cell keeps its column."""
        self.columns = 1
        """Of a cell: how many columns it takes."""
        self.once = once
        """The element around it that is printed again on further pages (a table's head), where it is no content."""
        self.first = -1
        """Of such an element: the index of its first page, once known."""
        self.marks: list[tuple[int, int]] = []
        """Page index and number of each piece of marked content."""
        self.links: list[tuple[int, int]] = []
        """Page index and object number of each link annotation."""
        self.number = 0
        """Object number."""

    def add(self, role: str) -> Node:
        """A new last child."""
        kid = Node(role, self.once)
        self.kids.append(kid)
        return kid

    def prune(self) -> bool:
        """Drop what was not printed, below this node; whether anything in it was."""
        printed = bool(self.marks or self.links)
        kids = []
        for kid in self.kids:
            full = kid.prune()
            printed = printed or full
            if full or kid.kept:
                kids.append(kid)
        self.kids = kids
        if self.role in ("L", "TOC") and not any(part.role == "Lbl" for item in kids for part in item.kids):
            self.facts = ""  # its items bear no numbers
        return printed

    def walk(self) -> Iterator[Node]:
        """The node and all below it, in order."""
        waiting = [self]
        while waiting:
            node = waiting.pop()
            yield node
            waiting += reversed(node.kids)


class Outline:
    """The nodes of a document. ``top`` is the root, ``of`` tells where the text of an element belongs, ``labels`` where the
    number or bullet of a list's item does."""

    def __init__(self, root: Element) -> None:
        self.top = Node("Document")
        self.of: dict[Element, Node] = {}
        self.labels: dict[Element, Node] = {}
        self._hold(root, self.top)

    def _hold(self, element: Element, node: Node) -> None:
        """The children of an element, and its own text, go into ``node``; text in a group gets a paragraph."""
        inline = node
        if node.role in _GROUPS and _has_text(element):
            inline = node.add("Reference" if node.role == "TOCI" else "P")
        self.of[element] = inline
        items: Node | None = None
        for child in element:
            if not isinstance(child.tag, str) or child.tag in _UNPRINTED:
                continue
            if child.tag == "p" and "item" in child.get("class", "").split() and node.role in _GROUPS:
                items = items or node.add("L")
                self._hold(child, items.add("LI").add("LBody"))
            else:
                items = None
                self._place(child, inline if child.tag in _FLOW else node)

    def _place(self, element: Element, around: Node) -> None:
        tag = element.tag
        if tag in ("ul", "ol"):
            self._list(element, around)
        elif tag == "dl":
            self._terms(element, around.add("L"))
        elif tag == "table":
            self._table(element, around.add("Table"))
        elif tag == "a" and element.get("href"):
            self._link(element, around)
        elif role := _ROLES.get(tag):
            node = around.add(role)
            if role == "Figure":
                node.alt = _alternative(element)
                self.of[element] = node
            else:
                self._hold(element, node)
        elif WATERMARK in element.get("class", "").split():
            node = around.add("P")
            node.once = node
            self._hold(element, node)
        else:
            self._hold(element, around)

    def _link(self, element: Element, around: Node) -> None:
        if around.role in _GROUPS:
            around = around.add("P")
        node = around.add("Link")
        node.alt = element.get("aria-label", "") if not _text(element) else ""
        self._hold(element, node)

    def _list(self, element: Element, around: Node) -> None:
        """A list; in a ``nav`` it is a table of contents."""
        contents = around.role == "TOCI" or (around.role == "Sect" and self._is_contents(element))
        node = around.add("TOC" if contents else "L")
        self.of[element] = node
        node.facts = f"<</O/List/ListNumbering/{'Decimal' if element.tag == 'ol' else 'Disc'}>>"
        for item in element:
            if item.tag == "li":
                entry = node.add("TOCI" if contents else "LI")
                self.labels[item] = entry.add("Lbl")
                self._hold(item, entry if contents else entry.add("LBody"))

    def _is_contents(self, element: Element) -> bool:
        return len(element) > 0 and all(item.find("a") is not None for item in element)

    def _terms(self, element: Element, node: Node) -> None:
        """Each term of a glossary is the label of the explanations after it."""
        self.of[element] = node
        item: Node | None = None
        for child in element:
            if child.tag == "dt" or item is None:
                item = node.add("LI")
            self._hold(child, item.add("Lbl" if child.tag == "dt" else "LBody"))

    def _table(self, element: Element, table: Node) -> None:
        self.of[element] = table
        for group in element:
            if group.tag in ("thead", "tbody", "tfoot"):
                node = table.add(_ROLES[group.tag])
                node.kept = True
                if group.tag == "thead":
                    node.once = node
                self._rows(group, node)
            elif group.tag == "caption":
                self._hold(group, table.add("Caption"))
        _fill(table)

    def _rows(self, group: Element, node: Node) -> None:
        self.of[group] = node
        rows = [row for row in group if row.tag == "tr"]
        shapes = _shapes(rows)
        for row, spans in zip(rows, shapes, strict=True):
            line = node.add("TR")
            line.kept = True
            self.of[row] = line
            cells = [cell for cell in row if cell.tag in ("td", "th")]
            names = [cell for cell in cells if _is_row_name(cell)] if len(rows) > 1 else []
            head = names[0] if len(names) == 1 and _text(names[0]) else None
            for cell, (wide, high) in zip(cells, spans, strict=False):
                scope = _scope(cell, cells, row, group) or ("Row" if cell is head else "")
                made = _cell(line, scope, wide, high)
                self._hold(cell, made)
            for wide, high in spans[len(cells) :]:
                _cell(line, "", wide, high)


def _fill(table: Node) -> None:
    """A table without rows has a blank one: no reader of tables is prepared for heads of nothing."""
    bodies = [group for group in table.kids if group.role == "TBody"]
    heads = [row for group in table.kids if group.role == "THead" for row in group.kids]
    if not heads or any(group.kids for group in bodies):
        return
    body = bodies[0] if bodies else table.add("TBody")
    body.kept = True
    row = body.add("TR")
    row.kept = True
    for _ in range(sum(cell.columns for cell in heads[0].kids)):
        _cell(row, "", 1, 1)


def _cell(row: Node, scope: str, wide: int, high: int) -> Node:
    cell = row.add("TH" if scope else "TD")
    cell.kept, cell.columns = True, wide
    facts = [f"/Scope/{scope}"] if scope else []
    facts += [f"/ColSpan {wide}"] if wide > 1 else []
    facts += [f"/RowSpan {high}"] if high > 1 else []
    cell.facts = f"<</O/Table{''.join(facts)}>>" if facts else ""
    return cell


def _scope(cell: Element, cells: Sequence[Element], row: Element, group: Element) -> str:
    """What a header cell is the header of.

    Nothing: the numbers below the heads of the columns, and a title that fills a row of the body.
    """
    title = len(cells) == 1 and group.tag != "thead"
    if cell.tag != "th" or title or "numbering" in row.get("class", "").split():
        return ""
    told = cell.get("scope", "")
    if told.startswith("row") or (not told and group.tag != "thead"):
        return "Row"
    return "Column"


def _shapes(rows: Sequence[Element]) -> list[list[tuple[int, int]]]:
    """Columns and rows that each cell of a row takes, cut to what there is.

    A cell at the right edge that reaches down over further rows gives them a blank cell each instead: readers of tables
    count the columns of a row by the cells that begin in it, and by those from above that stand left of one of them.
    """
    shapes: list[list[tuple[int, int]]] = []
    taken: dict[int, tuple[int, int, int]] = {}  # column → last row taken from above, and the cell that takes it
    for number, row in enumerate(rows):
        spans: list[tuple[int, int]] = []
        shapes.append(spans)
        column = 0
        for cell in row:
            if cell.tag not in ("td", "th"):
                continue
            while column in taken and taken[column][0] >= number:
                column += 1
            wide, high = _span(cell, "colspan"), min(_span(cell, "rowspan"), len(rows) - number)
            for right in range(wide):
                taken[column + right] = (number + high - 1, number, len(spans))
            spans.append((wide, high))
            column += wide
        _close(shapes, taken, number, column)
    return shapes


def _close(
    shapes: list[list[tuple[int, int]]], taken: dict[int, tuple[int, int, int]], number: int, column: int
) -> None:
    """Blank cells in row ``number`` for the columns from ``column`` on that only cells from above reach into."""
    while column in taken and taken[column][0] >= number:
        _, row, cell = taken[column]
        wide, _ = shapes[row][cell]
        shapes[row][cell] = (wide, number - row)
        left = taken[column][0] - number + 1
        for right in range(wide):
            taken[column + right] = (number + left - 1, number, len(shapes[number]))
        shapes[number].append((wide, left))
        column += wide


def _span(cell: Element, name: str) -> int:
    text = cell.get(name, "")
    return max(1, min(int(text), 1000)) if text.isdigit() else 1


def _is_row_name(cell: Element) -> bool:
    return cell.tag == "td" and cell.get("class", "").partition(" ")[0] in _ROW_NAMES


def _has_text(element: Element) -> bool:
    """Whether text stands in the element itself, or in what goes on with it."""
    if _filled(element.text):
        return True
    return any(
        _filled(child.tail) or (isinstance(child.tag, str) and child.tag in _INLINE and _has_text(child))
        for child in element
    )


def _filled(text: str | None) -> bool:
    return text is not None and text.strip() != ""


def _text(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def _alternative(picture: Element) -> str:
    """The words for a picture; none for one that only decorates."""
    title = picture.find("{http://www.w3.org/2000/svg}title")
    return " ".join((picture.get("alt") or (title.text if title is not None else "") or "").split())


def link_words(root: Element) -> Mapping[str, str]:
    """Anchor → the words for a link to it: the heading that it stands for, else those of the first link to it."""
    words: dict[str, str] = {}
    for element in root.iter("a"):
        target = element.get("href", "")
        if target.startswith("#") and (text := _text(element)):
            words.setdefault(target[1:], text)
    for element in root.iter():
        if isinstance(element.tag, str) and (name := element.get("id")):
            told = first_heading(element) if element.tag == "section" or _is_heading(element) else ""
            words |= {name: told} if told else {}
    return words


def first_heading(element: Element) -> str:
    """The words of the first heading in an element, which may be itself; none without one."""
    heading = next(filter(_is_heading, element.iter()), None)
    return "" if heading is None else _text(heading)


def _is_heading(element: Element) -> bool:
    return isinstance(element.tag, str) and _ROLES.get(element.tag, "")[:1] == "H"
