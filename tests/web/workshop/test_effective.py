"""A changed threshold or deadline comes into force on a day: what was begun before keeps the old one."""

import re
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest

from engine.base import clock as clock_room
from engine.base.actor import SYSTEM
from engine.commands import start_instance
from engine.store import releases
from engine.store.database import Database
from tests.prepared import ship
from tests.web.workshop.conftest import Workshop
from workflows.registers.awards.rules import decide_under, newest_release

Edits = Mapping[str, tuple[str, str]]
OLD_SHARE = '<outputEntry id="otherwise_out_1"><text>80</text>'
OLD_CASE = 'mức tạm dùng",vote_threshold,VKSNDTC,CTDB,R2017,,,,,,,,,80'
OLD_DAY = '<outputEntry id="deadline_flag_r2017_out_2"><text>31</text>'
# A table's own test cases stand beside it; a change that contradicts them is refused until they follow.
LOWER = {
    "vote_threshold.dmn": (OLD_SHARE, OLD_SHARE.replace("80", "75")),
    "vote_threshold.tests.csv": (OLD_CASE, OLD_CASE.replace("80", "75")),
}


@pytest.fixture
def procedures(database: Database, clock: Any) -> None:
    ship(database)


def change(author: Workshop, approver: Workshop, procedure: str, edits: Edits, **form: str) -> Any:
    """Change passages in the browser (by file: old and new) and let the second person approve it from a day on."""
    files = author.get(f"/{procedure}/soan/du-lieu").json["files"]
    for path, (old, new) in edits.items():
        assert old in files[path]
        files[path] = files[path].replace(old, new)
    saved = author.send(f"/{procedure}/soan", files=files)
    assert saved.status_code == 200, saved.text
    assert author.submit(saved.json, "Đổi quy định").status_code == 200
    marks = re.findall(r'name="noted" value="(\w+)"', approver.page(f"/ban-nhap/{saved.json['id']}"))
    return approver.decide(saved.json, "duyet", noted=marks, **form)


def share(database: Database) -> int:
    asked = {"body": "BTP", "award": "LDTT", "regime": "R2024"}
    with database.read() as session:
        release = newest_release(session, "council_session")
        return int(decide_under(session, release, "vote_threshold.dmn", "vote_threshold", asked)["numerator"])


def begin(database: Database, key: str) -> Any:
    started = {"business_key": key, "by": SYSTEM, "key": key}
    return database.perform(lambda s: start_instance(s, "nomination", {}, **started).release_id)


def test_a_threshold_changes_on_the_day_chosen_and_not_before(
    procedures: None, author: Workshop, approver: Workshop, database: Database
) -> None:
    chosen = clock_room.today() + timedelta(days=3)
    day = chosen.strftime("%d/%m/%Y")
    answer = change(author, approver, "council_session", LOWER, effective_on=day)
    assert answer.status_code == 302
    page = approver.page("/council_session")
    assert day in page
    assert page.index("Sẽ có hiệu lực") < page.index(">Đang áp dụng")  # the newest is only to come
    assert "Sẽ có hiệu lực" in approver.page("/council_session/phien-ban/2")
    assert share(database) == 80
    begins = datetime.combine(chosen, time(), clock_room.local_zone())  # midnight here, not in Greenwich
    clock_room.advance(begins - clock_room.now() - timedelta(minutes=1))
    assert share(database) == 80
    clock_room.advance(timedelta(minutes=1))
    assert share(database) == 75


def last_day(database: Database, release: Any) -> Any:
    asked = {"award": "CTDCP", "regime": "R2017", "year": 2019}
    with database.read() as session:
        return decide_under(session, release, "deadline.dmn", "deadline_date", asked)


def test_a_deadline_changes_for_new_cases_and_old_ones_keep_theirs(
    procedures: None, author: Workshop, approver: Workshop, database: Database
) -> None:
    with database.read() as session:
        old = newest_release(session, "central_submission")
    day = (clock_room.today() + timedelta(days=1)).strftime("%d/%m/%Y")
    new = OLD_DAY.replace("31", "15")
    edits = {"deadline.dmn": (OLD_DAY, new), "deadline.tests.csv": ("2020-03-31", "2020-03-15")}
    change(author, approver, "central_submission", edits, effective_on=day)
    clock_room.advance(timedelta(days=1))
    with database.read() as session:
        following = newest_release(session, "central_submission")
    assert last_day(database, old) == date(2020, 3, 31)
    assert last_day(database, following) == date(2020, 3, 15)


def test_a_scoring_criterion_changes_from_a_day_and_years_begun_before_keep_theirs(
    procedures: None, author: Workshop, approver: Workshop, database: Database
) -> None:
    def most(release: Any) -> int:
        with database.read() as session:
            rows = decide_under(session, release, "scale.dmn", "scale", {"unit_type": "general"})
        return int(next(row["points"] for row in rows if row["code"] == "core_tasks"))

    with database.read() as session:
        old = newest_release(session, "bloc_year")
    day = (clock_room.today() + timedelta(days=1)).strftime("%d/%m/%Y")
    points = '<outputEntry id="core_tasks_general_out_3"><text>400</text>'
    edits = {"scale.dmn": (points, points.replace("400", "350"))}
    change(author, approver, "bloc_year", edits, effective_on=day)
    clock_room.advance(timedelta(days=1))
    with database.read() as session:
        following = newest_release(session, "bloc_year")
    assert (most(old), most(following)) == (400, 350)


@pytest.mark.parametrize("typed", ["01/01/2019", "hôm nay"])
def test_a_day_that_has_passed_or_is_none_is_refused(
    procedures: None, author: Workshop, approver: Workshop, database: Database, typed: str
) -> None:
    change(author, approver, "council_session", LOWER, effective_on=typed)
    with database.read() as session:
        newest = releases.latest_release(session, "council_session")
    assert newest is not None
    assert newest.number == 1


def test_a_case_begun_before_the_day_keeps_its_release(
    procedures: None, author: Workshop, approver: Workshop, database: Database
) -> None:
    first = begin(database, "A")
    day = (clock_room.today() + timedelta(days=1)).strftime("%d/%m/%Y")
    old, new = "Lập hồ sơ đề nghị", "Lập hồ sơ"
    edits = {"nomination.bpmn": (old, new)}
    assert change(author, approver, "nomination", edits, effective_on=day).status_code == 302
    assert begin(database, "B") == first
    clock_room.advance(timedelta(days=1))
    assert begin(database, "C") != first
    with database.read() as session:
        assert releases.find_release(session, first).number == 1
