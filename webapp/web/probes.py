"""For machines: whether the server answers, and which one it is."""

from typing import cast
from urllib.parse import urlsplit

from flask import Blueprint, Response, current_app, jsonify, request

from webapp.security.https import HomeHttps
from webapp.storage import users
from webapp.storage.troubles import TROUBLES
from webapp.web.access import public
from webapp.web.api import shapes
from webapp.web.api.operations import operation
from webapp.web.database import database

bp = Blueprint("probes", __name__)


@bp.get("/healthz")
@public
def healthz() -> tuple[str, int, dict[str, str]]:
    plain = {"Content-Type": "text/plain; charset=utf-8"}
    try:
        with database().reading() as session:
            users.is_anybody(session)
    except TROUBLES:
        return "the database does not answer", 503, plain
    return "ok", 200, plain


@bp.get("/api/ping")
@public
@operation(scopes=frozenset(), answers={200: (shapes.PING,)})
def ping() -> Response:
    config = current_app.config
    answer = jsonify(app="backstride", version=config["VERSION"], instance=config["INSTANCE"])
    # The page at /secure asks for it over https while it came over http: another origin of this same server. A page
    # from elsewhere must not read by it in which home it is opened.
    origin = request.headers.get("Origin", "")
    answer.vary.add("Origin")
    if _is_of_this_server(origin):
        answer.headers["Access-Control-Allow-Origin"] = origin
    return answer


def _is_of_this_server(origin: str) -> bool:
    """Whether a page came from this server, over http or https: by the name that is asked, or another of its own."""
    try:
        asking, asked = urlsplit(origin).hostname, urlsplit(f"//{request.host}").hostname
    except ValueError:
        return False
    https = cast(HomeHttps, current_app.extensions["backstride_https"])
    return asking is not None and (asking == asked or https.covers(asking))
