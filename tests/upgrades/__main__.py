"""Keeps the database of a version that has landed: `.venv/bin/python -m tests.upgrades FILE VERSION`.

FILE is the SQLite database that the version's own `bangvang init --example` made. A file that is committed is never
written again: it is what that version wrote.
"""

import sys
from pathlib import Path

from tests.upgrades.keeping import keep

if __name__ == "__main__":
    keep(Path(sys.argv[1]), Path(__file__).parent / "filled" / f"{sys.argv[2]}.json.xz")
