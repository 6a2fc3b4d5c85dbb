"""Learn: what is known about walking backward, how it is done, and how Backstride estimates energy."""

from flask import Blueprint, abort, render_template

from webapp.charts import energy
from webapp.domain import cadence, claims, programme, sleds
from webapp.domain.claims import Question
from webapp.domain.energy import KMH_PER_MPH, MODEL, UNKNOWN_SPEED_MPH, backward_walk_met, forward_walk_met
from webapp.domain.published import PUBLISHED
from webapp.web import access, chart_words, charts
from webapp.words import claims as claim_words

bp = Blueprint("learn", __name__, url_prefix="/learn")
# Jinja works out a filter of a plain number once for everybody, in the units of whoever came first: so these are given.
FIRST_TREADMILL_KMH = 1.0 * KMH_PER_MPH
REFERENCE_MPH = 3.5


@bp.get("")
@access.public
def index() -> str:
    groups = claims.by_question()
    return render_template("learn/index.html", groups=groups, count=len(claims.CLAIMS), words=claim_words)


@bp.get("/<topic>")
@access.public
def show_topic(topic: str) -> str:
    question = Question(topic) if topic in list(Question) else abort(404)
    return render_template(
        "learn/topic.html",
        question=question,
        claims=claims.by_question()[question],
        topics={claim.id: claim.question.value for claim in claims.CLAIMS},
        words=claim_words,
    )


@bp.get("/technique")
@access.public
def show_technique() -> str:
    return render_template(
        "learn/technique.html",
        first_kmh=FIRST_TREADMILL_KMH,
        first_steps=cadence.FIRST,
        cool_down_minutes=programme.COOL_DOWN_MINUTES,
        first_sled_percent=sleds.FIRST_SHARE * 100,
        longest_sled_metres=programme.LONGEST_SLED_METRES,
    )


@bp.get("/energy")
@access.public
def show_energy() -> str:
    return render_template(
        "learn/energy.html",
        **charts.drawn(energy.figure(chart_words.energy_words())),
        rows=energy.table(),
        published=PUBLISHED,
        model=MODEL,
        reference_kmh=REFERENCE_MPH * KMH_PER_MPH,
        reference_met={"forward": forward_walk_met(REFERENCE_MPH), "backward": backward_walk_met(REFERENCE_MPH)},
        unknown_mph=UNKNOWN_SPEED_MPH,
    )
