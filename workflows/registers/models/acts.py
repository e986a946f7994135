"""What is recorded of exemplary models."""

from engine.history.administration import Act
from engine.history.fact import fact


@fact("model_recorded")
class ModelRecorded(Act):
    """Somebody recorded a model of a unit, or described again one that was sent back."""

    unit: str
    name: str


@fact("model_checked")
class ModelChecked(Act):
    """A second person found a model right, or sent it back with the reason."""

    state: str
    reason: str


@fact("model_published")
class ModelPublished(Act):
    """Somebody published a model that was checked."""

    unit: str


@fact("model_noted")
class ModelNoted(Act):
    """Somebody noted that a unit visited a model, took it over, or proposes it for the congress."""

    kind: str
    unit: str
    note: str


@fact("model_pictured")
class ModelPictured(Act):
    """Somebody attached a picture to a model; its content's digest tells which."""

    name: str
    content: str
