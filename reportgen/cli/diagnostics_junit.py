"""Findings as JUnit XML: a suite for each family of rules, a case for each rule, passed ones too."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from reportgen.cli.diagnostics_rules import LOAD, all_codes, explained, families
from reportgen.cli.diagnostics_words import accepted_reason, facts, level_name, note_texts, shown
from reportgen.model.diagnostic import LEVELS, Diagnostic
from reportgen.model.language import say
from reportgen.model.ledger import LedgerEntry

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from reportgen.check import Selection

NEVER: Final = "never"


def as_junit(
    diagnostics: Sequence[Diagnostic],
    fail_on: str = "error",
    selection: Selection | None = None,
    ledger: Sequence[LedgerEntry] | None = None,
    *,
    loaded: bool = True,
) -> str:
    """The XML document. A case fails by findings at or above ``fail_on``; others stand in its output.

    Where the budget could not be loaded (``loaded`` False) the rules are skipped. The ledger is a suite of its own: what
    is not met fails, what does not apply or was not checked is skipped with the reason.
    """
    from xml.etree.ElementTree import Element, indent, tostring

    root = Element("testsuites", name="reportgen check")
    found: dict[str, list[Diagnostic]] = {}
    for diagnostic in diagnostics:
        found.setdefault(diagnostic.code, []).append(diagnostic)
    failing = () if fail_on == NEVER else LEVELS[: LEVELS.index(fail_on) + 1]
    for family, name in families().items():
        codes = _codes(family, found, loaded)
        cases = [_case(code, name, found.get(code, []), failing) for code in codes]
        for case, code in zip(cases, codes, strict=True):
            reason = None if family == LOAD else _not_run(code, selection, loaded)
            if reason is not None:
                _add(case, "skipped", reason)
        _suite(root, name, cases)
    if ledger is not None:
        _suite(root, say("公开义务", "ledger"), [_obligation(entry) for entry in ledger])
    _count(root)
    indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="unicode")


def _not_run(code: str, selection: Selection | None, loaded: bool) -> str | None:
    """Why a rule did not run; None when it did."""
    if not loaded:
        return say("没有检查：预算读不进来", "not checked: the budget cannot be loaded")
    if selection is not None and not selection.takes(code):
        return say("没有选这条规则", "the rule is not selected")
    return None


def _codes(family: str, found: Mapping[str, Sequence[Diagnostic]], loaded: bool) -> list[str]:
    """The codes of a family: all its rules; of the load errors those that were found, and one case when none was."""
    if family == LOAD:
        return [code for code in found if _family(code) == LOAD] or ([LOAD] if loaded else [])
    return [code for code in all_codes() if _family(code) == family]


def _family(code: str) -> str:
    known = explained(code)
    return known.family if known is not None else LOAD


def _case(code: str, family: str, findings: list[Diagnostic], failing: Sequence[str]) -> Element:
    from xml.etree.ElementTree import Element

    known = explained(code)
    title = known.title if known is not None else say("预算读得进来", "the budget can be loaded")
    name = f"{code} {title}" if code != LOAD else title
    case = Element("testcase", classname=shown(family), name=shown(name))
    failed = [d for d in findings if d.code.startswith("L") or d.level in failing]
    if failed:
        first = failed[0]
        more = say(f"（共 {len(failed)} 处）", f" ({len(failed)} in all)") if len(failed) > 1 else ""
        element = _add(case, "failure", first.message + more)
        element.set("type", first.level)
        element.text = "\n".join(_told(d) for d in failed)
    other = [d for d in findings if d not in failed]
    if other:
        _add(case, "system-out").text = "\n".join(_told(d) for d in other)
    return case


def _told(diagnostic: Diagnostic) -> str:
    """One finding as text, each part of it on a line."""
    place = f"{diagnostic.place}: " if diagnostic.place is not None else ""
    reason = accepted_reason(diagnostic)
    level = level_name(diagnostic.level) if reason is None else say("已接受", "accepted")
    lines = [f"{place}{level} {diagnostic.code}: {diagnostic.message}"]
    lines += [f"    = {note}" for note in note_texts(diagnostic)]
    lines += [f"    {fact.name}: {fact.text}" for fact in facts(diagnostic)]
    return "\n".join(map(shown, lines))


def _obligation(entry: LedgerEntry) -> Element:
    from xml.etree.ElementTree import Element

    case = Element("testcase", classname=shown(entry.group), name=shown(f"{entry.id} {entry.demand}"))
    if entry.status == "not-met":
        element = _add(case, "failure", entry.why or entry.demand)
        element.set("type", entry.status)
        element.text = shown(entry.basis)
    elif entry.status != "met":
        _add(case, "skipped", entry.why or entry.status)
    return case


def _add(parent: Element, tag: str, message: str | None = None) -> Element:
    from xml.etree.ElementTree import SubElement

    element = SubElement(parent, tag)
    if message is not None:
        element.set("message", shown(message))
    return element


def _suite(root: Element, name: str, cases: Sequence[Element]) -> None:
    suite = _add(root, "testsuite")
    suite.set("name", shown(name))
    suite.extend(cases)
    _count(suite)


def _count(element: Element) -> None:
    """The numbers of cases, failed ones and skipped ones below."""
    cases = list(element.iter("testcase"))
    element.set("tests", str(len(cases)))
    element.set("failures", str(sum(case.find("failure") is not None for case in cases)))
    element.set("errors", "0")
    element.set("skipped", str(sum(case.find("skipped") is not None for case in cases)))
