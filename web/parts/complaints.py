"""Words of complaints in the language of the page."""

from engine.base.text import N_

KINDS = {
    "complaint": N_("Complaint"),
    "denunciation": N_("Denunciation"),
    "discipline": N_("Disciplinary matter"),
    "investigation": N_("Inspection or investigation"),
}
OUTCOMES = {
    "not_accepted": (N_("not taken up"), ""),
    "unfounded": (N_("unfounded"), "ok"),
    "founded": (N_("founded"), "bad"),
}
