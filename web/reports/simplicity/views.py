"""The page of simplicity, the cases behind each figure, and the same as a workbook."""

from dataclasses import replace

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from engine.base import clock
from web.base.database import database
from web.layout.downloads import send_download
from web.layout.workbook import MIMETYPE, write_workbook
from web.reports.simplicity import store
from web.reports.simplicity.asked import BY, MEASURES, Asked
from web.reports.simplicity.report import list_cases, make_report
from web.reports.simplicity.words import HEADS, by_name, case_head
from web.reports.simplicity.workbook import simplicity_sheets
from web.reports.views import READERS
from web.signin.access import access, current_actor

bp = Blueprint("simplicity", __name__, url_prefix="/bao-cao/don-gian-hoa")


@bp.get("")
@access(*READERS)
def show() -> ResponseReturnValue:
    """Show how simple the procedures were in the cases that the person may see."""
    asked = Asked.from_query(request.args)
    with database().read() as reading:
        report = make_report(reading, current_actor(), asked)
    words = {"by": BY, "by_name": by_name(asked.by), "heads": HEADS, "measures": MEASURES}
    return render_template("reports/simplicity.html", report=report, **words)


@bp.get("/ho-so")
@access(*READERS)
def show_cases() -> ResponseReturnValue:
    """Show the cases behind a figure, those with the most of it first."""
    asked = Asked.from_query(request.args)
    with database().read() as reading:
        listing = list_cases(reading, current_actor(), asked)
    return render_template("reports/simplicity_cases.html", listing=listing, measures=MEASURES, head=case_head)


@bp.get("/don-gian-hoa.xlsx")
@access(*READERS)
def export() -> ResponseReturnValue:
    """Send the page as a workbook, with every case that its figures are reckoned from."""
    asked, me = replace(Asked.from_query(request.args), page=1), current_actor()
    with database().read() as reading:
        report, cases = make_report(reading, me, asked), list_cases(reading, me, asked, store.MOST_CASES)
    name = f"{_('simplicity')}-{clock.today():%Y-%m-%d}.xlsx"
    return send_download(write_workbook(*simplicity_sheets(report, cases)), MIMETYPE, name)
