"""Confirming what a body calls an award as an act that needs two people."""

import hashlib

from sqlalchemy.orm import Session

from engine.base.actor import Actor
from engine.base.text import N_, Text
from engine.ports.acts import ActKind, Request, register_act
from workflows.registers.awards.naming.commands import Naming, describe_naming, name_award
from workflows.registers.awards.naming.store import find_called

NAME = "name_award"


def _perform(session: Session, request: Request, reason: str, *, by: Actor, key: str) -> object:  # noqa: ARG001 - the act is done once
    return name_award(session, Naming(**request), reason, by=by)


def _effect(session: Session, request: Request) -> list[Text]:
    return describe_naming(session, Naming(**request))


def _mark(session: Session, request: Request) -> str:
    called = find_called(session, request["award"], request["body"])
    said = (called.name, called.status, called.source) if called else ()
    return hashlib.sha256(repr(said).encode()).hexdigest()


def _subject(_session: Session, request: Request) -> str:
    return f"{request['body']} {request['award']}"


register_act(ActKind(NAME, N_("Confirm what a body calls an award"), _perform, _effect, _mark, subject=_subject))
