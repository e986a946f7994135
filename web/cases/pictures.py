"""Pages of PDFs as pictures, drawn by PDFium in a process of its own with little time and memory.

Run as `python -m web.cases.pictures PAGE SECONDS` with a PDF on standard input: writes the PNG of a page (from 1), or
for page 0 how many there are.
"""

import hashlib
import resource
import signal
import subprocess
import sys

from engine.base.children import Children, TooManyError
from engine.base.errors import BangVangError
from engine.base.text import N_, Text
from web.base.found import HOME

CPU_SECONDS = 5
SECONDS = 20  # on the clock: a machine with much to do gives a child little of it
MEMORY = 1 << 30
WIDTH = 1000  # of a picture, in pixels
MOST_PIXELS = 40_000_000  # of a picture: a page may be as long as its writer likes
MOST_PAGES = 50

children = Children(at_once=2, each=1, waiting=6, seconds=8)


class NoPictureError(BangVangError):
    """A file cannot be drawn."""

    def __init__(self) -> None:
        super().__init__(Text(N_("This file cannot be shown here. Download it.")))


def page_count(data: bytes, whose: str = "") -> int:
    """Return how many pages a PDF has, at most MOST_PAGES.

    Raises NoPictureError, TooManyError.
    """
    return min(int(_draw(data, 0, whose)), MOST_PAGES)


def page_picture(data: bytes, number: int, whose: str = "") -> bytes:
    """Return a page of a PDF, counted from one, as PNG, for whoever asks.

    Raises NoPictureError where it cannot be drawn, TooManyError where others' are being drawn for too long.
    """
    return _draw(data, number, whose)


def _draw(data: bytes, number: int, whose: str) -> bytes:
    mark = f"{hashlib.sha256(data).hexdigest()}:{number}"
    if children.is_hopeless(mark):
        raise NoPictureError
    with children.place(whose):
        return _run(data, number, mark)


def _run(data: bytes, number: int, mark: str) -> bytes:
    asked = [sys.executable, "-m", "web.cases.pictures", str(number), str(CPU_SECONDS)]
    try:
        # Our own module with a number: nothing of the file reaches the command line.
        done = subprocess.run(asked, input=data, capture_output=True, timeout=SECONDS, check=False, cwd=HOME)  # noqa: S603
    except subprocess.TimeoutExpired:  # little was done in that time: the machine is busy, the file may be good
        raise TooManyError from None
    if done.returncode == 0:
        return done.stdout
    if done.returncode in (-signal.SIGXCPU, -signal.SIGKILL):
        children.give_up(mark)
    raise NoPictureError


def main() -> None:
    """Draw what is asked for on the command line."""
    seconds = int(sys.argv[2])
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    from pypdfium2 import PdfDocument  # noqa: PLC0415 - loaded under the limits

    document, number = PdfDocument(sys.stdin.buffer.read()), int(sys.argv[1])
    if number == 0:
        sys.stdout.buffer.write(str(len(document)).encode())
        return
    page = document[number - 1]
    width, height = max(page.get_width(), 1), max(page.get_height(), 1)
    scale = min(WIDTH / width, (MOST_PIXELS / (width * height)) ** 0.5)
    page.render(scale=scale).to_pil().save(sys.stdout.buffer, format="PNG")


if __name__ == "__main__":
    main()
