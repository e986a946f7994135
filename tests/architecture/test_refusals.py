"""Every refusal that may rest on a look at the database says here what keeps it true until the command has written.

"Look, then insert" lets two people through at once on PostgreSQL. So each place that can ask the database and refuses

- takes `turns`: who asks for the same takes turns (`take_turns`) or waits for a locked row, in this module or below it;
- is `once`: the key of the request, or a used link, lets the command through once, and whoever comes second sees it;
- looks at a `state` of what its own transaction has locked (the instance, the lease, the task), or that only grows;
- judges `input`: what was typed, rights, or what stands still (rules, catalogues, the organisation).

A new place fails this test until it is listed; what takes turns is raced in tests/faults/refusals.py.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.faults.commands import COMMANDS
from tests.faults.refusals import SCENARIOS

HOME = Path(__file__).resolve().parents[2]
ROOMS = ("workflows", "engine/commands", "web")
LOCKING = ("take_turns(", "lock_", "with_for_update", "live_document(", "FOR UPDATE")
ASKING = {"session", "writing", "call"}
RIGHTS = {"NotAllowedError", "NotFoundError", "ReasonMissingError"}

GUARDS = {
    "engine/commands/casework.py": {"require_running": "state", "_migrating": "state", "_moved": "state"},
    "engine/commands/deployment.py": {"new_release": "input"},
    "engine/commands/drafts.py": {"_require_newest": "turns"},
    "engine/commands/handling.py": {"assign_task": "input"},
    "engine/commands/preparing.py": {"delegate_task": "input", "_require_end": "state"},
    "engine/commands/incidents.py": {"_require_open": "turns", "_revive": "turns"},
    "engine/commands/messages.py": {"correlate_message": "once"},
    "engine/commands/moving_over.py": {"move_over": "state"},
    "engine/commands/migrations.py": {"_new": "input", "_require_mapping": "input", "_in_state": "turns"},
    "engine/commands/proposals.py": {"_require_new": "turns", "_carry_out": "state"},
    "engine/commands/retention.py": {"require_retention": "input", "standing_hold": "turns"},
    "engine/commands/settings.py": {"_effect": "state"},
    "engine/commands/signals.py": {"broadcast_signal": "input"},
    "engine/commands/suspension.py": {"suspend_instance": "state", "resume_instance": "state"},
    "engine/commands/timers.py": {"fire_timer": "state"},
    "engine/commands/tokens.py": {"move_token": "state"},
    "engine/commands/tasks.py": {"release_task": "state"},
    "web/signin/commands.py": {"check_password": "input", "require_admitted": "input"},
    "web/signin/first.py": {"issue_first_link": "once", "become_administrator": "once"},
    "web/signin/links.py": {"find_link": "once", "use_link": "once"},
    "web/account/managing/commands.py": {
        "_create": "turns",
        "create_accounts": "input",
        "_require_plain": "input",
        "_change": "input",
        "invite": "state",
    },
    "web/account/managing/seconding.py": {"_effect": "state", "_require_none_waiting": "turns"},
    "web/signin/rescue.py": {"issue_rescue_link": "input"},
    "web/signin/setting.py": {"set_by_link": "once"},
    "web/inbox/batch/commands.py": {"begin_batch": "once", "undo_batch": "turns"},
    "web/inbox/batch/work.py": {"_decide": "state"},
    "web/inbox/drafts/commands.py": {"save_answers": "input"},
    "web/inbox/filters/commands.py": {"save_filter": "turns"},
    "web/inbox/questions/commands.py": {"ask_person": "input", "answer_question": "input"},
    "web/inbox/remarks/mentions.py": {"mentioned_people": "input"},
    "web/organisation/views.py": {"work": "turns"},
    "workflows/registers/attachments/quota.py": {"require_room": "turns"},
    "workflows/registers/attachments/commands.py": {"store_upload": "input", "open_attachment": "state"},
    "workflows/across/holds/commands.py": {"_require_free": "state"},
    "workflows/registers/ballot/commands.py": {"cast": "turns", "decide_opening": "input"},
    "workflows/registers/ballot/recusals.py": {"confirm_recusals": "turns", "confirmed_recusals": "turns"},
    "workflows/procedures/bloc_vote/actions.py": {
        "_agenda": "turns",
        "_nominated": "turns",
        "_require_floor": "turns",
        "keep_paper_vote": "input",
    },
    "workflows/procedures/bloc_vote/commands.py": {"start_bloc_vote": "turns"},
    "workflows/procedures/bloc_year/actions.py": {
        "list_candidates": "input",
        "keep_vote": "input",
        "hand_over_year": "state",
    },
    "workflows/procedures/bloc_year/commands.py": {"start_bloc_year": "turns"},
    "workflows/procedures/bloc_year/criteria/drafting.py": {"_require_totals": "input"},
    "workflows/procedures/bloc_year/directions/commands.py": {"give_direction": "state"},
    "workflows/procedures/bloc_year/discussion/commands.py": {"discuss_year": "input"},
    "workflows/procedures/bloc_year/pace/commands.py": {
        "go_on_without": "input",
        "nudge_member": "turns",
        "_running": "turns",
        "_require_over": "turns",
        "_take_on": "turns",
    },
    "workflows/procedures/bloc_year/scoring.py": {"_known": "input"},
    "workflows/registers/calendar/commands.py": {"set_day": "input"},
    "workflows/procedures/complaint/commands.py": {"_sender_of": "input"},
    "workflows/procedures/council_session/actions.py": {"convene": "input"},
    "workflows/procedures/council_session/tellers/sheets.py": {"enter_invalid_sheets": "state"},
    "workflows/procedures/bloc_year/counting.py": {"_require_team": "input", "_require_sheets": "state"},
    "workflows/procedures/council_session/agenda.py": {"lay_agenda": "turns"},
    "workflows/procedures/council_session/outcome.py": {"open_round": "input"},
    "workflows/across/documents/bases/commands.py": {
        "add_base": "turns",
        "omit_base": "turns",
        "confirm_base": "state",
        "withdraw_base": "state",
    },
    "workflows/across/documents/commands.py": {"_require_none_elsewhere": "state", "_void": "turns"},
    "workflows/across/documents/kinds.py": {"content": "state"},
    "workflows/across/documents/dating.py": {"require_day_of": "state", "require_order": "state"},
    "workflows/registers/models/commands.py": {
        "record_model": "input",
        "check_model": "state",
        "note_model": "input",
        "_at": "state",
    },
    "workflows/registers/models/pictures.py": {"add_picture": "state"},
    "workflows/registers/movements/commands.py": {
        "draft_movement": "input",
        "join_movement": "state",
        "report_movement": "state",
        "review_movement": "state",
        "_at": "state",
    },
    "workflows/registers/movements/commending.py": {"commendable": "state"},
    "workflows/registers/movements/papers.py": {"add_paper": "state"},
    "workflows/across/party/commands.py": {"record_party_opinion": "input"},
    "workflows/procedures/nomination/standing/movements.py": {"_name_of": "state"},
    "workflows/registers/inspections/papers.py": {"_keep": "state", "attach_to_remedy": "state"},
    "workflows/registers/inspections/commands.py": {
        "plan_inspections": "input",
        "plan_visit": "input",
        "_remedy": "input",
        "check_findings": "state",
        "report_remedy": "input",
        "judge_remedy": "state",
        "_visit_at": "state",
        "_remedy_at": "state",
    },
    "workflows/registers/registration/commands.py": {
        "register_awards": "input",
        "_require_place": "input",
        "_subjects": "input",
    },
    "workflows/registers/registration/ruling/rules.py": {"checked_rule": "input"},
    "workflows/registers/mail/actions.py": {"send": "input"},
    "web/parts/proposing.py": {"work": "input"},
    "workflows/procedures/nomination/commands.py": {"_require_withdrawable": "turns"},
    "workflows/procedures/nomination/standing/rules.py": {"require_none": "turns"},
    "workflows/procedures/nomination/holding/actions.py": {"require_free": "turns"},
    "workflows/procedures/nomination/content.py": {"require_same": "turns", "require_unchanged": "turns"},
    "workflows/procedures/nomination/letters/commands.py": {
        "asked_for": "input",
        "create_letter": "turns",
        "_require_fit": "turns",
        "_require_own": "turns",
        "remove_entry": "turns",
    },
    "workflows/registers/organisation/appointing/commands.py": {"describe": "state"},
    "workflows/registers/organisation/absence/commands.py": {"_require_possible": "turns", "accept_absence": "turns"},
    "workflows/procedures/revocation/actions.py": {"revoke_title": "input"},
    "workflows/procedures/revocation/commands.py": {"_require_revocable": "turns"},
    "workflows/procedures/unit_review/posting/commands.py": {"comment_publicly": "turns"},
}
KINDS = {"turns", "once", "state", "input"}

RACED = {
    "engine/commands/drafts.py": {"approve_draft"},
    "engine/commands/incidents.py": {"retry_incident", "drop_incident"},
    "engine/commands/migrations.py": {"start_migration", "stop_migration"},
    "engine/commands/proposals.py": {"propose_act", "approve_act"},
    "engine/commands/retention.py": {"lift_hold"},
    "web/account/managing/commands.py": {"one account of a person"},
    "web/account/managing/seconding.py": {"one second administrator"},
    "web/inbox/batch/commands.py": {"one batch of a key", "one undoing of a batch"},
    "web/inbox/filters/commands.py": {"the last filter"},
    "workflows/registers/attachments/quota.py": {"the last room for files"},
    "workflows/procedures/bloc_vote/commands.py": {"one vote of a bloc"},
    "workflows/procedures/bloc_year/commands.py": {"one year of a bloc"},
    "workflows/procedures/bloc_year/pace/commands.py": {"one question a day", "going on once"},
    "workflows/registers/ballot/commands.py": {"one vote of a seat"},
    "workflows/procedures/council_session/agenda.py": {"one live agenda of a case"},
    "workflows/across/documents/bases/commands.py": {"one legal base of its words"},
    "workflows/across/documents/commands.py": {"one live document of a kind"},
    "workflows/procedures/nomination/commands.py": {"one withdrawal"},
    "workflows/procedures/nomination/letters/commands.py": {"one nomination, alone or on a letter"},
    "workflows/procedures/nomination/standing/rules.py": {"one nomination of a subject"},
    "workflows/registers/organisation/absence/commands.py": {"the same days away", "one acceptance of a grant"},
    "workflows/procedures/revocation/commands.py": {"one revocation of an award"},
    "workflows/procedures/unit_review/posting/commands.py": {"one comment of a reader"},
}
"""The commands (tests/faults/crowds.py) and contests (tests/faults/refusals.py) that race what takes turns."""

UNRACED = {
    "web/organisation/views.py",
    "workflows/registers/ballot/recusals.py",
    "workflows/procedures/bloc_vote/actions.py",
    "workflows/procedures/nomination/content.py",
    "workflows/procedures/nomination/holding/actions.py",
}
"""What is asked within a task, whose instance one transaction holds at a time; a file taken in names its turns."""


def places() -> dict[str, set[str]]:
    """Return the functions of each module that can ask the database and refuse."""
    found: dict[str, set[str]] = {}
    for room in ROOMS:
        for path in sorted((HOME / room).rglob("*.py")):
            names = set(refusing(ast.parse(path.read_text(encoding="utf-8"))))
            if names:
                found[path.relative_to(HOME).as_posix()] = names
    return found


def refusing(node: ast.AST) -> Iterator[str]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef) and ASKING & {a.arg for a in (*child.args.args, *child.args.kwonlyargs)}:
            if any(isinstance(inner, ast.Raise) and refuses(inner) for inner in ast.walk(child)):
                yield child.name
        elif isinstance(child, ast.FunctionDef | ast.ClassDef):
            yield from refusing(child)


def refuses(raised: ast.Raise) -> bool:
    error = raised.exc.func if isinstance(raised.exc, ast.Call) else raised.exc
    name = error.id if isinstance(error, ast.Name) else ""
    return name.endswith("Error") and name not in RIGHTS


def test_each_refusal_after_a_look_says_what_keeps_it_true() -> None:
    found = places()
    listed = {module: set(functions) for module, functions in GUARDS.items()}
    assert found == listed, "list new refusals in GUARDS, and let what rests on a look take turns (engine.store.turns)"
    assert {kind for functions in GUARDS.values() for kind in functions.values()} <= KINDS


def test_what_takes_turns_does_so() -> None:
    turning = [module for module, functions in GUARDS.items() if "turns" in functions.values()]
    lacking = [name for name in turning if not any(word in (HOME / name).read_text() for word in LOCKING)]
    assert lacking == []


def test_what_takes_turns_is_raced() -> None:
    turning = {module for module, functions in GUARDS.items() if "turns" in functions.values()}
    assert turning == RACED.keys() | UNRACED
    assert set().union(*RACED.values()) <= COMMANDS.keys() | SCENARIOS.keys()
