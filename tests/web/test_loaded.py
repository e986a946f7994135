"""What the processes that serve pages load: nothing large that only a child or a rare page needs."""

import subprocess
import sys

from tests.architecture.sources import HOME

RARE = (
    *("weasyprint", "fontTools", "pyhanko", "aiohttp", "pypdfium2", "numpy"),
    *("alembic", "openpyxl", "icalendar", "zxcvbn"),
)
"""Typesetting, signatures, pictures of PDF; migrations, workbooks, calendars, words of passwords: loaded where used."""
LOAD = """
import sys
import web.cli.server
from web.shell.app import load_views
load_views()
print(*{name.partition(".")[0] for name in sys.modules})
"""


def test_pages_load_nothing_that_they_seldom_need() -> None:
    found = subprocess.run([sys.executable, "-c", LOAD], cwd=HOME, check=True, capture_output=True, text=True)
    loaded = found.stdout.split()
    assert {"flask", "web", "engine"} <= set(loaded)
    assert [name for name in RARE if name in loaded] == []
