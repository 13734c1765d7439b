"""Sees names of persons beside a title or a label."""

from __future__ import annotations

import re
from typing import Final

SURNAMES: Final = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳"
    "酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊"
    "纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯昝管卢莫经房裘缪干解应宗丁宣贲邓"
    "郁单杭洪包诸左石崔吉钮龚程嵇邢滑裴陆荣翁荀羊惠甄曲封芮羿储靳汲邴糜松井段富巫乌焦巴弓牧隗山谷车侯宓蓬全郗班仰秋仲伊宫宁"
    "仇栾暴甘厉戎祖武符刘景詹束龙叶幸司韶郜黎蓟薄印宿白怀蒲邰从鄂索咸籍赖卓蔺屠蒙池乔阴胥能苍双闻莘党翟谭贡劳逄姬申扶堵冉宰"
    "郦雍郤璩桑桂濮牛寿通边扈燕冀郏浦尚农温别庄晏柴瞿阎充慕连茹习宦艾鱼容向古易慎戈廖庾终暨居衡步都耿满弘匡国文寇广禄阙东欧殳"
    "沃利蔚越夔隆师巩厍聂晁勾敖融冷訾辛阚那简饶空曾毋沙乜养鞠须丰巢关蒯相查后荆红游竺权逯盖益桓公肖闫付仝佟苟覃牟晋邝佘岳帅"
)
"""The surnames of one character of the Hundred Family Surnames (百家姓), and those of today."""
_COMPOUND: Final = (
    "欧阳 太史 端木 上官 司马 东方 独孤 南宫 万俟 闻人 夏侯 诸葛 尉迟 公羊 赫连 澹台 皇甫 宗政 濮阳 公冶 太叔 申屠 公孙 慕容 仲孙 钟离 长孙 宇文 "
    "司徒 鲜于 司空 令狐 百里 呼延 东郭 西门 南门 第五"
)
"""Surnames of two characters."""
NOT_SURNAMES: Final = "全党单支都公国水经干应能通从相居终步养须空权有和别边满计时满益后充"
"""Surnames that nearly always are words or parts of words here."""
_NO_NAMES: Final = (
    "项目 单位 管理 安全 安排 任务 任期 任职 任命 任免 任何 包干 包联 包村 包保 包片 包户 查房 关心 关于 文件 文稿 文化 文明 文秘 成员 成果 成效 车辆 车间 车队 "
    "费用 高级 高度 高效 高校 高新 高层 江苏 华北 华东 华南 华中 华侨 云南 宁夏 甘肃 广东 广西 广大 东北 东部 西部 山东 山西 温州 金额 金融 明确 平台 平时 常务 "
    "常委 常规 常态 纪委 纪检 纪律 经费 经办 安保 安置 方案 方面 方式 方法 路线 周转 周期 周边 周一 周二 周三 周四 周五 章程 施工 管委 农业 农村 农牧 水利 "
    "水务 应急 商务 房屋 房产 石油 林业 林草 田间 牧区 牧业 易地 向上 向下 向全 于年 于本 于上 于下 于今 于近 于每 于当 于此 于其 于是 许多 解放 解决 解释 宣传 "
    "宣布 强化 强调 丰富 充分 双方 双周 双向 连续 连接 连队 古城 利用 利息 景区 景点 乐于 富裕 花费 万元 万人 左右 凌晨 盛大 温暖 温馨 明年 元旦 元月 元素 "
    "计划 计算 计量 平均 平方 平安 广播 广泛 白天 简介 简报 简单 余额 冷链 索引 印发 印章 祖国 牛羊 羊毛 马上 贝类 米面 易拉 越野 红色 红旗 融合 融资 游客 "
    "游泳 师生 师资 那些 那么 隆重 欧洲 东风 容量 容易 古建 居民 居委 步行 衡量 储备 储存 封面 封闭 段落 井下 松林 山区 山林 谷物 宫殿 秋季 秋冬 夏季 冬季 "
    "季度 梅雨 祝贺 席位 强制 路灯 路网 童装 盛会 蓝图 麻醉 危房 危险 危化 顾问 孟加 黄河 黄金 贺信 汤原 雷达 雷电 史料 史志 任意 柳州 方可 鲁能 马克 昌吉 "
    "云计 云平 苏州 苏区 范围 潘家 葛洲 章节 柏油 谢绝 严格 严重 严禁 华电 陶瓷 魏晋 何时 何种 何地 尤其 许可 施行 孔庙 曹妃 张贴 张家 张掖 吕梁 沈阳 杨凌 "
    "朱红 秦皇 韩城 蒋家 卫生 卫健 卫星 陈列 陈旧 冯家 王府 郑州 吴忠 周口 李家 孙家 钱款 钱塘 赵家 毛重 白酒 怀孕 燕麦 农机 农田 边界 温室 庄严 连云 向导 "
    "从事 国家 国资 公章 公司 公安 老同 负责 武装 武警 武汉 龙头 龙江 双拥 贡献 劳动 劳务 申请 申报 扶贫 扶持 寿命 浦东 尚未 别墅 艾滋 慎重 暨总 耿直 匡算 "
    "广告 肃清 帅府 晋级 晋升 晋江 支部 支队 康复 毕业 时间 时任 元首 伏案 戴帽 谈判 谈话 宋代 项下 祝福 董事 梁山 杜绝 席卷 强度 江西 江南 江北 江浙 郭沫 林区 "
    "钟表 徐州 高原 高温 高压 高质 蔡家 田地 胡杨 虞城 万平 管网 管道 管护 管控 卢沟 房租 丁类 邓州 包装 包括 包含 左侧 石河 崔家 吉林 程序 程度 邢台 荣誉 翁牛 "
    "曲阜 封存 储量 富余 焦作 巴州 山洪 车补 车位 车载 车船 侯任 班子 班组 班车 班主 宁波 宁德 甘南 武器 符合 景观 司机 司法 司局 黎明 薄弱 白班 蒲城 索赔 赖以 蒙古 "
    "池州 乔木 阴雨 双人 党员 谭家 桑植 桂林 牛奶 燕山 冀北 温泉 艾灸 向心 易货 辛苦 那曲 简易 饶河 曾任 曾经 沙漠 沙尘 丰收 关爱 关键 查处 查验 查询 荆州 游览 权限"
)
"""Two characters that begin like a name and are a word."""
COMPOUND: Final = tuple(_COMPOUND.split())
NO_NAMES: Final = frozenset(_NO_NAMES.split())
_KNOWN = frozenset(SURNAMES) - frozenset(NOT_SURNAMES)
_LAST = frozenset(
    "局处室科部厅委办队站院所心司省市县区乡镇村组馆校房费级会员长关位项目期时日月年率额数款类型者们等于及和与的了是为在中内外上下前后"
)
"""What a name does not end in."""
_HAN = "\u4e00-\u9fff"
_TITLE = re.compile(
    "(?P<role>(?:联系|经办|负责|填报|填表|审核|制表|编制|经手|责任|承办|报送|复核|代表)人|(?:法人|法定)代表人?|(?:分管|主管)领导)"
    "|(?P<person>同志|先生|女士)|副?(?:[局处科部厅市县区镇乡院校所站馆队会司组]长|主任|书记|主席|秘书长|总?经理|调研员|巡视员)|总?[计程]师"
)
"""A label, a form of address, or a title."""
_AFTER = re.compile(rf"[\s:：（(]{{0,4}}([{_HAN}]{{2,8}})")
_FOLLOWING = (
    "同志",
    "先生",
    "女士",
    "电话",
    "手机",
    "联系",
    "负责",
    "分管",
    "主持",
    "牵头",
    "兼任",
    "担任",
    "签字",
    "带队",
)
"""What may stand right behind a name beside the end of the words."""
_LEADING = re.compile(r"[\s:：（(]{0,3}[为是][\s:：]{0,2}")
"""What may stand between a label and a name beside blanks and a colon."""
_PARTICLES = "由请对与派经给是及让"
"""What may stand right before a name."""
_LONGEST = 4


def names_beside_titles(text: str) -> bool:
    """Whether a text holds a name of 2 to 4 characters directly beside a title or a label such as 联系人."""
    return any(_named_behind(text, match) or _named_before(text, match) for match in _TITLE.finditer(text))


def _named_behind(text: str, title: re.Match[str]) -> bool:
    if title["person"]:
        return False
    leading = _LEADING.match(text, title.end()) if title["role"] else None
    words = _AFTER.match(text, leading.end() if leading else title.end())
    if words is None:
        return False
    for length in range(2, _LONGEST + 1):
        name, rest = words[1][:length], words[1][length:]
        if len(name) == length and (rest in ("", "等", "任") or rest.startswith(_FOLLOWING)) and _is_name(name):
            return True
    return False


def _named_before(text: str, title: re.Match[str]) -> bool:
    start, end = title.span()
    if title["role"] or text.startswith("为核心", end) or (not title["person"] and _is_han(text[end : end + 1])):
        return False
    for length in range(2, _LONGEST + 1):
        before = text[max(start - length - 1, 0) : max(start - length, 0)]
        if length <= start and (not _is_han(before) or before in _PARTICLES) and _is_name(text[start - length : start]):
            return True
    return False


def _is_han(character: str) -> bool:
    return "\u4e00" <= character <= "\u9fff"


def _is_name(whole: str) -> bool:
    """Whether characters are a surname and one or two more that make no other word."""
    long = 2 if whole[:2] in COMPOUND else 1
    given = whole[long:]
    if not 1 <= len(given) <= 2 or (long == 1 and whole[0] not in _KNOWN) or not all(map(_is_han, whole)):
        return False
    words = {whole[at : at + 2] for at in range(len(whole) - 1)}
    return given[-1] not in _LAST and "老" not in given and (long == 2 or not words & NO_NAMES)
