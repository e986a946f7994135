"""How careful each command is: what it asks of a person besides the right to give it.

One table for every room: the commands of the engine, of the procedures and of the pages. The engine knows of the
others by name only, as it knows of actions. Every command passes `once` or `require_care`, which look here; a command
that does not stand in the table is refused.
"""

from collections.abc import Mapping
from enum import StrEnum

from engine.base.actor import SYSTEM, Actor
from engine.base.errors import NeedsTwoError, UnconfirmedError
from engine.commands.raising import PROPOSABLE, why_not_raised


class Care(StrEnum):
    """What a command asks of a person: nothing more, the password lately, or also the approval of a second person."""

    NONE = "none"
    STEP_UP = "step-up"
    FOUR_EYES = "four eyes"


NONE, STEP_UP, FOUR_EYES = Care.NONE, Care.STEP_UP, Care.FOUR_EYES

CARE: Mapping[str, Care] = {
    # Tasks. What completing asks for depends on the step: a signature, a vote or a decision is `final` in its diagram.
    "claim_task": NONE,
    "release_task": NONE,
    "complete_task": NONE,
    "complete_final_task": STEP_UP,
    "assign_task": STEP_UP,
    "delegate_task": STEP_UP,
    "accept_task": NONE,
    "decline_task": NONE,
    "resolve_task": NONE,
    "take_back_task": NONE,
    "prioritise_task": NONE,
    "postpone_task": NONE,
    "comment_on_task": NONE,
    "answer_on_task": NONE,
    # Running processes. Starting one, or sending a message, is part of what opens a case.
    "start_instance": NONE,
    "correlate_message": NONE,
    "broadcast_signal": STEP_UP,
    "send_mail": NONE,
    "cancel_instance": FOUR_EYES,
    "suspend_instance": STEP_UP,
    "resume_instance": STEP_UP,
    "move_token": FOUR_EYES,
    "set_variables": FOUR_EYES,
    "migrate_instance": FOUR_EYES,
    "prepare_migration": STEP_UP,
    "start_migration": FOUR_EYES,
    "stop_migration": NONE,
    "retry_incident": STEP_UP,
    "drop_incident": FOUR_EYES,
    "open_content": STEP_UP,
    "set_retention": FOUR_EYES,
    "place_hold": STEP_UP,
    "lift_hold": FOUR_EYES,
    # What needs two people is proposed, and done by the approval of another (`require_two`).
    "propose_act": STEP_UP,
    "approve_act": STEP_UP,
    "reject_act": STEP_UP,
    "withdraw_act": NONE,
    # What administrators set.
    "change_setting": FOUR_EYES,
    # Versions of procedures.
    "deploy": STEP_UP,
    "save_draft": NONE,
    "submit_draft": STEP_UP,
    "approve_draft": STEP_UP,
    "reject_draft": STEP_UP,
    # Nominations, blocs, councils, complaints, awards.
    "create_nomination": NONE,
    "create_letter": NONE,
    "add_entry": NONE,
    "remove_entry": NONE,
    "withdraw_nomination": STEP_UP,
    "comment_publicly": NONE,
    "choose_tellers": NONE,
    "enter_invalid_sheets": NONE,
    "keep_count": NONE,
    "add_base": NONE,
    "omit_base": NONE,
    "confirm_base": STEP_UP,
    "withdraw_base": STEP_UP,
    "start_bloc_year": NONE,
    "go_on_without": STEP_UP,
    "nudge_member": NONE,
    "discuss_year": NONE,
    "give_direction": NONE,
    "report_direction": NONE,
    "close_direction": NONE,
    "record_model": NONE,
    "check_model": STEP_UP,
    "publish_model": STEP_UP,
    "note_model": NONE,
    "draft_movement": NONE,
    "check_movement": STEP_UP,
    "launch_movement": STEP_UP,
    "join_movement": NONE,
    "report_movement": NONE,
    "review_movement": STEP_UP,
    "close_movement": STEP_UP,
    "plan_inspections": NONE,
    "plan_visit": NONE,
    "record_findings": NONE,
    "check_findings": STEP_UP,
    "report_remedy": NONE,
    "judge_remedy": STEP_UP,
    "record_party_opinion": NONE,
    "register_awards": NONE,
    "withdraw_registration": NONE,
    "keep_targets": NONE,
    "start_bloc_vote": NONE,
    "start_council_session": NONE,
    "raise_complaint": NONE,
    "start_revocation": STEP_UP,
    "lift_award_hold": STEP_UP,
    "place_award_hold": STEP_UP,
    "cast": STEP_UP,
    "decide_opening": STEP_UP,
    "open_ballot": NONE,
    "close_ballot": NONE,
    # The organisation, its calendar, its papers.
    "announce_absence": STEP_UP,
    "accept_absence": STEP_UP,
    "decline_absence": NONE,
    "cancel_absence": NONE,
    "revoke_absence": STEP_UP,
    "declare_relation": STEP_UP,
    "confirm_relation": STEP_UP,
    "withdraw_relation": STEP_UP,
    "set_day": STEP_UP,
    "clear_day": STEP_UP,
    "import_units": STEP_UP,
    "import_people": STEP_UP,
    "import_titles": FOUR_EYES,
    "import_years": FOUR_EYES,
    "import_initiatives": FOUR_EYES,
    "issue_document": STEP_UP,
    "keep_signed_copy": STEP_UP,
    "replace_template": FOUR_EYES,
    "register_certificate": FOUR_EYES,
    "store_upload": NONE,
    # Accounts. Changing one's own password asks for the old one.
    "create_accounts": STEP_UP,
    "invite": STEP_UP,
    "lock_account": STEP_UP,
    "unlock_account": STEP_UP,
    "disable_account": STEP_UP,
    "enable_account": STEP_UP,
    "sign_out_account": STEP_UP,
    "sign_out_session": STEP_UP,
    "end_sessions": NONE,
    "second_administrator": STEP_UP,
    "appoint": FOUR_EYES,
    "open_bloc": FOUR_EYES,
    "rule_registration": FOUR_EYES,
    "name_award": FOUR_EYES,
    # What people keep for themselves. Where notices and calendars go, others could read along.
    "change_mail_address": STEP_UP,
    "keep_setting": NONE,
    "renew_feed": STEP_UP,
    "stop_feed": NONE,
    "begin_batch": NONE,
    "begin_final_batch": STEP_UP,
    "undo_batch": NONE,
    "save_answers": NONE,
    "drop_answers": NONE,
    "save_filter": NONE,
    "remove_filter": NONE,
    "choose_columns": NONE,
    "ask_person": NONE,
    "answer_question": NONE,
    "write_remark": NONE,
    "set_watching": NONE,
}


_stricter: dict[str, Care] = {}


class UnclassifiedError(Exception):
    """A command does not stand in the table, so nobody has decided how careful it is."""


def stricter(text: str) -> dict[str, Care]:
    """Read what an installation asks of commands beyond the table: `claim_task=step-up, place_hold=four eyes`.

    Raises ValueError saying what is wrong: no such command or class, one that is not stricter than the table, or four
    eyes for a command that nobody could propose.
    """
    named = [part.partition("=") for part in text.split(",") if part.strip()]
    return {command.strip(): _raised(command.strip(), care.strip()) for command, _, care in named}


def _raised(command: str, care: str) -> Care:
    order = list(Care)
    if command not in CARE:
        msg = f"there is no command {command!r}"
    elif care not in order:
        msg = f"{command}={care}: the class is one of {', '.join(order)}"
    elif order.index(Care(care)) < order.index(CARE[command]):
        msg = f"{command}={care}: the program asks for {CARE[command]}, which cannot be lowered"
    elif care == FOUR_EYES != CARE[command] and command not in PROPOSABLE:
        msg = f"{command}={care}: it cannot be made to need two people. {why_not_raised(command)}"
    else:
        return Care(care)
    raise ValueError(msg)


def use_stricter(found: Mapping[str, Care]) -> None:
    """Ask more of commands than the table does, as `stricter` read it."""
    _stricter.clear()
    _stricter.update(found)


def care_of(command: str) -> Care:
    """Return what a command asks of a person in this installation; raises UnclassifiedError."""
    if command not in CARE:
        raise UnclassifiedError(command)
    return _stricter.get(command, CARE[command])


def takes_two(command: str) -> bool:
    """Tell whether a command needs two people in this installation."""
    return care_of(command) is FOUR_EYES


def require_care(command: str, by: Actor) -> None:
    """Refuse a person who has not given the password lately where a command asks for it; the system passes.

    Where this installation made the command need two people, it is refused without an approval; a command that needs
    them as shipped asks by itself (`require_two`). Raises UnconfirmedError, NeedsTwoError, UnclassifiedError.
    """
    care = care_of(command)
    if care is NONE or by.id == SYSTEM.id:
        return
    if not by.is_confirmed:
        raise UnconfirmedError
    if _stricter.get(command) is FOUR_EYES and (by.approval is None or by.approval.kind != command):
        raise NeedsTwoError
