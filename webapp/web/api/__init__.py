"""The JSON API, version 1: for scripts, watches and phone shortcuts, with a token."""

from flask import Blueprint

from webapp.domain.problems import Invalid
from webapp.web import errors

# Each module beside this one adds its calls.
bp = Blueprint("api", __name__, url_prefix="/api/v1")
bp.register_error_handler(Invalid, errors.refused)
