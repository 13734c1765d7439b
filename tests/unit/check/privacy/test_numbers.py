"""Mobile numbers and citizen ids. The numbers are put together here, so that no file of the project holds one."""

from __future__ import annotations

import pytest

from reportgen.check.privacy.numbers import has_bank_card, has_citizen_id, has_mobile, mask
from reportgen.cli.diagnostics import as_github, as_json, as_sarif, as_text
from tests.unit.check.support import Example

MOBILE = "13" + "8" * 4 + "12345"
GROUPS = MOBILE[:3], MOBILE[3:7], MOBILE[7:]
BORN = "110105" + "19491231" + "002"
CITIZEN = BORN + "X"
FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")


@pytest.mark.parametrize(
    "text",
    [
        f"电话：{MOBILE}",
        f"联系人王某{MOBILE}，办公室",
        " ".join(GROUPS),
        "-".join(GROUPS),
        "－".join(GROUPS),
        "\u3000".join(GROUPS),
        " - ".join(GROUPS),
        "\u200b".join(MOBILE),
        MOBILE.translate(FULL_WIDTH),
        f"+86 {MOBILE}",
        f"0086-{MOBILE}",
        f"86{MOBILE}",
        f"1.{MOBILE}",
        f"{MOBILE},{MOBILE}",
        f"（{MOBILE}）",
    ],
)
def test_a_mobile_number_is_seen(text: str) -> None:
    assert has_mobile(text)
    assert MOBILE not in mask(text)


@pytest.mark.parametrize(
    "text",
    [
        "0991-12345678",
        "12" + "8" * 9,
        f"9{MOBILE}",
        f"{MOBILE}0",
        f"{MOBILE}.50",
        f"{MOBILE} 元",
        f"{MOBILE}万元",
        "2024-01-01 至 2024-12-31",
        "面积 222,237.72 平方米，价值 1,484,514,600.00 元",
        "联系人 138 室",
    ],
)
def test_other_numbers_are_no_mobile_numbers(text: str) -> None:
    assert not has_mobile(text)
    assert mask(text) == text


@pytest.mark.parametrize(
    "text", [CITIZEN, CITIZEN.lower(), f"{CITIZEN[:6]} {CITIZEN[6:14]} {CITIZEN[14:]}", f"身份证{CITIZEN}。"]
)
def test_a_citizen_id_is_seen(text: str) -> None:
    assert has_citizen_id(text)


@pytest.mark.parametrize("text", [BORN + "1", "110105" + "19491331" + "002" + "X", CITIZEN + "1", f"1{CITIZEN}"])
def test_a_wrong_check_digit_or_date_is_no_citizen_id(text: str) -> None:
    assert not has_citizen_id(text)


@pytest.mark.parametrize(
    ("file", "old", "new", "path"),
    [
        ("budget.yaml", "支付空置办公用房的物业费", "支付空置办公用房（{}）的物业费", "projects[1].allocation"),
        ("budget.yaml", "short_name: 自治区机关事务管理局", "short_name: 局{}", "department.short_name"),
        ("budget.yaml", "offices: [办公室,", "offices: [办公室 {},", "department.offices[0]"),
        (
            "budget.yaml",
            "funding: 财政预算安排\n      people: 98",
            "funding: 财政{}\n      people: 98",
            "projects[6].subsidy.funding",
        ),
        ("budget.yaml", "# 增减变化的主要原因", "glossary: {{甲: 见{}}}\n# 增减变化的主要原因", "glossary.甲"),
    ],
)
def test_every_text_of_the_budget_is_read(example: Example, file: str, old: str, new: str, path: str) -> None:
    example.edit(file, old, new.format(MOBILE))
    (found,) = example.found("P01")
    assert (found.level, found.value, found.expected) == ("error", None, "an office line")
    assert found.place.line == example.line(file, MOBILE)
    assert path in found.message


def test_a_key_that_holds_the_number_is_not_repeated(example: Example) -> None:
    example.edit("budget.yaml", "# 增减变化的主要原因", f"glossary: {{电话{MOBILE}: 见附件}}\n# 增减变化的主要原因")
    diagnostics = example.check()
    assert [d.code for d in diagnostics if d.level == "error"] == ["P01"]
    for told in (as_text, as_json, as_github, as_sarif):
        assert MOBILE not in told(diagnostics)


@pytest.mark.parametrize(("number", "code"), [(MOBILE, "P01"), (" ".join(GROUPS), "P01"), (CITIZEN, "P02")])
def test_indicator_cells_are_read(example: Example, number: str, code: str) -> None:
    example.edit(
        "indicators.csv",
        "维修保障数量,≥5栋,历史标准,7栋,8,按照完成比例赋分,工作资料",
        f"维修保障数量,≥5栋,历史标准,7栋,8,按照完成比例赋分,资料{number}",
    )
    diagnostics = example.check()
    (found,) = [d for d in diagnostics if d.level == "error"]
    assert (found.code, found.value) == (code, None)
    assert (found.place.file, found.place.line) == ("indicators.csv", example.line("indicators.csv", number))
    assert "佐证资料" in found.message
    assert number not in as_json(diagnostics)


def test_other_findings_do_not_repeat_a_number_either(example: Example) -> None:
    example.edit("budget.yaml", "name: 机关业务补助经费", f"name: 机关业务补助经费{MOBILE}")
    example.edit("budget.yaml", "软件运维服务费用, amount: 300000}", "软件运维服务费用, amount: 300100}")
    diagnostics = example.check()
    assert {d.code for d in diagnostics if d.level == "error"} == {"P01", "N21"}
    assert MOBILE not in as_json(diagnostics)


def test_withheld_texts_are_gone_before_they_are_read(example: Example) -> None:
    old = "- {id: P05, name: 特定目标 xzzfc128,"
    example.edit("budget.yaml", old, f"{old} basis: 电话{MOBILE},")
    assert [d.code for d in example.check() if d.level == "error"] == []


def luhn(digits: str) -> str:
    """The digits with the check digit that makes them a card number."""
    total = sum(int(d) if i % 2 else sum(divmod(2 * int(d), 10)) for i, d in enumerate(reversed(digits)))
    return digits + str(-total % 10)


CARD = luhn("6222" + "02" * 7)
VISA = luhn("4" + "123" * 4 + "45")


@pytest.mark.parametrize(
    "text",
    [
        CARD,
        f"卡号{CARD}。",
        " ".join(CARD[at : at + 4] for at in range(0, len(CARD), 4)),
        "-".join(CARD[at : at + 4] for at in range(0, len(CARD), 4)),
        CARD.translate(FULL_WIDTH),
        luhn("6217" + "00" * 5 + "1234"),
        luhn("95588" + "012" * 4 + "3"),
        f"银行账号：{VISA}",
        " ".join(VISA[at : at + 4] for at in range(0, 16, 4)),
    ],
)
def test_a_bank_card_is_seen(text: str) -> None:
    assert has_bank_card(text)
    assert CARD not in mask(text)
    assert VISA not in mask(text)


@pytest.mark.parametrize(
    "text",
    [
        CARD[:-1] + str((int(CARD[-1]) + 1) % 10),
        f"编码 {VISA}",
        f"项目编码：A{CARD}",
        f"{CARD}万元",
        f"{CARD}.00",
        f"{CARD}0001234",
        "12345" + "0" * 13,
        "6222" + "0" * 14,
        f"统一社会信用代码 91{CARD[:14]}MA",
        CITIZEN,
        "新财行〔2023〕117号、1,234,567,890,123,456.00 元",
    ],
)
def test_other_long_numbers_are_no_bank_cards(text: str) -> None:
    assert not has_bank_card(text)


def test_a_bank_card_is_told_and_not_repeated(example: Example) -> None:
    example.edit("budget.yaml", "支付空置办公用房的物业费", f"支付空置办公用房的物业费（{CARD}）")
    diagnostics = example.check()
    (found,) = [d for d in diagnostics if d.code == "P03"]
    assert (found.level, found.value, found.discreet, found.place.path) == (
        "warning",
        None,
        True,
        "projects[1].allocation",
    )
    assert CARD not in as_json(diagnostics)


WRITTEN = str.maketrans("0123456789", "〇一二三四五六七八九")


@pytest.mark.parametrize(
    "text",
    [MOBILE.translate(WRITTEN), f"电话{MOBILE.replace('1', '幺').translate(WRITTEN)}。", f"({MOBILE[:3]}){MOBILE[3:]}"],
)
def test_digits_written_out_or_in_brackets_are_seen(text: str) -> None:
    assert has_mobile(text)
    assert "…" in mask(text)
    assert text not in mask(text)


@pytest.mark.parametrize(
    "text",
    [
        "二〇二四年一月一日至二〇二四年十二月三十一日",
        "一三八、一三九条",
        "第一三五七九项、第二四六八项",
        "一二三四五六七八九十",
    ],
)
def test_numerals_are_no_mobile_numbers(text: str) -> None:
    assert not has_mobile(text)


def test_a_citizen_id_written_out_is_seen() -> None:
    assert has_citizen_id(CITIZEN[:-1].translate(WRITTEN) + "Ｘ")
