"""Acts that need two people: what was proposed, and what became of it."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import Index, String, text
from sqlalchemy import Text as LongText
from sqlalchemy.orm import Mapped, mapped_column

from engine.base.text import Text
from engine.model.base import Base, Json

OPEN = text("state = 'open'")


class ActState(StrEnum):
    """How far an act that needs two people has come; `approved` ones were done, `failed` ones could not be."""

    OPEN = "open"
    APPROVED = "approved"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    FAILED = "failed"


class ProposedAct(Base):
    """An act that one person proposed and another decides on.

    Its state is `open`, then `approved` (and done), `rejected`, `withdrawn`, `expired`, or `failed` where it was
    approved and could not be done; `outcome` then says why. `effect` is what was shown beforehand, `mark` the state of
    things it was proposed on.
    """

    __tablename__ = "proposed_act"
    __table_args__ = (
        Index("ix_proposed_act_state", "state", "proposed_at"),
        Index("ix_proposed_act_case", "business_key"),
        Index("uq_proposed_act_open", "request_hash", unique=True, sqlite_where=OPEN, postgresql_where=OPEN),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(60))
    request: Mapped[dict[str, Any]] = mapped_column(Json)
    request_hash: Mapped[str] = mapped_column(String(64))
    reason: Mapped[str] = mapped_column(LongText)
    effect: Mapped[list[dict[str, Any]]] = mapped_column(Json)
    mark: Mapped[str] = mapped_column(String(64))
    instance_id: Mapped[UUID | None]
    business_key: Mapped[str] = mapped_column(String(200), default="")
    state: Mapped[str] = mapped_column(String(20), default=ActState.OPEN)
    proposed_at: Mapped[datetime]
    proposed_by: Mapped[str] = mapped_column(String(100))
    proposed_by_name: Mapped[str] = mapped_column(String(200))
    expires_at: Mapped[datetime]
    decided_at: Mapped[datetime | None]
    decided_by: Mapped[str | None] = mapped_column(String(100))
    decided_by_name: Mapped[str | None] = mapped_column(String(200))
    decision: Mapped[str] = mapped_column(LongText, default="")
    outcome: Mapped[dict[str, Any] | None] = mapped_column(Json, nullable=True)

    @property
    def effects(self) -> list[Text]:
        """Return what was shown beforehand, ready to be translated."""
        return [Text.from_data(one) for one in self.effect]

    @property
    def failure(self) -> Text | None:
        """Return why it could not be done, if so."""
        return None if self.outcome is None else Text.from_data(self.outcome)
