"""A template that one administrator brings and another person approves."""

import hashlib
from base64 import b64decode, b64encode
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from engine.base import clock
from engine.base.actor import Actor
from engine.base.text import N_, Text
from engine.ports.acts import ActKind, Request, register_act
from workflows.across.documents.commands import replace_template, require_day
from workflows.across.documents.kinds import find_kind
from workflows.across.documents.store import template_on

NAME = "replace_template"


def request_for(kind: str, data: bytes, filename: str, valid_from: date) -> dict[str, Any]:
    """Return the request by which a template that was tried is proposed."""
    return {"kind": kind, "data": b64encode(data).decode(), "filename": filename, "valid_from": valid_from}


def file_of(request: Request) -> bytes:
    """Return the template that a request proposes."""
    return b64decode(request["data"])


def _replace(session: Session, request: Request, reason: str, *, by: Actor, key: str) -> object:
    day = max(request["valid_from"], clock.today())  # approved later than it was meant to begin, it begins then
    data, name = file_of(request), request["filename"]
    return replace_template(session, request["kind"], data, name, day, by=by, key=key, note=reason)


def _replacing(_session: Session, request: Request) -> list[Text]:
    find_kind(request["kind"])
    require_day(request["valid_from"])
    digest = hashlib.sha256(file_of(request)).hexdigest()
    said = {"name": request["filename"], "kind": request["kind"], "day": f"{request['valid_from']:%d/%m/%Y}"}
    text = Text(N_("The template “%(name)s” serves documents of the kind “%(kind)s” from %(day)s on"), said)
    return [text, Text(N_("Fingerprint of the file (SHA-256): %(digest)s"), {"digest": digest})]


def _standing(session: Session, request: Request) -> str:
    found = template_on(session, request["kind"], request["valid_from"])
    return hashlib.sha256(str(found.id if found else "").encode()).hexdigest()


def _subject(_session: Session, request: Request) -> str:
    return str(request["kind"])


register_act(ActKind(NAME, N_("Replace a document template"), _replace, _replacing, _standing, subject=_subject))
