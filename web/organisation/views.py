"""The page that brings in units, people and what they achieved from a file: looked at first, then taken or proposed."""

import base64
from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from engine.base.errors import BangVangError, NotFoundError
from engine.base.text import N_, Text
from engine.commands.care import takes_two
from engine.sheets import Book
from engine.store.proposals import find_act
from engine.store.turns import take_turns
from web.base.database import database
from web.layout.downloads import send_download
from web.layout.keys import new_key
from web.layout.notices import notify
from web.organisation.carried import read_sent, sent_file
from web.parts.proposing import propose
from web.signin.access import access, current_actor
from web.signin.confirming import UnconfirmedError, confirm_person, is_password_due
from web.signin.events import record
from web.signin.events.kinds import IMPORTED
from workflows.registers.awards.entering.actions import file_of, look, request_for
from workflows.registers.awards.entering.commands import import_initiatives, import_titles, import_years
from workflows.registers.awards.entering.targets import InitiativeTarget, YearTarget
from workflows.registers.awards.importing import TitleTarget
from workflows.registers.organisation.importing import PersonTarget, UnitTarget, import_people, import_units
from workflows.registers.organisation.sheet.loading import ImportReport
from workflows.registers.organisation.store import count_organisation

bp = Blueprint("people", __name__, url_prefix="/to-chuc")

MANAGER = "administrator"
Importer = Callable[..., ImportReport]
KINDS: dict[str, tuple[Importer, str]] = {
    "units": (import_units, N_("Units")),
    "people": (import_people, N_("People")),
    "titles": (import_titles, N_("Awards held")),
    "years": (import_years, N_("Ratings by year")),
    "initiatives": (import_initiatives, N_("Initiatives")),
}
COMMANDS = {kind: f"import_{kind}" for kind in KINDS}
"""The command that takes each; of what decides on awards one person proposes the file and another approves it."""
COLUMNS = {
    "units": UnitTarget.columns,
    "people": PersonTarget.columns,
    "titles": TitleTarget.columns,
    "years": YearTarget.columns,
    "initiatives": InitiativeTarget.columns,
}
MOST_SHOWN = 5_000
LARGEST_CARRIED = 1_000_000
"""Bytes of a file that the page of its preview carries along; a larger one is chosen again."""


class ShownOtherwiseError(BangVangError):
    """A file would change something else than was shown, or nothing was shown."""

    def __init__(self) -> None:
        super().__init__(Text(N_("Look once more: the file would now change what is shown here. Nothing was taken.")))


@dataclass(frozen=True)
class Sent:
    """A file that was sent: what it should hold, its bytes, and what was read of it."""

    kind: str
    data: bytes
    book: Book


@bp.get("/nhap")
@access(MANAGER)
def show_import() -> ResponseReturnValue:
    """Show what there is, and the form to load a file."""
    return _page("units", {}), 200


@bp.post("/nhap")
@access(MANAGER)
def take() -> ResponseReturnValue:
    """Show what a file would change and, asked to, take it whole."""
    kind = request.form.get("kind", "")
    data, name = sent_file()
    if kind not in KINDS or not data:
        return _page("units", {"file": Text(N_("Choose what is loaded, and a file."))}), 422
    sent = Sent(kind, data, read_sent(data, name))
    if request.form.get("act") != "take":
        return _preview(sent, {})
    if takes_two(COMMANDS[kind]):
        return _propose(sent)
    return _take_shown(sent)


def _take_shown(sent: Sent) -> ResponseReturnValue:
    try:
        confirm_person()
        report = _take(sent)
    except UnconfirmedError as refusal:
        return _preview(sent, {"_password": refusal.text}, 422)
    except ShownOtherwiseError as refused:
        return _preview(sent, {"_refused": refused.text}, 409)
    if report.errors:
        return _preview(sent, {})
    notify(
        _("%(created)d new, %(updated)d changed, %(unchanged)d as before.", created=report.created,
          updated=report.updated, unchanged=report.unchanged)
    )  # fmt: skip
    return redirect(url_for("people.show_import"), 303)


@bp.get("/nhap/de-nghi/<uuid:act_id>")
@access(MANAGER, "process_approver", "auditor")
def proposed(act_id: UUID) -> ResponseReturnValue:
    """Send a file that was proposed, to be looked at before it is approved."""
    with database().read() as reading:
        act = find_act(reading, act_id)
    if act.kind not in COMMANDS.values():
        raise NotFoundError
    return send_download(file_of(act.request), "application/octet-stream", act.request["filename"])


def _propose(sent: Sent) -> ResponseReturnValue:
    def again(error: BangVangError) -> ResponseReturnValue:
        field = "_password" if isinstance(error, UnconfirmedError) else "_refused"
        return _preview(sent, {field: error.text}, 422)

    name = COMMANDS[sent.kind]
    return propose(name, lambda: (request_for(name, sent.data, sent.book), request.form.get("reason", "")), again)


def _take(sent: Sent) -> ImportReport:
    me, load = current_actor(), KINDS[sent.kind][0]

    def work(writing: Session) -> ImportReport:
        take_turns(writing, "import", sent.kind)
        report = load(writing, sent.book, dry_run=False, by=me)
        if not report.errors:
            if report.mark != request.form.get("shown"):
                raise ShownOtherwiseError  # nothing of it is kept
            record(writing, IMPORTED[sent.kind](report.created, report.updated), by=me, about="")
        return report

    return database().perform(work)


def _look(sent: Sent) -> ImportReport:
    with database().read() as reading:
        if takes_two(COMMANDS[sent.kind]):
            return look(reading, COMMANDS[sent.kind], sent.book)
        return KINDS[sent.kind][0](reading, sent.book, dry_run=True, by=current_actor())


def _preview(sent: Sent, errors: dict[str, Text], status: int = 200) -> ResponseReturnValue:
    report = _look(sent)
    carried = base64.b64encode(sent.data).decode() if len(sent.data) <= LARGEST_CARRIED else ""
    shown = {"report": report, "carried": carried, "name": sent.book.filename, "asks_password": is_password_due()}
    shown |= {"shown": report.mark, "most": MOST_SHOWN, "key": new_key(), "reason": request.form.get("reason", "")}
    return _page(sent.kind, errors, **shown), 422 if report.errors else status


def _page(kind: str, errors: dict[str, Text], **shown: object) -> str:
    with database().read() as reading:
        counts = count_organisation(reading)
    return render_template(
        "organisation/importing.html",
        kind=kind,
        kinds=KINDS,
        proposed=[one for one, command in COMMANDS.items() if takes_two(command)],
        columns=COLUMNS,
        errors=errors,
        counts=counts,
        **shown,
    )
