"""The page of what bodies call awards: what is known of each name, and the form to have one confirmed."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from engine.base.errors import BangVangError
from web.base.database import database
from web.layout.keys import new_key
from web.parts.naming import own_name
from web.parts.proposing import propose, said
from web.signin.access import access, current_actor
from workflows.registers.awards.naming.actions import NAME
from workflows.registers.awards.naming.commands import CONFIRMED, Naming, require_source
from workflows.registers.awards.naming.store import all_called, bodies, find_called
from workflows.registers.awards.store import awards
from workflows.registers.sources import plain_source

bp = Blueprint("award_names", __name__, url_prefix="/to-chuc/ten-khen-thuong")

MANAGER = "administrator"
SECONDS = ("process_approver", "auditor")


@bp.get("")
@access(MANAGER, *SECONDS, "emulation_dept")
def show() -> ResponseReturnValue:
    """Show every name, and the form to propose one."""
    return _page(), 200


@bp.post("")
@access(MANAGER)
def propose_name() -> ResponseReturnValue:
    """Propose what a body calls an award, by the regulation that says so."""
    return propose(NAME, _asked, lambda error: (_page(error), 422))


def _asked() -> tuple[Mapping[str, Any], str]:
    """Return what is proposed, and the text it rests on as the reason. Raises NameRefusedError without one."""
    typed = _typed()
    require_source(typed.source)
    return typed.as_data(), typed.source


def _typed() -> Naming:
    form = request.form
    name, source = (" ".join(form.get(field, "").split())[:500] for field in ("name", "source"))
    return Naming(form.get("award", "")[:40], form.get("body", "")[:80], name, source)


def _page(error: BangVangError | None = None) -> str:
    with database().read() as reading:
        return render_template(
            "organisation/award_names.html",
            called=all_called(reading),
            confirmed=CONFIRMED,
            awards=awards(reading),
            bodies=bodies(reading),
            form=request.form if error else _filled(reading),
            may_propose=current_actor().holds(MANAGER),
            reads_acts=any(current_actor().holds(role) for role in (MANAGER, *SECONDS)),
            key=new_key(),
            asked=said(error),
            own_name=own_name,
            plain_source=plain_source,
        )


def _filled(reading: Session) -> Mapping[str, Any]:
    """Return what stands in the form at first: the name that was chosen, its text only where it is confirmed."""
    award, body = request.args.get("giai", "")[:40], request.args.get("co-quan", "")[:80]
    called = find_called(reading, award, body)
    if called is None:
        return MultiDict()
    source = called.source if called.status == CONFIRMED else ""
    return MultiDict({"award": award, "body": body, "name": called.name, "source": source})
