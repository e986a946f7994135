"""What can be asked of the engine: one function, one transaction's work.

Every command takes the open session (the caller owns the transaction), who asks (`by`) and an idempotency key (`key`):
the same key again gets the same answer and has no second effect; with another request it is refused.
"""

from engine.commands.deployment import ReleaseFiles, deploy
from engine.commands.drafts import approve_draft, check_draft, reject_draft, save_draft, submit_draft
from engine.commands.incidents import is_still_failing, retry_incident
from engine.commands.instances import cancel_instance, start_instance
from engine.commands.messages import correlate_message
from engine.commands.tasks import Outcome, claim_task, complete_task, release_task

__all__ = [
    "Outcome",
    "ReleaseFiles",
    "approve_draft",
    "cancel_instance",
    "check_draft",
    "claim_task",
    "complete_task",
    "correlate_message",
    "deploy",
    "is_still_failing",
    "reject_draft",
    "release_task",
    "retry_incident",
    "save_draft",
    "start_instance",
    "submit_draft",
]
