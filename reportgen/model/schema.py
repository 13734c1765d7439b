"""The vocabulary of the input's one definition: what a field of budget.yaml may hold, in words for people and machines.

A record (an attrs class) declares its fields with `field`; validation, the editor's JSON Schema and the reference page
of the documentation are all made from those declarations.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

import attrs


@attrs.frozen
class Kind:
    """What a value may be. Subclasses are interpreted by ``load/structure.py`` and ``load/json_schema.py``."""


@attrs.frozen
class Text(Kind):
    """A line of text; with ``prose`` it may hold figure expressions and becomes a `Prose`."""

    prose: bool = False


@attrs.frozen
class Identifier(Kind):
    """An id: letters (Latin), digits, ``-`` and ``_``; it becomes part of figure keys."""


@attrs.frozen
class Code(Kind):
    """A classification code written with or without quotes; ``lengths``: the digits it may have."""

    classification: Literal["function", "economic"]
    lengths: tuple[int, ...]


@attrs.frozen
class Amount(Kind):
    """Money in the budget's ``amount_unit``; becomes `Money`."""


@attrs.frozen
class Count(Kind):
    """A whole number, not negative unless ``signed``."""

    signed: bool = False


@attrs.frozen
class Quantity(Kind):
    """A decimal number that is no money, such as an area; kept exact as a decimal.Decimal."""


@attrs.frozen
class Date(Kind):
    """A real calendar date, ``YYYY-MM-DD``; becomes datetime.date."""


@attrs.frozen
class Choice(Kind):
    """One of fixed words; ``values`` maps what may be written to its meaning in (Chinese, English)."""

    values: Mapping[str, tuple[str, str]]


@attrs.frozen
class FilePath(Kind):
    """A path relative to budget.yaml; ``inside``: it must stay in the budget's folder; ``sheet``: ``#sheet`` may follow."""

    inside: bool = True
    sheet: bool = False
    folder: bool = False


@attrs.frozen
class NameOrFile(Kind):
    """One of the names of what is shipped, or a path as of `FilePath` that ends in ``suffix``: a thing of one's own.

    ``names`` maps each name to its meaning in (Chinese, English).
    """

    names: Mapping[str, tuple[str, str]]
    suffix: str


@attrs.frozen
class Record(Kind):
    """A block with named fields: an attrs class made with `field`."""

    cls: type


@attrs.frozen
class ListOf(Kind):
    """A list; becomes a tuple."""

    item: Kind


@attrs.frozen
class MapOf(Kind):
    """A mapping whose keys are data (``names`` lists the admitted ones, else ``key`` tells their kind)."""

    value: Kind
    key: Kind | None = None
    names: tuple[str, ...] | None = None
    aliases: Mapping[str, str] = attrs.field(factory=dict)
    """Other spellings of a key, such as half-width brackets."""
    blanks: bool = False
    """Whether a key without a value is kept, its value ""; elsewhere it is as if it were not there."""


@attrs.frozen
class OneOf(Kind):
    """A value of any of several shapes, told apart by YAML node type (scalar, list, mapping)."""

    options: tuple[Kind, ...]


@attrs.frozen
class Spec:
    """The declaration of one field."""

    kind: Kind
    label: str
    """Chinese name, which is also the heading when the field stands in a workbook sheet."""
    zh: str
    en: str
    required: bool
    withheld_by: str | None = None
    """Name of the sibling switch that withholds this field (``disclosure`` or ``indicators``)."""


class _Required:
    pass


REQUIRED = _Required()


def field(kind: Kind, label: str, zh: str, en: str, default: Any = REQUIRED, withheld_by: str | None = None) -> Any:
    """Declare a field of an input record. Without ``default`` it is needed; a missing optional block is None, never zero."""
    required = default is REQUIRED
    spec = Spec(kind, label, zh, en, required, withheld_by)
    if required:
        return attrs.field(metadata={"spec": spec})
    return attrs.field(default=default, metadata={"spec": spec})


def specs(cls: type) -> dict[str, Spec]:
    """Field name → declaration, in order, for a record class."""
    return {a.name: a.metadata["spec"] for a in attrs.fields(cls) if "spec" in a.metadata}
