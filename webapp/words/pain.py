"""The words for pain: what it means for the next walk, how it changed, and what was studied: no more than was found."""

from collections.abc import Mapping, Sequence

from flask_babel import gettext as _
from flask_babel import lazy_gettext
from flask_babel.speaklater import LazyString

from webapp.domain.pain import (
    ABOVE_USUAL,
    BASELINE,
    CALM,
    FEWEST_BEFORES,
    FEWEST_SCORES,
    FEWEST_SESSIONS,
    MEANINGFUL_POINTS,
    MEANINGFUL_SHARE,
    MOST_BEARABLE,
    MOST_TOLERABLE,
    SLIGHT_POINTS,
    SLIGHT_SHARE,
    USUAL_SPAN,
    WORSE_NEXT_MORNING,
    Light,
    PainChange,
    PainScores,
    SiteCourse,
)
from webapp.domain.progress import WeekSum
from webapp.domain.trends import Point
from webapp.domain.walks import Site
from webapp.words import formats

LIGHTS: Mapping[Light, LazyString] = {
    Light.GREEN: lazy_gettext("0 to %(calm)s: carry on.", calm=CALM),
    Light.AMBER: lazy_gettext(
        "%(some)s to %(most)s: do the same, no more. It should feel normal by the next morning.",
        some=CALM + 1,
        most=MOST_TOLERABLE,
    ),
    Light.RED: lazy_gettext(
        "Above %(most)s, or %(points)s or more above usual the next morning: do half as much, and rest a day.",
        most=MOST_TOLERABLE,
        points=WORSE_NEXT_MORNING,
    ),
}
STOP = lazy_gettext(
    "Twice in a row above %(most)s, or above %(some)s and %(points)s or more above usual: stop, and see a doctor.",
    most=MOST_BEARABLE,
    some=MOST_TOLERABLE,
    points=ABOVE_USUAL,
)
USUAL = lazy_gettext(
    "Usual is the middle of your scores before walks in the last %(days)s days. "
    "Until there are %(few)s, we use all your scores before walks.",
    days=USUAL_SPAN.days,
    few=FEWEST_BEFORES,
)
RULE: Sequence[LazyString] = (*LIGHTS.values(), STOP, USUAL)
_CHANGES: Mapping[PainChange, LazyString] = {
    PainChange.BETTER: lazy_gettext("Clearly better than at first."),
    PainChange.SLIGHTLY_BETTER: lazy_gettext("Slightly better than at first."),
    PainChange.NO_CLEAR_CHANGE: lazy_gettext("No clear change so far."),
    PainChange.SLIGHTLY_WORSE: lazy_gettext("Slightly worse than at first."),
    PainChange.WORSE: lazy_gettext("Clearly worse than at first."),
}
_KNEE = lazy_gettext(
    "What a study found: 68 people with knee arthritis were in three groups, and all had their usual care. One group "
    "walked backward for 10 minutes three times a week, supervised. One walked forward, and one did neither. After "
    "six weeks pain was 1.8 points lower with walking backward, and 1.0 lower without walking (Alghadir 2019). That is "
    "a small difference."
)
_SORE = lazy_gettext("Sore calves and thighs are normal for a day or two after the first fast sessions.")
NOTES: Mapping[Site, LazyString] = {
    Site.KNEE_LEFT: _KNEE,
    Site.KNEE_RIGHT: _KNEE,
    Site.BACK: lazy_gettext(
        "What studies found: in small trials of three to six weeks, along with usual care, people had less low back "
        "pain. One had 31 people. The trials are few and short. That is promising, but no proof."
    ),
    Site.HEEL: lazy_gettext(
        "Some people say that it helps. We found no controlled trial, so Backstride promises nothing."
    ),
    Site.CALF: _SORE,
    Site.THIGH: _SORE,
}


def light(course: SiteCourse, *, is_cleared: bool = False) -> LazyString | None:
    """What the last walk says about the next one; `is_cleared` says that a clinician's word came after it."""
    if course.is_too_much_twice and not is_cleared:
        return STOP
    return None if course.light is None else LIGHTS[course.light]


def change(course: SiteCourse) -> str:
    """How the pain changed against what it was at first, or when that can be said."""
    if course.change is PainChange.TOO_EARLY:
        if course.sessions < FEWEST_SESSIONS:
            return _(
                "After %(enough)s sessions we can tell you whether it changed. So far you have %(count)s.",
                enough=FEWEST_SESSIONS,
                count=course.sessions,
            )
        return _("To compare, we need %(count)s more scores after your first days.", count=FEWEST_SCORES)
    means = _(
        "At its worst it was %(first)s on average at first, and %(lately)s lately.",
        first=formats.number(course.first_mean or 0),
        lately=formats.number(course.lately_mean or 0),
    )
    return f"{_CHANGES[course.change]} {means}"


def how_change_is_told() -> str:
    """What has to come together before a change is called one."""
    return _(
        "We compare your first %(days)s days with your last %(days)s. If they have fewer than %(scores)s scores, we "
        "take the first or last %(scores)s. We call a change better or worse from %(points)s points and %(share)s %% "
        "on, and slight from %(slight_points)s point and %(slight_share)s %% on. Smaller ones may be chance "
        "(Salaffi 2004, 825 people; Farrar 2001, 2724 people). We have not checked the %(share)s %% again.",
        days=BASELINE.days,
        scores=FEWEST_SCORES,
        points=formats.number(MEANINGFUL_POINTS),
        share=formats.number(MEANINGFUL_SHARE * 100),
        slight_points=formats.number(SLIGHT_POINTS),
        slight_share=formats.number(SLIGHT_SHARE * 100),
    )


def backward_minutes() -> str:
    return _("backward minutes")


def too_much() -> str:
    return _("above: do half as much")


def worst_points(scores: Sequence[PainScores]) -> list[Point]:
    return [
        Point(score.day, score.worst, _("%(day)s: worst %(score)s", day=_day(score), score=formats.number(score.worst)))
        for score in scores
        if score.worst is not None
    ]


def before_points(scores: Sequence[PainScores]) -> list[Point]:
    return [
        Point(
            score.day, score.before, _("%(day)s: before %(score)s", day=_day(score), score=formats.number(score.before))
        )
        for score in scores
        if score.before is not None
    ]


def week_bars(sums: Sequence[WeekSum]) -> list[Point]:
    """The backward minutes of weeks, each in the middle of its week."""
    return [
        Point(
            week_sum.week.days[3],
            week_sum.backward_minutes,
            _(
                "%(start)s: %(minutes)s min backward",
                start=formats.short_day(week_sum.week.start),
                minutes=formats.minutes(week_sum.backward_minutes),
            ),
        )
        for week_sum in sums
    ]


def _day(scores: PainScores) -> str:
    return formats.short_day(scores.day)
