"""Pages of the inbox."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from web.access import signed_in

bp = Blueprint("inbox", __name__)


@bp.get("/")
@signed_in
def show_inbox() -> ResponseReturnValue:
    """Show what waits for the person."""
    return render_template("error.html", status=200, words={"heading": "Inbox", "advice": "x"}, said=None)
