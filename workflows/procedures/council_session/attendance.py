"""Who attends a session, whether it may decide at all, and which cases too few are left to vote on."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy.orm import Session

from engine.base.actor import Actor
from engine.base.errors import BangVangError
from engine.base.text import N_, Text
from workflows.procedures.council_session.model import AgendaItem, CouncilSession, SittingKind
from workflows.procedures.council_session.recusals import record_recusals
from workflows.registers.ballot.aside import WORDS, explanation
from workflows.registers.ballot.model import Attendance
from workflows.registers.decisions.counting import can_be_voted
from workflows.registers.decisions.threshold import Threshold, asks_secret, read_threshold

PUT_OFF = "chưa đủ số thành viên được biểu quyết theo quy định; chờ phiên khác hoặc Hội đồng khác"
Rules = Mapping[tuple[str, str], tuple[Threshold, Mapping[str, Any]]]


class RuleMissingError(BangVangError):
    """The decision table gave no threshold for an award on the agenda."""

    def __init__(self, award: str, regime: str) -> None:
        said = {"award": award, "regime": regime}
        super().__init__(Text(N_("There is no voting threshold for %(award)s under %(regime)s."), said))


def read_rules(thresholds: Sequence[Any]) -> Rules:
    """Return the thresholds of a session by award and regime."""
    return {
        (str(one["award"]), str(one["regime"])): (read_threshold(one["threshold"]), one["threshold"])
        for one in thresholds
    }


def rule_for(item: AgendaItem, rules: Rules) -> tuple[Threshold, Mapping[str, Any]]:
    """Return the threshold of a case, as it is counted and as the table gave it.

    Raises RuleMissingError.
    """
    if (item.award_code, item.regime) not in rules:
        raise RuleMissingError(item.award_code, item.regime)
    return rules[item.award_code, item.regime]


def record_attendance(
    session: Session, sitting: CouncilSession, present: set[int], recusals: Sequence[Any], *, by: Actor
) -> None:
    """Keep who attends, and who is proposed to stand aside from what."""
    for member in sitting.members:
        if sitting.kind == SittingKind.MEETING:
            member.attendance = Attendance.PRESENT if member.seat_no in present else Attendance.ABSENT
        else:
            member.attendance = None
    record_recusals(session, sitting, recusals, by=by)


def put_off_cases(sitting: CouncilSession, thresholds: Sequence[Any]) -> None:
    """Mark the cases that cannot be voted on: too few members are left who may, or too few of them attend."""
    rules = read_rules(thresholds)
    for item in [one for one in sitting.items if one.passed is None]:
        aside = {one.seat_no for one in sitting.recusals if one.item_no == item.no}
        rule, _ = rule_for(item, rules)
        item.is_put_off = not _can_decide(sitting, rule, aside)
        left = len(sitting.members) - len(aside)
        item.reason = put_off_because(left, len(sitting.members)) if item.is_put_off else ""


def put_off_because(left: int, seats: int) -> str:
    """Return the words for a case that too few members are left to vote on."""
    return f"Hội đồng: còn {left}/{seats} thành viên, {PUT_OFF}"


def _can_decide(sitting: CouncilSession, rule: Threshold, aside: set[int]) -> bool:
    seats = len(sitting.members)
    present = sum(m.attendance == Attendance.PRESENT and m.seat_no not in aside for m in sitting.members)
    is_enough = sitting.kind == SittingKind.CIRCULATION or rule.has_quorum(present, seats - len(aside))
    return is_enough and can_be_voted(rule, seats, len(aside))


def quorum_of(sitting: CouncilSession, thresholds: Sequence[Any]) -> dict[str, Any]:
    """Return whether enough attend, by the strictest quorum on the agenda, for at least one case.

    A circulation is judged at its end.
    """
    seats = len(sitting.members)
    present = sum(member.attendance == Attendance.PRESENT for member in sitting.members)
    rules = [rule for rule, _ in read_rules(thresholds).values()]
    needed = max((_fewest(rule, seats) for rule in rules), default=0)
    is_enough = sitting.kind == SittingKind.CIRCULATION or (
        present > 0 and all(r.has_quorum(present, seats) for r in rules)
    )
    some_left = any(not item.is_put_off for item in sitting.items)
    return {"has_quorum": is_enough and some_left, "present_count": present, "needed": needed, "seats": seats}


def _fewest(rule: Threshold, seats: int) -> int:
    return next((n for n in range(seats + 1) if rule.has_quorum(n, seats)), seats)


def opening_of_session(sitting: CouncilSession, thresholds: Sequence[Any]) -> dict[str, Any]:
    """Return what the chair is shown before the vote: who stands aside, what is put off, which rules want secrecy."""
    names = {member.seat_no: member.name for member in sitting.members}
    labels = {item.no: item.label for item in sitting.items}
    rules = read_rules(thresholds)
    secret = [said for _, said in rules.values() if asks_secret(said)]
    return {
        "recusals": [
            {
                "member": names[r.seat_no],
                "item": labels[r.item_no],
                "ground": WORDS[r.ground],
                "reason": explanation(r.ground, r.reason),
            }
            for r in sitting.recusals
        ],
        "put_off": [{"label": item.label, "reason": item.reason} for item in sitting.items if item.is_put_off],
        "secret_rules": [{"source": source} for source in sorted({str(said.get("source") or "") for said in secret})],
    }
