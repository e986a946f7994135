"""An installation asks for two where one would do: every page of such a command proposes, and another approves."""

import io
import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import func, select

from engine import commands
from engine.base.actor import Actor
from engine.commands.care import CARE, Care, stricter, use_stricter
from engine.commands.raising import NOT_RAISED, PROPOSABLE
from engine.model import ContentOpening, Incident, LegalHold
from engine.ports.acts import all_kinds
from engine.store.database import Database
from tests.engine.play import Play, key
from tests.web.account.test_managing import account_of, newcomer
from tests.web.conftest import Browser, Staff
from tests.web.operations.test_incidents import calling
from tests.web.operations.test_running import line
from web.signin.commands import good_sessions
from web.signin.model import Account
from workflows.registers.calendar.commands import set_day
from workflows.registers.organisation.model import Person, Unit

ADMIN = Actor("quantri", "Quản Trị", frozenset({"administrator@*"}))
DAY = date(2019, 11, 5)
SHEETS = {
    "units": 'Mã đơn vị,Tên,Loại,Đơn vị cấp trên\nVKSNDTC.V99,Vụ Mới,"Vụ, cục",VKSNDTC\n',
    "people": "Mã cán bộ,Họ và tên,Mã đơn vị\nVKS.99,Đỗ Thị Mới,VKSNDTC\n",
}


class Place:
    """An installation with a process, a failed step, and accounts in every state."""

    def __init__(self, database: Database, staff: Staff, browser: Browser, app: Any) -> None:
        self.database, self.browser = database, browser
        self.play = Play(database)
        staff.hire("quantri", "administrator@*")
        staff.hire("pheduyet", "process_approver@*", name="Vũ Thị Hai")
        for name in ("canbo", "khoa", "dong"):
            staff.hire(name, "unit_officer@VKSNDTC")
        Browser(app.test_client()).sign_in("canbo")
        self.person = newcomer(database)
        self.play.deploy(line("one", "two"))
        self.running, self.resting = self.play.start(), self.play.start()
        self.play.deploy(calling("test.web_break"))
        self.stuck = self.play.start()
        database.perform(lambda s: commands.suspend_instance(s, self.resting, "nghỉ", by=ADMIN, key=key()))
        with database.transaction() as session:
            set_day(session, date(2019, 11, 6), is_working=False, decision="QĐ", by=ADMIN, key=key())
        self._set("khoa", locked_at=self.play.instance(self.running).started_at)
        self._set("dong", disabled=True)

    def _set(self, username: str, **values: Any) -> None:
        with self.database.transaction() as session:
            found = session.scalars(select(Account).where(Account.username == username)).one()
            for name, value in values.items():
                setattr(found, name, value)

    def count(self, model: Any, *where: Any) -> int:
        with self.database.read() as session:
            return session.scalar(select(func.count()).select_from(model).where(*where)) or 0

    def account(self, username: str) -> str:
        return f"/tai-khoan/{account_of(self.database, username).id}"

    def sessions(self) -> list[Any]:
        with self.database.read() as session:
            return list(good_sessions(session, account_of(self.database, "canbo").id))

    def give(self, path: str, **fields: Any) -> Any:
        return self.browser.post(path, {"_key": str(uuid4()), "reason": "đúng quy chế", **fields})

    def load(self, kind: str) -> Any:
        sent = {"kind": kind, "act": "look", "file": (io.BytesIO(SHEETS[kind].encode()), "ds.csv")}
        looked = self.browser.post("/to-chuc/nhap", sent, content_type="multipart/form-data").text
        carried = re.search(r'name="carried" value="([^"]+)"', looked)
        assert carried, looked
        return self.give("/to-chuc/nhap", kind=kind, act="take", carried=carried[1], name="ds.csv")

    def incident(self) -> UUID:
        with self.database.read() as session:
            return session.scalars(select(Incident.id).where(Incident.instance_id == self.stuck)).first()  # type: ignore[return-value]


def _process(place: Place, act: str, instance: UUID) -> Any:
    return place.give(f"/van-hanh/dang-chay/{instance}/{act}")


Give, Done = Callable[[Place], Any], Callable[[Place], bool]
# Of each command: what is given on its page, and how it is seen that it was done.
GIVEN: dict[str, tuple[Give, Done]] = {
    "suspend_instance": (
        lambda p: _process(p, "tam-dung", p.running),
        lambda p: p.play.instance(p.running).suspended_at is not None,
    ),
    "resume_instance": (
        lambda p: _process(p, "chay-tiep", p.resting),
        lambda p: p.play.instance(p.resting).suspended_at is None,
    ),
    "place_hold": (lambda p: _process(p, "luu-giu", p.running), lambda p: p.count(LegalHold) == 1),
    "open_content": (
        lambda p: _process(p, "mo-noi-dung", p.running),
        lambda p: p.count(ContentOpening, ContentOpening.instance_id == p.running) == 1,
    ),
    "retry_incident": (
        lambda p: p.give(f"/van-hanh/{p.incident()}/thu-lai"),
        lambda p: p.count(Incident, Incident.resolution == "retried") == 1,
    ),
    "set_day": (
        lambda p: p.give("/lich-lam-viec", day="05/11/2019", is_working="0", decision="QĐ 1"),
        lambda p: "05/11/2019" in p.browser.get("/lich-lam-viec?nam=2019").text,
    ),
    "clear_day": (
        lambda p: p.give("/lich-lam-viec/bo", day="2019-11-06"),
        lambda p: "06/11/2019" not in p.browser.get("/lich-lam-viec?nam=2019").text,
    ),
    "import_units": (lambda p: p.load("units"), lambda p: p.count(Unit, Unit.code == "VKSNDTC.V99") == 1),
    "import_people": (lambda p: p.load("people"), lambda p: p.count(Person, Person.code == "VKS.99") == 1),
    "create_accounts": (
        lambda p: p.give("/tai-khoan/moi", people=[str(p.person)]),
        lambda p: p.count(Account, Account.person_id == p.person) == 1,
    ),
    "lock_account": (
        lambda p: p.give(f"{p.account('canbo')}/khoa"),
        lambda p: account_of(p.database, "canbo").locked_at is not None,
    ),
    "unlock_account": (
        lambda p: p.give(f"{p.account('khoa')}/mo-khoa"),
        lambda p: account_of(p.database, "khoa").locked_at is None,
    ),
    "disable_account": (
        lambda p: p.give(f"{p.account('canbo')}/dong"),
        lambda p: account_of(p.database, "canbo").disabled,
    ),
    "enable_account": (
        lambda p: p.give(f"{p.account('dong')}/mo-lai"),
        lambda p: not account_of(p.database, "dong").disabled,
    ),
    "sign_out_account": (lambda p: p.give(f"{p.account('canbo')}/dang-xuat"), lambda p: p.sessions() == []),
    "sign_out_session": (
        lambda p: p.give(f"{p.account('canbo')}/phien", session=p.sessions()[0].handle),
        lambda p: p.sessions() == [],
    ),
}


@pytest.fixture
def raised() -> Iterator[None]:
    use_stricter(stricter(", ".join(f"{name}=four eyes" for name in PROPOSABLE)))
    yield
    use_stricter({})


@pytest.fixture
def place(database: Database, clock: Any, staff: Staff, browser: Browser, app: Any) -> Place:
    made = Place(database, staff, browser, app)
    browser.sign_in("quantri")
    return made


@pytest.mark.parametrize("name", sorted(GIVEN))
def test_its_page_proposes_and_a_second_person_does_it(place: Place, raised: None, name: str) -> None:
    given, is_done = GIVEN[name]
    proposed = given(place)
    assert proposed.status_code == 303, proposed.text
    page = proposed.headers["Location"]
    assert page.startswith("/viec-hai-nguoi/")
    assert not is_done(place)
    assert "đúng quy chế" in place.browser.get(page).text or name == "set_day"
    assert place.browser.post(f"{page}/duyet", {"_key": str(uuid4())}).status_code == 403, "not by who proposed it"
    place.browser.sign_in("pheduyet")
    assert place.browser.post(f"{page}/duyet", {"_key": str(uuid4())}).status_code == 303
    assert is_done(place), place.browser.get(page).text


def test_every_command_says_whether_two_people_can_be_asked_for_it_and_why_not(app: Any) -> None:
    """A new command fails here until it is decided."""
    shipped = {name for name, care in CARE.items() if care is Care.FOUR_EYES}
    told = [name for names in NOT_RAISED.values() for name in names]
    every = sorted([*shipped, *PROPOSABLE, *told])
    assert every == sorted(CARE), "each once"
    assert {kind.name for kind in all_kinds()} >= PROPOSABLE, "who can be asked for two has an act of its name"
    assert GIVEN.keys() == PROPOSABLE, "each is tried from its page"


@pytest.mark.parametrize("name", sorted(name for names in NOT_RAISED.values() for name in names))
def test_what_cannot_be_raised_is_refused_with_why(name: str) -> None:
    with pytest.raises(ValueError, match="cannot be made to need two people"):
        stricter(f"{name}=four eyes")
