"""Whose key a script sends, and whether it may do what it asks."""

from collections.abc import Collection

from flask import abort, current_app, request

from webapp import clock
from webapp.domain.diaries import Diary
from webapp.domain.keys import Scope
from webapp.domain.problems import Invalid, Problem, Reason
from webapp.security import keys
from webapp.security.keys import Key
from webapp.storage import keys as store
from webapp.storage.troubles import TROUBLES
from webapp.web.database import database

_REFUSALS = {
    Scope.READ: "This token may only read.",
    Scope.WALKS: "This token may only add walks, and take back what it added.",
}


def diary(knows: Collection[str] = ()) -> Diary:
    """The diary of the person whose key came in the Authorization header, for a call that phones do not make.

    `knows` are the names that the call knows in its address. Raises Invalid for others; without a right key the answer
    is 401; with one that may not do what is asked, 403.
    """
    return _key(knows, {Scope.ALL, Scope.READ} if request.method == "GET" else {Scope.ALL}).user.diary


def key_of_phone() -> Key:
    """The key that came, for a call that phones make too."""
    return _key((), {Scope.ALL, Scope.WALKS})


def _key(knows: Collection[str], may: Collection[Scope]) -> Key:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        abort(401, "Send a token: Authorization: Bearer TOKEN. `backstride token create USER` makes one.")
    with database().reading() as session:
        key = keys.find(session, token.strip()) or abort(401, "This token is not known here.")
    if key.scope not in may:
        abort(403, _REFUSALS[key.scope])
    unknown = [name for name in request.args if name not in knows]
    if unknown:
        raise Invalid(*(Problem(name[:60], Reason.UNKNOWN_FIELD) for name in unknown))
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
