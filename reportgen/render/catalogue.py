"""One line on every code of layouts, templates and themes, for the documentation."""

from __future__ import annotations

from typing import Final

CODES: Final[dict[str, tuple[str, str]]] = {
    "L501": ("没有这个名字的版式", "no layout of that name"),
    "L502": ("模板文件夹里有不会被读取的 YAML 文件", "a YAML file in the folder of templates that would not be read"),
    "L503": ("版式里没有这个键", "a key that layouts do not have"),
    "L504": ("版式缺少需要的键", "a layout lacks a needed key"),
    "L505": ("版式里的值不是应有的形式", "a value of a layout has the wrong shape"),
    "L506": (
        "短语里的花括号写错，或没有内容可填",
        "a brace of a phrase is out of place, or there is nothing to put into it",
    ),
    "L507": ("表头的单元格没有正好铺满各列", "a table's header does not exactly cover its columns"),
    "L508": ("版式引用了不存在的表格或名称组", "a layout refers to a table or group of names that is not there"),
    "L509": ("版式沿用了自己", "a layout extends itself"),
    "L510": ("找不到模板", "a template is missing"),
    "L511": ("模板语法错误或编码错误", "a template cannot be read: syntax or encoding"),
    "L512": ("模板是通到文件夹以外的链接", "a template is a link that leads out of its folder"),
    "L520": ("主题文件太大", "the file of a theme is too large"),
    "L521": ("主题里有变量以外的内容，或不合 CSS 的语法", "a theme holds other than tokens, or is no CSS"),
    "L522": ("主题里没有这个变量；给出最相近的", "a token that themes do not have; the nearest one is told"),
    "L523": (
        "主题的变量不能是这个值：颜色、长度、字体或词",
        "a value that the token cannot have: colour, length, faces or word",
    ),
    "L524": ("主题从别处读取", "a theme reads from elsewhere"),
    "L525": ("主题的颜色对比不够", "colours of a theme have too little contrast"),
}
"""Code → (Chinese, English)."""
