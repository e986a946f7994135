"""Editing a draft: the page with the editor, and what the editor asks of the server."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from sqlalchemy.orm import Session

from engine.base.errors import BangVangError, ModelRefusedError
from engine.base.text import N_, Text
from engine.commands import drafts as commands
from engine.model import Draft
from engine.ports import actions
from engine.releases import check
from engine.releases.exchange import mended_by
from engine.store import drafts
from web.base.database import database
from web.layout.language import translate
from web.layout.security import allow_inline_styles, form_token
from web.layout.times import show_time
from web.signin.access import access, current_actor
from web.signin.confirming import CONFIRMATION
from web.signin.errors import status_of
from web.workshop.beginning import Beginning, begin, changed, look_through_draft
from web.workshop.blueprint import EDITOR, bp
from web.workshop.findings import describe_finding
from web.workshop.looking import look_at
from web.workshop.summaries import Procedure, find_procedure

LARGEST_FILE = 2 * 1024 * 1024
UNSAVED = UUID(int=0)  # stands in addresses until the first save gives the draft its id


class Unreadable(BangVangError):  # noqa: N818 - it says what the request is
    """The editor sent something that is not a draft."""

    def __init__(self) -> None:
        super().__init__(Text(N_("The request could not be read.")))


class Sent(BaseModel):
    """What the editor sends: the files, and which draft they are of as it was last seen."""

    model_config = ConfigDict(extra="forbid", str_max_length=LARGEST_FILE)

    files: dict[str, str] = Field(default_factory=dict, max_length=check.MAX_FILES)
    draft: UUID | None = None
    version: int | None = None
    begin: str = Field(default="", max_length=100)
    """The version or draft that the files began from, until they are a draft of their own."""
    key: str = Field(default="", max_length=100)
    note: str = Field(default="", max_length=2000)
    file: str = Field(default="", max_length=400)
    rule: str = Field(default="", max_length=100)
    """What is to be mended, and where."""
    password: str = Field(default="", alias=CONFIRMATION)
    """Taken before the view runs (web/signin/confirming.py)."""

    def contents(self) -> dict[str, bytes]:
        """Return the files as bytes."""
        return {path: text.encode() for path, text in self.files.items()}


@bp.get("/<procedure>/soan")
@access(EDITOR)
def edit(procedure: str) -> ResponseReturnValue:
    """Show the editor on one's own draft, or on the newest version."""
    with database().read() as session:
        found = find_procedure(session, procedure)
        begun = _begin(session, found)
    draft, source = begun.draft, begun.source
    is_old = draft is not None and draft.base_release_id != found.newest.release.id
    allow_inline_styles()
    return render_template(
        "workshop/editor.html",
        procedure=found,
        draft=draft,
        source=source,
        is_old=is_old,
        begin=request.args.get("tu", ""),
        chosen=request.args.get("tep", ""),
        submit_url=url_for("workshop.submit", draft_id=UNSAVED),
    )


@bp.get("/<procedure>/soan/du-lieu")
@access(EDITOR)
def load_draft(procedure: str) -> ResponseReturnValue:
    """Send the editor the files, the state of the draft and our actions."""
    with database().read() as session:
        begun = _begin(session, find_procedure(session, procedure))
    whose = {"me": current_actor().id, "token": form_token()}
    return {
        "files": begun.source.texts,
        "draft": _state(begun.draft),
        "templates": actions.element_templates(),
        **whose,
    }


@bp.post("/<procedure>/soan")
@access(EDITOR)
def save(procedure: str) -> ResponseReturnValue:
    """Save the draft; a save over somebody's newer one is refused with their name."""

    def work(session: Session, sent: Sent) -> dict[str, Any]:
        files = _complete_files(session, procedure, sent)
        saved = commands.save_draft(
            session,
            procedure,
            files,
            by=current_actor(),
            key=sent.key,
            draft_id=sent.draft,
            version=sent.version,
        )
        return _state(saved) or {}

    return answer_editor(lambda sent: database().perform(lambda session: work(session, sent)))


@bp.post("/<procedure>/soan/kiem-tra")
@access(EDITOR)
def check_files(procedure: str) -> ResponseReturnValue:
    """Check the files as they stand in the editor, saved or not."""

    def look(sent: Sent) -> dict[str, Any]:
        with database().read() as session:
            begun = changed(session, find_procedure(session, procedure), sent.draft, sent.begin)
        files = {**begun.source.binaries, **sent.contents()}
        findings = look_at(files, procedure)
        mendable = mended_by(findings, files)
        return {"findings": [describe_finding(one, can_mend=(one.file, one.rule) in mendable) for one in findings]}

    return answer_editor(look)


@bp.post("/ban-nhap/<uuid:draft_id>/gui")
@access(EDITOR)
def submit(draft_id: UUID) -> ResponseReturnValue:
    """Write down what the change is for and hand the draft to a second person."""

    checked = look_through_draft(draft_id)

    def work(session: Session, sent: Sent) -> dict[str, Any]:
        me, draft = current_actor(), drafts.find_draft(session, draft_id)
        files = commands.files_of_draft(draft)
        commands.save_draft(
            session,
            draft.procedure,
            files,
            by=me,
            key=f"{sent.key}-note",
            draft_id=draft_id,
            version=sent.version,
            note=sent.note,
        )
        commands.submit_draft(session, draft_id, by=me, key=sent.key, checked=checked)
        return {"next": url_for("workshop.show_draft", draft_id=draft_id)}

    return answer_editor(lambda sent: database().perform(lambda session: work(session, sent)))


def answer_editor(work: Callable[[Sent], dict[str, Any]]) -> ResponseReturnValue:
    """Do what was asked and answer the editor in JSON, refusals too."""
    try:
        sent = Sent.model_validate(request.get_json())
    except ValidationError:
        return {"error": translate(Unreadable().text)}, 422
    try:
        answer = work(sent)
    except BangVangError as error:
        return _refusal(error), 409 if isinstance(error, commands.StaleDraftError) else status_of(error)
    return answer


def _refusal(error: BangVangError) -> dict[str, Any]:
    findings = error.findings if isinstance(error, ModelRefusedError) else []
    said = {"findings": [describe_finding(finding) for finding in findings]} if findings else {}
    return {"error": translate(error.text), **said}  # no list at all: an empty one says that the checks found nothing


def _complete_files(session: Session, procedure: str, sent: Sent) -> dict[str, bytes]:
    """Return the files sent and those that are not text; none of what they began from may be missing or new."""
    begun = changed(session, find_procedure(session, procedure), sent.draft, sent.begin)
    if sent.files.keys() != begun.source.texts.keys():
        if begun.draft is not None:
            commands.require_fresh(begun.draft, sent.version)  # a file was renamed or dropped meanwhile
        raise Unreadable
    return {**begun.source.files, **sent.contents()}


def _begin(session: Session, procedure: Procedure) -> Beginning:
    return begin(session, procedure, request.args.get("tu", ""), current_actor())


def _state(draft: Draft | None) -> dict[str, Any] | None:
    if draft is None:
        return None
    saved_at = show_time(draft.saved_at).rpartition(" ")[2]
    return {"id": str(draft.id), "version": draft.version, "saved_at": saved_at, "saved_by": draft.author_name}
