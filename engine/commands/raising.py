"""Which commands an installation can make to need two people (`BANGVANG_CARE`), and why the others cannot be.

One person proposes, another approves (`engine.commands.proposals`): so a command can be raised where somebody acts for
the institution and a second one can judge it. Whoever owns such a command registers an act of its name
(`engine.ports.acts`), and its page gives it through that act, alone or as a proposal. What needs two people as shipped
stands in the table of `engine.commands.care`.
"""

from collections.abc import Mapping

PROPOSABLE = frozenset(
    {
        *("suspend_instance", "resume_instance", "place_hold", "open_content", "retry_incident"),
        *("set_day", "clear_day", "import_units", "import_people"),
        *("create_accounts", "lock_account", "unlock_account", "disable_account", "enable_account"),
        *("sign_out_account", "sign_out_session"),
    }
)
"""What asks for one person as shipped and can be made to ask for two."""

OWN = "A person's own act, given with their own voice or about their own things; nobody else can approve it."
HALF = "One half of what two people do: proposing, asking, approving, accepting, confirming, or ending it."
STOPS = "It only takes back or stops something; to wait for a second person would let it go on."
WORK = "Work on a case. Who does it, who may not and who comes after is drawn in its process, and asked of each."
OPENS = "It opens a case or a vote; all that decides on it comes after, by other people."
SHOWN_ONCE = (
    "It shows a secret once, to who asked. Where much hangs on it, two people allow it first (`reset_password`)."
)
NO_PAGE = "No page gives it: it is part of other commands, of the worker or of the machine's command line."

NOT_RAISED: Mapping[str, tuple[str, ...]] = {
    OWN: (
        *(
            "cast",
            "decide_opening",
            "comment_publicly",
            "comment_on_task",
            "write_remark",
            "discuss_year",
            "ask_person",
        ),
        *("answer_question", "answer_on_task", "change_mail_address", "keep_setting", "renew_feed", "stop_feed"),
        *("end_sessions", "save_answers", "drop_answers", "save_filter", "remove_filter", "choose_columns"),
        *("set_watching", "store_upload", "save_draft"),
    ),
    HALF: (
        *("propose_act", "approve_act", "reject_act", "withdraw_act", "submit_draft", "approve_draft"),
        *("reject_draft", "prepare_migration", "announce_absence", "accept_absence", "decline_absence"),
        *("delegate_task", "accept_task", "decline_task", "resolve_task", "declare_relation"),
        *("confirm_relation", "withdraw_relation", "add_base", "omit_base", "confirm_base"),
    ),
    STOPS: (
        *("take_back_task", "cancel_absence", "revoke_absence", "stop_migration", "undo_batch", "release_task"),
        *("remove_entry", "withdraw_nomination", "withdraw_base"),
    ),
    WORK: (
        *("claim_task", "complete_task", "complete_final_task", "assign_task", "prioritise_task"),
        *("postpone_task", "begin_batch", "begin_final_batch", "issue_document", "keep_signed_copy", "add_entry"),
        *("give_direction", "report_direction", "close_direction"),
        *("go_on_without", "nudge_member", "lift_award_hold", "place_award_hold", "choose_tellers"),
        *("enter_invalid_sheets", "keep_count"),
        *("record_model", "check_model", "publish_model", "note_model"),
        *("draft_movement", "check_movement", "launch_movement", "join_movement", "report_movement"),
        *("review_movement", "close_movement"),
        "record_party_opinion",
        *("plan_inspections", "plan_visit", "record_findings", "check_findings", "report_remedy", "judge_remedy"),
        *("register_awards", "withdraw_registration", "keep_targets"),
    ),
    OPENS: (
        *("create_nomination", "create_letter", "start_bloc_year", "start_bloc_vote", "start_council_session"),
        *("raise_complaint", "start_revocation"),
    ),
    SHOWN_ONCE: ("invite", "second_administrator"),
    NO_PAGE: (
        *("start_instance", "correlate_message", "broadcast_signal", "send_mail", "deploy"),
        *("open_ballot", "close_ballot"),
    ),
}
"""Every other command, by why no second person is asked for it."""


def why_not_raised(command: str) -> str:
    """Return why a command cannot be made to need two people, nothing where it can."""
    return next((why for why, names in NOT_RAISED.items() if command in names), "")
