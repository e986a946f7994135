"""The page that brings in units and people from a file: looked at first, then taken."""

import base64
import binascii
from collections.abc import Callable

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from engine.text import N_, Text
from web.access import access, current_actor
from web.account.confirming import UnconfirmedError, confirm_person, is_password_due
from web.account.events import record
from web.database import database
from web.layout.notices import notify
from workflows.organisation.importing import PersonTarget, UnitTarget, import_people, import_units
from workflows.organisation.sheet.loading import ImportReport
from workflows.organisation.store import count_organisation

bp = Blueprint("people", __name__, url_prefix="/to-chuc")

MANAGER = "administrator"
Importer = Callable[..., ImportReport]
KINDS: dict[str, tuple[Importer, str]] = {
    "units": (import_units, N_("Units")),
    "people": (import_people, N_("People")),
}
COLUMNS = {"units": UnitTarget.columns, "people": PersonTarget.columns}
LARGEST_CARRIED = 1_000_000
"""Bytes of a file that the page of its preview carries along; a larger one is chosen again."""


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
    data, name = _file()
    if kind not in KINDS or not data:
        return _page("units", {"file": Text(N_("Choose what is loaded, and a file."))}), 422
    if request.form.get("act") != "take":
        return _preview(kind, data, name, {})
    try:
        confirm_person()
    except UnconfirmedError as refusal:
        return _preview(kind, data, name, {"_password": refusal.text}, 422)
    report = _load(kind, data, name, dry_run=False)
    if report.errors:
        return _preview(kind, data, name, {})
    notify(
        _("%(created)d new, %(updated)d changed, %(unchanged)d as before.", created=report.created,
          updated=report.updated, unchanged=report.unchanged)
    )  # fmt: skip
    return redirect(url_for("people.show_import"), 303)


def _load(kind: str, data: bytes, name: str, *, dry_run: bool) -> ImportReport:
    me, load = current_actor(), KINDS[kind][0]

    def work(writing: object) -> ImportReport:
        report = load(writing, data, name, dry_run=dry_run, by=me)
        if not dry_run and not report.errors:
            counts = {"created": report.created, "updated": report.updated}
            record(writing, f"{kind}_imported", by=me, about="", **counts)  # type: ignore[arg-type]
        return report

    return database().perform(work)


def _file() -> tuple[bytes, str]:
    """Return the file chosen, else the one that the preview carried along."""
    chosen = request.files.get("file")
    if chosen is not None and chosen.filename:
        return chosen.read(), chosen.filename
    try:
        return base64.b64decode(request.form.get("carried", ""), validate=True), request.form.get("name", "")[:200]
    except binascii.Error:
        return b"", ""


def _preview(kind: str, data: bytes, name: str, errors: dict[str, Text], status: int = 200) -> ResponseReturnValue:
    report = _load(kind, data, name, dry_run=True)
    carried = base64.b64encode(data).decode() if len(data) <= LARGEST_CARRIED else ""
    shown = {"report": report, "carried": carried, "name": name, "asks_password": is_password_due()}
    return _page(kind, errors, **shown), 422 if report.errors else status


def _page(kind: str, errors: dict[str, Text], **shown: object) -> str:
    with database().read() as reading:
        counts = count_organisation(reading)
    return render_template(
        "organisation/importing.html", kind=kind, kinds=KINDS, columns=COLUMNS, errors=errors, counts=counts, **shown
    )
