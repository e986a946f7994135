"""What is tried again, and what is wrong however often it is tried."""

from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from engine.base import clock
from engine.model import Incident, new_id
from engine.store.database import ATTEMPTS, Database


def incident(**values: Any) -> Incident:
    row = {"id": new_id(), "instance_id": new_id(), "message": "m", "created_at": clock.now()}
    return Incident(**row | values)


@pytest.mark.parametrize("values", [{"instance_id": None, "created_at": None}, {}], ids=["empty", "refers to nothing"])
def test_a_row_wrong_in_itself_is_not_tried_again(database: Database, values: dict[str, Any]) -> None:
    tried = []

    def work(session: Session) -> None:
        tried.append(1)
        session.add(incident(**values))

    with pytest.raises(IntegrityError):
        database.perform(work)
    assert len(tried) == (1 if values else ATTEMPTS)
