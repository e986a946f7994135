"""A look inside Office Open XML files: bounded, without macros, without other programs' objects."""

import re
import zlib
from pathlib import Path
from zipfile import BadZipFile, ZipFile, ZipInfo

from engine.base.text import N_, Text
from workflows.registers.attachments.errors import UnsafeContentError

MAX_ENTRIES = 1000
MAX_UNPACKED = 200 * 1024 * 1024
MAX_RATIO = 100
SMALL = 1024 * 1024  # entries up to here may be packed as tightly as they like
CHUNK = 256 * 1024
_ENCRYPTED = 0x1
_ACTIVE = re.compile(
    r"vbaproject|vbadata|activex|\.bin$|(^|/)macrosheets/|(^|/)embeddings/.*\.(exe|js|vbs|doc|xls|ppt|docm|xlsm|pptm)$",
    re.IGNORECASE,
)
_HARMLESS_BINARIES = re.compile(r"(^|/)printersettings/[^/]*\.bin$", re.IGNORECASE)
_CONTENT_TYPES = "[Content_Types].xml"


def inspect_office(path: Path, main_part: str) -> None:
    """Refuse an office file that is damaged, a bomb, encrypted, active, or of another kind than its main part says.

    Raises UnsafeContentError.
    """
    try:
        with ZipFile(path) as archive:
            entries = archive.infolist()
            _check_bounds(entries, path.stat().st_size)
            _check_parts(archive, {entry.filename for entry in entries}, main_part)
            _unpack_all(archive, entries)
    except (BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError):
        raise UnsafeContentError(Text(N_("it is damaged or not an office file."))) from None


def _check_bounds(entries: list[ZipInfo], size: int) -> None:
    if len(entries) > MAX_ENTRIES or sum(entry.file_size for entry in entries) > MAX_UNPACKED:
        raise UnsafeContentError(Text(N_("it unpacks to more than is allowed.")))
    # Entries that share bytes of the file (Fifield's zip bomb) add up to more than the file has.
    if sum(entry.compress_size for entry in entries) > size or any(_is_dense(entry) for entry in entries):
        raise UnsafeContentError(Text(N_("it unpacks to more than is allowed.")))
    if any(entry.flag_bits & _ENCRYPTED for entry in entries):
        raise UnsafeContentError(Text(N_("it is protected by a password or in an old office format.")))
    if any(_leaves_folder(entry.filename) for entry in entries):
        raise UnsafeContentError(Text(N_("it is damaged or not an office file.")))


def _is_dense(entry: ZipInfo) -> bool:
    return entry.file_size > SMALL and entry.file_size > MAX_RATIO * max(entry.compress_size, 1)


def _leaves_folder(name: str) -> bool:
    return name.startswith(("/", "\\")) or ":" in name or ".." in re.split(r"[/\\]", name)


def _check_parts(archive: ZipFile, names: set[str], main_part: str) -> None:
    if main_part not in names or _CONTENT_TYPES not in names:
        raise UnsafeContentError(Text(N_("it is damaged or not an office file.")))
    if any(_ACTIVE.search(name) and not _HARMLESS_BINARIES.search(name) for name in names):
        raise UnsafeContentError(Text(N_("it contains macros or objects of other programs.")))
    if b"macroenabled" in _read_small(archive, _CONTENT_TYPES).lower():
        raise UnsafeContentError(Text(N_("it contains macros or objects of other programs.")))
    for name in names:
        if name.lower().endswith("settings.xml.rels") and b"attachedtemplate" in _read_small(archive, name).lower():
            _refuse_foreign_template(_read_small(archive, name))


def _refuse_foreign_template(relations: bytes) -> None:
    """Refuse a document that fetches its template, and the macros in it, from elsewhere."""
    if re.search(rb'TargetMode\s*=\s*["\']External', relations) and re.search(rb"https?:|file:|\\\\", relations):
        raise UnsafeContentError(Text(N_("it fetches a template from elsewhere.")))


def _read_small(archive: ZipFile, name: str) -> bytes:
    with archive.open(name) as part:
        return part.read(SMALL)


def _unpack_all(archive: ZipFile, entries: list[ZipInfo]) -> None:
    """Read every entry once, so that sizes told are sizes found and checksums hold."""
    for entry in entries:
        with archive.open(entry) as part:
            while part.read(CHUNK):
                pass
