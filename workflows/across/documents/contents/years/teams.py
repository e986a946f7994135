"""Who counts a bloc's votes, as its papers name and sign them."""

from sqlalchemy.orm import Session

from workflows.across.documents.content import Signature
from workflows.across.documents.contents.letterhead import body_named
from workflows.across.documents.contents.years.sheet import signed_by_both
from workflows.registers.ballot.sheets import count_of
from workflows.registers.organisation.model import BlocYear


def team_told(session: Session, year: BlocYear, vote: str) -> list[str]:
    """Return who counts a vote of a bloc, who leads them first; nothing where nobody was chosen."""
    found = count_of(session, year.scope, vote)
    if found is None:
        return []
    names = [
        f"{one['name']} ({body_named(session, one['body']).name}){'' if n else ' – Tổ trưởng'}"
        for n, one in enumerate(found.tellers)
    ]
    return [f"Tổ kiểm phiếu gồm {len(names)} thành viên: {'; '.join(names)}."]


def signed_by_tellers(session: Session, year: BlocYear, vote: str) -> list[Signature]:
    """Return the signatures under a record of a count: who leads the tellers beside the head, else deputy and head."""
    deputy, head = signed_by_both(session, year)
    found = count_of(session, year.scope, vote)
    if found is None:
        return [deputy, head]
    return [Signature("TM. TỔ KIỂM PHIẾU", "TỔ TRƯỞNG", str(found.tellers[0]["name"])), head]
