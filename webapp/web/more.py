"""More: the rest of the places, from the last tab."""

from flask import Blueprint, render_template

bp = Blueprint("more", __name__, url_prefix="/more")


@bp.get("")
def index() -> str:
    return render_template("more/index.html")
