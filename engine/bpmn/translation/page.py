"""A diagram while it is being translated: what other programs wrote on it, and what we add."""

from collections.abc import Callable, Iterator

from engine.bpmn.read.mutable import MutableNode, add_node, new_node
from engine.bpmn.read.names import EXTENSIONS, ZEEBE, bpmn, id_of, local, zeebe
from engine.bpmn.translation.note import Note, UntranslatableError

JAVA = (
    "http://camunda.org/schema/1.0/bpmn",
    "http://operaton.org/schema/1.0/bpmn",
    "http://flowable.org/bpmn",
    "http://activiti.org/bpmn",
)
RUNS_UNSAID = ("http://flowable.org/bpmn", "http://activiti.org/bpmn")
"""Whose engines run a process that does not say whether it is executable."""
SPIFF = "http://spiffworkflow.org/bpmn/schema/1.0/core"
FOREIGN = (*JAVA, SPIFF)


class Page:
    """The tree, changed in place, and the notes of what became of each setting."""

    def __init__(self, root: MutableNode) -> None:
        self.root = root
        self.notes: list[Note] = []
        self.files: dict[str, bytes] = {}
        """What stood inside of the diagram and is a file of its own with us."""

    def note(self, node: MutableNode, said: str, became: str = "") -> None:
        """Write down what became of a setting."""
        while node is not None and not node.get("id"):
            node = node.getparent()
        place = ("", None) if node is None else (id_of(node), node.sourceline)
        self.notes.append(Note(place[0], place[1], said[:200], became[:200]))

    def attempt(self, node: MutableNode, said: str, read: Callable[[str], str], value: str) -> str | None:
        """Return what a value becomes, or None, with a note where nobody can say it in FEEL."""
        try:
            return read(value)
        except UntranslatableError as error:
            self.note(node, f"{said}: {value} ({error})")
            return None

    def extend(self, node: MutableNode, path: str, **attributes: str) -> MutableNode:
        """Add an extension such as `ioMapping/input`; a holder that is there already is used."""
        holder = node.find(bpmn(EXTENSIONS))
        if holder is None:
            holder = new_node(bpmn(EXTENSIONS), spaces={"zeebe": ZEEBE})
            node.insert(len(node.findall(bpmn("documentation"))), holder)
        *outer, last = path.split("/")
        for name in outer:
            found = holder.find(zeebe(name))
            holder = add_node(holder, zeebe(name)) if found is None else found
        return add_node(holder, zeebe(last), **{k: v for k, v in attributes.items() if v})


def java(node: MutableNode, name: str) -> str | None:
    """Return an attribute that a Java engine wrote."""
    return next((value for space in JAVA if (value := node.get(f"{{{space}}}{name}")) is not None), None)


def inner(node: MutableNode, name: str, spaces: tuple[str, ...] = JAVA) -> Iterator[MutableNode]:
    """Yield extension elements of a name, at whatever depth of the node's own extensionElements."""
    holder = node.find(bpmn(EXTENSIONS))
    if holder is not None:
        for space in spaces:
            yield from holder.iter(f"{{{space}}}{name}")


def elements(root: MutableNode, *kinds: str) -> Iterator[MutableNode]:
    """Yield the BPMN elements of some kinds in document order; all where none is named."""
    yield from (node for node in root.iter() if local(node) and (not kinds or local(node) in kinds))
