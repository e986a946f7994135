"""What every table stands on: the declarative base, lossless JSON, aware times and ids."""

import os
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import DateTime, Dialect, MetaData, Text, TypeDecorator, Uuid
from sqlalchemy.orm import DeclarativeBase

from engine.model.values import Encoded, decode, encode

NAMING: Mapping[str, str] = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


SENT_KEY = "sent_key"
"""In the `info` of a constraint or index: it is on the key of a sender's request (engine/store/conflicts.py)."""


class UtcDateTime(TypeDecorator[datetime]):
    """An aware instant, kept in UTC on both databases."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Refuse naive times; store UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            msg = f"a naive time would be stored: {value!r}"
            raise ValueError(msg)
        return value if value.tzinfo is UTC else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Return an aware UTC instant."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Json(TypeDecorator[Any]):
    """Values kept as text without loss: order, Decimals, dates and any key survive (unlike jsonb)."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:  # noqa: ARG002
        """Write the value as tagged JSON text."""
        return value if value is None or type(value) is Encoded else encode(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:  # noqa: ARG002
        """Read tagged JSON text."""
        return None if value is None else decode(value)


class Base(DeclarativeBase):
    """The base of every mapped class, in whatever room it lives."""

    metadata = MetaData(naming_convention=dict(NAMING))
    type_annotation_map: ClassVar[dict[Any, Any]] = {datetime: UtcDateTime, UUID: Uuid}


def new_id() -> UUID:
    """Return a new id that sorts by time (UUID version 7, RFC 9562 section 5.7)."""
    millis = time.time_ns() // 1_000_000
    raw = bytearray(millis.to_bytes(6, "big") + os.urandom(10))
    raw[6] = (raw[6] & 0x0F) | 0x70
    raw[8] = (raw[8] & 0x3F) | 0x80
    return UUID(bytes=bytes(raw))
