"""What a file is by its first bytes, whatever its name says."""

from __future__ import annotations

import io
import zipfile
from typing import Final, NamedTuple


class Content(NamedTuple):
    """What a file holds, in (Chinese, English), and whether a password keeps it shut."""

    zh: str
    en: str
    locked: bool = False


OLE: Final = b"\xd0\xcf\x11\xe0"
"""How the old formats of office programs begin, and new ones with a password."""
_BEGINNINGS: Final = (
    (b"%PDF", Content("PDF", "a PDF file")),
    (b"\x89PNG", Content("图片", "an image")),
    (b"\xff\xd8\xff", Content("图片", "an image")),
    (b"GIF8", Content("图片", "an image")),
    (b"\x1f\x8b", Content("gzip 压缩文件", "a gzip archive")),
    (b"Rar!", Content("RAR 压缩文件", "a RAR archive")),
    (b"7z\xbc\xaf", Content("7z 压缩文件", "a 7z archive")),
    (b"{\\rtf", Content("RTF 文档", "an RTF document")),
    (b"SQLite format 3", Content("数据库", "a database")),
)
_MARKUP: Final = (
    (b"<?mso-application", Content("旧的 XML 表格（2003）", "an XML spreadsheet of 2003")),
    (b"urn:schemas-microsoft-com:office:spreadsheet", Content("旧的 XML 表格（2003）", "an XML spreadsheet of 2003")),
    (b"<html", Content("网页（HTML）", "a web page (HTML)")),
    (b"<!doctype html", Content("网页（HTML）", "a web page (HTML)")),
    (b"<table", Content("网页（HTML）", "a web page (HTML)")),
    (b"<?xml", Content("XML 文件", "an XML file")),
)
_STREAMS: Final = (
    ("EncryptedPackage", Content("加了密码的工作簿", "a workbook with a password", locked=True)),
    ("WordDocument", Content("旧的 .doc 文档", "a document in the old .doc format")),
    ("Workbook", Content("旧的 .xls 或 .et 工作簿", "a workbook in the old .xls or .et format")),
    ("Book", Content("旧的 .xls 或 .et 工作簿", "a workbook in the old .xls or .et format")),
)
WORKBOOK: Final = Content("工作簿", "a workbook")
_MEMBERS: Final = (
    ("xl/workbook.bin", Content("二进制工作簿（.xlsb）", "a binary workbook (.xlsb)")),
    ("word/document.xml", Content("Word 文档（.docx）", "a Word document (.docx)")),
    ("ppt/presentation.xml", Content("演示文稿（.pptx）", "a presentation (.pptx)")),
    ("content.xml", Content("OpenDocument 文件（.ods 等）", "an OpenDocument file (.ods)")),
    ("xl/workbook.xml", WORKBOOK),
)
_ARCHIVE: Final = Content("压缩文件", "an archive")
BROKEN: Final = Content("损坏的工作簿或压缩文件", "a damaged workbook or archive")
_LOOKED_AT: Final = 1 << 16


def content(data: bytes) -> Content | None:
    """What the bytes of a file are; None for what may be plain text, or is not known."""
    if data.startswith(OLE):
        return next(
            (what for name, what in _STREAMS if name.encode("utf-16-le") in data),
            Content("旧格式的办公文件", "an office file of an old format"),
        )
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _packed(data)
    for beginning, what in _BEGINNINGS:
        if data.startswith(beginning):
            return what
    head = data[:_LOOKED_AT].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if head.startswith(b"<"):
        return next((what for mark, what in _MARKUP if mark.lower() in head), None)
    return None


def _packed(data: bytes) -> Content:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, LookupError, OSError, RuntimeError):
        return BROKEN
    return next((what for name, what in _MEMBERS if name in names), _ARCHIVE)
