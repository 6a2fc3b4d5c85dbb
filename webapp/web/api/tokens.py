"""Whose token a script sends."""

from flask import abort, request

from webapp.security import sign_ins
from webapp.storage.models import User
from webapp.web.database import database


def user() -> User:
    """The person whose token came in the Authorization header; without a right one the answer is 401."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        abort(401, "Send a token: Authorization: Bearer TOKEN. `backstride token create USER` makes one.")
    with database().reading() as session:
        found = sign_ins.api_user(session, token.strip())
    return found or abort(401, "This token is not known here.")
