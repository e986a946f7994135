"""The way of a nomination in a few stages, as a person would tell it."""

from dataclasses import dataclass
from typing import Literal

from flask_babel import gettext as _

from engine.text import N_

Tone = Literal["done", "now", "stopped", "ahead"]


@dataclass(frozen=True)
class Stage:
    """One stage: its name and whether it is passed, now, or where the nomination ended without success."""

    name: str
    tone: Tone


WAY: tuple[tuple[str, str], ...] = (
    ("draft", N_("Drafting")),
    ("unit", N_("Unit")),
    ("appraisal", N_("Appraisal")),
    ("council", N_("Council of the body")),
    ("bloc_vote", N_("Vote of the bloc")),
    ("central", N_("Central Board")),
    ("decided", N_("Decision")),
)
NAMES = dict(WAY)


def stage_name(code: str) -> str:
    """Return the name of a stage, its code for one not listed."""
    return _(NAMES[code]) if code in NAMES else code


def show_way(code: str) -> list[Stage]:
    """Return the way with the stage a nomination is at."""
    codes = [key for key, _name in WAY]
    at = codes.index(code) if code in codes else 0
    return [Stage(_(name), "done" if i < at else "now" if i == at else "ahead") for i, (_key, name) in enumerate(WAY)]


def stage_tone(code: str) -> str:
    """Return the tone of a stage in a list."""
    return {"decided": "ok", "rejected": "bad", "draft": ""}.get(code, "info")
