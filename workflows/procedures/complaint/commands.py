"""How a complaint begins."""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from engine.base import clock
from engine.base.actor import Actor
from engine.base.errors import BangVangError, NotAllowedError
from engine.base.text import N_, Text
from engine.commands import start_instance
from engine.commands.once import once
from engine.store.instances import find_instance
from workflows.procedures.complaint.store import get_complaint
from workflows.procedures.nomination.store import find_nomination
from workflows.registers.complaints.model import KINDS, Complaint
from workflows.registers.confidence.clearance import is_covered
from workflows.registers.confidence.sight import neutral_title
from workflows.registers.confidence.store.concerned import concerned_by
from workflows.registers.confidence.store.matters import matter_about
from workflows.registers.nominations.model import Nomination
from workflows.registers.numbering.store import next_code
from workflows.registers.organisation.stamp.store import renew_stamp
from workflows.registers.organisation.store import person_by_code

PROCESS = "complaint"
ANSWERED = ("complaint", "denunciation")
"""What has a sender who is told what came of it."""
RECEIVERS = ("emulation_dept",)
NAMES = {
    "complaint": "Khiếu nại",
    "denunciation": "Tố cáo",
    "discipline": "Xem xét kỷ luật",
    "investigation": "Thanh tra, kiểm tra, điều tra",
}


class ComplaintRefusedError(BangVangError):
    """A complaint cannot be taken up as written; the text says why."""


@dataclass(frozen=True)
class Raised:
    """What was raised against a nomination: its kind, who sent it (may be empty), what it says, when it came.

    `sender_code` is the code of the sender where it is somebody known here.
    """

    kind: str
    content: str
    received_on: date
    sender: str = ""
    sender_code: str = ""

    def require_sensible(self) -> None:
        """Refuse an unknown kind, an empty text, a day to come.

        Raises ComplaintRefusedError.
        """
        if self.kind not in KINDS:
            raise ComplaintRefusedError(Text(N_("Choose what was raised.")))
        if not self.content.strip():
            raise ComplaintRefusedError(Text(N_("Say what it is about.")))
        if self.received_on > clock.today():
            raise ComplaintRefusedError(Text(N_("The day it was received cannot lie ahead.")))


def raise_complaint(session: Session, nomination: str, raised: Raised, *, by: Actor, key: str) -> Complaint:
    """Take up what was raised against a nomination and start its process.

    The caller owns the transaction. Raises NotFoundError, NotAllowedError, ComplaintRefusedError.
    """
    about = find_nomination(session, nomination, by)
    if not any(by.holds(role, about.body_code) for role in RECEIVERS):
        raise NotAllowedError(Text(N_("Only the emulation department of the body takes up complaints.")))
    _require_apart(session, about, by)
    raised.require_sensible()
    sender = _sender_of(session, raised, by)

    def work() -> dict[str, Any]:
        code = next_code(session, f"VV-{about.body_code}", clock.today().year)
        told = {"kind": raised.kind, "content": raised.content, "received_on": raised.received_on}
        made = Complaint(code=code, nomination_code=about.code, body_code=about.body_code, **told, **sender)
        made.created_at, made.created_by = clock.now(), by.id
        session.add(made)
        session.flush()
        renew_stamp(session)  # who may handle it follows from posts and from the matter
        # Kind, content and sender stand in the table only: what a process keeps, its history shows for ever.
        variables: dict[str, Any] = {"complaint": code, "nomination": about.code, "body": about.body_code}
        variables |= {"is_answered": raised.kind in ANSWERED}
        naming = {"business_key": code, "title": neutral_title(code)}
        started = start_instance(session, PROCESS, variables, by=by, key=f"{key}:start", **naming)
        return {"code": code, "instance": started.id}

    request = {"nomination": nomination, **asdict(raised), "sender": "", "sender_code": ""}
    answer = once(session, "raise_complaint", request, work, by=by, key=key)
    find_instance(session, answer["instance"])
    return get_complaint(session, answer["code"])


def _sender_of(session: Session, raised: Raised, by: Actor) -> dict[str, Any]:
    """Return the sender's name and, where it is somebody known here, their id.

    Raises ComplaintRefusedError for a code nobody has, NotAllowedError where the sender would take it up themselves.
    """
    code = raised.sender_code.strip()
    if not code:
        return {"sender": raised.sender, "sender_id": None}
    person = person_by_code(session, code)
    if person is None:
        raise ComplaintRefusedError(Text(N_("Nobody has the code %(code)s."), {"code": code}))
    if not by.is_second_to(str(person.id)):
        raise NotAllowedError(Text(N_("Who raises a matter does not take it up; somebody else must.")))
    return {"sender": raised.sender or person.full_name, "sender_id": person.id}


def _require_apart(session: Session, about: Nomination, by: Actor) -> None:
    """Let nobody take up what is about them or whom they work under; raises NotAllowedError."""
    if is_covered(session, concerned_by(session, matter_about(session, about)), by.id):
        raise NotAllowedError(Text(N_("This concerns you or somebody you work under; somebody else must take it up.")))
