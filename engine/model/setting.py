"""What administrators have set differently from how the program is shipped."""

from datetime import datetime
from typing import Any

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from engine.model.base import Base, Json


class ChosenSetting(Base):
    """The value that two people gave a setting; where there is none the shipped one holds. Who gave which, the record
    of administration tells.
    """

    __tablename__ = "chosen_setting"

    name: Mapped[str] = mapped_column(String(60), primary_key=True)
    value: Mapped[Any] = mapped_column(Json)
    set_at: Mapped[datetime]
    set_by: Mapped[str] = mapped_column(String(400))
