"""npm `feelin`, another interpreter of FEEL, in a Node.js process of its own."""

import json
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

PLACE = Path(__file__).parent
IS_THERE = (PLACE / "node_modules" / "feelin").exists()
MISSING = "feelin is not installed: run `make test`, or `npm ci` in tests/feelin"

#: A value as the process gives it: `t` is its type, `v` its text, or the tagged values in it.
Tagged = dict[str, Any]


class Feelin:
    """Asks the process; each answer is read before the next question."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self.process = process

    def ask_values(self, sources: Sequence[str], context: dict[str, Any]) -> None:
        """Ask for the value of each source in a context, and leave it working."""
        self._ask({"work": "evaluate", "sources": sources, "context": context})

    def values(self) -> list[Tagged]:
        """Return the values asked for."""
        answer: list[Tagged] = self._answer()
        return answer

    def seconds(self, source: str, context: dict[str, Any], times: int) -> tuple[float, Tagged]:
        """Return the seconds one evaluation takes on average, and its value."""
        self._ask({"work": "measure", "source": source, "context": context, "times": times})
        answer = self._answer()
        return answer["seconds"], answer["value"]

    def _ask(self, question: dict[str, Any]) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps(question) + "\n")
        self.process.stdin.flush()

    def _answer(self) -> Any:
        assert self.process.stdout is not None
        return json.loads(self.process.stdout.readline())


@contextmanager
def feelin() -> Iterator[Feelin]:
    """Start the process, and end it when done."""
    with subprocess.Popen(
        ["node", "server.js"], cwd=PLACE, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
    ) as process:
        try:
            yield Feelin(process)
        finally:
            process.kill()
