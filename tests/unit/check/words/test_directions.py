"""How a reason is read: which amounts carry a sign, whether they explain a change, which way a text concludes."""

from __future__ import annotations

import pytest

from reportgen.check.words.clauses import Subject
from reportgen.check.words.directions import amounts, conclusion
from reportgen.check.words.sums import explains, signed_sum


@pytest.mark.parametrize(
    ("text", "signed"),
    [
        ("较上年增加 48 万元，另一项减少 6 万元", ["48", "-6"]),
        ("增加了１，０００．５万元", ["1000.5"]),
        ("减少 1,672.81 万元", ["-1672.81"]),
        ("压减 480000 元", ["-48"]),
        ("新增设备购置 0.01 亿元", ["100"]),
        ("增加人员经费 30 万元、公用经费 5 万元", ["30", "5"]),
        ("减少到 62 万元", ["62"]),
        ("人均增加 3 万元", ["3"]),
        ("每人 6 万元/年，补助 1 人", []),
    ],
)
def test_amounts_are_read_with_their_sign(text: str, signed: list[str]) -> None:
    assert [f"{amount.signed.normalize():f}" for amount in amounts(text)] == signed


@pytest.mark.parametrize(
    ("text", "compared"),
    [
        ("一是增加 48 万元。二是减少 6 万元。", 2),
        ("安排 262 万元，较上年减少 38 万元", 0),
        ("由 100 万元减少到 62 万元", 0),
        ("增加 48 万元，其中人员经费增加 30 万元、公用经费增加 18 万元。另减少 6 万元", 2),
        ("人员经费和公用经费分别增加 30 万元、18 万元", 0),
        ("在职人员增加", 0),
    ],
)
def test_a_list_is_compared_only_when_each_amount_has_a_direction(text: str, compared: int) -> None:
    assert len(signed_sum(text)) == compared


@pytest.mark.parametrize(
    ("text", "fen", "right"),
    [
        ("增加 48 万元，减少 6 万元", 42_000_000, True),
        ("增加 48 万元，减少 6 万元", 42_010_000, False),
        ("增加 48 万元，减少 6 万元", -42_000_000, False),
        ("总体增加 42 万元：一是增加 48 万元；二是减少 6 万元", 42_000_000, True),
        ("一是增加 48 万元；二是减少 6 万元；合计增加 42 万元", 42_000_000, True),
        ("一是增加 48 万元；二是减少 6 万元；合计增加 43 万元", 42_000_000, False),
        ("增加 0.33 万元，增加 0.33 万元，增加 0.33 万元", 1_000_000, True),
        ("增加 0.33 万元，增加 0.33 万元，增加 0.31 万元", 1_000_000, False),
        ("增加 17.87 万元", 17_882_600, False),
        ("增加 17.88 万元", 17_882_600, True),
    ],
)
def test_amounts_explain_a_change_to_the_printed_places(text: str, fen: int, right: bool) -> None:
    assert explains(signed_sum(text), fen) is right


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("人员变动导致缴费基数变动，相应预算数较2023年有所增加", 1),
        ("在职人员减少，但工资标准提高，人员经费增加", 1),
        ("在职人员增加，人员经费增加，以及每年正常晋升工资", 1),
        ("退休人员减少", -1),
        ("2024 年退休人员同比减少，因此支出预算同比下降", -1),
        ("人员增加导致人员经费增加，同时缴费基数提高", 1),
        ("厉行节约，减少一般性支出", -1),
        ("较上年增长 5.80%", 1),
        ("一是A项目增加 48 万元。二是B项目减少 6 万元。两项相抵，支出有所增加", 1),
        ("A项目减少 38 万元，B项目增加 8 万元，总体减少", -1),
        # What balances several clauses, speaks of last year or denies a change concludes nothing.
        ("人员经费增加，公用经费减少", None),
        ("一是增加 48 万元。二是减少 6 万元", None),
        ("一是A项目经费减少 38 万元。二是B项目经费有所增加", None),
        ("在职人员增加，退休人员减少", None),
        ("在职人员减少，工资标准提高", None),
        ("2023 年一次性经费增加，本年不再安排", None),
        ("严控经费增长", None),
        ("经费增幅下降", None),
        ("三公经费只减不增", None),
        ("随着业务量增加的需要安排", None),
        ("加大投入，减少资源浪费", None),
        ("提高资金使用效益", None),
        ("新增公务用车 1 辆", None),
        ("", None),
    ],
)
def test_the_conclusion_of_a_text(text: str, sign: int | None) -> None:
    told = conclusion(text, 2024)
    assert (told[0] if told else None) == sign


@pytest.mark.parametrize(
    ("text", "own", "told"),
    [
        ("两年安排数持平", None, (0, "持平", {0}, "")),
        ("与上年基本持平", None, (0, "持平", {-1, 0, 1}, "基本")),
        ("在职人员与上年持平", None, None),
        ("人员经费持平，公用经费增加", None, (1, "增加", {1}, "")),
        ("人员增加，经费总额与上年持平", None, (0, "持平", {0}, "")),
        ("本科目支出没有变化", None, (0, "没有变化", {0}, "")),
        ("本年经费没有增加", None, (0, "没有增加", {-1, 0}, "")),
        ("人员增加，经费总额未增加", None, (0, "未增加", {-1, 0}, "")),
        ("预算数并未减少", None, (0, "并未减少", {0, 1}, "")),
        ("不得不增加人员支出", None, (1, "增加", {1}, "")),
        ("支出略有下降", None, (-1, "下降", {-1}, "略有")),
        ("收入大幅增长", None, (1, "增长", {1}, "大幅")),
        ("支出呈负增长", None, (-1, "负增长", {-1}, "")),
        ("压减运行费", "公务用车运行费", (-1, "压减", {-1}, "")),
        ("压减会议费", "公务用车运行费", None),
        ("退休人员增加", "行政运行", None),
        ("退休人员增加", "行政单位离退休", (1, "增加", {1}, "")),
    ],
)
def test_how_firmly_a_text_concludes(text: str, own: str | None, told: tuple[int, str, set[int], str] | None) -> None:
    assert conclusion(text, 2024, Subject(own)) == (told and (told[0], told[1], frozenset(told[2]), told[3]))


def test_a_clause_about_something_else_concludes_nothing() -> None:
    text = "政府性基金预算减少，一般公共预算拨款增加"
    assert conclusion(text, 2024) is None
    told = conclusion(text, 2024, Subject("一般公共预算", ("政府性基金",)))
    assert told is not None
    assert (told.sign, told.word) == (1, "增加")


@pytest.mark.parametrize(
    ("text", "written", "word"),
    [
        ("较上年增加了１，０００．５万元", "１，０００．５万元", "增加"),
        ("减少 1,672.81 万元", "1,672.81 万元", "减少"),
        ("安排0.5亿元", "0.5亿元", ""),
    ],
)
def test_amounts_are_told_as_written(text: str, written: str, word: str) -> None:
    (amount,) = amounts(text)
    assert (amount.written, amount.word) == (written, word)


@pytest.mark.parametrize("text", ["增加约 18 万元", "增加 10 万元左右", "增加 10-20 万元", "安排 50 万元以上"])
def test_rough_amounts_are_no_list(text: str) -> None:
    assert [amount.rough for amount in amounts(text)] == [True]
    assert signed_sum(text) == []


def test_a_long_text_is_read_in_linear_time() -> None:
    text = "由上年安排1,234.56万元较上年增加" * 20_000
    assert len(amounts(text)) == 20_000
    assert conclusion(text, 2024) is not None
