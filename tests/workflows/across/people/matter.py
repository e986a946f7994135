"""One case with everything that belongs to it, as rows: a nomination, one of a unit and a letter for many that stand on
one agenda and before one bloc, a complaint about each, the revocation of an award; who acted on it; each step open.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from engine.base import clock
from engine.base.actor import Absent, Actor
from engine.base.xml import parse_xml
from engine.model import Instance, UserTask, UserTaskCandidate
from engine.model.capacity import capacity_of
from engine.store.releases import latest_release
from tests.prepared import ship
from workflows.across.people.relations.model import DeclaredRelation
from workflows.procedures.council_session.model import AgendaItem, CouncilSession, SessionMember
from workflows.registers.awards.model import TitleRecord
from workflows.registers.complaints.model import Complaint
from workflows.registers.nominations.model import LIST, Nomination, NominationEntry
from workflows.registers.organisation.folding import fold_text, name_sort_key
from workflows.registers.organisation.model import Bloc, BlocYear, Council, Person, Post, Unit
from workflows.registers.revocations.model import Revocation
from workflows.shipped import procedures

BPMN = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
ZEEBE = "{http://camunda.org/schema/zeebe/1.0}"
OFFERED = "anybody@A"
ONE, UNIT, LETTER = "N-1", "N-2", "N-3"
NOMINATIONS = (ONE, UNIT, LETTER)
COMPLAINTS = {f"K-{code}": code for code in NOMINATIONS}
REVOKED, REVOKED_UNIT = "R-1", "R-2"
SESSION, SCOPE = "PH-A-1", "NC-2019"
KEYS: Mapping[str, tuple[str, ...]] = {
    "nomination": NOMINATIONS,
    "unit_review": NOMINATIONS,
    "central_submission": NOMINATIONS,
    "complaint": tuple(COMPLAINTS),
    "revocation": (REVOKED, REVOKED_UNIT),
    "council_session": (SESSION,),
    "bloc_vote": (SCOPE,),
}
"""Under which keys the steps of each procedure stand open; a bloc's year is about no nomination."""
# Who is who, and of which nominations: whom it concerns, and in what they acted on all three.
CONCERNED: Mapping[str, tuple[str, ...]] = {
    "nominee": (ONE,),
    "listed": (LETTER,),
    "head": (UNIT,),
    "head above": (UNIT,),
    "listed head": (LETTER,),
    "sender": (ONE,),
    "relative": (ONE,),
    "listed relative": (LETTER,),
}
ACTED: Mapping[str, tuple[str, str, str]] = {
    "drafter": ("nomination", "prepare_dossier", "completed_by"),
    "endorser": ("nomination", "endorse", "completed_by"),
    "absent": ("nomination", "endorse", "completed_for"),
    "preparer": ("unit_review", "appraisal", "prepared_by"),
    "appraiser": ("unit_review", "intake", "completed_by"),
    "adviser": ("unit_review", "give_opinion", "completed_by"),
    "investigator": ("complaint", "verify", "completed_by"),
}
AUTHOR, OUTSIDER = "author", "outsider"
PEOPLE = (*CONCERNED, *ACTED, AUTHOR, OUTSIDER)
Said = Mapping[str, str]


@cache
def steps() -> dict[tuple[str, str], Said]:
    """Return what the shipped diagrams say of each step that people do."""
    found: dict[tuple[str, str], Said] = {}
    for data in (d for p in procedures() for name, d in p.files().items() if name.endswith(".bpmn")):
        for process in parse_xml(data).iter(f"{BPMN}process"):
            for task in process.iter(f"{BPMN}userTask"):
                said = {p.get("name", ""): p.get("value", "") for p in task.iter(f"{ZEEBE}property")}
                found[process.get("id", ""), task.get("id", "")] = said | {"drawn": task.get("name", "")}
    return found


class Matter:
    """The case, and its people by who they are."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.ids: dict[str, UUID] = {who: uuid4() for who in PEOPLE}
        self.titles: dict[str, UUID] = {REVOKED: uuid4(), REVOKED_UNIT: uuid4()}
        for rows in (*self._organisation(), *self._nominations(), *self._belonging()):
            session.add_all(rows)
            session.flush()
        self.instance = self._instance()
        for task in (*self._deeds(), *self._open()):
            session.add(task)
        session.flush()

    def actor(self, who: str) -> Actor:
        """Return somebody to whom every step is offered."""
        return Actor(str(self.ids[who]), who, frozenset({OFFERED}))

    def substitute_of(self, who: str) -> Actor:
        """Return somebody to whom every step is offered in place of an absent person."""
        away = Absent(str(self.ids[who]), who, frozenset({OFFERED}))
        return Actor(str(self.ids[OUTSIDER]), OUTSIDER, stands_in_for=(away,))

    def as_substitute(self, who: str) -> Actor:
        """Return a person to whom every step is offered in place of somebody who has nothing to do with the case."""
        away = Absent(str(uuid4()), "away", frozenset({OFFERED}))
        return Actor(str(self.ids[who]), who, stands_in_for=(away,))

    def _organisation(self) -> Iterator[list[Any]]:
        yield [Unit(code=code, name=code, kind="unit") for code in ("A", "A.U", "A.U.P", "A.W")]
        yield [_person(one, who) for who, one in self.ids.items()]
        heads = {"head": "A.U.P", "head above": "A.U", "listed head": "A.W"}
        yield [_post(self.ids[who], unit) for who, unit in heads.items()]
        yield [
            self._relation("relative", "nominee"),
            self._relation("listed", "listed relative"),
            self._relation("adviser", "nominee", withdrawn_at=clock.now()),
        ]
        yield [Council(code="A", body_code="A", name="Hội đồng"), Bloc(code="NC", name="Khối")]
        yield [BlocYear(scope=SCOPE, bloc_code="NC", year=2019, head_code="A", deputy_code="A")]

    def _relation(self, one: str, other: str, **more: Any) -> DeclaredRelation:
        both = {"person_id": self.ids[one], "relative_id": self.ids[other]}
        said = {"kind": "sibling", "declared_at": clock.now(), "declared_by": "x", "declared_by_name": "x"}
        return DeclaredRelation(**both, **said, **more)

    def _nominations(self) -> Iterator[list[Any]]:
        yield [
            self._nomination(ONE, subject_kind="individual", person_id=self.ids["nominee"]),
            self._nomination(UNIT, subject_kind="collective", subject_unit_code="A.U.P"),
            self._nomination(LETTER, subject_kind=LIST, subject_unit_code="A.U"),
        ]
        yield [
            NominationEntry(nomination=LETTER, no=1, person_id=self.ids["listed"], name="listed"),
            NominationEntry(nomination=LETTER, no=2, unit_code="A.W", name="A.W"),
        ]

    def _nomination(self, code: str, **subject: Any) -> Nomination:
        common = {"award_code": "LDTT", "regime": "R2017", "year": 2019, "unit_code": "A.U", "body_code": "A"}
        named = {"subject_name": code, "subject_search": code, "bloc_code": "NC", "bloc_scope": SCOPE}
        made = {"created_at": clock.now(), "created_by": str(self.ids[AUTHOR]), "bloc_at": clock.now()}
        return Nomination(code=code, stage="bloc_vote", **common, **named, **made, **subject)

    def _belonging(self) -> Iterator[list[Any]]:
        made = {"created_at": clock.now(), "created_by": "somebody"}
        raised = {"body_code": "A", "kind": "complaint", "content": "…", "received_on": clock.today(), **made}
        sent = {ONE: self.ids["sender"]}
        yield [
            Complaint(code=code, nomination_code=about, sender_id=sent.get(about), **raised)
            for code, about in COMPLAINTS.items()
        ]
        title = {"award_code": "LDTT", "year": 2019, "recorded_at": clock.now(), "recorded_by": "test"}
        yield [
            TitleRecord(id=self.titles[REVOKED], person_id=self.ids["nominee"], source=ONE, **title),
            TitleRecord(id=self.titles[REVOKED_UNIT], unit_code="A.U.P", source=UNIT, **title),
        ]
        revoking = {"body_code": "A", "ground": "fraud", **made}
        yield [Revocation(code=code, title_id=title, **revoking) for code, title in self.titles.items()]
        yield [CouncilSession(code=SESSION, council_code="A", state="convened", **made)]
        yield [_item(no, code) for no, code in enumerate(NOMINATIONS, start=1)]
        yield [
            SessionMember(session_code=SESSION, seat_no=no, person_id=self.ids[who], name=who, role="member")
            for no, who in enumerate(PEOPLE, start=1)
        ]

    def _instance(self) -> Instance:
        release = latest_release(self.session, "nomination")
        assert release is not None
        one, common = uuid4(), {"procedure": "nomination", "process_id": "nomination"}
        made = Instance(id=one, root_id=one, release_id=release.id, started_at=clock.now(), started_by="x", **common)
        self.session.add(made)
        self.session.flush()
        return made

    def _deeds(self) -> Iterator[UserTask]:
        for who, (process, element, column) in ACTED.items():
            for key in KEYS[process]:
                task = self._task(process, element, key)
                task.state, task.completed_at, task.completed_by = "completed", clock.now(), "somebody"
                one = str(self.ids[who])
                setattr(task, column, [one] if column == "prepared_by" else one)
                yield task

    def _open(self) -> Iterator[UserTask]:
        for process, element in steps():
            for key in KEYS.get(process, ()):
                task = self._task(process, element, key)
                task.candidates = [UserTaskCandidate(principal=OFFERED)]
                yield task

    def _task(self, process: str, element: str, key: str) -> UserTask:
        said = dict(steps()[process, element])
        made = {"id": uuid4(), "root_id": self.instance.id, "created_at": clock.now(), "properties": said}
        place = {"instance_id": self.instance.id, "release_id": self.instance.release_id, "procedure": process}
        step = {"process_id": process, "element_id": element, "name": said["drawn"], "business_key": key}
        return UserTask(capacity=capacity_of(said), **made, **place, **step)


def prepare(database: Any) -> None:
    """Put the shipped procedures and the catalogue into a database."""
    ship(database)


def _person(one: UUID, who: str) -> Person:
    name = f"{who} (ví dụ)"
    return Person(
        id=one, code=who, full_name=name, sort_key=name_sort_key(name), search=fold_text(name), unit_code="A",
        recruited_on=date(2010, 1, 1),
    )  # fmt: skip


def _post(person: UUID, unit: str) -> Post:
    return Post(person_id=person, role="unit_head", unit_code=unit, valid_from=date(2018, 1, 1))


def _item(no: int, code: str) -> AgendaItem:
    common = {"label": code, "unit_code": "A.U", "award_code": "LDTT", "regime": "R2017"}
    return AgendaItem(session_code=SESSION, no=no, key=code, nomination=code, **common)
