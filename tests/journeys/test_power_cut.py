"""A server killed between two requests loses nothing that it has answered."""

from pathlib import Path

import pytest
from playwright.sync_api import Page
from sqlalchemy import update

from engine.base import clock
from engine.model import Job, Message
from engine.store.database import Database
from tests.journeys import answers
from tests.journeys.nominations import expect_open_task, open_nomination
from tests.journeys.serving import Server, run_command
from tests.journeys.visitor import Visitor


def restart(server: Server) -> None:
    """Kill every process of the server at once, and start it again."""
    server.kill()
    server.start()


def end_leases(server: Server) -> None:
    """Let the minute be over that a killed worker holds its work for: nobody waits for it in a test."""
    database = Database(f"sqlite:///{server.data_dir / 'bangvang.db'}")
    for model in (Job, Message):
        over = (
            update(model)
            .where(model.owner.is_not(None), model.available_at.is_not(None))
            .values(available_at=clock.now())
        )
        database.perform(lambda session, over=over: session.execute(over))
    database.dispose()


@pytest.mark.expected_errors("net::ERR_", "Failed to fetch")  # a diagram may be on its way when the server dies
def test_killing_the_server_between_requests_loses_nothing(page: Page, served_by_many: Server, tmp_path: Path) -> None:
    visitor = Visitor(page, served_by_many)
    visitor.sign_in("vksndtc.canbo")
    code = open_nomination(visitor, "VKSNDTC.VP", "collective", "Văn phòng", "GK")
    restart(served_by_many)
    visitor.complete(code, "Lập hồ sơ đề nghị", answers.dossier(answers.report_file(tmp_path)))
    restart(served_by_many)
    visitor.sign_in("vksndtc.truong")
    visitor.open_task(code, "Xem xét, ký đề nghị")
    restart(served_by_many)
    visitor.answer(answers.APPROVE)  # the form was shown by the server that was killed
    restart(served_by_many)
    visitor.sign_in("vksndtc.vutdkt")
    end_leases(served_by_many)  # what the killed worker held is taken up by another
    expect_open_task(visitor, code, "Tiếp nhận, kiểm tra hồ sơ", looks=300)
    assert "0 nhật ký bị sai" in run_command(served_by_many.data_dir, "verify")
