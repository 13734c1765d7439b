"""What a file is by its bytes."""

from __future__ import annotations

import io
import zipfile

import pytest

from reportgen.load.magic import BROKEN, OLE, WORKBOOK, content


def packed(*names: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return stream.getvalue()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"%PDF-1.7", "PDF"), (b"\x89PNG\r\n", "image"), (b"\xff\xd8\xff\xe0", "image"), (b"\x1f\x8b\x08", "gzip"), (b"Rar!\x1a", "RAR"),
        (b"7z\xbc\xaf\x27", "7z"), (b"{\\rtf1", "RTF"), (b"<!DOCTYPE HTML>", "web page"), (b"\xef\xbb\xbf \n<HTML>", "web page"),
        (b"<?xml version='1.0'?><a/>", "XML"), (b"<?xml?><?mso-application progid='Excel.Sheet'?>", "2003"),
        (OLE + "Workbook".encode("utf-16-le"), "old .xls"), (OLE + "WordDocument".encode("utf-16-le"), ".doc"), (OLE, "old format"),
        (packed("content.xml", "mimetype"), "OpenDocument"), (packed("word/document.xml"), "Word"), (packed("xl/workbook.bin"), "xlsb"),
        (packed("a.txt"), "an archive"), (packed(), "an archive"),
    ],
)  # fmt: skip
def test_kinds(data: bytes, words: str) -> None:
    found = content(data)
    assert found is not None
    assert words in found.en
    assert found.zh
    assert not found.locked


def test_a_password_is_seen() -> None:
    found = content(OLE + bytes(512) + "EncryptedPackage".encode("utf-16-le"))
    assert found is not None
    assert found.locked


def test_workbooks_whole_and_broken() -> None:
    whole = packed("xl/workbook.xml")
    assert content(whole) == WORKBOOK
    assert content(whole[:-30]) == BROKEN


@pytest.mark.parametrize(
    "data", [b"", "年度,金额\n".encode(), "年度".encode("gb18030"), b"<a", b"year,amount\n", b"\x00\x01"]
)
def test_what_may_be_text(data: bytes) -> None:
    assert content(data) is None
