"""The tasks of a view as a table for Excel."""

from collections.abc import Sequence

from flask_babel import gettext as _

from web.inbox.listing import Row
from web.layout.times import show_time
from web.layout.workbook import Sheet

WIDTHS = (34, 20, 34, 30, 30, 18, 18)


def tasks_sheet(rows: Sequence[Row]) -> Sheet:
    """Return a table with one line a task."""
    heads = (_("Proposed for"), _("Number"), _("Unit"), _("Award"), _("Step"), _("Received"), _("Deadline"))
    values = (
        (row.title, row.code, row.unit, row.award, row.step, show_time(row.created_at), show_time(row.due_at))
        for row in rows
    )
    return Sheet(_("Inbox"), heads, WIDTHS, values)
