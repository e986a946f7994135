"""Pages of submission letters for many: a list read from a table, its template, and changes to its entries."""

from dataclasses import dataclass, field, replace
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from engine.base.errors import BangVangError, NotFoundError
from engine.base.text import N_, Text
from engine.sheets import read_book
from web.base.database import database
from web.cases.grounds import UNTOLD, Ground
from web.cases.proposal import KINDS, movements_for, proposing_units, years
from web.layout.downloads import send_download
from web.layout.keys import new_key, read_key
from web.layout.language import translate
from web.layout.notices import notify
from web.layout.numbers import read_number
from web.parts.naming import TYPES, load_names, type_name, unit_name
from web.signin.access import access, current_actor
from workflows.procedures.nomination.commands import PROPOSERS
from workflows.procedures.nomination.letters.checking import CheckedList
from workflows.procedures.nomination.letters.columns import KINDS as COLUMNS
from workflows.procedures.nomination.letters.columns import template_workbook
from workflows.procedures.nomination.letters.commands import ListRefusedError, add_entry, create_letter, remove_entry
from workflows.procedures.nomination.standing.rules import NominationRefusedError
from workflows.registers.awards.store import awards
from workflows.registers.organisation import store as organisation
from workflows.registers.organisation.model import body_of
from workflows.registers.organisation.sheet.table import find_table

bp = Blueprint("letters", __name__, url_prefix="/ho-so/danh-sach")
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class Typed:
    """What was chosen for a list, and what is wrong with it or with the rows of its table."""

    unit: str = ""
    year: int = 0
    kind: str = "individual"
    award: str = ""
    takes_rest: bool = False
    ground: Ground = UNTOLD
    errors: dict[str, Text] = field(default_factory=dict)
    checked: CheckedList | None = None

    def request(self) -> dict[str, Any]:
        """Return what the command that opens a letter asks for."""
        names = ("unit", "year", "kind", "award", "takes_rest")
        return {name: getattr(self, name) for name in names} | {"achievement": self.ground.achievement}


def _read(sent: Any) -> Typed:
    units, unit, year = proposing_units(current_actor()), sent.get("unit", ""), read_number(sent.get("year"))
    return Typed(
        unit=unit if unit in units else next(iter(units), ""),
        year=year if year in years() else years()[0],
        kind=sent["kind"] if sent.get("kind") in KINDS else KINDS[0],
        award=sent.get("award", "")[:40],
        takes_rest=sent.get("takes_rest") == "1",
        ground=Ground.read(sent),
    )


@bp.get("/moi")
@access(*PROPOSERS)
def new_letter() -> ResponseReturnValue:
    """Show the form that a list is opened with."""
    return _page(_read(request.args), new_key())


@bp.post("/moi")
@access(*PROPOSERS)
def create() -> ResponseReturnValue:
    """Open a letter for the rows of a table, or say which rows cannot be taken and why."""
    key, me, typed = read_key(), current_actor(), _read(request.form)
    file = request.files.get("file")
    if file is None or not file.filename:
        return _page(replace(typed, errors={"file": Text(N_("Attach a file."))}), key), 422
    if typed.ground.lacking():
        return _page(replace(typed, errors=typed.ground.lacking()), key), 422
    book = read_book(file.read(), file.filename, me.id)
    try:
        code = database().perform(lambda writing: create_letter(writing, book, **typed.request(), by=me, key=key).code)
    except ListRefusedError as refused:
        return _page(replace(typed, checked=refused.checked), new_key()), 422
    except NotFoundError:
        return _page(replace(typed, errors={"award": Text(N_("Choose the award."))}), key), 422
    except NominationRefusedError as refused:
        return _page(replace(typed, errors={"": refused.text}), key), 422
    notify(_("The file %(code)s is open.", code=code))
    for notice in find_table(book, COLUMNS[typed.kind]).notices:
        notify(translate(notice), "warning")
    return redirect(url_for("cases.show_nomination", code=code), 303)


@bp.get("/mau/<kind>.xlsx")
@access(*PROPOSERS)
def send_template(kind: str) -> ResponseReturnValue:
    """Send the empty workbook for a list."""
    if kind not in KINDS:
        raise NotFoundError
    return send_download(template_workbook(kind), WORKBOOK, f"danh-sach-{kind}.xlsx")


@bp.post("/<code>/them")
@access(*PROPOSERS)
def add(code: str) -> ResponseReturnValue:
    """Add a person or a unit to a list, by code."""
    key, me, summary = read_key(), current_actor(), request.form.get("summary", "")[:2000].strip()
    named = request.form.get("subject", "")[:80].strip()
    try:
        with database().read() as reading:
            person = organisation.person_by_code(reading, named)
        who = {"person": str(person.id)} if person else {"unit": named}
        database().perform(lambda writing: add_entry(writing, code, summary=summary, by=me, key=key, **who))
        notify(_("The entry was added."))
    except NotFoundError:
        notify(_("There is no person or unit “%(code)s” here.", code=named), "refused")
    except BangVangError as refused:
        notify(translate(refused.text), "refused")
    return redirect(url_for("cases.show_nomination", code=code, _anchor="entries"), 303)


@bp.post("/<code>/<int:number>/bo")
@access(*PROPOSERS)
def remove(code: str, number: int) -> ResponseReturnValue:
    """Take an entry off a list, with a reason."""
    key, me, reason = read_key(), current_actor(), request.form.get("reason", "")[:1000]
    try:
        database().perform(lambda writing: remove_entry(writing, code, number, reason, by=me, key=key))
        notify(_("The entry was taken off the list."))
    except NominationRefusedError as refused:
        notify(translate(refused.text), "refused")
    return redirect(url_for("cases.show_nomination", code=code, _anchor="entries"), 303)


def _page(typed: Typed, key: str) -> str:
    body = body_of(typed.unit)
    with database().read() as reading:
        names, known = load_names(reading), awards(reading)
        units = [(code, unit_name(organisation.find_unit(reading, code))) for code in proposing_units(current_actor())]
        movements = movements_for(reading, typed.unit)
        offered = [
            (a.code, names.award(a.code, body)) for a in known if typed.kind in a.subjects and a.is_given_in(body)
        ]
    types = [(code, type_name(code)) for code in TYPES if any(code in a.commendation_types for a in known)]
    choices = {"units": units, "years": years(), "awards": offered, "types": types, "movements": movements}
    return render_template("cases/letter.html", typed=typed, **choices, key=key)
