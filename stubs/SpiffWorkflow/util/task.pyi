from typing import Final

class TaskState:
    FUTURE: Final[int]
    MAYBE: Final[int]
    LIKELY: Final[int]
    WAITING: Final[int]
    READY: Final[int]
    STARTED: Final[int]
    COMPLETED: Final[int]
    ERROR: Final[int]
    CANCELLED: Final[int]
    FINISHED_MASK: Final[int]
    NOT_FINISHED_MASK: Final[int]

    @classmethod
    def get_name(cls, state: int) -> str: ...
