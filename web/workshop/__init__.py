"""The workshop: administrators read, compare, edit and release the procedures; a second person approves."""

from web.workshop import approval, drawing, editing, faults, filing, mending, uploading, views
from web.workshop.blueprint import bp as bp

__all__ = ["approval", "bp", "drawing", "editing", "faults", "filing", "mending", "uploading", "views"]
