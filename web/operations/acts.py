"""What an administrator does to one running process: each act asks for a reason on a page of its own."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from engine import commands
from engine.base.errors import BangVangError
from engine.base.text import N_
from engine.commands.care import takes_two
from engine.store import instances
from web.base.database import database
from web.layout.notices import notify
from web.operations.blueprint import OPERATOR, bp
from web.parts.history import process_name
from web.parts.proposing import give, propose, said
from web.signin.access import access
from web.signin.errors import status_of


@dataclass(frozen=True)
class Act:
    """One act: the kind it is done or proposed as; what its page says before and after."""

    title: str
    effect: str
    button: str
    done: str
    icon: str
    kind: str
    is_grave: bool = False

    @property
    def is_proposed(self) -> bool:
        """Tell whether it needs two people, as shipped or as this installation asks."""
        return takes_two(self.kind)


ACTS: Mapping[str, Act] = {
    "tam-dung": Act(
        N_("Suspend the process"),
        N_("Until it is resumed it takes no answers, deadlines or messages; nothing of what comes meanwhile is lost."),
        N_("Suspend"),
        N_("The process is suspended."),
        "hand-stop",
        kind="suspend_instance",
    ),
    "chay-tiep": Act(
        N_("Resume the process"),
        N_("It goes on where it stands; deadlines that passed and messages that came meanwhile take effect now."),
        N_("Resume"),
        N_("The process goes on."),
        "player-play",
        kind="resume_instance",
    ),
    "huy": Act(
        N_("Cancel the process"),
        N_("All open tasks are withdrawn. This cannot be undone."),
        N_("Propose to cancel it"),
        "",
        "ban",
        is_grave=True,
        kind="cancel_instance",
    ),
    "mo-noi-dung": Act(
        N_("Open the content"),
        N_(
            "You see its values for an hour. Auditors and the head of the body are told; the history keeps your reason."
        ),
        N_("Open the content for an hour"),
        N_("The content is open to you for an hour."),
        "eye",
        kind="open_content",
    ),
    "luu-giu": Act(
        N_("Keep the case"),
        N_("Nothing of the case is removed while the order stands, whatever its removal date."),
        N_("Keep the case"),
        N_("The case is kept."),
        "lock",
        kind="place_hold",
    ),
}


@bp.get("/dang-chay/<uuid:instance_id>/<act>")
@access(OPERATOR)
def ask(instance_id: UUID, act: str) -> ResponseReturnValue:
    """Ask for the reason of an act."""
    return Page(instance_id, "operations/act.html", {"act": _act(act), "name": act}).show()


@bp.post("/dang-chay/<uuid:instance_id>/<act>")
@access(OPERATOR)
def do(instance_id: UUID, act: str) -> ResponseReturnValue:
    """Do an act for its reason, or say on its page why it cannot be done."""
    chosen, page = _act(act), Page(instance_id, "operations/act.html", {"act": _act(act), "name": act})
    reason = request.form.get("reason", "")

    def done(_made: object) -> ResponseReturnValue:
        notify(_(chosen.done))
        return redirect(url_for("running.show_instance", instance_id=instance_id), 303)

    return give(chosen.kind, lambda: ({"instance": instance_id}, reason), page.again, done)


def _act(name: str) -> Act:
    return ACTS.get(name) or abort(404)


@bp.get("/dang-chay/<uuid:instance_id>/chuyen-buoc")
@access(OPERATOR)
def ask_move(instance_id: UUID) -> ResponseReturnValue:
    """Ask which tokens to take out, where to put others, and why."""
    return Page(instance_id, "operations/move.html").show()


@bp.post("/dang-chay/<uuid:instance_id>/chuyen-buoc")
@access(OPERATOR)
def move(instance_id: UUID) -> ResponseReturnValue:
    """Propose to move tokens, or say why they cannot be moved so."""

    def asked() -> tuple[dict[str, Any], str]:
        start = [_place(text) for text in request.form.getlist("start") if text]
        cancel = [_uuid(text) for text in request.form.getlist("cancel")]
        return {"instance": instance_id, "cancel": cancel, "start": start}, request.form.get("reason", "")

    return propose("move_token", asked, Page(instance_id, "operations/move.html").again)


def _place(text: str) -> dict[str, Any]:
    """Read a place as the page writes it: element, flow and sub-process, one a line."""
    element, flow, within = [one.strip() for one in [*text.split("\n"), "", ""][:3]]
    return {"element": element, "flow": flow, "within": _uuid(within) if within else None}


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        abort(400)


@bp.get("/dang-chay/<uuid:instance_id>/bien")
@access(OPERATOR)
def ask_variable(instance_id: UUID) -> ResponseReturnValue:
    """Ask which variable of which scope takes which value, and why."""
    return Page(instance_id, "operations/variable.html").show()


@bp.post("/dang-chay/<uuid:instance_id>/bien")
@access(OPERATOR)
def set_variable(instance_id: UUID) -> ResponseReturnValue:
    """Propose to set a variable, or say what is wrong with it."""
    form = request.form

    def asked() -> tuple[dict[str, Any], str]:
        changes = {form.get("name", "").strip(): commands.read_value(form.get("value", ""))}
        scope = _uuid(form.get("scope", ""))
        return {"instance": instance_id, "scope": scope, "changes": changes}, form.get("reason", "")

    return propose("set_variables", asked, Page(instance_id, "operations/variable.html").again)


@dataclass(frozen=True)
class Page:
    """The page of one act on one process."""

    instance_id: UUID
    template: str
    more: Mapping[str, Any] = field(default_factory=dict)

    def show(self, error: BangVangError | None = None) -> str:
        """Show the page, with why the act was refused."""
        with database().read() as reading:
            instance = instances.find_instance(reading, self.instance_id)
            name = process_name(reading, instance)
            seen = commands.inspect_instance(reading, self.instance_id)
        return render_template(self.template, instance=instance, process=name, seen=seen, **said(error), **self.more)

    def again(self, error: BangVangError) -> ResponseReturnValue:
        """Show the page again after a refusal."""
        return self.show(error), status_of(error)
