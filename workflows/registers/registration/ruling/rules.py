"""What a body's rule on registration says, and the condition that follows from it."""

from typing import Any

from sqlalchemy.orm import Session

from engine.base import clock
from engine.base.text import N_, Text
from engine.ports.acts import Request
from workflows.registers.awards.achievement import MERIT
from workflows.registers.awards.store import find_award
from workflows.registers.organisation.model import Person, Unit, UnitKind, body_of
from workflows.registers.organisation.store import find_unit
from workflows.registers.registration import store
from workflows.registers.registration.commands import RegistrationRefusedError
from workflows.registers.registration.model import RegistrationRule

TITLE = "title"
OWN = "Quy định riêng của cơ quan"
LONGEST = 300
_OVER = N_("It holds from this year or the next: nobody can register for one over.")
_UNNAMED = N_("Name the regulation of the body that says so, in up to 300 characters.")
_ANY = N_("%(body)s: from %(year)s who is registered for no title is considered for none (%(source)s).")
_EXACT = N_("%(body)s: from %(year)s who is not registered for a title is not considered for it (%(source)s).")
_OFF = N_("%(body)s considers for titles who is not registered, too.")


def checked_rule(session: Session, request: Request) -> dict[str, Any]:
    """Return the columns of the rule that a request asks for. Raises RegistrationRefusedError where it cannot be."""
    body, year, source = find_unit(session, str(request["body"])), request["from_year"], str(request["source"])
    if body.kind != UnitKind.BODY:
        raise RegistrationRefusedError(Text(N_("Such a rule is a body's.")))
    if year is not None and not clock.today().year <= year <= clock.today().year + 1:
        raise RegistrationRefusedError(Text(_OVER), "from_year")
    if len(source) > LONGEST or (year is not None and not source.strip()):
        raise RegistrationRefusedError(Text(_UNNAMED), "source")
    return {"body_code": body.code, "from_year": year, "is_exact": bool(request["is_exact"]), "source": source.strip()}


def registration_check(
    session: Session, award: str, subject: Person | Unit, year: int, ground: str
) -> list[dict[str, Any]]:
    """Return the check that somebody proposed for a title by merit is registered, where their body asks for it.

    A check is `{rule, met, text, text_en, source, status}`; none where the body has no such rule for the year.
    """
    place = subject.unit_code if isinstance(subject, Person) else subject.code
    rule = store.rule_of(session, body_of(place))
    asked = find_award(session, award)
    if rule is None or rule.from_year is None or year < rule.from_year or asked.family != TITLE or ground != MERIT:
        return []
    named = subject if isinstance(subject, Person) else subject.code
    held = store.awards_registered(session, named, year)
    met = award in held if rule.is_exact else bool(held)
    return [_said(rule, met=met, year=year, unit=find_unit(session, place), award=asked.name if rule.is_exact else "")]


def _said(rule: RegistrationRule, *, met: bool, year: int, unit: Unit, award: str) -> dict[str, Any]:
    what, what_en = (f" {award}", f" for “{award}”") if award else ("", "")
    text, text_en = f"Đã đăng ký thi đua{what} năm {year}", f"Registered{what_en} in {year}"
    if not met:
        text = f"Chưa đăng ký thi đua{what} năm {year} nên không được xét: {unit.name} đăng ký ở trang Đăng ký thi đua"
        text_en = f"Not registered{what_en} in {year}, so not considered: {unit.name} registers on its page"
    source = f"{OWN}: {rule.source}" if rule.source else OWN
    return {"rule": "dang-ky", "met": met, "text": text, "text_en": text_en, "source": source, "status": "unverified"}


def describe_rule(session: Session, request: Request) -> list[Text]:
    """Return what a request would do, in words. Raises RegistrationRefusedError where it cannot be done."""
    asked = checked_rule(session, request)
    said = {"body": asked["body_code"], "year": asked["from_year"], "source": asked["source"]}
    if asked["from_year"] is None:
        return [Text(_OFF, said)]
    return [Text(_EXACT if asked["is_exact"] else _ANY, said)]
