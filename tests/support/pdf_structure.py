"""The structure of a tagged PDF as a screen reader gets it: elements with their text, and what belongs to none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from typing import Any

import pikepdf

Mark = tuple[int, int]
"""Page index and number of a piece of marked content."""

_SHOWING = {"Tj", "TJ", "'", '"'}
_PAINTING = {"f", "F", "f*", "S", "s", "B", "B*", "b", "b*", "sh", "Do", "INLINE IMAGE"}


class Tag:
    """One element: its role, attributes, and what it holds in order (elements and marked content)."""

    def __init__(self, tree: Structure, entry: Any, parent: Tag | None) -> None:
        self.role = str(entry.S).lstrip("/")
        self.entry = entry
        self.parent = parent
        self.kids: list[Tag | Mark] = []
        self.links: list[Any] = []
        self._tree = tree
        kids = entry.get("/K", pikepdf.Array())
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            self._take(kid)

    def _take(self, kid: Any) -> None:
        home = self.entry.get("/Pg")
        if not isinstance(kid, pikepdf.Dictionary):
            self.kids.append((self._tree.pages[home.objgen], int(kid)))
        elif kid.get("/Type") == "/MCR":
            self.kids.append((self._tree.pages[kid.Pg.objgen], int(kid.MCID)))
        elif kid.get("/Type") == "/OBJR":
            self.links.append(kid.Obj)
        else:
            assert kid.P.objgen == self.entry.objgen, "P leads elsewhere"
            self.kids.append(Tag(self._tree, kid, self))

    def attribute(self, name: str) -> Any:
        """An attribute such as ``Scope``, without the slash of a name; None when it has none of that name."""
        value = self.entry.get("/A", pikepdf.Dictionary()).get(f"/{name}")
        return str(value).lstrip("/") if isinstance(value, pikepdf.Name) else value

    @property
    def alt(self) -> str:
        return str(self.entry.get("/Alt", ""))

    @property
    def below(self) -> list[Tag]:
        """The elements right in this one."""
        return [kid for kid in self.kids if isinstance(kid, Tag)]

    def walk(self) -> Iterator[Tag]:
        """This element and all below it, in order."""
        yield self
        for kid in self.below:
            yield from kid.walk()

    def find(self, role: str) -> list[Tag]:
        """All elements of a role, this one included."""
        return [tag for tag in self.walk() if tag.role == role]

    def marks(self) -> Iterator[Mark]:
        for kid in self.kids:
            if isinstance(kid, Tag):
                yield from kid.marks()
            else:
                yield kid

    @property
    def text(self) -> str:
        """What is read out, without blanks; of a figure that is its alternative text, which is not in here."""
        return re.sub(r"\s", "", "".join(self._pieces()))

    def _pieces(self) -> Iterator[str]:
        for kid in self.kids if self.role != "Figure" else ():
            if isinstance(kid, Tag):
                yield from kid._pieces()
            else:
                yield self._tree.texts.get(kid, "")


class Structure:
    """The tree of a file. ``stray`` are the pieces of content that are neither in the tree nor artifacts."""

    def __init__(self, file: pikepdf.Pdf) -> None:
        self.file = file
        self.pages: dict[Any, int] = {page.objgen: index for index, page in enumerate(file.pages)}
        self.texts: dict[Mark, str] = {}
        self.artifacts: list[tuple[int, str]] = []
        """Page index and text of each artifact that holds text."""
        self.stray: list[tuple[int, str]] = []
        self.marked: list[Mark] = []
        self._maps: dict[Any, dict[bytes, str]] = {}
        for index, page in enumerate(file.pages):
            self._read(index, page)

    @cached_property
    def top(self) -> Tag:
        (top,) = self.file.Root.StructTreeRoot.K
        return Tag(self, top, None)

    def parents(self) -> dict[int, Any]:
        """The tree that leads from content and annotations to elements: its numbers and what they stand for."""
        numbers = list(self.file.Root.StructTreeRoot.ParentTree.Nums)
        return {int(key): value for key, value in zip(numbers[::2], numbers[1::2], strict=True)}

    def _read(self, index: int, page: Any) -> None:
        """Walk the operators of a page."""
        open_marks: list[tuple[str, Mark | None]] = []
        font: Any = None
        for instruction in pikepdf.parse_content_stream(page):
            operator, operands = str(instruction.operator), instruction.operands
            if operator in ("BMC", "BDC"):
                open_marks.append(self._begun(index, operands, open_marks))
            elif operator == "EMC":
                open_marks.pop()
            elif operator == "Tf":
                font = page.resources.Font[operands[0]]
            elif operator in _SHOWING:
                self._show(index, self._decoded(font, operands), open_marks)
            elif operator in _PAINTING and not open_marks:
                self.stray.append((index, operator))
        assert not open_marks, f"page {index + 1}: marked content is not closed"

    def _begun(self, index: int, operands: Any, around: list[Any]) -> tuple[str, Mark | None]:
        tag = str(operands[0])
        facts = operands[1] if len(operands) > 1 else pikepdf.Dictionary()
        if "/MCID" not in facts:
            assert tag == "/Artifact", f"page {index + 1}: {tag} is in no element"
            if not around:
                self.artifacts.append((index, ""))
            return tag, None
        assert not around, f"page {index + 1}: marked content within {around[-1][0]}"
        mark = (index, int(facts.MCID))
        self.marked.append(mark)
        return tag, mark

    def _show(self, index: int, text: str, open_marks: list[tuple[str, Mark | None]]) -> None:
        if not open_marks:
            self.stray.append((index, text))
        elif mark := open_marks[-1][1]:
            self.texts[mark] = self.texts.get(mark, "") + text
        else:
            self.artifacts[-1] = (index, self.artifacts[-1][1] + text)

    def _decoded(self, font: Any, operands: Any) -> str:
        pieces = operands[-1] if isinstance(operands[-1], pikepdf.Array) else [operands[-1]]
        known = self._map(font)
        found = []
        for piece in pieces:
            if isinstance(piece, pikepdf.String):
                data = bytes(piece)
                found += [known[data[at : at + 2]] for at in range(0, len(data), 2)]
        return "".join(found)

    def _map(self, font: Any) -> dict[bytes, str]:
        """Code → text, of a font's own map; a code without text is an error."""
        if font.objgen not in self._maps:
            found: dict[bytes, str] = {}
            for block in re.findall(r"beginbfchar(.*?)endbfchar", font.ToUnicode.read_bytes().decode("ascii"), re.S):
                for code, target in re.findall(r"<([0-9a-fA-F]{4})>\s*<([0-9a-fA-F]+)>", block):
                    found[bytes.fromhex(code)] = bytes.fromhex(target).decode("utf-16-be")
            self._maps[font.objgen] = found
        return self._maps[font.objgen]


def column_counts(table: Tag) -> list[int]:
    """How many columns each row of a table fills, by its cells and those that reach down into it.

    Raises AssertionError where two cells stand in one place, or one reaches out of its group of rows.
    """
    counts = []
    for group in [tag for tag in table.below if tag.role != "Caption"]:
        assert group.role in ("THead", "TBody", "TFoot")
        taken: set[tuple[int, int]] = set()
        for number, row in enumerate(group.below):
            assert row.role == "TR"
            column = 0
            for cell in row.below:
                assert cell.role in ("TH", "TD")
                wide, high = int(cell.attribute("ColSpan") or 1), int(cell.attribute("RowSpan") or 1)
                assert number + high <= len(group.below)
                while (number, column) in taken:
                    column += 1
                places = {(number + down, column + right) for down in range(high) for right in range(wide)}
                assert not places & taken
                taken |= places
            counts.append(sum(1 for line, _ in taken if line == number))
    return counts
