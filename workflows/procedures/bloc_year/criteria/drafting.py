"""What the head of a bloc drafts: kept as a new version where it differs, and laid on the sheets of the members."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from engine.base import clock
from engine.base.actor import Actor
from engine.base.errors import AnswersRefusedError
from engine.base.text import N_, Text
from workflows.procedures.bloc_year.criteria import store
from workflows.procedures.bloc_year.criteria.model import BlocCriteriaVersion
from workflows.procedures.bloc_year.criteria.proposal import propose, types_of, words_of
from workflows.procedures.bloc_year.criteria.rows import EVERYBODY, Criterion, read_rows, totals_of
from workflows.procedures.bloc_year.model import BlocScore

Types = Mapping[str, Sequence[str]]


def keep_draft(
    session: Session, scope: str, release: UUID, rows: Sequence[Mapping[str, Any]] | None, *, by: Actor
) -> list[Criterion]:
    """Keep a draft of the criteria and return it; without `rows` the one before, or else the proposal, stands.

    Raises AnswersRefusedError where a row lacks something or a type's points do not come to the total of its scale.
    """
    types, former = types_of(session, scope, release), store.criteria_of(session, scope)
    proposed = propose(session, types, release)
    found = (former or proposed) if rows is None else _read(rows, former or proposed, types)
    _require_totals(session, scope, types, found, proposed)
    if found != former:
        _add_version(session, scope, found, by)
        lay(session, scope, types, found)
    return found


def _read(rows: Sequence[Mapping[str, Any]], former: Sequence[Criterion], types: Types) -> list[Criterion]:
    try:
        found = read_rows(rows, former)
    except ValueError as error:
        said = {"place": error.args[0]}
        wrong = Text(N_("Criterion %(place)s in the list needs words, a group, and points above nought."), said)
        raise AnswersRefusedError({"criteria": wrong}) from None
    if not found or any(one.applies not in (EVERYBODY, *types) for one in found):
        raise AnswersRefusedError(
            {"criteria": Text(N_("Name at least one criterion, and for each to which members it applies."))}
        )
    return found


def _require_totals(
    session: Session, scope: str, types: Types, found: Sequence[Criterion], proposed: Sequence[Criterion]
) -> None:
    """Refuse a draft whose points for a type of member do not come to what the scale of the release comes to."""
    asked, given, words = totals_of(proposed, [*types]), totals_of(found, [*types]), words_of(session, scope, types)
    for kind in types:
        if given[kind] != asked[kind]:
            said = {"members": words[kind], "given": given[kind], "asked": asked[kind]}
            wrong = N_("%(members)s: the criteria come to %(given)s points without penalties, not to %(asked)s.")
            raise AnswersRefusedError({"criteria": Text(wrong, said)})


def _add_version(session: Session, scope: str, found: Sequence[Criterion], by: Actor) -> None:
    version = 1 + max((one.version for one in store.versions_of(session, scope)), default=0)
    rows = [one.row() for one in found]
    told = {"by_id": by.id, "by_name": by.name, "at": clock.now()}
    session.add(BlocCriteriaVersion(scope=scope, version=version, rows=rows, **told))
    session.flush()


def lay(session: Session, scope: str, types: Types, found: Sequence[Criterion]) -> None:
    """Give each member the sheet of its type, instead of the one it had: nothing is scored while criteria change."""
    store.clear_scores(session, scope)
    for kind, bodies in types.items():
        own = [one for one in found if one.is_for(kind)]
        session.add_all([_score(scope, body, code, one) for body in bodies for code, one in _coded(own)])
    session.flush()


def _coded(own: Sequence[Criterion]) -> list[tuple[str, Criterion]]:
    """Return the criteria of a member with their codes, one that another has too told apart by its number."""
    codes = [one.code for one in own]
    return [(one.code if one.code not in codes[:n] else f"{one.code[:30]}_{one.no}", one) for n, one in enumerate(own)]


def _score(scope: str, body: str, code: str, one: Criterion) -> BlocScore:
    return BlocScore(
        scope=scope,
        body_code=body,
        criterion_code=code,
        criterion=one.criterion,
        kind=one.kind,
        most=Decimal(one.most),
        evidence="",
        difference="",
    )
