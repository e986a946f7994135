"""How early the head, the deputy and members of a bloc are reminded, and when the Board takes on; two people set it.

How long the steps of members take, and when these are reminded, each bloc sets in `terms.dmn`.
"""

from engine.base.text import N_
from engine.ports.settings import Setting, Whole, register_setting

_hint = N_("Working days. As shipped it is a default that no source read gives. It holds from the next look on.")
LEAD_DAYS = Setting(
    "bloc_year.lead_days",
    N_("How long before the end of their step the head and the deputy of a bloc or cluster are reminded"),
    _hint,
    Whole(1, 20),
    2,
)
WAITING_DAYS = Setting(
    "bloc_year.waiting_days",
    N_("How long after a step of a silent head or deputy was due the Central Board takes it on"),
    _hint,
    Whole(1, 60),
    5,
)
DIRECTION_DAYS = Setting(
    "bloc_year.direction_days",
    N_("How long before its day the member that has a direction of its bloc or cluster is reminded"),
    _hint,
    Whole(1, 20),
    2,
)
register_setting(LEAD_DAYS)
register_setting(WAITING_DAYS)
register_setting(DIRECTION_DAYS)
