"""Why somebody stands aside from a vote on one case: how it concerns them, or what they did on it before.

The head of a body is by law the chair of its council, votes and signs: votes, signatures and decisions set nobody
aside. Whoever proposed, endorsed, appraised or investigated a case, or gave an opinion on it, does not vote on it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from engine.model.capacity import Deed, Involvement
from engine.store.involvement import involvement_in

SETS_ASIDE = frozenset({"propose", "endorse", "appraise", "advise", "investigate"})
# Why a member stands aside: the nominee, the head of the unit nominated, who acted on the case before, a relative, a
# party to a complaint, an interest of one's own, other.
GROUNDS = ("nominee", "head", "acted", "relative", "party", "interest", "other")
NAMED = {
    "nominee": "Hồ sơ của chính thành viên",
    "head": "Thành viên là người đứng đầu tập thể được đề nghị",
    "relative": "Hồ sơ của người thân thành viên",
}
WORDS = {
    **NAMED,
    "acted": "Thành viên đã xử lý hồ sơ ở khâu trước",
    "party": "Thành viên là người khiếu nại, tố cáo hoặc người bị khiếu nại, tố cáo",
    "interest": "Thành viên có quyền, lợi ích liên quan đến hồ sơ",
    "other": "Lý do khác",
}
# What one person alone said of another bars no seat of theirs from a vote; for every step it counts all the same.
SAID = frozenset({"said_relative", "said_sender"})
# Complaints, denunciations and revocations are confidential: the minutes do not tell that there is one.
CONFIDENTIAL = frozenset({"complaint", "revocation"})
INTEREST = "Có quyền, lợi ích hoặc công việc liên quan đến hồ sơ"


@dataclass(frozen=True)
class Recusal:
    """Why a member stands aside: one of the grounds there are, and in words; who proposed it, and who confirmed it."""

    ground: str
    reason: str = ""
    proposed: str = ""
    confirmed: str = ""


def explanation(ground: str, reason: str) -> str:
    """Return what was said besides the ground; nothing where the ground was all."""
    return "" if reason == WORDS.get(ground) else reason


def case_of(key: str) -> str:
    """Return the case that something voted on belongs to: an entry of a letter belongs to its letter."""
    return key.partition("/")[0]


def involvement_on(session: Session, keys: Iterable[str]) -> dict[str, Involvement]:
    """Return what people have to do with what is voted on, by case."""
    return involvement_in(session, sorted({case_of(key) for key in keys}))


def why_aside(done: Involvement, person: str) -> Recusal | None:
    """Return why a person stands aside from the vote on a case, or None.

    What only one other person said (`SAID`) is a reason to propose it, not yet to do so.
    """
    kinds = done.concerned.get(person, frozenset()) - SAID
    named = next((kind for kind in NAMED if kind in kinds), None)
    if named is not None:
        return Recusal(named, NAMED[named])
    if kinds:
        return Recusal("other", INTEREST)
    deeds = [deed for deed in done.deeds if person in deed.people and deed.capacity in SETS_ASIDE]
    return _acted(min(deeds, key=_order)) if deeds else None


def asides_of(session: Session, contests: Mapping[int, str], person: str) -> dict[int, Recusal]:
    """Return from which contests, of the keys by number, a person stands aside, and why."""
    done = involvement_on(session, contests.values())
    found = {no: why_aside(done[case_of(key)], person) for no, key in contests.items()}
    return {no: why for no, why in found.items() if why is not None}


def _order(deed: Deed) -> tuple[bool, str]:
    return deed.process_id in CONFIDENTIAL, deed.step


def _acted(deed: Deed) -> Recusal:
    if deed.process_id in CONFIDENTIAL:
        return Recusal("other", INTEREST)
    return Recusal("acted", f"Đã thực hiện bước “{deed.step}” của hồ sơ"[:300])
