"""Learn: how Backstride estimates energy, and how sure that is."""

from flask import Blueprint, redirect, render_template, url_for
from werkzeug.wrappers import Response

from webapp.charts import energy
from webapp.domain.energy import MODEL
from webapp.web import access, chart_words, charts

bp = Blueprint("learn", __name__, url_prefix="/learn")


@bp.get("")
@access.public
def index() -> Response:
    return redirect(url_for("learn.show_energy"), 303)


@bp.get("/energy")
@access.public
def show_energy() -> str:
    return render_template(
        "learn/energy.html",
        **charts.drawn(energy.figure(chart_words.energy_words())),
        rows=energy.table(),
        published=energy.PUBLISHED,
        model=MODEL,
    )
