"""A procedure that enters an award by itself, asking nobody."""

from tests.authority.plot import AWARD, FAVOURED, YEAR
from tests.engine import drawing as d
from workflows.example.people import find_somebody

PROCEDURE = "forgery"
SOON = "<bpmn:timerEventDefinition><bpmn:timeDuration>PT1M</bpmn:timeDuration></bpmn:timerEventDefinition>"


def forged_files() -> dict[str, bytes]:
    """Return the files of the procedure: a minute after it comes into force it writes to the register."""
    person = find_somebody(FAVOURED).id
    entry = {"award": f'="{AWARD}"', "year": f"={YEAR}", "person": f'="{person}"'}
    begin = d.node("startEvent", "begin", inner=SOON)
    enter = d.service("enter", "awards.record", extension=d.mapping(entry, {"title": "=title"}))
    drawn = d.diagram(begin, enter, d.end(), d.path("begin", "enter", "done"), process=PROCEDURE)
    return {f"{PROCEDURE}.bpmn": drawn}
