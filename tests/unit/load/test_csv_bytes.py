"""The bytes of a CSV file: size, encoding, characters that no text holds."""

from __future__ import annotations

import pytest

from reportgen.load import csv_bytes
from reportgen.load.csv_bytes import encoding_of, too_large
from reportgen.load.report import Report

TEXT = "年度,金额\n2024,1\n"


def told(data: bytes) -> tuple[str | None, list[tuple[str, str, str | None]]]:
    report = Report()
    found = encoding_of(data, "t.csv", report)
    return found, [(d.code, str(d.place), d.value) for d in report.diagnostics]


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (TEXT.encode(), "utf-8-sig"), (TEXT.encode("utf-8-sig"), "utf-8-sig"), (TEXT.encode("gb18030"), "gb18030"), (b"", "utf-8-sig"),
        ("“引”——…·é\xa0\n".encode(), "utf-8-sig"), ("𠮷〇\n".encode("gb18030"), "gb18030"),
    ],
)  # fmt: skip
def test_encodings(data: bytes, encoding: str) -> None:
    assert told(data) == (encoding, [])


@pytest.mark.parametrize(
    "character", ["\x00", "\x0b", "\x1b", "\x1a", "\x7f", "\x85", "\x9f", "\u2028", "\u2029", "\ufffe", "\uffff"]
)
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_characters_that_no_text_holds(character: str, encoding: str) -> None:
    data = f"年度,金额\n{'甲,1' * 2000}\n2024,{character}1\n".encode(encoding)
    assert told(data) == (None, [("L204", "t.csv:3", f"U+{ord(character):04X}")])


@pytest.mark.parametrize(
    ("encoding", "name"), [("utf-16", "UTF-16"), ("utf-16-le", "UTF-16"), ("utf-16-be", "UTF-16"), ("utf-32", "UTF-32")]
)
def test_wide_encodings_are_named(encoding: str, name: str) -> None:
    report = Report()
    assert encoding_of(TEXT.encode(encoding), "t.csv", report) is None
    assert name in report.diagnostics[0].message


@pytest.mark.parametrize(
    ("data", "code", "line"),
    [
        (b"a\n" * 12, "L224", None), (b"a\r" * 12, "L224", None), (b"a\r\n" * 10, None, None), (b"a\n" * 10, None, None),
        (b"a\nb\r\n" + b"x" * 60 + b"\nc", "L206", 3), (b"x" * 60, "L206", 1), (b"x" * 50 + b"\n" + b"y" * 20, None, None),
    ],
)  # fmt: skip
def test_too_large(data: bytes, code: str | None, line: int | None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csv_bytes, "MOST_LINES", 10)
    monkeypatch.setattr(csv_bytes, "LONGEST_LINE", 51)
    report = Report()
    assert too_large(data, "t.csv", report) is (code is not None)
    assert [(d.code, d.place.line if d.place else None) for d in report.diagnostics] == ([(code, line)] if code else [])


def test_the_limits_leave_room_for_any_budget() -> None:
    assert csv_bytes.MOST_LINES >= 300_000
    assert csv_bytes.MOST_BYTES == 60 * 1024 * 1024
