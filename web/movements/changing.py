"""What people do with movements."""

from collections.abc import Callable

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from engine.base.actor import Actor
from forms.errors import AnswerError
from web.base.database import database
from web.layout.keys import new_key, read_key
from web.layout.notices import notify
from web.movements.page import movement_page
from web.movements.places import units_under
from web.movements.typed import DAYS, TEXTS, Typed, day_typed
from web.movements.words import WORDS
from web.parts.again import show_again
from web.parts.blocs import blocs_headed
from web.parts.files import file_store
from web.signin.access import access, current_actor
from workflows.registers.attachments import UploadRefusedError
from workflows.registers.movements import store
from workflows.registers.movements.commands import (
    CHECKERS,
    DRAFTERS,
    JOINERS,
    LAUNCHERS,
    MovementRefusedError,
    check_movement,
    close_movement,
    draft_movement,
    join_movement,
    launch_movement,
    report_movement,
    review_movement,
)
from workflows.registers.movements.described import LONGEST, FromUnit, Reviewed
from workflows.registers.movements.papers import Paper, add_paper

bp = Blueprint("movement_changes", __name__, url_prefix="/phong-trao")


@bp.get("/moi")
@access(*DRAFTERS)
def begin() -> ResponseReturnValue:
    """Show what is said of a movement."""
    return _form(Typed(said=dict.fromkeys([*TEXTS, *DAYS], "")), "", new_key())


@bp.post("/moi")
@access(*DRAFTERS)
def draft() -> ResponseReturnValue:
    """Keep a movement, or say what is missing."""
    return _draft("")


@bp.get("/<code>/sua")
@access(*DRAFTERS)
def begin_again(code: str) -> ResponseReturnValue:
    """Show what was said of a movement, to be put right."""
    with database().read() as reading:
        typed = Typed.of(store.find_movement(reading, code, current_actor()))
    return _form(typed, code, new_key())


@bp.post("/<code>/sua")
@access(*DRAFTERS)
def draft_again(code: str) -> ResponseReturnValue:
    """Keep what is written anew of a movement that was sent back."""
    return _draft(code)


def _draft(code: str) -> ResponseReturnValue:
    key, me, typed = read_key(), current_actor(), Typed.read(request.form)
    try:
        said = typed.described()
        made = database().perform(lambda writing: draft_movement(writing, said, code, by=me, key=key))
    except (MovementRefusedError, AnswerError) as refusal:
        return show_again(_form(typed, code, key), refusal)
    notify(_("The movement is written down; a second person checks it."))
    return redirect(url_for("movements.show", code=made), 303)


def _form(typed: Typed, code: str, key: str) -> str:
    with database().read() as reading:
        units = units_under(reading, current_actor(), DRAFTERS)
        blocs = blocs_headed(reading, current_actor(), DRAFTERS)
    shown = {"typed": typed, "code": code, "key": key, "units": units, "blocs": blocs, "longest": LONGEST, "days": DAYS}
    return render_template("movements/form.html", **shown, **WORDS)


@bp.post("/<code>/kiem-tra")
@access(*CHECKERS)
def check(code: str) -> ResponseReturnValue:
    """Find a movement right, or send it back."""
    is_right = request.form.get("decision") == "right"
    lacking = None if is_right else request.form.get("lacking", "")[: LONGEST + 1]
    said = _("The movement was checked.") if is_right else _("The movement was sent back.")
    return _do(code, lambda writing, me, key: check_movement(writing, code, lacking, by=me, key=key), said)


@bp.post("/<code>/phat-dong")
@access(*LAUNCHERS)
def launch(code: str) -> ResponseReturnValue:
    """Launch a movement that was checked."""
    said = _("The movement is launched; units may take part.")
    return _do(code, lambda writing, me, key: launch_movement(writing, code, by=me, key=key), said)


@bp.post("/<code>/tham-gia")
@access(*JOINERS)
def join(code: str) -> ResponseReturnValue:
    """Note that a unit takes part."""
    told = _from_unit("targets")
    said = _("The unit takes part.")
    return _do(code, lambda writing, me, key: join_movement(writing, code, told, by=me, key=key), said)


@bp.post("/<code>/bao-cao")
@access(*JOINERS)
def report(code: str) -> ResponseReturnValue:
    """Keep what a unit reports of its results."""
    told = _from_unit("text")
    said = _("The results were reported.")
    return _do(code, lambda writing, me, key: report_movement(writing, code, told, by=me, key=key), said)


def _from_unit(name: str) -> FromUnit:
    return FromUnit(request.form.get("unit", "")[:80], request.form.get(name, "")[: LONGEST + 1])


@bp.post("/<code>/so-ket-tong-ket")
@access(*CHECKERS)
def review(code: str) -> ResponseReturnValue:
    """Record a review."""

    def command(writing: Session, me: Actor, key: str) -> None:
        results = request.form.get("results", "")[: LONGEST + 1]
        told = Reviewed(request.form.get("kind", ""), day_typed(request.form.get("held_on", ""), "held_on"), results)
        review_movement(writing, code, told, by=me, key=key)

    return _do(code, command, _("The review is recorded."))


@bp.post("/<code>/ket-thuc")
@access(*CHECKERS)
def close(code: str) -> ResponseReturnValue:
    """Close a movement after its final review."""
    return _do(
        code, lambda writing, me, key: close_movement(writing, code, by=me, key=key), _("The movement is closed.")
    )


@bp.post("/<code>/van-ban")
@access(*DRAFTERS)
def attach(code: str) -> ResponseReturnValue:
    """Attach a paper."""
    sent = request.files.get("paper")
    if sent is None or not sent.filename:
        return redirect(url_for("movements.show", code=code), 303)
    name = sent.filename

    def command(writing: Session, me: Actor, _key: str) -> None:
        sent.stream.seek(0)  # the work may be repeated after a conflict
        add_paper(writing, file_store(), Paper(code, name, sent.stream), by=me)

    return _do(code, command, _("The paper was attached."))


def _do(code: str, command: Callable[[Session, Actor, str], None], said: str) -> ResponseReturnValue:
    """Give a command and show the movement; where it is refused, with what was typed and what is wrong."""
    key, me = read_key(), current_actor()
    try:
        database().perform(lambda writing: command(writing, me, key))
    except (MovementRefusedError, UploadRefusedError, AnswerError) as refusal:
        return show_again(movement_page(code), refusal)
    notify(said)
    return redirect(url_for("movements.show", code=code), 303)
