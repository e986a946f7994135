"""PostgreSQL ends under a server and comes back: a page says so meanwhile, the log stays short, and work goes on."""

import http.client
import json
import re
import tempfile
import time
import urllib.parse
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from alembic import command

from engine.store.database import Database
from tests.cluster import Cluster
from tests.journeys.serving import Server
from tests.web.conftest import PASSWORD, Staff
from web.base.schema import alembic_config
from web.shell.tables import load_all
from web.signin.passwords import hash_password

PAGES = ("/", "/ho-so", "/thong-bao/so-moi", "/tim-kiem?q=a")
USERS, ROUNDS = 20, 3


class Visit:
    """What one browser holds: its cookies, and a connection for each question."""

    def __init__(self, server: Server) -> None:
        self.port = server.port
        self.cookies: dict[str, str] = {}

    def ask(self, path: str, sent: dict[str, str] | None = None) -> tuple[int, dict[str, str], str]:
        """Return status, headers and text of an answer."""
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        body = urllib.parse.urlencode(sent) if sent else None
        if body:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        line.request("POST" if body else "GET", path, body, headers)
        answer = line.getresponse()
        for cookie in answer.headers.get_all("Set-Cookie") or ():
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        said = answer.read().decode()
        line.close()
        return answer.status, dict(answer.headers), said

    def sign_in(self) -> None:
        """Sign in through the form."""
        token = re.search(r'name="csrf_token" value="([^"]+)"', self.ask("/dang-nhap")[2])
        assert token
        sent = {"csrf_token": token.group(1), "username": "lan", "password": PASSWORD}
        assert self.ask("/dang-nhap", sent)[0] in (302, 303)


@pytest.fixture
def own_cluster() -> Iterator[Cluster]:
    """Return a cluster that nobody else works on; not in the tester's folders, which its account may not enter."""
    made = Cluster(Path(tempfile.mkdtemp(prefix="bangvang-away-")))
    yield made
    made.stop()


@pytest.fixture
def served_alone(own_cluster: Cluster, tmp_path: Path) -> Iterator[Server]:
    """Return a server of two processes on it, with one account."""
    address = own_cluster.create_empty("away")
    database = Database(address)
    load_all()
    database.create_all()
    with database.transaction() as session:
        command.stamp(alembic_config(session.connection()), "head")
    Staff(database, hash_password(PASSWORD)).hire("lan", "emulation_dept@VKSNDTC")
    database.dispose()
    server = Server(tmp_path, address, processes=2)
    server.start()
    yield server
    server.stop()


def test_a_database_away_is_told_on_every_page_and_once_in_a_while_in_the_log(
    served_alone: Server, own_cluster: Cluster
) -> None:
    visit = Visit(served_alone)
    visit.sign_in()
    assert visit.ask("/")[0] == 200
    assert json.loads(visit.ask("/readyz")[2]) == {"ready": True, "failing": []}
    with ThreadPoolExecutor(8) as users:  # as many connections as there are threads
        assert set(users.map(lambda _: visit.ask("/")[0], range(40))) == {200}
    # Two processes answered; whichever is asked knows what both did.
    assert 'bangvang_requests_total{room="inbox",status="200"} 41.0' in visit.ask("/metrics")[2]
    own_cluster.restart()
    assert [visit.ask("/")[0] for _ in range(8)] == [200] * 8  # what was cut is seen before it is used
    before = len(served_alone.log().splitlines())
    own_cluster.end()
    began = time.monotonic()
    with ThreadPoolExecutor(USERS) as users:
        asked = [path for path in PAGES for _ in range(USERS * ROUNDS)]
        answers = list(users.map(visit.ask, asked))
    seconds = time.monotonic() - began
    assert {status for status, _headers, _text in answers} == {503}
    assert all(headers["Retry-After"] == "10" for _status, headers, _text in answers)
    assert all("Hệ thống đang bận" in said and "The service is busy" in said for _status, _headers, said in answers)
    assert visit.ask("/healthz")[0] == 200
    status, _headers, said = visit.ask("/readyz")
    assert (status, json.loads(said)) == (503, {"ready": False, "failing": ["database"]})
    lines = served_alone.log().splitlines()[before:]
    assert len(lines) <= max(4, seconds), "\n".join(lines)
    assert not any("frames" in line or "Traceback" in line for line in lines)
    own_cluster.begin()
    assert [visit.ask("/")[0] for _ in range(4)] == [200] * 4
