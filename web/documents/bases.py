"""The page of the legal bases that papers rest on: the law, and what a body adds and a second person confirms."""

from collections.abc import Callable
from uuid import UUID

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from engine.base.actor import Actor
from engine.base.text import N_
from web.base.database import database
from web.layout.keys import new_key, read_key
from web.layout.language import translate
from web.layout.notices import notify
from web.parts.naming import load_names
from web.parts.shown import kind_name
from web.signin.access import access, current_actor
from workflows.across.documents.bases import commands
from workflows.across.documents.bases.forms import form_kinds, proposed_forms
from workflows.across.documents.bases.model import BaseAct, BaseMark, BaseState
from workflows.across.documents.bases.store import ON_LAW, bases_of, law_of
from workflows.across.documents.kinds import find_kind
from workflows.registers.awards.store import regimes
from workflows.registers.sources import plain_source

bp = Blueprint("legal_bases", __name__, url_prefix="/van-ban/can-cu")
MOST_REASON = 500
STATES = {
    (BaseAct.PRINT, BaseState.WAITING): (N_("waits for a second person; not printed"), "warn"),
    (BaseAct.PRINT, BaseState.CONFIRMED): (N_("printed"), "ok"),
    (BaseAct.PRINT, BaseState.WITHDRAWN): (N_("withdrawn"), ""),
    (BaseAct.OMIT, BaseState.WAITING): (N_("to be left out; waits for a second person, printed until then"), "warn"),
    (BaseAct.OMIT, BaseState.CONFIRMED): (N_("left out"), "ok"),
    (BaseAct.OMIT, BaseState.WITHDRAWN): (N_("not left out any more"), ""),
}
MARKS = {BaseMark.READ: N_("read in the text"), BaseMark.MEMORY: N_("not read yet")}


@bp.get("")
@access(*commands.KEEPERS)
def show() -> ResponseReturnValue:
    """Show the bases of the papers of each body somebody keeps them for."""
    me = current_actor()
    units = sorted({scope for role in commands.KEEPERS for scope in me.scopes(role)})
    with database().read() as reading:
        law = [(one, cited) for one in regimes(reading) if (cited := law_of(one))]
        kinds = {kind: kind_name(find_kind(kind)) for kind in commands.KINDS}
        laws = list(dict.fromkeys(one for _regime, cited in law for one in cited))
        words = {"states": STATES, "marks": MARKS, "kinds": kinds, "own_ids": me.ids, "on_law": ON_LAW, "laws": laws}
        words |= {"forms": form_kinds(), "proposed": proposed_forms(), "plain_source": plain_source}
        words["law_papers"] = "; ".join(kinds[one] for one in ON_LAW)
        return render_template(
            "documents/bases.html",
            found=bases_of(reading, units),
            units=units,
            names=load_names(reading, units),
            law=law,
            key=new_key(),
            **words,
        )


@bp.post("")
@access(*commands.KEEPERS)
def add() -> ResponseReturnValue:
    """Add a base to a kind of papers, or say what is wrong with it."""
    form = request.form
    names = ("unit", "kind", "text", "mark", "source")
    said = commands.Said(*(form.get(name, "")[: commands.MOST + 50] for name in names))
    done = _("The base is kept; it is printed once somebody else has confirmed it.")
    return _do(lambda writing, me, key: commands.add_base(writing, said, by=me, key=key), done)


@bp.post("/bo")
@access(*commands.KEEPERS)
def omit() -> ResponseReturnValue:
    """Take law out of a kind of papers, or say why not."""
    form = request.form
    unit, kind, text = (form.get(name, "")[: commands.MOST] for name in ("unit", "kind", "text"))
    said = commands.Said(unit, kind, text, BaseMark.READ, form.get("reason", "")[: commands.MOST_SOURCE])
    done = _("It is kept; papers leave the law out once somebody else has confirmed it.")
    return _do(lambda writing, me, key: commands.omit_base(writing, said, by=me, key=key), done)


@bp.post("/<uuid:base_id>/xac-nhan")
@access(*commands.KEEPERS)
def confirm(base_id: UUID) -> ResponseReturnValue:
    """Confirm a base that somebody else added, or takes out."""
    done = _("The base is confirmed; papers heed it from now on.")
    return _do(lambda writing, me, key: commands.confirm_base(writing, base_id, by=me, key=key), done)


@bp.post("/<uuid:base_id>/rut")
@access(*commands.KEEPERS)
def withdraw(base_id: UUID) -> ResponseReturnValue:
    """Withdraw a base, saying why."""
    reason = request.form.get("reason", "")[:MOST_REASON]
    done = _("It is withdrawn; papers heed it no more.")
    return _do(lambda writing, me, key: commands.withdraw_base(writing, base_id, reason, by=me, key=key), done)


def _do(work: Callable[[Session, Actor, str], None], done: str) -> ResponseReturnValue:
    """Do something with a base and say so on the page, or why not."""
    key, me = read_key(), current_actor()
    try:
        database().perform(lambda writing: work(writing, me, key))
    except commands.BaseRefusedError as refusal:
        notify(translate(refusal.text), "refused")
    else:
        notify(done)
    return redirect(url_for("legal_bases.show"), 303)
