"""Whose key a script sends, and whether it may do what it asks."""

from flask import abort, current_app, request

from webapp import clock
from webapp.domain.diaries import Diary
from webapp.domain.keys import Scope
from webapp.security import keys
from webapp.security.keys import Key
from webapp.storage import keys as store
from webapp.storage.troubles import TROUBLES
from webapp.web.api import operations, questions
from webapp.web.database import database

_REFUSALS = {
    Scope.READ: "This token may only read.",
    Scope.WALKS: "This token may only add walks, and take back what it added.",
}


def diary() -> Diary:
    """The diary of the person whose key came in the Authorization header."""
    return key().user.diary


def key() -> Key:
    """The key that came. Without a right one the answer is 401; with one that may not make this call, 403.

    Raises Invalid for a name in the address that the call does not know.
    """
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        abort(401, "Send a token: Authorization: Bearer TOKEN. `backstride token create USER` makes one.")
    with database().reading() as session:
        key = keys.find(session, token.strip()) or abort(401, "This token is not known here.")
    if key.scope not in operations.asked().scopes:
        abort(403, _REFUSALS[key.scope])
    questions.refuse_unknown()
    _note_use(key)
    return key


def _note_use(key: Key) -> None:
    now = clock.now()
    if not key.is_due(now):
        return
    try:
        with database().writing(patience_s=0) as session:
            store.touch(session, key.id, now)
    except TROUBLES as trouble:
        # On a full disk a script can still read.
        current_app.logger.warning("The use of a key could not be noted: %s", trouble)
