"""The years of blocs and clusters that a person's body or unit heads."""

from collections.abc import Iterable

from sqlalchemy.orm import Session

from engine.base.actor import Actor
from web.parts.naming import own_name
from workflows.registers.organisation.store import bloc_years_led_by


def blocs_headed(session: Session, me: Actor, roles: Iterable[str]) -> list[tuple[str, str]]:
    """Return the years (`NC-2019`) of blocs that a place of some posts of a person heads, with names, newest first."""
    places = {scope for role in roles for scope in me.scopes(role)}
    led = [year for year in bloc_years_led_by(session, places) if year.head_code in places]
    return [(year.scope, f"{own_name(year.bloc)}, {year.year}") for year in sorted(led, key=lambda one: -one.year)]
