"""The page of posts and seats: who holds what, and what is proposed to be given or ended."""

import base64
from collections.abc import Mapping
from typing import Any

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from engine.base import clock
from engine.base.errors import BangVangError
from engine.base.text import Text
from web.base.database import database
from web.layout.keys import new_key
from web.layout.numbers import read_number
from web.organisation.carried import read_sent, sent_file
from web.parts.proposing import propose, said
from web.signin.access import access, current_actor
from workflows.registers.organisation.appointing import store
from workflows.registers.organisation.appointing.actions import APPOINT
from workflows.registers.organisation.appointing.commands import APPOINTER, AppointmentRefusedError, describe
from workflows.registers.organisation.appointing.lines import COLUMNS, ROLE_WORDS, SEAT, Line, Reading, lines_in
from workflows.registers.organisation.model import UnitKind
from workflows.registers.organisation.sheet.columns import CellError, day
from workflows.registers.organisation.store import unit_tree

bp = Blueprint("appointing", __name__, url_prefix="/to-chuc/chuc-trach")


@bp.get("")
@access(APPOINTER, "auditor")
def show() -> ResponseReturnValue:
    """Show posts and seats, and the forms to propose others."""
    return _page(), 200


@bp.post("")
@access(APPOINTER)
def propose_one() -> ResponseReturnValue:
    """Propose to give or end one post or seat."""
    return propose(APPOINT, lambda: (_request([_typed()]), request.form.get("reason", "")), _again)


@bp.post("/tep")
@access(APPOINTER)
def propose_file() -> ResponseReturnValue:
    """Show what a file would give and end and, asked to, propose it whole."""
    data, name = sent_file()
    reading = lines_in(read_sent(data, name)) if data else Reading()
    if request.form.get("act") != "propose" or reading.errors or not reading.lines:
        return _preview(reading, data, name)

    def again(error: BangVangError) -> ResponseReturnValue:
        return _preview(reading, data, name, error)

    return propose(APPOINT, lambda: (_request(reading.lines), request.form.get("reason", "")), again)


def _typed() -> Line:
    try:
        first = day(request.form.get("day", "").strip()) if request.form.get("day") else clock.today()
        until = day(request.form.get("until", "").strip()) if request.form.get("until") else None
    except CellError as wrong:
        raise AppointmentRefusedError(wrong.text) from None
    return Line(
        person=request.form.get("person", "").strip()[:40],
        role=request.form.get("role", "")[:40],
        unit=request.form.get("unit", "")[:80] or None,
        day=first,
        until=until,
        act="end" if request.form.get("do") == "end" else "give",
    )


def _request(lines: list[Line]) -> Mapping[str, Any]:
    return {"lines": [line.as_data() for line in lines]}


def _preview(reading: Reading, data: bytes, name: str, error: BangVangError | None = None) -> ResponseReturnValue:
    """Show what is wrong in a file, or what it would do."""
    effects: list[Text] = []
    if not reading.errors:
        try:
            with database().read() as session:
                effects = describe(session, reading.lines)
        except AppointmentRefusedError as refused:
            error = error or refused
    carried = base64.b64encode(data).decode() if effects else ""
    wrong = bool(error or reading.errors)
    return _page(error, reading=reading, effects=effects, carried=carried, name=name), 422 if wrong else 200


def _again(error: BangVangError) -> ResponseReturnValue:
    return _page(error), 422


def _wanted() -> store.Wanted:
    return store.Wanted(
        words=" ".join(request.args.get("ten", "").split())[:100],
        unit=request.args.get("don_vi", "")[:80],
        skip=read_number(request.args.get("tu"), most=1_000_000) or 0,
    )


def _page(error: BangVangError | None = None, **shown: object) -> str:
    wanted = _wanted()
    with database().read() as session:
        held = store.held_in(session, wanted, clock.today())
        return render_template(
            "organisation/appointing.html",
            wanted=wanted,
            units=[one for one in unit_tree(session) if one.kind != UnitKind.SERVICE],
            posts=held.posts,
            seats=held.seats,
            next_skip=held.next_skip,
            seat=SEAT,
            roles=ROLE_WORDS,
            columns=COLUMNS,
            may_propose=current_actor().holds(APPOINTER),
            key=new_key(),
            asked=said(error),
            **shown,
        )
