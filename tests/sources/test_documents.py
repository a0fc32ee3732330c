"""Needs that were written as documents."""

from pathlib import Path
from zipfile import ZipFile

import docx
import pypdf
import pytest

from matcher.errors import InputError
from matcher.sources.needs import read_need

LINES = (
    "Request for quotation 17",
    "Our clinics look for a maker of disposable isolation gowns of level 2,",
    "in boxes of fifty; the paper boxes are ours.",
    "- Certificates: ISO 13485",
)


def write_pdf(path: Path, lines: tuple[str, ...] = LINES) -> Path:
    """A one-page PDF, written by hand: the smallest that a reader takes."""
    shown = "".join(f"({line}) Tj 0 -14 Td " for line in lines)
    stream = f"BT /F1 11 Tf 40 700 Td {shown} ET"
    objects = [
        "<</Type /Catalog /Pages 2 0 R>>",
        "<</Type /Pages /Kids [3 0 R] /Count 1>>",
        "<</Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R "
        "/Resources <</Font <</F1 <</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>>>>>>>",
        f"<</Length {len(stream)}>>\nstream\n{stream}\nendstream",
    ]
    out, places = "%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{content}\nendobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    head = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
    end = f"trailer\n<</Size {len(objects) + 1} /Root 1 0 R>>\nstartxref\n{len(out)}\n%%EOF\n"
    path.write_text(out + head + end, "latin-1")
    return path


def test_pdf_is_a_need_whose_wrapped_lines_are_one(tmp_path):
    need = read_need(write_pdf(tmp_path / "gowns.pdf"))
    assert need.need_id == "gowns"
    assert need.text.splitlines() == [LINES[0], f"{LINES[1]} {LINES[2]}", LINES[3]]


def test_docx_is_read_in_order_with_its_tables(tmp_path):
    document = docx.Document()
    document.add_paragraph("Buscamos batas de aislamiento.")
    table = document.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "Volumen", "2 millones"
    document.add_paragraph("Entrega en El Paso.")
    document.save(tmp_path / "batas.docx")
    need = read_need(tmp_path / "batas.docx")
    assert need.text.splitlines() == [
        "Buscamos batas de aislamiento.",
        "Volumen 2 millones",
        "Entrega en El Paso.",
    ]


def test_text_file_keeps_its_accents_in_either_encoding(tmp_path):
    for encoding in ("utf-8", "cp1252"):
        (tmp_path / "need.txt").write_text("cinturón de seguridad\n", encoding)
        assert read_need(tmp_path / "need.txt").text == "cinturón de seguridad"


def test_locked_pdf_says_so(tmp_path):
    writer = pypdf.PdfWriter(clone_from=write_pdf(tmp_path / "open.pdf"))
    writer.encrypt("secret", algorithm="RC4-128")
    writer.write(tmp_path / "locked.pdf")
    with pytest.raises(InputError, match=r"locked\.pdf: is locked by a password"):
        read_need(tmp_path / "locked.pdf")


def test_scan_without_text_asks_for_text(tmp_path):
    writer = pypdf.PdfWriter()
    writer.add_blank_page(200, 200)
    writer.write(tmp_path / "scan.pdf")
    with pytest.raises(InputError, match="no text that can be read"):
        read_need(tmp_path / "scan.pdf")


@pytest.mark.parametrize("name", ["broken.pdf", "broken.docx"])
@pytest.mark.parametrize(
    "content", [b"no such thing", b"%PDF-1.4\ntrailer<<>>\n%%EOF", b"PK\x03\x04 and then nothing"]
)
def test_damaged_document_gives_one_line(tmp_path, name, content):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(InputError, match=f"{name}: is damaged") as found:
        read_need(tmp_path / name)
    assert "\n" not in str(found.value)


def test_docx_that_unpacks_to_far_too_much_is_refused(tmp_path):
    with (
        ZipFile(tmp_path / "bomb.docx", "w", compression=8) as package,
        package.open("word/document.xml", "w") as part,
    ):
        for _ in range(201):
            part.write(b" " * 1_000_000)
    with pytest.raises(InputError, match="unpacks to more"):
        read_need(tmp_path / "bomb.docx")
