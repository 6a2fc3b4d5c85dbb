"""What is left to somebody whom the owner took out: to take everything along, until the last day."""

from flask import Blueprint, redirect, render_template, url_for
from werkzeug.wrappers import Response

from webapp.security import accounts
from webapp.web import access

bp = Blueprint("leaving", __name__)


@bp.get("/leaving")
def index() -> Response | str:
    user = access.user()
    leaves_on = accounts.leaves_on(user, user.time_zone)
    if leaves_on is None:
        return redirect(url_for("today.index"), 303)
    return render_template("leaving/index.html", leaves_on=leaves_on)
