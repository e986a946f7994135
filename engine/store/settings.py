"""Reading what administrators have set."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.model.setting import ChosenSetting


def chosen_settings(session: Session) -> dict[str, ChosenSetting]:
    """Return every setting that was chosen, by name."""
    return {one.name: one for one in session.scalars(select(ChosenSetting))}


def chosen_setting(session: Session, name: str) -> ChosenSetting | None:
    """Return what was chosen for a setting, if anything."""
    return session.get(ChosenSetting, name, populate_existing=True)


def chosen_values(session: Session, prefix: str) -> dict[str, Any]:
    """Return the values chosen for the settings whose names begin so."""
    query = select(ChosenSetting.name, ChosenSetting.value)
    found = session.execute(query.where(ChosenSetting.name.startswith(prefix, autoescape=True)))
    return {row.name: row.value for row in found}
