"""Taking running processes to another version: the plan, the trial, the move, the result."""

from uuid import UUID

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from engine import commands
from engine.base.errors import BangVangError
from engine.base.text import Text
from engine.model import ItemState, Release
from engine.store import instances, migrations, releases
from web.base.database import database
from web.layout.keys import read_key
from web.layout.language import translate
from web.operations import store
from web.operations.blueprint import OPERATOR, bp
from web.parts.history import process_name
from web.parts.known import keep_known, unknown_here
from web.parts.proposing import mapping_typed, propose, said
from web.signin.access import access, current_actor
from web.signin.errors import status_of

ITEMS = tuple(ItemState)


@bp.get("/chuyen-phien-ban")
@access(OPERATOR)
def list_moves() -> ResponseReturnValue:
    """Show the moves there were, and the versions that processes still run on besides the newest."""
    with database().read() as reading:
        behind = [one for procedure in releases.procedures(reading) for one in _behind(reading, procedure)]
        return render_template("operations/moves.html", moves=store.recent_moves(reading), behind=behind)


def _behind(reading: Session, procedure: str) -> list[tuple[Release, Release, int]]:
    """Return the other versions of a procedure that something runs on, with the one in force and how many run."""
    newest = releases.release_in_force(reading, procedure)
    found = [release for release in releases.releases_of(reading, procedure) if newest and release.id != newest.id]
    counts = instances.count_by_release(reading, [release.id for release in found])
    running = [(release, counts.get(release.id, {}).get("active", 0)) for release in found]
    return [(release, newest, count) for release, count in running if count and newest is not None]


@bp.get("/chuyen-phien-ban/<uuid:old>/<uuid:new>")
@access(OPERATOR)
def plan_move(old: UUID, new: UUID) -> ResponseReturnValue:
    """Show what differs between two versions, and ask what becomes of elements that are not in both."""
    return _plan(old, new, "")


@bp.post("/chuyen-phien-ban/<uuid:old>/<uuid:new>")
@access(OPERATOR)
def prepare_move(old: UUID, new: UUID) -> ResponseReturnValue:
    """Have every running process of the old version tried on the new one."""
    key, me, reason = read_key(), current_actor(), request.form.get("reason", "")
    chosen = mapping_typed()
    try:
        made = database().perform(
            lambda writing: commands.prepare_migration(writing, old, new, chosen, reason, by=me, key=key)
        )
    except BangVangError as error:
        return _plan(old, new, translate(error.text)), status_of(error)
    return redirect(url_for("running.show_move", migration_id=made.id), 303)


def _plan(old: UUID, new: UUID, refusal: str) -> str:
    with database().read() as reading:
        before, after = releases.find_release(reading, old), releases.find_release(reading, new)
        plans = commands.plan_migration(reading, old, new)
        running = instances.count_by_release(reading, [old]).get(old, {}).get("active", 0)
    return render_template(
        "operations/plan.html",
        before=before,
        after=after,
        plans=plans,
        running=running,
        form=request.form,
        refusal=refusal,
    )


@bp.get("/chuyen-phien-ban/<uuid:migration_id>")
@access(OPERATOR)
def show_move(migration_id: UUID) -> ResponseReturnValue:
    """Show how far a move has come, process by process."""
    return _moving(migration_id)


def _moving(migration_id: UUID, error: BangVangError | None = None) -> str:
    state = request.args.get("ket-qua", "")
    if state not in ("", *ITEMS):
        abort(400)
    with database().read() as reading:
        move = migrations.find_migration(reading, migration_id)
        found = migrations.items_of(reading, migration_id, state=state, limit=200)
        items = keep_known(unknown_here(reading), found, lambda item: item[1].business_key if item[1] else "")
        rows = [(item, instance, [translate(Text.from_data(m)) for m in item.messages]) for item, instance in items]
        return render_template(
            "operations/moving.html",
            move=move,
            before=releases.find_release(reading, move.from_release_id),
            after=releases.find_release(reading, move.to_release_id),
            counts=migrations.counts(reading, migration_id),
            rows=rows,
            names={one.id: process_name(reading, one) for _, one in items if one is not None},
            state=state,
            **said(error),
        )


@bp.post("/chuyen-phien-ban/<uuid:migration_id>/bat-dau")
@access(OPERATOR)
def start_move(migration_id: UUID) -> ResponseReturnValue:
    """Propose to start a move that was tried."""
    with database().read() as reading:
        asked = {"migration": migration_id}, migrations.find_migration(reading, migration_id).reason

    def again(error: BangVangError) -> ResponseReturnValue:
        return _moving(migration_id, error), status_of(error)

    return propose("start_migration", lambda: asked, again)


@bp.post("/chuyen-phien-ban/<uuid:migration_id>/dung")
@access(OPERATOR)
def stop_move(migration_id: UUID) -> ResponseReturnValue:
    """Stop a move."""
    key, me = read_key(), current_actor()
    database().perform(lambda writing: commands.stop_migration(writing, migration_id, by=me, key=key))
    return redirect(url_for("running.show_move", migration_id=migration_id), 303)
