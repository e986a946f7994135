"""The acts on running cases that need two people: what each would do, and what it does once approved."""

import hashlib
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from engine.base.actor import Actor
from engine.base.errors import NoLongerOpenError
from engine.base.text import N_, Text
from engine.bpmn.keep.inspection import Inspection, ScopeView, inspect_instance
from engine.bpmn.run.moving import MoveRefusedError, Place
from engine.commands.incidents import drop_incident, require_droppable
from engine.commands.instances import cancel_instance
from engine.commands.migrations import require_checked, start_migration
from engine.commands.moving_over import MigrationRefusedError, check_migration, migrate_instance
from engine.commands.retention import lift_hold, require_retention, set_retention, standing_hold
from engine.commands.tokens import move_token, try_move
from engine.commands.variables import require_names, require_settable, set_variables
from engine.model import InstanceState
from engine.model.values import encode
from engine.ports.acts import ActKind, Request, register_act
from engine.store import incidents, instances, migrations, proposals, releases, retention

LONGEST = 200


def digest(*parts: object) -> str:
    """Return a mark of some values."""
    return hashlib.sha256(encode(list(parts)).encode()).hexdigest()


def of_instance(_session: Session, request: Request) -> UUID:
    """Return the instance that a request is about."""
    found: UUID = request["instance"]
    return found


def mark_of_instance(session: Session, request: Request) -> str:
    """Return a mark of how the instance stands that a request is about."""
    return proposals.mark_of_instance(session, request["instance"])


def require_running(session: Session, instance_id: UUID) -> None:
    """Refuse an instance that has ended; raises NoLongerOpenError."""
    if instances.find_instance(session, instance_id).state != InstanceState.ACTIVE:
        raise NoLongerOpenError


def places_of(request: Request) -> list[Place]:
    """Return the places that a request to move tokens names."""
    return [Place(one["element"], one["flow"], one["within"]) for one in request["start"]]


def _move(session: Session, request: Request, reason: str, *, by: Actor, key: str) -> object:
    start = places_of(request)
    return move_token(
        session, request["instance"], cancel=request["cancel"], start=start, reason=reason, by=by, key=key
    )


def _moved(session: Session, request: Request) -> list[Text]:
    """Try a move, and say what it takes out and puts in."""
    if not request["cancel"] and not request["start"]:
        raise MoveRefusedError(Text(N_("No token was chosen.")))
    require_running(session, request["instance"])
    seen = inspect_instance(session, request["instance"])
    try_move(session, request["instance"], request["cancel"], places_of(request))
    out = {token.id: token.name for token in seen.tokens}
    gone = [Text(N_("Take out of “%(name)s”"), {"name": out.get(one, str(one))}) for one in request["cancel"]]
    return gone + [Text(N_("Go on at “%(name)s”"), {"name": _place(seen, one)}) for one in places_of(request)]


def _place(seen: Inspection, place: Place) -> Text:
    wanted = (place.element_id, place.flow_id)
    found = [one.name for one in seen.places if (one.place.element_id, one.place.flow_id) == wanted]
    return found[0] if found else Text("%(name)s", {"name": place.element_id})


def _set(session: Session, request: Request, reason: str, *, by: Actor, key: str) -> object:
    changes, scope = request["changes"], request["scope"]
    return set_variables(session, request["instance"], changes, reason, by=by, key=key, scope_id=scope)


def _setting(session: Session, request: Request) -> list[Text]:
    """Say which variables of which scope take which values; what they are now is content of the case."""
    require_running(session, request["instance"])
    require_names(request["changes"])
    require_settable(session, request["instance"], request["scope"], request["changes"])
    inside = _scope(inspect_instance(session, request["instance"]).scopes, request["scope"])
    return [_one(name, value, inside) for name, value in request["changes"].items()]


def _scope(scopes: list[ScopeView], scope_id: UUID | None) -> str:
    return next((scope.name for scope in scopes if scope.id == scope_id), "")


def _one(name: str, value: Any, inside: str) -> Text:
    written = encode(value)
    said = {"name": name, "value": written if len(written) <= LONGEST else f"{written[:LONGEST]}…", "inside": inside}
    if inside:
        return Text(N_("Set “%(name)s” in “%(inside)s” to %(value)s"), said)
    return Text(N_("Set “%(name)s” to %(value)s"), said)


def _cancel(session: Session, request: Request, reason: str, *, by: Actor, key: str) -> object:
    return cancel_instance(session, request["instance"], reason, by=by, key=key)


def _cancelling(session: Session, request: Request) -> list[Text]:
    require_running(session, request["instance"])
    seen = inspect_instance(session, request["instance"])
    open_at = [token.name for token in seen.tokens]
    said = Text(N_("The whole process is cancelled. This cannot be undone."))
    return [said, *(Text(N_("“%(name)s” is given up"), {"name": name}) for name in open_at)]


def _migrate(session: Session, request: Request, reason: str, *, by: Actor, key: str) -> object:
    to, mapping = request["release"], request["mapping"]
    return migrate_instance(session, request["instance"], to, mapping, reason, by=by, key=key)


def _migrating(session: Session, request: Request) -> list[Text]:
    found = check_migration(session, request["instance"], request["release"], request["mapping"])
    if not found.fits:
        raise MigrationRefusedError(found.problems)
    number = releases.find_release(session, request["release"]).number
    return [Text(N_("The process goes on with version %(number)s"), {"number": number}), *found.notes]


def _start(session: Session, request: Request, reason: str, *, by: Actor, key: str) -> object:  # noqa: ARG001 - the plan has its own reason
    return start_migration(session, request["migration"], by=by, key=key)


def _starting(session: Session, request: Request) -> list[Text]:
    migration = require_checked(session, request["migration"])
    before = releases.find_release(session, migration.from_release_id)
    after = releases.find_release(session, migration.to_release_id)
    said = {"procedure": migration.procedure, "before": before.number, "after": after.number}
    said["count"] = migrations.counts(session, migration.id).get("fits", 0)
    text = N_("%(count)s running processes of “%(procedure)s” go from version %(before)s to version %(after)s")
    mapped = [
        Text(N_("“%(old)s” becomes “%(new)s”"), {"old": old, "new": new or "–"})
        for old, new in sorted(migration.mapping.items())
    ]
    return [Text(text, said), *mapped]


def _standing_of_move(session: Session, request: Request) -> str:
    migration = migrations.find_migration(session, request["migration"])
    return digest(migration.state, migration.to_release_id, migration.mapping, migrations.counts(session, migration.id))


def _drop(session: Session, request: Request, reason: str, *, by: Actor, key: str) -> object:
    return drop_incident(session, request["incident"], reason, by=by, key=key)


def _dropping(session: Session, request: Request) -> list[Text]:
    found = require_droppable(session, request["incident"])
    name = incidents.work_name(session, found)
    return [Text(N_("“%(name)s” is never delivered"), {"name": name})]


def of_incident(session: Session, request: Request) -> UUID | None:
    """Return the instance of the incident that a request is about, if any."""
    return incidents.find_incident(session, request["incident"]).instance_id


def standing_of_incident(session: Session, request: Request) -> str:
    """Return a mark of how the incident stands that a request is about."""
    found = incidents.find_incident(session, request["incident"])
    return digest(found.kind, found.work_id, found.resolved_at)


def _keep(session: Session, request: Request, reason: str, *, by: Actor, key: str) -> object:
    return set_retention(session, request["procedure"], request["months"], reason, by=by, key=key)


def _keeping(session: Session, request: Request) -> list[Text]:
    procedure, months = request["procedure"], request["months"]
    require_retention(session, procedure, months)
    return [_kept(procedure, months), _kept_before(session, procedure)]


def _kept(procedure: str, months: int | None) -> Text:
    if months is None:
        return Text(N_("Processes of “%(procedure)s” are kept for ever"), {"procedure": procedure})
    said = {"procedure": procedure, "months": months}
    return Text(N_("Processes of “%(procedure)s” are removed %(months)s months after their end"), said)


def _kept_before(session: Session, procedure: str) -> Text:
    found = retention.retention_of(session, procedure)
    return Text(N_("Until now: %(rule)s"), {"rule": _kept(procedure, found.months if found else None)})


def _standing_of_keeping(session: Session, request: Request) -> str:
    found = retention.retention_of(session, request["procedure"])
    return digest(None if found is None else found.id)


def _lift(session: Session, request: Request, reason: str, *, by: Actor, key: str) -> object:
    return lift_hold(session, request["hold"], reason, by=by, key=key)


def _lifting(session: Session, request: Request) -> list[Text]:
    hold = standing_hold(session, request["hold"])
    said = {"case": hold.business_key or hold.root_id, "name": hold.placed_by_name, "reason": hold.reason}
    return [Text(N_("The order of %(name)s to keep %(case)s is lifted; it was given because: %(reason)s"), said)]


def _of_hold(session: Session, request: Request) -> UUID | None:
    return retention.find_hold(session, request["hold"]).root_id


def _standing_of_hold(session: Session, request: Request) -> str:
    return digest(retention.find_hold(session, request["hold"]).lifted_at)


def _procedure(_session: Session, request: Request) -> str:
    return str(request["procedure"])


def _procedure_moved(session: Session, request: Request) -> str:
    return migrations.find_migration(session, request["migration"]).procedure


KINDS: Mapping[str, ActKind] = {
    kind.name: kind
    for kind in (
        ActKind("move_token", N_("Move to another step"), _move, _moved, mark_of_instance, of_instance),
        ActKind("set_variables", N_("Set a variable"), _set, _setting, mark_of_instance, of_instance),
        ActKind("cancel_instance", N_("Cancel the process"), _cancel, _cancelling, mark_of_instance, of_instance),
        ActKind("migrate_instance", N_("Move to another version"), _migrate, _migrating, mark_of_instance, of_instance),
        ActKind(
            "start_migration",
            N_("Move many to another version"),
            _start,
            _starting,
            _standing_of_move,
            subject=_procedure_moved,
        ),
        ActKind("drop_incident", N_("Drop what failed"), _drop, _dropping, standing_of_incident, of_incident),
        ActKind(
            "set_retention",
            N_("Change how long what has ended is kept"),
            _keep,
            _keeping,
            _standing_of_keeping,
            subject=_procedure,
        ),
        ActKind("lift_hold", N_("Lift the order to keep a case"), _lift, _lifting, _standing_of_hold, _of_hold),
    )
}
for _kind in KINDS.values():
    register_act(_kind)
