"""Words for the seats of a council."""

from engine.base.text import N_

SEATS = {"chair": N_("Chair"), "vice": N_("Vice chair"), "member": N_("Member")}
