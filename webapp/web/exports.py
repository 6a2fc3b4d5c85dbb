"""Export: everything that belongs to a person, to take along."""

from flask import Blueprint, abort, render_template, request
from werkzeug.wrappers import Response

from webapp.actions.exports import Format
from webapp.storage import walks as store
from webapp.web import access, downloads
from webapp.web.database import database

bp = Blueprint("exports", __name__, url_prefix="/export")


@bp.get("")
def index() -> str:
    with database().reading() as session:
        has_walks = store.latest(session, access.diary_read()) is not None
    return render_template("exports/index.html", has_walks=has_walks)


@bp.get("/file")
def download() -> Response:
    wanted = request.args.get("format", Format.JSON.value)
    kind = Format(wanted) if wanted in list(Format) else abort(404)
    return downloads.everything(access.diary_read(), kind)
