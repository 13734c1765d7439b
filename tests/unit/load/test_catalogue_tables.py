"""Every code that the table readers use is in the catalogue, and every code of the catalogue is used."""

from __future__ import annotations

import re
from pathlib import Path

import reportgen.load
from reportgen.load.catalogue_tables import TABLE_CODES


def test_codes_used_and_codes_told_are_the_same() -> None:
    folder = Path(reportgen.load.__file__).parent
    modules = [path for path in folder.glob("*.py") if not path.name.startswith("catalogue")]
    used = {code for path in modules for code in re.findall(r'"(L[23][0-9]{2})"', path.read_text(encoding="utf-8"))}
    assert used == set(TABLE_CODES)
    assert all(zh and en for zh, en in TABLE_CODES.values())
