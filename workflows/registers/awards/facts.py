"""What eligibility is judged on: plain numbers and words about one subject in one year."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from engine.base import clock
from workflows.registers.awards import store
from workflows.registers.awards.achievement import OF_THE_YEAR, UNCOUNTED, Achievement
from workflows.registers.awards.model import COMMENDATION, TitleRecord, YearRecord
from workflows.registers.awards.since import STEPS, disciplined_to, facts_since, run_length, times_running
from workflows.registers.awards.tenure import tenure_facts
from workflows.registers.organisation.model import Person, Unit, UnitKind, body_of
from workflows.registers.organisation.store import bloc_of, find_person, find_unit, lineage

Facts = dict[str, Any]
_WARNED = frozenset({"WARNING", "HEAVIER"})
_RUNNING = ("CSTDCS", "CSTDB", "TTLDXS")
_SCOPES = ("none", "base", "ministry", "nation")


def find_subject(session: Session, *, person: str | None = None, unit: str | None = None) -> store.Subject:
    """Return the person or the unit that is proposed.

    Raises NotFoundError.
    """
    return find_person(session, person) if person else find_unit(session, unit or "")


def facts_for(  # noqa: PLR0913 - what is proposed, and since when
    session: Session,
    award: str,
    subject: store.Subject,
    year: int,
    achievement: Achievement = OF_THE_YEAR,
    *,
    handed_on: date | None = None,
) -> Facts:
    """Return the inputs of the eligibility decision: integers, words and true or false, never a fraction.

    The days since a feat are counted to the day the dossier was handed in, to today before that. Raises NotFoundError
    for an unknown award.
    """
    held = [one for one in store.titles_of(session, subject) if one.commendation_type not in UNCOUNTED]
    titles = _years_by_award(held, store.rules_codes(session))
    records = store.years_of(session, subject)
    free_from = disciplined_to(records, year) + 1
    found = _common_facts(session, award, subject, year) | _place_facts(session, subject)
    found |= _record_facts(records.get(year)) | {"judged_on": handed_on or clock.today()}
    found |= _title_facts(titles, year, free_from) | {"cstdb_decided_year": _decided(held, "CSTDB", year)}
    found |= _achievement_facts(session, award, subject, year, achievement)
    found["days_since_feat"] = days_since(achievement, handed_on)
    for step in STEPS:
        found |= facts_since(step, titles, records, year)
    if isinstance(subject, Person):
        since = found["bkb_year"] and max(found["bkb_year"], free_from - 1)
        return found | _person_facts(session, subject, year, since) | tenure_facts(subject.sex, records, year)
    return found | _unit_facts(session, subject, year, records.get(year))


def _years_by_award(titles: list[TitleRecord], rules_codes: Mapping[str, str]) -> dict[str, set[int]]:
    years: dict[str, set[int]] = {}
    for title in titles:
        years.setdefault(rules_codes[title.award_code], set()).add(title.year)
    return years


def _common_facts(session: Session, award: str, subject: store.Subject, year: int) -> Facts:
    kind = "individual" if isinstance(subject, Person) else "collective"
    return {
        "subject_kind": kind,
        "award_subjects": store.find_award(session, award).subjects,
        "year": year,
        "on_hold": store.is_on_hold(session, subject, clock.today()),
    }


def _place_facts(session: Session, subject: store.Subject) -> Facts:
    """Return the body of a subject, and the sector of its unit or of the nearest unit above that has one."""
    unit = subject.unit_code if isinstance(subject, Person) else subject.code
    sectors = [one.sector for one in lineage(session, unit) if one.sector]
    return {"body": body_of(unit), "sector": next(iter(sectors), None)}


def _record_facts(record: YearRecord | None) -> Facts:
    """Return how a year was rated, and what of it Advanced Workers are asked about: discipline, training, absence."""
    names = ("rating", "training_months", "training_good", "absent_months", "discipline_counted")
    found: Facts = {name: getattr(record, name) if record else None for name in names}
    found["rating"] = found["rating"] or None
    return found | {"discipline": record.discipline if record else "NONE"}


def _achievement_facts(
    session: Session, award: str, subject: store.Subject, year: int, achievement: Achievement
) -> Facts:
    """Return on what ground is proposed, and which form of commendation was given for the same achievement."""
    asked = store.find_award(session, award)
    forms = store.forms_given(session, subject, year, achievement) if asked.family == COMMENDATION else []
    return {
        "commendation_type": achievement.commendation_type,
        "feat_described": bool(achievement.feat.strip()),
        "counts_as": asked.counts_as,
        "already_awarded": store.is_held(session, subject, award, year, achievement),
        "other_form": next((one.award.name for one in forms if one.award_code != award), None),
    }


def days_since(achievement: Achievement, day: date | None = None) -> int | None:
    """Return how many days lie between a feat and a day, today unless told; none where no feat is dated."""
    return None if achievement.feat_on is None else ((day or clock.today()) - achievement.feat_on).days


def _title_facts(titles: Mapping[str, set[int]], year: int, free_from: int) -> Facts:
    """Return what is held for a year, and how often titles came one after the other since a discipline was over."""
    cstdcs, cstdb, ttldxs = ({y for y in titles.get(code, ()) if y >= free_from} for code in _RUNNING)
    return {
        "holds_ldtt": year in titles.get("LDTT", set()),
        "holds_ttldxs": year in titles.get("TTLDXS", set()),
        "cstdcs_count": len({y for y in titles.get("CSTDCS", set()) if y <= year}),
        "consecutive_cstdcs": run_length(cstdcs, year),
        "last_cstdb_year": max((y for y in titles.get("CSTDB", set()) if y <= year), default=None),
        "consecutive_cstdb": times_running(cstdb, cstdcs, year),
        "consecutive_ttldxs": run_length(ttldxs, year),
    }


def _decided(titles: list[TitleRecord], award: str, year: int) -> int | None:
    """Return in which year an award held for a year, or the last before it, was decided; none where it is not told."""
    given = [title for title in titles if title.award_code == award and title.year <= year]
    last = max(given, key=lambda title: title.year, default=None)
    return last.decided_on.year if last and last.decided_on else None


def _person_facts(session: Session, person: Person, year: int, since: int | None) -> Facts:
    initiatives = store.initiatives_of(session, person.id)
    own = [i.scope for i in initiatives if i.year == year]
    recent = [i.scope for i in initiatives if year - 2 <= i.year <= year]
    return {
        "months_employed": months_employed(person.recruited_on, year),
        "initiative_scope": _widest(own),
        "initiative_scope_3_years": _widest(recent),
        "initiatives_since_bkb": sum(since is not None and since < i.year <= year for i in initiatives),
        "sex": person.sex,
    }


def _widest(scopes: list[str]) -> str:
    return max(scopes, key=_SCOPES.index, default="none")


def months_employed(recruited_on: date | None, year: int) -> int:
    """Return the whole months of service within a year, by its end; twelve for who came before."""
    if recruited_on is None or recruited_on < date(year, 1, 1):
        return 12
    if recruited_on.year > year:
        return 0
    return 12 - recruited_on.month + (1 if recruited_on.day == 1 else 0)


def _unit_facts(session: Session, unit: Unit, year: int, record: YearRecord | None) -> Facts:
    bloc = bloc_of(session, unit.code, year) if unit.kind == UnitKind.BODY else None
    return {
        "is_body": unit.kind == UnitKind.BODY,
        "bloc": bloc.scope if bloc else None,
        "dissolved": unit.dissolved,
        "leads_cluster": record.leads_cluster if record else False,
        "cluster_members": record.cluster_members if record else None,
        "cluster_yes": record.cluster_yes if record else None,
        "movement_years": record.movement_years if record else None,
        **_member_facts(session, unit, year, record),
    }


def _member_facts(session: Session, unit: Unit, year: int, record: YearRecord | None) -> Facts:
    """Return a unit's numbers: as it stated them, else as the register counts them."""
    people = store.members_in(session, unit.code, year)
    theirs = store.year_records_of(session, people, year)
    stated = record or YearRecord()
    counted = {
        "members": len(people),
        "members_done": sum(r.rating != "NOT_DONE" for r in theirs),
        "ldtt_members": store.count_holders(session, unit.code, "LDTT", year),
        "cstdcs_members": store.count_holders(session, unit.code, "CSTDCS", year),
    }
    numbers = {name: n if getattr(stated, name) is None else getattr(stated, name) for name, n in counted.items()}
    return numbers | {"members_warned": sum(r.discipline in _WARNED for r in theirs)}
