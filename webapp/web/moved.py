"""Where the forms of earlier versions went: a page left open over an upgrade still sends to their addresses."""

from flask import Blueprint, redirect, url_for
from werkzeug.wrappers import Response

bp = Blueprint("moved", __name__)


@bp.post("/settings/weight")
def set_weight() -> Response:
    return redirect(url_for("body.set_weight"), 308)


@bp.post("/settings/weight/delete")
def delete_weight() -> Response:
    return redirect(url_for("body.delete_weight"), 308)


@bp.post("/both")
@bp.post("/pain/later")
@bp.post("/plan/later")
@bp.post("/works/install/later")
def ask_later() -> Response:
    """Nothing was typed there; Today asks once more."""
    return redirect(url_for("today.index"), 303)
