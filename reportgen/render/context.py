"""What templates may call and see: figures by key, prose, phrases, ordinals, tables, charts. No arithmetic, no input."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final, TypeVar

import attrs
from markupsafe import Markup, escape

from reportgen.model.disclosure import Disclosure, Entry, Table
from reportgen.model.language import say
from reportgen.model.money import FEN_PER_UNIT, AmountUnit, Money
from reportgen.model.prose import FigureRef, Prose
from reportgen.render.chart_data import ChartSpec, chart_specs, common_values
from reportgen.render.layout import Layout, TableLayout
from reportgen.render.page import figure_element
from reportgen.render.phrase import Phrase
from reportgen.render.spacing import after_word, before_number, close_up
from reportgen.render.table_view import RowView, row_views

if TYPE_CHECKING:
    from reportgen.render.findings import Findings

Value = TypeVar("Value")

BLANK: Final = Markup("")
CONTENTS_DEPTH: Final = 3
"""Headings down to this level are listed in the contents."""


def _known(values: Mapping[str, Value], key: str, zh: str, en: str) -> Value:
    """The value of a key that a template names. Raises LookupError in words."""
    try:
        return values[key]
    except KeyError:
        raise LookupError(say(f"没有{zh}“{key}”", f"there is no {en} `{key}`")) from None


def _apart(clause: Markup) -> Markup:
    return Markup(after_word(clause.striptags())) + clause


@attrs.frozen
class Heading:
    """A heading as it was printed, for the contents."""

    level: int
    id: str
    text: str


class Context:
    """The functions of one rendering. It remembers which headings were printed.

    ``linked``: each heading is a link to itself, by which readers pass its address on.
    """

    def __init__(
        self,
        disclosure: Disclosure,
        layout: Layout,
        charts: Mapping[str, str] | None,
        findings: Findings | None = None,
        *,
        linked: bool = False,
    ) -> None:
        self.disclosure = disclosure
        self.layout = layout
        self.charts = charts
        self.findings = findings
        self.linked = linked
        self.headings: list[Heading] = []
        self.words = common_values(disclosure, layout)
        self._specs: dict[str, ChartSpec] | None = None
        self._elements: dict[tuple[str, AmountUnit], Markup] = {}

    # Figures

    def figure(self, key: str) -> Markup:
        """A figure in running text, without its unit. Raises KeyError for an unknown key."""
        return self._print(key, self.layout.units.text)

    def cells(self, keys: Iterable[str | None]) -> Iterator[Markup]:
        """Figures of table cells; nothing for a blank one (rule 7)."""
        unit = self.layout.units.tables
        for key in keys:
            yield BLANK if key is None else self._print(key, unit)

    def mention(self, key: str) -> Markup:
        """A mark, without text, that a figure stands here as part of a drawing."""
        return Markup(figure_element(key, _known(self.disclosure.figures, key, "数据", "figure").machine_value, ""))

    def _print(self, key: str, unit: AmountUnit) -> Markup:
        key = self.disclosure.aliases.get(key, key)
        if (key, unit) not in self._elements:
            figure = _known(self.disclosure.figures, key, "数据", "figure")
            self._elements[key, unit] = Markup(figure_element(key, figure.machine_value, figure.text(unit)))
        return self._elements[key, unit]

    def plain_amount(self, amount: Money) -> str:
        """An amount as written by hand, in the unit of the text, without trailing zeros (rule 31)."""
        return amount.plain(self.layout.units.text)

    def threshold(self, name: str) -> str:
        """A limit that the layout gives in whole 元 (names, group ``thresholds``), written in the unit of the text."""
        return self.plain_amount(Money(int(self.word("thresholds", name)) * FEN_PER_UNIT["元"]))

    def grouped(self, quantity: Decimal) -> str:
        """A declared quantity with thousands separators, its decimals as written (rule 16)."""
        return f"{quantity:,}"

    # Words

    def phrase(self, name: str, /, **values: object) -> Markup:
        """A phrase of the layout with its places filled; values that are not markup are escaped."""
        return self._fill(self._phrase(name), values)

    def _phrase(self, name: str) -> Phrase:
        return _known(self.layout.phrases, name, "短语", "phrase")

    def _fill(self, phrase: Phrase, values: Mapping[str, object]) -> Markup:
        pieces: list[str] = []
        for i, part in enumerate(phrase.escaped):
            if i % 2:
                value = values[part] if part in values else _known(self.words, part, "可填的内容", "value for")
                pieces.append(value if isinstance(value, Markup) else escape(value))
            else:
                pieces.append(part)
        return Markup("".join(pieces))

    def word(self, group: str, key: str) -> str:
        """A name from a group of names, by the last part of ``key``."""
        return _known(self._group(group), key.rpartition("/")[2], "名称", "name")

    def _group(self, name: str) -> Mapping[str, str]:
        return _known(self.layout.names, name, "名称组", "group of names")

    def has_word(self, group: str, key: str) -> bool:
        """Whether the group has such a name."""
        return key.rpartition("/")[2] in self._group(group)

    def other_words(self, group: str, entries: Iterable[Any]) -> list[str]:
        """The names of a group that belong to none of the entries."""
        taken = {entry.key.rpartition("/")[2] for entry in entries}
        return [name for key, name in self._group(group).items() if key not in taken]

    def before_number(self, text: str) -> str:
        """A text that a number follows at once, with a blank where the two would run together."""
        return before_number(text, tight=True)

    def joined(self, items: Iterable[object], separator: str) -> Markup:
        """Items joined by the phrase ``separator``; blank items are left out."""
        pieces = [escape(item) for item in items]
        return Markup(self._fill(self._phrase(separator), {})).join(piece for piece in pieces if piece)

    def prose(self, text: Prose | None) -> Markup:
        """A text by the user, escaped, its figure references printed with their units and set off the word before."""
        return self._signed(self._prose(text), text)

    def _signed(self, printed: Markup, text: Prose | None) -> Markup:
        """In a draft, with the invisible mark of what check found about the text."""
        if self.findings is None or text is None or not printed:
            return printed
        return printed + self.findings.sign(text.place)

    def _prose(self, text: Prose | None) -> Markup:
        pieces = [Markup("")]
        for part in text.parts if text is not None else ():
            if isinstance(part, str):
                pieces.append(escape(close_up(part)))
            else:
                pieces[-1] = Markup(before_number(pieces[-1]))
                pieces.append(self._reference(part))
        return Markup("").join(pieces)

    def clause(self, text: Prose | None) -> Markup:
        """A text by the user to stand inside a sentence: its closing 。 goes (the closing 。 is optional), and a number
        that it begins with does not touch the word before.
        """
        ends = "".join(self._phrase(name).text for name in ("stop", "semicolon", "comma", "enumeration"))
        return self._signed(_apart(self._prose(text).strip().rstrip(ends).strip()), text)

    def _reference(self, reference: FigureRef) -> Markup:
        key = self.disclosure.aliases.get(reference.key, reference.key)
        figure = _known(self.disclosure.figures, key, "数据", "figure")
        name = "prose-rate" if figure.kind == "rate" else "prose-amount"
        values = {"figure": self.figure(figure.key), "unit": figure.unit(self.layout.units.text)}
        return self.phrase(name if figure.kind != "count" else "prose-count", **values)

    def change(self, entry: Entry, style: str = "change") -> Markup:
        """The clause that compares with the year before: direction words and magnitudes (rules 4, 5 and 27)."""
        assert entry.change is not None, f"{entry.key} has no change"
        values = {
            "change_word": self.word("change", entry.direction),
            "growth_word": self.word("growth", entry.direction),
            "change": self.figure(entry.change),
        }
        if entry.growth is None:
            return self.phrase(f"{style}-from-nothing", **values)
        return self.phrase(style, **values, growth=self.figure(entry.growth))

    def reason(self, style: str, text: Prose | None, fallback: Markup | None = None) -> Markup:
        """The clause of the reason (rule 19): phrase ``reason-STYLE``, or ``reasons-STYLE`` for several; nothing without one."""
        clause = (self.clause(text) if text else Markup("")) or _apart(fallback or Markup(""))
        if not clause:
            return clause
        several = clause.startswith(self._phrase("several").text)
        return self.phrase(f"{'reasons' if several else 'reason'}-{style}", reason=clause)

    def date(self, day: datetime.date) -> Markup:
        """A calendar date in words."""
        return self.phrase("date", y=day.year, m=day.month, d=day.day)

    # Order and headings

    def ordinal(self, number: int) -> str:
        """``1`` as 一."""
        return self.layout.numerals.text(number)

    def bracketed(self, number: int) -> Markup:
        """``1`` as （一）."""
        return self.phrase("bracketed", ordinal=self.layout.numerals.text(number))

    def house_ordinal(self, number: int) -> Markup:
        """``11`` as （一十一）, or （十一） with ``options.ordinals: plain``."""
        full = self.disclosure.budget.declaration.options.ordinals == "house"
        return self.phrase("bracketed", ordinal=self.layout.numerals.text(number, full=full))

    def numbered(self, number: int, text: object) -> Markup:
        """A heading such as 一、…"""
        return self.phrase("numbered", ordinal=self.ordinal(number), text=text)

    def title(self, part: Any) -> Markup:
        """The title of a part, section or table of the layout."""
        return self._fill(part.title, {})

    def heading(self, level: int, id: str, text: object, css: str = "") -> Markup:
        """A heading element that can be linked to; it enters the contents down to level three."""
        content = escape(text)
        if level <= CONTENTS_DEPTH:
            self.headings.append(Heading(level, id, content.striptags()))
        name, anchor = f' class="{escape(css)}"' if css else "", escape(id)
        if self.linked:
            content = Markup(f'<a class="self" href="#{anchor}">{content}</a>')
        return Markup(f'<h{level} id="{anchor}"{name}>{content}</h{level}>')

    def contents(self) -> list[tuple[Heading, list[Heading]]]:
        """The headings printed so far: those of the second level with the ones below each."""
        tree: list[tuple[Heading, list[Heading]]] = []
        for heading in self.headings:
            if heading.level < CONTENTS_DEPTH or not tree:
                tree.append((heading, []))
            else:
                tree[-1][1].append(heading)
        return tree

    # Tables and charts

    def table(self, id: str) -> TableLayout:
        """The layout of a table."""
        return _known(self.layout.tables, id, "表格", "table")

    def _table(self, form: TableLayout) -> Table:
        return _known(self.disclosure.tables, form.id, "表格", "table")

    def rows(self, table: TableLayout) -> Iterator[RowView]:
        """The rows of a table, ready to print; figures in them are keys."""
        return row_views(self._table(table), table)

    def is_empty(self, table: TableLayout) -> bool:
        """Whether a table holds no money at all."""
        return self._table(table).empty

    def empty_note(self, id: str) -> Markup:
        """The sentence that an empty table gets; the statement about it is the same sentence (rule 9)."""
        phrase = self.table(id).empty
        return self._fill(phrase, {}) if phrase else Markup("")

    def chart(self, id: str) -> ChartSpec:
        """The data of a chart."""
        if self._specs is None:
            self._specs = {spec.id: spec for spec in chart_specs(self.disclosure, self.layout)}
        return _known(self._specs, id, "图", "chart")

    def drawing(self, id: str) -> Markup:
        """The drawn chart for the screen; nothing when none were drawn."""
        return Markup((self.charts or {}).get(id, ""))

    def functions(self) -> dict[str, Any]:
        """What templates can call, by name."""
        names = (
            "figure", "cells", "mention", "plain_amount", "threshold", "grouped", "phrase", "word", "has_word", "other_words", "before_number", "joined", "prose", "clause",
            "change", "reason", "date", "ordinal", "bracketed", "house_ordinal", "numbered", "title", "heading",
            "contents", "table", "rows", "is_empty", "empty_note", "chart", "drawing",
        )  # fmt: skip
        return {name: getattr(self, name) for name in names}
