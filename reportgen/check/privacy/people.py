"""Names of persons, and other contacts that may be a person's. No message repeats one."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.check.context import Context
from reportgen.check.privacy.contacts import contact_kind
from reportgen.check.privacy.names import names_beside_titles
from reportgen.check.privacy.numbers import shown_path
from reportgen.check.registry import Finding, rule
from reportgen.model.language import say


@rule("P05", "warning", "公开的文字里没有个人姓名", "no names of persons in the published texts")
def persons(context: Context) -> Iterator[Finding]:
    """A surname with one or two characters directly beside a title or a label (局长…, …同志, 联系人：…). A budget speaks of offices; who holds them is published elsewhere. The name is not repeated, and a name in a cell of its own, apart from its title, is not seen.

    Basis: 《个人信息保护法》第六条：公开限于必要的最小范围；预算公开以单位为主体 | Personal Information Protection Law, article 6: no more than needed is published; a budget discloses units, not persons
    Help: 改写为单位或职务；确需公开姓名的，在 accept 里写明理由 | name the office instead; if the name has to stand, say why under accept
    Wrong: 联系人：张某某
    Right: 联系人：办公室 | contact: the office
    """
    for text in context.texts:
        if len(text.text) > 3 and names_beside_titles(text.text):
            where = shown_path(text)
            yield Finding(
                say(
                    f"“{where}”里的职务或“联系人”等字样旁边像是个人姓名，公开前请改写（此处不重复姓名）。",
                    f"Beside a title or label in {where} stands what looks like a person's name: reword it (not repeated here).",
                ),
                text.place,
                expected=say("单位或职务", "the office"),
                discreet=True,
            )


@rule("P06", "info", "公开的联系方式只属于单位", "published contacts belong to offices alone")
def other_contacts(context: Context) -> Iterator[Finding]:
    """QQ and WeChat accounts, an office line beside a person's name, passports and travel permits, mailboxes of offices: each may stand, and each deserves a look. None is repeated.

    Basis: 《个人信息保护法》第五条、第六条：公开限于必要的最小范围 | Personal Information Protection Law, articles 5 and 6: no more than needed is published
    Help: 确认是单位的联系方式；个人的应删去 | make sure that it is the office's; remove a person's
    Wrong: 联系人：张某某，办公电话（区号-号码） | contact: a person's name with the office line
    Right: 联系电话：（区号-号码）（办公室） | contact: the office line (the office)
    """
    for text in context.texts:
        kind = contact_kind(text.text)
        if kind is not None:
            zh, en = kind
            where = shown_path(text)
            message = say(
                f"“{where}”里有{zh}，请确认可以公开（此处不重复）。",
                f"There is {en} in {where}: make sure that it may be published (not repeated here).",
            )
            yield Finding(message, text.place, discreet=True)
