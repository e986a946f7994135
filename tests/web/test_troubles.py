"""A database that is busy or away, and a disk that is full, are told as such; nothing hangs."""

import errno
import time
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event, text

from engine.store.database import Database
from tests.web.conftest import Browser, Staff

#: What pages ask at different moments: when a session is opened, when a person is looked up, when the page is made.
TABLES = ("web_session", "person", "user_task")


@pytest.mark.parametrize("table", TABLES)
def test_a_locked_table_answers_503_with_a_page(
    postgresql_database: Database, app_on: Any, table: str, password_hash: str
) -> None:
    _app, browser = app_on(postgresql_database)
    Staff(postgresql_database, password_hash).hire("lan", "emulation_dept@VKSNDTC")
    browser.sign_in("lan")
    with postgresql_database.engine.connect() as holder:
        holder.execute(text(f"LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE"))
        began = time.monotonic()
        answer = browser.get("/")
        assert time.monotonic() - began < 30
        assert (answer.status_code, answer.headers["Retry-After"]) == (503, "10")
        assert "Hệ thống đang bận" in answer.text
    assert browser.get("/").status_code == 200


def test_what_is_to_be_written_does_not_wait_for_ever(
    postgresql_database: Database, app_on: Any, password_hash: str
) -> None:
    _app, browser = app_on(postgresql_database)
    Staff(postgresql_database, password_hash).hire("lan", "emulation_dept@VKSNDTC")
    browser.sign_in("lan")
    with postgresql_database.engine.connect() as holder:
        holder.execute(text("LOCK TABLE notice_look IN ACCESS EXCLUSIVE MODE"))
        began = time.monotonic()
        assert browser.get("/thong-bao/so-moi").status_code == 503
        assert browser.get("/thong-bao").status_code == 503
        assert time.monotonic() - began < 30


def test_a_database_that_is_away_answers_503(sqlite_database: Database, app_on: Any) -> None:
    app, browser = app_on(sqlite_database)
    assert browser.get("/dang-nhap").status_code == 200
    away = Database("postgresql+psycopg://nobody:x@127.0.0.1:1/none")
    app.extensions["bangvang.database"] = away
    browser.client.set_cookie("bangvang", "t")
    answer = browser.get("/")
    assert answer.status_code == 503
    assert browser.client.get("/", headers={"Accept": "application/json"}).json["status"] == 503
    away.dispose()


def test_a_full_disk_answers_507_that_says_so(sqlite_database: Database, app_on: Any) -> None:
    app, browser = app_on(sqlite_database)

    def fail() -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    app.before_request_funcs.setdefault(None, []).append(fail)
    answer = browser.get("/dang-nhap")
    assert answer.status_code == 507
    assert "Không còn chỗ để lưu" in answer.text


def _hurry(connection: Any, _record: object) -> None:
    connection.execute("SET lock_timeout = 500")
    connection.commit()


@pytest.fixture
def app_on(tmp_path: Any, clock: Any) -> Any:
    from web.base.config import Settings
    from web.shell.app import create_app

    def make(database: Database) -> tuple[Flask, Browser]:
        settings = Settings(data_dir=tmp_path, secret_key="test", database_url=database.url)
        settings.attachments_dir.mkdir(exist_ok=True)
        if not database.is_sqlite:  # waits for a lock a tenth of what a server does
            event.listen(database.engine, "connect", _hurry)
            database.engine.dispose()
        app = create_app(settings, database)
        return app, Browser(app.test_client())

    return make
