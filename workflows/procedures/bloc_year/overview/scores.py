"""The points of a year as a reader may know them: before the ranking stands, only those a body gave itself."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from workflows.procedures.bloc_year import store
from workflows.procedures.bloc_year.model import BlocScore
from workflows.procedures.bloc_year.scoring import PENALTY
from workflows.registers.organisation.model import Unit


@dataclass(frozen=True)
class Points:
    """A member's points; what may not be known yet, or was not given, is None."""

    body: Unit
    own: Decimal | None
    checked: Decimal | None
    agreed: Decimal | None
    place: int | None


def points_of(
    session: Session, scope: str, members: Sequence[Unit], ranking: Sequence[Mapping[str, Any]], mine: Collection[str]
) -> list[Points]:
    """Return the members' points; `ranking` is empty while it may not be known, then only `mine` see their own.

    Ranked members come in the order of their places.
    """
    by_body: dict[str, list[BlocScore]] = {}
    for one in store.scores_of(session, scope):
        by_body.setdefault(one.body_code, []).append(one)
    ranked = {str(row["body"]): row for row in ranking}
    found = [_points(body, by_body.get(body.code, []), ranked, mine) for body in members]
    return sorted(found, key=lambda one: one.place or 0)


def _points(
    body: Unit, scores: Sequence[BlocScore], ranked: Mapping[str, Mapping[str, Any]], mine: Collection[str]
) -> Points:
    row = ranked.get(body.code)
    own = _total((one.kind, one.self_score) for one in scores) if row or body.code in mine else None
    if row is None:
        return Points(body, own, None, None, None)
    return Points(body, own, _total((one.kind, one.checked) for one in scores), row["total"], int(row["place"]))


def _total(given: Iterable[tuple[str, Decimal | None]]) -> Decimal | None:
    """Return points added up, penalties taken off; None where none were given."""
    known = [-points if kind == PENALTY else points for kind, points in given if points is not None]
    return sum(known, Decimal(0)) if known else None
