"""What each standing knows of a complaint and a denunciation: the table of the documentation, cell by cell."""

import re
import zipfile
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from uuid import UUID

import pytest
from flask import Flask
from lxml import html
from sqlalchemy import select

from engine.base import clock as clock_room
from engine.base.text import Text
from engine.model import Incident, Instance, Job, LegalHold, ProposedAct, UserTask
from engine.model.base import new_id
from engine.store.incidents import count_open
from tests.web.conftest import Browser, Staff
from tests.whole import taken
from tests.workflows.procedures.nomination.office import Office
from web.notices.mailing import post_for, send_news
from web.notices.model import NoticeSetting
from web.signin.model import Account
from workflows.procedures.complaint.commands import NAMES, Raised, raise_complaint
from workflows.registers.confidence.classes import FACETS, MATTERS, STANDINGS, sight_for
from workflows.registers.organisation import actor_for
from workflows.registers.organisation.model import Post

PAGE = Path(__file__).parents[3] / "docs" / "confidential-matters.md"
CONTENT, SENDER = "khai man sáng kiến năm ngoái", "Lê Thị Phản Ánh"
PEOPLE = {
    "nhan": ("receiver", ["emulation_dept@VKSNDTC"], "VKSNDTC"),
    "xuly": ("handler", ["emulation_dept@VKSNDTC"], "VKSNDTC"),
    "lanhdao": ("leader", ["body_leader@VKSNDTC"], "VKSNDTC"),
    "thanhtra": ("auditor", ["auditor@*"], "VKSNDTC"),
    "quantri": ("administrator", ["administrator@*"], "VKSNDTC"),
    "bican": ("concerned", [], ""),
    "capduoi": ("concerned", ["emulation_dept@VKSNDTC", "auditor@*", "administrator@*"], "VKSNDTC.V15"),
    "dongnghiep": ("other", ["unit_officer@VKSNDTC.V16", "council_secretary@VKSNDTC"], "VKSNDTC.V16"),
    "khac": ("other", ["emulation_dept@BCA", "body_leader@BCA"], "BCA"),
}
PAGES = (
    *("/", "/?segment=watching", "/ho-so", "/khieu-nai", "/thong-bao", "/kiem-tra", "/van-hanh", "/van-hanh/dang-chay"),
    *("/so-danh-hieu", "/cong-khai", "/bao-cao", "/hop-viec.xlsx"),
)


def test_the_documentation_shows_the_table() -> None:
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in PAGE.read_text().splitlines()
        if line.startswith("|") and not line.startswith("|--")
    ]
    assert rows[0] == ["kind", *STANDINGS]
    for row, kind in zip(rows[1:], MATTERS, strict=True):
        shown = [", ".join(name for name in FACETS if getattr(sight_for(kind, one), name)) or "–" for one in STANDINGS]
        assert row == [kind, *shown]


BOTH = [(kind, database) for kind in ("denunciation", "complaint") for database in ("sqlite", "postgresql")]


@pytest.mark.parametrize(("kind", "database"), taken(BOTH, (BOTH[0], BOTH[3])), indirect=["database"])
def test_every_standing_knows_what_the_table_says(app: Flask, database, clock, staff: Staff, kind: str) -> None:
    world = World(app, Office(database), staff)
    before = {name: world.read(name) for name in PEOPLE}
    made = world.take_up(kind)
    for name, (standing, *_) in PEOPLE.items():
        told = world.read(name, made)
        wanted = sight_for(kind, standing)
        word = NAMES[kind]
        known = {
            "exists": any(made in text for text in told.values()),
            "kind": any(text.count(word) > before[name].get(where, "").count(word) for where, text in told.items()),
            "content": any(CONTENT in text for text in told.values()),
            "sender": any(SENDER in text for text in told.values()),
        }
        places = {where: [m for m in (made, word, CONTENT, SENDER) if m in text] for where, text in told.items()}
        assert known == vars(wanted), (name, standing, {k: v for k, v in places.items() if v})
    assert "đang được xem xét" in world.read("bican")[f"/ho-so/{world.code}"].lower()


def test_whom_it_concerns_neither_handles_nor_is_given_it(database, clock, app: Flask, staff: Staff) -> None:
    world = World(app, Office(database), staff)
    made = world.take_up("denunciation")
    task = world.tasks(made)[0]
    with database.read() as session:
        reach = {name: actor_for(session, world.ids[name]).reach for name in PEOPLE}
    assert {name for name, held in reach.items() if f"matter_dept@{made}" in held} == {"nhan", "xuly"}
    browser = world.browser("nhan")
    for name in ("capduoi", "bican", "khac"):
        sent = {"person": str(world.ids[name]), "_key": str(new_id())}
        assert browser.post(f"/viec/{task}/sap-xep/nho", sent).status_code in (403, 422), name
        sent = {"to": f"@{name}", "text": "Hỏi ý kiến?", "_key": str(new_id())}
        browser.post(f"/viec/{task}/hoi", sent)
        assert made not in world.browser(name).get("/thong-bao").text
    accused = world.browser("bican")
    answer = accused.post(
        f"/khieu-nai/ho-so/{world.code}", {"kind": "complaint", "content": "x", "_key": str(new_id())}
    )
    assert answer.status_code == 403


def test_an_operator_whom_it_concerns_meets_it_on_no_page(app: Flask, database, clock, staff: Staff) -> None:
    world = World(app, Office(database), staff)
    made = world.take_up("denunciation")
    named = world.trouble(made)
    pages = ["/van-hanh", "/van-hanh/dang-chay?trang-thai=all", "/van-hanh/luu-tru", "/viec-hai-nguoi"]
    named_in = {**named, "act": "huy"}
    pages += [
        re.sub(r"<(?:\w+:)?(\w+)>", lambda found: str(named_in[found[1]]), rule.rule)
        for rule in app.url_map.iter_rules()
        if rule.endpoint.startswith(("running.", "operations.", "proposals.")) and "GET" in (rule.methods or ())
        if rule.arguments & set(named) and rule.arguments <= set(named_in)
    ]
    assert len(pages) > 10
    knows, concerned = world.browser("quantri"), world.browser("capduoi")
    told = {page: (knows.get(page), concerned.get(page)) for page in pages}
    assert {page: one.status_code for page, (one, _) in told.items() if one.status_code != 200} == {}
    assert sum(made in one.text for one, _ in told.values()) > 5
    assert [page for page, (_, other) in told.items() if made in other.text] == []
    lists = {page for page in pages if not any(str(one) in page for one in named.values())}
    assert {page for page, (_, other) in told.items() if other.status_code != 404} == lists
    with world.office.database.read() as session:
        assert count_open(session) == {"element": 1}
        assert count_open(session, {made}) == {}


class World:
    """A nomination whose subject heads a unit and works in the department, and people of every standing."""

    def __init__(self, app: Flask, office: Office, staff: Staff) -> None:
        self.app, self.office = app, office
        self.code = office.propose_person("LDTT")
        office.submit(self.code)
        self.ids: dict[str, UUID] = {}
        for name, (_standing, posts, unit) in PEOPLE.items():
            self.ids[name] = staff.hire(name, *posts, unit=unit) if unit else self._accuse(name, staff)
        with office.database.transaction() as session:
            for name, person in self.ids.items():
                now = clock_room.now()
                ways = dict.fromkeys(("task", "asked", "reminder", "result"), "once")
                setting = NoticeSetting(person_id=str(person), address=f"{name}@b.vn", told_until=now, digest_until=now)
                setting.ways = ways
                session.add(setting)

    def _accuse(self, name: str, staff: Staff) -> UUID:
        """Give the subject an account, the head's post of the unit and one in the department."""
        subject: UUID = self.office.subject
        with self.office.database.transaction() as session:
            for role, unit in (("unit_head", "VKSNDTC.V15"), ("emulation_dept", "VKSNDTC")):
                session.add(Post(person_id=subject, unit_code=unit, role=role, valid_from=date(2000, 1, 1)))
            made = Account(username=name, password_hash=staff.password_hash, person_id=subject)
            made.created_at = clock_room.now()
            session.add(made)
        return subject

    def take_up(self, kind: str) -> str:
        """Let the receiver take up a matter and hold the nomination; return its code."""
        raised = Raised(kind, CONTENT, clock_room.today(), sender=SENDER)
        clock_room.advance(timedelta(minutes=1))
        with self.office.database.transaction() as session:
            by = actor_for(session, self.ids["nhan"])
            made = raise_complaint(session, self.code, raised, by=by, key=str(new_id())).code
        self.office.run()
        self.office.do(made, "classify", by, decision="accept", holds=True, comment=None)
        clock_room.advance(timedelta(minutes=1))
        send_news(self.office.database, post_for("https://x.example", "vi"))
        return made

    def trouble(self, made: str) -> dict[str, UUID]:
        """Let something of a matter fail, be held and be proposed; return the ids by their names in addresses."""
        at, act_id, incident_id = clock_room.now(), new_id(), new_id()
        with self.office.database.transaction() as session:
            instance = session.scalars(select(Instance).where(Instance.business_key == made)).one()
            who = {"placed_by": "x", "placed_by_name": "X"}
            hold = LegalHold(
                id=new_id(), business_key=made, root_id=instance.root_id, reason="kiện", placed_at=at, **who
            )
            failed = Incident(id=incident_id, kind="element", instance_id=instance.id, element_id="classify")
            failed.message, failed.created_at = Text("no").as_data(), at
            act = ProposedAct(id=act_id, kind="cancel_instance", request={}, request_hash="x", reason="y", effect=[])
            act.mark, act.proposed_at, act.proposed_by, act.proposed_by_name = "", at, "x", "X"
            act.expires_at, act.instance_id, act.business_key = at + timedelta(days=1), instance.id, made
            session.add_all([hold, failed, act])
            return {"instance_id": instance.id, "incident_id": incident_id, "act_id": act_id, "hold_id": hold.id}

    def tasks(self, made: str) -> list[UUID]:
        with self.office.database.read() as session:
            query = select(UserTask.id).where(UserTask.business_key == made, UserTask.state == "open")
            return list(session.scalars(query))

    def browser(self, name: str) -> Browser:
        found = Browser(self.app.test_client())
        assert found.sign_in(name).status_code == 303
        return found

    def read(self, name: str, made: str = "") -> dict[str, str]:
        """Return all that somebody can read: pages, lists, exports, calendars, mails."""
        browser = self.browser(name)
        paths = [*PAGES, f"/ho-so/{self.code}", f"/kiem-tra/{self.code}", f"/kiem-tra/{self.code}/tai-ve.json"]
        if made:
            ids = self.tasks(made)
            paths += [f"/khieu-nai/{made}", f"/?q={made}", f"/kiem-tra?q={made}"]
            paths += [f"/kiem-tra/{made}{ending}" for ending in ("", "/tai-ve.csv", "/tai-ve.json")]
            paths += [f"/viec/{one}" for one in ids] + [f"/lich/viec/{one}.ics" for one in ids]
            paths += [f"/hop-viec/{one}" for one in ids]
        told = {path: self._text(browser, path, made) for path in paths}
        address = re.search(r"/lich/[\w-]{20,}\.ics", browser.post("/lich").text)
        told["feed"] = browser.get(address.group(0)).text if address else ""
        return told | {"mail": self._mails(name)}

    @staticmethod
    def _text(browser: Browser, path: str, made: str) -> str:
        """Return what a page shows, without what was typed into its search fields or its address."""
        answer = browser.get(path)
        if answer.status_code != 200:
            return ""
        if path.endswith(".xlsx"):
            with zipfile.ZipFile(BytesIO(answer.data)) as packed:
                return "".join(packed.read(part).decode() for part in packed.namelist() if part.endswith(".xml"))
        if made and f"q={made}" in path:  # the words searched for stand in the page anyway
            return "".join(row.text_content() for row in html.fromstring(answer.text).xpath("//table//tr"))
        return answer.text

    def _mails(self, name: str) -> str:
        with self.office.database.read() as session:
            jobs = session.scalars(select(Job).where(Job.kind == "mail"))
            return "\n".join(str(job.payload) for job in jobs if name in str(job.payload.get("to")))
