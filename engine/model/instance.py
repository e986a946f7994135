"""What runs, row by row: instances, their element instances, scopes and variables."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, Integer, String, text
from sqlalchemy import Text as LongText
from sqlalchemy.orm import Mapped, mapped_column

from engine.base.text import Text
from engine.model.base import Base, Json

DATED = text("removal_at IS NOT NULL")
UNFINISHED = text("state < 64")  # the least state of SpiffWorkflow's that is an end: completed, failed, cancelled
MAY_BE_UNDONE = text("internal LIKE '%\"order\":%'")


class InstanceState(StrEnum):
    """How far an instance has come."""

    ACTIVE = "active"
    COMPLETED = "completed"
    CANCELLED = "cancelled"


class Instance(Base):
    """A running (or ended) process. `version` counts its commands and fences off late writers.

    While `suspended_at` is set the instance takes no completions, timers or messages.
    """

    __tablename__ = "instance"
    __table_args__ = (
        Index("ix_instance_key", "business_key", "process_id"),
        Index("ix_instance_removal", "removal_at", "id", sqlite_where=DATED, postgresql_where=DATED),
        Index("ix_instance_state", "state", "started_at", "id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    root_id: Mapped[UUID] = mapped_column(index=True)
    release_id: Mapped[UUID] = mapped_column(ForeignKey("release.id"), index=True)
    procedure: Mapped[str] = mapped_column(String(100))
    process_id: Mapped[str] = mapped_column(String(200), index=True)
    business_key: Mapped[str] = mapped_column(String(200), default="")
    title: Mapped[str] = mapped_column(String(500), default="")
    state: Mapped[str] = mapped_column(String(20), default=InstanceState.ACTIVE)
    version: Mapped[int] = mapped_column(default=0)
    last_number: Mapped[int] = mapped_column(default=0)
    last_seq: Mapped[int] = mapped_column(default=0)
    last_hash: Mapped[str] = mapped_column(String(64), default="")
    started_at: Mapped[datetime]
    started_by: Mapped[str] = mapped_column(String(100))
    ended_at: Mapped[datetime | None]
    suspended_at: Mapped[datetime | None]
    suspended_reason: Mapped[str] = mapped_column(LongText, default="", server_default="")
    removal_at: Mapped[datetime | None]


class ElementInstance(Base):
    """One token at one element: a SpiffWorkflow task as a row."""

    __tablename__ = "element_instance"
    __table_args__ = (
        Index("ix_element_parent", "parent_id", "instance_id"),
        Index("ix_element_unfinished", "instance_id", sqlite_where=UNFINISHED, postgresql_where=UNFINISHED),
        Index("ix_element_undone", "instance_id", sqlite_where=MAY_BE_UNDONE, postgresql_where=MAY_BE_UNDONE),
    )

    instance_id: Mapped[UUID] = mapped_column(ForeignKey("instance.id"), primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    root_id: Mapped[UUID]
    container_id: Mapped[UUID | None]
    parent_id: Mapped[UUID | None]
    number: Mapped[int] = mapped_column(Integer)
    spec: Mapped[str] = mapped_column(String(300))
    element_id: Mapped[str | None] = mapped_column(String(200))
    state: Mapped[int]
    triggered: Mapped[bool]
    scope_id: Mapped[UUID]
    internal: Mapped[dict[str, Any]] = mapped_column(Json)
    removal_at: Mapped[datetime | None]


class VariableScope(Base):
    """A scope of variables with its parent behind it."""

    __tablename__ = "variable_scope"

    instance_id: Mapped[UUID] = mapped_column(ForeignKey("instance.id"), primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    root_id: Mapped[UUID]
    parent_id: Mapped[UUID | None]
    owner_id: Mapped[UUID | None]
    removal_at: Mapped[datetime | None]


class Variable(Base):
    """The present value of a variable."""

    __tablename__ = "variable"

    instance_id: Mapped[UUID] = mapped_column(ForeignKey("instance.id"), primary_key=True)
    scope_id: Mapped[UUID] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(200), primary_key=True)
    root_id: Mapped[UUID]
    value: Mapped[Any] = mapped_column(Json, nullable=True)
    removal_at: Mapped[datetime | None]


class VariableChange(Base):
    """A value a variable took, and after which event: what an auditor reads a past moment from."""

    __tablename__ = "variable_change"

    instance_id: Mapped[UUID] = mapped_column(ForeignKey("instance.id"), primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True)
    scope_id: Mapped[UUID] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(200), primary_key=True)
    root_id: Mapped[UUID]
    value: Mapped[Any] = mapped_column(Json, nullable=True)
    removal_at: Mapped[datetime | None]


class IncidentKind(StrEnum):
    """What could not be done; a notice tells of work that is tried again by itself."""

    ELEMENT = "element"
    TIMER = "timer"
    SIGNAL = "signal"
    MESSAGE = "message"
    ACTION = "action"
    MAIL = "mail"
    PERIODIC = "periodic"
    NOTICE = "notice"


class Incident(Base):
    """Work that could not be done; an administrator reads why, has it tried again or drops it.

    Its kind is `element` (a step could not be entered or run) or that of the failed work: `timer`, `signal`, `action`,
    `mail`, `periodic`, `message`; `work_id` is that job's or message's id. Mail and periodic work have no instance. Of
    kind `notice` (one person cannot be told by mail) it is the person's, and the telling is tried again anyway.
    """

    __tablename__ = "incident"
    __table_args__ = (
        Index(
            "ix_incident_open",
            "created_at",
            sqlite_where=text("resolved_at IS NULL"),
            postgresql_where=text("resolved_at IS NULL"),
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    root_id: Mapped[UUID | None]
    instance_id: Mapped[UUID | None] = mapped_column(ForeignKey("instance.id"), index=True)
    element_instance_id: Mapped[UUID | None]
    element_id: Mapped[str] = mapped_column(String(200), default="")
    kind: Mapped[str] = mapped_column(String(20), default="element")
    work_id: Mapped[UUID | None]
    attempts: Mapped[int] = mapped_column(default=1)
    message: Mapped[dict[str, Any]] = mapped_column(Json)
    created_at: Mapped[datetime]
    resolved_at: Mapped[datetime | None]
    resolved_by: Mapped[str] = mapped_column(String(100), default="")
    resolution: Mapped[str] = mapped_column(String(20), default="")
    reason: Mapped[str] = mapped_column(String(1000), default="")
    removal_at: Mapped[datetime | None]

    @property
    def text(self) -> Text:
        """Return what went wrong, ready to be translated; of a case it may hold values of it."""
        return Text.from_data(self.message)

    @property
    def outline(self) -> Text:
        """Return what went wrong as an operator sees it, who sees how a case stands and nothing of its content.

        Work of no case, such as mail, is told whole; a message belongs to a case that is not known yet.
        """
        is_of_case = self.instance_id is not None or self.kind == IncidentKind.MESSAGE
        return Text.outline_from(self.message) if is_of_case else self.text
