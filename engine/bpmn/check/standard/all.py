"""All rules of the standard over one file."""

from collections.abc import Iterator

from engine.base.errors import Finding
from engine.bpmn.check.standard import (
    activities,
    collaborations,
    data,
    events,
    flows,
    gateways,
    paths,
    reach,
    references,
    schema,
)
from engine.bpmn.check.standard.place import StandardRule
from engine.bpmn.read.document import Document

RULES: tuple[StandardRule, ...] = (
    *references.RULES,
    *flows.RULES,
    *paths.RULES,
    *gateways.RULES,
    *events.RULES,
    *activities.RULES,
    *data.RULES,
    *reach.RULES,
    *collaborations.RULES,
)


def check_standard(document: Document) -> Iterator[Finding]:
    """Yield what breaks the standard; a file with the wrong structure is looked at no further."""
    structure = list(schema.check_schema(document))
    yield from structure
    if not any(f.severity == "error" for f in structure):
        for rule in RULES:
            yield from rule(document)
