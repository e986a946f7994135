"""Kinds of events: what is written stays as it was, what another version wrote can still be read."""

import json
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest

from engine.history import Unknown, fact_of
from engine.history.fact import Fact
from engine.history.kinds import KINDS
from engine.history.kinds.elements import ActionCalled, ElementEntered, IncidentRaised, TimerFired
from engine.history.kinds.instances import InstanceMigrated, InstanceStarted, NamedRelease
from engine.history.kinds.proposals import ActRejected
from engine.history.kinds.tasks import TaskAccepted, TaskCompleted, TaskDelegated, TaskPostponed, TaskResolved
from engine.model import Event
from engine.model.values import decode, encode
from tests.golden.test_golden import FILES

ID = UUID("00000000-0000-7000-8000-000000000001")
AT = datetime(2026, 3, 1, 8, tzinfo=UTC)
OLD, NEW = NamedRelease(id=ID, release="ab", number=1), NamedRelease(id=ID, release="cd", number=2)
WRITTEN: list[tuple[Fact, str]] = [
    (TaskCompleted({"b": 1, "a": None}), '{"answers":{"b":1,"a":null}}'),
    (
        TaskCompleted({}, "f1", "ab12", 2),
        '{"answers":{},"flow":"f1","content":"ab12","round":2}',
    ),
    (TaskDelegated("Hà", "", None), '{"to":"Hà","note":"","until":null}'),
    (TaskAccepted("Hà", AT), '{"for":"Hà","until":{"$datetime":"2026-03-01T08:00:00+00:00"}}'),
    (TaskResolved(None, ""), '{"to":null,"note":""}'),
    (TaskResolved("Hà", "x", accepted=True), '{"to":"Hà","note":"x","accepted":true}'),
    (TaskPostponed(None, None), '{"before":null,"after":null}'),
    (ElementEntered(), "{}"),
    (
        ElementEntered("f", "2026", "m", ["g"], ["=x"], listens=True),
        '{"flow":"f","due":"2026","message":"m","chosen":["g"],"took_as_false":["=x"],"listens":true}',
    ),
    (ActionCalled("mail.send"), '{"action":"mail.send"}'),
    (TimerFired("2026", 3), '{"due":"2026","turns":3}'),
    (IncidentRaised("no", 5), '{"message":"no","attempts":5}'),
    (InstanceStarted("ab", 1, {}), '{"release":"ab","number":1,"variables":{}}'),
    (
        ActRejected(ID, "cancel_instance", "vì", "Hà", "không"),
        f'{{"act":{{"$uuid":"{ID}"}},"kind":"cancel_instance","reason":"vì","proposed_by":"Hà","decision":"không"}}',
    ),
    (InstanceMigrated("vì", OLD, NEW, {}), f'{{"reason":"vì","from":{encode(OLD)},"to":{encode(NEW)},"mapping":{{}}}}'),
]


def event(kind: str, data: dict[str, Any] | None) -> Event:
    return Event(kind=kind, data=data)


@pytest.mark.parametrize(("fact", "text"), WRITTEN, ids=lambda one: getattr(one, "KIND", ""))
def test_a_fact_is_kept_under_the_names_and_in_the_order_of_old_rows(fact: Fact, text: str) -> None:
    assert encode(fact.data()) == text
    assert fact_of(event(fact.KIND, decode(text))) == fact


def test_every_kind_has_one_class_and_fits_its_column() -> None:
    ours = [one for one in classes(Fact) if one.__module__.startswith("engine.history.kinds")]
    declared = [one.KIND for one in ours if vars(one).get("KIND")]
    assert sorted(declared) == sorted(KINDS)
    assert max(map(len, KINDS)) <= Event.kind.type.length


def classes(base: type[Fact]) -> list[type[Fact]]:
    return [found for one in base.__subclasses__() for found in (one, *classes(one))]


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_erased_still_tells_its_kind(kind: str) -> None:
    assert kind == fact_of(event(kind, None)).KIND


def test_what_another_version_wrote_is_told_as_it_wrote_it() -> None:
    newer = {"reason": "vì", "weight": 3}
    assert fact_of(event("task_weighed", newer)) == Unknown("task_weighed", newer)
    assert fact_of(event("task_assigned", {"to": ["Hà", "Bình"]})) == Unknown("task_assigned", {"to": ["Hà", "Bình"]})
    assert fact_of(event("task_delegated", {"to": "Hà", "note": "", "more": 1})) == TaskDelegated("Hà", "", None)


def test_every_event_of_older_versions_is_known() -> None:
    kept = [row for path in FILES for row in json.loads(path.read_text(encoding="utf-8"))["rows"]["event"]]
    told = [(row, fact_of(event(row["kind"], decode(row["data"])))) for row in kept]
    assert len({row["kind"] for row in kept}) > 10
    assert [row for row, fact in told if isinstance(fact, Unknown)] == []
    assert [row for row, fact in told if not isinstance(fact, Unknown) and encode(fact.data()) != row["data"]] == []
