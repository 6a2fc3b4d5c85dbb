"""Settings: rows with a page each, and what belongs to the server that everybody shares."""

from flask import Blueprint, redirect, render_template, url_for
from werkzeug.wrappers import Response

from webapp import clock
from webapp.actions import safety as safety_actions
from webapp.actions import walks as walk_actions
from webapp.domain import goals
from webapp.storage import goals as goal_store
from webapp.storage import keys as key_store
from webapp.storage import messages as message_store
from webapp.storage import reading_rights as reading_store
from webapp.storage import users
from webapp.storage import weights as weight_store
from webapp.web import access
from webapp.web.database import database
from webapp.words import safety as safety_words
from webapp.words import units as unit_words

bp = Blueprint("settings", __name__, url_prefix="/settings")


@bp.get("")
def index() -> str:
    diary = access.diary_read()
    today = diary.date_of(clock.now())
    week = diary.week_of(today)
    with database().reading() as session:
        weight_kg = weight_store.on(session, diary, today)
        set_goals = goal_store.in_order(session, diary)
        targets = message_store.targets(session, diary)
        keys = key_store.newest_first(session, access.user().id)
        people = users.count(session)
        checked = safety_actions.advised(session, diary, today)
        readers = reading_store.given(session, diary, now=clock.now())
        readable = reading_store.of_reader(session, access.user(), now=clock.now())
    return render_template(
        "settings/index.html",
        weight_kg=weight_kg,
        goal=goals.in_force(set_goals, week.end),
        week=week,
        unit_words=unit_words,
        keys=len(keys),
        targets=len(targets),
        people=people,
        readers=len(readers),
        readable=len(readable),
        safety=safety_words.in_short(checked.advised.advice if checked and not checked.is_unanswered else None),
    )


@bp.get("/server")
def show_server() -> str:
    return render_template("settings/server.html", damage=database().damage)


@bp.get("/data")
def show_data() -> str:
    """What brings a person's own data in and out, throws away and turns."""
    return render_template("settings/data.html", days_in_bin=walk_actions.DAYS_IN_BIN)


@bp.get("/weight")
def show_weight() -> Response:
    """Where the weight was once: a bookmark or an icon finds its way to Body."""
    return redirect(url_for("body.index", _anchor="weight-card"), 301)
