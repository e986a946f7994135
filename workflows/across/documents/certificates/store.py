"""Queries on signers' certificates."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from workflows.across.documents.certificates.model import SignerCertificate


def standing_certificates(session: Session) -> list[SignerCertificate]:
    """Return the certificates that vouch for somebody, by the name of whom."""
    query = select(SignerCertificate).where(SignerCertificate.withdrawn_at.is_(None))
    return sorted(session.scalars(query), key=lambda one: (one.person.sort_key, one.added_at))


def standing_certificate(session: Session, fingerprint: str) -> SignerCertificate | None:
    """Return whose certificate a fingerprint is, if it is registered."""
    query = select(SignerCertificate).where(SignerCertificate.fingerprint == fingerprint)
    return session.scalars(query.where(SignerCertificate.withdrawn_at.is_(None))).first()
