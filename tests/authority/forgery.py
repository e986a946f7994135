"""A procedure that enters an award by itself, asking nobody."""

from sqlalchemy.orm import Session

from engine import commands
from engine.base.actor import SYSTEM
from tests.authority.plot import AWARD, FAVOURED, UNIT, YEAR
from tests.engine import drawing as d
from workflows.example.people import find_somebody

PROCEDURE = "forgery"
SOON = "<bpmn:timerEventDefinition><bpmn:timeDuration>PT1M</bpmn:timeDuration></bpmn:timerEventDefinition>"


def forged_files() -> dict[str, bytes]:
    """Return the files of the procedure: a minute after it comes into force it writes to the register."""
    begin = d.node("startEvent", "begin", inner=SOON)
    drawn = d.diagram(begin, entering(), d.end(), d.path("begin", "enter", "done"), process=PROCEDURE)
    return {f"{PROCEDURE}.bpmn": drawn}


def entering() -> str:
    """Return the step that writes to the register."""
    entry = {"award": f'="{AWARD}"', "year": f"={YEAR}", "person": f'="{find_somebody(FAVOURED).id}"'}
    return d.service("enter", "awards.record", extension=d.mapping(entry, {"title": "=title"}))


def shorten_nomination(session: Session) -> None:
    """Deploy a version of the nomination that enters the award once its dossier is handed in, asking nobody else."""
    steps = (d.start("nomination_opened"), d.user("prepare_dossier", f'=["unit_officer@{UNIT}"]'), entering(), d.end())
    way = d.path("nomination_opened", "prepare_dossier", "enter", "done")
    files = {"nomination.bpmn": d.diagram(*steps, way, process="nomination")}
    commands.deploy(session, files, procedure="nomination", author=SYSTEM, approver=None, key="shortened")
