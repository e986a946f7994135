"""Scores of a bloc's year: the scale of each member, its own points, the peers' check, what was agreed, the ranking."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from engine.base.errors import AnswersRefusedError
from engine.base.text import N_, Text
from workflows.procedures.bloc_year import store
from workflows.procedures.bloc_year.criteria.suggesting import NOTHING, suggestions_for
from workflows.procedures.bloc_year.model import BlocScore
from workflows.registers.organisation.model import Unit
from workflows.registers.organisation.store import bloc_members

PENALTY = "penalty"


def sheet_of(session: Session, scope: str, body: str) -> list[dict[str, Any]]:
    """Return a body's score sheet as its forms show it, with what is suggested where points follow the targets."""
    suggested = suggestions_for(session, scope, body)
    return [
        {
            "code": one.criterion_code,
            "criterion": f"Điểm trừ: {one.criterion}" if one.kind == PENALTY else one.criterion,
            "max": one.most,
            "score": one.self_score,
            "evidence": one.evidence,
            **suggested.get(one.criterion_code, NOTHING),
        }
        for one in store.scores_of(session, scope, body)
    ]


def keep_self_scores(
    session: Session, scope: str, body: str, rows: Sequence[Mapping[str, Any]], *, is_ranked: bool = False
) -> None:
    """Keep what a body gives itself, with its evidence; once all are ranked it agrees nothing any more."""
    for row in rows:
        one = _known(session, scope, body, row)
        one.self_score, one.evidence = _points(row.get("score"), one), str(row.get("evidence") or "")
        one.agreed = one.agreed if is_ranked else _agreed(one)
    session.flush()


def keep_checks(  # noqa: PLR0913 - whose points, by whom, and when
    session: Session, scope: str, body: str, checker: str, rows: Sequence[Mapping[str, Any]], *, is_ranked: bool = False
) -> None:
    """Keep what a peer found; where it differs, nothing is agreed until it is settled."""
    for row in rows:
        one = _known(session, scope, body, row)
        one.checked, one.checker = _points(row.get("checked"), one), checker
        one.difference = str(row.get("difference") or "")
        one.agreed = one.agreed if is_ranked else _agreed(one)
    session.flush()


def _agreed(one: BlocScore) -> Decimal | None:
    """Return what is agreed: the one word there is, or both where they are the same.

    A body that gave itself no points stands by what its peer found; one that nobody checked, by its own.
    """
    given = {points for points in (one.self_score, one.checked) if points is not None}
    return given.pop() if len(given) == 1 else None


def settle_scores(session: Session, scope: str, rows: Sequence[Mapping[str, Any]]) -> None:
    """Keep what head and deputy ruled on points in dispute."""
    for row in rows:
        one = _known(session, scope, str(row["body"]), row)
        one.agreed = _points(row.get("agreed"), one)
    session.flush()


def _known(session: Session, scope: str, body: str, row: Mapping[str, Any]) -> BlocScore:
    found = store.find_score(session, scope, body, str(row.get("code")))
    if found is None:
        raise AnswersRefusedError({"scores": Text(N_("This criterion is not on the scale."))})
    return found


def _points(value: Any, score: BlocScore) -> Decimal:
    points = None if value is None or isinstance(value, bool) else Decimal(value)
    if points is None or not 0 <= points <= score.most:
        said = {"criterion": score.criterion, "most": score.most}
        raise AnswersRefusedError({"scores": Text(N_("%(criterion)s: from 0 to %(most)s points."), said)})
    return points


def checkers_of(session: Session, scope: str) -> list[tuple[Unit, Unit]]:
    """Return each body with who checks its sheet: the next in the bloc's order."""
    bodies = bloc_members(session, scope)
    return list(zip(bodies, [*bodies[1:], *bodies[:1]], strict=True))


def disputes_of(session: Session, scope: str) -> list[dict[str, Any]]:
    """Return the points on which a body and its checker differ."""
    names = {body.code: body.name for body in bloc_members(session, scope)}
    return [
        {
            "body": one.body_code,
            "name": names[one.body_code],
            "code": one.criterion_code,
            "criterion": one.criterion,
            "max": one.most,
            "score": one.self_score,
            "checked": one.checked,
            "difference": one.difference,
        }
        for one in store.scores_of(session, scope)
        if one.agreed is None and one.checked is not None
    ]


def ranking_of(session: Session, scope: str) -> list[dict[str, Any]]:
    """Return the members by their agreed points, penalties taken off; equal points share a place."""
    totals: dict[str, Decimal] = {}
    for one in store.scores_of(session, scope):
        sign = -1 if one.kind == PENALTY else 1
        totals[one.body_code] = totals.get(one.body_code, Decimal(0)) + sign * (one.agreed or Decimal(0))
    order = sorted(bloc_members(session, scope), key=lambda body: (-totals.get(body.code, Decimal(0)), body.code))
    return [_ranked(body, totals) for body in order]


def _ranked(body: Unit, totals: Mapping[str, Decimal]) -> dict[str, Any]:
    own = totals.get(body.code, Decimal(0))
    place = 1 + sum(total > own for total in totals.values())
    return {"place": place, "body": body.code, "name": body.name, "total": own}
