"""Every shipped decision is asked: by a diagram of its release, by a rule in the code, or by another that is."""

import re
from pathlib import Path

from engine.dmn import load_model
from workflows.registers import decisions
from workflows.shipped import procedures

ROOT = Path(__file__).parents[2]
IN_CODE = re.compile(r'"(\w+\.dmn)",\s*"(\w+)"')
IN_DIAGRAMS = re.compile(rb'calledDecision decisionId="(\w+)"')

# What an administrator tries a threshold with, in test cases beside it; it counts as ballots do (`count vote`).
TRIED = {("vote_threshold.dmn", "vote_outcome")}


def asked_in_code():
    rooms = [ROOT / "workflows", ROOT / "web"]
    texts = [
        path.read_text("utf-8") for room in rooms for path in room.rglob("*.py") if "node_modules" not in path.parts
    ]
    return {found for text in texts for found in IN_CODE.findall(text)}


def with_required(model, names):
    found, wanted = set(), set(names) & set(model.decisions)
    while wanted:
        found |= wanted
        needed = {part.id for name in wanted for part in model.decisions[name].required}
        wanted = (needed & set(model.decisions)) - found
    return found


def test_every_decision_is_reached():
    code, shipped, reached = asked_in_code(), set(), set()
    for procedure in procedures():
        files = procedure.files()
        called = {name.decode() for data in files.values() for name in IN_DIAGRAMS.findall(data)}
        for name, data in files.items():
            if name.endswith(".dmn"):
                model = load_model(data)
                shipped |= {(name, decision) for decision in model.decisions}
                names = called | {decision for file, decision in code if file == name}
                reached |= {(name, decision) for decision in with_required(model, names)}
    assert shipped - reached == TRIED


def test_every_shared_table_is_in_a_release():
    assert {name for one in procedures() for name in one.shared} == set(decisions.files())
