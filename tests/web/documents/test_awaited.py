"""Every step that signs shows the paper to be signed, and what is issued then says the same but for the signature."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest
from lxml import html

from engine.base.actor import Actor
from engine.bpmn.build.library import prepare
from engine.bpmn.check.decisive import is_final
from engine.model.base import new_id
from engine.sheets import read_book
from engine.store.database import Database
from tests.web.conftest import Browser, Staff
from tests.web.documents.test_papers import packed, text_of
from tests.workflows.procedures.bloc_year.test_procedure import KEY, SCOPE
from tests.workflows.procedures.bloc_year.test_silence import SILENT, QuietYear
from tests.workflows.procedures.nomination.letters.test_five_hundred import SUMMARY, workbook
from tests.workflows.procedures.nomination.office import BODIES, UNIT, Office
from workflows.across.documents.awaited import PAPERS, AwaitedPaper, awaited_paper
from workflows.across.documents.commands import issue_document
from workflows.across.documents.content import Content, content_of
from workflows.procedures.nomination.letters.commands import create_letter
from workflows.registers.awards.model import YearRecord
from workflows.shipped import procedures

Step = tuple[str, str]
NO_PAPER: dict[Step, str] = {
    ("bloc_year", "decide_tie"): "chooses between two; the minutes of the election tell it",
    ("central_submission", "central_council"): "records what the Central Council decided on paper",
    ("central_submission", "submit_pm"): "the Board's own request is written in the Board's own system",
    ("central_submission", "record_decision"): "records a decision that came on paper",
    ("complaint", "conclude"): "its conclusion is written in the form itself",
    ("revocation", "leader_decide"): "its decision is written in the form itself",
    ("revocation", "central_decide"): "records a decision that came on paper",
}
"""Steps that decide and sign no paper made here, and why."""
POSTS: dict[Step, str] = {
    ("nomination", "endorse"): f"unit_head@{UNIT}",
    ("unit_review", "leader_sign"): "body_leader@VKSNDTC",
    ("council_session", "sign_minutes"): "council_chair@VKSNDTC",
    ("bloc_vote", "sign_minutes"): "emulation_dept@VKSNDTC",
    ("bloc_vote", "cosign_minutes"): "emulation_dept@BCA",
    ("bloc_year", "sign_covenant"): f"body_leader@{BODIES[0]}",
    ("bloc_year", "late_sign_covenant"): f"body_leader@{SILENT}",
    ("bloc_year", "sign_minutes"): "emulation_dept@VKSNDTC",
}
SIGNED_PAGE = "II. Các đơn vị ký giao ước"  # of a covenant: its signatures


def signing_steps() -> Iterator[Step]:
    """Return every step of a shipped process that cannot be taken back, but votes."""
    for procedure in procedures():
        for name, definition in prepare(procedure.files()).definitions.items():
            for element in definition.process.elements.values():
                if is_final(element) and element.properties.get("capacity") not in (None, "vote"):
                    yield name, element.id


def test_every_step_that_signs_or_decides_has_its_paper_or_a_reason_to_have_none() -> None:
    assert set(signing_steps()) == set(PAPERS) | set(NO_PAPER)


def unsigned(content: Content) -> Content:
    """Return what a paper says but for who signed it."""
    return replace(content, signatures=[], sections=[one for one in content.sections if one.heading != SIGNED_PAGE])


def passages(content: Content) -> list[str]:
    """Return every text of a paper that is not a signature's."""
    found = [content.issuer.upper(), content.title, content.about, *content.addressed_lines, *content.bases]
    for section in (*content.sections, *content.enclosed):
        found += [section.heading, *section.paragraphs]
        found += [cell for row in (section.table.rows if section.table else []) for cell in row]
    return found


class Signers(Office):
    """The organisation: at each step that signs, its page is looked at before, and what can be issued after."""

    def __init__(self, database: Database, browser: Browser, staff: Staff) -> None:
        super().__init__(database)
        self.browser, self.staff = browser, staff
        self.seen: set[Step] = set()
        self.compared: set[tuple[Step, str]] = set()

    def do(self, key: str, element: str, by: Actor, /, **answers: Any) -> None:
        """Complete an open task; of one that signs, look at its page before, and at what is issued after."""
        with self.database.read() as session:
            task = self._find(session, key, element, by)
            step, awaited = (task.process_id, element), awaited_paper(session, task, answers)
            shown = awaited_paper(session, task, {})
            task_id = task.id
        if awaited and shown and answers.get("decision") != "return":
            self._look(step, task_id, shown)
        super().do(key, element, by, **answers)
        if awaited and answers.get("decision") != "return":
            self._compare(step, awaited)

    def _look(self, step: Step, task_id: UUID, awaited: AwaitedPaper) -> None:
        name = f"{step[0]}-{step[1]}".replace("_", ".")
        if step not in self.seen:
            self.staff.hire(name, POSTS[step], unit=POSTS[step].partition("@")[2], name="Người ký (ví dụ)")
        self.browser.client.delete_cookie("bangvang")
        self.browser.sign_in(name)
        answer = self.browser.get(f"/viec/{task_id}")
        if answer.status_code == 404 and step in self.seen:
            return  # another body's
        [paper] = html.fromstring(answer.text).xpath('//*[contains(@class, "paper-frame")]')
        said = packed(paper.text_content())
        assert [one for one in passages(awaited.content) if packed(one) not in said] == []
        assert packed("chưa ký") in said
        self.seen.add(step)

    def _compare(self, step: Step, awaited: AwaitedPaper) -> None:
        """Compare what was shown with what there is after the signature, where there is it by now."""
        with self.database.read() as session:
            if not awaited.kind.is_ready(session, awaited.about):
                return
            made = awaited.kind.content(session, awaited.about)
        assert unsigned(made) == unsigned(awaited.content)
        self.compared.add((step, awaited.kind.key))


@pytest.fixture
def office(database, clock, browser: Browser, staff: Staff) -> Signers:
    return Signers(database, browser, staff)


def letter(office: Signers) -> str:
    """Open a letter for two people."""
    made = [office._person(new_id(), f"Nguyễn Văn {n} (ví dụ)", UNIT) for n in range(2)]
    office.give(*made)
    office.give(*[YearRecord(person_id=one.id, year=2019, rating="EXCELLENT") for one in made])
    data = read_book(workbook([[one.code, one.full_name, SUMMARY] for one in made]), "ds.xlsx")
    asked = {"award": "LDTT", "year": 2019, "unit": UNIT, "kind": "individual"}
    with office.database.transaction() as session:
        return create_letter(session, data, **asked, by=office.writer(UNIT), key="new").code


def test_nominations_and_votes_show_what_is_signed_as_it_is_issued(office: Signers) -> None:
    person, many = office.propose_person("LDTT"), letter(office)
    for code in (person, many):
        office.submit(code)
        office.appraise(code)
    sitting = office.meet(person)
    for code in (person, many):
        office.sign(code)
    flag = office.bring_body_to_bloc("VKSNDTC")
    office.call_vote()
    office.set_agenda(flag)
    for body in BODIES:
        office.vote(body)
    office.sign_minutes()
    kinds = {(step[1], kind) for step, kind in office.compared}
    assert kinds == {
        *(("endorse", "achievements"), ("endorse", "entries"), ("sign_minutes", "minutes")),
        *(("leader_sign", "decision"), ("leader_sign", "request"), ("sign_minutes", "bloc_count")),
        ("cosign_minutes", "bloc_count"),
    }
    with office.database.transaction() as session:
        by = office.actor("council_secretary@VKSNDTC")
        issued = content_of(issue_document(session, "minutes", sitting, by=by, key="issue").content)
    assert "Thảo luận từng hồ sơ." in passages(issued)


def test_the_paper_to_be_signed_is_sent_as_pdf_to_who_signs_it_and_to_nobody_after(
    office: Signers, browser: Browser, staff: Staff
) -> None:
    code = office.propose_person("LDTT")
    office.hand_in(code)
    staff.hire("thutruong", f"unit_head@{UNIT}", unit=UNIT)
    staff.hire("khac", "unit_head@BCA", unit="BCA")
    with office.database.read() as session:
        task = office._find(session, code, "endorse", office.actor(f"unit_head@{UNIT}"))
        awaited = awaited_paper(session, task, {})
        address = f"/van-ban/cho-ky/{task.id}.pdf"
    assert awaited
    browser.sign_in("thutruong")
    said = text_of(browser.get(address).data)
    assert [one for one in passages(awaited.content) if packed(one) not in said] == []
    office.endorse(code)
    assert browser.get(address).status_code == 404
    browser.sign_in("khac")
    assert browser.get(address).status_code == 404


def look_at_a_draft(office: Signers, browser: Browser, staff: Staff) -> None:
    """Find in the minutes that wait what was typed into their draft."""
    staff.hire("nhap", "emulation_dept@VKSNDTC")
    browser.client.delete_cookie("bangvang")
    browser.sign_in("nhap")
    with office.database.read() as session:
        task_id = office._find(session, KEY, "sign_minutes", office.actor(f"bloc_head@{SCOPE}")).id
    browser.post(f"/viec/{task_id}/ban-nhap", {"content": "Đã tổng kết", "place": "Hội trường A"})
    [paper] = html.fromstring(browser.get(f"/viec/{task_id}").text).xpath('//*[contains(@class, "paper-frame")]')
    assert packed("Địa điểm: Hội trường A.") in packed(paper.text_content())
    assert packed("Đã tổng kết") in packed(paper.text_content())


def test_a_blocs_year_shows_what_is_signed_as_it_is_issued(office: Signers, browser: Browser, staff: Staff) -> None:
    year = QuietYear(office)
    year.agree_without()
    year.sign_without()
    late = office.actor(f"body_leader@{SILENT}")
    office.do(KEY, "late_sign_covenant", late, signed=True, signed_on=None, clusters=0)
    year.register_without()
    year.report_without()
    year.score_without()
    year.elect_without()
    look_at_a_draft(office, browser, staff)
    year.close()
    assert {(step[1], kind) for step, kind in office.compared} == {
        *(("late_sign_covenant", "covenant"), ("sign_minutes", "final_minutes"))
    }
    assert office.seen == {step for step in PAPERS if step[0] == "bloc_year"}
