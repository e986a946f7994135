"""How far a batch has come, for its page and for the bar at the foot of the inbox."""

from dataclasses import dataclass
from datetime import datetime
from math import ceil
from uuid import UUID

from sqlalchemy.orm import Session

from engine.base import clock
from engine.base.text import Text
from web.inbox.pending import store
from web.inbox.pending.model import Batch, BatchItem, BatchItemState, BatchState
from web.layout.language import language


@dataclass(frozen=True)
class Progress:
    """A batch as its page shows it."""

    id: UUID
    step: str
    state: str
    created_at: datetime
    seconds_to_undo: int
    items: list[BatchItem]
    counts: dict[str, int]

    @property
    def total(self) -> int:
        """Return how many tasks the batch holds."""
        return len(self.items)

    @property
    def finished(self) -> int:
        """Return how many tasks have come to a result."""
        return self.total - self.counts.get("waiting", 0)

    @property
    def is_over(self) -> bool:
        """Tell whether nothing more will change."""
        return self.state in (BatchState.DONE, BatchState.UNDONE)

    @property
    def skipped(self) -> list[tuple[BatchItem, Text]]:
        """Return the tasks left out, with their reasons."""
        return [
            (item, Text.from_data(item.reason))
            for item in self.items
            if item.state == BatchItemState.SKIPPED and item.reason
        ]


def progress_of(session: Session, batch: Batch) -> Progress:
    """Return a batch as it stands."""
    left = max(0, ceil((batch.due_at - clock.now()).total_seconds())) if batch.state == BatchState.HELD else 0
    return Progress(
        id=batch.id,
        step=batch.step_en if language() == "en" and batch.step_en else batch.step,
        state=batch.state,
        created_at=batch.created_at,
        seconds_to_undo=left,
        items=store.items_of(session, batch.id),
        counts=store.count_items(session, batch.id),
    )
