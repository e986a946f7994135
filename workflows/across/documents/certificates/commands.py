"""Registering with which certificate somebody signs, and withdrawing it: an act that needs two people."""

import re
from dataclasses import dataclass
from typing import NoReturn

from sqlalchemy.orm import Session

from engine.base import clock
from engine.base.actor import Actor
from engine.base.errors import BangVangError, NotAllowedError
from engine.base.text import N_, Text
from engine.commands.care import require_care
from engine.commands.operators import require_two
from engine.history.administration import Act, record_act
from engine.history.fact import fact
from engine.store.turns import take_turns
from workflows.across.documents.certificates import store
from workflows.across.documents.certificates.model import SignerCertificate
from workflows.registers.organisation.model import Person
from workflows.registers.organisation.store import people_with_codes

GIVE, WITHDRAW = "give", "withdraw"
_HEX = re.compile(r"[0-9a-f]{64}")


class CertificateRefusedError(BangVangError):
    """A certificate cannot be registered or withdrawn as asked; the text says why."""


@dataclass(frozen=True)
class Entry:
    """What is asked of the register: to give somebody, by their code, a certificate to sign with, or to withdraw it."""

    person: str
    fingerprint: str
    subject: str = ""
    act: str = GIVE


def plain_fingerprint(text: str) -> str:
    """Return a SHA-256 fingerprint as it is kept, however it was written; raises CertificateRefusedError."""
    found = re.sub(r"[\s:]", "", text).lower()
    return found if _HEX.fullmatch(found) else _refuse(N_("Write the SHA-256 fingerprint: 64 digits of 0-9 and A-F."))


@fact("signer_certificate")
class CertificateRegistered(Act):
    """A certificate was registered for a person or withdrawn (`act`), by the fingerprint of the certificate."""

    fingerprint: str
    act: str
    reason: str


def check_certificate(session: Session, entry: Entry) -> Person:
    """Return whose certificate is to be registered or withdrawn; raises CertificateRefusedError."""
    found = people_with_codes(session, [entry.person]).get(entry.person)
    if found is None:
        _refuse(N_("There is nobody at work with the code “%(code)s”."), code=entry.person)
    standing = store.standing_certificate(session, entry.fingerprint)
    if entry.act == WITHDRAW and (standing is None or standing.person_id != found.id):
        _refuse(N_("This certificate is not registered for them."))
    if entry.act == GIVE and standing is not None:
        _refuse(N_("This certificate is registered already, for %(name)s."), name=standing.person.full_name)
    return found


def register_certificate(session: Session, entry: Entry, reason: str, *, by: Actor) -> SignerCertificate:
    """Register a certificate or withdraw it, as an approved act; nobody does it for themselves. Return it.

    The caller owns the transaction. Raises NeedsTwoError, ReasonMissingError, NotAllowedError, CertificateRefusedError.
    """
    require_care("register_certificate", by)
    require_two(by, "register_certificate", reason)
    take_turns(session, "certificate", entry.fingerprint)
    whose = check_certificate(session, entry)
    givers = {*by.ids, *([by.approval.approver_id] if by.approval else [])}
    if str(whose.id) in givers:
        raise NotAllowedError(Text(N_("Nobody registers their own certificate, nor approves it.")))
    found = _write(session, whose, entry, by)
    told = CertificateRegistered(entry.fingerprint, entry.act, reason)
    record_act(session, told, by=by, subject=f"person:{whose.id}")
    return found


def _write(session: Session, whose: Person, entry: Entry, by: Actor) -> SignerCertificate:
    names = by.name if by.approval is None else f"{by.name} · {by.approval.approver_name}"
    found = store.standing_certificate(session, entry.fingerprint)
    if found is not None:
        found.withdrawn_at, found.withdrawn_by = clock.now(), names[:400]
    else:
        found = SignerCertificate(person_id=whose.id, fingerprint=entry.fingerprint, subject=entry.subject[:300])
        found.added_at, found.added_by = clock.now(), names[:400]
        session.add(found)
    session.flush()
    return found


def _refuse(msgid: str, **params: object) -> NoReturn:
    raise CertificateRefusedError(Text(msgid, params))
