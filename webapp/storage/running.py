"""The walk that a person has running on the server, if there is one."""

import datetime as dt
import json

from sqlalchemy import bindparam, delete, select
from sqlalchemy.orm import Session

from webapp.domain import running
from webapp.domain.diaries import Diary
from webapp.domain.running import Event, TimerEvent
from webapp.storage.columns import table
from webapp.storage.models import RunningWalkRow

_TABLE = table(RunningWalkRow).c
_MINE = select(_TABLE.uuid, _TABLE.events).where(_TABLE.user_id == bindparam("user_id"))


def find(session: Session, diary: Diary) -> running.RunningWalk | None:
    row = session.execute(_MINE, {"user_id": diary.user_id}).first()
    return None if row is None else running.RunningWalk(row.uuid, tuple(map(_event, json.loads(row.events))))


def keep(session: Session, diary: Diary, walk: running.RunningWalk) -> None:
    """Write a running walk in place of the one before."""
    events = json.dumps([[event.at.isoformat(timespec="milliseconds"), event.kind] for event in walk.events])
    session.merge(RunningWalkRow(user_id=diary.user_id, uuid=walk.uuid, events=events))
    session.flush()


def remove(session: Session, diary: Diary) -> None:
    session.execute(delete(RunningWalkRow).where(RunningWalkRow.user_id == diary.user_id))


def _event(pair: tuple[str, str]) -> Event:
    return Event(dt.datetime.fromisoformat(pair[0]), TimerEvent(pair[1]))
