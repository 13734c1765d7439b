"""What people and programs write by mistake: values, keys, and pieces of texts."""

from __future__ import annotations

from typing import Any

VALUES: tuple[Any, ...] = (
    None, True, -1, 0, 10**30, 1.5, float("nan"), "", " ", "0", "1e6", "1.4E+06", "１２３", "一", "NaN", "#N/A", "2024-02-30",
    "=1+1", "@SUM(A1)", "{{ change(\"x\") }}", "{% raw %}", "<script>", "\u202e反", "a\u200bb", "\ud83d\ude00", "𠮷", "9" * 400,
    "字" * 5000, [], {}, [[[]]], {"a": {"b": None}}, ["x", 1], "2024-01-01", "上年合计", "13" + "8" * 9, "\x07", "a\x00b", "../..",
    "/etc/passwd", "增加 1,23 万元", "-0", "+5", "0x10", "𝟙", "٣", "减少 99999999999999999999 万元", "100%", "≥5%人", "（", "》《",
    "(1,234.00)", "30万元", "￥5", "-", "无", "#VALUE!", "######", "2024/2/30", "12:30", "33:44", "2024.0", "２０２４年", "'2070101",
    "2.07E+06", "合计", "小 计：", "年度", "yes", "off", "~", "null", "\u2028", "\x85", "\ufeff", "\ud800", "a\nb", "x" * 300, "％％％",
    "1" * 18, "身份证", "第十章", "《〈》〉", "“‘", "[2024]1号", "3" * 16 + "X", "name@example.org", "增长 -5%", "1.2.3", "＝1+1", 10**16, -0.0,
    float("inf"), 1e-9, "withheld", "full", "published", "R25", "L241", "{{ amount('t1/total-income') }}", "{{", "}}", "{#", "::", "- - -",
)  # fmt: skip
"""What stands somewhere by mistake."""
KEYS = (
    "id", "unit", "year", "未知", "", "disclosure", "<<", "accept", "0", "reasons", "项目", "Year", "prior", "templates", "codes",
    "部门", "\u200bid", "ｙｅａｒ", "a.b", "[0]", "from", "glossary", "options", "comparatives", "x" * 300,
)  # fmt: skip
PIECES = (
    "增加12.34万元", "减少 5%", "13" + "9" * 9, "王某某局长", "2025年", "，，", "。。", "(一)", "［2024］3号", "的的", "增长率为百分之", "“", "》",
    "12，345", "１２３", "《预算法", "万元万元", "a@b.cn", "第一", "0.00", "99999999999999", "-3", "％", "\u3000", "\u200b", "😀", "<b>", "&amp;",
    "较上年减少", "较上年增长", "三公经费", "无", "同比", "——", "…", "１１月３１日", "2024-13-01", "6222" + "0" * 15, "１９００００００００００００００００",
)  # fmt: skip
"""What stands in a text by mistake, and leaves it a text."""
