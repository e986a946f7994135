"""Awards held, ratings and initiatives come in from a file: by two people, all or nothing, each change said before."""

import io
import re
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest

from engine import commands as engine
from engine.base.actor import SYSTEM
from engine.base.errors import BangVangError
from engine.base.text import Text
from engine.commands.operators import NeedsTwoError
from engine.sheets import read_book
from tests.prepared import ship_catalogue
from tests.web.conftest import PASSWORD, Browser, Staff
from workflows.registers.awards import store
from workflows.registers.awards.entering.actions import IMPORTERS, request_for
from workflows.registers.awards.facts import facts_for
from workflows.registers.organisation import actor_for
from workflows.registers.organisation.store import find_unit, people_by_code

FILES = {
    "import_titles": "Mã danh hiệu,Năm,Mã cán bộ,Số quyết định\nCSTDCS,2018,cb.đức/01,12/QĐ-VKSTC\n",
    "import_years": "Năm,Mã cán bộ,Xếp loại,Kỷ luật\n2018,cb.đức/01,hoan thanh tot nhiem vu,\n",
    "import_initiatives": "Mã cán bộ,Năm,Tên sáng kiến,Phạm vi\ncb.đức/01,2018,Số hóa hồ sơ vụ án,Cơ sở\n",
}
ROWS: dict[str, Any] = {
    "import_titles": store.all_titles,
    "import_years": store.all_years,
    "import_initiatives": store.all_initiatives,
}


class Office:
    """Two administrators and one whose achievements are entered."""

    def __init__(self, staff: Staff) -> None:
        self.database = staff.database
        ship_catalogue(self.database)
        self.first = staff.hire("quantri", "administrator@*")
        self.second = staff.hire("quantri2", "administrator@*")
        self.other = staff.hire("cb.đức/01", unit="VKSNDTC.VP")

    def actor(self, session: Any, person: UUID) -> Any:
        return replace(actor_for(session, person), is_confirmed=True)

    def propose(self, kind: str, text: str, name: str = "số liệu.csv") -> Any:
        with self.database.transaction() as session:
            by, request = (
                self.actor(session, self.first),
                request_for(kind, text.encode(), read_book(text.encode(), name)),
            )
            return engine.propose_act(session, kind, request, "Theo sổ", by=by, key=f"{kind}-{hash(text)}")

    def approve(self, act: Any) -> Any:
        with self.database.transaction() as session:
            by = self.actor(session, self.second)
            return engine.approve_act(session, act.id, by=by, key=f"approve-{act.id}")

    def rows(self, kind: str) -> list[Any]:
        with self.database.read() as session:
            return [*ROWS[kind](session)]


@pytest.fixture
def office(app: Any, staff: Staff) -> Office:
    return Office(staff)


@pytest.mark.parametrize("kind", sorted(FILES))
def test_no_administrator_enters_anything_alone(office: Office, kind: str) -> None:
    with office.database.transaction() as session:
        load, by = IMPORTERS[kind][0], office.actor(session, office.first)
        with pytest.raises(NeedsTwoError):
            load(session, read_book(FILES[kind].encode(), "x.csv"), dry_run=False, by=by)
    assert office.rows(kind) == []


@pytest.mark.parametrize("kind", sorted(FILES))
def test_what_two_agree_on_is_entered_once_and_said_before(office: Office, kind: str) -> None:
    act = office.propose(kind, FILES[kind])
    effect = str(Text.from_data(act.effect[0]))
    assert effect.startswith("New: cb.đức/01 · ")
    assert "2018" in effect
    assert office.approve(act).state == "approved"
    assert len(office.rows(kind)) == 1
    with pytest.raises(BangVangError, match="changes nothing"):
        office.propose(kind, FILES[kind] + "\n")


def test_a_change_names_the_old_and_the_new_value_and_what_changed_meanwhile_stops_it(office: Office) -> None:
    office.approve(office.propose("import_years", FILES["import_years"]))
    better = FILES["import_years"].replace("hoan thanh tot nhiem vu", "Hoàn thành xuất sắc nhiệm vụ")
    act = office.propose("import_years", better)
    said = "Changed: cb.đức/01 · 2018. Xếp loại: Hoàn thành tốt nhiệm vụ → Hoàn thành xuất sắc nhiệm vụ"
    assert str(Text.from_data(act.effect[0])) == said
    worse = better.replace("Hoàn thành xuất sắc nhiệm vụ", "Không hoàn thành nhiệm vụ")
    with office.database.transaction() as session:
        IMPORTERS["import_years"][0](session, read_book(worse.encode(), "x.csv"), dry_run=False, by=SYSTEM)
    assert office.approve(act).state == "failed"
    assert [row.rating for row in office.rows("import_years")] == ["NOT_DONE"]


@pytest.mark.parametrize("code", ["quantri", "quantri2"])
@pytest.mark.parametrize("kind", sorted(FILES))
def test_nobody_enters_or_approves_their_own(office: Office, kind: str, code: str) -> None:
    act = office.approve(office.propose(kind, FILES[kind].replace("cb.đức/01", code)))
    assert act.state == "failed"
    assert office.rows(kind) == []


@pytest.mark.parametrize(
    ("kind", "row", "column"),
    [
        ("import_years", "2018,,Hoàn thành nhiệm vụ,", "Mã cán bộ"),
        ("import_years", "2018,nobody,Hoàn thành nhiệm vụ,", "Mã cán bộ"),
        ("import_years", "2090,cb.đức/01,Hoàn thành nhiệm vụ,", "Năm"),
        ("import_years", "2018,cb.đức/01,Rất tốt,", "Xếp loại"),
        ("import_initiatives", "nobody,2018,Số hóa,Cơ sở", "Mã cán bộ"),
        ("import_initiatives", "cb.đức/01,2018,Số hóa,Vũ trụ", "Phạm vi"),
    ],
)
def test_one_wrong_cell_refuses_the_whole_file_by_row_and_column(
    office: Office, kind: str, row: str, column: str
) -> None:
    with pytest.raises(BangVangError, match=rf"Row 3, {column}"):
        office.propose(kind, f"{FILES[kind]}{row}\n")
    assert office.rows(kind) == []


def test_a_unit_states_its_numbers_and_they_are_judged_on(office: Office) -> None:
    header = "Năm,Mã đơn vị,Xếp loại,Số người,Số người đạt Lao động tiên tiến"
    with pytest.raises(BangVangError, match="more than members"):
        office.propose("import_years", f"{header}\n2018,VKSNDTC.VP,Hoàn thành tốt nhiệm vụ,10,11\n")
    office.approve(office.propose("import_years", f"{header}\n2018,VKSNDTC.VP,Hoàn thành tốt nhiệm vụ,10,8\n"))
    with office.database.read() as session:
        facts = facts_for(session, "TTLDTT", find_unit(session, "VKSNDTC.VP"), 2018)
    assert (facts["rating"], facts["members"], facts["ldtt_members"]) == ("GOOD", 10, 8)


def test_the_page_shows_a_file_and_proposes_it(office: Office, browser: Browser) -> None:
    browser.sign_in("quantri", PASSWORD)
    text = FILES["import_years"].encode()
    sent = {"kind": "years", "act": "look", "file": (io.BytesIO(text), "xếp loại.csv")}
    looked = browser.post("/to-chuc/nhap", sent, content_type="multipart/form-data")
    assert looked.status_code == 200
    assert "Hoàn thành tốt nhiệm vụ" in looked.text
    carried = re.search(r'name="carried" value="([^"]+)"', looked.text)
    assert carried
    taken = {
        "kind": "years",
        "act": "take",
        "carried": carried.group(1),
        "name": "xếp loại.csv",
        "_key": "years-by-page",
    }
    assert browser.post("/to-chuc/nhap", taken).status_code == 422  # no reason
    proposed = browser.post("/to-chuc/nhap", {**taken, "_key": "years-again", "reason": "Theo sổ"})
    assert proposed.status_code == 303
    act = proposed.headers["Location"].rpartition("/")[2]
    assert "cb.đức/01" in browser.get(proposed.headers["Location"]).text
    assert browser.get(f"/to-chuc/nhap/de-nghi/{act}").data == text
    assert office.rows("import_years") == []
    with office.database.read() as session:
        assert "cb.đức/01" in people_by_code(session)
