"""A small organisation whose people work through the procedures: a bloc of eight bodies, one of them in full."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from engine.base import clock
from engine.base.actor import Actor
from engine.commands import complete_task
from engine.jobs import worker
from engine.model import UserTask
from engine.model.base import new_id
from engine.store import instances, releases, states, tasks
from engine.store.database import Database
from forms import parse_form
from tests.prepared import begin_with, ship
from workflows.procedures.bloc_vote.commands import start_bloc_vote
from workflows.procedures.council_session.commands import start_council_session
from workflows.procedures.nomination.commands import create_nomination
from workflows.procedures.nomination.store import get_nomination, notices_about
from workflows.registers.awards.model import Initiative, TitleRecord, YearRecord
from workflows.registers.confidence.clearance import clearances
from workflows.registers.nominations.model import Nomination
from workflows.registers.organisation.folding import fold_text, name_sort_key
from workflows.registers.organisation.model import (
    Bloc,
    BlocMember,
    BlocYear,
    Council,
    CouncilMember,
    Person,
    Post,
    Unit,
)
from workflows.registers.organisation.store import council_members

BODIES = ("VKSNDTC", "BCA", "BQP", "BTP", "TANDTC", "TTCP", "KTNN", "BQLLANG")
UNIT = "VKSNDTC.V15"
COUNCIL_SEATS = 10
DOSSIER = {"dossier": {"summary": "Hoàn thành xuất sắc nhiệm vụ năm.", "discipline": "no", "truthful": True}}
APPROVE = {"decision": "approve"}
Walk = Callable[..., Any]


def found(database: Database) -> UUID:
    """Ship the procedures, fill in the organisation and return the id of the person who is proposed."""
    ship(database)
    subject = new_id()
    with database.transaction() as session:
        for rows in _organisation(subject):
            session.add_all(rows)
            session.flush()
    return subject


def _organisation(subject: UUID) -> list[list[Any]]:
    """Return the rows of the organisation, those that others name before them; `subject` is who is proposed."""
    units = [Unit(code=code, name=code, kind="body", place=n) for n, code in enumerate((*BODIES, "BTDKTTW"))]
    parts = [Unit(code=UNIT, name="Vụ Tổ chức cán bộ", kind="department", parent_code="VKSNDTC")]
    members = [Office._person(new_id(), f"Ủy viên {n} (ví dụ)", "VKSNDTC") for n in range(COUNCIL_SEATS)]
    person = Office._person(subject, "Trần Thị Ví Dụ (ví dụ)", UNIT)
    year = BlocYear(scope="NC-2019", bloc_code="NC", year=2019, head_code="VKSNDTC", deputy_code="BCA")
    # Ten seats at the procuracy; the other bodies' councils have three of the same people.
    seats = [
        CouncilMember(council_code=body, person_id=m.id, role="member", place=n, valid_from=date(2018, 1, 1))
        for body in BODIES
        for n, m in enumerate(members if body == "VKSNDTC" else members[:3])
    ]
    return [
        units,
        parts,
        [*members, person],
        [Bloc(code="NC", name="Khối thi đua nội chính")],
        [year],
        [BlocMember(scope="NC-2019", body_code=code, place=n) for n, code in enumerate(BODIES)],
        [Council(code=code, body_code=code, name=f"Hội đồng TĐKT {code}") for code in BODIES],
        seats,
        [YearRecord(unit_code=code, year=2019, rating="EXCELLENT") for code in BODIES],
        [YearRecord(person_id=subject, year=2019, rating="EXCELLENT")],
        [YearRecord(unit_code=UNIT, year=2019, rating="EXCELLENT", members=10, members_done=10, ldtt_members=8)],
    ]


def _walked(database: Database, kind: "type[Office]", walk: Walk, *given: Any) -> tuple[UUID, dict[str, Actor], Any]:
    office = kind(database)
    told = walk(office, *given)
    return office.subject, office.people, told


class Office:
    """The organisation, and what its people do."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.people: dict[str, Actor] = {}
        self.told: Any = None
        self.shown: set[str] = set()
        self.subject = begin_with(database, found)

    @classmethod
    def after(cls, database: Database, walk: Walk, *given: Any) -> "Office":
        """Return the organisation after `walk(office, *given)`, a function of a module; `told` is what it returned."""
        office = cls.__new__(cls)
        office.database = database
        office.subject, people, office.told = begin_with(database, _walked, cls, walk, *given)
        office.people, office.shown = dict(people), set()
        return office

    @staticmethod
    def _person(person_id: UUID, name: str, unit: str) -> Person:
        return Person(
            id=person_id,
            code=f"p{person_id}",
            full_name=name,
            sort_key=name_sort_key(name),
            search=fold_text(name),
            unit_code=unit,
            recruited_on=date(2010, 1, 1),
        )

    def actor(self, *principals: str, name: str = "") -> Actor:
        """Return the one person of this organisation who holds just these principals."""
        known = name or " ".join(principals)
        if known not in self.people:
            self.people[known] = Actor(id=known, name=known, principals=frozenset(principals))
        return self.people[known]

    def give(self, *rows: Any) -> None:
        """Add rows: titles, initiatives, holds, posts."""
        with self.database.transaction() as session:
            session.add_all(rows)

    def give_titles(self, award: str, *years: int) -> None:
        """Let the person proposed hold a title for some years."""
        common = {"person_id": self.subject, "award_code": award, "recorded_at": clock.now(), "recorded_by": "test"}
        self.give(*[TitleRecord(year=year, **common) for year in years])

    def give_initiative(self, scope: str, year: int = 2019) -> None:
        """Let the person proposed have a recognised initiative."""
        self.give(Initiative(person_id=self.subject, year=year, name="Sáng kiến", scope=scope))

    def propose_person(self, award: str, year: int = 2019) -> str:
        """Open a nomination of the person of the department and return its code."""
        asked = {"award": award, "year": year, "unit": UNIT, "person": str(self.subject)}
        with self.database.transaction() as session:
            return create_nomination(session, **asked, by=self.writer(UNIT), key=str(new_id())).code

    def propose_unit(self, award: str, year: int = 2019) -> str:
        """Open a nomination of the department itself and return its code."""
        with self.database.transaction() as session:
            by = self.writer(UNIT)
            return create_nomination(session, award=award, year=year, unit=UNIT, by=by, key=str(new_id())).code

    def seat(self, session: Any, place: int, council: str = "VKSNDTC") -> UUID:
        """Return the id of the person on a seat of a council, counted from one."""
        return council_members(session, council)[place - 1].person_id

    def propose_body(self, body: str, award: str = "CTDCP") -> str:
        """Open a nomination of a whole body and return its code."""
        by = self.actor(f"emulation_dept@{body}", name=f"{body} proposes")
        with self.database.transaction() as session:
            return create_nomination(session, award=award, year=2019, unit=body, by=by, key=str(new_id())).code

    def run(self) -> None:
        """Let the worker do what is due."""
        worker.run_until_idle(self.database)

    def later(self, **span: float) -> None:
        """Let time pass, then let the worker do what is due."""
        clock.advance(timedelta(**span))
        self.run()

    def do(self, key: str, element: str, by: Actor, /, **answers: Any) -> None:
        """Complete an open task, after building its page's form, and let the worker carry on."""
        with self.database.transaction() as session:
            by = replace(by, principals=by.principals | clearances(session, by.id, by.principals))
            task = self._find(session, key, element, by)
            self._show(session, task)
            complete_task(session, task.id, answers, by=by, key=str(new_id()))
        self.run()
        self.states(key)

    def _find(self, session: Any, key: str, element: str, by: Actor) -> UserTask:
        found = [t for t in tasks.tasks_of(session, key, open_only=True) if t.element_id == element]
        offered = [t for t in found if tasks.may_act(t, by)] or found
        assert offered, f"{element} is not open for {key}: {self.waiting(key)}"
        return offered[0]

    def _show(self, session: Any, task: UserTask) -> None:
        """Build the form in the language of its readers, and of each step once also in the other."""
        schema = releases.find_form(session, task.release_id, task.form_id)
        scope = states.scope_of(session, task.instance_id, task.id)
        context = states.scope_variables(session, task.instance_id, scope)
        for language in ("vi",) if task.element_id in self.shown else ("vi", "en"):
            assert parse_form(schema).view(context=context, language=language)
        self.shown.add(task.element_id)

    def waiting(self, key: str) -> set[str]:
        """Return the elements whose tasks are open."""
        with self.database.read() as session:
            return {task.element_id for task in tasks.tasks_of(session, key, open_only=True)}

    def offered(self, key: str, element: str) -> set[str]:
        """Return the principals an open task is offered to."""
        with self.database.read() as session:
            found = [t for t in tasks.tasks_of(session, key, open_only=True) if t.element_id == element]
            return {candidate.principal for task in found for candidate in task.candidates}

    def passed(self, key: str, process: str = "") -> set[str]:
        """Return the elements that were passed in the instances of a case."""
        with self.database.read() as session:
            found = [i for i in instances.instances_for(session, key) if process in ("", i.process_id)]
            return {e for one in found for e in instances.positions(session, one.id).past}

    def states(self, key: str) -> dict[str, str]:
        """Return the state of each process of a case; a failed step fails the test at once."""
        with self.database.read() as session:
            found = instances.instances_for(session, key)
            for one in found:
                failed = [f"{i.element_id}: {i.message}" for i in instances.open_incidents(session, one.id)]
                assert not failed, failed
            return {one.process_id: one.state for one in found}

    def variables(self, key: str, process: str) -> dict[str, Any]:
        """Return the variables of the newest instance of a process of a case."""
        with self.database.read() as session:
            one = [i for i in instances.instances_for(session, key) if i.process_id == process][-1]
            return instances.variables_of(session, one.id)

    def nomination(self, code: str) -> Nomination:
        """Return a nomination as it stands."""
        with self.database.read() as session:
            return get_nomination(session, code)

    def notices(self, key: str) -> list[tuple[str, str]]:
        """Return the notices about a case: recipient and reason."""
        with self.database.read() as session:
            return [(notice.recipient, notice.reason) for notice in notices_about(session, key)]

    # The ways that many tests begin with.

    def hand_in(self, code: str, unit: str = UNIT) -> None:
        """Let the unit write the dossier of a nomination."""
        self.do(code, "prepare_dossier", self.writer(unit), **DOSSIER)

    def writer(self, unit: str) -> Actor:
        """Return who writes dossiers of a unit."""
        if "." in unit:
            return self.actor(f"unit_officer@{unit}")
        return self.actor(f"emulation_dept@{unit}", name=f"{unit} proposes")

    def endorse(self, code: str, unit: str = UNIT) -> None:
        """Let the unit's head endorse a nomination."""
        head = f"unit_head@{unit}" if "." in unit else f"body_leader@{unit}"
        self.do(code, "endorse", self.actor(head, name=f"{unit} endorses"), **APPROVE)

    def submit(self, code: str, unit: str = UNIT) -> None:
        """Bring a nomination to its body's review."""
        self.hand_in(code, unit)
        self.endorse(code, unit)

    def appraise(self, code: str, body: str = "VKSNDTC") -> None:
        """Let the department take in and appraise a nomination."""
        department = self.actor(f"emulation_dept@{body}", name=f"{body} appraises")
        self.do(code, "intake", department, **APPROVE)
        self.do(code, "appraisal", department, opinion="qualified", note="Đủ điều kiện.")

    def meet(self, code: str, body: str = "VKSNDTC", **choices: Any) -> str:
        """Hold a session on all that waits and return its key; `yes` tells how many are for this nomination."""
        key = self.call_session(body)
        self.convene(key, body)
        seats = COUNCIL_SEATS if body == "VKSNDTC" else 3
        self.attend(key, choices.get("present", seats), body)
        self.cast_sheets(key, {code: choices["yes"]} if "yes" in choices else {})
        lower = [{"key": code, "lower_award": choices["lower"]}] if "lower" in choices else []
        self.finish_session(key, body, lower=lower)
        return key

    def call_session(self, body: str = "VKSNDTC") -> str:
        """Let the secretary of a council call a session and return its code."""
        with self.database.transaction() as session:
            by = self.actor(f"council_secretary@{body}")
            made = start_council_session(session, body, by=by, key=str(new_id())).business_key
        self.run()
        self.states(made)
        return made

    def convene(self, key: str, body: str = "VKSNDTC", **changes: Any) -> None:
        """Let the secretary put all that waits on the agenda of a session held now."""
        plan = {"kind": "meeting", "held_at": clock.now(), "closes_at": clock.now() + timedelta(days=5)}
        plan |= {"place": "Phòng họp 1", "everything": True, "quotas": [], "note": None}
        self.do(key, "plan_session", self.actor(f"council_secretary@{body}"), **(plan | changes))

    def attend(self, key: str, present: int = 9, body: str = "VKSNDTC", **changes: Any) -> None:
        """Let the secretary note that the first so many seats attend."""
        recusals = self.variables(key, "council_session")["proposed_recusals"]
        roll = {"present": [str(n) for n in range(1, present + 1)], "presided_by": "1", "recusals": recusals}
        self.do(key, "attendance", self.actor(f"council_secretary@{body}"), **(roll | changes))
        if "open_voting" in self.waiting(key):
            self.open_voting(key, body)

    def open_voting(self, key: str, body: str = "VKSNDTC", **changes: Any) -> None:
        """Let the chair confirm who stands aside, and decide to vote openly."""
        decided = {"decision": "open", "reason": "Chưa có bỏ phiếu kín trên hệ thống."}
        self.do(key, "open_voting", self.actor(f"council_chair@{body}"), **(decided | changes))

    def cast_sheets(self, key: str, yes: Mapping[str, int], *, but: Sequence[int] = ()) -> None:
        """Let every seat (but some) fill in its sheet."""
        voters = self.variables(key, "council_session")["voters"]
        for voter in voters:
            if voter["seat"] not in but:
                self.cast_sheet(key, voter, yes)

    def cast_sheet(self, key: str, voter: Mapping[str, Any], yes: Mapping[str, int]) -> None:
        """Let one seat fill in its sheet."""
        sheet = [c for c in self.variables(key, "council_session")["sheet"] if c["nomination"] not in voter["aside"]]
        votes = [{**c, "choice": "yes" if voter["seat"] <= yes.get(c["nomination"], 99) else "no"} for c in sheet]
        by = Actor(id=voter["principal"].removeprefix("person:"), name=voter["name"])
        self.do(key, "vote", by, others=None, votes=votes)

    def finish_session(self, key: str, body: str = "VKSNDTC", **changes: Any) -> None:
        """Let the secretary write the minutes and the chair sign them."""
        minutes = {"document_no": "12/BB-HĐ", "proceedings": "Thảo luận từng hồ sơ.", "lower": []}
        self.do(key, "write_minutes", self.actor(f"council_secretary@{body}"), **(minutes | changes))
        signed = {"decision": "approve", "signed_on": clock.today(), "comment": None}
        self.do(key, "sign_minutes", self.actor(f"council_chair@{body}"), **signed)

    def sign(self, code: str, body: str = "VKSNDTC") -> None:
        """Let the body's leader sign."""
        signed = {"decision": "approve", "document_no": "45/TTr", "signed_on": clock.today()}
        self.do(code, "leader_sign", self.actor(f"body_leader@{body}"), **signed)

    def review(self, code: str, body: str = "VKSNDTC") -> None:
        """Bring a nomination through its body's review."""
        self.appraise(code, body)
        self.meet(code, body)
        self.sign(code, body)

    def bring_body_to_bloc(self, body: str) -> str:
        """Open a body's nomination for the flag and bring it to where it waits for the bloc."""
        code = self.propose_body(body)
        self.submit(code, body)
        self.review(code, body)
        return code

    def call_vote(self) -> None:
        """Let the bloc's head begin the vote of 2019."""
        with self.database.transaction() as session:
            start_bloc_vote(session, "NC-2019", by=self.actor("bloc_head@NC-2019"), key=str(new_id()))

    def set_agenda(self, *codes: str, **more: Any) -> None:
        """Put nominations to the vote for a week."""
        agenda = {"nominations": list(codes), "closes_at": clock.now() + timedelta(days=7)}
        self.do("NC-2019", "prepare_agenda", self.actor("bloc_head@NC-2019"), **agenda, **more)

    def vote(self, body: str, **choices: str) -> None:
        """Let a body vote on all that stands on the sheet, `yes` unless told."""
        task_votes = self._sheet()
        votes = [{**row, "choice": choices.get(row["nomination"], "yes")} for row in task_votes]
        self.do("NC-2019", "vote", self.actor(f"bloc_voter@{body}"), votes=votes)

    def _sheet(self) -> list[dict[str, Any]]:
        contests = self.variables("NC-2019", "bloc_vote")["contests"]
        return [{"nomination": c["nomination"], "label": c["label"]} for c in contests]

    def sign_minutes(self) -> None:
        """Let the head sign the minutes, then the deputy."""
        minutes = {"document_no": "01/BB-K", "signed_on": clock.today(), "confirmed": True}
        self.do("NC-2019", "sign_minutes", self.actor("bloc_head@NC-2019"), **minutes)
        self.do("NC-2019", "cosign_minutes", self.actor("bloc_deputy@NC-2019"), confirmed=True)

    def post(self, person: UUID, role: str, unit: str) -> Post:
        """Return a post held since 2018."""
        return Post(person_id=person, role=role, unit_code=unit, valid_from=date(2018, 1, 1))


def begun(database: Database, request: pytest.FixtureRequest) -> Office:
    """Return the organisation for a test: after the walk that it, or its module, is marked with by `after`."""
    mark = request.node.get_closest_marker("after")
    return Office.after(database, *mark.args) if mark and mark.args else Office(database)


def after(walk: Walk | None = None, *given: Any) -> pytest.MarkDecorator:
    """Mark a test, or a module by `pytestmark`, whose office begins where `walk(office, *given)` has led it."""
    return pytest.mark.after.with_args(*[one for one in (walk,) if one], *given)


# Walks that many tests begin after.


def submitted(office: Office, award: str = "LDTT") -> str:
    """Bring a nomination of the person of the department to its body's review and return its code."""
    code = office.propose_person(award)
    office.submit(code)
    return code
