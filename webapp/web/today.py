"""Today: the running week at one glance, the one thing to do now, and at most one question."""

from contextlib import suppress
from typing import cast
from uuid import UUID, uuid4

from flask import Blueprint, abort, current_app, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from webapp import clock
from webapp.actions import today as actions
from webapp.actions.nights import Night
from webapp.actions.today import NOT_NOW_DAYS, DailyQuestion
from webapp.domain.reviews import Moment
from webapp.domain.walks import Site
from webapp.storage import reading_rights as reading_store
from webapp.storage import walks as walk_store
from webapp.web import access, htmx, later, saving
from webapp.web.database import database
from webapp.web.parameters import date_of, uuid_of
from webapp.words import plan as plan_words
from webapp.words import reading_rights as reader_words
from webapp.words import reviews as review_words
from webapp.words import safety as safety_words
from webapp.words import today as today_words

bp = Blueprint("today", __name__)


@bp.get("/")
def index() -> str:
    diary, now, just = access.diary_read(), clock.now(), saving.just_saved()
    with database().reading() as session:
        glance = actions.glance(
            session,
            diary,
            now=now,
            today=diary.date_of(now),
            saved=uuid_of(request.args.get("saved")),
            told=_told(just),
            day=date_of(request.args.get("day")),
            not_now=later.not_now(),
        )
        uuid = uuid_of(request.args.get("deleted"))
        deleted = walk_store.find(session, diary, uuid, in_bin=True) if uuid else None
        new_readers = reading_store.untold(session, diary, now=now)
    return render_template(
        "today/_week.html" if htmx.wants_fragment() else "today/index.html",
        glance=glance,
        deleted=deleted,
        new_readers=new_readers,
        reader_words=reader_words,
        damage=database().damage,
        is_backup_late=access.user().is_owner and _night().is_late(now=now),
        is_backup_unproven=access.user().is_owner and _night().is_unproven(now=now),
        today=glance.today,
        new_id=uuid4(),
        just=just,
        today_words=today_words,
        plan_words=plan_words,
        review_words=review_words,
        safety_words=safety_words,
    )


@bp.post("/later")
def ask_later() -> Response:
    """Ask no more for a while, about this walk or at all."""
    answer = redirect(url_for("today.index"), 303)
    with suppress(ValueError):
        question, about = DailyQuestion(request.form.get("question", "")), request.form.get("about", "")
        days = NOT_NOW_DAYS[question] or abort(400)
        later.postpone(answer, question, days=days, value=str(UUID(about)) if about else "1")
    return answer


def _night() -> Night:
    return cast(Night, current_app.extensions["backstride_night"])


def _told(just: saving.Saved | None) -> tuple[UUID, Site] | None:
    """The walk and the site of which somebody told just now how they were this morning."""
    if not just or just.what != "morning" or not just.sent:
        return None
    sites = (site for site in Site if f"pain.{site}.{Moment.NEXT_MORNING}" in just.before)
    return next(((UUID(just.before["walk"]), site) for site in sites), None)
