"""Pain: the sites that somebody follows, how each has been doing, and what its last walk says about the dose."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, render_template
from werkzeug.wrappers import Response

from webapp import clock
from webapp.actions import pain as actions
from webapp.actions import safety as safety_actions
from webapp.actions import weeks as week_actions
from webapp.charts import trend
from webapp.charts.still import Picture
from webapp.charts.style import Figure
from webapp.charts.trend import LevelLine, Series
from webapp.domain import pain
from webapp.domain.pain import PainScores, Scored, SiteCourse
from webapp.domain.progress import WeekSum
from webapp.domain.walks import Site
from webapp.storage import pain as store
from webapp.storage import walks as walk_store
from webapp.web import access, chart_words, charts, saving, site_ticks
from webapp.web.database import database
from webapp.words import pain as pain_words
from webapp.words import reviews as review_words

bp = Blueprint("pain", __name__, url_prefix="/pain")
WEEKS_SHOWN, MOST_WALKS = 53, 40
_TOP = 10.5
SITES = saving.Undoable("pain.index", "sites")


@dataclass(frozen=True)
class SiteCard:
    """What is shown of one site; the course and the chart are there once anything was said."""

    site: Site
    course: SiteCourse | None
    scores: Sequence[PainScores]
    are_weeks: bool
    chart: dict[str, Figure | Picture] | None


@bp.get("")
def index() -> str:
    diary = access.diary_read()
    today = diary.date_of(clock.now())
    with database().reading() as session:
        followed = store.followed(session, diary)
        sums = week_actions.last_weeks(session, diary, today, WEEKS_SHOWN)
        scored = store.scored(session, diary, followed, since=sums[0].week.start)
        last = walk_store.latest(session, diary)
        known = safety_actions.known(session, diary, today)
    cards = [_card(site, scored[site], sums, diary.first_weekday) for site in followed]
    shown = [card.scores[0].day for card in cards if card.scores]
    return render_template(
        "pain/index.html",
        cards=cards,
        followed=followed,
        sites=Site,
        sums=[week_sum for week_sum in sums if shown and week_sum.week.end >= min(shown)],
        last=last,
        today=today,
        words=pain_words,
        is_cleared=known.check is not None and known.check.is_cleared and not known.signs.has_hurt,
        review_words=review_words,
        just=saving.just_saved(),
    )


@bp.post("/sites")
def choose() -> Response:
    diary, sent = access.diary_write(), SITES.sent()
    with database().writing() as session:
        followed = store.followed(session, diary)
        before = _ticks(followed)
        sent.check(before)
        chosen = site_ticks.chosen(sent.form, followed)
        actions.follow(session, diary, chosen)
    return sent.saved(before, _ticks(chosen))


def _ticks(sites: Sequence[Site]) -> dict[str, str]:
    return {f"site_{site}": "yes" if site in sites else "" for site in Site}


def _card(site: Site, scored: Sequence[Scored], sums: Sequence[WeekSum], first_weekday: int) -> SiteCard:
    recent = [entry for entry in scored if entry.day >= sums[0].week.start]
    are_weeks = len(recent) > MOST_WALKS
    scores = pain.of_weeks(recent, first_weekday) if are_weeks else pain.of_walks(recent)
    return SiteCard(site, pain.course(scored), scores, are_weeks, _chart(scores, sums) if scores else None)


def _chart(scores: Sequence[PainScores], sums: Sequence[WeekSum]) -> dict[str, Figure | Picture]:
    bars = pain_words.week_bars([week_sum for week_sum in sums if week_sum.week.end >= scores[0].day])
    series = [
        Series("", pain_words.before_points(scores), has_dots=False),
        Series("", pain_words.worst_points(scores), has_line=False),
    ]
    words = chart_words.trend_words([scored.day for scored in scores], bars=pain_words.backward_minutes())
    levels = [LevelLine(pain.MOST_TOLERABLE, pain_words.too_much())]
    return charts.drawn(trend.figure(series, words, levels=levels, bars=bars, ends=(0, _TOP)))
