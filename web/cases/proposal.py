"""A nomination about to be opened: who may be proposed for what, and what speaks against it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Self
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy.orm import Session

from engine.base import clock
from engine.base.actor import Actor
from engine.base.errors import NotFoundError
from engine.base.text import N_, Text
from web.cases.grounds import OF_MERIT, Ground
from web.layout.numbers import read_number
from web.parts.checks import Check, read_checks
from web.parts.naming import TYPES, authority_name, load_names, type_name, unit_name
from workflows.procedures.nomination.caps import Proposed, cap_check
from workflows.procedures.nomination.commands import PROPOSERS, YEARS_BACK
from workflows.registers.awards.achievement import MERIT, OF_THE_YEAR
from workflows.registers.awards.facts import facts_for
from workflows.registers.awards.model import AwardRule, SubjectKind
from workflows.registers.awards.store import Subject, award_catalogue
from workflows.registers.decisions.decide import decide
from workflows.registers.movements.store import commended_for
from workflows.registers.organisation import store as organisation
from workflows.registers.organisation.model import body_of
from workflows.registers.organisation.reviewing import BASE, reviewing_unit
from workflows.registers.registration.ruling.rules import registration_check

ASSUMED = {"feat_described": True, "days_since_feat": 0}
KINDS = ("individual", "collective")


@dataclass(frozen=True)
class Proposal:
    """What was chosen so far, and what is wrong with it."""

    unit: str = ""
    year: int = 0
    kind: str = "individual"
    subject: str = ""
    award: str = ""
    ground: Ground = OF_MERIT
    errors: Mapping[str, Text] = field(default_factory=dict)

    @classmethod
    def read(cls, sent: Mapping[str, str], actor: Actor) -> Self:
        """Read a query or a form; the unit is one the actor may propose for."""
        units, unit = proposing_units(actor), sent.get("unit", "")
        year = read_number(sent.get("year"))
        return cls(
            unit=unit if unit in units else next(iter(units), ""),
            year=year if year in years() else clock.today().year,
            kind=sent["kind"] if sent.get("kind") in KINDS else KINDS[0],
            subject=sent.get("subject", "")[:80],
            award=sent.get("award", "")[:40],
            ground=Ground.read(sent, MERIT),
        )

    def lacking(self) -> dict[str, Text]:
        """Return what has not been chosen."""
        lacks = {}
        if not self.subject:
            lacks["subject"] = Text(N_("Choose who is proposed."))
        if not self.award:
            lacks["award"] = Text(N_("Choose the award."))
        return lacks | self.ground.lacking()

    def request(self) -> dict[str, Any]:
        """Return what the command that opens a nomination asks for."""
        subject = {"person": self.subject} if self.kind == SubjectKind.INDIVIDUAL else {"subject_unit": self.subject}
        chosen = {"award": self.award, "year": self.year, "unit": self.unit, **subject}
        return chosen | {"achievement": self.ground.achievement}


@dataclass(frozen=True)
class OfferedAward:
    """An award to choose, why it cannot be chosen, and which of its conditions the subject does not meet."""

    code: str
    name: str
    authority: str
    why_not: str
    hint: str
    unmet: list[Check]


@dataclass(frozen=True)
class Choices:
    """What the page offers."""

    units: list[tuple[str, str]]
    years: list[int]
    subjects: list[tuple[str, str, str]]
    types: list[tuple[str, str]]
    movements: list[tuple[str, str]]
    awards: list[OfferedAward]


def offer(session: Session, actor: Actor, proposal: Proposal) -> Choices:
    """Return the choices for what was chosen so far."""
    names = organisation.unit_names(session, proposing_units(actor))
    subjects = _subjects(session, proposal)
    subject = _find_subject(session, proposal) if proposal.subject in {row[0] for row in subjects} else None
    body = body_of(proposal.unit)
    rules = [rule for rule in award_catalogue(session, clock.today()) if rule.award.is_given_in(body)]
    reviewer = reviewing_unit(session, proposal.unit, BASE) if proposal.unit else None
    base = unit_name(organisation.find_unit(session, reviewer)) if reviewer else ""
    offered = [_offer_award(session, rule, proposal, subject, base) for rule in rules]
    return Choices(
        units=sorted(names.items(), key=lambda unit: unit[0]),
        years=years(),
        subjects=subjects,
        types=_types(rules),
        movements=movements_for(session, proposal.unit),
        awards=sorted(offered, key=lambda award: bool(award.why_not)),  # what may be chosen stands first
    )


def _types(rules: Sequence[AwardRule]) -> list[tuple[str, str]]:
    """Return on which grounds some award may be proposed."""
    offered = {code for rule in rules for code in rule.award.commendation_types}
    return [(code, type_name(code)) for code in TYPES if code in offered]


def movements_for(session: Session, unit: str) -> list[tuple[str, str]]:
    """Return the movements for which a unit may propose somebody now."""
    return [(one.code, one.name) for one in commended_for(session, unit)]


def proposing_units(actor: Actor) -> list[str]:
    """Return the codes of the units an actor may propose for."""
    return sorted({scope for role in PROPOSERS for scope in actor.scopes(role)})


def years() -> list[int]:
    """Return the years a nomination may be about, the newest first."""
    this = clock.today().year
    return list(range(this, this - YEARS_BACK - 1, -1))


def _subjects(session: Session, proposal: Proposal) -> list[tuple[str, str, str]]:
    if not proposal.unit:
        return []
    if proposal.kind == SubjectKind.INDIVIDUAL:
        people = organisation.people_of_unit(session, proposal.unit)
        return [(str(person.id), person.full_name, person.position) for person in people]
    return [(unit.code, unit_name(unit), unit.code) for unit in organisation.unit_tree(session, proposal.unit)]


def _find_subject(session: Session, proposal: Proposal) -> Subject | None:
    try:
        if proposal.kind == SubjectKind.INDIVIDUAL:
            return organisation.find_person(session, UUID(proposal.subject))
        return organisation.find_unit(session, proposal.subject)
    except (NotFoundError, ValueError):
        return None


def _offer_award(
    session: Session, rule: AwardRule, proposal: Proposal, subject: Subject | None, base: str
) -> OfferedAward:
    why_not = _why_not(rule, proposal)
    fits = not why_not
    unmet = _unmet(session, rule, proposal, subject) if fits and subject is not None else []
    hint = ngettext("%(num)s condition is not met now", "%(num)s conditions are not met now", len(unmet))
    return OfferedAward(
        code=rule.award_code,
        name=load_names(session).award(rule.award_code, body_of(proposal.unit)),
        authority=_decided_by(rule, base),
        why_not=why_not,
        hint=hint if unmet else "",
        unmet=unmet,
    )


def _why_not(rule: AwardRule, proposal: Proposal) -> str:
    """Return why an award cannot be chosen for the kind of subject and the type of commendation; empty if it can."""
    if proposal.kind not in rule.award.subjects:
        return _("only for collectives") if proposal.kind == SubjectKind.INDIVIDUAL else _("only for individuals")
    given = rule.award.commendation_types
    if proposal.ground.type in given:
        return ""
    return _("given for: %(types)s", types=", ".join(type_name(code) for code in given))


def _decided_by(rule: AwardRule, base: str) -> str:
    """Return who decides on an award, and for a base title the unit that reviews it where that is not the body."""
    if not base or rule.award.level != BASE:
        return authority_name(rule)
    return _("%(who)s; reviewed in: %(unit)s", who=authority_name(rule), unit=base)


def _unmet(session: Session, rule: AwardRule, proposal: Proposal, subject: Subject) -> list[Check]:
    achievement = proposal.ground.achievement or OF_THE_YEAR
    facts = facts_for(session, rule.award_code, subject, proposal.year, achievement)
    facts |= {} if achievement.feat else ASSUMED  # what is not told yet is asked for below, not held against it
    told = (rule.award_code, proposal.year, proposal.unit, rule.regime_code)
    asked = Proposed(*told, commendation_type=achievement.commendation_type)
    own = registration_check(session, rule.award_code, subject, proposal.year, achievement.commendation_type)
    facts["cap_checks"] = [*own, *cap_check(session, asked, subject)]
    context = {"award": rule.award_code, "regime": rule.regime_code, "facts": facts}
    checks = read_checks(decide("eligibility.dmn", "eligibility", context))
    return [check for check in checks if check.tone != "ok"]
