"""The page of absences."""

from datetime import date
from uuid import UUID

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from engine import commands
from engine.base import clock
from engine.base.errors import BangVangError
from engine.base.text import N_, Text
from engine.model import UserTask
from engine.ports.confidential import is_confidential
from engine.store.delegations import delegated_by
from forms.dates import read_date
from forms.errors import AnswerError
from web.base.database import database
from web.layout.keys import new_key, read_key
from web.layout.language import translate
from web.layout.notices import notify
from web.signin.access import current_actor, signed_in
from workflows.registers.organisation.absence import store
from workflows.registers.organisation.absence.commands import (
    AbsenceRefusedError,
    Away,
    accept_absence,
    announce_absence,
    cancel_absence,
    decline_absence,
    revoke_absence,
)
from workflows.registers.organisation.absence.rule import GrantRule, headed_by
from workflows.registers.organisation.model import body_of
from workflows.registers.organisation.store import find_person, people_inside, people_of_unit

bp = Blueprint("away", __name__, url_prefix="/vang-mat")
ANSWERS = {
    "nhan": (accept_absence, N_("You act for them on these days; everything is recorded as done for them.")),
    "tu-choi": (decline_absence, N_("You do not act for them.")),
    "thu-hoi": (revoke_absence, N_("The grant was revoked.")),
}


@bp.get("")
@signed_in
def show() -> ResponseReturnValue:
    """Show the person's absences, those they stand in for, and the form for another."""
    return _page({}, {}, new_key()), 200


@bp.post("")
@signed_in
def announce() -> ResponseReturnValue:
    """Announce an absence, or show what is wrong with it."""
    key, me = read_key(), current_actor()
    away, errors = _read()
    if away is None:
        return _page(errors, request.form, key), 422
    try:
        database().perform(lambda writing: announce_absence(writing, away, by=me, key=key))
    except AbsenceRefusedError as refusal:
        return _page({refusal.field: refusal.text}, request.form, key), 422
    notify(_("Your substitute was asked; they act for you on these days once they accept."))
    return redirect(url_for("away.show"), 303)


@bp.post("/<uuid:absence_id>/huy")
@signed_in
def cancel(absence_id: UUID) -> ResponseReturnValue:
    """End an absence of one's own."""
    me = current_actor()
    database().perform(lambda writing: cancel_absence(writing, absence_id, by=me))
    notify(_("The absence has ended."))
    return redirect(url_for("away.show"), 303)


@bp.post("/<uuid:absence_id>/<act>")
@signed_in
def answer(absence_id: UUID, act: str) -> ResponseReturnValue:
    """Accept or decline to act for another, or revoke a grant as the head of the body."""
    me, (command, said) = current_actor(), ANSWERS.get(act) or abort(404)
    try:
        database().perform(lambda writing: command(writing, absence_id, by=me))
        notify(_(said))
    except AbsenceRefusedError as refusal:
        notify(translate(refusal.text), "refused")
    return redirect(url_for("away.show"), 303)


@bp.post("/viec/<uuid:task_id>/thu-hoi")
@signed_in
def end_delegation(task_id: UUID) -> ResponseReturnValue:
    """End, as the head of who asked for it, that somebody prepares a task."""
    key, me = read_key(), current_actor()
    try:
        database().perform(lambda writing: commands.take_back_task(writing, task_id, by=me, key=key))
        notify(_("The task went back to who had it prepared."))
    except BangVangError as refusal:
        notify(translate(refusal.text), "refused")
    return redirect(url_for("away.show"), 303)


def _prepared(reading: Session, headed: list[str]) -> list[UserTask]:
    """Return the tasks that people under a head have prepared by somebody else; nothing of confidential matters."""
    people = people_inside(reading, headed) if headed else []
    found = delegated_by(reading, [str(one) for one in people]) if people else []
    return [task for task in found if not is_confidential(one.principal for one in task.candidates)]


def _read() -> tuple[Away | None, dict[str, Text]]:
    days: dict[str, date] = {}
    errors: dict[str, Text] = {}
    for name in ("first_day", "last_day"):
        try:
            days[name] = read_date(request.form.get(name, ""))
        except AnswerError as error:
            errors[name] = error.text
    try:
        substitute = UUID(request.form.get("substitute", ""))
    except ValueError:
        errors["substitute"] = Text(N_("Choose who acts for you."))
    if errors:
        return None, errors
    return Away(days["first_day"], days["last_day"], substitute, request.form.get("note", "")[:300]), {}


def _page(errors: dict[str, Text], typed: object, key: str) -> str:
    me = current_actor()
    with database().read() as reading:
        person = find_person(reading, me.id)
        found = store.absences_about(reading, person.id)
        today, headed = clock.today(), headed_by(me)
        near = people_of_unit(reading, body_of(person.unit_code))
        rule = GrantRule.of(reading)
        people = rule.substitutes(reading, person, near, today)
        return render_template(
            "account/away.html",
            own=[one for one in found if one.person_id == person.id],
            covered=[one for one in found if one.person_id != person.id],
            people=people,
            most_days=rule.most_days,
            granted=store.absences_in(reading, headed, today) if headed else [],
            prepared=_prepared(reading, headed),
            errors=errors,
            typed=typed,
            key=key,
            today=today,
        )
