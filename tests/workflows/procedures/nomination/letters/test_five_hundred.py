"""A list of five hundred with twelve mistakes: each is reported, the rest goes on to the Central Board."""

import io

import pytest
from openpyxl import Workbook
from sqlalchemy import insert

from engine.base import clock as clock_room
from engine.base.actor import Actor
from engine.commands import complete_task, deploy
from engine.model.base import new_id
from engine.sheets import read_book
from engine.store import releases, tasks
from tests.workflows.procedures.nomination.office import BODIES, DOSSIER, UNIT, Office
from workflows.procedures.nomination.letters.commands import ListRefusedError, create_letter
from workflows.procedures.nomination.store import entries_of
from workflows.registers.awards.model import Hold, Initiative, TitleRecord, YearRecord
from workflows.registers.organisation.model import Person

COUNT, FEWER = 500, 120  # on PostgreSQL the way is the same, and each name costs
SUMMARY = "Hoàn thành xuất sắc nhiệm vụ, có sáng kiến hiệu quả trong toàn quốc."
ASKED = {"award": "CSTDTQ", "year": 2019, "unit": UNIT, "kind": "individual"}
ROUTE = b"""      <rule id="bloc_votes_on_fighters">
        <inputEntry id="bloc_fighters_1"><text>"CSTDTQ"</text></inputEntry>
        <inputEntry id="bloc_fighters_2"><text>-</text></inputEntry>
        <inputEntry id="bloc_fighters_3"><text>"NC"</text></inputEntry>
        <inputEntry id="bloc_fighters_4"><text>-</text></inputEntry>
        <outputEntry id="bloc_fighters_5"><text>true</text></outputEntry>
        <outputEntry id="bloc_fighters_6"><text>"Quy ch\xe1\xba\xbf kh\xe1\xbb\x91i"</text></outputEntry>
        <outputEntry id="bloc_fighters_7"><text>"unverified"</text></outputEntry>
        <annotationEntry><text>Quy ch\xe1\xba\xbf kh\xe1\xbb\x91i</text></annotationEntry>
        <annotationEntry><text/></annotationEntry>
        <annotationEntry><text/></annotationEntry>
      </rule>
"""


@pytest.fixture
def office(database, clock):
    made = Office(database)
    count = COUNT if database.is_sqlite else FEWER
    people = [made._person(new_id(), f"Nguyễn Văn {n} (ví dụ)", UNIT) for n in range(count)]
    for n, person in enumerate(people):
        person.code, person.sex = f"cb{n:03d}", "female" if n % 2 else "male"
    made.give(*people)
    made.five_hundred = people
    now = {"recorded_at": clock.now(), "recorded_by": "test"}
    titles = [
        {"id": new_id(), "person_id": p.id, "award_code": "CSTDB", "year": year, **now}
        for p in people
        for year in (2018, 2019)
        if (p.code, year) != ("cb011", 2018)
    ]
    with database.transaction() as session:
        session.execute(insert(TitleRecord), titles)
        years = [{"id": new_id(), "person_id": p.id, "year": 2019, "rating": "EXCELLENT"} for p in people]
        session.execute(insert(YearRecord), years)
        done = [{"id": new_id(), "person_id": p.id, "year": 2019, "name": "SK", "scope": "nation"} for p in people]
        session.execute(insert(Initiative), done)
    return made


def plant(office, rows):
    """Put twelve mistakes of different kinds into the rows, and return which row shall be reported for which reason."""
    people = office.five_hundred
    rows[10][0] = "khong-co"
    rows[20][1] = "Trần Thị Khác"
    rows[30][2] = ""
    rows[40][0] = "mã có dấu cách"
    rows[50][2] = "x" * 2001
    rows[60][0], rows[60][1] = rows[59][0], rows[59][1]
    rows[90][1] = ""
    with office.database.transaction() as session:
        session.get(Person, people[70].id).left_on = clock_room.today()
        session.get(Person, people[80].id).unit_code = "VKSNDTC"
        since = {"valid_from": clock_room.today(), "reason": "Đang xem xét kỷ luật"}
        session.add(Hold(person_id=people[100].id, **since))
        held = {"award_code": "CSTDTQ", "year": 2019, "recorded_at": clock_room.now(), "recorded_by": "test"}
        session.add(TitleRecord(person_id=people[110].id, **held))
    return {
        12: "There is no person",
        22: "another name",
        32: "A value is required",
        42: "A code has only letters",
        52: "longer than",
        62: "stands in row 61",
        72: "has left",
        82: "does not belong",
        92: "A value is required",
        102: "kỷ luật",
        112: "Chưa được tặng hình thức này",
        13: "CSTDB",
    }


def workbook(rows):
    book = Workbook()
    sheet = book.active
    sheet.append(["Mã cán bộ", "Họ và tên", "Tóm tắt thành tích"])
    for row in rows:
        sheet.append(row)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def test_five_hundred_names_with_twelve_mistakes_go_through_council_and_bloc_to_the_board(office):
    vote_in_bloc_on_fighters(office)
    rows = [[p.code, p.full_name, SUMMARY] for p in office.five_hundred]
    expected, good = plant(office, rows), len(rows) - 12
    by, book = office.writer(UNIT), read_book(workbook(rows), "danh-sach.xlsx")
    with pytest.raises(ListRefusedError) as refused, office.database.transaction() as session:
        create_letter(session, book, **ASKED, by=by, key="first")
    found = {error.row: str(error.text) for error in refused.value.checked.errors}
    assert len(refused.value.checked.errors) == 12
    assert set(found) == set(expected)
    wrong = {row: (text, found[row]) for row, text in expected.items() if row != 13 and text not in found[row]}
    assert wrong == {}
    with office.database.transaction() as session:
        code = create_letter(session, book, **ASKED, by=by, key="rest", takes_rest=True).code
    assert states(office, code) == {"proposed": good}
    through_council(office, code)
    assert states(office, code) == {"passed": good}
    assert office.nomination(code).stage == "bloc_vote"
    through_bloc(office, code)
    assert office.nomination(code).stage == "central"
    assert "receive" in office.waiting(code)
    assert states(office, code) == {"passed": good}


def states(office, code):
    counts = {}
    with office.database.read() as session:
        for entry in entries_of(session, [code]):
            counts[entry.state] = counts.get(entry.state, 0) + 1
    return counts


def vote_in_bloc_on_fighters(office):
    """Let an administrator add a line to the table of ways: this bloc votes on national fighters too."""
    with office.database.transaction() as session:
        newest = releases.latest_release(session, "nomination")
        files = releases.files_of(session, newest.id)
        mark = b'      <rule id="otherwise">'
        files["route.dmn"] = files["route.dmn"].replace(mark, ROUTE + mark)
        author, approver = (
            Actor("quantri", "Quản trị"),
            Actor("duyet", "Người duyệt", frozenset({"process_approver@*"})),
        )
        deploy(session, files, procedure="nomination", author=author, approver=approver, key="route")


def through_council(office, code):
    office.do(code, "prepare_dossier", office.writer(UNIT), **DOSSIER)
    assert office.waiting(code) == {"endorse"}, office.variables(code, "nomination")["eligibility"]
    office.endorse(code)
    office.appraise(code)
    office.later(days=14)
    department = office.actor("emulation_dept@VKSNDTC", name="VKSNDTC appraises")
    if office.waiting(code):  # published only since TT 12/2019
        office.do(code, "publication_comments", department, has_complaint=False)
    key = office.call_session()
    office.convene(key)
    office.attend(key, present=10)
    for voter in office.variables(key, "council_session")["voters"]:
        by = Actor(id=voter["principal"].removeprefix("person:"), name=voter["name"])
        cast(office, key, by)
    office.finish_session(key)
    office.sign(code)


def through_bloc(office, code):
    office.call_vote()
    office.set_agenda(code)
    for body in BODIES:
        cast(office, "NC-2019", office.actor(f"bloc_voter@{body}"))
    office.sign_minutes()


def cast(office, key, by):
    """Fill in a sheet with one choice for all."""
    with office.database.transaction() as session:
        found = [t for t in tasks.tasks_of(session, key, open_only=True) if tasks.may_act(t, by)]
        rows = [{"choice": None}] * (len(office.five_hundred) - 12)
        complete_task(session, found[0].id, {"others": "yes", "votes": rows}, by=by, key=str(new_id()))
    office.run()
