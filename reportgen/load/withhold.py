"""Drops what projects withhold from the node tree, before anything in it is validated, stored or told.

Of what is dropped hashes remain, by which `check` and the last gate of a build see it again where it must not stand.
A switch that cannot be read counts as withholding: a mistyped word must not publish a secret.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from typing import Final

import attrs

from reportgen.load.fingerprints import SHORT_TERM, Fingerprints, Piece, parts
from reportgen.load.nodes import Block, Listing, Node, Scalar, is_blank
from reportgen.load.scalars import IDENTIFIER
from reportgen.load.structure import vocabulary
from reportgen.model.budget import Declaration, Project
from reportgen.model.diagnostic import Diagnostic
from reportgen.model.schema import Choice, specs

OPEN: Final = {"disclosure": frozenset({"full"}), "indicators": frozenset({"published", "by-authority"})}
"""Switch → the values that publish."""

FIELDS: Final = {
    switch: frozenset(name for name, spec in specs(Project).items() if spec.withheld_by == switch) for switch in OPEN
}
"""Switch → the sibling fields it withholds."""
MEANINGS: Final = {
    switch: {value: meaning for value, (meaning, _) in kind.values.items()}
    for switch in OPEN
    if isinstance(kind := specs(Project)[switch].kind, Choice)
}
"""Switch → what it may say, each with what that means in Chinese."""
SWITCH_WORDS: Final = tuple(word for words in MEANINGS.values() for pair in words.items() for word in pair)
CLOSING: Final = frozenset(
    word for switch, words in MEANINGS.items() for pair in words.items() if pair[0] not in OPEN[switch] for word in pair
)
"""What a switch that withholds may say."""
WITHHELD: Final = frozenset().union(*FIELDS.values())
NOUNS: Final = frozenset({"allocation"})
"""Fields in which a few characters name a thing of the project's own; elsewhere they are stock phrases."""


@attrs.frozen
class Withheld:
    """Which indicator rows must not be read."""

    indicators: frozenset[str]
    """Ids of the projects that withhold them."""
    certain: bool
    """False when a project that withholds them has no readable id: then no indicator row may be read at all."""
    prints: Fingerprints | None = None
    """Takes the hashes of what is dropped; None where nothing is published of the budget, as of last year's."""


def drop_withheld(root: Block, prints: Fingerprints | None = None) -> Withheld:
    """Remove the withheld fields of every project from the tree in place (input contract, "Withheld matter").

    Their texts are hashed, however wrong their type is; what waits in ``prints`` already, from a sheet, is hashed too.
    """
    blocks = list(_projects(root))
    torn = _torn(root)
    # A project that stands twice is an error; until it is told, the stricter of the two holds for both.
    hidden = {switch: [block for block in blocks if id(block) in torn or _withholds(block, switch)] for switch in OPEN}
    ids = {switch: frozenset(filter(None, map(_id, found))) for switch, found in hidden.items()}
    for block in blocks:
        closed = [switch for switch, found in hidden.items() if block in found or _id(block) in ids[switch]]
        if closed:
            _drop(block, closed, prints)
    if prints is not None:
        prints.know(_names(root))
        prints.hash_waiting()
    return Withheld(ids["indicators"], all(map(_named, hidden["indicators"])), prints)


class Veil:
    """Takes from an error what stands where withheld matter may have slipped to.

    That is the switches of a project that withholds, unless it is one of their words with a slip; in a sheet every cell
    of its row, since whole rows slip to the side.
    """

    def __init__(self, root: Block) -> None:
        """Of a tree from which withheld matter is dropped."""
        entry = root.get("projects")
        items = entry.value.items if entry is not None and isinstance(entry.value, Listing) else []
        discreet = (isinstance(item, Block) and item.discreet for item in items)
        self._paths = frozenset(f"projects[{index}]" for index, hidden in enumerate(discreet) if hidden)

    def __call__(self, found: Diagnostic) -> Diagnostic:
        """The error as it may be told."""
        place = found.place
        project, _, field = ((place and place.path) or "").partition(".")
        if place is None or project not in self._paths or not (field in OPEN or place.sheet is not None):
            return found
        return found if is_switch_word(found.value or "") else attrs.evolve(found, value=None, discreet=True)


def is_switch_word(text: str) -> bool:
    """Whether a text is what a switch may say, perhaps with a slip, and so no secret."""
    return bool(difflib.get_close_matches(text.strip()[:64].casefold(), SWITCH_WORDS, n=1, cutoff=0.75))


def _drop(block: Block, closed: list[str], prints: Fingerprints | None) -> None:
    fields = frozenset().union(*(FIELDS[switch] for switch in closed))
    dropped = [entry for entry in block.entries if entry.key in fields]
    block.entries = [entry for entry in block.entries if entry.key not in fields]
    block.discreet = True
    if prints is None:
        return
    own: frozenset[str] = frozenset()
    if closed == ["indicators"]:
        # Its details are published: what goal and indicators say of them is no secret.
        own = parts(text for entry in block.entries for text in _texts(entry.value))
        prints.own[_id(block) or ""] = own
    for entry in dropped:
        for text in _texts(entry.value):
            prints.add(Piece(text, short=entry.key in NOUNS, own=own))


def _texts(node: Node) -> Iterator[str]:
    """Every text of a node; keys too, unless they are words of the contract."""
    if isinstance(node, Scalar):
        yield node.text
    elif isinstance(node, Listing):
        for item in node.items:
            yield from _texts(item)
    else:
        for entry in node.entries:
            if entry.key not in vocabulary(Declaration):
                yield entry.key
            yield from _texts(entry.value)


def _names(root: Block) -> Iterator[str]:
    """The names that budget.yaml declares, which everybody may say."""
    for entry in root.entries:
        if entry.key == "codes":
            yield from _texts(entry.value)
        elif entry.key == "glossary" and isinstance(entry.value, Block):
            yield from (term.key for term in entry.value.entries if len(term.key) <= SHORT_TERM)
        elif entry.key in ("department", "units", "projects"):
            for block in entry.value.items if isinstance(entry.value, Listing) else [entry.value]:
                for named in block.entries if isinstance(block, Block) else ():
                    if named.key in ("name", "short_name", "offices"):
                        yield from _texts(named.value)


def _projects(root: Block) -> Iterator[Block]:
    for entry in root.entries:
        if entry.key == "projects" and isinstance(entry.value, Listing):
            yield from (item for item in entry.value.items if isinstance(item, Block))


def _torn(root: Block) -> frozenset[int]:
    """The items beside one without a readable id: it may be a piece of theirs, and have taken their switch along."""
    found: set[int] = set()
    for entry in root.entries:
        if entry.key == "projects" and isinstance(entry.value, Listing):
            items = entry.value.items
            pieces = [at for at, item in enumerate(items) if not isinstance(item, Block) or not _named(item)]
            found.update(id(item) for at in pieces for item in items[max(at - 1, 0) : at + 2])
    return frozenset(found)


def _named(block: Block) -> bool:
    return re.fullmatch(IDENTIFIER, _id(block) or "") is not None


def _id(block: Block) -> str | None:
    entry = block.get("id")
    return entry.value.text.strip() if entry and isinstance(entry.value, Scalar) else None


def _withholds(block: Block, switch: str) -> bool:
    """Whether a project withholds by ``switch``, or may: then what raises the doubt stays in the tree, and is an error."""
    # Without a readable id the item may be a piece of another project, parted from its switch by a slip.
    if block.flaw is not None or not _named(block):
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
