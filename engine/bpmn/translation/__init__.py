"""Diagrams of Camunda 7, Flowable, Activiti and SpiffWorkflow in our vocabulary, and a report of what could be said."""

from engine.bpmn.translation.note import Note
from engine.bpmn.translation.whole import Translated, translate, translate_read

__all__ = ["Note", "Translated", "translate", "translate_read"]
