"""What administrators set of grants of authority: for how long one lasts, and which posts stand in for which."""

from collections.abc import Mapping

from engine.base.text import N_
from engine.ports.settings import Setting, Several, Whole, register_setting
from workflows.registers.organisation.appointing.lines import ROLE_WORDS, SEAT

DAYS = "grant.days"
STAND_IN = "grant.stand_in."
MOST_DAYS = 90
"""The most that can be set, and what is set as shipped: both days included."""

ANYBODY = "*"
NEVER = frozenset({"administrator"})
"""Whose rights are handed to nobody, and who stands in for nobody: they arrange who may do what."""

SHIPPED: Mapping[str, tuple[str, ...]] = {
    "body_leader": ("body_leader", "unit_head"),
    "unit_head": ("unit_head", "body_leader", "unit_officer"),
    "emulation_dept": ("emulation_dept",),
    "central_head": ("central_head", "central_officer"),
    "central_officer": ("central_officer", "central_head"),
    "process_approver": ("process_approver",),
    "auditor": ("auditor",),
    "unit_officer": (ANYBODY,),
    "bloc_voter": (ANYBODY,),
}
"""Which posts stand in for which; for a post that is not named, anybody of the same body."""

POSTS = {role: word for role, word in ROLE_WORDS.items() if role not in NEVER and not role.startswith(SEAT)}
_days = N_("For how many days at most somebody may stand in for another, or prepare a task for them, by one grant")
_days_hint = N_("Both days included. It can be set shorter than the program allows, never longer.")
_hint = N_("Who holds one of these posts, in the same body, may be named as substitute. Administrators never stand in.")

TITLES: Mapping[str, str] = {
    "body_leader": N_("Who stands in for a leader of the body"),
    "unit_head": N_("Who stands in for the head of a unit"),
    "emulation_dept": N_("Who stands in for the emulation department"),
    "central_head": N_("Who stands in for the head of the Central Board"),
    "central_officer": N_("Who stands in for an officer of the Central Board"),
    "process_approver": N_("Who stands in for an approver of procedures"),
    "auditor": N_("Who stands in for an inspector"),
    "unit_officer": N_("Who stands in for an officer of a unit"),
    "bloc_voter": N_("Who stands in for a voter in the bloc or cluster"),
}

register_setting(Setting(DAYS, _days, _days_hint, Whole(1, MOST_DAYS), MOST_DAYS))
for _role, _title in TITLES.items():
    _choices = Several({**POSTS, ANYBODY: N_("anybody of the same body")})
    register_setting(Setting(f"{STAND_IN}{_role}", _title, _hint, _choices, list(SHIPPED[_role])))
