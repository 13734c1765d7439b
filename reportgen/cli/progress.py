"""A progress bar on a terminal, nothing in a log."""

from __future__ import annotations

import sys
from types import TracebackType

import click

from reportgen.model.language import say


class Steps:
    """Context manager: shows the steps of a build on an interactive stderr."""

    def __init__(self, length: int) -> None:
        self._bar = None
        if sys.stderr.isatty():
            self._bar = click.progressbar(
                length=length,
                label=say("生成报告", "Building"),
                file=sys.stderr,
                item_show_func=lambda name: name or "",
            )

    def __enter__(self) -> Steps:
        if self._bar is not None:
            self._bar.__enter__()
        return self

    def advance(self, name: str) -> None:
        """One step is done; ``name`` tells what comes next, in the reader's language."""
        if self._bar is not None:
            self._bar.update(1, name)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar is not None:
            self._bar.__exit__(kind, error, trace)
