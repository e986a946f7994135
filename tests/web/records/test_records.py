"""Records: found, read whole, verified, walked through, exported."""

import csv
import hashlib
import io
import json
import re
from urllib.parse import quote

from sqlalchemy import select

from engine.model import Event
from engine.store.instances import instances_for
from tests.web.conftest import Bloc, Browser, Office


def test_an_auditor_finds_any_case_and_reads_every_event(browser: Browser, bloc: Bloc) -> None:
    code = bloc.propose()
    browser.sign_in("tra")
    assert f'href="/kiem-tra/{quote(code)}"' in browser.get("/kiem-tra?q=thu chi").text
    page = browser.get(f"/kiem-tra/{code}").text
    assert "nguyên vẹn" in page
    with bloc.database.read() as session:
        events = list(session.scalars(select(Event)))
    assert page.count('id="e-') == len(events)
    for event in events:
        assert event.hash[:12] in page


def test_a_rule_that_fired_is_read_with_its_words_result_and_source(browser: Browser, office: Office) -> None:
    office.start("HS-1")
    said = {"Căn cứ": "Luật 06/2022 Điều 21", "Giải thích": "2 lần liên tục CSTĐ bộ", "description": "như trên"}
    rule = {"decision": "eligibility", "rule": "r4", "number": 4, "result": '"eligible"', "annotations": said}
    with office.database.transaction() as session:
        event = session.scalars(select(Event).order_by(Event.seq)).first()
        assert event is not None
        event.kind = "decision_evaluated"
        event.data = {"decision": "eligibility", "value": {}, "rules": [rule]}
    office.staff.hire("tra", "auditor@*")
    browser.sign_in("tra")
    page = browser.get("/kiem-tra/HS-1").text
    line = page[page.index("Quy tắc 4") :]
    assert " ".join(re.sub(r"<[^>]+>", "", line).split()).startswith(
        "Quy tắc 4: 2 lần liên tục CSTĐ bộ → &#34;eligible&#34; (Căn cứ: Luật 06/2022 Điều 21)"
    )


def test_records_are_for_auditors_alone(browser: Browser, bloc: Bloc) -> None:
    code = bloc.propose()
    browser.sign_in("duc")
    for path in ("", f"/{code}", f"/{code}/tai-ve.csv", f"/{code}/tai-ve.json"):
        assert browser.get(f"/kiem-tra{path}").status_code == 403, path


def test_a_changed_event_is_named(browser: Browser, bloc: Bloc) -> None:
    code = bloc.propose()
    with bloc.database.transaction() as session:
        session.scalars(select(Event).where(Event.seq == 2)).one().actor_name = "Ai đó"
    browser.sign_in("tra")
    page = browser.get(f"/kiem-tra/{code}").text
    assert "Một chuỗi của nhật ký đã bị đứt." in page
    assert "đứt tại sự kiện 2" in page


def test_an_instance_is_walked_through_event_by_event(browser: Browser, bloc: Bloc) -> None:
    code = bloc.propose()
    with bloc.database.read() as session:
        (instance,) = instances_for(session, code)
    browser.sign_in("tra")
    page = browser.get(f"/kiem-tra/{code}/buoc/{instance.id}").text
    assert f'data-steps="/so-do/{instance.id}.json"' in page
    assert 'data-goto="1"' in page
    assert browser.get(f"/kiem-tra/KHONG-CO/buoc/{instance.id}").status_code == 404


def test_the_table_is_safe_to_open_in_a_spreadsheet(browser: Browser, office: Office) -> None:
    office.start("HS-1", title="=1+1")
    office.staff.hire("tra", "auditor@*")
    browser.sign_in("tra")
    answer = browser.get("/kiem-tra/HS-1/tai-ve.csv")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    rows = list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"))))
    assert rows[0][0] == "at"
    assert len(rows) > 2
    assert not any(cell.startswith(("=", "+", "@")) for row in rows for cell in row)


def test_the_data_let_anybody_check_the_commitments(browser: Browser, office: Office) -> None:
    office.start("HS-1")
    office.staff.hire("tra", "auditor@*")
    browser.sign_in("tra")
    record = json.loads(browser.get("/kiem-tra/HS-1/tai-ve.json").data)
    (chain,) = record["chains"]
    previous = ""
    for event in chain["events"]:
        salted = bytes.fromhex(event["salt"]) + event["data"].encode()
        assert hashlib.sha256(salted).hexdigest() == event["commitment"]
        assert event["previous"] == previous
        previous = event["hash"]
    assert previous == chain["last_hash"]


def test_a_case_that_never_was_is_not_there(browser: Browser, bloc: Bloc) -> None:
    browser.sign_in("tra")
    assert browser.get("/kiem-tra/TĐKT-1999-00001").status_code == 404
