"""Names that differ by a character from a declared one (E02, E03)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Final, NamedTuple

from reportgen.check.context import Context
from reportgen.check.form.passages import END, HIDDEN, Passages, findings, passages
from reportgen.check.registry import Finding, rule
from reportgen.model.diagnostic import Note
from reportgen.model.language import say

SHORTEST: Final = 6
"""Characters of a name that is long enough to be told from another by one of them."""
PARTS: Final = 3
"""A slip touches no more than two neighbours of three parts: the third stands in the text as it is."""
_ORDINAL: Final = frozenset(
    "0123456789０１２３４５６７８９一二三四五六七八九十百甲乙丙丁上下左右东西南北中前后新老大小"
)
"""Characters by which the names of different things differ."""
_PLACE: Final = re.compile("^[^省市县区旗]{2,4}[省市县](?![省市县区])")
_LOOSE: Final = frozenset("的和与及、，“”（）()· 等之各《》-—")
"""Characters that may stand in a name or not, and it is the same."""


class _Name(NamedTuple):
    text: str
    path: str


@rule("E02", "warning", "文字里的单位、项目名称与声明的一字不差", "names of units and projects are spelt as declared")
def near_names(context: Context) -> Iterator[Finding]:
    """E02, E03: 特定目标 zzzfc128 for 特定目标 xzzfc128, 自治区直机关… for 自治区区直机关…. A text names something of at least six
    characters that differs from a declared department, unit or project by one character: put in, lost, changed, or two
    changed over. Names that differ by a number or an ordinal are different things; what is itself declared, or part of
    it, is right.

    Basis: 规则 24：单位、项目名称以预算单位名单和项目库为准 | Rule 24: names are those of the list of units and of the projects
    Help: 改成声明的名称；确实是另一个单位或项目的，在 accept 里说明 | Write the declared name; if it is another, accept it
    Wrong: 自治区直机关后勤事务保障中心
    Right: 自治区区直机关后勤事务保障中心
    """
    known = passages(context)
    bodies, projects = _declared(context)
    # A text may leave out the place: 江澄市公路事业发展中心 is 公路事业发展中心 there.
    short = [_Name(_PLACE.sub("", name.text), name.path) for name in bodies if _PLACE.match(name.text)]
    yield from _near(context, known, bodies, bodies, [name for name in short if len(name.text) > SHORTEST])
    yield from _near(context, known, projects, [*bodies, *projects])


@rule("F09", "warning", "单位、项目不重名", "no two units, and no two projects of one code, bear the same name")
def names_once(context: Context) -> Iterator[Finding]:
    """Two units of one name, or two projects of one unit and code: one of them is likely a copy that was not changed.

    Projects of the same name under different codes are E29.

    Basis: 规则 24：单位、项目名称以预算单位名单和项目库为准，一个名称一个对象 | Rule 24: each unit and project has its own name
    Help: 核对两处名称，改掉抄错的一处；项目代号也一样 | Check both names; put the one right that was copied. Code names too
    Wrong: U1、U2 的名称都是“某县第一中学” | units U1 and U2 are both called 某县第一中学
    Right: U2 的名称是“某县第二中学” | U2 is called 某县第二中学
    """
    declaration = context.declaration
    units = [((unit.name,), f"units[{i}].name", unit.id) for i, unit in enumerate(declaration.units)]
    projects = [
        ((project.name, project.unit, project.function), f"projects[{i}].name", project.id)
        for i, project in enumerate(declaration.projects)
    ]
    for listed, zh, en in ((units, "单位", "units"), (projects, "项目", "projects")):
        first: dict[tuple[str | None, ...], str] = {}
        for key, path, identifier in listed:
            other = first.setdefault(key, identifier)
            if other != identifier:
                yield Finding(
                    say(
                        f"{zh} {other} 和 {identifier} 的名称都是“{key[0]}”。",
                        f"The {en} {other} and {identifier} are both called {key[0]}.",
                    ),
                    context.place(path),
                    key[0],
                )


def _declared(context: Context) -> tuple[list[_Name], list[_Name]]:
    """The names of department and units, and those of the projects."""
    declaration = context.declaration
    department = declaration.department
    bodies = [_Name(department.name, "department.name"), _Name(department.short_name, "department.short_name")]
    bodies += [_Name(unit.name, f"units[{index}].name") for index, unit in enumerate(declaration.units)]
    projects = [_Name(project.name, f"projects[{index}].name") for index, project in enumerate(declaration.projects)]
    return bodies, projects


def _near(
    context: Context, known: Passages, names: list[_Name], right: list[_Name], short: Iterable[_Name] = ()
) -> Iterator[Finding]:
    """Slips in ``names``, then in their ``short`` forms; wherever one of the ``right`` ones stands, nothing is looked for."""
    text = known.plain
    for name in sorted({name.text for name in right}, key=len, reverse=True):
        text = text.replace(name, HIDDEN * len(name))
    names = [*names, *short]
    first = {name.text: name for name in reversed(names) if len(name.text) >= SHORTEST}
    longest_first = sorted(first, key=len, reverse=True) if short else first
    told: set[int] = set()
    for position, end, name in _slips(text, longest_first):
        if position in told:
            continue
        told.update(range(position, end) if short else (position,))
        passage, start = known.at(position)
        found = passage.text[start : start + end - position]
        note = Note(say(f"声明的名称是“{name}”。", f"The declared name is {name}."), context.place(first[name].path))
        yield from findings(
            passage, start, found, name,
            f"“{found}”与声明的名称“{name}”差一个字。", f"{found} differs from the declared name {name} by a character.",
            fix=False, notes=(note,),
        )  # fmt: skip


def _slips(text: str, names: Iterable[str]) -> Iterator[tuple[int, int, str]]:
    """Where a text of one edit's distance from a name stands: start, end, the name."""
    for name in names:
        bounds = [len(name) * part // PARTS for part in range(PARTS + 1)]
        starts: set[int] = set()
        for low, high in pairwise(bounds):
            part = name[low:high]
            position = text.find(part)
            while position >= 0:
                starts.update(range(position - low - 1, position - low + 2))
                position = text.find(part, position + 1)
        for start in sorted(starts):
            end = _one_edit(text, start, name) if start > 0 else None
            if end is not None:
                yield start, end, name


def _one_edit(text: str, start: int, name: str) -> int | None:
    """Where the text that begins at ``start`` ends, when one edit inside it makes the name; else None.

    An edit at either end of the name tells nothing: the text may go on with another word.
    """
    same = 0
    while same < len(name) and text[start + same : start + same + 1] == name[same]:
        same += 1
    if not 0 < same < len(name) - 1:
        return None
    here, rest = start + same, name[same:]
    written, wanted = text[here], rest[0]
    if written in (END, HIDDEN, "\n"):
        return None
    if text.startswith(rest[1] + rest[0] + rest[2:], here):
        return None if len(rest) < 3 else here + len(rest)
    if text.startswith(rest[1:], here + 1):
        return None if {written, wanted} <= _ORDINAL or {written, wanted} & _LOOSE else here + len(rest)
    if text.startswith(rest[1:], here):
        return None if wanted in _LOOSE or wanted in _ORDINAL or len(rest) < 3 else here + len(rest) - 1
    if text.startswith(rest, here + 1):
        return None if written in _LOOSE or written in _ORDINAL else here + len(rest) + 1
    return None
