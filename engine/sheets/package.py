"""The parts of a workbook and how they point to each other (ECMA-376 part 2), read by the hardened parser."""

import io
import posixpath
import re
from collections.abc import Iterator
from typing import Any, BinaryIO, cast
from zipfile import ZipFile

from lxml import etree

from engine.base.text import N_, Text
from engine.sheets.budget import MAX_PARTS, MAX_UNPACKED
from engine.sheets.model import DAMAGED, MACROS, PROTECTED, TOO_LARGE, SheetRefusedError

_ENCRYPTED = 0x1
_MACROS = re.compile(r"vbaproject|vbadata|macrosheets/|activex", re.IGNORECASE)
_OPTIONS: dict[str, Any] = {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False}
Element = etree._Element


class Package:
    """An opened workbook. Names of parts are looked up without regard to capitals, as Excel does."""

    def __init__(self, data: bytes) -> None:
        self._zip = ZipFile(io.BytesIO(data))
        entries = self._zip.infolist()
        if any(entry.flag_bits & _ENCRYPTED for entry in entries):
            raise SheetRefusedError(PROTECTED)
        if len(entries) > MAX_PARTS or sum(entry.file_size for entry in entries) > MAX_UNPACKED:
            raise SheetRefusedError(TOO_LARGE)
        if any(_MACROS.search(entry.filename) for entry in entries):
            raise SheetRefusedError(MACROS)
        self._parts = {_key(entry.filename): entry for entry in entries}

    def open(self, part: str) -> BinaryIO:
        """Open a part. Raises SheetRefusedError where it is missing."""
        if not self.has(part):
            raise SheetRefusedError(DAMAGED)
        return cast("BinaryIO", self._zip.open(self._parts[_key(part)]))

    def has(self, part: str) -> bool:
        """Tell whether there is such a part."""
        return _key(part) in self._parts

    def elements(self, part: str, *names: str) -> Iterator[Element]:
        """Yield the elements of some names, in whatever namespace, as they are read; each is forgotten afterwards."""
        with self.open(part) as stream:
            events = etree.iterparse(stream, events=("end",), tag=[f"{{*}}{name}" for name in names], **_OPTIONS)
            for _event, element in events:
                _refuse_doctype(element)
                yield element
                element.clear()
                while element.getprevious() is not None:
                    del cast("Element", element.getparent())[0]

    def related(self, part: str) -> list[tuple[str, str, str]]:
        """Return what a part points to: id, the last word of the kind, and the part."""
        folder, name = posixpath.split(part)
        relations = posixpath.join(folder, "_rels", f"{name}.rels")
        if not self.has(relations):
            return []
        return [
            (one.get("Id", ""), one.get("Type", "").rpartition("/")[2], _target(folder, one.get("Target", "")))
            for one in self.elements(relations, "Relationship")
            if one.get("TargetMode") != "External"
        ]

    def main_part(self) -> str:
        """Return the part that is the workbook."""
        found = [part for _id, kind, part in self.related("") if kind == "officeDocument"]
        return found[0] if found else "xl/workbook.xml"


def _key(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()


def _target(folder: str, target: str) -> str:
    plain = target.replace("\\", "/")
    return posixpath.normpath(plain if plain.startswith("/") else posixpath.join(folder, plain)).lstrip("/")


def _refuse_doctype(element: Element) -> None:
    info: Any = element.getroottree().docinfo
    if info.doctype or info.internalDTD is not None:
        raise SheetRefusedError(Text(N_("A DOCTYPE is not allowed.")))
