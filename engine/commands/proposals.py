"""Acts that need two people: one proposes, another approves, and only then it is done.

The act is carried out in the transaction of its approval, in the name of who proposed it; where things no longer stand
as they did when it was proposed, or the act cannot be done, it is closed as failed with the reason and changes nothing.
"""

import hashlib
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from engine.base import clock
from engine.base.actor import SYSTEM, Actor, Approval
from engine.base.errors import BangVangError, ConflictError, NotAllowedError, NotFoundError
from engine.base.text import N_, Text
from engine.bpmn.keep.running import running
from engine.commands.once import once
from engine.commands.operators import require_reason
from engine.history import Entry
from engine.history.kinds.proposals import (
    ActApproved,
    ActExpired,
    ActFailed,
    ActProposed,
    ActRejected,
    ActWithdrawn,
    OfProposal,
)
from engine.model import ActState, ProposedAct, new_id
from engine.model.values import encode
from engine.ports import acts
from engine.ports.acts import ActKind, Happening
from engine.ports.periodic import register_periodic
from engine.store import instances, proposals
from engine.store.database import Database
from engine.store.turns import take_turns

LASTS = timedelta(days=7)
"""How long a proposal waits for a second person."""
BECAME: Mapping[str, type[OfProposal]] = {
    ActState.APPROVED: ActApproved,
    ActState.FAILED: ActFailed,
    ActState.REJECTED: ActRejected,
    ActState.WITHDRAWN: ActWithdrawn,
    ActState.EXPIRED: ActExpired,
}
"""What the history tells of an act by the state it came to."""


class ActClosedError(BangVangError):
    """A proposal was decided, withdrawn or let lapse before."""


class ActChangedError(BangVangError):
    """Things no longer stand as they did when an act was proposed."""

    def __init__(self) -> None:
        said = N_("What this act is about has changed since it was proposed, so it was not done. Propose it again.")
        super().__init__(Text(said))


def propose_act(  # noqa: PLR0913 - a command's whole address
    session: Session, kind: str, request: Mapping[str, Any], reason: str, *, by: Actor, key: str
) -> ProposedAct:
    """Propose an act for another person to approve; nothing is done yet.

    Raises NotFoundError for no such kind, NotAllowedError, ReasonMissingError, ActClosedError where the same is
    proposed already, and what the act itself would raise where it could not be done as things stand.
    """
    known = acts.find_kind(kind)
    _require_role(by, known.proposers)
    require_reason(reason)

    def work() -> dict[str, Any]:
        act = _new(session, known, dict(request), reason.strip(), by)
        session.add(act)
        session.flush()
        _note(session, act, ActProposed, by)
        return {"act": act.id}

    answer = once(session, "propose_act", {"kind": kind, **request, "reason": reason}, work, by=by, key=key)
    return proposals.find_act(session, answer["act"])


def _new(session: Session, kind: ActKind, request: dict[str, Any], reason: str, by: Actor) -> ProposedAct:
    digest = hashlib.sha256(encode({"kind": kind.name, **request}).encode()).hexdigest()
    _require_new(session, digest)
    instance_id = kind.instance(session, request)
    return ProposedAct(
        id=new_id(),
        kind=kind.name,
        request=request,
        request_hash=digest,
        reason=reason,
        effect=[text.as_data() for text in kind.effect(session, request)],
        mark=kind.mark(session, request),
        instance_id=instance_id,
        business_key=_subject(session, kind, request, instance_id),
        proposed_at=clock.now(),
        proposed_by=by.id,
        proposed_by_name=by.name,
        expires_at=clock.now() + LASTS,
    )


def _require_new(session: Session, digest: str) -> None:
    take_turns(session, "act", digest)
    same = proposals.same_open_act(session, digest)
    if same is not None and same.expires_at > clock.now():
        text = N_("%(name)s has proposed the same already; it waits for a second person.")
        raise ActClosedError(Text(text, {"name": same.proposed_by_name}))
    if same is not None:
        _close(session, same, ActState.EXPIRED, SYSTEM)
        session.flush()


def _subject(session: Session, kind: ActKind, request: dict[str, Any], instance_id: UUID | None) -> str:
    if instance_id is None:
        return kind.subject(session, request)
    return instances.find_instance(session, instance_id).business_key


def approve_act(session: Session, act_id: UUID, *, by: Actor, key: str) -> ProposedAct:
    """Approve another person's act and carry it out; where it cannot be done it is closed as failed, saying why.

    Raises NotFoundError, NotAllowedError for one's own act, for whoever acts in the proposer's place and without the
    role, ActClosedError.
    """

    def work() -> dict[str, Any]:
        act = proposals.lock_act(session, act_id)
        kind = acts.find_kind(act.kind)
        _require_open(act)
        require_second(act, kind, by)
        _carry_out(session, act, kind, by)
        return {"act": act.id}

    once(session, "approve_act", {"act": act_id}, work, by=by, key=key)
    return proposals.find_act(session, act_id)


def require_second(act: ProposedAct, kind: ActKind, by: Actor) -> None:
    """Refuse the proposer, whoever stands in for the proposer, and who has no role to approve.

    Raises NotAllowedError.
    """
    _require_role(by, kind.approvers)
    if not by.is_second_to(act.proposed_by):
        raise NotAllowedError(Text(N_("You cannot approve what you, or somebody you stand in for, has proposed.")))


def _carry_out(session: Session, act: ProposedAct, kind: ActKind, by: Actor) -> None:
    """Do what was proposed, whole or not at all."""
    act.state, act.decided_at, act.decided_by, act.decided_by_name = ActState.APPROVED, clock.now(), by.id, by.name
    try:
        proposer = _proposer(session, act, kind, by)
        if kind.mark(session, act.request) != act.mark:
            raise ActChangedError
        with session.begin_nested():
            kind.perform(session, act.request, act.reason, by=proposer, key=f"act:{act.id}")
    except ConflictError:
        raise
    except BangVangError as error:
        act.state, act.outcome = ActState.FAILED, error.text.as_data()
    session.flush()
    _note(session, act, BECAME[act.state], by)


def _proposer(session: Session, act: ProposedAct, kind: ActKind, by: Actor) -> Actor:
    """Return who proposed an act, as they are now; raises NotAllowedError where they may no longer."""
    found = acts.person_now(session, act.proposed_by, act.proposed_by_name)
    if not any(found.holds(role) for role in kind.proposers):
        text = N_("%(name)s may no longer propose this.")
        raise NotAllowedError(Text(text, {"name": act.proposed_by_name}))
    return replace(found, stands_in_for=(), is_confirmed=True, approval=Approval(act.id, kind.name, by.id, by.name))


def reject_act(session: Session, act_id: UUID, reason: str, *, by: Actor, key: str) -> ProposedAct:
    """Reject another person's act, for a reason. Raises as `approve_act`, and ReasonMissingError."""
    require_reason(reason)

    def decide(act: ProposedAct) -> None:
        require_second(act, acts.find_kind(act.kind), by)
        act.decision = reason.strip()
        _close(session, act, ActState.REJECTED, by)

    return _end(session, "reject_act", act_id, reason, decide, by=by, key=key)


def withdraw_act(session: Session, act_id: UUID, *, by: Actor, key: str) -> ProposedAct:
    """Take back an act that one has proposed. Raises NotFoundError, NotAllowedError, ActClosedError."""

    def decide(act: ProposedAct) -> None:
        if act.proposed_by != by.id:
            raise NotAllowedError
        _close(session, act, ActState.WITHDRAWN, by)

    return _end(session, "withdraw_act", act_id, "", decide, by=by, key=key)


def _end(  # noqa: PLR0913 - a command's whole address
    session: Session,
    name: str,
    act_id: UUID,
    reason: str,
    decide: Callable[[ProposedAct], None],
    *,
    by: Actor,
    key: str,
) -> ProposedAct:
    def work() -> dict[str, Any]:
        act = proposals.lock_act(session, act_id)
        _require_open(act)
        decide(act)
        return {"act": act.id}

    once(session, name, {"act": act_id, "reason": reason}, work, by=by, key=key)
    return proposals.find_act(session, act_id)


def _close(session: Session, act: ProposedAct, state: str, by: Actor) -> None:
    act.state, act.decided_at, act.decided_by, act.decided_by_name = state, clock.now(), by.id, by.name
    _note(session, act, BECAME[state], by)


def _require_role(by: Actor, roles: frozenset[str]) -> None:
    if not any(by.holds(role) for role in roles):
        raise NotAllowedError


def _require_open(act: ProposedAct) -> None:
    if act.state == ActState.OPEN and act.expires_at <= clock.now():
        raise ActClosedError(Text(N_("This proposal has lapsed. Propose it again.")))
    if act.state != ActState.OPEN:
        text = N_("%(name)s has already decided on this proposal, or it was withdrawn.")
        raise ActClosedError(Text(text, {"name": act.decided_by_name or ""}))


def _note(session: Session, act: ProposedAct, kind: type[OfProposal], by: Actor) -> None:
    """Put what became of an act into the history of the instance it is about, and tell the witnesses."""
    if act.instance_id is not None:
        fact = kind(act.id, act.kind, act.reason, act.proposed_by_name, act.decision or "")
        with suppress(NotFoundError), running(session, act.instance_id, by, even_suspended=True) as run:
            run.note(Entry(fact, by))
    acts.tell(session, Happening(kind.KIND, by, act.business_key, act.instance_id, act.id, act.proposed_by))


def expire_acts(database: Database) -> int:
    """Close proposals that nobody decided on in time; return how many."""

    def work(session: Session) -> int:
        found = proposals.lapsed_acts(session, clock.now())
        for act in found:
            _close(session, act, ActState.EXPIRED, SYSTEM)
        return len(found)

    return database.perform(work)


_expire: Callable[[Database], object] = expire_acts
register_periodic("engine.expire_acts", timedelta(hours=1), _expire)
