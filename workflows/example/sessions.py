"""Sessions of the example's councils: held when nominations have waited for some days, a step each time."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy.orm import Session

from engine.base import clock
from engine.store.database import Database
from engine.store.instances import active_instance, variables_of
from engine.store.tasks import OpenStep, offers_of, open_steps
from workflows.example.cases import Case
from workflows.example.deeds import Holders, complete_by_somebody
from workflows.procedures.council_session.commands import PROCESS, start_council_session
from workflows.procedures.council_session.model import CouncilSession, SessionState
from workflows.procedures.council_session.store import find_session, live_session, waiting_for_council
from workflows.procedures.council_session.tellers.commands import Team, choose_tellers

COUNTING = 3
WAIT = timedelta(days=4)
_LAST = ("second_round", "write_minutes", "sign_minutes")
Cases = Mapping[str, Case]
OPEN_FOR = timedelta(days=60)


class Councils:
    """What the councils of the example do; `cases` are all nominations by their codes, as they are opened."""

    def __init__(self, holders: Holders) -> None:
        self.holders = holders
        self.cases: dict[str, Case] = {}

    def advance(self, database: Database, body: str) -> None:
        """Do a day's work of a body's session, or call one when something has waited long enough."""
        with database.read() as session:
            is_live = live_session(session, body) is not None
            ready = [] if is_live else self._ready(session, body)
        if any(clock.now() - since >= WAIT for _, since in ready):
            self._call(database, body)
            self._do(database, body, "plan_session")
        elif is_live:
            for element in ("attendance", "open_voting", "vote") if self._is_ahead(database, body) else _LAST:
                self._do(database, body, element)

    def leave_open(self, database: Database, body: str) -> None:
        """Bring what waits to a session whose members are just voting, for who tries the product."""
        with database.read() as session:
            waits = waiting_for_council(session, body)
        if waits:
            self._call(database, body)
            self._do(database, body, "plan_session", everything=True)
            self._do(database, body, "attendance", everything=True)
            self._do(database, body, "open_voting", everything=True)

    def _is_ahead(self, database: Database, body: str) -> bool:
        """Tell whether the session is still to be held."""
        with database.read() as session:
            live = live_session(session, body)
            return live is not None and live.state == SessionState.CONVENED

    def _do(self, database: Database, body: str, element: str, *, everything: bool = False) -> None:
        """Let whoever may complete a step of a body's live session, each of its tasks."""
        with database.read() as session:
            live = live_session(session, body)
            waiting = open_steps(session, live.code) if live else []
        for task in [task for task in waiting if task.element_id == element]:
            self._answer(database, task, everything=everything)

    def _ready(self, session: Session, body: str) -> list[tuple[str, Any]]:
        found = waiting_for_council(session, body)
        return [(n.code, n.council_at) for n in found if n.code in self.cases and self.cases[n.code].stop != "council"]

    def _call(self, database: Database, body: str) -> None:
        by = self.holders[f"council_secretary@{body}"][0]
        key = f"example:session:{body}:{clock.now().isoformat()}"
        database.perform(lambda session: start_council_session(session, body, by=by, key=key))

    def _answer(self, database: Database, task: OpenStep, *, everything: bool = False) -> None:
        with database.read() as session:
            given = self.answer(session, task, everything=everything)
        if task.element_id == "attendance":
            database.perform(lambda session: self._choose(session, find_session(session, task.business_key)))
        complete_by_somebody(database, task, given, self.holders)

    def _choose(self, session: Session, sitting: CouncilSession) -> None:
        """Let the secretary choose who counts: the members seated last."""
        by, key = self.holders[f"council_secretary@{sitting.council_code}"][0], f"example:tellers:{sitting.code}"
        seats = [member.seat_no for member in sitting.members][-COUNTING:]
        choose_tellers(session, sitting.code, Team(frozenset(seats), seats[0]), by=by, key=key)

    def answer(self, session: Session, task: OpenStep, *, everything: bool) -> dict[str, Any]:
        """Return what is answered to a task of a session; raises KeyError for a step of another procedure."""
        if task.element_id == "plan_session":
            return self._plan(session, find_session(session, task.business_key), everything)
        return _ANSWERS[task.element_id](self, session, task)

    def _plan(self, session: Session, sitting: CouncilSession, everything: bool) -> dict[str, Any]:
        held = clock.now() + (timedelta() if everything else timedelta(days=1))
        return {
            "kind": "meeting",
            "held_at": held,
            "closes_at": held + (OPEN_FOR if everything else timedelta(days=9)),
            "place": "Phòng họp tầng 3",
            "everything": everything,
            "nominations": [code for code, _ in self._ready(session, sitting.council_code)],
            "quotas": [],
            "note": None,
        }

    def _attendance(self, session: Session, task: OpenStep) -> dict[str, Any]:
        found = _variables(session, task)
        seats = [one["value"] for one in found["people"]]
        return {"present": seats[:-1], "presided_by": seats[0], "recusals": found["proposed_recusals"]}

    def _opening(self, _session: Session, _task: OpenStep) -> dict[str, Any]:
        return {
            "decision": "open",
            "reason": "Hệ thống chưa có bỏ phiếu kín; các thành viên nhất trí biểu quyết công khai (ví dụ).",
        }

    def _vote(self, session: Session, task: OpenStep) -> dict[str, Any]:
        found = _variables(session, task)
        offered = set(offers_of(session, task.id))
        voter = next(v for v in found["voters"] if v["principal"] in offered)
        rows = [row for row in found["sheet"] if row["nomination"] not in voter["aside"]]
        return {
            "others": None,
            "votes": [{**row, "choice": self._choice(row["nomination"], voter["seat"])} for row in rows],
        }

    def _choice(self, code: str, seat: int) -> str:
        case = self.cases.get(code)
        return "no" if case is not None and case.fails_vote and seat % 2 else "yes"

    def _minutes(self, _session: Session, task: OpenStep) -> dict[str, Any]:
        number = int(task.business_key.rpartition("-")[2])
        text = "Hội đồng thảo luận từng hồ sơ, biểu quyết công khai (ví dụ)."
        return {"document_no": f"{number:02d}/BB-HĐTĐKT", "proceedings": text, "lower": []}

    def _signature(self, _session: Session, _task: OpenStep) -> dict[str, Any]:
        return {"decision": "approve", "signed_on": clock.today(), "comment": None}

    def _round(self, _session: Session, _task: OpenStep) -> dict[str, Any]:
        return {"decision": "settle", "nominations": [], "closes_at": None, "comment": None}


def _variables(session: Session, task: OpenStep) -> dict[str, Any]:
    running = active_instance(session, PROCESS, task.business_key)
    return variables_of(session, running.id) if running else {}


_ANSWERS: Mapping[str, Callable[[Councils, Session, OpenStep], dict[str, Any]]] = {
    "attendance": Councils._attendance,
    "open_voting": Councils._opening,
    "vote": Councils._vote,
    "write_minutes": Councils._minutes,
    "sign_minutes": Councils._signature,
    "second_round": Councils._round,
}
