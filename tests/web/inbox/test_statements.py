"""The pages of every decision ask the database as often for many rows as for few."""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

from flask import Flask
from sqlalchemy import event

from engine.base import clock as clock_room
from engine.store.database import Database
from tests.web.conftest import Browser, Office
from workflows.registers.nominations.model import Notice

MOST = {"inbox": 13, "detail": 7, "task": 11, "submit": 5, "notices": 8, "bell": 2}
"""Statements of the ORM and of Core, the session's own among them; what a command sends through its batch is held by
tests/engine/store/fast/test_costs.py."""


def asked(database: Database, work: Callable[[], object]) -> int:
    """Return how many statements some work asks the database."""
    told: list[str] = []

    def note(*said: object) -> None:
        told.extend([str(said[2])] if said[2] != "BEGIN" else [])

    event.listen(database.engine, "before_cursor_execute", note)
    work()
    event.remove(database.engine, "before_cursor_execute", note)
    return len(told)


def fill(office: Office, begin: int, end: int) -> str:
    """Start cases with a notice each; return the id of a task."""
    for number in range(begin, end):
        task = office.start(f"HS-{number}", due=clock_room.now() + timedelta(days=number))
        with office.database.transaction() as session:
            at = clock_room.now() - timedelta(minutes=number)
            session.add(
                Notice(business_key=f"HS-{number}", recipient="unit_officer@VKSNDTC", reason="dossier_late", at=at)
            )
    return str(task)


def counts(office: Office, browser: Browser, task: str) -> dict[str, int]:
    """Return how many statements each page asks."""
    decision = {"_key": str(uuid4()), "decision": "approve", "csrf_token": browser.token("/")}
    works: dict[str, Callable[[], object]] = {
        "inbox": lambda: browser.get("/"),
        "detail": lambda: browser.get(f"/hop-viec/{task}"),
        "task": lambda: browser.get(f"/viec/{task}"),
        "submit": lambda: browser.client.post(f"/viec/{task}", data=decision),
        "notices": lambda: browser.get("/thong-bao"),
        "bell": lambda: browser.get("/thong-bao/so-moi"),
    }
    return {name: asked(office.database, work) for name, work in works.items()}


def test_pages_ask_as_often_for_many_rows_as_for_few(app: Flask, browser: Browser, office: Office) -> None:
    browser.sign_in("hanh")
    first = fill(office, 0, 2)
    counts(office, browser, first)  # what is read once and kept
    few = counts(office, browser, fill(office, 2, 4))
    many = counts(office, browser, fill(office, 4, 24))
    assert many == few
    assert {name: count for name, count in many.items() if count > MOST[name]} == {}
