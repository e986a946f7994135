"""A deployed procedure, its people, and a browser that speaks JSON as the editor does."""

from itertools import count
from pathlib import Path
from typing import Any

import pytest
from werkzeug.test import TestResponse

from engine.base.actor import SYSTEM
from engine.commands import deploy
from engine.ports.actions import ActionCall, action
from engine.store.database import Database
from tests.web.conftest import Browser, Staff

FOLDER = Path(__file__).parent
FILES = {name: (FOLDER / name).read_bytes() for name in ("review.bpmn", "check_dossier.form.json")}
TEXTS = {path: data.decode() for path, data in FILES.items()}
_keys = count()


@action("test.notify", title="Thông báo cho đơn vị", title_en="Notify the unit")
def notify(call: ActionCall, *, template: str) -> None:
    """Stand in for a message to a unit."""


class Workshop:
    """One person in the workshop."""

    def __init__(self, browser: Browser, username: str) -> None:
        self.browser = browser
        browser.sign_in(username)
        self.token = browser.token("/quy-trinh/")

    def get(self, path: str, **more: Any) -> TestResponse:
        return self.browser.get(f"/quy-trinh{path}", **more)

    def page(self, path: str) -> str:
        answer = self.get(path)
        assert answer.status_code == 200, answer.text
        return answer.text

    def send(self, path: str, **body: Any) -> TestResponse:
        """Post JSON as the editor does."""
        sent = {"key": f"test-{next(_keys)}", **body}
        headers = {"X-CSRFToken": self.token, "Accept": "application/json"}
        return self.browser.client.post(f"/quy-trinh{path}", json=sent, headers=headers)

    def save(self, texts: dict[str, str], draft: dict[str, Any] | None = None) -> TestResponse:
        known = {"draft": draft["id"], "version": draft["version"]} if draft else {}
        return self.send("/review/soan", files=texts, **known)

    def submit(self, draft: dict[str, Any], note: str = "Sửa điều kiện") -> TestResponse:
        return self.send(f"/ban-nhap/{draft['id']}/gui", version=draft["version"], note=note)

    def decide(self, draft: dict[str, Any], decision: str, **form: Any) -> TestResponse:
        """Press a button of the draft's page."""
        data = {"csrf_token": self.token, "key": f"test-{next(_keys)}", **form}
        return self.browser.client.post(f"/quy-trinh/ban-nhap/{draft['id']}/{decision}", data=data)


@pytest.fixture
def deployed(database: Database) -> None:
    """Deploy the review procedure as its first version."""
    database.perform(lambda s: deploy(s, FILES, procedure="review", author=SYSTEM, approver=None, key="first"))


@pytest.fixture
def workshop(app: Any, deployed: None, staff: Staff) -> Any:
    """Return a function that signs a new person with some posts in to the workshop."""

    def enter(username: str, *posts: str, name: str = "Nguyễn Thị Hạnh") -> Workshop:
        staff.hire(username, *posts, name=name)
        return Workshop(Browser(app.test_client()), username)

    return enter


@pytest.fixture
def author(workshop: Any) -> Workshop:
    """Return an administrator."""
    entered: Workshop = workshop("huong", "administrator@*", name="Lê Thị Hương")
    return entered


@pytest.fixture
def approver(workshop: Any) -> Workshop:
    """Return a person who approves procedures."""
    entered: Workshop = workshop("khanh", "process_approver@*", name="Trần Quốc Khánh")
    return entered


def texts_with(old: str, new: str, path: str = "review.bpmn") -> dict[str, str]:
    """Return the procedure's files with one passage replaced."""
    assert old in TEXTS[path]
    return {**TEXTS, path: TEXTS[path].replace(old, new)}
