"""The pages of acts that need two people: what waits, what each would do, and the decision."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from uuid import UUID

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from engine import commands
from engine.base import clock
from engine.base.actor import Actor
from engine.base.errors import BangVangError, NotAllowedError, NotFoundError
from engine.base.text import N_
from engine.commands.proposals import require_second
from engine.model import ActState, ProposedAct
from engine.ports import acts
from engine.store import proposals
from web.base.database import database
from web.layout.keys import read_key
from web.layout.language import translate
from web.layout.notices import notify
from web.layout.security_log import tell
from web.parts.known import keep_known, refuse_unknown, unknown_here
from web.signin.access import access, current_actor
from web.signin.errors import status_of
from workflows.across.witness.store import body_of_case

bp = Blueprint("proposals", __name__, url_prefix="/viec-hai-nguoi")
bp.before_request(refuse_unknown)
READERS = ("administrator", "process_approver", "auditor")
HEADS = ("body_leader", "central_head")
STATES = {
    "open": (N_("waits for a second person"), "info"),
    "approved": (N_("approved and done"), "ok"),
    "rejected": (N_("rejected"), "bad"),
    "withdrawn": (N_("taken back"), ""),
    "expired": (N_("lapsed"), ""),
    "failed": (N_("approved, but not done"), "bad"),
}


@dataclass(frozen=True)
class Shown:
    """An act as a page shows it; `refusal` says why the reader may not decide on it."""

    act: ProposedAct
    title: str
    state: str
    tone: str
    is_mine: bool
    refusal: str

    @property
    def is_open(self) -> bool:
        """Tell whether somebody can still decide."""
        return self.act.state == ActState.OPEN and self.act.expires_at > clock.now()


@bp.get("")
@access(*READERS)
def list_acts() -> ResponseReturnValue:
    """Show what waits for a second person, then what became of the rest."""
    me = current_actor()
    with database().read() as reading:
        hidden = unknown_here(reading)
        waiting = [one for act in _known(hidden, proposals.open_acts(reading)) if (one := _show(act, me)).is_open]
        past = [_show(act, me) for act in _known(hidden, proposals.decided_acts(reading))]
    return render_template("proposals/list.html", waiting=waiting, past=past)


def _known(hidden: Collection[str], found: list[ProposedAct]) -> list[ProposedAct]:
    return keep_known(hidden, found, lambda act: act.business_key)


@bp.get("/<uuid:act_id>")
@access(*READERS, *HEADS)
def show_act(act_id: UUID) -> ResponseReturnValue:
    """Show one act: what it would do, why, who proposed it, and what became of it."""
    return _page(act_id)


@bp.post("/<uuid:act_id>/duyet")
@access(*READERS)
def approve(act_id: UUID) -> ResponseReturnValue:
    """Approve another person's act, which does it."""
    key, me = read_key(), current_actor()
    done = _decide(act_id, lambda writing: commands.approve_act(writing, act_id, by=me, key=key))
    if not isinstance(done, ProposedAct):
        return done
    if done.failure is None:
        tell("grant", kind=done.kind, proposal=str(act_id))
        notify(_("Approved: it is done."))
    else:
        notify(_("It was not done: %(reason)s", reason=translate(done.failure)), "refused")
    return redirect(url_for("proposals.show_act", act_id=act_id), 303)


@bp.post("/<uuid:act_id>/tu-choi")
@access(*READERS)
def reject(act_id: UUID) -> ResponseReturnValue:
    """Reject another person's act, for a reason."""
    key, me, reason = read_key(), current_actor(), request.form.get("reason", "")[:2000]
    done = _decide(act_id, lambda writing: commands.reject_act(writing, act_id, reason, by=me, key=key))
    if not isinstance(done, ProposedAct):
        return done
    notify(_("The proposal is rejected; nothing was done."))
    return redirect(url_for("proposals.show_act", act_id=act_id), 303)


@bp.post("/<uuid:act_id>/rut")
@access(*READERS)
def withdraw(act_id: UUID) -> ResponseReturnValue:
    """Take one's own proposal back."""
    key, me = read_key(), current_actor()
    try:
        database().perform(lambda writing: commands.withdraw_act(writing, act_id, by=me, key=key))
    except BangVangError as error:
        return _page(act_id, error)
    notify(_("The proposal is taken back; nothing was done."))
    return redirect(url_for("proposals.show_act", act_id=act_id), 303)


def _decide(act_id: UUID, work: Callable[[Session], ProposedAct]) -> ResponseReturnValue | ProposedAct:
    """Let the reader decide once they gave their password; return the act, or its page with why not."""
    try:
        return database().perform(work)
    except BangVangError as error:
        return _page(act_id, error)


def _page(act_id: UUID, error: BangVangError | None = None) -> ResponseReturnValue:
    with database().read() as reading:
        act, me = proposals.find_act(reading, act_id), current_actor()
        _require_sight(reading, act, me)
        shown = _show(act, me)
    page = render_template(
        "proposals/act.html",
        shown=shown,
        reads_all=any(me.holds(role) for role in READERS),
        refusal=translate(error.text) if error else "",
        form=request.form,
    )
    return page, status_of(error) if error else 200


def _require_sight(reading: Session, act: ProposedAct, me: Actor) -> None:
    """Let the head of a body see the acts on its cases only; raises NotFoundError."""
    if any(me.holds(role) for role in READERS):
        return
    body = body_of_case(reading, act.business_key)
    if not (me.holds("body_leader", body) if body else me.holds("central_head")):
        raise NotFoundError


def _show(act: ProposedAct, me: Actor) -> Shown:
    kind = acts.find_kind(act.kind)
    words, tone = STATES[act.state]
    refusal = ""
    try:
        require_second(act, kind, me)
    except NotAllowedError as error:
        refusal = translate(error.text)
    return Shown(act, _(kind.title), _(words), tone, act.proposed_by == me.id, refusal)
