"""What to do about a load error, by its code, in terms of the programs in which people keep their budgets."""

from __future__ import annotations

from typing import Final

_SAVE_CSV: Final = (
    "在 Excel/WPS 里打开，文件→另存为，类型选“CSV UTF-8（逗号分隔）”或“Excel 工作簿（.xlsx）”",
    "open it in Excel or WPS, File, Save As, type `CSV UTF-8` or `Excel workbook (.xlsx)`",
)
_SAVE_XLSX: Final = (
    "在 Excel/WPS 里打开，文件→另存为，类型选“Excel 工作簿（.xlsx）”",
    "open it in Excel or WPS, File, Save As, type `Excel workbook (.xlsx)`",
)
_SAVE_UTF8: Final = (
    "用记事本打开 budget.yaml，另存为，编码选“UTF-8”",
    "open budget.yaml in a text editor and save it with the encoding UTF-8",
)
_WRITE_OUT: Final = (
    "把值或键直接写出来，预算文件不用这种 YAML 写法",
    "write the value or key itself: budgets do without this YAML notation",
)
_QUOTE: Final = (
    "含“: ”或“ #”、以 - ? @ & * ! | > % ` { [ 开头的文字放在一对半角双引号里；缩进只用空格，同级对齐",
    'a text with ": " or " #", or that begins with - ? @ & * ! | > % ` { [, stands in double quotes; indent with blanks alone',
)
_KEYS: Final = ("各键的名称和写法见 docs/input.md（输入参考）", "docs/input.md tells every key and how it is written")
_HEADINGS: Final = (
    "表头照写（多出的“（元）”、“*”等要去掉），列的次序不限；备注等多余的列删去",
    "write the headings so (without additions such as a unit), in any order; delete other columns",
)
_PATHS: Final = (
    "把文件放在 budget.yaml 所在的文件夹里，写相对路径，大小写与文件名一致",
    "put the file into the folder of budget.yaml and write its path relative to it, with the same case",
)
_ID: Final = (
    "表格里写编号，不写名称；编号在 budget.yaml 的 units、projects 里声明",
    "tables hold ids, not names; `units` and `projects` of budget.yaml declare them",
)
_CODE: Final = (
    "编码写全部数字、不带名称；Excel/WPS 里把这一列设为“文本”格式再填",
    "write all digits of the code and no name; in Excel or WPS format the column as text first",
)
_AMOUNT: Final = (
    "只写数：不带单位、货币符号、正负号；没有金额就留空。Excel/WPS 里用“数值”格式，单位用 amount_unit 说明",
    "the number alone, without unit, currency or sign; blank for none. Format the cells as numbers; amount_unit tells the unit",
)
_REASONS: Final = (
    "可写的类别和项目见 docs/input.md 的“理由”",
    "docs/input.md lists the categories and items of reasons",
)
_SMALLER: Final = (
    "清除数据区以外的内容和格式（选中后：开始→清除→全部清除），删去图片和不用的工作表，再另存",
    "clear contents and formats outside the data, remove images and sheets that are not needed, and save it anew",
)

HELP: Final[dict[str, tuple[str, str]]] = {
    "L001": ("检查路径和读取权限；预算是一个文件夹，里面有 budget.yaml", "look at the path and its permissions; a budget is a folder with a budget.yaml"),
    "L002": _SAVE_UTF8,
    "L003": ("这种字符多半是从别处复制来的：删去后重新键入", "such characters come with copied text: delete it and type it again"),
    "L004": _QUOTE,
    "L005": ("从 reportgen init 做出的样例改起", "begin from the example that `reportgen init` makes"),
    "L006": ("删去单独一行的 ---，每个预算一个文件", "remove the line ---: one file for each budget"),
    "L007": _WRITE_OUT,
    "L008": _WRITE_OUT,
    "L009": _WRITE_OUT,
    "L010": ("留下对的一处，删去另一处", "keep the one that is right"),
    "L011": ("多半是缩进越来越深或括号没有闭合：从这里往上看", "an indentation or a bracket that never closes: look upwards from here"),
    "L012": ("键写成一个词；值以 { 或 [ 开头时放在一对引号里", "a key is one word; a value that begins with { or [ stands in quotes"),
    "L013": ("文件从 format: 1 开始，每行“键: 值”", "the file begins with `format: 1`, each line a `key: value`"),
    "L014": ("金额明细放在表格里，不写进 budget.yaml", "money lines belong into tables, not into budget.yaml"),
    "L020": _KEYS,
    "L021": ("在这里补上这一行", "add the line here"),
    "L022": ("按 docs/input.md 里这个键的例子改写", "write it as the example of this key in docs/input.md"),
    "L023": ("填写这一条，或删去这一行的“-”", "fill in the item, or remove its `-`"),
    "L030": ("改用字母、数字和 - _，budget.yaml 和各表里同一编号写法一致", "use letters, digits, - and _; the same in budget.yaml and in every table"),
    "L031": _CODE,
    "L032": ("改成科目表里的编码（reportgen codes 可查），本年新增的写进 codes", "use a code of the list (`reportgen codes` searches it), or add a new one under `codes`"),
    "L033": _AMOUNT,
    "L034": ("只写数字，不带小数点、逗号、单位和“人”“辆”等字", "digits alone: no point, comma, unit or other word"),
    "L035": ("只写数，不带单位", "the number alone, without unit"),
    "L036": ("写成 2024-02-28 的样子，月、日各两位", "write it like 2024-02-28, two digits for month and day"),
    "L037": ("照抄其中一个词", "use one of these words"),
    "L038": ("照抄固定的名称，括号全角半角都可以", "use the fixed name; brackets may be full-width"),
    "L039": ("这种字符多半是从别处复制来的：删去后重新键入", "such characters come with copied text: delete it and type it again"),
    "L040": ("数的键用 reportgen figures 查", "`reportgen figures` lists the keys"),
    "L041": ("只有说明文字可以引用数；这里直接写内容", "only prose refers to figures; write the text itself here"),
    "L042": ("分成几段，或只留要公开的内容", "split it, or keep what is to be published"),
    "L050": _PATHS,
    "L051": _PATHS,
    "L052": _PATHS,
    "L053": _PATHS,
    "L054": ("用画图、看图软件另存为 PNG 或 JPEG；只改文件名的后缀不行", "save it as PNG or JPEG with an image program; another ending of the name is not enough"),
    "L055": ("用看图软件缩小后另存：标志 1000 像素、通栏图片 2000 像素就够", "make it smaller with an image program: 1000 pixels are enough for an emblem, 2000 for a picture"),
    "L056": ("换一份完好的文件", "use an undamaged copy"),
    "L057": ("在看图软件里另存为 RGB 颜色、每色 8 位的 PNG 或 JPEG", "save it with an image program as PNG or JPEG in RGB with 8 bits a colour"),
    "L060": ("在编码后面写上科目名称", "write the name behind the code"),
    "L061": ("把上级科目（类、款）也写进 codes", "add the parents of the code under `codes` too"),
    "L062": ("留下一处", "keep one of them"),
    "L070": _REASONS,
    "L071": _REASONS,
    "L072": ("留下工作表或 budget.yaml 里的一处", "keep it in the sheet or in budget.yaml"),
    "L073": ("可写的项目见 docs/input.md 的“基本信息”", "docs/input.md lists the facts"),
    "L074": ("每个项目第一行写编号；续行只写分配事项", "the first row of a project has its id; further rows hold items of its allocation alone"),
    "L075": ("按 1、2、3 连续编号", "number them 1, 2, 3 without a gap"),
    "L080": ("prior 写上年预算的 budget.yaml，如 ../2023/budget.yaml", "`prior` names last year's budget.yaml, such as ../2023/budget.yaml"),
    "L081": ("prior 写上一年的预算，或改正它的 year", "`prior` names the budget of the year before; or correct its `year`"),
    "L090": ("写 format: 1", "write `format: 1`"),
    "L091": ("year 写四位的预算年度", "`year` is the budget year, of four digits"),
    "L092": ("写 templates/ 下的文件夹名，如 four-part", "write the name of a folder below templates/, such as four-part"),
    "L093": ("给其中一条另取编号，表格里也一并改", "give one of them another id, in the tables too"),
    "L094": ("改成不同的次序，或都不写（按列表的先后）", "use different numbers, or none: the order of the list then holds"),
    "L095": ("改成 units 里的编号，或在 units 里加上这个单位", "use an id of `units`, or add the unit there"),
    "L096": ("在项目里补上这一行", "add the line to the project"),
    "L097": ("改正起止日期", "correct one of the dates"),
    "L098": ("改成 projects 里的编号", "use an id of `projects`"),
    "L099": ("改成两年明细里有的功能科目，或删去这条理由", "use a code that the lines of either year have, or remove the reason"),
    "L100": ("没有更正就删去 edition", "remove `edition` where nothing was corrected"),
    "L201": ("检查文件名、位置和读取权限；先在表格软件里关闭它", "look at the name, the place and the permissions of the file; close it in the spreadsheet first"),
    "L202": _SAVE_CSV,
    "L203": ("删去 # 和后面的工作表名", "remove the # and the sheet's name"),
    "L204": _SAVE_CSV,
    "L205": (
        "在 Excel/WPS 里打开看这一行：多出的格删掉，缺的补上，再另存为 CSV UTF-8；含逗号的文字由它自动加引号",
        "look at the row in Excel or WPS, remove or fill in cells and save it as CSV UTF-8: it quotes texts with commas",
    ),
    "L206": ("引号要成对：多半是这一行里有一个单独的 \"，在 Excel/WPS 里删去后另存为 CSV UTF-8", "quotes come in pairs: most likely this row has a single one; remove it in Excel or WPS and save the file as CSV UTF-8"),
    "L207": ("第一行写表头，标题、单位、空的列都放到别处；打开是乱码就另存为 CSV UTF-8", "the first row holds the headings, no title or unit; if it looks garbled, save the file as CSV UTF-8"),
    "L208": _HEADINGS,
    "L209": _HEADINGS,
    "L210": ("删去多出的一列，或改正它的表头", "delete the column that is too many, or correct its heading"),
    "L211": ("选中整列删除，或写上表头", "select and delete the whole column, or give it a heading"),
    "L212": ("选中整行删除；小计、合计由程序算出", "select and delete the whole row; subtotals and totals are computed"),
    "L213": _SAVE_CSV,
    "L214": ("选中整行删除，表里只留表头和数据行", "select and delete the whole row: a table holds its headings and rows of data alone"),
    "L221": _SAVE_XLSX,
    "L222": _SAVE_XLSX,
    "L223": _SMALLER,
    "L224": _SMALLER,
    "L225": _SAVE_XLSX,
    "L226": ("# 后面照写工作表标签上的名称", "write the name on the sheet's tab behind the #"),
    "L227": ("选中后：开始→合并后居中→取消单元格合并，再把空出来的每一格填上", "select them: Home, Merge & Center, Unmerge Cells; then fill in every cell"),
    "L228": ("改正公式引用的单元格，或选中后复制→选择性粘贴→数值", "correct what the formula refers to, or copy the cells and paste them as values"),
    "L229": ("由别的程序做出的工作簿要在 Excel/WPS 里打开、按 F9、保存一次", "a workbook made by another program must be opened, recalculated (F9) and saved once in Excel or WPS"),
    "L241": _AMOUNT,
    "L251": ("年度写四位数字；单元格是日期格式时改为“常规”", "the year has four digits; a cell formatted as a date becomes General"),
    "L252": ("删去上年的行，或去掉 prior", "delete the rows of last year, or remove `prior`"),
    "L253": _ID,
    "L254": ("只写“基本支出”或“项目支出”", "write 基本支出 or 项目支出"),
    "L255": ("照抄十三种资金来源之一，见 docs/input.md", "use one of the thirteen sources, see docs/input.md"),
    "L256": _CODE,
    "L257": ("改成科目表里的编码（reportgen codes 可查），本年新增的写进 codes", "use a code of the list (`reportgen codes` searches it), or add a new one under `codes`"),
    "L258": _CODE,
    "L259": _ID,
    "L260": ("在“项目”列写项目编号", "write the project's id under 项目"),
    "L261": ("基本支出的“项目”列留空；是项目就改支出类别", "leave 项目 blank for basic expenditure; or change the kind"),
    "L262": ("改表格里的功能科目，或改 budget.yaml 里项目的 function", "change the code here, or the project's `function` in budget.yaml"),
    "L263": ("改表格里的单位，或改 budget.yaml 里项目的 unit", "change the unit here, or the project's `unit` in budget.yaml"),
    "L265": _CODE,
    "L266": ("改成部门预算支出经济分类的编码（reportgen codes 可查），本年新增的写进 codes", "use a code of the list (`reportgen codes` searches it), or add a new one under `codes`"),
    "L267": _CODE,
    "L268": ("改成 301、302、303、310 类的款，或改为项目支出", "use a code of 301, 302, 303 or 310, or make it project expenditure"),
    "L269": ("在“单位”列写编号", "write the id under 单位"),
    "L271": ("照抄五种收入项目之一", "use one of the five items"),
    "L272": ("清空这一格", "clear the cell"),
    "L273": ("填写收入项目", "fill in the item of income"),
    "L281": _ID,
    "L282": ("只写数字，不带“分”和“%”", "digits alone, without 分 or %"),
}  # fmt: skip
"""Code → what to do, in (Chinese, English)."""
