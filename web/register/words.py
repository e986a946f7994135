"""Words of the register in the language of the page."""

from engine.base.text import N_

GROUNDS = {
    "fraud": N_("Fraud in declaring merit"),
    "false_papers": N_("False information or papers"),
    "contrary": N_("Appraised or proposed contrary to the rules"),
    "violation": N_("A finding or judgment on a breach in the time counted"),
}
OUTCOMES = {"revoked": (N_("revoked"), "bad"), "kept": (N_("the award stands"), "ok")}
