"""Old walks worked out again with today's model: both figures first, then one tap, and a way back."""

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from webapp.actions import recalculations as actions
from webapp.domain.energy import MODEL
from webapp.domain.goals import Counting
from webapp.storage import recalculations as store
from webapp.web import access
from webapp.web.database import database

bp = Blueprint("recalculations", __name__, url_prefix="/recalculation")


@bp.get("")
def show() -> str:
    user = access.user()
    with database().reading() as session:
        comparison, former = actions.compare(session, user), store.counts(session, user.id)
    return render_template(
        "recalculations/show.html",
        comparison=comparison,
        former=former,
        model=MODEL,
        counts_by_who=user.counting == Counting.WHO,
        done=request.args.get("done", ""),
    )


@bp.post("")
def create() -> Response:
    user = access.user()
    with database().writing() as session:
        actions.recalculate(session, user)
    return redirect(url_for("recalculations.show", done="again"), 303)


@bp.post("/undo")
def undo() -> Response:
    user = access.user()
    with database().writing() as session:
        actions.undo(session, user)
    return redirect(url_for("recalculations.show", done="undone"), 303)
