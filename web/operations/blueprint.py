"""The blueprint of the pages on running processes, and whom they admit."""

from flask import Blueprint

OPERATOR = "administrator"

bp = Blueprint("running", __name__, url_prefix="/van-hanh")
