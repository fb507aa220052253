"""Small files of every format, made where a test needs them."""

import zipfile
from io import BytesIO

import docx
from PIL import Image, ImageDraw, ImageFont


def sections(text):
    """Number, heading and paragraphs of every section."""
    return [(s.number, s.heading, [text.body[p.start : p.end] for p in s.paragraphs]) for s in text.sections]


def only(readings):
    """The one text of the one document of the one file."""
    [reading] = readings
    assert reading.problem == ""
    [document] = reading.documents
    return document.texts[0]


def pdf(pages, catalog="", first=""):
    """A PDF; a page is a list of (left, height, size, bold, words) in Helvetica, in points."""
    kids = " ".join(f"{4 + 2 * at} 0 R" for at in range(len(pages)))
    objects = [
        f"<< /Type /Catalog /Pages 2 0 R {catalog} >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
        " /F2 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >> >>",
    ]
    for at, page in enumerate(pages):
        content = "".join(
            f"BT /F{2 if bold else 1} {size} Tf {left} {height} Td ({words}) Tj ET\n"
            for left, height, size, bold, words in page
        )
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font 3 0 R >>"
            f" /Contents {5 + 2 * at} 0 R >>"
        )
        objects.append(f"<< /Length {len(content)} >>\nstream\n{content}endstream")
    out = "%PDF-1.7\n" + first
    places = []
    for number, words in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{words}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(objects) + 1
    out += f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<< /Size {size} /Root 1 0 R >>\n"
    return (out + f"startxref\n{out.index('xref')}\n%%EOF\n").encode("cp1252")


def page(*lines, top=780, size=10, left=72):
    """Lines of one page, one under the other."""
    return [(left, top - 12 * at, size, False, words) for at, words in enumerate(lines)]


def word(*paragraphs, title="", author=""):
    """A DOCX; a paragraph is words, or (style, words), or rows of a table."""
    file = docx.Document()
    file.core_properties.title, file.core_properties.author = title, author
    for paragraph in paragraphs:
        if isinstance(paragraph, list):
            table = file.add_table(len(paragraph), len(paragraph[0]))
            for row, cells in zip(table.rows, paragraph, strict=True):
                for cell, words in zip(row.cells, cells, strict=True):
                    cell.text = words
        elif isinstance(paragraph, tuple):
            file.add_paragraph(paragraph[1], style=paragraph[0])
        else:
            file.add_paragraph(paragraph)
    out = BytesIO()
    file.save(out)
    return out.getvalue()


def zipped(members):
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in members.items():
            file.writestr(name, data)
    return out.getvalue()


def book(chapters, metadata=""):
    """An EPUB of these chapters (XHTML bodies)."""
    items = "".join(
        f'<item id="c{at}" href="c{at}.xhtml" media-type="application/xhtml+xml"/>'
        for at in range(len(chapters))
    )
    spine = "".join(f'<itemref idref="c{at}"/>' for at in range(len(chapters)))
    members = {
        "META-INF/container.xml": '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container">'
        '<rootfiles><rootfile full-path="OPS/book.opf"/></rootfiles></container>',
        "OPS/book.opf": '<package xmlns="http://www.idpf.org/2007/opf" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata>{metadata}</metadata>'
        f"<manifest>{items}</manifest><spine>{spine}</spine></package>",
    }
    for at, chapter in enumerate(chapters):
        members[f"OPS/c{at}.xhtml"] = (
            '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops">'
            f"<body>{chapter}</body></html>"
        )
    return zipped(members)


def picture(words, form="PNG"):
    """An image of these words, as a scanner would give it."""
    sheet = Image.new("L", (1600, 260), 255)
    ImageDraw.Draw(sheet).text((60, 60), words, fill=0, font=ImageFont.load_default(size=48))
    out = BytesIO()
    sheet.save(out, form)
    return out.getvalue()
