"""Start and stop on the server: the timer for a phone without scripts. What it stops ends in `log_walk`."""

import datetime as dt
from uuid import UUID

from sqlalchemy.orm import Session

from webapp.actions import walks
from webapp.actions.walks import LoggedWalk
from webapp.domain.diaries import Diary
from webapp.domain.problems import Invalid, Problem, Reason
from webapp.domain.running import Event, RunningWalk, TimerEvent
from webapp.domain.walks import Source
from webapp.storage import running as store
from webapp.storage.models import WalkRow


def start(session: Session, diary: Diary, direction: TimerEvent, *, uuid: UUID, now: dt.datetime) -> None:
    """Start a walk in a direction. One that runs already goes on as it is."""
    if store.find(session, diary) is None:
        store.keep(session, diary, RunningWalk(uuid, (Event(now, direction),)))


def turn(session: Session, diary: Diary, direction: TimerEvent, *, now: dt.datetime) -> None:
    _note(session, diary, direction, now)


def pause(session: Session, diary: Diary, *, now: dt.datetime) -> None:
    _note(session, diary, TimerEvent.PAUSE, now)


def resume(session: Session, diary: Diary, *, now: dt.datetime) -> None:
    _note(session, diary, TimerEvent.RESUME, now)


def stop(
    session: Session, diary: Diary, running: RunningWalk, *, now: dt.datetime, ended_at: dt.datetime | None = None
) -> LoggedWalk:
    """Save the running walk as it ended now, or before.

    Raises Invalid for one that was left alone and has no end, for an end that is still to come, and for one at which no
    second was walked: a clock may have been set, and what somebody walked is not dropped for that.
    """
    if ended_at is None and running.is_left_alone(now):
        raise Invalid(Problem("ended", Reason.MISSING))
    if ended_at is not None and ended_at > now:
        raise Invalid(Problem("ended_time", Reason.IN_THE_FUTURE))
    walk = running.after(TimerEvent.STOP, ended_at or now).to_walk(diary.time_zone)
    if not walk.segments:
        raise Invalid(Problem("ended" if ended_at is None else "ended_time", Reason.MISSING))
    store.remove(session, diary)
    return walks.log_walk(session, diary, walk, source=Source.TIMER, now=now)


def discard(session: Session, diary: Diary, *, now: dt.datetime) -> WalkRow | None:
    """Throw the running walk away: into the bin, as it was until now. None where nothing was walked yet."""
    running = store.find(session, diary)
    store.remove(session, diary)
    walk = running.until(now).to_walk(diary.time_zone) if running else None
    if walk is None or not walk.segments:
        return None
    row = walks.log_walk(session, diary, walk, source=Source.TIMER, now=now).walk
    if row.deleted_at is None:
        walks.delete_walk(session, diary, row, now=now)
    return row


def _note(session: Session, diary: Diary, kind: TimerEvent, now: dt.datetime) -> None:
    running = store.find(session, diary)
    # A tap on yesterday's page must not turn the night into a stretch: that walk is asked for its end first.
    if running and not running.is_left_alone(now):
        store.keep(session, diary, running.after(kind, now))
