"""What the diagram of a review may ask for about opinions."""

from typing import Any

from engine.base import clock
from engine.ports.actions import ActionCall, action
from workflows.procedures.nomination.actions import leave_notice
from workflows.procedures.unit_review.model import Opinion
from workflows.procedures.unit_review.store import find_opinion, opinions_on
from workflows.registers.organisation.store import bodies, unit_names

WORDS = {
    "agreed": "Nhất trí",
    "objected": "Không nhất trí",
    "": "Không trả lời trong hạn (cơ quan coi là nhất trí)",
}


@action("unit_review.agencies", title="Lập danh sách cơ quan để hỏi ý kiến", title_en="List whom to ask")
def list_agencies(call: ActionCall, *, body: str) -> dict[str, Any]:
    """Return the bodies besides this one, to choose from, as `agencies` (`{value, label}`)."""
    return {"agencies": [{"value": one.code, "label": one.name} for one in bodies(call.session) if one.code != body]}


@action("unit_review.ask", title="Gửi lấy ý kiến các cơ quan", title_en="Ask the bodies chosen")
def ask_bodies(call: ActionCall, *, consulted: list[Any]) -> dict[str, Any]:
    """Return who is `asked` (`{code, name}`)."""
    names = unit_names(call.session, [str(code) for code in consulted])
    return {"asked": [{"code": str(code), "name": names[str(code)]} for code in consulted]}


@action("unit_review.opinion", title="Lưu ý kiến của cơ quan được hỏi", title_en="Keep an opinion")
def keep_opinion(call: ActionCall, *, agency_code: str, answers: dict[str, Any]) -> dict[str, bool]:
    """Keep what a body said; for a task listener. Returns `kept`."""
    found = find_opinion(call.session, call.business_key, agency_code)
    opinion = found or Opinion(nomination=call.business_key, body_code=agency_code)
    opinion.answer, opinion.comment = str(answers["answer"]), str(answers.get("comment") or "")
    opinion.at, opinion.by_name = clock.now(), call.by.name
    call.session.add(opinion)
    call.session.flush()
    return {"kept": True}


@action("unit_review.remind_agencies", title="Nhắc cơ quan chưa trả lời", title_en="Remind who has not answered")
def remind_agencies(call: ActionCall, *, asked: list[Any]) -> dict[str, int]:
    """Leave a notice for each body that has not answered; return how many were `reminded`."""
    answered = {one.body_code for one in opinions_on(call.session, call.business_key)}
    missing = [one["code"] for one in asked if one["code"] not in answered]
    for code in missing:
        leave_notice(call, f"emulation_dept@{code}", "opinion_late")
    return {"reminded": len(missing)}


@action("unit_review.opinions", title="Tổng hợp ý kiến", title_en="Gather the opinions")
def gather_opinions(call: ActionCall, *, asked: list[Any]) -> dict[str, Any]:
    """Return the `opinions` (`{name, answer, comment}`), those missing too, and how many `objections` there are."""
    given = {one.body_code: one for one in opinions_on(call.session, call.business_key)}
    rows = [_row(one["name"], given.get(one["code"])) for one in asked]
    return {"opinions": rows, "objections": sum(row["answer"] == WORDS["objected"] for row in rows)}


def _row(name: str, opinion: Opinion | None) -> dict[str, str]:
    answer, comment = (opinion.answer, opinion.comment) if opinion else ("", "")
    return {"name": name, "answer": WORDS[answer], "comment": comment}
