"""The rules of the plan in plain words, each threshold from the constant that holds it."""

from collections.abc import Sequence

from flask_babel import lazy_gettext
from flask_babel.speaklater import LazyString

from webapp.domain import breaks, pain, verdicts

RULES: Sequence[LazyString] = (
    lazy_gettext(
        "You go on after at least %(sessions)s of the week's sessions without a fall, with at most %(stumbles)s "
        "stumble in the last %(last)s. Pain is %(fine)s at most, and less than %(morning)s above usual the next "
        "morning. Effort is no more than the week allows.",
        sessions=verdicts.ENOUGH_SESSIONS,
        stumbles=verdicts.MOST_STUMBLES,
        last=verdicts.LAST_SESSIONS,
        fine=pain.MOST_FINE,
        morning=pain.WORSE_NEXT_MORNING,
    ),
    lazy_gettext(
        "You also go on if, two weeks in a row, pain was %(most)s at most and no more than %(above)s above your "
        "usual, the next morning too.",
        most=pain.MOST_TOLERABLE,
        above=pain.STEADY_ABOVE_USUAL,
    ),
    lazy_gettext(
        "You do the week once more after fewer sessions, more stumbles, more effort, or more pain up to %(most)s. "
        "After %(times)s times for one reason we tell you, and say what may help.",
        most=pain.MOST_TOLERABLE,
        times=verdicts.TOLD_AFTER,
    ),
    lazy_gettext(
        "You go one week back after pain above %(most)s. In week 1, the next session has no more minutes than the "
        "one that hurt.",
        most=pain.MOST_TOLERABLE,
    ),
    lazy_gettext(
        "After %(days)s days without a session you go one week back. After %(some)s days, half of the weeks you did "
        "still count. After %(many)s days you go on at level %(level)s, week %(week)s. After a year you start again, "
        "with a new check.",
        days=breaks.FORTNIGHT_DAYS,
        some=breaks.SOME_WEEKS_DAYS,
        many=breaks.SOME_MONTHS_DAYS,
        level=breaks.AFTER_MONTHS[0],
        week=breaks.AFTER_MONTHS[1],
    ),
    lazy_gettext(
        "Stop after a fall or a warning sign. These are chest pain or tightness, faintness or dizziness, new numbness "
        "or weakness, and unusual breathlessness. Also stop if, twice in a row, pain was above %(most)s, or above "
        "%(some)s and %(points)s or more above usual.",
        most=pain.MOST_BEARABLE,
        some=pain.MOST_TOLERABLE,
        points=pain.ABOVE_USUAL,
    ),
)
