"""The process that reads one file under limits.

Run as `python -m engine.sheets.child NAME` with the file on standard input: writes JSON, the sheets or why there are
none. Whatever else happens to it, the file is damaged.
"""

import os
import resource
import sys

import orjson

from engine.sheets.model import Book, SheetRefusedError
from engine.sheets.parsing import parse

SECONDS = 10
MEMORY = 1 << 30
NICENESS = 10


def main() -> None:
    """Read what standard input holds."""
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    os.nice(NICENESS)
    try:
        sheets = parse(sys.stdin.buffer.read(), is_workbook=sys.argv[1] == "xlsx")
    except SheetRefusedError as refused:
        sys.stdout.buffer.write(orjson.dumps({"refused": refused.text.as_data()}))
        return
    sys.stdout.buffer.write(orjson.dumps(Book("", "", tuple(sheets)).as_data()))


if __name__ == "__main__":
    main()
