"""What points a member might give itself on a criterion tied to the targets it registered: a suggestion, never more."""

from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from sqlalchemy.orm import Session

from workflows.procedures.bloc_year import store
from workflows.procedures.bloc_year.criteria.rows import Kind
from workflows.procedures.bloc_year.criteria.store import criteria_of
from workflows.procedures.bloc_year.model import BlocScore

REPORT = "midyear_report"
NOTHING = {"suggested": None, "reached": None, "planned": None}


def suggestions_for(session: Session, scope: str, body: str) -> dict[str, dict[str, Any]]:
    """Return by code of criterion the points in proportion to the targets reached, as the body last reported them.

    Each is `{suggested, reached, planned}`; a body that reported none gets no suggestion.
    """
    paper = store.find_paper(session, scope, REPORT, body)
    planned, reached = (paper.answers.get(name) for name in ("tasks_planned", "tasks_done")) if paper else (None, None)
    if not planned or reached is None:
        return {}
    drafted = [one for one in criteria_of(session, scope) if one.tied and one.kind != Kind.PENALTY]
    tied = {(one.criterion, one.most) for one in drafted}  # of a code each type may have its own
    scores = [one for one in store.scores_of(session, scope, body) if (one.criterion, one.most) in tied]
    return {
        one.criterion_code: {"suggested": _share(one, reached, planned), "reached": reached, "planned": planned}
        for one in scores
    }


def _share(one: BlocScore, reached: Any, planned: Any) -> Decimal:
    share = one.most * Decimal(reached) / Decimal(planned)
    return min(one.most, share.quantize(Decimal("0.1"), ROUND_HALF_UP))
