"""The workshop: administrators read, compare, edit and release the procedures."""

from web.workshop.views import bp as bp
