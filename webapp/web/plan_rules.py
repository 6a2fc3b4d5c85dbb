"""The rules of the plan in plain words, each threshold from the constant that holds it."""

from flask_babel import gettext as _

from webapp.domain import breaks, pain, verdicts


def go_on() -> str:
    return _(
        "On: at least %(sessions)s of the week's sessions, no fall, at most %(stumbles)s stumble in the last "
        "%(last)s, pain up to %(fine)s and next morning less than %(morning)s above usual, effort within the week's.",
        sessions=verdicts.ENOUGH_SESSIONS,
        stumbles=verdicts.MOST_STUMBLES,
        last=verdicts.LAST_SESSIONS,
        fine=pain.MOST_FINE,
        morning=pain.WORSE_NEXT_MORNING,
    )


def steady() -> str:
    return _(
        "Also on: pain up to %(most)s that is at most %(above)s above what you usually have, next morning too, "
        "two weeks in a row.",
        most=pain.MOST_TOLERABLE,
        above=pain.STEADY_ABOVE_USUAL,
    )


def once_more() -> str:
    return _(
        "Once more: fewer sessions, more stumbles, more pain up to %(most)s, more effort. After %(times)s times "
        "for one reason the plan says so, and what may help.",
        most=pain.MOST_TOLERABLE,
        times=verdicts.TOLD_AFTER,
    )


def back() -> str:
    return _(
        "One week back: pain above %(most)s. In week 1 there is none, so the next session has no more minutes than "
        "the one that hurt.",
        most=pain.MOST_TOLERABLE,
    )


def pauses() -> str:
    return _(
        "After a break: %(days)s days without a session lead one week back, %(some)s days leave half of the weeks "
        "done, %(many)s days lead to level %(level)s, week %(week)s, a year to the beginning and a new check.",
        days=breaks.FORTNIGHT_DAYS,
        some=breaks.SOME_WEEKS_DAYS,
        many=breaks.SOME_MONTHS_DAYS,
        level=breaks.AFTER_MONTHS[0],
        week=breaks.AFTER_MONTHS[1],
    )


def stop() -> str:
    return _(
        "Stop: a fall; chest pain or tightness, faintness or dizziness, new numbness or weakness, unusual "
        "breathlessness; or, twice in a row, pain above %(most)s, or above %(some)s and %(points)s or more over usual.",
        most=pain.MOST_BEARABLE,
        some=pain.MOST_TOLERABLE,
        points=pain.ABOVE_USUAL,
    )


def all_of_them() -> list[str]:
    return [go_on(), steady(), once_more(), back(), pauses(), stop()]
