"""Words that are confused or mistyped (E52): the list that is shipped, and the budget's own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from types import MappingProxyType
from typing import Final

from reportgen.check.context import Context
from reportgen.check.form.passages import findings, passages
from reportgen.check.registry import Finding, rule


def _pairs(text: str) -> dict[str, str]:
    """Wrong word → right word, from ``wrong→right`` pairs with blanks between them."""
    return {wrong: right for wrong, _, right in (pair.partition("→") for pair in text.split())}


SHIPPED: Final = MappingProxyType(
    _pairs("""
    体质改革→体制改革 体质机制→体制机制 同意管理→统一管理 同意领导→统一领导 同意指挥→统一指挥 同意调配→统一调配
    同意归口→统一归口 归口同意→归口统一 维护于运营→维护与运营 统一管理局费用→统一管理费用 则更加→则增加
    党的正常运转→的正常运转 反映单机关→反映机关 扛实责任→扛牢责任
    财政拔款→财政拨款 拔款收入→拨款收入 拔款支出→拨款支出 预算拔款→预算拨款 核拔→核拨 划拔→划拨 调拔→调拨 资金拔付→资金拨付
    拔付资金→拨付资金 专项资全→专项资金 资金来原→资金来源 结转结佘→结转结余 运行径费→运行经费 业务径费→业务经费
    绩校→绩效 绩效木标→绩效目标 编织预算→编制预算 预算编织→预算编制 工资福力→工资福利 社会保彰→社会保障
    养老保检→养老保险 医疗保检→医疗保险 住房公集金→住房公积金 折归→折旧
    帐户→账户 帐目→账目 帐务→账务 帐簿→账簿 帐龄→账龄 台帐→台账 记帐→记账 对帐→对账 结帐→结账 转帐→转账 呆帐→呆账
    会记核算→会计核算 会记制度→会计制度 会记人员→会计人员 审记监督→审计监督 审记整改→审计整改 统记数据→统计数据
    公物用车→公务用车 公务接侍→公务接待 接侍→接待 因功出国→因公出国 出国（镜）→出国（境） 用车购制→用车购置
    离退修→离退休 退修人员→退休人员 离退体→离退休 退体人员→退休人员 退体费→退休费 在值职工→在职职工
    厉行节略→厉行节约 历行节约→厉行节约 勤检节约→勤俭节约 勤检办→勤俭办 供暧→供暖 取暧→取暖 暧气→暖气 暧通→暖通
    曰常→日常 签定合同→签订合同 签定协议→签订协议 座落于→坐落于 不做为→不作为 必须品→必需品 权利机关→权力机关
    布署→部署 部暑→部署 贯切→贯彻 党的领道→党的领导 领道小组→领导小组 领道干部→领导干部 统畴→统筹 因地治宜→因地制宜 按步就班→按部就班 一如继往→一如既往
    再接再励→再接再厉 事半工倍→事半功倍 幅射→辐射 消防拴→消防栓 帐蓬→帐篷 复盖率→覆盖率 全复盖→全覆盖 复盖面→覆盖面
    竟争力→竞争力 公开竟→公开竞 赎职→渎职 增涨→增长 通迅录→通讯录 通迅费→通讯费 按排资金→安排资金 按排预算→安排预算
    按排支出→安排支出 效溢→效益 大部份→大部分
    """)
)
"""Wrong word → right word. None of the wrong ones stands in a text that is right, but for those in `RIGHT_ALL_THE_SAME`."""
UNSURE: Final = frozenset({"则更加", "党的正常运转", "反映单机关", "扛实责任", "统一管理局费用"})
"""Surely wrong, but what is right depends on what was meant: never replaced without a person."""
RIGHT_ALL_THE_SAME: Final = tuple(
    re.findall(
        r"\S+",
        "布署名 大部份额 折归属 折归还 折归零 核拔除 核拔高 划拔除 划拔高 调拔尖 调拔高 绩校正 绩校验 绩校对 接侍从 接侍奉 增涨幅"
        " 增涨价 贯切换 对帐篷 转帐篷 记帐篷 台帐篷 不做为宜 不做为好 必须品种 必须品质 必须品牌 必须品尝 公开竟然",
    )
)
"""Longer words in which a wrong one stands and is right."""


@rule("E52", "warning", "没有易错词和错别字", "no confused or mistyped words")
def confused_words(context: Context) -> Iterator[Finding]:
    """E52: 后勤体质改革, 公务用车同意管理, 维护于运营管理 were published. A list of words is shipped; `confusables` of
    budget.yaml adds to it (wrong: right), and an empty right side switches one of the list off.

    Basis: 文字规范；已公开报告里的错别字 | Correct spelling; slips of the pen in published reports
    Help: 改成右边的词；确实没有写错的，在 budget.yaml 的 confusables 里写上这个词，右边留空 | Write the word shown; one that is
        right here is switched off by an empty right side in `confusables`
    Wrong: 负责机关后勤体质改革
    Right: 负责机关后勤体制改革
    """
    known = passages(context)
    own = context.declaration.confusables
    for wrong, right in {**SHIPPED, **own}.items():
        if not right or wrong == right:
            continue
        for passage, start in known.words(wrong):
            covers = _covers(passage.plain, wrong, right, start)
            if not covers:
                zh, en = f"“{{}}”里的“{wrong}”应为“{right}”。", f"{wrong} in “{{}}” should be {right}."
                yield from findings(passage, start, wrong, right, zh, en, fix=wrong not in UNSURE or wrong in own)


def _covers(text: str, wrong: str, right: str, start: int) -> bool:
    """Whether the word at ``start`` is part of a longer one that is right, or of the right one itself."""
    for longer in (*RIGHT_ALL_THE_SAME, right):
        offset = longer.find(wrong)
        if offset >= 0 and text.startswith(longer, start - offset) and start >= offset:
            return True
    return False
