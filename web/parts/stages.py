"""The way of a nomination in a few stages, as a person would tell it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from flask_babel import gettext as _

from engine.base.text import N_
from workflows.registers.nominations.model import STAGES, Nomination

Tone = Literal["done", "now", "stopped", "ahead"]
NAMES: Mapping[str, str] = {
    "draft": N_("Drafting"),
    "unit": N_("Unit"),
    "appraisal": N_("Appraisal"),
    "council": N_("Council of the body"),
    "bloc_vote": N_("Vote of the bloc"),
    "central": N_("Central Board"),
    "decided": N_("Decision"),
}
OUTCOMES: Mapping[str, tuple[str, str]] = {
    "awarded": (N_("Awarded"), "ok"),
    "failed": (N_("Not passed"), "bad"),
    "rejected": (N_("Not proposed"), "bad"),
    "withdrawn": (N_("Withdrawn"), "warn"),
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
    return stage_name(nomination.stage), "info" if nomination.stage != "draft" else ""


def show_way(nomination: Nomination) -> list[Stage]:
    """Return the way, with the stage a nomination is at."""
    at = STAGES.index(nomination.stage) if nomination.stage in STAGES else 0
    tones: list[Tone] = ["done" if i < at else "now" if i == at else "ahead" for i in range(len(STAGES))]
    if nomination.outcome:
        tones[at] = "done" if nomination.outcome == "awarded" else "stopped"
    return [Stage(stage_name(code), tone) for code, tone in zip(STAGES, tones, strict=True)]
