"""The papers that the cases of a database have come to."""

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from workflows.across.documents.content import Content
from workflows.across.documents.kinds import KINDS, Kind, NotReadyError
from workflows.procedures.council_session.model import CouncilSession
from workflows.registers.nominations.model import Nomination
from workflows.registers.organisation.model import BlocYear

NOT_SHOWN = {"entries", "opinion"}
"""Kinds that no case of the example has come to: it holds no letter for many, and nobody else was asked."""


def papers_in(session: Session, kind: Kind) -> Iterator[tuple[str, Content]]:
    """Yield every case that is ready for a kind of paper, and what the paper says."""
    where = {"nomination": Nomination.code, "session": CouncilSession.code, "bloc": BlocYear.scope}
    for about in session.scalars(select(where[kind.about])).all():
        try:
            yield about, kind.content(session, about)
        except NotReadyError:
            continue


def first_papers(session: Session) -> dict[str, Content]:
    """Return the first paper of each kind."""
    found = {kind.key: next(papers_in(session, kind), None) for kind in KINDS.values()}
    return {key: one[1] for key, one in found.items() if one is not None}
