"""Pages on which units register for awards, set targets and tell what they reached; and the rule of each body."""

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from typing import Any
from uuid import UUID

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import format_decimal, ngettext
from flask_babel import gettext as _

from engine.base import clock
from engine.base.errors import BangVangError
from engine.base.text import N_, Text
from engine.sheets import read_book
from web.base.database import database
from web.layout.downloads import send_download
from web.layout.keys import new_key, read_key
from web.layout.notices import notify
from web.layout.numbers import read_number
from web.parts.again import show_again
from web.parts.proposing import propose, said
from web.registration.page import chosen_year, page_of
from web.signin.access import access, current_actor
from workflows.registers.organisation.sheet.columns import RowError
from workflows.registers.organisation.store import bodies
from workflows.registers.registration import store
from workflows.registers.registration.commands import (
    MOST_TARGETS,
    REGISTRARS,
    Aim,
    RegistrationRefusedError,
    Wish,
    keep_targets,
    register_awards,
    withdraw_registration,
)
from workflows.registers.registration.ruling.actions import RULE
from workflows.registers.registration.sheet import read_list, template_workbook

bp = Blueprint("registration", __name__, url_prefix="/dang-ky")
COLUMNS = ("content", "measure", "planned", "july", "december")
MANAGER = "administrator"
READERS = (*REGISTRARS, "council_chair", "council_secretary", "auditor")
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@bp.get("")
@access(*READERS)
def show() -> ResponseReturnValue:
    """Show what the units one answers for registered for a year, and reached."""
    return _page()


@bp.post("")
@access(*REGISTRARS)
def register() -> ResponseReturnValue:
    """Register the people and the collective that were marked for an award each."""
    people, unit = request.form.getlist("people"), _unit()
    wishes = [Wish(request.form.get("award", "")[:20], person=code[:40]) for code in people]
    collective = request.form.get("collective_award", "")[:20]
    return _register([*wishes, *([Wish(collective, unit=unit)] if collective else [])])


@bp.post("/tep")
@access(*REGISTRARS)
def register_list() -> ResponseReturnValue:
    """Register whom a table names, all or nobody."""
    file = request.files.get("file")
    if file is None or not file.filename:
        return show_again(_page(), RegistrationRefusedError(Text(N_("Attach a file."))))
    book = read_book(file.read(), file.filename, current_actor().id)
    with database().read() as reading:
        listed = read_list(reading, book)
    return (_page(errors=listed.errors), 422) if listed.errors else _register(listed.wishes)


def _register(wishes: list[Wish]) -> ResponseReturnValue:
    key, me, unit, year = read_key(), current_actor(), _unit(), chosen_year(request.form)
    try:
        made = database().perform(lambda writing: register_awards(writing, unit, year, wishes, by=me, key=key))
    except RegistrationRefusedError as refused:
        return show_again(_page(), refused)
    notify(ngettext("%(num)s registration was added.", "%(num)s registrations were added.", made))
    return _back(unit, year)


@bp.get("/mau.xlsx")
@access(*REGISTRARS)
def send_template() -> ResponseReturnValue:
    """Send the empty workbook of a list."""
    return send_download(template_workbook(), WORKBOOK, "dang-ky-thi-dua.xlsx")


@bp.post("/<uuid:registration_id>/bo")
@access(*REGISTRARS)
def withdraw(registration_id: UUID) -> ResponseReturnValue:
    """Withdraw one registration."""
    key, me = read_key(), current_actor()
    try:
        database().perform(lambda writing: withdraw_registration(writing, registration_id, by=me, key=key))
    except RegistrationRefusedError as refused:
        return show_again(_page(), refused)
    notify(_("The registration was withdrawn."))
    return _back(_unit(), chosen_year(request.form))


@bp.post("/chi-tieu")
@access(*REGISTRARS)
def keep() -> ResponseReturnValue:
    """Keep a unit's targets, and what was reached of them."""
    key, me, unit, year = read_key(), current_actor(), _unit(), chosen_year(request.form)
    rows = _rows()
    try:
        aims = [_aim(at, row) for at, row in rows.items()]
        database().perform(lambda writing: keep_targets(writing, unit, year, aims, by=me, key=key))
    except RegistrationRefusedError as refused:
        names = {f"{name}#{n}": f"{name}#{at}" for n, at in enumerate(rows) for name in COLUMNS}
        return show_again(_page(), refused, names)
    notify(_("The targets were kept."))
    return _back(unit, year)


def _rows() -> dict[int, tuple[str, ...]]:
    """Return the rows of targets in which something is written, by their place on the page."""
    columns = [request.form.getlist(name)[: MOST_TARGETS + 1] for name in COLUMNS]
    return {at: row for at, row in enumerate(zip(*columns, strict=False)) if any(cell.strip() for cell in row)}


def _aim(at: int, row: Sequence[str]) -> Aim:
    content, measure, *written = row
    numbers = [_number(text, f"{name}#{at}") for name, text in zip(COLUMNS[2:], written, strict=True)]
    planned, july, december = numbers
    return Aim(" ".join(content.split()), planned or Decimal(0), measure.strip(), july, december)


def _number(written: str, field: str) -> Decimal | None:
    """Return a number as people here write it: 1.250,5 with a comma; None where nothing is written."""
    plain = written.strip().replace(".", "").replace(",", ".") if "," in written else written.strip()
    if not plain:
        return None
    try:
        found = Decimal(plain)
    except InvalidOperation:
        found = Decimal("NaN")
    if not found.is_finite():
        raise RegistrationRefusedError(Text(N_("“%(text)s” is no number."), {"text": written[:40]}), field)
    return found.quantize(Decimal("0.01"))


@bp.get("/quy-dinh")
@access(MANAGER, *READERS)
def show_rules() -> ResponseReturnValue:
    """Show which bodies consider nobody who is not registered, and the form to propose it."""
    return _rules()


@bp.post("/quy-dinh")
@access(MANAGER)
def propose_rule() -> ResponseReturnValue:
    """Propose that a body considers nobody who is not registered, or that it does again."""

    def asked() -> tuple[dict[str, Any], str]:
        year = read_number(request.form.get("from_year"), 2000, 2200) if request.form.get("is_on") == "1" else None
        if year is None and request.form.get("is_on") == "1":
            raise RegistrationRefusedError(Text(N_("Write the year in digits.")), "from_year")
        names = {"body": request.form.get("body", "")[:80], "source": request.form.get("source", "")[:400]}
        wanted = {**names, "from_year": year, "is_exact": request.form.get("is_exact") == "1"}
        return wanted, request.form.get("reason", "")

    return propose(RULE, asked, lambda error: show_again(_rules(error), error))


def _rules(error: BangVangError | None = None) -> str:
    with database().read() as reading:
        shown = {"bodies": bodies(reading), "rules": store.all_rules(reading), "asked": said(error)}
        may = {"may_propose": current_actor().holds(MANAGER), "this_year": clock.today().year, "key": new_key()}
        return render_template("registration/rules.html", form=request.form, **shown, **may)


def _unit() -> str:
    return request.form.get("don-vi", "")[:80]


def _back(unit: str, year: int) -> ResponseReturnValue:
    asked: dict[str, Any] = {"nam": year, "don-vi": unit}
    return redirect(url_for("registration.show", **asked), 303)


def _page(errors: list[RowError] | None = None) -> str:
    sent = request.form if request.method == "POST" else request.args
    with database().read() as reading:
        found = page_of(reading, current_actor(), chosen_year(sent), sent.get("don-vi", "")[:80])
        words = {"errors": errors or [], "key": new_key(), "decimal": format_decimal}
        return render_template("registration/show.html", **found, **words)
