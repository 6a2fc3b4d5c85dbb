"""Progress: the weeks as a chart and as the same table."""

import datetime as dt
from collections.abc import Sequence
from enum import StrEnum

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from webapp import clock
from webapp.actions import goals as goal_actions
from webapp.actions import weeks as week_actions
from webapp.charts import trend, weekly
from webapp.charts.still import Picture
from webapp.charts.style import Figure
from webapp.charts.trend import Series
from webapp.domain import stumbles, weeks
from webapp.domain.stumbles import Spell
from webapp.storage import reviews as review_store
from webapp.web import access, chart_words, charts, htmx
from webapp.web.database import database
from webapp.web.parameters import date_of
from webapp.words import reviews as review_words

bp = Blueprint("progress", __name__, url_prefix="/progress")
# The page offers the last weeks only; an older mark would be a slip.
LONGEST_BACK = dt.timedelta(weeks=53)


class Span(StrEnum):
    TWELVE_WEEKS = "12"
    YEAR = "year"
    ALL = "all"


@bp.get("")
def index() -> str:
    diary = access.diary_read()
    today = diary.date_of(clock.now())
    wanted = request.args.get("span")
    span = Span(wanted) if wanted in list(Span) else Span.TWELVE_WEEKS
    with database().reading() as session:
        if span is Span.ALL:
            sums, are_months = week_actions.all_weeks(session, diary, today)
        else:
            count = 12 if span is Span.TWELVE_WEEKS else 53
            sums, are_months = week_actions.last_weeks(session, diary, today, count), False
        said = review_store.stumbles_by_day(session, diary, sums[0].week.start, today)
    spells = stumbles.spells(said, [week_sum.week.start for week_sum in sums])
    return render_template(
        "progress/_weeks.html" if htmx.wants_fragment() else "progress/index.html",
        span=span,
        spans=Span,
        sums=sums,
        are_months=are_months,
        **charts.drawn(weekly.figure(sums, chart_words.weekly_words(sums, are_months=are_months))),
        today=today,
        spells=spells,
        per_minutes=stumbles.MINUTES,
        stumble_range=review_words.stumble_range,
        stumbles_change=review_words.stumble_change(spells),
        stumbles_chart=_stumbles_chart(spells) if spells else None,
    )


def _stumbles_chart(spells: Sequence[Spell]) -> dict[str, Figure | Picture]:
    points = review_words.stumble_points(spells)
    return charts.drawn(trend.figure([Series("", points)], chart_words.trend_words([point.day for point in points])))


@bp.post("/away")
def mark_away() -> Response:
    diary = access.diary_write()
    day = date_of(request.form.get("week"))
    today = diary.date_of(clock.now())
    if day is None or not today - LONGEST_BACK <= day <= today + weeks.ONE_WEEK:
        return redirect(url_for("progress.index"), 303)
    with database().writing() as session:
        goal_actions.set_away(session, diary, day, is_away=request.form.get("away") == "yes")
    return redirect(url_for("progress.index", _anchor="weeks-off"), 303)
