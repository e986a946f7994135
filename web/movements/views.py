"""The list of movements, one of them, and its papers."""

from uuid import UUID

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from engine.base import clock
from engine.base.errors import NotFoundError
from web.base.database import database
from web.layout.downloads import send_download
from web.movements.asked import Asked
from web.movements.page import movement_page
from web.movements.words import WORDS
from web.parts.files import file_store
from web.parts.naming import load_names
from web.parts.places import places
from web.signin.access import current_actor, signed_in
from workflows.registers.attachments import DamagedFileError
from workflows.registers.movements import store
from workflows.registers.movements.commands import DRAFTERS
from workflows.registers.movements.papers import papers_of

bp = Blueprint("movements", __name__, url_prefix="/phong-trao")
PAGE = 50


@bp.get("")
@signed_in
def list_movements() -> ResponseReturnValue:
    """Show the movements that were launched, and those of the units whose cases the person sees."""
    asked, me = Asked.from_query(request.args), current_actor()
    with database().read() as reading:
        found = store.movements_seen(reading, me, asked.sought, limit=PAGE + 1, offset=(asked.page - 1) * PAGE)
        page = {
            "movements": found[:PAGE],
            "has_next": len(found) > PAGE,
            "counted": store.count_states(reading, me, asked.sought),
            "joined": store.count_members(reading, [one.code for one in found[:PAGE]]),
            "names": load_names(reading, [one.unit_code for one in found]),
            "bodies": places(reading, "").bodies,
            "may_draft": any(me.holds(role) for role in DRAFTERS),
        }
        return render_template("movements/list.html", asked=asked, today=clock.today(), **page, **WORDS)


@bp.get("/<code>")
@signed_in
def show(code: str) -> ResponseReturnValue:
    """Show one movement: what it says, who takes part, what was reported, reviewed and commended."""
    return movement_page(code)


@bp.get("/<code>/van-ban/<uuid:paper_id>")
@signed_in
def send_paper(code: str, paper_id: UUID) -> ResponseReturnValue:
    """Send a paper of a movement to whoever may see it."""
    with database().read() as reading:
        store.find_movement(reading, code, current_actor())
        found = next((each for each in papers_of(reading, code) if each.id == paper_id), None)
        if found is None:
            raise NotFoundError
        stream = file_store().open(found.sha256)
        if stream is None:
            raise DamagedFileError(found.filename)
        return send_download(stream, found.media_type, found.filename)
