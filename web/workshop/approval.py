"""A submitted draft before the second person: what it changes, what the checks say, and the decision."""

from datetime import date
from typing import Any
from uuid import UUID, uuid4

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from engine.base.errors import BangVangError, UnconfirmedError
from engine.base.text import Text
from engine.commands import drafts as commands
from engine.model import Draft, DraftState, Release
from engine.releases.safeguards import weakenings
from engine.store import drafts
from web.base.database import database
from web.layout.language import translate
from web.layout.notices import notify
from web.layout.times import show_date
from web.signin.access import access, current_actor
from web.signin.confirming import reason_to_ask
from web.signin.errors import status_of
from web.workshop.asking import asked
from web.workshop.beginning import look_through_draft
from web.workshop.blueprint import APPROVER, READERS, bp
from web.workshop.findings import WORDS
from web.workshop.looking import look_at
from web.workshop.sources import source_of_draft, source_of_release
from web.workshop.summaries import find_procedure
from web.workshop.views import compare_sources
from workflows.registers.organisation.sheet.columns import CellError, day


@bp.get("/ban-nhap/<uuid:draft_id>")
@access(*READERS)
def show_draft(draft_id: UUID) -> ResponseReturnValue:
    """Show a draft with what it changes in the version now in force."""
    return draft_page(draft_id)


@bp.post("/ban-nhap/<uuid:draft_id>/duyet")
@access(APPROVER)
def approve(draft_id: UUID) -> ResponseReturnValue:
    """Approve another person's draft: it becomes the version new instances follow."""
    checked = look_through_draft(draft_id)

    def work(session: Session) -> Release:
        key, day = request.form.get("key", ""), _effective_on(request.form.get("effective_on", ""))
        asked: dict[str, Any] = {"effective_on": day, "noted": request.form.getlist("noted")[:1000], "checked": checked}
        return commands.approve_draft(session, draft_id, by=current_actor(), key=key, **asked)

    try:
        release = database().perform(work)
    except (BangVangError, UnconfirmedError) as error:
        return draft_page(draft_id, error)
    said = {"number": release.number, "day": show_date(release.in_force_since)}
    if release.effective_at is None:
        notify(_("Version %(number)s is in force for new files; those already running keep theirs.", **said))
    else:
        notify(_("Version %(number)s comes into force on %(day)s; files begun before keep theirs.", **said))
    return redirect(url_for("workshop.show_procedure", procedure=release.procedure))


@bp.post("/ban-nhap/<uuid:draft_id>/tu-choi")
@access(APPROVER)
def reject(draft_id: UUID) -> ResponseReturnValue:
    """Send a draft back to its author with a reason."""
    reason = request.form.get("reason", "")

    def work(session: Session) -> Draft:
        return commands.reject_draft(session, draft_id, reason, by=current_actor(), key=request.form.get("key", ""))

    try:
        draft = database().perform(work)
    except BangVangError as error:
        return draft_page(draft_id, error)
    notify(_("The draft went back to %(name)s with your reason.", name=draft.author_name))
    return redirect(url_for("workshop.show_draft", draft_id=draft_id))


def _effective_on(typed: str) -> date | None:
    """Read the day a change shall come into force, nothing for at once."""
    if not typed.strip():
        return None
    try:
        return day(typed.strip())
    except CellError as wrong:
        raise UnreadableDayError(wrong.text) from None


class UnreadableDayError(BangVangError):
    """What was typed is no day."""


def draft_page(draft_id: UUID, refused: BangVangError | UnconfirmedError | None = None) -> ResponseReturnValue:
    """Show a draft, and why what was asked of it is refused."""
    with database().read() as session:
        draft = drafts.find_draft(session, draft_id)
        procedure = find_procedure(session, draft.procedure)
        source = source_of_draft(draft)
        current = source_of_release(session, procedure.newest.release)
        weakened = weakenings(current.files, source.files)
    changes, refusal = compare_sources(current.files, source.files)
    findings = look_at(source.files, source.procedure)
    is_mine = draft.author_id == current_actor().id
    open_questions = asked(source, findings) if is_mine and draft.state == DraftState.DRAFT else {}
    page = render_template(
        "workshop/draft.html",
        draft=draft,
        procedure=procedure,
        source=source,
        current=current,
        changes=changes,
        refusal=translate(_reason(refused)) if refused else refusal,
        findings=findings,
        weakened=weakened,
        noted=request.form.getlist("noted"),
        words=WORDS,
        key=uuid4(),
        was_refused=refused is not None,
        is_mine=is_mine,
        **open_questions,
        may_decide=current_actor().holds(APPROVER),
        effective_on=request.form.get("effective_on", ""),
        reason=request.form.get("reason", ""),
        is_old=draft.state != DraftState.APPROVED and draft.base_release_id != procedure.newest.release.id,
    )
    return page, _status(refused)


def _status(refused: BangVangError | UnconfirmedError | None) -> int:
    if refused is None:
        return 200
    if isinstance(refused, commands.StaleDraftError):
        return 409
    return status_of(refused) if isinstance(refused, BangVangError) else 422


def _reason(refused: BangVangError | UnconfirmedError) -> Text:
    return reason_to_ask(refused) if isinstance(refused, UnconfirmedError) else refused.text
