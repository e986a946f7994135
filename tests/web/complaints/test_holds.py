"""The page of holds: who sees that somebody is held, who sees by which matter, and who lets go of one."""

import re
from datetime import date
from uuid import uuid4

import pytest
from flask import Flask

from engine.model.base import new_id
from tests.web.complaints.test_confidences import CONTENT, PEOPLE, SENDER, World
from tests.web.conftest import Staff
from tests.workflows.procedures.nomination.office import Office
from workflows.procedures.complaint.commands import NAMES
from workflows.registers.awards.model import Hold
from workflows.registers.confidence.classes import sight_for

PAGE = "/khieu-nai/tam-dung"
READS = {"nhan", "xuly", "lanhdao", "thanhtra"}


@pytest.mark.parametrize("kind", ["denunciation", "complaint"])
def test_a_hold_betrays_no_matter_to_who_may_not_know(app: Flask, database, clock, staff: Staff, kind: str) -> None:
    world = World(app, Office(database), staff)
    made = world.take_up(kind)
    for name, (standing, *_) in PEOPLE.items():
        answer = world.browser(name).get(PAGE)
        text, known = answer.text if answer.status_code == 200 else "", sight_for(kind, standing)
        assert (world.code in text) == (name in READS), name
        assert (made in text) == (known.kind and name in READS), name
        assert (f"· {NAMES[kind]}" in text) == (known.kind and name in READS), name
        assert CONTENT not in text
        assert SENDER not in text


def test_the_leader_ends_an_older_hold_on_the_page(app: Flask, database, clock, staff: Staff) -> None:
    world = World(app, Office(database), staff)
    leader, clerk = world.browser("lanhdao"), world.browser("nhan")
    assert "Không có đối tượng nào đang tạm dừng" in leader.get(PAGE).text
    world.office.give(Hold(id=new_id(), unit_code="VKSNDTC.V16", reason="Kỷ luật", valid_from=date(2019, 1, 2)))
    assert "Kết thúc tạm dừng" not in clerk.get(PAGE).text
    path = re.search(rf"{PAGE}/[0-9a-f-]{{36}}/ket-thuc", leader.get(PAGE).text)
    assert path
    assert clerk.post(path[0], {"_key": str(uuid4()), "reason": "x"}).status_code == 403
    assert leader.post(path[0], {"_key": str(uuid4()), "reason": ""}).status_code == 422
    assert leader.post(path[0], {"_key": str(uuid4()), "reason": "Đã hết thời hạn kỷ luật"}).status_code == 303
    page = clerk.get(PAGE).text
    assert "Đã hết thời hạn kỷ luật" in page
    assert "Không có đối tượng nào đang tạm dừng" in page
    assert "tạm dừng xét khen thưởng" in world.browser("thanhtra").get("/thong-bao").text


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_leader_holds_a_unit_on_the_page_and_what_was_typed_stays(app: Flask, database, clock, staff: Staff) -> None:
    world = World(app, Office(database), staff)
    leader, clerk = world.browser("lanhdao"), world.browser("nhan")
    typed = {"code": "VKSNDTC.V16", "since": "02/01/2019", "reason": "Đang thanh tra theo QĐ 7/QĐ-TTr"}
    assert "Mã cán bộ hoặc mã đơn vị" not in clerk.get(PAGE).text
    assert clerk.post(PAGE, {**typed, "_key": str(uuid4())}).status_code == 403
    for wrong in ({"code": "không có"}, {"since": "31/02/2019"}, {"reason": " "}):
        refused = leader.post(PAGE, {**typed, **wrong, "_key": str(uuid4())})
        assert refused.status_code == 422
        assert f'value="{(typed | wrong)["code"]}"' in refused.text
    assert leader.post(PAGE, {**typed, "_key": str(uuid4())}).status_code == 303
    assert typed["reason"] in clerk.get(PAGE).text
    assert "Lãnh đạo tạm dừng xét khen thưởng" in world.browser("thanhtra").get("/thong-bao").text
