"""Registering a certificate as an act that needs two people."""

import hashlib

from sqlalchemy.orm import Session

from engine.base.actor import Actor
from engine.base.text import N_, Text
from engine.ports.acts import ActKind, Request, register_act
from workflows.across.documents.certificates import store
from workflows.across.documents.certificates.commands import WITHDRAW, Entry, check_certificate, register_certificate

REGISTER = "register_certificate"


def _perform(session: Session, request: Request, reason: str, *, by: Actor, key: str) -> object:  # noqa: ARG001 - the act is done once
    return register_certificate(session, Entry(**request), reason, by=by)


def _effect(session: Session, request: Request) -> list[Text]:
    whose = check_certificate(session, Entry(**request))
    said = {"name": whose.full_name, "code": whose.code, "mark": request["fingerprint"], "subject": request["subject"]}
    if request["act"] == WITHDRAW:
        return [Text(N_("The certificate %(mark)s no longer vouches for %(name)s (%(code)s)"), said)]
    return [Text(N_("%(name)s (%(code)s) signs with the certificate %(mark)s (%(subject)s)"), said)]


def _mark(session: Session, request: Request) -> str:
    found = store.standing_certificate(session, request["fingerprint"])
    return hashlib.sha256(str(found.id if found else "").encode()).hexdigest()


def _subject(_session: Session, request: Request) -> str:
    return str(request["person"])


register_act(ActKind(REGISTER, N_("Register a signer's certificate"), _perform, _effect, _mark, subject=_subject))
