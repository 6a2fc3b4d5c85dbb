"""Today: the running week at one glance, and the last walk once more in one tap."""

import datetime as dt
from contextlib import suppress
from uuid import UUID, uuid4

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from webapp import clock
from webapp.actions import plan as plan_actions
from webapp.actions import weeks as week_actions
from webapp.domain import overlaps, reviews, weeks
from webapp.domain.overlaps import TimedWalk
from webapp.storage import running as running_store
from webapp.storage import walks as walk_store
from webapp.storage import weights as weight_store
from webapp.storage.engine import Session
from webapp.storage.models import Walk
from webapp.web import access, later, morning_question
from webapp.web.database import database
from webapp.words import breaks as break_words
from webapp.words import plan as plan_words
from webapp.words import reviews as review_words
from webapp.words import safety as safety_words

bp = Blueprint("today", __name__)
LOOKED_BACK = dt.timedelta(days=7)


@bp.get("/")
def index() -> str:
    user, now = access.user(), clock.now()
    today = weeks.local_date(now, user.time_zone)
    with database().reading() as session:
        week = week_actions.this_week(session, user, today)
        last = walk_store.latest(session, user.id)
        weight_kg = weight_store.on(session, user.id, today)
        offers_install = not later.is_postponed("install") and walk_store.are_several(session, user.id)
        running = running_store.find(session, user.id)
        plan = plan_actions.overview(session, user, today)
        morning = morning_question.unasked(session, user.id, today)
        twice = _at_the_same_time(session, user.id, now)
        saved = _named(session, user.id, request.args.get("saved"))
    return render_template(
        "today/index.html",
        today=today,
        week=week,
        last=last,
        welcome=break_words.welcome(last.walked_on if last else None, today, is_away=week.sum.is_away),
        saved=saved,
        twice=twice,
        to_review=_to_review(saved or last, is_saved=saved is not None, today=today),
        morning=morning,
        review_words=review_words,
        running=running,
        plan=plan,
        offers_plan=plan.standing is None and not later.is_postponed("plan"),
        plan_words=plan_words,
        safety_words=safety_words,
        weight_kg=weight_kg,
        offers_install=offers_install,
        repeat_id=uuid4(),
        tallest=max(30.0, *(day.minutes for day in week.days)),
    )


@bp.post("/plan/later")
def postpone_plan() -> Response:
    """Offer the plan again in a month."""
    answer = redirect(url_for("today.index"), 303)
    later.postpone(answer, "plan", days=30)
    return answer


@bp.post("/both")
def keep_both() -> Response:
    """Ask no more about two walks at the same time."""
    answer = redirect(url_for("today.index"), 303)
    with suppress(ValueError):
        later.postpone(answer, "twice", days=LOOKED_BACK.days + 1, value=str(UUID(request.form.get("walk", ""))))
    return answer


def _at_the_same_time(session: Session, user_id: int, now: dt.datetime) -> tuple[TimedWalk, TimedWalk] | None:
    """The newest two walks of these days that overlap, unless somebody said that both are right."""
    found = overlaps.newest_pair(walk_store.outings_since(session, user_id, now - LOOKED_BACK))
    return None if found and later.is_postponed("twice", str(found[1].id)) else found


def _to_review(walk: Walk | None, *, is_saved: bool, today: dt.date) -> Walk | None:
    """The walk just saved, or today's, when somebody went backward and said nothing of it yet."""
    if walk is None or not walk.backward_seconds or not (is_saved or walk.walked_on == today):
        return None
    is_said = reviews.is_answered(walk.effort, walk.stumbles, walk.attention, walk.falls)
    return None if is_said else walk


def _named(session: Session, user_id: int, uuid: str | None) -> Walk | None:
    """The walk that was saved just now."""
    try:
        return walk_store.find(session, user_id, UUID(uuid)) if uuid else None
    except ValueError:
        return None
