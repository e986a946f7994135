"""Registering signers' certificates: by two, never one's own, and read from a file."""

from io import BytesIO
from uuid import uuid4

import pytest
from flask import Flask

from engine.store.database import Database
from tests.web.conftest import Browser, Staff
from tests.web.documents.signing import Authority
from tests.web.inbox.test_arranging import signed_in
from workflows.across.documents.certificates.commands import CertificateRefusedError, plain_fingerprint
from workflows.across.documents.certificates.store import standing_certificates


@pytest.fixture
def people(staff: Staff) -> None:
    for name in ("qt1", "qt2"):
        staff.hire(name, "administrator@*", name=f"Quản Trị {name}", unit="BTDKTTW")
    staff.hire("lan", "body_leader@VKSNDTC", name="Trần Thị Lan")


def propose(browser: Browser, **said: object) -> object:
    sent = {"_key": str(uuid4()), "reason": "Theo giấy chứng nhận", **said}
    return browser.post("/chung-thu-so", sent, content_type="multipart/form-data")


def approve(browser: Browser, proposed: object) -> str:
    path = proposed.headers["Location"]  # type: ignore[attr-defined]
    browser.post(f"{path}/duyet", {"_key": str(uuid4())})
    return browser.get(path).text


def registered(database: Database) -> list[tuple[str, str]]:
    with database.read() as session:
        return [(one.person.code, one.fingerprint) for one in standing_certificates(session)]


def test_a_certificate_is_registered_by_two_and_withdrawn_by_two(app: Flask, people: None, database: Database) -> None:
    first, second = signed_in(app, "qt1"), signed_in(app, "qt2")
    certificate = Authority().signer("Trần Thị Lan").signing_cert
    mark = certificate.sha256.hex()
    for wrong in ({"person": "lan", "fingerprint": "abc"}, {"person": "ai", "fingerprint": mark}):
        assert propose(first, **wrong).status_code == 422  # type: ignore[attr-defined]
    assert propose(first, person="lan", file=(BytesIO(b"khong phai"), "a.cer")).status_code == 422  # type: ignore[attr-defined]
    asked = propose(first, person="lan", file=(BytesIO(certificate.dump()), "lan.cer"))
    assert registered(database) == []
    approve(second, asked)
    assert registered(database) == [("lan", mark)]
    page = first.get("/chung-thu-so").text
    assert "Common Name: Trần Thị Lan" in page
    assert "Quản Trị qt1 · Quản Trị qt2" in page
    assert propose(first, person="lan", fingerprint=mark.upper()).status_code == 422  # type: ignore[attr-defined]
    approve(second, propose(first, person="lan", fingerprint=mark, act="withdraw"))
    assert registered(database) == []


def test_nobody_registers_or_approves_their_own(app: Flask, people: None, database: Database) -> None:
    first, second = signed_in(app, "qt1"), signed_in(app, "qt2")
    for person in ("qt1", "qt2"):
        page = approve(second, propose(first, person=person, fingerprint="0" * 63 + person[-1]))
        assert "tự đăng ký hay tự duyệt" in page
    assert registered(database) == []


def test_a_fingerprint_is_read_however_it_is_written() -> None:
    assert plain_fingerprint(":".join(["AB"] * 32)) == "ab" * 32
    with pytest.raises(CertificateRefusedError):
        plain_fingerprint("ab" * 31)
