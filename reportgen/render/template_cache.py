"""Compiled templates of the shipped layouts, kept where Python keeps the compiled modules of this package."""

from __future__ import annotations

import contextlib
import os
import sys
from functools import cache
from hashlib import sha256
from importlib.util import cache_from_source
from pathlib import Path
from typing import Final

from jinja2 import Environment
from jinja2.bccache import Bucket, BytecodeCache

from reportgen.render import metering

UNKEPT: Final = ""
"""Key of a template that is compiled each time: a department's own."""


class TemplateCache(BytecodeCache):
    """Keeps what is compiled from templates below ``templates`` in the ``__pycache__`` of ``beside``.

    A kept template is used only when its source has the same checksum, under the same Python and Jinja. Where nothing
    can be written, or Python is told to write no bytecode, nothing is kept.
    """

    def __init__(self, templates: Path, beside: Path) -> None:
        self._templates = templates.resolve()
        self._beside = beside

    def get_bucket(self, environment: Environment, name: str, filename: str | None, source: str) -> Bucket:
        """The place of a template's compiled code, filled if it is kept."""
        if filename is None or not Path(filename).resolve().is_relative_to(self._templates):
            return Bucket(environment, UNKEPT, self.get_source_checksum(source))
        return super().get_bucket(environment, name, filename, source)

    def get_source_checksum(self, source: str) -> str:
        """Changes with the source, and with what the sandbox puts into templates."""
        return super().get_source_checksum(source) + _sandbox_checksum()

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill the bucket from its file, if there is one."""
        with contextlib.suppress(OSError), self._file(bucket).open("rb") as file:
            bucket.load_bytecode(file)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Write the bucket's file whole or not at all; a folder that cannot be written to is no error."""
        if bucket.key == UNKEPT or sys.dont_write_bytecode:
            return
        path = self._file(bucket)
        partial = path.with_suffix(f".{os.getpid()}")
        with contextlib.suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            with partial.open("wb") as file:
                bucket.write_bytecode(file)
            partial.replace(path)

    def _file(self, bucket: Bucket) -> Path:
        return Path(cache_from_source(str(self._beside / f"template-{bucket.key}.py")))


@cache
def _sandbox_checksum() -> str:
    return sha256(Path(metering.__file__).read_bytes()).hexdigest()[:16]
