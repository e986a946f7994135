"""Putting variables right in a running instance."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from engine.base.actor import Actor
from engine.base.errors import BangVangError, NotFoundError
from engine.base.plaintext import plain_values
from engine.base.text import N_, Text
from engine.bpmn.check.decisive import settled_variables
from engine.bpmn.keep.running import Running, looking, running
from engine.bpmn.token.scope import Scope
from engine.commands.once import once
from engine.commands.operators import require_active, require_two
from engine.feel import compile_expression
from engine.history import Entry
from engine.history.kinds.instances import SetVariable, VariablesSet
from engine.model import Instance
from engine.releases.check import form_fields
from engine.store import instances, releases, states

MAX_NAME = 200


class VariableRefusedError(BangVangError):
    """A variable cannot be set as asked; the text names it."""


def set_variables(  # noqa: PLR0913 - a command's whole address
    session: Session,
    instance_id: UUID,
    changes: Mapping[str, Any],
    reason: str,
    *,
    by: Actor,
    key: str,
    scope_id: UUID | None = None,
) -> Instance:
    """Set variables in one scope of a running instance, its own scope where none is named.

    The history keeps the old and the new values. What waits already keeps the deadline, the correlation key and the
    candidates it has. Raises NotFoundError for no instance or no such scope, NeedsTwoError, ReasonMissingError,
    NoLongerOpenError where the instance or the scope has ended, VariableRefusedError, VariableError.
    """
    require_two(by, "set_variables", reason)
    require_names(changes)
    changes = plain_values(changes)

    def work() -> dict[str, Any]:
        with running(session, instance_id, by, even_suspended=True) as run:
            require_active(run)
            _require_loose(run, changes)
            scope = _open_scope(run, scope_id or instance_id)
            fact = VariablesSet(reason, scope.id, [_set(scope, name, changes[name]) for name in changes])
            run.note(_entry(run, scope, by, fact))
        return {"instance": instance_id}

    request = {"instance": instance_id, "scope": scope_id, "changes": dict(changes), "reason": reason}
    once(session, "set_variables", request, work, by=by, key=key)
    return instances.find_instance(session, instance_id)


def read_value(text: str) -> Any:
    """Return the value that a person wrote as FEEL; raises VariableRefusedError saying what is wrong with it."""
    try:
        return compile_expression(text).evaluate({})
    except BangVangError as error:
        raise VariableRefusedError(Text(N_("This is not a value: %(reason)s"), {"reason": error.text})) from None


def require_names(changes: Mapping[str, Any]) -> None:
    """Refuse no variables at all, and names that cannot be; raises VariableRefusedError."""
    if not changes:
        raise VariableRefusedError(Text(N_("No variable was named.")))
    for name in changes:
        if not name.strip() or len(name) > MAX_NAME:
            raise VariableRefusedError(Text(N_("“%(name)s” cannot be the name of a variable."), {"name": name[:50]}))


def require_settable(session: Session, instance_id: UUID, scope_id: UUID | None, names: Iterable[str]) -> None:
    """Refuse a scope that is not open, and what signs or decides; raises NotFoundError, VariableRefusedError."""
    with session.no_autoflush:
        run = looking(session, instance_id)
        _require_loose(run, names)
        _open_scope(run, scope_id or instance_id)


def _require_loose(run: Running, names: Iterable[str]) -> None:
    """Refuse variables that a signature, a vote or a decision sets, or hangs on."""
    fields = form_fields(releases.files_of(run.session, run.instance.release_id))
    settled = settled_variables(run.performer.ready.definition(run.instance.process_id), fields)
    for name in names:
        step = settled.step_of(name)
        if step:
            text = N_("“%(name)s” belongs to “%(step)s”, which signs or decides: it cannot be set by hand.")
            raise VariableRefusedError(Text(text, {"name": name, "step": step}))


def _open_scope(run: Running, scope_id: UUID) -> Scope:
    scope = run.live.scopes.get(scope_id)
    if scope is None and states.has_scope(run.session, run.instance.id, scope_id):
        raise VariableRefusedError(Text(N_("The step these variables belong to has ended.")))
    if scope is None:
        raise NotFoundError(Text(N_("There is no such scope in this process.")))
    if scope.owner is not None and run.has_finished(scope.owner):
        raise VariableRefusedError(Text(N_("The step these variables belong to has ended.")))
    return scope


def _set(scope: Scope, name: str, value: Any) -> SetVariable:
    """Set one variable in this very scope and say what it was; `is_new` tells a first value from an old null."""
    is_new = name not in scope.local
    old = scope.local.get(name)
    scope.set_local(name, value)
    return {"name": name, "old": old, "new": value, "is_new": is_new}


def _entry(run: Running, scope: Scope, by: Actor, fact: VariablesSet) -> Entry:
    element = None if scope.owner is None else run.task(scope.owner).element
    if element is None:
        return Entry(fact, by)
    return Entry(fact, by, element.id, element.name or element.id, scope.owner)
