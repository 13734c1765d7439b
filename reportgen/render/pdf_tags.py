"""The structure of a PDF for screen readers, in place of the engine's own.

The engine makes one tree a page: a table over three pages is three tables, a running head is read out on each. Here every
element of the HTML is one element of the structure, in the order of the HTML; what is printed again (page numbers,
running heads, the head of a table that goes on, a watermark) is an artifact.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import pydyf

from reportgen.render.pdf_objects import written
from reportgen.render.pdf_roles import Node, Outline, link_words

_RUNNING: Final = b"<</Type/Pagination>>"
_LEADER: Final = frozenset(". ")
"""What leads the eye to a page number, and says nothing."""
_POINTS: Final = 0.75
"""Points in a pixel of CSS."""


def add_tags(pdf: Any, document: Any, pdf_version: Any, page_streams: list[Any]) -> None:
    """Tag a drawn document; has the parameters of the engine's function of that name, which it replaces."""
    root = document.pages[0]._page_box.children[0].element
    outline = Outline(root)
    pages = [int(reference.split()[0]) for reference in pdf.page_references]
    owners = [
        _page_content(index, page, stream, outline)
        for index, (page, stream) in enumerate(zip(document.pages, page_streams, strict=True))
    ]
    links = _links(pdf, document, outline, pages, link_words(root))
    outline.top.prune()
    _write(pdf, outline.top, pages, owners, links)


def _page_content(index: int, page: Any, stream: Any, outline: Outline) -> list[Node]:
    """Give the marked content of a page to its elements, numbered anew; the element of each number."""
    owners: list[Node] = []
    new: dict[int, bytes] = {}
    for box, told in stream._tags.items():
        node = _owner(box, index, outline)
        if node is None:
            new[told["mcid"]] = _RUNNING
            continue
        new[told["mcid"]] = b"<</MCID %d>>" % len(owners)
        node.marks.append((index, len(owners)))
        owners.append(node)
        if node.role == "Figure":
            node.facts = _place(box, page)
    stream._tags.clear()
    items = stream.stream
    for at, item in enumerate(items):
        if isinstance(item, dict) and "MCID" in item:
            items[at] = property_list = new[item["MCID"]]
            if property_list is _RUNNING:
                items[at - 1] = b"/Artifact"
    return owners


def _owner(box: Any, index: int, outline: Outline) -> Node | None:
    """The element that a drawn text or picture belongs to; None for an artifact."""
    node = outline.of.get(box.element) if box.element is not None else None
    if node is None:
        return None
    if node.role == "Figure" and not node.alt:
        return None
    if once := node.once:
        once.first = index if once.first < 0 else once.first
        return node if once.first == index else None
    if "::" in box.element_tag and _LEADER.issuperset(getattr(box, "text", "")):
        return None
    return outline.labels.get(box.element, node) if box.element_tag.endswith("::marker") else node


def _place(box: Any, page: Any) -> str:
    left, top = box.content_box_x(), box.content_box_y()
    corners = (left, page.height - top - box.height, left + box.width, page.height - top)
    return f"<</O/Layout/BBox[{' '.join(f'{_POINTS * corner:.2f}' for corner in corners)}]/Placement/Block>>"


def _links(pdf: Any, document: Any, outline: Outline, pages: list[int], words: Mapping[str, str]) -> list[Node]:
    """Put the link annotations into their elements, with words on each; the element of each annotation."""
    found: list[Node] = []
    for index, page in enumerate(document.pages):
        areas: dict[Any, tuple[float, ...]] = {}
        for _, target, area, box in page.links:
            annotation, node = box.link_annotation, outline.of.get(box.element)
            if annotation is None or node is None:
                continue
            if _covers(areas.get(box.element), area):
                # The engine makes one more of each generated text within a link: to a reader, the same link again.
                pdf.objects[pages[index]]["Annots"].remove(annotation.reference)
                pdf.objects[annotation.number] = written(b"null", annotation.number)
                continue
            areas[box.element] = area
            if node.role != "Link":
                node = node.add("Link")
            annotation["Contents"] = pydyf.String(_contents(target, node, words))
            annotation["StructParent"] = len(document.pages) + len(found)
            node.links.append((index, annotation.number))
            found.append(node)
    return found


def _covers(outer: tuple[float, ...] | None, inner: tuple[float, ...]) -> bool:
    """Whether an area (left, top, right, bottom) lies in another, but for rounding."""
    if outer is None:
        return False
    near = [one - other for one, other in zip(outer, inner, strict=True)]
    return near[0] < 1 and near[1] < 1 and near[2] > -1 and near[3] > -1


def _contents(target: str, link: Node, words: Mapping[str, str]) -> str:
    """What a link says: where it leads, in the language of the report."""
    told = link.alt or words.get(target)
    return f"跳转到：{told}" if told else f"打开：{target}"


def _write(pdf: Any, top: Node, pages: list[int], owners: list[list[Node]], links: list[Node]) -> None:
    """The objects of the structure, and what the catalogue says of it."""
    root, parents = pydyf.Dictionary({"Type": "/StructTreeRoot"}), pydyf.Dictionary()
    pdf.add_object(root)
    pdf.add_object(parents)
    nodes = list(top.walk())
    for number, node in enumerate(nodes, start=len(pdf.objects)):
        node.number = number
    above = {kid.number: node.number for node in nodes for kid in node.kids}
    above[top.number] = root.number
    for node in nodes:
        pdf.add_object(written(_element(node, above[node.number], pages)))
    tree = [f"{index} [{' '.join(f'{node.number} 0 R' for node in page)}]" for index, page in enumerate(owners)]
    tree += [f"{index} {node.number} 0 R" for index, node in enumerate(links, start=len(owners))]
    parents["Nums"] = f"[{' '.join(tree)}]"
    root["K"], root["ParentTree"] = f"[{top.number} 0 R]", parents.reference
    root["ParentTreeNextKey"] = len(tree)
    pdf.catalog["StructTreeRoot"] = root.reference
    pdf.catalog["MarkInfo"] = pydyf.Dictionary({"Marked": "true"})
    pdf.catalog["ViewerPreferences"] = pydyf.Dictionary({"DisplayDocTitle": "true"})
    pdf.catalog.setdefault("Lang", pydyf.String("zh-CN"))


def _element(node: Node, parent: int, pages: list[int]) -> bytes:
    """An element as PDF writes it."""
    entries = [f"/Type/StructElem/S/{node.role}/P {parent} 0 R"]
    told = node.marks or (_first(node) if node.role == "Table" else [])
    home = told[0][0] if told else -1
    if home >= 0:
        entries.append(f"/Pg {pages[home]} 0 R")
    kids = [_kid(kid, home, pages) for kid in _in_order(node)]
    kids += [f"<</Type/OBJR/Pg {pages[index]} 0 R/Obj {number} 0 R>>" for index, number in node.links]
    entries.append(f"/K {kids[0]}" if len(kids) == 1 else f"/K[{' '.join(kids)}]")
    if node.facts:
        entries.append(f"/A{node.facts}")
    text = f"<<{''.join(entries)}".encode("ascii")
    return text + (b"/Alt" + pydyf.String(node.alt).data if node.alt else b"") + b">>"


def _in_order(node: Node) -> list[Node | tuple[int, int]]:
    """The elements in a node in their order, and its own content between them where it was drawn."""
    if not node.kids or not node.marks:
        return [*node.marks, *node.kids]
    mixed: list[Node | tuple[int, int]] = []
    waiting = node.marks
    for kid in node.kids:
        first = _first(kid)
        before = [mark for mark in waiting if first and mark < first[0]]
        waiting = waiting[len(before) :]
        mixed += [*before, kid]
    return mixed + waiting


def _first(node: Node) -> list[tuple[int, int]]:
    """The first marked content in a node; none in one that is blank."""
    return [min(marks)] if (marks := [each.marks[0] for each in node.walk() if each.marks]) else []


def _kid(kid: Node | tuple[int, int], home: int, pages: list[int]) -> str:
    if isinstance(kid, Node):
        return f"{kid.number} 0 R"
    page, number = kid
    return str(number) if page == home else f"<</Type/MCR/Pg {pages[page]} 0 R/MCID {number}>>"
