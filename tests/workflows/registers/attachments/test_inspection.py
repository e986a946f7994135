from pathlib import Path

import pytest

from tests.workflows.registers.attachments import samples
from workflows.registers.attachments.errors import UnsafeContentError
from workflows.registers.attachments.inspection import inspect_content

ACTIVE = "it contains macros or objects of other programs."
SCRIPTED = "it contains scripts or starts programs."
TOO_MUCH = "it unpacks to more than is allowed."
BROKEN = "it is damaged or not an office file."
PROTECTED = "it is protected by a password or in an old office format."
TEMPLATE = (
    b'<Relationships><Relationship Type="http://x/attachedTemplate" Target="%s" TargetMode="External"/></Relationships>'
)


def inspect(folder: Path, name: str, data: bytes) -> str:
    path = folder / "content"
    path.write_bytes(data)
    return inspect_content(path, name)


@pytest.mark.parametrize(
    ("name", "data", "media_type"),
    [
        ("a.pdf", samples.pdf(), "application/pdf"),
        ("Tờ trình.PDF", samples.packed(b"1 0 << /Type /Page >>"), "application/pdf"),
        ("a.xlsx", samples.xlsx(), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ("a.docx", samples.office(), "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        (
            "a.docx",
            samples.office({"word/embeddings/Microsoft_Excel_Sheet1.xlsx": samples.xlsx()}),
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ),
        (
            "a.xlsx",
            samples.office({"xl/printerSettings/printerSettings1.bin": b"\x00"}, "xl/workbook.xml"),
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ),
        ("a.png", samples.PNG, "image/png"),
        ("a.jpg", samples.JPG, "image/jpeg"),
        ("a.jpeg", samples.JPG, "image/jpeg"),
    ],
)
def test_the_kinds_that_are_taken(tmp_path: Path, name: str, data: bytes, media_type: str) -> None:
    assert inspect(tmp_path, name, data) == media_type


@pytest.mark.parametrize("name", ["a.exe", "a.docm", "a.svg", "a.html", "a", "a.pdf.js", ".pdf "])
def test_other_kinds_are_refused_by_name(tmp_path: Path, name: str) -> None:
    with pytest.raises(UnsafeContentError, match=r"only PDF, DOCX, XLSX, JPG and PNG"):
        inspect(tmp_path, name, samples.pdf())


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.pdf", samples.PNG),
        ("a.png", samples.JPG),
        ("a.jpg", samples.pdf()),
        ("a.pdf", b"<html>%PDF-1.4"),
        ("a.docx", samples.pdf()),
        ("a.png", b"MZ" + b"\0" * 100),
        ("a.pdf", b"x"),
    ],
)
def test_name_and_content_must_agree(tmp_path: Path, name: str, data: bytes) -> None:
    with pytest.raises(UnsafeContentError, match="its content is not that of a"):
        inspect(tmp_path, name, data)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (samples.office({"word/vbaProject.bin": b"x"}), ACTIVE),
        (samples.office({"WORD/VBAPROJECT.BIN": b"x"}), ACTIVE),
        (
            samples.office(types='<Override ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/>'),
            ACTIVE,
        ),
        (samples.office({"word/embeddings/oleObject1.bin": b"x"}), ACTIVE),
        (samples.office({"word/embeddings/budget.xlsm": b"x"}), ACTIVE),
        (samples.office({"word/activeX/activeX1.xml": b"x"}), ACTIVE),
        (
            samples.office({"word/_rels/settings.xml.rels": TEMPLATE % b"https://evil.example/t.dotm"}),
            "it fetches a template from elsewhere.",
        ),
        (samples.OLE, PROTECTED),
        (samples.locked(samples.office()), PROTECTED),
        (samples.office(main="xl/workbook.xml"), BROKEN),
        (samples.office({"../../etc/cron.d/x": b"x"}), BROKEN),
        (samples.office({"/etc/x": b"x"}), BROKEN),
        (samples.office({"C:\\x": b"x"}), BROKEN),
        (samples.office()[:-30], BROKEN),
        (samples.damaged(), BROKEN),
        (samples.office({"word/big.xml": b"0" * 30_000_000}), TOO_MUCH),
        (samples.office({f"word/{n}.xml": b"" for n in range(1001)}), TOO_MUCH),
        (samples.overlapping(), TOO_MUCH),
    ],
)
def test_hostile_office_files_are_refused_with_the_reason(tmp_path: Path, data: bytes, reason: str) -> None:
    with pytest.raises(UnsafeContentError) as refused:
        inspect(tmp_path, "a.docx", data)
    assert str(refused.value.text) == reason


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (samples.pdf(b"1 0 obj\n<< /OpenAction << /S /JavaScript /JS (app.alert(1)) >> >>\nendobj\n"), SCRIPTED),
        (samples.pdf(b"1 0 obj\n<< /S /J#61vaScript >>\nendobj\n"), SCRIPTED),
        (samples.pdf(b"1 0 obj\n<< /A << /S /Launch /F (cmd.exe) >> >>\nendobj\n"), SCRIPTED),
        (samples.pdf(b"1 0 obj\n<< /AcroForm << /XFA [] >> >>\nendobj\n"), SCRIPTED),
        (samples.packed(b"7 0 << /S /JavaScript /JS (x) >>"), SCRIPTED),
        (samples.packed(b"7 0 << /S /JavaScript >>", b"[ /FlateDecode ]"), SCRIPTED),
        (samples.packed(b"7 0 << >>", b"/LZWDecode"), "it is packed in a way that cannot be checked."),
        (
            samples.packed(b"7 0 << >>", b"[ /ASCIIHexDecode /FlateDecode ]"),
            "it is packed in a way that cannot be checked.",
        ),
        (samples.packed(b" " * 80_000_000), TOO_MUCH),
        (samples.pdf(b"1 0 obj\n<< /Encrypt 9 0 R >>\nendobj\n"), "it is protected by a password."),
        (b"%PDF-1.7\n1 0 obj\n", "it is damaged or not a complete PDF file."),
    ],
)
def test_hostile_pdf_files_are_refused_with_the_reason(tmp_path: Path, data: bytes, reason: str) -> None:
    with pytest.raises(UnsafeContentError) as refused:
        inspect(tmp_path, "a.pdf", data)
    assert str(refused.value.text) == reason


def test_words_that_only_look_like_scripts_are_no_reason(tmp_path: Path) -> None:
    harmless = samples.pdf(b"1 0 obj\n<< /JSONData 1 /Launches 2 >>\nendobj\n")
    picture = samples.packed(b"\x00/JS \x00/JavaScript ", kind=b"/XObject")
    assert inspect(tmp_path, "a.pdf", harmless) == inspect(tmp_path, "b.pdf", picture) == "application/pdf"
