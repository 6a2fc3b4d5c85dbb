"""Walks of an import that are in the bin come back."""

from uuid import UUID

from flask import Blueprint, abort, redirect, url_for
from werkzeug.wrappers import Response

from webapp import clock
from webapp.actions import import_bin as actions
from webapp.storage import imports as store
from webapp.web import access
from webapp.web.database import database

bp = Blueprint("import_bin", __name__, url_prefix="/import")


@bp.post("/<uuid:uuid>/bring-back")
def bring_back(uuid: UUID) -> Response:
    diary = access.diary_write()
    with database().writing() as session:
        batch = store.batch(session, diary, uuid) or abort(404)
        actions.bring_back(session, diary, batch, now=clock.now())
    return redirect(url_for("imports.show", uuid=uuid), 303)
