"""Where each character of a value stands in the source of budget.yaml, so that it can be replaced and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any, Final, Literal, NamedTuple

Span = tuple[int, int]
"""A piece of the source: first offset, and the one behind the last."""
Style = Literal["plain", "'", '"', "|", ">", "cell", "quoted cell"]

_BREAK: Final = re.compile(r"\r\n|\r|\n")
_BLANKS: Final = " \t"
_ENDS_PLAIN: Final = re.compile(r":(?=\s|$)|\s#")
_ENDS_PLAIN_IN_FLOW: Final = re.compile(r"[,\[\]{}?]|:(?=[\s,\[\]{}]|$)|\s#")
_MARKS: Final = "-?:,[]{}#&*!|>'\"%@`"
"""What an unquoted text may not begin with, or not always."""


class Spot(NamedTuple):
    """A value of a source text, and where each of its characters stands there.

    A character has no span when the source does not hold it as one: an escape, the line break of an empty line.
    ``spans`` is None when the value and its source do not agree character by character. ``flow``: it stands in brackets
    or braces. ``number`` tells the value among all of the source.
    """

    number: Any
    value: str
    whole: Span
    style: Style
    spans: tuple[Span | None, ...] | None
    flow: bool = False

    def cut(self, start: int, end: int) -> Span | None:
        """The piece of the source that holds the characters from ``start`` to ``end``; None where it is not one piece."""
        spans = self.spans[start:end] if self.spans is not None else ()
        pieces = [span for span in spans if span is not None]
        if not pieces or len(pieces) < end - start or any(a[1] != b[0] for a, b in pairwise(pieces)):
            return None
        return pieces[0][0], pieces[-1][1]

    def rewritten(self, source: str, edits: Sequence[tuple[int, int, str]]) -> tuple[str, str] | None:
        """This value's own piece of ``source``, and the value, after edits (start, end, new) in order, none overlapping.

        None when the new text cannot be written in the style of this value.
        """
        raw, value, done, told = "", "", self.whole[0], 0
        for start, end, new in edits:
            piece, written = self.cut(start, end), self._written(new)
            if piece is None or written is None:
                return None
            raw += source[done : piece[0]] + written
            value += self.value[told:start] + new
            done, told = piece[1], end
        raw += source[done : self.whole[1]]
        value += self.value[told:]
        if self.style == "cell" and ("," in raw or '"' in raw):
            raw = '"' + raw.replace('"', '""') + '"'
        return (raw, value) if self._holds(raw, source[self.whole[0] : self.whole[1]]) else None

    def _written(self, text: str) -> str | None:
        """``text`` as it is written inside this value; None when it cannot be."""
        if _BREAK.search(text) or (self.style == '"' and ('"' in text or "\\" in text)):
            return None
        if self.style == "'":
            return text.replace("'", "''")
        return text.replace('"', '""') if self.style == "quoted cell" else text

    def _holds(self, raw: str, old: str) -> bool:
        """Whether ``raw``, in place of ``old``, would be read to its end as one value of this style."""
        if self.style != "plain":
            return True
        ends = _ENDS_PLAIN_IN_FLOW if self.flow else _ENDS_PLAIN
        begins = raw[:1] not in _MARKS or raw[:1] == old[:1]
        return bool(raw.strip()) and begins and (ends.search(raw) is None or ends.search(old) is not None)


class YamlSource:
    """The text of a YAML file (without BOM) and the values in it.

    Raises yaml.YAMLError when it is none.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self._events = _events(text)
        self._scalars = dict(self._values())

    def _values(self) -> Iterator[tuple[tuple[int, int], tuple[int, Any, bool]]]:
        """Line and column of each scalar → its number, its event, and whether it stands in brackets or braces."""
        import yaml

        flows: list[bool] = []
        for number, event in enumerate(self._events):
            if isinstance(event, yaml.CollectionStartEvent):
                flows.append(bool(event.flow_style))
            elif isinstance(event, yaml.CollectionEndEvent):
                flows.pop()
            elif isinstance(event, yaml.ScalarEvent):
                assert event.start_mark is not None
                place = event.start_mark.line + 1, event.start_mark.column + 1
                yield place, (number, event, any(flows))

    def spot(self, line: int, column: int) -> Spot | None:
        """The value that begins there (first is 1); None when none does."""
        if (line, column) not in self._scalars:
            return None
        number, event, flow = self._scalars[line, column]
        style: Style = event.style or "plain"
        whole = event.start_mark.index, event.end_mark.index
        return Spot(number, event.value, whole, style, _ALIGN[style](self.text, whole, event.value), flow)

    def became(self, text: str, values: Mapping[Any, str]) -> bool:
        """Whether ``text`` says the same as this source but for the values of these numbers, which are as given."""
        import yaml

        try:
            events = _events(text)
        except yaml.YAMLError:
            return False
        if len(events) != len(self._events):
            return False
        pairs = enumerate(zip(self._events, events, strict=True))
        return all(_told(new) == _told(old, values.get(number)) for number, (old, new) in pairs)


def _events(text: str) -> list[Any]:
    import yaml

    try:
        return list(yaml.parse(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)))
    except yaml.MarkedYAMLError:
        # As in loading: a blank value in braces, {a:}, is read by the parser written in Python alone.
        return list(yaml.parse(text, Loader=yaml.SafeLoader))


def _told(event: Any, value: str | None = None) -> tuple[Any, ...]:
    """What an event says, ``value`` in place of its own: everything but where it stands."""
    names = ("anchor", "tag", "implicit", "style", "flow_style", "explicit", "tags", "version")
    own = getattr(event, "value", None) if value is None else value
    return (type(event).__name__, own, *(getattr(event, name, None) for name in names))


def _agreeing(spans: list[Span | None], text: str, value: str) -> tuple[Span | None, ...] | None:
    """The spans, when there is one for each character and what the source holds there is that character."""
    if len(spans) != len(value):
        return None
    for span, character in zip(spans, value, strict=True):
        if span is not None:
            piece = text[span[0] : span[1]]
            folded = character == " " and piece.strip(" \t\r\n") == ""
            broken = character == "\n" and piece in ("\n", "\r\n", "\r")
            if not (piece == character or folded or broken or (character == "'" and piece == "''")):
                return None
    return tuple(spans)


def _align_plain(text: str, whole: Span, value: str) -> tuple[Span | None, ...] | None:
    return _agreeing(_flowing(text, *whole, "plain"), text, value)


def _align_single(text: str, whole: Span, value: str) -> tuple[Span | None, ...] | None:
    return _agreeing(_flowing(text, whole[0] + 1, whole[1] - 1, "'"), text, value)


def _align_double(text: str, whole: Span, value: str) -> tuple[Span | None, ...] | None:
    start, end = whole[0] + 1, whole[1] - 1
    return None if "\\" in text[start:end] else _agreeing(_flowing(text, start, end, '"'), text, value)


def _flowing(text: str, start: int, end: int, style: str) -> list[Span | None]:
    """The characters of an unquoted or quoted text, whose line breaks fold: one to a blank, n to n - 1 breaks."""
    lines = list(_lines(text, start, end))
    spans: list[Span | None] = []
    behind, breaks = start, 0
    for index, (first, last) in enumerate(lines):
        if index:
            first += len(text[first:last]) - len(text[first:last].lstrip(_BLANKS))
        if index < len(lines) - 1:
            last = first + len(text[first:last].rstrip(_BLANKS))
        if first >= last and 0 < index < len(lines) - 1:
            breaks += 1
            continue
        if index:
            spans += [(behind, first)] if breaks == 1 else [None] * (breaks - 1)
        spans += _characters(text, first, last, style)
        behind, breaks = last, 1
    return spans


def _characters(text: str, start: int, end: int, style: str) -> Iterator[Span]:
    while start < end:
        width = 2 if style == "'" and text.startswith("''", start) else 1
        yield start, start + width
        start += width


def _lines(text: str, start: int, end: int) -> Iterator[Span]:
    """The lines between two offsets, without their breaks."""
    for found in _BREAK.finditer(text, start, end):
        yield start, found.start()
        start = found.end()
    yield start, end


def _indented(text: str, whole: Span, value: str) -> Iterator[Span]:
    """The lines of a block text (``|`` or ``>``) below its head, without their indentation."""
    head = _BREAK.search(text, whole[0])
    lines = list(_lines(text, head.end(), whole[1])) if head is not None and head.end() <= whole[1] else []
    first = next((line for line in value.split("\n") if line.strip(" ")), "")
    deep = next((text[a:b] for a, b in lines if text[a:b].strip(" ")), "")
    indent = _leading(deep) - _leading(first)
    for start, end in lines:
        yield min(start + max(indent, 0), end), end


def _leading(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _align_literal(text: str, whole: Span, value: str) -> tuple[Span | None, ...] | None:
    spans: list[Span | None] = []
    lines = _indented(text, whole, value)
    end = whole[1]
    for number, line in enumerate(value.split("\n")):
        if number:
            found = _BREAK.match(text, end)
            spans.append(found.span() if found else None)
        start, end = next(lines, (whole[1], whole[1]))
        spans += _characters(text, start, end, "|") if line else ()
    return _agreeing(spans, text, value)


def _align_folded(text: str, whole: Span, value: str) -> tuple[Span | None, ...] | None:
    spans: list[Span | None] = []
    behind = whole[0]
    for start, end in _indented(text, whole, value):
        if start >= end:
            continue
        if len(spans) >= len(value.rstrip("\n")):
            break
        if spans and value[len(spans) : len(spans) + 1] == " ":
            spans.append((behind, start))
        else:
            spans += [None] * (_breaks(value, len(spans)))
        spans += _characters(text, start, end, ">")
        behind = end
    spans += [None] * _breaks(value, len(spans))
    return _agreeing(spans, text, value)


def _breaks(value: str, start: int) -> int:
    """How many line breaks stand there in a row."""
    return len(value[start:]) - len(value[start:].lstrip("\n"))


_ALIGN: Final = {"plain": _align_plain, "'": _align_single, '"': _align_double, "|": _align_literal, ">": _align_folded}
