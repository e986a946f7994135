"""Judging a signed copy: refused where anything but signatures differs from the issued file, else how good it is."""

from collections.abc import Iterable, Sequence
from typing import Any

from engine.base.text import N_, Text
from web.documents.likeness import Likeness, UnlikeError, compare
from web.documents.seals import Signed, SignedCopyRefusedError, Trust
from workflows.across.documents.content import Content
from workflows.across.documents.model import UNALTERED, VOUCHED
from workflows.across.documents.signers import Signers


def judge_copy(
    data: bytes, issued: bytes, content: Content, signers: Signers, trust: Trust
) -> tuple[list[dict[str, Any]], int]:
    """Return what was found of each signature of a copy, and how good the copy is.

    To what `check_seals` finds are added `person` (whose the certificate is, see `Signers.match`), `of_body` (whether
    the organisation it names is one that is to sign; nothing where it names none) and `covers` (words of the place of
    signature that one covers). Raises
    SignedCopyRefusedError.
    """
    from web.documents.signatures import check_seals  # noqa: PLC0415 - 20 MB that few processes need

    signed = check_seals(data, issued, trust)
    _require_unaltered(signed)
    likeness = _likeness(data, issued, signed)
    _require_readable(likeness, content)
    covers = " ".join(likeness.covered)[:200]
    seals = [seal | _told(seal, signers) | {"covers": covers} for seal in signed.seals]
    return seals, _grade(seals)


def _told(seal: dict[str, Any], signers: Signers) -> dict[str, Any]:
    named = seal["organisation"]
    found = {"person": signers.match(seal["signer"], seal["fingerprint"])}
    return found | ({"of_body": signers.is_theirs(named)} if named else {})


def _grade(seals: Sequence[dict[str, Any]]) -> int:
    known = {seal["person"] for seal in seals}
    is_vouched = all(seal["trusted"] and not seal["covers"] for seal in seals)
    is_theirs = bool(known & {"person", "certificate"}) and not known & {"other", "unregistered"}
    return VOUCHED if is_vouched and is_theirs else UNALTERED


def _require_unaltered(signed: Signed) -> None:
    """Refuse a copy whose bytes say that more than signatures was added, or whose signatures are broken or revoked."""
    for seal in signed.seals:
        if not seal["intact"]:
            said = N_("The signature of %(signer)s is not valid, or the file was changed after it was signed.")
            raise SignedCopyRefusedError(Text(said, {"signer": seal["signer"]}))
        if seal["revocation"] == "revoked":
            said = N_("The certificate of %(signer)s has been revoked.")
            raise SignedCopyRefusedError(Text(said, {"signer": seal["signer"]}))
    if not signed.is_same:
        said = N_(
            "This is not the file that was issued here. Sign the PDF of this page as it is, without saving it anew."
        )
        raise SignedCopyRefusedError(Text(said))
    if not signed.adds_nothing:
        said = N_("Something other than signatures was added to the issued file before it was signed.")
        raise SignedCopyRefusedError(Text(said))
    if not all(seal["whole"] for seal in signed.seals):
        raise SignedCopyRefusedError(Text(N_("Something other than signatures was added after it was signed.")))


def _likeness(data: bytes, issued: bytes, signed: Signed) -> Likeness:
    try:
        return compare(issued, data, signed.places)
    except UnlikeError:
        said = N_("The pages cannot be drawn to compare them with the issued file.")
        raise SignedCopyRefusedError(Text(said)) from None


def _require_readable(likeness: Likeness, content: Content) -> None:
    """Refuse a copy that looks or reads differently, or whose signatures cover more than the place of signature."""
    if likeness.changed == [0]:
        raise SignedCopyRefusedError(Text(N_("The signed copy has more or fewer pages than the issued file.")))
    if likeness.changed:
        pages = ", ".join(map(str, likeness.changed))
        said = N_("Page %(pages)s looks or reads differently from the issued file.")
        raise SignedCopyRefusedError(Text(said, {"pages": pages}))
    for words in likeness.covered:
        if not _is_at_signature(words, content):
            said = N_("A signature covers words of the document: “%(words)s”.")
            raise SignedCopyRefusedError(Text(said, {"words": words[:80]}))


def _is_at_signature(words: str, content: Content) -> bool:
    return any(words in _packed(part) for one in content.signatures for part in (one.authority, one.post, one.name))


def _packed(text: Iterable[str]) -> str:
    return "".join("".join(text).split())
