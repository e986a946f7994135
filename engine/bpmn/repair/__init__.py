"""Mending a diagram by one press: what a check names and can only be meant one way is set right in the file itself."""

from engine.bpmn.repair.answers import JOB_TYPE, Answering, listener_word
from engine.bpmn.repair.whole import REPAIRS, repair

__all__ = ["JOB_TYPE", "REPAIRS", "Answering", "listener_word", "repair"]
