"""A body's own rule, set by two people: who is not registered is not considered."""

from sqlalchemy.orm import Session

from engine.base.actor import Actor
from engine.commands.care import require_care
from engine.commands.operators import require_two
from engine.history.administration import record_act
from engine.ports.acts import Request
from engine.store.turns import take_turns
from workflows.registers.registration.acts import RegistrationRuled
from workflows.registers.registration.model import RegistrationRule
from workflows.registers.registration.ruling.rules import checked_rule


def rule_registration(session: Session, request: Request, reason: str, *, by: Actor) -> str:
    """Set a body's rule, as an approved act; return the body. `request` is `{body, from_year, is_exact, source}`.

    The caller owns the transaction. Raises NeedsTwoError without an approval, RegistrationRefusedError.
    """
    require_care("rule_registration", by)
    require_two(by, "rule_registration", reason)
    asked = checked_rule(session, request)
    take_turns(session, "registration_rule", asked["body_code"])
    session.merge(RegistrationRule(**asked))
    session.flush()
    told = RegistrationRuled(asked["body_code"], asked["from_year"], asked["source"])
    record_act(session, told, by=by, subject=asked["body_code"])
    return str(asked["body_code"])
