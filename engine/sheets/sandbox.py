"""The one door for tables that people bring: looked at, then read in a process of its own."""

import hashlib
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import orjson

from engine.base.children import Children, TooManyError
from engine.base.text import N_, Text
from engine.sheets.budget import MAX_BYTES
from engine.sheets.model import DAMAGED, EMPTY, MACROS, PROTECTED, TOO_LONG, Book, Sheet, SheetRefusedError, refuse
from engine.sheets.parsing import parse

HOME = Path(__file__).resolve().parents[2]
SECONDS = 30  # on the clock: a machine with much to do gives a child little of it
SMALL = 64 * 1024  # bytes of CSV that are read at once: that takes less than starting a process
OLE = bytes.fromhex("d0cf11e0a1b11ae1")  # compound file: old office files, and encrypted new ones
ZIP = b"PK\x03\x04"

children = Children(at_once=2, each=1, waiting=6, seconds=15)


def read_book(data: bytes, filename: str, whose: str = "") -> Book:
    """Return what a file of rows holds, or why it cannot be read, for whoever asks.

    Called outside of any transaction. Raises TooManyError where others' files are being read for too long.
    """
    book = Book(filename[:200], hashlib.sha256(data).hexdigest())
    try:
        ending = _ending(data, filename)
        is_quick = ending == "csv" and len(data) <= SMALL
        sheets = parse(data, is_workbook=False) if is_quick else _read_apart(data, ending, book.digest, whose)
        if not any(sheet.lines for sheet in sheets if sheet.is_visible):
            raise SheetRefusedError(EMPTY)
    except SheetRefusedError as refused:
        return replace(book, refusal=refuse(filename, refused.text).text)
    return replace(book, sheets=tuple(sheets))


def _ending(data: bytes, filename: str) -> str:
    """Return what a file is by its name and its first bytes, which must agree."""
    ending = filename.rpartition(".")[2].lower()
    if data.startswith(OLE):
        raise SheetRefusedError(PROTECTED)
    if ending in ("xlsm", "xltm", "xlsb"):
        raise SheetRefusedError(MACROS)
    if ending not in ("csv", "xlsx"):
        raise SheetRefusedError(Text(N_("only CSV and XLSX files are read.")))
    if not data.strip():
        raise SheetRefusedError(EMPTY)
    if len(data) > MAX_BYTES:
        raise SheetRefusedError(Text(N_("The file is larger than %(limit)s MiB."), {"limit": MAX_BYTES // 1024**2}))
    if data.startswith(ZIP) != (ending == "xlsx"):
        raise SheetRefusedError(Text(N_("its content is not that of a %(ending)s file."), {"ending": ending.upper()}))
    return ending


def _read_apart(data: bytes, ending: str, mark: str, whose: str) -> tuple[Sheet, ...]:
    if children.is_hopeless(mark):
        raise SheetRefusedError(TOO_LONG)
    with children.place(whose):
        told = _run(data, ending, mark)
    if "refused" in told:
        raise SheetRefusedError(Text.from_data(told["refused"]))
    return Book.from_data(told).sheets


def _run(data: bytes, ending: str, mark: str) -> Any:
    asked = [sys.executable, "-m", "engine.sheets.child", ending]
    try:
        # Our own module with one of two words: nothing of the file reaches the command line.
        done = subprocess.run(asked, input=data, capture_output=True, timeout=SECONDS, check=False, cwd=HOME)  # noqa: S603
    except subprocess.TimeoutExpired:  # little was done in that time: the machine is busy, the file may be good
        raise TooManyError from None
    if done.returncode in (-signal.SIGXCPU, -signal.SIGKILL):
        children.give_up(mark)
        raise SheetRefusedError(TOO_LONG)
    if done.returncode != 0:
        raise SheetRefusedError(DAMAGED)
    return orjson.loads(done.stdout)
