"""Withheld matter is seen again by its hashes, and cannot be read from them."""

from __future__ import annotations

import pickle
import random
import time
from collections.abc import Sequence

import attrs
import pytest

from reportgen.load.fingerprints import Fingerprints, Piece
from reportgen.model.withheld import Withheld, normal

BASIS = "在西山雷达站地下三层修建备用指挥所，并向北麓铺设两条光缆，由工程大队负责。"
RUN = "西山雷达站地下三层修建备用指挥所并向北麓铺设两条光"
ITEM = "雷达站外墙改造"
NAME = "示例市区直机关后勤事务保障中心"


def withheld(*texts: str, names: Sequence[str] = (NAME,)) -> Withheld:
    prints = Fingerprints()
    prints.know(names)
    for text in texts:
        prints.add(Piece(text, short=True))
    prints.hash_waiting()
    return prints.finish()


def grades(hashes: Withheld, text: str) -> list[bool]:
    return [match.certain for match in hashes.places(text)]


@pytest.mark.parametrize(
    "text",
    [
        BASIS,
        f"因{BASIS}等",
        f"主要原因是{RUN}缆",
        "　".join(BASIS),
        BASIS.replace("，", "\n").replace("站", "站\u200b"),
        f"{BASIS[:12]}（{BASIS[12:]}）",
    ],
)
def test_a_long_run_is_certain(text: str) -> None:
    hashes = withheld(BASIS)
    assert grades(hashes, text) == [True]
    assert hashes.occurs_in(text)


def test_case_and_width_do_not_matter() -> None:
    hashes = withheld("Project Blackbird extends the northern radar station")
    assert hashes.occurs_in("ＰＲＯＪＥＣＴ　ＢＬＡＣＫＢＩＲＤ　ＥＸＴＥＮＤＳ　ＴＨＥ　ＮＯＲＴＨＥＲＮ radar")
    assert not hashes.occurs_in("Project Redbird extends another southern station")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("因雷达站地下三层修建备用指挥所增加", [False]),
        (f"用于{ITEM}等", [False]),
        ("西山雷达站地下三层修建", []),
        ("在东山修建停车场，并铺设电缆。", []),
        ("雷达站外墙", []),
        ("", []),
    ],
)
def test_less_is_likely_at_most(text: str, found: list[bool]) -> None:
    hashes = withheld(BASIS, ITEM)
    assert grades(hashes, text) == found
    assert not hashes.occurs_in(text)


def test_a_whole_text_of_a_pieces_length_is_certain() -> None:
    hashes = withheld("西山雷达站外墙与塔基改造")
    assert grades(hashes, "用于西山雷达站外墙与塔基改造等") == [True]
    assert grades(hashes, "用于西山雷达站外墙与塔基修缮等") == []


def test_the_place_is_told_in_the_text_as_written() -> None:
    text = f"甲、乙——“{BASIS}”"
    (match,) = withheld(BASIS).places(text)
    assert normal(text[match.start : match.end]) == normal(BASIS)
    assert not match.entire
    assert withheld(BASIS).masked(text) == "甲、乙——“…。”"
    assert withheld(ITEM).places(f"{ITEM}。")[0].entire


def test_matches_do_not_run_over_the_end_of_a_text() -> None:
    hashes = withheld(BASIS)
    assert hashes.matches([BASIS[:10], BASIS[10:19]]) == []
    (match,) = hashes.matches(["无关的话", "", f"见{BASIS}", "无关的话"])
    assert match.which == 2


@pytest.mark.parametrize(
    "text",
    [
        f"由{NAME}负责",
        "2024年1月1日至2024年12月31日，资金 1,234,567.00 元",
        "按照《示例市机关事务管理条例实施办法》和《示例市行政事业单位国有资产使用管理规定》",
        "一般公共预算财政拨款，一般公共服务支出，其他政府办公厅（室）及相关机构事务支出",
        "按照完成比例赋分",
        "另行通知",
    ],
)
def test_what_everybody_may_say_is_no_sign(text: str) -> None:
    hashes = withheld(text)
    assert grades(hashes, f"本项{text}，不另说明。") == []


def test_a_document_that_may_itself_be_secret_is_no_public_title() -> None:
    hashes = withheld("依据《关于西山雷达站地下备用指挥所建设项目建议书的批复》设立")
    assert hashes.occurs_in("按《关于西山雷达站地下备用指挥所建设项目建议书的批复》安排")


def test_it_shows_nothing() -> None:
    hashes = withheld(BASIS)
    assert repr(hashes) == f"Withheld({len(hashes.hashes)} hashes)"
    for data in (hashes.sieve, b"".join(hashes.hashes)):
        assert BASIS.encode()[:12] not in data
        assert BASIS.encode("utf-32-le")[:16] not in data


def test_salts_differ_from_load_to_load() -> None:
    one, other = withheld(BASIS), withheld(BASIS)
    assert one.salt != other.salt
    assert not one.hashes & other.hashes
    assert one != other


def test_a_pickled_copy_holds_nothing_and_answers_nothing() -> None:
    copy = pickle.loads(pickle.dumps(withheld(BASIS)))
    assert (copy.salt, copy.hashes, copy.sieve) == (b"", frozenset(), b"")
    with pytest.raises(RuntimeError):
        copy.occurs_in("任何文字")
    assert not pickle.loads(pickle.dumps(Withheld())).occurs_in(BASIS)


def test_it_goes_through_a_pipe() -> None:
    hashes = withheld(BASIS, ITEM)
    copy = Withheld.from_bytes(hashes.to_bytes())
    assert attrs.asdict(copy) == attrs.asdict(hashes)
    assert grades(copy, f"{BASIS}又{ITEM}") == [True, False]


def test_what_somebody_answers_for_is_known_no_more() -> None:
    hashes = withheld(BASIS, ITEM)
    allowed = hashes.allowing([BASIS])
    assert not allowed.occurs_in(BASIS)
    assert grades(allowed, f"用于{ITEM}等") == [False]


def test_a_large_text_is_searched_quickly() -> None:
    rng = random.Random(1)

    def han(count: int) -> str:
        return "".join(chr(rng.randint(0x4E00, 0x9FA5)) for _ in range(count))

    hashes = withheld(BASIS, *(han(300) for _ in range(30)))
    text = f"{han(500_000)}{BASIS}{han(500_000)}"
    begin = time.process_time()
    (match,) = hashes.places(text)
    assert time.process_time() - begin < 1
    assert (match.start, match.certain) == (500_000, True)


def test_of_a_very_large_text_every_few_pieces_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reportgen.load.fingerprints.MOST", 500)
    rng = random.Random(2)
    text = "".join(chr(rng.randint(0x4E00, 0x9FA5)) for _ in range(1_900))
    hashes = withheld(text)
    assert hashes.stride == 4
    assert len(hashes.hashes) == 473
    assert all(hashes.occurs_in(f"见{text[at : at + 40]}等") for at in range(0, 1_800, 37))
    assert not hashes.occurs_in(text[:1_000][::-1])
