"""Giving a command from the page of a bloc's year."""

from collections.abc import Callable
from typing import TypeVar

from flask import redirect, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from engine.base.actor import Actor
from engine.base.errors import FieldError
from web.base.database import database
from web.bloc_years.addresses import scope_in
from web.bloc_years.page import year_page
from web.layout.keys import read_key
from web.layout.notices import notify
from web.parts.again import show_again
from web.signin.access import current_actor
from workflows.procedures.bloc_year.discussion.commands import DiscussionOverError
from workflows.registers.organisation.called import words_for
from workflows.registers.organisation.store import bloc_names

Made = TypeVar("Made")
REFUSED = (FieldError, DiscussionOverError)


def send_command(
    code: str,
    command: Callable[[Session, str, Actor, str], Made],
    said: Callable[[Made], str],
    anchor: str = "",
) -> ResponseReturnValue:
    """Give a command about a year and show its page; where it is refused, with what was typed and what is wrong.

    `command` is given the session, the scope, the actor and the key; `said` what it came to.
    """
    key, me, scope = read_key(), current_actor(), scope_in(code)
    try:
        made = database().perform(lambda writing: command(writing, scope, me, key))
    except REFUSED as refusal:
        return show_again(year_page(code), refusal)
    with database().read() as reading:
        name = bloc_names(reading, [scope]).get(scope, "")
    notify(words_for(name, said(made)))
    return redirect(url_for("bloc_years.show_year", code=code) + anchor, 303)
