"""What can be asked of the engine: one function, one transaction's work.

Every command takes the open session (the caller owns the transaction), who asks (`by`) and an idempotency key (`key`):
the same key again gets the same answer and has no second effect; with another request it is refused.
"""

from engine.bpmn.keep.inspection import Inspection, inspect_instance
from engine.bpmn.run.moving import Place
from engine.commands import casework as casework
from engine.commands import raised as raised
from engine.commands.deployment import ReleaseFiles, deploy
from engine.commands.drafts import approve_draft, check_draft, reject_draft, save_draft, submit_draft
from engine.commands.handling import assign_task, postpone_task, prioritise_task
from engine.commands.incidents import drop_incident, is_still_failing, retry_incident
from engine.commands.instances import cancel_instance, start_instance
from engine.commands.loading import Unloadable, try_loading
from engine.commands.mail import send_mail
from engine.commands.messages import correlate_message
from engine.commands.migrations import (
    MigrationStateError,
    advance_migrations,
    prepare_migration,
    start_migration,
    stop_migration,
)
from engine.commands.moving_over import (
    DROPPED,
    Fitness,
    MigrationRefusedError,
    check_migration,
    migrate_instance,
    plan_migration,
)
from engine.commands.openings import open_content
from engine.commands.preparing import (
    accept_task,
    decline_task,
    delegate_task,
    end_delegations,
    resolve_task,
    take_back_task,
)
from engine.commands.proposals import approve_act, expire_acts, propose_act, reject_act, withdraw_act
from engine.commands.remarks import comment_on_task
from engine.commands.removal import Removed, clean_up
from engine.commands.retention import lift_hold, place_hold, set_retention
from engine.commands.settings import change_setting, setting_now
from engine.commands.signals import broadcast_signal
from engine.commands.suspension import resume_instance, suspend_instance
from engine.commands.tasks import Outcome, claim_task, complete_task, release_task
from engine.commands.tokens import move_token
from engine.commands.variables import read_value, set_variables

__all__ = [
    "DROPPED",
    "Fitness",
    "Inspection",
    "MigrationRefusedError",
    "MigrationStateError",
    "Outcome",
    "Place",
    "ReleaseFiles",
    "Removed",
    "Unloadable",
    "accept_task",
    "advance_migrations",
    "approve_act",
    "approve_draft",
    "assign_task",
    "broadcast_signal",
    "cancel_instance",
    "change_setting",
    "check_draft",
    "check_migration",
    "claim_task",
    "clean_up",
    "comment_on_task",
    "complete_task",
    "correlate_message",
    "decline_task",
    "delegate_task",
    "deploy",
    "drop_incident",
    "end_delegations",
    "expire_acts",
    "inspect_instance",
    "is_still_failing",
    "lift_hold",
    "migrate_instance",
    "move_token",
    "open_content",
    "place_hold",
    "plan_migration",
    "postpone_task",
    "prepare_migration",
    "prioritise_task",
    "propose_act",
    "read_value",
    "reject_act",
    "reject_draft",
    "release_task",
    "resolve_task",
    "resume_instance",
    "retry_incident",
    "save_draft",
    "send_mail",
    "set_retention",
    "set_variables",
    "setting_now",
    "start_instance",
    "start_migration",
    "stop_migration",
    "submit_draft",
    "suspend_instance",
    "take_back_task",
    "try_loading",
    "withdraw_act",
]
