"""What a build is asked for, and what it came to."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import attrs

from reportgen.model.diagnostic import Diagnostic

FORMATS: Final[tuple[str, ...]] = ("pdf", "html")
"""Output formats by the name used in ``--format``."""


@attrs.frozen
class BuildRequest:
    """One ``build``: the budget file, the formats, and how they are wanted."""

    budget: Path
    formats: tuple[str, ...] = FORMATS
    layout: str | None = None
    """Another layout than budget.yaml names."""
    draft: bool = False
    theme: str | None = None
    """Another theme than budget.yaml names: the name of a shipped one, or the path of a CSS file."""

    @property
    def steps(self) -> int:
        """How often a build of this request tells its progress."""
        return 3 + len(self.formats)


@attrs.frozen
class BuildResult:
    """The files made (name → bytes), what the manifest tells beside them, and the findings of check."""

    files: Mapping[str, bytes]
    facts: Mapping[str, Any]
    diagnostics: tuple[Diagnostic, ...]
    inputs: tuple[Path, ...]
    notes: tuple[str, ...] = ()
    """What the user should know of the machine (a slow font subsetter)."""
