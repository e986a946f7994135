"""The criteria of a year as a reader sees them: what stands, what was said of it, and how it came about."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sqlalchemy.orm import Session

from engine.base.text import Text
from engine.model import Instance
from workflows.procedures.bloc_year import store
from workflows.procedures.bloc_year.criteria.changes import Change, changes_between
from workflows.procedures.bloc_year.criteria.opinions import Opinion, opinions_in
from workflows.procedures.bloc_year.criteria.proposal import types_of, words_of
from workflows.procedures.bloc_year.criteria.rows import EVERYBODY, Criterion, totals_of
from workflows.procedures.bloc_year.criteria.store import versions_of
from workflows.registers.awards.rules import release_of
from workflows.registers.organisation.model import Unit

COMMENT = "comment_drafts"


@dataclass(frozen=True)
class Version:
    """One draft of the criteria: who made it when, and what it changed of the one before."""

    no: int
    at: datetime
    by_name: str
    changes: list[Change]


@dataclass(frozen=True)
class DraftedCriteria:
    """The criteria that stand, what members said of each by its number, its versions (the last first), its totals."""

    rows: list[Criterion]
    opinions: dict[str, list[Opinion]]
    versions: list[Version]
    totals: list[tuple[Text, Decimal]]
    words: Mapping[str, Text]


def read_criteria(
    session: Session, scope: str, members: Sequence[Unit], instance: Instance | None
) -> DraftedCriteria | None:
    """Return the criteria of a year; None before the first draft, and for a year of a release without drafts."""
    kept = versions_of(session, scope)
    if instance is None or not kept:
        return None
    types = types_of(session, scope, release_of(session, instance.id))
    words, names = words_of(session, scope, types), {body.code: body.name for body in members}
    papers = [(names[one.body_code], one.answers) for one in store.papers_of(session, scope, COMMENT)]
    drafts = [[Criterion(**row) for row in one.rows] for one in kept]
    changes = [changes_between(before, after) for before, after in zip([drafts[0], *drafts], drafts, strict=False)]
    versions = [Version(one.version, one.at, one.by_name, made) for one, made in zip(kept, changes, strict=True)]
    totals = [(words[kind], total) for kind, total in totals_of(drafts[-1], [*types]).items()]
    named = words if len(types) > 1 else {EVERYBODY: words[EVERYBODY], **dict.fromkeys(types, words[EVERYBODY])}
    return DraftedCriteria(drafts[-1], opinions_in(papers), versions[::-1], totals, named)
