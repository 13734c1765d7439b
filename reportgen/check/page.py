"""The documentation page of the rules, made from the register."""

from __future__ import annotations

from reportgen.check.registry import RULES
from reportgen.model.diagnostic import Level
from reportgen.model.language import Language

LEVEL_NAMES: dict[Level, tuple[str, str]] = {
    "error": ("错误", "error"),
    "warning": ("警告", "warning"),
    "info": ("提示", "info"),
}
HEADS = {
    "zh": """# 检查规则

`reportgen check` 逐条核对预算，`build` 也先做同样的检查：有“错误”就不写文件（`--draft` 照写）。核对用的是精确到分的数，不是印出来的数。
确有理由保留的发现，在 `budget.yaml` 里写明，此后按“提示”列出：

```yaml
accept:
  - {code: R25, reason: 部分医疗保险缴费列在其他科目}
  - {code: E01, where: P15, reason: 绩效目标表按规定不公开}    # where：位置、键或编号，只对这一处
```

| 编号 | 级别 | 应当 |
|---|---|---|
""",
    "en": """# Checks

`reportgen check` goes through a budget rule by rule, and `build` does so first: with an error it writes nothing (`--draft`
does). Amounts are compared exactly, not as printed. A finding that rightly stands is named in `budget.yaml` with the
reason, and is then listed as information:

```yaml
accept:
  - {code: R25, reason: some medical contributions stand on another code}
  - {code: E01, where: P15, reason: indicator table withheld by rule}    # where: a place, key or id; only there
```

| code | level | what should hold |
|---|---|---|
""",
}


def rules_page(language: Language) -> str:
    """Markdown: how ``check`` works, and a table of all rules with code, level and meaning, in one language."""
    chinese = language == "zh"
    rows = []
    for rule in RULES.values():
        level, meaning = LEVEL_NAMES[rule.level][not chinese], rule.zh if chinese else rule.en
        rows.append(f"| {rule.code} | {level} | {meaning.replace('|', chr(92) + '|')} |\n")
    return HEADS[language] + "".join(rows)
