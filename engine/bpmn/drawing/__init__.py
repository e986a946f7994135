"""Diagrams drawn as pictures, from where their files say that each element stands."""

from engine.bpmn.drawing.picture import Picture, draw, note_to
from engine.bpmn.drawing.places import Box
from engine.bpmn.drawing.steps import Part, Step

__all__ = ["Box", "Part", "Picture", "Step", "draw", "note_to"]
