"""Whether a signed copy still looks and reads like the file that was issued, drawn by PDFium in a process of its own.

Run as `python -m web.documents.likeness SIZE PLACES` with both PDFs one after the other on standard input: SIZE is how
many bytes the issued one has, PLACES the JSON `[[page, left, bottom, right, top]]` where signatures may be seen. Writes
the JSON of a Likeness.
"""

import json
import resource
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from web.base.found import HOME

if TYPE_CHECKING:
    from PIL.Image import Image

SECONDS = 60
MEMORY = 1 << 30
SCALE = 1.5  # pixels a point
INK = 128  # darker is ink
MOST_CHANGED = 0.25  # of a letter's ink or of the paper around it; more, and it is covered
MOST_PLACES = 100
MOST_SHARE = 0.15  # of a page that one signature may take; whatever is larger is no signature to look at

Place = Sequence[float]


@dataclass(frozen=True)
class Likeness:
    """What two files have in common: pages that differ (from 1, 0 where their number does), words that are covered."""

    changed: list[int] = field(default_factory=list)
    covered: list[str] = field(default_factory=list)


class UnlikeError(Exception):
    """The files cannot be compared: one cannot be drawn in time."""


def compare(issued: bytes, signed: bytes, places: Sequence[Place]) -> Likeness:
    """Return how far a signed copy is like the issued file outside of where its signatures are seen.

    Raises UnlikeError.
    """
    asked = [sys.executable, "-m", "web.documents.likeness", str(len(issued)), json.dumps(list(places)[:MOST_PLACES])]
    try:
        # Our own module with numbers: nothing else of the files reaches the command line.
        done = subprocess.run(  # noqa: S603
            asked, input=issued + signed, capture_output=True, timeout=SECONDS, check=False, cwd=HOME
        )
    except subprocess.TimeoutExpired:
        raise UnlikeError from None
    if done.returncode != 0:
        raise UnlikeError
    return Likeness(**json.loads(done.stdout))


def main() -> None:
    """Compare what standard input holds."""
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    size, places, data = int(sys.argv[1]), json.loads(sys.argv[2]), sys.stdin.buffer.read()
    sys.stdout.write(json.dumps(asdict(_likeness(data[:size], data[size:], places))))


def _likeness(issued: bytes, signed: bytes, places: Sequence[Place]) -> Likeness:
    from pypdfium2 import PdfDocument  # noqa: PLC0415 - loaded under the limits

    before, after = PdfDocument(issued), PdfDocument(signed)  # type: ignore[no-untyped-call]
    for one in (before, after):
        one.init_forms()  # type: ignore[no-untyped-call]
    if len(before) != len(after):
        return Likeness([0])
    changed: list[int] = []
    covered: list[str] = []
    for number in range(len(before)):
        here = [place[1:] for place in places if place[0] == number]
        is_changed, words = _compare_pages(before[number], after[number], here)
        changed += [number + 1] if is_changed else []
        covered += words
    return Likeness(changed, covered)


def _compare_pages(before: Any, after: Any, places: Sequence[Place]) -> tuple[bool, list[str]]:
    """Tell whether a page differs outside of some places, and return the words that are covered inside of them."""
    most = before.get_width() * before.get_height() * MOST_SHARE
    places = [p for p in places if (p[2] - p[0]) * (p[3] - p[1]) <= most]
    if before.get_size() != after.get_size() or _text(before) != _text(after):
        return True, []
    was, changes = _changes(before, after)
    boxes = [_pixels(before.get_height(), place, changes.size) for place in places]
    covered = [word for place in places for word in _covered(before, place, was, changes)] if any(boxes) else []
    for box in boxes:
        changes.paste(0, box)
    return changes.getbbox() is not None, covered


def _text(page: Any) -> str:
    return str(page.get_textpage().get_text_range())


def _changes(before: Any, after: Any) -> "tuple[Image, Image]":
    """Return a page as it was, and where it changed on the screen or in print: white where it did."""
    from PIL import ImageChops  # noqa: PLC0415 - loaded under the limits

    found = []
    for mode in (None, "print"):
        was, now = (one.render(scale=SCALE, optimize_mode=mode).to_pil().convert("RGB") for one in (before, after))
        apart = ImageChops.difference(was, now).split()
        most = ImageChops.lighter(ImageChops.lighter(apart[0], apart[1]), apart[2])
        found.append(most.point([0] + [255] * 255))
    return was.convert("L"), ImageChops.lighter(*found)


def _pixels(height: float, place: Place, size: tuple[int, int]) -> tuple[int, int, int, int]:
    left, bottom, right, top = place
    return (
        max(int(left * SCALE) - 1, 0),
        max(int((height - top) * SCALE) - 1, 0),
        min(int(right * SCALE) + 2, size[0]),
        min(int((height - bottom) * SCALE) + 2, size[1]),
    )


def _covered(page: Any, place: Place, was: "Image", changes: "Image") -> list[str]:
    """Return the runs of letters in a place that cannot be read as before."""
    text = page.get_textpage()
    runs = [""]
    for index in range(text.count_chars()):
        left, bottom, right, top = text.get_charbox(index)
        letter = text.get_text_range(index, 1)
        is_inside = left < place[2] and right > place[0] and bottom < place[3] and top > place[1]
        if is_inside and letter.strip():
            box = _pixels(page.get_height(), (left, bottom, right, top), was.size)
            if _is_covered(was.crop(box), changes.crop(box)):
                runs[-1] += letter
                continue
        if letter.strip() or not is_inside:
            runs.append("")
    return [run for run in runs if run]


def _is_covered(was: "Image", changes: "Image") -> bool:
    """Tell whether much of a letter's ink, or of the paper around it, is something else now."""
    from PIL import ImageChops  # noqa: PLC0415 - loaded under the limits

    ink = was.point([255] * INK + [0] * (256 - INK))
    for part in (ink, ImageChops.invert(ink)):
        whole = part.histogram()[255]
        if whole and ImageChops.darker(part, changes).histogram()[255] > whole * MOST_CHANGED:
            return True
    return False


if __name__ == "__main__":
    main()
