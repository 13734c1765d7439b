"""``check --fix``: the safe replacements of the form rules, written into the user's files and nothing else touched."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import attrs

from reportgen.model.diagnostic import Diagnostic, InputError
from reportgen.model.language import say
from reportgen.model.place import Place
from reportgen.publish.fix_file import InputText, Refused, Replacement, Written, read_input

MOST_ROUNDS = 5
"""After a round the budget is checked again: one replacement may make way for another. No text needs more rounds."""


@attrs.frozen
class Applied:
    """A replacement that was written: ``old`` at ``place``, as it stood there before, is ``new`` now."""

    place: Place
    old: str
    new: str


@attrs.frozen
class Left:
    """A replacement that was not written, and ``why``, in the reader's language."""

    place: Place
    old: str
    new: str
    why: str


@attrs.frozen
class FixResult:
    """What was written, and what is left for a person."""

    applied: tuple[Applied, ...]
    left: tuple[Left, ...]


def fix(budget: Path, diagnostics: Sequence[Diagnostic]) -> FixResult:
    """Write the edits of ``diagnostics``, the findings of ``budget`` (a budget.yaml), into the files that they are in.

    budget.yaml and CSV tables are changed in place: comments, order, quoting, line ends and encoding stay to the byte.
    What is to be written is read back first: exactly the intended values differ, or the file stays as it is. Workbooks
    are never written. Of edits that overlap the first wins; the budget is then checked again by the rules at hand,
    until nothing changes any more. What could not be written is told with the reason; nothing is raised.
    """
    codes = tuple(dict.fromkeys(d.code for d in diagnostics if d.edit is not None))
    wanted = _wanted(diagnostics) if codes else []
    applied: list[Applied] = []
    left: list[Left] = []
    for _ in range(MOST_ROUNDS):
        done, left, written = _round(budget, wanted)
        if not done:
            return FixResult(tuple(applied), tuple(left))
        try:
            wanted = _again(budget, codes)
        except InputError:
            for file in written:
                file.take_back()
            left += [_left(one, say("改后读不进来，没有改", "the budget would not load")) for one in done]
            return FixResult(tuple(applied), tuple(left))
        applied += [Applied(one.place, one.edit.old, one.edit.new) for one in done]
    told = {(one.place, one.old, one.new) for one in left}
    more = [_left(one, say("请再运行一次", "run the command once more")) for one in wanted]
    return FixResult(tuple(applied), (*left, *(one for one in more if (one.place, one.old, one.new) not in told)))


def _wanted(diagnostics: Iterable[Diagnostic]) -> list[Replacement]:
    """The edits with their places, each once; what budget.yaml accepts stands as it is."""
    from reportgen.check.accept import Accepted

    open_ = [d for d in diagnostics if not isinstance(d, Accepted)]
    pairs = [(d.place, d.edit) for d in open_ if d.place is not None and d.edit is not None]
    return [Replacement(place, edit) for place, edit in dict.fromkeys(pairs)]


def _left(one: Replacement, why: str) -> Left:
    return Left(one.place, one.edit.old, one.edit.new, why)


def _again(budget: Path, codes: tuple[str, ...]) -> list[Replacement]:
    """The edits that a fresh check by the rules ``codes`` asks for. Raises InputError when the budget does not load."""
    from reportgen.check import Selection, run
    from reportgen.compute import disclose
    from reportgen.load import load_budget

    disclosure = disclose(load_budget(budget))
    return _wanted(run(disclosure.budget, disclosure, Selection(select=codes)))


def _round(budget: Path, wanted: Sequence[Replacement]) -> tuple[list[Replacement], list[Left], list[Written]]:
    """One round over all files: what was written, what was not, and the files as they were."""
    files: dict[str, list[Replacement]] = {}
    for one in wanted:
        files.setdefault(one.place.file, []).append(one)
    done: list[Replacement] = []
    left: list[Left] = []
    written: list[Written] = []
    for of_file in files.values():
        try:
            text = _text(budget, of_file[0].place)
            taken, refused, changed = text.changed(of_file)
            if taken:
                written.append(text.write(changed))
        except Refused as refusal:
            left += [_left(one, refusal.why) for one in of_file]
        else:
            done += taken
            left += [_left(one, why) for one, why in refused]
    return done, left, written


def _text(budget: Path, place: Place) -> InputText:
    """The file of a place. Raises Refused when it is a workbook or cannot be read."""
    if place.sheet is not None:
        raise Refused(say(f"工作簿不改，请在 {place} 改", f"workbooks are not written: change it at {place}"))
    return read_input(budget if place.file == budget.name else budget.parent / place.file)
