"""The JSON Schema of budget.yaml for editors, made from the input's one definition."""

from __future__ import annotations

from functools import cache
from typing import Any, Final

from reportgen.load.assemble import FORMAT
from reportgen.load.scalars import COUNT, DATE, IDENTIFIER, QUANTITY
from reportgen.load.structure import yaml_fields
from reportgen.model.budget import Declaration
from reportgen.model.records import Data
from reportgen.model.schema import (
    Amount,
    Choice,
    Code,
    Count,
    Date,
    FilePath,
    Identifier,
    Kind,
    ListOf,
    MapOf,
    NameOrFile,
    OneOf,
    Quantity,
    Record,
    Spec,
    Text,
)

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
AMOUNT: Final = r"[ 　]*[0-9０-９][0-9０-９,，]*(?:[.．][0-9０-９]{1,6})?[ 　]*"
"""An amount written as text; where separators belong is checked by loading alone."""

Schema = dict[str, Any]


def json_schema() -> Schema:
    """The schema (draft 2020-12) that an editor checks budget.yaml with: titles, descriptions, enums, patterns.

    Codes, amounts, counts and dates may be written with or without quotes, as in loading. What needs more than one
    value, such as an id that must be declared, is checked by loading alone. With a sheet of facts, which may hold the
    rest, only the tables are needed.
    """
    defs: dict[str, Schema] = {}
    root = _record(Declaration, defs)
    given = {"type": "object", "properties": {"facts": {"type": "string", "minLength": 1}}, "required": ["facts"]}
    facts = {"properties": {"data": given}, "required": ["data"]}
    root |= {"required": ["data"], "if": facts, "else": _needed(Declaration)}
    root["properties"]["format"] |= {"enum": [FORMAT, str(FORMAT)]}
    head = {
        "$schema": DIALECT,
        "title": "budget.yaml",
        "description": "部门预算公开的输入\nInput of a budget disclosure",
    }
    return {**head, **root, "$defs": dict(sorted(defs.items()))}


def _record(cls: type, defs: dict[str, Schema]) -> Schema:
    fields = yaml_fields(cls)
    properties = {key: _field(spec, cls, name, defs) for key, (name, spec) in fields.items()}
    schema: Schema = {"type": "object", "properties": properties}
    if cls not in _single_records():
        schema["required"] = _required(cls)
    schema["additionalProperties"] = False
    switches = dict.fromkeys(spec.withheld_by for _, spec in fields.values() if spec.withheld_by)
    if switches:
        schema["allOf"] = [_unless_withheld(cls, switch, properties) for switch in switches]
    return schema


def _required(cls: type) -> list[str]:
    return [key for key, (_, spec) in yaml_fields(cls).items() if spec.required]


def _unless_withheld(cls: type, switch: str, properties: Schema) -> Schema:
    """What withheld fields must be unless ``switch`` withholds them: then they may be anything, as in loading.

    Title and description stay where they are.
    """
    kept: Schema = {}
    for key, (_, spec) in yaml_fields(cls).items():
        if spec.withheld_by == switch:
            kept[key] = properties[key]
            properties[key] = {word: kept[key][word] for word in ("title", "description")}
    withheld = {"properties": {switch: {"const": "withheld"}}, "required": [switch]}
    return {"if": withheld, "else": {"properties": kept}}


@cache
def _single_records() -> frozenset[type]:
    """The records that stand once in budget.yaml, in no list: a sheet of facts may hold any part of them."""
    found: set[type] = set()
    waiting: list[type] = [Declaration]
    while waiting:
        cls = waiting.pop()
        found.add(cls)
        waiting += [spec.kind.cls for _, spec in yaml_fields(cls).values() if isinstance(spec.kind, Record)]
    return frozenset(found - {Data})


def _needed(cls: type) -> Schema:
    """The keys that a record and those inside it need; nothing where none is needed."""
    required, inner = _required(cls), {}
    for key, (_, spec) in yaml_fields(cls).items():
        if isinstance(spec.kind, Record) and spec.kind.cls is not Data and (needed := _needed(spec.kind.cls)):
            inner[key] = needed
    return ({"required": required} if required else {}) | ({"properties": inner} if inner else {})


def _field(spec: Spec, cls: type, name: str, defs: dict[str, Schema]) -> Schema:
    schema = _kind(spec.kind, defs)
    default = None if spec.required else _default(cls, name)
    if not spec.required:
        schema = _or_blank(schema)
    if isinstance(default, str):
        schema["default"] = default
    return {"title": spec.label, "description": _description(spec), **schema}


def _default(cls: type, name: str) -> Any:
    import attrs

    return getattr(attrs.fields(cls), name).default


def _description(spec: Spec) -> str:
    lines = [spec.zh, spec.en]
    words = spec.kind.values if isinstance(spec.kind, Choice) else {}
    words = spec.kind.names if isinstance(spec.kind, NameOrFile) else words
    lines += [f"{word}: {zh} / {en}" for word, (zh, en) in words.items()]
    return "\n".join(lines)


def _or_blank(schema: Schema) -> Schema:
    """An optional value may be blank: none given."""
    if "$ref" in schema:
        return {"$ref": schema["$ref"]}
    if "enum" in schema:
        return {**schema, "enum": [*schema["enum"], None, ""]}
    if "type" in schema:
        types = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
        return {**schema, "type": [*types, "null"]}
    return {"anyOf": [*schema["anyOf"], {"enum": [None, ""]}]}


def _kind(kind: Kind, defs: dict[str, Schema]) -> Schema:
    if isinstance(kind, Record):
        name = kind.cls.__name__
        if name not in defs:
            # Null where the block is optional; where it is not, the type beside the reference says so.
            defs[name] = {**_record(kind.cls, defs), "type": ["object", "null"]}
        return {"$ref": f"#/$defs/{name}", "type": "object"}
    if isinstance(kind, ListOf):
        return {"type": "array", "items": _kind(kind.item, defs)}
    if isinstance(kind, OneOf):
        return {"anyOf": [_kind(option, defs) for option in kind.options]}
    if isinstance(kind, MapOf):
        return _map(kind, defs)
    return _scalar(kind)


def _map(kind: MapOf, defs: dict[str, Schema]) -> Schema:
    value = _or_blank(_kind(kind.value, defs))
    if kind.names is not None:
        names = (*kind.names, *kind.aliases)
        return {"type": "object", "properties": dict.fromkeys(names, value), "additionalProperties": False}
    if kind.key is not None:
        pattern = _key_pattern(kind.key)
        return {"type": "object", "patternProperties": {pattern: value}, "additionalProperties": False}
    return {"type": "object", "additionalProperties": value}


def _key_pattern(kind: Kind) -> str:
    return f"^(?:{_digits(kind)})$" if isinstance(kind, Code) else f"^{IDENTIFIER}$"


def _digits(kind: Code) -> str:
    return "|".join(f"[0-9]{{{length}}}" for length in kind.lengths)


def _scalar(kind: Kind) -> Schema:
    if isinstance(kind, Choice):
        return {"enum": list(kind.values)}
    if isinstance(kind, Code):
        low, high = 10 ** (min(kind.lengths) - 1), 10 ** max(kind.lengths) - 1
        return _text_or_number(_digits(kind), {"type": "integer", "minimum": low, "maximum": high})
    if isinstance(kind, Count):
        number: Schema = {"type": "integer"} if kind.signed else {"type": "integer", "minimum": 0}
        return _text_or_number(f"[+-]?(?:{COUNT})" if kind.signed else COUNT, number)
    if isinstance(kind, Amount):
        return _text_or_number(AMOUNT, {"type": "number", "minimum": 0})
    if isinstance(kind, Quantity):
        return _text_or_number(QUANTITY, {"type": "number", "minimum": 0})
    if isinstance(kind, Identifier):
        return _text_or_number(IDENTIFIER, {"type": "integer", "minimum": 0})
    if isinstance(kind, Date):
        return {"type": "string", "format": "date", "pattern": f"^{DATE}$"}
    if isinstance(kind, FilePath):
        return {"type": "string", "minLength": 1}
    if isinstance(kind, NameOrFile):
        suffix = kind.suffix.replace(".", r"\.")
        return {"anyOf": [{"enum": list(kind.names)}, {"type": "string", "pattern": f"^\\s*\\S.*{suffix}\\s*$"}]}
    assert isinstance(kind, Text)
    return {"type": ["string", "number", "boolean"]}


def _text_or_number(pattern: str, number: Schema) -> Schema:
    return {"anyOf": [{"type": "string", "pattern": f"^(?:{pattern})$"}, number]}
