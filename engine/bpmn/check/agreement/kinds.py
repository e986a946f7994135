"""Of what kind data are: by the item definition they name, themselves or by what they stand for."""

from dataclasses import dataclass

from engine.bpmn.check.standard.place import flag
from engine.bpmn.read.document import Document, plain
from engine.bpmn.read.names import local
from engine.bpmn.read.node import Node

STANDS_FOR = {"dataObjectReference": "dataObjectRef", "dataStoreReference": "dataStoreRef"}


@dataclass(frozen=True)
class Kind:
    """A kind by its id; two of other ids are one where they say the same structure, each once or each many times."""

    id: str
    structure: str = ""
    is_collection: bool = False

    def agrees(self, other: "Kind") -> bool:
        """Tell whether data of one kind are data of the other."""
        if self.id == other.id:
            return True
        return bool(self.structure) and (self.structure, self.is_collection) == (other.structure, other.is_collection)


def kind_by(document: Document, node: Node, attribute: str = "itemSubjectRef") -> Kind | None:
    """Return the kind that a node names, None where it names none."""
    said = node.get(attribute)
    if not plain(said):
        return None
    item = document.find(node, said)
    if item is None or local(item) != "itemDefinition":
        return Kind(plain(said))
    return Kind(plain(said), _structure(item), flag(item, "isCollection"))


def kind_of(document: Document, node: Node) -> Kind | None:
    """Return the kind of data, or of what they stand for."""
    found, reference = kind_by(document, node), STANDS_FOR.get(local(node), "")
    meant = document.find(node, node.get(reference)) if found is None and reference else None
    return found if meant is None else kind_by(document, meant)


def _structure(item: Node) -> str:
    """Return what an item is built like, with the namespace that its prefix stands for."""
    prefix, _, name = (item.get("structureRef") or "").strip().rpartition(":")
    return name and f"{{{item.nsmap.get(prefix or None, prefix)}}}{name}"
