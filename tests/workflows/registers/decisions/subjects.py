"""A person and a collective of whom everything usual holds, and what the tables find of them."""

from workflows.registers.decisions.decide import decide

PERSON = {
    "subject_kind": "individual",
    "award_subjects": ["individual"],
    "on_hold": False,
    "already_awarded": False,
    "discipline": "NONE",
    "rating": "GOOD",
    "months_employed": 12,
    "initiative_scope": "none",
    "initiative_scope_3_years": "none",
}
UNIT = {
    "subject_kind": "collective",
    "award_subjects": ["collective"],
    "on_hold": False,
    "already_awarded": False,
    "dissolved": False,
    "discipline": "NONE",
    "rating": "EXCELLENT",
    "members": 20,
    "members_done": 20,
    "ldtt_members": 14,
    "cstdcs_members": 1,
    "members_warned": 0,
    "is_body": False,
    "leads_cluster": False,
    "holds_ttldxs": False,
    "bloc": None,
}
REGIMES = ("R2017", "R2024", "R2025")


def judge(award, regime, facts):
    return decide("eligibility.dmn", "eligibility", {"award": award, "regime": regime, "facts": facts})


def unmet(award, regime, facts):
    return {check["rule"] for check in judge(award, regime, facts)["checks"] if not check["met"]}
