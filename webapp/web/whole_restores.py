"""A backup of everything, brought to a server where nobody is yet by who has the set-up code."""

from pathlib import Path

from flask import Blueprint, abort, current_app, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.wrappers import Response

from webapp import clock
from webapp.security import accounts, events
from webapp.storage import instance, restoring, users
from webapp.storage.proofs import WrongBackup
from webapp.storage.restoring import FailedRestore
from webapp.web import uploads
from webapp.web.access import public, takes
from webapp.web.database import database
from webapp.words import whole_restores as words

bp = Blueprint("whole_restores", __name__, url_prefix="/setup/backup")


@bp.get("/<code>")
@public
def new(code: str) -> str:
    _check(code)
    return _page(code)


@bp.post("/<code>")
@public
@takes(uploads.MOST_BYTES)
def create(code: str) -> Response | tuple[str, int]:
    _check(code)
    try:
        files = uploads.sent_files(request)
    except RequestEntityTooLarge:
        return _page(code, _("There is not enough room left on the disk of your server for that.")), 413
    if len(files) != 1:
        return _page(code, _("Please choose a file.")), 422
    problem = _put_back(uploads.worker().uploads.path(files[0].stored))
    if problem:
        return _page(code, problem), 422
    events.note("backup restored")
    return redirect(url_for("account.login", restored=1), 303)


def _check(code: str) -> None:
    """Only who has the code, and only while nobody is here."""
    with database().reading() as session:
        if users.is_anybody(session) or not accounts.is_setup_code(session, code):
            abort(404)


def _put_back(file: Path) -> str:
    """What is wrong with it; empty when everything is back."""
    data = uploads.worker().uploads.folder.parent
    try:
        restoring.restore(database(), file, data=data, now=clock.now())
    except WrongBackup as wrong:
        return words.problem(wrong.kind)
    except FailedRestore as failed:
        current_app.logger.error("%s", failed)
        return words.failed()
    # Phones ask for the server that made the backup.
    current_app.config["INSTANCE"] = instance.read_or_make(data)
    uploads.worker().resume()
    return ""


def _page(code: str, problem: str = "") -> str:
    return render_template("whole_restores/new.html", code=code, problem=problem)
