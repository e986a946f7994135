"""Steps that cannot be taken back, a signature, a vote or an issued decision: they ask for the password."""

from engine.commands.tasks import is_final
from engine.model import UserTask
from web.signin.confirming import is_password_due


def asks_password(task: UserTask) -> bool:
    """Tell whether the form of a task has to ask for the password."""
    return is_final(task) and is_password_due()
