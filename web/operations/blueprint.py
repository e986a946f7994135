"""The blueprint of the pages on running processes, and whom they admit."""

from flask import Blueprint

from web.parts.known import refuse_unknown

OPERATOR = "administrator"

bp = Blueprint("running", __name__, url_prefix="/van-hanh")
bp.before_request(refuse_unknown)
