"""Actions: the Python that service tasks and task listeners may call, each under a name, with typed parameters."""

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from types import UnionType
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints
from uuid import UUID

from sqlalchemy.orm import Session

from engine.base import clock
from engine.base.actor import Actor
from engine.base.errors import BangVangError
from engine.base.text import N_, Text

F = TypeVar("F", bound=Callable[..., Any])
TEMPLATE_SCHEMA = "https://unpkg.com/@camunda/zeebe-element-templates-json-schema/resources/schema.json"


class ActionError(BangVangError):
    """An action was called with a value it cannot take, or there is no such action."""

    of_model = frozenset({"action", "name"})


@dataclass(frozen=True)
class ActionCall:
    """What an action knows of the call: the open transaction, where it stands in which instance, and for whom."""

    session: Session
    instance_id: UUID
    business_key: str
    element_id: str
    by: Actor
    variables: Mapping[str, Any]


@dataclass(frozen=True)
class OutsideCall:
    """What an action that touches the outside world knows of the call; it has no transaction.

    `key` stays the same however often the call is repeated, so that who is called can tell a repetition.
    """

    key: str
    instance_id: UUID
    business_key: str
    element_id: str
    attempt: int


@dataclass(frozen=True)
class Action:
    """A registered action.

    One that touches the outside world (`is_outside`) is run by a worker, between two transactions and maybe more than
    once; any other in the transaction of the command that reaches it.
    """

    name: str
    title: str
    title_en: str
    function: Callable[..., Any]
    parameters: Mapping[str, "Parameter"]
    is_outside: bool = False

    def require(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Return the values as they came that the parameters take.

        Raises ActionError where one is missing or of the wrong type.
        """
        for parameter in self.parameters.values():
            parameter.take(self.name, values)
        return {name: values[name] for name in self.parameters if values.get(name) is not None}

    def run(self, call: ActionCall | OutsideCall, values: Mapping[str, Any]) -> dict[str, Any]:
        """Call the function with checked values.

        Raises ActionError where a value is missing or of the wrong type.
        """
        arguments = {p.name: p.take(self.name, values) for p in self.parameters.values()}
        return self.function(call, **arguments) or {}


@dataclass(frozen=True)
class Parameter:
    """A typed parameter of an action."""

    name: str
    annotation: Any
    default: Any = inspect.Parameter.empty

    @property
    def is_required(self) -> bool:
        """Tell whether a call must bring a value."""
        return self.default is inspect.Parameter.empty and not _is_optional(self.annotation)

    def take(self, action_name: str, values: Mapping[str, Any]) -> Any:
        """Return the value for this parameter, of its type."""
        value = values.get(self.name)
        if value is None:
            if self.is_required:
                text = Text(
                    N_("Action %(action)s needs a value for “%(name)s”."), {"action": action_name, "name": self.name}
                )
                raise ActionError(text)
            return None if self.default is inspect.Parameter.empty else self.default
        try:
            return _converted(value, self.annotation)
        except (TypeError, ValueError, InvalidOperation):
            text = Text(
                N_("Action %(action)s cannot take this value for “%(name)s”: %(value)s"),
                {"action": action_name, "name": self.name, "value": repr(value)[:80]},
            )
            raise ActionError(text) from None


def _is_optional(annotation: Any) -> bool:
    return get_origin(annotation) in (Union, UnionType) and type(None) in get_args(annotation)


def _converted(value: Any, annotation: Any) -> Any:
    if _is_optional(annotation):
        annotation = next(a for a in get_args(annotation) if a is not type(None))
    origin = get_origin(annotation) or annotation
    if origin is Any:
        return value
    if origin is Literal:
        return _one_of(value, get_args(annotation))
    if origin in (int, Decimal):
        return _as_number(value, origin)
    return _as_kind(value, origin)


def _one_of(value: Any, allowed: tuple[Any, ...]) -> Any:
    if value not in allowed:
        raise ValueError(value)
    return value


def _as_number(value: Any, kind: type) -> Any:
    if isinstance(value, bool):
        raise TypeError(value)
    number = Decimal(value)
    if kind is int and number != int(number):
        raise ValueError(value)
    return kind(number)


def _as_kind(value: Any, kind: Any) -> Any:
    if kind is date and isinstance(value, datetime):
        return clock.local_day(value)
    if kind is date and isinstance(value, str):
        return date.fromisoformat(value)
    if not isinstance(value, kind):
        raise TypeError(value)
    return value


class Registry:
    """The actions by name."""

    def __init__(self) -> None:
        self._actions: dict[str, Action] = {}

    def add(self, action: Action) -> None:
        """Register an action; a name can be taken only once."""
        known = self._actions.get(action.name)
        if known is not None and known.function.__qualname__ != action.function.__qualname__:
            msg = f"two actions are called {action.name}"
            raise ValueError(msg)
        self._actions[action.name] = action

    def find(self, name: str) -> Action:
        """Return an action by name; raises ActionError where there is none."""
        if name not in self._actions:
            raise ActionError(Text(N_("There is no action called “%(name)s”."), {"name": name}))
        return self._actions[name]

    def __contains__(self, name: object) -> bool:
        return name in self._actions

    def __iter__(self) -> Any:
        return iter(sorted(self._actions.values(), key=lambda a: a.name))


registry = Registry()


def action(name: str, *, title: str, title_en: str = "", outside: bool = False) -> Callable[[F], F]:
    """Register the decorated function as an action: `def f(call: ActionCall, *, unit: str) -> dict | None`.

    What touches the outside world says `outside=True` and gets an OutsideCall.
    """

    def register(function: F) -> F:
        hints = get_type_hints(function)
        found = list(inspect.signature(function).parameters.values())[1:]
        parameters = {p.name: Parameter(p.name, hints.get(p.name, Any), p.default) for p in found}
        registry.add(Action(name, title, title_en, function, parameters, outside))
        return function

    return register


def element_templates() -> list[dict[str, Any]]:
    """Return an element template per action, for the diagram editor (Zeebe element templates schema)."""
    return [_template(a) for a in registry]


def _template(a: Action) -> dict[str, Any]:
    hidden = {"type": "Hidden", "value": a.name, "binding": {"type": "zeebe:taskDefinition", "property": "type"}}
    return {
        "$schema": TEMPLATE_SCHEMA,
        "name": a.title,
        "id": f"action.{a.name}",
        "version": 1,
        "description": (inspect.getdoc(a.function) or "").split("\n")[0],
        "appliesTo": ["bpmn:Task"],
        "elementType": {"value": "bpmn:ServiceTask"},
        "properties": [hidden, *(_template_field(p) for p in a.parameters.values())],
    }


def _template_field(p: Parameter) -> dict[str, Any]:
    field: dict[str, Any] = {"label": p.name, "binding": {"type": "zeebe:input", "name": p.name}}
    if get_origin(p.annotation) is Literal:
        choices = [{"name": str(v), "value": str(v)} for v in get_args(p.annotation)]
        return field | {"type": "Dropdown", "choices": choices}
    field |= {"type": "String", "feel": "optional" if p.annotation is str else "required"}
    return field | ({"constraints": {"notEmpty": True}} if p.is_required else {"optional": True})
