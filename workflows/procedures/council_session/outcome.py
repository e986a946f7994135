"""How a session votes: the ballot on the agenda round by round, and what each nomination is told."""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any

from sqlalchemy.orm import Session

from engine.base import clock
from engine.base.actor import SYSTEM
from engine.base.text import N_, Text
from engine.ports.actions import ActionCall
from workflows.procedures.council_session.agenda import SessionRefusedError
from workflows.procedures.council_session.attendance import Rules, put_off_because, quorum_of, read_rules, rule_for
from workflows.procedures.council_session.model import AgendaItem, CouncilSession, SessionState, SittingKind
from workflows.procedures.council_session.recusals import confirmed_recusals
from workflows.procedures.council_session.store import items_before_end
from workflows.procedures.nomination.closing import when_closed
from workflows.procedures.nomination.content import require_unchanged
from workflows.procedures.nomination.letters.entries import judge_entries
from workflows.procedures.nomination.store import nominations_named
from workflows.registers.ballot.aside import Recusal
from workflows.registers.ballot.commands import BallotPlan, ContestPlan, SeatPlan, close_ballot, open_ballot
from workflows.registers.ballot.model import Attendance, Ballot
from workflows.registers.ballot.store import find_ballot, opening_of
from workflows.registers.ballot.tally import ContestResult, Result, rule_of
from workflows.registers.decisions.threshold import Threshold, asks_secret

GONE = "Hồ sơ đã rút hoặc dừng trong khi Hội đồng đang xét"


def open_round(
    call: ActionCall, sitting: CouncilSession, thresholds: Sequence[Any], keys: Sequence[str] | None
) -> dict[str, Any]:
    """Open a ballot on what is undecided on the agenda or, in a further round, on the cases named.

    Raises SessionRefusedError without a quorum; BallotRefusedError, RecusalUnconfirmedError, RuleMissingError.
    """
    if not quorum_of(sitting, thresholds)["has_quorum"]:
        raise SessionRefusedError(Text(N_("Too few members attend or are left to vote.")))
    rules = read_rules(thresholds)
    chosen = _still_standing(call.session, sitting, [item for item in sitting.items if _is_asked(item, keys)])
    require_unchanged(call.session, [item.nomination for item in chosen], _laid(sitting))
    opening = opening_of(call.session, call.instance_id)
    is_inherited = opening is not None and opening.decided_by == SYSTEM.id
    aside = confirmed_recusals(sitting, is_inherited=is_inherited)
    places = _places_left(sitting, chosen) if keys is not None else {}
    ballot = open_ballot(
        call.session,
        BallotPlan(
            scope=sitting.council_code,
            award="",
            candidates=[],
            agenda=[_contest(item, rules, aside.get(item.no, {}), places) for item in chosen],
            seats=[SeatPlan(str(m.person_id), m.name, f"person:{m.person_id}", m.attendance) for m in sitting.members],
            threshold=max((rule for rule, _ in rules.values()), key=_quorum),
            subject_key=sitting.code,
            source="vote_threshold.dmn",
            asks_secret=any(asks_secret(rule_for(item, rules)[1]) for item in chosen),
            opening=opening,
        ),
        by=call.by,
    )
    for item in chosen:
        item.round_no += 1
    return _opened(ballot, sitting)


def _is_asked(item: AgendaItem, keys: Sequence[str] | None) -> bool:
    if item.is_put_off:
        return False
    return item.passed is None if keys is None else item.key in keys


def _quorum(rule: Threshold) -> Fraction:
    """Return the quorum as an exact share: a quotient of floats would tell equal ones apart, or unequal ones not."""
    return Fraction(rule.quorum_numerator, rule.quorum_denominator)


def _places_left(sitting: CouncilSession, chosen: Sequence[AgendaItem]) -> dict[str, int]:
    """Return, by award, how many places a further round is about: its quota less who has won already."""
    left: dict[str, int] = {}
    for item in sitting.items:
        if item.quota is not None:
            left.setdefault(item.award_code, item.quota)
            left[item.award_code] -= item.passed is True and item not in chosen
    return left


def _contest(item: AgendaItem, rules: Rules, aside: Mapping[int, Recusal], places: Mapping[str, int]) -> ContestPlan:
    threshold, said = rule_for(item, rules)
    return ContestPlan(
        nomination=item.key,
        label=item.label,
        award=item.award_code,
        threshold=threshold,
        quota=places.get(item.award_code, item.quota),
        is_preferred=item.is_preferred,
        source=str(said.get("source") or ""),
        status=str(said.get("status") or "unverified"),
        recusals=aside,
    )


def _opened(ballot: Ballot, sitting: CouncilSession) -> dict[str, Any]:
    aside: dict[int, list[str]] = {}
    codes = {contest.no: contest.nomination for contest in ballot.contests}
    for one in ballot.recusals:
        aside.setdefault(one.seat_no, []).append(codes[one.contest_no])
    voters = [
        {
            "seat": seat.seat_no,
            "name": seat.name,
            "principal": seat.principal,
            "is_written": seat.attendance == Attendance.ABSENT or sitting.kind == SittingKind.CIRCULATION,
            "aside": aside.get(seat.seat_no, []),
        }
        for seat in ballot.seats
        if len(aside.get(seat.seat_no, [])) < len(codes)
    ]
    sheet = [{"nomination": c.nomination, "label": c.label, "award": c.award_code} for c in ballot.contests]
    return {"ballot": str(ballot.id), "sheet": sheet, "voters": voters}


def close_round(call: ActionCall, sitting: CouncilSession, ballot_id: str) -> dict[str, Any]:
    """Count a ballot and write each case's result; what the quota could not choose stays undecided."""
    result = close_ballot(call.session, ballot_id, by=call.by)
    ballot = find_ballot(call.session, ballot_id)
    sitting.state = SessionState.CLOSED
    items = {item.key: item for item in sitting.items}
    rules = {contest.nomination: contest for contest in ballot.contests}
    gone = _gone(call.session, sitting)
    for contest in result.contests:
        item, rule = items[contest.nomination], rule_of(ballot, rules[contest.nomination])
        _write(item, contest, result)
        if item.nomination in gone:
            item.passed, item.reason = False, GONE
        item.rule = f"{rule.comparator} {rule.numerator}/{rule.denominator} ({rule.base})"
        item.source, item.status = rules[contest.nomination].source, rules[contest.nomination].status
    call.session.flush()
    return _closed(sitting, result)


def _laid(sitting: CouncilSession) -> dict[str, str]:
    """Return the digest of the content of each nomination as it came on the agenda."""
    return {item.nomination: item.content for item in sitting.items}


def strike_items(session: Session, nomination: str) -> list[str]:
    """Let what was withdrawn or stopped fail on the agendas that are not announced; return their sessions' codes."""
    items = items_before_end(session, nomination)
    for item in items:
        item.passed, item.reason = False, GONE
    session.flush()
    return sorted({item.session_code for item in items})


def _still_standing(session: Session, sitting: CouncilSession, items: list[AgendaItem]) -> list[AgendaItem]:
    """Return the items that were not withdrawn or stopped since the agenda was fixed; those that were fail at once."""
    gone = _gone(session, sitting)
    for item in items:
        if item.nomination in gone:
            item.passed, item.reason = False, GONE
    return [item for item in items if item.nomination not in gone] or items or list(sitting.items)


def _gone(session: Session, sitting: CouncilSession) -> set[str]:
    """Return the nominations on an agenda that were withdrawn or stopped since it was fixed."""
    codes = sorted({item.nomination for item in sitting.items})
    return {one.code for one in nominations_named(session, codes) if one.outcome is not None}


def _write(item: AgendaItem, contest: ContestResult, result: Result) -> None:
    item.yes, item.against, item.blank = contest.yes, contest.against, contest.blank
    item.not_returned, item.recused = contest.not_returned, contest.recused
    item.base, item.needed = contest.base, contest.needed
    item.is_put_off = not contest.can_vote
    is_open = contest.nomination in result.tied or not contest.has_quorum or item.is_put_off
    item.passed = None if is_open else contest.nomination in result.winners
    item.reason = "" if item.passed else _why_not(contest)


def _why_not(contest: ContestResult) -> str:
    if not contest.can_vote:
        return put_off_because(contest.seats - contest.recused, contest.seats)
    count = f"Hội đồng: {contest.yes}/{contest.base} phiếu đồng ý"
    if not contest.has_quorum:
        return f"{count}, chưa đủ túc số"
    return f"{count}, vượt quá số lượng được đề nghị" if contest.passed else f"{count}, chưa đạt tỷ lệ"


def _closed(sitting: CouncilSession, result: Result) -> dict[str, Any]:
    labels = {item.key: item.label for item in sitting.items}
    return {
        "has_quorum": result.has_quorum,
        "tied": list(result.tied),
        "tied_options": [{"value": key, "label": labels[key]} for key in result.tied],
        "passed_count": sum(item.passed is True for item in sitting.items),
        "failed_count": sum(item.passed is False for item in sitting.items),
        "voted": result.participated,
        "results": [_row(item) for item in sitting.items],
    }


def _row(item: AgendaItem) -> dict[str, Any]:
    said = {True: "Thông qua", False: "Không thông qua", None: "Chưa quyết định"}[item.passed]
    if item.reason == GONE:
        said = "Đã rút hoặc dừng, không tính"
    if item.is_put_off:
        said = "Để lại phiên khác"
    tally = f"{item.yes}/{item.base}"
    return {"key": item.key, "label": item.label, "tally": tally, "needed": item.needed, "outcome": said}


def settle_items(session: Session, sitting: CouncilSession, ballot_id: str) -> None:
    """Let the cases of a ballot that are still undecided fail, each with its reason."""
    contests = {contest.nomination for contest in find_ballot(session, ballot_id).contests}
    for item in sitting.items:
        if item.key in contests and item.passed is None:
            item.passed = False
            item.reason = item.reason or f"Hội đồng: {item.yes}/{item.base} phiếu đồng ý, bằng phiếu"
    session.flush()


def announce_outcome(session: Session, sitting: CouncilSession, lower: Iterable[Any]) -> list[dict[str, Any]]:
    """Release the nominations from the waiting list and return what each is told; what was put off goes on waiting."""
    wanted = {str(one.get("key")): one.get("lower_award") for one in lower if one.get("lower_award")}
    by_nomination: dict[str, list[AgendaItem]] = {}
    for item in sitting.items:
        item.lower_award = wanted.get(item.key) if item.passed is False else None
        by_nomination.setdefault(item.nomination, []).append(item)
    gone = _gone(session, sitting)
    decided = {c: items for c, items in by_nomination.items() if c not in gone and not all(i.is_put_off for i in items)}
    require_unchanged(session, decided, _laid(sitting))
    for nomination in nominations_named(session, list(decided)):
        nomination.council_at = None
    for code, items in decided.items():
        # An entry that could not be voted on is not proposed with its letter.
        judge_entries(
            session, code, {i.entry_no: (i.passed is True, i.reason) for i in items if i.entry_no is not None}
        )
    sitting.state = SessionState.ANNOUNCED
    session.flush()
    return [{"nomination": code, "council": _told(sitting, items)} for code, items in decided.items()]


def _told(sitting: CouncilSession, items: Sequence[AgendaItem]) -> dict[str, Any]:
    first, held = items[0], sitting.held_at
    passed = [item for item in items if item.passed is True]
    return {
        "passed": bool(passed),
        "passed_count": len(passed),
        "count": len(items),
        "yes": first.yes,
        "no": first.against,
        "blank": first.blank,
        "base": first.base,
        "needed": first.needed,
        "reason": "" if passed else first.reason,
        "lower_award": first.lower_award,
        "document_no": sitting.document_no,
        "signed_on": sitting.signed_on,
        "held_on": None if held is None else clock.local_day(held),
        "session": sitting.code,
    }


when_closed(strike_items)
