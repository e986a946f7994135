"""What diagrams may ask of ballots."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from engine.base.errors import AnswersRefusedError
from engine.base.text import N_, Text
from engine.ports.actions import ActionCall, action
from workflows.registers.ballot import store
from workflows.registers.ballot.aside import Recusal, case_of
from workflows.registers.ballot.commands import (
    BallotPlan,
    BallotRefusedError,
    SeatPlan,
    cast,
    close_ballot,
    decide_opening,
    open_ballot,
)
from workflows.registers.ballot.model import Ballot
from workflows.registers.ballot.recusals import confirmed_recusals
from workflows.registers.ballot.tally import ContestResult, Result
from workflows.registers.decisions.decide import decide
from workflows.registers.decisions.threshold import asks_secret, read_threshold
from workflows.registers.organisation.members import voter_of
from workflows.registers.organisation.model import body_of
from workflows.registers.organisation.store import bloc_members, find_bloc_year

# A bloc's quota is of Government flags (Law 2022 Art. 25), a cluster's of its body's; other awards have none.
FLAGS = ("CTDCP", "CTDB")


@action("ballot.open", title="Mở phiên bỏ phiếu của khối", title_en="Open a vote of the bloc")
def open_bloc_vote(  # noqa: PLR0913 - what a vote is keyed by
    call: ActionCall,
    *,
    scope: str,
    candidates: list[Any],
    body: str,
    award: str,
    regime: str,
    threshold: dict[str, Any] | None = None,
) -> dict[str, Any]:
    """Open a roll-call of a bloc's member bodies on some nominations, less those confirmed to stand aside.

    `scope` is a bloc in a year (`NC-2019`); `candidates` are `{nomination, label}`; `threshold` is the value of the
    decision `vote_threshold`, which is asked for (body, award, regime) when not given. Where it asks for a secret
    ballot, the head's decision to vote openly (`ballot.decide_openly`) must be on record. Returns `ballot` (id),
    `seats` (list of `{seat, body, name, aside, is_unit}`, who votes on something) and `contests` (list of `{no,
    nomination, label}`).
    """
    year = find_bloc_year(call.session, scope)
    asked = {"body": body_of(body), "award": award, "regime": regime}
    rule = threshold or decide("vote_threshold.dmn", "vote_threshold", asked)
    members = bloc_members(call.session, year)
    seats = [SeatPlan(m.code, m.name, voter_of(m)) for m in members]
    plan = BallotPlan(
        scope=scope,
        award=award,
        candidates=[_candidate(item) for item in candidates],
        seats=seats,
        threshold=read_threshold(rule),
        quota=year.flag_quota if award in FLAGS else len(candidates),
        subject_key=call.business_key,
        source=str(rule.get("source") or ""),
        status=str(rule.get("status") or "unverified"),
        asks_secret=asks_secret(rule),
        opening=store.opening_of(call.session, call.instance_id),
        recusals=_aside(call, seats, candidates),
    )
    units = {m.code for m in members if not m.has_own_office}
    return _opened(open_ballot(call.session, plan, by=call.by), units)


def _aside(call: ActionCall, seats: Sequence[SeatPlan], candidates: Sequence[Any]) -> dict[str, dict[int, Recusal]]:
    """Return which seats stand aside from which candidates, as two people said; an entry stands with its letter.

    Raises RecusalUnconfirmedError where only one did.
    """
    said = confirmed_recusals(call.session, call.instance_id)
    numbers = {seat.holder: no for no, seat in enumerate(seats, start=1)}
    codes = [_candidate(item)[0] for item in candidates]
    named = {code: said.get(code, {}) | said.get(case_of(code), {}) for code in codes}
    return {code: {numbers[h]: why for h, why in found.items() if h in numbers} for code, found in named.items()}


def _candidate(item: Any) -> tuple[str, str]:
    """Return code and label of a candidate given as a mapping."""
    if not isinstance(item, Mapping) or not item.get("nomination"):
        raise BallotRefusedError(Text(N_("Each candidate needs “nomination” and “label”.")))
    return str(item["nomination"]), str(item.get("label") or item["nomination"])


def _opened(ballot: Ballot, units: Collection[str]) -> dict[str, Any]:
    codes = {contest.no: contest.nomination for contest in ballot.contests}
    aside: dict[int, list[str]] = {seat.seat_no: [] for seat in ballot.seats}
    for one in ballot.recusals:
        aside[one.seat_no].append(codes[one.contest_no])
    return {
        "ballot": str(ballot.id),
        "seats": [
            {"seat": s.seat_no, "body": s.holder, "name": s.name, "aside": aside[s.seat_no]}
            | {"is_unit": s.holder in units}
            for s in ballot.seats
            if len(aside[s.seat_no]) < len(codes)
        ],
        "contests": [{"no": c.no, "nomination": c.nomination, "label": c.label} for c in ballot.contests],
    }


@action("ballot.decide_openly", title="Ghi quyết định biểu quyết công khai", title_en="Keep a decision to vote openly")
def keep_opening(call: ActionCall, *, answers: dict[str, Any]) -> dict[str, Any]:
    """Keep that a vote is held openly though its rule asks for a secret one; for a task listener.

    `answers` carry `decision` (`open`, or anything else: nothing is kept) and `reason`; both are returned.
    """
    if answers.get("decision") == "open":
        decide_opening(call.session, call.instance_id, call.business_key, str(answers.get("reason") or ""), by=call.by)
    return answers


@action("ballot.cast", title="Ghi phiếu của đơn vị", title_en="Keep a member's vote")
def cast_vote(call: ActionCall, *, ballot: str, seat: int, answers: dict[str, Any]) -> dict[str, Any]:
    """Keep the choices of a seat in the ballot's own tables and hand on only that it voted.

    For a task listener: `answers` is `{"votes": [{nomination, choice}]}` (without `nomination`, in the order of the
    contests), or `{"vote_1": choice}` by contest number; a choice is yes, no or blank. `others`, where given, is the
    choice for all that were not marked one by one. Returns `voted`.
    """
    choices = _choices(store.nominations_on(call.session, ballot), answers)
    if answers.get("others"):
        choices = {code: str(answers["others"]) if choice == "None" else choice for code, choice in choices.items()}
    cast(call.session, ballot, seat, choices, by=call.by)
    return {"voted": True}


def _choices(contests: Mapping[int, str], answers: Mapping[str, Any]) -> dict[str, str]:
    votes = answers.get("votes")
    if votes is None:
        return {code: str(answers[f"vote_{no}"]) for no, code in contests.items() if answers.get(f"vote_{no}")}
    if not isinstance(votes, list) or not all(isinstance(vote, Mapping) for vote in votes):
        raise AnswersRefusedError({"votes": Text(N_("Choose yes, no or blank."))})
    if len(votes) == len(contests) and not any(vote.get("nomination") for vote in votes):
        return {code: str(vote.get("choice")) for code, vote in zip(contests.values(), votes, strict=True)}
    return {str(vote.get("nomination")): str(vote.get("choice")) for vote in votes}


@action("ballot.close", title="Đóng phiên và kiểm phiếu", title_en="Close a vote and count it")
def close_vote(call: ActionCall, *, ballot: str) -> dict[str, Any]:
    """Close a vote and return totals only.

    Returns `results` (list of `{nomination, label, yes, no, blank, not_returned, seats, base, needed, percent,
    passed}`), `winners` (within the flag quota), `winner` (the only one, or null), `tied`, `has_quorum` and
    `participated`.
    """
    return _closed(close_ballot(call.session, ballot, by=call.by))


def _closed(result: Result) -> dict[str, Any]:
    return {
        "results": [_contest(contest) for contest in result.contests],
        "winners": list(result.winners),
        "winner": result.winners[0] if len(result.winners) == 1 else None,
        "tied": list(result.tied),
        "has_quorum": result.has_quorum,
        "participated": result.participated,
    }


def _contest(result: ContestResult) -> dict[str, Any]:
    shown = (
        "nomination",
        "label",
        "yes",
        "no",
        "blank",
        "not_returned",
        "seats",
        "base",
        "needed",
        "percent",
        "passed",
        "struck",
    )
    return {name: result.against if name == "no" else getattr(result, name) for name in shown}
