"""The criteria of a bloc's year through its pages: the head edits the list, a member answers point by point."""

from datetime import timedelta

import pytest
from flask import Flask

from engine.base import clock as clock_room
from engine.base.clock import local_zone
from engine.model.base import new_id
from tests.web.conftest import Staff
from tests.web.walker import Walker, filled_in, said, written
from tests.workflows.procedures.nomination.office import Office
from workflows.procedures.bloc_year.commands import start_bloc_year

SCOPE, KEY = "NC-2019", "NAM-NC-2019"
PAPERS = {"plan": "Kế hoạch", "regulation": "Quy chế", "covenant": "Giao ước", "scale_note": "1.000 điểm"}
NEW = {"criterion": "Chuyển đổi số", "kind": "core", "most": "40", "applies": "general", "no": ""}


@pytest.fixture
def office(database, clock) -> Office:
    return Office(database)


def send(walker: Walker, step: str, **answers) -> str:
    """Send the form of a step as it stands with some answers; return what the page says of it where it is refused."""
    [form] = walker.page(walker.find_task(KEY, step)).xpath('//form[.//*[@data-form] and @method="post"]')
    sent = filled_in(form) | written(answers) | {"_send": "yes"}
    answer = walker.browser.client.post(form.get("action"), data=sent)
    walker.office.run()
    return "" if answer.status_code == 303 else said(answer.text)


def test_the_head_edits_the_criteria_and_reads_what_members_said_of_each(
    app: Flask, office: Office, staff: Staff
) -> None:
    walker = Walker(office, app.test_client())
    for body in ("VKSNDTC", "BCA"):
        staff.hire(f"{body.lower()}.vu", f"emulation_dept@{body}", unit=body, name=f"Vụ {body} (ví dụ)")
    with office.database.transaction() as session:
        start_bloc_year(session, SCOPE, by=office.actor(f"bloc_head@{SCOPE}"), key=str(new_id()))
    office.run()
    due = clock_room.now().astimezone(local_zone()) + timedelta(days=5)
    asked = {**PAPERS, "comments_due": (due.strftime("%d/%m/%Y"), due.strftime("%H:%M"))}

    walker.sign_in("vksndtc.vu")
    added = {"_rows:criteria": "14"} | {f"criteria.13.{name}": value for name, value in NEW.items()}
    assert "cộng lại được 1040 điểm" in send(walker, "Dự thảo kế hoạch", **asked, **added)
    assert send(walker, "Dự thảo kế hoạch", **asked, **added, **{"criteria.0.most": "360"}) == ""
    walker.sign_in("bca.vu")
    asking = walker.text(walker.find_task(KEY, "Góp ý bốn dự thảo"))
    assert "3. Hoàn thành các chỉ tiêu" in asking
    assert "(tối đa 300 điểm; áp dụng cho BQLLANG; gắn với chỉ tiêu đã đăng ký)" in asking
    opinion = {"points.13.opinion": "no", "points.13.proposed": "30", "points.13.text": "Giảm điểm"}
    assert send(walker, "Góp ý bốn dự thảo", agreed="yes", **opinion) == ""

    office.later(days=6)
    walker.sign_in("vksndtc.vu")
    assert "Ý kiến các đơn vị: BCA đề nghị 30 điểm: Giảm điểm" in walker.text(walker.find_task(KEY, "Tiếp thu"))
    changed = {"criteria.13.most": "30", "criteria.0.most": "370", "decision": "sign"}
    assert send(walker, "Tiếp thu", **asked, **changed) == ""
    page = walker.text(f"/nam-thi-dua/{KEY}")
    for words in (
        "14. Chuyển đổi số",
        "BCA: đề nghị 30 điểm. Giảm điểm",
        "1 đơn vị nhất trí",
        "Đổi điểm: 14. Chuyển đổi số, 40 điểm → 30 điểm",
    ):
        assert words in page, words
