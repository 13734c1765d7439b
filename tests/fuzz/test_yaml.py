"""The YAML reader: any text gives a tree or coded errors, and the tree is what YAML says."""

from __future__ import annotations

from typing import Any

import yaml
from hypothesis import given
from hypothesis import strategies as st

from reportgen.load.nodes import Block, Listing, Node, note_flaws, parse
from reportgen.load.report import Report
from tests.fuzz.support import fuzzed, pieces, refused

LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
TEXTS = pieces(
    "a", "b: ", ": ", "- ", "\n", "\n  ", "\n    ", "{", "}", "[", "]", ", ", "'", '"', "#", " #", "&x ", "*x", "!t ", "!!int ", "<<: ", "? ", "| ",
    "|\n", ">\n", ">-\n  ", "---\n", "...\n", "%YAML 1.1\n", "\t", "\r\n", "\\", "\\n", "\\x41", "null", "~", "2010301", "0x1F", "1e3", "on", "@", "`", "year: 2024\n",
)  # fmt: skip


def plain(node: Node) -> Any:
    """A tree as Python's lists, dictionaries and texts."""
    if isinstance(node, Block):
        return {entry.key: plain(entry.value) for entry in node.entries}
    if isinstance(node, Listing):
        return [plain(item) for item in node.items]
    return node.text


@fuzzed(600)
@given(TEXTS)
def test_any_text(text: str) -> None:
    report = Report()
    tree = parse(text, "budget.yaml", report)
    if tree is not None:
        note_flaws(tree, report)
    if not refused(report):
        assert tree is not None
        assert plain(tree) == yaml.load(text, Loader=LOADER)


LEAVES = st.one_of(
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=12), st.integers().map(str)
)
KEYS = st.text("abcdef项目_-09", min_size=1, max_size=6)
TREES = st.recursive(
    LEAVES,
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(KEYS, inner, max_size=4)),
    max_leaves=15,
)


@fuzzed(150)
@given(st.dictionaries(KEYS, TREES, min_size=1, max_size=4), st.booleans())
def test_what_is_written_is_read(document: dict[str, Any], flow: bool) -> None:
    text = yaml.safe_dump(document, allow_unicode=True, default_flow_style=flow, width=60)
    report = Report()
    tree = parse(text, "budget.yaml", report)
    if tree is not None:
        note_flaws(tree, report)
    told = {found.code for found in report.diagnostics}
    assert told <= {"L003", "L007"}, text  # characters that YAML itself forbids; equal values are written as aliases
    if not told:
        assert tree is not None
        assert plain(tree) == yaml.load(text, Loader=LOADER)
