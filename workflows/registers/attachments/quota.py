"""How much of files one person sends within a day, and one task takes."""

from datetime import timedelta

from sqlalchemy.orm import Session

from engine.base import clock
from engine.base.actor import Actor
from engine.base.text import N_, Text
from engine.store.turns import take_turns
from workflows.registers.attachments import store
from workflows.registers.attachments.errors import UploadRefusedError
from workflows.registers.attachments.model import Upload

MIB = 1024 * 1024
MOST_OF_TASK = 200 * MIB
MOST_OF_PERSON = 500 * MIB
DAY = timedelta(days=1)


def require_room(session: Session, upload: Upload, name: str, size: int, by: Actor) -> None:
    """Refuse a file of an answer where its person or its task has sent too much. Raises UploadRefusedError.

    Whether an answer took the files does not matter: they lie here all the same, at least for a while.
    """
    if upload.task_id is None:
        return
    take_turns(session, "upload", by.id)
    take_turns(session, "upload", upload.task_id)
    if store.size_of_task(session, upload.task_id) + size > MOST_OF_TASK:
        said = {"limit": MOST_OF_TASK // MIB}
        raise UploadRefusedError(name, Text(N_("the files of this task would be more than %(limit)s MiB."), said))
    if store.size_sent(session, by.id, clock.now() - DAY) + size > MOST_OF_PERSON:
        said = {"limit": MOST_OF_PERSON // MIB}
        raise UploadRefusedError(
            name, Text(N_("you would have sent more than %(limit)s MiB of files within a day."), said)
        )
