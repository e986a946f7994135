"""The page of notices, and the bell that tells of new ones."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from flask import Blueprint, Flask, g, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from engine import clock
from engine.actor import Actor
from engine.text import N_
from web.access import current_actor, current_person_id, signed_in
from web.cases.sight import sees_nomination
from web.database import database
from web.inbox.store import nominations_by_code
from workflows.nomination.model import Notice
from workflows.nomination.store import notices_for

bp = Blueprint("notices", __name__, url_prefix="/thong-bao")
SEEN_COOKIE = "bangvang_notices_seen"
YEAR = 365 * 24 * 3600
SHOWN = 100
# What the codes of other cases begin with, and where they are shown.
MARKS = {"PH-": "councils.show_session", "KN-": "complaints.show_complaint", "TH-": "register.show_revocation"}
REASONS: Mapping[str, tuple[str, str]] = {
    "awarded": (N_("The award was granted"), "ok"),
    "failed": (N_("The nomination did not pass"), "bad"),
    "rejected": (N_("The nomination was not proposed"), "bad"),
    "withdrawn": (N_("The nomination was withdrawn"), "warn"),
    "dossier_late": (N_("The dossier is still not handed in"), "warn"),
    "endorsement_late": (N_("The head of the unit has not decided yet"), "warn"),
    "intake_late": (N_("The dossier has not been received yet"), "warn"),
    "signature_late": (N_("The leader has not signed yet"), "warn"),
    "consultation_late": (N_("Opinions asked for are still missing"), "warn"),
    "vote_closing": (N_("The vote of the bloc closes soon"), "warn"),
    "bloc_elected": (N_("Your body was elected head or deputy of the bloc"), "ok"),
    "mentioned": (N_("Somebody mentioned you in a remark"), "info"),
    "case_held": (N_("The nomination was put on hold"), "warn"),
    "hold_ended": (N_("The nomination goes on"), "ok"),
    "to_revoke": (N_("A complaint about an award given was founded: it is to be revoked"), "bad"),
    "revoked": (N_("The award was revoked"), "bad"),
    "opinion_late": (N_("Your opinion on a nomination is still missing"), "warn"),
    "verification_late": (N_("The verification takes longer than it may"), "warn"),
    "revocation_late": (N_("The council was not told of the finding in time"), "warn"),
    "council_waiting": (N_("A nomination waits for the council"), ""),
    "council_invited": (N_("You are invited to a session of the council"), "info"),
    "council_vote_closing": (N_("The vote of the council closes soon"), "warn"),
}


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
    g.bell = False
    answer = make_response(render_template("notices/notices.html", found=found))
    seen = clock.now().isoformat()
    answer.set_cookie(SEEN_COOKIE, seen, max_age=YEAR, secure=request.is_secure, httponly=True, samesite="Lax")
    return answer


def ring(app: Flask) -> None:
    """Tell every page whether there are notices the person has not seen in this browser."""
    app.context_processor(lambda: {"bell": has_news})


def has_news() -> bool:
    """Tell whether a notice is newer than the last look at the page of notices."""
    if current_person_id() is None or not g.get("bell", True):
        return False
    with database().read() as reading:
        newest = notices_for(reading, current_actor(), limit=1)
    return bool(newest) and newest[0].at.isoformat() > request.cookies.get(SEEN_COOKIE, "")


def show_notices(session: Session, actor: Actor) -> list[ShownNotice]:
    """Return the newest notices with what they are about."""
    found = notices_for(session, actor, limit=SHOWN)
    about = nominations_by_code(session, [notice.business_key for notice in found])
    visible = {code for code in about if sees_nomination(session, actor, code)}
    return [  # a session's notices reach only those who may open it
        _show(notice, about[notice.business_key].subject_name if notice.business_key in about else "", visible)
        for notice in found
    ]


def _show(notice: Notice, about: str, visible: set[str]) -> ShownNotice:
    words, tone = REASONS.get(notice.reason, (notice.reason, ""))
    code = notice.business_key
    url = url_for("cases.show_nomination", code=code) if code in visible else ""
    for mark, view in MARKS.items():
        url = url_for(view, code=code) if code.startswith(mark) else url
    return ShownNotice(notice.at, _(words), tone, about, code, url)
