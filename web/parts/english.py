"""English names that diagrams carry beside the Vietnamese: the zeebe property `name:en` of an element."""

from functools import lru_cache
from uuid import UUID

from sqlalchemy.orm import Session

from engine.base.errors import NotFoundError
from engine.base.xml import parse_xml
from engine.store import releases
from web.layout.language import language

PROPERTY = "{http://camunda.org/schema/zeebe/1.0}property"
NAME = "name:en"


def english_names(session: Session, release_id: UUID, process_id: str) -> dict[str, str]:
    """Return the English names of a process and its elements by id, nothing while the page is Vietnamese."""
    if language() != "en":
        return {}
    try:
        return _read(releases.diagram_of(session, release_id, process_id))
    except NotFoundError:
        return {}


@lru_cache(maxsize=64)
def _read(diagram: bytes) -> dict[str, str]:
    names = {}
    for found in parse_xml(diagram).iter(PROPERTY):
        element = found.getparent()
        while element is not None and element.get("id") is None:
            element = element.getparent()
        if element is not None and found.get("name") == NAME:
            names[str(element.get("id"))] = str(found.get("value", ""))
    return names
