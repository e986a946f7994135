"""The page of simplicity as tables for Excel: its lines, the trend, two side by side, and every case behind them."""

from collections.abc import Iterable

from flask_babel import gettext as _

from engine.base import clock
from web.layout.workbook import Sheet
from web.reports.simplicity.asked import MEASURES
from web.reports.simplicity.figures import Case, Comparison, Line
from web.reports.simplicity.report import Listing, Report
from web.reports.simplicity.words import HEADS, by_name, case_head
from workflows.registers.organisation.model import body_of

WIDE, NARROW = 44, 14


def simplicity_sheets(report: Report, cases: Listing) -> list[Sheet]:
    """Return the tables of the page, the last one with the cases that its figures are reckoned from."""
    told = [*report.lines, *([report.total] if report.total else [])]
    sheets = [_lines(_("Simplicity"), by_name(report.asked.by), told), _lines(_("By year"), _("Year"), report.trend)]
    if report.comparison:
        sheets.append(_compared(report.comparison))
    return [*sheets, _cases(cases)]


def _lines(name: str, head: str, lines: Iterable[Line]) -> Sheet:
    heads = [head, _("Files decided"), *(_(each) for each in HEADS.values())]
    return Sheet(name, heads, [WIDE, *[NARROW] * (len(HEADS) + 1)], [_row(line) for line in lines])


def _row(line: Line) -> list[object]:
    return [line.name, line.cases, line.median, line.nine_of_ten, *(line.means[name] for name in MEASURES[1:])]


def _compared(both: Comparison) -> Sheet:
    heads = [_("Measure"), both.before.name, both.after.name, _("Difference")]
    rows = [[_(HEADS[one.name]), one.before, one.after, one.difference] for one in both.changes]
    return Sheet(_("Before and after"), heads, [WIDE, *[NARROW * 2] * 2, NARROW], rows)


def _cases(listing: Listing) -> Sheet:
    heads = [_("Number"), _("Proposed for"), _("Unit"), _("Body"), _("Award"), _("Year")]
    heads += [_("Handed in"), _("Day of decision"), *(case_head(name) for name in MEASURES)]
    rows = [_case(listing, case) for case in listing.cases]
    return Sheet(_("Files decided"), heads, [18, 34, WIDE, WIDE, 34, 8, *[NARROW] * (2 + len(MEASURES))], rows)


def _case(listing: Listing, case: Case) -> list[object]:
    one, names = case.found, listing.names
    body = body_of(one.unit)
    about = [one.code, one.name, names.unit(one.unit), names.unit(body), names.award(one.award, body), one.year]
    moments = [clock.local_day(one.handed_in), clock.local_day(one.decided)]
    return [*about, *moments, case.days, *(case.counts[name] if case.counts else None for name in MEASURES[1:])]
