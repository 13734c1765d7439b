"""Puts the counting into templates: their trees are changed before they are compiled."""

from __future__ import annotations

from typing import Final, TypeVar, cast

from jinja2 import Environment, nodes
from jinja2.visitor import NodeTransformer

EACH: Final = "each round"
COUNT: Final = "count text"
CHAIN: Final = "~"
"""Names of the filters that count; templates cannot write them."""

Frame = TypeVar("Frame", nodes.Template, nodes.For, nodes.Macro, nodes.CallBlock, nodes.Block)


class Metering(NodeTransformer):
    """Counts each round of a loop, each run of a macro, a block or a template, and what ``~`` joins."""

    def __init__(self, engine: Environment) -> None:
        self._engine = engine

    def visit_Template(self, node: nodes.Template) -> nodes.Template:
        """A template, run as a whole, included or imported."""
        return self._counted(node)

    def visit_Macro(self, node: nodes.Macro) -> nodes.Macro:
        """A macro."""
        return self._counted(node)

    def visit_CallBlock(self, node: nodes.CallBlock) -> nodes.CallBlock:
        """The text that ``{% call %}`` hands to a macro."""
        return self._counted(node)

    def visit_Block(self, node: nodes.Block) -> nodes.Block:
        """A block, run in its place and by name."""
        return self._counted(node)

    def visit_For(self, node: nodes.For) -> nodes.For:
        """A loop: its rounds are counted where they come from, those of a recursive one where they go to as well."""
        length = fixed_text(node)
        if node.recursive:
            self._counted(node)
        else:
            self.generic_visit(node)
        node.iter = self._filter(node.iter, EACH, [nodes.Const(length, lineno=node.lineno)])
        return node

    def visit_Concat(self, node: nodes.Concat) -> nodes.Filter:
        """``a ~ b ~ c``."""
        self.generic_visit(node)
        return self._filter(nodes.Tuple(node.nodes, "load", lineno=node.lineno), CHAIN, [])

    def _counted(self, node: Frame) -> Frame:
        length = nodes.Const(fixed_text(node), lineno=node.lineno)
        self.generic_visit(node)
        node.body.insert(0, nodes.ExprStmt(self._filter(length, COUNT, []), lineno=node.lineno))
        return node

    def _filter(self, value: nodes.Node, name: str, arguments: list[nodes.Expr]) -> nodes.Filter:
        made = nodes.Filter(cast(nodes.Expr, value), name, arguments, [], None, None, lineno=value.lineno)
        made.set_environment(self._engine)
        return made


def fixed_text(frame: nodes.Node) -> int:
    """Characters of fixed text in a frame, without those in frames of their own inside of it."""
    length = 0
    for child in frame.iter_child_nodes():
        if isinstance(child, nodes.TemplateData):
            length += len(child.data)
        elif not isinstance(child, (nodes.For, nodes.Macro, nodes.CallBlock, nodes.Block)):
            length += fixed_text(child)
    return length
