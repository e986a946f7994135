"""Approvers at their browsers: each opens the inbox, opens its first task, decides, and thinks for a while."""

import http.client
import random
import re
import threading
import time
from dataclasses import dataclass, field
from urllib.parse import urlencode, urlsplit

ROW = re.compile(r'data-row="([0-9a-f-]{36})"')
HIDDEN = re.compile(r'name="(csrf_token|_key)" value="([^"]+)"')


@dataclass
class Approver:
    """One person's browser."""

    address: str
    cookie: str
    think: float
    """Seconds between the beginnings of two decisions, on average."""
    times: list[float] = field(default_factory=list)
    decided: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def work(self, until: float, seed: int) -> None:
        """Decide one task after the other until an instant of the monotonic clock."""
        chance = random.Random(seed)
        connection = http.client.HTTPConnection(urlsplit(self.address).netloc, timeout=30)
        time.sleep(chance.uniform(0, self.think))
        while time.monotonic() < until:
            began = time.monotonic()
            try:
                self._decide_one(connection)
            except (OSError, http.client.HTTPException) as error:
                self.errors.append(repr(error))
            connection.close()  # as a browser's, it is closed while its person thinks
            time.sleep(max(0.0, began + self.think * chance.uniform(0.7, 1.3) - time.monotonic()))

    def _decide_one(self, connection: http.client.HTTPConnection) -> None:
        inbox = self._ask(connection, "GET", "/", 200)
        found = ROW.search(inbox)
        if found is None:
            self.errors.append("the inbox is empty")
            return
        task = found[1]
        page = self._ask(connection, "GET", f"/viec/{task}", 200)
        answers = urlencode({**dict(HIDDEN.findall(page)), "decision": "approve"})
        self._ask(connection, "POST", f"/viec/{task}", 303, answers)
        self.decided.append(task)

    def _ask(self, connection: http.client.HTTPConnection, method: str, path: str, wanted: int, body: str = "") -> str:
        """Send one request, note how many milliseconds its answer took, and return the page."""
        headers = {"Cookie": self.cookie, "Content-Type": "application/x-www-form-urlencoded"}
        began = time.perf_counter()
        connection.request(method, path, body or None, headers)
        answer = connection.getresponse()
        text = answer.read().decode()
        self.times.append((time.perf_counter() - began) * 1000)
        if answer.status != wanted:
            msg = f"{method} {path.split('/')[1]}: {answer.status}"
            raise http.client.HTTPException(msg)
        return text


def work_together(approvers: list[Approver], seconds: float) -> None:
    """Let all of them work at once for a time."""
    until = time.monotonic() + seconds
    threads = [threading.Thread(target=one.work, args=(until, seed)) for seed, one in enumerate(approvers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
