"""The bloc's years of the example: 2019 from its plan to the next head, 2026 to its mid-year review.

What the review of 30 July 2019 reported (its members, its day, its steps) and who headed the bloc in 2020 is known;
figures and texts are invented.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from engine.base import clock
from engine.model import UserTask
from engine.store import states
from engine.store.database import Database
from engine.store.tasks import find_task, tasks_of
from workflows.example.bodies import CENTRAL, member_bodies, unit_rows
from workflows.example.clusters import CLUSTERS, DAYS, DAYS_OF_JUSTICE, JUSTICE, PROCURACY, YEAR
from workflows.example.deeds import Holders, complete_by_somebody
from workflows.procedures.bloc_year.commands import key_of, start_bloc_year
from workflows.procedures.bloc_year.scoring import PENALTY
from workflows.procedures.bloc_year.store import scores_of

Answers = dict[str, Any]
_PAPERS = {
    "plan": "Kế hoạch công tác thi đua, khen thưởng năm {year} của Khối (ví dụ)",
    "regulation": "Quy chế hoạt động của Khối năm {year} (ví dụ)",
    "covenant": "Các đơn vị thành viên ký kết giao ước thi đua thực hiện tốt nhiệm vụ trọng tâm năm {year} (ví dụ)",
    "scale_note": "Thang điểm 1.000, theo loại đơn vị (ví dụ)",
}
_MEMBERS = tuple(body.code for body in member_bodies())
_PLACES = {code: n for members in (_MEMBERS, *(one.units for one in CLUSTERS)) for n, code in enumerate(members)}
_ASSIGNED = (
    ("Rà soát, đề xuất đơn giản hoá thủ tục đề nghị, bình xét khen thưởng (ví dụ)", "BTP", (10, 31)),
    ("Sửa tiêu chí chấm điểm gắn với nhiệm vụ trọng tâm của từng đơn vị (ví dụ)", "BCA", (11, 15)),
    ("Giới thiệu một điển hình tiên tiến để nhân rộng trong khối (ví dụ)", "*", (12, 1)),
)
_SHIFTED = 20
PROCESS_OF_VOTE = "bloc_vote"
VOTE_MINUTES = f"{PROCESS_OF_VOTE}:sign_minutes"
_MODELS = ("Đơn vị điển hình tiên tiến trong cải cách hành chính (ví dụ)", None)


@dataclass(frozen=True)
class Plan:
    """One year of the bloc: on which day each step is done, until the last of them, and who is elected."""

    scope: str
    year: int
    days: Mapping[str, date]
    head: str = ""
    deputy: str = ""
    members: tuple[str, ...] = _MEMBERS
    guest: str = CENTRAL

    @property
    def is_cluster(self) -> bool:
        """Tell a cluster inside a body from the bloc of bodies."""
        return self.guest != CENTRAL


PLANS = (
    Plan(
        "NC-2019", 2019, head="BCA", deputy="BQP",
        days={
            "year_opened": date(2019, 1, 14), "draft_documents": date(2019, 1, 16),
            "comment_drafts": date(2019, 1, 21), "revise_documents": date(2019, 1, 30),
            "launch": date(2019, 2, 20), "sign_covenant": date(2019, 3, 1),
            "register_targets": date(2019, 3, 18), "midyear_report": date(2019, 7, 8),
            "midyear_review": date(2019, 7, 30), "self_score": date(2019, 12, 2),
            "cross_check": date(2019, 12, 11),
            "call_vote": date(2020, 3, 2), "elect": date(2020, 3, 4), "sign_minutes": date(2020, 3, 16),
        },
    ),
    Plan(
        "NC-2026", 2026,
        days={
            "year_opened": date(2026, 1, 12), "draft_documents": date(2026, 1, 14),
            "comment_drafts": date(2026, 1, 19), "revise_documents": date(2026, 1, 28),
            "launch": date(2026, 2, 25), "sign_covenant": date(2026, 3, 3),
            "register_targets": date(2026, 3, 17), "midyear_report": date(2026, 7, 7),
            "midyear_review": date(2026, 7, 30),
        },
    ),
    Plan(PROCURACY.scope, YEAR, DAYS, members=PROCURACY.units, guest=PROCURACY.owner),
    Plan(
        JUSTICE.scope, JUSTICE.year, DAYS_OF_JUSTICE, head=JUSTICE.units[1], deputy=JUSTICE.units[2],
        members=JUSTICE.units, guest=JUSTICE.owner,
    ),
)  # fmt: skip


class YearWalk:
    """A year of the bloc, a step on each day of its plan; a step without a day is where it stops."""

    def __init__(self, plan: Plan, holders: Holders) -> None:
        self.plan, self.holders = plan, holders
        self.is_begun = False

    def step(self, database: Database) -> bool:
        """Begin the year, or do what is open and due; the plan says when there is more."""
        if not self.is_begun:
            by = self.holders[f"bloc_head@{self.plan.scope}"][0]
            key = f"example:year:{self.plan.scope}"
            database.perform(lambda session: start_bloc_year(session, self.plan.scope, by=by, key=key))
            self.is_begun = True
            return False
        with database.read() as session:
            waiting = tasks_of(session, key_of(self.plan.scope), open_only=True)
            waiting += tasks_of(session, self.plan.scope, open_only=True) if self.plan.is_cluster else []
            due = [task for task in waiting if self._is_due(task)]
            given = {task.id: self._answer(session, task) for task in due}
        for task in due:
            complete_by_somebody(database, task, given[task.id], self.holders)
        return False

    def _is_due(self, task: UserTask) -> bool:
        days, step = self.plan.days, f"{task.process_id}:{task.element_id}"
        day = days.get(step, days.get(task.element_id) if step != VOTE_MINUTES else None)
        return day is not None and day <= clock.today()

    def _answer(self, session: Session, task: UserTask) -> Answers:
        if task.process_id == PROCESS_OF_VOTE:
            return _of_vote(self.plan, task, _place(session, task))
        match task.element_id:
            case "draft_documents" | "revise_documents":
                return self._papers(session, task)
            case "comment_drafts":
                asked = _asked(session, task)["points"]
                return {"agreed": "yes", "comment": None, "points": _opinions(asked, _place(session, task))}
            case "self_score":
                return {"scores": _own_points(session, self.plan, _place(session, task))}
            case "cross_check":
                return {"scores": _same_points(session, task)}
            case step:
                return _SAID[step](self.plan, _place(session, task))

    def _papers(self, session: Session, task: UserTask) -> Answers:
        texts = {name: text.format(year=self.plan.year) for name, text in _PAPERS.items()}
        asked = {"comments_due": clock.now().replace(day=28), "files": []}
        if task.element_id == "draft_documents":
            return texts | asked
        return texts | asked | {"decision": "sign", "criteria": _revised(_asked(session, task)["criteria"])}


def _place(session: Session, task: UserTask) -> int:
    """Return the place of the body that does a task among the members, for figures that differ."""
    body = find_task(session, task.id).candidates[0].principal.partition("@")[2]
    return _PLACES.get(body, 0)


def _own_points(session: Session, plan: Plan, place: int) -> list[Answers]:
    """Return the points a member gives itself: all there are, less one for each place, and no penalty."""
    return [
        {"code": one.criterion_code, "score": Decimal(0), "evidence": None}
        if one.kind == PENALTY
        else {"code": one.criterion_code, "score": one.most - (place if one.criterion_code == "core_tasks" else 0),
              "evidence": "Báo cáo năm, phụ lục (ví dụ)"}
        for one in scores_of(session, plan.scope, plan.members[place])
    ]  # fmt: skip


def _same_points(session: Session, task: UserTask) -> list[Answers]:
    """Return the points another body gave itself, as who checks them finds them."""
    asked = _asked(session, task)["scores"]
    return [{"code": row["code"], "checked": row["score"], "difference": None} for row in asked]


def _asked(session: Session, task: UserTask) -> Mapping[str, Any]:
    """Return what the form of a task is given."""
    return states.scope_variables(session, task.instance_id, states.scope_of(session, task.instance_id, task.id))


def _opinions(criteria: Sequence[Answers], place: int) -> list[Answers]:
    """Return what a member says of each criterion: the fourth asks for less for the first, all else is agreed."""
    agreed: list[Answers] = [{"no": row["no"], "opinion": "yes", "proposed": None, "text": None} for row in criteria]
    less = {"no": criteria[0]["no"], "opinion": "no", "proposed": criteria[0]["most"] - _SHIFTED,
            "text": "Dành thêm điểm cho chất lượng, tiến độ (ví dụ)"}  # fmt: skip
    return [less, *agreed[1:]] if place == 3 else agreed


def _revised(criteria: Sequence[Answers]) -> list[Answers]:
    """Return the criteria with what the fourth member asked for: points moved from the tasks to their quality."""
    first = criteria[0]["applies"]
    moved = {"core_tasks": -_SHIFTED, "core_quality": _SHIFTED}
    return [
        {**row, "most": row["most"] + (moved.get(row["code"], 0) if row["applies"] == first else 0)} for row in criteria
    ]


def _held(plan: Plan) -> Answers:
    """Return where a conference took place, by whom, who came and what one member said."""
    named = {row["code"]: row["name"] for row in unit_rows()}
    told = "Đề nghị đơn giản hoá thủ tục, tiêu chí gắn với nhiệm vụ trọng tâm (ví dụ)"
    who = [
        {
            "code": code,
            "name": named[code],
            "presence": "represented" if place == 6 else "present",
            "who": "Đại diện lãnh đạo (ví dụ)",
            "opinion": told if place == 3 else None,
        }
        for place, code in enumerate((*plan.members, plan.guest))
    ]
    word = "cụm trưởng" if plan.is_cluster else "khối trưởng"
    chair, secretary = f"Lãnh đạo đơn vị {word} (ví dụ)", "Vụ trưởng Vụ Thi đua - Khen thưởng (ví dụ)"
    return {
        "place": f"Trụ sở đơn vị {word}, Hà Nội (ví dụ)", "chaired_by": chair, "secretary": secretary,
        "attendance": who,
    }  # fmt: skip


def _of_vote(plan: Plan, task: UserTask, place: int) -> Answers:
    """Return what is answered in the vote of a cluster: all are for its head, each is for itself too."""
    match task.element_id:
        case "prepare_agenda":
            agenda = {"nominations": list(plan.members), "recusals": [], "note": None}
            return agenda | {"closes_at": clock.now() + timedelta(days=10)}
        case "decide_openly":
            return {"decision": "open", "reason": "Cụm thống nhất biểu quyết công khai (ví dụ)"}
        case "vote":
            chosen = {plan.members[0], plan.members[place]}
            votes = [{"nomination": one, "choice": "yes" if one in chosen else "no"} for one in plan.members]
            return {"votes": votes}
        case "sign_minutes":
            signed = {"document_no": "01/BB-CTĐ", "signed_on": plan.days[VOTE_MINUTES]}
            return signed | {"comment": None, "confirmed": True}
    return {"comment": None, "confirmed": True}


_SAID: dict[str, Callable[[Plan, int], Answers]] = {
    "launch": lambda plan, _place: {
        "held_on": plan.days["launch"],
        "theme": "Đoàn kết, sáng tạo, thi đua hoàn thành xuất sắc nhiệm vụ (ví dụ)",
        "content": f"Phát động phong trào thi đua năm {plan.year} (ví dụ)",
    },
    "sign_covenant": lambda plan, place: {
        "signed": True, "signed_on": plan.days["sign_covenant"], "clusters": 0 if plan.is_cluster else 2 + place,
    },
    "register_targets": lambda _plan, place: {
        "targets": [
            {"content": "Hoàn thành nhiệm vụ trọng tâm được giao (ví dụ)", "level": "100 %"},
            {"content": "Giải quyết đúng hạn hồ sơ, vụ việc (ví dụ)", "level": f"{90 + place} %"},
        ],
        "flags": 1, "fighters": place,
    },
    "midyear_report": lambda _plan, place: {
        "tasks_planned": 2, "tasks_done": 1 + place % 2, "movements": 1 + place,
        "report": "Các phong trào thi đua bám sát nhiệm vụ chính trị (ví dụ)",
        "difficulties": "Thủ tục xét, đề nghị khen thưởng còn nhiều bước (ví dụ)" if place % 2 else None,
        "model": _MODELS[place % 2], "files": [],
    },
    "midyear_review": lambda plan, _place: _held(plan) | {
        "assigned": [
            {"content": text, "owner": owner, "due_on": date(plan.year, *day)}
            for text, owner, day in (() if plan.is_cluster else _ASSIGNED)
        ],
        "held_on": plan.days["midyear_review"],
        "synthesis": "Các đơn vị đã ký giao ước, đăng ký và thực hiện các chỉ tiêu thi đua (ví dụ)",
        "discussion": "Đề nghị đơn giản hoá thủ tục đề nghị, bình xét; tiêu chí gắn với nhiệm vụ trọng tâm (ví dụ)",
        "directions": "Tiếp tục thực hiện giao ước; phát hiện, nhân rộng điển hình tiên tiến (ví dụ)",
        "models": _MODELS[0], "files": [],
    },
    "call_vote": lambda plan, _place: {"decision": "open"} if plan.is_cluster else {
        "decision": "paper", "document_no": "01/BB-KTĐ", "ballot_note": "VKSNDTC được suy tôn (ví dụ)",
    },
    "elect": lambda plan, _place: {"head": plan.head, "deputy": plan.deputy},
    "sign_minutes": lambda plan, _place: _held(plan) | {
        "document_no": None, "held_on": plan.days["sign_minutes"], "signed_on": plan.days["sign_minutes"],
        "content": "Hội nghị tổng kết năm (ví dụ)",
    },
}  # fmt: skip
