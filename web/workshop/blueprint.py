"""The workshop's blueprint, and the roles its pages ask for."""

from flask import Blueprint

EDITOR = "administrator"
APPROVER = "process_approver"
READERS = (EDITOR, APPROVER, "auditor")

bp = Blueprint("workshop", __name__, url_prefix="/quy-trinh")
