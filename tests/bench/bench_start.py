"""How long starting takes, and how much memory a process of the server takes before and after a walk over all pages."""

import re
import subprocess
import tempfile
import time
import urllib.request
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlencode

from tests.bench.report import Report
from tests.journeys.crawling import NOT_PAGES, kind_of
from tests.journeys.serving import HOME, Server, run_command
from tests.journeys.visitor import PASSWORD

PEOPLE = ("vksndtc.vutdkt", "quantri", "thanhtra")
"""Who between them may open each kind of page."""
MOST = 400
LINK = re.compile(r'<a [^>]*href="(/[^"#]*)')
TOKEN = re.compile(r'name="csrf_token" value="([^"]*)"')
TURNS = 3


def measure(report: Report) -> None:
    """Record the start of the command line and of the server, and the memory of its processes."""
    report.record("start.help", [seconds_of("--help") for _ in range(TURNS)], "s")
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "data"
        run_command(folder, "init", "--example")
        server = Server(folder, processes=1)
        began = time.perf_counter()
        server.start()
        try:
            report.record("start.serve.first_answer", [time.perf_counter() - began], "s")
            report.record("start.memory.begun", [shares(server)], "MB")
            walked = sum(walk(server, person) for person in PEOPLE)
            report.record("start.memory.walked", [shares(server)], "MB")
            report.record("start.pages_walked", [walked], "pages")
        finally:
            server.stop()


def seconds_of(*arguments: str) -> float:
    """Return how long a command of the command line takes."""
    began = time.perf_counter()
    subprocess.run([HOME / "bangvang", *arguments], check=True, capture_output=True, cwd=HOME)
    return time.perf_counter() - began


def shares(server: Server) -> float:
    """Return the largest share of memory (PSS) of a process that the server runs."""
    return max(share_of(process) for process in below(server.process_id))


def below(process: int) -> list[int]:
    """Return the ids of all processes that a process began, itself among them."""
    children = Path(f"/proc/{process}/task/{process}/children").read_text(encoding="ascii").split()
    return [process, *(one for child in children for one in below(int(child)))]


def share_of(process: int) -> float:
    """Return what of the machine's memory a process takes, in MB; what several share is divided among them."""
    lines = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


def walk(server: Server, person: str) -> int:
    """Open one page of each kind that links lead a person to; returns how many."""
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
    token = TOKEN.search(fetch(opener, f"{server.address}/dang-nhap"))
    assert token is not None
    sent = {"csrf_token": token[1], "username": person, "password": PASSWORD}
    fetch(opener, f"{server.address}/dang-nhap", urlencode(sent).encode())
    waiting, met = ["/"], {kind_of("/")}
    for path in waiting:  # grows while it is walked
        for link in LINK.findall(fetch(opener, server.address + path.replace("&amp;", "&"))):
            if kind_of(link) not in met and not NOT_PAGES.search(link.partition("?")[0]) and len(met) < MOST:
                met.add(kind_of(link))
                waiting.append(link)
    return len(waiting)


def fetch(opener: urllib.request.OpenerDirector, address: str, sent: bytes | None = None) -> str:
    """Return a page, whatever it says."""
    try:
        with opener.open(address, sent, timeout=60) as answer:
            return str(answer.read().decode(errors="replace"))
    except HTTPError as error:
        return str(error.read().decode(errors="replace"))
