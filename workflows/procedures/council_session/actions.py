"""What the diagram of a council's session may ask for."""

from datetime import date, datetime
from typing import Any, Literal

from engine.base.text import N_, Text
from engine.ports.actions import ActionCall, action
from workflows.procedures.council_session import store
from workflows.procedures.council_session.agenda import SessionRefusedError, lay_agenda
from workflows.procedures.council_session.attendance import (
    opening_of_session,
    put_off_cases,
    quorum_of,
    record_attendance,
)
from workflows.procedures.council_session.model import CouncilSession, SessionState
from workflows.procedures.council_session.outcome import (
    announce_outcome,
    close_round,
    open_round,
    settle_items,
)
from workflows.procedures.council_session.recusals import SAID_SO, confirm_recusals, worth_proposing
from workflows.procedures.nomination.actions import leave_notice
from workflows.registers.awards.store import awards
from workflows.registers.ballot.actions import keep_opening
from workflows.registers.ballot.recusals import check_grounds
from workflows.registers.ballot.store import find_ballot
from workflows.registers.organisation.store import council_members

Kind = Literal["meeting", "circulation"]
OPTIONS_SHOWN = 500


def sitting_of(call: ActionCall) -> CouncilSession:
    """Return the session that a call is about."""
    return store.find_session(call.session, call.business_key)


@action("council_session.collect", title="Lập danh sách hồ sơ đang chờ", title_en="List nominations waiting")
def list_waiting(call: ActionCall, *, council: str) -> dict[str, Any]:
    """Return how many nominations are `waiting`, `options` to choose from, the `seats` that vote and the `awards`."""
    found = store.waiting_for_council(call.session, council, besides=call.business_key)
    names = {award.code: award.name for award in awards(call.session)}
    sitting_of(call).state = SessionState.PLANNED if found else SessionState.ENDED
    shown = [(n.code, f"{names[n.award_code]} · {n.subject_name} ({n.code})") for n in found[:OPTIONS_SHOWN]]
    asked = sorted({n.award_code for n in found})
    return {
        "waiting": len(found),
        "options": [{"value": code, "label": label} for code, label in shown],
        "seats": sum(seat.is_voting for seat in council_members(call.session, council)),
        "awards": [{"value": code, "label": names[code]} for code in asked],
    }


@action("council_session.convene", title="Triệu tập, gửi giấy mời", title_en="Convene and invite")
def convene(  # noqa: PLR0913 - what a session is convened with
    call: ActionCall,
    *,
    kind: Kind,
    held_at: datetime,
    closes_at: datetime,
    place: str | None = None,
    nominations: list[Any] | None = None,
    quotas: list[Any] | None = None,
    counts_recused: bool = False,
    note: str | None = None,
) -> dict[str, Any]:
    """Fix the agenda, seat the council and leave each member an invitation.

    `nominations` are codes, none for all that wait; `quotas` are `{award, most}`; `counts_recused`, which diagrams of
    earlier versions give, changes nothing: who counts is the rule's own matter. Returns `items` (how many), `rules`
    (each `{award, regime}` on the agenda), `people` and `cases` to choose from, and `proposed_recusals`. Raises
    SessionRefusedError.
    """
    sitting = sitting_of(call)
    if closes_at < held_at:
        raise SessionRefusedError(Text(N_("Voting cannot close before the session begins.")))
    sitting.kind, sitting.held_at, sitting.closes_at = kind, held_at, closes_at
    sitting.place, sitting.note, sitting.counts_recused = place or "", note or "", counts_recused
    limits = {str(q["award"]): int(q["most"]) for q in quotas or [] if q.get("award") and q.get("most") is not None}
    lay_agenda(call.session, sitting, [str(c) for c in nominations] if nominations else None, limits)
    call.session.refresh(sitting, ["items", "members", "recusals"])
    sitting.state = SessionState.CONVENED
    for member in sitting.members:
        leave_notice(call, f"person:{member.person_id}", "council_invited")
    return _convened(sitting, worth_proposing(call.session, sitting))


def _convened(sitting: CouncilSession, said: list[tuple[int, int]]) -> dict[str, Any]:
    items = {item.no: item for item in sitting.items}
    members = {member.seat_no: member for member in sitting.members}
    pairs = sorted({(item.award_code, item.regime) for item in sitting.items})
    return {
        "items": len(items),
        "rules": [{"award": award, "regime": regime} for award, regime in pairs],
        "people": [{"value": str(m.seat_no), "label": m.name} for m in members.values()],
        "cases": [{"value": i.key, "label": i.label} for i in list(items.values())[:OPTIONS_SHOWN]],
        "proposed_recusals": [
            {"seat": str(r.seat_no), "item": items[r.item_no].key, "ground": _choosable(r.ground), "reason": r.reason}
            for r in sitting.recusals
        ]
        + [{"seat": str(seat), "item": items[no].key, "ground": "relative", "reason": SAID_SO} for seat, no in said],
    }


def _choosable(ground: str) -> str:
    """Return a ground as the forms of every release know it; what follows from the records is kept as it is."""
    return "other" if ground == "acted" else ground


@action("council_session.check_roll", title="Kiểm tra căn cứ không biểu quyết", title_en="Check the recusals")
def check_roll(_call: ActionCall, *, answers: dict[str, Any]) -> dict[str, Any]:
    """Refuse recusals without a ground, or on another that is not told in words; for a task listener."""
    check_grounds(answers.get("recusals") or [])
    return answers


@action("council_session.attend", title="Ghi người dự, kiểm tra túc số", title_en="Note who attends, check quorum")
def attend(
    call: ActionCall,
    *,
    thresholds: list[Any],
    present: list[Any] | None = None,
    recusals: list[Any] | None = None,
    presided_by: str | None = None,
) -> dict[str, Any]:
    """Keep who attends and who is proposed to stand aside (`{seat, item, ground, reason}`); who is proposed is told.

    Returns `has_quorum`, `present_count`, `needed` and `seats`; for the chair `recusals`, `put_off` (cases that too few
    are left to vote on) and `secret_rules` (`{source}`: rules that ask for a secret ballot). `presiding` is the id of a
    vice-chair who presides instead of the chair, and then opens the vote and signs the minutes.
    """
    sitting = sitting_of(call)
    seats = {int(seat) for seat in present or []}
    record_attendance(call.session, sitting, seats, recusals or [], by=call.by)
    _tell_aside(call, sitting, "vote_recusal_proposed", is_automatic=False)
    put_off_cases(sitting, thresholds)
    chosen = next((m for m in sitting.members if str(m.seat_no) == str(presided_by)), None)
    sitting.presided_by = chosen.name if chosen else ""
    instead = str(chosen.person_id) if chosen and chosen.role == "vice" else None
    return quorum_of(sitting, thresholds) | opening_of_session(sitting, thresholds) | {"presiding": instead}


def _tell_aside(call: ActionCall, sitting: CouncilSession, reason: str, *, is_automatic: bool) -> None:
    """Leave a notice for each member who stands aside from something; of what follows from the records where asked."""
    aside = {one.seat_no for one in sitting.recusals if is_automatic or not one.is_automatic}
    for member in sitting.members:
        if member.seat_no in aside:
            leave_notice(call, f"person:{member.person_id}", reason)


@action("council_session.decide_opening", title="Chủ tịch quyết định mở biểu quyết", title_en="Decide to open the vote")
def keep_chairs_decision(
    call: ActionCall, *, answers: dict[str, Any], secret_rules: list[Any] | None = None
) -> dict[str, Any]:
    """Keep the chair's word on who stands aside and, where a rule asks for secrecy, to vote openly all the same.

    Who stands aside is told. For a task listener; returns the answers (`decision`: `open`, `return` or `postpone`;
    `reason`).
    """
    if answers.get("decision") == "open":
        confirm_recusals(sitting := sitting_of(call), by=call.by)
        _tell_aside(call, sitting, "vote_recused", is_automatic=True)
        if secret_rules:
            keep_opening(call, answers=answers)
    return answers


@action("council_session.open", title="Mở phiếu biểu quyết", title_en="Open the ballot sheet")
def open_ballot_sheet(
    call: ActionCall, *, thresholds: list[Any], keys: list[Any] | None = None, closes_at: datetime | None = None
) -> dict[str, Any]:
    """Open one ballot on the whole agenda, or on the cases named for a further round.

    `thresholds` are `{award, regime, threshold}` as the release's decision table gave them. Returns `ballot`, `sheet`
    (`{nomination, label, award}` a row) and `voters` (`{seat, name, principal, is_written, aside}`).
    """
    sitting = sitting_of(call)
    sitting.state, sitting.closes_at = SessionState.VOTING, closes_at or sitting.closes_at
    return open_round(call, sitting, thresholds, None if keys is None else [str(key) for key in keys])


@action("council_session.close", title="Đóng phiếu, kiểm phiếu", title_en="Close the ballot and count")
def close_ballot_sheet(call: ActionCall, *, ballot: str) -> dict[str, Any]:
    """Close the ballot and count it.

    Returns `has_quorum`, `tied` (keys), `tied_options`, `passed_count`, `failed_count`, `voted` and `results` for the
    minutes' form (`{key, label, tally, passed}`).
    """
    return close_round(call, sitting_of(call), ballot)


@action("council_session.settle", title="Chốt kết quả", title_en="Settle what is tied")
def settle(call: ActionCall, *, ballot: str) -> None:
    """Let what is still tied fail, where the chair wants no further round."""
    settle_items(call.session, sitting_of(call), ballot)


@action("council_session.remind", title="Nhắc thành viên chưa biểu quyết", title_en="Remind who has not voted")
def remind_members(call: ActionCall, *, ballot: str) -> dict[str, Any]:
    """Leave a notice for each member who has not voted; return how many were `reminded`."""
    missing = [seat for seat in find_ballot(call.session, ballot).seats if seat.participated_at is None]
    for seat in missing:
        leave_notice(call, seat.principal, "council_vote_closing")
    leave_notice(call, f"council_secretary@{sitting_of(call).council_code}", "council_vote_closing")
    return {"reminded": len(missing)}


@action("council_session.announce", title="Ghi kết quả từng hồ sơ", title_en="Record each result")
def announce(
    call: ActionCall,
    *,
    document_no: str,
    signed_on: date,
    proceedings: str | None = None,
    lower: list[Any] | None = None,
) -> dict[str, Any]:
    """Keep the signed minutes' data and return the `results`: one `{nomination, council}` for each nomination."""
    sitting = sitting_of(call)
    sitting.document_no, sitting.signed_on, sitting.proceedings = document_no, signed_on, proceedings or ""
    return {"results": announce_outcome(call.session, sitting, lower or [])}
