"""Nominations: who sees which, opening one, its page, its diagram and its withdrawal."""

import json
import re
from datetime import timedelta
from urllib.parse import quote
from uuid import uuid4

import pytest
from sqlalchemy import func, select

from engine.base import clock as clock_room
from engine.store.instances import instances_for
from tests.web.conftest import Bloc, Browser
from workflows.registers.nominations.model import Nomination


def count(bloc: Bloc) -> int:
    with bloc.database.read() as session:
        return session.scalar(select(func.count()).select_from(Nomination)) or 0


def test_each_sees_the_nominations_of_their_part_only(browser: Browser, bloc: Bloc) -> None:
    code = bloc.propose()
    for username in ("hanh", "lan", "duc", "tra"):
        browser.sign_in(username)
        assert code in browser.get("/ho-so").text, username
        assert browser.get(f"/ho-so/{code}").status_code == 200, username
    browser.sign_in("thanh")
    assert code not in browser.get("/ho-so").text
    assert browser.get(f"/ho-so/{code}").status_code == 404


@pytest.mark.parametrize(("words", "found"), [("thu chi", True), ("Chỉ", True), ("2019-00001", True), ("hi", False)])
def test_search_folds_marks_and_matches_words_from_their_beginning(
    browser: Browser, bloc: Bloc, words: str, found: bool
) -> None:
    code = bloc.propose()
    browser.sign_in("hanh")
    page = browser.get(f"/ho-so?q={words}").text
    assert (f'href="/ho-so/{quote(code)}"' in page) is found


def test_filters_narrow_the_list_and_survive_nonsense(browser: Browser, bloc: Bloc) -> None:
    code = bloc.propose()
    browser.sign_in("hanh")
    for query, found in (
        ("award=CSTDCS&year=2019&stage=draft&body=VKSNDTC", True),
        ("award=BKTTG", False),
        ("year=2018", False),
        ("year=abcd&after=", True),
    ):
        assert (f'href="/ho-so/{quote(code)}"' in browser.get(f"/ho-so?{query}").text) is found, query


def test_the_page_shows_stage_open_task_and_who_may_do_it(browser: Browser, bloc: Bloc) -> None:
    code = bloc.propose()
    browser.sign_in("duc")
    page = browser.get(f"/ho-so/{code}").text
    assert "Cao Thu Chi" in page
    assert "Chiến sĩ thi đua cơ sở" in page
    assert "Lập hồ sơ đề nghị" in page
    assert "cán bộ phụ trách của đơn vị" in page
    assert 'aria-current="step"' in page


def test_the_diagram_comes_with_where_the_instance_stands(browser: Browser, bloc: Bloc) -> None:
    code = bloc.propose()
    with bloc.database.read() as session:
        (instance,) = instances_for(session, code)
        url = f"/so-do/{instance.id}"
    browser.sign_in("duc")
    drawn = browser.get(f"{url}.bpmn")
    assert drawn.status_code == 200
    assert b"<bpmn:process" in drawn.data
    positions = json.loads(browser.get(f"{url}.json").data)
    assert positions["current"][0] == "prepare_dossier"
    assert "nomination_opened" in positions["past"]
    assert json.loads(browser.get(f"{url}.json?until=1").data)["current"] == []
    drawn = browser.get(f"{url}/hinh").text
    assert re.search(r'class="bv-current" data-at="prepare_dossier"', drawn)
    assert re.search(r'<li aria-current="step"><strong>Lập hồ sơ đề nghị</strong> · Đơn vị đề xuất — Đang xử lý', drawn)
    assert 'class="bv-current"' not in browser.get(f"{url}/hinh?until=1").text
    kept = browser.get(re.findall(r'src="(/so-do/hinh/[^"]*)"', drawn)[0])
    assert (kept.mimetype, kept.headers["Cache-Control"]) == ("image/svg+xml", "private, max-age=31536000, immutable")
    clock_room.advance(timedelta(days=40))
    browser.sign_in("duc")
    assert 'class="bv-late" data-at="prepare_dossier"' in browser.get(f"{url}/hinh").text
    browser.sign_in("thanh")
    assert browser.get(f"{url}.json").status_code == 404
    assert browser.get(f"{url}/hinh").status_code == 404
    assert browser.get(f"/so-do/hinh/x/{'0' * 64}.vi.svg").status_code == 404


def test_opening_a_nomination_leads_to_its_first_task_and_twice_opens_one(browser: Browser, bloc: Bloc) -> None:
    browser.sign_in("hanh")
    sent = {
        "_key": str(uuid4()),
        "unit": "VKSNDTC.VP",
        "year": "2019",
        "kind": "individual",
        "subject": str(bloc.nominee),
        "award": "CSTDCS",
    }
    first, second = browser.post("/ho-so/moi", sent), browser.post("/ho-so/moi", sent)
    assert (first.status_code, second.status_code) == (303, 303)
    assert first.headers["Location"] == second.headers["Location"]
    assert first.headers["Location"].startswith("/viec/")
    assert count(bloc) == 1


def test_what_is_missing_is_named(browser: Browser, bloc: Bloc) -> None:
    browser.sign_in("hanh")
    answer = browser.post("/ho-so/moi", {"_key": str(uuid4()), "kind": "individual"})
    assert answer.status_code == 422
    assert "Hãy chọn đối tượng đề nghị." in answer.text
    assert "Hãy chọn hình thức." in answer.text
    assert count(bloc) == 0


def test_the_same_proposal_again_is_refused_with_the_reason(browser: Browser, bloc: Bloc) -> None:
    code = bloc.propose()
    browser.sign_in("hanh")
    sent = {"_key": str(uuid4()), "unit": "VKSNDTC.VP", "year": "2019", "kind": "individual", "award": "CSTDCS"}
    answer = browser.post("/ho-so/moi", {**sent, "subject": str(bloc.nominee)})
    assert answer.status_code == 422
    assert code in answer.text


def test_awards_for_others_cannot_be_chosen_and_unmet_conditions_are_shown(browser: Browser, bloc: Bloc) -> None:
    browser.sign_in("hanh")
    page = browser.get(f"/ho-so/moi?unit=VKSNDTC.VP&year=2019&kind=individual&subject={bloc.nominee}").text
    assert "chỉ dành cho tập thể" in page
    assert "điều kiện chưa đạt" in page


def test_nobody_proposes_for_a_unit_that_is_not_theirs(browser: Browser, bloc: Bloc) -> None:
    browser.sign_in("thanh")
    sent = {"_key": str(uuid4()), "unit": "VKSNDTC.VP", "year": "2019", "kind": "individual", "award": "CSTDCS"}
    assert browser.post("/ho-so/moi", {**sent, "subject": str(bloc.nominee)}).status_code in {403, 404, 422}
    assert count(bloc) == 0
    browser.sign_in("tra")
    assert browser.get("/ho-so/moi").status_code == 403


def test_a_nomination_is_withdrawn_by_its_unit_for_a_reason_and_by_nobody_else(browser: Browser, bloc: Bloc) -> None:
    code = bloc.propose()
    path = f"/ho-so/{code}/rut"
    browser.sign_in("thanh")
    assert browser.post(path, {"_key": str(uuid4()), "reason": "Nhầm"}).status_code == 404
    browser.sign_in("hanh")
    assert browser.post(path, {"_key": str(uuid4()), "reason": " "}).status_code == 422
    assert browser.post(path, {"_key": str(uuid4()), "reason": "Lập nhầm người"}).status_code == 303
    page = browser.get(f"/ho-so/{code}").text
    assert "Đã rút" in page
    assert "Lập nhầm người" in page
    assert "/rut" not in page
