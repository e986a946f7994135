"""Senseless requests at every address and form as six roles through the shipped server: none may answer 5xx.

`python -m tests.journeys.fuzzing [--requests N] [--seed S] [--only sqlite|postgresql]`, 10,000 on each database unless
told. What failed is printed as it was sent, and the seed sends it again.
"""

import argparse
import json
import random
import re
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote, urlencode

from engine.store.database import Database
from tests.cluster import Cluster
from tests.journeys.serving import Server, run_command
from tests.journeys.test_every_route import Plain, addresses_of, choices, copy_tables, samples_of
from web.base.config import Settings
from web.shell.app import create_app

ROLES = ("quantri", "thanhtra", "vksndtc.vutdkt", "vksndtc.lanhdao", "vksndtc.canbo", "")
LEFT_OUT = {"account.leave", "account.enter", "own.change", "own.end"}
FORM = re.compile(r'<form[^>]*action="([^"?#]*)[^>]*>(.*?)</form>', re.DOTALL)
FIELD, TOKEN = re.compile(r'name="([^"]+)"'), re.compile(r'name="csrf_token" value="([^"]+)"')
NASTY = (
    *(
        "",
        "0",
        "-1",
        "9" * 25,
        "9" * 5_000,
        "1e309",
        "NaN",
        "٣",
        "²",
        "2019-02-30",
        "29/02/2019",
        "31/12/9999",
        "00/00/0000",
    ),
    *(
        "true",
        "[]",
        "{}",
        "null",
        "x" * 20_000,
        "Đặng Thị Hạnh",
        "e\u0302\u0301",
        "\u200b",
        "\ud7ff",
        "\U0001f600",
        "a\x7fb",
    ),
    *(
        "../../etc/passwd",
        "<script>",
        "' OR 1=1 --",
        "%00",
        "%ff",
        "\r\nX: y",
        "{{7*7}}",
        "=1+1",
        "/\\evil",
        "//evil",
        "*",
    ),
    *("00000000-0000-0000-0000-000000000000", "k" * 36, "nomination", "VKSNDTC", "TĐKT-2019-00001", "2019", "approve"),
)


class Fuzzer:
    """One person who sends senseless things."""

    def __init__(self, server: Server, username: str, dice: random.Random) -> None:
        self.visitor, self.username, self.dice = Plain(server), username, dice
        if username:
            self.visitor.sign_in(username)
        page = self.visitor.open("/vang-mat" if username else "/dang-nhap")[1]
        self.token = "".join(TOKEN.findall(page)[:1])
        self.fields: dict[str, list[str]] = {}

    def ask(self, address: str) -> tuple[int, str]:
        """Open an address, often with senseless questions; learn the fields of its forms."""
        if self.dice.random() < 0.6:
            names = self.dice.sample(QUESTIONS, 3)
            address += ("&" if "?" in address else "?") + urlencode({n: self.dice.choice(NASTY) for n in names})
        status, page = self.visitor.open(address)
        for action, inner in FORM.findall(page):
            self.fields[action] = FIELD.findall(inner)
        return status, f"GET {address}"

    def send(self, address: str) -> tuple[int, str]:
        """Send a form to an address with senseless values."""
        names = {*self.fields.get(address, []), *self.dice.sample(QUESTIONS, 4)}
        body = {name: self.dice.choice(NASTY) for name in sorted(names)} | {"csrf_token": self.token}
        if self.dice.random() < 0.9:
            body["_key"] = "k" * 20 + str(self.dice.random())
        other = self.dice.random()
        if other < 0.1:
            return self._send_json(address, body)
        if other < 0.2:
            return self._send_file(address, body)
        return self.visitor.send(address, body)[0], f"POST {address} {urlencode(body)[:2_000]}"

    def _send_json(self, address: str, body: dict[str, str]) -> tuple[int, str]:
        """Send what an editor or a program would, with values of every kind."""
        said = {
            name: self.dice.choice((value, 10**30, -1, 1e300, None, [], {"a": [value]})) for name, value in body.items()
        }
        files = {"nomination.bpmn": self.dice.choice(NASTY), self.dice.choice(NASTY): "<a/>"}
        sent = json.dumps(self.dice.choice((said, [], "x", None, {"files": files, "version": 10**30, "key": "k"})))
        status, _ = self.visitor.send_as("application/json", address, sent.encode(), self.token)
        return status, f"POST {address} as JSON {sent[:2_000]}"

    def _send_file(self, address: str, body: dict[str, str]) -> tuple[int, str]:
        """Send a file of any name and content under each name that forms here give files."""
        mark, lines = "xXxMARKxXx", []
        for name, value in body.items():
            lines += [f"--{mark}", f'Content-Disposition: form-data; name="{name}"', "", value]
        name, data = self.dice.choice(FILES)
        for field in ("file", "files", "template", "signed"):
            lines += [f"--{mark}", f'Content-Disposition: form-data; name="{field}"; filename="{name}"', "", data]
        sent = "\r\n".join([*lines, f"--{mark}--", ""]).encode("utf-8", "replace")
        status, _ = self.visitor.send_as(f"multipart/form-data; boundary={mark}", address, sent, self.token)
        return status, f"POST {address} with {name}: {data[:200]!r} {urlencode(body, errors='replace')[:2_000]}"


FILES = (
    ("a.xlsx", "PK\x03\x04 nothing"),
    ("a.csv", "Mã;Tên\r\nA;" + "9" * 400),
    (
        "a.bpmn",
        "<definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL'><process id='a'/>",
    ),
    ("a.dmn", "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"),
    ("a.form.json", '{"id": "a", "components": [{"type": "textfield", "key": 7}, null, []]}'),
    ("mau.docx", "PK\x03\x04"),
    ("ban-ky.pdf", "%PDF-1.7\n1 0 obj<<>>endobj trailer<</Root 9 0 R>>"),
    ("\u202egnp.exe", "MZ"),
    ("", ""),
)
QUESTIONS = (
    *(
        "year",
        "nam",
        "until",
        "after",
        "sau",
        "open",
        "trang",
        "page",
        "version",
        "a",
        "b",
        "q",
        "sort",
        "award",
        "unit",
    ),
    *("state", "kind", "role", "next", "_group", "reason", "months", "procedure", "first_day", "decision", "comment"),
)


def fuzz(server: Server, database: Database, requests: int, seed: int) -> list[str]:
    """Send so many requests; return those that failed."""
    dice = random.Random(seed)
    asked = sorted(set(addresses_of(server, database)))
    sent = sorted(forms_of(server, database))
    people = [Fuzzer(server, who, dice) for who in ROLES]
    failed = []
    for _ in range(requests):
        one = dice.choice(people)
        is_sent = dice.random() < 0.5
        address = dice.choice(sent if is_sent else asked)
        if dice.random() < 0.1:
            address = disturbed(address, dice)
        status, said = one.send(address) if is_sent else one.ask(address)
        if status >= 500:
            failed.append(f"{status} as {one.username or 'nobody'}: {said}")
    for one in people:
        one.visitor.close()
    return failed


def disturbed(address: str, dice: random.Random) -> str:
    """Return an address with something senseless in one of its places."""
    parts = address.partition("?")[0].split("/")
    parts[dice.randrange(1, len(parts))] = quote(dice.choice(NASTY)[:3_000], safe="")
    return "/".join(parts)


def forms_of(server: Server, database: Database) -> Iterator[str]:
    """Yield every address that takes a form, filled with what there is."""
    app = create_app(Settings(data_dir=server.data_dir, secret_key="x", database_url=database.url), database)
    samples = samples_of(database)
    for rule in app.url_map.iter_rules():
        if "POST" in (rule.methods or ()) and rule.endpoint not in LEFT_OUT:
            for choice in choices(sorted(rule.arguments), samples):
                yield re.sub(r"<(?:\w+:)?(\w+)>", lambda found, choice=choice: choice[found[1]], rule.rule)


@contextmanager
def served(engine: str) -> Iterator[tuple[Server, Database]]:
    """Serve the example from a folder that goes afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="bangvang-fuzz-"))
    folder.chmod(0o711)
    data, cluster = folder / "data", None
    run_command(data, "init", "--example")
    address = f"sqlite:///{data / 'bangvang.db'}"
    if engine == "postgresql":
        (folder / "cluster").mkdir()
        cluster = Cluster(folder / "cluster")
        address = copy_tables(address, cluster.create_empty("fuzz"))
    server, database = Server(data, address), Database(address)
    try:
        server.start()
        yield server, database
    finally:
        server.kill()
        database.dispose()
        if cluster is not None:
            cluster.stop()
        shutil.rmtree(folder, ignore_errors=True)


def main() -> int:
    """Send requests to both databases; return 1 where one failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--requests", type=int, default=10_000, help="on each database")
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument("--only", choices=["sqlite", "postgresql"])
    given = parser.parse_args()
    found = 0
    for engine in [given.only] if given.only else ["sqlite", "postgresql"]:
        with served(engine) as (server, database):
            failed = fuzz(server, database, given.requests, given.seed)
            shown = "\n".join([*failed, server.log()[-4_000:] if failed else ""])
            sys.stdout.write(
                f"fuzz on {engine}, seed {given.seed}: {given.requests} requests, {len(failed)} x 5xx\n{shown}"
            )
            found += len(failed)
    return int(found > 0)


if __name__ == "__main__":
    sys.exit(main())
