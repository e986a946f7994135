"""Decision models (DMN 1.2 to 1.5)."""

from engine.dmn.definitions import load_model, read_model
from engine.dmn.elements import Decision
from engine.dmn.model import DecisionResult, Model
from engine.dmn.run import FiredRule
from engine.dmn.together import load_models, read_models

__all__ = ["Decision", "DecisionResult", "FiredRule", "Model", "load_model", "load_models", "read_model", "read_models"]
