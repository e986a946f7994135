"""The files of one's own draft: each gets another name, or goes."""

from collections.abc import Callable
from uuid import UUID

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from engine.base.errors import BangVangError
from engine.commands import drafts as commands
from engine.model import Draft
from engine.store import drafts
from web.base.database import database
from web.layout.notices import notify
from web.layout.numbers import read_number
from web.signin.access import access, current_actor
from web.workshop.approval import draft_page
from web.workshop.beginning import drop, ending_of, rename, require_name
from web.workshop.blueprint import EDITOR, bp


@bp.post("/ban-nhap/<uuid:draft_id>/doi-ten")
@access(EDITOR)
def rename_file(draft_id: UUID) -> ResponseReturnValue:
    """Give a file of one's own draft another name; it stays in its folder."""
    path, name = request.form.get("path", ""), request.form.get("name", "").strip()
    folder = path.rpartition("/")[0]

    def change(files: dict[str, bytes]) -> dict[str, bytes]:
        new = require_name(name, ending_of(path))
        return rename(files, path, f"{folder}/{new}" if folder else new)

    return change_draft(draft_id, change, _("“%(old)s” is called “%(new)s” now.", old=path, new=name))


@bp.post("/ban-nhap/<uuid:draft_id>/bo-tep")
@access(EDITOR)
def drop_file(draft_id: UUID) -> ResponseReturnValue:
    """Leave a file out of one's own draft."""
    path = request.form.get("path", "")
    return change_draft(draft_id, lambda files: drop(files, path), _("“%(old)s” is no longer in the draft.", old=path))


def change_draft(
    draft_id: UUID, change: Callable[[dict[str, bytes]], dict[str, bytes]], said: str
) -> ResponseReturnValue:
    """Save one's own draft with its files changed, and show it; its page says why where that is refused."""
    version, key = read_number(request.form.get("version")), request.form.get("key", "")

    def work(session: Session) -> Draft:
        draft = drafts.find_draft(session, draft_id)
        return commands.save_draft(
            session,
            draft.procedure,
            change(commands.files_of_draft(draft)),
            by=current_actor(),
            key=key,
            draft_id=draft_id,
            version=version,
            note=draft.note,
        )

    try:
        database().perform(work)
    except BangVangError as error:
        return draft_page(draft_id, error)
    notify(said)
    return redirect(url_for("workshop.show_draft", draft_id=draft_id), 303)
