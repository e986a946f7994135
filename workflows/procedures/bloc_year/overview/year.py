"""All that a reader may know of a bloc's year, for one page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from engine.base.actor import Actor
from engine.model import Instance, UserTask, UserTaskState
from engine.store.instances import instances_for, newest_by_key, variables_of
from engine.store.tasks import may_act, tasks_by_instance, tasks_of, tasks_of_instance
from workflows.procedures.bloc_year import store
from workflows.procedures.bloc_year.commands import key_of
from workflows.procedures.bloc_year.model import BlocAbsence, BlocRemark
from workflows.procedures.bloc_year.opening.store import ShownYear
from workflows.procedures.bloc_year.overview.criteria import DraftedCriteria, read_criteria
from workflows.procedures.bloc_year.overview.scores import Points, points_of
from workflows.procedures.bloc_year.overview.sight import members_of
from workflows.procedures.bloc_year.overview.stages import ORDER, Stage, place_of, stages_of
from workflows.procedures.bloc_year.overview.steps import TITLES, Step, Turn, steps_of
from workflows.procedures.bloc_year.pace.lead import LeadStep, code_of, lead_steps
from workflows.procedures.nomination.store import brought_to_bloc
from workflows.registers.nominations.model import Nomination
from workflows.registers.organisation.model import BlocYear, Unit
from workflows.registers.organisation.store import bloc_members


@dataclass(frozen=True)
class Year:
    """A bloc's year: who belongs to it, how far it has come, what was said, and what each member has done."""

    about: BlocYear
    code: str
    members: list[Unit]
    state: str
    stages: list[Stage]
    steps: dict[str, Step]
    said: dict[str, Any]
    criteria: DraftedCriteria | None
    points: list[Points]
    candidates: list[Nomination]
    absences: list[BlocAbsence]
    leads: list[LeadStep]
    taken_on: list[tuple[BlocAbsence, UserTask | None]]
    remarks: list[BlocRemark]
    mine: list[UserTask]

    @property
    def now(self) -> Stage | None:
        """Return the stage it stands at."""
        return next((stage for stage in self.stages if stage.tone == "now"), None)

    @property
    def following(self) -> Stage | None:
        """Return the stage that comes next."""
        return next((stage for stage in self.stages if stage.tone == "ahead"), None)

    @property
    def waited_for(self) -> list[Step]:
        """Return the steps at which members are missing."""
        return [step for step in self.steps.values() if step.missing]

    @property
    def late(self) -> list[Turn]:
        """Return the members that may still hand in late, at each step."""
        return [t for s in self.steps.values() for t in s.turns if t.missing is not None and t.missing.is_late]

    def has_come_to(self, stage: str) -> bool:
        """Tell whether the year stands at a stage or behind it."""
        return next(one for one in self.stages if one.code == stage).tone != "ahead"

    def turn(self, step: str, body: str) -> Turn:
        """Return what a member has done at a step."""
        return next(turn for turn in self.steps[step].turns if turn.body.code == body)

    def unit(self, code: str | None) -> Unit | None:
        """Return a member by its code."""
        return next((body for body in self.members if body.code == code), None)


def read_year(session: Session, shown: ShownYear, actor: Actor) -> Year:
    """Return what an actor, who may read it, knows of a bloc's year."""
    scope = shown.year.scope
    instance = next(iter(instances_for(session, key_of(scope))[::-1]), None)
    tasks = tasks_of_instance(session, instance.id, open_only=False) if instance else []
    said = variables_of(session, instance.id) if instance else {}
    members = bloc_members(session, scope)
    is_public = place_of(instance, tasks) >= ORDER.index("flag")
    ranking = said.get("ranking") or [] if is_public else []
    absences = store.absences_of(session, scope)
    led = {code_of(task): task for task in [*tasks, *tasks_of(session, scope)]}
    return Year(
        about=shown.year,
        code=key_of(scope),
        members=members,
        state=instance.state if instance else "",
        stages=stages_of(instance, tasks, said.get("terms") or {}),
        steps={step.code: step for step in steps_of(session, scope, members, instance)},
        said=said,
        criteria=read_criteria(session, scope, members, instance),
        points=points_of(session, scope, members, ranking, members_of(session, shown, actor)),
        candidates=brought_to_bloc(session, scope) if is_public else [],
        absences=[one for one in absences if one.step in TITLES],
        leads=lead_steps(session, shown.year),
        taken_on=[(one, led.get(one.step)) for one in absences if ":" in one.step],
        remarks=store.remarks_of(session, scope),
        mine=[task for task in tasks if task.state == UserTaskState.OPEN and may_act(task, actor)],
    )


def stages_now(session: Session, years: Sequence[ShownYear]) -> list[tuple[ShownYear, str, Stage | None]]:
    """Return years with their state and the stage each stands at, for a list."""
    begun = newest_by_key(session, [key_of(one.year.scope) for one in years])
    tasks = tasks_by_instance(session, [one.id for one in begun.values()])
    return [(one, *_standing(begun.get(key_of(one.year.scope)), tasks)) for one in years]


def _standing(instance: Instance | None, known: Mapping[UUID, list[UserTask]]) -> tuple[str, Stage | None]:
    tasks = known.get(instance.id, []) if instance else []
    now = next((stage for stage in stages_of(instance, tasks, {}) if stage.tone == "now"), None)
    return instance.state if instance else "", now
