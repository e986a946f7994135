"""The example: the internal affairs bloc of eight bodies; all its people and records are invented."""

from workflows.example.loading import load_example
from workflows.example.signins import SignIn, example_signins

__all__ = ["SignIn", "example_signins", "load_example"]
