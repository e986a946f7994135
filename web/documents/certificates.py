"""The page of signers' certificates: which vouch for whom, and the form to propose another or to withdraw one."""

from typing import Any

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from engine.base.errors import BangVangError
from engine.base.text import N_, Text
from web.base.database import database
from web.documents.seals import read_certificate
from web.parts.proposing import propose, said
from web.signin.access import access, current_actor
from web.signin.errors import status_of
from workflows.across.documents.certificates.actions import REGISTER
from workflows.across.documents.certificates.commands import GIVE, WITHDRAW, CertificateRefusedError, plain_fingerprint
from workflows.across.documents.certificates.store import standing_certificates

bp = Blueprint("certificates", __name__, url_prefix="/chung-thu-so")
SETTER = "administrator"
LARGEST = 50_000


@bp.get("")
@access(SETTER, "process_approver", "auditor")
def show() -> ResponseReturnValue:
    """Show which certificates are registered for whom."""
    return _page()


@bp.post("")
@access(SETTER)
def register() -> ResponseReturnValue:
    """Propose to register a certificate, by its file or its fingerprint, or to withdraw one."""
    return propose(REGISTER, lambda: (_asked(), request.form.get("reason", "")), _again)


def _asked() -> dict[str, Any]:
    form, sent = request.form, request.files.get("file")
    data = sent.stream.read(LARGEST + 1) if sent else b""
    fingerprint, subject = _read(data) if data else (plain_fingerprint(form.get("fingerprint", "")), "")
    act = WITHDRAW if form.get("act") == WITHDRAW else GIVE
    return {"person": form.get("person", "").strip()[:40], "fingerprint": fingerprint, "subject": subject, "act": act}


def _read(data: bytes) -> tuple[str, str]:
    """Return fingerprint and subject of a certificate's file, PEM or DER; raises CertificateRefusedError."""
    try:
        fingerprint, subject = read_certificate(data[:LARGEST])
    except ValueError:
        raise CertificateRefusedError(Text(N_("This is no certificate: bring a .cer, .crt or .pem file."))) from None
    return fingerprint, subject[:300]


def _again(error: BangVangError) -> ResponseReturnValue:
    return _page(error), status_of(error)


def _page(error: BangVangError | None = None) -> str:
    with database().read() as reading:
        return render_template(
            "documents/certificates.html",
            found=standing_certificates(reading),
            withdraw=WITHDRAW,
            may_propose=current_actor().holds(SETTER),
            **said(error),
        )
