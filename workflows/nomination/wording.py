"""How outcomes and notices are told to people."""

from collections.abc import Mapping

from engine.text import N_, Text
from workflows.nomination.model import Notice

OUTCOMES: Mapping[str, str] = {
    "awarded": N_("Awarded"),
    "failed": N_("Not awarded"),
    "rejected": N_("Refused by the unit head"),
    "withdrawn": N_("Withdrawn"),
}
REASONS: Mapping[str, str] = {
    "dossier_late": N_("The dossier of %(key)s is still being written after 10 working days."),
    "endorsement_late": N_("%(key)s has waited more than 5 working days for the unit head."),
    "intake_late": N_("%(key)s has waited more than 10 working days for its intake."),
    "signature_late": N_("%(key)s has waited more than 5 working days for the leader's signature."),
    "consultation_late": N_("The opinions asked for %(key)s are late."),
    "vote_closing": N_("The vote %(key)s closes in one working day and is not complete."),
    "awarded": N_("%(key)s: awarded."),
    "failed": N_("%(key)s: not awarded."),
    "rejected": N_("%(key)s: the unit head did not endorse it."),
    "withdrawn": N_("%(key)s: withdrawn."),
}


def name_outcome(outcome: str) -> Text:
    """Return an outcome in words, its code for one a changed diagram brought."""
    return Text(OUTCOMES[outcome]) if outcome in OUTCOMES else Text(outcome)


def describe_notice(notice: Notice) -> Text:
    """Return what a notice says, whatever reason a changed diagram gave it."""
    if notice.reason in REASONS:
        return Text(REASONS[notice.reason], {"key": notice.business_key})
    return Text(N_("%(key)s: %(reason)s"), {"key": notice.business_key, "reason": notice.reason})
