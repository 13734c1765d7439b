"""The editor's schema agrees with loading: it admits what loads and refuses what does not."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from reportgen.load.json_schema import json_schema
from reportgen.load.structure import yaml_fields
from reportgen.model.budget import Declaration, Project
from reportgen.model.schema import Choice
from tests.support.budgets import make_budget
from tests.unit.load.folder import BUDGET, changed

SCHEMA = json_schema()
EXAMPLES = Path(__file__).parents[3] / "examples"
TYPES: dict[str, tuple[type, ...]] = {"object": (dict,), "array": (list,), "string": (str,), "integer": (int,),
                                      "number": (int, float), "boolean": (bool,), "null": (type(None),)}  # fmt: skip
KNOWN = {"$schema", "$defs", "$ref", "title", "description", "default", "type", "enum", "anyOf", "pattern", "format",
         "minimum", "maximum", "minLength", "items", "properties", "patternProperties", "additionalProperties",
         "required", "allOf", "if", "else", "const"}  # fmt: skip
"""The keywords that the validator of this test understands."""


def is_type(value: Any, name: str) -> bool:
    return isinstance(value, TYPES[name]) and not (isinstance(value, bool) and name in ("integer", "number"))


def faults(value: Any, schema: dict[str, Any], path: str = "") -> list[str]:
    """What a validator finds wrong: paths."""
    assert schema.keys() <= KNOWN, schema.keys() - KNOWN
    if "$ref" in schema:
        beside = {key: value for key, value in schema.items() if key != "$ref"}
        return faults(value, SCHEMA["$defs"][schema["$ref"].rpartition("/")[2]], path) or faults(value, beside, path)
    types = schema.get("type", [])
    wrong = [
        types and not any(is_type(value, name) for name in ([types] if isinstance(types, str) else types)),
        "enum" in schema and value not in schema["enum"],
        "const" in schema and value != schema["const"],
        "anyOf" in schema and all(faults(value, option, path) for option in schema["anyOf"]),
        isinstance(value, str) and not re.search(schema.get("pattern", ""), value),
        isinstance(value, str) and len(value) < schema.get("minLength", 0),
        is_type(value, "number") and not schema.get("minimum", value) <= value <= schema.get("maximum", value),
    ]
    found = [path] if any(wrong) else []
    if isinstance(value, list):
        found += [f for i, item in enumerate(value) for f in faults(item, schema.get("items", {}), f"{path}[{i}]")]
    if isinstance(value, dict) and is_type(value, "object"):
        found += object_faults(value, schema, path)
    for each in schema.get("allOf", []):
        found += faults(value, each, path)
    if "if" in schema and faults(value, schema["if"], path):
        found += faults(value, schema["else"], path)
    return found


def object_faults(value: dict[str, Any], schema: dict[str, Any], path: str) -> list[str]:
    found = [f"{path}.{key}" for key in schema.get("required", []) if key not in value]
    for key, inner in value.items():
        patterns = [s for pattern, s in schema.get("patternProperties", {}).items() if re.search(pattern, key)]
        known = schema.get("properties", {}).get(key) or next(iter(patterns), schema.get("additionalProperties", {}))
        found += [f"{path}.{key}"] if known is False else faults(inner, known, f"{path}.{key}")
    return found


def document(text: str, loader: Any = yaml.SafeLoader) -> Any:
    """As an editor sees it: dates are texts, keys are texts."""
    return json.loads(json.dumps(yaml.load(text, Loader=loader), default=str))


@pytest.mark.parametrize("loader", [yaml.SafeLoader, yaml.BaseLoader])
@pytest.mark.parametrize("name", ["minimal", "reference"])
def test_the_examples_are_valid(name: str, loader: Any) -> None:
    text = (EXAMPLES / name / "budget.yaml").read_text(encoding="utf-8")
    assert faults(document(text, loader), SCHEMA) == []


@pytest.mark.parametrize(
    ("old", "new", "path"),
    [
        ("format: 1", "format: 2", ".format"),
        ("year: 2024", "year: -1", ".year"),
        ("short_name: 市体育局", "shortname: 市体育局", ".department.short_name"),
        ("type: 事业", "type: 国企", ".units[1].type"),
        ("id: P01", "id: P 01", ".projects[0].id"),
        ("function: 2070108", "function: 20701", ".projects[0].function"),
        ("function: 2070108", "function: '20701'", ".projects[0].function"),
        ("order: 1", "order: 1.5", ".projects[0].order"),
        ("order: 1", "order: true", ".projects[0].order"),
        ("amount: 300000", "amount: -1", ".projects[0].allocation"),
        ("amount: 300000", "amount: 三十万", ".projects[0].allocation"),
        ("to: 2024-12-31", "to: 2024/12/31", ".projects[0].period.to"),
        ("{一般公共预算:", "{一般公共财政:", ".reasons.income.一般公共财政"),
        ("data: {lines: lines.csv", "data: {lines: 3", ".data.lines"),
        ("data: {lines: lines.csv, income: income.csv}", "data:", ".data"),
        ("format: 1", "format: 1\ntheme: red", ".theme"),
        ("format: 1", "format: 1\ncover: {logo: a.png}", ".cover.logo"),
    ],
)
def test_what_does_not_load_is_refused(old: str, new: str, path: str) -> None:
    assert faults(document(BUDGET), SCHEMA) == []
    assert path in faults(document(changed((old, new))), SCHEMA)


@pytest.mark.parametrize(
    "block",
    [
        "options: {zero_base: none, shares: }",
        "assets: {buildings: {area: '222,237.72', value: 1484514600.5}}",
        "comparatives: {operating_funds: '2,905,372'}",
        "codes: {function: {2079901: 其他}, economic: {'30298': 杂项}}",
        "codes: codes.csv",
        "uses: {function: {207: 体育}, carryover: {P02: 维修}}",
        "reasons: {travel: {因公出国(境)费: 减少, 公务接待费: }}",
        "glossary: {任何名称: 说明}",
        "projects: [{id: 1, name: 2024, function: '2070108', allocation: 一段话, disclosure: withheld}]",
        "performance:",
        "theme: official",
        "theme: brand/Own.css",
        "theme:",
        "cover: {emblem: emblem.png, image: cover.jpg, image_alt: 远山}",
    ],
)
def test_what_loads_is_admitted(block: str) -> None:
    head = BUDGET[: BUDGET.index("projects:")]
    assert faults(document(head + block), SCHEMA) == []


@pytest.mark.parametrize(
    ("switch", "field", "fault"),
    [
        ("disclosure: withheld", "basis: [内部]", []),
        ("disclosure: withheld", "period: 另行通知", []),
        ("indicators: withheld", "goal: {不: 公开}", []),
        ("disclosure: full", "basis: [内部]", [".projects[0].basis"]),
        ("disclosure: withheld", "goal: [内部]", [".projects[0].goal"]),
        ("indicators: withheld", "period: 另行通知", [".projects[0].period"]),
    ],
)
def test_a_withheld_field_may_be_anything(switch: str, field: str, fault: list[str]) -> None:
    head = BUDGET[: BUDGET.index("projects:")]
    text = f"{head}projects:\n  - {{id: P01, name: 代号, unit: U2, function: 2070108, {switch}, {field}}}\n"
    assert faults(document(text), SCHEMA) == fault


def test_a_sheet_of_facts_may_hold_what_is_needed() -> None:
    tables = "data: {lines: b.xlsx#a, income: b.xlsx#b, facts: b.xlsx#c}\ndepartment: {offices: [办公室]}\n"
    assert faults(document(tables), SCHEMA) == []
    without = tables.replace(", facts: b.xlsx#c", "")
    assert faults(document(without), SCHEMA) == [
        ".format", ".year", ".units", ".department.name", ".department.short_name",
    ]  # fmt: skip
    assert ".format" in faults(document(tables.replace("b.xlsx#c", "")), SCHEMA)


def test_random_budgets_are_valid(tmp_path: Path) -> None:
    for seed in range(12):
        make_budget(seed).write(tmp_path / str(seed))
        text = (tmp_path / str(seed) / "budget.yaml").read_text(encoding="utf-8")
        assert faults(document(text, yaml.BaseLoader), SCHEMA) == [], seed


def test_titles_descriptions_and_choices_are_those_of_the_definition() -> None:
    assert SCHEMA["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    project = SCHEMA["$defs"]["Project"]
    assert list(project["properties"]) == list(yaml_fields(Project))
    for key, (_, spec) in yaml_fields(Project).items():
        schema = project["properties"][key]
        assert schema["title"] == spec.label
        assert spec.zh in schema["description"]
        assert spec.en in schema["description"]
        if isinstance(spec.kind, Choice):
            assert set(spec.kind.values) <= set(schema["enum"])
            assert schema["default"] in spec.kind.values
    assert project["required"] == ["id", "name"]
    assert SCHEMA["required"] == ["data"]
    assert SCHEMA["else"]["required"] == ["format", "year", "department", "units", "data"]
    assert SCHEMA["else"]["properties"]["department"]["required"] == ["name", "short_name"]
    assert list(SCHEMA["properties"]) == list(yaml_fields(Declaration))
    assert SCHEMA["additionalProperties"] is False
    assert all(definition["additionalProperties"] is False for definition in SCHEMA["$defs"].values())
    assert list(SCHEMA["$defs"]["Period"]["properties"]) == ["from", "to"]


def test_it_is_json() -> None:
    assert json.loads(json.dumps(SCHEMA, ensure_ascii=False)) == SCHEMA
