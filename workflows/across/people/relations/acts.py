"""What is told of declared relations where auditors find it."""

from engine.history.administration import Act
from engine.history.fact import fact


@fact("")
class Relation(Act):
    """Whose relative is declared, in which declaration, by their ids."""

    relative: str
    relation: str


@fact("relation_declared")
class RelationDeclared(Relation):
    """Somebody declared a relative."""


@fact("relation_confirmed")
class RelationConfirmed(Relation):
    """The other of the two, or a secretary, confirmed it."""


@fact("relation_withdrawn")
class RelationWithdrawn(Relation):
    """It was withdrawn."""
