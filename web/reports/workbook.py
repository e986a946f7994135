"""A report as tables for Excel: what came of nominations, the reasons, and the pace of steps."""

from flask_babel import gettext as _

from web.layout.workbook import Sheet
from web.reports.report import Report
from web.reports.words import HEADS, OUTCOMES, by_name

WIDE, NARROW = 44, 14


def report_sheets(report: Report) -> list[Sheet]:
    """Return the three tables of a report."""
    lines = [
        [line.name, line.proposed, line.passed, line.awarded, line.failed, line.withdrawn, line.going_on]
        for line in [*report.lines, report.total]
    ]
    reasons = [[_(OUTCOMES[outcome]), reason, count] for outcome, reason, count in report.reasons]
    paces = [[pace.name, pace.times, pace.median, pace.nine_of_ten] for pace in report.paces]
    return [
        Sheet(
            _("Results"),
            [by_name(report.asked.by), *(_(head) for head in HEADS.values())],
            [WIDE, *[NARROW] * len(HEADS)],
            lines,
        ),
        Sheet(_("Reasons"), [_("Outcome"), _("Reason"), _("Number")], [NARROW, WIDE, NARROW], reasons),
        Sheet(
            _("Time taken"),
            [_("Step"), _("Times"), _("Median (working days)"), _("Nine of ten within")],
            [WIDE, *[NARROW] * 3],
            paces,
        ),
    ]
