"""Pages of the workshop."""

from flask import Blueprint

bp = Blueprint("workshop", __name__, url_prefix="/quy-trinh")
