"""The page of nominations published for comments."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from web.base.database import database
from web.layout.keys import new_key, read_key
from web.layout.language import translate
from web.layout.notices import notify
from web.parts.naming import load_names, with_type
from web.signin.access import current_actor, signed_in
from workflows.procedures.nomination.store import entries_of
from workflows.procedures.unit_review.posting.commands import LONGEST, CommentRefusedError, comment_publicly
from workflows.procedures.unit_review.store import published_now
from workflows.registers.frozen.store import digests_of
from workflows.registers.nominations.model import LIST

STANDING = ("proposed", "passed")
bp = Blueprint("posting", __name__, url_prefix="/cong-khai")


@bp.get("")
@signed_in
def show_published() -> ResponseReturnValue:
    """Show what is published now, to everybody who may sign in."""
    with database().read() as reading:
        found = published_now(reading)
        listed = {one.code: entries_of(reading, [one.code], STANDING) for one in found if one.subject_kind == LIST}
        names = load_names(reading, [code for one in found for code in (one.unit_code, one.body_code)])
        marks = digests_of(reading, [one.code for one in found])
        shown = {"found": found, "listed": listed, "names": names, "marks": marks, "with_type": with_type}
        return render_template("posting/published.html", **shown, longest=LONGEST, key=new_key())


@bp.post("/<code>")
@signed_in
def comment(code: str) -> ResponseReturnValue:
    """Say something of a nomination; its body's emulation department reads it."""
    key, me = read_key(), current_actor()
    text = request.form.get("text", "")
    try:
        database().perform(lambda writing: comment_publicly(writing, code, text, by=me, key=key).id)
    except CommentRefusedError as refusal:
        notify(translate(refusal.text), "refused")
    else:
        notify(_("Your comment was sent to the emulation department."))
    return redirect(url_for("posting.show_published"), 303)
