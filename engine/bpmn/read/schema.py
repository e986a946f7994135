"""The XML Schema of BPMN 2.0, read through the one door for XML by whoever asks of it."""

from functools import cache
from importlib.resources import as_file, files

from lxml import etree

from engine.base.xml import parse_xml

WHOLE = "BPMN20.xsd"
SEMANTIC = "Semantic.xsd"
"""Where the elements that say something are declared; the others are those of the drawing."""


@cache
def schema_tree(name: str) -> etree._Element:
    """Return one file of the schema, as a tree that knows where the files lie that it includes."""
    with as_file(files("SpiffWorkflow.bpmn.parser") / "schema") as folder:
        root = parse_xml((folder / name).read_bytes())
        root.getroottree().docinfo.URL = str(folder / name)
        return root


@cache
def whole_schema() -> etree.XMLSchema:
    """Return what files are held against. It keeps the errors of its last run: two threads may not use it at once."""
    return etree.XMLSchema(schema_tree(WHOLE))
