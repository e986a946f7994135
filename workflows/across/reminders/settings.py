"""How early offices are reminded of what is due outside any process; two administrators set it."""

from engine.base.text import N_
from engine.ports.settings import Setting, Whole, register_setting

_hint = N_("As shipped it is a default that no source read gives. It holds from the next reminder on.")
MOVEMENT_DAYS = Setting(
    "reminder.movement_days",
    N_("How many days before a review of a movement is due its offices are reminded"),
    _hint,
    Whole(1, 90),
    14,
)
INSPECTION_DAYS = Setting(
    "reminder.inspection_days",
    N_("How many days before a visit or a remedy is due its offices are reminded"),
    _hint,
    Whole(1, 60),
    7,
)
register_setting(MOVEMENT_DAYS)
register_setting(INSPECTION_DAYS)
