"""The office that decides, as papers name it: `Bộ trưởng Bộ Tư pháp`, `Tổng Thanh tra Chính phủ`."""

from datetime import date

from sqlalchemy.orm import Session

from engine.base import clock
from workflows.across.documents.contents.letterhead import body_named
from workflows.registers.nominations.model import Nomination
from workflows.registers.organisation.model import Person
from workflows.registers.organisation.store import council_members, posts_of

SIGNS = "body_leader"
HEADS = {
    "Văn phòng": "Chánh",
    "Thanh tra": "Chánh",
    "Vụ": "Vụ trưởng",
    "Cục": "Cục trưởng",
    "Phòng": "Trưởng",
    "Ban": "Trưởng",
    "Viện": "Viện trưởng",
}
"""How who heads an office is called, by the first words of its name."""


def deciding_office(session: Session, nomination: Nomination, on: date | None = None) -> str:
    """Return the office of who heads the body that decides on a day; nothing where nobody is known to head it."""
    head = head_of(session, nomination.reviewer, on)
    post = title_of(session, head, nomination.reviewer, on) if head else ""
    return office_named(post, body_named(session, nomination.reviewer).name) if post else ""


def head_of(session: Session, unit: str, on: date | None = None) -> Person | None:
    """Return the head of a unit on a day: by law the chair of its council."""
    return next((seat.person for seat in council_members(session, unit, on) if seat.role == "chair"), None)


def title_of(session: Session, person: Person, unit: str, on: date | None = None) -> str:
    """Return what somebody is in a unit: by the post that lets them sign there, else by their position."""
    posts = [
        one.title
        for one in posts_of(session, person.id, on or clock.today())
        if (one.role, one.unit_code) == (SIGNS, unit)
    ]
    return next((title for title in posts if title), "") or person.position


def heading_of(unit: str) -> str:
    """Return the post of who heads an office: `Vụ trưởng Vụ Thi đua - Khen thưởng`, `Chánh Văn phòng`."""
    post = next((post for first, post in HEADS.items() if f"{unit} ".startswith(f"{first} ")), "Thủ trưởng")
    return f"{post} {unit}"


def office_named(post: str, body: str) -> str:
    """Return a post with its body, words that end the one and begin the other said once.

    `Tổng Thanh tra` of `Thanh tra Chính phủ` is `Tổng Thanh tra Chính phủ`.
    """
    said, named = post.split(), body.split()
    for length in range(min(len(said), len(named)), 0, -1):
        if [word.lower() for word in said[-length:]] == [word.lower() for word in named[:length]]:
            return " ".join([*said, *named[length:]])
    return f"{post} {body}".strip()
