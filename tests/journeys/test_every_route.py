"""Every address the server answers GET at, with the example's real codes, as every role, through the shipped server."""

import http.client
import re
import shutil
import socket
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode
from uuid import uuid4

import pytest
from sqlalchemy import select
from werkzeug.routing import Rule

from engine.feel import workdays
from engine.model import Incident, Instance, Migration, UserTask
from engine.store.database import Database
from tests.cluster import Cluster
from tests.journeys.serving import Server
from tests.whole import taken
from web.base.config import Settings
from web.cli.example import PASSWORD
from web.cli.schema import upgrade_schema
from web.shell.app import create_app
from web.shell.tables import load_all
from workflows.across.documents.model import Document
from workflows.procedures.council_session.model import CouncilSession
from workflows.registers.attachments.model import Attachment

PEOPLE = (
    *("quantri", "thanhtra", "vksndtc.vutdkt", "vksndtc.lanhdao", "vksndtc.thuky", "bca.vutdkt"),
    *("banth.canbo", "banth.truong", ""),
)
SEE_ALL = ("quantri", "thanhtra")
DIGITS = "9" * 5_000
TRYING = {
    "sqlite": taken(PEOPLE, ("quantri", "vksndtc.vutdkt")),
    "postgresql": taken(PEOPLE, ("thanhtra", "")),
}
"""Who also opens the addresses with senseless numbers: between them they may open nearly every page."""
UNFINISHED = (
    b"",
    b"GET /dang-nhap HTTP/1.1\r\nHost: localhost\r\nX-A",
    b"POST /dang-nhap HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5000\r\n\r\na",
)
TARGETS = (
    *("//evil.example", "/\\evil.example", "/\uff0fevil.example", "/%ef%bc%8fevil.example", "//u:p@evil.example"),
    *(
        "/%09/evil.example",
        "/%5c@evil.example",
        "https:evil.example",
        "//xn--evl-6ma.example",
        "/%252f%252fevil.example",
    ),
)
HOSTS = (
    *(
        "evil.example",
        "localhost@evil.example",
        "evil@localhost",
        "localhost/evil",
        "localhost#evil",
        "localhost\\evil",
    ),
    *("localhost:1@evil", "localhost.evil.example", "xn--evl-6ma.example", "\uff4cocalhost", "localhost, evil.example"),
)
HOSTILE = dict.fromkeys(("year", "nam", "until", "after", "sau", "open", "trang", "page", "version", "a", "b"), DIGITS)
WORDS = {
    "procedure": "nomination",
    "name": "1",
    "path": "nomination.bpmn",
    "number": "1",
    "year": "2019",
    "kind": "minutes",
    "body": "VKSNDTC",
    "act": "huy",
    "token": "x" * 43,
    "filename": "css/tokens.css",
}


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def site(
    request: pytest.FixtureRequest,
    example: Path,
    cluster: Cluster,
    worker_name: str,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[tuple[Server, Database]]:
    """Return a running server on the whole example, and its database."""
    folder = shutil.copytree(example, tmp_path_factory.mktemp("routes") / "data")
    address = f"sqlite:///{folder / 'bangvang.db'}"
    if request.param == "postgresql":
        address = copy_tables(address, cluster.create_empty(f"routes_{worker_name}"))
    server, database = Server(folder, address), Database(address)
    server.start()
    yield server, database
    server.stop()
    workdays.follow(None)  # the application whose addresses are walked reckons by this database
    database.dispose()


def copy_tables(source: str, target: str) -> str:
    """Copy every row of one database into another that has the same tables; return its address."""
    read, written = Database(source), Database(target)
    upgrade_schema(written)
    with read.engine.connect() as reading, written.engine.begin() as writing:
        writing.exec_driver_sql("SET session_replication_role = replica")
        for table in load_all().sorted_tables:
            writing.execute(table.delete())  # what the migrations wrote of their own
            rows = [dict(row._mapping) for row in reading.execute(select(table))]
            if rows:
                writing.execute(table.insert(), rows)
    read.dispose()
    written.dispose()
    return target


def test_no_address_answers_with_a_failure(site: tuple[Server, Database]) -> None:
    server, database = site
    rules = addresses_of(server, database)
    senseless = sorted(one for one in rules if DIGITS[:400] in one)
    plain = sorted(set(rules) - set(senseless))
    assert len(plain) > 100
    with ThreadPoolExecutor(4) as pool:
        answers = walk_all(pool, server, dict.fromkeys(SEE_ALL, plain))
        rest = list(taken(plain, those_there_are(answers, rules)))
        answers += walk_all(pool, server, {who: rest for who in PEOPLE if who not in SEE_ALL})
        opened = Counter(who for who, _, status in answers if status == 200)
        answers += walk_all(pool, server, dict.fromkeys(TRYING[database.engine.dialect.name], senseless))
    found = [one for one in answers if one[2] >= 500]
    assert found == [], "\n".join([*map(str, found), server.log()[-3_000:]])
    assert all(opened[who] > (15 if who else 1) for who in PEOPLE), opened


Answer = tuple[str, str, int]


def walk_all(pool: ThreadPoolExecutor, server: Server, addresses: Mapping[str, Sequence[str]]) -> list[Answer]:
    """Let people open addresses, each theirs one after the other; return who, address and status of each."""
    walked = pool.map(lambda given: walk(server, *given), addresses.items())
    return [answer for answers in walked for answer in answers]


def those_there_are(answers: list[Answer], rules: Mapping[str, str]) -> list[str]:
    """Return the addresses at which something stands, and of every rule at least one.

    What neither who administers everything nor who reads everything finds is there for nobody.
    """
    found = {address for _, address, status in answers if status != 404}
    one_each = {rules[address]: address for _, address, _ in answers} | {rules[address]: address for address in found}
    return sorted(found | set(one_each.values()))


def test_no_host_and_no_target_leads_elsewhere(site: tuple[Server, Database]) -> None:
    server, _database = site
    led = [led_to(server, "localhost", target) for target in TARGETS]
    assert [one for one in led if one != (303, "/")] == []
    answers = [led_to(server, host, "/vang-mat") for host in HOSTS]
    assert [one for one in answers if one[0] not in (400, 421) or "evil" in one[1]] == []
    assert led_to(server, f"localhost:{server.port}", "/vang-mat") == (303, "/vang-mat")


def led_to(server: Server, host: str, target: str) -> tuple[int, str]:
    """Choose a language under a host, to go on at a target; return the status and where that leads."""
    with closing(Plain(server)) as visitor:
        page = visitor.open("/dang-nhap")[1]
        token = re.findall(r'name="csrf_token" value="([^"]+)"', page)[0]
        fields = {"csrf_token": token, "language": "vi", "next": target}
        return visitor.choose(host, fields)


def test_unfinished_requests_do_not_hold_up_a_page(site: tuple[Server, Database]) -> None:
    server, _database = site
    quiet = [seconds_of_a_page(server) for _ in range(20)]
    held = [socket.create_connection(("127.0.0.1", server.port), 10) for _ in range(150)]
    for number, line in enumerate(held):
        line.sendall(UNFINISHED[number % len(UNFINISHED)])
    then = [seconds_of_a_page(server) for _ in range(20)]
    for line in held:
        line.close()
    assert sorted(then)[10] < max(3 * sorted(quiet)[10], 2)  # held up, it would wait for ten seconds


def seconds_of_a_page(server: Server) -> float:
    """Return how long a page takes for somebody who is not signed in."""
    began = time.perf_counter()
    with closing(Plain(server)) as visitor:
        assert visitor.get("/dang-nhap") == 200
    return time.perf_counter() - began


def walk(server: Server, username: str, addresses: Sequence[str]) -> list[Answer]:
    """Open every address as a person; return who, address and status of each."""
    with closing(Plain(server)) as visitor:
        if username:
            visitor.sign_in(username)
        return [(username, address, visitor.get(address)) for address in addresses]


class Plain:
    """A person behind one connection, without any browser."""

    def __init__(self, server: Server) -> None:
        self._line = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
        self._cookies: dict[str, str] = {}

    def close(self) -> None:
        """Hang up."""
        self._line.close()

    def get(self, address: str) -> int:
        """Open an address and return its status."""
        return self._ask("GET", address)[0]

    def open(self, address: str) -> tuple[int, str]:
        """Open an address and return its status and what it says."""
        return self._ask("GET", address)

    def send(self, address: str, fields: dict[str, str]) -> tuple[int, str]:
        """Send a form."""
        return self._ask("POST", quote(address, safe="/%"), urlencode(fields, errors="replace"))

    def sign_in(self, username: str) -> None:
        """Sign in by the form."""
        page = self._ask("GET", "/dang-nhap")[1]
        token = re.findall(r'name="csrf_token" value="([^"]+)"', page)[0]
        status, said = self._ask(
            "POST", "/dang-nhap", urlencode({"csrf_token": token, "username": username, "password": PASSWORD})
        )
        assert status == 303, (username, status, said[:500])

    def choose(self, host: str, fields: dict[str, str]) -> tuple[int, str]:
        """Choose a language under the name of a host; return the status and where to go next."""
        cookies = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
        kind = "application/x-www-form-urlencoded"
        self._line.putrequest("POST", "/ngon-ngu", skip_host=True)
        body = urlencode(fields).encode()
        said = {"Host": host, "Cookie": cookies, "Content-Type": kind, "Content-Length": str(len(body))}
        for name, value in said.items():
            self._line.putheader(name, value.encode())
        self._line.endheaders(body)
        answer = self._line.getresponse()
        answer.read()
        return answer.status, answer.getheader("Location", "")

    def send_as(self, kind: str, address: str, body: bytes, token: str) -> tuple[int, str]:
        """Send something of a media type to an address."""
        return self._ask("POST", quote(address, safe="/%"), body, {"Content-Type": kind, "X-CSRFToken": token})

    def _ask(
        self, method: str, address: str, body: str | bytes = "", more: dict[str, str] | None = None
    ) -> tuple[int, str]:
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self._cookies.items())}
        if body:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        headers |= more or {}
        self._line.request(method, address, body=body or None, headers=headers)
        answer = self._line.getresponse()
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                cookie, _, kept = value.partition(";")[0].partition("=")
                self._cookies[cookie] = kept
        return answer.status, answer.read().decode(errors="replace")


def addresses_of(server: Server, database: Database) -> dict[str, str]:
    """Return every address of the application filled with what there is, each also with senseless numbers: its rule."""
    settings = Settings(data_dir=server.data_dir, secret_key="x", database_url=database.url)
    app, samples = create_app(settings, database), samples_of(database)
    rules = [one for one in app.url_map.iter_rules() if "GET" in (one.methods or ())]
    return {
        address: rule.rule for rule in rules if rule.endpoint != "account.leave" for address in _filled(rule, samples)
    }


def _filled(rule: Rule, samples: dict[str, list[str]]) -> Iterator[str]:
    for choice in choices(sorted(rule.arguments), samples):
        path = rule.rule
        for name, value in choice.items():
            path = re.sub(rf"<(\w+:)?{name}>", lambda _, value=value: quote(value), path)
        yield path
        if "<int:" in rule.rule:
            yield re.sub(r"<(\w+:)?\w+>", lambda found: DIGITS if found[1] == "int:" else "x", rule.rule)
    if not rule.rule.startswith("/static"):
        yield f"{path}?{urlencode({name: value[:400] for name, value in HOSTILE.items()})}"
        yield f"{path}?year={DIGITS}&nam={DIGITS}"


def choices(names: list[str], samples: dict[str, list[str]]) -> list[dict[str, str]]:
    """Return some ways to fill the places of an address: one for each sample of its most varied place."""
    found = {name: samples.get(name) or [WORDS.get(name, str(uuid4()))] for name in names}
    most = max((len(values) for values in found.values()), default=1)
    return [{name: values[turn % len(values)] for name, values in found.items()} for turn in range(most)]


def samples_of(database: Database) -> dict[str, list[str]]:
    """Return what stands in addresses by its name there: of each kind of case, task and document one."""

    def some(column: Any, *by: Any) -> list[str]:
        return [str(one) for one in session.scalars(select(column).order_by(*by or (column,)).limit(2))]

    with database.read() as session:
        kinds = session.execute(select(Instance.process_id, Instance.business_key, Instance.id)).all()
        per_kind = {process: (str(key), str(found)) for process, key, found in kinds if key}
        tasks = session.execute(select(UserTask.element_id, UserTask.id).where(UserTask.state == "open")).all()
        sessions = some(CouncilSession.code)
        return {
            "code": [*{key for key, _ in per_kind.values()}, *sessions, "KN-VKSNDTC-2019-00001", "ĐÀ/Đặng\r\n"],
            "about": [*{key for key, _ in per_kind.values()}, *sessions],
            "instance_id": [found for _, found in per_kind.values()],
            "task_id": [str(found) for found in dict(tuple(one) for one in tasks).values()],
            "incident_id": some(Incident.id),
            "migration_id": some(Migration.id),
            "attachment_id": some(Attachment.id),
            "document_id": some(Document.id),
            "procedure": ["nomination", "council_session"],
            "kind": ["minutes", "submission", "individual", "nomination"],
            "number": ["1", "2"],
        }
