"""Signed copies: who signed, whether it was changed, whether the certificate is trusted."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from uuid import uuid4

import pytest
from asn1crypto import keys
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID
from flask import Flask
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import PdfSignatureMetadata, SimpleSigner, sign_pdf
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko_certvalidator.registry import SimpleCertificateStore

from tests.web.conftest import Browser, Staff
from tests.web.documents.test_papers import press, session_held
from tests.workflows.nomination.office import Office
from web.documents.seals import SignedCopyRefusedError, check_seals, trusted_roots

SIGNER = "Lê Minh Trí (ví dụ)"


@pytest.fixture
def office(database, clock) -> Office:
    return Office(database)


@pytest.fixture(scope="module")
def signer() -> SimpleSigner:
    """Return who signs: with a certificate they made themselves."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, SIGNER)])
    now = datetime.now(UTC)
    usage = {"digital_signature": True, "content_commitment": True, "key_encipherment": False}
    usage |= {"data_encipherment": False, "key_agreement": False, "key_cert_sign": True, "crl_sign": True}
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=3650))
        .not_valid_after(now + timedelta(days=3650))
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(x509.KeyUsage(**usage, encipher_only=False, decipher_only=False), critical=True)
        .sign(key, hashes.SHA256())
    )
    der = serialization.Encoding.DER
    plain = key.private_bytes(der, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    return SimpleSigner(
        signing_cert=trusted_certificate(made.public_bytes(serialization.Encoding.PEM)),
        signing_key=keys.PrivateKeyInfo.load(plain),
        cert_registry=SimpleCertificateStore(),
    )


def trusted_certificate(pem: bytes):
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as folder:
        (Path(folder) / "root.pem").write_bytes(pem)
        return trusted_roots(folder)[0]


def sign(data: bytes, signer: SimpleSigner) -> bytes:
    meta = PdfSignatureMetadata(field_name=f"Ky{len(data)}", subfilter=SigSeedSubFilter.PADES)
    with ThreadPoolExecutor(max_workers=1) as alone:  # it runs an event loop, as the browser of other tests does
        made = alone.submit(sign_pdf, IncrementalPdfFileWriter(BytesIO(data)), meta, signer=signer).result()
    return made.getvalue()


@pytest.fixture
def issued(browser: Browser, office: Office, staff: Staff) -> tuple[str, bytes]:
    """Return the record of a numbered document and its PDF."""
    _code, key = session_held(office)
    staff.hire("thuky", "council_secretary@VKSNDTC")
    browser.sign_in("thuky")
    address = press(browser, "minutes", key)
    return address, browser.get(f"{address}.pdf").data


def bring(browser: Browser, address: str, data: bytes) -> str:
    sent = {"_key": str(uuid4()), "signed": (BytesIO(data), "ban-ky.pdf")}
    answer = browser.post(f"{address}/ban-ky", sent, content_type="multipart/form-data")
    assert answer.status_code == 303
    return browser.get(answer.location).text


def test_a_signed_copy_is_kept_with_who_signed_it_and_what_was_found(
    browser: Browser, issued: tuple[str, bytes], signer: SimpleSigner
) -> None:
    address, pdf = issued
    signed = sign(pdf, signer)
    page = bring(browser, address, signed)
    for said in (SIGNER, "không thay đổi từ khi ký", "đúng tệp đã cấp số", "chứng thư không nằm trong danh sách"):
        assert said in page
    assert browser.get(f"{address}/ban-ky.pdf").data == signed


def test_a_certificate_among_the_roots_is_trusted(
    browser: Browser, issued: tuple[str, bytes], signer: SimpleSigner
) -> None:
    [seal] = check_seals(sign(issued[1], signer), issued[1], [signer.signing_cert])
    assert (seal["intact"], seal["trusted"], seal["whole"], seal["same"]) == (True, True, True, True)


def test_two_people_sign_one_after_the_other(issued: tuple[str, bytes], signer: SimpleSigner) -> None:
    both = sign(sign(issued[1], signer), signer)
    found = check_seals(both, issued[1], [])
    assert [(seal["intact"], seal["whole"]) for seal in found] == [(True, True), (True, True)]


def test_a_copy_changed_after_signing_is_told(
    browser: Browser, issued: tuple[str, bytes], signer: SimpleSigner
) -> None:
    address, pdf = issued
    signed = bytearray(sign(pdf, signer))
    place = signed.index(b"/Title")
    signed[place + 8] ^= 1
    page = bring(browser, address, bytes(signed))
    assert "đã bị thay đổi" in page


def test_another_file_signed_is_told_from_the_one_issued(
    browser: Browser, issued: tuple[str, bytes], signer: SimpleSigner
) -> None:
    address, _pdf = issued
    draft = browser.get(address.replace(address.rpartition("/")[2], f"{address.rpartition('/')[2]}.pdf")).data
    other = sign(draft.replace(b"%PDF-1.7", b"%PDF-1.6"), signer)
    assert "không phải tệp đã cấp số" in bring(browser, address, other)


@pytest.mark.parametrize(
    ("data", "said"), [(b"", "không phải"), (b"%PDF-1.7 hong", "không phải"), (b"khong phai pdf", "không phải")]
)
def test_what_is_no_signed_pdf_is_refused(browser: Browser, issued: tuple[str, bytes], data: bytes, said: str) -> None:
    assert said in bring(browser, issued[0], data).lower()


def test_a_pdf_without_signature_is_refused(browser: Browser, issued: tuple[str, bytes]) -> None:
    assert "không có chữ ký số" in bring(browser, *issued)
    with pytest.raises(SignedCopyRefusedError):
        check_seals(issued[1], issued[1], [])


def test_without_a_folder_no_certificate_is_trusted(app: Flask) -> None:
    assert trusted_roots("") == []
