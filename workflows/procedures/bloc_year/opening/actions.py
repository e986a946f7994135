"""Setting up a bloc as an act that needs two people."""

import hashlib
from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from engine.base.actor import Actor
from engine.base.text import N_, Text
from engine.ports.acts import ActKind, Request, register_act
from workflows.procedures.bloc_year.opening.commands import Plan, describe_plan, open_bloc, plan_of

OPEN = "open_bloc"


def plan_in(request: Mapping[str, Any]) -> Plan:
    """Return the plan of a request."""
    return Plan(**{**request, "members": tuple(request["members"])})


def _perform(session: Session, request: Request, reason: str, *, by: Actor, key: str) -> object:  # noqa: ARG001 - the act is done once
    return open_bloc(session, plan_in(request), reason, by=by)


def _effect(session: Session, request: Request) -> list[Text]:
    return describe_plan(session, plan_in(request))


def _mark(session: Session, request: Request) -> str:
    return hashlib.sha256(repr(plan_of(session, plan_in(request).scope)).encode()).hexdigest()


def _subject(_session: Session, request: Request) -> str:
    return plan_in(request).scope


register_act(ActKind(OPEN, N_("Set up a bloc or cluster and its year"), _perform, _effect, _mark, subject=_subject))
