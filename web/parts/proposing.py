"""From a page to an act: done at once, or proposed to a second person who decides on it."""

from collections.abc import Callable, Mapping
from typing import Any

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from engine import commands
from engine.base.errors import BangVangError, FieldError
from engine.base.text import N_, Text
from engine.commands.care import Care, care_of, takes_two
from engine.commands.remarks import LONGEST
from engine.model import ProposedAct
from engine.ports.acts import find_kind
from web.base.database import database
from web.layout.keys import read_key
from web.layout.language import translate
from web.layout.notices import notify
from web.signin.access import current_actor
from web.signin.confirming import confirm_person

Asked = Callable[[], tuple[Mapping[str, Any], str]]


def mapping_typed() -> dict[str, str]:
    """Return what elements of the old version become in the new one, as typed."""
    typed = {name.removeprefix("map:"): value for name, value in request.form.items() if name.startswith("map:")}
    return {element: commands.DROPPED if to == "-" else to for element, to in typed.items() if to}


def said(error: BangVangError | None) -> dict[str, Any]:
    """Return what the page of an act says of a refusal, and what was typed."""
    return {"refusal": translate(error.text) if error else "", "form": request.form}


def give(
    kind: str, asked: Asked, again: Callable[[BangVangError], ResponseReturnValue], done: Callable[[Any], Any]
) -> ResponseReturnValue:
    """Do what one person may do as shipped, or propose it where this installation asks for two.

    Both ways lead through the act registered under the command's name. Where it is refused its page is shown `again`
    with why; `done` is given what it came to, and answers.
    """
    if takes_two(kind):
        return propose(kind, asked, again)
    key, me = read_key(), current_actor()

    def work(writing: Session) -> object:
        wanted, reason = asked()
        return find_kind(kind).perform(writing, wanted, reason, by=me, key=key)

    try:
        if care_of(kind) is not Care.NONE:
            confirm_person()
        made = database().perform(work)
    except BangVangError as error:
        return again(error)
    answer: ResponseReturnValue = done(made)
    return answer


def propose(kind: str, asked: Asked, again: Callable[[BangVangError], ResponseReturnValue]) -> ResponseReturnValue:
    """Propose an act of a kind and show it; where it is refused show its page `again` with why.

    `asked` reads what the page asks for, and the reason; it may refuse too.
    """
    key, me = read_key(), current_actor()

    def work(writing: Session) -> ProposedAct:
        wanted, reason = asked()
        if len(reason) > LONGEST:
            raise FieldError(Text(N_("Please write at most %(most)s letters."), {"most": LONGEST}), "reason")
        return commands.propose_act(writing, kind, wanted, reason, by=me, key=key)

    try:
        made = database().perform(work)
    except BangVangError as error:
        return again(error)
    notify(_("Proposed. It is done once another person approves it; those who may were told."))
    return redirect(url_for("proposals.show_act", act_id=made.id), 303)
