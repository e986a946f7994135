"""Setting a body's rule on registration as an act that needs two people."""

import hashlib

from sqlalchemy.orm import Session

from engine.base.actor import Actor
from engine.base.text import N_, Text
from engine.ports.acts import ActKind, Request, register_act
from workflows.registers.registration import store
from workflows.registers.registration.ruling.commands import rule_registration
from workflows.registers.registration.ruling.rules import describe_rule

RULE = "rule_registration"


def _perform(session: Session, request: Request, reason: str, *, by: Actor, key: str) -> object:  # noqa: ARG001 - the act is done once
    return rule_registration(session, request, reason, by=by)


def _effect(session: Session, request: Request) -> list[Text]:
    return describe_rule(session, request)


def _mark(session: Session, request: Request) -> str:
    rule = store.rule_of(session, str(request["body"]))
    return hashlib.sha256(repr(rule and (rule.from_year, rule.is_exact, rule.source)).encode()).hexdigest()


def _subject(_session: Session, request: Request) -> str:
    return str(request["body"])


_TITLE = N_("Set whether who is not registered is considered")
register_act(ActKind(RULE, _TITLE, _perform, _effect, _mark, subject=_subject))
