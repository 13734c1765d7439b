"""What PDF/A-3a and PDF/UA-1 ask of a file beside its tags, put in before it is written."""

from __future__ import annotations

from codecs import BOM_UTF16_BE
from typing import Any, Final

import pydyf

from reportgen.render.pdf_objects import write_streams

VARIANT: Final = "pdf/a-3a"
"""The engine's name of the standard that the file is written to; that it keeps PDF/UA-1, too, is told here."""

_END: Final = b"</rdf:RDF>"
_UA: Final = (
    '<rdf:Description xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" rdf:about="" pdfuaid:part="1"/>'
    '<rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/" rdf:about="">'
    "<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language></rdf:Description>"
    '<rdf:Description xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" '
    'xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" '
    'xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#" rdf:about="">'
    '<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">'
    "<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>"
    "<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>"
    "<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>"
    '<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">'
    "<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>"
    "<pdfaProperty:category>internal</pdfaProperty:category>"
    "<pdfaProperty:description>Part of ISO 14289 that the file conforms to</pdfaProperty:description>"
    "</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>"
)
"""The part of PDF/UA, and the description of that property, without which PDF/A allows none of its own."""
_COVER: Final = "封面"


def finish(document: Any, pdf: Any) -> None:
    """The engine's ``finisher``: a document that is drawn and tagged becomes one that keeps both standards."""
    _identify(pdf, document.metadata.lang or "zh-CN")
    _label_pages(pdf, len(document.pages))
    if "AF" in pdf.catalog:
        pdf.catalog["AF"][:] = dict.fromkeys(pdf.catalog["AF"])  # the engine tells each attachment twice
    _sort_names(pdf)
    write_streams(pdf)


def _identify(pdf: Any, language: str) -> None:
    """Add to the metadata, and leave them uncompressed: archives read them without reading PDF."""
    stream = pdf.objects[int(pdf.catalog["Metadata"].split()[0])]
    text = b"".join(stream.stream)
    stream.stream = [text.replace(_END, _UA.format(language=language).encode() + _END)]
    stream.compress = False


def _label_pages(pdf: Any, count: int) -> None:
    """Name the pages as they are numbered: the cover bears no number, all further pages their place."""
    labels = pydyf.Array([0, pydyf.Dictionary({"P": pydyf.String(_COVER)})])
    if count > 1:
        labels += [1, pydyf.Dictionary({"S": "/D", "St": 2})]
    pdf.catalog["PageLabels"] = pydyf.Dictionary({"Nums": labels})


def _sort_names(pdf: Any) -> None:
    """Put names of attachments and of destinations into the order of their bytes, in which readers search."""
    names = pdf.catalog.get("Names", {})
    trees = [names["Dests"]] if "Dests" in names else []
    trees += [pdf.objects[int(names["EmbeddedFiles"].split()[0])]] if "EmbeddedFiles" in names else []
    for tree in trees:
        entries = tree["Names"]
        pairs = sorted(zip(entries[::2], entries[1::2], strict=True), key=lambda pair: _bytes(pair[0].string))
        entries[:] = [each for pair in pairs for each in pair]


def _bytes(text: str | bytes) -> bytes:
    """A string as it stands in the file."""
    if isinstance(text, bytes):
        return text
    return text.encode() if text.isascii() else BOM_UTF16_BE + text.encode("utf-16-be")
