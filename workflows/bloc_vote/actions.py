"""What the diagram of a bloc's vote may ask for."""

from typing import Any

from engine.actions import ActionCall, action
from engine.errors import BangVangError
from engine.text import N_, Text
from workflows.ballot.store import find_ballot
from workflows.nomination.actions import leave_notice
from workflows.nomination.model import Nomination
from workflows.nomination.store import waiting_for_bloc
from workflows.organisation.store import bloc_members, find_bloc_year


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
    found = waiting_for_bloc(call.session, bloc_year, [str(code) for code in nominations])
    if not found:
        raise AgendaRefusedError(Text(N_("No nomination of this agenda waits for the bloc any more.")))
    if len({one.award_code for one in found}) > 1:
        raise AgendaRefusedError(Text(N_("One vote is about one award.")))
    first = found[0]
    return {"contests": [_contest(one) for one in found], "award": first.award_code, "regime": first.regime}


@action("bloc_vote.remind", title="Nhắc đơn vị chưa biểu quyết", title_en="Remind the bodies that have not voted")
def remind_members(call: ActionCall, *, ballot: str, bloc_year: str) -> dict[str, Any]:
    """Leave a notice for each body that has not voted, and one for the head; return how many were `reminded`."""
    missing = [seat for seat in find_ballot(call.session, ballot).seats if seat.participated_at is None]
    for seat in missing:
        leave_notice(call, seat.principal, "vote_closing")
    leave_notice(call, f"bloc_head@{bloc_year}", "vote_closing")
    return {"reminded": len(missing)}
