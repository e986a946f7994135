"""Checking the digital signatures (PAdES) of a signed copy with pyHanko: who, when, unchanged, trusted, not revoked.

pyHanko is 330 modules and 20 MB: only the process that judges a copy loads this module, when it does.
"""

from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from typing import Any

from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import PdfSignatureStatus, SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from engine.base.text import N_, Text
from web.documents.revisions import adds_signatures_only, signature_places
from web.documents.seals import Signed, SignedCopyRefusedError, Trust

MOST_SEALS = 20
BROKEN = (PdfError, ValueError, RecursionError, KeyError, IndexError, AttributeError, TypeError)


def check_seals(data: bytes, issued: bytes, trust: Trust) -> Signed:
    """Return what the signatures of a PDF say.

    Raises SignedCopyRefusedError for what is no PDF, carries no signature, or more than can be checked.
    """
    # In a thread of its own: pyHanko runs an event loop, which the thread of a request may have already.
    with ThreadPoolExecutor(max_workers=1) as alone:
        return alone.submit(_signed, data, issued, trust).result()


def _signed(data: bytes, issued: bytes, trust: Trust) -> Signed:
    is_same = data.startswith(issued)
    try:
        reader = PdfFileReader(BytesIO(data))
        found = list(reader.embedded_regular_signatures)
        places = signature_places(reader)
        adds_nothing = is_same and adds_signatures_only(reader, issued)
    except BROKEN:
        raise SignedCopyRefusedError(Text(N_("This is not a PDF that can be read."))) from None
    if not found:
        raise SignedCopyRefusedError(Text(N_("This PDF carries no digital signature.")))
    if len(found) > MOST_SEALS:
        raise SignedCopyRefusedError(Text(N_("A signed copy has at most %(most)s signatures."), {"most": MOST_SEALS}))
    last = found[-1]
    return Signed([_seal(one, trust, one is last) | {"same": is_same} for one in found], places, is_same, adds_nothing)


def _seal(one: EmbeddedPdfSignature, trust: Trust, is_last: bool) -> dict[str, Any]:
    certificate = one.signer_cert
    named = certificate.subject.native
    said = {
        "signer": str(named.get("common_name") or certificate.subject.human_friendly),
        "issuer": certificate.issuer.human_friendly,
        "email": str(named.get("email_address") or ""),
        "organisation": str(named.get("organization_name") or ""),
        "fingerprint": certificate.sha256.hex(),
    }
    try:
        status = validate_pdf_signature(one, _context(trust, "soft-fail"))
        revocation = _revocation(one, status, trust)
    except (SignatureValidationError, *BROKEN) as error:
        nothing = {"at": None, "intact": False, "trusted": False, "whole": False, "revocation": "unchecked"}
        return said | nothing | {"problem": str(error)[:200]}
    return said | {
        "at": status.signer_reported_dt.isoformat() if status.signer_reported_dt else None,
        "intact": bool(status.intact and status.valid),
        "trusted": bool(status.trusted) and revocation != "revoked",
        "whole": _is_whole(status, is_last),
        "revocation": revocation,
        "problem": "",
    }


def _is_whole(status: PdfSignatureStatus, is_last: bool) -> bool:
    """Tell whether nothing follows a signature but further ones; after the last, proofs of its certificates only."""
    level = status.modification_level
    most = ModificationLevel.LTA_UPDATES if is_last else ModificationLevel.FORM_FILLING
    return status.coverage == SignatureCoverageLevel.ENTIRE_FILE or (level is not None and level <= most)


def _revocation(one: EmbeddedPdfSignature, status: PdfSignatureStatus, trust: Trust) -> str:
    """Return whether a certificate is known to be good or revoked.

    Only the issuers of a certificate that leads to a root are asked: whoever signs must not choose whom we call.
    """
    if status.revoked:
        return "revoked"
    if not status.trusted or not (trust.crls or trust.asks_issuers):
        return "unchecked"
    strict = validate_pdf_signature(one, _context(trust, "require", asks=trust.asks_issuers))
    if strict.revoked:
        return "revoked"
    return "good" if strict.trusted else "unchecked"


def _context(trust: Trust, mode: str, *, asks: bool = False) -> ValidationContext:
    return ValidationContext(trust_roots=trust.roots, crls=trust.crls, allow_fetching=asks, revocation_mode=mode)
