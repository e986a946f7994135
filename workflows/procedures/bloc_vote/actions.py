"""What the diagram of a bloc's vote may ask for."""

from datetime import date
from typing import Any

from engine.base.errors import BangVangError
from engine.base.text import N_, Text
from engine.ports.actions import ActionCall, action
from workflows.procedures.nomination.actions import leave_notice
from workflows.procedures.nomination.cases import Case, cases_of
from workflows.procedures.nomination.content import require_unchanged
from workflows.procedures.nomination.letters.entries import judge_entries
from workflows.procedures.nomination.store import lock_nomination, nominations_named, waiting_for_bloc
from workflows.registers.ballot.store import find_ballot
from workflows.registers.nominations.model import Nomination
from workflows.registers.organisation.store import bloc_members, find_bloc_year


class AgendaRefusedError(BangVangError):
    """The agenda of a vote cannot be used; the text says why."""


@action("bloc_vote.candidates", title="Lập danh sách hồ sơ đang chờ", title_en="List nominations waiting for a bloc")
def list_candidates(call: ActionCall, *, bloc_year: str) -> dict[str, Any]:
    """Return the nominations that wait for a bloc in a year.

    `candidates` are `{nomination, label}`, `options` the same for a form; `members` counts the bloc's bodies;
    `bloc_name` names the bloc.
    """
    year = find_bloc_year(call.session, bloc_year)
    found = [_contest(nomination) for nomination in waiting_for_bloc(call.session, bloc_year)]
    return {
        "candidates": found,
        "options": [{"value": one["nomination"], "label": one["label"]} for one in found],
        "members": len(bloc_members(call.session, year)),
        "bloc_name": f"{year.bloc.name} {year.year}",
    }


def _contest(nomination: Nomination) -> dict[str, Any]:
    return {"nomination": nomination.code, "label": f"{nomination.subject_name} ({nomination.code})"}


@action("bloc_vote.agenda", title="Chốt danh sách bình xét", title_en="Fix the candidates of a vote")
def fix_agenda(call: ActionCall, *, bloc_year: str, nominations: list[Any]) -> dict[str, Any]:
    """Return the `contests` of the agenda, with their `award` and `regime`; what was withdrawn meanwhile is left out.

    Raises AgendaRefusedError where nothing is left, or different awards are mixed.
    """
    codes = list(dict.fromkeys(str(code).partition("/")[0] for code in nominations))
    for one in waiting_for_bloc(call.session, bloc_year, codes):
        lock_nomination(call.session, one.code)  # nobody withdraws what comes on the ballot
    found = waiting_for_bloc(call.session, bloc_year, codes)
    if not found:
        raise AgendaRefusedError(Text(N_("No nomination of this agenda waits for the bloc any more.")))
    if len({one.award_code for one in found}) > 1:
        raise AgendaRefusedError(Text(N_("One vote is about one award.")))
    require_unchanged(call.session, [one.code for one in found])
    first = found[0]
    named = {str(code) for code in nominations}
    cases = cases_of(call.session, found, ["passed"])
    contests = [_case(case) for case in cases if {case.key, case.nomination} & named]
    return {"contests": contests, "award": first.award_code, "regime": first.regime}


def _case(case: Case) -> dict[str, Any]:
    return {"nomination": case.key, "label": case.label}


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
    """Return `announced`: for each nomination `{nomination, bloc_passed, bloc_vote}`; a letter's entries are judged."""
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


@action("bloc_vote.remind", title="Nhắc đơn vị chưa biểu quyết", title_en="Remind the bodies that have not voted")
def remind_members(call: ActionCall, *, ballot: str, bloc_year: str) -> dict[str, Any]:
    """Leave a notice for each body that has not voted, and one for the head; return how many were `reminded`."""
    missing = [seat for seat in find_ballot(call.session, ballot).seats if seat.participated_at is None]
    for seat in missing:
        leave_notice(call, seat.principal, "vote_closing")
    leave_notice(call, f"bloc_head@{bloc_year}", "vote_closing")
    return {"reminded": len(missing)}
