"""What works at this address: what this phone can do here, and how to put the app on its home screen."""

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from webapp.web import later

bp = Blueprint("works", __name__, url_prefix="/works")


@bp.get("")
def index() -> str:
    return render_template("works/index.html", is_secure=request.is_secure)


@bp.get("/install")
def show_install() -> str:
    return render_template("works/install.html", is_secure=request.is_secure)


@bp.post("/install/later")
def postpone_install() -> Response:
    answer = redirect(url_for("today.index"), 303)
    later.postpone(answer, "install", days=30)
    return answer
