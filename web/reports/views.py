"""The page of reports, and the same as a workbook."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from engine.base import clock
from web.base.database import database
from web.layout.downloads import send_download
from web.layout.workbook import MIMETYPE, write_workbook
from web.reports.asked import BY, Asked
from web.reports.report import Report, make_report
from web.reports.words import HEADS, OUTCOMES, by_name
from web.reports.workbook import report_sheets
from web.signin.access import access, current_actor

bp = Blueprint("reports", __name__, url_prefix="/bao-cao")
READERS = (
    "unit_head",
    "emulation_dept",
    "council_secretary",
    "council_chair",
    "body_leader",
    "bloc_voter",
    "central_officer",
    "central_head",
    "auditor",
)


@bp.get("")
@access(*READERS)
def show() -> ResponseReturnValue:
    """Show what came of the nominations that the person may see."""
    words = {"by": BY, "heads": HEADS, "outcomes": OUTCOMES}
    report = _report()
    return render_template("reports/report.html", report=report, by_name=by_name(report.asked.by), **words)


@bp.get("/bao-cao.xlsx")
@access(*READERS)
def export() -> ResponseReturnValue:
    """Send the report as a workbook."""
    begins = _("report")
    name = f"{begins}-{clock.today():%Y-%m-%d}.xlsx"
    return send_download(write_workbook(*report_sheets(_report())), MIMETYPE, name)


def _report() -> Report:
    with database().read() as reading:
        return make_report(reading, current_actor(), Asked.from_query(request.args))
