"""How much a request may bring, told to the door before its body is read: more from who is known, or sets it up."""

from collections.abc import Mapping

from flask import Flask
from werkzeug.exceptions import HTTPException
from werkzeug.http import parse_cookie

from webapp import clock
from webapp.config import Settings
from webapp.security import accounts, keys, proxied, sign_ins
from webapp.security.bodies import MostBytes
from webapp.storage import users
from webapp.storage.engine import Database
from webapp.web import access
from webapp.web.import_worker import ImportWorker


def most_bytes(app: Flask) -> MostBytes:
    """The rule for this application, to be asked outside of any request."""
    usual: int = app.config["MAX_CONTENT_LENGTH"]
    database: Database = app.extensions["backstride_database"]
    settings: Settings = app.extensions["backstride_settings"]
    worker: ImportWorker = app.extensions["backstride_imports"]

    def most(method: str, path: str, head: Mapping[str, str]) -> int:
        wanted, code = _of_view(app, method, path)
        try:
            if wanted <= usual or not (_has_code(database, code) or _is_known(database, settings, head)):
                return min(wanted or usual, usual)
            return max(usual, min(wanted, worker.uploads.room()))
        except Exception:
            app.logger.exception("Nobody could be asked who sends a large body.")
            return usual

    return most


def _of_view(app: Flask, method: str, path: str) -> tuple[int, str]:
    """How much a view takes, and the set-up code in its path."""
    try:
        endpoint, arguments = app.url_map.bind("").match(path, method)
    except HTTPException:
        return 0, ""
    return getattr(app.view_functions[endpoint], "most_bytes", 0), arguments.get("code", "")


def _has_code(database: Database, code: str) -> bool:
    """Whether somebody sets this server up, who may bring a backup."""
    if not code:
        return False
    with database.reading() as session:
        return not users.is_anybody(session) and accounts.is_setup_code(session, code)


def _is_known(database: Database, settings: Settings, head: Mapping[str, str]) -> bool:
    """Whether a browser that is signed in, a key, or somebody whom a proxy names comes with this head."""
    cookies = parse_cookie(head.get("COOKIE", ""))
    scheme, _, key = head.get("AUTHORIZATION", "").partition(" ")
    with database.reading() as session:
        if scheme.lower() == "bearer" and keys.find(session, key.strip()):
            return True
        if proxied.is_known(session, settings, head):
            return True
        given = [(cookies[name], name == access.SECURE_COOKIE) for name in access.COOKIES if name in cookies]
        return any(sign_ins.find(session, token, now=clock.now(), is_secure=secure) for token, secure in given)
