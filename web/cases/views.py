"""Pages of nominations."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from web.access import signed_in

bp = Blueprint("cases", __name__)


@bp.get("/ho-so")
@signed_in
def list_nominations() -> ResponseReturnValue:
    """Show the nominations the person may see."""
    return render_template("error.html", status=200, words={"heading": "Inbox", "advice": "x"}, said=None)
