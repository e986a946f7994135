"""Giving and ending posts as an act that needs two people."""

import hashlib
from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from engine.base.actor import Actor
from engine.base.text import N_, Text
from engine.ports.acts import ActKind, Request, register_act
from workflows.registers.organisation.appointing import store as held
from workflows.registers.organisation.appointing.commands import appoint, describe
from workflows.registers.organisation.appointing.lines import Line
from workflows.registers.organisation.store import people_with_codes

APPOINT = "appoint"


def lines_of(request: Request) -> list[Line]:
    """Return the lines of a request."""
    return [_line(data) for data in request["lines"]]


def _line(data: Mapping[str, Any]) -> Line:
    until = data.get("until")
    return Line(**{**data, "day": _day(data["day"]), "until": _day(until) if until else None})


def _day(value: date | str) -> date:
    return date.fromisoformat(value) if isinstance(value, str) else value


def _perform(session: Session, request: Request, reason: str, *, by: Actor, key: str) -> object:  # noqa: ARG001 - the act is done once
    return appoint(session, lines_of(request), reason, by=by)


def _effect(session: Session, request: Request) -> list[Text]:
    return describe(session, lines_of(request))


def _mark(session: Session, request: Request) -> str:
    """Return what the people named hold of what is named, so that a change meanwhile is seen."""
    lines = lines_of(request)
    people = people_with_codes(session, {line.person for line in lines})
    standing = [
        (line.person, line.role, line.unit, str(one.valid_from), str(one.valid_to))
        for line in lines
        if line.person in people
        for one in held.held_like(session, people[line.person].id, line)
    ]
    return hashlib.sha256(repr(standing).encode()).hexdigest()


def _subject(_session: Session, request: Request) -> str:
    return ", ".join(dict.fromkeys(line.person for line in lines_of(request)))[:60]


register_act(ActKind(APPOINT, N_("Give and end posts and seats"), _perform, _effect, _mark, subject=_subject))
