"""Taking one running process to another version: which, what its elements become, and why."""

from typing import Any
from uuid import UUID

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from engine import commands
from engine.base import clock
from engine.base.errors import BangVangError
from engine.model import Instance, Release
from engine.store import instances, releases
from web.base.database import database
from web.operations.blueprint import OPERATOR, bp
from web.parts.history import process_name
from web.parts.proposing import mapping_typed, propose, said
from web.signin.access import access
from web.signin.errors import status_of


@bp.get("/dang-chay/<uuid:instance_id>/phien-ban")
@access(OPERATOR)
def ask_version(instance_id: UUID) -> ResponseReturnValue:
    """Ask to which version a process goes, what becomes of elements that are not in it, and why."""
    return _page(instance_id)


@bp.post("/dang-chay/<uuid:instance_id>/phien-ban")
@access(OPERATOR)
def change_version(instance_id: UUID) -> ResponseReturnValue:
    """Propose to take a process to another version, or say why it cannot go."""
    wanted = _asked() or abort(400)

    def asked() -> tuple[dict[str, Any], str]:
        mapping = mapping_typed()
        return {"instance": instance_id, "release": wanted, "mapping": mapping}, request.form.get("reason", "")

    return propose("migrate_instance", asked, lambda error: (_page(instance_id, error), status_of(error)))


def _asked() -> UUID | None:
    try:
        return UUID(request.values["den"]) if request.values.get("den") else None
    except ValueError:
        abort(400)


def _page(instance_id: UUID, error: BangVangError | None = None) -> str:
    wanted = _asked()
    with database().read() as reading:
        instance = instances.find_instance(reading, instance_id)
        others = _others(reading, instance)
        chosen = next((one for one in others if wanted in (None, one.id)), None)
        plans = commands.plan_migration(reading, instance.release_id, chosen.id) if chosen else []
        return render_template(
            "operations/version.html",
            instance=instance,
            process=process_name(reading, instance),
            before=releases.find_release(reading, instance.release_id),
            others=others,
            chosen=chosen,
            plans=[plan for plan in plans if plan.process_id == instance.process_id],
            **said(error),
        )


def _others(reading: Session, instance: Instance) -> list[Release]:
    """Return the other versions of an instance's procedure that are in force or were, the newest first."""
    found = [one for one in releases.releases_of(reading, instance.procedure) if one.in_force_since <= clock.now()]
    found.sort(key=lambda one: one.number, reverse=True)
    return [one for one in found if one.id != instance.release_id]
