"""What an administrator does to one running process: each act asks for a reason on a page of its own."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from engine import commands
from engine.errors import BangVangError
from engine.store import instances
from engine.text import N_
from web.access import access, current_actor
from web.database import database
from web.layout.errors import status_of
from web.layout.keys import read_key
from web.layout.language import translate
from web.layout.notices import notify
from web.operations.blueprint import OPERATOR, bp

Command = Callable[..., Any]


@dataclass(frozen=True)
class Act:
    """One act: its command, and what its page says before and after."""

    command: Command
    title: str
    effect: str
    button: str
    done: str
    icon: str
    is_grave: bool = False


ACTS: Mapping[str, Act] = {
    "tam-dung": Act(
        commands.suspend_instance,
        N_("Suspend the process"),
        N_("Until it is resumed it takes no answers, deadlines or messages; nothing of what comes meanwhile is lost."),
        N_("Suspend"),
        N_("The process is suspended."),
        "hand-stop",
    ),
    "chay-tiep": Act(
        commands.resume_instance,
        N_("Resume the process"),
        N_("It goes on where it stands; deadlines that passed and messages that came meanwhile take effect now."),
        N_("Resume"),
        N_("The process goes on."),
        "player-play",
    ),
    "huy": Act(
        commands.cancel_instance,
        N_("Cancel the process"),
        N_("All open tasks are withdrawn. This cannot be undone."),
        N_("Cancel the process"),
        N_("The process is cancelled."),
        "ban",
        is_grave=True,
    ),
    "luu-giu": Act(
        commands.place_hold,
        N_("Keep the case"),
        N_("Nothing of the case is removed while the order stands, whatever its removal date."),
        N_("Keep the case"),
        N_("The case is kept."),
        "lock",
    ),
}


@bp.get("/dang-chay/<uuid:instance_id>/<act>")
@access(OPERATOR)
def ask(instance_id: UUID, act: str) -> ResponseReturnValue:
    """Ask for the reason of an act."""
    return _page(instance_id, "operations/act.html", act=_act(act), name=act)


@bp.post("/dang-chay/<uuid:instance_id>/<act>")
@access(OPERATOR)
def do(instance_id: UUID, act: str) -> ResponseReturnValue:
    """Do an act for its reason, or say on its page why it cannot be done."""
    chosen, key, me = _act(act), read_key(), current_actor()
    reason = request.form.get("reason", "")
    return _perform(
        instance_id,
        lambda writing: chosen.command(writing, instance_id, reason, by=me, key=key),
        _(chosen.done),
        ("operations/act.html", {"act": chosen, "name": act}),
    )


def _act(name: str) -> Act:
    return ACTS.get(name) or abort(404)


@bp.get("/dang-chay/<uuid:instance_id>/chuyen-buoc")
@access(OPERATOR)
def ask_move(instance_id: UUID) -> ResponseReturnValue:
    """Ask which tokens to take out, where to put others, and why."""
    return _page(instance_id, "operations/move.html")


@bp.post("/dang-chay/<uuid:instance_id>/chuyen-buoc")
@access(OPERATOR)
def move(instance_id: UUID) -> ResponseReturnValue:
    """Move tokens, or say why they cannot be moved so."""
    key, me, reason = read_key(), current_actor(), request.form.get("reason", "")
    cancel = [_uuid(text) for text in request.form.getlist("cancel")]
    start = [_place(text) for text in request.form.getlist("start") if text]
    return _perform(
        instance_id,
        lambda writing: commands.move_token(
            writing, instance_id, cancel=cancel, start=start, reason=reason, by=me, key=key
        ),
        _("The process stands where you put it."),
        ("operations/move.html", {}),
    )


def _place(text: str) -> commands.Place:
    """Read a place as the page writes it: element, flow and sub-process, one a line."""
    element, flow, within = [*text.split("\n"), "", ""][:3]
    return commands.Place(element.strip(), flow.strip(), _uuid(within.strip()) if within.strip() else None)


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        abort(400)


@bp.get("/dang-chay/<uuid:instance_id>/bien")
@access(OPERATOR)
def ask_variable(instance_id: UUID) -> ResponseReturnValue:
    """Ask which variable of which scope takes which value, and why."""
    return _page(instance_id, "operations/variable.html")


@bp.post("/dang-chay/<uuid:instance_id>/bien")
@access(OPERATOR)
def set_variable(instance_id: UUID) -> ResponseReturnValue:
    """Set a variable, or say what is wrong with it."""
    key, me, form = read_key(), current_actor(), request.form

    def work(writing: Session) -> Any:
        changes = {form.get("name", "").strip(): commands.read_value(form.get("value", ""))}
        scope, reason = _uuid(form.get("scope", "")), form.get("reason", "")
        return commands.set_variables(writing, instance_id, changes, reason, by=me, key=key, scope_id=scope)

    return _perform(instance_id, work, _("The variable is set."), ("operations/variable.html", {}))


def _perform(
    instance_id: UUID, work: Callable[[Session], Any], said: str, page: tuple[str, dict[str, Any]]
) -> ResponseReturnValue:
    """Do a command and go back to the instance; where it is refused show its page again with why."""
    try:
        database().perform(work)
    except BangVangError as error:
        template, more = page
        return _page(instance_id, template, refusal=translate(error.text), **more), status_of(error)
    notify(said)
    return redirect(url_for("running.show_instance", instance_id=instance_id), 303)


def _page(instance_id: UUID, template: str, **more: Any) -> str:
    with database().read() as reading:
        instance = instances.find_instance(reading, instance_id)
        seen = commands.inspect_instance(reading, instance_id)
    return render_template(template, instance=instance, seen=seen, form=request.form, **{"refusal": "", **more})
