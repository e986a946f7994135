"""No shipped case is moved past a signature, a vote or a decision by hand, and nothing that they say is set by hand."""

from collections.abc import Iterator

import pytest

from engine.bpmn.build.builder import Definition
from engine.bpmn.build.library import prepare
from engine.bpmn.check.decisive import Shift, guard, is_final, lost_steps, refused_move, settled_variables
from engine.bpmn.check.decisive.ways import Ways
from engine.releases.check import form_fields
from web.shell.wiring import join_rooms
from workflows.shipped import procedures

join_rooms()
FIELDS = {p.key: form_fields(p.files()) for p in procedures()}
SHIPPED = {name: d for p in procedures() for name, d in prepare(p.files()).definitions.items()}
MOVES = [
    ("unit_review", "intake", "appraisal", True),
    ("unit_review", "leader_sign", "appraisal", True),
    ("unit_review", "record_title", "review_passed", True),
    ("unit_review", "appraisal", "leader_sign", False),
    ("unit_review", "council_decided", "leader_sign", False),
    ("unit_review", "leader_sign", "record_title", False),
    ("unit_review", "record_title", "leader_refused", False),
    ("unit_review", "appraisal", "review_passed", False),
    ("council_session", "plan_session", "attendance", True),
    ("council_session", "vote", "settle", False),
    ("council_session", "vote_over", "voting_ended", False),
    ("council_session", "attendance", "write_minutes", False),
    ("nomination", "review_completed", "announce", False),
    ("central_submission", "appraise", "submit_pm", False),
    ("central_submission", "record_decision", "record_title", False),
]
SETTLED = [
    ("unit_review", {"signature", "council", "body", "award_level", "recorded"}),
    ("council_session", {"voters", "tally", "has_quorum", "signing", "ballot", "thresholds", "rule", "roll"}),
    ("bloc_vote", {"seats", "winners", "minutes", "ballot", "contests", "threshold"}),
    ("nomination", {"review", "bloc_passed", "central", "result"}),
    ("central_submission", {"decision_record", "submission", "central_council"}),
]


def shift(token: str, place: str) -> Shift:
    return Shift([token], [token], [place], [place])


@pytest.mark.parametrize(("process", "token", "place", "allowed"), MOVES)
def test_a_token_is_moved_only_where_nothing_is_decided_by_it(
    process: str, token: str, place: str, allowed: bool
) -> None:
    assert (refused_move(SHIPPED[process], shift(token, place)) is None) == allowed


def finals() -> Iterator[tuple[str, str]]:
    for name, definition in SHIPPED.items():
        yield from ((name, element.id) for element in definition.process.elements.values() if is_final(element))


WAYS = {id(definition.processes): Ways(definition.processes) for definition in SHIPPED.values()}


@pytest.fixture
def known_ways(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the ways through a shipped process be reckoned once, not for each of some thousand moves."""
    monkeypatch.setattr(guard, "Ways", lambda processes: WAYS[id(processes)])


@pytest.mark.usefixtures("known_ways")
@pytest.mark.parametrize(("process", "step"), list(finals()))
def test_from_before_a_final_step_no_place_behind_it_can_be_reached(process: str, step: str) -> None:
    definition = SHIPPED[process]
    ways = WAYS[id(definition.processes)]
    behind = [one for one in ways.elements if one != step and step in ways.behind(one)]
    before = [one for one in ways.elements if step in ways.ahead(one) and step not in ways.behind(one)]
    assert behind
    assert step in before
    assert [(t, p) for t in before for p in behind if refused_move(definition, shift(t, p)) is None] == []


@pytest.mark.parametrize(("process", "names"), SETTLED)
def test_what_signs_votes_or_decides_is_not_set_by_hand(process: str, names: set[str]) -> None:
    assert names <= set(settled_variables(SHIPPED[process], FIELDS[process]).named)


def test_what_an_action_without_output_mapping_returns_is_not_set_by_hand_either() -> None:
    """The diagram does not name it, so only what steps that decide nothing are known to set may be set."""
    settled = settled_variables(SHIPPED["council_session"], FIELDS["council_session"])
    assert settled.rest
    assert settled.step_of("whatever settle returns")
    assert settled.step_of("proceedings") == ""


def test_a_final_step_is_not_lost_on_the_way_to_another_version() -> None:
    old = SHIPPED["unit_review"]
    drawn = next(p.files()["unit_review.bpmn"] for p in procedures() if p.key == "unit_review")
    weak = drawn.replace(b'<zeebe:property name="final" value="true"/>', b"")
    renamed = drawn.replace(b'"leader_sign"', b'"leader_signs"').replace(b">leader_sign<", b">leader_signs<")

    def to(data: bytes) -> Definition:
        return prepare({"unit_review.bpmn": data}).definitions["unit_review"]

    assert lost_steps(old, old, {}, {"appraisal": "appraisal"}) == []
    assert lost_steps(old, to(weak), {}, {})
    assert lost_steps(old, to(renamed), {}, {})
    assert lost_steps(old, to(renamed), {"leader_sign": "leader_signs"}, {}) == []
    assert lost_steps(old, old, {}, {"appraisal": "record_title"})
