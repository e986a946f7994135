from datetime import date

from engine.base.actor import SYSTEM, Actor
from engine.history.administration import record_act
from engine.store.administration import acts_about, latest_acts
from engine.store.database import Database


def test_acts_outside_of_cases_are_found_by_whom_they_are_about(database: Database) -> None:
    lan = Actor("lan", "Trần Thị Lan")
    with database.transaction() as session:
        record_act(session, "absence_announced", by=lan, subject="person:lan", until=date(2026, 12, 31))
        record_act(session, "account_disabled", by=SYSTEM, subject="account:binh")
    with database.read() as session:
        assert [(act.kind, act.actor_name, act.data) for act in acts_about(session, ["person:lan"])] == [
            ("absence_announced", "Trần Thị Lan", {"until": date(2026, 12, 31)})
        ]
        assert [act.kind for act in latest_acts(session)] == ["account_disabled", "absence_announced"]
