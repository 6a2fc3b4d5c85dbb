"""Whose token a script sends."""

from flask import abort, request

from webapp.security import sign_ins
from webapp.security.sign_ins import Scope
from webapp.storage.models import User
from webapp.web.database import database


def user(needs: Scope = Scope.ALL) -> User:
    """The person whose token came in the Authorization header.

    Without a right one the answer is 401; with one that may not do what is asked, 403.
    """
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        abort(401, "Send a token: Authorization: Bearer TOKEN. `backstride token create USER` makes one.")
    with database().reading() as session:
        found = sign_ins.api_user(session, token.strip()) or abort(401, "This token is not known here.")
    person, scope = found
    if scope not in (Scope.ALL, needs):
        abort(403, "This token may only add walks.")
    return person
