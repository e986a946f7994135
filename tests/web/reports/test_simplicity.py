"""Simplicity measured: every figure worked out by hand, each with its cases, none that the reader may not see."""

from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest
from openpyxl import load_workbook
from sqlalchemy import event

from engine.model import Instance, Release, UserTask
from tests.web.conftest import Bloc, Browser
from tests.web.reports.test_report import add
from workflows.across.documents.model import Document
from workflows.registers.attachments.model import KEPT, Attachment, Blob
from workflows.registers.nominations.model import ClockPause

FIGURES = "/bao-cao/don-gian-hoa"
# Monday the 4th of November 2019 and three days after it: 1, 4 and 5 working days, over a weekend.
MONDAY, TUESDAY, FRIDAY, NEXT = (datetime(2019, 11, day, 3, tzinfo=UTC) for day in (4, 5, 8, 11))


def done(bloc: Bloc, code: str, element: str, by: str) -> None:
    """Put a completed step of a case into the table, as the engine would leave it."""
    with bloc.database.transaction() as session:
        instance = session.query(Instance).filter_by(business_key=code).one()
        named = {"procedure": "nomination", "process_id": "nomination", "element_id": element, "name": element}
        at = {"created_at": MONDAY, "completed_at": MONDAY, "completed_by": by}
        ids = {"id": uuid4(), "root_id": instance.id, "instance_id": instance.id, "release_id": instance.release_id}
        session.add(UserTask(**ids, **named, **at, business_key=code, state="completed", properties={}))


def decide(bloc: Bloc, code: str, decided: datetime, number: int, **more: Any) -> None:
    """Put a case into the tables that was handed in on Monday and followed a version of the procedure."""
    add(bloc, code, "LDTT", "awarded", handed_in_at=MONDAY, decided_at=decided, **more)
    with bloc.database.transaction() as session:
        release = session.query(Release).filter_by(procedure="nomination", number=number).first()
        if release is None:
            people = {"author_id": "a", "author_name": "A", "approver_id": "b", "approver_name": "B"}
            release = Release(sha256="0" * 64, procedure="nomination", number=number, created_at=TUESDAY, **people)
            session.add(release)
            session.flush()
        one, named = uuid4(), {"procedure": "nomination", "process_id": "nomination", "business_key": code}
        begun = {"started_at": MONDAY, "started_by": "x", "state": "completed"}
        session.add(Instance(id=one, root_id=one, release_id=release.id, **named, **begun))


def attach(bloc: Bloc, code: str, *contents: str) -> None:
    """Attach files to answers of a case, and issue one document about it."""
    with bloc.database.transaction() as session:
        for content in contents:
            sha256 = content * 64
            if session.get(Blob, sha256) is None:
                session.add(Blob(sha256=sha256, size=1, media_type="application/pdf", stored_at=MONDAY))
                session.flush()
            sent = {"filename": "a.pdf", "uploaded_by": "x", "uploaded_by_name": "X", "uploaded_at": MONDAY}
            session.add(Attachment(business_key=code, task_id=uuid4(), sha256=sha256, state=KEPT, **sent))
        named = {"kind": "decision", "about": code, "body_code": "VKSNDTC", "year": 2019, "number": 1}
        issued = {"symbol": f"{code}/QĐ", "title": "QĐ", "content": {}, "issued_on": date(2019, 11, 8)}
        session.add(Document(**named, **issued, issued_at=FRIDAY, issued_by="x", issued_by_name="X"))


@pytest.fixture
def filled(bloc: Bloc) -> Bloc:
    """Return three cases decided, of which one was returned and done again, and one withdrawn that is not counted."""
    decide(bloc, "B1", NEXT, 1, year=2018)
    decide(bloc, "B2", FRIDAY, 1)
    decide(bloc, "B3", TUESDAY, 2)
    add(bloc, "B4", "LDTT", "withdrawn", decided_at=NEXT)
    for element, by in (("prepare", "u"), ("intake", "v"), ("prepare", "u"), ("intake", "w")):
        done(bloc, "B1", element, by)
    for code in ("B2", "B3"):
        done(bloc, code, "prepare", "u")
    attach(bloc, "B1", "a", "a", "b")
    with bloc.database.transaction() as session:
        session.add(ClockPause(nomination="B1", kind="returned", since=MONDAY))
        session.add(ClockPause(nomination="B1", kind="held", since=MONDAY))
    return bloc


def sheets(browser: Browser, query: str = "") -> dict[str, list[tuple[Any, ...]]]:
    """Return the rows of the workbook by the name of each sheet."""
    book = load_workbook(BytesIO(browser.get(f"{FIGURES}/don-gian-hoa.xlsx{query}").data))
    return {sheet.title: list(sheet.iter_rows(min_row=2, values_only=True)) for sheet in book}


def test_each_figure_is_as_reckoned_by_hand(browser: Browser, filled: Bloc) -> None:
    browser.sign_in("duc")
    found = sheets(browser)
    # files, median and nine of ten of the days; steps, people, papers, returned, entered twice
    figures = (3, 4, 5, 2, 1.67, 1, 0.33, 1)
    assert found["Đơn giản hóa"] == [("Lao động tiên tiến", *figures), ("Tất cả", *figures)]
    assert found["Theo năm"] == [("2018", 1, 5, 5, 4, 3, 3, 1, 3), ("2019", 2, 2.5, 4, 1, 1, 0, 0, 0)]
    assert [(row[0], *row[8:]) for row in found["Hồ sơ đã có kết quả"]] == [
        ("B1", 5, 4, 3, 3, 1, 3),
        ("B2", 4, 1, 1, 0, 0, 0),
        ("B3", 1, 1, 1, 0, 0, 0),
    ]


def test_two_versions_stand_side_by_side_and_each_figure_leads_to_its_cases(browser: Browser, filled: Bloc) -> None:
    browser.sign_in("duc")
    rows = sheets(browser, "?by=release")["Trước và sau thay đổi"]
    assert [row[1:] for row in rows] == [
        (4.5, 1, -3.5),
        (5, 1, -4),
        (2.5, 1, -1.5),
        (2, 1, -1),
        (1.5, 0, -1.5),
        (0.5, 0, -0.5),
        (1.5, 0, -1.5),
    ]
    page = browser.get(f"{FIGURES}?by=release").text
    assert f'href="{FIGURES}/ho-so?by=release&amp;sort=steps&amp;release=1"' in page
    cases = browser.get(f"{FIGURES}/ho-so?by=release&release=1&sort=steps").text
    assert cases.index("/ho-so/B1") < cases.index("/ho-so/B2")
    assert "/ho-so/B3" not in cases


def test_nobody_reads_figures_of_what_they_may_not_see(browser: Browser, filled: Bloc) -> None:
    filled.staff.hire("khac", "emulation_dept@BCA", unit="BCA")
    browser.sign_in("khac")
    assert sheets(browser)["Hồ sơ đã có kết quả"] == []
    assert "Không có gì để báo cáo" in browser.get(FIGURES).text
    browser.sign_in("hanh")
    assert browser.get(FIGURES).status_code == 403


def test_the_page_asks_no_more_however_many_cases_there_are(browser: Browser, filled: Bloc) -> None:
    def asked() -> int:
        found: list[str] = []
        engine = filled.database.engine
        event.listen(engine, "before_cursor_execute", lambda *given: found.append(given[2]))
        browser.get(f"{FIGURES}?by=unit")
        return len(found)

    browser.sign_in("duc")
    asked()
    few = asked()
    for number in range(20):
        decide(filled, f"C{number}", FRIDAY, 1)
        done(filled, f"C{number}", "prepare", "u")
    assert asked() == few
