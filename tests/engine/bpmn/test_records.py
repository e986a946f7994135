"""What notes say together is read from what is stored, by 0.1.0 too, and noted as it was."""

from datetime import UTC, datetime
from typing import Any

import pytest

from engine.bpmn.token.notes import Notes
from engine.bpmn.token.records import AwaitedMessage, AwaitedSignal, AwaitedTime, Before, awaited

DUE = "2026-03-01T08:00:00+00:00"


@pytest.mark.parametrize(
    ("notes", "found"),
    [
        ({"flow": "f", "due": DUE, "repeats": 0, "interval": ""}, AwaitedTime(datetime(2026, 3, 1, 8, tzinfo=UTC))),
        ({"message": "m", "key": "k"}, AwaitedMessage("m", "k")),
        ({"signal": "s"}, AwaitedSignal("s")),
        ({"fired": True}, None),
    ],
)
def test_what_an_event_waits_for_is_one_record(notes: Any, found: object) -> None:
    assert awaited(notes) == found


@pytest.mark.parametrize(
    "notes",
    [
        {},
        {"spent": [1]},
        {"parts_before": {"e [0]": "id"}, "turns_before": {}},
        {"spent": [0], "parts_before": {"e [1]": "id"}, "turns_before": {"e [1]": {"due": DUE}}},
    ],
)
def test_what_an_event_leaves_to_its_successor_is_noted_as_it_was_read(notes: Notes) -> None:
    assert Before.of(notes).notes == notes
