"""Small real files, right and hostile, made as they are needed."""

import io
import zipfile
import zlib

import openpyxl

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360000000000200"
    "01e221bc330000000049454e44ae426082"
)
JPG = bytes.fromhex("ffd8ffe000104a46494600010100000100010000ffdb0043000101") + b"\x01" * 64 + bytes.fromhex("ffd9")
OLE = bytes.fromhex("d0cf11e0a1b11ae1") + b"\x00" * 1024
CONTENT_TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">%s</Types>'


def pdf(objects: bytes = b"1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n") -> bytes:
    """Return a PDF with these objects."""
    return b"%PDF-1.7\n" + objects + b"trailer\n<< /Root 1 0 R >>\nstartxref\n0\n%%EOF\n"


def packed(objects: bytes, filters: bytes = b"/FlateDecode", kind: bytes = b"/ObjStm") -> bytes:
    """Return a PDF whose objects lie packed in a stream."""
    body = zlib.compress(objects)
    head = b"5 0 obj\n<< /Type " + kind + b" /Filter " + filters + b" /Length %d >>\nstream\n" % len(body)
    return pdf(head + body + b"\nendstream\nendobj\n")


def xlsx() -> bytes:
    """Return a workbook as openpyxl writes it."""
    book = openpyxl.Workbook()
    book.active["A1"] = "Thi đua"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def office(parts: dict[str, bytes] | None = None, main: str = "word/document.xml", types: str = "") -> bytes:
    """Return an Office Open XML file with a main part and some more."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", CONTENT_TYPES % types)
        archive.writestr(main, "<document/>")
        for name, data in (parts or {}).items():
            archive.writestr(name, data)
    return stream.getvalue()


def locked(data: bytes) -> bytes:
    """Return a zip file with every entry marked as encrypted."""
    changed = bytearray(data)
    for sign, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(sign)
        while at >= 0:
            changed[at + offset] |= 1
            at = data.find(sign, at + 4)
    return bytes(changed)


def damaged() -> bytes:
    """Return an office file with one wrong byte in its main part."""
    data = bytearray(office())
    at = data.find(b"word/document.xml") + len(b"word/document.xml")
    data[at + 2] ^= 0xFF
    return bytes(data)


def overlapping() -> bytes:
    """Return a zip file whose entries claim the same packed bytes."""
    data = bytearray(office({f"word/{n}.xml": b"x" * 100 for n in range(5)}))
    at = data.find(b"PK\x01\x02")
    while at >= 0:
        data[at + 20 : at + 24] = (len(data) // 2).to_bytes(4, "little")
        at = data.find(b"PK\x01\x02", at + 4)
    return bytes(data)
