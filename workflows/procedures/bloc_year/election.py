"""Who may head a bloc next year, and how its members voted."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from engine.base import clock
from engine.store.turns import take_turns
from workflows.procedures.bloc_year import store
from workflows.registers.awards.store import is_on_hold, years_of
from workflows.registers.organisation.model import BlocMember, BlocYear, Unit, scope_of
from workflows.registers.organisation.store import bloc_members, find_bloc_year, opened_bloc_year

POSTS = (("head", "Khối trưởng"), ("deputy", "Khối phó"))


def why_not_stand(session: Session, body: Unit, year: BlocYear) -> str:
    """Return why a body may not stand, nothing where it may.

    A unit not eligible for emulation in the year cannot be nominated (guidance of the Procuracy 2019; to be checked):
    it did not register, it failed its tasks, or something about it is pending. The present head steps back in rotation.
    """
    record = years_of(session, body).get(year.year)
    if body.code == year.head_code:
        return "Đang là khối trưởng; khối trưởng luân phiên hằng năm"
    if store.find_paper(session, year.scope, "register_targets", body.code) is None:
        return "Không đăng ký thi đua trong năm"
    if record is not None and record.rating == "NOT_DONE":
        return "Không hoàn thành nhiệm vụ trong năm"
    if is_on_hold(session, body, clock.today()):
        return "Đang bị xem xét kỷ luật, thanh tra hoặc có khiếu nại, tố cáo đang xác minh"
    return ""


def candidates(session: Session, scope: str) -> tuple[list[Unit], list[dict[str, str]]]:
    """Return who may stand, and who may not with the reason."""
    year = find_bloc_year(session, scope)
    may, may_not = [], []
    for body in bloc_members(session, scope):
        reason = why_not_stand(session, body, year)
        if reason:
            may_not.append({"name": body.name, "reason": reason})
        else:
            may.append(body)
    return may, may_not


def count_votes(session: Session, scope: str) -> dict[str, Any]:
    """Return `head`, `deputy` (the bodies with most votes, null where several have) and the `tally`."""
    names = {body.code: body.name for body in bloc_members(session, scope)}
    papers = store.papers_of(session, scope, "elect")
    found: dict[str, Any] = {"tally": []}
    for post, title in POSTS:
        votes = Counter(str(paper.answers[post]) for paper in papers)
        found["tally"] += [{"post": title, "name": names[b], "votes": n} for b, n in votes.most_common()]
        found[post] = leader_of(votes.most_common())
    if found["head"] == found["deputy"]:
        found["deputy"] = None
    return found


def leader_of(counts: Sequence[tuple[str, int]]) -> str | None:
    """Return who has more votes than anybody else."""
    if not counts or (len(counts) > 1 and counts[0][1] == counts[1][1]):
        return None
    return counts[0][0]


def hand_over(session: Session, scope: str, head: str, deputy: str) -> str:
    """Open the bloc's next year with its members, its head and its deputy; return its scope."""
    year = find_bloc_year(session, scope)
    following = scope_of(year.bloc_code, year.year + 1)
    take_turns(session, "bloc_years", str(year.year + 1))
    known = opened_bloc_year(session, following)
    if known is not None:
        known.head_code, known.deputy_code = head, deputy
        session.flush()
        return following
    session.add(
        BlocYear(
            scope=following,
            bloc_code=year.bloc_code,
            year=year.year + 1,
            head_code=head,
            deputy_code=deputy,
            flag_quota=year.flag_quota,
            quota_source=year.quota_source,
        )
    )
    session.flush()
    living = [b for b in bloc_members(session, scope) if b.valid_to is None or b.valid_to >= date(year.year + 1, 1, 1)]
    session.add_all(BlocMember(scope=following, body_code=b.code, place=n) for n, b in enumerate(living))
    session.flush()
    return following
