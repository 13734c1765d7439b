"""How amounts are written in texts (E62)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from reportgen.check.context import Context
from reportgen.check.form.passages import findings, is_prose, passages
from reportgen.check.registry import Finding, rule

_UNIT: Final = r"(?= ?(?:万元|亿元|元)(?![/／每]))"
_PLAIN: Final = re.compile(rf"(?<![0-9.,，．A-Za-z])(?P<whole>[1-9][0-9]{{3,11}})(?P<rest>(?:\.[0-9]+)?){_UNIT}")
_GROUPED: Final = re.compile(rf"(?<![0-9.,，．A-Za-z])[0-9]{{1,12}}(?:,[0-9]{{1,12}})+(?:\.[0-9]+)?{_UNIT}")
_WELL_GROUPED: Final = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?")


@rule("E62", "info", "一千以上的金额有千分位分隔符", "amounts of a thousand and more have thousands separators")
def separators(context: Context) -> Iterator[Finding]:
    """E62: 1672.81 beside 1,672.81. The report prints separators in every amount; an amount of a thousand and more that is
    typed into a text should have them too, each where it belongs. Rates such as 元/平方米 and indicator cells are left
    alone.

    Basis: 规则 16：报告里的金额用千分位逗号 | Rule 16: the amounts of the report have thousands separators
    Help: 加上千分位逗号，或改用 {{ change("…") }} 引用算出的数 | Add the separators, or refer to the computed figure
    Wrong: 较上年减少 1672.81 万元
    Right: 较上年减少 1,672.81 万元
    """
    known = passages(context)
    for hit in known.find(_PLAIN):
        if any(is_prose(text) for text in hit.passage.where):
            right = f"{int(hit.match['whole']):,}{hit.match['rest']}"
            zh, en = f"“{{}}”里的金额应写作 {right}。", f"The amount in “{{}}” should be written {right}."
            yield from findings(hit.passage, hit.start, hit.found, right, zh, en)
    for hit in known.find(_GROUPED):
        if not _WELL_GROUPED.fullmatch(hit.found) and any(is_prose(text) for text in hit.passage.where):
            zh, en = "“{}”里的千分位分隔符位置不对。", "A separator of the amount in “{}” is not where it belongs."
            yield from findings(hit.passage, hit.start, hit.found, None, zh, en)
