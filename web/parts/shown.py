"""Documents as the page of a case shows them: those there are, and those that can be given a number."""

from dataclasses import dataclass, field
from datetime import date

from sqlalchemy.orm import Session

from engine.base import clock
from engine.base.actor import Actor
from web.layout.language import language
from workflows.across.documents.bases.store import bases_left_out
from workflows.across.documents.commands import may_issue
from workflows.across.documents.kinds import About, Kind, kinds_about
from workflows.across.documents.model import Document
from workflows.across.documents.store import documents_about, issuing_body


@dataclass(frozen=True)
class Offer:
    """A kind that is ready to be looked at, whether the person may give it its number, and which it has already.

    One that takes no number is filled in and downloaded. `left_out` counts the legal bases that the body added and
    nobody has confirmed: the paper does not print them. `on_paper` is the number it has on paper already.
    """

    key: str
    name: str
    is_numbered: bool
    may_issue: bool
    symbol: str
    since: date | None
    left_out: int = 0
    on_paper: str = ""


@dataclass(frozen=True)
class Papers:
    """The documents of a case, and the day on which they are looked at."""

    about: str
    issued: list[Document]
    offers: list[Offer]
    today: date = field(default_factory=clock.today)


def papers_of(session: Session, actor: Actor, about: About, key: str) -> Papers:
    """Return the documents of a case that the actor may see."""
    body = issuing_body(session, about, key)
    ready = [kind for kind in kinds_about(about) if kind.is_ready(session, key)]
    issued = documents_about(session, key)
    symbols = {one.kind: one.symbol for one in issued if one.voided_at is None}
    offers = [
        Offer(
            kind.key,
            kind_name(kind),
            kind.is_numbered,
            may_issue(kind, key, body, actor) and not on_paper,
            symbols.get(kind.key, ""),
            kind.since(session, key),
            bases_left_out(session, body, kind.key),
            on_paper,
        )
        for kind, on_paper in ((kind, kind.elsewhere(session, key)[0]) for kind in ready)
    ]
    return Papers(key, issued, offers)


def kind_name(kind: Kind) -> str:
    """Return the name of a kind in the language of the page."""
    return kind.name_en if language() == "en" else kind.name_vi
