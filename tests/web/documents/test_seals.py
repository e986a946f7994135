"""Signed copies on the page of a document: what is kept, what counts, what is refused."""

from io import BytesIO
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import select

from tests.web.conftest import Browser, Staff
from tests.web.documents.signing import Authority, sign
from tests.web.documents.test_papers import press, session_held
from tests.workflows.procedures.nomination.office import Office
from web.documents.seals import SignedCopyRefusedError, Trust, trusted_roots
from web.documents.signatures import check_seals
from workflows.across.documents.model import Document
from workflows.across.documents.signers import signers_of

CHAIR, OTHER = "Chủ tịch Hội đồng", "Người Lạ"


@pytest.fixture
def office(database, clock) -> Office:
    return Office.after(database, session_held)


@pytest.fixture(scope="module")
def authority() -> Authority:
    return Authority()


@pytest.fixture
def issued(browser: Browser, office: Office, staff: Staff) -> tuple[str, bytes]:
    """Return the record of a numbered document and its PDF."""
    _code, key = office.told
    staff.hire("thuky", "council_secretary@VKSNDTC")
    browser.sign_in("thuky")
    address = press(browser, "minutes", key)
    return address, browser.get(f"{address}.pdf").data


def bring(browser: Browser, address: str, data: bytes) -> str:
    sent = {"_key": str(uuid4()), "signed": (BytesIO(data), "ban-ky.pdf")}
    answer = browser.post(f"{address}/ban-ky", sent, content_type="multipart/form-data")
    assert answer.status_code == 303
    return browser.get(answer.location).text


def test_a_good_copy_stays_whatever_is_brought_after_it(
    browser: Browser, app: Flask, issued: tuple[str, bytes], authority: Authority, tmp_path, database
) -> None:
    address, pdf = issued
    page = bring(browser, address, sign(pdf, authority.signer(OTHER)))
    for said in (
        OTHER,
        "không phải tên người có thẩm quyền ký",
        "chưa kiểm tra việc thu hồi",
        "không nằm trong danh sách",
    ):
        assert said in page
    (tmp_path / "goc.pem").write_bytes(authority.pem)
    (tmp_path / "thu-hoi.crl").write_bytes(authority.crl())
    settings = app.config["BANGVANG_SETTINGS"]
    app.config["BANGVANG_SETTINGS"] = settings.model_copy(update={"trust_dir": str(tmp_path)})
    with database.read() as session:
        name = signer_of(session)
    good = sign(pdf, authority.signer(name))
    page = bring(browser, address, good)
    for said in (
        "là tên người có thẩm quyền ký",
        "chứng thư được tin cậy",
        "chưa bị thu hồi",
        "Bản ký khác đã mang đến (1)",
    ):
        assert said in page
    page = bring(browser, address, sign(pdf, authority.signer(OTHER)))
    assert "bản tốt hơn" in page
    assert "Bản ký khác đã mang đến (2)" in page
    broken = good[:200] + bytes([good[200] ^ 1]) + good[201:]
    assert "không hợp lệ" in bring(browser, address, broken)
    assert browser.get(f"{address}/ban-ky.pdf").data == good
    both = sign(good, authority.signer(name))
    bring(browser, address, both)
    assert browser.get(f"{address}/ban-ky.pdf").data == both
    kept = [part.partition('"')[0] for part in browser.get(address).text.split('href="')]
    copies = [link for link in kept if f"{address}/ban-ky/" in link]
    assert len(copies) == 3
    assert browser.get(copies[0]).data.startswith(pdf)


def signer_of(session) -> str:
    [document] = session.scalars(select(Document))
    return min(signers_of(session, document).people)


def test_another_file_signed_is_refused(browser: Browser, issued: tuple[str, bytes], authority: Authority) -> None:
    address, pdf = issued
    other = sign(pdf.replace(b"%PDF-1.7", b"%PDF-1.6"), authority.signer(CHAIR))
    assert "không phải tệp đã cấp số" in bring(browser, address, other)
    assert browser.get(f"{address}/ban-ky.pdf").status_code == 404


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7 hong", b"khong phai pdf"])
def test_what_is_no_signed_pdf_is_refused(data: bytes) -> None:
    with pytest.raises(SignedCopyRefusedError, match="not a PDF"):
        check_seals(data, b"%PDF", Trust())


def test_a_pdf_without_signature_is_refused(browser: Browser, issued: tuple[str, bytes]) -> None:
    assert "không có chữ ký số" in bring(browser, *issued)


def test_without_a_folder_no_certificate_is_trusted(app: Flask) -> None:
    assert trusted_roots("") == []
