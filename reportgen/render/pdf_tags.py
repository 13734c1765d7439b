"""What the PDF engine leaves out of the structure for screen readers, put in before the file is written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from xml.etree.ElementTree import Element


def link_titles(root: Element) -> dict[str, str]:
    """Anchor → words of the first link that leads to it."""
    titles: dict[str, str] = {}
    for link in root.iter("a"):
        target = link.get("href", "")
        if target.startswith("#"):
            titles.setdefault(target[1:], " ".join("".join(link.itertext()).split()))
    return titles


def finisher(titles: Mapping[str, str]) -> Callable[[Any, Any], None]:
    """A function for the engine's ``finisher``: scopes of header cells, and words on links instead of anchor names."""

    def finish(document: Any, pdf: Any) -> None:
        for entry in pdf.objects:
            if not isinstance(entry, dict):
                continue
            if entry.get("S") == "/TH":
                entry["A"]["Scope"] = "/Column" if _in_head(entry, pdf) else "/Row"
            elif entry.get("Subtype") == "/Link" and "Contents" in entry:
                anchor = str(entry["Contents"].string)
                entry["Contents"].string = f"跳转到：{titles[anchor]}" if anchor in titles else anchor

    return finish


def _in_head(cell: Any, pdf: Any) -> bool:
    """Whether a header cell stands in a table's head; parents are references such as ``b"12 0 R"``."""
    row = pdf.objects[int(cell["P"].split()[0])]
    group = pdf.objects[int(row["P"].split()[0])]
    return bool(group["S"] == "/THead")
