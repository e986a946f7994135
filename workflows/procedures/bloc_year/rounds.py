"""How the head and the deputy of a bloc are elected: quorum and majority by an editable rule, in as many rounds."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from engine.base.errors import NotFoundError
from engine.store import releases
from workflows.procedures.bloc_year import store
from workflows.procedures.bloc_year.election import POSTS
from workflows.procedures.bloc_year.model import BlocPaper
from workflows.registers.awards.rules import decide_under
from workflows.registers.confidence.clearance import CENTRAL_BOARD
from workflows.registers.organisation.model import BlocYear
from workflows.registers.organisation.store import bloc_members

Option = Mapping[str, str]
ELECT = "elect"
HEAD, ABOVE = "head", "above"
MEMBERS = "members"
BOARD = (f"central_officer@{CENTRAL_BOARD}", f"central_head@{CENTRAL_BOARD}")
FEWEST = 2
"""How many stand in a further round at least."""


@dataclass(frozen=True)
class Rule:
    """When somebody is elected: percent of members that vote at least, percent to be exceeded, of what, how often.

    `base` is `cast` (the votes) or `members`; `decides` who does when no round has: the `head`, or who stands `above`.
    """

    quorum: float
    majority: float
    base: str
    rounds: int
    decides: str

    def elects(self, votes: int, cast: int, members: int) -> bool:
        """Tell whether so many votes are enough."""
        base = members if self.base == MEMBERS else cast
        return cast * 100 >= self.quorum * members and votes * 100 > self.majority * base


def rule_of(session: Session, release: UUID, year: BlocYear) -> Rule | None:
    """Return the rule of a release; one made before there was such a table has none."""
    try:
        releases.file_of(session, release, "election.dmn")
    except NotFoundError:
        return None
    group = "cluster" if year.bloc.body_code else "bloc"
    row = decide_under(session, release, "election.dmn", "election", {"group": group})
    names = ("quorum", "majority", "base", "decides")
    return Rule(**{name: row[name] for name in names}, rounds=int(row["rounds"]))


def _deciders_of(year: BlocYear, rule: Rule) -> list[str]:
    """Return who decides when no round has elected somebody: the head, or who stands above, as principals."""
    if rule.decides == HEAD:
        return [f"bloc_head@{year.scope}"]
    if year.bloc.body_code:
        return [f"body_leader@{year.bloc.body_code}"]
    return list(BOARD)


def count_round(session: Session, scope: str, rule: Rule, before: Mapping[str, Any]) -> dict[str, Any]:
    """Return the `election` after a round: `head`, `deputy` (null where undecided), `tally`, `rounds`, and its `rule`.

    `before` is the election after the rounds before; a post that they decided stays. Who votes again votes anew: the
    papers of a round that leads to another are put aside.
    """
    papers, members = store.papers_of(session, scope, ELECT), len(bloc_members(session, scope))
    past = list(before.get("rounds") or [])
    votes = {post: _votes(papers, post) for post, _ in POSTS if before.get(post) is None}
    found: dict[str, Any] = {post: before.get(post) for post, _ in POSTS}
    found |= {post: _elected(count, len(papers), members, rule) for post, count in votes.items()}
    if found["head"] == found["deputy"]:
        found["deputy"] = None
    made = {"round": len(past) + 1, "cast": len(papers), "members": members, "votes": votes}
    found["rounds"] = [*past, made]
    found["is_next"] = None in (found["head"], found["deputy"]) and len(past) + 1 < rule.rounds
    found["tally"] = _tally_of(found, {body.code: body.name for body in bloc_members(session, scope)})
    if found["is_next"]:
        store.put_aside(session, scope, ELECT, f"{ELECT}_{made['round']}")
    return found


def following(year: BlocYear, rule: Rule, found: Mapping[str, Any], eligible: Sequence[Option]) -> dict[str, Any]:
    """Return what follows a round: another, among whom; or a decision, by whom and from whom; or the minutes."""
    posts = [post for post, _ in POSTS]
    is_tied = not found["is_next"] and any(found[post] is None for post in posts)
    standing = {f"eligible_{post}": _standing_again(post, found, eligible) for post in posts}
    choices = {post: _to_choose_from(post, found, eligible) for post in posts}
    deciders = _deciders_of(year, rule)
    return {"is_next": found["is_next"], "is_tied": is_tied, **standing, "choices": choices, "deciders": deciders}


def _votes(papers: Sequence[BlocPaper], post: str) -> dict[str, int]:
    """Return who got how many votes for a post, the most first."""
    return dict(Counter(str(one.answers[post]) for one in papers if one.answers.get(post)).most_common())


def _elected(votes: Mapping[str, int], cast: int, members: int, rule: Rule) -> str | None:
    """Return who is elected by a round: with more votes than anybody else, and as many as the rule asks for."""
    best = [body for body, count in votes.items() if count == max(votes.values())]
    return best[0] if len(best) == 1 and rule.elects(votes[best[0]], cast, members) else None


def standing_in(said: Mapping[str, Any], may: set[str]) -> dict[str, set[str]]:
    """Return who of those that may stand does so for each post in a round; nobody for one that is decided."""
    listed = {post: said.get(f"eligible_{post}") for post, _ in POSTS}
    return {post: may if rows is None else may & {str(one["value"]) for one in rows} for post, rows in listed.items()}


def _standing_again(post: str, found: Mapping[str, Any], eligible: Sequence[Option]) -> list[Option]:
    """Return who stands for a post in the next round: those with most votes, at least two; nobody where it is decided.

    Where fewer got votes all stand again.
    """
    if found[post] is not None:
        return []
    taken = {found[other] for other, _ in POSTS}
    votes = {body: count for body, count in found["rounds"][-1]["votes"].get(post, {}).items() if body not in taken}
    free = [one for one in eligible if one["value"] not in taken]
    if len(votes) < FEWEST:
        return free
    least = sorted(votes.values(), reverse=True)[FEWEST - 1]
    return [one for one in free if votes.get(one["value"], 0) >= least]


def _to_choose_from(post: str, found: Mapping[str, Any], eligible: Sequence[Option]) -> list[Option]:
    """Return whom who decides may name for a post: who is elected already, else all that may stand."""
    chosen = found[post]
    return [one for one in eligible if one["value"] == chosen] if chosen else list(eligible)


def _tally_of(found: Mapping[str, Any], names: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return the votes of all rounds as a table shows them (`{post, name, votes}`)."""
    many = len(found["rounds"]) > 1
    return [
        {"post": f"{title} (vòng {one['round']})" if many else title, "name": names[body], "votes": votes}
        for one in found["rounds"]
        for post, title in POSTS
        for body, votes in one["votes"].get(post, {}).items()
    ]
