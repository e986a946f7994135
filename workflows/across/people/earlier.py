"""What the shipped diagrams say today of steps whose diagrams said nothing yet of capacities.

An instance runs on the release it began with. One of before capacities would know the strict rule and none of the
lawful exceptions (a chair votes as a member and signs the minutes), so those are taken from today's diagram of the same
step.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from engine.base.xml import parse_xml

PROCEDURES = Path(__file__).resolve().parents[2] / "procedures"
BPMN = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
ZEEBE = "{http://camunda.org/schema/zeebe/1.0}"
TAKEN = frozenset({"capacity", "togetherWith", "separateReason", "concernedMay", "concernedReason"})
Place = tuple[str, str]
# Then nobody could preside in the chair's place, so a chair who had endorsed a case ends the session that has begun.
ONLY_THE_CHAIR = frozenset({("council_session", "sign_minutes"), ("council_session", "second_round")})


def said_today(process_id: str, element_id: str) -> Mapping[str, str]:
    """Return what today's diagram says of capacities at a step; nothing of a step that it does not have."""
    return _shipped().get((process_id, element_id), {})


@cache
def _shipped() -> Mapping[Place, Mapping[str, str]]:
    found: dict[Place, dict[str, str]] = {}
    for path in sorted(PROCEDURES.glob("*/*.bpmn")):
        for process in parse_xml(path.read_bytes()).iter(f"{BPMN}process"):
            for task in process.iter(f"{BPMN}userTask"):
                said = {one.get("name", ""): one.get("value", "") for one in task.iter(f"{ZEEBE}property")}
                place = (process.get("id", ""), task.get("id", ""))
                found[place] = {name: value for name, value in said.items() if name in TAKEN}
    for place in ONLY_THE_CHAIR & found.keys():
        found[place]["togetherWith"] = f"{found[place].get('togetherWith', '')}, endorse"
    return found
