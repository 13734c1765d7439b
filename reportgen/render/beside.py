"""Findings beside what they concern: the finished body of a draft is read once, and marks and notes are put into it.

Nothing of a printed text is changed: marks are elements without text, notes are blocks of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, Literal, Protocol

import attrs

from reportgen.render.page import Purpose

MOST_SECTIONS: Final = 3
"""In so many sections of the report one finding is told; what else it concerns is in the appendix."""
MOST_NOTES: Final = 8
"""So many findings are told beside one paragraph or table, the rest only counted."""

_TOKEN: Final = re.compile(
    r"<!--sign (?P<sign>\d+)-->|<!--.*?-->"
    r"|<(?P<close>/?)(?P<tag>[A-Za-z][\w-]*)(?P<rest>(?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>",
    re.DOTALL,
)
_SIGN: Final = re.compile(r"<!--sign \d+-->")
_ATTRIBUTE: Final = re.compile(r"([\w-]+)=\"([^\"]*)\"")
_VOID: Final = frozenset({"area", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"})
_HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_TEXTS: Final = frozenset({"p", "dd", "dt", "li"}) | _HEADINGS
_INLINE: Final = frozenset({"a", "abbr", "b", "code", "data", "em", "i", "mark", "small", "span", "strong", "sub", "sup"})  # fmt: skip
_IN_THE_MARGIN: Final = frozenset({"p", "h4"})
"""Blocks of the width of running text: their notes stand in the margin, those of all others below."""


def sign(number: int) -> str:
    """An invisible mark at the end of a text, by which the text is found again on the page."""
    return f"<!--sign {number}-->"


def without_signs(html: str) -> str:
    """A page without these marks."""
    return _SIGN.sub("", html)


@attrs.frozen
class Wanted:
    """What a finding is about: ``places`` in the order of preference, the first on the page counts, and ``figures``.

    A place is ``sign N`` (a text), ``id NAME`` (an element) or ``project KEY`` (the block of statement seven that
    prints the figure of that key). Each figure comes with those that stand for it where it is not printed: keys, or
    ``id NAME``.
    """

    places: tuple[str, ...] = ()
    figures: tuple[tuple[str, ...], ...] = ()


class Words(Protocol):
    """The markup of marks and notes, from the number of a finding and the id of its note: macros of the layout."""

    def mark(self, number: int, id: str) -> str:
        """What stands at the spot itself."""

    def note(self, number: int, id: str) -> str:
        """What is told beside it."""

    def more(self, count: int) -> str:
        """Instead of further notes at one paragraph or table."""

    def references(self, numbers: Sequence[int], more: int) -> str:
        """Print: the numbers, and how many more there are, at the end of a paragraph or in the caption of a table."""


@attrs.define(eq=False)
class _Element:
    tag: str
    attributes: Mapping[str, str]
    start: int
    parent: _Element | None
    inner_end: int = -1
    end: int = -1
    title: _Element | None = None
    """The caption of a table, the first heading of a section."""

    def has_class(self, name: str) -> bool:
        return name in self.attributes.get("class", "").split()

    def outward(self) -> Iterator[_Element]:
        """The element itself and those around it."""
        element: _Element | None = self
        while element is not None:
            yield element
            element = element.parent

    def around(self, tag: str) -> _Element | None:
        return next((element for element in self.outward() if element.tag == tag), None)

    @property
    def whole(self) -> _Element:
        """The box of a table that has one, else the element itself."""
        box = self.parent
        return box if self.tag == "table" and box is not None and box.has_class("table-scroll") else self


@attrs.frozen(eq=False)
class _Site:
    """A spot of the page that a finding may be about; a figure reaches from ``start`` to ``end``."""

    start: int
    end: int
    element: _Element
    marked: bool = True
    """Whether a mark can stand there; not for an element as a whole."""

    @property
    def block(self) -> _Element:
        """The table, paragraph or heading around it."""
        line = list(self.element.outward())
        tables = [element for element in line if element.tag == "table"]
        texts = [element for element in line if element.tag in _TEXTS]
        return next(iter(tables or texts or [element for element in line if element.tag not in _INLINE]))

    @property
    def section(self) -> _Element | None:
        return self.element.around("section")


_Rank = Literal[0, 1, 2, 3]
"""Order of what is put in at one spot: marks, the end of a block's inside, what follows a block, what opens the next."""


class DraftBody:
    """The body of a draft, taken apart as far as the findings want it."""

    def __init__(self, body: str, wanted: Mapping[int, Wanted]) -> None:
        self.printed: set[str] = set()
        """Keys of all figures on the page."""
        self.homes: dict[int, str] = {}
        """Number of a finding → id of its note, or in print of the block that it concerns."""
        self._body = body
        self._sites: dict[str, list[_Site]] = {}
        self._inserts: list[tuple[int, _Rank, int, str]] = []
        self._read({name for one in wanted.values() for names in (one.places, *one.figures) for name in names})
        self._chosen = {number: self._choose(one) for number, one in wanted.items()}

    # Reading

    def _read(self, names: set[str]) -> None:
        """Note where the ``names`` that are wanted stand on the page."""
        open_ = [_Element("body", {}, 0, None, len(self._body), len(self._body))]
        for match in _TOKEN.finditer(self._body):
            tag = (match["tag"] or "").lower()
            if match["sign"] is not None:
                self._add(f"sign {match['sign']}", names, _Site(match.start(), match.start(), open_[-1]))
            elif match["close"]:
                self._close(open_, tag, match, names)
            elif tag and tag not in _VOID and not match["rest"].endswith("/"):
                self._open(open_, tag, match, names)
        for element in open_[1:]:
            element.inner_end = element.end = len(self._body)

    def _open(self, open_: list[_Element], tag: str, match: re.Match[str], names: set[str]) -> None:
        if tag in ("p", "li") and open_[-1].tag == tag:  # own templates may leave their ends out
            open_[-1].inner_end = open_[-1].end = match.start()
            open_.pop()
        element = _Element(tag, dict(_ATTRIBUTE.findall(match["rest"])), match.start(), open_[-1])
        open_.append(element)
        if tag == "caption" or tag in _HEADINGS:
            titled = element.around("table" if tag == "caption" else "section")
            if titled is not None and titled.title is None:
                titled.title = element
        if id := element.attributes.get("id"):
            self._add(f"id {id}", names, _Site(match.end(), match.end(), element, marked=False))

    def _close(self, open_: list[_Element], tag: str, match: re.Match[str], names: set[str]) -> None:
        depth = next((i for i in range(len(open_) - 1, 0, -1) if open_[i].tag == tag), 0)
        if not depth:
            return
        for element in open_[depth + 1 :]:
            element.inner_end = element.end = match.start()
        element = open_[depth]
        element.inner_end, element.end = match.start(), match.end()
        del open_[depth:]
        if tag == "data" and element.has_class("figure"):
            self._figure(element, names)

    def _figure(self, element: _Element, names: set[str]) -> None:
        key = element.attributes.get("data-key", "")
        self.printed.add(key)
        shown = self._body[element.inner_end - 1] != ">"
        if not shown or element.around("figure") is not None:
            return  # what a chart shows is told in the sentences around it
        self._add(key, names, _Site(element.start, element.end, element))
        section = element.around("section")
        if section is not None and section.has_class("project") and (head := section.title) is not None:
            self._add(f"project {key}", names, _Site(head.inner_end, head.inner_end, head))

    def _add(self, name: str, names: set[str], site: _Site) -> None:
        if name in names:
            self._sites.setdefault(name, []).append(site)

    # Choosing

    def _choose(self, wanted: Wanted) -> list[_Site]:
        """The sites of a finding: of its place, then of its figures, those in the section of the place preferred."""
        place = next((self._sites[name][0] for name in wanted.places if name in self._sites), None)
        chosen = [place] if place is not None else []
        for names in wanted.figures:
            found = next((self._sites[name] for name in names if name in self._sites), [])
            near = [site for site in found if place is not None and site.section is place.section]
            chosen += (near or found)[:1]
        sections = list(dict.fromkeys(site.section for site in chosen))[:MOST_SECTIONS]
        return [site for site in dict.fromkeys(chosen) if site.section in sections]

    # Writing

    def written(self, words: Words, purpose: Purpose) -> str:
        """The body with marks and notes, or for print with references and tinted figures. Fills ``homes``."""
        notes: dict[_Element, list[tuple[int, str]]] = {}
        for number, sites in self._chosen.items():
            ids: dict[_Element | None, str] = {}
            for site in sites:
                if site.section not in ids:
                    ids[site.section] = f"note-{number}" + (f"-{len(ids) + 1}" if ids else "")
                    notes.setdefault(site.block, []).append((number, ids[site.section]))
            if sites:
                self.homes[number] = f"note-{number}"
            if purpose == "screen":
                self._mark(number, sites, ids, words)
        if purpose == "screen":
            for block, told in notes.items():
                self._note(block, told, words)
        else:
            self._tint()
            self._refer(notes, words)
        return without_signs(self._joined())

    def _mark(self, number: int, sites: list[_Site], ids: Mapping[_Element | None, str], words: Words) -> None:
        ends = {site.end: site for site in reversed(sites) if site.marked}
        for end, site in ends.items():
            self._insert(end, 0, words.mark(number, ids[site.section]))

    def _note(self, block: _Element, told: list[tuple[int, str]], words: Words) -> None:
        shown = told[:MOST_NOTES] if len(told) > MOST_NOTES + 1 else told
        lines = [words.note(number, id) for number, id in shown]
        if len(told) > len(shown):
            anchors = (f'<span id="{id}"></span>' for _, id in told[len(shown) :])
            lines.append("".join([*anchors, words.more(len(told) - len(shown))]))
        margin = block.tag in _IN_THE_MARGIN
        css = "in-margin" if margin else "below"
        text = "\n".join(["", f'<div class="finding-notes {css}" role="note">', *lines, "</div>"])
        if margin:
            self._insert(block.start, 3, '<div class="noted">')
            self._insert(block.end, 2, f"{text}</div>")
        elif block.tag in _HEADINGS or block.tag == "table":
            self._insert(block.whole.end, 2, text)
        else:
            self._insert(block.inner_end, 1, text)

    def _tint(self) -> None:
        figures = {site.start: site for sites in self._chosen.values() for site in sites if site.start != site.end}
        for site in figures.values():
            self._insert(site.start, 3, '<span class="found">')
            self._insert(site.end, 0, "</span>")

    def _refer(self, notes: Mapping[_Element, list[tuple[int, str]]], words: Words) -> None:
        """Print: an id for each block to link to, and the numbers at the end of a text or in the caption of a table."""
        ids: dict[_Element, str] = {}
        for block, told in notes.items():
            numbers = [number for number, _ in told]
            ids[block] = block.attributes.get("id") or told[0][1]
            if "id" not in block.attributes:
                self._insert(block.start + 1 + len(block.tag), 0, f' id="{ids[block]}"')
            holder = block.title if block.tag == "table" else block
            if holder is not None and holder.tag not in _HEADINGS:  # a heading is a bookmark, too
                more = max(0, len(numbers) - MOST_NOTES)
                self._insert(holder.inner_end, 1, words.references(numbers[:MOST_NOTES], more))
        self.homes = {number: ids[sites[0].block] for number, sites in self._chosen.items() if sites}

    def _insert(self, at: int, rank: _Rank, text: str) -> None:
        self._inserts.append((at, rank, len(self._inserts), text))

    def _joined(self) -> str:
        pieces, done = [], 0
        for at, _, _, text in sorted(self._inserts):
            pieces += [self._body[done:at], text]
            done = at
        return "".join([*pieces, self._body[done:]])
