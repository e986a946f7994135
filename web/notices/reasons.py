"""Why notices are left: in words, with a tone, and of which type they are."""

from collections.abc import Mapping
from urllib.parse import quote

from engine.base.text import N_

REASONS: Mapping[str, tuple[str, str]] = {
    "awarded": (N_("The award was granted"), "ok"),
    "failed": (N_("The nomination did not pass"), "bad"),
    "rejected": (N_("The nomination was not proposed"), "bad"),
    "withdrawn": (N_("The nomination was withdrawn"), "warn"),
    "struck_off": (N_("A nomination was withdrawn or stopped; it no longer counts on the agenda or the vote"), "warn"),
    "dossier_late": (N_("The dossier is still not handed in"), "warn"),
    "endorsement_late": (N_("The head of the unit has not decided yet"), "warn"),
    "intake_late": (N_("The dossier has not been received yet"), "warn"),
    "signature_late": (N_("The leader has not signed yet"), "warn"),
    "consultation_late": (N_("Opinions asked for are still missing"), "warn"),
    "vote_closing": (N_("The vote of the bloc closes soon"), "warn"),
    "vote_recusal_proposed": (
        N_("It is proposed that you stand aside from a vote; who presides confirms it"),
        "warn",
    ),
    "vote_recused": (N_("You stand aside from the vote on a nomination"), "warn"),
    "year_step_soon": (N_("What your body has to hand in to the bloc is due soon"), "warn"),
    "year_step_due": (N_("What your body has to hand in to the bloc is due"), "warn"),
    "year_members_missing": (N_("Some members of the bloc have not handed in what is due"), "warn"),
    "year_nudged": (N_("The head of the bloc asks for what your body has not handed in"), "warn"),
    "year_went_on": (N_("The bloc goes on without what your body has not handed in"), "bad"),
    "year_lead_silent": (N_("A step of the head or the deputy of the bloc is overdue and may be taken on"), "warn"),
    "year_taken_on": (N_("A step of the bloc that waited for you may now be done by somebody else"), "warn"),
    "movement_review_soon": (N_("A review of a movement is due soon"), "warn"),
    "movement_review_late": (N_("A review of a movement is overdue"), "bad"),
    "movement_report_due": (N_("Your unit has not reported its results in a movement yet"), "warn"),
    "inspection_visit_soon": (N_("A visit of inspection takes place soon"), "info"),
    "remedy_due_soon": (N_("What an inspection asks for is due soon"), "warn"),
    "remedy_late": (N_("What an inspection asks for is late"), "bad"),
    "direction_given": (N_("The bloc gave your body something to do by a day"), "info"),
    "direction_soon": (N_("What the bloc gave your body to do is due soon"), "warn"),
    "direction_due": (N_("What the bloc gave your body to do is overdue"), "bad"),
    "direction_late": (N_("A member of the bloc has not done what it was given to do by its day"), "warn"),
    "direction_done": (N_("A member of the bloc has done what it was given to do"), "ok"),
    "direction_closed": (N_("What the bloc gave your body to do was closed by its head"), "ok"),
    "bloc_elected": (N_("Your body was elected head or deputy of the bloc"), "ok"),
    "asked": (N_("Somebody asks you about a case"), "info"),
    "answered": (N_("Your question was answered"), "ok"),
    "mentioned": (N_("Somebody mentioned you in a remark"), "info"),
    "case_held": (N_("The nomination is being considered"), "warn"),
    "hold_ended": (N_("The nomination goes on"), "ok"),
    "to_revoke": (N_("An award given is to be revoked"), "bad"),
    "revoked": (N_("The award was revoked"), "bad"),
    "opinion_late": (N_("Your opinion on a nomination is still missing"), "warn"),
    "verification_late": (N_("The verification takes longer than it may"), "warn"),
    "revocation_late": (N_("The council was not told of the finding in time"), "warn"),
    "council_waiting": (N_("A nomination waits for the council"), ""),
    "council_invited": (N_("You are invited to a session of the council"), "info"),
    "council_vote_closing": (N_("The vote of the council closes soon"), "warn"),
    "act_proposed": (N_("An administrator proposed an act that needs a second person"), "warn"),
    "act_approved": (N_("An act of an administrator was approved by a second person and done"), "warn"),
    "act_rejected": (N_("An act that an administrator proposed was rejected"), "info"),
    "act_withdrawn": (N_("An administrator took a proposal back"), "info"),
    "act_expired": (N_("An act that an administrator proposed lapsed undecided"), "info"),
    "act_failed": (N_("An act was approved and could not be done"), "warn"),
    "content_opened": (N_("An administrator opened the content of a case for an hour"), "warn"),
    "done_by_command": (N_("Somebody changed a case or a procedure from the command line of the server"), "warn"),
    "draft_approved": (N_("A change to a procedure was approved by a second person and comes into force"), "warn"),
    "accounts_made": (N_("An administrator made accounts"), "info"),
    "lock_account": (N_("An administrator locked an account"), "warn"),
    "unlock_account": (N_("An administrator unlocked an account"), "warn"),
    "disable_account": (N_("An administrator closed an account"), "warn"),
    "enable_account": (N_("An administrator opened a closed account again"), "warn"),
    "sign_out_account": (N_("An administrator signed somebody out everywhere"), "warn"),
    "absence_announced": (N_("Somebody was asked to act for another who will be away"), "info"),
    "absence_accepted": (N_("Somebody acts for another who is away"), "info"),
    "absence_declined": (N_("A substitute declined to act for another"), "warn"),
    "absence_cancelled": (N_("An absence was ended early"), "info"),
    "absence_revoked": (N_("The head of the body ended that somebody acts for another"), "warn"),
    "relation_declared": (N_("Close relatives were declared"), "info"),
    "relation_confirmed": (N_("A second person confirmed that two people are close relatives"), "info"),
    "relation_withdrawn": (N_("A declaration of close relatives was withdrawn"), "warn"),
    "task_delegated": (N_("Somebody was asked to prepare a task for another"), "info"),
    "task_accepted": (N_("Somebody accepted to prepare a task for another"), "info"),
    "task_declined": (N_("Somebody declined to prepare a task; it is again with who asked"), "warn"),
    "task_taken_back": (N_("A task that was being prepared for somebody went back to them"), "warn"),
    "task_assigned": (N_("A task was handed on to somebody"), "info"),
    "sign_out_session": (N_("An administrator ended a session of an account"), "warn"),
    "posts_changed": (N_("Two people gave or ended posts or seats that concern you or your body"), "warn"),
    "award_hold_lifted": (N_("A leader let go of a hold on an award"), "warn"),
    "award_hold_placed": (N_("A leader held somebody's awards"), "warn"),
    "second_administrator": (N_("The only administrator made a second one"), "warn"),
}
TYPES: Mapping[str, str] = {
    "task": N_("New tasks"),
    "asked": N_("Questions, answers and mentions"),
    "reminder": N_("Reminders and deadlines"),
    "result": N_("Results and changes of nominations"),
    "act": N_("Acts of administrators that need two people"),
    "grant": N_("Who acts for whom, and tasks handed on"),
}
ACCOUNTS = frozenset(reason for reason in REASONS if reason.endswith("_account")) | {
    "accounts_made",
    "second_administrator",
    "sign_out_session",
}
ABSENCES = frozenset(reason for reason in REASONS if reason.startswith("absence_"))
RELATIONS = frozenset({"relation_declared", "relation_confirmed", "relation_withdrawn"})
HANDED = frozenset({"task_delegated", "task_accepted", "task_declined", "task_taken_back", "task_assigned"})
GRANTS = ABSENCES | RELATIONS | HANDED
_HOLDS = frozenset({"award_hold_placed", "award_hold_lifted"})
_WATCHED = ACCOUNTS | _HOLDS | {"posts_changed", "done_by_command", "content_opened", "draft_approved"}
_ASKED = frozenset({"asked", "answered", "mentioned"})
_RESULTS = frozenset(
    {"awarded", "failed", "rejected", "withdrawn", "struck_off", "case_held", "hold_ended", "revoked", "bloc_elected"}
)


NOTICES = "/thong-bao"
NOMINATION = "TĐKT-"
# What codes of cases begin with, and the paths of their pages; mail is written where no request tells addresses.
PATHS: Mapping[str, str] = {
    NOMINATION: "/ho-so/",
    "PH-": "/hoi-dong/",
    "NAM-": "/nam-thi-dua/",
    "PT-": "/phong-trao/",
    "KT-": "/kiem-tra-giam-sat/",
    "VV-": "/khieu-nai/",
    "KN-": "/khieu-nai/",
    "TH-": "/so-danh-hieu/thu-hoi/",
}


def path_of(code: str) -> str:
    """Return the path of the page of a case, nothing where it has none."""
    return next((f"{path}{quote(code)}" for mark, path in PATHS.items() if code.startswith(mark)), "")


def type_of(reason: str) -> str:
    """Return the type of a notice, by which people choose how to be told."""
    if reason.startswith("act_") or reason in _WATCHED:
        return "act"
    if reason in _ASKED:
        return "asked"
    if reason in GRANTS:
        return "grant"
    return "result" if reason in _RESULTS else "reminder"
