"""Beginning and ceasing to watch a nomination."""

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from engine.base.actor import Actor
from engine.base.errors import NotAllowedError
from engine.base.text import N_, Text
from engine.commands.care import require_care
from web.base.database import database
from web.layout.notices import notify
from web.parts.watching.store import begin_watching, cease_watching
from web.signin.access import current_actor, signed_in
from workflows.across.people.reading import reads_aside
from workflows.procedures.nomination.store import find_nomination

bp = Blueprint("watching", __name__, url_prefix="/ho-so/<code>/theo-doi")


@bp.post("")
@signed_in
def watch(code: str) -> ResponseReturnValue:
    """Watch a nomination the person may see, or cease to (`watch=no`); doing so twice changes nothing."""
    me, wanted = current_actor(), request.form.get("watch") != "no"
    database().perform(lambda writing: set_watching(writing, me, code, wanted=wanted))
    notify(_("You watch %(code)s.", code=code) if wanted else _("You no longer watch %(code)s.", code=code))
    return redirect(url_for("cases.show_nomination", code=code), 303)


def set_watching(session: Session, actor: Actor, code: str, *, wanted: bool) -> None:
    """Let an actor watch a nomination, or not.

    Raises NotFoundError where they may not see it, NotAllowedError where it proposes them or a relative.
    """
    require_care("set_watching", actor)
    find_nomination(session, code, actor)
    if wanted and reads_aside(session, actor, code):
        raise NotAllowedError(Text(N_("This nomination concerns you or a relative of yours: you do not watch it.")))
    if wanted:
        begin_watching(session, actor.id, code)
    else:
        cease_watching(session, actor.id, code)
