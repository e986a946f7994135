"""Fixtures for pages: an application on each database, and browsers that keep cookies and send CSRF tokens."""

import re
from datetime import date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from engine import commands
from engine.base import clock as clock_room
from engine.base.actor import SYSTEM
from engine.model import UserTask
from engine.store import tasks
from engine.store.database import Database
from tests.prepared import ship
from tests.web.templates import KeptTemplates
from tests.whole import one_by_name
from web.base.config import Settings
from web.shell.app import create_app
from web.signin.model import Account
from web.signin.passwords import hash_password
from workflows.procedures.nomination.commands import create_nomination
from workflows.registers.organisation import actor_for
from workflows.registers.organisation.folding import fold_text, name_sort_key
from workflows.registers.organisation.model import Person, Post, Unit

PASSWORD = "đúng mật khẩu"
TEMPLATES = KeptTemplates()
_TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


class Browser:
    """A test client that behaves like a browser: follows forms with their hidden token."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client
        self._known: dict[Any, str] = {}

    def get(self, path: str, **more: Any) -> TestResponse:
        """Open a page."""
        return self.client.get(path, buffered=True, **more)

    def token(self, path: str = "") -> str:
        """Return the CSRF token that a page's forms carry; unless told, those of a page that shows little."""
        found = _TOKEN.search(self.client.get(path, follow_redirects=True).text) if path else self._least_token()
        assert found
        return found.group(1)

    def _least_token(self) -> re.Match[str] | None:
        """Find the token in the frame of an error's page, or in the form that signs in."""
        return _TOKEN.search(self.client.get("/khong-co").text) or _TOKEN.search(self.client.get("/dang-nhap").text)

    def post(self, path: str, data: dict[str, Any] | None = None, **more: Any) -> TestResponse:
        """Send a form with the token of this browser's session."""
        return self.client.post(path, data={"csrf_token": self._token_now(), **(data or {})}, **more)

    def _token_now(self) -> str:
        """Return the token of this session, read from a page once."""
        jar: Any = self.client._cookies
        session = (clock_room.now(), *((key, cookie.value) for key, cookie in jar.items()))
        if session not in self._known:
            token = self.token()
            session = (clock_room.now(), *((key, cookie.value) for key, cookie in jar.items()))
            self._known = {session: token}
        return self._known[session]

    def sign_in(self, username: str, password: str = PASSWORD) -> TestResponse:
        """Sign in through the form."""
        return self.post("/dang-nhap", {"username": username, "password": password})


ENGINES = ("sqlite", "postgresql")
HERE = Path(__file__).parent
OF_BLOC_YEARS = ("test_bloc_year.py", "test_bloc_years.py", "test_criteria.py", "test_review_of_july.py")


@pytest.hookimpl(tryfirst=True)  # before the marks are read
def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Let a test of pages that ask the database nothing of their own run on one kind of database, by its name.

    Their room has no store, and only stores may build queries (tests/architecture/test_shape.py). What they ask, they
    ask by commands and reads of procedures, whose own tests run on both; every address is asked for on both, too
    (tests/journeys/test_every_route.py). `make soak` runs each on both.
    """
    given = {name for mark in metafunc.definition.iter_markers("parametrize") for name in _named(mark.args[0])}
    if "database" in set(metafunc.fixturenames) - given and not _asks_itself(metafunc.definition.path):
        kinds = one_by_name(ENGINES, f"{metafunc.definition.path.name}::{metafunc.definition.originalname}")
        metafunc.definition.add_marker(pytest.mark.parametrize("database", kinds, indirect=True))


def _named(given: Any) -> set[str]:
    return {name.strip() for name in given.split(",")} if isinstance(given, str) else set(given)


def _asks_itself(path: Path) -> bool:
    """Tell whether the room that a module's tests are of has a store; of what is across rooms, some have."""
    room, *within = path.relative_to(HERE).parts
    if not within:
        return room not in OF_BLOC_YEARS
    return any((HERE.parents[1] / "web" / room).rglob("store*"))


@pytest.fixture(scope="session")
def password_hash() -> str:
    """Return the hash of PASSWORD, made once: hashing is slow on purpose."""
    return hash_password(PASSWORD)


@pytest.fixture
def app(database: Database, tmp_path: Path, clock: Any) -> Flask:
    """Return the application on an empty database."""
    settings = Settings(data_dir=tmp_path, secret_key="test", testing=True, database_url=database.url)
    settings.attachments_dir.mkdir(exist_ok=True)
    made = create_app(settings, database)
    made.jinja_env.bytecode_cache = TEMPLATES
    return made


@pytest.fixture
def browser(app: Flask) -> Browser:
    """Return a browser nobody has signed in with."""
    return Browser(app.test_client())


@pytest.fixture
def staff(database: Database, clock: Any, password_hash: str) -> "Staff":
    """Return what hires people."""
    return Staff(database, password_hash)


class Staff:
    """Hires people into units and gives them accounts named as the person's code."""

    def __init__(self, database: Database, password_hash: str) -> None:
        self.database = database
        self.password_hash = password_hash

    def hire(self, username: str, *posts: str, name: str = "Nguyễn Thị Hạnh", unit: str = "VKSNDTC") -> UUID:
        """Add a person with posts written `role@unit` (`role@*` for everywhere) and an account."""
        with self.database.transaction() as session:
            for code in {unit, *(post.partition("@")[2] for post in posts)} - {"*"}:
                self._open_unit(session, code)
            person = Person(
                code=username, full_name=name, sort_key=name_sort_key(name), search=fold_text(name), unit_code=unit
            )
            session.add(person)
            session.flush()
            for post in posts:
                role, _, scope = post.partition("@")
                where = None if scope == "*" else scope
                session.add(Post(person_id=person.id, unit_code=where, role=role, valid_from=date(2000, 1, 1)))
            session.add(
                Account(
                    username=username,
                    password_hash=self.password_hash,
                    person_id=person.id,
                    created_at=clock_room.now(),
                )
            )
            return person.id

    def _open_unit(self, session: Any, code: str) -> None:
        if session.get(Unit, code) is None:
            parent = code.rpartition(".")[0] or None
            if parent:
                self._open_unit(session, parent)
            session.add(Unit(code=code, name=f"Đơn vị {code}", search=fold_text(code), kind="body", parent_code=parent))
            session.flush()


REVIEW = ("review.bpmn", "review.form.json")


class Office:
    """A small procedure of two steps, and cases running on it: officers review, leaders sign."""

    def __init__(self, staff: Staff) -> None:
        self.staff = staff
        self.database = staff.database
        self.hanh = staff.hire("hanh", "unit_officer@VKSNDTC", name="Nguyễn Thị Hạnh")
        self.lan = staff.hire("lan", "unit_officer@VKSNDTC", "body_leader@VKSNDTC", name="Trần Thị Lan")
        self.stranger = staff.hire("thanh", "unit_officer@BCA", name="Lê Văn Thành", unit="BCA")
        files = {name: (HERE / name).read_bytes() for name in REVIEW}
        with self.database.transaction() as session:
            commands.deploy(session, files, procedure="demo", author=SYSTEM, approver=None, key="deploy")

    def start(self, code: str, *, title: str = "Hồ sơ thử", due: datetime | None = None) -> UUID:
        """Start a case and return the id of its first task."""
        with self.database.transaction() as session:
            by = actor_for(session, self.hanh)
            variables = {"due": due}
            instance = commands.start_instance(
                session, "demo_review", variables, by=by, key=code, business_key=code, title=title
            )
            return tasks.tasks_of_instance(session, instance.id)[0].id

    def task(self, task_id: UUID) -> UserTask:
        """Return a task as the database has it."""
        with self.database.read() as session:
            task = tasks.find_task(session, task_id)
            session.expunge(task)
            return task


@pytest.fixture
def office(staff: Staff) -> Office:
    """Return an office at work."""
    return Office(staff)


class Bloc:
    """A body at work on real nominations: its office proposes, its head endorses, its department sees all."""

    def __init__(self, staff: Staff) -> None:
        self.staff = staff
        self.database = staff.database
        ship(self.database)
        self.officer = staff.hire("hanh", "unit_officer@VKSNDTC.VP", name="Nguyễn Thị Hạnh", unit="VKSNDTC.VP")
        self.head = staff.hire("lan", "unit_head@VKSNDTC.VP", name="Trần Thị Lan", unit="VKSNDTC.VP")
        self.department = staff.hire("duc", "emulation_dept@VKSNDTC", name="Đặng Văn Đức", unit="VKSNDTC.V16")
        self.stranger = staff.hire("thanh", "unit_officer@BCA.VP", name="Lê Văn Thành", unit="BCA.VP")
        self.auditor = staff.hire("tra", "auditor@*", name="Phạm Thanh Tra", unit="BTDKTTW")
        self.nominee = staff.hire("chi", name="Cao Thu Chi", unit="VKSNDTC.VP")

    def propose(self, *, award: str = "CSTDCS", year: int = 2019) -> str:
        """Open a nomination of the nominee and return its code."""
        with self.database.transaction() as session:
            by = actor_for(session, self.officer)
            return create_nomination(
                session,
                award=award,
                year=year,
                unit="VKSNDTC.VP",
                person=str(self.nominee),
                by=by,
                key=f"propose-{award}-{year}",
            ).code


@pytest.fixture
def bloc(staff: Staff) -> Bloc:
    """Return a body of the bloc with its people and the shipped procedures."""
    return Bloc(staff)
