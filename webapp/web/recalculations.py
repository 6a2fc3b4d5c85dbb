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
    diary = access.diary_read()
    with database().reading() as session:
        comparison, former = actions.compare(session, diary), store.counts(session, diary)
    return render_template(
        "recalculations/show.html",
        comparison=comparison,
        former=former,
        model=MODEL,
        counts_by_who=diary.counting == Counting.WHO,
        done=request.args.get("done", ""),
    )


@bp.post("")
def create() -> Response:
    diary = access.diary_write()
    with database().writing() as session:
        actions.recalculate(session, diary)
    return redirect(url_for("recalculations.show", done="again"), 303)


@bp.post("/undo")
def undo() -> Response:
    diary = access.diary_write()
    with database().writing() as session:
        actions.undo(session, diary)
    return redirect(url_for("recalculations.show", done="undone"), 303)
