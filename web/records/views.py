"""Pages of records, for auditors."""

from uuid import UUID

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from engine.base.errors import NotFoundError
from engine.store import instances, retention
from web.base.database import database
from web.layout.downloads import send_download
from web.records import export, store
from web.records.record import Record, find_record, read_steps
from web.signin.access import access, current_actor
from workflows.across.people.reading import reads_aside
from workflows.registers.ballot.roll import rolls_about, rolls_of
from workflows.registers.confidence.sight import hidden_codes, sight_of
from workflows.registers.frozen.store import rounds_of

bp = Blueprint("records", __name__, url_prefix="/kiem-tra")
REMOVED_PAGE = 100


@bp.get("")
@access("auditor")
def list_records() -> ResponseReturnValue:
    """Find a case among all there are, whoever's they are."""
    words = " ".join(request.args.get("q", "").split())[:100]
    with database().read() as reading:
        hidden = hidden_codes(reading, current_actor())
        found = store.find_cases(reading, words, after=request.args.get("after", "")[:60], hidden=hidden)
        return render_template("records/records.html", words=words, found=found)


@bp.get("/da-xoa")
@access("auditor")
def list_removed() -> ResponseReturnValue:
    """List what was removed when its time had come: which process, when, and the head of its history."""
    before = as_uuid(request.args.get("sau", ""))
    with database().read() as reading:
        found = retention.removed_instances(reading, before, REMOVED_PAGE + 1)
    rest = found[REMOVED_PAGE - 1].id if len(found) > REMOVED_PAGE else None
    return render_template("records/removed.html", found=found[:REMOVED_PAGE], rest=rest)


def as_uuid(text: str) -> UUID | None:
    """Read a cursor; what is none is the beginning."""
    try:
        return UUID(text)
    except ValueError:
        return None


@bp.get("/<code>")
@access("auditor")
def show_record(code: str) -> ResponseReturnValue:
    """Show everything that happened under a number, and who voted how on it."""
    with database().read() as reading:
        record = _readable(reading, code)
        rolls = rolls_of(reading, code) or rolls_about(reading, code)
        rounds = rounds_of(reading, code)
        return render_template("records/record.html", record=record, rolls=rolls, rounds=rounds)


@bp.get("/<code>/buoc/<uuid:instance_id>")
@access("auditor")
def show_steps(code: str, instance_id: UUID) -> ResponseReturnValue:
    """Show an instance event by event on its diagram."""
    with database().read() as reading:
        record = _readable(reading, code)
        steps = read_steps(record, instances.find_instance(reading, instance_id))
        return render_template("records/steps.html", record=record, steps=steps)


@bp.get("/<code>/tai-ve.csv")
@access("auditor")
def send_csv(code: str) -> ResponseReturnValue:
    """Send the events of a case as a table."""
    with database().read() as reading:
        text = export.write_csv(_readable(reading, code))
    return send_download(text, "text/csv; charset=utf-8", f"{code}.csv")


@bp.get("/<code>/tai-ve.json")
@access("auditor")
def send_json(code: str) -> ResponseReturnValue:
    """Send the events of a case with everything their hashes cover."""
    with database().read() as reading:
        data = export.write_json(_readable(reading, code))
    return send_download(data, "application/json", f"{code}.json")


def _readable(reading: Session, code: str) -> Record:
    """Return the record of a case that the auditor may read; of what concerns themselves they may not."""
    me = current_actor()
    if not sight_of(reading, me, code).content or reads_aside(reading, me, code):
        raise NotFoundError
    return find_record(reading, code)
