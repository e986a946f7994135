"""Setting up a bloc, or a cluster inside a body, or changing its year before it begins.

The years after the first are opened by the election of the year before; what is set up here is the first one, or one
that nobody elected.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NoReturn

from sqlalchemy.orm import Session

from engine.base import clock
from engine.base.actor import Actor
from engine.base.errors import BangVangError
from engine.base.text import N_, Text
from engine.commands.care import require_care
from engine.commands.operators import require_two
from engine.store.instances import instances_for
from engine.store.turns import take_turns
from workflows.procedures.bloc_year.commands import key_of
from workflows.procedures.bloc_year.opening.store import set_members
from workflows.registers.organisation import store
from workflows.registers.organisation.model import Bloc, BlocYear, Unit, UnitKind, scope_of

MOST_MEMBERS = 100
LONGEST_SOURCE = 300


class BlocRefusedError(BangVangError):
    """A bloc cannot be set up as asked; the text says why."""


@dataclass(frozen=True)
class Plan:
    """A bloc in one year as it should be; with an `owner` a cluster of units inside that body.

    `source` is the regulation by which it may propose so many flags, empty where nobody names one.
    """

    bloc: str
    name: str
    year: int
    head: str
    deputy: str | None
    quota: int
    members: tuple[str, ...]
    owner: str | None = None
    source: str = ""

    @property
    def scope(self) -> str:
        """Return the scope of the bloc's year."""
        return scope_of(self.bloc, self.year)

    def as_data(self) -> dict[str, Any]:
        """Return the plan as plain values."""
        return {**vars(self), "members": list(self.members)}


def open_bloc(session: Session, plan: Plan, reason: str, *, by: Actor) -> str:
    """Set a bloc and its year up as planned, as an approved act. Return the year's scope.

    The caller owns the transaction. Raises NeedsTwoError without an approval, ReasonMissingError, BlocRefusedError.
    """
    require_care("open_bloc", by)
    require_two(by, "open_bloc", reason)
    take_turns(session, "bloc_years", str(plan.year))
    if store.opened_bloc_year(session, plan.scope):
        store.lock_bloc_year(session, plan.scope)
    check_plan(session, plan)
    bloc = session.get(Bloc, plan.bloc) or Bloc(code=plan.bloc, body_code=plan.owner)
    bloc.name = plan.name
    session.add(bloc)
    session.flush()
    year = store.opened_bloc_year(session, plan.scope) or BlocYear(scope=plan.scope, bloc_code=plan.bloc)
    year.year, year.head_code, year.deputy_code, year.flag_quota = plan.year, plan.head, plan.deputy, plan.quota
    year.quota_source = plan.source
    session.add(year)
    session.flush()
    set_members(session, plan.scope, plan.members)
    return plan.scope


def describe_plan(session: Session, plan: Plan) -> list[Text]:
    """Return what a plan would do, one sentence each. Raises BlocRefusedError where it cannot be done."""
    bodies = {body.code: body.name for body in check_plan(session, plan)}
    effects = [*_name_effect(session, plan), *_year_effects(session, plan, bodies)]
    if not effects:
        _refuse(N_("Nothing would change."))
    return effects


def _name_effect(session: Session, plan: Plan) -> Iterator[Text]:
    bloc = session.get(Bloc, plan.bloc)
    said = {"code": plan.bloc, "name": plan.name, "owner": plan.owner}
    if bloc is None and plan.owner:
        yield Text(N_("The cluster %(code)s inside %(owner)s is set up: %(name)s"), said)
    elif bloc is None:
        yield Text(N_("The bloc %(code)s is set up: %(name)s"), said)
    elif bloc.name != plan.name:
        yield Text(N_("%(code)s is renamed: %(old)s → %(name)s"), {**said, "old": bloc.name})


def _year_effects(session: Session, plan: Plan, bodies: dict[str, str]) -> Iterator[Text]:
    known = store.opened_bloc_year(session, plan.scope)
    was = {body.code: body.name for body in store.bloc_members(session, plan.scope)} if known else {}
    said = {"scope": plan.scope}
    for code in sorted(bodies.keys() - was.keys()):
        yield Text(N_("%(scope)s: %(name)s (%(code)s) belongs to it"), {**said, "name": bodies[code], "code": code})
    for code in sorted(was.keys() - bodies.keys()):
        yield Text(N_("%(scope)s: %(name)s (%(code)s) no longer does"), {**said, "name": was[code], "code": code})
    for title, old, new in (
        (N_("%(scope)s: head: %(old)s → %(new)s"), known and known.head_code, plan.head),
        (N_("%(scope)s: deputy: %(old)s → %(new)s"), known and known.deputy_code, plan.deputy),
        (N_("%(scope)s: flags it may propose: %(old)s → %(new)s"), known and known.flag_quota, plan.quota),
        (N_("%(scope)s: flags by which regulation: %(old)s → %(new)s"), known and known.quota_source, plan.source),
    ):
        if _shown(old) != _shown(new):
            yield Text(title, {**said, "old": _shown(old), "new": _shown(new)})


def _shown(value: object) -> str:
    return "–" if value is None or value == "" else str(value)


def check_plan(session: Session, plan: Plan) -> list[Unit]:
    """Return the members of a plan, in their order.

    Raises BlocRefusedError where the plan cannot be.
    """
    _check_words(plan)
    _check_numbers(plan)
    if instances_for(session, plan.scope) or instances_for(session, key_of(plan.scope)):
        _refuse(N_("This year has begun, or its vote was called: it stays as it is."))
    bloc = session.get(Bloc, plan.bloc)
    if bloc is not None and bloc.body_code != plan.owner:
        _refuse(N_("The code %(code)s is another bloc's or cluster's already."), code=plan.bloc)
    known = store.units_by_code(session, {*plan.members, plan.owner or ""})
    if plan.owner:
        _body(known, plan.owner)
    members = [_part(known, code, plan.owner) if plan.owner else _body(known, code) for code in plan.members]
    for member in members:
        other = (store.cluster_of if plan.owner else store.bloc_of)(session, member.code, plan.year)
        if other is not None and other.scope != plan.scope:
            _refuse(N_("%(code)s belongs to %(other)s in that year."), code=member.code, other=other.bloc_code)
    return members


def _check_words(plan: Plan) -> None:
    if not re.fullmatch(r"\w[\w.\-]{0,39}", plan.bloc):
        _refuse(N_("The code has up to 40 letters, digits, dots and hyphens."))
    if not 1 <= len(plan.name.strip()) <= 200:
        _refuse(N_("Give it a name of up to 200 characters."))


def _check_numbers(plan: Plan) -> None:
    members, this_year = plan.members, clock.today().year
    if not this_year - 1 <= plan.year <= this_year + 1:
        _refuse(N_("A bloc or cluster is set up for the last, this or the next year."))
    if len(plan.source) > LONGEST_SOURCE:
        _refuse(N_("Name the regulation in up to %(most)s characters."), most=LONGEST_SOURCE)
    if len(set(members)) != len(members) or not 2 <= len(members) <= MOST_MEMBERS:
        _refuse(N_("A bloc or cluster has between 2 and %(most)s different members."), most=MOST_MEMBERS)
    if plan.head not in members or (plan.deputy is not None and plan.deputy not in members):
        _refuse(N_("Head and deputy are members."))
    if plan.head == plan.deputy:
        _refuse(N_("Head and deputy are two different bodies."))
    if not 0 <= plan.quota <= len(members):
        _refuse(N_("Between 0 flags and one for each member are proposed."))


def _body(known: dict[str, Unit], code: str) -> Unit:
    body = known.get(code)
    if body is None or body.kind != UnitKind.BODY or body.dissolved or "." in code:
        _refuse(N_("“%(code)s” is no body that is at work."), code=code)
    return body


def _part(known: dict[str, Unit], code: str, owner: str) -> Unit:
    part = known.get(code)
    if part is None or part.dissolved or part.code == owner or part.body_code != owner:
        _refuse(N_("“%(code)s” is no unit of %(owner)s that is at work."), code=code, owner=owner)
    return part


def plan_of(session: Session, scope: str) -> Plan | None:
    """Return a bloc's year as it is, if there is one."""
    year = store.opened_bloc_year(session, scope)
    if year is None:
        return None
    members: Sequence[Unit] = store.bloc_members(session, scope)
    codes = tuple(body.code for body in members)
    led = (year.head_code, year.deputy_code, year.flag_quota)
    return Plan(year.bloc_code, year.bloc.name, year.year, *led, codes, year.bloc.body_code, year.quota_source)


def _refuse(msgid: str, **params: object) -> NoReturn:
    raise BlocRefusedError(Text(msgid, params))
