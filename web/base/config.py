"""What a running Bảng Vàng is told from outside: where its data lies and how it is reached."""

import os
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Self
from urllib.parse import urlsplit
from zoneinfo import available_timezones

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from engine.commands.care import stricter

HOME = Path(__file__).resolve().parents[2]
PREFIX = "BANGVANG_"


class Settings(BaseModel):
    """The settings of one server; each may be given as an environment variable `BANGVANG_<NAME>`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    data_dir: Path = Field(default=HOME / "var", description="Where the database, attachments and the secret lie.")
    database_url: str = Field(default="", description="SQLAlchemy address; empty means SQLite in the data folder.")
    secret_key: str = Field(default="", repr=False, description="Signs cookies; empty means kept in the data folder.")
    url: str = Field(
        default="", description="The address people use, such as https://bangvang.example; no other host is answered."
    )
    secure_cookies: bool = Field(default=False, description="Send cookies over HTTPS only.")
    language: str = Field(default="vi", pattern="^(vi|en)$", description="The language before a person chooses.")
    time_zone: str = Field(
        default="Asia/Ho_Chi_Minh",
        description="Where days begin and months are counted: a name of the IANA database.",
    )
    password_minutes: int = Field(
        default=15,
        ge=0,
        description="For how long a password given counts before a signature, a vote or a new version.",
    )
    password_length: int = Field(default=12, ge=12, le=64, description="Characters that a new password needs.")
    upload_megabytes: int = Field(default=30, ge=1, description="The largest request accepted.")
    behind_proxy: bool | None = Field(
        default=None,
        description="A reverse proxy sets X-Forwarded-For, -Proto and -Host; believed where url is set.",
    )
    smtp_host: str = Field(default="", description="The mail server; empty means that mail waits.")
    smtp_port: int = Field(default=587, ge=1, le=65535, description="The mail server's port.")
    smtp_protection: str = Field(default="starttls", pattern="^(starttls|tls|none)$", description="How mail travels.")
    smtp_user: str = Field(default="", description="Who signs in at the mail server; empty means nobody.")
    smtp_password: str = Field(default="", repr=False, description="That user's password.")
    mail_from: str = Field(default="", description="The address mail comes from; needed with a mail server.")
    trust_dir: str = Field(default="", description="Folder of PEM certificates that signed documents may rest on.")
    ask_revocation: bool = Field(default=False, description="Ask issuers whether trusted certificates are revoked.")
    care: str = Field(
        default="",
        description="What commands ask beyond the shipped table: claim_task=step-up, place_hold=four eyes.",
    )
    log_level: str = Field(default="INFO", description="DEBUG, INFO, WARNING or ERROR.")
    access_log: bool = Field(default=True, description="Write one line for each request, without values.")
    slow_milliseconds: int = Field(
        default=1000, ge=0, description="Statements that take longer are written to the log, without values; 0: none."
    )
    metrics_token: str = Field(
        default="", repr=False, description="Who asks for /metrics sends it; empty: this machine alone may ask."
    )
    testing: bool = Field(default=False, description="Raise errors instead of showing the error page; tests only.")

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] | None = None, **given: Any) -> Self:
        """Read the settings from environment variables; what is given by name wins."""
        environ = os.environ if environ is None else environ
        named = {name: environ[PREFIX + name.upper()] for name in cls.model_fields if PREFIX + name.upper() in environ}
        return cls(**{**named, **{name: value for name, value in given.items() if value is not None}}).completed()

    def completed(self) -> Self:
        """Return these settings with the data folder made and what was left empty filled in."""
        self.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        filled = {
            "database_url": self.database_url or f"sqlite:///{self.data_dir / 'bangvang.db'}",
            "secret_key": self.secret_key or kept_secret(self.data_dir / "secret"),
            "secure_cookies": self.secure_cookies or self.url.startswith("https://"),
        }
        return self.model_copy(update=filled)

    @property
    def is_behind_proxy(self) -> bool:
        """Tell whether the headers of a reverse proxy are believed."""
        return bool(self.url) if self.behind_proxy is None else self.behind_proxy

    @field_validator("url")
    @classmethod
    def _require_site(cls, url: str) -> str:
        """Take an address of http or https with a host and nothing behind it, or none."""
        parts = urlsplit(url)
        is_site = parts.scheme in ("http", "https") and parts.hostname and not parts.username
        if url and not (is_site and parts.path in ("", "/") and not parts.query and not parts.fragment):
            msg = "BANGVANG_URL must be like https://bangvang.example, without a path"
            raise ValueError(msg)
        return url.rstrip("/")

    @field_validator("care")
    @classmethod
    def _require_stricter(cls, care: str) -> str:
        """Take classes of commands that are stricter than the shipped ones."""
        try:
            stricter(care)
        except ValueError as wrong:
            msg = f"BANGVANG_CARE: {wrong}"
            raise ValueError(msg) from None
        return care

    @field_validator("time_zone")
    @classmethod
    def _require_zone(cls, name: str) -> str:
        if name not in available_timezones():
            msg = "BANGVANG_TIME_ZONE must be like Asia/Ho_Chi_Minh"
            raise ValueError(msg)
        return name

    @field_validator("metrics_token")
    @classmethod
    def _require_long(cls, token: str) -> str:
        if token and (len(token) < 16 or not token.isascii() or not token.isprintable() or " " in token):
            msg = "BANGVANG_METRICS_TOKEN needs 16 characters or more, ASCII and without spaces"
            raise ValueError(msg)
        return token

    @model_validator(mode="after")
    def _require_sender(self) -> Self:
        if self.smtp_host and "@" not in self.mail_from:
            msg = "BANGVANG_MAIL_FROM must be an address when BANGVANG_SMTP_HOST is set"
            raise ValueError(msg)
        return self

    @property
    def attachments_dir(self) -> Path:
        """Return the folder of uploaded files, addressed by content."""
        return self.data_dir / "attachments"


def kept_secret(path: Path) -> str:
    """Return the secret kept in a file only its owner may read; make it at the first call."""
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii").strip()
    with os.fdopen(handle, "w", encoding="ascii") as file:
        secret = secrets.token_urlsafe(48)
        file.write(secret)
    return secret
