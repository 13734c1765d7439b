"""Every text that a PDF holds: its pages, and what is told beside them."""

from __future__ import annotations

import ctypes
import re
import zlib
from collections.abc import Callable, Iterator
from typing import Any, Final

from reportgen.model.diagnostic import RenderError
from reportgen.model.language import say
from reportgen.publish.passages import Passage, Spot

_ANNOTATED: Final = (b"Contents", b"T", b"Subj", b"RC", b"NM", b"TU", b"DA", b"Alt", b"OverlayText")
"""What an annotation may say in words."""
_METADATA: Final = re.compile(rb"/Type\s*/Metadata\b[^\0]{0,400}?>>\s*stream\r?\n")
ENCODINGS: Final = ("utf-8", "utf-16", "gb18030")


def pdf_passages(data: bytes) -> Iterator[Passage]:
    """The text of all pages as one passage, in the order in which it is drawn; then each text beside it.

    These are: document information, XMP metadata, language, bookmarks, page labels, names of destinations, annotations
    with their links, alternative texts of the structure, scripts, attachments. Raises RenderError when the file cannot
    be read: what nobody could look at must not be published.
    """
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise _unreadable(error) from error
    try:
        yield from _passages(document, data)
    except (pypdfium2.PdfiumError, zlib.error) as error:
        raise _unreadable(error) from error
    finally:
        document.close()


def _unreadable(error: Exception) -> RenderError:
    kind = type(error).__name__
    zh = f"生成的 PDF 读不回来（{kind}），无法查看其中有没有不公开的内容，没有写出文件"
    return RenderError(
        say(zh, f"The PDF cannot be read back ({kind}) to look for withheld matter; nothing was written")
    )


def _passages(document: Any, data: bytes) -> Iterator[Passage]:
    pages: list[tuple[str, Spot]] = []
    beside: list[tuple[str, Spot]] = []
    for number in range(len(document)):
        page = document[number]
        text = page.get_textpage()
        pages.append((text.get_text_range(), Spot(page=number + 1)))
        beside += [(told, spot._replace(page=number + 1)) for told, spot in _of_page(page)]
        text.close()
        page.close()
    yield Passage(pages)
    for told, spot in (*beside, *_of_document(document, data)):
        yield Passage([(told, spot)])


def _of_page(page: Any) -> Iterator[tuple[str, Spot]]:
    import pypdfium2.raw as raw

    for index in range(raw.FPDFPage_GetAnnotCount(page)):
        annotation = raw.FPDFPage_GetAnnot(page, index)
        for key in _ANNOTATED:
            if raw.FPDFAnnot_HasKey(annotation, key):
                yield _wide(raw.FPDFAnnot_GetStringValue, annotation, key), Spot("批注", "annotation")
        link = raw.FPDFAnnot_GetLink(annotation)
        action = raw.FPDFLink_GetAction(link) if link else None
        if action:
            yield _narrow(raw.FPDFAction_GetURIPath, page.pdf, action), Spot("链接", "link")
        raw.FPDFPage_CloseAnnot(annotation)
    tree = raw.FPDF_StructTree_GetForPage(page)
    if tree:
        for index in range(raw.FPDF_StructTree_CountChildren(tree)):
            yield from _of_element(raw.FPDF_StructTree_GetChildAtIndex(tree, index))
        raw.FPDF_StructTree_Close(tree)


def _of_element(element: Any) -> Iterator[tuple[str, Spot]]:
    """What the structure for screen readers says of an element and of those in it."""
    import pypdfium2.raw as raw

    spot = Spot("结构", "structure")
    waiting = [element]
    while waiting:
        element = waiting.pop()
        if not element:
            continue
        for get in (
            raw.FPDF_StructElement_GetAltText,
            raw.FPDF_StructElement_GetActualText,
            raw.FPDF_StructElement_GetExpansion,
            raw.FPDF_StructElement_GetTitle,
            raw.FPDF_StructElement_GetID,
        ):
            yield _wide(get, element), spot
        count = raw.FPDF_StructElement_CountChildren(element)
        waiting += [raw.FPDF_StructElement_GetChildAtIndex(element, index) for index in range(count)]


def _of_document(document: Any, data: bytes) -> Iterator[tuple[str, Spot]]:
    import pypdfium2.raw as raw

    for key, value in document.get_metadata_dict().items():
        yield value, Spot(f"文档信息 {key}", f"document information {key}")
    for text in _metadata(data):
        yield text, Spot("元数据", "metadata")
    for bookmark in document.get_toc(max_depth=64):
        yield bookmark.get_title(), Spot("书签", "bookmark")
    for index in range(len(document)):
        yield document.get_page_label(index), Spot("页码名称", "page label")
    for index in range(raw.FPDF_CountNamedDests(document)):
        yield _destination(document, index), Spot("链接目标", "destination")
    for index in range(raw.FPDFDoc_GetJavaScriptActionCount(document)):
        action = raw.FPDFDoc_GetJavaScriptAction(document, index)
        yield _wide(raw.FPDFJavaScriptAction_GetScript, action), Spot("脚本", "script")
        raw.FPDFDoc_CloseJavaScriptAction(action)
    for number in range(document.count_attachments()):
        attachment = document.get_attachment(number)
        spot = Spot(f"第 {number + 1} 个附件", f"attachment {number + 1}")
        yield attachment.get_name(), spot
        yield _wide(raw.FPDFAttachment_GetDescription, attachment), spot
        for text in decoded(_content(attachment)):
            yield text, spot


def decoded(data: bytes) -> Iterator[str]:
    """A file's content as text, in every encoding in which it is one."""
    for encoding in ENCODINGS:
        try:
            yield data.decode(encoding)
        except UnicodeDecodeError:
            continue


def _content(attachment: Any) -> bytes:
    import pypdfium2.raw as raw

    size = ctypes.c_ulong()
    raw.FPDFAttachment_GetFile(attachment, None, 0, size)
    return bytes(attachment.get_data()) if size.value else b""


def _metadata(data: bytes) -> Iterator[str]:
    """The XMP packets, for which the library has no word."""
    for match in _METADATA.finditer(data):
        body = data[match.end() : data.find(b"endstream", match.end())]
        yield (zlib.decompressobj().decompress(body) if b"FlateDecode" in match[0] else body).decode("utf-8", "replace")


def _wide(get: Callable[..., int], *of: Any) -> str:
    """A text that a function of the library writes as UTF-16 into a buffer."""
    size = get(*of, None, 0)
    if size <= 2:
        return ""
    import pypdfium2.raw as raw

    buffer = ctypes.create_string_buffer(size)
    get(*of, ctypes.cast(buffer, ctypes.POINTER(raw.FPDF_WCHAR)), size)
    return buffer.raw[:size].decode("utf-16-le", "replace").rstrip("\0")


def _narrow(get: Callable[..., int], *of: Any) -> str:
    """The same of an address, as bytes; percent-encoded characters are read."""
    from urllib.parse import unquote

    size = get(*of, None, 0)
    buffer = ctypes.create_string_buffer(max(size, 1))
    get(*of, buffer, size)
    return unquote(buffer.raw[:size].decode("utf-8", "replace").rstrip("\0"))


def _destination(document: Any, index: int) -> str:
    import pypdfium2.raw as raw

    size = ctypes.c_long()
    raw.FPDF_GetNamedDest(document, index, None, size)
    buffer = ctypes.create_string_buffer(max(size.value, 2))
    raw.FPDF_GetNamedDest(document, index, buffer, size)
    return buffer.raw.decode("utf-16-le", "replace").rstrip("\0")
