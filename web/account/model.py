"""Tables of accounts, sessions and failed sign-ins."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from engine.model.base import Base, Json, new_id


class Account(Base):
    """A name and password by which one person signs in."""

    __tablename__ = "account"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    username: Mapped[str] = mapped_column(String(100), unique=True)
    password_hash: Mapped[str] = mapped_column(String(200))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    disabled: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime]


class WebSession(Base):
    """One signed-in browser; the browser holds the token, the table only its SHA-256."""

    __tablename__ = "web_session"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    created_at: Mapped[datetime]
    seen_at: Mapped[datetime] = mapped_column(index=True)
    confirmed_at: Mapped[datetime | None]  # when the password was last given; none in sessions older than this column
    data: Mapped[dict[str, Any]] = mapped_column(Json)  # the CSRF token and notices not yet shown


class SignInFailure(Base):
    """One failed sign-in, by the hash of the name typed: people type passwords there by mistake."""

    __tablename__ = "sign_in_failure"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    username_hash: Mapped[str] = mapped_column(String(64), index=True)
    failed_at: Mapped[datetime]
