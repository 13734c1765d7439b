"""What a project withholds and another text tells all the same; seen by the loader's salted hashes, and never repeated."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple
from weakref import WeakKeyDictionary

from reportgen.check.context import Context
from reportgen.check.privacy.numbers import shown_path
from reportgen.check.registry import Finding, rule
from reportgen.check.texts import Text
from reportgen.model.language import say

FORM_CELLS = frozenset({"level1", "level2", "basis", "last_year", "rule", "evidence"})
"""Indicator cells in which the rows of all projects use the same words."""


SHORT_ITEM = 24
"""An item of a list that is longer says more than a name."""


class Repeated(NamedTuple):
    """A text in which withheld matter stands."""

    text: Text
    where: str
    certain: bool


_FOUND: WeakKeyDictionary[Context, list[Repeated]] = WeakKeyDictionary()
"""Several rules and the last look at the findings ask for it."""


def repeated(context: Context) -> list[Repeated]:
    """The texts in which withheld matter stands again, each once."""
    if not context.budget.withheld:
        return []
    if context not in _FOUND:
        _FOUND[context] = _repeated(context)
    return _FOUND[context]


def _repeated(context: Context) -> list[Repeated]:
    withheld = context.budget.withheld
    found: dict[int, bool] = {}
    forms = [text for text in context.texts if text.field in FORM_CELLS]
    others = [text for text in context.texts if text.field not in FORM_CELLS]
    for group, form in ((others, True), (forms, False)):
        for match in withheld.matches([text.text for text in group], form=form):
            text = group[match.which]
            # Two lists that name the same everyday thing in a few characters do not speak of each other.
            if match.certain or not (match.entire and match.end <= SHORT_ITEM and _is_item(text)):
                found[id(text)] = found.get(id(text), False) or match.certain
    return [
        Repeated(text, withheld.masked(shown_path(text)), found[id(text)])
        for text in context.texts
        if id(text) in found
    ]


def _is_item(text: Text) -> bool:
    return bool(text.field) or text.path.endswith(".item")


@rule("P07", "error", "不公开的内容没有在别处写出", "withheld content is not repeated elsewhere")
def withheld_content(context: Context) -> Iterator[Finding]:
    """What a project withholds (basis, allocation, period, subsidy; goal and indicators) stands in another text that is published: a run of 24 characters of it, or a whole withheld text of 12 or more. Blanks, punctuation, width and case do not matter; runs of names, code names, numbers and stock words alone do not count, nor do the form's columns of indicators in the same columns. Withheld texts are known by salted hashes alone, so the message gives the place and nothing else. Last year's withheld texts, and matter that is reworded, are not seen.

    Basis: 《预算法》第十四条：涉及国家秘密的除外；《保守国家秘密法》 | Budget Law, article 14: state secrets are excepted; Law on Guarding State Secrets
    Help: 从这一处删去不公开的内容；确认该内容本可公开的，在 accept 里写明理由 | remove the withheld matter from this text; if it may be published after all, say why under accept
    Wrong: 项目甲的依据不公开，增减原因里却写了同样的话 | the basis of a project is withheld, and a reason says it in the same words
    Right: 增减原因只写“按规定不予公开的项目有所调整” | the reason says only that projects withheld by rule were adjusted
    """
    for found in repeated(context):
        if found.certain:
            yield Finding(
                say(
                    f"“{found.where}”写出了某个项目不公开的内容，公开前必须删去（此处不重复内容）。",
                    f"{found.where} repeats what a project withholds: it must be removed (not repeated here).",
                ),
                found.text.place,
                discreet=True,
            )


@rule("P08", "warning", "别处没有像不公开内容的字句", "no text resembles withheld content")
def likely_withheld_content(context: Context) -> Iterator[Finding]:
    """Like P07, with less to go by: 12 to 23 characters in a row that also stand in a withheld text and tell something, or a short withheld item of an allocation or indicator (6 to 11 characters) inside another text. A person has to judge.

    Basis: 《预算法》第十四条；《保守国家秘密法》 | Budget Law, article 14; Law on Guarding State Secrets
    Help: 对照不公开的项目核对这一处；无关的，在 accept 里写明 | compare this text with the projects that are withheld; if it has nothing to do with them, say so under accept
    Wrong: 增减原因里提到不公开项目的建设内容 | a reason mentions what a withheld project builds
    Right: 增减原因不涉及不公开项目的内容 | the reason says nothing of withheld projects
    """
    for found in repeated(context):
        if not found.certain:
            yield Finding(
                say(
                    f"“{found.where}”里有字句与某个项目不公开的内容相同，请核对（此处不重复内容）。",
                    f"Words in {found.where} also stand in what a project withholds: check them (not repeated here).",
                ),
                found.text.place,
                discreet=True,
            )
