from typing import Self
from uuid import UUID

class Task:
    id: UUID
    triggered: bool
    _state: int
    _parent: UUID | None
    _children: list[UUID]

    def __init__(self, workflow: object, task_spec: object, parent: Task | None, state: int, id: UUID) -> None: ...  # noqa: A002
    @property
    def state(self) -> int: ...
    @property
    def parent(self) -> Self: ...  # the root has none, and nobody asks it
    @property
    def children(self) -> list[Self]: ...
    def has_state(self, state: int) -> bool: ...
