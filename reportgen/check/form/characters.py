"""Characters that look right and are not: full-width digits, marks without width, look-alikes, traditional forms."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from reportgen.check.context import Context
from reportgen.check.form.passages import END, Hit, findings, is_han, is_name, passages
from reportgen.check.registry import Finding, rule

_WIDE: Final = re.compile(
    "[０-９]{1,3}(?:，[０-９]{3})+(?:．[０-９]+)?[％％]?|[０-９]+(?:．[０-９]+)?％?|[Ａ-Ｚａ-ｚ]+|(?<=[0-9])％"
)
_WIDTHLESS: Final = re.compile("[\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]+")
_NEEDS_MARKS: Final = (("\u0590", "\u0dff"), ("\u1800", "\u18af"), ("\ufb1d", "\ufdff"), ("\ufe70", "\ufefc"))
"""Scripts that need joiners or marks of direction: a text with one of their letters keeps them."""
_ODD: Final = "\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_ODD_BLANK: Final = re.compile(rf"(?<![\n{END}{_ODD}])[{_ODD}]+")
_BLANK: Final = re.compile(" +")

_NUMERAL: Final = "〇一二三四五六七八九"
_ALIKE: Final = re.compile(
    rf"(?P<zero>(?<=[{_NUMERAL}])[○◯ＯOＯ0０]{{1,2}}(?=[{_NUMERAL}○◯O0０]{{0,3}}年))"
    rf"|(?P<one>(?<=[\n。；：，{END}])[－—–ー](?=是))"
    rf"|(?P<two>ニ(?=是|[{_NUMERAL}]|年|月|日))|(?P<form>[\u2e80-\u2fd5\uf900-\ufad9]+)"
)
RADICALS: Final = str.maketrans(
    dict(
        zip(
            "⺠⻓⻔⻛⻚⻝⻋⻅⻄⻢⻥⻦⻩⻬⻰⻮⻳⺟⻘⻣⻤⻨⻉⻁⻆⻜",
            "民长门风页食车见西马鱼鸟黄齐龙齿龟母青骨鬼麦贝虎角飞",
            strict=True,
        )
    )
)
"""Radicals of the supplement that stand for a character, but have no decomposition of their own."""

_TRADITIONAL_FORMS: Final = """
    們们 國国 會会 機机 關关 業业 務务 預预 費费 經经 員员 單单 車车 設设 備备 購购 運运 補补 資资 產产 項项 絕绝 實实 際际 報报 條条 將将 對对 時时 發发
    動动 開开 區区 縣县 鄉乡 鎮镇 進进 過过 還还 這这 個个 為为 與与 從从 來来 應应 當当 屬属 處处 辦办 領领 導导 總总 統统 計计 劃划 規规 範范 標标 準准
    體体 種种 類类 級级 別别 組组 織织 結结 轉转 賬账 歲岁 負负 責责 財财 稅税 軍军 衛卫 醫医 療疗 學学 習习 館馆 樓楼 電电 訊讯 網网 絡络 圖图 書书 紙纸
    筆笔 錢钱 銀银 銷销 鐵铁 門门 問问 間间 題题 頭头 額额 願愿 風风 飛飞 馬马 長长 東东 歷历 萬万 億亿 兩两 雙双 滿满 漢汉 溝沟 濟济 無无 熱热 燈灯 獎奖
    獲获 環环 現现 確确 礎础 禮礼 積积 稱称 穩稳 節节 築筑 簡简 約约 紀纪 納纳 紹绍 終终 給给 維维 綜综 綠绿 緊紧 線线 編编 緩缓 練练 縮缩 績绩 繳缴 續续
    義义 聯联 職职 聽听 臨临 舊旧 藝艺 蘇苏 術术 裝装 見见 視视 覽览 觀观 訂订 記记 訪访 許许 訴诉 評评 詞词 試试 話话 該该 詳详 誤误 說说 課课 調调 請请
    論论 諮咨 證证 識识 議议 護护 讀读 變变 讓让 貨货 貸贷 買买 貿贸 賀贺 賓宾 質质 賴赖 贈赠 趕赶 軌轨 軟软 較较 載载 輔辅 輕轻 輛辆 輪轮 輸输 辭辞 農农
    達达 違违 遠远 適适 遷迁 選选 遺遗 鄰邻 釋释 鑒鉴 閉闭 閱阅 闊阔 隊队 階阶 隨随 險险 隱隐 雜杂 離离 難难 雲云 靜静 響响 頁页 順顺 須须 頒颁 頓顿 頻频
    顧顾 顯显 飯饭 飲饮 養养 餘余 驗验 驚惊 點点 黨党 齊齐 齡龄 佈布 佔占 僱雇 週周 據据 擔担 擴扩 損损 換换 捨舍 掃扫 採采 擇择 擬拟 攝摄 專专 尋寻 層层
    島岛 幣币 師师 帶带 幫帮 幹干 廠厂 廣广 廳厅 強强 彈弹 徑径 復复 憑凭 憲宪 戰战 戲戏 戶户 權权 歡欢 決决 況况 測测 減减 漲涨 潔洁 災灾 爭争 獨独 異异
    畫画 盡尽 監监 盤盘 眾众 礦矿 競竞 撥拨
"""
TRADITIONAL: Final = str.maketrans({pair[0]: pair[1] for pair in _TRADITIONAL_FORMS.split()})
"""Traditional forms and variants that are no standard characters → the standard form, where there is one alone."""
_TRADITIONAL: Final = re.compile(f"[{''.join(map(chr, TRADITIONAL))}]+")


@rule("F04", "info", "数字、字母和百分号用半角", "digits, letters and per cent signs are half-width")
def width(context: Context) -> Iterator[Finding]:
    """Full-width digits, letters and ％ beside the half-width ones of the report.

    Basis: 《出版物上数字用法》（GB/T 15835）；报告里的数都用半角 | GB/T 15835; the figures of the report are half-width
    Help: 改成半角；check --fix 可以自动改 | Write them half-width; `check --fix` does it
    Wrong: 增长５％
    Right: 增长5%
    """
    for hit in passages(context).find(_WIDE):
        right = unicodedata.normalize("NFKC", hit.found)
        yield from _told(
            hit, right, f"“{{}}”里的“{hit.found}”应为半角“{right}”。", f"“{hit.found}” in “{{}}” should be {right}."
        )


@rule("F05", "warning", "文字里没有看不见的字符", "no characters that cannot be seen")
def invisible(context: Context) -> Iterator[Finding]:
    """Marks without width and marks that turn the direction of writing come along when text is copied; search and copying
    of the published report then fail, and marks of direction can make it look other than it is.

    Basis: Unicode 技术报告 36（视觉欺骗）；公开的文字要能检索 | Unicode Technical Report 36; published text must be searchable
    Help: 删去；check --fix 可以自动删 | Delete them; `check --fix` does it
    Wrong: 机关U+200B事务
    Right: 机关事务
    """
    for hit in passages(context).find(_WIDTHLESS):
        if any(low <= c <= high and c.isalpha() for low, high in _NEEDS_MARKS for c in hit.passage.text):
            continue
        code = f"U+{ord(hit.found[0]):04X}"
        at = hit.start + 1
        yield from _told(hit, "", f"第 {at} 个字处有看不见的字符 {code}。", f"Character {at} cannot be seen: {code}.")


@rule("F06", "info", "没有特殊空格，名称和指标里没有多余的空格", "no odd blanks, and none inside names and indicators")
def blanks(context: Context) -> Iterator[Finding]:
    """Blanks of special width, tabs among them, become plain ones. In running text the report closes up blanks between
    Chinese characters by itself; in names and indicator cells they are printed.

    Basis: 《中文排版需求》：汉字之间不空格 | Requirements for Chinese Text Layout: no blank between Chinese characters
    Help: 删去空格；check --fix 可以自动改 | Delete the blank; `check --fix` does it
    Wrong: 机关 业务补助经费
    Right: 机关业务补助经费
    """
    known = passages(context)
    for hit in known.find(_ODD_BLANK):
        code = f"U+{ord(hit.found[0]):04X}"
        zh, en = f"“{{}}”里有特殊空格 {code}，应为普通空格。", f"“{{}}” holds an odd blank {code}: use a plain one."
        yield from _told(hit, " ", zh, en)
    for hit in known.find(_BLANK):
        if is_han(hit.before) and is_han(hit.behind) and all(text.field or is_name(text) for text in hit.passage.where):
            # In a name or a cell a blank may part two names: a person looks at it.
            zh, en = "“{}”里汉字之间有空格。", "There is a blank between Chinese characters in “{}”."
            yield from findings(hit.passage, hit.start, hit.found, "", zh, en, fix=False)


@rule("F07", "warning", "没有形近的替代字符", "no characters that only look like the right ones")
def look_alikes(context: Context) -> Iterator[Finding]:
    """二○二四年 with a circle for 〇, －是 with a dash for 一是, and the radicals and compatibility forms (⼀, ⽤, ⾏) that
    copying from a PDF leaves behind: they look right, and no search finds them.

    Basis: GB 18030、《通用规范汉字表》：部首和兼容字不作文字用 | GB 18030: radicals and compatibility forms are no text
    Help: 改成右边的字；check --fix 可以自动改 | Write the character shown; `check --fix` does it
    Wrong: 二○二四年
    Right: 二〇二四年
    """
    for hit in passages(context).find(_ALIKE):
        kind = hit.match.lastgroup
        right = {"zero": "〇" * len(hit.found), "one": "一", "two": "二"}.get(str(kind))
        if right is None:
            right = unicodedata.normalize("NFKC", hit.found.translate(RADICALS))
        if right != hit.found:
            code = f"U+{ord(hit.found[0]):04X}"
            zh = f"“{{}}”里的“{hit.found}”（{code}）是形近字符，应为“{right}”。"
            yield from _told(hit, right, zh, f"“{hit.found}” ({code}) in “{{}}” only looks like {right}.")


@rule("F08", "info", "用规范汉字，不夹用繁体字", "standard characters, no traditional forms")
def traditional(context: Context) -> Iterator[Finding]:
    """Traditional forms among simplified ones. Titles in 《》 keep theirs.

    Basis: 《国家通用语言文字法》第九条：国家机关以规范汉字为公务用字 | Law on the Standard Spoken and Written Chinese, article 9
    Help: 改成规范字；check --fix 可以自动改 | Write the standard form; `check --fix` does it
    Wrong: 機关运行经费
    Right: 机关运行经费
    """
    for hit in passages(context).find(_TRADITIONAL):
        right = hit.found.translate(TRADITIONAL)
        zh, en = (
            f"“{{}}”里的“{hit.found}”规范字为“{right}”。",
            f"The standard form of “{hit.found}” in “{{}}” is {right}.",
        )
        yield from _told(hit, right, zh, en)


def _told(hit: Hit, right: str, zh: str, en: str) -> Iterator[Finding]:
    return findings(hit.passage, hit.start, hit.found, right, zh, en)
