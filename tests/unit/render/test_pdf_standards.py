"""What a file must say of itself to be PDF/A-3a and PDF/UA-1: identification, page labels, colour, attachments."""

from __future__ import annotations

import io
import re
import zlib
from functools import cache
from xml.etree import ElementTree

import pikepdf
import pydyf
from page import ValidationProfile, validate_pdf_bytes

from reportgen.render.attachments import Attachment
from reportgen.render.pdf import Metadata
from reportgen.render.pdf_objects import stream_data
from tests.support.print_page import DEPARTMENT, PUBLISHED, page, part, prepared

RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
FIGURES = Attachment("数据-2024.csv", "键,值\n".encode(), "Data", "2024 年公开的全部数据")
SOURCE = Attachment("lines.csv", b"a,b\n", "Source", "收支明细")


@cache
def made() -> bytes:
    metadata = Metadata(DEPARTMENT, "主题", (FIGURES, SOURCE))
    html = page(part(1, "第一部分", "<p>文</p>"), [("part-1", "第一部分")])
    return prepared().write(html, resources=_none, metadata=metadata, timestamp=PUBLISHED)


def _none(name: str) -> bytes:
    raise KeyError(name)


@cache
def opened() -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(made()))


def test_metadata_name_both_standards_in_one_description_of_the_file() -> None:
    stream = opened().Root.Metadata
    assert "/Filter" not in stream
    text = stream.read_raw_bytes()
    assert text.count(b"<rdf:RDF") == text.count(b"</rdf:RDF>") == 1
    (rdf,) = ElementTree.fromstring(re.sub(rb"<\?xpacket[^>]*\?>", b"", text))
    assert rdf.tag == f"{RDF}RDF"
    facts = {name: value for description in rdf for name, value in description.attrib.items()}
    assert facts["{http://www.aiim.org/pdfa/ns/id/}part"] == "3"
    assert facts["{http://www.aiim.org/pdfa/ns/id/}conformance"] == "A"
    assert facts["{http://www.aiim.org/pdfua/ns/id/}part"] == "1"
    told = {element.tag.rpartition("}")[2]: " ".join("".join(element.itertext()).split()) for d in rdf for element in d}
    assert told["title"] == "2024 年部门预算公开报告"
    assert told["creator"] == DEPARTMENT
    assert told["description"] == "主题"
    assert told["language"] == "zh-CN"
    assert told["CreateDate"] == told["ModifyDate"] == "2024-02-28T00:00:00+00:00"
    assert "http://www.aiim.org/pdfua/ns/id/" in told["schemas"]


def test_the_catalogue_tells_readers_what_to_show() -> None:
    root = opened().Root
    assert bool(root.MarkInfo.Marked)
    assert bool(root.ViewerPreferences.DisplayDocTitle)
    assert str(root.Lang) == "zh-CN"
    assert {str(sheet.Tabs) for sheet in opened().pages} == {"/S"}
    (intent,) = root.OutputIntents
    assert str(intent.S) == "/GTS_PDFA1"
    assert intent.DestOutputProfile.read_bytes()[36:40] == b"acsp"


def test_pages_are_named_as_they_are_numbered() -> None:
    labels = list(opened().Root.PageLabels.Nums)
    assert len(opened().pages) == 3
    assert [labels[0], str(labels[1].P), "/S" in labels[1]] == [0, "封面", False]
    assert [labels[2], str(labels[3].S), int(labels[3].St)] == [1, "/D", 2]


def test_attachments_are_told_once_with_what_they_are() -> None:
    told = [
        (str(entry.UF), str(entry.AFRelationship), str(entry.Desc), str(entry.EF.F.Subtype), entry.EF.F.read_bytes())
        for entry in opened().Root.AF
    ]
    assert told == [
        (FIGURES.name, "/Data", FIGURES.description, "/text/csv", FIGURES.data),
        (SOURCE.name, "/Source", SOURCE.description, "/text/csv", SOURCE.data),
    ]
    assert len(opened().attachments) == 2


def test_every_object_is_whole_and_the_file_has_an_identifier() -> None:
    assert re.search(rb"/ID ?\[", made())
    assert opened().check_pdf_syntax() == []
    streams = [entry for entry in opened().objects if isinstance(entry, pikepdf.Stream)]
    assert len(streams) > 8
    for entry in streams:
        assert len(entry.read_raw_bytes()) == int(entry.Length)
        entry.read_bytes()
    assert not [entry for entry in opened().objects if isinstance(entry, pikepdf.Dictionary) and "/JS" in entry]


def test_no_stream_can_be_read_one_byte_short() -> None:
    """A body may end in a carriage return, which would be taken for a part of the line's end."""
    data = next(data for number in range(100_000) if zlib.compress(data := b"%05d" % number, 6).endswith(b"\r"))
    entry = pydyf.Stream([data], compress=True)
    body = zlib.compress(data, 6)
    assert stream_data(entry) == b"<</Filter /FlateDecode/Length %d>>\nstream\n%b\r\nendstream" % (len(body), body)
    ends = re.findall(rb"(..)endstream", made(), re.S)
    assert len(ends) > 8
    assert set(ends) == {b"\r\n"}


def test_a_title_that_only_the_cover_tells_is_the_title_of_the_file() -> None:
    html = page(part(1, "第一部分", "<p>文</p>")).replace("<title>2024 年部门预算公开报告</title>", "")
    made = prepared().write(html, resources=_none, metadata=Metadata(DEPARTMENT), timestamp=PUBLISHED)
    with pikepdf.open(io.BytesIO(made)) as file:
        assert str(file.docinfo["/Title"]) == "2024 年部门预算公开报告"
        assert "2024 年部门预算公开报告" in file.Root.Metadata.read_bytes().decode()


def test_a_picture_is_not_smoothed_and_keeps_both_standards() -> None:
    picture = (
        '<p><img alt="徽" src="data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk'
        '+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="></p>'
    )
    html = page(part(1, "第一部分", picture))
    made = prepared().write(html, resources=_none, metadata=Metadata(DEPARTMENT), timestamp=PUBLISHED)
    with pikepdf.open(io.BytesIO(made)) as file:
        images = [entry for entry in file.objects if isinstance(entry, pikepdf.Stream) and "/Width" in entry]
        assert images
        assert [entry for entry in images if "/Interpolate" in entry] == []
    for profile in (ValidationProfile.PDF_A_3A, ValidationProfile.PDF_UA_1):
        assert [failure.rule_id for failure in validate_pdf_bytes(made, profile=profile).failures] == []
