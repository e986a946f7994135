from datetime import date

from engine.base.actor import SYSTEM, Actor
from engine.commands.settings import SettingChanged
from engine.history.administration import record_act
from engine.store.administration import acts_about
from engine.store.database import Database
from tests.asking import latest_acts

UNTIL = date(2026, 12, 31)


def test_acts_outside_of_cases_are_found_by_whom_they_are_about(database: Database) -> None:
    lan = Actor("lan", "Trần Thị Lan")
    with database.transaction() as session:
        record_act(session, SettingChanged(None, UNTIL, "vì", "Lan"), by=lan, subject="setting:one")
        record_act(session, SettingChanged(1, 2, "vì", "Lan"), by=SYSTEM, subject="setting:two")
    with database.read() as session:
        assert [(act.kind, act.actor_name, act.data) for act in acts_about(session, ["setting:one"])] == [
            ("setting_changed", "Trần Thị Lan", {"before": None, "after": UNTIL, "reason": "vì", "givers": "Lan"})
        ]
        assert [act.subject for act in latest_acts(session)] == ["setting:two", "setting:one"]
