"""What the checks find in a version or a draft, and the way through the diagram that leads to a fault."""

from flask import render_template
from flask.typing import ResponseReturnValue

from engine.base.errors import Finding, NotFoundError
from web.base.database import database
from web.parts.diagrams.standing import Standing
from web.signin.access import access
from web.workshop.blueprint import READERS, bp
from web.workshop.looking import look_at
from web.workshop.sources import Source, find_source
from web.workshop.summaries import find_procedure


@bp.get("/<procedure>/kiem-tra/<name>")
@access(*READERS)
def show_findings(procedure: str, name: str) -> ResponseReturnValue:
    """List what the checks find in a version or a draft."""
    with database().read() as session:
        found = find_procedure(session, procedure)
        source = find_source(session, procedure, name)
    return render_template(
        "workshop/findings.html", procedure=found, source=source, findings=look_at(source.files, source.procedure)
    )


@bp.get("/<procedure>/kiem-tra/<name>/<int:number>")
@access(*READERS)
def show_path(procedure: str, name: str, number: int) -> ResponseReturnValue:
    """Draw the way that leads to a fault on its diagram."""
    with database().read() as session:
        found = find_procedure(session, procedure)
        source = find_source(session, procedure, name)
    finding = _finding(source, number)
    return render_template(
        "workshop/path.html",
        procedure=found,
        source=source,
        finding=finding,
        number=number,
        standing=_way_to(finding),
    )


@bp.get("/<procedure>/kiem-tra/<name>/<int:number>/vi-tri")
@access(*READERS)
def send_path(procedure: str, name: str, number: int) -> ResponseReturnValue:
    """Send the way that leads to a fault as the diagram draws positions."""
    with database().read() as session:
        source = find_source(session, procedure, name)
    finding = _finding(source, number)
    return _way_to(finding).told()


def _way_to(finding: Finding) -> Standing:
    return Standing([finding.element], finding.path, finding.path)


def _finding(source: Source, number: int) -> Finding:
    findings = look_at(source.files, source.procedure)
    if not 1 <= number <= len(findings) or not findings[number - 1].path:
        raise NotFoundError
    return findings[number - 1]
