"""Times and dates as people in Vietnam write them."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from flask import Flask
from flask_babel import gettext as _
from flask_babel import ngettext

from engine.base import clock

Urgency = Literal["late", "now", "soon", "later", "none"]


@dataclass(frozen=True)
class Due:
    """A deadline as a page shows it: how pressing, and in words."""

    urgency: Urgency
    label: str
    at: datetime | None


def add_template_filters(app: Flask) -> None:
    """Install the filters of this module in templates."""
    app.add_template_filter(datetime.fromisoformat, "as_moment")
    for filter_ in (show_date, show_time, show_moment, show_due):
        app.add_template_filter(filter_, filter_.__name__.removeprefix("show_"))


def show_date(value: date | datetime | None) -> str:
    """Write 23/11/2026."""
    if value is None:
        return "–"
    return (_local(value) if isinstance(value, datetime) else value).strftime("%d/%m/%Y")


def show_time(value: datetime | None) -> str:
    """Write 23/11/2026 14:05."""
    return "–" if value is None else _local(value).strftime("%d/%m/%Y %H:%M")


def show_moment(value: datetime | None) -> str:
    """Write 23/11/2026 14:05:09, for records."""
    return "–" if value is None else _local(value).strftime("%d/%m/%Y %H:%M:%S")


def show_due(value: datetime | None) -> Due:
    """Say how near a deadline is, in whole days of Vietnam."""
    if value is None:
        return Due("none", _("No deadline"), None)
    days = (_local(value).date() - clock.today()).days
    if value <= clock.now():
        late = max(-days, 0)
        return Due("late", ngettext("%(num)s day late", "%(num)s days late", late) if late else _("Late today"), value)
    if days == 0:
        return Due("now", _("Today"), value)
    if days <= 2:
        return Due("soon", ngettext("%(num)s day left", "%(num)s days left", days), value)
    return Due("later", show_date(value), value)


def _local(value: datetime) -> datetime:
    return value.astimezone(clock.local_zone())
