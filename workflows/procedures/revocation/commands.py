"""How the revocation of an award begins."""

from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from engine.base import clock
from engine.base.actor import Actor
from engine.base.errors import BangVangError, NotAllowedError
from engine.base.text import N_, Text
from engine.commands import start_instance
from engine.commands.once import once
from engine.store.turns import take_turns
from workflows.procedures.revocation.store import find_title, get_revocation, running_revocation
from workflows.registers.awards.model import TitleRecord
from workflows.registers.confidence.sight import neutral_title
from workflows.registers.numbering.store import next_code
from workflows.registers.organisation.model import body_of
from workflows.registers.organisation.stamp.store import renew_stamp
from workflows.registers.revocations.model import GROUNDS, Revocation

PROCESS = "revocation"
PROPOSERS = ("emulation_dept",)
NAMES = {
    "fraud": "Gian dối trong kê khai thành tích",
    "false_papers": "Cung cấp thông tin, giấy tờ giả",
    "contrary": "Thẩm định, đề nghị trái quy định",
    "violation": "Kết luận, bản án về vi phạm trong thời gian tính thành tích",
}


class RevocationRefusedError(BangVangError):
    """A revocation cannot begin as asked; the text says why."""


def start_revocation(session: Session, title: UUID, ground: str, *, by: Actor, key: str) -> Revocation:
    """Propose to annul an award (Law 06/2022 Art. 93) and start the process.

    The caller owns the transaction. Raises NotFoundError, NotAllowedError, RevocationRefusedError.
    """
    record = find_title(session, title, by)
    body = body_of(holder_unit(record))
    if not any(by.holds(role, body) for role in PROPOSERS):
        raise NotAllowedError(Text(N_("Only the emulation department of the holder's body may propose to revoke.")))

    def work() -> dict[str, Any]:
        take_turns(session, "revocation", title)
        session.refresh(record, ["revoked_on"])
        _require_revocable(session, record, ground)
        code = next_code(session, f"TH-{body}", clock.today().year)
        made = Revocation(code=code, title_id=record.id, body_code=body, ground=ground)
        made.created_at, made.created_by = clock.now(), by.id
        session.add(made)
        session.flush()
        renew_stamp(session)  # who may handle it follows from posts and from the matter
        naming = {"business_key": code, "title": neutral_title(code)}
        start_instance(session, PROCESS, _variables(made, record), by=by, key=f"{key}:start", **naming)
        return {"code": code}

    answer = once(session, "start_revocation", {"title": title, "ground": ground}, work, by=by, key=key)
    return get_revocation(session, answer["code"])


def holder_name(record: TitleRecord) -> str:
    """Return who holds an award."""
    return record.person.full_name if record.person is not None else str(record.unit and record.unit.name)


def holder_unit(record: TitleRecord) -> str:
    """Return the unit that holds an award, or in which its holder works."""
    return record.person.unit_code if record.person is not None else str(record.unit_code)


def _require_revocable(session: Session, record: TitleRecord, ground: str) -> None:
    if ground not in GROUNDS:
        raise RevocationRefusedError(Text(N_("Choose on what ground the award is to be revoked.")))
    if record.revoked_on is not None:
        raise RevocationRefusedError(Text(N_("This award has been revoked already.")))
    running = running_revocation(session, record.id)
    if running is not None:
        text = Text(N_("The revocation of this award is under way: %(code)s."), {"code": running.code})
        raise RevocationRefusedError(text)


def _variables(made: Revocation, record: TitleRecord) -> dict[str, Any]:
    return {
        "revocation": made.code,
        "body": made.body_code,
        "ground": made.ground,
        "ground_name": NAMES[made.ground],
        "award": record.award_code,
        "award_name": record.award.name,
        "award_level": record.award.level,
        "year": record.year,
        "holder": holder_name(record),
        "decision_no": record.decision_no,
        "decided_on": record.decided_on,
    }
