"""Names beside titles, and other contacts. The names are made of a surname and 某, so that no file of the project holds one."""

from __future__ import annotations

import random

import pytest

from reportgen.check.privacy.contacts import contact_kind, mailboxes
from reportgen.check.privacy.names import COMPOUND, names_beside_titles
from reportgen.cli.diagnostics import as_json
from tests.unit.check.support import Example

NAME = "张" + "某某"
LANDLINE = "0123-" + "22" * 4


@pytest.mark.parametrize(
    "text",
    [
        f"局长{NAME}",
        f"由副局长{NAME}负责",
        f"副局长{NAME}，分管财务",
        f"{NAME}同志",
        f"请{NAME}同志办理",
        f"联系人：{NAME}",
        f"联系人:{NAME} {LANDLINE}",
        f"联系人{NAME}，办公室",
        f"联系人：{NAME}电话",
        f"经办人：{NAME[:2]}",
        f"项目负责人（{NAME}）",
        f"主任{NAME}。",
        f"{NAME}女士",
        f"，{NAME}主任。",
        f"法定代表人为{NAME}",
        f"联系人：{COMPOUND[0]}某某",
        f"处长 {COMPOUND[10]}某",
    ],
)
def test_a_name_beside_a_title_is_seen(text: str) -> None:
    assert names_beside_titles(text)


@pytest.mark.parametrize(
    "text",
    [
        "主任办公会", "经主任办公会研究", "局长办公会议", "主席办公会", "部长级", "书记员", "处长级干部", "联系人数", "领导同志", "老同志",
        "副省级以上领导同志", "高级工程师职称", "会计主管部门", "负责人员", "负责人名单", "全体同志", "党员同志", "单位同志", "有关同志",
        "党委书记", "党组书记", "纪委书记", "纪检组长", "常务副局长", "管委会主任", "居委会主任", "水利局局长", "安全处处长", "应急局局长",
        "文化局局长", "任局长", "时任局长", "主任任期", "主任科员", "主任委员会", "主任医师", "会长单位", "组长单位", "书记项目", "书记包联",
        "院长查房", "局长安排", "局长高度重视", "局长关心", "主任于年初", "以习近平同志为核心的党中央", "联系人：办公室", "联系人：安全处",
        "负责人：财务处", "填报人：单位财务", "经办人：周转房管理科", "负责人：华北局", "联系人及电话", "联系人：", "负责人：高级工程师",
        "项目负责人\t项目金额", "主席令", "市长热线", "市长信箱", "书记、主任", "主任、副主任", "审核人：预算处", "局长负责制", "许多同志",
        "离休老同志", "向老同志", "任何同志", "经理层", "总经理办公会", "工程师", "会计师事务所", "组长：局办公室", "队长、班长", "编制人数",
        "责任人：各单位", "车队队长", "车间主任", "研究室主任", "主任和书记", "处级干部任职", "主任明确", "院长基金", "司长、处长",
    ],
)  # fmt: skip
def test_other_words_beside_a_title_are_no_name(text: str) -> None:
    assert not names_beside_titles(text)
    assert not names_beside_titles(f"（{text}）的安排")
    assert not names_beside_titles(f"本年{text}。")


def test_a_name_is_told_and_not_repeated(example: Example) -> None:
    example.edit("budget.yaml", "支付空置办公用房的物业费", f"支付空置办公用房的物业费，联系人：{NAME}")
    (found,) = example.found("P05")
    assert (found.level, found.value, found.discreet) == ("warning", None, True)
    assert "projects[1].allocation" in found.message
    assert found.place.line == example.line("budget.yaml", NAME)
    assert NAME not in found.message


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("邮箱 zhangmou@example.com", (True, False)),
        ("邮箱：ｚｍｍ＠example.com.cn。", (True, False)),
        ("office@example.gov.cn", (False, True)),
        ("bgs2024@example.gov.cn、jubao@example.cn", (False, True)),
        ("office@example.gov.cn 或 zmm_1@mail.example.com", (True, True)),
        ("单价@100元", (False, False)),
        ("@2024 规划", (False, False)),
        ("微博 @示例发布", (False, False)),
    ],
)
def test_mailboxes(text: str, found: tuple[bool, bool]) -> None:
    assert mailboxes(text) == found


def test_a_personal_mailbox_is_a_warning_that_of_an_office_information(example: Example) -> None:
    example.edit("budget.yaml", "支付空置办公用房的物业费", "支付空置办公用房的物业费（zhangmou@example.com）")
    example.edit(
        "budget.yaml", "funding: 财政预算安排\n      people: 98", "funding: 见 office@example.cn\n      people: 98"
    )
    diagnostics = example.check()
    found = [(d.code, d.level, d.place.path) for d in diagnostics if d.code in ("P04", "P06")]
    assert found == [("P04", "warning", "projects[1].allocation"), ("P06", "info", "projects[6].subsidy.funding")]
    assert "zhangmou" not in as_json(diagnostics)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("QQ：123456789", "QQ"),
        ("微信号 zmm_2024", "QQ"),
        (f"联系人：{NAME} {LANDLINE}", "line"),
        ("护照号码：E" + "1234" * 2, "passport"),
        ("bgs@example.cn", "mailbox"),
        (f"联系电话：{LANDLINE}", None),
        ("微信公众号 shili2024", None),
        ("QQ群 123456789", None),
        ("微信支付 12345 元", None),
        ("因公护照 12 本", None),
        ("办理护照2024年度计划", None),
        ("文号 E12345678", None),
    ],
)
def test_other_contacts(text: str, kind: str | None) -> None:
    found = contact_kind(text)
    assert (found is None) if kind is None else (found is not None and kind in found[1])


def test_reading_stays_linear() -> None:
    rng = random.Random(1)
    text = "".join(rng.choice(f"{NAME}局长联系人：主任同志@a.-1 电话QQ微信号") for _ in range(300_000))
    assert names_beside_titles(text)
    assert contact_kind("a." * 200_000 + "@") is None
    assert mailboxes("a@" + "b-" * 200_000) == (False, False)
