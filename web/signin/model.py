"""Tables of accounts, sessions, one-time links and failed sign-ins."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from engine.model.base import Base, Json, new_id

PURPOSES = ("first", "invite", "reset")


class Account(Base):
    """A name and password by which one person signs in; without a password nobody does yet.

    Locked, the account waits for an administrator to open it again; disabled, its person is gone.
    """

    __tablename__ = "account"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    username: Mapped[str] = mapped_column(String(100), unique=True)
    password_hash: Mapped[str] = mapped_column(String(200), default="")
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), index=True)
    disabled: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime]
    locked_at: Mapped[datetime | None]
    password_set_at: Mapped[datetime | None]
    last_signed_in_at: Mapped[datetime | None]
    link_allowed_at: Mapped[datetime | None]  # when two people allowed one link to somebody who holds a post or a seat

    @property
    def is_open(self) -> bool:
        """Tell whether its person may sign in, once there is a password."""
        return not self.disabled and self.locked_at is None


class AccountLink(Base):
    """A link that works once: by it somebody sets the first or a new password, or becomes the first administrator.

    The link carries the token, the table only its SHA-256.
    """

    __tablename__ = "account_link"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    purpose: Mapped[str] = mapped_column(String(10))
    account_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    made_at: Mapped[datetime]
    made_by: Mapped[str] = mapped_column(String(60))
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]  # when it was used, or made void by a newer one


class WebSession(Base):
    """One signed-in browser; the browser holds the token, the table only its SHA-256."""

    __tablename__ = "web_session"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    created_at: Mapped[datetime]
    seen_at: Mapped[datetime] = mapped_column(index=True)
    confirmed_at: Mapped[datetime | None]  # when the password was last given; none in sessions older than this column
    device: Mapped[str] = mapped_column(String(80), default="")
    address: Mapped[str] = mapped_column(String(60), default="")
    data: Mapped[dict[str, Any]] = mapped_column(Json)  # the CSRF token and notices not yet shown

    @property
    def handle(self) -> str:
        """Return a name for the session that opens nothing."""
        return self.token_hash[:16]


class SignInFailure(Base):
    """One failed sign-in, by the hash of the name typed: people type passwords there by mistake."""

    __tablename__ = "sign_in_failure"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    username_hash: Mapped[str] = mapped_column(String(64), index=True)
    failed_at: Mapped[datetime]
