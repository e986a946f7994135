"""Checking the digital signatures (PAdES) of a signed copy with pyHanko: who, when, unchanged, trusted."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path
from typing import Any

from asn1crypto import pem, x509
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from engine.errors import BangVangError
from engine.text import N_, Text

MOST_SEALS = 20


class SignedCopyRefusedError(BangVangError):
    """A file is no signed copy; the text says why."""


def check_seals(data: bytes, issued: bytes, roots: list[x509.Certificate]) -> list[dict[str, Any]]:
    """Return each signature of a PDF: `{signer, at, intact, trusted, whole, same, problem}`.

    `intact`: what was signed is unchanged. `whole`: nothing was added after it but further signatures. `trusted`: the
    certificate leads to one of the roots. `same`: the file begins with the very bytes that were issued here.
    Raises SignedCopyRefusedError for what is no PDF or carries no signature.
    """
    # In a thread of its own: pyHanko runs an event loop, which the thread of a request may have already.
    with ThreadPoolExecutor(max_workers=1) as alone:
        return alone.submit(_seals, data, issued, roots).result()


def _seals(data: bytes, issued: bytes, roots: list[x509.Certificate]) -> list[dict[str, Any]]:
    try:
        found = list(PdfFileReader(BytesIO(data)).embedded_regular_signatures)
    except (PdfError, ValueError, RecursionError, KeyError, AttributeError, TypeError):
        raise SignedCopyRefusedError(Text(N_("This is not a PDF that can be read."))) from None
    if not found:
        raise SignedCopyRefusedError(Text(N_("This PDF carries no digital signature.")))
    same = data.startswith(issued)
    return [_seal(one, roots) | {"same": same} for one in found[:MOST_SEALS]]


def _seal(one: EmbeddedPdfSignature, roots: list[x509.Certificate]) -> dict[str, Any]:
    context = ValidationContext(trust_roots=roots, allow_fetching=False, revocation_mode="soft-fail")
    certificate = one.signer_cert
    said = {"signer": certificate.subject.native.get("common_name") or certificate.subject.human_friendly}
    said |= {"issuer": certificate.issuer.human_friendly}
    try:
        status = validate_pdf_signature(one, context)
    except (SignatureValidationError, PdfError, ValueError) as error:
        nothing = {"at": None, "intact": False, "trusted": False, "whole": False}
        return said | nothing | {"problem": str(error)[:200]}
    level = status.modification_level
    kept = level is not None and level <= ModificationLevel.FORM_FILLING
    return said | {
        "at": status.signer_reported_dt.isoformat() if status.signer_reported_dt else None,
        "intact": bool(status.intact and status.valid),
        "trusted": bool(status.trusted),
        "whole": kept or status.coverage == SignatureCoverageLevel.ENTIRE_FILE,
        "problem": "",
    }


def trusted_roots(folder: str) -> list[x509.Certificate]:
    """Return the certificates in the PEM files of a folder; none where no folder is set."""
    files = sorted(Path(folder).glob("*.pem")) if folder else []
    return [certificate for file in files for certificate in _certificates(file.read_bytes())]


def _certificates(data: bytes) -> Iterator[x509.Certificate]:
    for _kind, _headers, body in pem.unarmor(data, multiple=True):
        yield x509.Certificate.load(body)
