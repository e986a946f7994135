"""What is known of the digital signatures of a signed copy, and what certificates are trusted."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from asn1crypto import pem, x509

from engine.base.errors import BangVangError

Place = tuple[float, float, float, float, float]
"""A page, and a rectangle on it."""


class SignedCopyRefusedError(BangVangError):
    """A file is no signed copy that can be kept; the text says why."""


@dataclass(frozen=True)
class Trust:
    """What certificates may rest on: roots, lists of those revoked, and whether the issuers are asked as well."""

    roots: list[x509.Certificate] = field(default_factory=list)
    crls: list[bytes] = field(default_factory=list)
    asks_issuers: bool = False


@dataclass(frozen=True)
class Signed:
    """What is known of a signed copy: its signatures, where they are seen, whether it adds nothing but signatures.

    A seal is `{signer, issuer, email, organisation, fingerprint, at, intact, whole, trusted, same, revocation,
    problem}`. `intact`: what was
    signed is unchanged. `whole`: nothing was added after it but further signatures. `trusted`: the certificate leads to
    one of the roots. `same`: the file begins with the very bytes that were issued here. `revocation`: `good`,
    `revoked`, or `unchecked` where nobody could be asked.
    """

    seals: list[dict[str, Any]]
    places: list[Place]
    is_same: bool
    adds_nothing: bool


def trusted_roots(folder: str) -> list[x509.Certificate]:
    """Return the certificates in the PEM files of a folder; none where no folder is set."""
    files = sorted(Path(folder).glob("*.pem")) if folder else []
    return [certificate for file in files for certificate in _certificates(file.read_bytes())]


def trust_in(folder: str, *, asks_issuers: bool) -> Trust:
    """Return what a folder of certificates (`*.pem`) and of lists of those revoked (`*.crl`) lets one trust."""
    crls = [_der(file.read_bytes()) for file in sorted(Path(folder).glob("*.crl"))] if folder else []
    return Trust(trusted_roots(folder), crls, asks_issuers)


def read_certificate(data: bytes) -> tuple[str, str]:
    """Return SHA-256 fingerprint and subject of a certificate's file, PEM or DER; raises ValueError for any other."""
    try:
        found = x509.Certificate.load(_der(data), strict=True)
        return found.sha256.hex(), str(found.subject.human_friendly)
    except (TypeError, KeyError, OverflowError) as error:
        raise ValueError(str(error)) from None


def _der(data: bytes) -> bytes:
    return pem.unarmor(data)[2] if pem.detect(data) else data


def _certificates(data: bytes) -> Iterator[x509.Certificate]:
    for _kind, _headers, body in pem.unarmor(data, multiple=True):
        yield x509.Certificate.load(body)
