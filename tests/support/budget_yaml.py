"""A plain writer of budget.yaml that varies what the contract leaves free: quotes around codes and texts."""

from __future__ import annotations

import json
import re
from random import Random
from typing import Any


class Number(str):
    """A number or date, written without quotes."""


class Code(str):
    """A classification code, written with or without quotes."""


PLAIN = re.compile(r"[一-鿿A-Za-z][一-鿿A-Za-z0-9（）、，。]*")
RESERVED = {"yes", "no", "true", "false", "null", "on", "off", "y", "n"}


def scalar(value: Any, rng: Random) -> str:
    """One scalar; texts that need no quotes get them now and then."""
    if isinstance(value, Number | int):
        return str(value)
    if isinstance(value, Code):
        return value if rng.random() < 0.5 else json.dumps(value)
    if PLAIN.fullmatch(value) and value.lower() not in RESERVED and rng.random() < 0.6:
        return str(value)
    return json.dumps(value, ensure_ascii=False)


def to_yaml(value: Any, rng: Random, indent: int = 0) -> str:
    """A document of mappings, lists and scalars in block style; the caller's mappings are not empty."""
    pad = "  " * indent
    if isinstance(value, dict):
        return "".join(f"{pad}{scalar(key, rng)}:{_after(item, rng, indent)}" for key, item in value.items())
    return "".join(f"{pad}-{_after(item, rng, indent)}" for item in value)


def _after(item: Any, rng: Random, indent: int) -> str:
    if isinstance(item, dict | list):
        return "\n" + to_yaml(item, rng, indent + 1) if item else (" {}\n" if isinstance(item, dict) else " []\n")
    return f" {scalar(item, rng)}\n"
