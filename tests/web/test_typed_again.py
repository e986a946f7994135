"""Forms of the bloc's year, movements, inspections, models and registration: refused, they keep every word typed."""

from datetime import timedelta
from uuid import UUID

import pytest
from flask import Flask

from engine.base import clock as clock_room
from engine.model.base import new_id
from engine.store.database import Database
from tests.web.conftest import Browser, Staff
from tests.web.typing_again import Typist
from tests.workflows.procedures.bloc_year.test_procedure import Year
from tests.workflows.procedures.bloc_year.test_silence import SILENT, QuietYear
from tests.workflows.procedures.nomination.office import BODIES, Office
from workflows.across.documents.commands import issue_document
from workflows.procedures.bloc_year.directions.commands import Asked, give_direction
from workflows.registers.inspections.model import InspectionPlan, InspectionRemedy, InspectionVisit
from workflows.registers.models.model import ExemplaryModel
from workflows.registers.movements.model import Movement, MovementMember

YEAR = "/nam-thi-dua/NAM-NC-2019"
UNIT = "VKSNDTC.VP"
OTHER = {"by_id": "khac", "by_name": "Người khác (ví dụ)"}


@pytest.fixture
def typist(app: Flask, staff: Staff) -> Typist:
    """Return somebody of the procuracy's department, who has all the rights that these forms ask for."""
    staff.hire("vu", "emulation_dept@VKSNDTC", f"unit_officer@{UNIT}", "administrator@*")
    browser = Browser(app.test_client())
    browser.sign_in("vu")
    today = clock_room.today()
    return Typist(browser, f"{today:%d/%m/%Y}", year=str(today.year), planned="12", decision="back")


def movement(code: str, state: str) -> Movement:
    today, now = clock_room.today(), clock_room.now()
    made = Movement(code=code, name="Ba nhất (ví dụ)", search=" ba nhat", unit_code="VKSNDTC", state=state)
    made.goals = made.criteria = made.subjects = "Như kế hoạch (ví dụ)"
    made.begins_on, made.ends_on = today, today + timedelta(days=300)
    made.mid_due, made.final_due = today + timedelta(days=100), today + timedelta(days=330)
    made.drafted_at = made.checked_at = made.launched_at = now
    made.drafted_by, made.drafted_by_name = OTHER.values()
    return made


def test_forms_of_movements(app: Flask, staff: Staff, typist: Typist) -> None:
    days = (1, 200, 100, 230)
    term = [f"{clock_room.today() + timedelta(days=n):%d/%m/%Y}" for n in days]
    with staff.database.transaction() as session:
        session.add_all([movement("PT-2019-001", "draft"), movement("PT-2019-002", "launched")])
        session.flush()
        joined = {"movement_code": "PT-2019-002", "unit_code": UNIT, "at": clock_room.now(), **OTHER}
        session.add(MovementMember(id=new_id(), targets="", **joined))
    names = ("begins_on", "ends_on", "mid_due", "final_due")
    typist.good |= dict(zip(names, term, strict=True))
    for page in ("/phong-trao/moi", "/phong-trao/PT-2019-001", "/phong-trao/PT-2019-002"):
        typist.try_page(page)
    sent = {"moi:goals", "moi:mid_due", "kiem-tra:lacking", "tham-gia:targets", "bao-cao:text"}
    assert sent | {"so-ket-tong-ket:held_on", "so-ket-tong-ket:results"} <= typist.tried


def test_forms_of_inspections(app: Flask, staff: Staff, typist: Typist) -> None:
    code, now, today = "KT-2019-001", clock_room.now(), clock_room.today()
    visits = [
        InspectionVisit(id=new_id(), plan_code=code, unit_code=UNIT, planned_on=today, team="Đoàn (ví dụ)", state=state)
        for state in ("planned", "found", "checked")
    ]
    for one in visits[1:]:
        one.held_on, one.findings, one.found_at = today, "Sổ ghi chậm (ví dụ)", now
        one.found_by, one.found_by_name = OTHER.values()
    remedies = [
        InspectionRemedy(id=new_id(), visit_id=visits[2].id, unit_code=UNIT, due_on=today, text="Bổ sung", state=state)
        for state in ("open", "reported")
    ]
    remedies[1].report, remedies[1].reported_at, remedies[1].reported_by = "Đã bổ sung (ví dụ)", now, "khac"
    with staff.database.transaction() as session:
        plan = InspectionPlan(code=code, unit_code="VKSNDTC", year=2019, name="Kiểm tra", search=" kiem tra", **OTHER)
        plan.content, plan.at = "Hồ sơ (ví dụ)", now
        session.add(plan)
        session.flush()
        session.add_all(visits)
        session.flush()
        session.add_all(remedies)
    pages = ("/kiem-tra-giam-sat/moi", f"/kiem-tra-giam-sat/{code}", f"/kiem-tra-giam-sat/{code}/luot/{visits[0].id}")
    for page in pages:
        typist.try_page(page)
    assert {"moi:content", "luot:planned_on", "kiem-tra:lacking", f"{remedies[0].id}:report"} <= typist.tried
    assert {f"{visits[0].id}:remedy-2", f"{visits[0].id}:due-1"} <= typist.tried


def test_forms_of_models(app: Flask, staff: Staff, typist: Typist) -> None:
    found, published = (_model(state) for state in ("found", "published"))
    with staff.database.transaction() as session:
        session.add_all([found, published])
        ids: list[UUID] = [found.id, published.id]
    for page in ("/dien-hinh/moi", *(f"/dien-hinh/{one}" for one in ids)):
        typist.try_page(page)
    assert {"moi:results", "moi:year", "kiem-tra:lacking", "ghi-nhan:since", "ghi-nhan:text"} <= typist.tried


def _model(state: str) -> ExemplaryModel:
    made = ExemplaryModel(id=new_id(), name="Một cửa", search=" mot cua", kind="collective", unit_code=UNIT, year=2019)
    made.summary, made.results, made.state, made.found_at = "Một đầu mối", "", state, clock_room.now()
    made.found_by, made.found_by_name = OTHER.values()
    return made


def test_forms_of_registration(typist: Typist) -> None:
    typist.try_page(f"/dang-ky?don-vi={UNIT}")
    typist.good["source"] = "Điều 5 Quy chế (ví dụ)"
    typist.good["from_year"] = str(clock_room.today().year)
    typist.try_page("/dang-ky/quy-dinh")
    assert {"chi-tieu:content", "chi-tieu:planned", "chi-tieu:measure"} <= typist.tried
    assert {"quy-dinh:from_year", "quy-dinh:source", "quy-dinh:reason"} <= typist.tried


def hired(app: Flask, staff: Staff, post: str, unit: str) -> Typist:
    """Return somebody of a post, signed in now: as days pass, sessions end."""
    name = post.partition("@")[0]
    staff.hire(name, post, unit=unit)
    browser = Browser(app.test_client())
    browser.sign_in(name)
    return Typist(browser, (clock_room.today() + timedelta(days=20)).isoformat())


def test_forms_of_a_blocs_year(app: Flask, database: Database, staff: Staff) -> None:
    year = QuietYear(Office(database))
    year.agree_without()
    year.sign_without()
    year.register_without()
    year.report_without()
    head = year.office.actor("bloc_head@NC-2019")
    with database.transaction() as session:
        due = clock_room.today() + timedelta(days=300)
        for _again in range(2):
            give_direction(session, "NC-2019", Asked("Rà soát", "VKSNDTC", due), by=head, key=str(new_id()))
        issue_document(session, "covenant", "NC-2019", by=head, key=str(new_id()))
    for body in BODIES:
        if body != SILENT:
            year._give("self_score", body, body, "score")
    year.wait_out("self_score")
    typist = hired(app, staff, "emulation_dept@VKSNDTC", "VKSNDTC")
    typist.good["issued_on"] = clock_room.today().isoformat()
    typist.try_page(YEAR)
    sent = {"viec:content", "viec:due_on", "ket-qua:text", "dong:note", "thao-luan:text", "di-tiep:reason"}
    assert sent | {"NC-2019:issued_on", "NC-2019:void_reason"} <= typist.tried


def test_the_form_of_a_party_committees_opinion(app: Flask, staff: Staff, database: Database) -> None:
    code = Office(database).propose_person("HCLD3")
    typist = hired(app, staff, "emulation_dept@VKSNDTC", "VKSNDTC")
    typist.good |= {"paper_on": clock_room.today().isoformat()}
    typist.try_page(f"/ho-so/{code}/y-kien-cap-uy")
    assert {f"y-kien-cap-uy:{name}" for name in ("committee", "paper_no", "paper_on", "note")} <= typist.tried


def test_the_form_that_takes_a_step_of_a_silent_head_on(app: Flask, database: Database, staff: Staff) -> None:
    Year(Office(database)).office.later(days=60)
    typist = hired(app, staff, "central_officer@BTDKTTW", "BTDKTTW")
    typist.try_page(YEAR)
    assert {"di-tiep:reason", "thao-luan:text"} <= typist.tried


def test_what_was_typed_stands_above_a_page_that_has_its_form_no_more(staff: Staff, typist: Typist) -> None:
    with staff.database.transaction() as session:
        session.add(movement("PT-2019-001", "closed"))
    typed = {"unit": UNIT, "text": "Đã có 12 sáng kiến", "_key": str(new_id())}
    answer = typist.browser.post("/phong-trao/PT-2019-001/bao-cao", typed)
    assert (answer.status_code, "Đã có 12 sáng kiến" in answer.text) == (422, True)
