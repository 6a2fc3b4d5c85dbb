"""The body: balance and strength days of the week, weight and waist over time."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from webapp import clock
from webapp.actions import body as actions
from webapp.actions import weights as weight_actions
from webapp.charts import trend
from webapp.charts.trend import Series
from webapp.domain import body, doubts, trends, units
from webapp.domain.problems import Invalid
from webapp.domain.trends import Measured, Point
from webapp.storage import body as store
from webapp.storage import safety as safety_store
from webapp.storage import walks as walk_store
from webapp.storage import weights as weight_store
from webapp.storage.engine import Session
from webapp.web import access, chart_words, charts, saving
from webapp.web.database import database
from webapp.web.forms import SURE, Form, asked
from webapp.web.parameters import date_of
from webapp.words import body as body_words
from webapp.words import formats, texts

bp = Blueprint("body", __name__, url_prefix="/body")
# A chart leaves this much room above and below, in kg or cm, so that a steady line stays in its middle.
ROOM = 2.0
# More than any weight or waist, in any unit.
MOST = 2000
WEIGHT = saving.Undoable("body.index", "weight", "weight-card")
WAIST = saving.Undoable("body.index", "waist", "waist-card")

# A chart is of the newest measurements: more than a year of daily ones. A table has a page.
CHARTED, LISTED = 400, 30

Rendered = tuple[str, int]


@bp.get("")
def index() -> str:
    return _page({}, {})


@bp.post("/weight")
def set_weight() -> Response | Rendered:
    diary, sent, today = access.diary_write(), WEIGHT.sent(), _today()
    form = sent.form
    ends = [formats.in_weight_unit(kg) for kg in (body.LIGHTEST_BODY_KG, body.HEAVIEST_BODY_KG)]
    try:
        typed, day = form.number("weight", *ends, required=True), _day(form, "weighed_on", today)
        weight_kg = units.kg_from(typed or 0, formats.weight_unit())
        with database().writing() as session:
            if typed:
                form.doubt("weight", doubts.of_weight(weight_kg, weight_store.on(session, diary, day or today)))
            form.finish()
            before = _weight(weight_store.find(session, diary, day), day)
            sent.check(before)
            has_filled = weight_actions.set_weight(session, diary, day, weight_kg, today=today)
    except Invalid as invalid:
        return _page(
            asked(form, invalid), texts.problems_by_field(invalid.problems, weight_kg="weight", date="weighed_on")
        ), 422
    then, more = _weight(weight_kg, day), {"filled": "yes" if has_filled else "", "back": form.text("back")}
    if form.text("back") == "today":
        undo = WEIGHT.note(saving.How.SAVED, before, then, **more)
        return redirect(url_for("today.index", done=WEIGHT.what, undo=undo), 303)
    return sent.saved(before, then, **more)


@bp.post("/weight/undo")
def undo_weight() -> Response:
    """Take back the weight that was entered just now."""
    diary, sent = access.diary_write(), WEIGHT.undo()
    form = sent.form
    day = form.date("weighed_on") or _today()
    with database().writing() as session:
        sent.check(_weight(weight_store.find(session, diary, day), day))
        weight_actions.take_back_weight(session, diary, day, has_filled=form.is_ticked("filled"))
    return redirect(url_for("today.index"), 303) if form.text("back") == "today" else sent.saved({}, {})


@bp.post("/weight/delete")
def delete_weight() -> Response:
    diary, form = access.diary_write(), Form(request.form)
    day = form.date("weighed_on")
    with database().writing() as session:
        gone = (weight_store.find(session, diary, day) if day else None) or _was(form)
        if day:
            weight_actions.remove_weight(session, diary, day)
    if day is None or gone is None:
        return redirect(url_for("body.index", _anchor=WEIGHT.anchor), 303)
    return WEIGHT.say(saving.How.REMOVED, _weight(gone, day), _weight(None, day))


@bp.post("/waist")
def set_waist() -> Response | Rendered:
    diary, sent, today = access.diary_write(), WAIST.sent(), _today()
    form = sent.form
    ends = [body_words.in_waist_unit(cm) for cm in (body.NARROWEST_WAIST_CM, body.WIDEST_WAIST_CM)]
    try:
        typed, day = form.number("waist", *ends, required=True), _day(form, "measured_on", today)
        waist_cm = units.cm_from(typed or 0, formats.weight_unit())
        with database().writing() as session:
            if typed:
                form.doubt("waist", doubts.of_waist(waist_cm, _waist_known(session, day)))
            form.finish()
            before = _waist(store.waist_on(session, diary, day), day)
            sent.check(before)
            actions.set_waist(session, diary, day, waist_cm, today=today)
    except Invalid as invalid:
        return _page(
            asked(form, invalid), texts.problems_by_field(invalid.problems, waist_cm="waist", date="measured_on")
        ), 422
    return sent.saved(before, _waist(waist_cm, day))


@bp.post("/waist/delete")
def delete_waist() -> Response:
    diary, sent = access.diary_write(), WAIST.sent()
    form = sent.form
    day = form.date("measured_on")
    with database().writing() as session:
        gone = (store.waist_on(session, diary, day) if day else None) or _was(form)
        if day:
            sent.check(_waist(store.waist_on(session, diary, day), day))
            actions.remove_waist(session, diary, day)
    if day is None or gone is None:
        return redirect(url_for("body.index", _anchor=WAIST.anchor), 303)
    if sent.undone is not None:
        return sent.saved({}, {})
    return WAIST.say(saving.How.REMOVED, _waist(gone, day), _waist(None, day))


@bp.post("/strength")
def add_strength() -> Response | Rendered:
    diary, form, today = access.diary_write(), Form(request.form), _today()
    try:
        day = form.date("day") if form.text("day") else today
        form.finish()
        with database().writing() as session:
            actions.add_strength_day(session, diary, day or today, today=today)
    except Invalid as invalid:
        return _page(form.values, texts.problems_by_field(invalid.problems)), 422
    return redirect(url_for("body.index", _anchor="strength"), 303)


@bp.post("/strength/delete")
def delete_strength() -> Response:
    diary, day = access.diary_write(), Form(request.form).date("day")
    if day:
        with database().writing() as session:
            actions.remove_strength_day(session, diary, day)
    return redirect(url_for("body.index", _anchor="strength"), 303)


def _today() -> dt.date:
    return access.diary_read().date_of(clock.now())


def _day(form: Form, name: str, today: dt.date) -> dt.date:
    return (form.date(name) if form.text(name) else None) or today


def _waist_known(session: Session, day: dt.date) -> float | None:
    """The waist in cm of a day or of the last one before it."""
    measured = store.waists(session, access.diary_read(), before=day + dt.timedelta(days=1), limit=1)
    return measured[0].value if measured else None


def _weight(kg: float | None, day: dt.date) -> dict[str, str]:
    """The weight of a day, as the form sends it."""
    figure = {} if kg is None else _put_back("weight", units.kg_to(kg, formats.weight_unit()))
    return {"weighed_on": day.isoformat(), **figure}


def _waist(cm: float | None, day: dt.date) -> dict[str, str]:
    """The waist of a day, as the form sends it."""
    figure = {} if cm is None else _put_back("waist", units.cm_to(cm, formats.weight_unit()))
    return {"measured_on": day.isoformat(), **figure}


def _put_back(name: str, figure: float) -> dict[str, str]:
    """A figure of before as its form sends it, without being asked whether it is right."""
    typed = str(round(figure, 6))
    return {name: typed, SURE: f"{name}={typed}"}


def _was(form: Form) -> float | None:
    """What was to be removed, in kg or cm: a second tap finds it gone, and still offers to bring it back."""
    return form.number("was", 0, MOST)


def _page(values: Mapping[str, str], errors: Mapping[str, str]) -> str:
    diary, today = access.diary_read(), _today()
    week = diary.week_of(today)
    with database().reading() as session:
        weights = weight_store.newest_first(session, diary, limit=CHARTED)
        waists = store.waists(session, diary, limit=CHARTED)
        weight_rows = _listed(weights, weight_store.newest_first, session, "weights_before")
        waist_rows = _listed(waists, store.waists, session, "waists_before")
        by_day = walk_store.seconds_by_day(session, diary, week.start, week.end)
        check = safety_store.find(session, diary)
        strength = store.strength_days(session, diary, week.start - dt.timedelta(days=1), week.end)
    backward = [day for day, (_all, seconds) in by_day.items() if seconds]
    return render_template(
        "body/index.html",
        values=values,
        errors=errors,
        just=None if errors else saving.just_saved(),
        today=today,
        yesterday=today - dt.timedelta(days=1),
        words=body_words,
        balance_aim=body.BALANCE_AIM,
        balance_years=body.BALANCE_AIM_FROM_AGE,
        balance=body.days_of(week, backward, body.balance_aim(check.birth_year if check else None, today)),
        strength=body.days_of(week, strength, body.STRENGTH_AIM),
        strength_days=strength,
        newest_weight=next(iter(weights), None),
        newest_waist=next(iter(waists), None),
        weights=weight_rows,
        waists=waist_rows,
        weight_chart=_chart(weights, body_words.weight_points),
        waist_chart=_chart(waists, body_words.waist_points),
    )


class Listed(NamedTuple):
    """The rows of a table, newest first, and the day before which there are more."""

    rows: Sequence[Measured]
    older_before: dt.date | None


def _listed(
    newest: Sequence[Measured], older: Callable[..., Sequence[Measured]], session: Session, name: str
) -> Listed:
    """A page of measurements: the newest, or those before the day that the address names."""
    before = date_of(request.args.get(name))
    measured = older(session, access.diary_read(), before=before, limit=LISTED + 1) if before else newest[: LISTED + 1]
    rows = measured[:LISTED]
    return Listed(rows, rows[-1].day if len(measured) > LISTED else None)


def _chart(newest_first: Sequence[Measured], points_of: Any) -> dict[str, Any] | None:
    if len(newest_first) < 2:
        return None
    points: list[Point] = points_of(trends.thinned(newest_first[::-1]))
    words = chart_words.trend_words([point.day for point in points])
    ends = trend.ends_around([point.value for point in points], room=ROOM)
    return charts.drawn(trend.figure([Series("", points)], words, ends=ends))
