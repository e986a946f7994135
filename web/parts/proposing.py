"""From a page on a running process to a proposal that a second person decides on."""

from collections.abc import Callable, Mapping
from typing import Any

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from engine import commands
from engine.base.errors import BangVangError
from engine.model import ProposedAct
from web.base.database import database
from web.layout.keys import read_key
from web.layout.language import translate
from web.layout.notices import notify
from web.signin.access import current_actor

Asked = Callable[[], tuple[Mapping[str, Any], str]]


def mapping_typed() -> dict[str, str]:
    """Return what elements of the old version become in the new one, as typed."""
    typed = {name.removeprefix("map:"): value for name, value in request.form.items() if name.startswith("map:")}
    return {element: commands.DROPPED if to == "-" else to for element, to in typed.items() if to}


def said(error: BangVangError | None) -> dict[str, Any]:
    """Return what the page of an act says of a refusal, and what was typed."""
    return {"refusal": translate(error.text) if error else "", "form": request.form}


def propose(kind: str, asked: Asked, again: Callable[[BangVangError], ResponseReturnValue]) -> ResponseReturnValue:
    """Propose an act of a kind and show it; where it is refused show its page `again` with why.

    `asked` reads what the page asks for, and the reason; it may refuse too.
    """
    key, me = read_key(), current_actor()

    def work(writing: Session) -> ProposedAct:
        wanted, reason = asked()
        return commands.propose_act(writing, kind, wanted, reason[:2000], by=me, key=key)

    try:
        made = database().perform(work)
    except BangVangError as error:
        return again(error)
    notify(_("Proposed. It is done once another person approves it; those who may were told."))
    return redirect(url_for("proposals.show_act", act_id=made.id), 303)
