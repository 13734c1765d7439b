"""The documentation page of the rules, made from the register and the docstrings of the rules."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from reportgen.check.registry import FAMILIES, RULES, Rule
from reportgen.model.diagnostic import Level
from reportgen.model.language import Language

LEVEL_NAMES: dict[Level, tuple[str, str]] = {
    "error": ("错误", "error"),
    "warning": ("警告", "warning"),
    "info": ("提示", "info"),
}
SECTION_NAMES: Final = {
    "Basis": ("依据", "Basis"),
    "Wrong": ("错误", "Wrong"),
    "Right": ("正确", "Right"),
    "Help": ("怎么改", "What to do"),
}
HEADS = {
    "zh": """# 检查规则

`reportgen check` 逐条核对预算，`build` 也先做同样的检查：有“错误”就不写文件（`--draft` 照写）。核对用的是精确到分的数，不是印出来的数。
`reportgen rules 编号` 在命令行里说明一条规则；`--select`、`--ignore` 挑选规则；`--fix` 把可以放心替换的文字规范问题直接改在文件里。
确有理由保留的发现，在 `budget.yaml` 里写明，此后按“提示”列出；已经没有对应发现的，本身也会提示（W06）：

```yaml
accept:
  - {code: R25, reason: 部分医疗保险缴费列在其他科目}
  - {code: E01, where: P15, reason: 绩效目标表按规定不公开}    # where：位置、路径、数据键、项目编号或科目编码，只对这一处
```
""",
    "en": """# Checks

`reportgen check` goes through a budget rule by rule, and `build` does so first: with an error it writes nothing (`--draft`
does). Amounts are compared exactly, not as printed. `reportgen rules CODE` explains a rule on the command line; `--select`
and `--ignore` choose rules; `--fix` writes the safe replacements of the form rules into the files. A finding that rightly
stands is named in `budget.yaml` with the reason, and is then listed as information; an entry that matches nothing any more
is itself told (W06):

```yaml
accept:
  - {code: R25, reason: some medical contributions stand on another code}
  - {code: E01, where: P15, reason: indicator table withheld by rule}    # where: a place, path, figure key, id or code
```
""",
}
TABLES = {
    "zh": "| 编号 | 级别 | 应当 |\n|---|---|---|",
    "en": "| code | level | what should hold |\n|---|---|---|",
}


def rules_page(language: Language) -> str:
    """Markdown: how ``check`` works, then for each family a table of its rules and a section on each of them.

    The sections of the docstrings are in the reader's language; ``language`` is that of everything else.
    """
    parts = [HEADS[language]]
    for family, names in FAMILIES.items():
        rules = [rule for rule in RULES.values() if rule.family == family]
        if rules:
            title = names[language == "en"]
            parts.append(f"## {title[0].upper()}{title[1:]}\n\n{_table(rules, language)}\n")
            parts += ["\n".join(_section(rule, language)) for rule in rules]
    return "\n".join(parts)


def _table(rules: list[Rule], language: Language) -> str:
    english = language == "en"
    rows = [TABLES[language]]
    for rule in rules:
        meaning = _cell(rule.en if english else rule.zh)
        rows.append(f"| {rule.code} | {LEVEL_NAMES[rule.level][english]} | [{meaning}](#{rule.code.lower()}) |")
    return "\n".join(rows)


def _section(rule: Rule, language: Language) -> Iterator[str]:
    english = language == "en"
    level, title = LEVEL_NAMES[rule.level][english], rule.en if english else rule.zh
    yield f"### {rule.code}\n"
    yield f"**{_plain(title)}** ({level})\n" if english else f"**{_plain(title)}**（{level}）\n"
    told = [(names[english], rule.section(name)) for name, names in SECTION_NAMES.items()]
    for name, text in told:
        if text:
            yield f"- {name}{': ' if english else '：'}{_plain(text)}"
    if any(text for _, text in told):
        yield ""
    if english or not any(text for _, text in told):
        yield f"{_plain(rule.about)}\n"


def _plain(text: str) -> str:
    """Text on one line that Markdown shows as it is."""
    line = " ".join(text.split())
    for mark in "\\*_<[]":
        line = line.replace(mark, f"\\{mark}")
    return line


def _cell(text: str) -> str:
    return _plain(text).replace("|", "\\|")
