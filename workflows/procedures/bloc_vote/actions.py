"""What the diagram of a bloc's vote may ask for."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from engine.base.errors import AnswersRefusedError, BangVangError
from engine.base.text import N_, Text
from engine.ports.actions import ActionCall, action
from workflows.procedures.bloc_vote.clusters import (
    considered,
    is_cluster,
    keep_votes,
    settle_units,
    told_barred,
    unit_agenda,
    unit_contests,
)
from workflows.procedures.nomination.actions import leave_notice
from workflows.procedures.nomination.cases import Case, cases_of
from workflows.procedures.nomination.content import require_unchanged
from workflows.procedures.nomination.letters.entries import judge_entries
from workflows.procedures.nomination.store import lock_nomination, nominations_named, waiting_for_bloc
from workflows.registers.ballot.aside import WORDS, explanation
from workflows.registers.ballot.model import ProposedRecusal
from workflows.registers.ballot.recusals import confirm_recusals, propose_recusals
from workflows.registers.ballot.store import find_ballot, recusals_of
from workflows.registers.decisions.counting import can_be_voted
from workflows.registers.decisions.threshold import Threshold, read_threshold
from workflows.registers.nominations.model import Nomination
from workflows.registers.organisation.members import voter_of
from workflows.registers.organisation.model import BlocYear
from workflows.registers.organisation.store import bloc_members, find_bloc_year, units_by_code

_NOTHING = Text(N_("No nomination of this agenda waits for this vote any more."))


class AgendaRefusedError(BangVangError):
    """The agenda of a vote cannot be used; the text says why."""


@action("bloc_vote.candidates", title="Lập danh sách hồ sơ đang chờ", title_en="List nominations waiting for a bloc")
def list_candidates(call: ActionCall, *, bloc_year: str) -> dict[str, Any]:
    """Return the nominations that wait for a bloc in a year; of a cluster inside a body its units.

    `candidates` are `{nomination, label}`, `options` the same for a form; `members` counts the bloc's bodies, `bodies`
    are they for a form; `bloc_name` names the bloc. `barred` (`barred_en`) tells which units of a cluster are not
    considered and why; none where all are.
    """
    year = find_bloc_year(call.session, bloc_year)
    bodies = bloc_members(call.session, year)
    barred: list[dict[str, Any]] = []
    if is_cluster(year):
        units, barred = considered(call.session, year)
        found = unit_contests(units)
    else:
        found = [_contest(nomination) for nomination in waiting_for_bloc(call.session, bloc_year)]
    return told_barred(barred) | {
        "candidates": found,
        "options": [{"value": one["nomination"], "label": one["label"]} for one in found],
        "members": len(bodies),
        "bodies": [{"value": one.code, "label": one.name} for one in bodies],
        "bloc_name": f"{year.bloc.name} {year.year}",
    }


def _contest(nomination: Nomination) -> dict[str, Any]:
    return {"nomination": nomination.code, "label": f"{nomination.subject_name} ({nomination.code})"}


@action("bloc_vote.agenda", title="Chốt danh sách bình xét", title_en="Fix the candidates of a vote")
def fix_agenda(call: ActionCall, *, bloc_year: str, nominations: list[Any]) -> dict[str, Any]:
    """Return the `contests` of the agenda, with their `award` and `regime`; what was withdrawn meanwhile is left out.

    `recusals_noted` (`{member, item, ground, reason, proposed}`) are the bodies proposed to stand aside, `unconfirmed`
    counts what no second person has confirmed.

    Raises AgendaRefusedError where nothing is left, or different awards are mixed.
    """
    year = find_bloc_year(call.session, bloc_year)
    if is_cluster(year):
        return _agenda(call, year, *unit_agenda(call.session, year, {str(code) for code in nominations}))
    contests, first = _nominated(call, bloc_year, nominations)
    return _agenda(call, year, contests, first.award_code, first.regime)


def _nominated(call: ActionCall, bloc_year: str, nominations: list[Any]) -> tuple[list[dict[str, Any]], Nomination]:
    """Return the contests of an agenda of nominations, and one of these; nobody withdraws what comes on it."""
    codes = list(dict.fromkeys(str(code).partition("/")[0] for code in nominations))
    for one in waiting_for_bloc(call.session, bloc_year, codes):
        lock_nomination(call.session, one.code)
    found = waiting_for_bloc(call.session, bloc_year, codes)
    if not found:
        raise AgendaRefusedError(_NOTHING)
    if len({one.award_code for one in found}) > 1:
        raise AgendaRefusedError(Text(N_("One vote is about one award.")))
    require_unchanged(call.session, [one.code for one in found])
    named = {str(code) for code in nominations}
    cases = cases_of(call.session, found, ["passed"])
    return [_case(case) for case in cases if {case.key, case.nomination} & named], found[0]


def _agenda(call: ActionCall, year: BlocYear, contests: list[Any], award: str, regime: str) -> dict[str, Any]:
    if not contests:
        raise AgendaRefusedError(_NOTHING)
    said = recusals_of(call.session, call.instance_id)
    names = {one.code: one.name for one in bloc_members(call.session, year)}
    labels = {one["nomination"].partition("/")[0]: one["label"] for one in contests}
    return {
        "contests": contests,
        "award": award,
        "regime": regime,
        "recusals_noted": [_noted(one, names, labels) for one in said if one.nomination in labels],
        "unconfirmed": sum(not one.confirmed_by for one in said),
    }


def _noted(one: ProposedRecusal, names: Mapping[str, str], labels: Mapping[str, str]) -> dict[str, Any]:
    return {
        "member": names.get(one.holder, one.holder),
        "item": labels[one.nomination],
        "ground": WORDS[one.ground],
        "reason": explanation(one.ground, one.reason),
        "proposed": one.proposed_name,
    }


def _case(case: Case) -> dict[str, Any]:
    return {"nomination": case.key, "label": case.label}


@action("bloc_vote.propose_recusals", title="Ghi đề nghị không biểu quyết", title_en="Keep proposed recusals")
def keep_proposed(call: ActionCall, *, answers: dict[str, Any]) -> dict[str, Any]:
    """Keep which bodies the head proposes to stand aside, from what and on which ground; for a task listener.

    `answers.recusals` are `{body, nomination, ground, reason}`. Each body is told. Raises AnswersRefusedError.
    """
    rows = answers.get("recusals") or []
    found = propose_recusals(call.session, call.instance_id, call.business_key, rows, by=call.by)
    _tell_bodies(call, found, "vote_recusal_proposed")
    return answers


@action("bloc_vote.confirm_recusals", title="Ghi xác nhận không biểu quyết", title_en="Keep confirmed recusals")
def keep_confirmed(call: ActionCall, *, answers: dict[str, Any], threshold: dict[str, Any]) -> dict[str, Any]:
    """Keep that a second person confirms which bodies stand aside; for a task listener.

    `answers.decision` is `confirm`, or anything else: then nothing is kept. Each body is told. Raises
    RecusalUnconfirmedError for who proposed it, AnswersRefusedError where too few bodies would be left to vote.
    """
    if answers.get("decision") == "confirm":
        found = confirm_recusals(call.session, call.instance_id, by=call.by)
        _require_floor(call, found, read_threshold(threshold))
        _tell_bodies(call, found, "vote_recused")
    return answers


def _require_floor(call: ActionCall, found: Sequence[ProposedRecusal], rule: Threshold) -> None:
    """Refuse where so many bodies would stand aside from a nomination that it cannot be voted on."""
    members = len(bloc_members(call.session, find_bloc_year(call.session, call.business_key)))
    for code, aside in Counter(one.nomination for one in found).items():
        if not can_be_voted(rule, members, aside):
            said = {"nomination": code, "left": members - aside, "all": members}
            text = N_("Too few would be left to vote on %(nomination)s: %(left)s of %(all)s. Return it to the head.")
            raise AnswersRefusedError({"decision": Text(text, said)})


def _tell_bodies(call: ActionCall, found: Sequence[ProposedRecusal], reason: str) -> None:
    known = units_by_code(call.session, {one.holder for one in found})
    for member in sorted(known):
        leave_notice(call, voter_of(known[member]), reason)


@action("bloc_vote.settle", title="Ghi kết quả từng hồ sơ", title_en="Record each result")
def settle_results(  # noqa: PLR0913 - what stands on the minutes
    call: ActionCall,
    *,
    bloc_year: str,
    ballot: str,
    results: list[Any],
    winners: list[Any],
    document_no: str | None = None,
    signed_on: date | None = None,
) -> dict[str, Any]:
    """Return `announced`: for each nomination `{nomination, bloc_passed, bloc_vote}`; a letter's entries are judged.

    For each unit of a cluster it is kept with its year (`is_unit`, with its `name`).
    """
    year = find_bloc_year(call.session, bloc_year)
    if is_cluster(year):
        return {"announced": settle_units(call.session, year, results, {str(key) for key in winners})}
    common = {"ballot": ballot, "bloc_year": bloc_year, "document_no": document_no, "signed_on": signed_on}
    by_nomination: dict[str, list[Any]] = {}
    for one in _standing(call, results):
        by_nomination.setdefault(str(one["nomination"]).partition("/")[0], []).append(one)
    laid = {one.nomination.partition("/")[0]: one.content for one in find_ballot(call.session, ballot).contests}
    require_unchanged(call.session, by_nomination, laid)
    chosen = {str(key) for key in winners}
    return {"announced": [_told(call, code, rows, chosen, common) for code, rows in by_nomination.items()]}


def _standing(call: ActionCall, results: list[Any]) -> list[Any]:
    """Return the results of what was not withdrawn or stopped meanwhile."""
    codes = sorted({str(one["nomination"]).partition("/")[0] for one in results})
    live = {one.code for one in nominations_named(call.session, codes) if one.outcome is None}
    return [one for one in results if str(one["nomination"]).partition("/")[0] in live]


def _told(call: ActionCall, code: str, rows: list[Any], chosen: set[str], common: dict[str, Any]) -> dict[str, Any]:
    verdicts = {row["nomination"]: (row["nomination"] in chosen, _why_not(row)) for row in rows}
    entries = {int(key.partition("/")[2]): verdict for key, verdict in verdicts.items() if "/" in key}
    judge_entries(call.session, code, entries)
    passed, first = sum(is_passed for is_passed, _ in verdicts.values()), rows[0]
    counts = {name: first[name] for name in ("yes", "no", "blank", "seats", "needed", "percent")}
    reason = "" if passed else _why_not(first)
    vote = counts | common | {"reason": reason, "passed_count": passed, "count": len(rows)}
    return {"nomination": code, "bloc_passed": passed > 0, "bloc_vote": vote}


def _why_not(row: Any) -> str:
    return f"Khối bình xét: {row['yes']}/{row['base']} phiếu đồng ý"


@action("bloc_vote.keep_paper", title="Ghi kết quả bình xét trên giấy", title_en="Keep a vote held on paper")
def keep_paper_vote(call: ActionCall, *, answers: dict[str, Any]) -> dict[str, Any]:
    """Keep with the year of each member what a vote held on paper says of it (`counted`); for a task listener.

    Returns the answers. Raises AnswersRefusedError.
    """
    year = find_bloc_year(call.session, str(call.variables["bloc_year"]))
    rows = (answers.get("counted") or []) if answers.get("decision") == "paper" else []
    votes = {str(row["unit"]): int(row["yes"]) for row in rows}
    members = {body.code for body in bloc_members(call.session, year)}
    if len(votes) != len(rows) or not votes.keys() <= members or any(yes > len(members) for yes in votes.values()):
        said = N_("Name each member once, with no more votes than there are members.")
        raise AnswersRefusedError({"counted": Text(said)})
    winners = {str(row["unit"]) for row in rows if row.get("leads")}
    keep_votes(call.session, year, votes, winners)
    return answers


@action("bloc_vote.remind", title="Nhắc đơn vị chưa biểu quyết", title_en="Remind the bodies that have not voted")
def remind_members(call: ActionCall, *, ballot: str, bloc_year: str) -> dict[str, Any]:
    """Leave a notice for each body that has not voted, and one for the head; return how many were `reminded`."""
    missing = [seat for seat in find_ballot(call.session, ballot).seats if seat.participated_at is None]
    for seat in missing:
        leave_notice(call, seat.principal, "vote_closing")
    leave_notice(call, f"bloc_head@{bloc_year}", "vote_closing")
    return {"reminded": len(missing)}
