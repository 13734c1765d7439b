"""What the PDF engine only writes to its log, as errors: a page with a hole in it must not be published."""

from __future__ import annotations

import logging
from types import TracebackType
from typing import Final

from reportgen.model.diagnostic import RenderError
from reportgen.model.language import say

_SHOWN: Final = 5
"""How many different messages an error repeats."""
_SLOW_SUBSETTER: Final = "HarfBuzz-Subset"


class EngineLog(logging.Handler):
    """Collects what the engine logs as warning or worse, within a ``with`` block.

    ``problems`` are the errors in the reader's words, each once; ``notes`` are what the user may want to know.
    """

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.problems: dict[str, None] = {}
        self.notes: dict[str, None] = {}
        self._logger = logging.getLogger("weasyprint")
        self._propagate = True

    def __enter__(self) -> EngineLog:
        self._propagate, self._logger.propagate = self._logger.propagate, False
        self._logger.addHandler(self)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._logger.removeHandler(self)
        self._logger.propagate = self._propagate

    def emit(self, record: logging.LogRecord) -> None:
        """Sort one record of the engine."""
        if _SLOW_SUBSETTER in str(record.msg):
            self.notes[slow_subsetter()] = None
        else:
            self.problems[_in_words(record)] = None

    def check(self) -> None:
        """Raise RenderError with what was logged, if anything was."""
        if not self.problems:
            return
        shown = list(self.problems)[:_SHOWN]
        if more := len(self.problems) - len(shown):
            shown.append(say(f"……另有 {more} 条", f"… and {more} more"))
        raise RenderError(say("PDF 没有做好：", "The PDF is not right: ") + say("；", "; ").join(shown))


def slow_subsetter() -> str:
    """Told when the library that cuts fonts down is missing."""
    return say(
        "没有安装 libharfbuzz-subset，生成 PDF 会慢几倍。安装：apt install libharfbuzz-subset0",
        "libharfbuzz-subset is not installed: making the PDF takes several times as long. "
        "Install it: apt install libharfbuzz-subset0",
    )


def _in_words(record: logging.LogRecord) -> str:
    pattern, told = str(record.msg), record.getMessage()
    values = record.args if isinstance(record.args, tuple) else ()
    if ".notdef" in pattern:
        return say(f"字体里没有“{values[0]}”（U+{values[1]:04X}）", f"no glyph for “{values[0]}” (U+{values[1]:04X})")
    for start, zh, en in _KINDS:
        if pattern.startswith(start):
            return say(f"{zh}：{told}", f"{en}: {told}")
    return told


_KINDS: Final = (
    ("Ignored", "样式里有不认识的写法", "the styles hold what the PDF engine does not know"),
    ("Invalid", "样式里有不认识的写法", "the styles hold what the PDF engine does not know"),
    ("Unknown", "样式里有不认识的写法", "the styles hold what the PDF engine does not know"),
    ("Parse error", "样式写错了", "a fault in the styles"),
    ("Failed to load", "资源没有读到", "a resource was not loaded"),
    ("Failed to render", "图没有画出来", "a picture was not drawn"),
    ("Font-face", "字体没有读到", "a font was not loaded"),
    ("Relative URI", "资源没有读到", "a resource was not loaded"),
    ("Anchor defined twice", "两处用了同一个标识", "one id stands twice"),
    ("No anchor", "目录或链接没有目标", "a link has no target"),
    ("Content discarded", "目录或链接没有目标", "a link has no target"),
)
"""Beginnings of the engine's messages, and what they mean to a reader."""
