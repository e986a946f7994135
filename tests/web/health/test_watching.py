"""What those who watch a node are told: whether it can work, its numbers, its lines; never a value or a person."""

import json
import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from flask import Flask
from sqlalchemy import text

from engine.base.actor import SYSTEM
from engine.base.errors import NotAllowedError
from engine.base.logs import configure_logs
from engine.commands.once import once
from engine.jobs.worker import run_once
from engine.model import Job, new_id
from engine.store import slow
from engine.store.database import Database
from engine.store.rounds import note_round
from tests.architecture.sources import HOME
from tests.web.conftest import Browser, Staff
from web.base.config import Settings
from web.base.schema import alembic_config
from web.health import readiness
from web.health.readiness import Readiness

TOKEN = "a-token-of-some-length"


@pytest.fixture
def looked(database: Database, tmp_path: Path, clock: Any) -> Readiness:
    """Return what looks at a node whose tables are the program's own, and which a worker has just served."""
    from alembic import command

    with database.transaction() as session:
        command.stamp(alembic_config(session.connection()), "head")
        note_round(session)
    return Readiness(database, Settings(data_dir=tmp_path, smtp_host="mail", mail_from="a@b.vn"))


def refuse() -> Any:
    raise NotAllowedError


def late_job(database: Database, clock: Any, kind: str) -> None:
    with database.transaction() as session:
        session.add(Job(id=new_id(), kind=kind, name="x", due_at=clock.now() - timedelta(minutes=6)))


def test_each_thing_that_keeps_a_node_from_its_work_is_named(
    looked: Readiness, database: Database, clock: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(readiness, "KEPT", 0)
    assert looked.failing() == ()
    clock.advance(readiness.SILENT + timedelta(seconds=1))
    assert looked.failing() == ("workers",)
    late_job(database, clock, "mail")
    assert looked.failing() == ("workers", "lateness")
    assert Readiness(database, Settings(data_dir=tmp_path)).failing() == ("workers",)  # without a server mail waits
    database.perform(note_round)
    monkeypatch.setattr(readiness, "LEAST_DISK", 1 << 40)
    assert looked.failing() == ("disk", "lateness")
    with database.transaction() as session:
        session.execute(text("UPDATE alembic_version SET version_num = 'ffff'"))
    assert looked.failing() == ("disk", "schema")
    with database.transaction() as session:
        session.execute(text("DROP TABLE alembic_version"))  # as the next test finds none
    away = Database("postgresql+psycopg://nobody:x@127.0.0.1:1/none")
    assert Readiness(away, looked.settings).failing() == ("disk", "database")
    away.dispose()


def test_an_answer_holds_for_a_second(looked: Readiness, clock: Any, database: Database) -> None:
    assert looked.failing() == ()
    clock.advance(timedelta(hours=1))
    assert looked.failing() == ()  # not asked again
    with database.transaction() as session:
        session.execute(text("DROP TABLE alembic_version"))


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_node_is_asked_by_any_name_without_a_session(browser: Browser) -> None:
    browser.client.set_cookie("bangvang", "nobody's")
    for path, status in (("/healthz", 200), ("/readyz", 503)):
        answer = browser.get(path, headers={"Host": "10.1.2.3:8000"})
        assert (answer.status_code, answer.mimetype) == (status, "application/json"), path
        assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_numbers_are_for_this_machine_or_the_holder_of_the_token(app: Flask, browser: Browser) -> None:
    def status(**headers: str) -> int:
        return browser.get("/metrics", headers={k.replace("_", "-"): v for k, v in headers.items()}).status_code

    assert status() == 200
    assert status(X_Forwarded_For="127.0.0.1") == status(Host="10.1.2.3:8000") == 404
    assert browser.get("/metrics", environ_base={"REMOTE_ADDR": "10.1.2.9"}).status_code == 404
    app.config["BANGVANG_SETTINGS"] = app.config["BANGVANG_SETTINGS"].model_copy(update={"metrics_token": TOKEN})
    assert status() == status(Authorization=f"Bearer {TOKEN}x") == status(Authorization="Bearer ễ") == 404
    assert status(Authorization=f"Bearer {TOKEN}", Host="10.1.2.3:8000") == 200
    with pytest.raises(ValueError, match="BANGVANG_METRICS_TOKEN"):
        Settings(metrics_token="short")


def test_the_numbers_say_what_happened_and_what_waits(
    app: Flask, browser: Browser, staff: Staff, database: Database, clock: Any
) -> None:
    def numbers() -> dict[str, float]:
        lines = browser.get("/metrics").text.splitlines()
        return {one.rpartition(" ")[0]: float(one.rpartition(" ")[2]) for one in lines if not one.startswith("#")}

    staff.hire("hanh", "emulation_dept@VKSNDTC")
    before = numbers()
    browser.sign_in("hanh", "wrong")
    browser.sign_in("hanh")
    browser.get("/")
    browser.get("/dang-xuat")
    for _ in range(2):
        database.perform(lambda session: once(session, "claim_task", {}, dict, by=SYSTEM, key="k"))
    with pytest.raises(NotAllowedError):
        database.perform(lambda session: once(session, "claim_task", {}, refuse, by=SYSTEM, key="other"))
    late_job(database, clock, "signal")
    run_once(database)
    late_job(database, clock, "timer")
    late_job(database, clock, "mail")
    after = numbers()

    def more(name: str) -> float:
        return after.get(name, 0) - before.get(name, 0)

    assert more('bangvang_security_total{act="sign-in"}') == 1
    assert more('bangvang_security_total{act="sign-in-failed"}') == 1
    assert more('bangvang_requests_total{room="inbox",status="200"}') == 1
    assert more('bangvang_requests_total{room="nowhere",status="405"}') == 1
    for outcome in ("done", "repeated", "refused"):
        assert more(f'bangvang_commands_total{{kind="claim_task",outcome="{outcome}"}}') == 1
    assert sum(more(name) for name in after if name.startswith('bangvang_work_total{kind="signal"')) == 1
    assert more('bangvang_request_seconds_count{room="inbox"}') == 1
    assert after['bangvang_jobs_due{kind="timer"}'] == after["bangvang_mails_waiting"] == 1
    assert after['bangvang_jobs_late_seconds{kind="timer"}'] == 360
    assert after['bangvang_jobs_due{kind="signal"}'] == after["bangvang_incidents_open"] == 0
    assert after["bangvang_database_up"] == 1
    assert {'bangvang_pool_connections{state="in_use"}', 'bangvang_kept{name="live_instances"}'} <= set(after)


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_one_line_a_request_names_the_page_and_no_value(
    browser: Browser, staff: Staff, capsys: pytest.CaptureFixture[str]
) -> None:
    person = staff.hire("hanh", "emulation_dept@VKSNDTC")
    browser.sign_in("hanh")
    configure_logs()
    capsys.readouterr()
    answer = browser.get("/?q=Nguyễn+Thị+Hạnh")
    browser.get("/healthz")
    written = capsys.readouterr().err
    (line,) = [json.loads(one) for one in written.splitlines()]
    assert line["event"] == "request"
    assert line["request"] == answer.headers["X-Request-Id"]
    assert (line["method"], line["endpoint"], line["status"]) == ("GET", "inbox.show_inbox", 200)
    assert line["ms"] >= 0
    assert line["bytes"] > 0
    assert not any(value in written for value in ("Hạnh", str(person), "127.0.0.1"))


@pytest.fixture
def slowly() -> Any:
    """Tell of every statement, of databases opened meanwhile."""
    slow.use_slow(0.000_001)
    yield
    slow.use_slow(0)


def test_slow_statements_are_told_by_their_text_without_values(
    slowly: None, database: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    opened = Database(database.url)
    configure_logs()
    with opened.read() as session:
        session.execute(text("SELECT 1 FROM person WHERE code = :code"), {"code": "Hạnh"}).all()
    opened.perform(note_round)
    written = capsys.readouterr().err
    told = [line for line in map(json.loads, written.splitlines()) if line["event"] == "slow statement"]
    assert any("FROM person WHERE code" in line["sql"] and line["ms"] >= 0 for line in told)
    assert "Hạnh" not in written
    opened.dispose()


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_the_rules_for_alerts_ask_for_numbers_that_there_are(
    browser: Browser, looked: Readiness, database: Database
) -> None:
    folder = HOME / "docs" / "prometheus"
    (group,) = yaml.safe_load((folder / "bangvang-rules.yml").read_text())["groups"]
    asked = {name for rule in group["rules"] for name in re.findall(r"bangvang_[a-z_]+", rule["expr"])}
    told = set(re.findall(r"^# HELP (bangvang_[a-z_]+)", browser.get("/metrics").text, re.MULTILINE))
    assert {name.removesuffix("_bucket") for name in asked} <= told
    documented = set(re.findall(r"`(bangvang_[a-z_]+)`", (HOME / "docs" / "how-to-operate.md").read_text()))
    assert documented == told
    assert all(rule["labels"]["severity"] and rule["annotations"]["summary"] for rule in group["rules"])
    assert all(rule["expr"].count("(") == rule["expr"].count(")") for rule in group["rules"])
    scraped = yaml.safe_load((folder / "prometheus.yml").read_text())
    assert scraped["rule_files"] == ["bangvang-rules.yml"]
    assert scraped["scrape_configs"][0]["metrics_path"] == "/metrics"
