"""What an installation knows of itself: which programs may work on its tables, which folder and secret belong to it."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from engine.model.base import Base


class InstallationFact(Base):
    """One fact about this installation by its name, such as the oldest program that may work on its tables."""

    __tablename__ = "installation_fact"

    name: Mapped[str] = mapped_column(String(60), primary_key=True)
    value: Mapped[str] = mapped_column(String(200))
    noted_at: Mapped[datetime]
