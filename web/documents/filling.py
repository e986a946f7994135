"""The process that fills in one template under limits: whoever wrote it may have written a loop that never ends.

Run as `python -m web.documents.filling` with a line of JSON (what is said) and the template on standard input: writes
the document; or ends with REFUSED and writes why it cannot be filled in. It imports little, so that it starts at once.
"""

import os
import resource
import sys
from base64 import b64decode
from collections.abc import Mapping
from io import BytesIO
from typing import Any
from zipfile import BadZipFile

import orjson
from docx.shared import Mm
from docxtpl.inline_image import InlineImage
from docxtpl.template import DocxTemplate
from jinja2 import StrictUndefined, TemplateError
from jinja2.sandbox import SandboxedEnvironment
from lxml.etree import LxmlError

from engine.base.text import N_, Text
from workflows.across.documents.content import content_of

SECONDS = 10
MEMORY = 1 << 29
MOST_MADE = 20 * 1024 * 1024
NICENESS = 5
QR_WIDTH = 20  # millimetres
REFUSED = 3
TOO_MUCH = N_("The template takes too much time or memory to be filled in.")


class NotFilledError(Exception):
    """A template cannot be filled in; the text says why."""

    def __init__(self, text: Text) -> None:
        super().__init__()
        self.text = text


def fill(template: bytes, said: Mapping[str, Any]) -> bytes:
    """Return a template with what is said filled in, names escaped, no Python run; raises NotFilledError."""
    made = BytesIO()
    try:
        page = DocxTemplate(BytesIO(template))
        drawn = {"qr_image": _drawn(page, said.get("qr_png", ""))}
        jinja = SandboxedEnvironment(autoescape=True, undefined=StrictUndefined)
        page.render({**said, **drawn}, jinja_env=jinja, autoescape=True)
        page.save(made)
    except (BadZipFile, KeyError, ValueError, LxmlError):
        raise NotFilledError(Text(N_("This is not a document of Word (.docx)."))) from None
    except (TemplateError, TypeError, ArithmeticError) as error:
        text = Text(N_("The template cannot be filled in: %(reason)s"), {"reason": str(error)[:300]})
        raise NotFilledError(text) from None
    except (MemoryError, RecursionError):
        raise NotFilledError(Text(TOO_MUCH)) from None
    if made.tell() > MOST_MADE:
        raise NotFilledError(Text(TOO_MUCH))
    return made.getvalue()


def _drawn(page: DocxTemplate, png: str) -> InlineImage | str:
    """Return a picture (PNG, base64) to stand in a document; nothing where there is none."""
    picture = BytesIO(b64decode(png))
    return InlineImage(page, picture, width=Mm(QR_WIDTH)) if png else ""  # type: ignore[no-untyped-call]


def main() -> int:
    """Fill in what standard input holds."""
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    os.nice(NICENESS)
    said = orjson.loads(sys.stdin.buffer.readline())
    try:
        sys.stdout.buffer.write(fill(sys.stdin.buffer.read(), said | {"content": content_of(said["content"])}))
    except NotFilledError as refused:
        sys.stdout.buffer.write(orjson.dumps(refused.text.as_data()))
        return REFUSED
    return 0


if __name__ == "__main__":
    sys.exit(main())
