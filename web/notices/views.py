"""The page of notices, and the bell that tells of new ones."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from flask import Blueprint, Flask, g, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from engine.base.actor import Actor
from web.base.database import database
from web.notices.reasons import ABSENCES, ACCOUNTS, NOMINATION, NOTICES, REASONS, RELATIONS, path_of
from web.notices.store import count_new, mark_seen
from web.parts.marks import QUESTION
from web.signin.access import current_actor, current_person_id, signed_in
from workflows.across.witness.telling import MARK as ACT
from workflows.procedures.nomination.store import nominations_by_code, notices_for, visible_among
from workflows.registers.nominations.model import Nomination, Notice
from workflows.registers.organisation.called import names_of_blocs, words_for

bp = Blueprint("notices", __name__, url_prefix=NOTICES)
SHOWN = 100


@dataclass(frozen=True)
class ShownNotice:
    """A notice as the page shows it."""

    at: datetime
    words: str
    tone: str
    about: str
    code: str
    url: str


@bp.get("")
@signed_in
def list_notices() -> ResponseReturnValue:
    """Show the notices for the person's roles; from now on these are seen."""
    me = current_actor()
    with database().read() as reading:
        found = show_notices(reading, me)
    database().perform(lambda writing: mark_seen(writing, me))
    g.news = 0
    return render_template("notices/notices.html", found=found)


@bp.get("/so-moi")
@signed_in
def count() -> ResponseReturnValue:
    """Say how many notices are new, for the bell of a page that stays open."""
    return {"count": news()}


def add_context_processors(app: Flask) -> None:
    """Tell every page how many notices the person has not seen."""
    app.context_processor(lambda: {"news": news})


def news() -> int:
    """Return how many notices came since the person last looked, at most MOST_NEW."""
    if current_person_id() is None:
        return 0
    if "news" not in g:
        with database().read() as reading:
            g.news = count_new(reading, current_actor())
    return int(g.news)


def show_notices(session: Session, actor: Actor) -> list[ShownNotice]:
    """Return the newest notices with what they are about."""
    found = notices_for(session, actor, limit=SHOWN)
    about = nominations_by_code(session, [notice.business_key for notice in found])
    visible = visible_among(session, about, actor)
    blocs = names_of_blocs(session, {notice.business_key for notice in found})
    return [  # a session's notices reach only those who may open it
        _show(notice, _about(about, blocs, notice), visible) for notice in found
    ]


def _about(nominations: Mapping[str, Nomination], blocs: Mapping[str, str], notice: Notice) -> str:
    """Return whom a notice is about: who is proposed, or the bloc."""
    found = nominations.get(notice.business_key)
    return found.subject_name if found else blocs.get(notice.business_key, "")


def _show(notice: Notice, about: str, visible: set[str]) -> ShownNotice:
    words, tone = REASONS.get(notice.reason, (notice.reason, ""))
    code = notice.business_key
    is_closed = code.startswith(NOMINATION) and code not in visible  # the others reach only who may open them
    url = "" if is_closed else path_of(code)
    if notice.element_id.startswith(QUESTION):
        url = url_for("questions.show", question_id=notice.element_id.removeprefix(QUESTION))
    if notice.element_id.startswith(ACT):
        url = url_for("proposals.show_act", act_id=notice.element_id.removeprefix(ACT))
    if notice.reason in ACCOUNTS:
        about, url = _("Accounts"), url_for("accounts.list_accounts") if current_actor().holds("auditor") else ""
    if notice.reason in ABSENCES:
        about, url = _("Out of office"), url_for("away.show")
    if notice.reason in RELATIONS:
        about, url = _("Close relatives"), url_for("relations.show")
    return ShownNotice(notice.at, words_for(about, _(words)), tone, about, code, url)
