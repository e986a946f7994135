"""One file translated, whichever programs wrote on it."""

from dataclasses import dataclass
from typing import Any

from engine.base.xml import parse_xml, write_xml
from engine.bpmn.read.names import local
from engine.bpmn.translation.java import translate_java
from engine.bpmn.translation.note import Note
from engine.bpmn.translation.page import FOREIGN, JAVA, SPIFF, Page
from engine.bpmn.translation.spiff import translate_spiff


@dataclass(frozen=True)
class Translated:
    """The diagram in our vocabulary, with what the other program wrote still on it, and what became of each setting."""

    data: bytes
    notes: tuple[Note, ...]


def is_foreign(data: bytes) -> bool:
    """Tell whether another program's extensions stand in a diagram. Raises XmlRefusedError."""
    return bool(_spaces(parse_xml(data)))


def translate(data: bytes) -> Translated:
    """Translate a diagram; one of ours comes back as it was. Raises XmlRefusedError."""
    root = parse_xml(data)
    spaces = _spaces(root)
    page = Page(root)
    if spaces & set(JAVA):
        translate_java(page)
    if SPIFF in spaces:
        translate_spiff(page)
    return Translated(write_xml(root) if spaces else data, tuple(page.notes))


def _spaces(root: Any) -> set[str]:
    """Return whose extensions a diagram declares, or uses in its expressions."""
    found = {space for node in root.iter() for space in node.nsmap.values() if space in FOREIGN}
    uses_juel = any("${" in (node.text or "") for node in root.iter() if local(node).endswith("Expression"))
    return found | ({JAVA[0]} if uses_juel else set())
