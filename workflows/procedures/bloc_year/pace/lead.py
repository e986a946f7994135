"""The steps of the head and the deputy of a bloc, in its year and its vote, and who may do them where they are silent.

Once a step's time is over, the other of the two may take it on; the Board may where some more working days went by.
What the deputy confirms of a vote is a second look at what the head did: there the Board comes at once, never the head.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from engine.base import clock
from engine.base.actor import Actor
from engine.feel.workdays import moment_after
from engine.model import UserTask
from engine.ports.settings import value_of
from engine.store import tasks
from workflows.procedures.bloc_year.commands import PROCESS, key_of
from workflows.procedures.bloc_year.settings import WAITING_DAYS
from workflows.registers.organisation.model import BlocYear

HEAD, DEPUTY, BOARD, DEPARTMENT = "bloc_head", "bloc_deputy", "central_officer", "emulation_dept"


@dataclass(frozen=True)
class LeadStep:
    """An open step of the head or the deputy (`post`): its code (`process:element`), its task, whose body is silent."""

    code: str
    post: str
    body: str
    task: UserTask
    takers: tuple[str, ...]

    @property
    def is_overdue(self) -> bool:
        """Tell whether its time is over."""
        return _is_over(self.task.due_at)

    @property
    def is_taken_on(self) -> bool:
        """Tell whether somebody else may do it already."""
        return len(self.task.candidates) > 1

    def taker(self, actor: Actor) -> str | None:
        """Return in which post an actor may take the step on now, as a principal; None where they may not."""
        offered = {one.principal for one in self.task.candidates}
        if not self.is_overdue or offered & actor.principals:
            return None
        return next((one for one in sorted(actor.principals) if _fits(one, self.takers)), None)


def lead_steps(session: Session, year: BlocYear) -> list[LeadStep]:
    """Return the open steps of the head and the deputy in a year and its vote, the oldest first."""
    found = [task for key in (key_of(year.scope), year.scope) for task in tasks.tasks_of(session, key, open_only=True)]
    waiting = value_of(session, WAITING_DAYS) if found else 0
    steps = [_lead_step(task, year, waiting) for task in found]
    return [one for one in steps if one is not None]


def code_of(task: UserTask) -> str:
    """Return by which code a step is taken on: the vote has steps named as the year's."""
    return f"{task.process_id}:{task.element_id}"


def _lead_step(task: UserTask, year: BlocYear, waiting: int) -> LeadStep | None:
    offered = {one.principal for one in task.candidates}
    posts = {HEAD: year.head_code, DEPUTY: year.deputy_code}
    # Both are offered it where the other has taken it on: it is still the one's whose body the drawing names.
    owners = [post for post in posts if f"{post}@{year.scope}" in offered]
    if not owners:
        return None
    post = DEPUTY if _is_deputys(task) else HEAD
    return LeadStep(code_of(task), post, posts[post] or year.head_code, task, _takers(task, post, year, waiting))


def _is_deputys(task: UserTask) -> bool:
    return task.element_id in {"settle_disputes", "confirm_recusals", "cosign_minutes"}


def _takers(task: UserTask, post: str, year: BlocYear, waiting: int) -> tuple[str, ...]:
    is_second_look = post == DEPUTY and task.process_id != PROCESS
    other = f"{HEAD if post == DEPUTY else DEPUTY}@{year.scope}"
    has_waited = task.due_at is not None and _is_over(moment_after(task.due_at, waiting))
    board = (_board_of(year),) if is_second_look or year.deputy_code is None or has_waited else ()
    return board if is_second_look else (other, *board)


def _board_of(year: BlocYear) -> str:
    """Return who stands above head and deputy: the Central Board, of a cluster the department of its body."""
    return f"{DEPARTMENT}@{year.bloc.body_code}" if year.bloc.body_code else f"{BOARD}@"


def _fits(principal: str, takers: Sequence[str]) -> bool:
    """Tell whether a principal is one of some, of which those that end with `@` stand for the post at any unit."""
    return any(principal.startswith(one) if one.endswith("@") else principal == one for one in takers)


def _is_over(moment: datetime | None) -> bool:
    return moment is not None and moment <= clock.now()
