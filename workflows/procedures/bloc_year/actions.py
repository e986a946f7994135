"""What the diagram of a bloc's year may ask for."""

from datetime import date
from typing import Any

from engine.base import clock
from engine.base.errors import AnswersRefusedError, BangVangError
from engine.base.text import N_, Text
from engine.model import new_id
from engine.ports.actions import ActionCall, action
from workflows.procedures.bloc_vote.commands import vote_of_year
from workflows.procedures.bloc_year import election, rounds, scoring, store
from workflows.procedures.bloc_year.criteria.drafting import keep_draft, lay
from workflows.procedures.bloc_year.criteria.opinions import opinions_in, said_of
from workflows.procedures.bloc_year.criteria.proposal import options_for, propose, types_of
from workflows.procedures.bloc_year.directions.commands import Asked, keep_directions
from workflows.procedures.bloc_year.model import BlocPaper
from workflows.procedures.bloc_year.pace.missing import is_overdue, missing_at
from workflows.procedures.bloc_year.terms import terms_of
from workflows.procedures.nomination.actions import leave_notice
from workflows.procedures.nomination.store import notices_about
from workflows.registers.awards.rules import release_of
from workflows.registers.organisation.members import department_of
from workflows.registers.organisation.store import bloc_members, find_bloc_year, find_unit, units_with

_FIGURES = ("tasks_planned", "tasks_done", "movements")


class ElectionRefusedError(BangVangError):
    """The election cannot be held or closed; the text says why."""


def scope_in(call: ActionCall) -> str:
    """Return the bloc's year that a call is about."""
    return str(call.variables["bloc_year"])


@action("bloc_year.load", title="Lấy đơn vị thành viên, thang điểm", title_en="Load the members and their scale")
def load_members(call: ActionCall, *, bloc_year: str) -> dict[str, Any]:
    """Return the `bodies` (`{code, name, scale, is_unit}`), `bloc_name`, `year` and the `terms` of its steps.

    Each body gets the scale of its type; `criteria` is the proposal for them all, and `body_types` (`{value, label}`)
    whom one may be for. `attendees` (`{code, name}`) are asked to its conferences: the members in
    their order, and the Board, or the body a cluster is of.
    """
    year = find_bloc_year(call.session, bloc_year)
    release = release_of(call.session, call.instance_id)
    types = types_of(call.session, bloc_year, release)
    proposed = propose(call.session, types, release)
    lay(call.session, bloc_year, types, proposed)
    terms = terms_of(call.session, release, year.year)
    owner = year.bloc.body_code
    above = [find_unit(call.session, owner)] if owner else units_with(call.session, "central_officer")
    asked = [*bloc_members(call.session, bloc_year), *above]
    attendees = [{"code": unit.code, "name": unit.name} for unit in asked]
    told = {"bloc_name": f"{year.bloc.name} {year.year}", "year": year.year, "terms": terms}
    drafting = {"criteria": [one.row() for one in proposed], "body_types": options_for(call.session, bloc_year, types)}
    return {"bodies": _bodies(call, bloc_year), "attendees": attendees, **told, **drafting}


def _bodies(call: ActionCall, scope: str) -> list[dict[str, Any]]:
    """Return the members with their sheets as they stand."""
    return [
        {"code": body.code, "name": body.name, "scale": scoring.sheet_of(call.session, scope, body.code)}
        | {"is_unit": not body.has_own_office}
        for body in bloc_members(call.session, scope)
    ]


@action("bloc_year.criteria", title="Ghi tiêu chí chấm điểm", title_en="Keep the drafted criteria")
def keep_criteria(call: ActionCall, *, answers: dict[str, Any]) -> dict[str, Any]:
    """Keep what the head drafted as `criteria`, as a new version where it differs; for a task listener.

    Returns the answers with the `criteria` that stand. Raises AnswersRefusedError.
    """
    scope, release = scope_in(call), release_of(call.session, call.instance_id)
    found = keep_draft(call.session, scope, release, answers.get("criteria"), by=call.by)
    return {**answers, "criteria": [one.row() for one in found]}


@action("bloc_year.keep", title="Lưu văn bản của đơn vị", title_en="Keep what a body handed in")
def keep_paper(
    call: ActionCall, *, step: str, body_code: str, answers: dict[str, Any], late: bool = False
) -> dict[str, Any]:
    """Keep a body's answers at a step in the bloc's own table; for a task listener. Returns `kept`.

    What comes after its time is marked late, as is what comes after the bloc has gone on (`late`). Raises
    AnswersRefusedError where more was done than planned.
    """
    _require_plausible(answers)
    _keep(call, step, body_code, answers, late=late)
    return {"kept": True}


def _require_plausible(answers: dict[str, Any]) -> None:
    planned, done = answers.get("tasks_planned"), answers.get("tasks_done")
    if planned is not None and done is not None and done > planned:
        raise AnswersRefusedError({"tasks_done": Text(N_("No more can be done than was planned."))})


def _keep(call: ActionCall, step: str, body: str, answers: dict[str, Any], *, late: bool) -> None:
    scope = scope_in(call)
    is_late = late or is_overdue(call.session, call.instance_id, step, body)
    known = store.find_paper(call.session, scope, step, body)
    paper = known or BlocPaper(scope=scope, step=step, body_code=body)
    paper.answers, paper.at, paper.late = answers, clock.now(), is_late
    paper.by_id, paper.by_name = call.by.id, call.by.name
    if known is None:
        call.session.add(paper)
    call.session.flush()


@action("bloc_year.gather", title="Tổng hợp văn bản của các đơn vị", title_en="Gather what the bodies handed in")
def gather_papers(call: ActionCall, *, bloc_year: str, step: str) -> dict[str, Any]:
    """Return `rows` (each body's answers with its `name`) and the `totals` of the figures.

    `opinions` are what was said of each criterion, by its number; `bodies` the members with their sheets as they stand.
    """
    names = {body.code: body.name for body in bloc_members(call.session, bloc_year)}
    rows = [
        {"name": names[paper.body_code], **paper.answers} for paper in store.papers_of(call.session, bloc_year, step)
    ]
    totals = {name: sum(int(row[name]) for row in rows if row.get(name) is not None) for name in _FIGURES}
    opinions = said_of(opinions_in([(row["name"], row) for row in rows]))
    return {"rows": rows, "totals": totals, "opinions": opinions, "bodies": _bodies(call, bloc_year)}


@action("bloc_year.direct", title="Giao việc cho các đơn vị", title_en="Give the members their directions")
def keep_assigned(call: ActionCall, *, answers: dict[str, Any]) -> dict[str, Any]:
    """Keep what a conference gave the members to do (`assigned`); for a task listener.

    Returns `kept`, and the answers: of a step with a listener the case keeps what that returns.
    """
    rows = answers.get("assigned") or []
    asked = [Asked(str(row["content"]), str(row["owner"]), row["due_on"]) for row in rows]
    keep_directions(call.session, scope_in(call), asked, by=call.by, step=call.element_id)
    return {**answers, "kept": True}


@action("bloc_year.score", title="Ghi điểm tự chấm", title_en="Keep a body's own scores")
def keep_own_scores(call: ActionCall, *, body_code: str, answers: dict[str, Any], late: bool = False) -> dict[str, Any]:
    """Keep a body's self score; for a task listener. Returns `kept`. After the ranking it is kept and moves nothing."""
    scope = scope_in(call)
    scoring.keep_self_scores(call.session, scope, body_code, answers["scores"], is_ranked=_is_ranked(call))
    _keep(call, "self_score", body_code, {}, late=late)
    return {"kept": True}


def _is_ranked(call: ActionCall) -> bool:
    return bool(call.variables.get("ranking"))


@action("bloc_year.assign", title="Phân công kiểm tra chéo", title_en="Assign the cross-checks")
def assign_checks(call: ActionCall, *, bloc_year: str) -> dict[str, Any]:
    """Return the `checks`, each body's sheet to the next in the bloc's order.

    Each is `{body, name, checker, scores, is_unit}`; `is_unit` tells that the checker is a unit of a cluster.
    """
    return {
        "checks": [
            {
                "body": body.code,
                "name": body.name,
                "checker": checker.code,
                "is_unit": not checker.has_own_office,
                "scores": scoring.sheet_of(call.session, bloc_year, body.code),
            }
            for body, checker in scoring.checkers_of(call.session, bloc_year)
        ]
    }


@action("bloc_year.check", title="Ghi điểm kiểm tra chéo", title_en="Keep a cross-check")
def keep_cross_check(
    call: ActionCall, *, body_code: str, answers: dict[str, Any], late: bool = False
) -> dict[str, Any]:
    """Keep what a peer found of a body's self score; for a task listener. Returns `kept`.

    After the ranking it is kept and moves nothing.
    """
    scope = scope_in(call)
    scoring.keep_checks(call.session, scope, body_code, call.by.name, answers["scores"], is_ranked=_is_ranked(call))
    checker = next(checker for body, checker in scoring.checkers_of(call.session, scope) if body.code == body_code)
    _keep(call, "cross_check", checker.code, {}, late=late)
    return {"kept": True}


@action("bloc_year.remind", title="Nhắc đơn vị chưa làm", title_en="Remind the members that are missing")
def remind_members(call: ActionCall, *, bloc_year: str, step: str) -> dict[str, Any]:
    """Leave a notice for each body that has yet to do a step, at its end one for the head too.

    Returns how many were `reminded`.
    """
    missing = missing_at(call.session, call.instance_id, step)
    is_over = any(one.is_overdue for one in missing)
    wanted = {(one.principal, "year_step_due" if is_over else "year_step_soon") for one in missing}
    wanted |= {(f"bloc_head@{bloc_year}", "year_members_missing")} if is_over else set()
    for recipient, reason in sorted(wanted - _told_today(call)):
        leave_notice(call, recipient, reason)
    return {"reminded": len(missing)}


def _told_today(call: ActionCall) -> set[tuple[str, str]]:
    """Return whom this step has told what today: two timers that come late come together."""
    left = [one for one in notices_about(call.session, call.business_key) if one.element_id == call.element_id]
    return {(one.recipient, one.reason) for one in left if clock.local_day(one.at) == clock.today()}


@action("bloc_year.compare", title="Đối chiếu, xếp hạng điểm", title_en="Compare and rank the scores")
def compare_scores(call: ActionCall, *, bloc_year: str) -> dict[str, Any]:
    """Return the `disputes` still open, and the `ranking` by agreed points."""
    return {
        "disputes": scoring.disputes_of(call.session, bloc_year),
        "ranking": scoring.ranking_of(call.session, bloc_year),
    }


@action("bloc_year.settle", title="Ghi điểm thống nhất", title_en="Keep the rulings on disputes")
def keep_rulings(call: ActionCall, *, answers: dict[str, Any]) -> dict[str, Any]:
    """Keep what was ruled on the points in dispute; for a task listener. Returns `kept`."""
    scoring.settle_scores(call.session, scope_in(call), answers["rulings"])
    return {"kept": True}


@action("bloc_year.call_vote", title="Mở phiên bình xét của khối", title_en="Open the bloc's vote")
def call_vote(call: ActionCall, *, bloc_year: str) -> dict[str, Any]:
    """Begin the vote of the bloc, or join the one running; return the key its end is told by, as `vote_called`."""
    return {"vote_called": vote_of_year(call.session, bloc_year, by=call.by, key=f"year:{new_id()}")}


@action("bloc_year.eligible", title="Lập danh sách được bầu", title_en="List who may stand")
def list_candidates(call: ActionCall, *, bloc_year: str) -> dict[str, Any]:
    """Return who may be elected (`eligible`, to choose from), who may not (`excluded`), and the `proposed_head`.

    `eligible_head` and `eligible_deputy` stand for each post in the round: all in the first.
    """
    may, may_not = election.candidates(call.session, bloc_year)
    if len(may) < len(election.POSTS):
        raise ElectionRefusedError(Text(N_("Fewer than two members may stand for head and deputy.")))
    deputy = find_bloc_year(call.session, bloc_year).deputy_code
    proposed = next((body.name for body in may if body.code == deputy), "–")
    found = [{"value": body.code, "label": body.name} for body in may]
    return {
        "eligible": found,
        "eligible_head": found,
        "eligible_deputy": found,
        "excluded": may_not,
        "proposed_head": proposed,
    }


@action("bloc_year.elect", title="Ghi phiếu bầu của đơn vị", title_en="Keep a body's vote in the election")
def keep_vote(call: ActionCall, *, step: str, body_code: str, answers: dict[str, Any]) -> dict[str, Any]:
    """Keep a body's vote for head and deputy; for a task listener. Returns `kept`."""
    may = {body.code for body in election.candidates(call.session, scope_in(call))[0]}
    standing = rounds.standing_in(call.variables, may)
    asked = [post for post, bodies in standing.items() if bodies]
    errors = {post: Text(N_("This body may not stand.")) for post in asked if answers.get(post) not in standing[post]}
    if not errors and len(asked) > 1 and answers["head"] == answers["deputy"]:
        errors = {"deputy": Text(N_("Head and deputy are two different bodies."))}
    if errors:
        raise AnswersRefusedError(errors)
    _keep(call, step, body_code, answers, late=False)
    return {"kept": True}


@action("bloc_year.count", title="Kiểm phiếu bầu", title_en="Count the election")
def count_election(call: ActionCall, *, bloc_year: str) -> dict[str, Any]:
    """Return the `election` (`{head, deputy, tally, rounds}`), whether it is to be held again (`is_next`) or `is_tied`.

    Who then stands are `eligible_head` and `eligible_deputy`; where no round has elected somebody the `deciders` name
    one of `choices` (`{head, deputy}`). Quorum and majority are those of the release's table.
    """
    year = find_bloc_year(call.session, bloc_year)
    rule = rounds.rule_of(call.session, release_of(call.session, call.instance_id), year)
    if rule is None:
        found = election.count_votes(call.session, bloc_year)
        return {"election": found, "is_tied": found["head"] is None or found["deputy"] is None}
    found = rounds.count_round(call.session, bloc_year, rule, call.variables.get("election") or {})
    return {"election": found, **rounds.following(year, rule, found, call.variables["eligible"])}


@action("bloc_year.hand_over", title="Bàn giao khối trưởng năm sau", title_en="Hand over to the next head")
def hand_over_year(  # noqa: PLR0913 - what stands on the minutes
    call: ActionCall,
    *,
    bloc_year: str,
    head: str,
    deputy: str,
    document_no: str | None = None,  # noqa: ARG001 - kept with the minutes in the case
    signed_on: date | None = None,  # noqa: ARG001 - kept with the minutes in the case
) -> dict[str, Any]:
    """Open the next year with its elected head and deputy, tell them, and return it as `next_year`."""
    if head == deputy:
        raise ElectionRefusedError(Text(N_("Head and deputy are two different bodies.")))
    following = election.hand_over(call.session, bloc_year, head, deputy)
    for body in (head, deputy):
        leave_notice(call, department_of(find_unit(call.session, body)), "bloc_elected")
    return {"next_year": following}
