"""What kind of file a content is, and whether that kind is taken here (OWASP ASVS 5.0, V5.2)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import puremagic

from engine.base.text import N_, Text
from workflows.registers.attachments.archives import inspect_office
from workflows.registers.attachments.errors import UnsafeContentError
from workflows.registers.attachments.names import ending_of
from workflows.registers.attachments.portable import inspect_pdf

HEAD = 4096
OLE = bytes.fromhex("d0cf11e0a1b11ae1")  # compound file: old office files, and encrypted new ones
_OPEN_XML = "application/vnd.openxmlformats-officedocument."


@dataclass(frozen=True)
class Kind:
    """A kind of file that is taken: its media type, and a look inside where one is needed."""

    media_type: str
    inspect: Callable[[Path], None] | None = None


def _inspect_docx(path: Path) -> None:
    inspect_office(path, "word/document.xml")


def _inspect_xlsx(path: Path) -> None:
    inspect_office(path, "xl/workbook.xml")


_JPEG = Kind("image/jpeg")
KINDS: Mapping[str, Kind] = {
    "pdf": Kind("application/pdf", inspect_pdf),
    "docx": Kind(f"{_OPEN_XML}wordprocessingml.document", _inspect_docx),
    "xlsx": Kind(f"{_OPEN_XML}spreadsheetml.sheet", _inspect_xlsx),
    "jpg": _JPEG,
    "jpeg": _JPEG,
    "png": Kind("image/png"),
}


def inspect_content(path: Path, filename: str) -> str:
    """Return the media type of a content whose name and first bytes agree on a kind that is taken.

    Raises UnsafeContentError with the reason.
    """
    ending = ending_of(filename)
    if ending not in KINDS:
        raise UnsafeContentError(Text(N_("only PDF, DOCX, XLSX, JPG and PNG files are taken.")))
    with path.open("rb") as file:
        head = file.read(HEAD)
    if head.startswith(OLE):
        raise UnsafeContentError(Text(N_("it is protected by a password or in an old office format.")))
    if ending not in _found_endings(head):
        said = {"ending": ending.upper()}
        raise UnsafeContentError(Text(N_("its content is not that of a %(ending)s file."), said))
    inspect = KINDS[ending].inspect
    if inspect:
        inspect(path)
    return KINDS[ending].media_type


def _found_endings(head: bytes) -> set[str]:
    if head.startswith(b"PK\x03\x04"):
        return {"docx", "xlsx"}  # which of them, its parts tell
    try:
        return {found.extension.lstrip(".") for found in puremagic.magic_string(head)}
    except (puremagic.PureError, ValueError):
        return set()
