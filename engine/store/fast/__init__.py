"""The fast way to the tables: statements gathered and sent together, rows held under a lock.

The one door to what stands behind it: other rooms import from here.
"""

from engine.store.fast.batch import CURSOR, Batch, Question, WritingSession, ask, batch_of, keep, send, take, write
from engine.store.fast.combining import MOST_ROWS, Waiting, combine, numbered
from engine.store.fast.held import (
    FIELDS,
    HeldInstance,
    HeldTask,
    add_instance,
    change_instance,
    move_instance,
    values_of,
)
from engine.store.fast.statements import (
    DIALECTS,
    SHORTER,
    Statement,
    changing,
    inserting,
    inserting_if_new,
    inserting_once,
    reading,
    replacing,
)

__all__ = [
    "CURSOR",
    "DIALECTS",
    "FIELDS",
    "MOST_ROWS",
    "SHORTER",
    "Batch",
    "HeldInstance",
    "HeldTask",
    "Question",
    "Statement",
    "Waiting",
    "WritingSession",
    "add_instance",
    "ask",
    "batch_of",
    "change_instance",
    "changing",
    "combine",
    "inserting",
    "inserting_if_new",
    "inserting_once",
    "keep",
    "move_instance",
    "numbered",
    "reading",
    "replacing",
    "send",
    "take",
    "values_of",
    "write",
]
