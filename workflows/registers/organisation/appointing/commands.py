"""Giving and ending posts and seats. Nobody gives themselves anything, alone or by approving it."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any, NoReturn

from sqlalchemy.orm import Session

from engine.base import clock
from engine.base.actor import Actor
from engine.base.errors import BangVangError, NotAllowedError
from engine.base.text import N_, Text
from engine.commands.care import require_care
from engine.commands.operators import require_two
from engine.ports.acts import Happening, tell
from engine.store.turns import take_turns
from workflows.registers.organisation import store
from workflows.registers.organisation.appointing import store as held
from workflows.registers.organisation.appointing.lines import EVERYWHERE_ROLES, MOST_LINES, ROLE_WORDS, Line
from workflows.registers.organisation.model import Council, CouncilMember, Person, Post, Unit, UnitKind, body_of

APPOINTER = "administrator"
ADMINISTRATOR = "administrator"
OLDEST = timedelta(days=366)
# What a review needs: a unit that has all of them reviews and decides on base titles (see `reviewing`).
OF_REVIEWERS = frozenset({"emulation_dept", "body_leader", "seat:chair", "seat:vice", "seat:member", "seat:secretary"})
PLACES = {"chair": 0, "vice": 1, "member": 2, "secretary": 3}


class AppointmentRefusedError(BangVangError):
    """A post or seat cannot be given or ended as asked; the text says which and why."""


def describe(session: Session, lines: Sequence[Line]) -> list[Text]:
    """Return what lines would do, one sentence each. Raises AppointmentRefusedError where one cannot be done."""
    if not 1 <= len(lines) <= MOST_LINES:
        raise AppointmentRefusedError(Text(N_("Give between 1 and %(most)s lines."), {"most": MOST_LINES}))
    return [_describe(session, line) for line in lines]


def _describe(session: Session, line: Line) -> Text:
    person = _check(session, line)
    days = f"{line.day:%d/%m/%Y}" + (f" – {line.until:%d/%m/%Y}" if line.until else "")
    words = {"name": person.full_name, "code": person.code, "role": Text(ROLE_WORDS[line.role])}
    words |= {"unit": line.unit or "*", "days": days}
    if line.act == "end":
        return Text(N_("%(name)s (%(code)s) ceases to be: %(role)s, %(unit)s; last day %(days)s"), words)
    return Text(N_("%(name)s (%(code)s) becomes: %(role)s, %(unit)s; from %(days)s"), words)


def appoint(session: Session, lines: Sequence[Line], reason: str, *, by: Actor) -> list[str]:
    """Give and end posts and seats, as an approved act. Return whom it is about, by code.

    The caller owns the transaction. Raises NeedsTwoError without an approval, ReasonMissingError, NotAllowedError for
    one's own sake, AppointmentRefusedError.
    """
    require_care("appoint", by)
    require_two(by, "appoint", reason)
    told = _touched(session, lines)
    if by.approval is None:
        taken = _take(session, lines, by.name, by.ids)
    else:
        taken = _take(session, lines, f"{by.name} · {by.approval.approver_name}", {*by.ids, by.approval.approver_id})
    tell(session, Happening("posts_changed", by, told=told))
    return taken


def _touched(session: Session, lines: Sequence[Line]) -> tuple[str, ...]:
    """Return whom posts are given or taken from, and who leads their bodies as things stand before."""
    bodies = sorted({body_of(line.unit) for line in lines if line.unit})
    leaders = [one for body in bodies for one in store.holders_of(session, "body_leader", body)]
    named = store.people_with_codes(session, {line.person for line in lines}).values()
    return tuple(sorted({str(one.id) for one in (*named, *leaders)}))


def appoint_second(session: Session, person: Person, *, by: Actor) -> None:
    """Make a second administrator, the only thing the only one does alone; the caller has seen that they are."""
    if not by.holds(APPOINTER):
        raise NotAllowedError
    line = Line(person.code, ADMINISTRATOR, None, clock.today())
    _take(session, [line], by.name, by.ids)


def _take(session: Session, lines: Sequence[Line], given_by: str, givers: Iterable[str]) -> list[str]:
    take_turns(session, "posts")
    barred = set(givers)
    people = []
    for line in lines:
        person = _check(session, line)
        if str(person.id) in barred:
            raise NotAllowedError(Text(N_("Nobody gives a post to themselves, nor approves it.")))
        _end(session, person, line) if line.act == "end" else _give(session, person, line, given_by)
        session.flush()
        people.append(person.code)
    return list(dict.fromkeys(people))


def _give(session: Session, person: Person, line: Line, given_by: str) -> None:
    days: dict[str, Any] = {"valid_from": line.day, "valid_to": line.until, "given_by": given_by[:250]}
    if not line.seat:
        session.add(Post(person_id=person.id, role=line.role, unit_code=line.unit, **days))
        return
    council = store.find_council(session, line.unit or "") or _open_council(session, line.unit or "")
    place = PLACES[line.seat]
    session.add(CouncilMember(person_id=person.id, council_code=council.code, role=line.seat, place=place, **days))


def _end(session: Session, person: Person, line: Line) -> None:
    for one in held.held_like(session, person.id, line):
        if one.valid_from > line.day:
            session.delete(one)
        else:
            one.valid_to = line.day


def _open_council(session: Session, code: str) -> Council:
    unit = store.find_unit(session, code)
    made = Council(code=unit.code, body_code=unit.body_code, name=f"Hội đồng Thi đua - Khen thưởng {unit.name}"[:200])
    made.name_en = f"Emulation and Commendation Council, {unit.name_en or unit.name}"[:200]
    session.add(made)
    session.flush()
    return made


def _check(session: Session, line: Line) -> Person:
    """Return whom a line is about. Raises AppointmentRefusedError."""
    person = store.people_with_codes(session, [line.person]).get(line.person)
    if person is None:
        _refuse(N_("There is nobody at work with the code “%(code)s”."), code=line.person)
    if line.role not in ROLE_WORDS:
        _refuse(N_("“%(role)s” is no role."), role=line.role)
    _check_place(session, line)
    same = held.held_like(session, person.id, line)
    if line.act == "end":
        if not same:
            _refuse(N_("%(code)s does not hold this: %(role)s."), code=line.person, role=Text(ROLE_WORDS[line.role]))
    else:
        _check_days(session, line, same)
    return person


def _check_place(session: Session, line: Line) -> None:
    if line.unit is None:
        if line.role not in EVERYWHERE_ROLES:
            _refuse(N_("This role needs a unit: %(role)s."), role=Text(ROLE_WORDS[line.role]))
        return
    unit = session.get(Unit, line.unit)
    if unit is None or unit.dissolved or unit.kind == UnitKind.SERVICE:
        _refuse(N_("There is no unit “%(code)s”."), code=line.unit)
    if line.role in OF_REVIEWERS and "." in unit.code and not unit.legal_person:
        _refuse(N_("Only a body, or a unit with legal personality, has this: “%(code)s” is neither."), code=line.unit)
    if line.role in {"administrator", "process_approver"}:
        _refuse(N_("This role holds everywhere: leave the unit empty."))


def _check_days(session: Session, line: Line, same: Sequence[Any]) -> None:
    if line.until and line.until < line.day:
        _refuse(N_("The last day lies before the first."))
    if line.day < clock.today() - OLDEST:
        _refuse(N_("The first day lies more than a year back."))
    if any(line.until is None or one.valid_from <= line.until for one in same):
        _refuse(N_("%(code)s holds this already: %(role)s."), code=line.person, role=Text(ROLE_WORDS[line.role]))
    if line.seat == "chair" and held.chairs_of(session, line.unit or "", line.day):
        _refuse(N_("The council “%(code)s” has a chair: end that seat first."), code=line.unit)


def _refuse(msgid: str, **params: object) -> NoReturn:
    raise AppointmentRefusedError(Text(msgid, params))
