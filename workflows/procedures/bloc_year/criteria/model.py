"""The criteria of a year as its head drafted them, one version after another."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from engine.model.base import Base, Json


class BlocCriteriaVersion(Base):
    """The criteria of a year as its head drafted them at one time; the last version is what the members are scored by.

    Each of `rows` is what `criteria.rows.Criterion` holds.
    """

    __tablename__ = "bloc_criteria_version"

    scope: Mapped[str] = mapped_column(ForeignKey("bloc_year.scope"), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    rows: Mapped[list[dict[str, Any]]] = mapped_column(Json)
    by_id: Mapped[str] = mapped_column(String(60))
    by_name: Mapped[str] = mapped_column(String(120))
    at: Mapped[datetime]
