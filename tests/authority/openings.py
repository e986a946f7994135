"""What conspirators begin with: nominations, sessions and votes, the register itself, and a procedure of their own."""

from collections.abc import Iterator
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from engine import commands
from engine.base import clock
from engine.base.actor import Actor
from engine.commands.drafts import weakened_by
from engine.model import Draft
from engine.sheets import Book, read_book
from tests.authority.forgery import PROCEDURE, forged_files
from tests.authority.plot import ALSO_FAVOURED, AWARD, BODY, FAVOURED, UNIT, WHY, YEAR, Try, proposal
from workflows.across.documents.commands import replace_template
from workflows.across.documents.proposing import request_for as paper_for
from workflows.example.people import find_somebody
from workflows.procedures.bloc_vote.commands import start_bloc_vote
from workflows.procedures.bloc_year.commands import start_bloc_year
from workflows.procedures.council_session.commands import start_council_session
from workflows.procedures.council_session.store import waiting_for_council
from workflows.procedures.nomination.commands import create_nomination
from workflows.procedures.nomination.letters.commands import create_letter
from workflows.registers.awards.entering.actions import IMPORTERS, request_for

BOTH = 2
SUMMARY = "Hoàn thành xuất sắc nhiệm vụ được giao trong năm; có sáng kiến được công nhận (ví dụ)."
FILES = {
    "import_titles": f"award_code,year,person_code\n{AWARD},{YEAR},{FAVOURED}\n",
    "import_years": f"person_code,year,rating\n{FAVOURED},{YEAR},Hoàn thành xuất sắc nhiệm vụ\n",
    "import_initiatives": f"person_code,year,name,scope\n{FAVOURED},{YEAR},Giải pháp,Toàn quốc\n",
}


def openings() -> Iterator[Try]:
    """Begin a nomination and a list of one, the bloc's year and its vote."""
    asked: dict[str, Any] = {"award": AWARD, "year": YEAR, "unit": UNIT}
    person = str(find_somebody(FAVOURED).id)
    also = find_somebody(ALSO_FAVOURED).identity.full_name
    rows = f"Mã cán bộ,Họ và tên,Tóm tắt thành tích\n{ALSO_FAVOURED},{also},{SUMMARY}\n"
    listed: dict[str, Any] = {"kind": "individual", **asked}
    yield Try("create_nomination", "", lambda s, by, key: create_nomination(s, **asked, person=person, by=by, key=key))
    yield Try("create_letter", "", lambda s, by, key: create_letter(s, book_of(rows), **listed, by=by, key=key))
    yield Try("start_bloc_year", "", lambda s, by, key: start_bloc_year(s, f"NC-{YEAR}", by=by, key=key))
    yield Try("start_bloc_vote", "", lambda s, by, key: start_bloc_vote(s, f"NC-{YEAR}", by=by, key=key))


def sessions(session: Session) -> Iterator[Try]:
    """Call a session of the council once the nomination and the list wait for it."""
    waiting = [one.code for one in waiting_for_council(session, BODY)]
    if len(waiting) == BOTH:
        yield Try("start_council_session", waiting, lambda s, by, key: start_council_session(s, BODY, by=by, key=key))


def entries() -> Iterator[Try]:
    """Write to the register and what eligibility is judged on, at once or by a proposal."""
    for name, text in FILES.items():
        load, book = IMPORTERS[name][0], book_of(text)
        yield Try(name, "", lambda s, by, _key, load=load, book=book: load(s, book, dry_run=False, by=by))
        yield proposal(name, request_for(name, text.encode(), book))


def papers() -> Iterator[Try]:
    """Have decisions and minutes say something else."""
    for kind in ("decision", "minutes"):
        paper: dict[str, Any] = {"kind": kind, "data": b"another paper", "filename": "mau.docx"}
        paper["valid_from"] = clock.today()
        yield Try(
            "replace_template", kind, lambda s, by, key, p=paper: replace_template(s, **p, by=by, key=key, note=WHY)
        )
        yield proposal("replace_template", paper_for(**paper), kind)


@cache
def book_of(text: str) -> Book:
    """Return a file as it is read, once: a process of its own reads it."""
    return read_book(text.encode(), "a.csv")


def procedures() -> Iterator[Try]:
    """Draw a procedure that enters the award without asking anybody."""
    yield Try("save_draft", "", save_forgery)


def save_forgery(session: Session, by: Actor, key: str) -> None:
    """Save the procedure as a draft."""
    commands.save_draft(session, PROCEDURE, forged_files(), by=by, key=key)


def with_draft(draft: Draft) -> Iterator[Try]:
    """Submit a draft, and approve it with all that it weakens."""
    on: UUID = draft.id
    yield Try("submit_draft", on, lambda s, by, key: commands.submit_draft(s, on, by=by, key=key))
    yield Try("approve_draft", on, lambda s, by, key: approve(s, on, by, key))


def approve(session: Session, draft_id: UUID, by: Actor, key: str) -> None:
    """Approve a draft, taking note of everything it weakens."""
    marks = [one.mark for one in weakened_by(session, session.get_one(Draft, draft_id))]
    commands.approve_draft(session, draft_id, by=by, key=key, noted=marks)
