"""How far a year has come: its stages with their dates, as a person would tell them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from engine.base.text import N_
from engine.model import Instance, InstanceState, UserTask, UserTaskState

STAGES: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("plan", N_("Plan and drafts"), ("draft_documents", "comment_drafts", "revise_documents")),
    ("launch", N_("Launch"), ("launch",)),
    ("covenant", N_("Covenant"), ("sign_covenant",)),
    ("registration", N_("Registration"), ("register_targets",)),
    ("midyear", N_("Mid-year review"), ("midyear_report", "midyear_review")),
    ("self_scores", N_("Self-scores"), ("self_score",)),
    ("checks", N_("Cross-checks"), ("cross_check", "settle_disputes", "settle_by_head")),
    ("flag", N_("Vote for the flag"), ("call_vote",)),
    ("election", N_("Election of the next head"), ("elect", "decide_tie")),
    ("close", N_("Year-end minutes"), ("sign_minutes",)),
)
ORDER = [code for code, _, _ in STAGES]
_STAGE_OF = {element: place for place, (_, _, elements) in enumerate(STAGES) for element in elements}
_OWN_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Stage:
    """A stage, its tone (`done`, `now`, `ahead`), and its day: when it was done, is due, or begins at the earliest."""

    code: str
    title: str
    tone: str
    at: datetime | None


def place_of(instance: Instance | None, tasks: Sequence[UserTask]) -> int:
    """Return the place of the stage a year stands at; -1 before it begins, the number of stages when it is over."""
    if instance is None:
        return -1
    if instance.state != InstanceState.ACTIVE:
        return len(STAGES)
    open_at = [_STAGE_OF[t.element_id] for t in tasks if t.state == UserTaskState.OPEN and t.element_id in _STAGE_OF]
    if open_at:
        return max(open_at)
    # No task is open while the bloc votes: the year waits for its result.
    return max((_STAGE_OF[t.element_id] for t in tasks if t.element_id in _STAGE_OF), default=0)


def stages_of(instance: Instance | None, tasks: Sequence[UserTask], terms: Mapping[str, Any]) -> list[Stage]:
    """Return the stages of a year in their order."""
    here = place_of(instance, tasks)
    begun = instance.started_at if instance else None
    found = []
    for place, (code, title, elements) in enumerate(STAGES):
        own = [task for task in tasks if task.element_id in elements]
        tone = _tone(own, place, here)
        at = _done(own) if tone == "done" else _due(own) if tone == "now" else _begins(elements, terms, begun)
        found.append(Stage(code, title, tone, at))
    return found


def _tone(own: Sequence[UserTask], place: int, here: int) -> str:
    """Return how a stage stands: by its own tasks, for an earlier version of the diagram has another order."""
    if place == here or any(task.state == UserTaskState.OPEN for task in own):
        return "now"
    return "done" if own or here == len(STAGES) else "ahead"


def _done(own: Sequence[UserTask]) -> datetime | None:
    return max((task.completed_at for task in own if task.completed_at is not None), default=None)


def _due(own: Sequence[UserTask]) -> datetime | None:
    return max(
        (task.due_at for task in own if task.state == UserTaskState.OPEN and task.due_at is not None), default=None
    )


def _begins(elements: Sequence[str], terms: Mapping[str, Any], begun: datetime | None) -> datetime | None:
    """Return the day a stage does not end before, where the bloc has set one."""
    until: datetime | None = next((terms[element]["until"] for element in elements if element in terms), None)
    return until if until and begun and until - begun > _OWN_DAY else None
