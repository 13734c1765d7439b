"""Words that would stand twice: what the report itself puts before a reason or a use (E53)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from reportgen.check.context import Context
from reportgen.check.registry import Finding, rule
from reportgen.model.language import say
from reportgen.model.prose import Prose

_REASON: Final = re.compile(r"\s*(?:主要)?(?:原因(?:是|为|在于|：|:)?|是(?!否))")
_USE: Final = re.compile(r"\s*(?:主要)?用于")


@rule(
    "E53",
    "warning",
    "理由和用途不重复报告自己会写的“主要原因是”“主要用于”",
    "reasons and uses do not repeat the words that the report puts before them",
)
def doubled_leads(context: Context) -> Iterator[Finding]:
    """E53: 主要原因是是在职人数增加. The lead belongs to the report (rule 19); several reasons begin with 一是."""
    declaration = context.declaration
    reasons, uses = declaration.reasons, declaration.uses
    blocks: dict[str, Mapping[str, Prose]] = {
        "reasons.income": reasons.income,
        "reasons.expenditure": reasons.expenditure,
        "reasons.appropriation": reasons.appropriation,
        "reasons.function": reasons.function,
        "reasons.travel": reasons.travel,
        "uses.function": uses.function,
        "uses.carryover": uses.carryover,
    }
    texts = [(f"{block}.{key}", prose) for block, proses in blocks.items() for key, prose in proses.items()]
    if reasons.operating_funds:
        texts.append(("reasons.operating_funds", reasons.operating_funds))
    for path, prose in texts:
        lead, word = (_REASON, "主要原因是") if path.startswith("reasons") else (_USE, "主要用于")
        if found := lead.match(prose.raw):
            yield Finding(
                say(
                    f"这段文字以“{found[0].strip()}”开头，而报告在它前面已经写了“{word}”，会重复。",
                    f"This text begins with {found[0].strip()}, and the report already puts {word} before it.",
                ),
                context.place(path) or prose.place,
                found[0].strip(),
            )
