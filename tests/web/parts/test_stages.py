"""The way of a nomination has the stages it was at or may come to, and no others."""

from typing import Any

import pytest

from engine.base import clock as clock_room
from web.parts.stages import NAMES, show_way, stage_name
from workflows.registers.nominations.model import Nomination

AT = clock_room.now()
SHORT = ("draft", "unit", "appraisal", "council", "decided")
STATE = ("draft", "unit", "appraisal", "council", "central", "decided")
BLOC = tuple(NAMES)
BRIEF = ("draft", "unit", "decided")
ENDED = {"stage": "decided", "handed_in_at": AT}


@pytest.mark.parametrize(
    ("level", "facts", "stages", "last"),
    [
        ("base", {"stage": "council"}, SHORT, "ahead"),
        ("ministry", {"stage": "draft", "bloc_scope": "NC-2019"}, SHORT, "ahead"),
        ("state", {"stage": "council", "bloc_scope": "NC-2019"}, BLOC, "ahead"),
        ("state", {"stage": "council"}, STATE, "ahead"),
        ("state", {"stage": "central", "bloc_scope": "NC-2019", "central_at": AT}, STATE, "ahead"),
        ("state", {"stage": "central", "bloc_scope": "NC-2019", "bloc_at": AT, "central_at": AT}, BLOC, "ahead"),
        ("base", {"stage": "decided", "outcome": "awarded"}, SHORT, "done"),
        ("state", {"stage": "decided", "outcome": "awarded", "bloc_at": AT, "central_at": AT}, BLOC, "done"),
        ("state", {"stage": "decided", "outcome": "failed", "bloc_scope": "NC-2019"}, SHORT, "stopped"),
        ("state", {**ENDED, "outcome": "withdrawn"}, BRIEF, "stopped"),
        ("state", {"stage": "decided", "outcome": "withdrawn"}, ("draft", "decided"), "stopped"),
        ("ministry", {**ENDED, "outcome": "rejected"}, BRIEF, "stopped"),
    ],
)
def test_the_way_has_what_was_met_and_what_may_come(
    app: Any, level: str, facts: dict[str, Any], stages: tuple[str, ...], last: str
) -> None:
    with app.test_request_context(headers={"Accept-Language": "en"}):
        way = show_way(Nomination(**facts), level)
        assert [stage.name for stage in way] == [stage_name(code) for code in stages]
    assert way[-1].tone == last
