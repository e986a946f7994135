"""Pages of PDFs as pictures, drawn by PDFium in a process of its own with little time and memory.

Run as `python -m web.cases.pictures PAGE` with a PDF on standard input: writes the PNG of a page (from 1), or for page
0 how many there are.
"""

import resource
import subprocess
import sys

from engine.errors import BangVangError
from engine.text import N_, Text
from web.rooms import HOME

SECONDS = 10
MEMORY = 1 << 30
WIDTH = 1000  # of a picture, in pixels
MOST_PAGES = 50


class NoPictureError(BangVangError):
    """A file cannot be drawn."""

    def __init__(self) -> None:
        super().__init__(Text(N_("This file cannot be shown here. Download it.")))


def page_count(data: bytes) -> int:
    """Return how many pages a PDF has, at most MOST_PAGES.

    Raises NoPictureError.
    """
    return min(int(_draw(data, 0)), MOST_PAGES)


def page_picture(data: bytes, number: int) -> bytes:
    """Return a page of a PDF, counted from one, as PNG.

    Raises NoPictureError.
    """
    return _draw(data, number)


def _draw(data: bytes, number: int) -> bytes:
    asked = [sys.executable, "-m", "web.cases.pictures", str(number)]
    try:
        # Our own module with a number: nothing of the file reaches the command line.
        done = subprocess.run(asked, input=data, capture_output=True, timeout=SECONDS, check=False, cwd=HOME)  # noqa: S603
    except subprocess.TimeoutExpired:
        raise NoPictureError from None
    if done.returncode != 0:
        raise NoPictureError
    return done.stdout


def main() -> None:
    """Draw what is asked for on the command line."""
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    from pypdfium2 import PdfDocument  # noqa: PLC0415 - loaded under the limits

    document, number = PdfDocument(sys.stdin.buffer.read()), int(sys.argv[1])
    if number == 0:
        sys.stdout.buffer.write(str(len(document)).encode())
        return
    page = document[number - 1]
    picture = page.render(scale=WIDTH / max(page.get_width(), 1)).to_pil()
    picture.save(sys.stdout.buffer, format="PNG")


if __name__ == "__main__":
    main()
