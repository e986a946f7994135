"""The way of a nomination in a few stages, as a person would tell it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from flask_babel import gettext as _

from engine.base.text import N_
from workflows.registers.nominations.model import Nomination, NominationOutcome, NominationStage

Tone = Literal["done", "now", "stopped", "ahead"]
STAGES = tuple(NominationStage)
NAMES: Mapping[str, str] = {
    NominationStage.DRAFT: N_("Drafting"),
    NominationStage.UNIT: N_("Unit"),
    NominationStage.APPRAISAL: N_("Appraisal"),
    NominationStage.COUNCIL: N_("Council of the body"),
    NominationStage.BLOC_VOTE: N_("Vote of the bloc"),
    NominationStage.CENTRAL: N_("Central Board"),
    NominationStage.DECIDED: N_("Decision"),
}
OUTCOMES: Mapping[str, tuple[str, str]] = {
    NominationOutcome.AWARDED: (N_("Awarded"), "ok"),
    NominationOutcome.FAILED: (N_("Not passed"), "bad"),
    NominationOutcome.REJECTED: (N_("Not proposed"), "bad"),
    NominationOutcome.WITHDRAWN: (N_("Withdrawn"), "warn"),
}


@dataclass(frozen=True)
class Stage:
    """One stage: its name and whether it is passed, now, or where the nomination ended without success."""

    name: str
    tone: Tone


def stage_name(code: str) -> str:
    """Return the name of a stage, its code for one not listed."""
    return _(NAMES[code]) if code in NAMES else code


def standing(nomination: Nomination) -> tuple[str, str]:
    """Return where a nomination stands in a word or two, with the tone to say it in."""
    if nomination.outcome is not None and nomination.outcome in OUTCOMES:
        words, tone = OUTCOMES[nomination.outcome]
        return _(words), tone
    return stage_name(nomination.stage), "info" if nomination.stage != NominationStage.DRAFT else ""


def show_way(nomination: Nomination, level: str) -> list[Stage]:
    """Return the way of a nomination for an award of a level, with the stage it is at.

    A stage that it has not been at and does not come to is none of its own: the bloc and the Central Board see awards
    of the State only, and what was withdrawn from its unit never came to a council.
    """
    at = STAGES.index(nomination.stage) if nomination.stage in STAGES else 0
    tones: list[Tone] = ["done" if i < at else "now" if i == at else "ahead" for i in range(len(STAGES))]
    if nomination.outcome:
        tones[at] = "done" if nomination.outcome == NominationOutcome.AWARDED else "stopped"
    own = _met(nomination) if nomination.outcome else _meets(nomination, level, at)
    return [Stage(stage_name(code), tone) for code, tone in zip(STAGES, tones, strict=True) if code in own]


def _met(nomination: Nomination) -> set[NominationStage]:
    """Return the stages that a decided nomination has been at."""
    met = {NominationStage.DRAFT, NominationStage.DECIDED}
    met |= {NominationStage.UNIT} if nomination.handed_in_at else set()
    met |= {NominationStage.BLOC_VOTE} if nomination.bloc_at else set()
    met |= {NominationStage.CENTRAL} if nomination.central_at else set()
    has_been_voted = nomination.outcome in (NominationOutcome.AWARDED, NominationOutcome.FAILED)
    if has_been_voted or nomination.bloc_at or nomination.central_at:
        met |= {NominationStage.UNIT, NominationStage.APPRAISAL, NominationStage.COUNCIL}
    return met


def _meets(nomination: Nomination, level: str, at: int) -> set[NominationStage]:
    """Return the stages that a nomination under way has been at or may still come to."""
    left_out: set[NominationStage] = set() if level == "state" else {NominationStage.BLOC_VOTE, NominationStage.CENTRAL}
    has_passed_by = at > STAGES.index(NominationStage.BLOC_VOTE) and nomination.bloc_at is None
    if nomination.bloc_scope is None or has_passed_by:
        left_out.add(NominationStage.BLOC_VOTE)
    return {*STAGES} - left_out
