"""The table of the last number given in a series."""

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from engine.model.base import Base


class SeriesCounter(Base):
    """The last number of a series (such as `KN-VKSNDTC`) in a year."""

    __tablename__ = "series_counter"

    series: Mapped[str] = mapped_column(String(60), primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    last: Mapped[int]
