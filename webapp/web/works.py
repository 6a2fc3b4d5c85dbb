"""What works at this address: what this phone can do here, and how to put the app on its home screen."""

from flask import Blueprint, render_template, request

bp = Blueprint("works", __name__, url_prefix="/works")


@bp.get("")
def index() -> str:
    return render_template("works/index.html", is_secure=request.is_secure)


@bp.get("/install")
def show_install() -> str:
    return render_template("works/install.html", is_secure=request.is_secure)
