"""Settings: weight, goal, usual paces, units and week, looks, password. Each card is a form of its own."""

import datetime as dt
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from webapp import clock
from webapp.actions import goals as goal_actions
from webapp.actions import profile as profile_actions
from webapp.actions import weights as weight_actions
from webapp.domain import doubts, goals, units, walks, weeks
from webapp.domain.energy import Mode
from webapp.domain.goals import Counting
from webapp.domain.problems import Invalid, Problem, Reason
from webapp.domain.units import DistanceUnit, WeightUnit
from webapp.security import accounts, keys, sign_ins
from webapp.security.sign_ins import MustWait, WrongPassword
from webapp.storage import goals as goal_store
from webapp.storage import keys as key_store
from webapp.storage import users
from webapp.storage import weights as weight_store
from webapp.storage.access_models import ApiToken
from webapp.web import access, devices
from webapp.web.database import database
from webapp.web.forms import Form, asked
from webapp.words import formats, texts

WEIGHTS_SHOWN = 4

bp = Blueprint("settings", __name__, url_prefix="/settings")
PACED_MODES = (Mode.FORWARD_WALK, Mode.BACKWARD_WALK)
# Those that were used last; the others open by a tap.
KEYS_SHOWN = 5


@bp.get("")
def index() -> str:
    return _page({}, {})


@bp.post("/weight")
def set_weight() -> Response | tuple[str, int]:
    user, form = access.user(), Form(request.form)
    today = weeks.local_date(clock.now(), user.time_zone)
    lowest, highest = (formats.in_weight_unit(kg) for kg in (weight_actions.LIGHTEST_KG, weight_actions.HEAVIEST_KG))
    try:
        typed = form.number("weight", lowest, highest, required=True)
        day = form.date("weighed_on") if form.text("weighed_on") else today
        weight_kg = units.kg_from(typed or 0, WeightUnit(user.weight_unit))
        with database().writing() as session:
            if typed:
                form.doubt("weight", doubts.of_weight(weight_kg, weight_store.on(session, user.id, day or today)))
            form.finish()
            weight_actions.set_weight(session, user, day or today, weight_kg, today=today)
    except Invalid as invalid:
        return _page(
            asked(form, invalid), texts.problems_by_field(invalid.problems, weight_kg="weight", date="weighed_on")
        ), 422
    if form.text("back") == "today":
        return redirect(url_for("today.index"), 303)
    return redirect(url_for("settings.index", done="weight", _anchor="weight"), 303)


@bp.post("/weight/delete")
def delete_weight() -> Response:
    user, day = access.user(), Form(request.form).date("weighed_on")
    if day:
        with database().writing() as session:
            weight_actions.remove_weight(session, user, day)
    return redirect(url_for("settings.index", done="weight", _anchor="weight"), 303)


@bp.post("/goal")
def set_goal() -> Response | tuple[str, int]:
    user, form = access.user(), Form(request.form)
    try:
        minutes = form.number("goal", goals.SMALLEST_GOAL_MINUTES, goals.LARGEST_GOAL_MINUTES, required=True)
        counting = form.choice("counting", list(Counting))
        form.finish()
        today = weeks.local_date(clock.now(), user.time_zone)
        with database().writing() as session:
            mine = users.get(session, user.id)
            profile_actions.choose(session, mine, counting=counting or Counting.PLAIN)
            goal_actions.set_goal(session, mine, round(minutes or 0), today=today)
    except Invalid as invalid:
        return _page(form.values, texts.problems_by_field(invalid.problems)), 422
    return redirect(url_for("settings.index", done="goal", _anchor="goal"), 303)


@bp.post("/paces")
def set_paces() -> Response | tuple[str, int]:
    user, form = access.user(), Form(request.form)
    unit = DistanceUnit(user.distance_unit)
    highest = round(units.km_to(walks.FASTEST_KMH, unit), 1)
    try:
        typed = {mode: form.number(f"pace_{mode}", walks.SLOWEST_KMH, highest) for mode in PACED_MODES}
        form.finish()
        with database().writing() as session:
            for mode, speed in typed.items():
                speed_kmh = None if speed is None else units.km_from(speed, unit)
                goal_store.set_usual_pace(session, user.id, mode, speed_kmh)
    except Invalid as invalid:
        return _page(form.values, texts.problems_by_field(invalid.problems)), 422
    return redirect(url_for("settings.index", done="paces", _anchor="paces"), 303)


@bp.post("/choices")
def set_choices() -> Response | tuple[str, int]:
    user, form = access.user(), Form(request.form)
    try:
        chosen: dict[str, Any] = {
            "weight_unit": form.choice("weight_unit", list(WeightUnit)),
            "distance_unit": form.choice("distance_unit", list(DistanceUnit)),
            "theme": form.choice("theme", profile_actions.THEMES),
            "first_weekday": form.choice("first_weekday", [str(day) for day in weeks.FIRST_WEEKDAYS]),
            "time_zone": form.text("time_zone") or None,
        }
        if chosen["time_zone"] and not weeks.is_zone(chosen["time_zone"]):
            form.add("time_zone", Reason.NOT_A_ZONE)
        form.finish()
        if chosen["first_weekday"] is not None:
            chosen["first_weekday"] = int(chosen["first_weekday"])
        with database().writing() as session:
            mine = users.get(session, user.id)
            profile_actions.choose(
                session, mine, **{name: value for name, value in chosen.items() if value is not None}
            )
    except Invalid as invalid:
        return _page(form.values, texts.problems_by_field(invalid.problems)), 422
    if form.text("back") == "today":
        return redirect(url_for("today.index", zone="new"), 303)
    return redirect(url_for("settings.index", done="choices", _anchor="choices"), 303)


@bp.post("/keys/delete")
def delete_key() -> Response:
    typed = request.form.get("id", "")
    if typed.isascii() and typed.isdecimal() and len(typed) < 19:
        with database().writing() as session:
            keys.remove(session, access.user(), int(typed))
    return redirect(url_for("settings.index", done="keys", _anchor="keys-card"), 303)


@bp.post("/password")
def set_password() -> Response | tuple[str, int]:
    user, now = access.user(), clock.now()
    kept = {name: value for name, value in request.form.items() if name == "ends_keys"}
    try:
        sign_ins.try_password(
            database(), user.name, request.form.get("current_password", ""), devices.browser(), now=now
        )
        with database().writing() as session:
            mine = users.get(session, user.id)
            accounts.set_password(session, mine, request.form.get("new_password", ""), ends_keys=bool(kept))
            token = access.start(session, mine, now=now)
    except MustWait as wait:
        return _page({}, {"current_password": texts.too_many_tries(wait.seconds)}), 429
    except WrongPassword:
        wrong = Problem("current_password", Reason.WRONG_PASSWORD)
        return _page(kept, texts.problems_by_field([wrong])), 422
    except Invalid as invalid:
        return _page(kept, texts.problems_by_field(invalid.problems, password="new_password")), 422  # noqa: S106
    answer = redirect(url_for("settings.index", done="password", _anchor="password"), 303)
    access.stay_signed_in(answer, token)
    return answer


def _dated(key: ApiToken, zone: str) -> tuple[ApiToken, dt.date, dt.date | None]:
    """A key with the days on which it was made and last used."""
    used_on = weeks.local_date(key.used_at, zone) if key.used_at else None
    return key, weeks.local_date(key.created_at, zone), used_on


def _page(values: dict[str, str], errors: dict[str, str]) -> str:
    user = access.user()
    today = weeks.local_date(clock.now(), user.time_zone)
    week = weeks.week_of(today, user.first_weekday)
    with database().reading() as session:
        weights = weight_store.newest_first(session, user.id, limit=WEIGHTS_SHOWN)
        paces = goal_store.usual_paces(session, user.id)
        set_goals = goal_store.in_order(session, user.id)
        all_keys = key_store.newest_first(session, user.id)
    return render_template(
        "settings/index.html",
        values=values,
        errors=errors,
        done=request.args.get("done"),
        today=today,
        weights=weights,
        paces=paces,
        paced_modes=PACED_MODES,
        goal=goals.in_force(set_goals, week.end),
        set_goals=set_goals,
        themes=profile_actions.THEMES,
        zones=sorted(weeks.zones()),
        keys=[_dated(key, user.time_zone) for key in all_keys],
        keys_shown=KEYS_SHOWN,
    )
