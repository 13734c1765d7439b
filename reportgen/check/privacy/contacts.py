"""Ways to reach a person: e-mail addresses, and what is no error but should be looked at. No message repeats one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportgen.check.context import Context
from reportgen.check.privacy.names import names_beside_titles
from reportgen.check.privacy.numbers import has_passport, shown_path
from reportgen.check.registry import Finding, rule
from reportgen.check.texts import Text, folded
from reportgen.model.language import say

_MAIL = re.compile(r"([A-Za-z0-9][A-Za-z0-9._%+\-]{0,63})@(?:[A-Za-z0-9\-]{1,63}\.){1,4}[A-Za-z]{2,10}(?![A-Za-z])")
_ROLES = re.compile(
    r"(?:info|office|admin|contact|service|support|press|public|gov|webmaster|postmaster|master|mail|news|hotline|help|"
    r"bgs|bgt|xxgk|xxzx|cwc|jcc|rsc|czj|czt|yjs|jbxx|gzyj|jubao|zixun|wangzhan|ysgk|yusuan|caiwu|bangongshi|zhengwu)"
    r"[0-9_.\-]{0,6}"
)
"""What a mailbox of an office is called, in English or by the initials of 办公室, 信息公开, 财务处, …"""
_ACCOUNT = re.compile(r"(?:QQ|微信|wechat)\s{0,2}(?:号码?|账号|帐号)?\s{0,2}[:是为]?\s{0,2}(?:[1-9][0-9]{4,10}|[A-Za-z][\w\-]{5,19})(?![0-9A-Za-z])", re.IGNORECASE | re.ASCII)  # fmt: skip
_LANDLINE = re.compile(r"(?<![0-9A-Za-z])(?:0[0-9]{2,3}[\s\-)]{1,2})[2-8][0-9]{6,7}(?![0-9])")
_HINT = re.compile(r"[QqＱｑ]{2}|微信|护照|通行证|[@＠]|[\d][\s\-)－）][2-8２-８]|wechat|WeChat|passport|Passport")
"""Without any of it a text holds no such contact."""
_NO_GROUP = re.compile(r"公众号|小程序|QQ\s?群|微信\s?群", re.IGNORECASE)


def mailboxes(text: str) -> tuple[bool, bool]:
    """Whether a text holds an e-mail address of a person, and whether it holds one of an office."""
    roles = [_ROLES.fullmatch(match[1].lower()) is not None for match in _MAIL.finditer(folded(text))]
    return not all(roles), any(roles)


def contact_kind(text: str) -> tuple[str, str] | None:
    """What kind of contact a text holds, in both languages."""
    if not _HINT.search(text):
        return None
    plain = folded(text)
    if _ACCOUNT.search(plain) and not _NO_GROUP.search(plain):
        return "QQ 或微信号", "a QQ or WeChat account"
    if has_passport(plain):
        return "护照或通行证号码", "the number of a passport or permit"
    if _LANDLINE.search(plain) and names_beside_titles(text):
        return "人名和办公电话", "a person's name with an office line"
    if "@" in plain and mailboxes(plain)[1]:
        return "单位邮箱", "an office's mailbox"
    return None


def _with_at(context: Context) -> Iterator[tuple[Text, bool, bool]]:
    for text in context.texts:
        if "@" in text.text or "＠" in text.text:
            yield text, *mailboxes(text.text)


@rule("P04", "warning", "公开的文字里没有个人电子邮箱", "no personal e-mail address in the published texts")
def mail_addresses(context: Context) -> Iterator[Finding]:
    """An e-mail address that is not named after an office may be a person's. That of an office (office@…, bgs@…) is told by P06, as information. The address is not repeated.

    Basis: 《个人信息保护法》第二十五条：公开个人信息须取得单独同意 | Personal Information Protection Law, article 25: publishing personal information needs separate consent
    Help: 个人邮箱应删去，或改为单位公开邮箱；确是单位邮箱的，在 accept 里写明 | remove a person's address or give the office's; if it is the office's, say so under accept
    Wrong: 联系邮箱：（姓名拼音）@（邮件服务商） | contact: (somebody's name)@(mail provider)
    Right: 联系邮箱：office@（单位域名） | contact: office@(the department's domain)
    """
    for text, personal, _ in _with_at(context):
        if personal:
            where = shown_path(text)
            yield Finding(
                say(
                    f"“{where}”里有一个电子邮箱，像是个人的；个人邮箱不应公开（此处不重复）。",
                    f"There is an e-mail address in {where} that may be a person's: it should not be published (not repeated here).",
                ),
                text.place,
                expected=say("单位公开邮箱", "the office's mailbox"),
                discreet=True,
            )
