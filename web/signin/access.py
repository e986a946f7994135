"""Who may open which page: one rule on every view, and a view without a rule is closed."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, TypeVar
from urllib.parse import urlencode

from flask import abort, current_app, g, redirect, request, session, url_for
from flask.typing import ResponseReturnValue

from engine.base import clock
from engine.base.actor import Actor
from engine.base.errors import NotAllowedError
from web.base.database import database
from web.signin.confirming import is_confirmed, take_password
from workflows.registers.organisation import actor_for

ACTORS = "bangvang.actors"
ACTORS_KEPT = 5_000
V = TypeVar("V", bound=Callable[..., Any])


@dataclass(frozen=True)
class Rule:
    """What a view asks of the person: nothing, to be signed in, or one of some roles."""

    signed_in: bool
    roles: tuple[str, ...] = ()


def open_to_all(view: V) -> V:
    """Let anybody open the view."""
    return _ruled(view, Rule(signed_in=False))


def signed_in(view: V) -> V:
    """Ask for a signed-in person; what they see is decided by the queries behind."""
    return _ruled(view, Rule(signed_in=True))


def access(*roles: str) -> Callable[[V], V]:
    """Ask for a person who holds one of the roles, in whatever unit."""

    def mark(view: V) -> V:
        return _ruled(view, Rule(signed_in=True, roles=roles))

    return mark


def rule_of(view: Callable[..., Any]) -> Rule | None:
    """Return the rule a view carries, or None when somebody forgot it."""
    return getattr(view, "access_rule", None)


def enforce_access() -> ResponseReturnValue | None:
    """Apply the rule of the requested view before it runs."""
    if request.endpoint is None:
        return None  # no such page: routing answers 404 or 405
    rule = rule_of(current_app.view_functions[request.endpoint])
    if rule is None:
        abort(403)
    if not rule.signed_in:
        return None
    if current_person_id() is None:
        return _ask_to_sign_in()
    take_password()
    if rule.roles and not any(current_actor().holds(role) for role in rule.roles):
        raise NotAllowedError
    return None


def current_person_id() -> str | None:
    """Return the id of the signed-in person, if any."""
    found: str | None = getattr(session, "person_id", None)
    return found


def current_actor() -> Actor:
    """Return the signed-in person with the roles held at this moment, and whether they gave their password lately.

    Raises NotAllowedError when nobody is signed in.
    """
    if "actor" not in g:
        person_id = current_person_id()
        if person_id is None:
            raise NotAllowedError
        found = current_app.extensions.setdefault(ACTORS, Actors()).find(person_id)
        g.actor = replace(found, is_confirmed=is_confirmed())
    actor: Actor = g.actor
    return actor


class Actors:
    """Who people are as actors, kept while nobody's posts, seats or absences change, and for a minute at most.

    The bound is for changes made past the application, with the database's own tools.
    """

    def __init__(self) -> None:
        self._kept: dict[str, tuple[object, Actor]] = {}

    def find(self, person_id: str) -> Actor:
        """Return the person of this request as an actor."""
        stamp = getattr(session, "stamp", None)
        valid = (stamp, clock.today(), clock.now().replace(second=0, microsecond=0))
        known = self._kept.get(person_id)
        if known is not None and known[0] == valid:
            return known[1]
        with database().read() as reading:
            found = actor_for(reading, person_id)
        if len(self._kept) >= ACTORS_KEPT:
            self._kept.clear()
        self._kept[person_id] = (valid, found)
        return found


def _ruled(view: V, rule: Rule) -> V:
    view.access_rule = rule  # type: ignore[attr-defined]
    return view


def _ask_to_sign_in() -> ResponseReturnValue:
    if request.method != "GET" or request.headers.get("Sec-Fetch-Mode") == "cors":
        abort(401)
    here = request.full_path.rstrip("?")
    return redirect(f"{url_for('account.sign_in')}?{urlencode({'next': here})}")
