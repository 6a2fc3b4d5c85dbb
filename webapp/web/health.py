"""For machines: whether the server answers, and which one it is."""

from flask import Blueprint, Response, current_app, jsonify

from webapp.storage import users
from webapp.storage.troubles import TROUBLES
from webapp.web.access import public
from webapp.web.database import database

bp = Blueprint("health", __name__)


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
def ping() -> Response:
    config = current_app.config
    answer = jsonify(app="backstride", version=config["VERSION"], instance=config["INSTANCE"])
    # It holds no secret, and the page at /secure asks for it over https while it stands on http: another origin.
    answer.headers["Access-Control-Allow-Origin"] = "*"
    return answer
