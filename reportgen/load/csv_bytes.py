"""The bytes of a CSV file before they are parsed: how large, in which encoding, with which characters that no text holds."""

from __future__ import annotations

import re
from typing import Final

from reportgen.load.report import Report
from reportgen.model.language import say
from reportgen.model.place import Place

MOST_BYTES: Final = 60 * 1024 * 1024
"""A larger file is refused, as a workbook that unpacks to more is."""
MOST_LINES: Final = 500_000
"""A file with more lines is refused, blank ones counted."""
LONGEST_LINE: Final = 5_000_000
"""A longer line, in bytes, is no row of a table."""
CONTROLS: Final = bytes(code for code in range(32) if chr(code) not in "\t\r\n") + b"\x7f"
"""Bytes that no text holds, in neither encoding inside a character: NUL and the other control characters."""
_BEYOND_ASCII: Final = re.compile("[\x80-\x9f\u2028\u2029\ufffe\uffff]")
"""Further characters that no text holds: control characters, odd line separators, no characters at all."""
_TRACES: Final = (*(mark.encode() for mark in "\u2028\u2029\ufffe\uffff"), b"\xc2")
"""Bytes without one of which UTF-8 holds none of them: most files are done with a quick look."""


def too_large(data: bytes, name: str, report: Report) -> bool:
    """Whether a file holds more lines, or a longer one, than any table does; L224 or L206 is noted then."""
    lines = _breaks(data)
    if lines > MOST_LINES:
        zh, en = f"表格文件超过 {MOST_LINES:,} 行", f"the table file has more than {MOST_LINES:,} lines"
        right = say(f"不超过 {MOST_LINES:,} 行", f"{MOST_LINES:,} lines at most")
        report.error("L224", zh, en, Place(name), f"{lines:,}", right)
        return True
    number = _long_line(data) if len(data) > LONGEST_LINE else None
    if number is None:
        return False
    zh, en = "这一行太长，不是表格的一行", "the line is too long to be a row of a table"
    right = say("一行一条数据，用逗号分隔", "a row of data on a line, separated by commas")
    report.error("L206", zh, en, Place(name, line=number), expected=right)
    return True


def _long_line(data: bytes) -> int | None:
    """The number of a line that is too long."""
    start = 0
    while len(data) - start > LONGEST_LINE:
        end = start + LONGEST_LINE
        last = max(data.rfind(b"\n", start, end), data.rfind(b"\r", start, end))
        if last < 0:
            return 1 + _breaks(data[:start])
        start = last + 1
    return None


def _breaks(data: bytes) -> int:
    return data.count(b"\n") + data.count(b"\r") - data.count(b"\r\n")


def encoding_of(data: bytes, name: str, report: Report) -> str | None:
    """The encoding that reads all of ``data``; None, with L204 noted, when there is none or characters are no text."""
    encoding, bad = _decoded(data)
    if encoding is not None:
        return None if _holds_controls(data, encoding, name, report) else encoding
    wide = _wide(data)
    zh, en = (f"是 {wide}，", f", but {wide}") if wide else ("", "")
    report.error(
        "L204",
        f"文件{zh}不是 UTF-8，也不是 GB18030：第 {bad + 1} 个字节读不出",
        f"the file is neither UTF-8 nor GB18030{en}: byte {bad + 1} cannot be read",
        Place(name, line=data.count(b"\n", 0, bad) + 1),
        f"0x{data[bad]:02X}",
        say("另存为 CSV UTF-8", "save it as CSV UTF-8"),
    )
    return None


def _decoded(data: bytes) -> tuple[str | None, int]:
    """The encoding, or where reading ends for none."""
    try:
        data.decode("utf-8-sig")
        return "utf-8-sig", 0
    except UnicodeDecodeError as error:
        bad = error.start + (3 if data.startswith(b"\xef\xbb\xbf") else 0)
    if not _starts_as_utf8(data):
        try:
            data.decode("gb18030")
            return "gb18030", 0
        except UnicodeDecodeError as error:
            bad = error.start if bad < error.start else bad
    return None, bad


def _wide(data: bytes) -> str | None:
    """UTF-16 or UTF-32, where the bytes look like one."""
    if data.startswith((b"\xff\xfe\0\0", b"\0\0\xfe\xff")):
        return "UTF-32"
    zeros = data[:1000].count(0)
    return "UTF-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) or zeros * 10 > len(data[:1000]) else None


def _starts_as_utf8(data: bytes) -> bool:
    """Whether the first line is Chinese in UTF-8: a bad byte further down is then damage, not another encoding."""
    first = data.split(b"\n", 1)[0]
    try:
        return not first.decode("utf-8").isascii()
    except UnicodeDecodeError:
        return False


def _holds_controls(data: bytes, encoding: str, name: str, report: Report) -> bool:
    """Whether there is a character that no text holds; the first is then noted."""
    found = _first_control(data, encoding)
    if found is None:
        return False
    at, code = found
    wide = _wide(data) if code == 0 else None
    zh, en = (f"（看来是 {wide} 编码）", f" (it seems to be {wide})") if wide else ("", "")
    again = say("另存为 CSV UTF-8", "save it as CSV UTF-8")
    report.error(
        "L204",
        f"文件里有控制字符 U+{code:04X}{zh}",
        f"the file holds the control character U+{code:04X}{en}",
        Place(name, line=data.count(b"\n", 0, at) + 1),
        f"U+{code:04X}",
        again if wide else say("删去这个字符，或重新填写这一格", "delete it, or type the cell again"),
    )
    return True


def _first_control(data: bytes, encoding: str) -> tuple[int, int] | None:
    """Where the first of them is (in bytes), and its number."""
    if len(data.translate(None, CONTROLS)) < len(data):
        return next((at, byte) for at, byte in enumerate(data) if byte in CONTROLS)
    if encoding != "gb18030" and not any(trace in data for trace in _TRACES):
        return None
    text = data.decode(encoding)
    found = _BEYOND_ASCII.search(text)
    return None if found is None else (len(text[: found.start()].encode(encoding)), ord(found[0]))
