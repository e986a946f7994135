"""The largest file of rows that is read, sent again and again by one person: what somebody else's work takes meanwhile.

Another person signs in, opens the inbox and a task, and decides it, quiet and beside the uploads in turn. Beside it,
how long five thousand clean rows take to be read, the process of its own included.
"""

import http.client
import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from urllib.parse import urlencode, urlsplit
from uuid import uuid4

from engine.sheets import read_book
from engine.store.database import Database
from tests.bench.approvers import Approver
from tests.bench.bench_load import EACH as TASKS
from tests.bench.bench_load import give_tasks, hire, served
from tests.bench.report import Report
from tests.engine.sheets.nasty import book, row, sheet
from web.signin.commands import begin_session, open_account
from web.signin.passwords import hash_password
from web.signin.sessions import BrowserSessions
from workflows.registers.organisation.folding import fold_text, name_sort_key
from workflows.registers.organisation.model import Person, Post

ROUNDS, EACH = 4, 6
LARGEST, CLEAN = 20_000, 5_000
COLUMNS = ("Mã cán bộ", "Họ và tên", "Mã đơn vị", "Giới tính", "Năm sinh", "Dân tộc", "Chức vụ", "Ngày tuyển dụng")
PASSWORD = "mot mat khau du dai cho phep do"
TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')
TYPE = "application/x-www-form-urlencoded"


def measure(report: Report) -> None:
    """Measure somebody else's work quiet and beside the uploads, in turn."""
    clean = _people(CLEAN)
    report.record("intake.rows_5000", [_seconds(clean) for _ in range(ROUNDS)], "s")
    with served() as (server, _postmaster, database):
        cookie, sender = hire(database, 0), _administrator(database)
        for turn in range(2 * ROUNDS * EACH // TASKS + 1):
            give_tasks(database, 1, f"intake-{turn}")
        other, largest = Approver(server.address, cookie, 0), _people(LARGEST)
        quiet, beside, answers = [], [], []
        for _ in range(ROUNDS):
            quiet.append(_work(other))
            with _uploading(server.address, sender, largest) as told:
                beside.append(_work(other))
            answers += told
        report.record("intake.other.quiet", quiet, "ms")
        report.record("intake.other.beside", beside, "ms")
        report.ratio("intake.other.vs_quiet", beside, quiet)
        report.record("intake.largest", [seconds for _status, seconds in answers] or [0.0], "s")
        print(
            f"    {len(answers)} uploads were answered {sorted({status for status, _ in answers})}; {other.errors[:3]}"
        )


def _people(count: int) -> bytes:
    people = [
        row(f"cb.{n}", f"Nguyễn Thị Thu Hiền {n}", "B0", "Nữ", "<c><v>1980</v></c>", "Kinh", "Chuyên viên",
            '<c s="1"><v>42064</v></c>')
        for n in range(count)
    ]  # fmt: skip
    return book(sheet(row(*COLUMNS), *people))


def _seconds(data: bytes) -> float:
    began = time.perf_counter()
    read = read_book(data, "can-bo.xlsx")
    assert len(read.sheets[0].lines) == CLEAN + 1
    return time.perf_counter() - began


def _administrator(database: Database) -> str:
    with database.transaction() as session:
        person = Person(code="quantri", full_name="Ngô Quản Trị", unit_code="B0")
        person.sort_key, person.search = name_sort_key(person.full_name), fold_text(person.full_name)
        session.add(person)
        session.flush()
        session.add(Post(person_id=person.id, role="administrator", valid_from=date(2000, 1, 1)))
        account = open_account(session, "quantri", hash_password(PASSWORD), person.id)
        session.flush()
        return f"{BrowserSessions(secure=False).cookie}={begin_session(session, account.id)}"


def _work(other: Approver) -> float:
    """Return how many milliseconds signing in and deciding a task take, the middle of some."""
    took = []
    for _ in range(EACH):
        began = time.perf_counter()
        _sign_in(other.address)
        other.work(time.monotonic() + 0.01, 0)
        took.append((time.perf_counter() - began) * 1000)
    return sorted(took)[len(took) // 2]


def _sign_in(address: str) -> None:
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=60)
    connection.request("GET", "/dang-nhap")
    answer = connection.getresponse()
    page, cookies = answer.read().decode(), answer.headers.get_all("Set-Cookie", [])
    found = TOKEN.search(page)
    assert found, page[:200]
    headers = {"Content-Type": TYPE, "Cookie": "; ".join(one.split(";")[0] for one in cookies)}
    sent = {"csrf_token": found[1], "username": "quantri", "password": PASSWORD}
    connection.request("POST", "/dang-nhap", urlencode(sent), headers)
    answer = connection.getresponse()
    answer.read()
    assert answer.status in {302, 303}, answer.status
    connection.close()


@contextmanager
def _uploading(address: str, cookie: str, data: bytes) -> Iterator[list[tuple[int, float]]]:
    """Send a file again and again until the block ends; give what was answered and how long each took."""
    told: list[tuple[int, float]] = []
    ended = threading.Event()

    def send() -> None:
        while not ended.is_set():
            began = time.perf_counter()
            told.append((_upload(address, cookie, data), time.perf_counter() - began))

    thread = threading.Thread(target=send)
    thread.start()
    time.sleep(0.3)
    yield told
    ended.set()
    thread.join()


def _upload(address: str, cookie: str, data: bytes) -> int:
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=120)
    connection.request("GET", "/to-chuc/nhap", headers={"Cookie": cookie})
    found = TOKEN.search(connection.getresponse().read().decode())
    mark = uuid4().hex
    fields = {"csrf_token": found[1] if found else "", "kind": "people", "act": "look"}
    parts = [f'--{mark}\r\nContent-Disposition: form-data; name="{n}"\r\n\r\n{v}\r\n' for n, v in fields.items()]
    parts.append(f'--{mark}\r\nContent-Disposition: form-data; name="file"; filename="can-bo.xlsx"\r\n\r\n')
    body = "".join(parts).encode() + data + f"\r\n--{mark}--\r\n".encode()
    headers = {"Cookie": cookie, "Content-Type": f"multipart/form-data; boundary={mark}"}
    connection.request("POST", "/to-chuc/nhap", body, headers)
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.status
