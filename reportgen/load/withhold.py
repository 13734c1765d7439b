"""Drops what projects withhold from the node tree, before anything in it is validated, stored or told.

A switch that cannot be read counts as withholding: a mistyped word must not publish a secret.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from typing import Final

import attrs

from reportgen.load.nodes import Block, Listing, Node, Scalar, is_blank
from reportgen.load.scalars import IDENTIFIER
from reportgen.model.budget import Project
from reportgen.model.schema import specs

OPEN: Final = {"disclosure": frozenset({"full"}), "indicators": frozenset({"published", "by-authority"})}
"""Switch → the values that publish."""

FIELDS: Final = {
    switch: frozenset(name for name, spec in specs(Project).items() if spec.withheld_by == switch) for switch in OPEN
}
"""Switch → the sibling fields it withholds."""
WITHHELD: Final = frozenset().union(*FIELDS.values())


@attrs.frozen
class Withheld:
    """Which indicator rows must not be read."""

    indicators: frozenset[str]
    """Ids of the projects that withhold them."""
    certain: bool
    """False when a project that withholds them has no readable id: then no indicator row may be read at all."""


def drop_withheld(root: Block) -> Withheld:
    """Remove the withheld fields of every project from the tree in place (input contract, "Withheld matter")."""
    blocks = list(_projects(root))
    # A project that stands twice is an error; until it is told, the stricter of the two holds for both.
    hidden = {switch: [block for block in blocks if _withholds(block, switch)] for switch in OPEN}
    ids = {switch: frozenset(filter(None, map(_id, found))) for switch, found in hidden.items()}
    for switch, found in hidden.items():
        for block in blocks:
            if block in found or _id(block) in ids[switch]:
                block.entries = [entry for entry in block.entries if entry.key not in FIELDS[switch]]
                block.discreet = True
    readable = (re.fullmatch(IDENTIFIER, _id(block) or "") for block in hidden["indicators"])
    return Withheld(ids["indicators"], all(readable))


def _projects(root: Block) -> Iterator[Block]:
    for entry in root.entries:
        if entry.key == "projects" and isinstance(entry.value, Listing):
            yield from (item for item in entry.value.items if isinstance(item, Block))


def _id(block: Block) -> str | None:
    entry = block.get("id")
    return entry.value.text.strip() if entry and isinstance(entry.value, Scalar) else None


def _withholds(block: Block, switch: str) -> bool:
    """Whether a project withholds by ``switch``, or may: then what raises the doubt stays in the tree, and is an error."""
    # Without a readable id the item may be a piece of another project, parted from its switch by a slip.
    if block.flaw is not None or not re.fullmatch(IDENTIFIER, _id(block) or ""):
        return True
    return any(
        not is_blank(entry.value) and _text(entry.value) not in OPEN[switch]
        if entry.key == switch
        else entry.flaw is not None or _looks_like_a_switch(entry.key, entry.value)
        for entry in block.entries
        if entry.key not in WITHHELD
    )


def _looks_like_a_switch(key: str, value: Node) -> bool:
    known = specs(Project)
    if key in known:
        return False
    names = [*known, *(known[switch].label for switch in OPEN)]
    nearest = difflib.get_close_matches(key, names, n=1)
    return _text(value) == "withheld" or (bool(nearest) and nearest[0] not in known.keys() - OPEN.keys())


def _text(node: Node) -> str | None:
    return node.text.strip() if isinstance(node, Scalar) and node.flaw is None else None
