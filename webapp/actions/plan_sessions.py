"""Logging a session of the plan that was done without the timer, and the sets with a sled."""

import datetime as dt
from dataclasses import replace
from uuid import UUID

from sqlalchemy.orm import Session

from webapp.actions import walks as walk_actions
from webapp.actions.plan import overview
from webapp.actions.walks import LoggedWalk
from webapp.domain import programme, sleds
from webapp.domain.diaries import Diary
from webapp.domain.energy import Mode
from webapp.domain.problems import Invalid, Problem, Reason, outside
from webapp.domain.walks import Planned, Segment, Source, Walk
from webapp.storage import plan as store
from webapp.storage import weights as weight_store


def log_session(
    session: Session,
    diary: Diary,
    planned: Planned,
    sets: int,
    *,
    seconds: int | None = None,
    uuid: UUID,
    now: dt.datetime,
) -> LoggedWalk:
    """Log a session of the plan that was done without the timer, ended just now. Raises Invalid.

    `seconds` are those backward of each set, where the plan offered a shorter one than usual.
    """
    whole_session = programme.session_of(planned)
    if whole_session is None:
        raise Invalid(Problem("session", Reason.NOT_A_CHOICE))
    longest = round(whole_session.backward_minutes * 60)
    seconds = longest if seconds is None else seconds
    if outside("sets", sets, 1, whole_session.sets) or outside("seconds", seconds, 1, longest):
        raise Invalid(Problem("session", Reason.NOT_A_CHOICE))
    done = replace(whole_session.with_sets(sets), backward_minutes=seconds / 60)
    return _log(session, diary, done.segments(), planned, uuid=uuid, now=now)


def drag(
    session: Session,
    diary: Diary,
    *,
    uuid: UUID,
    sled_kg: float,
    metres: float,
    sets: int,
    seconds: int,
    held_form: bool | None,
    today: dt.date,
    now: dt.datetime,
) -> LoggedWalk:
    """Log the sets of one day with a sled: load in kg with the sled, metres and seconds of each. Raises Invalid."""
    standing = overview(session, diary, today).standing
    segment = Segment(mode=Mode.BACKWARD_SLED, seconds=seconds, distance_m=metres, sled_kg=sled_kg)
    is_on_plan = standing and standing.next and standing.level == programme.SLED
    planned = (
        Planned(programme.SLED, standing.next.session.number) if standing and standing.next and is_on_plan else None
    )
    return _log(session, diary, (segment,) * sets, planned, uuid=uuid, now=now, held_form=held_form)


def suggested_sled_kg(session: Session, diary: Diary, today: dt.date) -> float | None:
    """The load for today in kg, with the sled; None while neither a weight nor a load is known."""
    return sleds.suggested_kg(weight_store.on(session, diary, today), store.drags(session, diary), today)


def _log(
    session: Session,
    diary: Diary,
    segments: tuple[Segment, ...],
    planned: Planned | None,
    *,
    uuid: UUID,
    now: dt.datetime,
    held_form: bool | None = None,
) -> LoggedWalk:
    seconds = sum(segment.seconds for segment in segments)
    walk = Walk(
        id=uuid,
        started_at=(now - dt.timedelta(seconds=seconds)).replace(microsecond=0),
        time_zone=diary.time_zone,
        segments=segments,
        planned=planned,
        held_form=held_form,
    )
    return walk_actions.log_form(session, diary, walk, source=Source.PLAN, now=now)
