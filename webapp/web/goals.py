"""Goal and weeks: the minutes of a week, how they count, and when a day and a week begin."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from flask import Blueprint, redirect, render_template, url_for
from werkzeug.wrappers import Response

from webapp import clock
from webapp.actions import goals as actions
from webapp.actions import profile
from webapp.domain import goals, weeks
from webapp.domain.goals import Counting
from webapp.domain.problems import Invalid, Reason
from webapp.storage import goals as store
from webapp.storage import users
from webapp.storage.engine import Session
from webapp.storage.models import User
from webapp.web import access, saving
from webapp.web.database import database
from webapp.web.forms import Form
from webapp.words import texts

bp = Blueprint("goals", __name__, url_prefix="/settings")
GOAL = saving.Undoable("goals.index", "goal")
WEEKS = saving.Undoable("goals.index", "weeks")


@bp.get("/goal")
def index() -> str:
    return _page({}, {})


@bp.post("/goal")
def set_goal() -> Response | tuple[str, int]:
    diary, sent = access.diary_write(), GOAL.sent()
    form = sent.form
    try:
        minutes = form.number("goal", goals.SMALLEST_GOAL_MINUTES, goals.LARGEST_GOAL_MINUTES, required=True)
        counting = form.choice("counting", list(Counting))
        form.finish()
        today = diary.date_of(clock.now())
        with database().writing() as session:
            mine = users.get(session, diary.user_id)
            before = _goal(session, mine, today)
            sent.check(before)
            profile.choose(session, mine, counting=counting or Counting.PLAIN)
            actions.set_goal(session, mine.diary, round(minutes or 0), today=today)
            then = _goal(session, mine, today)
    except Invalid as invalid:
        return _page(form.values, texts.problems_by_field(invalid.problems)), 422
    return sent.saved(before, then)


@bp.post("/weeks")
def set_weeks() -> Response | tuple[str, int]:
    diary, sent = access.diary_write(), WEEKS.sent()
    form = sent.form
    try:
        chosen = _weeks(form)
        with database().writing() as session:
            mine = users.get(session, diary.user_id)
            before = {name: str(getattr(mine, name)) for name in chosen}
            sent.check(before)
            profile.choose(session, mine, **chosen)
            then = {name: str(getattr(mine, name)) for name in chosen}
    except Invalid as invalid:
        return _page(form.values, texts.problems_by_field(invalid.problems)), 422
    if form.text("back") == "today":
        if sent.undone is not None:
            return redirect(url_for("today.index"), 303)
        undo = WEEKS.note(saving.How.SAVED, before, then, back="today")
        return redirect(url_for("today.index", zone="new", done=WEEKS.what, undo=undo), 303)
    return sent.saved(before, then)


def _goal(session: Session, mine: User, today: dt.date) -> dict[str, str]:
    """The goal of the running week and the rule, as the form sends them."""
    last_day = mine.diary.week_of(today).end
    return {"goal": str(goals.in_force(store.in_order(session, mine.diary), last_day)), "counting": mine.counting}


def _weeks(form: Form) -> dict[str, Any]:
    """What was chosen of when days and weeks begin; what was left out stays as it is. Raises Invalid."""
    first = form.choice("first_weekday", [str(day) for day in weeks.FIRST_WEEKDAYS])
    zone = form.text("time_zone") or None
    if zone and not weeks.is_zone(zone):
        form.add("time_zone", Reason.NOT_A_ZONE)
    form.finish()
    chosen = {"first_weekday": None if first is None else int(first), "time_zone": zone}
    return {name: value for name, value in chosen.items() if value is not None}


def _page(values: Mapping[str, str], errors: Mapping[str, str]) -> str:
    diary = access.diary_read()
    week = diary.week_of(diary.date_of(clock.now()))
    with database().reading() as session:
        set_goals = store.in_order(session, diary)
    return render_template(
        "goals/index.html",
        values=values,
        errors=errors,
        just=None if errors else saving.just_saved(),
        goal=goals.in_force(set_goals, week.end),
        rule=goals,
        zones=sorted(weeks.zones()),
    )
