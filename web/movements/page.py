"""The page of one movement."""

from typing import Any

from flask import render_template
from sqlalchemy.orm import Session

from engine.base import clock
from engine.base.actor import Actor
from web.base.database import database
from web.layout.keys import new_key
from web.movements.places import units_joining
from web.movements.store import GOING_ON, count_outcomes, nominations_for
from web.movements.words import WORDS
from web.parts.naming import load_names
from web.parts.stages import OUTCOMES, standing
from web.signin.access import current_actor
from workflows.registers.movements import store
from workflows.registers.movements.commands import CHECKERS, DRAFTERS, LAUNCHERS
from workflows.registers.movements.model import Movement, MovementState
from workflows.registers.movements.papers import papers_of
from workflows.registers.organisation.access import holds_over
from workflows.registers.organisation.store import find_bloc_year

SHOWN = 50


def movement_page(code: str) -> str:
    """Write the page of a movement that the person may see.

    Raises NotFoundError.
    """
    me = current_actor()
    with database().read() as reading:
        one = store.find_movement(reading, code, me)
        page = {**_taking_part(reading, me, one), **_commended(reading, me, code), **_allowed(me, one)}
        page["papers"] = papers_of(reading, code)
        page["bloc"] = find_bloc_year(reading, one.bloc_scope) if one.bloc_scope else None
        words = {**WORDS, "key": new_key(), "today": clock.today()}
        return render_template("movements/movement.html", one=one, **page, **words)


def _taking_part(session: Session, me: Actor, one: Movement) -> dict[str, Any]:
    """Return who takes part, what was reported, and for which units the person may do either now."""
    members, units = store.members_of(session, one.code), units_joining(session, me, one)
    joined = {member.unit_code for member in members}
    return {
        "members": members,
        "reports": store.reports_of(session, one.code),
        "units": units,
        "reporting": [unit for unit in units if unit[0] in joined],
        "names": load_names(session, [one.unit_code, *joined]),
    }


def _commended(session: Session, me: Actor, code: str) -> dict[str, Any]:
    """Return who is proposed for a movement, of what the person may see, and what came of it."""
    found = nominations_for(session, me, code, limit=SHOWN + 1)
    return {
        "nominations": [(one, standing(one)) for one in found[:SHOWN]],
        "has_more": len(found) > SHOWN,
        "outcomes": OUTCOMES,
        "counted": count_outcomes(session, me, code),
        "going_on": GOING_ON,
    }


def _allowed(me: Actor, one: Movement) -> dict[str, bool]:
    """Return what the person may do with a movement as it is."""
    may_check = holds_over(me, CHECKERS, one.unit_code)
    return {
        "may_check": one.state == MovementState.DRAFT and may_check and me.is_second_to(one.drafted_by),
        "may_mend": one.state == MovementState.RETURNED and holds_over(me, DRAFTERS, one.unit_code),
        "may_launch": one.state == MovementState.CHECKED and holds_over(me, LAUNCHERS, one.unit_code),
        "may_review": one.next_review is not None and may_check,
        "may_close": one.state == MovementState.FINAL_REVIEWED and may_check,
        "may_attach": holds_over(me, DRAFTERS, one.unit_code),
    }
