"""One file translated, whichever programs wrote on it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import cast

from engine.bpmn.read.document import Document
from engine.bpmn.read.mutable import MutableNode, parse_mutable, write_mutable
from engine.bpmn.read.names import bpmn, extension, local
from engine.bpmn.translation import python
from engine.bpmn.translation.java import TEXTS, translate_java
from engine.bpmn.translation.note import Note, UntranslatableError
from engine.bpmn.translation.page import FOREIGN, JAVA, RUNS_UNSAID, SPIFF, Page
from engine.bpmn.translation.plain import says_otherwise, translate_plain
from engine.bpmn.translation.spiff import translate_spiff
from engine.bpmn.translation.zeebe import says_more, translate_zeebe


@dataclass(frozen=True)
class Translated:
    """The diagram in our vocabulary, with what the other program wrote still on it, and what became of each setting.

    `files` are forms that stood inside of it, by their names.
    """

    data: bytes
    notes: tuple[Note, ...]
    files: Mapping[str, bytes] = field(default_factory=dict)


def translate(data: bytes) -> Translated:
    """Translate a diagram; one of ours comes back as it was. Raises XmlRefusedError."""
    return _translated(data, parse_mutable(data))


def translate_read(data: bytes, document: Document) -> Translated:
    """Translate a diagram that was read already; unless it comes back as it was, its document is of no more use."""
    return _translated(data, cast(MutableNode, document.root))


def _translated(data: bytes, root: MutableNode) -> Translated:
    spaces = _spoken(root)
    if spaces is None:
        return Translated(data, ())
    page = Page(root)
    if spaces & set(JAVA):
        translate_java(page)
    if spaces & set(RUNS_UNSAID):
        _run_unsaid(page)
    if SPIFF in spaces:
        translate_spiff(page)
    translate_zeebe(page)
    translate_plain(page)
    return Translated(write_mutable(root), tuple(page.notes), page.files)


def _spoken(root: MutableNode) -> set[str] | None:
    """Return whose extensions are to be translated, maybe nobody's; None where a diagram says all as we do."""
    spaces = _spaces(root)
    return spaces if spaces or says_more(root) or says_otherwise(root) else None


def _spaces(root: MutableNode) -> set[str]:
    """Return whose extensions a diagram declares, or uses in its expressions and scripts."""
    found = {space for node in root.iter() for space in node.nsmap.values() if space in FOREIGN}
    uses_juel = any("${" in (node.text or "") for node in root.iter() if _is_text(node))
    found |= {JAVA[0]} if uses_juel else set()
    return found if found or not any(map(_is_python, root.iter(bpmn("scriptTask")))) else {SPIFF}


def _is_text(node: MutableNode) -> bool:
    return local(node).endswith("Expression") or local(node) in TEXTS


def _is_python(task: MutableNode) -> bool:
    """Tell whether a script that does not say its language is one that SpiffWorkflow runs: it has no other."""
    said = (task.findtext(bpmn("script")) or "").strip()
    if not said or task.get("scriptFormat") or extension(task, "script") is not None:
        return False
    try:
        python.assignments(said)
    except UntranslatableError:
        return python.is_python(said)
    return True


def _run_unsaid(page: Page) -> None:
    for process in page.root.iter(bpmn("process")):
        if process.get("isExecutable") is None:
            process.set("isExecutable", "true")
            page.note(process, "isExecutable –", "isExecutable true")
