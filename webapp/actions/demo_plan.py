"""The plan in the demo year: a check, level 1 and a part of level 2, and a knee that is felt now and then."""

import datetime as dt
from dataclasses import replace
from random import Random
from uuid import UUID

from sqlalchemy.orm import Session

from webapp.actions import plan as actions
from webapp.domain.energy import KMH_PER_MPH
from webapp.domain.gates import Gate
from webapp.domain.problems import Invalid
from webapp.domain.programme import Session as PlanSession
from webapp.domain.safety import Answer, Check
from webapp.domain.standings import ChoiceKind, Standing
from webapp.domain.walks import Pain, Place, Planned, Segment, Site, Walk, local_time
from webapp.domain.weeks import Week
from webapp.storage import pain as pain_store
from webapp.storage import safety as safety_store
from webapp.storage import walks as walk_store
from webapp.storage.models import User

_WEEKS_AGO = 11
_DAYS = (0, 2, 4)
_ILL_WEEKS, _AWAY_WEEKS = {9}, {31, 32}
_AT_SIX = dt.time(18)
_FORWARD_KMH = 5.2


def is_away(day: dt.date) -> bool:
    """Whether the demo person is ill or away in the week of a day."""
    return day.isocalendar().week in _ILL_WEEKS | _AWAY_WEEKS


def answer_check(session: Session, user: User) -> None:
    """Somebody of 62 with arthritis of a knee, who walks with rails; what a person answered since then stays."""
    if safety_store.find(session, user.diary):
        return
    check = Check(birth_year=1964, answers=frozenset({Answer.KNEE_ARTHRITIS}), is_supported=True)
    safety_store.keep(session, user.diary, check, now=_morning(user, _first_week(user).start))
    pain_store.follow(session, user.diary, [Site.KNEE_LEFT])
    session.flush()


def session_on(session: Session, user: User, day: dt.date, uuid: UUID) -> Walk | None:
    """The session of the plan that was done on a day, if that was one of its days and is not logged yet."""
    first = _first_week(user).start
    if day < first or (day - first).days % 7 not in _DAYS or is_away(day):
        return None
    if walk_store.is_known(session, user.diary, uuid):
        return None
    standing = _standing(session, user, day)
    coming = standing.next if standing else None
    return _walk(user, day, uuid, coming.session) if coming and coming.from_day == day else None


def _standing(session: Session, user: User, day: dt.date) -> Standing | None:
    """Where the demo person stands on the morning of a day, after what they choose then."""
    standing, now = actions.overview(session, user.diary, day).standing, _morning(user, day)
    if standing is None:
        actions.choose(session, user.diary, ChoiceKind.START, now=now, today=day)
    elif standing.level == 1 and standing.is_level_finished:
        try:
            actions.begin_level(session, user.diary, 2, {Gate.RAILS_OR_TRACK: True}, now=now, today=day)
        except Invalid:
            return standing
    else:
        return standing
    return actions.overview(session, user.diary, day).standing


def _walk(user: User, day: dt.date, uuid: UUID, session: PlanSession) -> Walk:
    random = Random(day.toordinal() + user.id)  # noqa: S311 - lifelike, not secret.
    hurts = random.random() < 0.5
    return Walk(
        id=uuid,
        started_at=local_time(day, _AT_SIX, user.time_zone),
        time_zone=user.time_zone,
        segments=tuple(_paced(segment, session) for segment in session.segments()),
        place=Place.TREADMILL if session.level > 1 else Place.OUTDOORS,
        rails=session.level > 1,
        effort=session.effort_max - random.choice((0, 1, 1, 2)),
        stumbles=1 if session.number % 7 == 3 else 0,
        planned=Planned(session.level, session.number),
        pain=(_knee(random, session),) if hurts else (),
    )


def _paced(segment: Segment, session: PlanSession) -> Segment:
    kmh = round(session.pace_mph * KMH_PER_MPH * 0.9, 1) if segment.mode.is_backward else _FORWARD_KMH
    return replace(segment, speed_kmh=kmh)


def _knee(random: Random, session: PlanSession) -> Pain:
    """A knee that calms down: 2 or 3 in the first weeks, less later; once in a while it is felt more."""
    usual = 3 if session.level == 1 and session.week < 4 else 1
    worst = usual + 1 if random.random() < 0.15 else usual
    return Pain(site=Site.KNEE_LEFT, before=usual, during=worst, after=usual, next_morning=usual)


def _first_week(user: User) -> Week:
    """The week in which the plan was begun: so long before the account was made."""
    made_on = user.diary.date_of(user.created_at)
    return user.diary.week_of(made_on).back(_WEEKS_AGO)


def _morning(user: User, day: dt.date) -> dt.datetime:
    return local_time(day, dt.time(7), user.time_zone)
