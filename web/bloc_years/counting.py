"""What the page of a bloc's year sends about who counts its votes."""

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from web.bloc_years.sending import send_command
from web.layout.numbers import read_number
from web.signin.access import access
from workflows.procedures.bloc_year.counting import Counted, keep_count

bp = Blueprint("bloc_counts", __name__, url_prefix="/nam-thi-dua")
MOST_BODIES, MOST_SHEETS = 100, 1000


@bp.post("/<code>/kiem-phieu")
@access("bloc_head")
def keep(code: str) -> ResponseReturnValue:
    """Keep who counts a vote of the bloc and how many sheets were invalid, or say why not."""
    form = request.form
    bodies = sorted(form.getlist("body")[:MOST_BODIES], key=lambda body: body != form.get("leader"))
    tellers = tuple((body[:80], form.get(f"name-{body}", "")[:200]) for body in bodies)
    led = tellers if form.get("leader") in bodies else ()
    sheets = read_number(form.get("invalid") or "0", 0, MOST_SHEETS)
    said = Counted(form.get("vote", "")[:20], led, MOST_SHEETS if sheets is None else sheets, form.get("note", ""))
    return send_command(
        code,
        lambda writing, scope, me, key: keep_count(writing, scope, said, by=me, key=key),
        lambda _made: _("Who counts the votes is kept; the record of the count names them."),
        f"#count-{said.vote}",
    )
