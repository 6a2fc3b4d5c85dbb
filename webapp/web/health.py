"""Health: the plan, pain, tests, body and the page for the physiotherapist, each with what is there today."""

from flask import Blueprint, redirect, render_template, url_for
from werkzeug.wrappers import Response

from webapp import clock
from webapp.actions import health as actions
from webapp.domain import claims
from webapp.web import access
from webapp.web.database import database
from webapp.words import health as words

bp = Blueprint("health", __name__)


@bp.get("/health")
def index() -> str:
    diary = access.diary_read()
    today = diary.date_of(clock.now())
    with database().reading() as session:
        glance = actions.glance(session, diary, today)
    plan = glance.plan
    return render_template(
        "health/index.html",
        plan=words.plan(plan.standing, today, may_go_on=plan.may_go_on, waits=plan.waits),
        pain=words.pain(glance.pain, today),
        test=words.self_test(glance.test, is_time=glance.is_time_to_test),
        body=words.body(glance.balance, glance.weight_kg),
        learn=words.learn(len(claims.by_question())),
    )


@bp.get("/more")
def show_more() -> Response:
    """Where these pages were found once: old links lead here."""
    return redirect(url_for("health.index"), 301)
