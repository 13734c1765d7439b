"""Running the real command as a user does."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path


def run(
    *arguments: str | Path, cwd: Path | None = None, lang: str = "zh", **environment: str
) -> subprocess.CompletedProcess[str]:
    """One run of ``python -m reportgen`` with its output as text."""
    return subprocess.run(
        [sys.executable, "-m", "reportgen", *map(str, arguments)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=cwd,
        timeout=300,
        env={**os.environ, "REPORTGEN_LANG": lang, **environment},
        check=False,
    )
