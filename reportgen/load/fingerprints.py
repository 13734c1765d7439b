"""Makes the hashes of what is withheld, at the moment it is dropped, and judges how much each piece of it tells.

Many pieces in a row that are no mere mention of public names (of the shipped and added codes, of what budget.yaml declares:
department, units, offices, projects, short terms of the glossary; titles of laws and rules in 《》) and no mere numbers
are certain. A few tell something only when enough of them is none of the stock words of any budget, and no part of a
name, either. Of a declared name, a part that stands in a withheld text without the rest is no mention of it.
Texts of less than 6 characters, dates, bare amounts and counts are not hashed at all.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from reportgen.model.codelist import shipped
from reportgen.model.source import SOURCES
from reportgen.model.withheld import (
    BETWEEN,
    CHUNK,
    PIECE,
    PLAIN,
    RUN,
    SHORT,
    STRONG,
    TELLING,
    WHOLE,
    WIDTH,
    Withheld,
    encoded,
    hasher,
    normal,
    sums,
    weights,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

MOST: Final = 500_000
"""So many characters of withheld texts are hashed piece by piece; of more, every second, third, … piece."""
STANDS: Final = 6
"""A piece is no mention of names when so many of its characters, a half, are no name and no number."""
TELLS: Final = 5
"""A piece tells something when so many of its characters are no stock word, and no part of a name, either."""
WHOLE_TELLS: Final = 4
"""The same for a whole text of a piece's length or more."""
SHORT_TELLS: Final = 3
"""The same for a text that is shorter than a piece."""
NAME: Final = 4
"""A name counts as known from so many characters on; so do its parts."""
LONGEST_NAME: Final = 200
SHORT_TERM: Final = 11
"""Longer keys of the glossary are no terms."""
SPARSE: Final = 6
"""The sieve lets through one position of 2⁶ that holds nothing known."""

PARTICLES: Final = "的和及与等了为对在以按由将从其各本并是或于之不有人数率度费年月日元个项次第号万亿千百十零一二三四五六七八九两台辆套件家座处所"
"""Single characters that tell nothing: particles, numerals, units."""
_STOCK: Final = """
年度 工作 安排 任务 完成 文件 精神 会议 纪要 职能 职责 上级 部门 党组 党委 政府 财政 预算 资金 项目 经费 管理 保障 服务 运行 运转 建设 设备 购置 采购
维护 维修 维护 修缮 改造 办公 信息 系统 单位 机关 人员 支出 收入 补助 补贴 发放 标准 规定 执行 实施 落实 要求 推进 推动 开展 提升 提高 增强 加强
有效 及时 满意 意度 成率 格率 完成 合格 数量 质量 时效 成本 效益 社会 经济 生态 环境 影响 持续 指标 目标 绩效 产出 对象 群众 受益 情况 计划 历史
行业 比例 赋分 按照 直接 统计 数据 资料 原始 凭证 说明 材料 调查 问卷 正式 工程 验收 进度 投入 使用 覆盖 拨付 支付 到位 准确 规范 制度 健全 完善
根据 依据 关于 通知 意见 办法 方案 规划 规定 条例 批复 印发 下达 核定 核拨 安全 稳定 正常 顺利 日常 业务 综合 专项 基本 公用 定额 一般 公共
本级 自治 治区 人民 全区 全市 全省 国家 省级 市级 区级 县级 中央 地方 干部 职工 在职 离休 退休 工资 津贴 奖金 社保 保险 医疗 养老 住房 公积 积金
物业 水电 电费 取暖 租赁 印刷 邮电 差旅 培训 接待 公务 用车 车辆 购买 委托 咨询 审计 评审 监督 检查 考核 评价 宣传 教育 学习 活动 组织 协调
研究 调研 规定 执行 全部 用于 主要 其他 相关 有关 各类 各项 重点 具体 内容 方面 确保 保证 做好 做到 实现 达到 以上 以下 不少 少于 低于 高于 不低
增加 减少 增长 下降 上年 本年 当年 全年 每年 每月 按月 按季 按年 一次 银行 代发 转账 统筹 协作 中心 机构 事业 行政 企业 公司 内部 另行 涉密 公开
不予 予公 完全 附件 详见 能力 水平 效率 条件 需求 需要 基础 设施 平台 网络 软件 硬件 技术 支持 处理 办理 承担 负责 履行 后勤 档案 会务 监测
"""
"""Words of two characters that any budget uses."""


_TITLE: Final = re.compile(
    "《([^《》]{2,80}(?:法|条例|规划|纲要|办法|规定|细则|准则|标准|规范|意见|通知|决定|制度)(?:[（(〔][^《》]{1,20}[)）〕])?)》"
)
"""The title of a law, a plan or a rule. Others, such as an approval (批复) or minutes (纪要), may be secret themselves."""


class Piece(NamedTuple):
    """A withheld text on its way to its hashes."""

    text: str
    form: bool = False
    """Whether it stood in a column of the form."""
    short: bool = False
    """Whether it is hashed as a whole when it is shorter than a piece."""
    own: frozenset[str] = frozenset()
    """What the project itself publishes: `parts` of it."""


def parts(texts: Iterable[str]) -> frozenset[str]:
    """Every six characters in a row of normal texts."""
    size = SHORT.start
    return frozenset(text[at : at + size] for text in map(normal, texts) for at in range(max(len(text) - size + 1, 0)))


class _Part(NamedTuple):
    """A normal text, or a stretch of a very long one."""

    text: str
    piece: Piece
    whole: bool


class Fingerprints:
    """Collects the hashes of one load. Texts are forgotten as soon as they are hashed."""

    def __init__(self) -> None:
        self.own: dict[str, frozenset[str]] = {}
        """Project id → `parts` of what it publishes, where its indicators alone are withheld."""
        self._waiting: list[Piece] = []
        self._names: tuple[str, ...] = ()
        self._terms: _Terms | None = None
        self._salt = b""
        self._hashes: set[bytes] = set()
        self._sums: list[Any] = []
        self._lengths: set[int] = set()
        self._stride = 1

    def __repr__(self) -> str:
        return f"Fingerprints({len(self._hashes)} hashes)"

    def know(self, names: Iterable[str]) -> None:
        """Take over the names that budget.yaml declares; before the first `hash_waiting`."""
        self._names = tuple(names)

    def add(self, piece: Piece) -> None:
        """Note a withheld text; it is kept until the next `hash_waiting`."""
        if len(piece.text) >= SHORT.start:
            self._waiting.append(piece)

    def hash_waiting(self) -> None:
        """Hash what was noted, and forget it."""
        waiting, self._waiting = self._waiting, []
        read = [(normal(piece.text).replace(BETWEEN, ""), piece) for piece in waiting]
        read = [(text, piece) for text, piece in read if len(text) >= (SHORT.start if piece.short else PIECE)]
        if not read:
            return
        if self._terms is None:
            self._salt = os.urandom(32)
            self._terms = _Terms(self._names)
        stride = 1 + sum(len(text) for text, _ in read) // MOST
        self._stride = max(stride, self._stride)
        for batch in _batches(read):
            _Batch(batch, self._terms, stride).hash(self._salt, self._hashes, self._sums, self._lengths)

    def finish(self) -> Withheld:
        """The hashes of all that was withheld."""
        if not self._hashes:
            return Withheld()
        import numpy as np

        bits = max(len(self._hashes) << SPARSE, 1 << 18).bit_length() - 1
        sieve = np.zeros(1 << bits, dtype=np.uint8)
        sieve[np.concatenate(self._sums) >> np.uint64(64 - bits)] = 1
        return Withheld(
            self._salt, frozenset(self._hashes), tuple(sorted(self._lengths)), sieve.tobytes(), self._stride
        )


def _batches(read: list[tuple[str, Piece]]) -> Iterator[list[_Part]]:
    """The texts in groups of about `CHUNK` characters; a longer one in stretches that overlap by a piece."""
    batch: list[_Part] = []
    size = 0
    for text, piece in read:
        for begin in range(0, max(len(text) - PIECE + 1, 1), CHUNK):
            part = text[begin : begin + CHUNK + PIECE - 1]
            batch.append(_Part(part, piece, len(text) < RUN))
            size += len(part)
            if size >= CHUNK:
                yield batch
                batch, size = [], 0
    if batch:
        yield batch


class _Terms:
    """What everybody may say, as sorted numbers of two and four characters."""

    def __init__(self, names: tuple[str, ...]) -> None:
        import numpy as np

        public = [*shipped("function").names.values(), *shipped("economic").names.values()]
        public += [source.name for source in SOURCES]
        self.words = np.unique(_grams("".join(f"{BETWEEN}{word}" for word in _STOCK.split()), 2))
        self.codes = np.unique(_grams(normal(BETWEEN.join(public)), NAME))
        declared = normal(BETWEEN.join(name.replace(BETWEEN, "") for name in names))
        self.named = np.unique(_grams(declared, NAME))
        self.singles = np.array(sorted(map(ord, PARTICLES)), dtype=np.uint64)
        self.names = {name for name in declared.split(BETWEEN) if NAME <= len(name) <= LONGEST_NAME}
        self.heads: dict[str, set[int]] = {}
        """First characters of a name → how long the names are that begin so."""
        for name in self.names:
            self.heads.setdefault(name[:NAME], set()).add(len(name))

    def mentions(self, text: str, positions: list[int]) -> Iterator[tuple[int, int]]:
        """Where a whole declared name stands in a text, of the ``positions`` where a part of one begins."""
        for at in positions:
            for length in self.heads.get(text[at : at + NAME], ()):
                if text[at : at + length] in self.names:
                    yield at, at + length


def _grams(text: str, size: int) -> NDArray[Any]:
    """Every ``size`` characters in a row as one number (16 bits each); 0 where a text ends among them."""
    import numpy as np

    points = np.frombuffer(encoded(text), dtype="<u4").astype(np.uint64)
    count = max(len(points) - size + 1, 0)
    total, whole = np.zeros(count, dtype=np.uint64), np.ones(count, dtype=bool)
    for index in range(size):
        part = points[index : index + count]
        total = (total << np.uint64(16)) | (part & np.uint64(0xFFFF))
        whole &= part != 0
    return np.where(whole, total, np.uint64(0))


def _among(values: NDArray[Any], known: NDArray[Any]) -> NDArray[Any]:
    """Which values are among sorted known ones; 0 never is."""
    import numpy as np

    if not len(known):
        return np.zeros(len(values), dtype=bool)
    nearest = np.minimum(np.searchsorted(known, values), len(known) - 1)
    found: NDArray[Any] = (known[nearest] == values) & (values != 0)
    return found


def _covered(found: NDArray[Any], size: int, length: int) -> NDArray[Any]:
    """The characters under pieces of ``size`` that begin where ``found`` says."""
    import numpy as np

    covered = np.zeros(length, dtype=bool)
    for index in range(size):
        covered[index : index + len(found)] |= found
    return covered


class _Batch:
    """Some texts laid end to end, judged together."""

    def __init__(self, batch: list[_Part], terms: _Terms, stride: int) -> None:
        import numpy as np

        self.batch = batch
        self.stride = stride
        self.text = BETWEEN.join(part.text for part in batch)
        self.data = encoded(self.text)
        self.points = np.frombuffer(self.data, dtype="<u4")
        length = len(self.points)
        fours = _grams(self.text, NAME)
        named = _among(fours, terms.named)
        public = _covered(_among(fours, terms.codes), NAME, length)
        public |= np.fromiter(map(str.isdigit, self.text), dtype=bool, count=length)
        for start, end in self._titles():
            public[start:end] = True
        common = public | _covered(named, NAME, length) | _covered(_among(_grams(self.text, 2), terms.words), 2, length)
        common |= _among(self.points.astype(np.uint64), terms.singles)
        for start, end in terms.mentions(self.text, np.flatnonzero(named).tolist()):
            public[start:end] = True
        # Sums up to each character: how many before it are said by nobody else in a row, or in a few words.
        self.strong = [0, *np.cumsum(~public).tolist()]
        self.telling = [0, *np.cumsum(~common).tolist()]

    def hash(self, salt: bytes, hashes: set[bytes], sieved: list[Any], lengths: set[int]) -> None:
        """Add the hashes of every text, and the secret sums and the lengths of what was hashed."""
        import numpy as np

        digest = hasher(salt)
        taken: dict[int, list[int]] = {}
        begin = 0
        for part in self.batch:
            length = len(part.text)
            letter = bytes.upper if part.piece.form else bytes
            whole = part.whole and self._is_told(part, begin)
            if whole:
                hashes.add(digest(self._bytes(begin, length)) + letter(WHOLE))
                if length < PIECE:
                    taken.setdefault(length, []).append(begin)
            for at in range(begin, begin + length - PIECE + 1, 1 if whole else self.stride):
                kind = self._kind(part, at)
                kind = STRONG if whole and kind == PLAIN else kind
                hashes.add(digest(self._bytes(at, PIECE)) + letter(kind))
                taken.setdefault(PIECE, []).append(at)
            begin += length + 1
        for length, values in sums(self.points, weights(salt)):
            if length in taken:
                lengths.add(length)
                sieved.append(values[np.array(taken[length])])

    def _titles(self) -> Iterator[tuple[int, int]]:
        """Where the title of a law or rule stands; in a stretch of a very long text they are not looked for."""
        begin = 0
        for part in self.batch:
            at = begin
            for title in map(normal, _TITLE.findall(part.piece.text) if len(part.piece.text) < CHUNK else ()):
                found = self.text.find(title, at, begin + len(part.text))
                if found >= 0:
                    at = found + len(title)
                    yield found, at
            begin += len(part.text) + 1

    def _bytes(self, at: int, length: int) -> bytes:
        return self.data[WIDTH * at : WIDTH * (at + length)]

    def _is_told(self, part: _Part, begin: int) -> bool:
        """Whether a whole text that is shorter than a run is hashed as such."""
        end = begin + len(part.text)
        told = self.telling[end] - self.telling[begin]
        if len(part.text) >= PIECE:
            return told >= WHOLE_TELLS and not self._own(part, begin, end)
        return told >= SHORT_TELLS and part.piece.short and not self._own(part, begin, end)

    def _kind(self, part: _Part, at: int) -> bytes:
        if part.piece.own and self._own(part, at, at + PIECE):
            return PLAIN
        if self.telling[at + PIECE] - self.telling[at] >= TELLS:
            return TELLING
        return STRONG if self.strong[at + PIECE] - self.strong[at] >= STANDS else PLAIN

    def _own(self, part: _Part, start: int, end: int) -> bool:
        """Whether the project publishes all of a stretch itself."""
        size = SHORT.start
        own = part.piece.own
        return bool(own) and all(self.text[at : at + size] in own for at in range(start, end - size + 1))
