"""The reader's language: Chinese where the locale is Chinese, English elsewhere."""

from __future__ import annotations

import os
from typing import Literal

Language = Literal["zh", "en"]


def language() -> Language:
    """The language of messages: ``REPORTGEN_LANG`` if set, else the locale's (LC_ALL, LC_MESSAGES, LANG)."""
    for name in ("REPORTGEN_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name)
        if value:
            return "zh" if value.lower().startswith("zh") else "en"
    return "en"


def say(zh: str, en: str) -> str:
    """The one of two wordings that the reader understands; both are complete sentences of the same meaning."""
    return zh if language() == "zh" else en
