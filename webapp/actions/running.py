"""Start and stop on the server: the timer for a phone without scripts. What it stops ends in `log_walk`."""

import datetime as dt
from uuid import UUID

from sqlalchemy.orm import Session

from webapp.actions import walks
from webapp.actions.walks import LoggedWalk
from webapp.domain.problems import Invalid, Problem, Reason
from webapp.domain.running import Event, RunningWalk, TimerEvent
from webapp.domain.walks import Source
from webapp.storage import running as store
from webapp.storage.models import User, Walk


def start(session: Session, user: User, direction: TimerEvent, *, uuid: UUID, now: dt.datetime) -> None:
    """Start a walk in a direction. One that runs already goes on as it is."""
    if store.find(session, user.id) is None:
        store.keep(session, user.id, RunningWalk(uuid, (Event(now, direction),)))


def turn(session: Session, user: User, direction: TimerEvent, *, now: dt.datetime) -> None:
    _note(session, user, direction, now)


def pause(session: Session, user: User, *, now: dt.datetime) -> None:
    _note(session, user, TimerEvent.PAUSE, now)


def resume(session: Session, user: User, *, now: dt.datetime) -> None:
    _note(session, user, TimerEvent.RESUME, now)


def stop(
    session: Session, user: User, running: RunningWalk, *, now: dt.datetime, ended_at: dt.datetime | None = None
) -> LoggedWalk:
    """Save the running walk as it ended now, or before.

    Raises Invalid for one that was left alone and has no end, for an end that is still to come, and for one at which no
    second was walked: a clock may have been set, and what somebody walked is not dropped for that.
    """
    if ended_at is None and running.is_left_alone(now):
        raise Invalid(Problem("ended", Reason.MISSING))
    if ended_at is not None and ended_at > now:
        raise Invalid(Problem("ended_time", Reason.IN_THE_FUTURE))
    walk = running.after(TimerEvent.STOP, ended_at or now).to_walk(user.time_zone)
    if not walk.segments:
        raise Invalid(Problem("ended" if ended_at is None else "ended_time", Reason.MISSING))
    store.remove(session, user.id)
    return walks.log_walk(session, user, walk, source=Source.TIMER, now=now)


def discard(session: Session, user: User, *, now: dt.datetime) -> Walk | None:
    """Throw the running walk away: into the bin, as it was until now. None where nothing was walked yet."""
    running = store.find(session, user.id)
    store.remove(session, user.id)
    walk = running.until(now).to_walk(user.time_zone) if running else None
    if walk is None or not walk.segments:
        return None
    row = walks.log_walk(session, user, walk, source=Source.TIMER, now=now).walk
    if row.deleted_at is None:
        walks.delete_walk(session, user, row, now=now)
    return row


def _note(session: Session, user: User, kind: TimerEvent, now: dt.datetime) -> None:
    running = store.find(session, user.id)
    # A tap on yesterday's page must not turn the night into a stretch: that walk is asked for its end first.
    if running and not running.is_left_alone(now):
        store.keep(session, user.id, running.after(kind, now))
