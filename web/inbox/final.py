"""Steps that cannot be taken back, a signature, a vote or an issued decision: they ask for the password."""

from engine.model import UserTask
from web.account.confirming import confirm_person, is_password_due


def is_final(task: UserTask) -> bool:
    """Tell whether a task's step is called final in its diagram."""
    return task.properties.get("final") == "true"


def asks_password(task: UserTask) -> bool:
    """Tell whether the form of a task has to ask for the password."""
    return is_final(task) and is_password_due()


def confirm_final(task: UserTask) -> None:
    """Take the password a request brings where the task asks for it; raises as `confirm_person` does."""
    if is_final(task):
        confirm_person()
